"""Where the words in the scene go: at their parts, apart from each other, clear of panels and edges. Pure geometry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...exhibits.signs import MOST_SIGNS, Side
from ..overlay.label_placement import Box

MOST_SHARE = 0.03
"""Words in the scene cover at most so much of the window."""
LETTERS, PARTS, ASIDE, AWAY = 3.0, 0.6, 0.01, 0.3
"""What it costs to cover letters or a part wholly, to stand one place farther from its own side, and to stand a height of its own
away from its part, which it then points at from afar."""
GAP_PX = 8.0
NUB_PX = 7.0
"""From a part to its sign, in pixels of the design: the point of the sign reaches over it."""
KEPT_LAYOUTS = 24
"""So many layouts of the first signs are followed while the next ones look for a place."""
OTHER_SIDES: Mapping[Side, tuple[Side, ...]] = {
    "above": ("above", "below", "right", "left"),
    "below": ("below", "above", "right", "left"),
    "left": ("left", "right", "above", "below"),
    "right": ("right", "left", "above", "below"),
}
SHIFTS = (0.0, -0.3, 0.3, -0.42, 0.42)
"""How far a sign is moved along its side, in shares of its own length; its point stays at the part."""
ROWS = (0.0, 1.3)
"""How far above or below its part a sign stands, in heights of its own: the farther row is for where the nearer one is full."""
BESIDE = (*SHIFTS, -0.9, 0.9, -1.5, 1.5)
"""The same for one that stands at the left or the right: parts may lie close one below the other."""


class WantedSign(NamedTuple):
    """A sign that is to be placed: `at` is where each side of its part is, in pixels."""

    part: str
    at: Mapping[Side, tuple[float, float]]
    side: Side
    size: tuple[float, float]
    is_number: bool


class PlacedSign(NamedTuple):
    """Where a sign stands, and the point at its part."""

    part: str
    box: Box
    side: Side
    at: tuple[float, float]
    is_number: bool

    @property
    def away_px(self) -> float:
        """How far from its part it stands, upwards or downwards, beside what its usual point reaches over."""
        if self.side in ("above", "below"):
            between = self.at[1] - self.box.bottom if self.side == "above" else self.box.y - self.at[1]
            return max(between - self.box.height / 2, 0.0)
        return max(self.box.y - self.at[1], self.at[1] - self.box.bottom, 0.0)

    @property
    def taken(self) -> tuple[Box, ...]:
        """What no other sign may cover: the sign, and the line from one in the farther row to its part."""
        if self.side not in ("above", "below") or not self.away_px:
            return (self.box,)
        top, bottom = sorted((self.at[1], self.box.bottom if self.side == "above" else self.box.y))
        return self.box, Box(self.at[0] - 1, top, 2, bottom - top)


def place_signs(
    wanted: Sequence[WantedSign],
    standing: Sequence[PlacedSign],
    room: Box,
    taken: Sequence[Box],  # what is kept clear of
    scale: float,
    most_px2: float,
    letters: Sequence[Box] = (),  # of the building: signs cover as little of them as they can
    # about where the parts of the exhibit are: a sign covers as little of them as it can
    parts: Mapping[str, Box] | None = None,
) -> list[PlacedSign]:
    """Those that stand already, and as many of the others as there is room for, the first ones first."""
    gap = GAP_PX * scale
    spare = [(box, LETTERS) for box in letters] + [(box, PARTS) for box in (parts or {}).values()]
    kept = [*taken, *(box for sign in standing for box in sign.taken)]
    layouts = [_Layout(tuple(standing), sum(map(_area, standing)), sum(map(_count, standing)), 0.0)]
    for sign in wanted:
        places = [
            (place, ASIDE * number + AWAY * place.away_px / place.box.height + _covered(place.box, spare))
            for number, place in enumerate(_candidates(sign, scale))
            if place.box.within(room)
            and not any(box.grown(gap).meets(other) for box in place.taken for other in kept)
        ]
        layouts = _best(
            further for layout in layouts for further in _with(layout, places, len(standing), gap, most_px2)
        )
    return list(layouts[0].signs)


class _Layout(NamedTuple):
    """Signs in their places: what they cover and how many they are, where a number alone counts half, and what they cost."""

    signs: tuple[PlacedSign, ...]
    area_px2: float
    number: float
    cost: float


def _with(
    layout: _Layout, places: Sequence[tuple[PlacedSign, float]], standing: int, gap: float, most_px2: float
) -> Iterator[_Layout]:
    """The layout with one sign more, at each place that the others leave; without it, where there is none."""
    found = False
    others = [box.grown(gap) for sign in layout.signs[standing:] for box in sign.taken]
    for place, cost in places:
        count = layout.number + _count(place)
        within = count <= MOST_SIGNS and layout.area_px2 + place.box.width * place.box.height <= most_px2
        if within and not any(box.meets(other) for box in place.taken for other in others):
            found = True
            yield _Layout((*layout.signs, place), layout.area_px2 + _area(place), count, layout.cost + cost)
    if not found:
        yield layout


def _best(layouts: Iterable[_Layout]) -> list[_Layout]:
    """Those with most signs that cost least: what is best for the next sign need not be best for all."""
    return sorted(layouts, key=lambda layout: (-len(layout.signs), layout.cost))[:KEPT_LAYOUTS]


def _count(sign: PlacedSign) -> float:
    return 0.5 if sign.is_number else 1.0


def _area(sign: PlacedSign) -> float:
    return sign.box.width * sign.box.height * _count(sign)


def _covered(box: Box, spare: Iterable[tuple[Box, float]]) -> float:
    return sum(weight * box.shared_with(other) for other, weight in spare)


def _candidates(sign: WantedSign, scale: float) -> list[PlacedSign]:
    wide, tall = sign.size
    far, found = NUB_PX * scale, []
    sides = (sign.side,) if sign.is_number else OTHER_SIDES[sign.side]  # numbers stand in a row
    for side in sides:
        x, y = sign.at[side]
        places = [(shift, row) for row in ROWS for shift in SHIFTS] if side in ("above", "below") else []
        for shift, row in places:
            out = far + row * tall
            top = y - out - tall if side == "above" else y + out
            box = Box(x - wide / 2 + shift * wide, top, wide, tall)
            found.append(PlacedSign(sign.part, box, side, (x, y), sign.is_number))
        for shift in () if places else BESIDE:
            left = x - far - wide if side == "left" else x + far
            box = Box(left, y - tall / 2 + shift * tall, wide, tall)
            found.append(PlacedSign(sign.part, box, side, (x, y), sign.is_number))
    return found
