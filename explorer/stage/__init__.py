"""The stage: draws the park with Panda3D, without a window. No Qt here."""

from .frame import Frame
from .gl.config import NoGraphics
from .picking import Hit
from .stage import Stage

__all__ = ["Frame", "Hit", "NoGraphics", "Stage"]
