"""The list of zones."""
