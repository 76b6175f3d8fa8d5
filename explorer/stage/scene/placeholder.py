"""Placeholders for missing models: a paper block with an edge in the zone's accent, on plain ground."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin

import numpy as np
import numpy.typing as npt

from ...base.baked_format import Surface
from ...base.geometry import Vec2
from ...park.meshes import PAPER
from ...park.model import Park, Place, Zone
from .mesh import colour_bytes
from .unbaked import WATER_LEVEL_M, Part, faceted

GROUND = (0.74, 0.77, 0.62)
CHAMFER_M = 0.6
WATER_REACH_M = 1500.0
SHORE_M = 12.0


def block(zone: Zone) -> Part:
    """The block of a zone: its footprint and height, a chamfer in its accent."""
    place = zone.place
    bevel = min(CHAMFER_M, place.height_m / 3, *(side / 4 for side in place.footprint_m))
    foot = corners(place)
    inner = corners(place, inset_m=bevel)
    shoulder_m, top_m = place.height_m - bevel, place.height_m
    accent = tuple(byte / 255 for byte in colour_bytes(zone.accent.day))
    polygons: list[tuple[list[tuple[float, float, float]], tuple[float, ...]]] = []
    for here in range(4):
        after = (here + 1) % 4
        (x0, y0), (x1, y1) = foot[here], foot[after]
        (u0, v0), (u1, v1) = inner[here], inner[after]
        wall = [(x0, y0, 0.0), (x1, y1, 0.0), (x1, y1, shoulder_m), (x0, y0, shoulder_m)]
        edge = [(x0, y0, shoulder_m), (x1, y1, shoulder_m), (u1, v1, top_m), (u0, v0, top_m)]
        polygons += [(wall, PAPER), (edge, accent)]
    polygons.append(([(x, y, top_m) for x, y in inner], PAPER))
    return faceted(f"{zone.id} placeholder", polygons, zone.id)


def corners(place: Place, inset_m: float = 0.0) -> list[Vec2]:
    """The four corners of a footprint, counter-clockwise, turned to the heading of its front."""
    half_x, half_y = (side / 2 - inset_m for side in place.footprint_m)
    turn = radians(180.0 - place.heading_deg)  # a front faces south by default
    cx, cy = place.centre_m
    flat = [(-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)]
    return [(cx + x * cos(turn) - y * sin(turn), cy + x * sin(turn) + y * cos(turn)) for x, y in flat]


def plain_site(park: Park) -> list[Part]:
    """An island of plain ground under all districts and zones, in open water."""
    outline = [point for district in park.districts for point in district.polygon_m]
    outline += [corner for zone in park.zones.values() for corner in corners(zone.place)]
    low = np.min(outline, axis=0) - SHORE_M
    high = np.max(outline, axis=0) + SHORE_M
    middle = (low + high) / 2
    reach = WATER_REACH_M
    return [
        _plate(
            "ground", "solid", _rectangle(low, high), 0.0
        ),  # solid, so that it takes the shadows of the blocks
        _plate("water", "water", _rectangle(middle - reach, middle + reach), WATER_LEVEL_M),
    ]


def _rectangle(low: npt.NDArray[np.float64], high: npt.NDArray[np.float64]) -> list[Vec2]:
    (x0, y0), (x1, y1) = low.tolist(), high.tolist()
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def _plate(kind: str, surface: Surface, ring: list[Vec2], level_m: float) -> Part:
    part = faceted(kind, [([(x, y, level_m) for x, y in ring], GROUND)])
    return replace(part, kind=kind, surface=surface)
