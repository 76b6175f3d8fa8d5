"""Signs in the scene: a few words at the parts of an exhibit, readable from two metres; pressing one touches its
part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import dist, isfinite
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from ...base.geometry import WHOLE, Rect, Vec2, hull, shared, shared_m2
from ...base.protocols import MAIN_FIGURE, PartPlace
from ...exhibits.signs import Side, Sign
from ...i18n import Verbatim, tr
from ...park.model import Accent
from ...visit import Running, Visit
from ..exhibit.readouts import format_reading
from ..input.pointer import HitResult
from ..style.theme import Theme
from ..window.protocols import Stage
from .label_overlay import REST_S, FadingOverlay, around
from .painting import PartPainter, SignWords
from .placement import Box
from .sign_places import GAP_PX, MOST_SHARE, PlacedSign, WantedSign, at_rim, box_around, place_signs

LOOK_AGAIN_S = 0.4
"""Interval between checks for parts that have come or gone."""
ONLY_HOT_FROM = 1.5
"""Text scale from which only the most important sign is shown."""
MOVED_PX = 60
"""Distance a part must move, and come to rest, before its sign follows; in design pixels."""
GROWS_PX = 10
"""Spare room in a sign for about one more digit, in design pixels."""
SHORTER = 0.85
"""A sign shrinks when its words take less than this share of it."""
COVERS = 0.2
"""Share of a sign that its part may cover before the sign moves."""
NEAR = 0.8
"""Share of the usual distance within which small print is shown."""

SIDES: tuple[Side, ...] = ("above", "below", "left", "right")
"""In the order of a part's bounds."""


class SeenPart(NamedTuple):
    """Where a part ends at each of its sides, in pixels, and its outline, a convex polygon; empty if unknown."""

    sides: Mapping[Side, Vec2]
    outline: Sequence[Vec2]


class Signs(FadingOverlay):
    """Painted over the scene; the pointer passes through to the viewport, which asks `at`.

    Signs appear when the camera rests and stay fixed until it moves again; only a part that was carried elsewhere takes its
    sign along. Screen readers find the parts in the list of parts.
    """

    def __init__(self, theme: Theme, stage: Stage, parent: QWidget) -> None:
        super().__init__(stage, parent)
        self._accent: Accent | None = None
        self._zone: str | None = None
        self._part: tuple[str | None, ...] = ()
        self.placed: tuple[PlacedSign, ...] = ()
        self.words: dict[str, SignWords] = {}
        self._places: Mapping[str, PartPlace] = {}
        self._seen: Mapping[str, SeenPart] = {}
        self._laid_out_for: tuple[object, ...] = ()
        self._laid_around: tuple[Box, ...] = ()
        self._looked_s = float("-inf")
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._looks, self._laid_out_for = PartPainter(theme, self.width), ()

    # ---- queries

    def at(self, position: QPointF) -> HitResult | None:
        """The part whose sign is at a position; None if there is no sign."""
        if self.isHidden() or self._opacity < 0.5 or self._zone is None:
            return None
        for sign in self.placed:
            if sign.box.grown(GAP_PX / 2 * self.theme.scale).holds(position.x(), position.y()):
                return HitResult(zone=self._zone, part=sign.part)
        return None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Rectangles of the visible signs."""
        return () if self.isHidden() else tuple(sign.box for sign in self.placed)

    @property
    def sign_words(self) -> dict[str, str]:
        """Text of the visible sign of each part."""
        return {} if self.isHidden() else {sign.part: self.words[sign.part].words for sign in self.placed}

    def names(self, part: str) -> bool:
        """Whether a visible sign names a part; a number alone does not."""
        return not self.isHidden() and any(s.part == part and not s.is_number for s in self.placed)

    # ---- show

    def update_from(self, visit: Visit, free: Rect = WHOLE, meant: str | None = None) -> None:
        """Hide while the camera moves; place the signs when it rests.

        Parameters
        ----------
        meant : the part that *Show me* marks: its sign is filled.
        """
        run, zone = visit.run, visit.open_zone
        at_exhibit = (
            visit.operating
            and run is not None
            and zone is not None
            and bool(run.exhibit.signs_now(run.state))
        )
        rests = at_exhibit and not visit.moving and visit.rest_s >= REST_S
        if rests and run is not None and zone is not None:
            self._accent, self._zone = zone.accent, zone.id
            self._say(visit, run, free, meant)
        if self.fade(visit, appears=rests):
            self.update(self._touched(self.placed))
        if not at_exhibit and self._opacity == 0.0 and self.placed:
            self.placed, self._laid_out_for, self._zone = (), (), None

    def _say(self, visit: Visit, run: Running, free: Rect, meant: str | None) -> None:
        """Update the words; existing signs keep their places."""
        place = zone.views.exhibit.pose if (zone := visit.open_zone) is not None else visit.pose
        words = self._words(run, near=visit.pose.distance_m < NEAR * place.distance_m)
        view = (visit.pose, self.size(), visit.zone, free, self.theme)
        is_new, cards = view != self._laid_out_for, tuple(self.cards)
        again = (
            is_new
            or cards != self._laid_around
            or words.keys() != self.words.keys()
            or visit.time_s - self._looked_s >= LOOK_AGAIN_S
        )
        part = (visit.part, visit.picked, meant)
        if not again and words == self.words and part == self._part:
            return
        old, changed = self.placed, words != self.words or part != self._part
        before = old
        self.words, self._part = words, part
        if again:
            self._laid_out_for, self._laid_around, self._looked_s = view, cards, visit.time_s
            self._places = self._stage.parts()
            seen, self._seen = self._seen, self._on_screen(words)
            before = tuple(sign for sign in before if not self._was_carried(sign, seen))
        standing = () if is_new else self._standing(before)
        self.placed = tuple(self._lay_out(run, standing)) if again else tuple(standing)
        if self.placed != old or changed:
            self.update(self._touched(old).united(self._touched(self.placed)))

    def _on_screen(self, parts: Iterable[str]) -> dict[str, SeenPart]:
        """Those of the parts that are in view; none of those behind the camera."""
        there = [part for part in parts if part in self._places]
        if not there:
            return {}
        corners = np.array([self._places[part].sides for part in there]).reshape(-1, 3)
        points, found = self.pixels(corners), dict[str, SeenPart]()
        for number, part in enumerate(there):
            sides = [point for point in points[4 * number : 4 * number + 4] if point is not None]
            if len(sides) == len(SIDES):
                outline = self._outline(part)
                found[part] = SeenPart(at_rim(dict(zip(SIDES, sides, strict=True)), outline), outline)
        return found

    def _outline(self, part: str) -> list[Vec2]:
        """Outline of a part in the area for signs; empty if it is outside, or if only its sides are known."""
        corners = self._places[part].corners
        seen = self.pixels(np.array(corners)) if corners else []
        points = [point for point in seen if point is not None]
        return shared(hull(points), self._room.corners) if points and len(points) == len(seen) else []

    def _was_carried(self, sign: PlacedSign, before: Mapping[str, SeenPart]) -> bool:
        """Whether the part of a sign now rests elsewhere, or has grown behind it."""
        now, last = self._seen.get(sign.part), before.get(sign.part)
        if now is None or last is None:
            return False
        if shared_m2(now.outline, sign.box.corners) > COVERS * sign.box.width * sign.box.height:
            return True
        at = now.sides[sign.side]
        return dist(at, last.sides[sign.side]) < 1.0 and dist(at, sign.at) > self.theme.px(MOVED_PX)

    def _standing(self, before: Iterable[PlacedSign]) -> list[PlacedSign]:
        """The signs that keep their places, resized to their words: their parts are there, and nothing is in the way."""
        placed = [sign for sign in before if sign.part in self.words and sign.part in self._places]
        edge, kept = GAP_PX * self.theme.scale, list[PlacedSign]()
        for sign in placed:
            fitted = self._fitted(sign)
            others = [other.box for other in placed if other.part != sign.part]
            grown = fitted.box.width > sign.box.width
            if any(map(fitted.box.meets, self.cards)) or (
                grown
                and not (fitted.box.within(self._room) and not any(map(fitted.box.grown(edge).meets, others)))
            ):
                continue
            kept.append(fitted)
        return kept

    def _fitted(self, sign: PlacedSign) -> PlacedSign:
        """The sign resized to its present words."""
        words, box = self.words[sign.part], sign.box
        least = self._looks.sign_length(words)
        length = least + (self.theme.px(GROWS_PX) if words.figure else 0)
        if least <= box.width + 1 and length > SHORTER * box.width:
            return sign
        low, high = sorted((box.x, box.right - length))
        if sign.side in ("above", "below"):  # with its pointer at the part
            x = min(max(sign.at[0] - length / 2, low), high)
        elif sign.side == "left":
            x = box.right - length
        else:
            x = box.x
        return sign._replace(box=Box(x, box.y, length, box.height))

    def _words(self, run: Running, *, near: bool) -> dict[str, SignWords]:
        """The text of each sign by part, in order of importance."""
        readings, language = run.readings, self.theme.language
        outputs = {output.name: output for output in run.exhibit.outputs}
        found: dict[str, SignWords] = {}
        only_hot = self.theme.text >= ONLY_HOT_FROM
        signs = (*(run.exhibit.near_signs if near else ()), *run.exhibit.signs_now(run.state))
        for sign in sorted(signs, key=lambda sign: sign.hot is None):
            if (sign.hot is None and only_hot) or (
                sign.hot and not sign.hot.holds(readings[sign.hot.reading])
            ):
                continue
            part = _part_of(sign, run)
            count = (
                round(readings[sign.hot.reading]) if sign.hot and isfinite(readings[sign.hot.reading]) else 0
            )
            words = tr(sign.words, language, count=count) if sign.hot else tr(sign.words, language)
            figure = ""
            if sign.reading:
                figure = format_reading(outputs[sign.reading], readings[sign.reading], self.theme)
            legend = tuple((tr(name, language), colour) for name, colour in sign.legend)
            number = (
                isinstance(sign.words, Verbatim) and len(sign.words.words) <= 2 and not (figure or legend)
            )
            found.setdefault(part, SignWords(words, figure, sign.hot is not None, number, legend))
        return found

    def _lay_out(self, run: Running, standing: list[PlacedSign] | tuple[()]) -> list[PlacedSign]:
        theme = self.theme
        sides = _sides_of((*run.exhibit.signs_now(run.state), *run.exhibit.near_signs), run)
        missing = [
            part
            for part in self.words
            if part in self._places and part not in {sign.part for sign in standing}
        ]
        wanted = []
        for part, seen in self._on_screen(missing).items():
            words = self.words[part]
            spare = theme.px(GROWS_PX) if words.figure else 0
            size = (self._looks.sign_length(words) + spare, self._looks.sign_height)
            wanted.append(
                WantedSign(
                    part, seen.sides, sides[part], size, words.is_number, seen.outline, bool(words.legend)
                )
            )
        most = MOST_SHARE * self.width() * self.height()
        letters = self.letters([self._zone] if self._zone else [])
        rims = {part: self._outline(part) for part in self._places} if wanted else {}
        boards = [rim for part, rim in rims.items() if part.startswith(MAIN_FIGURE) and rim]
        letters = [*letters, *map(box_around, boards)]
        parts = rims.values()
        return place_signs(wanted, standing, self._room, self.cards, theme.scale, most, letters, parts)

    @property
    def _room(self) -> Box:
        return self.view.grown(-GAP_PX * self.theme.scale)

    def _touched(self, placed: Iterable[PlacedSign]) -> QRect:
        return around([sign.box for sign in placed], self.theme.px(48))

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._accent is None or self._opacity == 0.0:
            return
        painter = self.painter()
        painter.setOpacity(self._opacity)
        for sign in self.placed:
            if sign.part in self.words:
                is_chosen = sign.part in self._part
                self._looks.paint_sign(
                    painter, sign, self.words[sign.part], self._accent, is_chosen=is_chosen
                )


def _sides_of(signs: tuple[Sign, ...], run: Running) -> dict[str, Side]:
    found: dict[str, Side] = {}
    for sign in sorted(signs, key=lambda sign: sign.hot is None):
        found.setdefault(_part_of(sign, run), sign.side)
    return found


def _part_of(sign: Sign, run: Running) -> str:
    """The part of a sign, which may depend on the parameters of the run."""
    return sign.part.format_map(run.exhibit.model_dump()) if "{" in sign.part else sign.part
