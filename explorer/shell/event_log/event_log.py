"""The event log: one JSON object a line, for tests, for kiosks and for reports of faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

from ...supervisor.log import LogFile


class EventLog:
    """Writes events as they happen. Without a file it writes nothing.

    Parameters
    ----------
    path : the file to write; it is emptied first, unless it is continued.
    clock : seconds, from any start.
    began_s : the moment on that clock that the event log counts from; None: now.
    continued : whether lines are added to those that are there: under a supervisor, who writes to the same file.
    """

    def __init__(
        self,
        path: Path | None = None,
        clock: Callable[[], float] = perf_counter,
        *,
        began_s: float | None = None,
        continued: bool = False,
    ) -> None:
        self._clock = clock
        self._began_s = clock() if began_s is None else began_s
        self._file = LogFile(path, keep=continued) if path else None

    @property
    def time_s(self) -> float:
        """Seconds since the beginning."""
        return self._clock() - self._began_s

    def note(self, event: str, **details: object) -> None:
        """Write one line. Never raises: what happens in the show does not depend on a disk."""
        if self._file is not None:
            self._file.append({"t_s": round(self.time_s, 3), "event": event, **details})

    def close(self) -> None:
        """Stop writing; a second call does nothing."""
        self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
