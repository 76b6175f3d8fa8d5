"""Trees: rows along the streets, circles round the Technology Ring, groves elsewhere; each tree as a near and a far mesh."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from shapely.prepared import prep

from explorer.build.geometry.material import AUTUMN, BLOSSOMS, CROWNS, OAK_DARK, Material
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.site import gardens, plan, streets
from explorer.build.site.plan import GROUND_LEVEL_M
from explorer.build.site.site import centre_of, site, smooth

Kind = Literal["round", "column", "blossom", "autumn"]

LEAST_SPACING_M = 3.6
SIZES = (0.68, 1.26)
"""Smallest and largest size of a tree, as shares of what its row plans."""

GAPS = (5, 11, 12)
"""Places of a row that stay empty, of each GAP_ROUND: a row without gaps is a hedge."""
GAP_ROUND = 17


@dataclass(frozen=True, slots=True)
class Tree:
    """A planned tree."""

    x: float
    y: float
    kind: Kind
    scale: float
    crown: Material
    seed: int


@dataclass(frozen=True, slots=True)
class Row:
    """Trees along a line: their spacing, and their offset to its left (+) or right (-)."""

    line: tuple[plan.Point2, ...]
    step_m: float
    offset_m: float
    kinds: tuple[Kind, ...]
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Grove:
    """Trees scattered over the lawns inside a rectangle: x0, y0, x1, y1."""

    bounds: tuple[float, float, float, float]
    count: int
    kinds: tuple[Kind, ...]


ROWS: tuple[Row, ...] = (
    Row(((-190, -6), (-30, -6)), 10.5, -7.4, ("round", "round", "round", "blossom")),
    Row(((-106, -6), (-48, -6)), 10.5, 7.4, ("round",)),
    Row(((-6, -6), (18, -6)), 10.5, 7.4, ("round",)),
    Row(((46, -6), (192, -6)), 11, -7.4, ("autumn", "round", "autumn", "round")),
    Row(((30, -6), (192, -6)), 11, 7.4, ("column",)),
    Row(plan.ROADS["mile"][1:], 11, -7.2, ("round",)),
    Row(plan.ROADS["mile"][1:], 11, 7.2, ("round",), 0.95),
    Row(plan.ROADS["outer"], 11.5, -7.4, ("round", "round", "column")),
    Row(plan.ROADS["outer"], 11.5, 7.4, ("round", "blossom", "round")),
    Row(plan.ROADS["south"], 11, 7.4, ("round", "autumn", "round")),
    Row(plan.ROADS["south"], 11, -7.4, ("round", "autumn")),
)

GROVES: tuple[Grove, ...] = (
    Grove((-108, 4, -46, 28), 16, ("round", "blossom", "round")),
    Grove((-204, 8, -184, 34), 8, ("round",)),
    Grove((-206, 50, -186, 120), 16, ("round", "column")),
    Grove((-132, 126, 20, 142), 26, ("column", "round")),
    Grove((92, -126, 168, -114), 14, ("round", "autumn", "autumn")),
    Grove((-22, 52, 20, 74), 7, ("round", "blossom", "round")),
    Grove((94, -56, 112, -14), 8, ("round", "autumn")),
    Grove((160, -60, 198, -14), 20, ("autumn", "round", "autumn")),
    Grove((42, -80, 82, -16), 20, ("blossom", "round", "round")),
    Grove((-208, -30, -146, -12), 14, ("round", "column")),
    Grove((30, -1, 56, 38), 8, ("column", "round")),
    Grove((150, 2, 192, 34), 10, ("column", "round")),
    Grove((30, 82, 52, 126), 10, ("column", "round")),
    Grove((158, 86, 192, 126), 10, ("column", "round")),
    Grove((-22, 106, 20, 130), 12, ("round", "column")),
    Grove((14, -140, 160, -128), 12, ("round", "blossom")),
    Grove((200, -40, 212, 100), 10, ("round",)),
    Grove((-212, -90, -150, -78), 8, ("round", "column")),
)


@dataclass(slots=True)
class _Planter:
    """Places trees on free ground, and keeps those placed."""

    free: Any
    built: Any
    walked: Any
    lawn: Any
    trees: list[Tree] = field(default_factory=list)

    def plant(self, x: float, y: float, kind: Kind, scale: float = 1.0) -> bool:
        """Plant a tree if its place is free; returns whether it was planted."""
        place = Point(x, y)
        if self.built.contains(place) or self.walked.contains(place) or not self.free.contains(place):
            return False
        if any((x - t.x) ** 2 + (y - t.y) ** 2 < LEAST_SPACING_M**2 for t in self.trees):
            return False
        seed = int(abs(x * 131 + y * 17) * 10) % 2**31
        scale *= np.random.default_rng(seed + 2).uniform(*SIZES)
        self.trees.append(Tree(x, y, kind, scale, _crown(kind, seed), seed))
        return True


def plan_trees(clearings: BaseGeometry, seed: int = 21) -> list[Tree]:
    """All trees of the park that have room, outside of `clearings`."""
    land = site()
    plots = [plot for zone, plot in land.plots.items() if zone != "plaza"]
    built = unary_union([*plots, land.bay.buffer(3)])
    planter = _Planter(
        prep(land.paved.buffer(-1.6)),
        prep(built.buffer(1.8).union(clearings)),
        prep(land.paths.buffer(0.9).union(streets.reserved_area()).union(gardens.reserved_area())),
        prep(land.lawn),
    )
    for row in ROWS:
        _plant_row(planter, row)
    for side in (-15.0, 15.0):  # the blossom walk from the pier
        for y in np.arange(-134, -108, 7):
            planter.plant(12 + side, float(y), "blossom", 0.95)
    for x in np.arange(-136, -46, 9.4):  # behind the shops
        planter.plant(float(x), -20.0, "round", 0.9)
    for bearing in range(0, 360, 12):
        planter.plant(*_about(plan.RING_CENTRE, 24, bearing), "column", 0.62)
        planter.plant(*_about(plan.RING_CENTRE, 82, bearing), "column", 0.85)
    for bearing in range(200, 340, 9):  # the circle round the dome is open to the south, for the view
        if not 236 < bearing < 296:
            planter.plant(*_about(centre_of("goals25"), 40, bearing), "autumn", 0.95)
    _plant_shore(planter)
    for bearing in range(7, 367, 15):
        planter.plant(*_about(plan.ISLET_CENTRE, 28.6, bearing), "column", 0.6)
    random = np.random.default_rng(seed)
    for grove in GROVES:
        _plant_grove(planter, grove, random)
    return planter.trees


def draw_near(builder: MeshBuilder, tree: Tree) -> None:
    """Add a tree for close views."""
    builder.random = random = np.random.default_rng(tree.seed + 1)
    with builder.detail("near"), builder.at(tree.x, tree.y, GROUND_LEVEL_M, 0, tree.scale):
        trunk = random.uniform(1.6, 2.4)
        if tree.kind == "column":
            tip = random.uniform(6.5, 9)
            builder.cylinder(0, 0, 0, 1.2, 0.16, OAK_DARK, 5, cap=False)
            profile = [
                (0.2, 0.9),
                (1.35, 1.6),
                (1.5, 2.8),
                (1.1, tip * 0.62),
                (0.55, tip * 0.86),
                (0.02, tip),
            ]
            builder.lathe(profile, 8, tree.crown)
            return
        radius = random.uniform(1.7, 2.5)
        builder.cylinder(0, 0, 0, trunk + 0.8, 0.17, OAK_DARK, 4, cap=False)
        height = radius * random.uniform(0.95, 1.2)
        builder.ball(0, 0, trunk + radius * 0.9, radius, height, tree.crown, "blob", 0.1, smooth=1.0)
        if random.random() < 0.7:
            x, y = _about((0, 0), radius * 0.7, random.uniform(0, 360))
            side = tree.crown.tinted(1.05)
            builder.ball(x, y, trunk + radius * 0.6, radius * 0.62, radius * 0.6, side, "blob", smooth=1.0)


def draw_far(builder: MeshBuilder, tree: Tree) -> None:
    """Add the same tree in some twenty triangles, without the underside of its crown, for distant views."""
    random = np.random.default_rng(tree.seed + 1)
    with builder.detail("far"), builder.at(tree.x, tree.y, GROUND_LEVEL_M, 0, tree.scale):
        trunk = random.uniform(1.6, 2.4)
        if tree.kind == "column":
            tip = random.uniform(6.5, 9)
            builder.lathe([(0, 0.7), (1.5, 2.2), (1.0, tip * 0.62), (0, tip)], 5, tree.crown)
            return
        radius = random.uniform(1.7, 2.5) * 1.06
        turn = random.uniform(0, 60)
        builder.cylinder(0, 0, 0, trunk, 0.22, OAK_DARK, 3, cap=False)
        profile = [
            (radius, trunk + radius * 0.45),
            (radius * 0.9, trunk + radius * 1.2),
            (0, trunk + radius * 1.85),
        ]
        builder.lathe(profile, 5, tree.crown, start_deg=turn, end_deg=turn + 360)


def _crown(kind: Kind, seed: int) -> Material:
    random = np.random.default_rng(seed)
    if kind == "autumn":
        return AUTUMN.tinted(random.uniform(0.95, 1.05))
    if kind == "blossom":
        return BLOSSOMS[random.integers(len(BLOSSOMS))]
    return CROWNS[random.integers(len(CROWNS))].tinted(random.uniform(0.93, 1.07))


def _about(centre: Sequence[float], radius: float, bearing_deg: float) -> plan.Point2:
    angle = math.radians(bearing_deg)
    return (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))


def beside(line: Sequence[plan.Point2], offset_m: float) -> LineString:
    """The line offset by `offset_m` to the left (+) or right (-), corners rounded."""
    return LineString(smooth(line, 20)).offset_curve(offset_m)


def _steps(line: LineString, start: float, step: float) -> Iterator[Point]:
    for distance in np.arange(start, line.length, step):
        yield line.interpolate(distance)


def _plant_row(planter: _Planter, row: Row) -> None:
    for number, place in enumerate(_steps(beside(row.line, row.offset_m), 3, row.step_m)):
        if number % GAP_ROUND not in GAPS:
            planter.plant(place.x, place.y, row.kinds[number % len(row.kinds)], row.scale)


def _plant_shore(planter: _Planter) -> None:
    """Plant trees along the outer shore, of the kinds of each district."""
    land = site()
    shore, bay = land.main.buffer(-4).exterior, land.bay.buffer(9)
    for number, place in enumerate(_steps(shore, 0, 12.5)):
        if not bay.contains(place) and number % GAP_ROUND not in GAPS:
            kinds = _shore_kinds(place.x, place.y)
            planter.plant(place.x, place.y, kinds[number % len(kinds)], 1.05)


def _shore_kinds(x: float, y: float) -> tuple[Kind, ...]:
    if y > 0:
        return ("round", "round", "column") if x < 30 else ("column", "round", "column")
    if x > 88:
        return ("autumn", "round", "autumn")
    return ("column", "round", "round") if x < -140 else ("round", "blossom", "round")


def _plant_grove(planter: _Planter, grove: Grove, random: np.random.Generator) -> None:
    x0, y0, x1, y1 = grove.bounds
    if not site().lawn.intersects(box(*grove.bounds)):
        return
    standing = 0
    for _ in range(grove.count * 6):
        if standing >= grove.count:
            return
        x, y = random.uniform(x0, x1), random.uniform(y0, y1)
        if planter.lawn.contains(Point(x, y)):
            kind = grove.kinds[random.integers(len(grove.kinds))]
            standing += planter.plant(x, y, kind, random.uniform(0.8, 1.2))
