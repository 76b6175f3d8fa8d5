"""Features of a GeoJSON file, one at a time, so that a large file never has to fit into memory."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from explorer.i18n import Text

from .fault import MapFault

READ_BYTES = 1 << 20


def features_of_geojson(path: Path) -> Iterator[dict[str, Any]]:
    """The features of a GeoJSON file, one after the other.

    Raises MapFault if the file is no GeoJSON in degrees.
    """
    remedy = Text("export the map as GeoJSON (a FeatureCollection) in UTF-8")
    with path.open("rb") as file:
        text = _Window(file.read, path, remedy)
        start = text.find(re.compile(r'"features"\s*:\s*\['))
        if start is None:
            what = Text("{path}: no GeoJSON FeatureCollection", path=path)
            if '"elements"' in text.held:
                remedy = Text("this is the raw answer of Overpass: choose Export, GeoJSON there")
            raise MapFault(what, remedy)
        named = re.search(r'"crs".*?"name"\s*:\s*"([^"]*)"', text.held[:start], re.DOTALL)
        if named and not re.search(r"CRS84|4326", named[1]):
            raise not_degrees(path, named[1])
        text.drop(start)
        decode = json.JSONDecoder().raw_decode
        while True:
            head = text.next_of("{]")
            if head != "{":
                return
            feature = text.decoded(decode)
            if isinstance(feature, dict):
                yield feature


def not_degrees(path: Path, system: str) -> MapFault:
    """The fault of a map in a projected system."""
    return MapFault(
        Text("{path}: its coordinates are not degrees ({system})", path=path, system=system),
        Text("export it in WGS 84 (EPSG:4326), as longitude and latitude"),
    )


class _Window:
    """The part of a file that is held in memory while JSON is read from it."""

    def __init__(self, read: Callable[[int], bytes], path: Path, remedy: Text) -> None:
        self._read, self._path, self._remedy = read, path, remedy
        self._rest = b""
        self.held = ""
        self._more()

    def _more(self) -> bool:
        """Read on; returns False at the end of the file."""
        data = self._read(READ_BYTES)
        whole = self._rest + data
        try:
            self.held += whole.decode("utf-8-sig" if not self.held else "utf-8")
            self._rest = b""
        except UnicodeDecodeError as error:
            if not data or len(whole) - error.start > 3:
                what = Text("{path}: not UTF-8", path=self._path)
                raise MapFault(what, self._remedy) from None
            self.held += whole[: error.start].decode("utf-8")
            self._rest = whole[error.start :]
        return bool(data)

    def find(self, pattern: re.Pattern[str]) -> int | None:
        """The end of the first match, reading on as far as needed, within reason."""
        while True:
            if (found := pattern.search(self.held)) is not None:
                return found.end()
            if len(self.held) > 8 * READ_BYTES or not self._more():
                return None

    def drop(self, count: int) -> None:
        """Forget what has been read."""
        self.held = self.held[count:]

    def next_of(self, wanted: str) -> str:
        """The next character that is one of these, after space and commas; "" at the end."""
        while True:
            rest = self.held.lstrip(" \t\r\n,")
            if rest:
                self.held = rest
                if rest[0] in wanted:
                    return rest[0]
                raise self._broken()
            self.held = ""
            if not self._more():
                raise self._broken()

    def decoded(self, decode: Callable[[str], tuple[Any, int]]) -> Any:
        """The JSON value that begins here."""
        while True:
            try:
                value, end = decode(self.held)
            except (json.JSONDecodeError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._more():
                    raise self._broken() from None
                continue
            self.drop(end)
            return value

    def _broken(self) -> MapFault:
        return MapFault(Text("{path}: the file is cut off or damaged", path=self._path), self._remedy)
