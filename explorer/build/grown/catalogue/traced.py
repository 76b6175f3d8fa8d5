"""Buildings over any outline: zones traced from a map, and their neighbours."""

from __future__ import annotations

import math

import numpy as np
from shapely.geometry import Polygon, box

from explorer.build.geometry.material import (
    GRASS_2,
    OAK,
    PAPER,
    PAPER_2,
    PAPER_3,
    STONE_2,
    WARM,
    Material,
)  # fmt: skip
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.pieces.facade import curtain, punched, wall, window_pane
from explorer.build.pieces.fittings import door, solar_rows
from explorer.build.pieces.parts import Ring, edges

from ..kinds import RISE, STEEPLE, STOREY_M, steeple_half_m
from ..outline import inset
from ..rows import Floats
from .build import Build

PARAPET_M = 0.8
BRICK = ("#A98F82", "#9C8479", "#B8A594")
"""Paler than bricks are: the grading of the picture makes all warm colours stronger."""

WALLS = ("#E9E1D3", "#E2D6C6", "#DDD3C8", "#D9C3AC", "#CDB79F", "#D6D2CA", "#C9A98C", "#E4DED4")
TILES = ("#A07868", "#94706A", "#857068", "#8A8683", "#9A8F86")
MOST_WINDOWS = 1500
"""Windows of one building; above this, bays and floors are drawn wider."""

SHORTEST_M = 2.4
"""Sides shorter than this, such as those of a round wall, have no windows."""

GABLE_SHARE, GABLE_STOREYS, GABLE_M = 0.93, 4, 18.0
"""Minimum share of its bounding rectangle, and maximum storeys and depth, of a building whose look may give it a pitched roof."""

ASKED_SHARE, ASKED_M = 0.8, 32.0
"""The same share and depth where a pitched roof is asked for."""


def traced(builder: MeshBuilder, build: Build) -> None:
    """A building over its outline: white walls, a glass front, or brick under a pitched roof where the outline allows it."""
    ring = _ring(build)
    top = STOREY_M * build.storeys + 0.4
    is_gabled = _is_pitched(build, ring)
    builder.prism(Polygon(ring).buffer(0.25, join_style="mitre").exterior.coords[:-1], 0, 0.45, PAPER_3, 0.05)
    for start, end in edges(_pairs(ring)):
        _side(builder, build, start, end, 0.45, top, _grain(ring, build.storeys))
    front = _front(ring)
    along = math.dist(*front)
    door(builder, *front, along / 2, 0.1, min(3.6, along * 0.5), 3.0, OAK)
    middle = (np.array(front[0]) + np.array(front[1])) / 2
    out = float(min(front[0][1], front[1][1]))
    for x in (-2.8, 2.8):
        builder.lamp([middle[0] + x, out - 1.4, 2.8], WARM, 11, 11)
    if is_gabled:
        _gable(builder, ring, top, Material(TILES[(build.storeys + round(along)) % len(TILES)]), _body(build))
        for start, end in edges(_pairs(ring)):
            with wall(builder, start, end) as length:
                builder.box(0, length, -0.07, 0, top - 0.4, top - 0.1, build.lit, skip="+y-x+x")
        if build.roof == "spire":
            _steeple(builder, build, ring, top)
        build.sign(out - 0.7, top + 0.1, along, 1.4, float(middle[0]), has_board=True)  # on the eaves
        return
    _flat_roof(builder, build, ring, top)
    x = float(middle[0]) if along > 0.6 * build.width else 0.0
    has_panels = build.look == 1  # which would stand behind the letters
    build.sign(out + 0.25, top + PARAPET_M, max(along, build.width * 0.6), 2.0, x, has_board=has_panels)


def neighbour(builder: MeshBuilder, build: Build, height_m: float) -> None:
    """A plain house: walls with windows, some of them lit, under a flat or a pitched roof."""
    ring = _ring(build)
    tone = Material(WALLS[build.look % len(WALLS)]).tinted(builder.random.uniform(0.95, 1.03))
    rows = max(1, round(height_m / STOREY_M))
    bay, _ = _grain(ring, rows)
    glass = build.glass("#8AA3AE", 0.1)
    for start, end in edges(_pairs(ring)):
        with wall(builder, start, end) as length:
            face = [(0.0, 0.0), (length, 0.0), (length, height_m), (0.0, height_m)]
            builder.quads([[[across, 0.0, up] for across, up in face]], tone)
            columns = int(length / bay) if length >= SHORTEST_M else 0
            for row in range(rows):
                low = (row + 0.28) * height_m / rows
                high = low + min(1.7, height_m / rows * 0.5)
                for column in range(columns):
                    x = (column + 0.5) * length / columns - 0.65
                    pane = window_pane(builder, glass, 0.22)
                    corners = [(x, low), (x + 1.3, low), (x + 1.3, high), (x, high)]
                    builder.quads([[[across, -0.05, up] for across, up in corners]], pane)
    if _is_gabled(ring, rows) and build.look % 3:
        _gable(builder, ring, height_m, Material(TILES[build.look % len(TILES)]), tone)
    else:
        _parapet(builder, ring, height_m, tone, (STONE_2, PAPER_2, GRASS_2)[build.look % 3])


def _ring(build: Build) -> Floats:
    """The outline counter-clockwise; the whole rectangle if the scene gives none."""
    x, y = build.width / 2, build.depth / 2
    given = build.outline or ((-x, -y), (x, -y), (x, y), (-x, y))
    ring = np.array(given, float)
    return ring if Polygon(ring).exterior.is_ccw else ring[::-1]


def _pairs(ring: Floats) -> Ring:
    return [(float(x), float(y)) for x, y in ring]


def _grain(ring: Floats, storeys: int) -> tuple[float, float]:
    """Width of a bay and height of a drawn floor, in metres: larger for very large buildings."""
    around = Polygon(ring).length
    factor = max(1.0, math.sqrt(around / 3.2 * storeys / MOST_WINDOWS))
    return 3.2 * factor, STOREY_M * factor


def _body(build: Build) -> Material:
    return Material(BRICK[build.storeys % len(BRICK)]) if build.look == 2 else build.pale(0.1)


def _side(
    builder: MeshBuilder,
    build: Build,
    start: tuple[float, float],
    end: tuple[float, float],
    low: float,
    top: float,
    grain: tuple[float, float],
) -> None:
    bay, floor = grain
    body, glass = _body(build), build.glass()
    length = math.dist(start, end)
    if length < 0.05:
        return
    if length < SHORTEST_M:
        with wall(builder, start, end) as length:
            builder.quads([[[0, 0, low], [length, 0, low], [length, 0, top], [0, 0, top]]], body)
    elif build.look == 1:
        curtain(builder, start, end, low, top, glass, PAPER, bay=bay * 0.7, floor=floor, lit=0.4)
    else:
        wide = min(1.7, bay * 0.55) if build.look == 0 else 1.3
        punched(
            builder, start, end, low, top, body, glass, bay, floor, wide, floor * 0.55, lit=0.34,
            frame=None if build.look == 0 else PAPER,
        )  # fmt: skip


def _front(ring: Floats) -> tuple[tuple[float, float], tuple[float, float]]:
    """The side with the door: long, facing south, and in front."""
    sides = list(edges(_pairs(ring)))
    depth = max(float(np.ptp(ring[:, 1])), 1e-6)

    def score(side: tuple[tuple[float, float], tuple[float, float]]) -> float:
        (x0, y0), (x1, y1) = side
        length = math.dist(*side)
        facing = (x1 - x0) / max(length, 1e-6)  # the outside is to the right of the way round
        behind = ((y0 + y1) / 2 - float(ring[:, 1].min())) / depth
        return facing * min(length, 25.0) * (1.2 - behind)

    return max(sides, key=score)


def _is_pitched(build: Build, ring: Floats) -> bool:
    """Whether a building has a pitched roof: by its look, or as its scene asks, where its outline allows it."""
    if build.roof in ("pitched", "spire"):
        return _is_gabled(ring, 1, ASKED_SHARE, ASKED_M)
    return build.look == 2 and not build.is_flat and _is_gabled(ring, build.storeys)


def _is_gabled(ring: Floats, storeys: int, least_share: float = GABLE_SHARE, most_m: float = GABLE_M) -> bool:
    outline = Polygon(ring)
    around = outline.minimum_rotated_rectangle
    (x0, y0), (x1, y1), (x2, y2) = list(around.exterior.coords)[:3]
    depth = min(math.dist((x0, y0), (x1, y1)), math.dist((x1, y1), (x2, y2)))
    return outline.area > least_share * around.area and storeys <= GABLE_STOREYS and depth <= most_m


def _steeple(builder: MeshBuilder, build: Build, ring: Floats, top: float) -> None:
    """A tower with a spire at the front end of the ridge, clocks on it and bells behind louvres."""
    west, south, east, north = Polygon(ring).bounds
    is_deep = north - south > east - west
    half = steeple_half_m(min(east - west, north - south))
    x = (west + east) / 2 if is_deep else west + half + 0.8
    y = south + half + 0.8 if is_deep else (south + north) / 2
    body, high = _body(build), top + STEEPLE[0] * half
    square = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
    builder.prism(square, top - 0.5, high, body, 0.06)
    for start, end in edges(square):
        with wall(builder, start, end) as length:
            builder.box(
                length * 0.3,
                length * 0.7,
                -0.06,
                0.0,
                high - 1.9 * half,
                high - 0.9 * half,
                PAPER_3,
                skip="+y",
            )
            builder.box(
                length * 0.38, length * 0.62, -0.1, 0.0, high - 0.7 * half, high - 0.22 * half, build.lit,
                skip="+y",
            )  # fmt: skip
    tip = [x, y, high + STEEPLE[1] * half]
    wide = half + 0.25
    rim = [[x + i * wide, y + j * wide, high] for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    slate = Material(TILES[3])
    builder.triangles([[rim[n], rim[(n + 1) % 4], tip] for n in range(4)], slate)


def _gable(builder: MeshBuilder, ring: Floats, z: float, tiles: Material, body: Material) -> None:
    """A pitched roof over the least rectangle round an outline, its ridge along the longer side."""
    corners = np.array(
        Polygon(ring).buffer(0.5, join_style="mitre").minimum_rotated_rectangle.exterior.coords
    )
    corners = corners[:-1] if Polygon(corners).exterior.is_ccw else corners[:-1][::-1]
    if math.dist(corners[0], corners[1]) < math.dist(corners[1], corners[2]):
        corners = np.roll(corners, -1, axis=0)
    a, b, c, d = corners
    rise = math.dist(b, c) * RISE
    left, right = (a + d) / 2, (b + c) / 2

    def at(point: Floats, high: float) -> list[float]:
        return [float(point[0]), float(point[1]), high]

    ridge = z + rise
    builder.quads([[at(a, z), at(b, z), at(right, ridge), at(left, ridge)]], tiles)
    builder.quads([[at(c, z), at(d, z), at(left, ridge), at(right, ridge)]], tiles.tinted(0.97))
    builder.triangles([[at(b, z), at(c, z), at(right, ridge)], [at(d, z), at(a, z), at(left, ridge)]], body)


def _parapet(builder: MeshBuilder, ring: Floats, z: float, body: Material, top: Material) -> Polygon:
    """A flat roof inside a parapet; returns the roof's region."""
    inner = inset(ring, 0.4)
    holes = [np.array(inner.exterior.coords)[:-1]] if not inner.is_empty else []
    builder.prism(ring, z, z + PARAPET_M, body, 0.05, body, holes)
    if not inner.is_empty:
        builder.plate(inner, z + 0.12, top)
    return inner


def _flat_roof(builder: MeshBuilder, build: Build, ring: Floats, z: float) -> None:
    """A band of light under a parapet, and a green, a solar or a paved roof."""
    body = PAPER if build.look == 1 else _body(build)
    inner = _parapet(builder, ring, z, body, (GRASS_2, STONE_2, PAPER_2)[build.look])
    for start, end in edges(_pairs(ring)):
        with wall(builder, start, end) as length:
            builder.box(0, length, -0.07, 0, z + 0.25, z + 0.55, build.lit, skip="+y-x+x")
    core = inset(np.array(inner.exterior.coords)[:-1], 2.0) if not inner.is_empty else inner
    if core.is_empty or core.area < 60:
        return
    west, south, east, north = core.bounds
    behind = core.intersection(box(west, (south + north) / 2, east, north))  # the letters stand before it
    x, y = behind.representative_point().coords[0]
    half_x, half_y = 3.0, 2.0
    plant = Polygon(
        [
            (x - half_x, y - half_y),
            (x + half_x, y - half_y),
            (x + half_x, y + half_y),
            (x - half_x, y + half_y),
        ]
    )
    if core.contains(plant):
        builder.chamfered_box(x - half_x, x + half_x, y - half_y, y + half_y, z, z + 2.6, PAPER_2, 0.1)
    if build.look == 1:
        for left in np.arange(west, east - 5.9, 6.6):
            for low in np.arange(south + 4.0, north - 3.9, 4.6):
                field = Polygon([(left, low), (left + 6, low), (left + 6, low + 4), (left, low + 4)])
                if core.contains(field) and not field.intersects(plant):
                    solar_rows(builder, left, left + 6, low, low + 4, z + 0.12, 2)
