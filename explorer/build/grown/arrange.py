"""Places the buildings in a horseshoe round a plaza that opens to the south, towards the visitor."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import numpy as np
import shapely
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from .outline import outline_of
from .rows import FORECOURT_M, BuildingRow, Floats, Lot
from .variety import Variety

APART_M = 5.0
ARC_DEG = 262.0
"""Angle that the horseshoe spans."""

TURNED_MOST_DEG = 52.0
"""Maximum turn of a front away from the south, so that its letters stay readable."""

LOW_M = 16.0
SLACK_M = 0.3
"""Tolerance of the gaps if a building has a given place: places are rounded to tenths of a metre."""

PUSHES, PULLS = 200, 40
LEAVE_MOST_M = 240.0
"""How far from its place a free lot may go to leave blocked ground."""

NOTHING = Polygon()


def footprint(lot: Lot, margin_m: float = 0.0, ahead_m: float = 0.0) -> Polygon:
    """The footprint of a lot, with a margin and `ahead_m` of ground before its front."""
    whole = Polygon(lot.corners(margin_m, ahead_m))
    outline = outline_of(lot)
    if outline is None:
        return whole
    half = lot.plot_m[0] / 2 + margin_m
    front = -lot.size_m[1] / 2
    strip = (
        Polygon(
            lot.world(
                [
                    (-half, front - lot.stage_m - ahead_m),
                    (half, front - lot.stage_m - ahead_m),
                    (half, front),
                    (-half, front),
                ]
            )
        )
        if ahead_m + lot.stage_m > 0
        else Polygon()
    )
    both = unary_union([outline.buffer(margin_m + 0.01, join_style="mitre"), strip])
    return both if isinstance(both, Polygon) else both.convex_hull


def plaza_radius(count: int, given_m: float | None) -> float:
    """The radius of a plaza for `count` buildings."""
    return given_m or (20.0 if count >= 5 else 15.0)


def gate_of(lots: Sequence[Lot]) -> Lot | None:
    """The gate before the ring road: the first one."""
    return next((lot for lot in lots if lot.row.kind == "gate"), None)


def arrange(
    rows: Sequence[BuildingRow],
    plaza_m: float,
    blocked: BaseGeometry = NOTHING,
    variety: Variety = Variety(),  # noqa: B008, it is frozen
) -> tuple[list[Lot], Floats, float]:
    """A lot for each row, and the centre and radius of the plaza: given places are kept, the others found, without overlaps.

    All are laid out as if no place were given. Then those with a given place go there, and only lots in their way move
    aside: so moving one building does not move the rest, and writing a found place into the scene changes nothing.

    Parameters
    ----------
    blocked : ground that found places avoid: roads, water, neighbours.
    """
    places, hub = _laid_out(
        tuple(replace(row, centre_m=None, heading_deg=None) for row in rows), plaza_m, variety
    )
    lots = [Lot(row, np.array(at), turn, True) for row, (at, turn) in zip(rows, places, strict=True)]
    for lot in lots:
        if lot.row.heading_deg is not None:
            lot.heading_deg = lot.row.heading_deg
        if lot.row.centre_m is not None:
            lot.centre, lot.is_free = np.array(lot.row.centre_m, float), False
    if not all(lot.is_free for lot in lots):
        hub, plaza_m = place_of_plaza(lots, hub, plaza_m, blocked)
        _push_apart(lots, hub, plaza_m, SLACK_M)
    if not blocked.is_empty:
        _leave(blocked, lots, hub, plaza_m)
    for lot in lots:
        if lot.is_free:
            lot.centre = _even(lot.centre)
    return lots, hub, plaza_m


def _leave(blocked: BaseGeometry, lots: list[Lot], hub: Floats, plaza_m: float) -> None:
    """Move each free lot off blocked ground, to the nearest place where it fits."""
    shapely.prepare(blocked)
    misplaced = [lot for lot in lots if lot.is_free and footprint(lot).intersects(blocked)]
    taken = [footprint(lot, APART_M) for lot in lots if lot not in misplaced]
    taken.append(Point(*hub).buffer(plaza_m + 3))
    for lot in misplaced:
        start, whole = lot.centre, unary_union(taken)
        shapely.prepare(whole)
        for reach in np.arange(4.0, LEAVE_MOST_M, 4.0):
            bearings = np.arange(0.0, 2 * math.pi, 4.0 / reach)
            around = start + reach * np.column_stack([np.sin(bearings), np.cos(bearings)])
            outline = footprint(lot, ahead_m=FORECOURT_M)
            spots = [shapely.transform(outline, lambda p, by=at - start: p + by) for at in around]
            free = ~shapely.intersects(whole, spots) & ~shapely.intersects(blocked, spots)
            if free.any():
                lot.centre = around[int(free.argmax())]
                break
        taken.append(footprint(lot, APART_M))


def _even(centre: Floats) -> Floats:
    """A place rounded as in a scene: to tenths of a metre."""
    return np.round(centre, 1)


@lru_cache(4)
def _laid_out(
    rows: tuple[BuildingRow, ...], plaza_m: float, variety: Variety
) -> tuple[list[tuple[tuple[float, ...], float]], Floats]:
    """Place and heading of each row in the horseshoe about the origin, and the centre of the plaza.

    The lowest buildings are at its ends and the tallest in the middle of its back, or as the variety orders them; one
    or two low ones are inside.
    """
    lots = [Lot(row, np.zeros(2), 180.0, True) for row in rows]
    gate = gate_of(lots)
    others = [lot for lot in lots if lot is not gate]
    inner = _inside(others)
    _ring([lot for lot in others if lot not in inner], plaza_m, variety)
    for number, lot in enumerate(inner):
        side = (-1) ** number
        lot.centre = np.array([side * (plaza_m + lot.plot_m[0] / 2 + 5), 4.0 + 8 * number])
        lot.heading_deg = 180 - 18.0 * side
    if gate is not None:
        reach = max([float(np.linalg.norm(lot.centre)) for lot in others] or [plaza_m])
        gate.centre = np.array([0.0, -max(0.62 * reach, plaza_m) - 16])
    _turn(lots, variety)
    hub = np.zeros(2)
    _push_apart(lots, hub, plaza_m)
    _draw_in(lots, gate, plaza_m)
    whole: BaseGeometry = unary_union([*map(footprint, lots), Point(*hub)])
    middle = np.array(whole.envelope.centroid.coords[0])
    return [(tuple(_even(lot.centre - middle)), lot.heading_deg) for lot in lots], _even(hub - middle)


def _inside(others: list[Lot]) -> list[Lot]:
    """The smallest low buildings, which go inside the horseshoe if there are many."""
    low = sorted(
        (lot for lot in others if lot.height_m < LOW_M), key=lambda lot: lot.plot_m[0] * lot.plot_m[1]
    )
    return low[: (len(others) >= 6) + (len(others) >= 10)]


def _turn(lots: list[Lot], variety: Variety) -> None:
    """Mirror the arrangement, then turn it about the plaza."""
    angle = math.radians(variety.turn_deg)
    cosine, sine = math.cos(angle), math.sin(angle)
    for lot in lots:
        if variety.is_mirrored:
            lot.centre, lot.heading_deg = lot.centre * [-1, 1], 360 - lot.heading_deg
        if variety.turn_deg:
            lot.centre = lot.centre @ np.array([[cosine, sine], [-sine, cosine]])
            lot.heading_deg -= variety.turn_deg


def _ring(lots: list[Lot], plaza_m: float, variety: Variety) -> None:
    ring = variety.ordered(sorted(lots, key=lambda lot: lot.height_m))
    if not ring:
        return
    room = [math.hypot(*lot.plot_m) * 0.80 + 9 for lot in ring]
    arc = math.radians(ARC_DEG)
    radius = max(plaza_m + 16 + max(lot.size_m[1] / 2 + lot.stage_m for lot in ring), sum(room) / arc)
    at = -arc / 2
    for lot, share in zip(ring, room, strict=True):
        bearing = at + arc * share / sum(room) / 2
        at += arc * share / sum(room)
        lot.centre = radius * np.array(variety.stretch) * [math.sin(bearing), math.cos(bearing)]
        turn = math.degrees(bearing)
        lot.heading_deg = (
            round(float(np.clip(turn + 180, 180 - TURNED_MOST_DEG, 180 + TURNED_MOST_DEG)) / 4) * 4.0
        )
        if abs(turn) > 95:
            lot.heading_deg = 180 + math.copysign(24.0, turn)


def _push_apart(lots: list[Lot], hub: Floats, plaza_m: float, slack_m: float = 0.0) -> None:
    """Move the free lots until they overlap neither each other nor the plaza; lots that overlap nothing stay."""
    gate = gate_of(lots)
    plaza = Point(*hub).buffer(plaza_m + 3 - slack_m)
    outlines = {lot.id: footprint(lot, APART_M - slack_m, FORECOURT_M) for lot in lots}

    def push(lot: Lot, way: Floats) -> None:
        lot.centre = lot.centre + way
        outlines[lot.id] = footprint(lot, APART_M - slack_m, FORECOURT_M)

    for _ in range(PUSHES):
        moved = False
        for first, second in combinations(lots, 2):
            one, other = outlines[first.id], outlines[second.id]
            if not (first.is_free or second.is_free) or not one.intersects(other):
                continue
            way = second.centre - first.centre
            length = float(np.linalg.norm(way))
            way = way / length if length > 1 else np.array([1.0, 0.0])
            step = min(6.0, 0.5 + math.sqrt(one.intersection(other).area) * 0.2)
            step *= 0.5 if first.is_free and second.is_free else 1.0
            if first.is_free:
                push(first, -way * step)
            if second.is_free:
                push(second, way * step)
            moved = True
        for lot in lots:
            if lot.is_free and lot is not gate and outlines[lot.id].intersects(plaza):
                away = lot.centre - hub
                push(lot, away / max(float(np.linalg.norm(away)), 1.0) * 1.5)
                moved = True
        if not moved:
            break


def _draw_in(lots: list[Lot], gate: Lot | None, plaza_m: float) -> None:
    """Move lots inward as far as they fit."""
    plaza = Point(0, 0).buffer(plaza_m + 3)
    outlines = {lot.id: footprint(lot, APART_M, FORECOURT_M) for lot in lots}
    inward = sorted(
        (lot for lot in lots if lot.is_free and lot is not gate),
        key=lambda lot: float(np.linalg.norm(lot.centre)),
    )
    still = set[str]()
    for _ in range(PULLS):
        for lot in inward:
            if lot.id in still:
                continue
            before = lot.centre
            lot.centre = before - before / max(float(np.linalg.norm(before)), 1e-6)
            outline = footprint(lot, APART_M, FORECOURT_M)
            if outline.intersects(plaza) or any(
                outline.intersects(other) for id, other in outlines.items() if id != lot.id
            ):
                lot.centre = before
                still.add(lot.id)
            else:
                outlines[lot.id] = outline


def place_of_plaza(
    lots: Sequence[Lot], hub: Floats, plaza_m: float, blocked: BaseGeometry = NOTHING
) -> tuple[Floats, float]:
    """Centre and radius of the plaza: as laid out, or the widest free spot if given places leave it no room."""
    spot = Point(*hub).buffer(plaza_m)
    given = [lot for lot in lots if not lot.is_free]
    is_amid = len(given) < len(lots) or unary_union([footprint(lot) for lot in lots]).convex_hull.contains(
        Point(*hub)
    )
    in_the_way = any(footprint(lot, 4, FORECOURT_M * 0.5).intersects(spot) for lot in given)
    if is_amid and not in_the_way and not blocked.intersects(spot):
        return hub, plaza_m
    built: BaseGeometry = unary_union([blocked, *(footprint(lot, 3, 4) for lot in given)])
    shapely.prepare(built)
    west, south, east, north = built.bounds
    x, y = np.meshgrid(np.arange(west - 20, east + 21, 4.0), np.arange(south - 24, north + 21, 4.0))
    distance = shapely.distance(built, shapely.points(x, y))
    best = int((np.minimum(distance, plaza_m) - 0.12 * np.hypot(x - hub[0], y - hub[1])).argmax())
    return np.array([x.flat[best], y.flat[best]]), float(np.clip(distance.flat[best] - 1, 7, plaza_m))
