"""The sheet of a lesson as files: a page to print, a page for a browser."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from ...atomic import write_bytes, write_text
from ...geometry import WHOLE
from ...park.model import Language, Park
from ...park.tour import Stop, Tour
from ...visit import Visit
from ...visit.daylight import Daylight
from ...visit.settings import HOURS
from ...visit.spot import picture_pose
from .. import fonts
from ..seam import Stage
from .handout import PICTURE, Sheet

MARGIN_MM = 11.0
PX_PER_INCH, MM_PER_INCH = 384.0, 25.4
"""Letters are whole pixels high: a fine grid lets them be nearly as large as fits."""
PRINT_PER_INCH = 600
A4_MM = (210.0, 297.0)
LARGEST_PX, SMALLEST_PX = 60, 28
"""The text of the page is as large as fits; 28 pixels are 5.3 points."""
SCREEN_PX = 16.0
JPEG_QUALITY = 85


def page_px() -> tuple[float, float]:
    """Width and height of what is printed on, in pixels of the page."""
    width, height = ((side - 2 * MARGIN_MM) / MM_PER_INCH * PX_PER_INCH for side in A4_MM)
    return width, height


def by_day(visit: Visit) -> Visit:
    """The park as the pictures of a sheet show it: by daylight, whatever the light is now, and as it is found."""
    settings = replace(visit.settings, hour=HOURS["day"], turning=False)
    return replace(Visit.begin(visit.park, settings=settings), daylight=Daylight.at(settings))


def picture_of(stage: Stage, park: Park, stop: Stop) -> QImage | None:
    """The picture of a stop, in the light that the stage drew last; None where it draws none."""
    drawn = stage.glance(picture_pose(park, stop), *PICTURE)
    if drawn is None:
        return None
    row = drawn.width * 4
    return QImage(drawn.pixels, drawn.width, drawn.height, row, QImage.Format.Format_RGB32).copy()


def pictures_of(stage: Stage, visit: Visit, tour: Tour) -> dict[str, QImage]:
    """A picture of each stop by daylight; the stage shows the visit again with the next beat."""
    stage.show(by_day(visit), WHOLE)
    stage.draw()
    drawn = ((stop.id, picture_of(stage, visit.park, stop)) for stop in tour.stops)
    return {id: picture for id, picture in drawn if picture is not None}


def laid_out(sheet: Sheet, pictures: Mapping[str, QImage]) -> QTextDocument:
    """The sheet in the largest letters with which it fits on one page; in the smallest ones if it does not."""
    width, height = page_px()
    document = QTextDocument()
    document.setDocumentMargin(0)
    for id, picture in pictures.items():
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"stop:{id}"), picture)
    local = replace(sheet, pictures={id: f"stop:{id}" for id in pictures})

    def fits(px: int) -> bool:
        document.setHtml(local.html(px, width_px=width))
        _dress(document, sheet.language)
        document.setTextWidth(width)
        return document.size().height() <= height

    low, high = SMALLEST_PX, LARGEST_PX  # `low` fits or is the smallest
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    fits(low)
    return document


def _dress(document: QTextDocument, language: Language) -> None:
    """Give every stretch of text the park's own font: a name alone would give its thinnest weight."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()  # laid out once, not after every stretch
    block = document.begin()
    while block.isValid():
        spans: list[tuple[int, int, QTextCharFormat]] = []
        each = block.begin()
        while not each.atEnd():
            piece = each.fragment()
            if not piece.charFormat().isImageFormat():
                spans.append((piece.position(), piece.length(), piece.charFormat()))
            each += 1
        for start, length, made in spans:
            weight = 700 if made.fontWeight() >= QFont.Weight.DemiBold else 400
            made.setFont(fonts.font(language, made.font().pixelSize(), weight))
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(made)
        block = block.next()
    cursor.endEditBlock()


def pdf(sheet: Sheet, pictures: Mapping[str, QImage]) -> bytes:
    """The sheet as a page of A4."""
    document = laid_out(sheet, pictures)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    page = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(
        QPageLayout(page, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    writer.setResolution(PRINT_PER_INCH)
    writer.setTitle(sheet.tour.title[sheet.language])
    painter = QPainter(writer)
    painter.scale(PRINT_PER_INCH / PX_PER_INCH, PRINT_PER_INCH / PX_PER_INCH)
    width, height = page_px()
    pages = max(1, -int(-document.size().height() // height))
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * height)
        document.drawContents(painter, QRectF(0, number * height, width, height))
        painter.restore()
    painter.end()
    return bytes(buffer.data().data())


def html(sheet: Sheet, pictures: Mapping[str, QImage]) -> str:
    """The sheet as one file for a browser, its pictures within."""
    return replace(sheet, pictures={id: _data_uri(picture) for id, picture in pictures.items()}).html(
        SCREEN_PX
    )


def _data_uri(picture: QImage) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPEG", JPEG_QUALITY)  # type: ignore[call-overload]
    return "data:image/jpeg;base64," + b64encode(buffer.data().data()).decode("ascii")


def write(path: Path, sheet: Sheet, pictures: Mapping[str, QImage]) -> None:
    """Write the sheet: as PDF or, if the name ends in .html or .htm, for a browser.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    if path.suffix.lower() in (".html", ".htm"):
        write_text(path, html(sheet, pictures))
    else:
        write_bytes(path, pdf(sheet, pictures))
