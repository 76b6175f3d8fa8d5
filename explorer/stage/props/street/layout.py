"""Layout of shops, tags, tap and drain on the terrace, in metres of the prop."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ....exhibits.street.exhibit import MOST_TURNS, NAMES
from ...primitives.meshes import Floats, Mesh, ball, box, cylinder, joined, pane, torus
from ...primitives.palette import GOLD, INK, OAK, PAPER, RED, SCREEN, STEEL, TEAL, WHITE
from .goods import COLOURS, goods

WALLS = (PAPER, "#E9DDCB")
CASE_COLOURS = {"technology": TEAL, "business": GOLD}

PITCH_M, WALL_Y_M = 5.3, 0.9
SHOP_M = (4.8, 2.7)
HIGH_M = (5.0, 5.5, 5.2, 5.7, 5.3, 5.0, 5.6)
SHOPS_X_M = (np.arange(len(NAMES)) - (len(NAMES) - 1) / 2) * PITCH_M
ROOF_M = 0.32
EMBLEM = 1.55

WINDOWS_WIDE, WINDOW_M, WINDOW_STEP_M = 4, (0.5, 0.44), (0.72, 0.6)
WINDOWS_AT_M = (-1.85, 3.22)
"""Position of the first window; one window for each possible sale, four in a row, from the lower left."""

QUEUE_WIDE, QUEUE_STEP_M = 6, (0.6, 0.85)
QUEUE_AT_M = (-1.95, -1.5)
FAR_M = 1.1
"""Distance in front of their place at which people appear and leave."""

POLE_X_M, POLE_Y_M, POLE_HIGH_M = 1.95, -0.75, 9.6
TAG_M = (1.66, 0.16, 0.84)
FOOT_M, BASE_M, TOP_M = 1.1, 2.5, 9.4
"""Height of a tag at price zero, its rise for each starting price, and its greatest height."""

AXIS, AXIS_X_M = (2, 3), float(SHOPS_X_M[0]) - PITCH_M / 2 + 0.1
"""Multiples of the starting price marked on the axis, and the axis's position beside the first shop."""

TAP_X_M, DRAIN_X_M, SIDE_Y_M = -21.7, 21.7, 0.2
SPOUT_M = (TAP_X_M + 2.0, SIDE_Y_M - 0.9, 1.75)
WHEEL_M = {"tap": (TAP_X_M, SIDE_Y_M - 0.2, 4.35), "drain": (DRAIN_X_M, SIDE_Y_M + 1.5, 3.0)}

CASE_M = (1.7, 0.62, 1.2)
WAITING_M = {"technology": (-7.95, -3.5, 0.1), "business": (7.95, -3.5, 0.1)}
CASE_ASIDE_M = {"technology": -1.0, "business": 0.95}

BALLOON_M = (-2.35, 2.4, 8.9)
BALLOON_RADIUS_M, LEAST_RADIUS_M, MOST_RADIUS_M = 1.3, 0.65, 2.3
UPRIGHT = np.array(((1, 0, 0), (0, 0, -1), (0, 1, 0)), np.float32)
"""Rotation that makes flat things face the visitor."""


def tag_z(ratio: npt.ArrayLike) -> Floats:
    """Height of the middle of a tag, for a price relative to the starting one."""
    return np.asarray(np.minimum(FOOT_M + BASE_M * np.asarray(ratio), TOP_M), np.float32)


def balloon_radius(level: float) -> float:
    """Radius of a balloon inflated by prices: twice the surface for twice the level."""
    return float(np.clip(BALLOON_RADIUS_M * np.sqrt(max(level, 0.0)), LEAST_RADIUS_M, MOST_RADIUS_M))


def queue_place(shop: int, number: int) -> tuple[float, float]:
    """Position of a buyer before a shop."""
    row, column = divmod(number, QUEUE_WIDE)
    x = float(SHOPS_X_M[shop]) + QUEUE_AT_M[0] + QUEUE_STEP_M[0] * column + 0.14 * (row % 2)
    return x, QUEUE_AT_M[1] - QUEUE_STEP_M[1] * row


def window_place(shop: int, number: int) -> tuple[float, float]:
    """Position of a window: along and up."""
    row, column = divmod(number, WINDOWS_WIDE)
    x = float(SHOPS_X_M[shop]) + WINDOWS_AT_M[0] + WINDOW_STEP_M[0] * column
    return x, WINDOWS_AT_M[1] + WINDOW_STEP_M[1] * row


def case_place(name: str, place: str) -> tuple[float, float, float]:
    """Position of a suitcase: before its shop, or waiting in the middle of the quay."""
    x, y, z = WAITING_M[name]
    return (
        (x, y, z) if place == "quay" else (float(SHOPS_X_M[NAMES.index(place)]) + CASE_ASIDE_M[name], y, 0.02)
    )


def person() -> Mesh:
    """A person one metre high."""
    return joined([cylinder(0.2, 0.72, 5, 0.12), ball(0.16, 5, 3).moved(z=0.85).painted("#F2CDA8")])


def coin() -> Mesh:
    """A coin of radius 1 that faces the visitor, its middle at the origin."""
    return cylinder(1.0, 0.24, 6).moved(z=-0.12).turned(UPRIGHT)


def wheel() -> Mesh:
    """The wheel of a valve, upright, with two spokes."""
    rim = torus(0.62, 0.12, 14, 5).turned(UPRIGHT)
    return joined([rim, box(1.2, 0.1, 0.14).moved(z=-0.07), box(0.14, 0.1, 1.2).moved(z=-0.6)]).painted(
        RED, 0.25
    )


def case(name: str) -> Mesh:
    """A suitcase with its emblem: a toothed wheel for technology, a rising line of bars for business applications."""
    wide, deep, high = CASE_M
    colour = CASE_COLOURS[name]
    front = -deep / 2 - 0.04
    parts = [
        box(wide, deep, high).painted(colour, 0.35),
        box(wide + 0.06, deep + 0.06, 0.1).moved(z=high * 0.72).painted(INK),
        *(box(0.1, 0.16, 0.3).moved(x, 0, high).painted(INK) for x in (-0.3, 0.3)),
        box(0.7, 0.16, 0.12).moved(z=high + 0.26).painted(INK),
    ]
    if name == "technology":
        teeth = [box(0.16, 0.08, 0.86).moved(z=-0.43).turned(_rolled(angle)) for angle in range(0, 180, 45)]
        hub = cylinder(0.3, 0.1, 14).turned(UPRIGHT)
        parts += [mesh.moved(0, front, 0.45).painted(PAPER, 0.6) for mesh in (hub, *teeth)]
        parts.append(cylinder(0.12, 0.14, 10).turned(UPRIGHT).moved(0, front - 0.02, 0.45).painted(colour))
    else:
        parts += [
            box(0.22, 0.08, 0.2 + 0.18 * step).moved(-0.42 + 0.28 * step, front, 0.12).painted(PAPER, 0.6)
            for step in range(4)
        ]
    return joined(parts)


def street(accent: str) -> Mesh:
    """Static parts: shops with awnings, counters and emblems, poles, tap and drain, the stand of the suitcases."""
    parts: list[Mesh] = [box(45.6, 7.9, 0.06).moved(0, 0, -0.04).painted("#E2CFB2", 0.06)]
    for number, name in enumerate(NAMES):
        x = float(SHOPS_X_M[number])
        parts += [mesh.moved(x) for mesh in _shop(number, name)]
    first, last = (float(SHOPS_X_M[end]) + POLE_X_M for end in (0, -1))
    rope = box(last - first + 4.6, 0.05, 0.07).moved(
        (first + last) / 2 - 2.3, POLE_Y_M + 0.1, float(tag_z(1.0)) - 0.03
    )
    parts.append(rope.painted(WHITE, 0.85))
    parts += [
        box(1.3, 0.1, 0.9).moved(AXIS_X_M, POLE_Y_M + 0.05, float(tag_z(mark)) - 0.45).painted(INK)
        for mark in AXIS
    ]
    parts.append(box(0.12, 0.12, float(tag_z(AXIS[-1])) + 0.4).moved(AXIS_X_M, POLE_Y_M + 0.15).painted(INK))
    parts += _tap(accent) + _drain()
    for x, y, _ in WAITING_M.values():
        parts.append(box(2.3, 1.0, 0.1).moved(x, y).painted(INK))
    return joined(parts)


def _shop(number: int, name: str) -> list[Mesh]:
    wide, deep = SHOP_M
    high, colour = HIGH_M[number], COLOURS[name]
    middle = WALL_Y_M + deep / 2
    stripes = 5
    step = (wide + 0.1) / stripes
    tilted = np.array(((1, 0, 0), (0, 0.924, -0.383), (0, 0.383, 0.924)), np.float32)
    parts = [
        box(wide, deep, high).moved(0, middle).painted(WALLS[number % 2], 0.02),
        box(wide + 0.3, deep + 0.4, ROOF_M).moved(0, middle, high).painted(colour, 0.14),
        box(wide - 0.5, 0.08, 1.75).moved(0, WALL_Y_M - 0.03, 0.5).painted("#FFC878", 0.42),
        box(0.1, 0.1, 1.75).moved(-0.8, WALL_Y_M - 0.08, 0.5).painted(INK),
        box(0.1, 0.1, 1.75).moved(0.8, WALL_Y_M - 0.08, 0.5).painted(INK),
        box(wide - 0.7, 0.8, 0.94).moved(-0.1, -0.25).painted(OAK, 0.06),
        box(wide - 0.5, 1.0, 0.12).moved(-0.1, -0.25, 0.94).painted(PAPER, 0.1),
        box(wide - 0.66, 0.06, 0.24).moved(-0.1, -0.68, 0.2).painted(colour, 0.35),
    ]
    for stripe in range(stripes):
        tint = colour if stripe % 2 == 0 else WHITE
        x = (stripe - (stripes - 1) / 2) * step
        parts.append(box(step, 1.5, 0.08).turned(tilted).moved(x, WALL_Y_M - 0.66, 2.62).painted(tint, 0.1))
        parts.append(pane(step, 0.26).moved(x, WALL_Y_M - 1.36, 2.14).painted(tint, 0.1))
    parts.append(goods(name).scaled(EMBLEM, EMBLEM, EMBLEM).moved(-0.2, WALL_Y_M + 0.6, high + ROOF_M))
    pole = [box(0.16, 0.16, POLE_HIGH_M).painted(INK), box(0.6, 0.6, 0.12).painted(INK)]
    pole += [pane(0.5, 0.08).moved(0, -0.1, float(tag_z(mark)) - 0.04).painted(INK) for mark in range(4)]
    return [*parts, *(mesh.moved(POLE_X_M, POLE_Y_M) for mesh in pole)]


def _tap(accent: str) -> list[Mesh]:
    """A barrel of coins with a spout."""
    barrel = [
        cylinder(1.55, 3.2, 20).painted(GOLD, 0.25),
        *(cylinder(1.6, 0.2, 20).moved(z=z).painted("#8A5A00", 0.1) for z in (0.25, 1.5, 2.75)),
        cylinder(1.75, 0.35, 20).moved(z=3.2).painted(accent, 0.25),
        box(0.2, 0.2, 0.9).moved(0, -0.1, 3.5).painted(INK),
    ]
    x, y, z = SPOUT_M
    spout = [
        box(x - TAP_X_M, 0.5, 0.5).moved((x - TAP_X_M) / 2, y - SIDE_Y_M, z - 0.05).painted(STEEL),
        box(0.5, 0.5, 0.75).moved(x - TAP_X_M, y - SIDE_Y_M, z - 0.5).painted(STEEL),
        cylinder(0.85, 0.14, 14).moved(x - TAP_X_M, y - SIDE_Y_M).painted(INK),
    ]
    return [mesh.moved(TAP_X_M, SIDE_Y_M) for mesh in (*barrel, *spout)]


def _drain() -> list[Mesh]:
    """A wide basin with a grate, and its wheel on a post behind it."""
    bars = [
        box(2.9 - 0.5 * abs(k), 0.14, 0.08).moved(0, 0.55 * k, 1.2).painted(STEEL, 0.1)
        for k in (-2, -1, 0, 1, 2)
    ]
    basin = [
        cylinder(1.15, 1.1, 20, top=1.8).painted("#5B646E"),
        torus(1.75, 0.17, 24, 6).moved(z=1.14).painted(RED, 0.35),
        cylinder(1.66, 0.04, 20).moved(z=1.12).painted(SCREEN),
        *bars,
        box(0.22, 0.22, 3.0).moved(0, 1.6).painted(INK),
    ]
    return [mesh.moved(DRAIN_X_M, SIDE_Y_M) for mesh in basin]


def lamp_place(name: str, number: int) -> tuple[float, float, float]:
    """Position of a lamp that shows how far tap or drain are open."""
    if name == "tap":
        return TAP_X_M - 0.55 + 1.1 * number, SIDE_Y_M - 1.62, 2.1
    return DRAIN_X_M - 0.55 + 1.1 * number, SIDE_Y_M - 1.78, 0.35


LAMPS = [(name, number) for name in ("tap", "drain") for number in range(MOST_TURNS)]


def _rolled(angle_deg: float) -> Floats:
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array(((c, 0, s), (0, 1, 0), (-s, 0, c)), np.float32)
