"""Outlines of buildings as on a map: their frame (middle, size and front), and the lots of neighbours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.polygon import orient

from .rows import BuildingRow, Floats, Lot, Point2, Region, SiteRow

NEIGHBOUR = "neighbour"
"""The kind of a building that is not a zone."""

SOUTH_COUNTS = 0.8
"""How much it counts for a side to face south, from where the letters are read; facing the middle counts the rest."""


@dataclass(frozen=True, slots=True)
class Framed:
    """An outline in its frame: the front faces south, the middle of the least rectangle round it is the origin."""

    centre_m: Point2
    size_m: Point2  # width along the front, and depth
    heading_deg: float  # direction of the front, clockwise from north
    outline_m: Region


def framed(ring: Sequence[Point2], toward: Point2 | None = None) -> Framed:
    """The frame of an outline.

    Parameters
    ----------
    ring : corners, in metres; they enclose an area.
    toward : a point that the front should rather face; the south alone if None.
    """
    outline = orient(Polygon(ring))
    corners = np.array(outline.minimum_rotated_rectangle.exterior.coords)[:-1]
    centre = corners.mean(axis=0)
    sides = (corners + np.roll(corners, -1, axis=0)) / 2 - centre
    lengths = np.linalg.norm(sides, axis=1)
    faces = sides / np.maximum(lengths, 1e-9)[:, None]
    look = np.zeros(4)
    if toward is not None:
        away = np.asarray(toward, float) - centre
        look = faces @ (away / max(float(np.linalg.norm(away)), 1.0))
    best = int((-SOUTH_COUNTS * faces[:, 1] + (1 - SOUTH_COUNTS) * look).argmax())
    depth, width = 2 * lengths[best], 2 * lengths[(best + 1) % 4]
    heading = math.degrees(math.atan2(faces[best, 0], faces[best, 1])) % 360
    turn = math.radians(heading - 180)
    cosine, sine = math.cos(turn), math.sin(turn)
    local = (np.array(outline.exterior.coords)[:-1] - centre) @ np.array([[cosine, sine], [-sine, cosine]])
    return Framed(
        (float(centre[0]), float(centre[1])),
        (float(width), float(depth)),
        heading,
        tuple((float(x), float(y)) for x, y in local),
    )


def is_drawable(ring: Sequence[Point2]) -> bool:
    """Whether an outline encloses an area and does not cross itself."""
    outline = Polygon(ring)
    return bool(outline.is_valid and outline.area > 1.0)


def neighbours_of(site: SiteRow) -> list[Lot]:
    """A lot for each neighbour; outlines that cross themselves are left out."""
    lots = []
    for number, (ring, height) in enumerate(site.neighbours):
        if is_drawable(ring):
            found = framed(ring)
            row = BuildingRow(
                "", NEIGHBOUR, found.size_m, height, 1, "#D9CBB9", "#FFC27A",
                seed=site.seed + number, variant=number, outline_m=found.outline_m,
            )  # fmt: skip
            lots.append(Lot(row, np.array(found.centre_m), found.heading_deg, False))
    return lots


def outline_of(lot: Lot) -> Polygon | None:
    """The true outline of a traced building in the park; None for any other."""
    return Polygon(lot.world(lot.row.outline_m)) if lot.row.outline_m else None


def inset(ring: Floats, by_m: float) -> Polygon:
    """The largest piece of a polygon moved inwards; empty if nothing is left."""
    inner = Polygon(ring).buffer(-by_m, join_style="mitre")
    pieces = [piece for piece in getattr(inner, "geoms", [inner]) if piece.area > 0]
    return max(pieces, key=lambda piece: float(piece.area), default=Polygon())


STEPS = 240
"""Points along a line of sight at which walls are looked for."""


def first_met(
    houses: Sequence[tuple[Region, float]], eye_m: tuple[float, float, float], ground_m: Point2
) -> int | None:
    """The number of the house that a line of sight from the eye to a place on the ground meets first.

    Parameters
    ----------
    houses : outlines and heights, metres.
    """
    start, end = np.array(eye_m), np.array([*ground_m, 0.0])
    points = start + (end - start) * np.linspace(0.0, 1.0, STEPS)[:, None]
    best: tuple[int, int] | None = None
    for number, (ring, height) in enumerate(houses):
        inside = shapely.contains_xy(Polygon(ring), points[:, 0], points[:, 1])
        hit = np.flatnonzero(inside & (points[:, 2] <= height))
        if len(hit) and (best is None or hit[0] < best[0]):
            best = (int(hit[0]), number)
    return None if best is None else best[1]


def shared_area_m2(one: Sequence[Point2], other: Sequence[Point2]) -> float:
    """Area that two outlines of any form share."""
    return float(Polygon(one).buffer(0).intersection(Polygon(other).buffer(0)).area)
