"""Buildings of a campus: the laboratory, the school, the hotel."""

from __future__ import annotations

import math

import numpy as np
from shapely.geometry import box as region

from explorer.build.geometry.material import (
    GRASS_2,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    POOL,
    STEEL,
    STONE_2,
    WARM,
    Material,
)  # fmt: skip
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain, fins, punched, wall
from explorer.build.pieces.fittings import (
    bench,
    door,
    parapet_roof,
    parasol,
    planter,
    potted_tree,
    skylight,
    small_tree,
    solar_rows,
)  # fmt: skip
from explorer.build.pieces.machines import chiller
from explorer.build.pieces.parts import Ring, edges, rectangle

from .build import Build

LAB_FLOOR_M, CLASS_FLOOR_M, ROOM_FLOOR_M = 4.2, 3.7, 3.2


def lab(builder: MeshBuilder, build: Build) -> None:
    """Wings of laboratories under rows of flues: two round a glass hall, a comb of three, or a bar beside a drum."""
    half_x, half_y, top = build.width / 2, build.depth / 2, LAB_FLOOR_M * build.storeys + 0.5
    builder.prism(rectangle(-half_x, -half_y, half_x, half_y), 0, 0.5, STONE_2, 0.05)
    glass = build.glass("#7F9CA6", 0.25)
    if build.look == 0:
        _lab_wing(builder, build, rectangle(-half_x, -half_y + 1.5, -half_x * 0.28, half_y), top)
        _lab_wing(builder, build, rectangle(half_x * 0.28, -half_y + 1.5, half_x, half_y), top)
        hall = rectangle(-half_x * 0.28, -half_y + 3.0, half_x * 0.28, half_y - 2)
        for start, end in edges(hall)[::2]:
            curtain(builder, start, end, 0.5, top - 1.2, glass, PAPER, bay=2.2, floor=LAB_FLOOR_M, lit=0.6)
        builder.prism(hall, top - 1.2, top - 0.6, PAPER, 0.1)
        skylight(
            builder, -half_x * 0.2, half_x * 0.2, -half_y + 5, half_y - 4, top - 0.6, glass.lit(WARM, 0.3)
        )
        entrance, front = (-half_x * 0.28, half_x * 0.28), -half_y + 3.0
    elif build.look == 1:
        back = half_y - build.depth * 0.42
        _lab_wing(builder, build, rectangle(-half_x, back, half_x, half_y), top)
        for x in (-half_x, -half_x * 0.2, half_x * 0.6):
            wing = rectangle(x, -half_y + 1.5, x + build.width * 0.2, back)
            _lab_wing(builder, build, wing, max(0.5 + LAB_FLOOR_M, top - LAB_FLOOR_M))
        entrance, front = (-half_x * 0.6, -half_x * 0.2), back
    else:
        _lab_wing(builder, build, rectangle(-half_x, -half_y + 2.5, half_x * 0.25, half_y), top)
        radius = min(half_x * 0.36, half_y * 0.8)
        with builder.at(half_x - radius, -half_y + radius + 1.0):
            builder.lathe([(radius, 0.5), (radius, top * 0.72)], 40, build.pale(0.2))
            builder.lathe([(radius + 0.06, top * 0.5), (radius + 0.06, top * 0.6)], 40, glass.lit(WARM, 0.5))
            builder.cylinder(0, 0, top * 0.72, top * 0.72 + 0.7, radius + 0.4, PAPER, 40, bevel=0.12)
            builder.lathe(
                [(radius + 0.45, top * 0.72 + 0.2), (radius + 0.45, top * 0.72 + 0.5)], 40, build.lit
            )
        entrance, front = (-half_x, half_x * 0.25), -half_y + 2.5
    left, right = entrance
    door(builder, (left, front), (right, front), (right - left) / 2, 0.5, 3.6, 3.0, build.accent)
    middle = (left + right) / 2
    builder.chamfered_box(middle - 4, middle + 4, front - 2.2, front, 4.0, 4.35, PAPER, 0.08)
    builder.box(middle - 4.05, middle + 4.05, front - 2.26, front - 2.2, 4.05, 4.3, build.lit, skip="+y")
    for x in (middle - 3.6, middle + 3.6):
        builder.cylinder(x, front - 1.9, 0.5, 4.0, 0.12, STEEL, 6, cap=False)
        builder.lamp([x, front - 2.6, 3.2], WARM, 12, 12)
    for x in (-half_x * 0.7, half_x * 0.7):
        planter(builder, x, -half_y + 0.8, 2.0, 0.5, 0.5, 0.5)
    wide = half_x * (0.72 if build.look == 0 else 2.0 if build.look == 1 else 1.25)
    at = {0: half_x * 0.64, 1: 0.0, 2: -half_x * 0.375}[build.look]
    y = {0: -half_y + 1.5, 1: half_y - build.depth * 0.42, 2: -half_y + 2.5}[build.look]
    build.sign(y - 0.1, top + 0.75, wide - 1, 1.6, x=at, has_board=True)


def _lab_wing(builder: MeshBuilder, build: Build, ring: Ring, top: float) -> None:
    """A wing with ribbons of windows behind sunshades, a row of flues and machines on its roof."""
    (x0, y0), _, (x1, y1), _ = ring
    glass = build.glass("#7F9CA6", 0.2)
    for start, end in edges(ring):
        with wall(builder, start, end) as length:
            for z in np.arange(0.5, top - 1, LAB_FLOOR_M):
                panes = max(1, round(length / 2.4))
                for number in range(panes):
                    left, right = number * length / panes, (number + 1) * length / panes
                    pane = glass.tinted(builder.random.uniform(0.85, 1.15))
                    if builder.random.random() < 0.4:
                        pane = pane.lit(WARM, builder.random.uniform(0.4, 1.0))
                    builder.quads(
                        [[[left, 0, z + 1.1], [right, 0, z + 1.1], [right, 0, z + 3.2], [left, 0, z + 3.2]]],
                        pane,
                    )
                    builder.box(left - 0.06, left + 0.06, -0.12, 0, z + 1.1, z + 3.2, STEEL, skip="-z+z+y")
                builder.box(0, length, -0.12, 0, z, z + 1.1, build.pale(0.1), skip="+y")
                builder.box(0, length, -0.12, 0, z + 3.2, z + LAB_FLOOR_M, PAPER, skip="+y")
                builder.box(0.2, length - 0.2, -0.85, -0.12, z + 3.25, z + 3.37, build.accent, skip="+y")
    parapet_roof(builder, ring, top)
    for x in np.arange(x0 + 2.2, x1 - 1.6, 2.6):
        builder.cylinder(x, y1 - 2.0, top, top + 3.4, 0.42, STEEL, 8)
        builder.cylinder(x, y1 - 2.0, top + 3.4, top + 3.8, 0.6, build.accent, 8)
    if y1 - y0 > 10 and x1 - x0 > 9:
        chiller(builder, (x0 + x1) / 2, (y0 + y1) / 2, top + 0.1, 2)


def school(builder: MeshBuilder, build: Build) -> None:
    """Classrooms with coloured panels round a yard: beside a vaulted gym, on three sides, or a row under gables."""
    half_x, half_y, top = build.width / 2, build.depth / 2, CLASS_FLOOR_M * build.storeys + 0.3
    builder.prism(rectangle(-half_x, -half_y, half_x, half_y), 0, 0.3, PAPER_3, 0.04)
    back = half_y - build.depth * 0.44
    _classes(builder, build, rectangle(-half_x, back, half_x, half_y), top)
    if build.look == 0:
        gym = rectangle(half_x * 0.2, -half_y + 1, half_x, back)
        _gym(builder, build, gym, min(top, 6.5))
        court = (-half_x + 1, half_x * 0.2 - 1)
    elif build.look == 1:
        for x0, x1 in ((-half_x, -half_x * 0.62), (half_x * 0.62, half_x)):
            _classes(
                builder,
                build,
                rectangle(x0, -half_y + 1, x1, back),
                max(CLASS_FLOOR_M + 0.3, top - CLASS_FLOOR_M),
            )
        court = (-half_x * 0.62 + 1, half_x * 0.62 - 1)
    else:
        count = max(3, round(build.width / 9))
        step = build.width / count
        for number in range(count):
            x0 = -half_x + number * step
            tone = build.accent if number % 2 == 0 else build.pale(0.5)
            _gable_over(
                builder, rectangle(x0 + 0.1, back - 0.3, x0 + step - 0.1, half_y), top, step * 0.36, tone
            )
        court = (-half_x + 1, half_x - 1)
    middle = (court[0] + court[1]) / 2
    door(builder, (-half_x, back), (half_x, back), half_x + middle, 0.3, 3.4, 2.9, build.accent)
    builder.chamfered_box(middle - 3.5, middle + 3.5, back - 2.4, back, 3.6, 3.9, OAK, 0.06)
    for x in (middle - 3.2, middle + 3.2):
        builder.cylinder(x, back - 2.2, 0.3, 3.6, 0.1, STEEL, 6, cap=False)
    builder.lamp([middle, back - 2.6, 3.0], WARM, 15, 13)
    for share in (0.15, 0.5, 0.85):
        x = court[0] + (court[1] - court[0]) * share
        if abs(x - middle) > 3.0:
            small_tree(builder, x, back - 4.4, 0.3, 0.8, share > 0.5)
        bench(builder, x, -half_y + 1.4, 0, 0.3)
    reach = court[1] - court[0] if build.look == 0 else build.width
    build.sign(
        back - 0.35,
        top + (0.72 if build.look != 2 else 0.1),
        reach - 2,
        1.5,
        x=middle,
        has_board=build.look == 2,
    )


def _classes(builder: MeshBuilder, build: Build, ring: Ring, top: float) -> None:
    (x0, y0), _, (x1, y1), _ = ring
    glass = build.glass("#7D9AA8", 0.12)
    panels = (build.accent, build.pale(0.45), Material("#E2B866"), build.pale(0.2))
    for start, end in edges(ring):
        punched(
            builder, start, end, 0.3, top, PAPER, glass, bay=3.4, floor=CLASS_FLOOR_M,
            window_width=2.1, window_height=2.0, sill=0.9, lit=0.3, frame=OAK,
        )  # fmt: skip
    for start, end in edges(ring)[:2]:
        with wall(builder, start, end) as length:
            columns = max(1, int(length / 3.4))
            for floor in range(max(1, int((top - 0.3) / CLASS_FLOOR_M))):
                for column in range(columns):
                    left, z = (column + 0.5) * length / columns + 1.12, 0.3 + floor * CLASS_FLOOR_M
                    tone = panels[(column * 3 + floor * 2 + build.look) % 4]
                    builder.box(left, min(left + 0.7, length), -0.07, 0, z + 0.9, z + 2.9, tone, skip="+y")
    if build.look != 2:
        parapet_roof(builder, ring, top)
        if x1 - x0 > 14:
            solar_rows(builder, x0 + 2, x1 - 4, y0 + 2.5, y1 - 1.5, top + 0.1, max(2, int((y1 - y0) / 3.4)))


def _gym(builder: MeshBuilder, build: Build, ring: Ring, eaves: float) -> None:
    """A sports hall under a barrel vault."""
    (x0, y0), _, (x1, y1), _ = ring
    glass = build.glass("#86A0A6", 0.2)
    for start, end in edges(ring):
        punched(
            builder,
            start,
            end,
            0.3,
            eaves - 2.0,
            build.pale(0.25),
            glass,
            bay=5.0,
            floor=4.4,
            window_width=1.0,
            lit=0.2,
        )
        curtain(builder, start, end, eaves - 2.0, eaves, glass, PAPER, bay=2.4, floor=2.0, lit=0.6, band=0.2)
    angles = np.radians(np.linspace(180, 0, 11))
    x = (x0 + x1) / 2 + np.cos(angles) * ((x1 - x0) / 2 + 0.5)
    z = eaves + np.sin(angles) * (x1 - x0) * 0.16
    for a, b, low, high in zip(x, x[1:], z, z[1:], strict=False):
        builder.quads([[[a, y0 - 0.6, low], [b, y0 - 0.6, high], [b, y1, high], [a, y1, low]]], PAPER_2)
    middle = (x0 + x1) / 2
    fan = [[[middle, y0, eaves], [x[k + 1], y0, z[k + 1]], [x[k], y0, z[k]]] for k in range(10)]
    builder.triangles(fan, glass.lit(WARM, 0.4))
    builder.triangles([[[p[0], y1, p[2]] for p in tri[::-1]] for tri in fan], PAPER)
    builder.tube(np.column_stack([x, np.full(11, y0 - 0.6), z]), 0.18, build.accent, 5)


def _gable_over(builder: MeshBuilder, ring: Ring, top: float, rise: float, tone: Material) -> None:
    (x0, y0), _, (x1, y1), _ = ring
    middle, over = (x0 + x1) / 2, 0.3
    for y, way in ((y0, 1), (y1, -1)):
        builder.triangles([[[x0, y, top], [x1, y, top], [middle, y, top + rise]][::way]], PAPER)
    low, high = top - 0.1, top + rise + 0.15
    slopes = (
        [[x0 - 0.05, y1 + over, low], [x0 - 0.05, y0 - over, low], [middle, y0 - over, high], [middle, y1 + over, high]],
        [[x1 + 0.05, y0 - over, low], [x1 + 0.05, y1 + over, low], [middle, y1 + over, high], [middle, y0 - over, high]],
    )  # fmt: skip
    for slope in slopes:
        builder.quads([slope], tone.tinted(builder.random.uniform(0.95, 1.05)))
        builder.quads([[[px, py, pz - 0.22] for px, py, pz in slope[::-1]]], PAPER_2)


def hotel(builder: MeshBuilder, build: Build) -> None:
    """Rooms with balconies over a glass lobby: a slab, a bow, or terraces that step back; a pool before it."""
    half_x, half_y = build.width / 2, build.depth / 2
    lobby_m = 4.6
    glass = build.glass("#7D9AA8", 0.25)
    builder.prism(rectangle(-half_x, -half_y, half_x, half_y), 0, 0.35, STONE_2, 0.05)
    ring = rectangle(-half_x + 0.8, -half_y + build.depth * 0.34, half_x - 0.8, half_y - 0.4)
    for start, end in edges(ring):
        curtain(builder, start, end, 0.35, lobby_m, glass, OAK, bay=2.4, floor=4.0, lit=0.7, gain=1.1)
    builder.prism(
        rectangle(-half_x, -half_y + build.depth * 0.34 - 1.6, half_x, half_y),
        lobby_m,
        lobby_m + 0.6,
        PAPER,
        0.12,
    )
    front = -half_y + build.depth * 0.34 - 1.6
    builder.box(
        -half_x - 0.02,
        half_x + 0.02,
        front - 0.06,
        front,
        lobby_m + 0.12,
        lobby_m + 0.48,
        build.lit,
        skip="+y",
    )
    floors = max(2, build.storeys - 1)
    z = lobby_m + 0.6
    for floor in range(floors):
        shift = {0: 0.0, 1: 0.0, 2: floor * min(1.5, build.depth * 0.4 / floors)}[build.look]
        _floor_of_rooms(builder, build, z + floor * ROOM_FLOOR_M, shift, floor)
    top = z + floors * ROOM_FLOOR_M
    deep = half_y - 0.4
    start_y = (
        -half_y
        + build.depth * 0.36
        + (0.0 if build.look != 2 else floors * min(1.5, build.depth * 0.4 / floors))
    )
    roof = rectangle(-half_x + 0.9, start_y, half_x - 0.9, deep)
    parapet_roof(builder, roof, top, height=0.8)
    chiller(builder, half_x * 0.5, deep - 3.0, top + 0.1, 2)
    if build.look == 0:  # a bar on the roof, under a frame
        builder.plate(region(-half_x + 2, start_y + 1.5, half_x * 0.2, deep - 1), top + 0.2, OAK)
        for x in np.linspace(-half_x + 3, half_x * 0.1, 4):
            parasol(builder, float(x), (start_y + deep) / 2, build.accent, top + 0.2)
    else:
        builder.glow([0, start_y + 2, top + 2.4], build.glow, 1.4)
    pool = region(-half_x * 0.8, -half_y + 1.2, -half_x * 0.25, -half_y + build.depth * 0.18)
    builder.plate(pool, 0.4, POOL)
    for x in (half_x * 0.55, half_x * 0.8):
        parasol(builder, x, -half_y + 2.0, build.accent, 0.35)
    potted_tree(builder, half_x * 0.35, front - 1.4, 0.35, True)
    door(builder, (-half_x, front + 1.6), (half_x, front + 1.6), half_x * 1.12, 0.35, 4.0, 3.2, build.accent)
    for x in (-half_x * 0.2, half_x * 0.45):
        builder.lamp([x, front - 1.0, 3.4], WARM, 15, 13)
    build.sign(start_y - 0.2, top + 0.85, build.width * 0.8, 1.7)


def _floor_of_rooms(builder: MeshBuilder, build: Build, z: float, shift: float, floor: int) -> None:
    """One floor: rooms in bays of 3.6 m, each with a balcony; in a bow the bays turn towards the middle."""
    half_x, half_y = build.width / 2 - 0.9, build.depth / 2
    front, back = -half_y + build.depth * 0.36 + shift, half_y - 0.4
    glass = build.glass("#7D9AA8", 0.12)
    bays = max(3, round(2 * half_x / 3.6))
    at = np.linspace(-half_x, half_x, bays + 1)
    bow = build.depth * 0.16 if build.look == 1 else 0.0
    line = front + bow * (1 - np.cos(at / half_x * math.pi / 2))
    body = PAPER if (floor + build.look) % 3 else build.pale(0.12)
    for x0, x1, y0, y1 in zip(at, at[1:], line, line[1:], strict=False):
        with wall(builder, (x0, y0), (x1, y1)) as length:
            pane = glass.tinted(builder.random.uniform(0.85, 1.15))
            if builder.random.random() < 0.42:
                pane = pane.lit(WARM, builder.random.uniform(0.4, 1.0))
            high = z + ROOM_FLOOR_M
            builder.quads(
                [
                    [
                        [0.7, 0.25, z],
                        [length - 0.3, 0.25, z],
                        [length - 0.3, 0.25, high - 0.5],
                        [0.7, 0.25, high - 0.5],
                    ]
                ],
                pane,
            )
            builder.box(0, 0.7, 0, 0.3, z, high, body, skip="-z+z+y")
            builder.box(length - 0.3, length, 0, 0.3, z, high, body, skip="-z+z+y")
            builder.box(0.7, length - 0.3, 0, 0.3, high - 0.5, high, body, skip="+z+y")
            builder.box(0.1, length - 0.1, -1.4, 0, z - 0.16, z, PAPER_2, skip="+y")
            rail = build.accent if build.look == 2 or floor % 2 == 0 else STEEL
            builder.box(0.1, length - 0.1, -1.42, -1.34, z + 0.05, z + 1.0, rail.tinted(1.0), skip="-z+y")
            with builder.detail("near"):
                builder.box(-0.05, 0.05, -1.4, 0, z, z + 2.2, PAPER_2, skip="-z+y")
    for start, end in (
        ((half_x, line[-1]), (half_x, back)),
        ((half_x, back), (-half_x, back)),
        ((-half_x, back), (-half_x, line[0])),
    ):
        punched(
            builder, start, end, z, z + ROOM_FLOOR_M, body, glass, bay=3.6, floor=ROOM_FLOOR_M,
            window_width=1.4, window_height=1.6, lit=0.3,
        )  # fmt: skip
    if build.look == 2:
        builder.plate(
            region(-half_x, front, half_x, min(front + 1.6, back)), z + ROOM_FLOOR_M + 0.02, GRASS_2
        )
    elif build.look == 1 and floor == 0:
        fins(builder, (half_x, back), (-half_x, back), z, z + ROOM_FLOOR_M, PAPER_2, 3.6, 0.2, 0.3)
    ring = [*zip(at, line, strict=True), (half_x, back), (-half_x, back)]
    builder.prism(ring, z + ROOM_FLOOR_M - 0.02, z + ROOM_FLOOR_M, PAPER_2, 0)
