"""Thumbnails of the park from other viewpoints, to show where a stop or a link leads: one is drawn in an idle frame, and kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage, QPixmap

from ...core.geometry import Pose
from ...park.model import Language
from ...visit import Light, Visit
from ...visit.kiosk.reducer import is_new_visitor
from ...visit.settings import light_at
from ..window.protocols import Stage

REST_S = 0.3
"""How long the camera must have rested before a thumbnail is drawn: it takes as long as a frame of a moving camera."""
PATIENCE_S = 1.0
"""How long to wait for the final frame of the picture on show: one with something moving in it has none."""
EVERY_S = 0.15
"""The time between two thumbnails, so that what moves on show does not stutter."""
MOST = 96
"""How many are kept; beyond, the one that was asked for longest ago goes."""


@dataclass(frozen=True, slots=True)
class View:
    """From where, and how large in physical pixels."""

    pose: Pose
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Moment:
    """What a thumbnail shows beside the place: it is drawn again when the letters or the light change."""

    language: Language
    light: Light


@dataclass(slots=True)
class Kept:
    """A picture, and the moment it shows; None before it is drawn."""

    picture: QPixmap | None = None
    moment: Moment | None = None


class Thumbnails:
    """The pictures that were asked for.

    Parameters
    ----------
    stage : draws them.

    Attributes
    ----------
    count : how many were drawn or dropped so far; a widget that shows some looks again when it has grown.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._kept: dict[View, Kept] = {}
        self._since_s, self._waited_s = 0.0, 0.0
        self._visit: Visit | None = None
        self.count = 0

    def picture(self, pose: Pose, width: int, height: int, ratio: float = 1.0) -> QPixmap | None:
        """The picture from a pose. One that is not there yet, or shows another light, is drawn in an idle frame.

        Parameters
        ----------
        width, height : the size on the screen.
        ratio : physical pixels in a pixel.
        """
        view = View(pose, max(round(width * ratio), 1), max(round(height * ratio), 1))
        kept = self._kept.pop(view, None) or Kept()
        self._kept[view] = kept  # last asked for, last to go
        if len(self._kept) > MOST:
            self._kept.pop(next(iter(self._kept)))
        if kept.picture is not None:
            kept.picture.setDevicePixelRatio(ratio)
        return kept.picture

    @property
    def bytes(self) -> int:
        """The memory of those that are kept."""
        pictures = (kept.picture for kept in self._kept.values() if kept.picture is not None)
        return sum(picture.width() * picture.height() * 4 for picture in pictures)

    def advance(self, dt_s: float, visit: Visit, draws: bool = True) -> bool:
        """Let time pass, once the picture on show is painted; whether one is still to be drawn.

        Those that one visitor needed are dropped with the next.

        Parameters
        ----------
        draws : whether any of them is on show.
        """
        before, self._visit = self._visit, visit
        if before is not None and is_new_visitor(before, visit):
            self._kept.clear()
            self.count += 1
        if not draws:
            return False
        self._since_s += dt_s
        moment = Moment(visit.settings.language, light_at(visit.daylight.goal))
        due = next((v for v, kept in self._kept.items() if kept.moment != moment), None)
        if due is None:
            return False
        at_rest = not visit.moving and not visit.daylight.blending and visit.rest_s >= REST_S
        self._waited_s = self._waited_s + dt_s if at_rest else 0.0
        fine = self._stage.finished or self._waited_s >= PATIENCE_S
        if at_rest and fine and self._since_s >= EVERY_S:
            self._since_s = 0.0
            self._draw(due, moment)
        return True

    def _draw(self, view: View, moment: Moment) -> None:
        drawn = self._stage.thumbnail(view.pose, view.width, view.height)
        if drawn is None:
            return
        size, row = (drawn.width, drawn.height), drawn.width * 4
        image = QImage(drawn.pixels, *size, row, QImage.Format.Format_RGB32)
        self._kept[view] = Kept(QPixmap.fromImage(image), moment)
        self.count += 1
