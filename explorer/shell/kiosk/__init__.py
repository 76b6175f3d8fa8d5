"""A booth on the screen: what attracts, the question whether somebody is still there, and the hidden way out."""

from .layer import BoothLayer

__all__ = ["BoothLayer"]
