"""Sources of a line's rows for a show: a recording, a bridge process of the show, or a broker."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from ...base.child import Child
from ...base.refused import Refused
from ...exhibits.kinds import KINDS
from ...exhibits.tags import Fed, LineSource, Row, link_row
from ...i18n import Text
from .rows import HEAD, from_text, read
from .tag_map import read_map

BESIDE = "PARK_EXPLORER_BESIDE"
"""Environment variable of a bridge started by a show: it ends with the show."""
AGAIN_S = 2.0
PAUSE_S = 2.0
"""Pause between two runs of a recording."""


class Recording:
    """Recorded rows, replayed in a loop at their original pace."""

    is_recording = True

    def __init__(self, rows: Sequence[Row], clock: Callable[[], float] = time.monotonic) -> None:
        self._rows, self._clock = rows, clock
        self._began_s, self._next = clock(), 0
        self._lasts_s = rows[-1].time_s - rows[0].time_s + PAUSE_S

    def news(self) -> list[Row]:
        """The rows that are due."""
        now = self._clock()
        found: list[Row] = []
        if now - self._began_s > 2 * self._lasts_s:  # the machine was asleep
            self._began_s, self._next = now, 0
        while self._next < len(self._rows) and self._due_s(self._next) <= now:
            found.append(self._rows[self._next])
            self._next += 1
        if self._next == len(self._rows) and now - self._began_s >= self._lasts_s:
            self._began_s, self._next = self._began_s + self._lasts_s, 0
        return found

    def close(self) -> None:
        """Nothing to close."""

    def _due_s(self, number: int) -> float:
        return self._began_s + self._rows[number].time_s - self._rows[0].time_s


class BridgeBeside:
    """A bridge in its own process that writes rows into a pipe; restarted when it ends."""

    is_recording = False

    def __init__(
        self, words: Sequence[str], clock: Callable[[], float] = time.monotonic, fed: Fed = KINDS
    ) -> None:
        self._fed, self._endings = fed, 0
        command = ("-m", "explorer", "live", "bridge", *words)
        self.child = Child(command, environment={BESIDE: "1"}, again_after_s=(AGAIN_S,), clock=clock)
        self.news()

    def news(self) -> list[Row]:
        """Rows of the bridge since the last call; its end counts as a loss of the line."""
        found: list[Row] = []
        for line_bytes in self.child.look():
            line = line_bytes.decode("utf-8", "replace").strip()
            if line and line != HEAD:
                with suppress(Refused):  # from another version, or half a line of a killed process
                    found.append(from_text(line, self._fed))
        if self.child.endings != self._endings:
            self._endings = self.child.endings
            found.append(link_row(time.time(), "lost"))
        return found

    def close(self) -> None:
        """End the bridge."""
        self.child.close()


def opened(
    where: str, tags: Path | None, access: Path | None = None, fed: Fed = KINDS, scene: Path | None = None
) -> LineSource:
    """The source that a word names: a file, `opc.tcp://...`, or `mqtt://broker/line`.

    Raises Refused if it names no source, MapRefused if the map is wrong.

    Parameters
    ----------
    tags : the map of an OPC UA server; None: that of `live serve`.
    access : the file with credentials for a protected OPC UA server.
    fed : what the line can feed; `scene`: the folder whose own exhibits are included.
    """
    if where.startswith("opc.tcp://"):
        if tags is not None:
            read_map(tags, fed)  # report mistakes now
        mapped = ("--map", str(tags.absolute())) if tags is not None else ()
        if access is not None:
            from .access import read_access

            read_access(access)
            mapped = (*mapped, "--access", str(access.absolute()))
        own = ("--scene", str(scene.absolute())) if scene is not None else ()
        return BridgeBeside(("--opcua", where, *mapped, *own), fed=fed)
    if where.startswith(("mqtt://", "mqtts://")):
        from .broker import OnBroker

        return OnBroker(where, fed)
    if "://" in where:
        raise Refused(
            Text(
                "{where}: write opc.tcp://HOST:PORT, mqtt://HOST/LINE, or the file of a recording",
                where=where,
            )
        )
    return Recording(read(Path(where), fed))
