"""One place in the park for the name of each district, the same for all views: chosen as the whole park is seen first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import hypot, radians, tan
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ...base.geometry import Corners, Pose, Vec3, in_pieces
from ...park.model import District, Park, Zone
from .label_overlay import PIECES
from .label_places import Wanted, beside_the_land, on_roofs, places_of
from .placement import At, Box

FAR = 2.5
"""Cost of the distance from a district, per width of the view."""
NEARER, OTHERS = 0.6, 8.0
"""Share of the distance to the nearest building of another district from which a place costs, and how much."""


class Sizes(NamedTuple):
    """Sizes in pixels: of the view, of its head and foot where plates are, of its margin, of a number, of each name."""

    view: tuple[float, float]
    head: float
    foot: float
    margin: float
    number: float
    names: Mapping[str, tuple[float, float]]


def anchors_of(park: Park, sizes: Sizes, letters: Iterable[Corners]) -> dict[str, Vec3]:
    """The place of the name of each district, metres; a district without a free place is left out.

    Parameters
    ----------
    letters : the boxes of the letters on buildings.
    """
    first, zones = FirstView(park.home, sizes.view), park.zones
    (wide, tall), margin = sizes.view, sizes.margin
    room = Box(margin, sizes.head, wide - 2 * margin, tall - sizes.head - sizes.foot)
    pieces = [box for line in letters for piece in in_pieces(line, PIECES) if (box := first.box(piece))]
    roofs = first.places([zone.place.label_m for zone in zones.values()])
    seen = {id: at for id, at in zip(zones, roofs, strict=True) if at is not None}
    numbers = on_roofs(_numbers(park, seen, sizes.number), (), Box(0, 0, wide, tall).grown(-margin), pieces)
    taken = [number.box for number in numbers]
    spare = [(box, 1.0) for zone in zones.values() if (box := first.box(_body_of(zone)))]
    found: dict[str, Vec3] = {}
    for district in park.districts:
        points, size = places_of(park, district)[0][1:], sizes.names[district.id]
        offered = {
            at: (point, cost)
            for point, (at, cost) in zip(points, _offered(park, district, first, seen), strict=True)
            if at is not None and Box.around(at, *size).within(room)
        }
        name = beside_the_land(
            district.id, [(at, cost) for at, (_, cost) in offered.items()], size, taken=taken, letters=pieces,
            spare=spare, room=room, gap=margin,
        )  # fmt: skip
        if name is not None:
            at = min(offered, key=lambda at: hypot(at[0] - name.box.middle[0], at[1] - name.box.middle[1]))
            x, y, z = offered[at][0].tolist()
            found[district.id] = (x, y, z)
            taken.append(name.box)
    return found


def _offered(
    park: Park, district: District, first: FirstView, seen: Mapping[str, At]
) -> list[tuple[At | None, float]]:
    """Possible places for a district's name, and the cost of each."""
    points, costs = places_of(park, district)
    (home, *places), own = first.places(points), {zone.id for zone in park.zones_of(district.id)}
    mine, others = [seen[id] for id in seen if id in own], [seen[id] for id in seen if id not in own]
    made: list[tuple[At | None, float]] = []
    for at, cost in zip(places, costs, strict=True):
        far = (
            hypot(at[0] - home[0], at[1] - home[1]) / first.size[0]
            if at is not None and home is not None
            else 0.0
        )
        made.append((at, cost + FAR * far + (_strange(at, mine, others) if at is not None else 0.0)))
    return made


def _strange(at: At, own: Sequence[At], others: Sequence[At]) -> float:
    """Cost of a place that is near a building of another district: one reads the name as that building's."""
    if not own or not others:
        return 0.0
    near, far = (min(hypot(x - at[0], y - at[1]) for x, y in places) for places in (own, others))
    return OTHERS * max(near / max(far, 1e-6) - NEARER, 0.0)


def _numbers(park: Park, seen: Mapping[str, At], side: float) -> list[Wanted]:
    """The numbers on roofs, the nearest first."""
    eye = np.array(park.home.eye)
    away = {id: float(np.linalg.norm(np.array(park.zones[id].place.label_m) - eye)) for id in seen}
    return [Wanted(id, at, (("number", side, side),), away[id]) for id, at in seen.items()]


def _body_of(zone: Zone) -> list[Vec3]:
    """Corners of a building, a little smaller than its bounds."""
    (x, y), half, top = zone.place.centre_m, max(zone.place.footprint_m) * 0.4, zone.place.height_m * 0.85
    return [(x + a, y + b, z) for a in (-half, half) for b in (-half, half) for z in (0.0, top)]


class FirstView:
    """The view of the whole park from its first pose."""

    def __init__(self, pose: Pose, size: tuple[float, float]) -> None:
        self._pose, self.size = pose, size

    def places(self, points: npt.ArrayLike) -> list[At | None]:
        """Positions of points (n, 3) in pixels; None for those behind the camera."""
        right, up, ahead = np.array(self._pose.axes)
        away = np.asarray(points, float).reshape(-1, 3) - np.array(self._pose.eye)
        (wide, tall), half = self.size, tan(radians(self._pose.fov_deg / 2))
        return [
            (float(wide / 2 + x / z / half * tall / 2), float(tall / 2 - y / z / half * tall / 2))
            if z > 0
            else None
            for x, y, z in zip(away @ right, away @ up, away @ ahead, strict=True)
        ]

    def box(self, corners: npt.ArrayLike) -> Box | None:
        """The rectangle around points; None if one is behind the camera."""
        seen = [at for at in self.places(corners) if at is not None]
        if len(seen) < len(np.asarray(corners).reshape(-1, 3)):
            return None
        left, top = np.min(seen, axis=0).tolist()
        right, bottom = np.max(seen, axis=0).tolist()
        return Box(left, top, right - left, bottom - top)
