"""What the park sounds like: loops by place and light, and short answers to what a visitor does."""

from .sounds import Sounds

__all__ = ["Sounds"]
