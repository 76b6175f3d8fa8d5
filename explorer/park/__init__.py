"""What exists: content, frozen."""

from .load import Fault, ParkError, load
from .model import LANGUAGES, Claim, District, Language, Park, Solids, Source, Term, Text, Zone

__all__ = [
    "LANGUAGES",
    "Claim",
    "District",
    "Fault",
    "Language",
    "Park",
    "ParkError",
    "Solids",
    "Source",
    "Term",
    "Text",
    "Zone",
    "load",
]
