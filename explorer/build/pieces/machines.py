"""Machines used by several buildings: robots, belts, gears, dishes, chillers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from explorer.build.geometry.material import (
    ACCENTS,
    INK,
    OAK,
    OAK_DARK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STEEL,
    STEEL_DARK,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.parts import Ring, polar


def gear_outline(teeth: int, radius: float, start_deg: float = 0.0) -> Ring:
    """The outline of a toothed wheel; the teeth reach 16 % beyond `radius`."""
    profile = ((-0.3, 1.0), (-0.18, 1.16), (0.18, 1.16), (0.3, 1.0))
    return [
        polar(radius * reach, start_deg + 360 * (tooth + offset) / teeth)
        for tooth in range(teeth)
        for offset, reach in profile
    ]


@contextmanager
def _pitched(builder: MeshBuilder, angle_deg: float) -> Iterator[None]:
    """A local frame whose x axis is raised by `angle_deg`."""
    cosine, sine = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    with builder.frame([0, 0, 0], [cosine, 0, sine], [0, 1, 0], [-sine, 0, cosine]):
        yield


def robot(
    builder: MeshBuilder,
    x: float,
    y: float,
    z: float,
    turn_deg: float,
    shoulder_deg: float,
    elbow_deg: float,
    material: Material,
) -> None:
    """A six-axis robot, about 4 m tall with its arm up."""
    with builder.at(x, y, z, turn_deg):
        builder.cylinder(0, 0, 0, 0.5, 0.8, STEEL_DARK, 10, bevel=0.08)
        builder.cylinder(0, 0, 0.5, 1.3, 0.55, material, 10, bevel=0.08)
        with builder.at(0, 0, 1.4), _pitched(builder, shoulder_deg):
            builder.ball(0, 0, 0, 0.5, 0.5, material, 1, 0)
            builder.tube([(0, 0, 0), (2.6, 0, 0)], 0.3, material, 6)
            with builder.at(2.6), _pitched(builder, elbow_deg):
                builder.ball(0, 0, 0, 0.42, 0.42, PAPER, 1, 0)
                builder.tube([(0, 0, 0), (2.1, 0, 0)], 0.22, material, 6)
                with builder.at(2.1), _pitched(builder, -80):
                    builder.tube([(0, 0, 0), (0.7, 0, 0)], 0.14, material, 6)
                    builder.box(0.6, 0.8, -0.4, 0.4, -0.3, 0.3, STEEL_DARK, skip="")


def conveyor(builder: MeshBuilder, x0: float, x1: float, y: float, z: float, colour: Material) -> None:
    """A belt along x with boxes on it; its sides are painted in `colour`."""
    builder.box(x0, x1, y - 0.8, y + 0.8, z + 0.85, z + 1.0, STEEL_DARK)
    for side in (y - 0.95, y + 0.8):
        builder.box(x0, x1, side, side + 0.15, z + 0.75, z + 1.1, colour)
    for x in np.arange(x0 + 0.5, x1, 2.4):
        for side in (y - 0.8, y + 0.6):
            builder.box(x - 0.1, x + 0.1, side, side + 0.2, z, z + 0.85, STEEL)
    goods = (OAK, PAPER, colour, OAK)
    for x in np.arange(x0 + 1.2, x1 - 1, 2.9):
        height = float(builder.random.choice([0.7, 1.0, 1.2]))
        builder.box(
            x - 0.6, x + 0.6, y - 0.55, y + 0.55, z + 1.0, z + 1.0 + height, goods[builder.random.integers(4)]
        )


def chiller(builder: MeshBuilder, x: float, y: float, z: float, fans: int = 3, turn_deg: float = 0.0) -> None:
    """A roof chiller with a row of fans, 2.4 m for each."""
    with builder.at(x, y, z, turn_deg):
        length = fans * 2.4
        builder.chamfered_box(-length / 2, length / 2, -1.5, 1.5, 0.4, 2.5, PAPER_2, 0.12)
        with builder.detail("near"):
            for rib in np.linspace(-length / 2 + 0.4, length / 2 - 0.4, fans * 2):
                builder.box(rib - 0.08, rib + 0.08, -1.58, 1.58, 0.6, 2.2, PAPER_3, skip="-z+z")
        for i in range(fans):
            hub = -length / 2 + 1.2 + i * 2.4
            builder.cylinder(hub, 0, 2.45, 2.85, 1.0, STEEL, 12, cap=False)
            builder.cylinder(hub, 0, 2.4, 2.6, 0.96, INK, 10)
            with builder.detail("near"):
                for blade in range(4):
                    with builder.at(hub, 0, 2.66, blade * 90 + 20):
                        builder.box(0.2, 0.92, -0.16, 0.16, 0, 0.05, STEEL)


def dish(
    builder: MeshBuilder,
    x: float,
    y: float,
    z: float,
    radius: float,
    bearing_deg: float = -100.0,
    elevation_deg: float = 42.0,
) -> None:
    """A satellite dish that points up in a given direction."""
    azimuth, elevation = math.radians(bearing_deg), math.radians(elevation_deg)
    forward = np.array(
        [
            math.cos(azimuth) * math.cos(elevation),
            math.sin(azimuth) * math.cos(elevation),
            math.sin(elevation),
        ]
    )
    across = np.cross([0, 0, 1], forward)
    across /= np.linalg.norm(across)
    blue = ACCENTS["net"]
    with builder.at(x, y, z):
        builder.cylinder(0, 0, 0, radius * 0.95, radius * 0.34, PAPER_3, 8, top_r=radius * 0.1)
        hub = np.array([0, 0, radius * 1.1]) - forward * 0.1 * radius
        with builder.frame(hub, across, np.cross(forward, across), forward):
            bowl = [(t * radius, 0.38 * radius * t * t) for t in (0.02, 0.5, 0.8, 1)]
            builder.lathe(bowl[::-1], 14, PAPER)
            builder.lathe([(r, h - 0.07 * radius) for r, h in bowl], 14, PAPER_2)
            rim = [(radius, 0.31 * radius), (radius * 1.02, 0.35 * radius), (radius, 0.38 * radius)]
            builder.lathe(rim, 14, blue)
            for leg in (30, 150, 270):
                foot = polar(0.75 * radius, leg)
                builder.tube([(*foot, 0.22 * radius), (0, 0, 0.82 * radius)], 0.03 * radius, STEEL, 3)
            builder.cylinder(0, 0, 0.74 * radius, 0.92 * radius, 0.1 * radius, blue, 6)


def pallet(builder: MeshBuilder, x: float, y: float, turn_deg: float, colour: Material) -> None:
    """A pallet with two boxes."""
    with builder.detail("near"), builder.at(x, y, 0, turn_deg):
        builder.box(-0.7, 0.7, -0.6, 0.6, 0, 0.16, OAK_DARK)
        for left in (-0.65, 0.02):
            height = float(builder.random.choice([0.6, 0.9, 1.2]))
            goods = (OAK, PAPER, colour)[builder.random.integers(3)]
            builder.chamfered_box(left, left + 0.6, -0.55, 0.55, 0.16, 0.16 + height, goods, 0.05)


def carrier(builder: MeshBuilder, x: float, y: float, colour: Material) -> None:
    """A driverless carrier with a box on its back, heading along x."""
    with builder.detail("near"), builder.at(x, y):
        builder.chamfered_box(-1, 1, -0.65, 0.65, 0.1, 0.5, ACCENTS["goals25"], 0.12)
        builder.box(-1.02, 1.02, -0.67, 0.67, 0.22, 0.3, INK, skip="-z+z")
        builder.chamfered_box(
            -0.7, 0.7, -0.5, 0.5, 0.5, 1.3, (OAK, PAPER, colour)[builder.random.integers(3)], 0.05
        )
