"""The pump's parts as bodies of revolution, at one metre for ten millimetres."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ....exhibits.assembly.geometry import GEAR_MM, Name, Ring, Sizes, housing, rings
from ...primitives.meshes import Mesh, box, cylinder, heading, joined, white
from ...primitives.palette import OAK, STEEL

METRES = 0.1
"""Metres of the prop for one millimetre."""

SIDES, TEETH = 28, 14
OPEN_DEG = 130.0
"""Sector of the housing that is cut away, towards the visitor."""

COLOURS: dict[Name, str] = {"bearing": STEEL, "spacer": OAK, "shaft": "#6E7681", "gear": "#E2553D"}


def pipe(ring: Ring, sides: int = SIDES, start_deg: float = 0.0, sweep_deg: float = 360.0) -> Mesh:
    """A ring round the upright axis, or a sector of it with its ends closed; millimetres in, metres out."""
    angle = np.radians(np.linspace(start_deg, start_deg + sweep_deg, sides + 1))
    corners = [
        (ring.outer_mm, ring.bottom_mm),
        (ring.outer_mm, ring.top_mm),
        (ring.inner_mm, ring.top_mm),
        (ring.inner_mm, ring.bottom_mm),
    ]
    profile = np.array(corners) * METRES
    facing = np.array([(1, 0), (0, 1), (-1, 0), (0, -1)], float)
    around = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    positions, normals, faces = [], [], []
    at = np.arange(sides)
    for side in range(4):
        (r0, z0), (r1, z1), (nr, nz) = profile[side], profile[(side + 1) % 4], facing[side]
        first = 2 * side * (sides + 1)
        for r, z in ((r0, z0), (r1, z1)):
            positions.append(np.column_stack([around * r, np.full(sides + 1, z)]))
            normals.append(np.column_stack([around * nr, np.full(sides + 1, nz)]))
        low, high = first + at, first + sides + 1 + at
        faces += [np.stack([low, low + 1, high + 1], axis=1), np.stack([low, high + 1, high], axis=1)]
    if sweep_deg < 360:
        for which, sign in ((0, -1.0), (sides, 1.0)):
            first = sum(len(block) for block in positions)
            (c, s), across = around[which], np.array((-around[which, 1], around[which, 0], 0)) * sign
            positions.append(np.column_stack([np.outer(profile[:, 0], (c, s)), profile[:, 1]]))
            normals.append(np.tile(across, (4, 1)))
            # seen against the rotation, the profile runs counter-clockwise
            turned = np.array([[0, 1, 2], [0, 2, 3]])
            faces.append(first + (turned if sign < 0 else turned[:, ::-1]))
    return white(np.concatenate(positions), np.concatenate(normals), np.concatenate(faces))


def body(name: Name) -> Mesh:
    """A part as drawn, on its own lower face (the shaft on its collar's), white."""
    if name == "gear":
        return _gear(rings(name, Sizes())[0])
    return joined([_solid(ring) for ring in rings(name, Sizes())])


def shell() -> Mesh:
    """The housing, cut open towards the visitor."""
    start_deg, sweep_deg = -90.0 + OPEN_DEG / 2, 360.0 - OPEN_DEG
    return joined([pipe(ring, SIDES, start_deg, sweep_deg) for ring in housing(Sizes())])


def _solid(ring: Ring) -> Mesh:
    if ring.inner_mm > 0:
        return pipe(ring)
    height = (ring.top_mm - ring.bottom_mm) * METRES
    return cylinder(ring.outer_mm * METRES, height, 20).moved(z=ring.bottom_mm * METRES)


def _gear(ring: Ring) -> Mesh:
    """A gear whose teeth end where the ring ends."""
    tooth_mm = 3.0
    parts: list[Mesh] = [pipe(ring._replace(outer_mm=ring.outer_mm - tooth_mm))]
    tooth = box(tooth_mm * METRES * 1.3, 0.55, GEAR_MM * METRES)
    middle = (ring.outer_mm - tooth_mm * 0.65) * METRES
    rotations: Sequence[np.ndarray] = list(heading(np.arange(TEETH) * 360 / TEETH))
    return joined(parts + [tooth.moved(x=middle).turned(turn) for turn in rotations])
