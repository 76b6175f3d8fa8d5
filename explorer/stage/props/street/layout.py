"""Where stalls, mint and sink stand on the terrace, and what each stall sells, in the metres of the prop."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ....exhibits.street.exhibit import BASE_PRICE, NAMES
from ....exhibits.street.words import SHOPS
from ...primitives.meshes import Floats, Mesh, ball, box, cylinder, joined, torus
from ..assembly.bodies import body

INK, DARK, PAPER, STEEL, OAK, GOLD, TEAL, RED, GREEN = (
    "#3C4149", "#262B33", "#F0EAE1", "#A7ABAF", "#CFA26C", "#F2B632", "#2FA7A0", "#D8412F", "#35B07A",
)  # fmt: skip

COLOURS = dict(
    zip(SHOPS, ("#7B5CD6", "#E4577F", "#F2A33A", "#2F74D0", "#35B07A", "#1F9BC9", "#F2884B"), strict=True)
)
PITCH_M, BOARD_M, BOARD_HIGH_M, BOARD_Y_M = 5.0, 4.6, 6.8, 0.6
COUNTER_Y_M, COUNTER_M = -1.2, 1.1
FOOT_M, BASE_M, TOP_M = 2.5, 3.3, 15.0
"""Prices are heights over `FOOT_M`; the price at the start stands `BASE_M` high, and none is drawn above `TOP_M`."""

MINT_X_M = PITCH_M * 3.5 + 2.0
UPRIGHT = np.array(((1, 0, 0), (0, 0, -1), (0, 1, 0)), np.float32)
"""Turns what lies flat to face the visitor."""

STALLS_X_M = (np.arange(len(NAMES)) - (len(NAMES) - 1) / 2) * PITCH_M
WAITING_M = {"technology": (-MINT_X_M - 2.9, -2.4, 1.9), "business": (MINT_X_M + 2.9, -2.4, 1.9)}


def price_z(tokens: npt.ArrayLike) -> Floats:
    """The height that stands for a price."""
    return np.asarray(np.minimum(FOOT_M + BASE_M * np.asarray(tokens) / BASE_PRICE, TOP_M), np.float32)


def coin() -> Mesh:
    """A coin of radius 1 that faces the visitor, its middle at the origin."""
    return cylinder(1.0, 0.24, 8).moved(z=-0.12).turned(UPRIGHT)


def technology() -> Mesh:
    """A toothed wheel."""
    teeth = [box(0.36, 0.3, 2.3).moved(z=-1.15).turned(_rolled(angle)) for angle in range(0, 180, 45)]
    wheel = torus(0.7, 0.22, 24, 6).turned(UPRIGHT)
    return joined([wheel, *teeth, cylinder(0.25, 0.4, 8).moved(z=-0.2).turned(UPRIGHT)]).painted(TEAL, 0.7)


def business() -> Mesh:
    """A bag with a handle."""
    bag = [box(1.7, 0.7, 1.2).moved(z=-0.8), box(0.5, 0.75, 0.3).moved(z=-0.3)]
    handle = [box(0.12, 0.2, 0.5).moved(x, 0, 0.4) for x in (-0.45, 0.45)]
    return joined([*bag, *handle, box(1.02, 0.2, 0.12).moved(z=0.9)]).painted(GOLD, 0.7)


def boards() -> Mesh:
    """The panes of dark glass on which the curves are drawn."""
    pane = box(BOARD_M, 0.12, BOARD_HIGH_M).painted(DARK, opacity=0.8)
    return joined([pane.moved(float(x), BOARD_Y_M + 0.2, FOOT_M - 0.5) for x in STALLS_X_M])


def furniture(accent: str) -> Mesh:
    """All else that keeps its shape: frames of the boards, counters with their goods, mint, sink, pads of the strengths."""
    parts: list[Mesh] = []
    for name, x in zip(NAMES, map(float, STALLS_X_M), strict=True):
        colour = COLOURS[name]
        parts += [
            box(BOARD_M + 0.2, 0.3, 0.3).moved(x, BOARD_Y_M + 0.2, FOOT_M - 0.7).painted(colour, 0.5),
            box(0.25, 0.25, FOOT_M - 0.5).moved(x - 2, BOARD_Y_M + 0.2).painted(INK),
            box(0.25, 0.25, FOOT_M - 0.5).moved(x + 2, BOARD_Y_M + 0.2).painted(INK),
            box(BOARD_M + 0.2, 0.24, 0.14)
            .moved(x, BOARD_Y_M + 0.2, FOOT_M - 0.5 + BOARD_HIGH_M)
            .painted(PAPER),
            box(4.3, 1.2, COUNTER_M - 0.12).moved(x, COUNTER_Y_M).painted(OAK),
            box(4.5, 1.4, 0.12).moved(x, COUNTER_Y_M, COUNTER_M - 0.12).painted(PAPER),
            box(4.32, 0.06, 0.22).moved(x, COUNTER_Y_M - 0.62, 0.08).painted(colour, 0.4),
            _goods(name).moved(x + 0.55, COUNTER_Y_M, COUNTER_M),
        ]
    parts += _mint(accent) + _sink()
    for x, y, _ in WAITING_M.values():
        parts.append(cylinder(1.1, 0.4, 16).moved(x, y).painted(PAPER))
    return joined(parts)


def _mint(accent: str) -> list[Mesh]:
    drum = [
        cylinder(1.7, 0.4, 18).painted(PAPER),
        cylinder(1.2, 2.2, 18).moved(z=0.4).painted(GOLD, 0.45),
        cylinder(1.6, 0.3, 18).moved(z=2.6).painted(PAPER),
        coin().scaled(1.1, 1.4, 1.1).moved(z=4.2).painted(GOLD, 0.7),
        box(1.9, 0.2, 0.2).moved(y=-1.2, z=1.4).painted(accent, 0.5),
    ]
    return [mesh.moved(x=-MINT_X_M) for mesh in drum]


def _sink() -> list[Mesh]:
    funnel = [
        cylinder(0.5, 2.0, 16, top=1.7).moved(z=0.6).painted(STEEL),
        torus(1.7, 0.16, 24, 6).moved(z=2.6).painted(RED, 0.5),
        cylinder(1.2, 0.6, 16).painted(INK),
        cylinder(1.45, 0.06, 16).moved(z=2.46).painted("#14171B"),
    ]
    return [mesh.moved(x=MINT_X_M) for mesh in funnel]


def _goods(name: str) -> Mesh:
    """What is sold, about a metre high."""
    colour = COLOURS[name]
    match name:
        case "games":
            pad = [box(1.3, 0.4, 0.6).moved(z=0.1), box(0.2, 0.3, 0.35).moved(-0.3, 0, 0.7)]
            meshes = [*pad, ball(0.18, 8, 5).moved(0.35, -0.1, 0.8)]
        case "entertainment":
            meshes = [
                cylinder(0.14, 0.9, 8).moved(-0.3),
                ball(0.26, 10, 6).moved(-0.4, 0, 0.2),
                box(0.7, 0.15, 0.2).moved(0.05, 0, 0.85),
            ]
        case "retail":
            meshes = [box(0.9, 0.5, 0.8), torus(0.25, 0.05, 14, 5).turned(UPRIGHT).moved(z=0.9)]
        case "education":
            meshes = [box(1.2, 0.8, 0.22).moved(z=0.26 * n, x=0.1 * (n % 2)) for n in range(4)]
        case "healthcare":
            meshes = [box(0.36, 0.36, 1.1), box(1.1, 0.36, 0.36).moved(z=0.37)]
        case "tourism":
            meshes = [ball(0.45, 14, 8).moved(z=0.6), torus(0.62, 0.06, 20, 5).moved(z=0.6)]
        case _:  # the gear pump of the park, with the wheel that the assembly bay fits
            wheel = body("gear")
            size = 1.0 / float(np.ptp(wheel.positions[:, 0]))
            gear = wheel.scaled(size, size, size).turned(UPRIGHT)
            meshes = [
                gear.moved(-0.3, -0.3, 0.65).painted("#E2553D", 0.3),
                gear.moved(0.5, -0.3, 0.65).painted(STEEL, 0.2),
                box(1.9, 0.4, 1.15).painted(colour),
                cylinder(0.12, 0.7, 8).moved(z=1.1).painted(INK),
            ]
            return joined(meshes)
    return joined(meshes).painted(colour, 0.35)


def _rolled(angle_deg: float) -> Floats:
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    return np.array(((c, 0, s), (0, 1, 0), (-s, 0, c)), np.float32)
