"""Park Explorer: a virtual industrial park whose buildings explain a plan."""

__version__ = "0.3.0"
