"""Regions of the ground: their largest piece, their pieces, and those that a scene gives."""

from __future__ import annotations

from collections.abc import Sequence

from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .arrange import NOTHING
from .rows import Region


def largest(region: BaseGeometry) -> Polygon:
    """The largest piece of a region, without holes."""
    pieces = [piece for piece in getattr(region, "geoms", [region]) if isinstance(piece, Polygon)]
    return Polygon(max(pieces, key=lambda piece: piece.area).exterior)


def pieces_of(region: BaseGeometry, least_m2: float = 0.0) -> list[Polygon]:
    """The polygons of a region that are large enough, largest first."""
    found = [p for p in getattr(region, "geoms", [region]) if isinstance(p, Polygon) and p.area > least_m2]
    return sorted(found, key=lambda piece: -piece.area)


def regions(given: Sequence[Region]) -> BaseGeometry:
    """The polygons of a scene as one region."""
    return unary_union([Polygon(ring).buffer(0) for ring in given] or [NOTHING])
