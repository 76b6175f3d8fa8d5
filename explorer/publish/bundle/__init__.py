"""Bundles: the park as a program that needs no Python, in a folder for Windows, macOS or Linux and an archive of it."""

from .assembly import Made, Order, assemble
from .systems import SYSTEMS, NotAssembled

__all__ = ["SYSTEMS", "Made", "NotAssembled", "Order", "assemble"]
