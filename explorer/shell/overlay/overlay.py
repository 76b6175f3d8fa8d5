"""Text over the view: names of zones and districts, and labels of an exhibit's parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect
from PySide6.QtWidgets import QWidget

from ...base.geometry import Rect
from ...visit import Visit
from ..input.pointer import HitResult
from ..style.theme import Theme
from ..window.protocols import Stage
from .labels import Labels
from .part_labels import PartLabels, PartRing
from .signs import Signs


class Overlay:
    """All that is written over a view, from the lowest to the uppermost: it fills the view, and the pointer passes through."""

    def __init__(self, theme: Theme, stage: Stage, view: QWidget) -> None:
        self.labels = Labels(theme, stage, view)
        self.part_ring = PartRing(theme, stage, view)
        self.signs = Signs(theme, stage, view)
        self.part_labels = PartLabels(theme, stage, view)

    def at(self, position: QPointF) -> HitResult | None:
        """The target of the label at a position."""
        return self.labels.at(position) or self.signs.at(position)

    @property
    def settled(self) -> bool:
        """Whether all fades have ended."""
        return self.labels.settled and self.signs.settled

    def fill(self, view: QRect, taken: Sequence[QRect]) -> None:
        """Fill the view, and keep clear of these panels."""
        for widget in (self.labels, self.part_ring, self.signs, self.part_labels):
            widget.setGeometry(view)
            widget.keep_clear_of(taken)

    def apply_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        for widget in (self.labels, self.part_ring, self.signs, self.part_labels):
            widget.apply_theme(theme)

    def update_from(self, visit: Visit, free: Rect, meant: str | None, *, is_lettered: bool) -> None:
        """Update from the visit, once its frame is drawn.

        Parameters
        ----------
        free : the part of the view that contains the subject.
        meant : the part that *Show me* marks.
        is_lettered : whether the frame has the letters of the visit's language; if not, names wait for the next one.
        """
        if is_lettered:
            self.labels.update_from(visit, free)
        self.signs.update_from(visit, free, meant)
        self.part_ring.update_from(visit, meant, self.signs)
        self.part_labels.update_from(visit, self.signs.boxes, self.signs.sign_words)
