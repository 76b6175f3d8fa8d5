"""The list of flows."""
