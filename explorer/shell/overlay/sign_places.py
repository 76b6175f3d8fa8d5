"""Places for the signs in the scene: at their parts, laid out together, as each one takes room from the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...base.geometry import Vec2, clamp, shared
from ...exhibits.signs import MOST_SIGNS, Side
from .placement import Box, Place, Spared, Surroundings, free_places

MOST_SHARE = 0.03
"""Largest share of the window that signs cover."""
LETTERS, PARTS, ASIDE, AWAY = 3.0, 0.6, 0.01, 0.3
"""Costs: of covering letters or a part wholly, of each place farther from the preferred side, and of each sign height of
distance from the part, which a line then bridges.
"""
GAP_PX = 8.0
NUB_PX = 7.0
"""From a part to its sign, in design pixels: the pointer of the sign spans it."""
FAR_PX = 1e5
"""Beyond every view."""
KEPT_LAYOUTS = 24
"""Layouts of the first signs that are kept while the next ones are placed (beam width)."""
OTHER_SIDES: Mapping[Side, tuple[Side, ...]] = {
    "above": ("above", "below", "right", "left"),
    "below": ("below", "above", "right", "left"),
    "left": ("left", "right", "above", "below"),
    "right": ("right", "left", "above", "below"),
}
SHIFTS = (0.0, -0.3, 0.3, -0.42, 0.42)
"""Shifts of a sign along its side, as shares of its length; its pointer stays at the part."""
ROWS = (0.0, 1.3)
"""Distances of a sign above or below its part, in sign heights, the preferred one first."""
BESIDE = (*SHIFTS, -0.9, 0.9, -1.5, 1.5)
"""Shifts of a sign at the left or right: parts may lie close one below the other."""


class WantedSign(NamedTuple):
    """A sign to be placed.

    Attributes
    ----------
    at : where its part ends at each side, in pixels.
    outline : the silhouette of the part, a convex polygon; the sign goes to its rim. Empty: only the sides are known.
    """

    part: str
    at: Mapping[Side, tuple[float, float]]
    side: Side
    size: tuple[float, float]
    is_number: bool
    outline: Sequence[Vec2] = ()
    is_legend: bool = False


class PlacedSign(NamedTuple):
    """A placed sign, and the point at its part."""

    part: str
    box: Box
    side: Side
    at: tuple[float, float]
    is_number: bool
    is_legend: bool = False

    @property
    def away_px(self) -> float:
        """Distance from its part, beyond the length of the usual pointer."""
        if self.side in ("above", "below"):
            between = self.at[1] - self.box.bottom if self.side == "above" else self.box.y - self.at[1]
            return max(between - self.box.height / 2, 0.0)
        return max(self.box.y - self.at[1], self.at[1] - self.box.bottom, 0.0)

    @property
    def line(self) -> Box | None:
        """Its line from the farther row to the part; None in the near row and beside the part."""
        if self.side not in ("above", "below") or not self.away_px:
            return None
        top, bottom = sorted((self.at[1], self.box.bottom if self.side == "above" else self.box.y))
        return Box(self.at[0] - 1, top, 2, bottom - top)

    @property
    def taken(self) -> tuple[Box, ...]:
        """Rectangles that no other sign may cover."""
        return (self.box,) if self.line is None else (self.box, self.line)


def at_rim(sides: Mapping[Side, Vec2], outline: Sequence[Vec2]) -> dict[Side, Vec2]:
    """Where the visible part ends at each of its sides; unchanged if its outline is not known."""
    if not outline:
        return dict(sides)
    (left, right), (top, foot) = ((min(values), max(values)) for values in zip(*outline, strict=True))
    found: dict[Side, Vec2] = {}
    for side, (x, y) in sides.items():
        if side in ("above", "below"):
            across = clamp(x, left, right)
            found[side] = (across, _rim(outline, side, across - 1, across + 1, y))
        else:
            up = clamp(y, top, foot)
            found[side] = (_rim(outline, side, up - 1, up + 1, x), up)
    return found


def place_signs(
    wanted: Sequence[WantedSign],
    standing: Sequence[PlacedSign],
    room: Box,
    taken: Sequence[Box],
    scale: float,
    most_px2: float,
    letters: Sequence[Box] = (),
    parts: Iterable[Sequence[Vec2]] = (),
) -> list[PlacedSign]:
    """The existing signs, and as many of the others as fit, in order of importance.

    Parameters
    ----------
    taken : rectangles to keep clear.
    letters : of the building: signs cover as little of them as possible.
    parts : outlines of what can be touched: signs cover as little of them as possible.
    """
    gap = GAP_PX * scale
    spared = [
        *(Spared(box, LETTERS) for box in letters),
        *(Spared(box_around(rim), PARTS, rim) for rim in parts if rim),
    ]
    kept = [*taken, *(box for sign in standing for box in sign.taken)]
    around = Surroundings(room, kept, gap, spared=spared)
    layouts = [_Layout(tuple(standing), sum(map(_area, standing)), sum(map(_count, standing)), 0.0)]
    for sign in wanted:
        places = free_places(_candidates(sign, scale), around)
        layouts = _best(
            further for layout in layouts for further in _with(layout, places, len(standing), gap, most_px2)
        )
    return list(layouts[0].signs)


class _Layout(NamedTuple):
    """Placed signs: what they cover, how many they are (a number alone counts half), and their cost."""

    signs: tuple[PlacedSign, ...]
    area_px2: float
    number: float
    cost: float


def _with(
    layout: _Layout, places: Sequence[Place[PlacedSign]], standing: int, gap: float, most_px2: float
) -> Iterator[_Layout]:
    """The layout with one more sign at each possible place; unchanged if there is no such place."""
    found = False
    others = [box.grown(gap) for sign in layout.signs[standing:] for box in sign.taken]
    for place in places:
        sign = place.label
        count, area_px2 = layout.number + _count(sign), layout.area_px2 + _area(sign)
        if count <= MOST_SIGNS and area_px2 <= most_px2 and not place.meets(others):
            found = True
            yield _Layout((*layout.signs, sign), area_px2, count, layout.cost + place.cost)
    if not found:
        yield layout


def _best(layouts: Iterable[_Layout]) -> list[_Layout]:
    """The layouts with most signs and least cost; several, since the next sign may change the order."""
    return sorted(layouts, key=lambda layout: (-len(layout.signs), layout.cost))[:KEPT_LAYOUTS]


def _count(sign: PlacedSign) -> float:
    return 0.5 if sign.is_number else 1.0


def _area(sign: PlacedSign) -> float:
    """The counted area of a sign: half for a number, and for a legend, which is as wide as several signs."""
    return sign.box.width * sign.box.height * (0.5 if sign.is_number or sign.is_legend else 1.0)


def box_around(rim: Sequence[Vec2]) -> Box:
    xs, ys = zip(*rim, strict=True)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _candidates(sign: WantedSign, scale: float) -> Iterator[Place[PlacedSign]]:
    """The places of a sign, from the preferred side on."""
    for number, (side, box) in enumerate(_boxes(sign, scale)):
        placed = PlacedSign(sign.part, box, side, sign.at[side], sign.is_number, sign.is_legend)
        cost = ASIDE * number + AWAY * placed.away_px / box.height
        yield Place(box, placed, cost, placed.line)


def _boxes(sign: WantedSign, scale: float) -> Iterator[tuple[Side, Box]]:
    (wide, tall), far = sign.size, NUB_PX * scale
    for side in (sign.side,) if sign.is_number else OTHER_SIDES[sign.side]:  # numbers stay in a row
        x, y = sign.at[side]
        if side in ("above", "below"):
            for row in ROWS:
                for shift in SHIFTS:
                    left = x - wide / 2 + shift * wide
                    rim, out = _rim(sign.outline, side, left, left + wide, y), far + row * tall
                    yield side, Box(left, rim - out - tall if side == "above" else rim + out, wide, tall)
        else:
            for shift in BESIDE:
                top = y - tall / 2 + shift * tall
                rim = _rim(sign.outline, side, top, top + tall, x)
                yield side, Box(rim - far - wide if side == "left" else rim + far, top, wide, tall)


def _rim(outline: Sequence[Vec2], side: Side, low: float, high: float, usual: float) -> float:
    """How far a part reaches at a side, between two limits across that side."""
    if not outline:
        return usual
    upright = side in ("above", "below")
    strip = (
        ((low, -FAR_PX), (high, -FAR_PX), (high, FAR_PX), (low, FAR_PX))
        if upright
        else ((-FAR_PX, low), (FAR_PX, low), (FAR_PX, high), (-FAR_PX, high))
    )
    reached = [point[1 if upright else 0] for point in shared(outline, strip)]
    if not reached:
        return usual
    return min(reached) if side in ("above", "left") else max(reached)
