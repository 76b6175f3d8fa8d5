"""Signs in the scene: a few words at the parts of an exhibit, readable from two metres; pressing one touches its
part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import dist, isfinite
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...base.geometry import WHOLE, Rect, Vec2
from ...base.polygons import hull, shared, shared_m2
from ...base.protocols import PartPlace
from ...exhibits.signs import Side, Sign
from ...i18n import Verbatim, tr
from ...park.model import Accent
from ...visit import Running, Visit
from ..input.pointer import HitResult
from ..overlay.label_placement import Box
from ..overlay.labels import FADE_REDUCED_S, FADE_S, REST_S, LabelOverlay
from ..style.fonts import spaced
from ..style.theme import Theme
from ..widgets import paint
from ..window.protocols import Stage
from .readouts import format_reading
from .sign_layout import GAP_PX, MOST_SHARE, NUB_PX, PlacedSign, WantedSign, at_rim, place_signs

LARGEST_PX = 26
"""Largest type of signs as text grows, in design pixels."""
TALL = 1.7
"""Height of a sign, in heights of its type."""
PADDING_PX = 10
LOOK_AGAIN_S = 0.4
"""Interval between checks for parts that have come or gone."""
ONLY_HOT_FROM = 1.5
"""Text scale from which only the most important sign is shown."""
MOVED_PX = 60
"""Distance a part must move, and come to rest, before its sign follows; in design pixels."""
GROWS_PX = 10
"""Spare room in a sign for about one more digit, in design pixels."""


CHIP, CHIP_GAP_PX = 0.8, 12
"""Colour chip of a legend, in heights of its type, and the space after a name, in design pixels."""
SHORTER = 0.85
"""A sign shrinks when its words take less than this share of it."""
COVERS = 0.2
"""Share of a sign that its part may cover before the sign moves."""
NEAR = 0.8
"""Share of the usual distance within which small print is shown."""

SIDES: tuple[Side, ...] = ("above", "below", "left", "right")
"""In the order of a part's bounds."""


class SignWords(NamedTuple):
    """The present text of a sign."""

    words: str
    figure: str
    is_hot: bool
    is_number: bool
    legend: tuple[tuple[str, str], ...] = ()


class SeenPart(NamedTuple):
    """Where a part ends at each of its sides, in pixels, and its outline, a convex polygon; empty if unknown."""

    sides: Mapping[Side, Vec2]
    outline: Sequence[Vec2]


class Signs(LabelOverlay):
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
        self._looked_s, self._time_s, self._opacity = float("-inf"), 0.0, 0.0
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._laid_out_for = ()

    # ---- queries

    def at(self, position: QPointF) -> HitResult | None:
        """The part whose sign is at a position; None if there is no sign."""
        if self.isHidden() or self._opacity < 0.5 or self._zone is None:
            return None
        for sign in self.placed:
            if sign.box.grown(GAP_PX / 2 * self.theme.scale).holds(position.x(), position.y()):
                return HitResult(zone=self._zone, part=sign.part)
        return None

    def suppress(self, suppressed: bool) -> None:
        """Hide all signs, for a mode or layer that shows the bare scene."""
        self.setVisible(not suppressed)

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

    @property
    def settled(self) -> bool:
        """Whether all fades have ended."""
        return self._opacity in (0.0, 1.0)

    # ---- show

    def update_from(self, visit: Visit, free: Rect = WHOLE, meant: str | None = None) -> None:
        """Hide while the camera moves; place the signs when it rests.

        Parameters
        ----------
        meant : the part that *Show me* marks: its sign is filled.
        """
        dt_s, self._time_s = max(visit.time_s - self._time_s, 0.0), visit.time_s
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
        self._fade(dt_s, appear=rests, reduced=visit.settings.comfort == "cut")
        if not at_exhibit and self._opacity == 0.0 and self.placed:
            self.placed, self._laid_out_for, self._zone = (), (), None

    def _fade(self, dt_s: float, *, appear: bool, reduced: bool) -> None:
        step = dt_s / (FADE_REDUCED_S if reduced else FADE_S)
        before = self._opacity
        self._opacity = min(1.0, before + step) if appear else max(0.0, before - 2 * step)
        if self._opacity != before:
            self.update(self._touched(self.placed))

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
        points = np.asarray(self._stage.project(corners)).reshape(-1, 4, 2)
        found: dict[str, SeenPart] = {}
        for part, sides in zip(there, points, strict=True):
            if np.isfinite(sides).all():
                pixels = [(float(u) * self.width(), float(v) * self.height()) for u, v in sides]
                outline = self._outline(part)
                found[part] = SeenPart(at_rim(dict(zip(SIDES, pixels, strict=True)), outline), outline)
        return found

    def _outline(self, part: str) -> list[Vec2]:
        """Outline of a part in the area for signs; empty if it is outside, or if only its sides are known."""
        corners = self._places[part].corners
        seen = np.asarray(self._stage.project(np.array(corners))) if corners else np.empty((0, 2))
        if not len(seen) or not np.isfinite(seen).all():
            return []
        whole = hull([(float(u) * self.width(), float(v) * self.height()) for u, v in seen])
        return shared(whole, self._room.corners)

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
        least = self._length(words)
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
            part = sign.part.format_map(run.exhibit.model_dump()) if "{" in sign.part else sign.part
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
        theme, sides = (
            self.theme,
            _sides_of((*run.exhibit.signs_now(run.state), *run.exhibit.near_signs), run),
        )
        missing = [
            part
            for part in self.words
            if part in self._places and part not in {sign.part for sign in standing}
        ]
        wanted = []
        for part, seen in self._on_screen(missing).items():
            words = self.words[part]
            spare = theme.px(GROWS_PX) if words.figure else 0
            size = (self._length(words) + spare, self._tall)
            wanted.append(
                WantedSign(
                    part, seen.sides, sides[part], size, words.is_number, seen.outline, bool(words.legend)
                )
            )
        most = MOST_SHARE * self.width() * self.height()
        letters = self._letters([self._zone] if self._zone else [])
        parts = [self._outline(part) for part in self._places] if wanted else ()
        return place_signs(wanted, standing, self._room, self.cards, theme.scale, most, letters, parts)

    @property
    def _room(self) -> Box:
        return Box(0, 0, self.width(), self.height()).grown(-GAP_PX * self.theme.scale)

    # ---- sizes

    @property
    def _px(self) -> int:
        return min(self.theme.text_px("label"), self.theme.px(LARGEST_PX))

    @property
    def _tall(self) -> float:
        return round(self._px * TALL)

    def _font(self, words: str, *, figure: bool = False) -> QFont:
        font = self.theme.font_for(words, "label", 700 if figure else 600)
        font.setPixelSize(self._px)
        return font

    def _length(self, words: SignWords) -> float:
        if words.is_number:
            return self._tall
        if words.legend:
            named = sum(_advance(self._font(name), name) for name, _ in words.legend)
            return (
                named
                + len(words.legend) * self._chip_px
                + 2 * self.theme.px(PADDING_PX)
                - self.theme.px(CHIP_GAP_PX)
            )
        wide = _advance(self._font(words.words), words.words)
        if words.figure:
            wide += self.theme.px(6) + _advance(self._font(words.figure, figure=True), words.figure)
        return wide + 2 * self.theme.px(PADDING_PX)

    @property
    def _chip_px(self) -> float:
        """Width of a colour chip of a legend."""
        return self._px * CHIP + self.theme.px(CHIP_GAP_PX) * 1.4

    def _touched(self, placed: tuple[PlacedSign, ...]) -> QRect:
        reach, rect = self.theme.px(48), QRectF()
        for sign in placed:
            rect = rect.united(QRectF(*sign.box))
        return QRect() if rect.isNull() else rect.toAlignedRect().adjusted(-reach, -reach, reach, reach)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._accent is None or self._opacity == 0.0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._opacity)
        for sign in self.placed:
            if sign.part in self.words:
                self._paint(painter, sign, self.words[sign.part], self._accent)

    def _paint(self, painter: QPainter, sign: PlacedSign, words: SignWords, accent: Accent) -> None:
        theme, rect, colours = self.theme, QRectF(*sign.box), self.theme.accent(accent)
        radius = rect.height() / 2 if sign.is_number else float(theme.px(8))
        chosen = sign.part in self._part
        filled = words.is_hot or chosen
        fill = theme.colour(colours.fill) if filled else theme.colour("surface")
        ink = theme.colour(colours.on) if filled else theme.colour("ink")
        paint.shadow(painter, theme, rect, radius, 1)
        if theme.high_contrast:
            paint.rounded(painter, rect, radius, fill, theme.colour("ink"), edge_px=theme.px(2))
        else:
            paint.rounded(painter, rect, radius, fill)
        if not sign.is_number:
            painter.fillPath(self._nub(sign), fill)
            rect = rect.adjusted(theme.px(PADDING_PX), 0, -theme.px(PADDING_PX), 0)
        if words.legend:
            self._paint_legend(painter, rect, words, ink)
            return
        if not words.figure:
            paint.text(painter, rect, words.words, self._font(words.words), ink, align=paint.CENTRE)
            return
        paint.text(painter, rect, words.words, self._font(words.words), ink)
        font = self._font(words.figure, figure=True)
        figure_ink = ink if filled else theme.colour(colours.text)
        paint.text(painter, rect, words.figure, font, figure_ink, align=paint.RIGHT)

    def _paint_legend(self, painter: QPainter, rect: QRectF, words: SignWords, ink: QColor) -> None:
        """Paint each colour of a legend, followed by its meaning."""
        gap, side, x = self.theme.px(CHIP_GAP_PX), self._px * CHIP, rect.left()
        for name, colour in words.legend:
            chip = QRectF(x, rect.center().y() - side / 2, side, side)
            paint.rounded(painter, chip, self.theme.px(3), QColor(colour), ink, edge_px=1)
            wide = _advance(self._font(name), name)
            x += side + gap * 0.4
            paint.text(painter, QRectF(x, rect.top(), wide, rect.height()), name, self._font(name), ink)
            x += wide + gap

    def _nub(self, sign: PlacedSign) -> QPainterPath:
        """The pointer of a sign, towards its part."""
        box, out = sign.box, NUB_PX * self.theme.scale * 0.9
        half = self.theme.px(3 if sign.away_px else 6)  # far from its part it is a thin line
        inset = self.theme.px(8) + half
        x = min(max(sign.at[0], box.x + inset), box.right - inset)
        y = min(max(sign.at[1], box.y + inset), box.bottom - inset)
        tip_x, tip_y = sign.at if sign.away_px else (x, y)
        tip, a, b = {
            "above": (
                (tip_x, tip_y if sign.away_px else box.bottom + out),
                (x - half, box.bottom - 1),
                (x + half, box.bottom - 1),
            ),
            "below": (
                (tip_x, tip_y if sign.away_px else box.y - out),
                (x - half, box.y + 1),
                (x + half, box.y + 1),
            ),
            "left": ((box.right + out, tip_y), (box.right - 1, y - half), (box.right - 1, y + half)),
            "right": ((box.x - out, tip_y), (box.x + 1, y - half), (box.x + 1, y + half)),
        }[sign.side]
        path = QPainterPath(QPointF(*a))
        path.lineTo(QPointF(*tip))
        path.lineTo(QPointF(*b))
        path.closeSubpath()
        return path


def _advance(font: QFont, words: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(spaced(words)) + 2


def _sides_of(signs: tuple[Sign, ...], run: Running) -> dict[str, Side]:
    found: dict[str, Side] = {}
    for sign in sorted(signs, key=lambda sign: sign.hot is None):
        found.setdefault(
            sign.part.format_map(run.exhibit.model_dump()) if "{" in sign.part else sign.part, sign.side
        )
    return found
