"""Routes of vehicles, trams, boats, drones and gulls: lines on the road, on the water and through the air."""

from __future__ import annotations

import math

import numpy as np

from explorer.build.geometry.shapes import Floats
from explorer.build.site import plan
from explorer.build.site.plan import Point2
from explorer.build.site.site import smooth
from explorer.crowd.script import BoatKind, Flight, Sailing, Tramway

LANE_M = 2.2
"""Distance from the centre of the road to that of the lane."""

ROAD_STRING: tuple[tuple[float, float, float], ...] = (
    (-180, -6, 0),
    (-194, -6, 10),
    (-194, 40, 22),
    (24, 40, 9),
    (24, 132, 22),
    (198, 132, 22),
    (198, -6, 22),
    (205, -82, 22),
    (176, -129, 22),
    (88, -129, 22),
    (88, -6, 0),
)
"""The roads that cars use, end to end: x, y and the distance before a corner at which the bend begins.

At both ends cars turn round on the avenue.
"""

TURN_M = 3.7
"""Radius of the turn at the end of the road."""

TURN_MIDDLES: tuple[Point2, Point2] = ((-181, -6), (88, -6.6))
TRAM_HALTS_X = (-86.0, 6.0, 108.0, 170.0)
"""Middle of a tram at its stops; the third is clear of the road that turns there.

West of the last platform it would hide the production line.
"""

TRAM_LEVEL_M = 0.05

HARBOUR_LINE: tuple[Point2, ...] = (
    (-56, -124),
    (-50, -92),
    (-60, -76),
    (-90, -70),
    (-134, -71),
    (-145, -84),
    (-146, -112),
    (-138, -142),
    (-104, -156),
    (-72, -150),
)
"""Round the islet, under both bridges and clear of the piers."""

ROUND_LINE: tuple[Point2, ...] = (
    (-60, -196),
    (60, -186),
    (196, -172),
    (246, -96),
    (248, 30),
    (244, 136),
    (206, 174),
    (40, 177),
    (-100, 178),
    (-196, 164),
    (-236, 90),
    (-246, -20),
    (-240, -110),
    (-190, -176),
)
"""Round the whole island."""

SAILING_LINE: tuple[Point2, ...] = (
    (-90, -226),
    (-20, -234),
    (60, -246),
    (30, -286),
    (-90, -290),
    (-170, -256),
)
WESTERN_LINE: tuple[Point2, ...] = ((-268, -50), (-298, -90), (-304, -150), (-284, -196), (-266, -150))

FLIGHTS: tuple[tuple[tuple[float, float, float], ...], ...] = (
    ((75.4, 105.8, 70), (50, 60, 52), (-26, 18, 32), (-80, 78, 22), (-146, 17, 20)),
    ((148, 84, 62), (176, -28, 60), (140, -66, 42), (60, -104, 44), (-34, -54, 28), (-104, -112, 24)),
    ((-40, 124, 22), (0, 106, 42), (40, 130, 50), (98, 130, 50), (132, 112, 42)),
)
"""The stations of the master plan's drones."""

DRONES_EACH = 3
BOATS: dict[str, BoatKind] = {"sail": "sail", "motor": "motor", "ferry": "ferry"}
GULLS: tuple[tuple[float, float, float, float], ...] = (
    (-120, -170, 20, 26),
    (30, -178, 24, 32),
    (-210, 20, 22, 26),
)


def lane() -> tuple[Point2, ...]:
    """The closed line of the cars: along the right side of the road, round, and back along the other side."""
    middle = _rounded_string()
    there, back = _beside(middle), _beside(middle[::-1])
    west, south = TURN_MIDDLES
    ring = [*there[8:-8], *_turn(south, 90), *back[8:-8], *_turn(west, 0)]
    fine = np.array(ring)
    for _ in range(3):  # corners rounded where lane and turn meet
        after = np.roll(fine, -1, axis=0)
        fine = np.stack([fine * 0.75 + after * 0.25, fine * 0.25 + after * 0.75], axis=1).reshape(-1, 2)
    return tuple((round(float(x), 2), round(float(y), 2)) for x, y in fine[::3])


def _rounded_string() -> Floats:
    line = np.array([(x, y) for x, y, _ in ROAD_STRING])
    parts = [line[:1]]
    for (before, corner, after), (_, _, reach) in zip(
        zip(line, line[1:], line[2:], strict=False), ROAD_STRING[1:-1], strict=True
    ):
        legs = [(end - corner) / np.linalg.norm(end - corner) for end in (before, after)]
        far = min(reach, *(float(np.linalg.norm(end - corner)) * 0.48 for end in (before, after)))
        arc = smooth([corner + legs[0] * far * 2.1, corner, corner + legs[1] * far * 2.1], far)
        parts.append(arc[1:-1])
    parts.append(line[-1:])
    corners = np.concatenate(parts)
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(corners, axis=0), axis=1))])
    at = np.arange(0, along[-1], 1.0)
    return np.stack([np.interp(at, along, column) for column in corners.T], axis=1)


def _beside(line: Floats) -> Floats:
    way = np.gradient(line, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    return line + np.column_stack([way[:, 1], -way[:, 0]]) * LANE_M


def _turn(middle: Point2, towards_deg: float) -> list[Floats]:
    """Three quarters of a left-hand circle, entered along `towards_deg`."""
    angles = np.radians(np.arange(towards_deg - 130, towards_deg + 131, 20))
    return [np.array([middle[0] + TURN_M * math.cos(a), middle[1] + TURN_M * math.sin(a)]) for a in angles]


def tramway() -> Tramway:
    """The tram on Plan Avenue."""
    return Tramway(TRAM_HALTS_X, -7.5, -4.5, TRAM_LEVEL_M)


def sailings() -> tuple[Sailing, ...]:
    """Boats round the islet, round the island and on the bay."""
    lines: tuple[tuple[tuple[Point2, ...], float, str, str], ...] = (
        (HARBOUR_LINE, 96, "motor motor motor motor", "street net goals25 twinlib"),
        (ROUND_LINE, 480, "sail motor sail motor ferry", "factory net twinlib goals25 drivers"),
        (SAILING_LINE, 240, "sail sail sail", "street goals25 net"),
        (WESTERN_LINE, 160, "sail sail", "factory twinlib"),
    )
    return tuple(
        Sailing(BOATS[kind], plan.ZONES[zone].accent, line, period_s, number / len(kinds.split()))
        for line, period_s, kinds, zones in lines
        for number, (kind, zone) in enumerate(zip(kinds.split(), zones.split(), strict=True))
    )


def flights() -> tuple[Flight, ...]:
    """Drones between the roofs on the master plan's three lines."""
    return tuple(
        Flight(stations, number / DRONES_EACH + start / 7)
        for start, stations in enumerate(FLIGHTS)
        for number in range(DRONES_EACH)
    )
