"""Decoder for one picture of a gallery: a raster file, an SVG, or a page of a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from ...base.pictures import NotShown, PictureKey
from ...exhibits.sheets.drawing_file import look_at_drawing
from ...exhibits.sheets.picture_files import LARGEST_MB, SUFFIXES

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
        kind = SUFFIXES[Path(path).suffix.lower()]
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
