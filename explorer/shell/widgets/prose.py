"""Paragraphs: inline markup, line spacing, Chinese line breaks, links into the glossary."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessibleInterface,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QWidget

from ...park.model import Language
from ..accessible import Item, Paragraph, Role
from ..style.fonts import WORD_JOINER, has_han, joined, joints, spaced
from ..style.theme import Theme
from . import paint
from .layouts import follow_width
from .themed import KEY_REASONS, Themed

MARKED = re.compile(r"\[\[([a-z0-9-]+)(?:\|([^\]]+))?\]\]|\*\*([^*]+)\*\*")


class Span(NamedTuple):
    """A run of text of one kind: plain, strong, or a link to a term."""

    text: str
    target: str = ""
    strong: bool = False


def spans(text: str) -> list[Span]:
    """Parse `[[term|words]]` and `**strong**` in a text."""
    parts: list[Span] = []
    at = 0
    for mark in MARKED.finditer(text):
        if mark.start() > at:
            parts.append(Span(text[at : mark.start()]))
        target, words, strong = mark.groups()
        parts.append(Span(strong, strong=True) if strong else Span(words or target, target=target))
        at = mark.end()
    if at < len(text):
        parts.append(Span(text[at:]))
    return parts


def literal(text: str) -> str:
    """Escape a text, so that nothing in it is taken for markup."""
    return text.replace("[[", f"[{WORD_JOINER}[").replace("**", f"*{WORD_JOINER}*")


def plain(text: str) -> str:
    """A text without its markup, as it is read aloud."""
    return "".join(span.text for span in spans(text))


EASY_WIDTH_PX = 520  # preferred width of a paragraph, in design pixels
BALANCED = ("heading",)
"""Type roles with lines of about equal length: a title must not end in a line of one word."""
NARROWEST = 0.55
PARAGRAPHS = ("body", "lead")
LEVELS = {"hero": 1, "display": 1, "heading": 1, "title": 2}
"""Type roles usually used for headings, and their heading levels."""


class Link(NamedTuple):
    """A term in a paragraph: its id, and its place in the text as drawn."""

    target: str
    start: int
    end: int


def empty_px(line_px: int, font_px: int) -> int:
    """Empty space above the first line, in lines of fixed height."""
    return max(0, round(line_px * 0.8 - font_px * 0.97))


class Prose(Themed, QLabel):
    """One paragraph.

    Parameters
    ----------
    text : str
        May contain `[[term|words]]` and `**strong**`.
    role : str
        The type role.
    colour : str
        Colour role or `#RRGGBB`.
    level : int
        Heading level for screen readers, 0 for none; None: that of the type role.
    on_link : callable
        Called with a term's id and the rectangle of its words in this widget.
    in_words : bool
        Whether lines may break within a word that is longer than a line, such as an address.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        role: str = "body",
        colour: str = "ink",
        *,
        in_words: bool = False,
        weight: int | None = None,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        level: int | None = None,
        on_link: Callable[[str, QRect], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.source, self.role, self.colour, self.weight, self.align = text, role, colour, weight, align
        self.on_link, self.in_words = on_link, in_words
        self.level = LEVELS.get(role, 0) if level is None else level
        self._link_items: list[Item] = []
        self.links: list[Link] = []
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self.focused_link: int | None = None
        self._height_at: dict[int, int] = {}  # layouts ask again and again
        self._measure_at: dict[int, float] = {}
        self._easy: QSize | None = None
        self._composed_for: tuple[object, ...] = ()
        follow_width(self)
        self.setMouseTracking(on_link is not None)
        self.apply_theme(theme)

    # ---- screen readers

    def accessible(self) -> QAccessibleInterface | None:
        """Interface for screen readers: a heading or paragraph with links; None for short labels, which Qt handles."""
        if not self.level and self.role not in PARAGRAPHS and not self.links:
            return None
        return Paragraph(self, self.level, self._items)

    def _items(self) -> Sequence[Item]:
        if len(self._link_items) != len(self.links):
            for item in self._link_items:
                item.deleteLater()
            self._link_items = [self._item(index) for index in range(len(self.links))]
        return self._link_items

    def _item(self, index: int) -> Item:
        def words() -> str:
            link = self.links[index]
            return self._document.toPlainText()[link.start : link.end].replace(WORD_JOINER, "")

        def place() -> QRect:
            return self._rects(self.links[index])[0].toAlignedRect()

        return Item(self, Role.Link, name=words, place=place, press=lambda: self.follow_link(index))

    # ---- content

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if self._composed_for != self._cause:  # containers often pass on the theme that it was made with
            self._compose()

    def set_text(self, text: str, colour: str | None = None) -> None:
        """Set the text."""
        if (text, colour or self.colour) != (self.source, self.colour):
            self.source, self.colour = text, colour or self.colour
            self._compose()

    @property
    def _cause(self) -> tuple[object, ...]:
        """Everything that the document depends on."""
        linked = self.on_link is not None
        return self.theme, self.source, self.role, self.colour, self.weight, self.align, linked

    def _compose(self) -> None:
        theme, self._composed_for = self.theme, self._cause
        self.setText(plain(self.source))  # the text for screen readers
        self._han = has_han(self.source)
        language: Language = "zh" if self._han else "en"
        font = theme.font(self.role, self.weight, language)
        self._line_px = theme.line_px(self.role, language)
        self._font_px = font.pixelSize()
        option = QTextOption(self.align)
        wrap = QTextOption.WrapMode
        anywhere = self._han or self.in_words
        option.setWrapMode(wrap.WrapAtWordBoundaryOrAnywhere if anywhere else wrap.WordWrap)
        self._document.setDefaultFont(font)
        self._document.setDefaultTextOption(option)
        self._document.clear()
        block = QTextBlockFormat()
        block.setAlignment(self.align)
        block.setLineHeight(self._line_px, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self._document)
        cursor.setBlockFormat(block)
        self.links = []
        self._height_at.clear()
        self._measure_at.clear()
        self._easy = None
        for span in self._spans_as_drawn():
            start = cursor.position()
            cursor.insertText(span.text, self._format(span, language))
            if span.target and self.on_link:
                self.links.append(Link(span.target, start, cursor.position()))
        focusable = Qt.FocusPolicy.StrongFocus if self.links else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(focusable)
        self.updateGeometry()
        self.update()

    def _spans_as_drawn(self) -> list[Span]:
        """The spans with spaces, and with words that stay whole, even across spans."""
        parts = spans(spaced(self.source))
        # titles do not break at hyphens; a hyphen in a link's target is left alone
        if self.role in BALANCED:
            parts = [part._replace(text=part.text.replace("-", f"-{WORD_JOINER}")) for part in parts]
        fixed, at = joints("".join(part.text for part in parts)), 0
        drawn: list[Span] = []
        for part in parts:
            text = joined(part.text, fixed, at)
            at += len(part.text)
            drawn.append(part._replace(text=text))
        return drawn

    def _format(self, span: Span, language: Language) -> QTextCharFormat:
        theme, made = self.theme, QTextCharFormat()
        weight = 700 if span.strong else self.weight
        made.setFont(theme.font(self.role, weight, language))
        linked = bool(span.target and self.on_link)
        colour = theme.colour("link" if linked else self.colour)
        made.setForeground(colour)
        if linked:
            style = QTextCharFormat.UnderlineStyle
            made.setUnderlineStyle(style.SingleUnderline if theme.high_contrast else style.DotLine)
            made.setUnderlineColor(colour)
        return made

    # ---- size

    @property
    def _trim(self) -> int:
        return empty_px(self._line_px, self._font_px)

    def _lay(self, width: int) -> None:
        """Break the lines for a width."""
        if width not in self._measure_at:
            self._measure_at[width] = self._measure(width)
        self._document.setTextWidth(self._measure_at[width])

    def _measure(self, width: int) -> float:
        """Line length within a width: a title gets the shortest that needs no extra line."""
        most = max(10, width)
        if self.role not in BALANCED:
            return most
        self._document.setTextWidth(most)
        height, least = self._document.size().height(), most * NARROWEST
        if height < 2 * self._line_px * 0.98 or self._document.idealWidth() > most:
            return most
        low, high = least, float(most)
        while high - low > 2:
            middle = (low + high) / 2
            self._document.setTextWidth(middle)
            fits = self._document.size().height() <= height and self._document.idealWidth() <= middle
            low, high = (low, middle) if fits else (middle, high)
        return high

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._height_at:
            self._lay(width)
            self._height_at[width] = ceil(self._document.size().height()) - self._trim + 1
        return self._height_at[width]

    def sizeHint(self) -> QSize:
        if self._easy is None:
            self._document.setTextWidth(-1)
            width = min(ceil(self._document.idealWidth()) + 2, self.theme.px(EASY_WIDTH_PX))
            self._easy = QSize(width, self.heightForWidth(width))
        return self._easy

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(40), self._line_px - self._trim)

    def lines(self) -> list[str]:
        """The lines as broken now."""
        text = self._document.firstBlock().text()
        return [text[i.textStart() : i.textStart() + i.textLength()] for i in self._text_lines()]

    @property
    def fits(self) -> bool:
        """Whether all of it is visible at the present size."""
        self._lay(self.width())
        tall_enough = self._document.size().height() - self._trim <= self.height() + self._font_px * 0.35
        return tall_enough and self._document.idealWidth() <= self.width() + 2

    def _text_lines(self) -> list[QTextLine]:
        self._lay(self.width())
        self._document.size()  # completes the pending layout
        layout = self._document.firstBlock().layout()
        return [layout.lineAt(i) for i in range(layout.lineCount())]

    # ---- paint

    @property
    def _top(self) -> float:
        """Top of the first line: short texts are centred vertically."""
        self._lay(self.width())
        return max(0.0, (self.height() - self._document.size().height() + self._trim) / 2) - self._trim

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.hasFocus() and self.level:  # given by a key; a ring would cut letters
            edge = self.theme.focus_px
            painter.fillRect(QRectF(0, self.height() - edge, self.width(), edge), self.theme.colour("focus"))
        paint.document(painter, QPointF(0, self._top), self._document)
        if self.focused_link is not None and self.hasFocus() and self.focused_link < len(self.links):
            theme = self.theme
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for rect in self._rects(self.links[self.focused_link]):
                ring = rect.adjusted(-3, 0, 3, 0)
                paint.rounded(painter, ring, theme.px(5), None, theme.colour("focus"), edge_px=theme.focus_px)

    def _rects(self, link: Link) -> list[QRectF]:
        """Rectangles of a link, one per line."""
        found = []
        origin = self._document.documentLayout().blockBoundingRect(self._document.firstBlock()).topLeft()
        for line in self._text_lines():
            start = max(link.start, line.textStart())
            end = min(link.end, line.textStart() + line.textLength())
            if start >= end:
                continue
            left, right = (float(line.cursorToX(i)[0]) for i in (start, end))  # type: ignore[index]
            y = origin.y() + line.y() + self._top
            found.append(QRectF(origin.x() + left, y, right - left, line.height()))
        return found

    # ---- links

    def _link_at(self, position: QPointF) -> int | None:
        for i, link in enumerate(self.links):
            if any(rect.adjusted(-2, -4, 2, 4).contains(position) for rect in self._rects(link)):
                return i
        return None

    def follow_link(self, index: int) -> None:
        if self.on_link is not None:
            link = self.links[index]
            self.on_link(link.target, self._rects(link)[0].toAlignedRect())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._link_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._link_at(event.position())
        if index is not None:
            self.focused_link = None
            self.follow_link(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() == Qt.FocusReason.BacktabFocusReason:
            self.focused_link = len(self.links) - 1
        elif event.reason() in KEY_REASONS and self.focused_link is None:
            self.focused_link = 0
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.focused_link = None
        super().focusOutEvent(event)
        self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go from link to link before it leaves the paragraph."""
        if self.focused_link is not None:
            index = self.focused_link + (1 if forward else -1)
            if 0 <= index < len(self.links):
                self.focused_link = index
                self.update()
                return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if pressed and self.focused_link is not None and self.links:
            self.follow_link(self.focused_link)
        else:
            super().keyPressEvent(event)
