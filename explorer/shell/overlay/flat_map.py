"""The park as a map that fills its panel: shown in place of the picture where none can be drawn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ...park.model import Park, Zone
from ...visit import Act, Visit
from ..style.theme import Theme
from .ground_map import GroundMap
from .label_painting import LabelPlates
from .label_placement import Box, Placed, Tier, Wanted, declutter


class FlatMap(GroundMap):
    """A map with a label for every zone; the label is pressed like the place it points at."""

    def __init__(self, theme: Theme, park: Park, do: Callable[[Act], None], parent: QWidget | None = None):
        self._looks = LabelPlates(theme, self.width)
        self._placed: list[Placed] = []
        self._placed_for: tuple[object, ...] = ()
        super().__init__(theme, park, do, parent)

    def apply_theme(self, theme: Theme) -> None:
        self._looks.theme = theme
        super().apply_theme(theme)

    def zone_at(self, position: QPointF) -> str | None:
        x, y = position.x(), position.y()
        named = sorted(self._placed, key=lambda p: p.tier != "full")
        on = next((label.zone for label in named if label.box.holds(x, y)), None)
        return on or super().zone_at(position)

    def _paint_on(self, painter: QPainter, visit: Visit) -> None:
        self._place(visit)
        zones = self._park.zones
        for label in self._placed:
            self._looks.paint_leader(painter, zones[label.zone].accent, label.at, label.box)
        named = {label.zone for label in self._placed} - {visit.pointed, visit.hovered, visit.zone}
        for zone in zones.values():
            if zone.id not in named:  # a place that found no room for its label can still be pressed
                self._paint_dot(painter, zone, visit)
        for label in sorted(self._placed, key=lambda p: p.tier == "full"):
            pointed = label.zone == visit.pointed
            self._looks.paint(painter, zones[label.zone], label.tier, label.box, pointed=pointed)

    def _place(self, visit: Visit) -> None:
        """Find a place for every label, where anything changed that it depends on."""
        known = (self.size(), self.theme, visit.hovered, visit.pointed)
        if known == self._placed_for:
            return
        still = known[:2] == self._placed_for[:2]
        self._placed_for = known
        room = Box(0, 0, self.width(), self.height()).grown(-self.theme.px(8))
        wanted = []
        for zone in self._park.zones.values():
            at, must = self.position_of(zone.id), zone.id in (visit.hovered, visit.pointed)
            sizes = self._sizes(zone, visit)
            wanted.append(Wanted(zone.id, (at.x(), at.y()), sizes, zone.number, must))
        before = [p for p in self._placed if p.tier != "full"] if still else []
        gap = self.theme.px(4)
        self._placed, _ = declutter(wanted, (), room, scale=self.theme.scale, gap=gap, before=before)

    def _sizes(self, zone: Zone, visit: Visit) -> tuple[tuple[Tier, float, float], ...]:
        side = self._looks.number_px
        name: tuple[Tier, float, float] = ("name", *self._looks.named_size(zone))
        number: tuple[Tier, float, float] = ("number", side, side)
        if zone.id in (visit.hovered, visit.pointed):
            pointed = zone.id == visit.pointed
            return (("full", *self._looks.full_size(zone, pointed=pointed)), name, number)
        return (name, number)
