"""Where people can walk: the paved land as a raster, without obstacles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from explorer.build.geometry.arrays import DETAIL_CODES
from explorer.build.geometry.shapes import Floats
from explorer.build.pipeline.assemble import Part
from explorer.build.site.plan import BRIDGES, GROUND_LEVEL_M, ROAD_WIDTH_M, Bridge, Room
from explorer.build.site.site import site
from explorer.build.site.streets import CROSSINGS, TRAM_AXIS_Y
from explorer.build.traffic.routes import TURN_MIDDLES

from ...i18n import ENGLISH

CELL_M = 0.25
LOW, HIGH = (-218.0, -150.0), (220.0, 150.0)
STEP_M = 0.45
"""Height below which an obstacle is a step."""

HEAD_M = 1.95
HIGH_M = 20.0
"""A height above all decks and heads on them."""

SHOULDER_M = 0.5
"""Minimum distance of the middle of a body from obstacles."""

ROOM_M = 0.3
"""Extra distance of planned paths, since walkers cut corners."""

SHORE_M = 1.6
RAIL_M = 0.7
"""Distance of walkers from the edge of a bridge."""

EXHIBIT_M = 0.5
"""Minimum distance of the middle of a body from the room of a live exhibit."""

CROSSING_M = 3.4
CARS_TURN_M = 12.0
"""Walkers do not cross the avenue where cars turn; elsewhere only trams use it."""

Mask = npt.NDArray[np.bool_]


class WalkableMap:
    """A raster of the ground that people can walk on.

    Parameters
    ----------
    parts : the static models of the park.
    solids : boxes of dtype `baked_format.SOLID`, which are obstacles too.
    rooms : of live exhibits. Walkers stay out, even while the exhibit is off.

    Attributes
    ----------
    free : shape (rows, columns), where the middle of a body can be; row 0 is in the south.
    roomy : the same with `ROOM_M` to spare.
    """

    def __init__(
        self, parts: Sequence[Part], solids: npt.NDArray[np.void], rooms: Sequence[Room] = ()
    ) -> None:
        self._size = (int((HIGH[0] - LOW[0]) / CELL_M), int((HIGH[1] - LOW[1]) / CELL_M))
        land = site()
        bridges = unary_union(
            [_line(bridge).buffer(bridge.width_m / 2, cap_style="flat") for bridge in BRIDGES.values()]
        )
        crossings = unary_union(
            [
                box(x - CROSSING_M / 2, y - ROAD_WIDTH_M, x + CROSSING_M / 2, y + ROAD_WIDTH_M)
                for x, y, _ in CROSSINGS
                if y == TRAM_AXIS_Y and all(abs(x - turn) > CARS_TURN_M for turn, _ in TURN_MIDDLES)
            ]
        )
        dry = land.island.buffer(-SHORE_M).difference(land.roads.buffer(0.4).difference(crossings))
        ground = dry.difference(land.green.buffer(0.2))
        spans = unary_union(
            [
                _line(bridge, 3.0).buffer(bridge.width_m / 2 - RAIL_M, cap_style="flat")
                for bridge in BRIDGES.values()
            ]
        )
        blocked = self._drawn([*_standing(parts), *_boxes(solids)], lines=True) & ~self._filled(
            bridges.buffer(0.4)
        )
        over_decks = self._drawn(_boxes(solids[_hang_over_decks(solids)], HIGH_M), lines=True)
        kept = self._drawn([_outline(room) for room in rooms if _in_the_way(room)], lines=True)
        self.free = (self._filled(ground) & ~_wider(blocked, SHOULDER_M)) | self._filled(spans)
        self.free &= ~kept & ~_wider(over_decks, SHOULDER_M)
        self.roomy = ~_wider(~self.free, ROOM_M)
        self._floor = self._levels(parts)

    def is_free(self, points: npt.ArrayLike, with_room: bool = False) -> Mask:
        """Whether a body can be at points (..., 2); `with_room`: with `ROOM_M` to spare."""
        column, row = self._cells(points)
        return np.asarray((self.roomy if with_room else self.free)[row, column])

    def is_clear(self, start: Floats, end: Floats, with_room: bool = False) -> Mask:
        """Whether the straight lines from (n, 2) to (n, 2) are free."""
        length = float(np.linalg.norm(end - start, axis=1).max(initial=0.0))
        shares = np.linspace(0, 1, max(int(length / (CELL_M * 0.8)) + 2, 2))[:, None, None]
        return np.asarray(self.is_free(start * (1 - shares) + end * shares, with_room).all(axis=0))

    def level(self, points: npt.ArrayLike) -> Floats:
        """Height of the floor at points (..., 2), metres."""
        places = np.asarray(points, float)
        column, row = self._cells(places)
        z = self._floor[row, column].astype(float)
        for bridge in BRIDGES.values():
            z = np.maximum(z, bridge_level(bridge, places))
        return z

    def _cells(self, points: npt.ArrayLike) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        at = np.floor((np.asarray(points, float) - LOW) / CELL_M).astype(np.int64)
        return np.clip(at[..., 0], 0, self._size[0] - 1), np.clip(at[..., 1], 0, self._size[1] - 1)

    def _filled(self, region: BaseGeometry) -> Mask:
        rings: list[tuple[Floats, int]] = []
        for piece in getattr(region, "geoms", [region]):
            rings.append((np.array(piece.exterior.coords), 1))
            rings += [(np.array(hole.coords), 0) for hole in piece.interiors]
        picture = Image.new("1", self._size)
        pen = ImageDraw.Draw(picture)
        for ring, value in rings:  # the polygons do not overlap, so a hole affects only its polygon
            pen.polygon(self._pixels(ring), fill=value)
        return np.array(picture)

    def _drawn(self, outlines: Iterable[Floats], lines: bool) -> Mask:
        picture = Image.new("1", self._size)
        pen = ImageDraw.Draw(picture)
        for outline in outlines:
            pen.polygon(self._pixels(outline), fill=1, outline=1 if lines else None)
        return np.array(picture)

    def _pixels(self, ring: Floats) -> list[tuple[float, float]]:
        return [tuple(point) for point in ((ring[:, :2] - LOW) / CELL_M - 0.5).tolist()]

    def _levels(self, parts: Sequence[Part]) -> npt.NDArray[np.float32]:
        """The highest floor in each cell that is not higher than a step."""
        floor = np.full(self._size[::-1], GROUND_LEVEL_M, np.float32)
        tiles = np.concatenate([_tiles(part) for part in parts])
        heights = np.round(tiles[:, :, 2].max(axis=1), 2)
        for height in np.unique(heights[heights > GROUND_LEVEL_M]):
            floor[self._drawn(tiles[heights == height], lines=False)] = height
        floor[self._filled(site().roads)] = 0.0
        return floor


def bridge_level(bridge: Bridge, points: Floats) -> Floats:
    """Height of the deck of a bridge at points (..., 2); -inf beside it."""
    start, end = np.array(bridge.start), np.array(bridge.end)
    way = end - start
    length = float(np.linalg.norm(way))
    t = ((points - start) @ way) / length**2
    aside = np.abs((points - start) @ np.array([-way[1], way[0]]) / length)
    inside = (t >= 0) & (t <= 1) & (aside <= bridge.width_m / 2)
    return np.where(inside, GROUND_LEVEL_M + 0.15 + bridge.rise_m * 4 * t * (1 - t), -np.inf)


def _line(bridge: Bridge, beyond_m: float = 0.0) -> LineString:
    start, end = np.array(bridge.start), np.array(bridge.end)
    way = (end - start) / np.linalg.norm(end - start) * beyond_m
    return LineString([start - way, end + way])


def _in_the_way(room: Room) -> bool:
    """Whether a room is an obstacle; one overhead is not."""
    return room.centre_m[2] < GROUND_LEVEL_M + HEAD_M


def _outline(room: Room) -> Floats:
    """The corners of a room with its margin and one cell more, since cells are tested at their centre."""
    across, ahead = room.size_m[0] / 2 + EXHIBIT_M + CELL_M, room.size_m[1] / 2 + EXHIBIT_M + CELL_M
    return np.array([room.at(across * i, ahead * j) for i, j in ((1, 1), (1, -1), (-1, -1), (-1, 1))])


def _hang_over_decks(solids: npt.NDArray[np.void]) -> Mask:
    """The mask of boxes that block heads on a bridge but not on the ground below."""
    middle = (solids["low"][:, :2] + solids["high"][:, :2]) / 2
    deck = np.max([bridge_level(bridge, middle) for bridge in BRIDGES.values()], axis=0)
    hangs = (solids["low"][:, 2] < deck + HEAD_M) & (solids["high"][:, 2] > deck + STEP_M)
    return np.asarray(hangs & (solids["zone"] != ""))


def _boxes(solids: npt.NDArray[np.void], below_m: float = HEAD_M) -> list[Floats]:
    inside = (solids["low"][:, 2] < below_m) & (solids["high"][:, 2] > STEP_M + 0.1)
    rings = []
    for low, high in zip(solids["low"][inside], solids["high"][inside], strict=True):
        rings.append(np.array([(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])]))
    return rings


def _standing(parts: Sequence[Part]) -> list[Floats]:
    """Triangles that are obstacles."""
    found: list[Floats] = []
    for part in parts:
        if part.kind in ("far", "water", "city", "joints") or part.language not in ("", ENGLISH):
            continue
        points = part.arrays.points[part.arrays.detail != DETAIL_CODES["far"]]
        z = points[:, :, 2]
        found += list(points[(z.min(axis=1) < HEAD_M) & (z.max(axis=1) > STEP_M)])
    return found


def _tiles(part: Part) -> Floats:
    """Level triangles that people can walk on."""
    if part.kind not in ("building", "ground", "harbour"):
        return np.zeros((0, 3, 3))
    z = part.arrays.points[:, :, 2]
    level = (np.ptp(z, axis=1) < 0.02) & (z.max(axis=1) <= STEP_M) & (z.min(axis=1) > 0.1)
    return np.asarray(part.arrays.points[level & (part.arrays.face_normals[:, 2] > 0.9)])


def _wider(mask: Mask, by_m: float) -> Mask:
    """The mask grown by a disc."""
    reach = int(np.ceil(by_m / CELL_M))
    out = mask.copy()
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            if np.hypot(dx, dy) * CELL_M <= by_m + 0.01:
                out |= np.roll(mask, (dy, dx), axis=(0, 1))
    return out
