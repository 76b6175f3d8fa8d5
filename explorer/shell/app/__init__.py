"""Start and end of the program: settings, preferences of the system, heartbeat, content that changed."""
