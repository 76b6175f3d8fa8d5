"""Contact of the company: name and address beside a QR code that a phone saves as a contact."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ...park.brand.model import Contact
from ...park.model import Park
from ..style.theme import Theme
from ..widgets import Column, Prose, Row, TextSurface, Themed, as_widget
from ..widgets.qr_code import LEAST_MODULE_PX, ON_THE_WEB, QrCode, modules, paint_code
from ..window.layout import Room
from .logo import Logo

CODE_PX = 132  # design pixels


class ContactCode(Themed, QWidget):
    """The QR code of a contact, at least as large as a camera can read."""

    def __init__(self, theme: Theme, contact: Contact) -> None:
        super().__init__()
        self._card = contact.card
        self._name = contact.name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        side = max(theme.px(CODE_PX), LEAST_MODULE_PX * len(modules(self._card)))
        self.setFixedSize(QSize(side, side))
        self.setAccessibleName(
            tr(Text("QR code with the contact of {name}"), theme.language, name=self._name)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_code(QPainter(self), QRectF(self.rect()), self._card)


class ContactLines(Themed, QWidget):
    """Code, name and lines of a contact, side by side."""

    def __init__(self, theme: Theme, contact: Contact) -> None:
        super().__init__()
        self._contact = contact
        name = Prose(theme, contact.name, "strong", weight=700)
        lines = [Prose(theme, line, "body", "ink2") for line in contact.lines]
        self._words = as_widget(Column(theme, None, name, *lines, None, gap=0))
        row = Row(theme, ContactCode(theme, contact), self._words, gap=16)
        row.setStretch(1, 1)
        self.setLayout(row)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        lines = [theme.width_of(line, "body") for line in self._contact.lines]
        widest = max(lines, default=0), theme.width_of(self._contact.name, "strong", 700)
        self._words.setMinimumWidth(round(max(widest)) + 6)  # an address does not wrap


class WebLines(Themed, QWidget):
    """Code and address of the park's web edition, side by side."""

    def __init__(self, theme: Theme, park: Park) -> None:
        super().__init__()
        self._address = park.link_words
        self._name = Prose(theme, " ", "strong", weight=700)
        self._words = as_widget(
            Column(theme, None, self._name, Prose(theme, self._address, "body", "ink2"), None, gap=0)
        )
        code = QrCode(park.link_to(), theme.px(CODE_PX), tr(ON_THE_WEB, theme.language))
        row = Row(theme, code, self._words, gap=16)
        row.setStretch(1, 1)
        self.setLayout(row)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        name = tr(ON_THE_WEB, theme.language)
        self._name.set_text(name)
        widest = max(theme.width_of(name, "strong", 700), theme.width_of(self._address, "body"))
        self._words.setMinimumWidth(round(widest) + 6)  # an address does not wrap


class FarewellCard(TextSurface):
    """The company's closing words and its contact, and where the park is on the web; hidden until it is shown."""

    def __init__(self, theme: Theme, park: Park, parent: QWidget) -> None:
        brand = theme.brand
        self._closing = brand.closing if brand is not None else None
        contact = brand.contact if brand is not None else None
        self._logo = Logo(theme, 48, 300)
        self._words = Prose(theme, " ", "heading")
        self._contact = ContactLines(theme, contact) if contact is not None else None
        head = Column(theme, self._logo, self._words, gap=10)
        column = Column(theme, gap=14)
        column.addLayout(head)
        self._web = WebLines(theme, park) if park.web is not None else None
        ways = [lines for lines in (self._contact, self._web) if lines is not None]
        if ways:
            column.addWidget(as_widget(Row(theme, *ways, gap=28)))
        super().__init__(theme, column, elevation=2, padding=(26, 22, 26, 22), parent=parent)
        self.hide()

    @property
    def is_there(self) -> bool:
        """Whether it has any content."""
        return any(part is not None for part in (self._closing, self._contact, self._web))

    def fits(self, room: Room) -> bool:
        """Whether it fits between head and foot."""
        return self.wanted_size.height() <= room.bottom_px - room.top_px - room.theme.target_px

    def _set_texts(self) -> None:
        words = self._closing[self.theme.language] if self._closing is not None else " "
        self._words.set_text(words)
        self._words.setVisible(self._closing is not None)
        self.setAccessibleName(words)
