"""The site plan as data.

The zones come from the scene that the park is baked for, everything else is here. Lengths are metres from the
centre of the island, x east, y north, z up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import yaml

Point2 = tuple[float, float]
Point3 = tuple[float, float, float]
Letters = Mapping[str, Mapping[str, str]]
"""Zone -> language -> the words on its building."""

WATER_LEVEL_M = -1.6
FAR_LEVEL_M = -0.4
"""Level of the land across the water."""

GROUND_LEVEL_M = 0.18
ROAD_WIDTH_M = 9.0
GROUND_HALF_EXTENT_M = (226.0, 158.0)

RING_CENTRE = (104.0, 60.0)
RING_RADIUS_M = 33.0
RING_BRIDGES_DEG = (238, 302, 0, 58, 122, 180)


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a live exhibit: the middle of its floor, its size, and the heading of its front.

    Headings are clockwise from north: at 180 the front faces south.
    """

    centre_m: Point3
    size_m: Point3
    heading_deg: float

    @property
    def front(self) -> Point2:
        """The unit vector that its open front faces."""
        angle = math.radians(self.heading_deg)
        return (math.sin(angle), math.cos(angle))

    def at(self, across_m: float, ahead_m: float) -> Point2:
        """The point `across_m` to the left of the middle, looking out at the front, and `ahead_m` in front of it."""
        (x, y, _), (east, north) = self.centre_m, self.front
        return (x - north * across_m + east * ahead_m, y + east * across_m + north * ahead_m)


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a zone, the room of its live exhibit, and its accent."""

    district: str
    centre_m: Point2
    footprint_m: Point2
    height_m: float
    heading_deg: float
    accent: str
    glow: str
    room: Room | None


class Zones(Mapping[str, Place]):
    """The places of the zones of a scene: zone id -> place, in the order of their numbers.

    The zone files are read on first access.
    """

    def __init__(self, scene: FilePath) -> None:
        self._scene = scene
        self._places: dict[str, Place] | None = None

    def agree_with(self, scene: FilePath) -> None:
        """Check that `scene` has the same places, whose colours the buildings have already taken.

        Raises
        ------
        ValueError
            If they differ.
        """
        other = _places_of(scene)
        strange = sorted(zone for zone in {*self, *other} if self.get(zone) != other.get(zone))
        if strange:
            raise ValueError(
                f"{scene} places {', '.join(strange)} otherwise than {self._scene}, for which the bake builds"
            )

    def _read(self) -> dict[str, Place]:
        if self._places is None:
            self._places = _places_of(self._scene)
        return self._places

    def __getitem__(self, zone: str) -> Place:
        return self._read()[zone]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def read_letters(scene: FilePath) -> Letters:
    """The letters on the buildings, from the zone files of a scene, in the order of their numbers."""
    return {zone: dict(read["letters"]) for zone, read in _zones_of(scene).items()}


def _places_of(scene: FilePath) -> dict[str, Place]:
    """The places in the zone files of a scene."""
    return {zone: _place_of(read) for zone, read in _zones_of(scene).items()}


def _zones_of(scene: FilePath) -> dict[str, dict[str, Any]]:
    """The raw zone files of a scene, by zone, in the order of their numbers."""
    files = sorted((scene / "zones").glob("*.yaml"))
    if not files:
        raise FileNotFoundError(f"no zone files in {scene / 'zones'}")
    read = {file.stem: yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader) for file in files}
    return dict(sorted(read.items(), key=lambda item: int(item[1]["number"])))


def _place_of(zone: dict[str, Any]) -> Place:
    place, accent = zone["place"], zone["accent"]
    (x, y), (width, depth) = place["centre_m"], place["footprint_m"]
    return Place(
        district=zone["district"],
        centre_m=(float(x), float(y)),
        footprint_m=(float(width), float(depth)),
        height_m=float(place["height_m"]),
        heading_deg=float(place["heading_deg"]),
        accent=accent["day"],
        glow=accent["night"],
        room=_room_of(zone["exhibit"]) if zone.get("exhibit") else None,
    )


def _room_of(exhibit: dict[str, Any]) -> Room:
    (x, y, z), (width, depth, height) = exhibit["centre_m"], exhibit["size_m"]
    return Room(
        (float(x), float(y), float(z)),
        (float(width), float(depth), float(height)),
        float(exhibit.get("heading_deg", 180)),
    )


ZONES = Zones(FilePath(__file__).resolve().parents[3] / "scenes" / "metaverse")

ISLAND: tuple[Point2, ...] = (
    (-210, -78),
    (-214, 60),
    (-186, 128),
    (-96, 146),
    (194, 146),
    (214, 126),
    (217, -86),
    (186, -144),
    (-12, -142),
    (-12, -74),
    (-46, -54),
    (-150, -54),
    (-152, -84),
    (-178, -92),
)
"""The outline before its corners are rounded."""

ISLET_CENTRE: Point2 = (-104, -112)
ISLET_RADIUS_M = 33.0

ROADS: dict[str, tuple[Point2, ...]] = {
    "avenue": ((-194, -6), (198, -6)),
    "mile": ((-194, -6), (-194, 40), (24, 40)),
    "outer": ((24, -6), (24, 132), (198, 132), (198, -6)),
    "south": ((198, -6), (205, -82), (176, -129), (88, -129), (88, -6)),
}


@dataclass(frozen=True, slots=True)
class Path:
    """A footpath: its width and its centre line, before the corners are rounded."""

    width_m: float
    points: tuple[Point2, ...]


PATHS: dict[str, Path] = {
    "arrival_axis": Path(9, ((12, -138), (12, -104), (12, -92), (10, -74))),
    "plaza_to_goals": Path(5, ((38, -50), (64, -56), (82, -58), (94, -58), (106, -58))),
    "goals_to_horizon": Path(4.5, ((156, -74), (164, -82), (170, -88))),
    "goals_garden": Path(3.2, ((98, -66), (98, -96), (112, -112), (150, -112), (164, -100))),
    "horizon_to_ring": Path(
        4, ((184, -78), (188, -52), (176, -30), (150, -14), (118, 0), (106, 14), (104, 27))
    ),
    "plaza_to_ring": Path(6, ((16, -14), (30, -4), (44, 2), (52, 22), (64, 36), (74, 44))),
    "mile_walk": Path(5, ((20, 31), (-60, 31), (-120, 31), (-188, 31))),
    "mile_walk_north": Path(4, ((16, 49), (-60, 50), (-136, 50), (-164, 60))),
    "mile_garden": Path(3.2, ((-50, 31), (-62, 14), (-88, 12), (-104, 26), (-104, 31))),
    "mile_to_street": Path(4, ((-86, 12), (-86, -2), (-86, -22))),
    "quay": Path(6, ((-150, -46), (-48, -46), (-22, -60), (-6, -74), (-6, -136))),
    "rules_walk": Path(4, ((-150, -46), (-152, -60), (-158, -78), (-178, -78))),
    "rules_back": Path(3.2, ((-178, -31), (-178, -16), (-150, -16), (-134, -16))),
    "park_walk": Path(4, ((-164, 112), (-150, 126), (-100, 134), (0, 134), (20, 128))),
    "effects_walk": Path(4, ((0, 49), (0, 66), (0, 78))),
    "arcade_walk": Path(4, ((28, -98), (42, -100), (60, -124), (74, -130))),
}


@dataclass(frozen=True, slots=True)
class Bridge:
    """A footbridge over the water."""

    start: Point2
    end: Point2
    rise_m: float
    width_m: float
    arched: bool


BRIDGES: dict[str, Bridge] = {
    "bridge_of_rules": Bridge((-73, -107), (-9, -100), 5.0, 5.0, True),
    "home_bridge": Bridge((-130, -93), (-157, -79), 2.2, 4.2, False),
}

TRAM: tuple[Point2, ...] = ((-188, -6), (192, -6))
TRAM_STOPS_X: tuple[float, ...] = (-86, 6, 104, 170)


@dataclass(frozen=True, slots=True)
class District:
    """A district: its ground tone and the area it covers."""

    tone: str
    outline: tuple[Point2, ...]


DISTRICTS: dict[str, District] = {
    "arrival": District("#E4DBCB", ((-14, -142), (83, -142), (83, -12), (-24, -12), (-24, -62), (-12, -74))),
    "goals": District("#EBD8AE", ((93, -142), (186, -144), (217, -86), (214, -12), (93, -12))),
    "tech": District("#CFD6DE", ((29, 0), (193, 0), (193, 127), (29, 127))),
    "mile": District("#CBC5BB", ((-214, -1), (19, -1), (19, 146), (-214, 146))),
    "world": District("#C9DBDB", ((-214, -95), (-140, -95), (-140, -11), (-214, -11))),
    "street": District("#E6C3AB", ((-140, -60), (-24, -75), (-24, -11), (-140, -11))),
}
