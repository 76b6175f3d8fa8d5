"""Check of the whole scene in a thread while it is edited: it takes a second, and typing must not wait."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer

from ...editor.change import Located
from ...editor.document import SceneDocument

CHECK_MS = 1500
"""Delay of the check after the last change."""
LOOK_MS = 50


class Checking(QObject):
    """Checks a scene some time after each change.

    Parameters
    ----------
    on_found : called after a check during which nothing changed.

    Attributes
    ----------
    found : result of the last check.
    """

    def __init__(self, document: SceneDocument, on_found: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.found: tuple[Located, ...] = ()
        self._document, self._on_found = document, on_found
        self._job: Future[tuple[Located, ...]] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(CHECK_MS)
        self._rest.timeout.connect(self._begin)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._end)

    def soon(self) -> None:
        """Check after a pause in the changes."""
        self._rest.start()

    def stop(self) -> None:
        """Stop checking, without waiting for a check that is running."""
        self._rest.stop()
        self._look.stop()

    def _begin(self) -> None:
        if self._job is not None:
            self.soon()  # one at a time
            return
        if self._document.is_broken:
            self.found = ()
            self._on_found()
            return
        thread = ThreadPoolExecutor(1, "check")
        self._job = thread.submit(self._document.check)
        thread.shutdown(wait=False)
        self._look.start()

    def _end(self) -> None:
        if self._job is None or not self._job.done():
            return
        self._look.stop()
        job, self._job = self._job, None
        if not self._rest.isActive():
            self.found = job.result()
            self._on_found()
