"""Handling of unexpected errors: the park keeps running, the user sees one sentence, the event log has the details."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QWidget

from ...base.supervisor.log import complain
from ...i18n import Text, tr
from ...park.faults import Fault
from ..event_log.event_log import EventLog
from ..window.main_window import MainWindow

FAULT_STAYS_S = 8.0
INTERRUPTED = 130
"""Exit code after Ctrl+C in the terminal, which also ends a booth."""


class ErrorHook:
    """Context in which an unexpected error shows a sentence and is logged, while the park keeps running."""

    def __init__(self, event_log: EventLog, shown: QWidget) -> None:
        self._event_log, self._shown = event_log, shown
        self._known: set[str] = set()
        self._before: Callable[..., object] = sys.excepthook

    def __enter__(self) -> ErrorHook:
        self._before, sys.excepthook = sys.excepthook, self._caught
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.excepthook = self._before

    def _caught(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(INTERRUPTED)
            return
        where = traced(fault)
        if where in self._known:
            return  # an error repeated in every frame is reported once
        self._known.add(where)
        self._event_log.note("error", kind=kind.__name__, what=str(fault), where=where)
        complain(f"{kind.__name__}: {fault}")
        if isinstance(self._shown, MainWindow):
            language = self._shown.visit.settings.language
            self._shown.notify(
                tr(
                    Text(
                        "Something went wrong, but the park is still running. If it looks wrong, close the window "
                        "and open it again."
                    ),
                    language,
                ),
                FAULT_STAYS_S,
            )


def stage_fault(fault: Exception) -> Fault:
    """The fault for the error page when preparing the park for drawing failed."""
    at = traceback.extract_tb(fault.__traceback__)[-1]
    what = f"{type(fault).__name__}: {fault}"
    remedy = Text("try again; if it happens again, send this line to the people who look after the program")
    return Fault(Path(at.filename), at.lineno or 1, 1, Text("{what}", what=what), remedy)


def traced(fault: BaseException) -> str:
    """The traceback as a line of places, innermost last."""
    frames = traceback.extract_tb(fault.__traceback__)
    return " > ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
