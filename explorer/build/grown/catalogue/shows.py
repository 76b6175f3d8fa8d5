"""Public buildings: the dome, the arena, the gate, the pavilion."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from explorer.build.geometry.material import (
    GRASS_2,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STEEL,
    STONE_2,
    WARM,
    Material,
)  # fmt: skip
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain, fins, wall
from explorer.build.pieces.fittings import flag, parasol, planter, small_tree
from explorer.build.pieces.parts import edges, hoop, polar, rectangle, regular

from .build import Build

GORES = 24


SAIL_M = 1.7
"""How much higher two corners of a pavilion's sail are than the others."""


def dome(builder: MeshBuilder, build: Build) -> None:
    """A drum of columns under a shell: ribbed in paper and glass, of glass in hoops, or a shell with a round eye."""
    radius = min(build.width, build.depth) / 2
    glass = build.glass("#A9B6A6", 0.35)
    builder.cylinder(0, 0, 0, 0.35, radius, STONE_2, 48, bevel=0.08)
    builder.cylinder(0, 0, 0.35, 0.7, radius - 0.9, PAPER_2, 48, bevel=0.08)
    drum, eaves = radius - 1.8, 6.2
    for start, end in edges(regular(drum - 2.2, 40)):
        with wall(builder, start, end) as length:
            pane = glass.tinted(builder.random.uniform(0.85, 1.15))
            if builder.random.random() < 0.6:
                pane = pane.lit(WARM, builder.random.uniform(0.5, 1))
            builder.quads(
                [[[0, 0, 0.7], [length, 0, 0.7], [length, 0, eaves - 0.6], [0, 0, eaves - 0.6]]], pane
            )
            builder.box(-0.1, 0.1, -0.15, 0, 0.7, eaves - 0.6, PAPER, skip="-z+z+y")
    for number in range(20):
        x, y = polar(drum, 18 * number + 9)
        builder.cylinder(x, y, 0.7, eaves - 0.6, 0.42, PAPER, 10, cap=False)
    rim = [
        (drum - 2.4, eaves - 0.6),
        (drum + 0.9, eaves - 0.6),
        (drum + 0.9, eaves + 0.5),
        (drum + 0.3, eaves + 0.8),
        (drum - 0.6, eaves + 0.8),
    ]
    builder.lathe(rim, 48, PAPER, smooth=False)
    builder.lathe([(drum + 0.96, eaves - 0.2), (drum + 0.96, eaves + 0.2)], 48, build.lit)
    steep, last = ((0.82, 80), (0.62, 78), (0.52, 58))[build.look]
    angles = np.radians(np.linspace(0, last, 8))
    profile = [((drum - 0.6) * math.cos(t), eaves + 0.8 + drum * steep * math.sin(t)) for t in angles]
    _shell(builder, build, profile, glass)
    top_r, top_z = profile[-1]
    if build.look == 2:  # the eye: a ring of light round a glass lid
        hoop(builder, top_r, 0.45, build.lit, (0, 0, top_z + 0.2), sides=36)
        builder.cylinder(0, 0, top_z - 0.1, top_z + 0.15, top_r, glass.lit(build.glow, 0.8), 30)
    else:
        builder.cylinder(0, 0, top_z - 0.2, top_z + 1.6, top_r + 0.3, build.accent, 20, bevel=0.2)
        builder.cylinder(0, 0, top_z + 1.6, top_z + 4.2, 0.2, PAPER, 8, top_r=0.05)
    builder.glow([0, 0, top_z + 2], build.glow, 3)
    for bearing in (-130, -90, -50):
        x, y = polar(radius - 0.4, bearing)
        builder.lamp([x, y, 3], build.glow, 10, 12)
    for x in (-radius * 0.8, radius * 0.8):
        planter(builder, x, -radius * 0.92, 1.6, 0.6, 0.5)
    build.sign(-radius - 2.4, 0.4, build.width * 0.95, 1.9, plinth_m=1.2)


def _shell(builder: MeshBuilder, build: Build, profile: list[tuple[float, float]], glass: Material) -> None:
    turn = 360 / GORES
    for gore in range(GORES):
        is_paper = bool(gore % 3) if build.look == 0 else gore % 2 == 0 if build.look == 2 else False
        for row in range(7):
            if is_paper or (build.look == 1 and row % 3 == 2):
                skin = PAPER
            else:
                skin = glass.lit(build.glow, 0.5).tinted(builder.random.uniform(0.85, 1.15))
            builder.lathe(
                profile[row : row + 2],
                2,
                skin,
                smooth=False,
                start_deg=turn * gore,
                end_deg=turn * (gore + 1),
            )
        if build.look != 1 or gore % 2 == 0:
            angle = math.radians(turn * gore)
            rib = [(r * 1.01 * math.cos(angle), r * 1.01 * math.sin(angle), z + 0.05) for r, z in profile]
            builder.tube(rib, 0.17, OAK if gore % 3 == 0 else PAPER_2, 4)
    if build.look == 1:
        for r, z in profile[1:-1]:
            hoop(builder, r * 1.01, 0.14, PAPER, (0, 0, z), sides=36, section=4)


def arena(builder: MeshBuilder, build: Build) -> None:
    """Tiers round a stage, behind a rim of columns: with a ring roof, with sails, or open with a lit rim."""
    radius = min(build.width, build.depth) / 2
    glass = build.glass("#6E9FB0", 0.35)
    builder.cylinder(0, 0, 0, 0.3, radius, STONE_2, 48, bevel=0.06)
    top = 3.4 * build.storeys + 1.0
    stage = radius * 0.34
    tiers = 4 + build.storeys
    gap = 70.0  # open to the front
    start, end = -90 + gap / 2, 270 - gap / 2
    for tier in range(tiers):
        inner = stage + 1.2 + (radius * 0.9 - stage - 1.2) * tier / tiers
        outer = stage + 1.2 + (radius * 0.9 - stage - 1.2) * (tier + 1) / tiers
        z = 0.3 + top * 0.72 * (tier + 1) / tiers
        before = 0.3 + top * 0.72 * tier / tiers
        builder.lathe(
            [(inner, z), (inner, before)],
            36,
            PAPER_2 if tier % 2 else build.pale(0.3),
            start_deg=start,
            end_deg=end,
        )
        builder.lathe(
            [(outer, z), (inner, z)],
            36,
            OAK if tier % 2 else PAPER,
            smooth=False,
            start_deg=start,
            end_deg=end,
        )
    crest = 0.3 + top * 0.72
    builder.lathe(
        [(radius * 0.9, 0.3), (radius * 0.9, crest)], 36, glass.lit(WARM, 0.3), start_deg=start, end_deg=end
    )
    for bearing in np.arange(start, end + 1, (end - start) / 18):
        x, y = polar(radius * 0.94, float(bearing))
        builder.cylinder(x, y, 0.3, top + 1.2, 0.36, PAPER, 8, cap=False)
    builder.lathe(
        [
            (radius * 0.86, top + 1.2),
            (radius * 1.0, top + 1.2),
            (radius * 1.0, top + 2.2),
            (radius * 0.86, top + 2.2),
        ],
        48,
        PAPER,
        smooth=False,
        start_deg=start,
        end_deg=end,
    )
    builder.lathe(
        [(radius * 1.005, top + 1.5), (radius * 1.005, top + 1.9)],
        48,
        build.lit,
        start_deg=start,
        end_deg=end,
    )
    for number in range(12):
        bearing = start + (end - start) * (number + 0.5) / 12
        if build.look == 0 or (build.look == 1 and number % 2 == 0):
            a, b = bearing - (end - start) / 26, bearing + (end - start) / 26
            outer_a, outer_b = polar(radius * 0.88, a), polar(radius * 0.88, b)
            tip = polar(radius * (0.45 if build.look == 0 else 0.3), bearing)
            z0, z1 = top + 2.0, top + (3.2 if build.look == 0 else 5.0)
            sail = [[*outer_a, z0], [*outer_b, z0], [*tip, z1]]
            skin = PAPER if number % 2 else build.accent
            builder.triangles([sail, sail[::-1]], skin)
            builder.tube([(*polar(radius * 0.94, bearing), top + 1.2), (*tip, z1)], 0.12, STEEL, 4)
    builder.cylinder(0, 0, 0.3, 0.9, stage * 0.9, OAK, 36, bevel=0.06)
    builder.lathe([(stage * 0.91, 0.5), (stage * 0.91, 0.75)], 36, build.lit)
    builder.lamp([0, 0, top], WARM, 26, 16)
    for bearing in (-118, -62):
        x, y = polar(radius + 0.5, bearing)
        builder.lamp([x, y, 3.5], build.glow, 10, 12)
        flag(builder, *polar(radius - 0.6, bearing), build.accent)
    build.sign(-radius - 1.8, 0.4, build.width * 0.9, 1.8, plinth_m=1.1)


def gate(builder: MeshBuilder, build: Build) -> None:
    """The entrance gate: pylons under one beam, an arch, or two leaning slabs, with the name on top."""
    half_x, half_y = build.width / 2, min(build.depth / 2, 3.2)
    top = 5.2 + 3.2 * build.storeys
    if build.look == 1:
        _arch(builder, build, half_x, half_y, top)
    elif build.look == 2:
        _pylon_pair(builder, build, half_x, half_y, top)
    else:
        for number in range(4):
            x = -half_x + 2 + (build.width - 4) * number / 3
            builder.chamfered_box(x - 1.3, x + 1.3, -half_y, half_y, 0, top - 1.8, PAPER, 0.15)
            fins(builder, (x - 1.3, -half_y), (x + 1.3, -half_y), 0.6, top - 2.1, OAK, 0.65, 0.12, 0.3, 0.02)
            builder.box(x - 1.4, x + 1.4, -half_y - 0.08, half_y + 0.08, 0, 0.6, PAPER_3)
            builder.box(
                x - 0.12, x + 0.12, -half_y - 0.42, -half_y - 0.36, 0.8, top - 2.3, build.lit, skip="+y"
            )
    for x in np.linspace(-half_x + 5, half_x - 5, 4):
        builder.lamp([x, -half_y - 1, 4], build.glow, 9, 11)
    builder.chamfered_box(
        -half_x, half_x, -half_y - 0.5, half_y + 0.5, top - 1.8, top, PAPER, 0.12, top=GRASS_2
    )
    front = -half_y - 0.62
    builder.box(
        -half_x - 0.06, half_x + 0.06, front, front + 0.12, top - 0.5, top - 0.12, build.lit, skip="+y"
    )
    builder.box(-half_x, half_x, -half_y - 0.4, half_y + 0.4, top - 1.85, top - 1.8, OAK, skip="+z")
    for x in np.arange(-half_x + 2, half_x - 1, 3.4):
        planter(builder, x, 0, 1.1, 0.8, 0.5, top)
    for x in (-half_x - 2.5, half_x + 2.5):
        for y in (-half_y - 1, half_y + 2):
            flag(builder, x, y, build.accent)
    build.sign(-half_y - 0.55, top + 0.02, build.width - 2, 2.0)


def _arch(builder: MeshBuilder, build: Build, half_x: float, half_y: float, top: float) -> None:
    """A row of arches between stout piers."""
    spans = 3
    step = 2 * half_x / spans
    for number in range(spans + 1):
        pier = -half_x + number * step
        a, b = max(pier - 1.1, -half_x), min(pier + 1.1, half_x)
        builder.chamfered_box(a, b, -half_y, half_y, 0, top - 1.8, PAPER, 0.1)
        builder.box(a - 0.1, b + 0.1, -half_y - 0.1, half_y + 0.1, 0, 0.7, build.pale(0.4))
    turn = np.radians(np.linspace(180, 0, 11))
    for number in range(spans):
        middle, reach = -half_x + (number + 0.5) * step, step / 2 - 1.1
        spring = top - 1.8 - reach * 0.62
        x, z = middle + np.cos(turn) * reach, spring + np.sin(turn) * reach * 0.55
        for y, flip in ((-half_y, False), (half_y, True)):
            quads = [
                [[x[k], y, z[k]], [x[k + 1], y, z[k + 1]], [x[k + 1], y, top - 1.8], [x[k], y, top - 1.8]]
                for k in range(10)
            ]
            builder.quads([quad[::-1] if flip else quad for quad in quads], PAPER)
        under = [
            [
                [x[k + 1], -half_y, z[k + 1]],
                [x[k], -half_y, z[k]],
                [x[k], half_y, z[k]],
                [x[k + 1], half_y, z[k + 1]],
            ]
            for k in range(10)
        ]
        builder.quads(under, OAK)
        builder.tube(np.column_stack([x, np.full(11, -half_y - 0.12), z - 0.05]), 0.12, build.lit, 4)


def _pylon_pair(builder: MeshBuilder, build: Build, half_x: float, half_y: float, top: float) -> None:
    """Two broad slabs in the accent colour, with a row of slim rods between them."""
    for side in (-1, 1):
        inner, outer = side * half_x * 0.62, side * half_x
        a, b = min(inner, outer), max(inner, outer)
        builder.chamfered_box(a, b, -half_y, half_y, 0, top - 1.8, build.pale(0.5), 0.15)
        for y in (-half_y - 0.05, half_y + 0.05):
            for level in np.arange(1.2, top - 2.4, 1.5):
                builder.box(
                    a + 0.4,
                    b - 0.4,
                    y - 0.06,
                    y + 0.06,
                    level,
                    level + 0.18,
                    build.lit if y < 0 else PAPER,
                    skip="",
                )
    for x in np.linspace(-half_x * 0.6, half_x * 0.6, 7):
        if abs(x) > 3.5:
            builder.cylinder(x, -half_y * 0.6, 0, top - 1.8, 0.16, STEEL, 6, cap=False)


def _sails(builder: MeshBuilder, build: Build, half_x: float, half_y: float, top: float) -> None:
    """Twisted sails side by side: two corners of each high, two low, on masts."""
    posts = np.linspace(-half_x - 0.6, half_x + 0.6, max(2, round(build.width / 7)) + 1)
    y, high = half_y + 0.8, top + SAIL_M
    for number, (x0, x1) in enumerate(pairwise(posts.tolist())):
        z = (high, top, high, top) if number % 2 else (top, high, top, high)
        corners = [[x0, -y, z[0]], [x1, -y, z[1]], [x1, y, z[2]], [x0, y, z[3]]]
        middle = [(x0 + x1) / 2, 0.0, (high + top) / 2]
        cloth = (PAPER, build.pale(0.55))[number % 2]
        for k in range(4):
            a, b = corners[k], corners[(k + 1) % 4]
            builder.triangles([[a, b, middle]], cloth)
            builder.triangles(
                [[[*b[:2], b[2] - 0.05], [*a[:2], a[2] - 0.05], [*middle[:2], middle[2] - 0.05]]], OAK
            )
    for x in posts.tolist():
        for side in (-1, 1):
            builder.cylinder(x, side * y, 0.0, high + 0.4, 0.12, STEEL, 6)


def pavilion(builder: MeshBuilder, build: Build) -> None:
    """A light roof over a bar and tables: an oak slab with plants, a folded roof, or sails."""
    half_x, half_y, top = build.width / 2, build.depth / 2, 3.6 + 0.8 * build.storeys
    builder.prism(rectangle(-half_x, -half_y, half_x, half_y), 0, 0.3, OAK, 0.05)
    builder.chamfered_box(
        -half_x * 0.55, half_x * 0.55, half_y * 0.35, half_y * 0.85, 0.3, top - 0.4, PAPER, 0.1
    )
    bar = (-half_x * 0.55, half_y * 0.35 - 0.02), (half_x * 0.55, half_y * 0.35 - 0.02)
    curtain(builder, *bar, 0.3, top - 0.5, build.glass(), OAK, bay=2, floor=top - 0.8, lit=0.85, gain=1.2)
    for x in np.linspace(-half_x, half_x, max(3, round(build.width / 5))).tolist():
        for y in (-half_y, half_y):
            builder.cylinder(x, y, 0.3, top - 0.2, 0.13, STEEL, 6, cap=False)
    if build.look == 1 and not build.is_flat:
        folds = np.linspace(-half_x - 0.6, half_x + 0.6, 2 * max(3, round(build.width / 5)) + 1)
        for number, (x0, x1) in enumerate(pairwise(folds)):
            z0, z1 = (top, top + 1.3) if number % 2 == 0 else (top + 1.3, top)
            quad = [
                [x0, -half_y - 0.8, z0],
                [x1, -half_y - 0.8, z1],
                [x1, half_y + 0.8, z1],
                [x0, half_y + 0.8, z0],
            ]
            builder.quads([quad], PAPER if number % 2 else build.accent)
            builder.quads([[[x, y, z - 0.16] for x, y, z in quad][::-1]], OAK)
    elif build.look == 2 and not build.is_flat:
        _sails(builder, build, half_x, half_y, top)
    else:
        builder.chamfered_box(
            -half_x - 0.6, half_x + 0.6, -half_y - 0.6, half_y + 0.6, top, top + 0.5, PAPER, 0.1, top=GRASS_2
        )
        for y in np.arange(-half_y - 0.4, half_y + 0.5, 0.75).tolist():
            builder.box(-half_x - 0.9, half_x + 0.9, y, y + 0.14, top - 0.28, top, OAK, skip="")
        for _ in range(5):
            x, y = (
                builder.random.uniform(-half_x + 1, half_x - 1),
                builder.random.uniform(-half_y + 1, half_y - 1),
            )
            small_tree(builder, x, y, top + 0.5, 0.38, builder.random.random() < 0.5)
    builder.box(
        -half_x - 0.62, half_x + 0.62, -half_y - 0.9, -half_y - 0.7, top + 0.12, top + 0.4, build.lit, skip=""
    )
    for number, x in enumerate(np.arange(-half_x + 2, half_x, 4.4)):
        parasol(builder, x, -half_y - 3.2, build.accent if (number + build.look) % 2 else Material("#F2A33A"))
    builder.lamp([0, -half_y + 1, top - 0.8], WARM, 22, 14)
    build.sign(-half_y - 0.75, top + (0.55, 1.4, SAIL_M + 0.1)[build.look], build.width - 1, 1.4)
