"""The last page that an audience sees: thanks, what was shown, and a code that leads to the contact or the sources."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ...i18n import COLON, Text, tr
from ...park.model import Park
from ...park.tour import Stop
from ...visit.talk.state import Talk
from ...visit.viewpoint import thumbnail_pose
from ..brand.contact import ContactLines
from ..brand.logo import Logo
from ..style.theme import Theme
from ..viewport.thumbnails import Thumbnails
from ..widgets import Button, Column, Flow, Prose, Row, TextSurface, Themed, as_widget, paint
from ..widgets.qr_code import ON_THE_WEB, QrCode
from ..window.layout import Room

THANKS = Text("Thank you")
SEEN = Text("What you saw")
SOURCES = Text("The source of it all")
PICTURES = 3
PICTURE_PX = (208, 130)
CODE_PX = 148
WIDEST, HIGHEST = 0.94, 0.92
"""Largest share of the window for the page."""


def longest_shown(talk: Talk, count: int = PICTURES) -> tuple[Stop, ...]:
    """The stops at buildings that were shown longest, in the order of the talk; none that was never shown."""
    stops = talk.tour.stops
    at_halls = [n for n, stop in enumerate(stops) if stop.zone is not None and talk.spent_s(n) > 0]
    longest = sorted(at_halls, key=lambda n: -talk.spent_s(n))
    halls: dict[str | None, int] = {}
    for number in longest:
        halls.setdefault(stops[number].zone, number)
    return tuple(stops[number] for number in sorted(list(halls.values())[:count]))


class Picture(Themed, QWidget):
    """A picture with round corners; an even field before it is drawn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.pixmap: QPixmap | None = None
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setFixedSize(*(theme.px(side) for side in PICTURE_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, face = QPainter(self), QRectF(self.rect())
        radius = float(self.theme.radius("md"))
        paint.rounded(painter, face, radius, self.theme.colour("sunken"), self.theme.colour("line"))
        if self.pixmap is not None:
            path = QPainterPath()
            path.addRoundedRect(face, radius, radius)
            painter.setClipPath(path)
            painter.drawPixmap(face, self.pixmap, QRectF(self.pixmap.rect()))


class Seen(Themed, QWidget):
    """One stop that was shown: its picture, and the name of its building."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.picture = Picture(theme)
        self.name = Prose(theme, " ", "strong", weight=700, level=0)
        self.setLayout(Column(theme, self.picture, self.name, gap=6))
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setFixedWidth(theme.px(PICTURE_PX[0]))


class EndPage(TextSurface):
    """Thanks, the buildings shown longest, and a code. Hidden until the talk is over.

    Attributes
    ----------
    buttons : the place of buttons below the text; it takes no room while it is empty.
    """

    def __init__(self, theme: Theme, park: Park, thumbnails: Thumbnails, parent: QWidget) -> None:
        self._park, self._thumbnails = park, thumbnails
        self._talk: Talk | None = None
        self._drawn = -1
        brand = park.brand
        self._closing = brand.closing if brand is not None else None
        contact = brand.contact if brand is not None else None
        self._logo = Logo(theme, 56, 320)
        self._thanks = Prose(theme, " ", "hero", weight=800)
        self._title = Prose(theme, " ", "heading", "ink2", weight=400, level=0)
        self._head = Prose(theme, " ", "label", "ink2", weight=700)
        self.seen = tuple(Seen(theme) for _ in range(PICTURES))
        self._pictures = as_widget(Row(theme, *self.seen, None, gap=18))
        named = (park.plan.source if park.plan is not None else None, park.briefing)
        found = (park.sources[id] for id in named if id is not None and contact is None and park.web is None)
        self._source = next((source for source in found if source.url), None)
        self._under = Prose(theme, " ", "fine", "ink2")
        self._link = Prose(theme, " ", "fine", "ink2")
        self._code: QWidget | None = None
        if contact is not None:
            self._code = ContactLines(theme, contact)
        elif self._source is not None:
            self._code = QrCode(self._source.url, theme.px(CODE_PX), tr(SOURCES, theme.language))
        beside = Column(theme, None, gap=8)
        if self._code is not None:
            beside.addWidget(self._code, 0, Qt.AlignmentFlag.AlignLeft)
            beside.addWidget(self._under)
        if park.web is not None:
            code = QrCode(park.link_to(), theme.px(CODE_PX), tr(ON_THE_WEB, theme.language))
            beside.addWidget(code, 0, Qt.AlignmentFlag.AlignLeft)
            beside.addWidget(self._link)
        self.buttons = Flow(theme, gap=10)
        words = Column(theme, self._logo, self._thanks, self._title, gap=6)
        row = Row(theme, Column(theme, self._head, self._pictures, None, gap=10), beside, gap=32)
        row.setStretch(0, 1)
        column = Column(theme, words, row, self.buttons, gap=26)
        super().__init__(theme, column, elevation=2, padding=(40, 34, 40, 34), parent=parent)
        self.hide()

    def offer(self, *buttons: Button) -> None:
        """Add buttons below the text."""
        for button in buttons:
            self.buttons.addWidget(button)

    def show_talk(self, talk: Talk) -> None:
        """Show the end of a talk."""
        if talk is self._talk and self._drawn == self._thumbnails.count:
            return
        self._talk, self._drawn = talk, self._thumbnails.count
        language, stops = self.theme.language, longest_shown(talk)
        self._title.set_text(talk.tour.title[language])
        for each, stop in zip(self.seen, (*stops, *(None,) * PICTURES), strict=False):
            each.setVisible(stop is not None)
            if stop is None:
                continue
            each.name.set_text(self._park.title_of(stop)[language])
            wide, tall = each.picture.width(), each.picture.height()
            pose = thumbnail_pose(self._park, stop)
            each.picture.pixmap = self._thumbnails.picture(pose, wide, tall, self.devicePixelRatioF())
            each.picture.update()
        self.setAccessibleName(self._thanks.source)
        self.updateGeometry()

    def arrange(self, room: Room) -> None:
        """Place the page in the middle, with as many pictures as fit."""
        width, height = room.size.width(), room.size.height()
        shown = 0 if self._talk is None else len(longest_shown(self._talk))
        for count in range(shown, -1, -1):
            for number, each in enumerate(self.seen):
                each.setVisible(number < count)
            for part in (self._pictures, self._head):
                part.setVisible(count > 0)
            if not self._too_large(room):
                break
        size = self.wanted_size.boundedTo(QSize(round(width * WIDEST), round(height * HIGHEST)))
        size.setHeight(min(self.wanted_height(size.width()), round(height * HIGHEST)))
        self.place(
            QRect((width - size.width()) // 2, (height - size.height()) // 2, size.width(), size.height())
        )

    def _too_large(self, room: Room) -> bool:
        wanted = self.wanted_size
        return wanted.width() > WIDEST * room.size.width() or wanted.height() > HIGHEST * room.size.height()

    def _set_texts(self) -> None:
        language = self.theme.language
        closing = self._closing[language] if self._closing is not None else tr(THANKS, language)
        self._thanks.role = "hero" if self._closing is None else "display"
        self._thanks.set_text(closing)
        self._head.set_text(tr(SEEN, language))
        self._under.set_text("" if self._source is None else tr(SOURCES, language))
        self._under.setVisible(self._source is not None)
        self._link.set_text(f"{tr(ON_THE_WEB, language)}{tr(COLON, language)}{self._park.link_words}")
        self._talk = None
