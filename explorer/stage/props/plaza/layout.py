"""Positions of the plan tree's boughs and leaves, from the counts of the plan alone, and of the years and events round it.

The crown is a fan that faces the visitor. Leaves follow each other from left to right in the order of the
plan, alternating between the outer and the inner row, with half a step between two boughs. The size of a leaf
is the largest with which no two touch, seen from anywhere in front.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ....exhibits.plaza.words import FIRST_YEAR
from ...primitives.meshes import Floats, Mesh, box, cylinder, joined, spans, torus
from ...primitives.palette import BLUE, CHARCOAL, CREAM, GOLD, OAK_DARK, RED, VIOLET

LEAN_DEG, CROWN_Z_M, ROWS_M, WORD_M, FAN_DEG = 18.0, 8.2, (9.6, 14.6), 6.5, 188.0
HUB_M = (0.0, 0.4, 7.4)
GAP_M, LARGEST_M = 0.5, 1.9
TURNS_DEG, HEIGHTS_DEG = (-20.0, 0.0, 20.0), (6.0, 14.0, 24.0)
OPEN_Y_M, OPEN_Z_M, OPEN_APART_M, OPEN_SIZE, CHOSEN_SIZE = -12.5, 5.6, 5.8, 1.25, 1.65
MOST_APART_M = 24.0
JOINTS = 8

BOARD_M = (-11.5, -7.0, 1.8)
"""Foot of the board with the date: beside the tree, whose trunk it would hide."""
"""Position of the date, over the letters of the plaza."""

YEAR_M, YEAR_WIDE_M, YEARS = 12.7, 1.3, 5
DASHES_A_YEAR = 48
FRONT_DEG = (196.0, 344.0)
LANTERN_HIGH_M, DARK_HIGH_M = 1.9, 0.3
SIDE_COLOURS = {"national": RED, "local": GOLD, "world": BLUE}


def date_on_board(month: int) -> str:
    """The month of the strip in figures, which every language reads."""
    return f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02d}"


DASH_M, DASH_STEP_M, MOST_DASHES = 2.0, 3.3, 100
BEACON_M = 60.0


class Crown(NamedTuple):
    """The tree at rest and with each bough down: positions in metres, x right, y away, z up."""

    tasks: tuple[int, ...]  # the index of each leaf's bough
    # ends, down_ends: end of each bough, shape (b, 3)
    ends: Floats
    down_ends: Floats
    # leaves, down_leaves: middle of each leaf, shape (n, 3)
    leaves: Floats
    down_leaves: Floats
    radius_m: float  # of a leaf


def crown(counts: Sequence[int]) -> Crown:
    """The crown of a plan with these numbers of measures per task."""
    tasks, ends, down_ends, leaves, down_leaves = [], [], [], [], []
    step = FAN_DEG / (sum(counts) + 0.5 * max(len(counts) - 1, 0)) if counts else 0.0
    at, row = 90 + FAN_DEG / 2 - step / 2, 0
    for bough, count in enumerate(counts):
        middle_deg = at - step * (count - 1) / 2
        ends.append(polar(middle_deg, WORD_M))
        aside = 5.0 * math.cos(math.radians(middle_deg))
        apart = min(OPEN_APART_M, MOST_APART_M / max(count - 1, 1))
        down_ends.append((aside, OPEN_Y_M + 1.2, OPEN_Z_M + 4.6))
        for number in range(count):
            tasks.append(bough)
            leaves.append(polar(at, ROWS_M[(row + 1) % 2]))
            x = aside + (number - (count - 1) / 2) * apart
            down_leaves.append((x, OPEN_Y_M, OPEN_Z_M - 0.05 * (x - aside) ** 2 * 0.2))
            at, row = at - step, row + 1
        at -= step / 2

    def places(rows: list[tuple[float, float, float]]) -> Floats:
        return np.array(rows, np.float32).reshape(-1, 3)

    return Crown(
        tuple(tasks),
        places(ends),
        places(down_ends),
        places(leaves),
        places(down_leaves),
        radius(places(leaves)),
    )


def polar(angle_deg: float, far_m: float) -> tuple[float, float, float]:
    """A point on the fan."""
    angle, lean = math.radians(angle_deg), math.radians(LEAN_DEG)
    up = 0.92 * far_m * math.sin(angle)
    return far_m * math.cos(angle), up * math.sin(lean), CROWN_Z_M + up * math.cos(lean)


def seen(places: Floats, turn_deg: float, height_deg: float) -> Floats:
    """Points as seen from far off in front: right and up in the picture, in metres."""
    turn, height = math.radians(turn_deg), math.radians(height_deg)
    ahead = np.array(
        [-math.sin(turn) * math.cos(height), math.cos(turn) * math.cos(height), -math.sin(height)]
    )
    right = np.cross(ahead, (0.0, 0.0, 1.0))
    right /= np.linalg.norm(right)
    return np.stack([places @ right, places @ np.cross(right, ahead)], axis=1).astype(np.float32)


def radius(places: Floats) -> float:
    """The largest radius with which no two leaves touch, seen from any of nine places in front."""
    if len(places) < 2:
        return LARGEST_M
    least = np.inf
    for turn in TURNS_DEG:
        for height in HEIGHTS_DEG:
            flat = seen(places, turn, height)
            apart = np.linalg.norm(flat[:, None] - flat, axis=2)
            np.fill_diagonal(apart, np.inf)
            least = min(least, float(apart.min()))
    return min(LARGEST_M, (least - GAP_M) / 2)


def bough_line(end: Floats) -> Floats:
    """A bough as a curve from the hub to its end, shape (JOINTS, 3)."""
    hub = np.array(HUB_M)
    middle = (hub + end) / 2 + (0, 0, 0.16 * float(np.linalg.norm(end - hub)))
    t = np.linspace(0, 1, JOINTS)[:, None]
    return np.asarray((1 - t) ** 2 * hub + 2 * t * (1 - t) * middle + t * t * end, np.float32)


def foliage_at(ends: Floats) -> tuple[Floats, Floats]:
    """Positions and sizes of the flat crowns, two on each bough, well behind the leaves: (2 n, 3) each."""
    hub = np.array(HUB_M)
    outer = hub + (ends - hub) * 1.18 + np.array((0.0, 7.0, 3.2))
    inner = hub + (ends - hub) * 0.72 + np.array((0.0, 9.0, 4.2))
    sizes = np.repeat([[9.0, 6.0, 1.3], [7.4, 5.4, 1.2]], len(ends), axis=0)
    return np.concatenate([outer, inner]), sizes


def year_radius(year: int) -> float:
    """Radius of the ring of a year; 0 is the first year."""
    return YEAR_M + YEAR_WIDE_M * year


def year_dashes(year: int) -> tuple[Floats, Floats]:
    """Positions and directions (degrees) of the dashes of a ring."""
    angle = np.arange(DASHES_A_YEAR) * 360 / DASHES_A_YEAR
    far = year_radius(year)
    at = np.column_stack(
        [far * np.cos(np.radians(angle)), far * np.sin(np.radians(angle)), np.full(DASHES_A_YEAR, 0.16)]
    )
    return at.astype(np.float32), (angle + 90).astype(np.float32)


def event_place(year: float, first_year: int) -> tuple[float, float, float]:
    """Position of an event's lantern: on the ring of its year, from January on the left to December on the right."""
    ring = min(max(int(year) - first_year, 0), YEARS - 1)
    share = min(max(year - first_year - ring, 0.0), 1.0)
    angle = math.radians(FRONT_DEG[0] + share * (FRONT_DEG[1] - FRONT_DEG[0]))
    return year_radius(ring) * math.cos(angle), year_radius(ring) * math.sin(angle), 0.08


def path_dashes(corners: Floats) -> tuple[Floats, Floats]:
    """Dashes along a line on the ground: their middles, shape (n, 3), and their directions, degrees."""
    if len(corners) < 2:
        return np.zeros((0, 3), np.float32), np.zeros(0, np.float32)
    legs = np.diff(corners, axis=0)
    long = np.linalg.norm(legs, axis=1)
    along = np.concatenate([[0.0], np.cumsum(long)])
    at = np.arange(DASH_M, along[-1], DASH_STEP_M)[:MOST_DASHES]
    leg = np.clip(np.searchsorted(along, at, side="right") - 1, 0, len(legs) - 1)
    share = ((at - along[leg]) / np.maximum(long[leg], 1e-6))[:, None]
    middle = corners[leg] + share * legs[leg]
    places = np.column_stack([middle, np.full(len(at), 0.32)]).astype(np.float32)
    return places, np.degrees(np.arctan2(legs[leg, 1], legs[leg, 0])).astype(np.float32)


def trunk() -> Mesh:
    """The trunk with its roots, and the three stakes that hold it: the plan and its safeguards."""
    parts = []
    for low, high, wide, top in ((0.9, 3.0, 2.7, 2.0), (3.0, 6.6, 2.0, 1.6), (6.6, 8.4, 1.6, 1.75)):
        parts.append(cylinder(wide, high - low, 14, top=top).moved(z=low).painted(OAK_DARK, 0.05))
    for number in range(5):
        angle = math.radians(number * 72 + 18)
        foot = np.array([[3.9 * math.cos(angle), 3.9 * math.sin(angle), 0.7]])
        parts.append(
            _rod(foot, np.array([[1.2 * math.cos(angle), 1.2 * math.sin(angle), 3.6]]), 0.9, OAK_DARK)
        )
    for stake in range(3):
        x, y = stake_foot(stake)
        parts.append(cylinder(0.42, 1.3, 10).moved(x, y, 0.3).painted(VIOLET, 0.25))
        parts.append(_rod(np.array([[x, y, 1.2]]), np.array([[x * 0.24, -1.4, 5.6]]), 0.2, VIOLET))
    x, y, z = BOARD_M
    parts.append(box(5.4, 0.2, 1.3).moved(x, y, z).painted(CHARCOAL, 0.02))
    parts += [box(0.2, 0.2, z).moved(x + side * 2.3, y).painted(CHARCOAL, 0.02) for side in (-1, 1)]
    parts.append(torus(year_radius(0) - 0.75, 0.1, 40, 3).moved(z=0.2).painted("#C9BBA4", 0.1))
    return joined(parts)


def stake_foot(stake: int) -> tuple[float, float]:
    """Foot of a stake in the pool."""
    return (stake - 1) * 6.4, -6.6 + 1.2 * abs(stake - 1)


def leaf_mesh() -> Mesh:
    """A leaf: a disc that faces the visitor, radius 1, with a pale rim."""
    upright = [[1, 0, 0], [0, 0, -1], [0, 1, 0]]
    rim = cylinder(1.0, 0.3, 22).turned(upright).moved(y=0.3).painted(CREAM)
    face = cylinder(0.9, 0.16, 22).turned(upright).moved(y=0.08)
    return joined([rim, face])


def _rod(start: Floats, end: Floats, thick_m: float, colour: str) -> Mesh:
    at, turn, long = spans(start, end)
    rod = cylinder(0.5, 1.0, 7).scaled(thick_m, thick_m, float(long[0])).turned(turn[0])
    return rod.moved(*map(float, at[0])).painted(colour, 0.1)
