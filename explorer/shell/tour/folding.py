"""When the controls of a tour show: at its start, while it waits, and for a few seconds after a pointer or key was used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ..widgets import TOUCHED, KeyFocus

SHOWN_S = 3.0
"""Time for which the controls stay after they were last asked for."""


class Folding(QObject):
    """Whether the controls of a playing tour are folded away.

    Parameters
    ----------
    controls : what folds. It stays while the pointer lies on it, or the keyboard is in it.
    others : widgets on which a moved pointer or a press brings the controls back, or the keyboard keeps them.
    """

    def __init__(self, controls: QWidget, others: Sequence[QWidget]) -> None:
        super().__init__(controls)
        self._controls, self._others = controls, others
        self._left_s = 0.0
        self._at: QPointF | None = None
        for watched in (controls, *others):
            watched.installEventFilter(self)

    def unfold(self) -> None:
        """Show the controls for a while."""
        self._left_s = SHOWN_S

    def advance(self, dt_s: float) -> None:
        """Let the time pass."""
        self._left_s = max(self._left_s - dt_s, 0.0)
        if self._is_held:
            self._left_s = max(self._left_s, dt_s)

    @property
    def is_folded(self) -> bool:
        """Whether the controls have not been asked for lately."""
        return self._left_s <= 0.0

    @property
    def _is_held(self) -> bool:
        window = self._controls.window()
        now = window.focusWidget()
        if isinstance(now, KeyFocus) and now.rings:
            return any(part.isAncestorOf(now) for part in (self._controls, *self._others))
        return self._controls.underMouse() and not window.property(TOUCHED)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.unfold()
        elif event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            at = event.globalPosition()
            if at != self._at:  # Qt reports a move, too, when what lies under a resting pointer changes
                if self._at is not None:
                    self.unfold()
                self._at = at
        return False
