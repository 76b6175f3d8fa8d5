"""Everything around a live exhibit: its card of controls, the strip of readings, the place.

All of it is derived from the fields and class variables of the exhibit; no exhibit is named here.
"""

from .panel import ExhibitPanel
from .place_card import PlaceCard
from .readings import Readings
from .strip import RunStrip

__all__ = ["ExhibitPanel", "PlaceCard", "Readings", "RunStrip"]
