"""The main window: layout, layers, transitions and the frame clock."""
