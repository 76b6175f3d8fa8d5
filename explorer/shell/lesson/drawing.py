"""The pictures of a sheet that is asked for while the window lives: one in a beat, so that nothing stands still."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from ...core.geometry import WHOLE
from ...park.tour import Tour
from ...visit import Visit
from ..window.protocols import Stage
from . import handout_files
from .saving import Kind


class Drawing:
    """Draws what a sheet shows.

    Parameters
    ----------
    visit : of the moment at which it was asked for; its language is that of the sheet.
    tour : the lesson.

    Attributes
    ----------
    pictures : by the names of their stops, as far as they are drawn.
    files : what is to be written when all are drawn; further ones may be added meanwhile.
    """

    def __init__(self, stage: Stage, visit: Visit, tour: Tour) -> None:
        self._stage, self._tour = stage, tour
        self._day, self._at = handout_files.by_day(visit), 0
        self.language = visit.settings.language
        self.pictures: dict[str, QImage] = {}
        self.files: list[tuple[Kind, Path]] = []

    @property
    def number(self) -> int:
        """Which picture is the next, from 1."""
        return self._at + 1

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._tour.stops)

    @property
    def done(self) -> bool:
        """Whether all are drawn."""
        return self._at == self.count

    def draw_next(self) -> None:
        """Draw one. The stage has to be shown the visit again before its picture is: it was shown the park by day."""
        self._stage.show(self._day, WHOLE)
        self._stage.draw()
        stop = self._tour.stops[self._at]
        picture = handout_files.picture_of(self._stage, self._day.park, stop)
        if picture is not None:
            self.pictures[stop.id] = picture
        self._at += 1
