"""How the page of settings comes and goes: faded over a still picture of the window, so that nothing beneath is painted.

The page itself is there at once and answers at once.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from ..widgets import Themed
from .transitions import REDUCED_S, Slide

FADE_S = 0.18


class Veil(QObject):
    """Fades a dialog that covers its window.

    Parameters
    ----------
    dialog : what it watches: a child of the window, and a `Piece`.
    is_still : whether the picture beneath stands still; while it does not, the dialog comes and goes at once.
    """

    def __init__(self, window: QWidget, dialog: QWidget, is_still: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._dialog, self._is_still = window, dialog, is_still
        self._slide: Slide | None = None
        dialog.installEventFilter(self)

    def lift(self, show: Callable[[], object]) -> None:
        """Have the dialog shown, softly; `show` shows it at its place."""
        self.settle()
        if self._dialog.isVisible() or not self._may_fade():
            show()
            return
        before = self._window.grab()
        show()
        self._begin(before, comes=True)

    def advance(self, dt_s: float) -> bool:
        """Let time pass; whether something fades."""
        slide = self._slide
        if slide is None:
            return False
        resized = slide.comes and slide.size() != slide.plate.size()
        if resized or not self._is_still() or not slide.advance(dt_s):
            self.settle()
        return self._slide is not None

    def settle(self) -> None:
        """Have the dialog there, or gone."""
        if self._slide is not None:
            self._slide.hide()
            self._slide.deleteLater()
            self._slide = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A dialog that hides by itself, and not with the whole window, goes softly."""
        if event.type() == QEvent.Type.Hide and self._dialog.isHidden():
            self.settle()
            if self._may_fade():
                self._begin(self._window.grab(), comes=False)
        return False

    def _may_fade(self) -> bool:
        return self._window.isVisible() and self._is_still()

    def _begin(self, still: QPixmap, *, comes: bool) -> None:
        dialog = self._dialog
        reduced = isinstance(dialog, Themed) and dialog.theme.less_motion

        def behind(painter: QPainter, rect: QRect) -> None:
            painter.drawPixmap(-rect.topLeft(), still)

        lasts_s = REDUCED_S if reduced else FADE_S
        self._slide = Slide(dialog, dialog.rect(), QPointF(), lasts_s, behind, comes=comes)
