"""Map files for tests: a campus by roads, a harbour and a village, invented, as GeoJSON in the manner of OpenStreetMap."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy as np

LAT, LON = 47.3, 8.55
METRES_A_DEGREE = 111_320.0

Points = Iterable[tuple[float, float]]


def degrees(points: Points, lat: float = LAT, lon: float = LON) -> list[list[float]]:
    """Longitudes and latitudes of points in metres."""
    east = METRES_A_DEGREE * math.cos(math.radians(lat))
    return [[lon + x / east, lat + y / METRES_A_DEGREE] for x, y in points]


class MapFile:
    """A FeatureCollection that is put together feature by feature."""

    def __init__(self, lat: float = LAT, lon: float = LON) -> None:
        self.features: list[dict[str, Any]] = []
        self._at = (lat, lon)

    def polygon(self, points: Points, **tags: object) -> None:
        """A closed outline."""
        ring = degrees(points, *self._at)
        self._add({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}, tags)

    def line(self, points: Points, **tags: object) -> None:
        """An open line."""
        self._add({"type": "LineString", "coordinates": degrees(points, *self._at)}, tags)

    def house(
        self, x: float, y: float, wide: float, deep: float, turn_deg: float = 0.0, **tags: object
    ) -> None:
        """A rectangular building."""
        self.polygon(rectangle(x, y, wide, deep, turn_deg), **{"building": "yes", **tags})

    def _add(self, geometry: dict[str, Any], tags: dict[str, object]) -> None:
        id = f"way/{len(self.features) + 1}"
        known = {key.replace("__", ":"): value for key, value in tags.items()}
        self.features.append(
            {"type": "Feature", "id": id, "properties": {"@id": id, **known}, "geometry": geometry}
        )

    @property
    def text(self) -> str:
        """The file's content."""
        return json.dumps({"type": "FeatureCollection", "generator": "test", "features": self.features})

    def write(self, path: Path) -> Path:
        """Write it."""
        path.write_text(self.text, "utf-8")
        return path


def rectangle(
    x: float, y: float, wide: float, deep: float, turn_deg: float = 0.0
) -> list[tuple[float, float]]:
    """Corners of a rectangle about a place."""
    angle = math.radians(turn_deg)
    cosine, sine = math.cos(angle), math.sin(angle)
    corners = [(-wide / 2, -deep / 2), (wide / 2, -deep / 2), (wide / 2, deep / 2), (-wide / 2, deep / 2)]
    return [(x + a * cosine - b * sine, y + a * sine + b * cosine) for a, b in corners]


def campus() -> MapFile:
    """A campus by two roads: fifteen named buildings, one round, one with a court, and houses about them."""
    file = MapFile()
    names = (
        "Main Building", "Library", "Chemistry", "Physics", "School of Music", "Student House", "Sports Hall",
        "Chapel", "Canteen", "Observatory", "Workshop", "Admissions Office",
    )  # fmt: skip
    for number, name in enumerate(names):
        column, row = number % 4, number // 4
        x, y = -135 + 90 * column, -80 + 80 * row
        file.house(
            x, y, 34 + 5 * (number % 3), 18 + 3 * (number % 4), (number * 17) % 40 - 20,
            name=name, name__de=f"{name} (de)", building__levels=2 + number % 4,
        )  # fmt: skip
    ell = [(150, -140), (205, -140), (205, -122), (170, -122), (170, -95), (150, -95)]
    file.polygon(ell, building="university", name="Law School", height="14 m")
    around = [(230 + 17 * math.cos(t), 20 + 17 * math.sin(t)) for t in np.linspace(0, 2 * math.pi, 25)[:-1]]
    file.polygon(around, building="yes", name="Planetarium", height=12)
    court = degrees(rectangle(-40, 160, 60, 40)), degrees(rectangle(-40, 160, 30, 16))
    file._add(
        {"type": "Polygon", "coordinates": [[*ring, ring[0]] for ring in court]},
        {"building": "yes", "name": "Old Hospital", "building:levels": 3},
    )
    random = np.random.default_rng(3)
    for _ in range(60):
        x, y = random.uniform(-290, 290), random.uniform(-260, 260)
        if abs(x) > 215 or abs(y) > 190:
            file.house(
                x, y, random.uniform(8, 16), random.uniform(7, 12), random.uniform(0, 90), building="house"
            )
    file.line([(-300, -40), (300, -40)], highway="residential")
    file.line([(-90, -300), (-90, 300)], highway="secondary")
    file.line([(-180, 40), (0, 45), (180, 40)], highway="footway")
    file.line([(0, -200), (0, 200)], highway="path")
    file.polygon(rectangle(-230, 120, 80, 60), natural="water")
    file.polygon(rectangle(95, 165, 60, 40, 10), leisure="pitch")
    file.polygon(rectangle(-200, -160, 70, 40), amenity="parking")
    file.polygon(rectangle(60, -190, 120, 60), landuse="forest")
    file.polygon(rectangle(0, 0, 640, 560), landuse="grass")
    file.polygon(rectangle(250, -200, 60, 90), landuse="vineyard")
    file.polygon(rectangle(210, 170, 60, 50), landuse="orchard")
    file.polygon(rectangle(150, 120, 26, 20), leisure="playground")
    return file


def harbour() -> MapFile:
    """Sheds and offices along a quay, with a basin and a river."""
    file = MapFile(53.54, 9.98)
    for number, name in enumerate(
        ("Shed 1", "Shed 2", "Shed 3", "Cold Store", "Harbour Office", "Customs", "Pilot House")
    ):
        x = -240 + 80 * number
        file.house(
            x, 40 + 20 * (number % 2), 56, 24, 4, name=name, building="warehouse", height=9 + 3 * (number % 3)
        )
    for number in range(24):
        file.house(
            -250 + 22 * number, 150 + 12 * (number % 3), 13, 11, building="apartments", building__levels=5
        )
    file.polygon(rectangle(0, -160, 1000, 240), natural="water")
    file.polygon(rectangle(-60, -24, 300, 28), man_made="quay")
    file.line([(-310, 95), (310, 95)], highway="tertiary")
    file.line([(-310, 5), (310, 5)], highway="service")
    file.line([(-300, 20), (300, 20)], highway="cycleway")
    file.polygon(rectangle(200, 190, 90, 40), amenity="parking")
    return file


def village() -> MapFile:
    """A village street in the hills, with a church, an inn, vineyards and fields."""
    file = MapFile(49.1, 8.2)
    names = {
        "Church": (0, 30, 14, 32),
        "Inn": (-40, -20, 20, 14),
        "Town Hall": (35, -22, 18, 13),
        "School": (80, 30, 34, 14),
    }
    names |= {"Wine Cellar": (-90, 32, 26, 12), "Press House": (-135, -25, 22, 12)}
    for number, (name, (x, y, wide, deep)) in enumerate(names.items()):
        file.house(
            x, y, wide, deep, 7 * number - 15, name=name, building="yes", building__levels=1 + number % 3
        )
    random = np.random.default_rng(5)
    for x in range(-220, 230, 26):
        for y in (-62, 68):
            file.house(
                x, y + random.uniform(-6, 6), 12, 10, random.uniform(-12, 12), building="house", height="7.5"
            )
    file.line([(-260, 2), (-90, -3), (60, 4), (260, -4)], highway="residential")
    for number, kind in enumerate(("vineyard", "vineyard", "farmland", "orchard", "forest")):
        file.polygon(rectangle(-200 + 105 * number, 160, 90, 110, 8), landuse=kind)
        file.polygon(
            rectangle(-200 + 105 * number, -150, 90, 100, -6),
            landuse="farmland" if number % 2 else "vineyard",
        )
    return file


def osm_text(file: MapFile) -> str:
    """The same map as OpenStreetMap XML; a polygon with holes is a relation, its outer ring in two ways."""
    nodes, ways, relations = [], [], []

    def way(points: list[list[float]], tags: str = "", is_closed: bool = False) -> int:
        first = len(nodes) + 1
        for lon, lat in points:
            nodes.append(f"<node id='{len(nodes) + 1}' lat='{lat!r}' lon='{lon!r}'/>\n")
        refs = [*range(first, len(nodes) + 1), *([first] if is_closed else [])]
        ways.append((refs, tags))
        return len(ways)

    for feature in file.features:
        tags = "".join(
            f"<tag k={quoteattr(key)} v={quoteattr(str(value))}/>"
            for key, value in feature["properties"].items()
            if key != "@id"
        )
        rings = feature["geometry"]["coordinates"]
        if feature["geometry"]["type"] == "LineString":
            way(rings, tags)
        elif len(rings) == 1:
            way(rings[0][:-1], tags, is_closed=True)
        else:
            outer = way(rings[0][:-1], is_closed=True)
            refs, _ = ways[outer - 1]
            ways[outer - 1] = (refs[:3], "")
            ways.append((refs[2:], ""))
            members = [(outer, "outer"), (len(ways), "outer")]
            members += [(way(ring[:-1], is_closed=True), "inner") for ring in rings[1:]]
            rows = "".join(f"<member type='way' ref='{ref}' role='{role}'/>" for ref, role in members)
            relations.append(
                f"<relation id='{len(relations) + 1}'>{rows}<tag k='type' v='multipolygon'/>{tags}</relation>\n"
            )
    lines = [
        f"<way id='{number}'>" + "".join(f"<nd ref='{ref}'/>" for ref in refs) + f"{tags}</way>\n"
        for number, (refs, tags) in enumerate(ways, 1)
    ]
    return "<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>\n" + "".join(
        [*nodes, *lines, *relations, "</osm>"]
    )
