"""Start and end of the program: settings, system preferences, heartbeat, changed content."""
