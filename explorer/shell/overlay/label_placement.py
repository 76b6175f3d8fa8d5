"""Placement of labels, pure geometry: numbers on roofs, names of districts, a grown label above its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Literal, NamedTuple

Tier = Literal["full", "name", "number"]
At = tuple[float, float]
BESIDE = (
    (0, 0), (0, -0.7), (0.7, -0.35), (-0.7, -0.35), (0, 0.7),
    (0, -1.2), (0.9, 0), (-0.9, 0), (0, 1.2), (1.2, -0.6), (-1.2, -0.6), (0, -1.9), (0, 1.9),
)  # fmt: skip
"""Offsets of a label from its place on the roof, in its widths and heights, the best first."""
ON_LETTERS = 100.0
"""Cost of a district name that touches letters: more than any place that is clear of them."""
LETTERS = 4.0
"""Additional cost of covering them wholly; covering a building costs 1."""


class Box(NamedTuple):
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, at: At, width: float, height: float) -> Box:
        return cls(at[0] - width / 2, at[1] - height / 2, width, height)

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> At:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def corners(self) -> tuple[At, At, At, At]:
        return (self.x, self.y), (self.right, self.y), (self.right, self.bottom), (self.x, self.bottom)

    def grown(self, by: float) -> Box:
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: Box) -> bool:
        x, y, wide, tall = self
        other_x, other_y, other_wide, other_tall = other
        return (
            x < other_x + other_wide
            and other_x < x + wide
            and y < other_y + other_tall
            and other_y < y + tall
        )

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def shared_with(self, other: Box) -> float:
        """Share of this box that the other one covers."""
        if not self.meets(other):
            return 0.0
        wide = min(self.right, other.right) - max(self.x, other.x)
        tall = min(self.bottom, other.bottom) - max(self.y, other.y)
        return wide * tall / (self.width * self.height)

    def within(self, other: Box) -> bool:
        return (
            self.x >= other.x
            and self.y >= other.y
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def inside(self, room: Box) -> Box:
        """The box moved into an area by the shortest way."""
        x = min(max(self.x, room.x), max(room.right - self.width, room.x))
        y = min(max(self.y, room.y), max(room.bottom - self.height, room.y))
        return Box(x, y, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to be placed on a building."""

    zone: str
    at: At  # its place on the roof, in pixels
    sizes: tuple[tuple[Tier, float, float], ...]  # its size in each tier it may have, the preferred one first
    rank: float  # lower ranks are placed first


@dataclass(frozen=True, slots=True)
class Placed:
    """A placed label."""

    zone: str
    at: At
    tier: Tier
    box: Box


@dataclass(frozen=True, slots=True)
class DistrictName:
    """The placed name of a district."""

    district: str
    box: Box


def on_roofs(
    wanted: Iterable[Wanted], cards: Sequence[Box], room: Box, letters: Sequence[Box] = ()
) -> list[Placed]:
    """Place each label on its roof; one that would overlap a nearer one goes just beside it, or is left out.

    Parameters
    ----------
    cards : panels; a place behind one gets no label.
    letters : of buildings: a label goes beside its place if it covers none there.
    """
    placed: list[Placed] = []
    for want in sorted(wanted, key=lambda w: w.rank):
        if not room.holds(*want.at) or any(card.holds(*want.at) for card in cards):
            continue
        taken = [p.box for p in placed]
        free = [
            (tier, box)
            for tier, width, height in want.sizes
            for dx, dy in BESIDE
            for box in [Box.around((want.at[0] + dx * width, want.at[1] + dy * height), width, height)]
            if box.within(room) and not any(box.meets(other) for other in (*taken, *cards))
        ]
        if free:
            alike = [box for tier, box in free if tier == free[0][0]]
            found = next((box for box in alike if not any(box.meets(line) for line in letters)), alike[0])
            placed.append(Placed(want.zone, want.at, free[0][0], found))
    return placed


def grown_label(
    zone: str,
    at: At,
    size: tuple[float, float],
    *,
    number_px: float,
    cards: Sequence[Box],
    room: Box,
    gap: float,
) -> Placed:
    """A label that has grown to name and sentence: above its number, else below or beside it; always inside the view, and
    clear of panels where possible.
    """
    width, height = size
    away = height / 2 + number_px / 2 + gap
    aside = width / 2 + number_px / 2 + gap
    tried = [
        Box.around((at[0] + dx, at[1] + dy), width, height)
        for dx, dy in ((0.0, -away), (0.0, away), (aside, 0.0), (-aside, 0.0))
    ]
    sideways = [box.inside(Box(room.x, box.y, room.width, box.height)) for box in tried[:2]]
    for box in (*sideways, *tried):
        if box.within(room) and not any(box.meets(card) for card in cards):
            return Placed(zone, at, "full", box)
    near = tried[0].inside(room)
    xs, ys = [near.x], [near.y]
    for card in cards:
        xs += [card.right + gap, card.x - gap - width]
        ys += [card.bottom + gap, card.y - gap - height]
    places = [Box(x, y, width, height) for x in xs for y in ys]
    free = [s for s in places if s.within(room) and not any(s.meets(card) for card in cards)]
    best = min(free, key=lambda s: hypot(s.x - near.x, s.y - near.y), default=near)
    return Placed(zone, at, "full", best)


def gives_way(label: Placed, grown: Placed, reach: float, gap: float) -> bool:
    """Whether a label fades while another one has grown: it is under it, or close to its place."""
    if label.box.meets(grown.box.grown(gap)):
        return True
    return hypot(label.at[0] - grown.at[0], label.at[1] - grown.at[1]) < reach


def beside_the_land(
    district: str,
    places: Sequence[tuple[At, float]],
    size: tuple[float, float],
    *,
    taken: Sequence[Box],
    letters: Sequence[Box] = (),
    spare: Sequence[tuple[Box, float]],
    room: Box,
    gap: float,
) -> DistrictName | None:
    """The name of a district at the place of least cost, off all letters if possible; None if no place is free.

    Parameters
    ----------
    places : possible centres, and the cost of each.
    taken : rectangles to keep clear.
    letters : of buildings: covered only if no place is clear of them.
    spare : rectangles worth seeing, with the cost of covering each with the whole name.
    """
    best, least = None, float("inf")
    kept_clear, lines = ([b.grown(by) for b in boxes] for boxes, by in ((taken, gap), (letters, gap / 2)))
    for at, own in places:
        if own >= least:
            continue
        box = Box.around(at, *size).inside(room)
        moved = hypot(box.middle[0] - at[0], box.middle[1] - at[1]) / (size[0] + size[1])
        if own + moved >= least or any(box.meets(other) for other in kept_clear):
            continue
        covered = [line for line in lines if box.meets(line)]
        cost = own + moved + (ON_LETTERS if covered else 0.0)
        if cost >= least:
            continue
        cost += sum(weight * box.shared_with(other) for other, weight in spare)
        cost += LETTERS * sum(box.shared_with(line) for line in covered)
        if cost < least:
            best, least = DistrictName(district, box), cost
    return best
