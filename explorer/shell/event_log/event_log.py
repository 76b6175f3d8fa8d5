"""The event log of a show, one JSON object per line: for tests, for booths and for bug reports.

Events go through `logging`, so that they have levels, a terminal can follow them, and warnings of other packages join them.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

from ...base.supervisor.log import LogFile

LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "act": logging.DEBUG, "camera": logging.DEBUG}
"""Levels of events; all others are information."""
OTHERS = "log"
"""Event for messages logged by another package."""


class EventLog:
    """Writes events as they happen. Without a file, and without `verbose`, it writes nothing.

    In a `with` block it also takes what other packages log, from warnings on.

    Attributes
    ----------
    last_error : the latest error; "" before the first.

    Parameters
    ----------
    path : the file to write; it is overwritten, unless `continued`.
    clock : seconds, from any start.
    began_s : start of the log on that clock; None: now.
    continued : whether lines are appended to the file: under a supervisor, who writes to the same file.
    verbose : whether events also go to standard error.
    on_note : called with each event; a supervisor takes it as progress of a start.
    """

    def __init__(
        self,
        path: Path | None = None,
        clock: Callable[[], float] = perf_counter,
        *,
        began_s: float | None = None,
        continued: bool = False,
        verbose: bool = False,
        on_note: Callable[[], object] | None = None,
    ) -> None:
        self._clock, self._on_note = clock, on_note
        self.last_error = ""
        self._began_s = clock() if began_s is None else began_s
        self._events = logging.Logger("explorer")  # not a global logger: a test has several logs
        self._handlers: list[logging.Handler] = []
        if path:
            self._handlers.append(FileHandler(LogFile(path, keep=continued)))
        if verbose and sys.stderr is not None:
            self._handlers.append(logging.StreamHandler())
            self._handlers[-1].setFormatter(TerminalFormatter())
        for handler in self._handlers:
            handler.addFilter(self._stamped)
            self._events.addHandler(handler)

    @property
    def time_s(self) -> float:
        """Seconds since the beginning."""
        return self._clock() - self._began_s

    def note(self, event: str, **details: object) -> None:
        """Write one line. Never raises: the show must not depend on a disk."""
        if event == "error":
            self.last_error = f"{details.get('kind', '')}: {details.get('what', '')}"
        if self._on_note is not None:
            self._on_note()
        if self._handlers:
            self._events.log(
                LEVELS.get(event, logging.INFO), event, extra={"event": event, "details": details}
            )

    def close(self) -> None:
        """Stop writing; closing twice is fine."""
        for handler in self._handlers:
            logging.root.removeHandler(handler)
            self._events.removeHandler(handler)
        if self._handlers:
            logging.captureWarnings(False)
        self._handlers = []

    def __enter__(self) -> Self:
        for handler in self._handlers:
            logging.root.addHandler(handler)
        if self._handlers:
            logging.captureWarnings(True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _stamped(self, record: logging.LogRecord) -> bool:
        """Add the log's fields to a record; return whether to log it: from other packages only warnings and above."""
        record.t_s = round(self.time_s, 3)
        if not hasattr(record, "event"):
            level = record.levelname.lower()
            record.event = OTHERS
            record.details = {"level": level, "logger": record.name, "what": record.getMessage()}
        return vars(record)["event"] != OTHERS or record.levelno >= logging.WARNING


class FileHandler(logging.Handler):
    """Appends records to the file shared by explorer and supervisor."""

    def __init__(self, file: LogFile) -> None:
        super().__init__()
        self._file = file

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        fields = vars(record)
        self._file.append({"t_s": fields["t_s"], "event": fields["event"], **fields["details"]})


class TerminalFormatter(logging.Formatter):
    """An event for human readers: seconds, name, details."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for the terminal."""
        fields = vars(record)
        details = " ".join(f"{name}={value}" for name, value in fields["details"].items())
        return f"{fields['t_s']:9.3f} {record.levelname.lower():7} {fields['event']} {details}".rstrip()
