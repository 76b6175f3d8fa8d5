"""Thumbnails of the park from other viewpoints, as previews of stops and links: drawn one per idle frame, and cached."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage, QPixmap

from ...base.geometry import Pose
from ...park.model import Language
from ...visit import Light, Visit
from ...visit.kiosk.reducer import is_new_visitor
from ...visit.settings import light_at
from ..window.protocols import Stage

REST_S = 0.3
"""Rest time of the camera before a thumbnail is drawn: it takes as long as a frame of a moving camera."""
PATIENCE_S = 1.0
"""Longest wait for the final frame of the view; a view with something moving never has one."""
EVERY_S = 0.15
"""Time between two thumbnails, so that animations do not stutter."""
MOST = 96
"""Capacity of the cache; the least recently requested is dropped first."""


@dataclass(frozen=True, slots=True)
class View:
    """Pose, and size in physical pixels."""

    pose: Pose
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Other state that a thumbnail depends on: it is redrawn when letters or light change."""

    language: Language
    light: Light


@dataclass(slots=True)
class Kept:
    """A thumbnail, and its moment; None before it is drawn."""

    picture: QPixmap | None = None
    moment: Moment | None = None


class Thumbnails:
    """Cache of the requested thumbnails.

    Parameters
    ----------
    stage : draws them.

    Attributes
    ----------
    count : number drawn or dropped so far; widgets that show some look again when it has grown.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._kept: dict[View, Kept] = {}
        self._since_s, self._waited_s = 0.0, 0.0
        self._visit: Visit | None = None
        self.count = 0

    def picture(self, pose: Pose, width: int, height: int, ratio: float = 1.0) -> QPixmap | None:
        """The thumbnail from a pose. A missing or outdated one is drawn in an idle frame.

        Parameters
        ----------
        width, height : size on the screen.
        ratio : physical pixels per pixel.
        """
        view = View(pose, max(round(width * ratio), 1), max(round(height * ratio), 1))
        kept = self._kept.pop(view, None) or Kept()
        self._kept[view] = kept  # move to the end: dropped last
        if len(self._kept) > MOST:
            self._kept.pop(next(iter(self._kept)))
        if kept.picture is not None:
            kept.picture.setDevicePixelRatio(ratio)
        return kept.picture

    @property
    def bytes(self) -> int:
        """Memory of the cached thumbnails."""
        pictures = (kept.picture for kept in self._kept.values() if kept.picture is not None)
        return sum(picture.width() * picture.height() * 4 for picture in pictures)

    def advance(self, dt_s: float, visit: Visit, draws: bool = True) -> bool:
        """Advance, once the present frame is painted; whether one is still to be drawn.

        A new visitor drops the former one's thumbnails.

        Parameters
        ----------
        draws : whether any of them is visible.
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
