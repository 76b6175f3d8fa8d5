"""The page of the postcard: a preview of the card to save, print, or scan with a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QStandardPaths
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...base.atomic_file import write_bytes
from ...i18n import Text, tr
from ...visit import Visit
from ..kiosk.modal import Modal
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Prose, Row, Themed, paint
from ..widgets.qr_code import paint_code
from .card import CARD_PX, CORNER_PX, CardWords, card_image, paint_card, words_for

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
        source = f". {words.source.url}" if words.source is not None else ""
        self.setAccessibleName(f"{words.title}. {words.sentence} {words.line}{source}")
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
        self._notify(
            tr(Text("The code leads to {address}"), self.theme.language, address=source.url)
            if source is not None
            else " "
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
