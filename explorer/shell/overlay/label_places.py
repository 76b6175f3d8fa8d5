"""Places for the names in the park: numbers on roofs, a grown label above its number, names of districts on their land."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Literal

import numpy as np
import numpy.typing as npt

from ...base.geometry import Vec2, Vec3
from ...park.model import District, Park
from .placement import At, Box, Place, Spared, Surroundings, cheapest, first_free

Tier = Literal["full", "name", "number"]
BESIDE = (
    (0, 0), (0, -0.7), (0.7, -0.35), (-0.7, -0.35), (0, 0.7),
    (0, -1.2), (0.9, 0), (-0.9, 0), (0, 1.2), (1.2, -0.6), (-1.2, -0.6), (0, -1.9), (0, 1.9),
)  # fmt: skip
"""Offsets of a label from its place on the roof, in its widths and heights, the best first."""
LESS = 1e4
"""Cost of a label in a lesser tier: more than that of any place."""
LETTERS = 4.0
"""Cost of a district's name that covers letters wholly, beyond touching them; covering a building costs 1."""
OFF_SHORE_M = (14.0, 30.0, 46.0, 62.0)
"""Distances from the district's edge."""
ABOVE_M = (14.0, 26.0, 38.0)
"""Heights above the roofs of its zones."""
ABOVE = 0.3
"""Cost of a place above a roof: names are expected on the land."""
ELSEWHERE = 1.2
"""Cost of a place on another district."""


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


# ---- zones


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
        places = (
            Place(
                Box.around((want.at[0] + dx * width, want.at[1] + dy * height), width, height), tier,
                number * LESS + at,
            )
            for number, (tier, width, height) in enumerate(want.sizes)
            for at, (dx, dy) in enumerate(BESIDE)
        )  # fmt: skip
        taken = [*(p.box for p in placed), *cards]
        found = cheapest(places, Surroundings(room, taken, letters=letters))
        if found is not None:
            placed.append(Placed(want.zone, want.at, found.label, found.box))
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
    around = Surroundings(room, cards)
    box = first_free((*sideways, *tried), around)
    if box is None:
        near = tried[0].inside(room)
        xs = [near.x, *(x for card in cards for x in (card.right + gap, card.x - gap - width))]
        ys = [near.y, *(y for card in cards for y in (card.bottom + gap, card.y - gap - height))]
        places = (
            Place(Box(x, y, width, height), None, hypot(x - near.x, y - near.y)) for x in xs for y in ys
        )
        box = (cheapest(places, around) or Place(near, None)).box
    return Placed(zone, at, "full", box)


def gives_way(label: Placed, grown: Placed, reach: float, gap: float) -> bool:
    """Whether a label fades while another one has grown: it is under it, or close to its place."""
    if label.box.meets(grown.box.grown(gap)):
        return True
    return hypot(label.at[0] - grown.at[0], label.at[1] - grown.at[1]) < reach


# ---- districts


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
    lines = [line.grown(gap / 2) for line in letters]
    spared = [*(Spared(box, weight) for box, weight in spare), *(Spared(line, LETTERS) for line in lines)]
    found = cheapest(
        (_moved_in(at, own, size, room) for at, own in places),
        Surroundings(None, [box.grown(gap) for box in taken], letters=lines, spared=spared),
    )
    return DistrictName(district, found.box) if found is not None else None


def _moved_in(at: At, cost: float, size: tuple[float, float], room: Box) -> Place[None]:
    """A place inside the view; being moved there costs."""
    box = Box.around(at, *size).inside(room)
    return Place(box, None, cost + hypot(box.middle[0] - at[0], box.middle[1] - at[1]) / (size[0] + size[1]))


def middle_of(district: District) -> Vec3:
    """The middle of a district, on the ground."""
    return (*_mean(district.polygon_m), 0.0)


def _mean(points: Sequence[Vec2]) -> Vec2:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def places_of(park: Park, district: District) -> tuple[npt.NDArray[np.float64], list[float]]:
    """Candidate places for the name of a district: off its edges, its buildings and other districts, and above its roofs.

    Returns
    -------
    The middle of the district and the n places, metres, shape (1 + n, 3); the cost of each of the n.
    """
    zones, others = (park.zones_of(district.id), [d for d in park.districts if d is not district])
    home = _mean([zone.place.centre_m for zone in zones] or list(district.polygon_m))
    edge, ring = [], district.polygon_m
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        edge += [(ax + (bx - ax) * share, ay + (by - ay) * share) for share in (0.0, 0.25, 0.5, 0.75)]
    off = [(x, y, away_m, home) for x, y in edge for away_m in OFF_SHORE_M]
    for zone in zones:
        (x, y), half = zone.place.centre_m, max(zone.place.footprint_m) / 2
        off += [
            (x + a, y + b, half + OFF_SHORE_M[0], (x, y)) for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b
        ]
    points, costs = [(*home, 0.0)], []
    for x, y, away_m, (cx, cy) in off:
        out = max(hypot(x - cx, y - cy), 1e-6)
        px, py = x + (x - cx) / out * away_m, y + (y - cy) / out * away_m
        points.append((px, py, 0.0))
        costs.append(ELSEWHERE if any(_holds(d, px, py) for d in others) else 0.0)
    for zone in zones:
        x, y, roof_m = zone.place.label_m
        points += [(x, y, roof_m + away_m) for away_m in ABOVE_M]
        costs += [ABOVE] * len(ABOVE_M)
    return np.array(points), costs


def _holds(district: District, x: float, y: float) -> bool:
    """Whether a point on the ground is in a district."""
    inside, ring = False, district.polygon_m
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside
