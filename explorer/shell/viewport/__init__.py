"""The frame of the stage on the screen."""
