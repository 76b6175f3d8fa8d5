"""Labels of an exhibit's parts: of the part under the pointer and of the last one touched, and the ring of *Show me*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ...base.geometry import clamp
from ...exhibits.exhibit import PartWords
from ...i18n import Verbatim, tr
from ...park.model import Accent
from ...visit import Visit
from ..exhibit.parameters import with_handle
from ..style.theme import Theme
from ..widgets import paint
from ..window.protocols import Stage
from .label_overlay import LabelOverlay, around
from .painting import PartLabel, PartPainter
from .placement import At, Box, Place, Surroundings, cheapest, first_free
from .signs import Signs

OFFSETS = ((0, -78), (92, -66), (-92, -66), (150, -10), (-150, -10), (0, 84), (110, 76), (-110, 76))
"""From a part to the middle of its label, in design pixels, in the order they are tried."""
NO_WORDS = Verbatim("")
SLIGHTEST_PX = 0.5
"""Movement of a part below which its label is not repainted."""

LEAST_PX, PADDING_PX, ROUND_PX = (64, 48), 8, 16  # design pixels
WORDS_APART_PX = 10
EDGE_PX = 8


class PartLabels(LabelOverlay):
    """Painted over the scene; the pointer passes through. A label follows its part and rests when the part does."""

    def __init__(self, theme: Theme, stage: Stage, parent: QWidget) -> None:
        super().__init__(stage, parent)
        self._accent: Accent | None = None
        self._sides: dict[str, int] = {}
        self._signs: tuple[Box, ...] = ()
        self.placed: tuple[PartLabel, ...] = ()
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._looks = PartPainter(theme, self.width)
        self._show(())

    def update_from(self, visit: Visit, signs: Sequence[Box], sign_words: Mapping[str, str]) -> None:
        """Show the labels of the relevant parts, clear of the signs in the scene; none while the camera flies.

        Parameters
        ----------
        signs : rectangles of the signs in the scene.
        sign_words : text of the sign at each part; a label does not repeat it.
        """
        self._signs = tuple(signs)
        is_seen = visit.operating and not visit.moving
        wanted = list(dict.fromkeys((visit.part, visit.picked))) if is_seen else []
        names = [name for name in wanted if name is not None]
        if not names or visit.run is None or visit.open_zone is None:
            self._sides = {}
            self._show(())
            return
        self._accent = visit.open_zone.accent
        anchors, run = self._stage.parts(), visit.run
        parts = run.exhibit.parts(run.state)
        names = [name for name in names if name in anchors and name in parts]
        if not names:
            self._show(())
            return
        words = {
            name: self._without_repeat(with_handle(run, name, parts[name]), name, sign_words)
            for name in names
        }
        points = self.pixels(np.array([anchors[name].above for name in names]))
        room = self.view.grown(-self.theme.px(8))
        placed: list[PartLabel] = []
        for name, point in zip(names, points, strict=True):
            if point is not None:
                at = _nearest(point, room)  # the label of a part beyond the edge is at the edge
                box = self._place(name, words[name], at, room, [p.box for p in placed])
                if box is not None:
                    placed.append(PartLabel(name, words[name], at, box))
        self._show(tuple(placed))

    def _without_repeat(self, words: PartWords, name: str, signs: Mapping[str, str]) -> PartWords:
        """The reading alone at a part whose sign has its name; the name alone if a sign beside it has the reading."""
        language = self.theme.language
        label, reading = tr(words.label, language), tr(words.reading, language)
        if reading and label and label == signs.get(name):
            return PartWords(NO_WORDS, words.reading)
        return PartWords(words.label, NO_WORDS) if reading in signs.values() else words

    def _place(self, name: str, words: PartWords, at: At, room: Box, others: Sequence[Box]) -> Box | None:
        """The side it had before, as long as there is room; else the first with room, or one moved to where there is.

        Where signs leave none it lies on them for as long as it is there. None if there is no room at all, as beside very large
        text: the panel lists every part.
        """
        size = self._looks.label_size(words)
        for taken in ((*others, *self.cards, *self._signs), (*others, *self.cards)):
            found = cheapest(self._places(name, at, size, room), Surroundings(room, taken))
            if found is not None:
                if found.label is not None:
                    self._sides[name] = found.label
                return found.box
        return None

    def _places(self, name: str, at: At, size: tuple[float, float], room: Box) -> Iterator[Place[int | None]]:
        """The places of a label, the best first, each with its side; without one if it was moved."""
        before, boxes = self._sides.get(name), list[Box]()
        sides = ([] if before is None else [before]) + list(range(len(OFFSETS)))
        for cost, side in enumerate(sides):
            x, y = (offset * self.theme.scale for offset in OFFSETS[side])
            boxes.append(Box.around((at[0] + x, at[1] + y), *size))
            yield Place(boxes[-1], side, cost)
        cost = len(sides)
        for box in boxes:
            moved = box.inside(room)
            under = [surface.bottom + self.theme.px(8) for surface in self.cards if surface.meets(moved)]
            for top in (moved.y, *under):
                yield Place(moved._replace(y=top), None, cost)
                cost += 1

    def _show(self, placed: tuple[PartLabel, ...]) -> None:
        """Repaint only if a label is new, or has moved far enough to be seen."""
        if len(placed) == len(self.placed) and all(
            _same(a, b) for a, b in zip(placed, self.placed, strict=True)
        ):
            return
        old, self.placed = self._touched(), placed
        self.update(old.united(self._touched()))

    def _touched(self) -> QRect:
        points = [Box.around(label.at, 2, 2) for label in self.placed]
        return around([*(label.box for label in self.placed), *points], self.theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.placed or self._accent is None:
            return
        painter = self.painter()
        for label in self.placed:
            self._looks.paint_leader(painter, label, self._accent)
        for label in reversed(self.placed):
            self._looks.paint_label(painter, label, self._accent)


def _nearest(at: tuple[float, float], room: Box) -> tuple[float, float]:
    """The point of a room that is nearest to another point."""
    return clamp(at[0], room.x, room.right), clamp(at[1], room.y, room.bottom)


def _same(a: PartLabel, b: PartLabel) -> bool:
    if (a.part, a.words) != (b.part, b.words):
        return False
    far = max(abs(a.at[0] - b.at[0]), abs(a.at[1] - b.at[1]), abs(a.box.x - b.box.x), abs(a.box.y - b.box.y))
    return far < SLIGHTEST_PX and a.box[2:] == b.box[2:]


class PartRing(LabelOverlay):
    """The ring of *Show me*, under the signs: marks the part that a step changes, and names it if no sign does.

    Attributes
    ----------
    ring : its rectangle in pixels of the view; None while nothing is marked.
    words : the name of the part; "" if a sign at the part has it.
    """

    def __init__(self, theme: Theme, stage: Stage, parent: QWidget) -> None:
        super().__init__(stage, parent)
        self._accent: Accent | None = None
        self.ring: Box | None = None
        self.words = ""
        self._card: Box | None = None
        self.apply_theme(theme)
        self.hide()

    def update_from(self, visit: Visit, part: str | None, signs: Signs) -> None:
        """Mark a part, or none; hidden while the camera moves."""
        ring, words, zone = None, "", visit.open_zone
        stands = visit.operating and not visit.moving
        known = visit.run.exhibit.parts(visit.run.state).get(part) if visit.run and part and stands else None
        if known is not None and part is not None and zone is not None:
            ring, self._accent = self._around(part), zone.accent
            words = "" if ring is None or signs.names(part) else tr(known.label, self.theme.language)
        card = self._beside(ring, words, signs) if ring is not None and words else None
        if words == self.words and _is_near(ring, self.ring) and _is_near(card, self._card):
            return
        before = self._touched()
        self.ring, self.words, self._card = ring, words, card
        self.setVisible(ring is not None)
        self.update(before.united(self._touched()))

    def _touched(self) -> QRect:
        return around((box for box in (self.ring, self._card) if box is not None), self.theme.px(EDGE_PX))

    def _around(self, part: str) -> Box | None:
        """The visible part with a margin, clipped to the view; None if it is outside."""
        place = self._stage.parts().get(part)
        if place is None:
            return None
        points = [point for point in self.pixels(np.array(place.sides)) if point is not None]
        if len(points) < len(place.sides):
            return None
        (left, right), (top, bottom) = ((min(across), max(across)) for across in zip(*points, strict=True))
        middle = ((left + right) / 2, (top + bottom) / 2)
        least_wide, least_tall = (self.theme.px(least) for least in LEAST_PX)
        out, edge = 2 * self.theme.px(PADDING_PX), self.theme.px(EDGE_PX)
        size = right - left + out, bottom - top + out
        seen = Box.around(middle, max(size[0], least_wide), max(size[1], least_tall))
        x, y = max(seen.x, edge), max(seen.y, edge)
        wide, tall = min(seen.right, self.width() - edge) - x, min(seen.bottom, self.height() - edge) - y
        return Box(x, y, wide, tall) if min(wide, tall) > edge else None

    def _beside(self, ring: Box, words: str, signs: Signs) -> Box:
        """Rectangle of the name: above the ring, or where it covers neither a sign nor a panel."""
        theme = self.theme
        wide = theme.width_of(words, "label", 600) + theme.px(24)
        tall, apart = theme.line_px("label") + theme.px(10), theme.px(WORDS_APART_PX)
        (x, y), edge = ring.middle, theme.px(EDGE_PX)
        room = self.view.grown(-edge)
        at = (
            (x, ring.y - apart - tall / 2), (x, ring.bottom + apart + tall / 2),
            (ring.x - apart - wide / 2, y), (ring.right + apart + wide / 2, y),
        )  # fmt: skip
        boxes = [Box.around(place, wide, tall) for place in at]
        boxes = [box.inside(room) if index < 2 else box for index, box in enumerate(boxes)]
        panels = (*signs.boxes, *signs.cards)
        return first_free(boxes, Surroundings(room, panels, edge / 2)) or boxes[0]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.ring is None or self._accent is None:
            return
        theme, painter = self.theme, self.painter()
        fill = theme.colour(theme.accent(self._accent).fill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((theme.colour("halo"), 8.0), (fill, 4.0)):
            painter.setPen(QPen(colour, theme.scale * width))
            painter.drawRoundedRect(QRectF(*self.ring), theme.px(ROUND_PX), theme.px(ROUND_PX))
        if self._card is None:
            return
        card = QRectF(*self._card)
        paint.rounded(painter, card, theme.px(10), fill, theme.colour("halo"), edge_px=theme.border_px)
        ink, font = theme.colour(theme.accent(self._accent).on), theme.font_for(self.words, "label", 600)
        paint.text(painter, card.adjusted(theme.px(12), 0, -theme.px(12), 0), self.words, font, ink)


def _is_near(a: Box | None, b: Box | None) -> bool:
    if a is None or b is None:
        return a is b
    return max(abs(here - there) for here, there in zip(a, b, strict=True)) <= SLIGHTEST_PX
