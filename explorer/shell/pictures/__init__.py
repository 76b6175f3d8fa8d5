"""Pictures of galleries: decoded in a thread, shown by the card and on the screen in the park; videos are played."""

from .pictures import Pictures

__all__ = ["Pictures"]
