"""The exhibit's card in an article: a picture of it at work, one sentence, and buttons to go there."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImageReader, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ....i18n import Text, tr
from ....park.model import Zone
from ...style.theme import Theme
from ...widgets import Button, Card, Column, Prose, Row, Themed

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
