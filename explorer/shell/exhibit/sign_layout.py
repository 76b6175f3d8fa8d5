"""Where the words in the scene go: at their parts, apart from each other, clear of panels and edges. Pure geometry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
OTHER_SIDES: Mapping[Side, tuple[Side, ...]] = {
    "above": ("above", "below", "right", "left"),
    "below": ("below", "above", "right", "left"),
    "left": ("left", "right", "above", "below"),
    "right": ("right", "left", "above", "below"),
}
SHIFTS = (0.0, -0.3, 0.3, -0.42, 0.42)
"""How far a sign is moved along its side, in shares of its own length; its point stays at the part."""
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
        """How far above or below its part it stands, at the left or the right of it."""
        if self.side in ("above", "below"):
            return 0.0
        return max(self.box.y - self.at[1], self.at[1] - self.box.bottom, 0.0)


def place_signs(
    wanted: Sequence[WantedSign],
    standing: Sequence[PlacedSign],
    room: Box,
    taken: Sequence[Box],
    scale: float,
    most_px2: float,
    letters: Sequence[Box] = (),
    parts: Mapping[str, Box] | None = None,
) -> list[PlacedSign]:
    """Those that stand already, and as many of the others as there is room for, the first ones first.

    Parameters
    ----------
    taken : what is kept clear of.
    letters : of the building: signs cover as little of them as they can.
    parts : about where the parts of the exhibit are: a sign covers as little of them as it can.
    """
    first = _placed(wanted, standing, room, taken, scale, most_px2, letters, parts or {})
    new = {sign.part for sign in first.signs} - {sign.part for sign in standing}
    there = [sign for sign in wanted if sign.part in new]
    turned = (
        _placed([*there[k:], *there[:k]], standing, room, taken, scale, most_px2, letters, parts or {})
        for k in range(1, len(there))
    )
    alike = [first, *(other for other in turned if len(other.signs) == len(first.signs))]
    return min(alike, key=lambda layout: layout.cost).signs


class _Layout(NamedTuple):
    """Signs in their places, and what they cover, in shares of a sign."""

    signs: list[PlacedSign]
    cost: float


def _placed(
    wanted: Sequence[WantedSign],
    standing: Sequence[PlacedSign],
    room: Box,
    taken: Sequence[Box],
    scale: float,
    most_px2: float,
    letters: Sequence[Box],
    parts: Mapping[str, Box],
) -> _Layout:
    """Each in turn where it covers least and is nearest to its own side."""
    placed, whole = list(standing), 0.0
    gap = GAP_PX * scale
    for sign in wanted:
        area = sum(p.box.width * p.box.height * (0.5 if p.is_number else 1.0) for p in placed)
        count = sum(0.5 if p.is_number else 1.0 for p in placed) + (0.5 if sign.is_number else 1.0)
        if count > MOST_SIGNS or area + sign.size[0] * sign.size[1] > most_px2:
            continue
        others = [*taken, *(p.box for p in placed)]
        spare = [(box, LETTERS) for box in letters]
        spare += [(box, PARTS) for box in parts.values()]
        costs = [
            (
                sum(weight * p.box.shared_with(box) for box, weight in spare)
                + ASIDE * number
                + AWAY * p.away_px / p.box.height,
                number,
                p,
            )
            for number, p in enumerate(_candidates(sign, scale))
            if _has_room(p, room, others, gap)
        ]
        if costs:
            cost, _, found = min(costs)
            placed.append(found)
            whole += cost
    return _Layout(placed, whole)


def _has_room(sign: PlacedSign, room: Box, others: Sequence[Box], gap: float) -> bool:
    grown = sign.box.grown(gap)
    return sign.box.within(room) and not any(grown.meets(other) for other in others)


def _candidates(sign: WantedSign, scale: float) -> list[PlacedSign]:
    wide, tall = sign.size
    far, found = NUB_PX * scale, []
    sides = (sign.side,) if sign.is_number else OTHER_SIDES[sign.side]  # numbers stand in a row
    for side in sides:
        x, y = sign.at[side]
        for shift in SHIFTS if side in ("above", "below") else BESIDE:
            if side in ("above", "below"):
                top = y - far - tall if side == "above" else y + far
                box = Box(x - wide / 2 + shift * wide, top, wide, tall)
            else:
                left = x - far - wide if side == "left" else x + far
                box = Box(left, y - tall / 2 + shift * tall, wide, tall)
            found.append(PlacedSign(sign.part, box, side, (x, y), sign.is_number))
    return found
