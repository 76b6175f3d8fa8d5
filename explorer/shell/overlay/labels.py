"""Labels over the view: from afar a number on each roof and the names of districts; near by, names of zones.

A hovered label grows to name and sentence, and labels that it covers fade. No label moves for another one. The name of
a district has one place in the park for all views, chosen as the whole park is seen first; what needs the place fades it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from ...base.geometry import WHOLE, Rect, Vec3
from ...park.model import Park, Zone
from ...visit import Visit
from ..input.pointer import HitResult
from ..style.theme import Theme
from ..widgets import as_tool_tip, paint, plain
from ..window.protocols import Stage
from .district_anchors import Sizes, anchors_of
from .label_overlay import REST_S, FadingOverlay, around
from .label_places import (
    DistrictName,
    Placed,
    Tier,
    Wanted,
    gives_way,
    grown_label,
    middle_of,
    on_roofs,
)
from .painting import LabelPainter
from .placement import At, Box, Place, Surroundings, is_free

APPROACH = 0.32
"""Distance within which a building has its name, as a share of the distance that shows the whole park."""
NAMES_FROM = 0.6
"""Distance from which districts have names; the same share, of the camera's distance."""
GIVES_WAY_PX = 60
"""Distance from a grown label's place within which numbers fade, in design pixels."""
HEAD_PX, FOOT_PX = 74, 92
"""Heights of the plates at head and foot at rest, in design pixels: no name has its place there."""
STAND_HEAD_PX = 148
"""The same height in a kiosk, where they take two rows."""


class Labels(FadingOverlay):
    """All zone labels, painted over the view. The pointer passes through to the viewport, which asks `at`.

    To screen readers this layer is an image; they find the zones in the list of zones.

    Attributes
    ----------
    anchors : the place of the name of each district, metres.
    """

    def __init__(self, theme: Theme, stage: Stage, parent: QWidget) -> None:
        super().__init__(stage, parent)
        self._visit: Visit | None = None
        self.placement: list[Placed] = []
        self.names: list[DistrictName] = []
        self._roofs: list[Placed] = []  # numbers and names of this view, whatever is hovered
        self._shores: list[DistrictName] = []
        self._anchored_for: tuple[object, ...] = ()
        self.anchors: dict[str, Vec3] = {}
        self._seen_from: tuple[object, ...] = ()
        self._laid_out_for: tuple[object, ...] = ()
        self._shape: Theme | None = None
        self._layer: tuple[QPoint, QPixmap] | None = None  # all labels as painted now, and their position
        self._former: tuple[QPoint, QPixmap] | None = None  # as painted before another one grew
        self._changed = 1.0  # progress of the fade from the former to the present ones
        self._free: Rect = WHOLE
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._looks = LabelPainter(theme, self.width)
        self._layer = self._former = None
        shape = theme if theme.high_contrast else replace(theme, look="light")
        if shape != self._shape:  # only from light to dark: all labels stay in place
            self._shape = shape
            self._seen_from = self._laid_out_for = ()
            self.placement, self.names = [], []

    # ---- queries

    def at(self, position: QPointF) -> HitResult | None:
        """The zone or the district of the label at a position; None beside all labels.

        A number has the target size of a button, unless another one is nearer.
        """
        if self.isHidden() or self._opacity < 0.5 or self._visit is None:
            return None
        x, y = position.x(), position.y()
        for label in self.placement:
            if label.tier == "full" and label.box.holds(x, y):
                return HitResult(zone=label.zone)
        reach = self.theme.target_px / 2
        near = [
            (abs(label.box.middle[0] - x) + abs(label.box.middle[1] - y), label.zone)
            for label in self.placement
            if label.box.grown(max(reach - min(label.box[2:]) / 2, 0.0)).holds(x, y)
        ]
        if near:
            return HitResult(zone=min(near)[1])
        for name in self.names:
            if name.box.holds(x, y):
                return HitResult(place=middle_of(self._visit.park.district(name.district)))
        return None

    def hint(self, event: QHelpEvent) -> bool:
        """Show the subject of a district; return whether the pointer is on its name."""
        visit = self._visit
        for name in self.names if visit is not None else ():
            if visit is not None and name.box.holds(event.pos().x(), event.pos().y()):
                lead = plain(visit.park.district(name.district).lead[self.theme.language])
                QToolTip.showText(event.globalPos(), as_tool_tip(lead), self)
                return True
        return False

    @property
    def settled(self) -> bool:
        return super().settled and self._changed >= 1.0

    @property
    def placed(self) -> tuple[Placed, ...]:
        return tuple(self.placement)

    # ---- show

    def update_from(self, visit: Visit, free: Rect = WHOLE) -> None:
        """Hide while the camera moves; place the labels and show them when it rests.

        Parameters
        ----------
        free : the part of the view that contains the subject.
        """
        self._visit = visit
        resting = not visit.moving and visit.rest_s >= REST_S and free == self._free
        self._free = free
        if resting:
            self._lay_out(visit)
        is_faded, before = self.fade(visit, appears=resting), self._changed
        self._changed = min(1.0, before + self._step)
        if self._changed >= 1.0:
            self._former = None
        if is_faded or self._changed != before:
            self.update()

    def _lay_out(self, visit: Visit) -> None:
        view = (
            visit.pose,
            self.size(),
            tuple(self.cards),
            visit.zone,
            visit.operating,
            self._free,
            self._shape,
        )
        pointing = (view, visit.hovered, visit.pointed, visit.guided)
        if pointing == self._laid_out_for:
            return
        room = self.view.grown(-self.theme.px(8))
        another_view = view[:2] + view[3:] != self._seen_from[:2] + self._seen_from[3:]
        if view != self._seen_from:
            self._seen_from = view
            letters = self.letters(visit.park.zones) if visit.zone is None else []
            self._roofs = on_roofs(self._wanted(visit, room), self.cards, room, letters)
            self._shores = self._named_districts(visit, room, letters)
        self._laid_out_for = pointing
        grown = self._grown(visit, room)
        gap, reach = self.theme.px(8), self.theme.px(GIVES_WAY_PX)
        zones = {label.zone for label in grown}
        keep = [
            label
            for label in self._roofs
            if (label.zone in zones - {visit.zone} and label.tier == "number")
            or (label.zone not in zones and not any(gives_way(label, one, reach, gap) for one in grown))
        ]
        names = [n for n in self._shores if not any(n.box.meets(one.box.grown(gap)) for one in grown)]
        if self._layer is not None and not another_view and self._opacity > 0:
            self._former, self._changed = self._layer, 0.0
        self.placement, self.names = [*keep, *grown], names
        self._layer = None
        self.update()

    def _places(self, zones: Sequence[Zone]) -> list[At | None]:
        """Positions of zones in the view; None for those behind the camera."""
        return self.pixels(np.array([zone.place.label_m for zone in zones]))

    def _wanted(self, visit: Visit, room: Box) -> list[Wanted]:
        """Number labels from afar, names near by; none while a zone is open, when the scene comes first."""
        if visit.zone is not None:
            return []
        zones = list(visit.park.zones.values())
        if not zones:
            return []
        eye, near_m = np.array(visit.pose.eye), APPROACH * visit.park.home.distance_m
        made = []
        for zone, at in zip(zones, self._places(zones), strict=True):
            if at is None or not room.holds(*at):
                continue
            away_m = float(np.linalg.norm(np.array(zone.place.label_m) - eye))
            made.append(Wanted(zone.id, at, self._sizes(zone, named=away_m < near_m), away_m))
        return made

    def _sizes(self, zone: Zone, *, named: bool) -> tuple[tuple[Tier, float, float], ...]:
        side = self._looks.number_px
        number: tuple[Tier, float, float] = ("number", side, side)
        return (("name", *self._looks.named_size(zone)), number) if named else (number,)

    def _grown(self, visit: Visit, room: Box) -> list[Placed]:
        """The labels of hovered zones, grown; at an exhibit only its own parts have names."""
        meant = (visit.pointed, visit.hovered)
        chosen = [id for id in dict.fromkeys(meant) if id and id != visit.zone]
        if visit.operating or not chosen:
            return []
        zones = [visit.park.zones[id] for id in chosen]
        made: list[Placed] = []
        for zone, place in zip(zones, self._places(zones), strict=True):
            if place is None and zone.id != visit.pointed:
                continue
            # a hovered zone behind the camera still has its label, at the top of the view
            at = place or (self.width() / 2, 0.0)
            size = self._looks.full_size(zone, pointed=zone.id == _to_go_to(visit))
            cards = [*self.cards, *(label.box for label in made)]
            made.append(
                grown_label(
                    zone.id, at, size, number_px=self._looks.number_px, cards=cards, room=room,
                    gap=self.theme.px(6),
                )
            )  # fmt: skip
        return made

    # ---- the names of districts

    def _named_districts(self, visit: Visit, room: Box, letters: Sequence[Box]) -> list[DistrictName]:
        """The names of districts whose places are free in this view."""
        far = visit.pose.distance_m >= NAMES_FROM * visit.park.home.distance_m
        if visit.zone is not None or not far:
            return []
        self._anchor(visit.park)
        gap, made = self.theme.px(4), list[DistrictName]()
        around = Surroundings(room, [*self.cards, *(p.box for p in self._roofs), *letters], gap=gap)
        places = self.pixels(np.array([*self.anchors.values()]).reshape(-1, 3))
        for district, at in zip(self.anchors, places, strict=True):
            if at is None:
                continue
            box = Box.around(at, *self._looks.district_size(visit.park.district(district)))
            if is_free(Place(box, None), around) and not any(box.meets(name.box.grown(gap)) for name in made):
                made.append(DistrictName(district, box))
        return made

    def _anchor(self, park: Park) -> None:
        """Choose the place of each district's name again for another park, window size or type."""
        size, theme = (float(self.width()), float(self.height())), self.theme
        if self._anchored_for == (park, size, self._shape):
            return
        self._anchored_for = (park, size, self._shape)
        names = {district.id: self._looks.district_size(district) for district in park.districts}
        head = theme.px(STAND_HEAD_PX if theme.profile == "stand" else HEAD_PX)
        sizes = Sizes(size, head, theme.px(FOOT_PX), theme.px(8), self._looks.number_px, names)
        letters = [box for zone in park.zones if (box := self._stage.letters(zone)) is not None]
        self.anchors = anchors_of(park, sizes, letters)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._visit is None or self._opacity == 0 or not (self.placement or self.names or self._former):
            return
        if self._layer is None:
            self._layer = self._painted()
        painter = QPainter(self)
        painter.setOpacity(self._opacity)
        if self._former is None:
            painter.drawPixmap(*self._layer)
        else:
            painter.drawPixmap(QPoint(), self._between(self._former, self._layer))

    def _between(self, former: tuple[QPoint, QPixmap], present: tuple[QPoint, QPixmap]) -> QPixmap:
        """One frame of the fade: what both images share stays, the rest fades."""
        made = paint.sheet(self.size(), self.devicePixelRatioF())
        painter = QPainter(made)
        painter.setOpacity(1.0 - self._changed)
        painter.drawPixmap(*former)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        painter.setOpacity(self._changed)
        painter.drawPixmap(*present)
        painter.end()
        return made

    def _painted(self) -> tuple[QPoint, QPixmap]:
        """All labels as one image, and its position: the scene changes many times a second, the labels seldom."""
        assert self._visit is not None, "labels have a visit"
        area = around(
            [*(label.box for label in self.placement), *(name.box for name in self.names)], self.theme.px(44)
        ).intersected(self.rect())
        if area.isEmpty():
            return area.topLeft(), QPixmap()  # Qt warns about painting on an empty image
        layer = paint.sheet(area.size(), self.devicePixelRatioF())
        painter = QPainter(layer)
        painter.translate(-area.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        looks, park, pointed = self._looks, self._visit.park, _to_go_to(self._visit)
        for name in self.names:
            looks.paint_district(painter, park.district(name.district), name.box)
        for label in sorted(self.placement, key=lambda p: p.tier == "full"):
            zone = park.zones[label.zone]
            looks.paint(painter, zone, label.tier, label.box, pointed=zone.id == pointed)
        painter.end()
        return area.topLeft(), layer

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            return self.hint(event)
        return super().event(event)


def _to_go_to(visit: Visit) -> str | None:
    """The zone whose label says how to go there: the hovered one, unless a tour points at it."""
    return None if visit.guided else visit.pointed
