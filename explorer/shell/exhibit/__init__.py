"""Everything around a live exhibit: its panel with the sliders, its dock with the readings, the names of its parts.

All of it is derived from the fields and class variables of the exhibit; no exhibit is named here.
"""

from .dock import Dock
from .panel import ExhibitPanel
from .part_labels import PartLabels
from .signs import Signs

__all__ = ["Dock", "ExhibitPanel", "PartLabels", "Signs"]
