"""What is seen: the park drawn by Panda3D, without a window. No Qt here."""

from .config import NoGraphics
from .picking import Hit
from .picture import Picture
from .stage import Stage

__all__ = ["Hit", "NoGraphics", "Picture", "Stage"]
