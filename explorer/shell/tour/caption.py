"""Captions: at most two lines, broken as authored, with the words spoken so far highlighted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from ...i18n.units import FIRM_SPACE
from ..style.fonts import WORD_JOINER, has_han, kept_together
from ..style.theme import Theme
from ..widgets import Themed, paint

ROLE = "caption"
GAPS = 0.96
"""Share of the width for the letters; narrow Chinese spacing comes on top."""


class CaptionWords(Themed, QLabel):
    """The words spoken at a stop, in as many lines as they need.

    Attributes
    ----------
    words : the caption as authored.
    spoken : number of its characters already spoken; all of them without a voice.

    Parameters
    ----------
    is_centred : whether each line is in the middle; otherwise it begins at the left.
    """

    def __init__(self, theme: Theme, *, is_centred: bool = True) -> None:
        self.words, self.spoken = "", 0
        self._is_centred, self._room_px = is_centred, 0
        self._broken: list[str] | None = None  # computed when first needed, which is in every frame
        super().__init__()
        self.apply_theme(theme)

    def set_text(self, words: str, spoken: int | None = None) -> None:
        """Show a caption, highlighted up to a character; None highlights all."""
        upto = len(words) if spoken is None else spoken
        if words != self.words:
            self.words, self._broken = words, None
            self.setAccessibleName(words.replace("\n", "" if has_han(words) else " "))
            self.updateGeometry()
        elif upto == self.spoken:
            return
        self.spoken = upto
        self.update()

    def fit(self, width_px: int) -> None:
        """Limit the width."""
        if width_px != self._room_px:
            self._room_px, self._broken = width_px, None
            self.updateGeometry()
            self.update()

    @property
    def lines(self) -> list[str]:
        """The lines as displayed. If an authored line is too long, all of the caption is wrapped anew."""
        if self._broken is None:
            self._broken = self._as_broken()
        return self._broken

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The spoken part of each line, and the rest.

        Letters are counted, not characters: lines that are wrapped anew have other spaces and breaks than authored.
        """
        letters = sum(not letter.isspace() for letter in self.words[: self.spoken])
        parts = []
        for line in self.lines:
            at = 0
            while at < len(line) and (letters or line[at].isspace()):
                letters -= not line[at].isspace()
                at += 1
            parts.append((line[:at], line[at:]))
        return parts

    def apply_theme(self, theme: Theme) -> None:
        self._broken = None
        super().apply_theme(theme)

    def _as_broken(self) -> list[str]:
        theme, room = self.theme, self._room_px
        authored = self.words.split("\n")
        if room <= 0 or max(theme.width_of(line, ROLE) for line in authored) <= room:
            return authored
        return broken((("" if has_han(self.words) else " ").join(authored)), theme, room)

    def sizeHint(self) -> QSize:
        wide = max((self.theme.width_of(line, ROLE) for line in self.lines), default=0.0)
        return QSize(round(wide) + 2, len(self.lines) * self.theme.line_px(ROLE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        parts, line_px = self.parts, theme.line_px(ROLE)
        y = (self.height() - len(parts) * line_px) / 2
        for spoken, rest in parts:
            spare = self.width() - theme.width_of(spoken + rest, ROLE)
            self._paint_line(painter, theme, QPointF(spare / 2 if self._is_centred else 0.0, y), spoken, rest)
            y += line_px

    def _paint_line(self, painter: QPainter, theme: Theme, at: QPointF, spoken: str, rest: str) -> None:
        """One line from `at`, its spoken part in full ink."""
        x = at.x()
        for part, ink in ((spoken, "ink"), (rest, "ink3")):
            if part:
                wide = theme.width_of(part, ROLE)
                rect = QRectF(x, at.y(), wide + 2, theme.line_px(ROLE))
                paint.text(painter, rect, part, theme.font_for(self.words, ROLE), theme.colour(ink))
                x += wide


def broken(text: str, theme: Theme, room_px: int) -> list[str]:
    """A text in lines of limited width, broken by the rules of its language."""
    layout = QTextLayout(kept_together(text), theme.font_for(text, ROLE))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room_px * GAPS)
        part = layout.text()[line.textStart() : line.textStart() + line.textLength()]
        lines.append(part.replace(WORD_JOINER, "").replace(FIRM_SPACE, " ").strip())
    layout.endLayout()
    return lines
