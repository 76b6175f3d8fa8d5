"""The cards of an article: the exhibit at work, the thread through several zones, and the glossary."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImageReader, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ....i18n import Text, tr
from ....park.model import Accent, Park, Term, Thread, Zone
from ....visit.acts import Act, Open
from ...input.focus import give_back
from ...style.theme import Theme
from ...widgets import Button, Card, Column, Flow, Prose, Row, Rule, Surface, Themed

THREADS: dict[str, Text] = {
    "before": Text("Previous stop: {title}"),
    "after": Text("Next stop: {title}"),
}


MOST_PX = 1408
"""Largest width at which a picture is decoded: the width of an article's card on the finest screens."""
PICTURE_PX, LEAST_PICTURE_PX = 104, 56
"""Height of the picture, and its minimum where the card has little room; below that it is left out."""


@lru_cache(maxsize=4)  # the one shown, the previous one, and the preloaded one: up to 3 MB each
def pixmap_of(file: Path | None) -> QPixmap:
    """The picture of an exhibit at work; an empty one if it is missing or cannot be read."""
    if file is None:
        return QPixmap()
    reader = QImageReader(str(file))
    if (size := reader.size()).width() > MOST_PX:
        reader.setScaledSize(size.scaled(MOST_PX, size.height(), Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImageReader(reader)


class ExhibitPicture(Themed, QWidget):
    """The picture, across the full width of its card, with the card's rounded upper corners."""

    def __init__(self, theme: Theme, file: Path | None) -> None:
        super().__init__()
        self.pixmap = pixmap_of(file)
        self._high_px: float = PICTURE_PX
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)
        if self.pixmap.isNull():
            self.hide()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(300), self.theme.px(self._high_px))

    def be_high(self, high_px: float) -> None:
        """Set the height, in design pixels."""
        if high_px != self._high_px:
            self._high_px = high_px
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        picture, radius, painter = self.pixmap, self.theme.radius("md"), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(0, 0, self.width(), self.height() + radius), radius, radius)
        painter.setClipPath(shape)
        ratio = self.devicePixelRatioF()
        filled = picture.size().scaled(self.size() * ratio, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        share = picture.width() / max(filled.width(), 1)
        wide, tall = self.width() * ratio * share, self.height() * ratio * share
        source = QRectF((picture.width() - wide) / 2, (picture.height() - tall) / 2, wide, tall)
        painter.drawPixmap(QRectF(self.rect()), picture, source)


class ExhibitCard(Card):
    """The card of an exhibit; folded, only its buttons are left.

    Parameters
    ----------
    picture : the exhibit at work.
    on_try, on_show : called when the visitor wants to try it, and to watch it.
    """

    def __init__(
        self,
        theme: Theme,
        zone: Zone,
        picture: Path | None,
        on_try: Callable[[], object],
        on_show: Callable[[], object] | None = None,
    ) -> None:
        assert zone.exhibit is not None, "the zone has an exhibit"
        self._folded = False
        language = theme.language
        self.picture = ExhibitPicture(theme, picture)
        self.sentence = Prose(theme, zone.exhibit.learn[language], "label")
        # its key is in tooltip and help: both buttons share one row
        self.try_button = Button(theme, tr(Text("Try it"), language), "hand", kind="primary", on_press=on_try)
        self.try_button.setToolTip(tr(Text("Try the exhibit (X)"), language))
        ways = Row(theme, self.try_button, gap=8)
        ways.setStretch(0, 1)
        if on_show is not None:
            self.show_button = Button(theme, tr(Text("Show me"), language), "play", on_press=on_show)
            ways.addWidget(self.show_button)
        words = Column(theme, self.sentence, ways, gap=10, margins=(14, 10, 14, 12))
        super().__init__(theme, Column(theme, self.picture, gap=0), padding=(0, 0, 0, 0))
        column = self.layout()
        assert isinstance(column, Column)
        column.addLayout(words)

    def fold(self, folded: bool) -> None:
        """Hide the picture, to make room for an open row."""
        self._folded = folded
        self.give_room(PICTURE_PX)

    def give_room(self, picture_px: float, sentence: bool = True) -> None:
        """Show the picture at this height, in design pixels, and the sentence; no picture if the height is too small."""
        there = picture_px >= LEAST_PICTURE_PX and not self._folded
        self.picture.setVisible(there and not self.picture.pixmap.isNull())
        self.picture.be_high(picture_px)
        self.sentence.setVisible(sentence and not self._folded)


Do = Callable[[Act], object]


class ThreadCard(Card):
    """A stop of the thread.

    Parameters
    ----------
    at : index of the stop.
    do : called with the visitor's act of going to another stop.
    """

    def __init__(self, theme: Theme, park: Park, thread: Thread, at: int, do: Do) -> None:
        language, stop = theme.language, thread.stops[at]
        title, count = thread.title[language], len(thread.stops)
        ways = [
            self._way(theme, park.zones[thread.stops[there].zone], key, icon, do)
            for there, key, icon in ((at - 1, "before", "arrow-left"), (at + 1, "after", "arrow-right"))
            if 0 <= there < count
        ]
        column = Column(
            theme,
            Prose(
                theme,
                tr(Text("{title}, {at} of {count}"), language, title=title, at=at + 1, count=count),
                "label",
                "ink2",
            ),
            StopDots(theme, park.zones[stop.zone].accent, at, count),
            Prose(theme, stop.text[language]),
            Flow(theme, *ways),
            gap=8,
        )
        super().__init__(theme, column, fill="sunken", edge=None)

    def _way(self, theme: Theme, zone: Zone, key: str, icon: str, do: Do) -> Button:
        title = zone.title[theme.language]
        name = tr(THREADS[key], theme.language, title=title)
        way = Button(theme, title, icon, name=name, on_press=lambda: do(Open(zone.id)))
        way.setToolTip(name)
        return way


class StopDots(Themed, QWidget):
    """The stops as beads on a line: earlier ones are filled, the present one is large. The text says the same."""

    def __init__(self, theme: Theme, accent: Accent, at: int, count: int) -> None:
        super().__init__()
        self._accent, self._at, self._count = accent, at, count
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here, ahead = theme.colour(theme.accent(self._accent).fill), theme.colour("control")
        inset, y = theme.px(10), self.height() / 2
        apart = (self.width() - 2 * inset) / max(self._count - 1, 1)
        places = [QPointF(inset + i * apart, y) for i in range(self._count)]
        painter.setPen(QPen(ahead, theme.px(2)))
        painter.drawLine(places[self._at], places[-1])
        painter.setPen(QPen(here, theme.px(2)))
        painter.drawLine(places[0], places[self._at])
        for index, place in enumerate(places):
            painter.setPen(QPen(here if index <= self._at else ahead, theme.px(2)))
            painter.setBrush(here if index <= self._at else theme.colour("sunken"))
            side = theme.px(8 if index == self._at else 4)
            painter.drawEllipse(place, side, side)


def thread_card(theme: Theme, park: Park, zone: Zone, do: Do) -> ThreadCard | None:
    """The card of the stop at a zone; None if the thread has no stop there."""
    if park.thread is None:
        return None
    stops = [stop.zone for stop in park.thread.stops]
    return ThreadCard(theme, park, park.thread, stops.index(zone.id), do) if zone.id in stops else None


WIDTH_PX = 320  # design pixels
GAP_PX = 6


class GlossaryCard(Surface):
    """One term, its meaning, and both in the other language.

    Parameters
    ----------
    room : the widget on which the card lies; it stays inside.
    back_to : gets the keyboard focus back.
    """

    def __init__(self, theme: Theme, term: Term, room: QWidget, back_to: QWidget) -> None:
        self._room, self._back_to = room, back_to
        self._open = False
        language = theme.language
        close = Button(
            theme, icon="x", name=tr(Text("Close (Esc)"), language), kind="quiet", on_press=self.dismiss
        )
        head = Row(theme, Prose(theme, term.term[language], "title"), close, gap=8)
        head.setStretch(0, 1)
        head.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        layout = Column(
            theme,
            head,
            Prose(theme, term.meaning[language], "body"),
            gap=8,
        )
        if other := theme.second_language_of(term.term):
            layout.addWidget(Rule(theme))
            layout.addWidget(Prose(theme, term.term[other], "strong", "ink2"))
            layout.addWidget(Prose(theme, term.meaning[other], "fine", "ink2"))
        super().__init__(theme, layout, elevation=3, padding=(18, 10, 10, 16), parent=room)
        self.close_button = close
        self.setAccessibleName(tr(Text("Glossary: {term}"), language, term=term.term[language]))

    def open_at(self, words: QRect) -> None:
        """Show the card below the words, or above them where there is more room."""
        self._open = True
        size = self._wanted()
        gap = self.theme.px(GAP_PX)
        least = QPoint(gap, gap)
        most = QPoint(self._room.width() - size.width() - gap, self._room.height() - size.height() - gap)
        below, above = words.bottom() + gap, words.top() - gap - size.height()
        y = below if below <= most.y() or above < least.y() else above
        corner = QPoint(
            max(least.x(), min(words.x() - gap, most.x())),
            max(least.y(), min(y, most.y())),
        )
        self.place(QRect(corner, size))
        self.show()
        self.raise_()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wanted(self) -> QSize:
        """Size of the card without its shadow."""
        width = round(self.theme.px(WIDTH_PX) * (1 + 0.75 * (self.theme.text - 1)))
        width = min(width, self._room.width() - 2 * self.theme.px(GAP_PX))
        layout = self.layout()
        assert layout is not None
        height = layout.heightForWidth(width + 2 * self.margin_px) - 2 * self.margin_px
        return QSize(width, min(height, self._room.height() - 2 * self.theme.px(GAP_PX)))

    def dismiss(self) -> bool:
        """Close for good and return the keyboard focus; return whether it was open."""
        if not self._open:
            return False
        self._open = False
        held = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.hide()
        self.deleteLater()
        if held:
            give_back(self._back_to)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)


class ExplainsTerms:
    """Mix-in for panels whose texts contain glossary terms: shows the card of one term at a time."""

    theme: Theme
    window: Callable[[], QWidget]
    _glossary: GlossaryCard | None = None

    def open_glossary(self, term: Term, words: QRect, source: QWidget) -> None:
        """Open the card of a term beside its words in a widget."""
        self.close_glossary()
        room = self.window()
        at = QRect(source.mapTo(room, words.topLeft()), words.size())
        self._glossary = GlossaryCard(self.theme, term, room, back_to=source)
        self._glossary.open_at(at)

    def close_glossary(self) -> bool:
        """Close the card of a term; return whether it was open."""
        card, self._glossary = self._glossary, None
        return card is not None and card.dismiss()
