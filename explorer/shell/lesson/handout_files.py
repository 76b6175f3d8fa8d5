"""The handout of a lesson as a file: PDF pages to print, or one HTML file for a browser."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from ...base.atomic_file import write_bytes, write_text
from ...base.geometry import WHOLE
from ...park.model import Language, Park
from ...park.tour import Stop, Tour
from ...visit import Visit
from ...visit.daylight import Daylight
from ...visit.lesson.model_values import model_values
from ...visit.settings import DAY_PHASES
from ...visit.viewpoint import thumbnail_pose
from ..style import fonts, logo
from ..window.protocols import Stage
from .handout import LOGO, PICTURE, Handout

MARGIN_MM = 11.0
PX_PER_INCH, MM_PER_INCH = 384.0, 25.4
"""Text heights are whole pixels: a fine grid comes close to the largest size that fits."""
PRINT_PER_INCH = 600
A4_MM = (210.0, 297.0)
TEXT_PX = 60
"""Text size of the page: 11.25 points, as in a schoolbook."""
SCREEN_PX = 16.0
JPEG_QUALITY = 85
LOGO_PX = (900, 200)
"""Largest size of the logo, physical pixels; printed smaller, and so sharper."""


def page_px() -> tuple[float, float]:
    """Width and height of the printable area, in pixels of the page."""
    width, height = ((side - 2 * MARGIN_MM) / MM_PER_INCH * PX_PER_INCH for side in A4_MM)
    return width, height


def by_day(visit: Visit) -> Visit:
    """The park as the pictures show it: by daylight, in its initial state."""
    settings = replace(visit.settings, day_phase=DAY_PHASES["day"], auto_day_cycle=False)
    return replace(Visit.begin(visit.park, settings=settings), daylight=Daylight.at(settings))


def picture_of(stage: Stage, park: Park, stop: Stop) -> QImage | None:
    """The picture of a stop in the light drawn last; None if the stage draws none."""
    drawn = stage.thumbnail(thumbnail_pose(park, stop), *PICTURE)
    if drawn is None:
        return None
    row = drawn.width * 4
    return QImage(drawn.pixels, drawn.width, drawn.height, row, QImage.Format.Format_RGB32).copy()


def pictures_of(stage: Stage, visit: Visit, tour: Tour) -> dict[str, QImage]:
    """A picture of each stop by daylight; the stage shows the visit again with the next frame."""
    stage.show(by_day(visit), WHOLE)
    stage.draw()
    drawn = ((stop.id, picture_of(stage, visit.park, stop)) for stop in tour.stops)
    return {id: picture for id, picture in drawn if picture is not None}


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of the handout on its page, with its distance from the top in pixels."""

    document: QTextDocument
    top_px: float


def _with_logo(handout: Handout, pictures: Mapping[str, QImage]) -> Mapping[str, QImage]:
    """The pictures of a handout, and the logo of the park's company on white."""
    stamp = logo.stamp_of(handout.park.brand, "logo")
    drawn = logo.image(stamp, *LOGO_PX) if stamp is not None else QImage()
    if stamp is None or drawn.isNull():
        return pictures
    sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor(logo.ground(stamp, logo.WHITE) or logo.WHITE))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return {**pictures, LOGO: sheet}


def laid_out(handout: Handout, pictures: Mapping[str, QImage]) -> list[list[Placed]]:
    """The pages of the handout: no block is split, unless it is higher than a page."""
    width, height = page_px()
    pictures = _with_logo(handout, pictures)
    local = replace(handout, pictures={id: f"stop:{id}" for id in pictures})
    pages: list[list[Placed]] = [[]]
    top = 0.0
    for block in local.blocks(TEXT_PX):
        document = QTextDocument()
        document.setDocumentMargin(0)
        for id, picture in pictures.items():
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"stop:{id}"), picture)
        document.setHtml(local.page(block, TEXT_PX))
        _apply_font(document, handout.language)
        document.setTextWidth(width)
        high = document.size().height()
        if pages[-1] and top + high > height:
            pages.append([])
            top = 0.0
        pages[-1].append(Placed(document, top))
        top += high
    return pages


def _apply_font(document: QTextDocument, language: Language) -> None:
    """Set the park's own font on every run of text: a family name alone would select its thinnest weight."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()  # lays out once, not after every run
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


def pdf(handout: Handout, pictures: Mapping[str, QImage]) -> bytes:
    """The handout as A4 pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(
        QPageLayout(a4, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    writer.setResolution(PRINT_PER_INCH)
    writer.setTitle(handout.tour.title[handout.language])
    painter = QPainter(writer)
    painter.scale(PRINT_PER_INCH / PX_PER_INCH, PRINT_PER_INCH / PX_PER_INCH)
    for number, page in enumerate(laid_out(handout, pictures)):
        if number:
            writer.newPage()
        for placed in page:
            painter.save()
            painter.translate(0, placed.top_px)
            placed.document.drawContents(painter)
            painter.restore()
    painter.end()
    return bytes(buffer.data().data())


def html(handout: Handout, pictures: Mapping[str, QImage]) -> str:
    """The handout as one HTML file with its pictures inside."""
    pictures = _with_logo(handout, pictures)
    return replace(handout, pictures={id: _data_uri(picture) for id, picture in pictures.items()}).html(
        SCREEN_PX
    )


def _data_uri(picture: QImage) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPEG", JPEG_QUALITY)  # type: ignore[call-overload]
    return "data:image/jpeg;base64," + b64encode(buffer.data().data()).decode("ascii")


def write(path: Path, handout: Handout, pictures: Mapping[str, QImage]) -> None:
    """Write the handout: as PDF or, if the name ends in .html or .htm, for a browser.

    Raises OSError if the file cannot be written.
    """
    if path.suffix.lower() in (".html", ".htm"):
        write_text(path, html(handout, pictures))
    else:
        write_bytes(path, pdf(handout, pictures))


def write_handout(stage: Stage, visit: Visit, tour: Tour, path: Path, *, for_teacher: bool) -> None:
    """Write the handout of a lesson as PDF or HTML, in the language of a visit.

    Raises OSError if the file cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication(["park-explorer"])
    fonts.load()
    language = visit.settings.language
    values = model_values(visit.park, tour) if for_teacher else {}
    handout = Handout(visit.park, tour, language, visit.lesson, {}, for_teacher, values)
    write(path, handout, pictures_of(stage, visit, tour))
    del application  # had to stay alive until here
