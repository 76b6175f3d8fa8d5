"""Drop target for saved states: the exhibit opens in the saved state."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ...base.refused import Refused
from ...base.state_file import SUFFIX, read_state
from ...i18n import Text
from ...park.model import Park
from ...visit.state_code import opened_in


class StateDrop(QObject):
    """Accepts state files, and codes as text, dropped on a window.

    Parameters
    ----------
    on_code : called with a code that can be opened.
    on_refused : called with the reason why a code cannot be opened.
    """

    def __init__(
        self,
        window: QWidget,
        park: Park,
        on_code: Callable[[str], object],
        on_refused: Callable[[Text], object],
    ) -> None:
        super().__init__(window)
        self._park, self._on_code, self._on_refused = park, on_code, on_refused
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept states, and pass everything else on."""
        if isinstance(event, QDropEvent) and self._could_be(event.mimeData()):
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.Drop:
                self.take(event.mimeData())
            return True
        return super().eventFilter(watched, event)

    def take(self, data: QMimeData) -> None:
        """Open the dropped state, or report what is wrong with it."""
        try:
            code = read_state(Path(data.urls()[0].toLocalFile())) if data.hasUrls() else data.text().strip()
            opened_in(self._park, code)
        except Refused as refused:
            self._on_refused(refused.words)
            return
        self._on_code(code)

    @staticmethod
    def _could_be(data: QMimeData) -> bool:
        if data.hasUrls():
            paths = [url.toLocalFile() for url in data.urls()]
            return len(paths) == 1 and paths[0].endswith((f".{SUFFIX}", ".txt"))
        return data.hasText()
