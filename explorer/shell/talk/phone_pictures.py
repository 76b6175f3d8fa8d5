"""Pictures for a presenter's phone: the audience's view, and the next stop or slide. Made only while one is connected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from ...visit import Visit
from ...visit.talk.own import OwnSlide
from ...visit.talk.reducer import upcoming
from ...visit.talk.state import Talk
from ...visit.viewpoint import Viewpoint
from ..pictures.pictures import Pictures
from ..viewport.thumbnails import Thumbnails
from ..window.layer import LayerContext
from .live_view import copy_view, paint_marks

if TYPE_CHECKING:
    from ...net.room.host import RoomHost

EVERY_S = 1.0
"""Least interval between two pictures of the view."""
WIDTH_PX, HEIGHT_PX = 480, 270
"""Size of a picture; one of the view is as high as the window's aspect ratio makes it."""
QUALITY = 70


class PhonePictures:
    """Sends the pictures that have changed, at most once a second.

    Parameters
    ----------
    over : returns the widgets on the audience's view, the topmost last.
    thumbnails : views of stops.
    """

    def __init__(
        self, context: LayerContext, over: Callable[[], Sequence[QWidget]], thumbnails: Thumbnails
    ) -> None:
        self._context, self._over, self._thumbnails = context, over, thumbnails
        self._room = context.room
        self._slides: Pictures | None = None
        self._since_s = EVERY_S
        self._sent: dict[str, bytes] = {}

    @property
    def are_wanted(self) -> bool:
        """Whether a presenter's phone is connected."""
        return self._room is not None and self._room.presence.presenters > 0

    def join(self, room: RoomHost | None) -> None:
        """Send to the phones of another room, or to none."""
        if room is not self._room:
            self._room, self._sent, self._since_s = room, {}, EVERY_S

    def advance(self, dt_s: float, visit: Visit, talk: Talk) -> None:
        """Send what has changed, once the audience's view is painted."""
        self._since_s += dt_s
        if not self.are_wanted:
            if self._sent:  # a phone that connects later must not see an old view
                self._send("now", None)
                self._send("next", None)
                self._sent, self._since_s = {}, EVERY_S
            return
        if self._since_s < EVERY_S:
            return
        self._since_s = 0.0
        self._send("now", self._now(visit))
        self._send("next", self._next(visit, talk))

    def close(self) -> None:
        """Wait for the thread that decodes slides."""
        if self._slides is not None:
            self._slides.close()

    def _now(self, visit: Visit) -> QImage:
        """The view with everything that lies on it, but a black screen: the presenter sees what it hides."""
        viewport = self._context.viewport
        high_px = round(WIDTH_PX * viewport.height() / max(viewport.width(), 1))
        image = QImage(WIDTH_PX, max(high_px, 1), QImage.Format.Format_RGB32)
        copy_view(image, viewport, self._over())
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_marks(painter, QRectF(image.rect()), visit)
        painter.end()
        return image

    def _next(self, visit: Visit, talk: Talk) -> QImage | None:
        """The presenter's slide or the view of the stop that comes next; None until it is drawn."""
        following = upcoming(visit)
        if isinstance(following, OwnSlide):
            if self._slides is None:
                self._slides = Pictures()
            slide = self._slides.image(following.picture)
            size, ratio = QSize(WIDTH_PX, HEIGHT_PX), Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            return slide.scaled(size, ratio, smooth) if slide is not None else None
        if following is None:
            return None
        pose = Viewpoint.of_stop(visit.park, talk.tour.stops[following]).pose
        picture = self._thumbnails.picture(pose, WIDTH_PX, HEIGHT_PX)
        return picture.toImage() if picture is not None else None

    def _send(self, which: Literal["now", "next"], image: QImage | None) -> None:
        jpeg = _jpeg(image) if image is not None else b""
        if self._room is not None and jpeg != self._sent.get(which):
            self._sent[which] = jpeg
            self._room.show_picture(which, jpeg)


def _jpeg(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # PySide declares the format as bytes, but takes a text only
    image.save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
