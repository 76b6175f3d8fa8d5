"""What is happening: one visitor, one value."""

from .acts import (
    Act,
    Approach,
    Back,
    Change,
    Close,
    Forward,
    Hover,
    LookFrom,
    Open,
    Orbit,
    Pan,
    Point,
    Zoom,
)
from .mode import EXPLORE, Mode
from .settings import Comfort, Light, Settings, Theme
from .visit import Spot, Visit

__all__ = [
    "EXPLORE",
    "Act",
    "Approach",
    "Back",
    "Change",
    "Close",
    "Comfort",
    "Forward",
    "Hover",
    "Light",
    "LookFrom",
    "Mode",
    "Open",
    "Orbit",
    "Pan",
    "Point",
    "Settings",
    "Spot",
    "Theme",
    "Visit",
    "Zoom",
]
