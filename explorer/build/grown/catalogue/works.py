"""Industrial buildings: the hall, the shed, the tanks and the showroom."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from explorer.build.geometry.material import (
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    SOLAR,
    STEEL,
    STEEL_DARK,
    STONE_2,
    WARM,
)  # fmt: skip
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain, fins, wall
from explorer.build.pieces.fittings import door, parapet_roof, planter, skylight, solar_rows, windows
from explorer.build.pieces.machines import chiller, conveyor, pallet, robot
from explorer.build.pieces.parts import edges, hoop, rectangle

from .build import Build, panels_on_slope, ribbed_walls


def hall(builder: MeshBuilder, build: Build) -> None:
    """A factory hall with a glazed front, under a saw-tooth roof, barrel vaults, or a flat roof with monitors."""
    half_x, half_y = build.width / 2, build.depth / 2
    eaves = 4.6 * build.storeys + 4.2
    glass = build.glass("#86A0A6", 0.25)
    ribbed_walls(builder, build, rectangle(-half_x, -half_y, half_x, half_y), eaves, glass)
    builder.box(-half_x + 3.4, half_x - 3.4, -half_y - 0.5, -half_y, 0, 0.5, PAPER_3, skip="-z+y")
    left, right = (-half_x + 4, -half_y - 0.3), (half_x - 4, -half_y - 0.3)
    curtain(builder, left, right, 0.5, eaves - 2.6, glass, PAPER, bay=2.2, floor=3.4, lit=0.5, gain=1.1)
    for x in np.linspace(-half_x + 3.4, half_x - 3.4, max(3, round(build.width / 9))).tolist():
        builder.box(x - 0.3, x + 0.3, -half_y - 1.0, -half_y, 0, eaves - 2.2, PAPER, skip="-z+y")
    builder.box(-half_x - 0.2, half_x + 0.2, -half_y - 1.1, -half_y + 0.3, eaves - 2.4, eaves, PAPER, skip="")
    band = build.lit
    builder.box(
        -half_x - 0.2, half_x + 0.2, -half_y - 1.22, -half_y - 1.1, eaves - 2.0, eaves - 1.62, band, skip="+y"
    )
    for x in (-half_x * 0.45, half_x * 0.45):
        door(
            builder, (-half_x, -half_y - 0.6), (half_x, -half_y - 0.6), x + half_x, 0, 5.0, 4.4, build.accent
        )
    roof = (_saw_tooth, _vaults, _monitors)[2 if build.is_flat else build.look]
    roof(builder, build, eaves)
    for x in (-half_x * 0.5, half_x * 0.5):
        builder.lamp([x, -half_y - 3, 4], WARM, 18, 15)
    for x in np.arange(-half_x + 8, half_x - 6, 9.5).tolist():
        if abs(x) > 9:
            turn = builder.random.uniform(-8, 8)
            pallet(builder, x + builder.random.uniform(-1, 1), -half_y - 3.4, turn, build.accent)
    for x in (-half_x + 1, half_x - 1):
        planter(builder, x, -half_y - 4.4, 2.0, 0.6, 0.5)
    build.sign(-half_y - 0.5, eaves + 0.05, build.width - 8, 2.1, has_board=True)


def _saw_tooth(builder: MeshBuilder, build: Build, eaves: float) -> None:
    half_x, half_y = build.width / 2, build.depth / 2
    glass = build.glass("#86A0A6", 0.25)
    bays = max(3, round(build.width / 7.5))
    step, rise = build.width / bays, 3.6
    for bay in range(bays):
        foot, crest, end = -half_x + bay * step, -half_x + bay * step + 0.9, -half_x + (bay + 1) * step
        low, high = eaves, eaves + rise
        builder.quads(
            [[[foot, -half_y, low], [crest, -half_y, high], [crest, half_y, high], [foot, half_y, low]]],
            glass.lit(WARM, 0.25),
        )
        for y in np.linspace(-half_y + 0.2, half_y - 0.2, max(4, int(build.depth / 3))):
            bar = [
                [foot - 0.12, y + 0.1, low],
                [foot - 0.12, y - 0.1, low],
                [crest - 0.12, y - 0.1, high],
                [crest - 0.12, y + 0.1, high],
            ]
            builder.quads([bar], PAPER)
        builder.quads(
            [[[crest, -half_y, high], [end, -half_y, low], [end, half_y, low], [crest, half_y, high]]], PAPER
        )
        builder.box(
            crest - 0.2, crest + 0.4, -half_y - 0.25, half_y + 0.25, high - 0.15, high + 0.12, PAPER, skip=""
        )
        builder.triangles([[[foot, -half_y, low], [end, -half_y, low], [crest, -half_y, high]]], PAPER)
        builder.triangles([[[end, half_y, low], [foot, half_y, low], [crest, half_y, high]]], PAPER)
        if bay % 3 != 1:
            panels_on_slope(builder, crest, end, -half_y + 1.6, half_y, high, low, SOLAR)
        else:
            for y in np.linspace(-half_y * 0.6, half_y * 0.6, 3):
                builder.cylinder(foot + 3.6, y, low + 1, low + 4, 0.8, STEEL, 10, bevel=0.1)
                builder.cylinder(foot + 3.6, y, low + 4, low + 4.4, 1.1, PAPER, 10, bevel=0.1)


def _vaults(builder: MeshBuilder, build: Build, eaves: float) -> None:
    """Barrel vaults across, glazed at the crown."""
    half_x, half_y = build.width / 2, build.depth / 2
    glass = build.glass("#86A0A6", 0.25)
    bays = max(3, round(build.width / 11))
    step = build.width / bays
    angles = np.radians(np.linspace(180, 0, 10))
    rise = 0.30 * step
    for bay in range(bays):
        middle = -half_x + (bay + 0.5) * step
        x, z = middle + np.cos(angles) * step / 2, eaves + np.sin(angles) * rise
        for number in range(9):
            skin = (
                PAPER
                if number not in (3, 4, 5)
                else glass.tinted(builder.random.uniform(0.9, 1.1)).lit(WARM, 0.3)
            )
            if number in (6, 7):
                skin = SOLAR.tinted(builder.random.uniform(0.9, 1.1))
            for y0, y1 in zip(
                np.linspace(-half_y, half_y, 5)[:-1], np.linspace(-half_y, half_y, 5)[1:], strict=True
            ):
                a, b, low, high = x[number], x[number + 1], z[number], z[number + 1]
                builder.quads([[[a, y0, low], [b, y0, high], [b, y1, high], [a, y1, low]]], skin)
        for y, flip in ((-half_y, False), (half_y, True)):
            fan = [[[middle, y, eaves], [x[k], y, z[k]], [x[k + 1], y, z[k + 1]]] for k in range(9)]
            builder.triangles(
                [tri if flip else tri[::-1] for tri in fan], glass.lit(WARM, 0.35) if not flip else PAPER
            )
        for y in np.linspace(-half_y, half_y, 5):
            builder.tube(np.column_stack([x, np.full(10, y), z + 0.06]), 0.16, PAPER_2, 4)
        builder.box(
            middle - step / 2 - 0.25,
            middle - step / 2 + 0.25,
            -half_y - 0.2,
            half_y + 0.2,
            eaves - 0.1,
            eaves + 0.3,
            STEEL,
        )
    builder.box(-half_x, half_x, -half_y - 0.3, -half_y, eaves - 0.1, eaves + 0.2, build.accent, skip="")


def _monitors(builder: MeshBuilder, build: Build, eaves: float) -> None:
    """A flat roof with rows of panels between raised rooflights."""
    half_x, half_y = build.width / 2, build.depth / 2
    glass = build.glass("#86A0A6", 0.25)
    parapet_roof(builder, rectangle(-half_x, -half_y, half_x, half_y), eaves)
    count = max(2, round(build.width / 15))
    step = build.width / count
    for number in range(count):
        middle = -half_x + (number + 0.5) * step
        ring = rectangle(middle - 1.6, -half_y + 2.5, middle + 1.6, half_y - 2.5)
        for start, end in edges(ring):
            curtain(builder, start, end, eaves + 0.1, eaves + 2.1, glass, PAPER, bay=2.2, floor=2.0, lit=0.6)
        builder.chamfered_box(
            middle - 2.0, middle + 2.0, -half_y + 2.1, half_y - 2.1, eaves + 2.1, eaves + 2.5, PAPER, 0.1
        )
        if number + 1 < count:
            solar_rows(
                builder,
                middle + 2.6,
                middle + step - 2.6,
                -half_y + 3,
                half_y - 6,
                eaves + 0.1,
                max(2, int(build.depth / 5)),
            )
            chiller(builder, middle + step / 2, half_y - 3.2, eaves + 0.1, 2)
    builder.cylinder(-half_x + 3, half_y - 3, eaves, eaves + 6, 0.9, STEEL, 14)
    builder.cylinder(-half_x + 3, half_y - 3, eaves + 4.6, eaves + 5.2, 0.95, build.lit, 14)


def shed(builder: MeshBuilder, build: Build) -> None:
    """An open frame over a working line, with test beds, a belt and robots."""
    half_x, half_y = build.width / 2, build.depth / 2
    eaves, rise = 5.0 + 1.6 * build.storeys, build.depth * 0.20
    if build.look == 1:
        rise = build.depth * 0.12
    elif build.is_flat or build.look == 2:
        rise = 0.9
    base = rectangle(-half_x - 0.5, -half_y - 0.5, half_x + 0.5, half_y + 0.5)
    builder.prism(base, 0, 0.25, STONE_2, 0.05)
    builder.box(-half_x, half_x, half_y - 0.35, half_y, 0.25, eaves, PAPER_2, skip="-z")
    windows(builder, (half_x, half_y), (-half_x, half_y), 2.2, 4.2, 2.4, 4, build.glass(), PAPER)
    bays = max(3, round(build.width / 6.5))
    for x in np.linspace(-half_x, half_x, bays + 1):
        for y in (-half_y, half_y):
            builder.box(x - 0.22, x + 0.22, y - 0.22, y + 0.22, 0.25, eaves, PAPER)
            builder.tube([(x, y, eaves - 0.35), (x, 0, eaves + rise - 0.35)], 0.22, OAK, 4)
        builder.box(x - 0.12, x + 0.12, -half_y, half_y, eaves - 0.45, eaves - 0.1, OAK, skip="")
        if build.look == 1:  # struts that branch
            for side in (-1, 1):
                builder.tube(
                    [(x, side * half_y, eaves - 2.2), (x, side * half_y * 0.45, eaves + rise * 0.45)],
                    0.16,
                    OAK,
                    4,
                )
    _gables(builder, build, eaves, rise, bays)
    front = -half_y - 0.95
    builder.box(-half_x - 0.6, half_x + 0.6, front, front + 0.2, eaves - 1.0, eaves - 0.2, PAPER, skip="")
    builder.box(
        -half_x - 0.62, half_x + 0.62, front - 0.05, front, eaves - 0.75, eaves - 0.45, build.lit, skip="+y"
    )
    conveyor(builder, -half_x + 2, half_x - 2, half_y * 0.25, 0.25, build.accent)
    for number, x in enumerate(np.arange(-half_x + 4, half_x - 3, 6.2)):
        if build.look != 2 or number % 2:
            robot(builder, x, half_y * 0.58, 0.25, -90, 60 + 6 * (number % 3), -84, build.accent)
        builder.chamfered_box(x + 1.6, x + 4.0, half_y * 0.6, half_y * 0.9, 0.25, 2.8, PAPER, 0.1)
        builder.box(
            x + 1.58, x + 4.02, half_y * 0.6 - 0.03, half_y * 0.9, 1.7, 2.0, build.accent, skip="-z+z"
        )
        builder.lamp([x, -half_y * 0.2, eaves - 0.8], "#FFD9A0", 20, 13)
    for x in np.arange(-half_x + 5, half_x - 5, 8):
        builder.box(x, x + 4, -0.15, 0.15, eaves - 0.35, eaves - 0.2, PAPER.lit("#FFE2B8", 5), skip="")
    build.sign(-half_y - 0.8, eaves - 0.1, build.width - 2, 1.6, has_board=True)


def _gables(builder: MeshBuilder, build: Build, eaves: float, rise: float, bays: int) -> None:
    half_x, half_y = build.width / 2, build.depth / 2
    glass = build.glass("#8FB4B6", 0.2)
    columns = np.linspace(-half_x - 0.6, half_x + 0.6, bays * 2 + 1)
    low, high = eaves - 0.9 * rise / half_y + 0.2, eaves + rise + 0.2
    for number, (x0, x1) in enumerate(pairwise(columns)):
        for edge, flip in ((-half_y - 0.9, False), (half_y + 0.9, True)):
            quad = [[x0, edge, low], [x1, edge, low], [x1, 0, high], [x0, 0, high]]
            skin = build.pale(0.55) if build.look == 1 and number % 2 == 0 else PAPER
            if number % 4 == 1:
                skin = glass.tinted(builder.random.uniform(0.88, 1.12)).lit(WARM, 0.3)
            elif number % 4 == 3 and (build.look == 2 or not flip):
                skin = SOLAR.tinted(builder.random.uniform(0.9, 1.1))
            builder.quads([quad[::-1] if flip else quad], skin)
            under = [[x, y, z - 0.18] for x, y, z in quad]
            builder.quads([under if flip else under[::-1]], PAPER_2)
    for x in (-half_x, half_x):
        face = [[x, -half_y, eaves], [x, half_y, eaves], [x, 0, eaves + rise]]
        builder.triangles([face, face[::-1]], PAPER_2)


def tanks(builder: MeshBuilder, build: Build) -> None:
    """Tanks with bands and ladders, a pipe rack, pumps on their blocks and a control house."""
    half_x, half_y = build.width / 2, build.depth / 2
    builder.prism(rectangle(-half_x, -half_y, half_x, half_y), 0, 0.3, STONE_2, 0.05)
    for start, end in edges(rectangle(-half_x + 0.2, -half_y + 0.2, half_x - 0.2, half_y - 0.2)):
        with wall(builder, start, end) as length:
            builder.box(0, length, 0, 0.3, 0.3, 1.1, PAPER_2)
    columns = max(2, round((build.width - 9) / (9 if build.look != 2 else 13)))
    radius = min(3.6 if build.look != 2 else 5.4, (build.width - 9) / columns / 2 - 0.7)
    top = 4.2 * max(2, build.storeys) + 2
    rows = (half_y - radius - 1.6, half_y - 3 * radius - 3.2)
    for row, y in enumerate(rows):
        if y - radius < -half_y + 5:
            continue
        for column in range(columns):
            x = -half_x + 1.6 + radius + column * (2 * radius + 1.4)
            if build.look == 1:
                _sphere(builder, build, x, y, min(radius, top / 2.4))
            else:
                _tank(builder, build, x, y, radius, top * (1 - 0.22 * row), column == row)
            height = top * (1 - 0.22 * row) if build.look != 1 else 2.1 * min(radius, top / 2.4)
            run = -half_y + 4.4 + 0.5 * row
            pipe = [(x, y, height + 1.6), (x, y, height + 2.4), (x, run, height + 2.4), (x, run, 3.2)]
            builder.tube(pipe, 0.26, build.accent if column == row else STEEL, 8)
    _pipe_rack(builder, build)
    x0, x1 = half_x - 6.8, half_x - 0.8
    for start, end in edges(rectangle(x0, -half_y + 0.8, x1, -half_y + 8)):
        curtain(builder, start, end, 0.3, 7.6, build.glass(), PAPER, bay=1.8, floor=3.6, lit=0.6)
    parapet_roof(builder, rectangle(x0 - 0.3, -half_y + 0.5, x1 + 0.3, -half_y + 8.3), 7.6)
    builder.lamp([0, -half_y - 2, 4], WARM, 16, 14)
    builder.lamp([-half_x + 5, -half_y - 1, 5], build.glow, 12, 14)
    build.sign(-half_y - 1.6, 0.4, build.width - 4, 1.6, plinth_m=1.1)


def _tank(
    builder: MeshBuilder, build: Build, x: float, y: float, radius: float, top: float, is_marked: bool
) -> None:
    builder.cylinder(x, y, 0.3, 0.9, radius + 0.3, PAPER_3, 22)
    with builder.at(x, y):
        builder.lathe([(radius, 0.9), (radius, top)], 22, PAPER)
        cone = [(radius, top), (radius * 0.7, top + 1.1), (0.5, top + 1.7), (0.02, top + 1.75)]
        builder.lathe(cone, 22, PAPER_2)
        for z in np.arange(3, top - 1, 3.2):
            band = build.lit if is_marked or z > top - 4.3 else PAPER_3
            builder.lathe([(radius + 0.06, z), (radius + 0.06, z + 0.28)], 22, band)
        with builder.detail("near"):
            for rung in np.arange(1.2, top, 0.7):
                builder.box(-radius - 0.25, -radius - 0.1, -0.3, 0.3, rung, rung + 0.07, STEEL, skip="")
        hoop(builder, radius * 0.9, 0.05, STEEL, (0, 0, top + 1.0), 0, 0, 0, 360, 18, 4)


def _sphere(builder: MeshBuilder, build: Build, x: float, y: float, radius: float) -> None:
    """A spherical tank on legs."""
    middle = radius + 1.6
    with builder.at(x, y):
        arc = np.radians(np.linspace(-90, 90, 12))
        builder.lathe(
            [(max(radius * math.cos(a), 0.01), middle + radius * math.sin(a)) for a in arc], 24, PAPER
        )
        builder.lathe([(radius + 0.05, middle - 0.3), (radius + 0.05, middle + 0.3)], 24, build.lit)
        for leg in np.radians(np.arange(0, 360, 60)):
            foot = (radius * 0.82 * math.cos(leg), radius * 0.82 * math.sin(leg))
            builder.tube([(*foot, 0.3), (*foot, middle - radius * 0.4)], 0.18, STEEL, 6)
        builder.cylinder(0, 0, middle + radius - 0.1, middle + radius + 0.8, 0.5, STEEL, 10)


def _pipe_rack(builder: MeshBuilder, build: Build) -> None:
    half_x, half_y = build.width / 2, build.depth / 2
    for z, material in ((3.2, STEEL), (3.9, build.accent), (4.6, PAPER)):
        builder.tube([(-half_x + 1, -half_y + 4.4, z), (half_x - 1, -half_y + 4.4, z)], 0.27, material, 8)
    for x in np.arange(-half_x + 1.5, half_x, 5):
        for y in (3.6, 4.9):
            builder.box(x - 0.15, x + 0.15, -half_y + y, -half_y + y + 0.3, 0.3, 5, STEEL_DARK)
        builder.box(x - 0.15, x + 0.15, -half_y + 3.6, -half_y + 5.2, 2.8, 3.0, STEEL_DARK, skip="")
    for x in np.arange(-half_x + 3, half_x - 9, 4.4):
        y = -half_y + 1.8
        builder.chamfered_box(x - 1.3, x + 1.3, y - 0.6, y + 0.6, 0.3, 0.8, PAPER_2, 0.05)
        builder.tube([(x - 1.1, y, 1.35), (x + 0.2, y, 1.35)], 0.42, build.accent, 10)
        hoop(builder, 0.42, 0.3, STEEL, (x + 0.55, y, 1.35), 90, 90, 0, 360, 14, 6)
        builder.tube([(x + 0.55, y, 1.7), (x + 0.55, y, 3.2)], 0.18, STEEL, 6)


def glass_box(builder: MeshBuilder, build: Build) -> None:
    """A showroom of glass under a wide roof on slim columns."""
    half_x, half_y, top = build.width / 2, build.depth / 2, 4.4 * build.storeys
    glass = build.glass("#86A6AE", 0.3)
    builder.prism(rectangle(-half_x, -half_y, half_x, half_y), 0, 0.45, STONE_2, 0.06)
    ring = rectangle(-half_x + 2.6, -half_y + 3.2, half_x - 2.6, half_y - 1.6)
    for start, end in edges(ring):
        curtain(
            builder, start, end, 0.45, top, glass, STEEL_DARK if build.look != 1 else OAK,
            bay=2.4, floor=4.2, depth=0.22, mullion=0.1, band=0.35, lit=0.55, gain=0.85, variation=0.16,
        )  # fmt: skip
    if build.look == 1:  # a slatted screen before the upper floor
        fins(builder, (-half_x, -half_y + 0.4), (half_x, -half_y + 0.4), 4.8, top, OAK, 0.8, 0.14, 0.4)
    overhang = 0.0 if build.look != 2 else 1.4
    builder.chamfered_box(
        -half_x - overhang, half_x + overhang, -half_y - overhang, half_y, top, top + 0.75, PAPER, 0.12
    )
    builder.box(-half_x + 0.1, half_x - 0.1, -half_y + 0.1, half_y - 0.1, top - 0.06, top, OAK, skip="+z")
    for y in np.arange(-half_y + 0.6, half_y, 0.9).tolist():
        builder.box(-half_x - 0.3, half_x + 0.3, y, y + 0.14, top - 0.32, top - 0.06, OAK, skip="")
    front = -half_y - overhang
    builder.box(
        -half_x - 0.05, half_x + 0.05, front - 0.06, front, top + 0.2, top + 0.55, build.lit, skip="+y"
    )
    for x in np.linspace(-half_x + 0.8, half_x - 0.8, max(3, round(build.width / 7))).tolist():
        builder.cylinder(x, -half_y + 0.7, 0.45, top - 0.3, 0.14, STEEL, 6, cap=False)
    solar_rows(builder, -half_x + 2, half_x * 0.25, -half_y + 2, half_y - 2, top + 0.78, 4)
    skylight(builder, half_x * 0.4, half_x - 2.5, -half_y + 3, half_y - 3, top + 0.75, glass.lit(WARM, 0.3))
    wall_ends = (-half_x + 2.6, -half_y + 3.2), (half_x - 2.6, -half_y + 3.2)
    door(builder, *wall_ends, half_x - 2.6, 0.45, 3.6, 3.2, build.accent)
    for x in (-half_x * 0.6, half_x * 0.6):
        _piece_on_show(builder, build, x, -half_y - 2.4)
        builder.lamp([x, -half_y - 3.5, 3.4], WARM, 12, 9)
    build.sign(front + 0.3, top + 0.78, build.width - 2, 1.6)


def _piece_on_show(builder: MeshBuilder, build: Build, x: float, y: float) -> None:
    """A wheel in its casing on a round plinth."""
    builder.cylinder(x, y, 0, 0.9, 1.3, PAPER, 16, bevel=0.08)
    with builder.at(x, y, 0.9):
        builder.cylinder(0, 0, 0, 0.3, 1.0, STEEL, 16)
        hoop(builder, 0.85, 0.34, build.accent, (0, 0, 1.15), 90, 0, 0, 360, 20, 8)
        builder.tube([(0.85, 0, 1.15), (1.0, 0, 2.3)], 0.26, build.accent, 8)
