"""The postcard: its text and painting, and the page on which it is saved, printed, or scanned with a phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...base.atomic_file import write_bytes
from ...i18n import Text, tr
from ...park.brand.model import Contact
from ...park.model import Language, Park, Source
from ...park.wording import date_text
from ...visit import Visit
from ..brand.logo import paint_logo
from ..kiosk.modal import Modal
from ..style.logo import Stamp, fitting, ground, stamp_of
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Prose, Row, Themed, paint
from ..widgets.qr_code import ON_THE_WEB, paint_code

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
    link: str = ""  # the place in the park's web edition; the code leads there if the park has one

    @property
    def code(self) -> str:
        """Content of the QR code; "" if there is no code."""
        if self.link:
            return self.link
        if self.source is not None:
            return self.source.url
        return (self.contact.web or self.contact.card) if self.contact is not None else ""


def words_for(visit: Visit, language: Language, today: date) -> CardWords:
    """The text for the place of a visit: the open zone, or the whole park."""
    park, zone = visit.park, visit.open_zone
    day = date_text(today.isoformat(), language)
    name, brand = park.title[language], park.brand
    own = (brand.contact if brand is not None else None, stamp_of(brand, "logo"))
    link = park.link_to(zone.id if zone is not None else None)
    if zone is None:
        day = " · ".join(part for part in (day, park.link_words) if part)
        return CardWords(name, park.subtitle[language], day, _named(park, park.briefing), *own, link)
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
    line = " · ".join(part for part in (line, park.link_words) if part)
    return CardWords(zone.title[language], sentence[language], line, _named(park, cited[0]), *own, link)


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
        ON_THE_WEB
        if words.link
        else Text("Source")
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


WIDTH_PX = 900  # design pixels
TILT_DEG = -0.9
MOST_NUMBERED = 999


class CardView(Themed, QWidget):
    """The card, slightly tilted; or its code alone, large enough for a phone across a table.

    Attributes
    ----------
    picture : the picture on the card; None after the card was closed.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.picture = QImage()
        self._words: CardWords | None = None
        self.shows_code = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setMinimumSize(200, 130)
        self.apply_theme(theme)

    def show_card(self, picture: QImage, words: CardWords) -> None:
        """Show a card."""
        self.picture, self._words, self.shows_code = picture, words, False
        leads = words.link or (words.source.url if words.source is not None else "")
        self.setAccessibleName(f"{words.title}. {words.sentence} {words.line}{leads and '. '}{leads}")
        self.update()

    def clear(self) -> None:
        """Stop showing the card, and drop it."""
        self.picture, self._words, self.shows_code = QImage(), None, False
        self.setAccessibleName("")

    def show_code(self, is_wanted: bool) -> None:
        """Show the code alone, or the card again."""
        self.shows_code = is_wanted
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(CARD_PX.width()), self.theme.px(CARD_PX.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._words is None:
            return
        painter = QPainter(self)
        room = QRectF(self.rect())
        if self.shows_code and self._words.code:
            paint_code(painter, room, self._words.code)
            return
        tilt = 0.0 if self.theme.less_motion else TILT_DEG
        scale = min(room.width() / (CARD_PX.width() + 16), room.height() / (CARD_PX.height() + 22))
        painter.translate(room.center())
        painter.rotate(tilt)
        painter.translate(-CARD_PX.width() * scale / 2, -CARD_PX.height() * scale / 2)
        card = QRectF(0, 0, CARD_PX.width() * scale, CARD_PX.height() * scale)
        paint.shadow(painter, self.theme, card, CORNER_PX * scale, 2)
        paint_card(painter, self.picture, self._words, self.theme, scale)


class Postcard(Modal):
    """Offers the card.

    Parameters
    ----------
    keeps : whether it may be saved and printed; where visitors come and go, nothing of theirs may be kept.
    folder : where it is saved; None takes the user's pictures folder.
    print_image : prints an image, and returns whether it did.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        *,
        keeps: bool,
        folder: Path | None = None,
        print_image: Callable[[QImage, QWidget], bool] | None = None,
    ) -> None:
        self._folder, self._print_image = folder, print_image or print_on_paper
        self._picture = QImage()
        self._words: CardWords | None = None
        self.view = CardView(theme)
        self.title = Prose(theme, " ", "label")
        self.saved_note = Prose(theme, " ", "fine", "ink2")
        self.save = Button(theme, " ", "download", kind="primary", on_press=self._save)
        self.print = Button(theme, " ", "printer", on_press=self._print)
        self.code = Button(theme, " ", "qr-code", on_press=self._toggle_code)
        self.leave = Button(theme, " ", "x", kind="quiet", on_press=self.dismissed)
        for button in (self.save, self.print):
            button.setVisible(keeps)
        self._keeps = keeps
        buttons = Flow(theme, gap=10)
        for each in (self.save, self.print, self.code, self.leave):
            if keeps or each not in (self.save, self.print):
                buttons.addWidget(each)
        foot = Row(theme, self.title, None, gap=12)
        foot.addLayout(buttons)
        column = Column(theme, self.view, foot, self.saved_note, gap=14)
        column.setStretch(0, 1)
        super().__init__(theme, column, WIDTH_PX, parent)
        self.retranslate()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts in the theme's language."""
        language = self.theme.language
        self.title.set_text(tr(Text("Your postcard"), language))
        self.surface.setAccessibleName(tr(Text("Your postcard"), language))
        self.save.set_text(tr(Text("Save"), language))
        self.print.set_text(tr(Text("Print"), language))
        self._name_code()
        self.leave.set_text(tr(Text("Close"), language))

    def _name_code(self) -> None:
        text = Text("Show card") if self.view.shows_code else Text("Show QR")
        self.code.set_text(tr(text, self.theme.language))

    def offer(self, picture: QImage, visit: Visit, today: date) -> None:
        """Show the card of a view."""
        self._picture, self._words = picture, words_for(visit, self.theme.language, today)
        self.view.show_card(picture, self._words)
        self.code.setVisible(bool(self._words.code))
        self._name_code()
        source = self._words.source
        leads = self._words.link or (source.url if source is not None else "")
        self._notify(
            tr(Text("The code leads to {address}"), self.theme.language, address=leads) if leads else " "
        )
        self.open(self.save if self._keeps else self.code)

    def _notify(self, words: str) -> None:
        self.saved_note.set_text(words)

    def dismissed(self) -> None:
        """Close the page and drop the card."""
        self.close_up()
        self._picture, self._words = QImage(), None
        self.view.clear()

    def _toggle_code(self) -> None:
        self.view.show_code(not self.view.shows_code)
        self._name_code()

    def _save(self) -> None:
        if self._words is None:
            return
        language = self.theme.language
        folder = self._folder or pictures_folder()
        try:
            path = save_image(card_image(self._picture, self._words, self.theme), folder, self._words.title)
        except OSError as error:
            why = error.strerror or type(error).__name__
            self._notify(
                tr(
                    Text("Not saved: {folder} cannot be written ({why})."),
                    language,
                    folder=str(folder),
                    why=why,
                )
            )
            return
        self._notify(tr(Text("Saved as {path}"), language, path=str(path)))

    def _print(self) -> None:
        if self._words is None:
            return
        if self._print_image(card_image(self._picture, self._words, self.theme, 3.0), self.window()):
            self._notify(tr(Text("Sent to the printer."), self.theme.language))


def pictures_folder() -> Path:
    """The user's pictures folder."""
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return Path(where or Path.home()) / "Park Explorer"


def save_image(image: QImage, folder: Path, title: str) -> Path:
    """Save an image under an unused name and return its path. Raises OSError if the folder cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = "".join(letter for letter in title if letter.isalnum() or letter in " -").strip() or "postcard"
    names = (f"{stem}.png", *(f"{stem} {number}.png" for number in range(2, MOST_NUMBERED)))
    path = next((folder / name for name in names if not (folder / name).exists()), folder / names[-1])
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    write_bytes(path, bytes(content.data()))
    return path


def print_on_paper(image: QImage, parent: QWidget) -> bool:
    """Ask for a printer and print an image as wide as the page; return whether it was printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    painter = QPainter(printer)
    page = QRectF(painter.viewport())
    width = page.width()
    height = width * image.height() / image.width()
    if height > page.height():
        width, height = page.height() * image.width() / image.height(), page.height()
    painter.drawImage(QRectF(0, 0, width, height), image)
    painter.end()
    return True
