"""The glossary card: a term and its meaning in two languages, next to the term in the text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ....i18n import Text, tr
from ....park.model import Term
from ...input.focus import give_back
from ...style.theme import Theme
from ...widgets import Button, Column, Prose, Row, Rule, Surface

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
