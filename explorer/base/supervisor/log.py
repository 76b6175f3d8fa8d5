"""The event log, to which supervisor and explorer append, each line in one write."""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from ..bootstrap import gettext

LARGEST_BYTES = 32 * 2**20
"""Size at which a log is renamed (`.old`) and a new one is started."""


class LogFile:
    """A file of JSON lines that two processes may append to.

    A log that cannot be written never harms a show: lines that the disk refuses are dropped, which is
    reported once on standard error; once it can be written again, a line `log_resumed` says how many lines
    are missing.

    Parameters
    ----------
    path : the file.
    keep : whether to append to existing lines.

    Attributes
    ----------
    lost : number of lines dropped since the last one written.
    """

    def __init__(self, path: Path, *, keep: bool = True) -> None:
        self._path = path
        self.lost = 0
        if not keep:
            with suppress(OSError):  # the first line will report it
                path.open("wb").close()

    def append(self, line: dict[str, object]) -> None:
        """Write one line; it is passed to the system at once, so that a crash loses nothing."""
        text = json.dumps(line, ensure_ascii=False, default=str).encode(errors="backslashreplace") + b"\n"
        try:
            self._rotate()
            if self.lost:
                resumed = {**_times(line), "event": "log_resumed", "lost_lines": self.lost}
                self._write(json.dumps(resumed).encode() + b"\n")
            self._write(text)
        except OSError as error:
            if not self.lost:
                self._complain(error)
            self.lost += 1
        else:
            self.lost = 0

    def _rotate(self) -> None:
        with suppress(FileNotFoundError):
            seen = self._path.stat()
            if stat.S_ISREG(seen.st_mode) and seen.st_size > LARGEST_BYTES:
                self._path.replace(self._path.with_name(self._path.name + ".old"))

    def _write(self, text: bytes) -> None:
        # opened for each line, so that a log that was moved away or deleted is started again
        with self._path.open("ab", buffering=0) as file:
            if not self._whole(file.fileno()):
                text = b"\n" + text
            if file.write(text) < len(text):
                raise OSError(f"{self._path}: only a part of the line was written")

    def _whole(self, number: int) -> bool:
        """Whether the last line is complete: a killed process or a full disk may have left half of one."""
        seen = os.fstat(number)
        if not stat.S_ISREG(seen.st_mode) or seen.st_size == 0:
            return True
        with self._path.open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) == b"\n"

    def _complain(self, error: OSError) -> None:
        why = error.strerror or str(error)
        complain(
            gettext(
                "{path} cannot be written ({why}). The show goes on without a log.", path=self._path, why=why
            )
        )


def complain(words: str) -> None:
    """Print on standard error; a closed or missing terminal is no error."""
    with suppress(OSError, ValueError, AttributeError):
        print(words, file=sys.stderr, flush=True)


def _times(line: dict[str, object]) -> dict[str, object]:
    return {name: line[name] for name in ("t_s", "at") if name in line}


class Log:
    """The supervisor's lines of the event log; without a file, nothing."""

    def __init__(self, path: Path | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._file = LogFile(path) if path else None
        self._clock, self._began_s = clock, clock()

    def note(self, event: str, **details: object) -> None:
        """Write one line, with seconds since the supervisor started and the time of day."""
        if self._file is not None:
            now = datetime.now().astimezone().isoformat(timespec="milliseconds")
            at_s = round(self._clock() - self._began_s, 3)
            self._file.append({"t_s": at_s, "event": event, "at": now, **details})
