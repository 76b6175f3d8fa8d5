"""A booth on the screen: what attracts, the question whether somebody is still there, and the hidden way out."""

from .layer import KioskLayer

__all__ = ["KioskLayer"]
