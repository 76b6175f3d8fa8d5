"""Colours, fonts, icons and times: what all widgets share."""
