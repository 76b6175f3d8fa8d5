"""Everything around a live exhibit: its card of controls, the strip of readings, the labels of its parts.

All of it is derived from the fields and class variables of the exhibit; no exhibit is named here.
"""

from .panel import ExhibitPanel
from .part_labels import PartLabels
from .place_card import PlaceCard
from .readings import Readings
from .signs import Signs
from .strip import RunStrip

__all__ = ["ExhibitPanel", "PartLabels", "PlaceCard", "Readings", "RunStrip", "Signs"]
