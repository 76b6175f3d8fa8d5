"""Sites of real places, read from map files."""
