"""Where a show gets the rows of a line from: a recording, a bridge in a process beside it, a broker."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from ..core.child import Child
from ..exhibits.asked import Refused
from ..exhibits.kinds import KINDS
from ..exhibits.tags import Fed, LineSource, Row, link_row
from ..i18n import Text
from .rows import HEAD, from_text, read
from .tag_map import read_map

BESIDE = "PARK_EXPLORER_BESIDE"
"""Set for a bridge that a show has started: it ends with it."""
AGAIN_S = 2.0
PAUSE_S = 2.0
"""Between the end of a recording and its start."""


class Recording:
    """Rows that were recorded, at the pace at which they came, again and again."""

    is_recording = True

    def __init__(self, rows: Sequence[Row], clock: Callable[[], float] = time.monotonic) -> None:
        self._rows, self._clock = rows, clock
        self._began_s, self._next = clock(), 0
        self._lasts_s = rows[-1].time_s - rows[0].time_s + PAUSE_S

    def news(self) -> list[Row]:
        """The rows that are due."""
        now = self._clock()
        found: list[Row] = []
        if now - self._began_s > 2 * self._lasts_s:  # the machine has slept
            self._began_s, self._next = now, 0
        while self._next < len(self._rows) and self._due_s(self._next) <= now:
            found.append(self._rows[self._next])
            self._next += 1
        if self._next == len(self._rows) and now - self._began_s >= self._lasts_s:
            self._began_s, self._next = self._began_s + self._lasts_s, 0
        return found

    def close(self) -> None:
        """Nothing is open."""

    def _due_s(self, number: int) -> float:
        return self._began_s + self._rows[number].time_s - self._rows[0].time_s


class BridgeBeside:
    """A bridge in a process of its own, which writes rows into a pipe; started again when it ends."""

    is_recording = False

    def __init__(
        self, words: Sequence[str], clock: Callable[[], float] = time.monotonic, fed: Fed = KINDS
    ) -> None:
        self._fed, self._endings = fed, 0
        command = ("-m", "explorer", "live", "bridge", *words)
        self.child = Child(command, environment={BESIDE: "1"}, again_after_s=(AGAIN_S,), clock=clock)
        self.news()

    def news(self) -> list[Row]:
        """What the bridge has said since the last call; its end is a loss of the line."""
        found: list[Row] = []
        for line_bytes in self.child.look():
            line = line_bytes.decode("utf-8", "replace").strip()
            if line and line != HEAD:
                with suppress(Refused):  # of another version, or half a line of a process that was killed
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
    """The source of a word: a file, `opc.tcp://...`, or `mqtt://broker/line`.

    Raises Refused, MapRefused if it cannot be one, or the map is wrong.

    Parameters
    ----------
    tags : the map of an OPC UA server; None: that of `live serve`.
    access : the file that opens an OPC UA server which does not let everybody in.
    fed : what the line can feed; `scene`: the folder whose own exhibits are among them.
    """
    if where.startswith("opc.tcp://"):
        if tags is not None:
            read_map(tags, fed)  # a mistake is said now
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
