"""Horizon: a needle held up by two rings, the real and the virtual one."""

from __future__ import annotations

import math

import numpy as np

from explorer.build.geometry.material import GLOWS, OAK, PAPER, PAPER_2, PAPER_3, STONE, TINTED_GLASS, WARM
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.fittings import bench, planter, steps
from explorer.build.pieces.parts import accent, accent_lamp, hoop, plot, polar, warm_lamp

ZONE = "horizon"

SHAFT = ((4.4, 2.9, 1.2, 22.0), (2.9, 2.1, 22.0, 44.0), (2.1, 1.2, 44.0, 64.0))
"""Lower and upper radius, lower and upper height of the three storeys of the shaft."""
RINGS_M = 55.0
TIP_M = 80.0


def build(builder: MeshBuilder) -> None:
    """The real ring is paper, the virtual ring is light; they pass through each other and hold up the needle.
    The track at the foot is a figure of eight: the self-learning loop runs before the door.
    """
    with plot(builder, ZONE):
        _terrace(builder)
        _entrance(builder)
        for number, storey in enumerate(SHAFT):
            _shaft(builder, number, *storey)
        _lookout(builder)
        _rings(builder)
        _tip(builder)
        _night(builder)


def placeholder(builder: MeshBuilder) -> None:
    """The lap track, one line of light, while no machine runs on it."""
    t = np.linspace(0, 2 * np.pi, 41)
    line = np.column_stack([10.4 * np.sin(t), -9.4 + 3.9 * np.sin(2 * t), np.full(41, 0.75)])
    with plot(builder, ZONE), builder.detail("always"):
        builder.tube(line, 0.26, accent(ZONE, 1.6), 3)


def _terrace(builder: MeshBuilder) -> None:
    builder.cylinder(0, 0, 0, 0.5, 15, STONE, 32, bevel=0.12)
    builder.cylinder(0, 0, 0.5, 1.2, 6, PAPER, 24, bevel=0.15)
    with builder.detail("near"):
        for start in (20, 200):
            builder.rail([polar(14.6, start + a) for a in range(0, 141, 10)], 0.5, PAPER_3, 1.0, 2.6)
    for bearing in (60, 120):
        x, y = polar(11.4, bearing)
        planter(builder, x, y, 1.0, 1.0, 0.5, 0.5)
        x, y = polar(13.4, bearing + 14)
        bench(builder, x, y, bearing + 104, 0.5)


def _entrance(builder: MeshBuilder) -> None:
    """A porch to the south, where the lifts start."""
    with builder.at(0, -5.8, 0.5):
        steps(builder, -2.4, 2.4, 0, 4, 0.5, 0.17)
    builder.box(-1.8, 1.8, -5.6, -3.4, 1.2, 4.6, PAPER, skip="-z")
    builder.box(-1.3, 1.3, -5.7, -5.6, 1.3, 4.0, TINTED_GLASS[ZONE].lit(WARM, 1.6), skip="+y")
    builder.chamfered_box(-2.4, 2.4, -6.6, -3.2, 4.6, 5.0, OAK, 0.06)
    warm_lamp(builder, [0, -6.8, 3.4], 10, 9)


def _shaft(builder: MeshBuilder, number: int, r0: float, r1: float, z0: float, z1: float) -> None:
    """A glass core in eight ribs that twist from storey to storey."""
    glass = TINTED_GLASS[ZONE].lit(WARM, 0.35)
    builder.cylinder(0, 0, z0, z1, r0 * 0.86, glass, 10, top_r=r1 * 0.86, cap=False)
    with builder.detail("always"):
        for rib in range(8):
            low = polar(r0, rib * 45 + 20 * number)
            high = polar(r1, rib * 45 + 20 * (number + 1))
            builder.tube([(*low, z0), (*high, z1)], 0.46 - 0.06 * number, PAPER, 3)
    builder.lathe(
        [(r1 - 0.2, z1 - 0.5), (r1 + 0.6, z1 - 0.3), (r1 + 0.6, z1 + 0.2), (r1 - 0.2, z1 + 0.4)], 16, PAPER
    )
    with builder.detail("near"):
        for height in np.linspace(z0, z1, 6)[1:-1]:
            share = (height - z0) / (z1 - z0)
            r = (r0 + (r1 - r0) * share) * 0.86
            builder.lathe([(r, height - 0.12), (r + 0.14, height), (r, height + 0.12)], 10, PAPER_2)


def _lookout(builder: MeshBuilder) -> None:
    """The drum at 39 to 43 m, with a walk outside."""
    builder.lathe([(2.0, 36.5), (6.2, 38.6), (7.2, 39.2), (7.2, 39.7)], 24, PAPER)
    builder.lathe([(7.2, 39.7), (6.4, 39.7)], 24, PAPER_2, smooth=False)
    builder.lathe([(6.6, 39.7), (6.6, 42.6)], 24, TINTED_GLASS[ZONE].lit("#FFD98A", 1.3))
    builder.lathe([(7.4, 42.6), (7.4, 43.1), (4.8, 44.2), (1.6, 44.6)], 24, PAPER)
    builder.lathe([(6.4, 42.6), (7.4, 42.6)], 24, OAK, smooth=False)
    with builder.detail("near"):
        for i in range(24):
            x, y = polar(6.66, i * 15)
            builder.tube([(x, y, 39.7), (x, y, 42.6)], 0.09, PAPER, 4)
        builder.rail([polar(7.1, a) for a in range(0, 361, 15)], 39.7, PAPER_3, 1.0, 3.6)


def _rings(builder: MeshBuilder) -> None:
    with builder.detail("always"):
        hoop(builder, 10.4, 0.85, PAPER, (-4.4, 0, RINGS_M), 74, 18, sides=28, section=4)
        hoop(builder, 10.4, 0.72, accent(ZONE, 1.4), (4.4, 0, RINGS_M), 68, -32, sides=28, section=4)


def _tip(builder: MeshBuilder) -> None:
    with builder.detail("always"):
        builder.cylinder(0, 0, 64.2, 66.4, 1.5, PAPER, 12, top_r=0.4)
        builder.tube([(0, 0, 64), (0, 0, TIP_M)], 0.3, PAPER, 5)
        builder.ball(0, 0, TIP_M, 0.6, 0.6, accent(ZONE, 5), 0, 0)


def _night(builder: MeshBuilder) -> None:
    builder.glow([0, 0, TIP_M], GLOWS[ZONE], 3.4)
    builder.glow([3, 0, RINGS_M], GLOWS[ZONE], 9)
    for i in range(6):
        angle = math.radians(i * 60)
        accent_lamp(builder, ZONE, [9 * math.cos(angle), 9 * math.sin(angle), 3], 6, 11)
    for i in range(4):
        accent_lamp(builder, ZONE, [*polar(6, i * 90), 36], 8, 10)
