"""Features of an OpenStreetMap XML file (`.osm`), in the form of GeoJSON.

It is read in pieces by expat, the XML parser of the standard library: no tree of the file is built, and a document type
is refused, so that a file can neither define entities nor name other files. Nodes are kept as three columns of numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import LineString, mapping

from explorer.i18n import Text

from .fault import MapFault

READ_BYTES = 1 << 18
LINES = ("highway", "waterway", "railway", "barrier")
"""Tags of ways that stay lines even if they are closed."""

AREAS = {"area": "yes", "waterway": "riverbank"}
"""Tags that make such ways areas all the same."""

EXPORT_AGAIN = Text("export the map again, as .osm or as GeoJSON")

Feature = dict[str, Any]


def features_of_osm(path: Path) -> Iterator[Feature]:
    """The tagged ways and multipolygons of a file, one after the other.

    Raises MapFault, with the line where one is known, if the file is damaged or something else.
    """
    reader = _Reader(path)
    with path.open("rb") as file:
        while data := file.read(READ_BYTES):
            reader.feed(data)
            yield from reader.taken()
    reader.feed(b"", is_end=True)
    yield from reader.taken()


class _Columns:
    """Numbers of nodes and their positions; sorted when first asked."""

    def __init__(self) -> None:
        self._ids, self._lon, self._lat = array("q"), array("d"), array("d")
        self._is_sorted = True

    def add(self, id: int, lon: float, lat: float) -> None:
        self._is_sorted &= not self._ids or id > self._ids[-1]
        self._ids.append(id)
        self._lon.append(lon)
        self._lat.append(lat)

    def points(self, ids: list[int]) -> list[list[float]] | None:
        """Longitude and latitude of nodes; None if one is missing."""
        if not self._is_sorted:
            order = np.argsort(np.asarray(self._ids), kind="stable")
            for name, kind in (("_ids", "q"), ("_lon", "d"), ("_lat", "d")):
                column = np.asarray(getattr(self, name))[order]
                setattr(self, name, array(kind, column.tobytes()))
            self._is_sorted = True
        out = []
        for id in ids:
            at = bisect_left(self._ids, id)
            if at == len(self._ids) or self._ids[at] != id:
                return None
            out.append([self._lon[at], self._lat[at]])
        return out


class _Reader:
    """The state between two pieces of a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._nodes = _Columns()
        self._ways: dict[int, array[int]] = {}
        self._depth = 0
        self._id = 0
        self._is_deleted = False
        self._tags: dict[str, str] = {}
        self._refs = array("q")
        self._members: list[tuple[int, str]] = []
        self._ready: list[Feature] = []

    def feed(self, data: bytes, is_end: bool = False) -> None:
        try:
            self._parser.Parse(data, is_end)
        except expat.ExpatError as error:
            what = Text(
                "{path}, line {line}: not OpenStreetMap XML, or cut off", path=self._path, line=error.lineno
            )
            raise MapFault(what, EXPORT_AGAIN) from None
        except (ValueError, KeyError, OverflowError):
            raise self._broken() from None

    def taken(self) -> list[Feature]:
        """The features that are complete since the last call."""
        ready, self._ready = self._ready, []
        return ready

    def _broken(self) -> MapFault:
        line = self._parser.CurrentLineNumber
        what = Text("{path}, line {line}: a number or an id is missing", path=self._path, line=line)
        return MapFault(what, EXPORT_AGAIN)

    def _doctype(self, *_: object) -> None:
        what = Text("{path}: an XML file with a document type is not read", path=self._path)
        raise MapFault(what, EXPORT_AGAIN)

    def _start(self, name: str, given: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name != "osm":
            what = Text("{path}: XML, but no OpenStreetMap data (<{name}>)", path=self._path, name=name[:40])
            raise MapFault(what, EXPORT_AGAIN)
        if name in ("node", "way", "relation"):
            self._id = int(given["id"])
            self._is_deleted = given.get("visible") == "false" or given.get("action") == "delete"
            self._tags, self._refs, self._members = {}, array("q"), []
            if name == "node" and not self._is_deleted:
                self._nodes.add(self._id, float(given["lon"]), float(given["lat"]))
        elif name == "nd":
            self._refs.append(int(given["ref"]))
        elif name == "tag":
            self._tags[given["k"]] = given["v"]
        elif name == "member" and given.get("type") == "way":
            self._members.append((int(given["ref"]), given.get("role", "")))

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._is_deleted:
            return
        if name == "way":
            self._ways[self._id] = self._refs
            if self._tags:
                self._ready += self._way()
        elif name == "relation" and self._tags.get("type") == "multipolygon" and len(self._tags) > 1:
            self._ready.append(self._feature("relation", self._multipolygon()))

    def _feature(self, kind: str, geometry: dict[str, Any]) -> Feature:
        id = f"{kind}/{self._id}"
        return {"type": "Feature", "id": id, "properties": {"@id": id, **self._tags}, "geometry": geometry}

    def _way(self) -> Iterator[Feature]:
        points = self._nodes.points(self._refs.tolist())
        if points is None:  # cut off at the edge of the extract
            points = [at for ref in self._refs for at in self._nodes.points([ref]) or ()]
        is_closed = len(self._refs) > 3 and self._refs[0] == self._refs[-1]
        is_area = "building" in self._tags or any(self._tags.get(key) == AREAS[key] for key in AREAS)
        if is_closed and (is_area or not any(key in self._tags for key in LINES)):
            yield self._feature("way", {"type": "Polygon", "coordinates": [points]})
        elif len(points) > 1:
            yield self._feature("way", {"type": "LineString", "coordinates": points})

    def _multipolygon(self) -> dict[str, Any]:
        """The rings of a relation, put together from its ways; without coordinates if they do not close."""
        by_role: dict[bool, list[LineString]] = {False: [], True: []}
        for ref, role in self._members:
            points = self._nodes.points(list(self._ways.get(ref, ())))
            if points is not None and len(points) > 1:
                by_role[role == "inner"].append(LineString(points))
        try:
            outer, inner = (
                shapely.union_all(shapely.get_parts(shapely.polygonize(lines)).tolist())
                for lines in by_role.values()
            )
            return dict(mapping(outer.difference(inner)))
        except (ShapelyError, ValueError):
            return {"type": "MultiPolygon", "coordinates": None}
