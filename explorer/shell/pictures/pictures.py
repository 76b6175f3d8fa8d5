"""Pictures of galleries (raster, SVG, PDF): decoded in a thread, the latest ones cached; with captions for the park."""

from __future__ import annotations

from collections import OrderedDict
from functools import cache, partial
from pathlib import Path
from queue import Empty, SimpleQueue

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, QSizeF, Qt, QThreadPool
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from ...base.pictures import SCREEN_PX, NotShown, PictureKey, Pixels
from ...base.suffixes import PICTURES
from ...exhibits.mixins import PictureShow
from ...exhibits.sheets.drawing_file import look_at_drawing
from ...exhibits.sheets.picture_files import LARGEST_MB
from ...visit import Visit
from ..style import fonts, headless
from .video import Video

MOST_MB = 512
"""Memory limit for decoding one picture."""
PAPER = Qt.GlobalColor.white
FORMAT = QImage.Format.Format_RGB32


def decoded(picture: PictureKey, within: QSize) -> QImage | None:
    """The picture as large as fits; None if it cannot be shown. A video is shown by its poster.

    Thread-safe, and never raises.
    """
    path = picture.poster if picture.kind == "video" else picture.path
    if not path:
        return None
    try:
        kind = PICTURES[Path(path).suffix.lower()]
        if not Path(path).is_file() or Path(path).stat().st_size > LARGEST_MB[kind] * 1_000_000:
            return None
        match kind:
            case "photo":
                return _photo(path, within)
            case "drawing":
                return _drawing(path, within)
            case "page":
                return _page(path, picture.page, within)
    except (
        OSError,
        KeyError,
        ImportError,
        MemoryError,
        NotShown,
    ):  # changed in the meantime, or a library is missing
        pass
    return None


def _photo(path: str, within: QSize) -> QImage | None:
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)  # applies the camera's orientation
    reader.setAllocationLimit(MOST_MB)
    size = reader.size()
    if size.isValid():
        turned = reader.transformation().value & 4  # by a quarter
        box = within.transposed() if turned else within
        fit = size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
        if fit.width() < size.width():
            reader.setScaledSize(fit.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return None
    if image.width() < within.width() and image.height() < within.height():
        image = image.scaled(
            within, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    return _on_paper(image)


def _drawing(path: str, within: QSize) -> QImage | None:
    data = Path(path).read_bytes()
    look_at_drawing(data)
    renderer = QSvgRenderer(QByteArray(data))  # from memory, so that it can refer to no other file
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return None
    fit = size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    image = QImage(fit, FORMAT)
    image.fill(PAPER)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, fit.width(), fit.height()))
    painter.end()
    return image


def _page(path: str, page: int, within: QSize) -> QImage | None:
    from PySide6.QtPdf import QPdfDocument

    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(Path(path).read_bytes())  # from memory: with a file name it would wait for an event loop
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    try:
        if document.status() != QPdfDocument.Status.Ready or not 0 <= page < document.pageCount():
            return None
        points: QSizeF = document.pagePointSize(page)
        fit = (
            points.scaled(QSizeF(within), Qt.AspectRatioMode.KeepAspectRatio).toSize().expandedTo(QSize(1, 1))
        )
        image = document.render(page, fit)
        return None if image.isNull() else _on_paper(image)
    finally:
        document.close()
        buffer.close()


def _on_paper(image: QImage) -> QImage:
    """The picture without transparency."""
    if not image.hasAlphaChannel():
        return image.convertToFormat(FORMAT)
    whole = QImage(image.size(), FORMAT)
    whole.fill(PAPER)
    painter = QPainter(whole)
    painter.drawImage(0, 0, image)
    painter.end()
    return whole


GROUND, BAND, INK = QColor("#1B1F26"), QColor("#11141A"), QColor("#FFFFFF")
BAND_PX, TYPE_PX, SMALLER_PX, EDGE_PX = 92, 33, 26, 26


def screen_image(picture: QImage, caption: str, language: str) -> npt.NDArray[np.uint8]:
    """Pixels of a screen: shape (rows, columns, 3), blue first, row 0 at the top."""
    wide, high = SCREEN_PX
    image = QImage(wide, high, QImage.Format.Format_BGR888)
    image.fill(GROUND)
    band_px = BAND_PX if caption else 0
    room = QSize(wide, high - band_px)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    size = picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    at = QRect((wide - size.width()) // 2, (room.height() - size.height()) // 2, size.width(), size.height())
    painter.drawImage(at, picture)
    if caption:
        _paint_caption(painter, QRect(0, high - band_px, wide, band_px), caption, language)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(high, image.bytesPerLine())
    return (
        rows[:, : wide * 3].reshape(high, wide, 3).copy()
    )  # a copy, since the memory is freed with the image


def _paint_caption(painter: QPainter, rect: QRect, caption: str, language: str) -> None:
    painter.fillRect(rect, BAND)
    painter.setPen(INK)
    room = rect.adjusted(EDGE_PX, 4, -EDGE_PX, -4)
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    for px in (TYPE_PX, SMALLER_PX):
        painter.setFont(fonts.font(language, px, 600))
        metrics = QFontMetrics(painter.font())
        if metrics.boundingRect(room, flags, caption).height() <= room.height():
            break
    else:
        caption = metrics.elidedText(caption, Qt.TextElideMode.ElideRight, room.width() * 2 - 2 * EDGE_PX)
    painter.drawText(room, flags, caption)


MOST_IMAGES, MOST_SCREENS = 12, 6
LARGEST = QSize(1600, 900)
"""Size of the cached pictures: enough for a screen in the park and for a card."""


class Pictures:
    """Provides the pictures of galleries, and plays their videos.

    Parameters
    ----------
    waits : whether it decodes immediately: for a film, which can wait.
    """

    def __init__(self, *, waits: bool = False) -> None:
        self._waits = waits
        self._pool: QThreadPool | None = None
        self._images: OrderedDict[PictureKey, QImage | None] = OrderedDict()
        self._asked: set[PictureKey] = set()
        self._done: SimpleQueue[tuple[PictureKey, QImage | None]] = SimpleQueue()
        self._screens: OrderedDict[tuple[PictureKey, str, str, int], Pixels] = OrderedDict()
        self._number = 0
        self._closed = False
        self.video = Video()

    def image(self, picture: PictureKey) -> QImage | None:
        """The picture, or the present frame of a video; None if it is not ready yet, or cannot be shown."""
        if picture.kind == "video" and (frame := self.video.image(picture.path)) is not None:
            return frame
        self._take()
        if picture not in self._images:
            self._ask_for(picture)
            self._take()
        if picture in self._images:
            self._images.move_to_end(picture)
        return self._images.get(picture)

    def has_failed(self, picture: PictureKey) -> bool:
        """Whether decoding, or playing a video, has failed."""
        if picture.kind == "video":
            return self.video.has_failed(picture.path)
        return picture in self._images and self._images[picture] is None

    def pixels(self, picture: PictureKey, caption: str, language: str) -> Pixels | None:
        """Pixels of a screen in the park; None if there is no image."""
        image = self.image(picture)
        if image is None:
            return None
        key = (picture, caption, language, image.cacheKey())
        if key not in self._screens:
            self._number += 1
            self._screens[key] = Pixels(screen_image(image, caption, language), self._number)
            while len(self._screens) > MOST_SCREENS:
                self._screens.popitem(last=False)
        return self._screens[key]

    @property
    def sounds(self) -> bool:
        """Whether a video's sound is playing."""
        return self.video.sounds

    def advance(self, visit: Visit, *, ducked: bool) -> None:
        """Play the present slide of the visitor's gallery, and decode the next ones.

        Parameters
        ----------
        ducked : whether a voice is speaking.
        """
        run = visit.run
        if run is None or not isinstance(run.exhibit, PictureShow):
            self.video.stop()
            return
        from ...exhibits.sheets.gallery import GalleryExhibit, OnScreen  # only a scene with galleries has it

        shown: tuple[object, object] = (run.exhibit, run.state)
        exhibit, state = shown
        assert isinstance(exhibit, GalleryExhibit) and isinstance(state, OnScreen)
        slide = exhibit.slide_of(state)
        if slide.picture.kind == "video":
            self.video.play(
                slide.picture.path,
                exhibit.on_show_s(state),
                paused=run.paused,
                settings=visit.settings,
                ducked=ducked,
            )
        else:
            self.video.stop()
        self.image(slide.picture)
        if exhibit.count > 1:
            self.image(exhibit.gallery.slides[state.number % exhibit.count].picture)

    def close(self) -> None:
        """Stop playing, and wait for the decoder thread."""
        self._closed = True
        self.video.close()
        if self._pool is not None:
            self._pool.clear()
            self._pool.waitForDone()
            self._pool = None

    def _ask_for(self, picture: PictureKey) -> None:
        if self._closed or picture in self._asked:
            return
        self._asked.add(picture)
        if self._waits:
            self._decode(picture)
            return
        if self._pool is None:
            self._pool = QThreadPool()
            self._pool.setMaxThreadCount(1)  # PDF readers are not thread-safe
        self._pool.start(partial(self._decode, picture))

    def _decode(self, picture: PictureKey) -> None:
        """Decode in the thread, which changes nothing but the queue."""
        self._done.put((picture, None if self._closed else decoded(picture, LARGEST)))

    def _take(self) -> None:
        """Take the results of the thread."""
        while True:
            try:
                picture, image = self._done.get_nowait()
            except Empty:
                return
            self._asked.discard(picture)
            self._images[picture] = image
            while len(self._images) > MOST_IMAGES:
                self._images.popitem(last=False)


@cache
def _application() -> QGuiApplication:
    """Captions and drawings contain text; it is kept for the whole process."""
    return headless.application()


def pictures_for_files() -> Pictures:
    """Pictures that decode immediately."""
    _application()
    return Pictures(waits=True)
