"""The kiosk: attract mode, the question whether the visitor is still there, and the hidden staff exit."""

from .layer import KioskLayer

__all__ = ["KioskLayer"]
