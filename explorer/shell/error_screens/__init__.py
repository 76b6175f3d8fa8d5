"""What is shown instead of the park, or above it, when something does not work."""

from .broken_scene import BrokenScene
from .missing_font import MissingFont
from .no_opengl import NoOpenGL

__all__ = ["BrokenScene", "MissingFont", "NoOpenGL"]
