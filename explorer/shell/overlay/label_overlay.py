"""What all that is written over the view has in common: it knows where things are seen, keeps clear of panels, and fades."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ...base.geometry import in_pieces
from ...visit import Visit
from ..widgets import Themed
from ..window.protocols import Stage
from .placement import At, Box

REST_S = 0.12
"""Rest time of the camera after which labels appear; they never slide."""
FADE_S, FADE_REDUCED_S = 0.16, 0.08
PIECES = 6
"""Number of boxes for a line of letters, which may be slanted."""


class LabelOverlay(Themed, QWidget):
    """A layer of names that the pointer passes through, and that keeps clear of the panels."""

    def __init__(self, stage: Stage, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage = stage
        self.cards: list[Box] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def keep_clear_of(self, surfaces: Sequence[QRect]) -> None:
        """Set the rectangles of the panels."""
        self.cards = [Box(p.x(), p.y(), p.width(), p.height()) for p in surfaces]

    def suppress(self, suppressed: bool) -> None:
        """Hide everything, for a mode or layer that shows the bare scene."""
        self.setVisible(not suppressed)

    @property
    def view(self) -> Box:
        """The whole view."""
        return Box(0, 0, self.width(), self.height())

    def pixels(self, points: npt.ArrayLike) -> list[At | None]:
        """Positions of points of the park in the view; None for those behind the camera."""
        seen = np.asarray(self._stage.project(points)) * (self.width(), self.height())
        return [(float(x), float(y)) if np.isfinite((x, y)).all() else None for x, y in seen]

    def letters(self, zones: Iterable[str]) -> list[Box]:
        """Boxes of the letters on these buildings in the view, several for each line, which may be slanted."""
        boxes = [box for zone in zones if (box := self._stage.letters(zone)) is not None]
        if not boxes:
            return []
        corners = np.concatenate([in_pieces(box, PIECES) for box in boxes])
        seen = np.asarray(self._stage.project(corners.reshape(-1, 3))).reshape(-1, 8, 2)
        seen = seen[np.isfinite(seen).all(axis=(1, 2))] * (self.width(), self.height())
        low, high = seen.min(axis=1), seen.max(axis=1)
        return [Box(*map(float, (*a, *(b - a)))) for a, b in zip(low, high, strict=True)]

    def painter(self) -> QPainter:
        """A painter on this layer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter


class FadingOverlay(LabelOverlay):
    """Names that hide while the camera moves, and appear and stay in place when it rests."""

    def __init__(self, stage: Stage, parent: QWidget) -> None:
        super().__init__(stage, parent)
        self._opacity = self._time_s = 0.0
        self._step = 0.0  # of a fade, in this frame

    @property
    def settled(self) -> bool:
        """Whether all fades have ended."""
        return self._opacity in (0.0, 1.0)

    def fade(self, visit: Visit, *, appears: bool) -> bool:
        """Fade in, or out twice as fast, for the time since the last call; whether anything has changed."""
        dt_s, self._time_s = max(visit.time_s - self._time_s, 0.0), visit.time_s
        self._step = dt_s / (FADE_REDUCED_S if visit.settings.comfort == "cut" else FADE_S)
        before = self._opacity
        self._opacity = min(1.0, before + self._step) if appears else max(0.0, before - 2 * self._step)
        return self._opacity != before


def around(boxes: Iterable[Box], reach_px: int) -> QRect:
    """The smallest rectangle around boxes and their shadows; empty without boxes."""
    rect = QRectF()
    for box in boxes:
        rect = rect.united(QRectF(*box))
    if rect.isNull():
        return QRect()
    return rect.toAlignedRect().adjusted(-reach_px, -reach_px, reach_px, reach_px)
