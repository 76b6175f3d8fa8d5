"""What a system's desktop knows of the program: its entry in the menu, and a booth that starts by itself."""
