"""Large buildings for goods and crowds: the tower on a podium, the warehouse with docks, the stand of a stadium."""

from __future__ import annotations

import numpy as np

from explorer.build.geometry.material import (
    GRASS_2,
    INK,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STEEL,
    STEEL_DARK,
    STONE_2,
    WARM,
    Material,
)  # fmt: skip
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain, fins, wall
from explorer.build.pieces.fittings import (
    awning,
    bench,
    door,
    parapet_roof,
    planter,
    potted_tree,
    skylight,
    small_tree,
    solar_rows,
)  # fmt: skip
from explorer.build.pieces.parts import Ring, edges, rectangle, regular

from .build import Build, ribbed_walls

TOWER_FLOOR_M, PODIUM_M = 3.8, 9.0


def podium_tower(builder: MeshBuilder, build: Build) -> None:
    """A tower on a broad podium of shops with a garden on its roof: a slab at one end, a prism of eight sides, or a pair."""
    half_x, half_y = build.width / 2, build.depth / 2
    glass = build.glass("#7F97A8", 0.45)
    podium = rectangle(-half_x, -half_y, half_x, half_y)
    builder.prism(podium, 0, 0.4, PAPER_3, 0.05)
    for start, end in edges(rectangle(-half_x + 0.3, -half_y + 0.3, half_x - 0.3, half_y - 0.3)):
        curtain(builder, start, end, 0.4, 4.6, glass, OAK, bay=2.4, floor=4.2, lit=0.75, gain=1.1)
        curtain(builder, start, end, 4.6, PODIUM_M, glass, PAPER, bay=1.6, floor=4.4, lit=0.4, band=0.7)
    for z, tone in ((4.6, PAPER), (PODIUM_M, PAPER)):
        builder.prism(
            rectangle(-half_x - 0.4, -half_y - 0.5, half_x + 0.4, half_y + 0.3), z, z + 0.5, tone, 0.1
        )
    builder.box(-half_x - 0.42, half_x + 0.42, -half_y - 0.56, -half_y - 0.5, 4.7, 5.0, build.lit, skip="+y")
    parapet_roof(builder, podium, PODIUM_M + 0.5, top=GRASS_2, height=0.6)
    shops = max(3, round(build.width / 8))
    for number in range(shops):
        x0 = -half_x + (number + 0.12) * build.width / shops
        if abs(x0 + build.width / shops * 0.38) > 4.5:
            awning(builder, x0, x0 + build.width / shops * 0.76, -half_y + 0.3, 4.0, build.accent)
    base, floors = PODIUM_M + 0.5, max(3, build.storeys - 3)
    top = base + floors * TOWER_FLOOR_M
    if build.look == 0:
        blocks: list[tuple[Ring, float]] = [
            (rectangle(half_x * 0.1, -half_y * 0.55, half_x * 0.9, half_y * 0.8), top)
        ]
        garden = (-half_x + 1.5, half_x * 0.1 - 1.5)
    elif build.look == 1:
        radius = min(half_x, half_y) * 0.72
        blocks = [([(x, y + half_y * 0.12) for x, y in regular(radius, 8, 22.5)], top)]
        garden = (-half_x + 1.5, -radius - 1.5)
    else:
        low = base + max(2, floors - 3) * TOWER_FLOOR_M
        blocks = [
            (rectangle(-half_x * 0.86, -half_y * 0.4, -half_x * 0.24, half_y * 0.8), low),
            (rectangle(half_x * 0.24, -half_y * 0.55, half_x * 0.86, half_y * 0.7), top),
        ]
        garden = (-half_x * 0.24 + 1.2, half_x * 0.24 - 1.2)
    for ring, high in blocks:
        _shaft(builder, build, ring, base, high, glass)
    if build.look == 2:  # a bridge between the two, two floors below the lower roof
        z = blocks[0][1] - 2 * TOWER_FLOOR_M
        for y in (-half_y * 0.1, half_y * 0.3):
            way = (
                ((-half_x * 0.24, y), (half_x * 0.24, y))
                if y < 0.1
                else ((half_x * 0.24, y), (-half_x * 0.24, y))
            )
            curtain(builder, *way, z, z + TOWER_FLOOR_M, glass, PAPER, bay=2.0, floor=TOWER_FLOOR_M, lit=0.7)
        builder.box(
            -half_x * 0.24,
            half_x * 0.24,
            -half_y * 0.12,
            half_y * 0.32,
            z + TOWER_FLOOR_M,
            z + TOWER_FLOOR_M + 0.4,
            PAPER,
        )
        builder.box(-half_x * 0.24, half_x * 0.24, -half_y * 0.12, half_y * 0.32, z - 0.3, z, OAK, skip="")
    for share in (0.15, 0.5, 0.85):
        x = garden[0] + (garden[1] - garden[0]) * share
        small_tree(builder, x, -half_y * 0.5 * share, base, 0.7, share == 0.5)
        planter(builder, x, half_y * 0.3, 1.6, 0.6, 0.5, base)
    bench(builder, (garden[0] + garden[1]) / 2, -half_y * 0.72, 0, base)
    door(builder, (-half_x, -half_y), (half_x, -half_y), half_x, 0.4, 4.4, 3.4, build.accent)
    for x in (-5.0, 5.0):
        potted_tree(builder, x, -half_y - 2.6)
        builder.lamp([x, -half_y - 2, 3.2], WARM, 14, 13)
    build.sign(-half_y - 0.55, PODIUM_M + 0.55, build.width - 2, 1.7)


def _shaft(builder: MeshBuilder, build: Build, ring: Ring, base: float, top: float, glass: Material) -> None:
    for start, end in edges(ring):
        bay = 1.8 if build.look != 1 else 2.4
        curtain(
            builder, start, end, base, top, glass, PAPER, bay=bay, floor=TOWER_FLOOR_M, lit=0.38, band=0.6
        )
        if build.look == 0:
            fins(builder, start, end, base + 0.3, top, PAPER, 3.6, 0.25, 0.6)
    middle = np.mean(ring, axis=0)
    grown = [tuple(middle + (np.array(corner) - middle) * 1.05) for corner in ring]
    builder.prism(grown, top, top + 0.9, PAPER, 0.15)
    band = [tuple(middle + (np.array(corner) - middle) * 1.055) for corner in ring]
    for start, end in edges(band):
        with wall(builder, start, end) as length:
            builder.box(0, length, -0.04, 0, top + 0.25, top + 0.65, build.lit, skip="+y")
    lid = [tuple(middle + (np.array(corner) - middle) * 0.5) for corner in ring]
    builder.prism(lid, top + 0.9, top + 3.4, PAPER_2, 0.15)
    builder.cylinder(float(middle[0]), float(middle[1]), top + 3.4, top + 8.4, 0.15, STEEL, 6, top_r=0.05)
    builder.glow([float(middle[0]), float(middle[1]), top + 8.4], build.glow, 1.5)


def warehouse(builder: MeshBuilder, build: Build) -> None:
    """A store with a row of docks: under a flat roof of panels, with a high-bay rack behind, or under a low barrel."""
    half_x, half_y, eaves = build.width / 2, build.depth / 2, 3.2 * build.storeys + 6.0
    glass = build.glass("#86A0A6", 0.2)
    front = rectangle(-half_x, -half_y + 1.2, half_x, half_y)
    ribbed_walls(builder, build, front, eaves, glass)
    builder.box(-half_x, half_x, -half_y, -half_y + 1.2, 0, 1.1, STONE_2)  # the dock
    builder.box(
        -half_x - 0.1,
        half_x + 0.1,
        -half_y - 0.1,
        -half_y + 1.2,
        eaves * 0.62,
        eaves * 0.62 + 0.35,
        PAPER,
        skip="",
    )
    builder.box(
        -half_x - 0.12,
        half_x + 0.12,
        -half_y - 0.16,
        -half_y - 0.1,
        eaves * 0.62,
        eaves * 0.62 + 0.35,
        build.lit,
        skip="+y",
    )
    docks = max(3, int((build.width - 8) / 5.2))
    for number in range(docks):
        x = -half_x + 3 + (number + 0.5) * (build.width - 6) / docks
        _dock(builder, build, x, -half_y + 1.2, is_open=number % 3 == 1)
    if build.look == 1:
        high = eaves + 7.0
        rack = rectangle(-half_x + 1, half_y - build.depth * 0.42, half_x - 1, half_y - 0.2)
        for start, end in edges(rack):
            with wall(builder, start, end) as length:
                for number, x in enumerate(np.arange(0, length, 3.0)):
                    tone = build.pale((0.08, 0.3, 0.16)[number % 3])
                    right = min(float(x) + 3.0, length)
                    builder.quads([[[x, 0, eaves], [right, 0, eaves], [right, 0, high], [x, 0, high]]], tone)
                builder.box(0, length, -0.12, 0, high - 1.2, high - 0.7, build.lit, skip="+y")
        parapet_roof(builder, rack, high)
        parapet_roof(builder, rectangle(-half_x, -half_y + 1.2, half_x, half_y - build.depth * 0.42), eaves)
        solar_rows(builder, -half_x + 3, half_x - 3, -half_y + 3, half_y - build.depth * 0.46, eaves + 0.1, 3)
    elif build.look == 2:
        _barrel(builder, front, eaves)
    else:
        parapet_roof(builder, front, eaves)
        solar_rows(
            builder,
            -half_x + 2,
            half_x * 0.55,
            -half_y + 3,
            half_y - 2,
            eaves + 0.1,
            max(3, int(build.depth / 4)),
        )
        for x in np.linspace(half_x * 0.66, half_x - 3, 2):
            skylight(builder, x - 1.2, x + 1.2, -half_y + 4, half_y - 4, eaves + 0.1, glass.lit(WARM, 0.3))
    for x in (-half_x * 0.6, 0.0, half_x * 0.6):
        builder.lamp([x, -half_y - 1.6, eaves * 0.6], WARM, 18, 15)
    build.sign(-half_y + 0.6, eaves * 0.62 + 0.42, build.width - 6, 1.8, has_board=True)


def _dock(builder: MeshBuilder, build: Build, x: float, y: float, is_open: bool) -> None:
    """A gate with its shelter and bumpers."""
    for side in (-1.9, 1.6):
        builder.box(x + side, x + side + 0.3, y - 0.55, y, 1.1, 4.4, INK, skip="-z+y")
    builder.box(x - 1.9, x + 1.9, y - 0.6, y, 4.4, 4.8, INK, skip="+y")
    face = Material("#E8E2D8").lit(WARM, 0.9) if is_open else build.accent
    builder.quads(
        [
            [
                [x - 1.6, y - 0.1, 1.1],
                [x + 1.6, y - 0.1, 1.1],
                [x + 1.6, y - 0.1, 4.4],
                [x - 1.6, y - 0.1, 4.4],
            ]
        ],
        face,
    )
    with builder.detail("near"):
        for z in np.arange(1.7, 4.3, 0.6):
            builder.box(x - 1.6, x + 1.6, y - 0.14, y - 0.1, z, z + 0.06, STEEL_DARK, skip="+y")
        for side in (-1.3, 1.0):
            builder.box(x + side, x + side + 0.3, y - 1.32, y - 1.2, 0.5, 1.0, INK, skip="+y")


def _barrel(builder: MeshBuilder, ring: Ring, eaves: float) -> None:
    (x0, y0), _, (x1, y1), _ = ring
    angles = np.radians(np.linspace(180, 0, 13))
    y = (y0 + y1) / 2 - np.cos(angles[::-1]) * ((y1 - y0) / 2 + 0.4)
    z = eaves + np.sin(angles) * (y1 - y0) * 0.13
    y = np.sort(y)
    for a, b, low, high in zip(y, y[1:], z, z[1:], strict=False):
        for left, right in zip(
            np.linspace(x0 - 0.3, x1 + 0.3, 7), np.linspace(x0 - 0.3, x1 + 0.3, 7)[1:], strict=False
        ):
            tone = PAPER if abs((a + b) / 2 - (y0 + y1) / 2) > 2.2 else PAPER_2
            builder.quads([[[left, a, low], [right, a, low], [right, b, high], [left, b, high]]], tone)
    middle = (y0 + y1) / 2
    for x, way in ((x0, 1), (x1, -1)):
        fan = [[[x, middle, eaves], [x, y[k + 1], z[k + 1]], [x, y[k], z[k]]][::way] for k in range(12)]
        builder.triangles(fan, PAPER_3)


def stand(builder: MeshBuilder, build: Build) -> None:
    """The stand of a stadium, its seats to the front: under a roof hung from masts, under an arch, or under sails."""
    half_x, half_y = build.width / 2, build.depth / 2
    rows = 8 + 4 * build.storeys
    low, crest = 1.4, 3.6 + 3.2 * build.storeys
    front, back = -half_y + 1.0, half_y - 3.2
    deep, rise = (back - front) / rows, (crest - low) / rows
    for row in range(rows):
        y, z = front + row * deep, low + row * rise
        builder.box(
            -half_x,
            half_x,
            y,
            back,
            z - rise if row else 0.0,
            z,
            PAPER_2 if row % 2 else PAPER_3,
            skip="-z+y",
        )
        _seats(builder, build, y, z, deep)
    builder.box(-half_x, half_x, front - 0.2, front, 0, low + 0.9, build.pale(0.3), skip="-z")
    builder.box(-half_x, half_x, front - 0.26, front - 0.2, low + 0.45, low + 0.8, build.lit, skip="+y")
    glass = build.glass("#6E9FB0", 0.3)
    body = rectangle(-half_x, back, half_x, half_y)
    for start, end in edges(body)[1:]:
        curtain(builder, start, end, 0.3, crest + 1.2, glass, PAPER, bay=2.6, floor=3.6, lit=0.5)
    parapet_roof(builder, body, crest + 1.2, height=0.5)
    for side in (-half_x, half_x):  # the flanks under the rows
        face = [[side, front, 0], [side, back, 0], [side, back, crest], [side, front, low]]
        builder.quads([face if side > 0 else face[::-1]], build.pale(0.15))
    (_hung_roof, _arched_roof, _sails)[build.look](builder, build, front, crest + 4.2)
    for x in (-half_x * 0.66, 0.0, half_x * 0.66):
        builder.lamp([x, front + 2, crest + 3.0], WARM, 22, 20)
    build.sign(front - 0.6, 0.35, build.width * 0.8, 1.5, plinth_m=0.9)


def _seats(builder: MeshBuilder, build: Build, y: float, z: float, deep: float) -> None:
    """A row of seats in blocks between stairs, in two tones."""
    half_x = build.width / 2
    blocks = max(3, round(build.width / 9))
    step = 2 * half_x / blocks
    for block in range(blocks):
        x0, x1 = -half_x + block * step + 0.6, -half_x + (block + 1) * step - 0.6
        tone = build.accent if (block + build.look) % 2 else build.pale(0.55)
        builder.box(
            x0,
            x1,
            y + deep * 0.45,
            y + deep * 0.8,
            z,
            z + 0.42,
            tone.tinted(builder.random.uniform(0.94, 1.06)),
        )


def _hung_roof(builder: MeshBuilder, build: Build, front: float, z: float) -> None:
    half_x, half_y = build.width / 2, build.depth / 2
    builder.chamfered_box(-half_x - 0.5, half_x + 0.5, front - 1.0, half_y, z, z + 0.6, PAPER, 0.12)
    builder.box(-half_x - 0.5, half_x + 0.5, front - 1.0, half_y, z - 0.1, z, OAK, skip="+z")
    builder.box(
        -half_x - 0.52, half_x + 0.52, front - 1.06, front - 1.0, z + 0.1, z + 0.5, build.lit, skip="+y"
    )
    for x in np.linspace(-half_x + 2, half_x - 2, max(3, round(build.width / 12))):
        builder.tube([(x, half_y - 0.4, 0), (x, half_y + 0.6, z + 5.5)], 0.32, STEEL, 8)
        for y in (front, (front + half_y) / 2):
            builder.tube([(x, half_y + 0.6, z + 5.3), (x, y, z + 0.6)], 0.08, STEEL, 4)


def _arched_roof(builder: MeshBuilder, build: Build, front: float, z: float) -> None:
    half_x, half_y = build.width / 2, build.depth / 2
    angles = np.radians(np.linspace(180, 0, 25))
    arch = np.column_stack([np.cos(angles) * half_x, np.full(25, front + 1.0), np.sin(angles) * (z + 1.5)])
    builder.tube(arch, 0.5, build.accent, 8)
    steps = np.linspace(-half_x * 0.86, half_x * 0.86, 13)
    edge = np.sqrt(1 - (steps / half_x) ** 2) * (z + 1.5) * 0.94
    for x0, x1, a, b in zip(steps, steps[1:], edge, edge[1:], strict=False):
        quad = [[x0, front + 1.0, a], [x1, front + 1.0, b], [x1, half_y, z - 1.0], [x0, half_y, z - 1.0]]
        builder.quads([quad], PAPER.tinted(builder.random.uniform(0.97, 1.02)))
        builder.quads([[[p[0], p[1], p[2] - 0.25] for p in quad[::-1]]], PAPER_2)
    for x in (-half_x, half_x):
        builder.chamfered_box(x - 1.0, x + 1.0, front, front + 2, 0, 1.6, PAPER_3, 0.12)


def _sails(builder: MeshBuilder, build: Build, front: float, z: float) -> None:
    half_x, half_y = build.width / 2, build.depth / 2
    count = max(3, round(build.width / 11))
    step, middle = 2 * half_x / count, (front + half_y) / 2
    for number in range(count):
        x = -half_x + (number + 0.5) * step
        corners = rectangle(x - step / 2 + 0.2, front - 0.6, x + step / 2 - 0.2, half_y)
        peak = [x, middle, z + 3.4]
        for (ax, ay), (bx, by) in edges(corners):
            tone = PAPER if number % 2 else build.pale(0.25)
            builder.triangles([[[ax, ay, z - 0.8], [bx, by, z - 0.8], peak]], tone)
            builder.triangles(
                [[[bx, by, z - 0.85], [ax, ay, z - 0.85], [peak[0], peak[1], peak[2] - 0.05]]], PAPER_2
            )
        builder.cylinder(x, half_y - 1.2, 0, z - 0.8, 0.2, STEEL, 6, cap=False)
        builder.tube([(x, half_y - 1.2, z - 0.8), (x, middle, z + 4.4)], 0.14, STEEL, 6)
        builder.glow([x, middle, z + 3.6], build.glow, 0.9)
    builder.box(-half_x, half_x, half_y - 0.5, half_y - 0.2, z - 1.0, z - 0.7, STEEL, skip="")
