"""Policy Plaza: the plan as a tree, open on all sides."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from explorer.build.geometry.material import (
    ACCENTS,
    GLOWS,
    GRASS_2,
    OAK,
    PAPER,
    POOL,
    STONE,
    STONE_2,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import Floats
from explorer.build.pieces.fittings import bench, small_tree
from explorer.build.pieces.parts import accent, accent_lamp, disc, plot, polar, regular

ZONE = "plaza"

LIGHT_JADE = Material("#3DB596").lit("#2FD8A8", 0.55)
GOLD = Material("#E9C46A").lit("#FFC050", 0.9)
TREE_SCALE = 1.36


@dataclass(frozen=True, slots=True)
class _Bough:
    """A bough of the tree: its reach, its height and its number of leaves."""

    reach: float
    height: float
    leaves: int


BOUGHS = (
    _Bough(8.6, 15, 3),
    _Bough(8.0, 17.5, 3),
    _Bough(9.0, 14.5, 3),
    _Bough(7.6, 18.5, 3),
    _Bough(8.4, 16, 2),
)
"""Five tasks, fourteen measures."""


def build(builder: MeshBuilder) -> None:
    """One trunk (the plan), five boughs (its tasks), fourteen leaf discs (its measures), and a crown disc (the long
    view), rooted in a round pool and open to all sides: a plan that visitors can walk round.
    """
    with plot(builder, ZONE):
        _paving(builder)
        _pool(builder)
        with builder.detail("always"), builder.at(0, 0, -1.2, 0, TREE_SCALE):
            _trunk(builder)
            _boughs_and_leaves(builder)
            _crown(builder)
        _gardens(builder)
        _night(builder)


def _paving(builder: MeshBuilder) -> None:
    """Radial bands round the tree, every fourth one lit."""
    builder.slab(disc(0, 0, 30, 12), -0.48, 0.02, STONE, 0.08)
    for radius in (28.6, 22.0):
        builder.lathe([(radius, 0.03), (radius - 0.6, 0.03)], 40, STONE_2, smooth=False)
    for i in range(20):
        with builder.at(turn_deg=i * 18):
            band = STONE_2 if i % 4 else accent(ZONE, 1.0)
            builder.quads(
                [[[12.5, -0.16, 0.035], [30, -0.16, 0.035], [30, 0.16, 0.035], [12.5, 0.16, 0.035]]], band
            )


def _pool(builder: MeshBuilder) -> None:
    builder.prism(regular(11.5, 28), 0, 0.6, PAPER, 0.12, holes=[regular(10.6, 28)])
    builder.plate(disc(0, 0, 10.7), 0.3, POOL)
    builder.cylinder(0, 0, 0, 1.32, 3.2, PAPER, 24, bevel=0.25)
    builder.cylinder(0, 0, 1.32, 1.57, 2.5, accent(ZONE, 3), 20)
    with builder.detail("near"):
        for i in range(12):
            x, y = polar(8.4 + 0.8 * (i % 2), i * 30 + 9)
            builder.cylinder(x, y, 0.3, 0.36, 0.55 + 0.15 * (i % 3), GRASS_2, 8)


def _trunk(builder: MeshBuilder) -> None:
    builder.lathe([(2.3, 1.7), (1.5, 3.6), (1.15, 7.5), (1.05, 12), (0.6, 16)], 10, OAK)
    for i in range(5):
        root = [
            (*polar(reach, i * 72 + 18), height) for reach, height in ((1.2, 3.6), (2.2, 1.9), (3.1, 1.3))
        ]
        builder.tube(root, 0.32, OAK, 5)


def _boughs_and_leaves(builder: MeshBuilder) -> None:
    jade = ACCENTS[ZONE].lit("#2FE09A", 0.75)
    foliage = (jade, LIGHT_JADE, GOLD)
    leaf = 0
    for number, bough in enumerate(BOUGHS):
        bearing = number * 72 + 18
        line = _bough_line(bough, bearing, 6 + number * 0.7)
        builder.tube(line, 0.34, OAK, 6)
        for twig in range(bough.leaves):
            along, swing_deg, share, lift = (
                (1.0, 0.0, 1.0, 0.6),
                (0.72, 24.0, 0.86, -1.6),
                (0.45, -29.0, 0.7, 1.9),
            )[twig]
            x, y = polar(bough.reach * share, bearing + swing_deg)
            z = bough.height + lift
            if twig:
                builder.tube([line[int(along * 8)], [x, y, z - 0.1]], 0.17, OAK, 5)
            material = GOLD if leaf % 5 == 4 else foliage[leaf % 3]
            _leaf(builder, x, y, z, (3.1, 2.6, 2.2)[twig], material)
            leaf += 1
            if leaf % 3 == 0:
                builder.glow([x, y, z], "#FFC870", 2.6)


def _bough_line(bough: _Bough, bearing_deg: float, start_z: float) -> Floats:
    t = np.linspace(0, 1, 9)
    x, y = polar(1.0, bearing_deg)
    reach = bough.reach * t**1.5
    return np.column_stack([x * reach, y * reach, start_z + (bough.height - start_z) * np.sin(t * 1.45)])


def _leaf(builder: MeshBuilder, x: float, y: float, z: float, radius: float, material: Material) -> None:
    with builder.at(x, y):
        profile = [(0.05, z - 0.4), (radius * 0.92, z - 0.2), (radius * 0.9, z + 0.25), (0.05, z + 0.5)]
        builder.lathe(profile, 10, material)


def _crown(builder: MeshBuilder) -> None:
    builder.lathe([(0.05, 19.3), (2.4, 19.5), (2.8, 19.9), (2.2, 20.3), (0.05, 20.6)], 12, GOLD)
    builder.tube([(0, 0, 11), (0, 0, 19.5)], 0.3, OAK, 6)


def _gardens(builder: MeshBuilder) -> None:
    """Benches towards the water; behind them five small lawns with a blossom tree each. The sixth place, at the
    entrance from the gate, is kept for the name.
    """
    for i in range(12):
        with builder.at(turn_deg=i * 30 + 15):
            bench(builder, 14.3, 0, 90)
            if i % 2 == 0 and i != 8:
                builder.chamfered_box(19, 22, -2.6, 2.6, 0, 0.55, PAPER, 0.1, top=GRASS_2)
                small_tree(builder, 20.5, 0, 0.5, 0.9, blossom=True)


def _night(builder: MeshBuilder) -> None:
    builder.glow([0, 0, 15], GLOWS[ZONE], 8)
    for i in range(5):
        angle = i * 2 * math.pi / 5
        accent_lamp(builder, ZONE, [6 * math.cos(angle), 6 * math.sin(angle), 5], 11, 17)
