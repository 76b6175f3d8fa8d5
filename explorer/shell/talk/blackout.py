"""What lies over everything on the audience's window: the pointer, the frozen picture, black."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ...visit.talk.state import Talk
from ..widgets import Plate
from .pointer import paint_pointer, reach_of


class Pointer(QWidget):
    """Laser and spotlight over the picture; the hand goes through them. Plates stay as bright as they are."""

    def __init__(self, parent: QWidget, plates: Sequence[Plate]) -> None:
        super().__init__(parent)
        self._plates = plates
        self._talk: Talk | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    def show_talk(self, talk: Talk) -> None:
        """Show where the presenter points."""
        before, self._talk = self._talk, talk
        if before is not None and (before.pointer, before.laser, before.spotlight) == (
            talk.pointer, talk.laser, talk.spotlight,
        ):  # fmt: skip
            return
        rect = QRectF(self.rect())
        for one in (before, talk):
            if one is not None:
                self.update(reach_of(rect, one).toAlignedRect())
        if (talk.pointer is not None) == self.isHidden():
            self.setVisible(talk.pointer is not None)
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._talk is None:
            return
        spared = QPainterPath()
        if self._talk.spotlight:
            for plate in self._plates:
                if plate.isVisible():
                    radius = plate.theme.radius(plate.radius)
                    spared.addRoundedRect(QRectF(plate.inner.translated(plate.pos())), radius, radius)
        paint_pointer(QPainter(self), QRectF(self.rect()), self._talk, spared)


class Curtain(QWidget):
    """Hides the audience's window: under black, or under the picture of the moment when it was frozen."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._black = False
        self._frozen: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def show_talk(self, talk: Talk) -> None:
        """Show what the talk wants; the picture is taken once, when it is frozen."""
        if talk.frozen and self._frozen is None:
            self._frozen = self._taken()
        elif not talk.frozen:
            self._frozen = None
        self._black = talk.black
        drawn = self._black or self._frozen is not None
        if drawn:
            self.setGeometry(self._window.rect())
            self.raise_()
        self.setVisible(drawn)
        self.update()

    def _taken(self) -> QPixmap:
        """The window as it is, without the curtain."""
        self.hide()
        return self._window.grab()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._black or self._frozen is None:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRect(self.rect()), self._frozen)
