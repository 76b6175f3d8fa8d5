"""Buildings to work and live in: towers, offices, a row of houses."""

from __future__ import annotations

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
from explorer.build.pieces.facade import curtain, fins, punched
from explorer.build.pieces.fittings import (
    awning,
    bench,
    door,
    parapet_roof,
    parasol,
    planter,
    potted_tree,
    small_tree,
    solar_rows,
)  # fmt: skip
from explorer.build.pieces.machines import chiller
from explorer.build.pieces.parts import Ring, edges, rectangle, regular

from .build import Build

FLOOR_M = 3.8


def tower(builder: MeshBuilder, build: Build) -> None:
    """Glass blocks on a podium: offset with gardens between them, one slim slab with fins, or stepped back."""
    half_x, half_y = build.width / 2, build.depth / 2
    glass = build.glass("#7F97A8", 0.5)
    builder.prism(rectangle(-half_x, -half_y, half_x, half_y), 0, 0.5, PAPER_3, 0.05)
    inner = rectangle(-half_x + 0.4, -half_y + 0.4, half_x - 0.4, half_y - 0.4)
    for start, end in edges(inner):
        curtain(builder, start, end, 0.5, 6.3, glass, PAPER, bay=2.2, floor=5.8, lit=0.5, gain=0.8)
    builder.prism(rectangle(-half_x - 0.5, -half_y - 0.8, half_x + 0.5, half_y + 0.3), 6.3, 7.0, PAPER, 0.12)
    front = -half_y - 0.8
    builder.box(-half_x - 0.52, half_x + 0.52, front - 0.06, front, 6.45, 6.8, build.lit, skip="+y")
    parapet_roof(builder, rectangle(-half_x, -half_y, half_x, half_y), 7.0, top=GRASS_2, height=0.7)
    floors = max(4, build.storeys - 2)
    blocks = _blocks(build, floors)
    z, ring = 7.0, inner
    for number, (count, ring) in enumerate(blocks):
        top = z + count * FLOOR_M
        bay = 1.9 if build.look != 1 else 2.6
        for start, end in edges(ring):
            curtain(builder, start, end, z, top, glass, PAPER, bay=bay, floor=FLOOR_M, lit=0.38, band=0.55)
        if build.look == 1:  # fins all round, bound by belts every four floors
            for start, end in edges(ring):
                fins(builder, start, end, z + 0.3, top, PAPER, 2.6, 0.22, 0.7)
            for level in np.arange(z + 4 * FLOOR_M, top - 1, 4 * FLOOR_M):
                builder.prism(_grown(ring, 0.85), float(level) - 0.3, float(level) + 0.3, PAPER_2, 0.1)
        else:
            for start, end in edges(ring)[:2]:
                fins(builder, start, end, z + 0.3, top, PAPER, 1.9, 0.16, 0.55)
        _crown_of_block(builder, build, ring, top)
        if number + 1 < len(blocks):
            _terrace(builder, ring, blocks[number + 1][1], top + 0.7)
        z = top + 0.7
    _roof(builder, build, ring, z)
    door(builder, (-half_x, -half_y), (half_x, -half_y), half_x, 0.4, 4.2, 3.6, OAK)
    for x in (-half_x * 0.6, half_x * 0.6):
        potted_tree(builder, x, -half_y - 3.0)
        builder.lamp([x, -half_y - 2, 3], WARM, 12, 11)
    build.sign(-half_y - 0.6, 7.05, build.width - 1, 1.5)


def _blocks(build: Build, floors: int) -> list[tuple[int, Ring]]:
    """The blocks from the bottom: the number of floors of each, and its outline."""
    half_x, half_y = build.width / 2, build.depth / 2
    if build.look == 1:
        return [(floors, rectangle(-half_x * 0.66, -half_y * 0.62, half_x * 0.66, half_y * 0.62))]
    parts = 3 if floors >= 8 else 2
    each = floors // parts
    shifts = (
        ((-0.06, 0.10), (0.10, -0.02), (-0.03, 0.08))
        if build.look == 0
        else ((0.0, 0.02), (0.0, 0.07), (0.0, 0.12))
    )
    shrink = 0.06 if build.look == 0 else 0.13
    out = []
    for number in range(parts):
        share = 0.80 - shrink * number
        x, y = shifts[number][0] * build.width, shifts[number][1] * build.depth
        ring = rectangle(x - half_x * share, y - half_y * share, x + half_x * share, y + half_y * share)
        out.append((each if number + 1 < parts else floors - each * (parts - 1), ring))
    return out


def _grown(ring: Ring, by: float) -> Ring:
    (x0, y0), _, (x1, y1), _ = ring
    return rectangle(x0 - by, y0 - by, x1 + by, y1 + by)


def _crown_of_block(builder: MeshBuilder, build: Build, ring: Ring, top: float) -> None:
    (x0, y0), _, (x1, y1), _ = ring
    rim = 0.7
    builder.prism(_grown(ring, rim), top, top + 0.7, PAPER, 0.15)
    builder.box(
        x0 - rim - 0.05,
        x1 + rim + 0.05,
        y0 - rim - 0.06,
        y0 - rim,
        top + 0.15,
        top + 0.55,
        build.lit,
        skip="+y",
    )
    builder.box(
        x1 + rim,
        x1 + rim + 0.06,
        y0 - rim - 0.05,
        y1 + rim + 0.05,
        top + 0.15,
        top + 0.55,
        build.lit,
        skip="-x",
    )


def _terrace(builder: MeshBuilder, ring: Ring, above: Ring, z: float) -> None:
    """Plants along the rim, outside the next block."""
    (x0, y0), _, (x1, y1), _ = ring
    (u0, _), _, (u1, _), _ = above
    for _ in range(6):
        x = x0 + 0.8 if builder.random.random() < 0.5 else x1 - 0.8
        if u0 - 0.4 < x < u1 + 0.4:
            continue
        y = builder.random.uniform(y0 + 1, y1 - 1)
        if builder.random.random() < 0.35:
            small_tree(builder, x, y, z, 0.42)
        else:
            planter(builder, x, y, 0.6, 1.4, 0.6, z)


def _roof(builder: MeshBuilder, build: Build, ring: Ring, z: float) -> None:
    (x0, y0), _, (x1, y1), _ = ring
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    parapet_roof(builder, ring, z, height=0.9)
    chiller(builder, middle[0], y1 - 3, z + 0.1, 2)
    builder.box(x0 + 0.5, x1 - 0.5, y0 + 0.4, y0 + 0.8, z + 0.9, z + 1.5, build.accent, skip="")
    if build.look == 2:  # a garden under a frame
        builder.plate(region(x0 + 1, y0 + 1.2, x1 - 1, middle[1]), z + 0.2, GRASS_2)
        for x in np.linspace(x0 + 1, x1 - 1, 5):
            builder.box(x - 0.12, x + 0.12, y0 + 1, y0 + 1.25, z, z + 3.6, PAPER)
            builder.box(x - 0.12, x + 0.12, y0 + 1, middle[1] + 1, z + 3.4, z + 3.7, OAK, skip="")
        for x in np.linspace(x0 + 2.5, x1 - 2.5, 3):
            small_tree(builder, x, y0 + 3.2, z + 0.2, 0.5, True)
        return
    builder.cylinder(middle[0] + 2, middle[1], z, z + 9, 0.16, STEEL, 6, top_r=0.06)
    builder.glow([middle[0] + 2, middle[1], z + 9], build.glow, 1.6)


def tower_ring(builder: MeshBuilder, build: Build) -> None:
    """Three or four slim towers round a court, joined by a ring high up."""
    half = min(build.width, build.depth) / 2
    glass = build.glass("#7F97A8", 0.45)
    count = (3, 4, 3)[build.look]
    reach, side = half * 0.57, half * (0.31 if count == 3 else 0.26)
    builder.cylinder(0, 0, 0, 0.4, half, STONE_2, 48, bevel=0.06)
    builder.cylinder(0, 0, 0.4, 0.45, half * 0.34, POOL if build.look == 2 else build.pale(0.25), 40)
    heights = []
    for number in range(count):
        bearing = 90 + 360 / count * number
        floors = max(4, build.storeys - (0, 2, 1, 3)[number % 4])
        top = 0.4 + floors * FLOOR_M
        heights.append(top)
        angle = np.radians(bearing)
        with builder.at(reach * np.cos(angle), reach * np.sin(angle), 0, bearing - 90):
            ring: Ring = (
                rectangle(-side, -side, side, side) if build.look != 1 else regular(side * 1.25, 6, 30)
            )
            for start, end in edges(ring):
                curtain(
                    builder, start, end, 0.4, top, glass, PAPER, bay=2.0, floor=FLOOR_M, lit=0.4, band=0.6
                )
            crown: Ring = (
                rectangle(-side - 0.5, -side - 0.5, side + 0.5, side + 0.5)
                if build.look != 1
                else regular(side * 1.25 + 0.6, 6, 30)
            )
            builder.prism(crown, top, top + 0.8, PAPER, 0.15, top=GRASS_2)
            builder.cylinder(0, 0, top + 0.8, top + 2.4, side * 0.4, PAPER_2, 12, bevel=0.1)
    tie = min(heights) - 1.5 * FLOOR_M
    inner, outer = reach - side - 0.6, reach + side + 1.4
    profile = [(outer, tie), (outer, tie + FLOOR_M)]
    builder.lathe(profile, 48, glass.lit(WARM, 0.35))
    builder.lathe([(inner, tie + FLOOR_M), (inner, tie)], 48, glass.lit(WARM, 0.35))
    builder.lathe([(inner, tie), (outer, tie)][::-1], 48, OAK, smooth=False)
    builder.lathe([(outer + 0.3, tie + FLOOR_M), (outer + 0.3, tie + FLOOR_M + 0.6)], 48, build.lit)
    builder.lathe(
        [(outer + 0.3, tie + FLOOR_M + 0.6), (inner - 0.3, tie + FLOOR_M + 0.6)], 48, PAPER, smooth=False
    )
    builder.lathe([(inner - 0.3, tie + FLOOR_M + 0.6), (inner - 0.3, tie + FLOOR_M)], 48, PAPER)
    builder.lathe([(outer + 0.06, tie - 0.25), (outer + 0.06, tie)], 48, PAPER)
    for bearing in np.radians(np.arange(0, 360, 360 / 24)):
        x, y = (outer + 0.1) * np.cos(bearing), (outer + 0.1) * np.sin(bearing)
        builder.cylinder(float(x), float(y), tie, tie + FLOOR_M, 0.14, PAPER, 5, cap=False)
    for bearing in np.radians((-130, -90, -50)):
        builder.lamp([half * 0.8 * np.cos(bearing), half * 0.8 * np.sin(bearing), 3.2], WARM, 14, 13)
    builder.lamp([0, 0, 4], build.glow, 14, 14)
    for x in (-half * 0.55, half * 0.55):
        potted_tree(builder, x, -half * 0.78, 0.4)
    build.sign(-half - 1.6, 0.4, build.width * 0.9, 1.7, plinth_m=1.1)


def office(builder: MeshBuilder, build: Build) -> None:
    """Bars of paper round a court: in an L, two side by side, or a bar on columns."""
    half_x, half_y, count = build.width / 2, build.depth / 2, max(2, build.storeys)
    glass = build.glass("#7D9AA8", 0.2)
    tall, low = 4.2 + 3.5 * (count - 1), 4.2 + 3.5 * max(1, count - 2)
    back = half_y - build.depth * 0.5
    bars: list[tuple[Ring, float]] = [(rectangle(-half_x, back, half_x, half_y), tall)]
    if build.look == 0:
        bars.append((rectangle(-half_x, -half_y, -half_x + build.width * 0.36, back), low))
    elif build.look == 1:
        bars.append((rectangle(half_x - build.width * 0.36, -half_y, half_x, back), low))
        bars.append(
            (
                rectangle(-half_x, -half_y + build.depth * 0.2, -half_x + build.width * 0.26, back),
                low - 3.5 if count > 2 else low,
            )
        )
    else:
        bars.append(
            (rectangle(-half_x, -half_y + build.depth * 0.12, -half_x + build.width * 0.3, back), low)
        )
    for ring, top in bars:
        _bar(builder, build, ring, top, glass, top == tall)
    front = back - 0.34
    builder.box(
        -half_x - 0.3, half_x + 0.3, front, back - 0.25, tall - 0.1, tall + 0.28, build.lit, skip="+y"
    )
    builder.chamfered_box(0.5, half_x * 0.55, back - 4, back, 3.9, 4.25, OAK, 0.06)
    for x in (0.9, half_x * 0.55 - 0.4):
        builder.cylinder(x, back - 3.6, 0, 3.9, 0.13, STEEL, 6)
    middle = (0.5 + half_x * 0.55) / 2
    door(builder, (-half_x, back), (half_x, back), half_x + middle, 0.3, 3.4, 2.9, OAK)
    builder.lamp([middle, back - 3, 3.2], WARM, 16, 14)
    for x in (half_x * 0.1, half_x * 0.4):
        planter(builder, x, -half_y + 1.6, 1.7, 0.6, 0.5)
        bench(builder, x, -half_y + 3.2)
        small_tree(builder, x + 2.5, -half_y + build.depth * 0.2, 0, 0.9, True)
    builder.box(-half_x * 0.9, half_x * 0.9, back + 0.1, back + 0.3, tall + 0.7, tall + 3.1, PAPER, skip="")
    for x in (-half_x * 0.8, 0, half_x * 0.8):
        builder.box(x - 0.1, x + 0.1, back + 0.3, back + 1.5, tall, tall + 0.25, STEEL)
    build.sign(back + 0.08, tall + 1.0, build.width * 0.9, 1.7)


def _bar(builder: MeshBuilder, build: Build, ring: Ring, top: float, glass: Material, is_tall: bool) -> None:
    (x0, y0), _, (x1, y1), _ = ring
    builder.prism(ring, 0, 0.4, PAPER_3, 0.05)
    body = build.pale(0.14) if build.look == 1 and not is_tall else PAPER
    for start, end in edges(ring):
        curtain(builder, start, end, 0.4, 4.0, glass, OAK, bay=2.0, floor=3.6, lit=0.5)
        if float(np.linalg.norm(np.subtract(start, end))) > 4:
            wide = 1.7 if build.look != 2 else 2.3
            punched(
                builder, start, end, 4.2, top + 0.05, body, glass, bay=3.0, floor=3.5,
                window_width=wide, window_height=2.1, sill=0.7, lit=0.34, frame=OAK if build.look != 1 else STEEL,
            )  # fmt: skip
    builder.prism(rectangle(x0 - 0.25, y0 - 0.25, x1 + 0.25, y1 + 0.25), 4.0, 4.3, PAPER_2, 0.05)
    parapet_roof(builder, ring, top)
    if is_tall:
        solar_rows(builder, x0 + 1.5, x1 - 9, y0 + 3.2, y1 - 1.5, top + 0.1, max(2, int((y1 - y0) / 3.2)))
        chiller(builder, x1 - 4.5, (y0 + y1) / 2, top + 0.1, 2)
        return
    builder.plate(region(x0 + 0.6, y0 + 0.6, x1 - 0.6, y1 - 0.2), top + 0.2, GRASS_2)
    for _ in range(5):
        x, y = builder.random.uniform(x0 + 2, x1 - 2), builder.random.uniform(y0 + 2, y1 - 2)
        small_tree(builder, x, y, top + 0.2, 0.5, builder.random.random() < 0.4)


def house(builder: MeshBuilder, build: Build) -> None:
    """A row of houses with shop fronts and awnings: gabled, stepped, or with flat gardens and dormers."""
    count = max(2, round(build.width / 9))
    step, half_y = build.width / count, build.depth / 2
    glass = build.glass("#7D9AA8", 0.1)
    for number in range(count):
        x0, x1 = -build.width / 2 + number * step + 0.15, -build.width / 2 + (number + 1) * step - 0.15
        top = 3.4 * build.storeys + builder.random.uniform(-0.4, 1.0) + 0.6
        y0, middle = -half_y + builder.random.uniform(0, 0.8), (x0 + x1) / 2
        body = (PAPER, PAPER_2, build.pale(0.22))[(number + build.look) % 3]
        ring = rectangle(x0, y0, x1, half_y)
        for side, (start, end) in enumerate(edges(ring)):
            if side == 0:
                curtain(builder, start, end, 0.2, 3.2, glass, OAK, bay=1.6, floor=3, lit=0.75, gain=1.2)
                punched(
                    builder,
                    start,
                    end,
                    3.3,
                    top,
                    body,
                    glass,
                    bay=2.7,
                    floor=3.3,
                    window_width=1.3,
                    window_height=1.8,
                    lit=0.4,
                    frame=OAK,
                )
            else:
                punched(
                    builder,
                    start,
                    end,
                    0,
                    top,
                    body,
                    glass,
                    bay=3.2,
                    floor=3.3,
                    window_width=1.2,
                    window_height=1.6,
                    lit=0.3,
                )
        builder.box(x0, x1, y0, half_y, 0, 0.2, PAPER_3)
        tone = (
            build.accent.tinted(builder.random.uniform(0.92, 1.06))
            if number % 2 == build.look % 2
            else Material("#B9A58F")
        )
        if build.is_flat or build.look == 2:
            _roof_garden(builder, build, ring, top, number)
        else:
            _gable(builder, ring, top, tone, body, along=build.look == 1 and number % 2 == 0)
        awning(builder, x0 + 0.4, x1 - 0.4, y0, 3.3, build.accent, 7)
        builder.lamp([middle, y0 - 1.2, 2.6], WARM, 9, 9)
        if number % 2 == 0:
            parasol(builder, middle, y0 - 4.2, build.accent)
        else:
            planter(builder, middle, y0 - 3.6, 1.3, 0.5, 0.5)
    build.sign(-half_y - 2.75, 4.1, build.width - 2, 1.4, has_board=True)
    builder.box(-build.width / 2, build.width / 2, -half_y - 2.5, -half_y - 2.2, 3.45, 3.75, OAK, skip="")
    for x in np.linspace(-build.width / 2 + 0.3, build.width / 2 - 0.3, count + 1):
        builder.box(x - 0.1, x + 0.1, -half_y - 2.5, -half_y - 2.3, 0, 3.45, OAK)


def _gable(builder: MeshBuilder, ring: Ring, top: float, tone: Material, body: Material, along: bool) -> None:
    """A gabled roof with its ridge to the back, or along the row."""
    (x0, y0), _, (x1, y1), _ = ring
    over, low = 0.35, top - 0.3
    if along:
        rise, middle = (y1 - y0) * 0.32, (y0 + y1) / 2
        crest = top + rise + 0.1
        ends = [
            [[x1, y0, top], [x1, y1, top], [x1, middle, top + rise]],
            [[x0, y1, top], [x0, y0, top], [x0, middle, top + rise]],
        ]
        slopes = [
            [[x0, y0 - over, low], [x1, y0 - over, low], [x1, middle, crest], [x0, middle, crest]],
            [[x1, y1 + over, low], [x0, y1 + over, low], [x0, middle, crest], [x1, middle, crest]],
        ]
    else:
        rise, middle = (x1 - x0) * 0.42, (x0 + x1) / 2
        crest = top + rise + 0.1
        ends = [
            [[x0, y0, top], [x1, y0, top], [middle, y0, top + rise]],
            [[x1, y1, top], [x0, y1, top], [middle, y1, top + rise]],
        ]
        back, front = y1 + over, y0 - over
        slopes = [
            [[x0 - over, back, low], [x0 - over, front, low], [middle, front, crest], [middle, back, crest]],
            [[x1 + over, front, low], [x1 + over, back, low], [middle, back, crest], [middle, front, crest]],
        ]
    builder.triangles(ends, body)
    for slope in slopes:
        under = [[x, y, z - 0.25] for x, y, z in slope]
        builder.quads([slope], tone)
        builder.quads([under[::-1]], PAPER_2)
        for k in range(4):
            a, b = k, (k + 1) % 4
            builder.quads([[under[a], under[b], slope[b], slope[a]]], PAPER)


def _roof_garden(builder: MeshBuilder, build: Build, ring: Ring, top: float, number: int) -> None:
    (x0, y0), _, (x1, y1), _ = ring
    parapet_roof(builder, ring, top, wall_material=build.pale(0.3) if number % 2 else PAPER, height=0.9)
    builder.plate(region(x0 + 0.7, y0 + 0.7, x1 - 0.7, y1 - 0.7), top + 0.2, GRASS_2 if number % 2 else OAK)
    if number % 2:
        small_tree(builder, x0 + 2.2, (y0 + y1) / 2, top + 0.2, 0.5, number % 4 == 1)
        small_tree(builder, x1 - 2.2, (y0 + y1) / 2 + 1, top + 0.2, 0.42)
    else:
        parasol(builder, (x0 + x1) / 2, (y0 + y1) / 2, build.accent, top + 0.2)
        builder.chamfered_box(x1 - 2.6, x1 - 0.8, y1 - 2.6, y1 - 0.8, top, top + 2.3, PAPER, 0.08)
