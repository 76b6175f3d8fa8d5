"""Screens and notices for what does not work, in place of the park or above it."""

from .broken_scene import BrokenScene
from .missing_font import MissingFont
from .no_opengl import NoOpenGL

__all__ = ["BrokenScene", "MissingFont", "NoOpenGL"]
