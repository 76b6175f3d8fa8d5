"""The land across the water seen from above, as one image: streets, green, open sky and the sun of the day.

The ground there is a few large plates, too coarse for light per vertex, but without shade its houses would seem to
float. So the shade is drawn from the plan of the city, without rays.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter
from shapely.geometry import MultiPoint, Point, box
from shapely.geometry.base import BaseGeometry

from explorer.base.baked_format import FAR_LAND_SPAN_M, SUNS
from explorer.build.site.city import QUARTER_M, Crown, House, city, half_quarter
from explorer.build.site.plan import FAR_LEVEL_M
from explorer.build.site.site import open_water

FINER = 2
"""Factor of supersampling: it is drawn larger and scaled down, for smooth edges."""

STREET_M = 7.0
ROAD_M = (11.0, 16.5)
"""Near and far edge of the road behind the promenade, as distances from the water."""

GARDENS, GARDEN_SHARES = (0.12, 0.43, 0.75, 0.92), (0.25, 0.25, 0.30, 0.20)
"""Levels of green of the quarters, and the share of quarters with each."""

OPEN_COUNTRY = 0.27
PROMENADE_GREEN = (0.04, 0.80)
"""Green beside the promenade: at the water, and round its trees."""

CLOSED_SKY = 0.85
NEAR_SHADE, WIDE_SHADE = (0.62, 2.6), (0.38, 8.0)
"""Share of the sky that a house hides at its foot, and over which distance (m): close by and further away."""

UNDER_CROWN = 0.45
TREE_M = 4.0
"""Height of the middle of a crown, which decides where its shadow falls."""

Plane = npt.NDArray[np.float64]


def far_land(px: int) -> npt.NDArray[np.uint8]:
    """The map, shape (px, px, 4), row 0 at the south edge: street, green, open sky, share of sunlight by day."""
    board = _Board(px)
    houses, trees = list(city().houses), list(city().trees)
    roofs = board.drawn((box(h.x0, h.y0, h.x1, h.y1) for h in houses), blur_m=0.0)
    crowns = board.drawn((Point(t.x, t.y).buffer(t.radius_m, quad_segs=4) for t in trees), blur_m=0.5)
    shade = board.drawn([*map(_house_shadow, houses), *map(_tree_shadow, trees)], blur_m=0.5)
    closed = sum(share * board.blurred(roofs, reach_m) for share, reach_m in (NEAR_SHADE, WIDE_SHADE))
    sky = (1 - CLOSED_SKY * np.clip(closed, 0, 1)) * (1 - UNDER_CROWN * crowns)
    green = np.maximum(board.blurred(_green(board), 0.5), crowns)
    streets = board.blurred(_streets(board), 0.3) * (1 - crowns)
    planes = np.stack([streets, green, sky, 1 - shade], axis=2)
    return np.asarray(np.rint(np.clip(planes, 0, 1) * 255), np.uint8)


class _Board:
    """A canvas for the land, in metres from the middle of the island."""

    def __init__(self, px: int) -> None:
        self._px, self._scale = px, px * FINER / FAR_LAND_SPAN_M

    def painted(self, ground: float, *layers: tuple[Iterable[BaseGeometry], Iterable[float]]) -> Plane:
        """Shapes over a uniform ground, each with its value, later ones over earlier ones."""
        picture = Image.new("L", (self._px * FINER,) * 2, round(ground * 255))
        pen = ImageDraw.Draw(picture)
        for shapes, levels in layers:
            for shape, level in zip(shapes, levels, strict=True):
                for part in getattr(shape, "geoms", [shape]):
                    corners = (np.asarray(part.exterior.coords) + FAR_LAND_SPAN_M / 2) * self._scale
                    pen.polygon([tuple(corner) for corner in corners], fill=round(level * 255))
        small = picture.resize((self._px,) * 2, Image.Resampling.BOX)
        return np.asarray(small, float) / 255

    def drawn(self, shapes: Iterable[BaseGeometry], blur_m: float) -> Plane:
        """The mask of the shapes: 1 inside, 0 outside, blurred by `blur_m`."""
        told = list(shapes)
        return self.blurred(self.painted(0.0, (told, [1.0] * len(told))), blur_m)

    def blurred(self, plane: Plane, reach_m: float) -> Plane:
        """The plane blurred by a distance in metres."""
        if reach_m <= 0:
            return plane
        picture = Image.fromarray(np.rint(plane * 255).astype(np.uint8))
        soft = picture.filter(ImageFilter.GaussianBlur(reach_m * self._scale / FINER))
        return np.asarray(soft, float) / 255


def _green(board: _Board) -> Plane:
    random = np.random.default_rng(3)
    half_x, half_y = half_quarter()
    quarters, water = city().quarters, open_water()
    lots = [box(q.x - half_x - 3, q.y - half_y - 3, q.x + half_x + 3, q.y + half_y + 3) for q in quarters]
    courts = [box(q.x - half_x + 1, q.y - half_y + 1, q.x + half_x - 1, q.y + half_y - 1) for q in quarters]
    greens = [float(g) for g in random.choice(GARDENS, size=len(courts), p=GARDEN_SHARES)]
    wall, lawn = PROMENADE_GREEN
    shore = [water.buffer(ROAD_M[0]), water.buffer(4.5)]
    return board.painted(OPEN_COUNTRY, (lots, [0.0] * len(lots)), (courts, greens), (shore, [lawn, wall]))


def _streets(board: _Board) -> Plane:
    """A street round every quarter, centred in the gap to the next one, and the road along the water."""
    out_x, out_y = (side / 2 + STREET_M / 2 for side in QUARTER_M)
    in_x, in_y = (side / 2 - STREET_M / 2 for side in QUARTER_M)
    rings, lots = [], []
    for q in city().quarters:
        rings.append(box(q.x - out_x, q.y - out_y, q.x + out_x, q.y + out_y))
        lots.append(box(q.x - in_x, q.y - in_y, q.x + in_x, q.y + in_y))
    water = open_water()
    road = [water.buffer(ROAD_M[1]), water.buffer(ROAD_M[0])]
    # all streets first, so that the lot of one quarter never covers the street of the next
    return board.painted(0.0, (rings, [0.92] * len(rings)), (lots, [0.0] * len(lots)), (road, [0.92, 0.0]))


def _house_shadow(house: House) -> BaseGeometry:
    sun_x, sun_y, sun_z = SUNS["day"]
    rise = (house.height_m - FAR_LEVEL_M) / sun_z
    foot = [(house.x0, house.y0), (house.x1, house.y0), (house.x1, house.y1), (house.x0, house.y1)]
    return MultiPoint([*foot, *((x - sun_x * rise, y - sun_y * rise) for x, y in foot)]).convex_hull


def _tree_shadow(tree: Crown) -> BaseGeometry:
    sun_x, sun_y, sun_z = SUNS["day"]
    away = TREE_M / sun_z
    return Point(tree.x - sun_x * away, tree.y - sun_y * away).buffer(tree.radius_m, quad_segs=4)
