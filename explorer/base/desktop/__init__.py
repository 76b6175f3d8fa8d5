"""Integration into a system's desktop: the menu entry, and a booth that starts at login."""
