"""What exists: content, frozen."""

from .load import Fault, ParkError, load
from .model import (
    LANGUAGES,
    Claim,
    District,
    Language,
    Park,
    Question,
    Solids,
    Source,
    Term,
    Text,
    Tour,
    Zone,
)
from .tour import Cue, Stop

__all__ = [
    "LANGUAGES",
    "Claim",
    "Cue",
    "District",
    "Fault",
    "Language",
    "Park",
    "ParkError",
    "Question",
    "Solids",
    "Source",
    "Stop",
    "Term",
    "Text",
    "Tour",
    "Zone",
    "load",
]
