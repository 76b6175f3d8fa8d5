"""Compute Valley: five towers, five ideas of computing."""

from __future__ import annotations

import numpy as np
from shapely.geometry import box

from explorer.build.geometry.material import (
    GLOWS,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STONE,
    TINTED_GLASS,
    Material,
)
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain, fins
from explorer.build.pieces.fittings import bench, door, planter, steps
from explorer.build.pieces.machines import chiller
from explorer.build.pieces.parts import (
    accent,
    accent_lamp,
    disc,
    edges,
    hoop,
    plot,
    polar,
    rectangle,
    square,
)

ZONE = "compute"

BLUE_LIGHT = "#9FB0FF"
GOLD = Material("#D9A441", 0.6)
DARK_SPHERE = Material("#4A5070", 0.35)
HALL_WALL = Material("#C9D0D6")
TERRACE_M, GALLERY_M = 1.2, 4.4


def build(builder: MeshBuilder) -> None:
    """Five chess pieces on one board: a slab of racks, a stack of unequal blocks, a layered pyramid, a gold
    chandelier as cold as space, and a dark sphere with few sparks. One data hall feeds them all.
    """
    with plot(builder, ZONE):
        _terrace(builder)
        _gallery(builder)
        with builder.at(-21, 6, TERRACE_M):
            _data_hall(builder)
        with builder.at(-18.5, -4, TERRACE_M):
            _rack_slab(builder)
        with builder.at(-9, -5, TERRACE_M):
            _unequal_blocks(builder)
        with builder.at(0, -5.5, TERRACE_M):
            _layered_pyramid(builder)
        with builder.at(9, -5, TERRACE_M):
            _chandelier(builder)
        with builder.at(18.5, -4, TERRACE_M):
            _dark_sphere(builder)
        for x, top in zip((-18.5, -9, 0, 9, 18.5), (29, 22, 18, 20, 18), strict=True):
            accent_lamp(builder, ZONE, [x, -9.5, 3], 12, 10)
            builder.glow([x, -5, top], GLOWS[ZONE], 3.5)


def _terrace(builder: MeshBuilder) -> None:
    builder.slab(box(-24, -15, 24, 17), 0, 0.6, STONE, 0.1)
    builder.slab(box(-23, -12, 23, 16), 0.6, TERRACE_M, PAPER, 0.1)
    with builder.at(0, -12, 0.6):
        steps(builder, -8, 8, 0, 3, 0.6, 0.2)
    with builder.at(0, -15):
        steps(builder, -10, 10, 0, 3, 0.6, 0.2)
    for x in (-20, -14, 14, 20):
        bench(builder, x, -13.5, 0, 0.6)
    for x in (-17, 17):
        planter(builder, x, -13.5, 1.2, 0.7, 0.5, 0.6)


def _gallery(builder: MeshBuilder) -> None:
    """A long deck on oak posts before the towers, high enough to be seen over the ring walk; the crates hang from it."""
    builder.box(-22.5, 23.2, -11.5, -9.2, GALLERY_M - 0.4, GALLERY_M, PAPER, skip="")
    builder.box(-22.55, 23.25, -11.56, -11.5, GALLERY_M - 0.3, GALLERY_M - 0.1, accent(ZONE, 2.4), skip="+y")
    for x in np.linspace(-21.8, 22.5, 11):
        for y in (-11.1, -9.6):
            builder.box(x - 0.14, x + 0.14, y - 0.14, y + 0.14, TERRACE_M, GALLERY_M - 0.4, OAK, skip="-z+z")


def _data_hall(builder: MeshBuilder) -> None:
    """A closed hall behind paper fins; a line of light shows the load."""
    builder.prism(rectangle(0.4, 0.4, 41.6, 8.6), 0, 6.5, HALL_WALL, 0)
    for a, b in edges(rectangle(0, 0, 42, 9)):
        fins(builder, a, b, 0, 6.5, PAPER, 1.2, 0.3, 0.45, -0.45)
    builder.box(-0.2, 42.2, -0.3, 9.2, 6.5, 7.3, PAPER, skip="")
    for y, side in ((-0.36, "+y"), (9.2, "-y")):
        builder.box(-0.25, 42.25, y, y + 0.06, 6.7, 7.0, accent(ZONE, 2.4), skip=side)
    builder.box(0.6, 41.4, 0.3, 0.4, 0.3, 0.6, accent(ZONE, 3), skip="")
    for at_m in (6, 36):
        door(builder, (42, 9.1), (0, 9.1), at_m, 0, 2.4, 3.0, PAPER)
    for x in (8, 21, 34):
        chiller(builder, x, 4.5, 7.3, 3)
    builder.tube([(1, 7.6, 7.9), (41, 7.6, 7.9)], 0.22, accent(ZONE, 0.4), 6)


def _rack_slab(builder: MeshBuilder) -> None:
    """High performance: one dense slab of racks."""
    for a, b in edges(rectangle(-3.6, -3.2, 3.6, 3.2)):
        curtain(
            builder, a, b, 0, 27, TINTED_GLASS[ZONE], PAPER,
            bay=1.8, floor=2.25, lit=0.6, light=BLUE_LIGHT, depth=0.3, band=0.4,
        )  # fmt: skip
    door(builder, (-3.6, -3.4), (3.6, -3.4), 3.6, 0, 2.2, 2.6, PAPER)
    builder.prism(rectangle(-3.9, -3.5, 3.9, 3.5), 27, 27.6, PAPER, 0.1)
    builder.box(-2.6, 2.6, -2, 2, 27.6, 29.2, accent(ZONE, 1.6))


def _unequal_blocks(builder: MeshBuilder) -> None:
    """Heterogeneous: four blocks of different size and material that work as one."""
    glass = TINTED_GLASS[ZONE].lit(BLUE_LIGHT, 0.9)
    blocks = (
        (3.7, 3.6, 6.0, 0.0, PAPER),
        (2.6, 3.0, 5.0, 0.9, OAK),
        (3.3, 2.4, 6.2, -0.5, PAPER_2),
        (1.9, 2.4, 4.0, 0.8, accent(ZONE, 1.4)),
    )
    z = 0.0
    for number, (half_x, half_y, height, shift, material) in enumerate(blocks):
        low, high = z + 1, z + height - 1
        x0, x1 = shift - half_x, shift + half_x
        builder.prism(rectangle(x0, -half_y, x1, half_y), z, z + height, material, 0.25)
        if number < 3:
            for y, side in ((-half_y - 0.12, "+y"), (half_y, "-y")):
                builder.box(x0 + 0.5, x1 - 0.5, y, y + 0.12, low, high, glass, skip=side)
            for x, side in ((x0 - 0.12, "+x"), (x1, "-x")):
                builder.box(x, x + 0.12, -half_y + 0.5, half_y - 0.5, low, high, glass, skip=side)
            with builder.detail("near"):
                for bar in np.arange(x0 + 1.3, x1 - 0.6, 1.2):
                    builder.box(
                        bar - 0.08, bar + 0.08, -half_y - 0.26, -half_y, low, high, material, skip="+y"
                    )
        z += height


def _layered_pyramid(builder: MeshBuilder) -> None:
    """Intelligent: layer on layer, light between them."""
    for layer in range(5):
        half, z = 4.4 - 0.78 * layer, layer * 3.2
        builder.prism(square(half), z, z + 2.4, PAPER if layer % 2 == 0 else PAPER_2, 0.15)
        builder.box(
            -half + 0.5, half - 0.5, -half + 0.5, half - 0.5, z + 2.4, z + 3.2, accent(ZONE, 2.2), skip="-z+z"
        )
        with builder.detail("near"):
            for turn_deg in (0, 90, 180, 270):
                with builder.at(turn_deg=turn_deg):
                    for x in np.linspace(-half + 0.6, half - 0.6, 5 - layer // 2):
                        builder.box(
                            x - 0.16, x + 0.16, -half + 0.1, -half + 0.5, z + 2.4, z + 3.2, PAPER, skip="-z+z"
                        )
                    builder.box(
                        -half + 0.7, half - 0.7, -half - 0.05, -half, z + 0.9, z + 1.4, PAPER_3, skip="+y"
                    )
    builder.ball(0, 0, 17.2, 1.3, 1.3, accent(ZONE, 3), 1, 0)


def _chandelier(builder: MeshBuilder) -> None:
    """Quantum: the gold plates of a cryostat, hung in a frame of six posts."""
    builder.lathe([(4.0, 0), (4.0, 0.8)], 20, PAPER)
    builder.plate(disc(0, 0, 4), 0.8, PAPER_2)
    for post in range(6):
        x, y = polar(3.9, post * 60)
        builder.cylinder(x, y, 0.8, 22, 0.2, PAPER, 5, cap=False)
    builder.cylinder(0, 0, 22, 23, 4.3, PAPER, 20, bevel=0.2)
    builder.lathe([(0.05, 22), (4.3, 22)], 20, PAPER_2, smooth=False)
    for plate in range(6):
        radius, z = 0.8 + 0.46 * plate, 5.0 + plate * 3.0
        builder.cylinder(0, 0, z, z + 0.55, radius, GOLD.lit("#FFC86A", 1.2), 16, bevel=0.06)
        builder.lathe([(0.05, z), (radius, z)], 16, GOLD, smooth=False)
        builder.cylinder(0, 0, z + 0.55, z + 3, 0.3, GOLD, 5, cap=False)
        with builder.detail("near"):
            for rod in range(4):
                x, y = polar(radius * 0.75, rod * 90 + plate * 20)
                builder.tube([(x, y, z + 0.55), (x, y, min(z + 3.0, 22))], 0.06, GOLD, 4)
    builder.cylinder(0, 0, 2.6, 5.0, 0.45, GOLD, 8)


def _dark_sphere(builder: MeshBuilder) -> None:
    """Neuromorphic: it sparks only where something happens."""
    builder.cylinder(0, 0, 0, 13, 1.5, PAPER, 10, top_r=0.8, cap=False)
    builder.ball(0, 0, 17.5, 5.2, 5.2, DARK_SPHERE, 2, 0)
    directions = np.random.default_rng(4).normal(size=(26, 3))
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    for number, (x, y, z) in enumerate(directions * 5.25):
        spark = accent(ZONE, 3.5) if number % 3 == 0 else PAPER_3
        builder.ball(x, y, 17.5 + z, 0.5, 0.5, spark, 0, 0)
    hoop(builder, 6.2, 0.14, PAPER, (0, 0, 17.5), 24, 40, sides=24, section=4)
