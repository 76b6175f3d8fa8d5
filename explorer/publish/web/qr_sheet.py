"""A sheet of QR codes to print: one a zone, with its number and name. Each leads to the zone on the web edition."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from ...i18n import Language
from ...park.model import Park
from ...shell.style import fonts, headless
from ...shell.style.paper import finished, pdf_writer
from ...shell.widgets.qr_code import paint_code

COLUMNS, ROWS = 3, 4
MARGIN_MM, CODE_MM, PER_INCH = 12.0, 42.0, 300
DOT = PER_INCH / 25.4
"""Dots of the page to a millimetre."""
NAME_PX, SMALL_PX = 40, 28


def qr_sheet(park: Park, at: str, language: Language) -> bytes:
    """The sheet as A4 pages (PDF).

    Parameters
    ----------
    at : address of the edition, with a slash at its end.
    """
    application = headless.application()
    fonts.load()
    spoken = park.title.language_for(language)
    buffer, writer = pdf_writer(park.title[spoken], (MARGIN_MM, MARGIN_MM), PER_INCH)
    painter = QPainter(writer)
    wide, tall = writer.width() / COLUMNS, writer.height() / ROWS
    zones = [park.zones[id] for id in park.walk or tuple(park.zones)]
    for count, zone in enumerate(zones):
        place = count % (COLUMNS * ROWS)
        if count and not place:
            writer.newPage()
        left, top, side = place % COLUMNS * wide, place // COLUMNS * tall, CODE_MM * DOT
        paint_code(painter, QRectF(left + (wide - side) / 2, top, side, side), f"{at}#/{zone.id}")
        for words, size_px, weight, lower in (
            (f"{zone.number}  {zone.title[spoken]}", NAME_PX, 600, 0.0),
            (park.title[spoken], SMALL_PX, 400, 2.6 * NAME_PX),
        ):
            painter.setFont(fonts.font(spoken, size_px, weight))
            room = QRectF(left + 2 * DOT, top + side + DOT + lower, wide - 4 * DOT, 2.6 * NAME_PX)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, words)
    painter.end()
    del application  # kept until the painter has ended
    return finished(buffer)
