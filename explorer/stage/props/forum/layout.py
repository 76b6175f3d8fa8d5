"""Layout of the forum, in the prop's own metres, and its static meshes."""

from __future__ import annotations

import numpy as np

from ....exhibits.forum.game import DELEGATIONS
from ...primitives.meshes import Mesh, ball, box, cylinder, joined, torus
from ...primitives.palette import GOLD, INK, PAPER

FIRST_DEG = 285.0
"""Bearing of the first delegation, the hub, right of the middle; a column follows every 30 degrees."""

RING_M, RING_TOP_M = 24.6, 12.05
BOOK = (0.0, 0.0, 15.0)
"""Position of the common rule book: over the stage, a little above the ring."""

BRIDGE_HALF_M, BRIDGE_Y_M, DECK_M, PLANKS = 7.2, -16.6, 1.9, 4
PLANK_M = 2 * BRIDGE_HALF_M / PLANKS
END_M = 9.6
"""Half length of the bridge before the theatre, seen under the ring; avatars come and go at its ends."""

CARD = (11.8, -17.2)
LEDGER_Y_M, LEDGER_STEP_M, BLOCKS_SHOWN = -20.4, 0.62, 32
"""Row of the last blocks in front of the bridge."""

TALLY = (-13.4, -16.4)
HUB_AT = (-17.4, -11.6)
TOKEN_AT = (-12.6, -22.3)
"""Position of the gold token's stand."""
TOKEN_SIZE = 1.75
RECORD = {"record_itu": (17.4, -13.2), "record_committee": (20.2, -8.6), "record_iec": (16.2, -9.2)}
PLATES = {"record_itu": 52, "record_committee": 1, "record_iec": 1}
"""Plates, one for each document: 52 deliverables, one proposal, one report."""

PLATE_M, PLATE_STEP_M = 0.08, 0.105
OAK = "#B98A58"

_BEARINGS = np.radians(FIRST_DEG + 30 * np.arange(DELEGATIONS))
SEATS = np.column_stack(
    [RING_M * np.cos(_BEARINGS), RING_M * np.sin(_BEARINGS), np.full(DELEGATIONS, RING_TOP_M + 0.35)]
)
"""The position of each delegation, on the ring above its column; shape (12, 3)."""


def plank_x(number: int) -> float:
    """Middle of a plank: the first clause on the left."""
    return -BRIDGE_HALF_M + PLANK_M * (number + 0.5)


def block_at(place: int) -> tuple[float, float, float]:
    """Position of a block of the ledger, the first on the left."""
    return (place - (BLOCKS_SHOWN - 1) / 2) * LEDGER_STEP_M, LEDGER_Y_M, 0.12


def token_at(won: int) -> tuple[float, float, float]:
    """Position of the gold token: over the seat of the delegation won, or on its stand (`won` below 0)."""
    if won < 0:
        return *TOKEN_AT, 0.75
    x, y, z = map(float, SEATS[won])
    return x, y, z + 3.7


def token() -> Mesh:
    """A gold crown on a red cushion, 2.9 m high."""
    points = [
        cylinder(0.2, 1.0, 5, 0.02).moved(0.62 * float(np.cos(a)), 0.62 * float(np.sin(a)), 0.5)
        for a in np.radians(72.0 * np.arange(5) + 18)
    ]
    rim = [cylinder(0.75, 0.6, 15).moved(z=0.12), torus(0.78, 0.1, 20, 5).moved(z=0.2)]
    balls = [
        ball(0.15, 6, 4).moved(0.62 * float(np.cos(a)), 0.62 * float(np.sin(a)), 1.55)
        for a in np.radians(72.0 * np.arange(5) + 18)
    ]
    red = [cylinder(0.98, 0.24, 16), cylinder(0.77, 0.16, 15).moved(z=0.42), *balls]
    whole = [
        *(mesh.painted(GOLD, 0.75) for mesh in (*rim, *points)),
        *(mesh.painted("#D8243C", 0.5) for mesh in red),
    ]
    return joined(whole).scaled(TOKEN_SIZE, TOKEN_SIZE, TOKEN_SIZE)


def fixed() -> Mesh:
    """Two piers of the bridge with their gates, the base of the ledger, the stand of the verdict, feet of the rest."""
    meshes = [box(BLOCKS_SHOWN * LEDGER_STEP_M + 0.4, 0.9, 0.12).moved(0, LEDGER_Y_M, 0).painted(INK)]
    for side in (-1, 1):
        gate = side * (BRIDGE_HALF_M + 0.35)
        meshes.append(box(3.2, 2.6, DECK_M).moved(side * (BRIDGE_HALF_M + 1.6), BRIDGE_Y_M, 0).painted(PAPER))
        for y in (-1.25, 1.25):
            meshes.append(box(0.35, 0.35, 3.3).moved(gate, BRIDGE_Y_M + y, DECK_M).painted(OAK))
        meshes.append(box(0.45, 2.9, 0.4).moved(gate, BRIDGE_Y_M, DECK_M + 3.3).painted(OAK))
    meshes.append(box(0.3, 0.3, 3.2).moved(CARD[0], CARD[1] + 0.3, 0).painted(INK))
    for x, y in RECORD.values():
        meshes.append(box(2.8, 2.2, 0.5).moved(x, y, 0).painted(OAK))
    meshes.append(box(5.4, 1.2, 0.5).moved(*HUB_AT, 0).painted(OAK))
    meshes.append(cylinder(1.9, 0.7, 16).moved(*TOKEN_AT, 0).painted(OAK))
    meshes.append(box(3.6, 1.4, 0.2).moved(TALLY[0] + 0.75, TALLY[1], 0).painted(OAK))
    return joined(meshes)
