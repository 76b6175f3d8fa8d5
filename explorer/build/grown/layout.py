"""The layout found for a scene: places, viewpoints, rooms for exhibits, bounds. Stored with the park, quick to read back."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .arrange import footprint
from .kinds import KINDS
from .land import Land
from .regions import largest
from .rows import STAGE_GAP_M, Floats, Lot, Point2

OVERVIEW = (27.0, 24.5)
"""Elevation and field of view of the overview, degrees."""

ASPECT = 16 / 9
FRONT_FOV_DEG, ROOM_FOV_DEG = 34.0, 42.0
GROUND_M = 0.18
FOREGROUND = np.array([0.2, 0.3, 0.4, 0.5])[None, :, None]
"""Points on the ground in the lower part of a frame, as fractions of the way to the camera: no roof should cover them."""

BESIDE = (-0.45, -0.25, 0.25, 0.45)
"""The same to both sides, as shares of the distance that is left: near the corners of the frame."""

MARGIN_M = 3.0
"""Minimum distance of a camera from walls."""

NEAREST_M, FURTHEST_M = 120.0, 1400.0
BEHIND = 1.15
AROUND_M = 30.0
"""Width of the strip round the zones in the overview of a real site."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A viewpoint, as written in a scene."""

    target_m: tuple[float, float, float]
    azimuth_deg: float
    elevation_deg: float
    distance_m: float
    fov_deg: float


@dataclass(frozen=True, slots=True)
class RoomPlace:
    """The room of a building for an exhibit, in world coordinates."""

    centre_m: tuple[float, float, float]
    size_m: tuple[float, float, float]
    heading_deg: float


def room_of(lot: Lot) -> RoomPlace:
    """The free room of a building."""
    width, depth = lot.size_m
    if lot.row.room_m and lot.stage_m:
        size = lot.row.room_m
        x, y, z = 0.0, -depth / 2 - STAGE_GAP_M - size[1] / 2, 0.0
    elif lot.row.kind in KINDS:
        (x, y, z), size = KINDS[lot.row.kind].room(width, depth, lot.row.storeys)
    else:
        (x, y, z), size = (0.0, -depth / 2 - 4.2, 0.0), (min(width, 14.0), 6.0, 5.0)
    place = lot.world([(x, y)])[0]
    centre = (round(float(place[0]), 2), round(float(place[1]), 2), round(GROUND_M + z, 2))
    return RoomPlace(centre, size, lot.heading_deg % 360)


def _back(azimuth_deg: float, elevation_deg: float) -> Floats:
    """The unit vector from the target to the camera."""
    a, e = math.radians(azimuth_deg), math.radians(elevation_deg)
    return np.array([math.sin(a) * math.cos(e), math.cos(a) * math.cos(e), math.sin(e)])


def overview(land: Land) -> Viewpoint:
    """The nearest viewpoint that shows the outline and all heights."""
    azimuth, (elevation, fov) = land.site.variety.azimuth_deg, OVERVIEW
    points = [(x, y, 0.0) for x, y in _shown(land).exterior.coords]
    points += [(x, y, lot.height_m) for lot in land.lots for x, y in lot.corners()]
    cloud = np.array(points)
    back = _back(azimuth, elevation)
    right = np.cross([0, 0, 1], back)
    right /= np.linalg.norm(right)
    up = np.cross(back, right)
    target = np.array([*((cloud[:, :2].max(axis=0) + cloud[:, :2].min(axis=0)) / 2), 3.0])
    tangent = math.tan(math.radians(fov) / 2)

    def seen_from(distance: float) -> tuple[Floats, Floats]:
        """Screen positions of all points, -1..1 to the right and up."""
        seen = cloud - (target + back * distance)
        depth = -(seen @ back)
        return (seen @ right) / depth / tangent / ASPECT, (seen @ up) / depth / tangent

    distance = NEAREST_M
    for _ in range(30):
        near, far = NEAREST_M, FURTHEST_M
        while far - near > 4:  # the image shrinks with distance
            distance = (near + far) / 2
            x, y = seen_from(distance)
            fits = (np.abs(x) < 0.9).all() and np.ptp(y) < 1.64
            near, far = (near, distance) if fits else (distance, far)
        distance = far
        x, y = seen_from(distance)
        shift = (y.max() + y.min()) / 2 + 0.07
        lift = up * shift * tangent * distance
        target = target + np.array([lift[0], lift[1], 0]) * 0.5
        target = target + right * ((x.max() + x.min()) / 2 * tangent * ASPECT * distance) * [0.5, 0.5, 0]
    return _rounded(target, azimuth, elevation, float(distance), fov)


def ground_in_view(land: Land, view: Viewpoint) -> BaseGeometry:
    """The ground between the camera of the overview and the land, a little further back than the camera."""
    a, e = math.radians(view.azimuth_deg), math.radians(view.elevation_deg)
    away = view.distance_m * math.cos(e) * BEHIND
    camera = Point(view.target_m[0] + away * math.sin(a), view.target_m[1] + away * math.cos(a))
    return unary_union([land.outline, camera.buffer(MARGIN_M)]).convex_hull


def _shown(land: Land) -> Polygon:
    """The ground in the overview: all land, or on a real site the zones and a strip round them."""
    if not land.site.neighbours:
        return land.outline
    zones = unary_union([land.plaza, *(footprint(lot) for lot in land.lots)])
    return largest(zones.convex_hull.buffer(AROUND_M).intersection(land.outline))


def front_view(lot: Lot, lots: Sequence[Lot]) -> Viewpoint:
    """The view of a front that is least hidden by its neighbours."""
    width, depth = lot.size_m
    reach = math.hypot(width, depth, lot.height_m) / 2
    target = np.array([*lot.centre, lot.height_m * 0.4])
    distance = reach / math.tan(math.radians(FRONT_FOV_DEG) / 2) * 1.08 + 8
    turns, elevations = np.arange(-44.0, 45.0, 8.0), (11.0, 15.0, 20.0, 25.0, 31.0)
    turn, elevation, share = _grid(turns, elevations, (1.0, 0.86, 0.74))
    hidden = _hidden(lot, lots, target, lot.heading_deg + turn, elevation, distance * share)
    prefer = -20.0 if lot.centre[0] > 0 else 20.0
    best = int(
        (hidden * 4 + np.abs(turn - prefer) / 60 + np.abs(elevation - 15) / 30 + (1 - share) * 0.8).argmin()
    )
    azimuth = (lot.heading_deg + turn[best]) % 360
    return _rounded(target, azimuth, elevation[best], distance * share[best], FRONT_FOV_DEG)


def room_view(lot: Lot, lots: Sequence[Lot]) -> Viewpoint:
    """The view into the room of an exhibit."""
    room = room_of(lot)
    width, depth, height = room.size_m
    target = np.array([room.centre_m[0], room.centre_m[1], room.centre_m[2] + height * 0.42])
    reach = max(width * 0.62, math.hypot(width, depth, height) / 2)
    distance = reach / math.tan(math.radians(ROOM_FOV_DEG) / 2) + depth / 2
    turn, elevation, share = _grid(np.arange(-36.0, 37.0, 9.0), (12.0, 15.0, 20.0, 26.0), (1.0,))
    hidden = _hidden(lot, lots, target, lot.heading_deg + turn, elevation, distance * share)
    prefer = -20.0 if lot.centre[0] > 0 else 20.0
    best = int((hidden * 4 + np.abs(turn - prefer) / 50 + np.abs(elevation - 14) / 30).argmin())
    return _rounded(target, (lot.heading_deg + turn[best]) % 360, elevation[best], distance, ROOM_FOV_DEG)


def _grid(*axes: Sequence[float] | Floats) -> list[Floats]:
    """All combinations, one column per axis."""
    return [column.ravel() for column in np.meshgrid(*(np.asarray(axis, float) for axis in axes))]


def _hidden(
    lot: Lot, lots: Sequence[Lot], target: Floats, azimuth: Floats, elevation: Floats, distance: Floats
) -> Floats:
    """The share of a front, its forecourt and the ground before it that other buildings hide from each camera, (n,)."""
    a, e = np.radians(azimuth), np.radians(elevation)
    back = np.stack([np.sin(a) * np.cos(e), np.cos(a) * np.cos(e), np.sin(e)], axis=1)
    cameras = target + back * distance[:, None]
    width, depth = lot.size_m
    u, v = _grid(np.linspace(-0.5, 0.5, 7), np.linspace(0.08, 0.95, 5))
    face = lot.world(np.column_stack([u * width, np.full(len(u), -depth / 2 - 1)]))
    x, y = _grid(np.linspace(-0.6, 0.6, 7) * width, (-depth / 2 - 4, -depth / 2 - 9))
    court = np.column_stack([lot.world(np.column_stack([x, y])), np.full(len(x), 0.3)])
    points = np.concatenate([np.column_stack([face, v * lot.height_m * 0.8]), court])
    toward = np.array([*target[:2], 0.3]) + (back * distance[:, None] * [1, 1, 0])[:, None] * FOREGROUND
    across = np.stack([-np.cos(a), np.sin(a), np.zeros(len(a))], axis=1) * distance[:, None]
    beside = [toward + across[:, None] * (share * (1 - FOREGROUND)) for share in BESIDE]
    toward = np.concatenate([toward, *beside], axis=1)
    ends_of = np.concatenate([np.broadcast_to(points, (len(cameras), *points.shape)), toward], axis=1)
    hidden, is_inside = np.zeros(ends_of.shape[:2], bool), np.zeros(len(cameras), bool)
    ahead = _back(lot.heading_deg, 0.0)[:2]
    axes = np.column_stack([ahead, (ahead[1], -ahead[0])])
    seen = np.concatenate([ends_of[..., :2].reshape(-1, 2), cameras[:, :2]]) @ axes
    first_m, last_m = seen.min(axis=0) - MARGIN_M, seen.max(axis=0) + MARGIN_M
    for other in lots:
        there = np.asarray(other.corners()) @ axes
        if other is lot or (there.max(axis=0) < first_m).any() or (there.min(axis=0) > last_m).any():
            continue  # too far from all lines of sight
        angle = math.radians(other.turn_deg)
        cosine, sine = math.cos(angle), math.sin(angle)
        turn = np.array([[cosine, sine, 0], [-sine, cosine, 0], [0, 0, 1]])
        middle = np.array([*other.centre, 0.0])
        start, ends = (cameras - middle) @ turn.T, (ends_of - middle) @ turn.T
        half = np.array([*(side / 2 for side in other.size_m), 0.0])
        low, high = -half, half + np.array([0, 0, other.height_m * 0.92])
        with np.errstate(divide="ignore", invalid="ignore"):
            way = ends - start[:, None]
            first, second = (low - start[:, None]) / way, (high - start[:, None]) / way
        ins, outs = np.minimum(first, second), np.maximum(first, second)
        near = np.maximum(
            np.maximum(ins[..., 0], ins[..., 1]), ins[..., 2]
        )  # much faster than `max` along an axis of three
        far = np.minimum(np.minimum(outs[..., 0], outs[..., 1]), outs[..., 2])
        hidden |= (near < far) & (far > 0) & (near < 0.98)
        is_inside |= ((start > low - MARGIN_M) & (start < high + MARGIN_M)).all(axis=1)
    return np.asarray(np.where(is_inside, 1.0, hidden.mean(axis=1)))


def _rounded(target: Floats, azimuth: float, elevation: float, distance: float, fov: float) -> Viewpoint:
    x, y, z = (round(float(v), 1) for v in target)
    return Viewpoint(
        (x, y, z), round(float(azimuth), 1), round(float(elevation), 1), round(float(distance), 1), fov
    )


FILE = "layout.json"
LABEL_ABOVE_M = 3.0
OUTSIDE_M, SOUTH_M, CEILING_M = 250.0, 200.0, 420.0
"""How far a camera may go beyond the land, and how high."""


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """The place and the view of a zone."""

    centre_m: Point2
    footprint_m: Point2
    height_m: float
    heading_deg: float
    label_m: tuple[float, float, float]
    front: Viewpoint
    exhibit: Viewpoint
    room: RoomPlace


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that a scene may leave out."""

    zones: dict[str, PlaceFound]
    overview: Viewpoint
    outline_m: tuple[Point2, ...]
    low_m: Point2
    high_m: Point2
    ceiling_m: float
    recipe: str = ""  # of a bake: the hash of all its inputs

    @classmethod
    def of(cls, land: Land) -> Layout:
        """The layout of some land."""
        west, south, east, north = land.outline.bounds
        zones, around = {}, [*land.lots, *land.neighbours]
        for lot in land.lots:
            x, y = lot.found_at
            high = round(lot.height_m, 1)
            zones[lot.id] = PlaceFound(
                (x, y), lot.size_m, high, lot.found_heading_deg, (x, y, high + LABEL_ABOVE_M),
                front_view(lot, around), room_view(lot, around), room_of(lot),
            )  # fmt: skip
        ring = land.outline.simplify(3.0).exterior.coords
        return cls(
            zones,
            overview(land),
            tuple((round(x, 1), round(y, 1)) for x, y in list(ring)[:-1]),
            (round(west - OUTSIDE_M), round(south - OUTSIDE_M - SOUTH_M)),
            (round(east + OUTSIDE_M), round(north + OUTSIDE_M)),
            CEILING_M,
        )

    def write(self, folder: Path) -> None:
        """Write it into a folder."""
        (folder / FILE).write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Layout:
        """The layout in a folder.

        Raises OSError, ValueError, KeyError, TypeError if it is missing or damaged.
        """
        fields = tuples(json.loads((folder / FILE).read_bytes()))
        zones = {
            id: PlaceFound(
                **{
                    **place,
                    "front": _view(place["front"]),
                    "exhibit": _view(place["exhibit"]),
                    "room": RoomPlace(**place["room"]),
                }
            )
            for id, place in fields["zones"].items()
        }
        return cls(**{**fields, "zones": zones, "overview": _view(fields["overview"])})


def tuples(fields: Any) -> Any:
    """JSON data with tuples instead of lists."""
    if isinstance(fields, dict):
        return {key: tuples(value) for key, value in fields.items()}
    return tuple(map(tuples, fields)) if isinstance(fields, list) else fields


def _view(fields: dict[str, Any]) -> Viewpoint:
    return Viewpoint(**fields)
