"""The postcard: its text, and its painting on the screen and in a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPixmap

from ...i18n import Text, tr
from ...park.brand.model import Contact
from ...park.model import Language, Park, Source
from ...visit import Visit
from ..brand.logo import paint_logo
from ..panels.article.page import date_text
from ..style.logo import Stamp, fitting, ground, stamp_of
from ..style.theme import Theme
from ..widgets import paint
from ..widgets.qr_code import paint_code

CARD_PX, PICTURE_PX = QSize(874, 564), QSize(838, 396)
"""In design pixels."""
LOGO_PX, LOGO_GAP_PX = QSize(190, 48), 12
EDGE_PX, CORNER_PX, CODE_PX = 18, 12, 116
PAPER, INK, FINE_INK = QColor("#FFFFFF"), QColor("#1C2030"), QColor("#565B6B")


@dataclass(frozen=True, slots=True)
class CardWords:
    """The text of a postcard."""

    title: str
    sentence: str
    line: str
    source: Source | None  # source of the sentence; None in a park that names no page for it
    contact: Contact | None = None  # the park's contact; on a card without a source the code leads there
    logo: Stamp | None = None  # the company's, on the picture

    @property
    def code(self) -> str:
        """Content of the QR code; "" if there is no code."""
        if self.source is not None:
            return self.source.url
        return (self.contact.web or self.contact.card) if self.contact is not None else ""


def words_for(visit: Visit, language: Language, today: date) -> CardWords:
    """The text for the place of a visit: the open zone, or the whole park."""
    park, zone = visit.park, visit.open_zone
    day = date_text(today.isoformat(), language)
    name, brand = park.title[language], park.brand
    own = (brand.contact if brand is not None else None, stamp_of(brand, "logo"))
    if zone is None:
        return CardWords(name, park.subtitle[language], day, _named(park, park.briefing), *own)
    sentence = zone.exhibit.learn if zone.exhibit else zone.lead
    cited = (
        *(zone.exhibit.sources if zone.exhibit else ()),
        *(fact.source for fact in zone.beyond),
        park.briefing,
    )
    line = tr(
        Text("{park} · {number} of {count} · {day}"),
        language,
        park=name,
        number=zone.number,
        count=len(park.zones),
        day=day,
    )
    return CardWords(zone.title[language], sentence[language], line, _named(park, cited[0]), *own)


def _named(park: Park, source: str | None) -> Source | None:
    found = park.sources[source] if source is not None else None
    return found if found is not None and found.url else None


def paint_card(
    painter: QPainter, picture: QPixmap | QImage, words: CardWords, theme: Theme, scale: float
) -> None:
    """Paint a card with its top left corner at the painter's origin.

    Parameters
    ----------
    scale : pixels of the painter per design pixel.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(scale, scale)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PAPER)
    painter.drawRoundedRect(QRectF(0, 0, CARD_PX.width(), CARD_PX.height()), CORNER_PX, CORNER_PX)
    frame = QRectF(EDGE_PX, EDGE_PX, PICTURE_PX.width(), PICTURE_PX.height())
    _paint_picture(painter, frame, picture)
    code = QRectF(frame.right() - CODE_PX, frame.bottom() + 8, CODE_PX, CODE_PX)
    if words.logo is not None:
        _paint_logo(painter, frame, words.logo)
    if words.code:
        paint_code(painter, code, words.code)
    _write(
        painter,
        words,
        theme,
        QRectF(frame.left(), frame.bottom() + 12, code.left() - frame.left() - 24, 132),
        code,
    )


def _paint_logo(painter: QPainter, frame: QRectF, stamp: Stamp) -> None:
    """Paint the logo on paper, in the lower left corner of the picture."""
    size = fitting(stamp, LOGO_PX.width(), LOGO_PX.height())
    if size.isEmpty():
        return
    sheet = QRectF(0, 0, size.width() + 2 * LOGO_GAP_PX, size.height() + 2 * LOGO_GAP_PX)
    sheet.moveBottomLeft(frame.bottomLeft() + QPointF(LOGO_GAP_PX, -LOGO_GAP_PX))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground(stamp, PAPER.name()) or PAPER))
    painter.drawRoundedRect(sheet, 6, 6)
    paint_logo(painter, sheet.adjusted(LOGO_GAP_PX, LOGO_GAP_PX, -LOGO_GAP_PX, -LOGO_GAP_PX), stamp)


def _paint_picture(painter: QPainter, frame: QRectF, picture: QPixmap | QImage) -> None:
    """Paint the picture, cropped to the frame around its centre."""
    painter.save()
    clip = QPainterPath()
    clip.addRoundedRect(frame, 6, 6)
    painter.setClipPath(clip)
    width, height = float(picture.width()), float(picture.height())
    share = max(frame.width() / max(width, 1.0), frame.height() / max(height, 1.0))
    shown = QRectF(0, 0, frame.width() / share, frame.height() / share)
    shown.moveCenter(QRectF(0, 0, width, height).center())
    if isinstance(picture, QImage):
        painter.drawImage(frame, picture, shown)
    else:
        painter.drawPixmap(frame, picture, shown)
    painter.restore()


def _write(painter: QPainter, words: CardWords, theme: Theme, room: QRectF, code: QRectF) -> None:
    """Write the text under the picture, in sizes of the card, whatever the text size of the window."""
    language = theme.language

    def font(role: str, px: int, text: str) -> QFont:
        made = theme.font_for(text, role)
        made.setPixelSize(px)
        return made

    title = font("title", 30, words.title)
    paint.text(painter, QRectF(room.left(), room.top(), room.width(), 40), words.title, title, INK)
    sentence = font("body", 18, words.sentence)
    high = min(paint.wrapped_height(words.sentence, sentence, room.width()), 52.0)
    at = QRectF(room.left(), room.top() + 44, room.width(), high)
    paint.text(painter, at, words.sentence, sentence, INK, align=paint.TOP, wrap=True)
    line = font("fine", 15, words.line)
    paint.text(painter, QRectF(room.left(), at.bottom() + 6, room.width(), 22), words.line, line, FINE_INK)
    if not words.code:
        return
    under = QRectF(code.left() - 40, code.bottom() - 2, code.width() + 80, 20)
    source = tr(
        Text("Its source")
        if words.source is not None
        else Text("Contact", context="under the code of a postcard"),
        language,
    )
    paint.text(painter, under, source, font("fine", 13, source), FINE_INK, align=paint.CENTRE)


def card_image(picture: QPixmap | QImage, words: CardWords, theme: Theme, scale: float = 2.0) -> QImage:
    """A postcard as an image, for saving or printing."""
    image = QImage(
        round(CARD_PX.width() * scale),
        round(CARD_PX.height() * scale),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        paint_card(painter, picture, words, theme, scale)
    finally:
        painter.end()
    return image
