"""Help for those who write a scene: a new one to begin with, what keys there are, and its texts as a sheet."""
