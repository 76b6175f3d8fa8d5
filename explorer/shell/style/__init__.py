"""Colours, fonts, icons and time formats shared by all widgets."""
