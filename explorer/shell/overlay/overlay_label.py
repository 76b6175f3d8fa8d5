"""What names over the picture have in common, whether of zones or of an exhibit's parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from ..widgets import Themed
from ..window.protocols import Stage
from .label_placement import Box


class OverPicture(Themed, QWidget):
    """A layer of names that the pointer goes through, and that keeps clear of the plates."""

    def __init__(self, stage: Stage, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage = stage
        self.cards: list[Box] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def keep_clear_of(self, plates: Sequence[QRect]) -> None:
        """Tell where the plates are."""
        self.cards = [Box(p.x(), p.y(), p.width(), p.height()) for p in plates]
