"""Lines of the supervisor in the log of the explorer: both append, each line in one piece."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

LARGEST_BYTES = 32 * 2**20
"""A log that has grown so large is put aside (`.old`) when the supervisor starts."""


class Log:
    """Appends JSON lines to a file; without a file, nothing.

    A log that cannot be written must not end the show: what the disk refuses is left out.
    """

    def __init__(self, path: Path | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._path, self._clock, self._began_s = path, clock, clock()
        try:
            if path is not None and path.exists() and path.stat().st_size > LARGEST_BYTES:
                path.replace(path.with_name(path.name + ".old"))
        except OSError:
            pass

    def note(self, event: str, **details: object) -> None:
        """Write one line, with seconds since the supervisor began and the time of day."""
        if self._path is None:
            return
        now = datetime.now().astimezone().isoformat(timespec="milliseconds")
        line = {"t_s": round(self._clock() - self._began_s, 3), "event": event, "at": now, **details}
        text = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        try:
            # opened for each line: a log that was moved away or deleted meanwhile is begun anew
            with self._path.open("ab", buffering=0) as file:
                file.write(text if self._whole() else b"\n" + text)
        except OSError:
            pass

    def _whole(self) -> bool:
        """Whether the last line has its end: who was killed may have left half of one."""
        if self._path is None or self._path.stat().st_size == 0:
            return True
        with self._path.open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) == b"\n"
