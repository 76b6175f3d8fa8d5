"""The whole scene is checked in a thread while it is edited: it takes a second, and typing does not wait for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer

from ...edit.change import Located
from ...edit.document import SceneDocument

CHECK_MS = 1500
"""So long after the last change the whole scene is checked."""
LOOK_MS = 50


class Checking(QObject):
    """Checks a scene some time after each change.

    Parameters
    ----------
    on_found : called when a check has ended after which nothing was changed.

    Attributes
    ----------
    found : what the last check found.
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
        """Check it when nothing is changed for a while."""
        self._rest.start()

    def stop(self) -> None:
        """Check no more; what is under way is not waited for."""
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
