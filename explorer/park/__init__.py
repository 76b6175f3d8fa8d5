"""The content of the park: read from scene files, checked, frozen."""

from .load import Fault, ParkError, load
from .model import (
    LANGUAGES,
    Claim,
    District,
    Language,
    Park,
    Question,
    SceneText,
    Solids,
    Source,
    Term,
    Tour,
    Zone,
)
from .tour import Cue, Stop
