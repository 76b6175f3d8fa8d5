"""A show of hands: counts typed as numbers, and a chart of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QIntValidator, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import COMMA, Text, tr
from ...visit import Act
from ...visit.lesson.acts import Count
from ...visit.lesson.state import MOST_HANDS
from ..panels.settings.connect_fields import LineField
from ..style.theme import Theme
from ..widgets import Flow, Prose, Row, Themed, paint
from ..widgets.layouts import as_widget
from .answers import LETTERS

FIELD_PX, BAR_PX, GAP_PX = 84, 14, 6


class HandField(LineField):
    """The hands for one option, typed as a number; each digit counts at once."""

    def __init__(self, theme: Theme, option: int, on_count: Callable[[int, int], object]) -> None:
        super().__init__(theme, self.focusNextChild)
        self._option, self._on_count, self._count = option, on_count, 0
        letter = LETTERS[option - 1]
        self.setAccessibleName(tr(Text("Hands for {letter}"), theme.language, letter=letter))
        self.setToolTip(self.accessibleName())
        self.setValidator(QIntValidator(0, MOST_HANDS, self))
        self.setMaxLength(len(str(MOST_HANDS)))
        self.setFixedWidth(theme.px(FIELD_PX))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.textEdited.connect(self._typed)

    def _typed(self, words: str) -> None:
        by, self._count = int(words or 0) - self._count, int(words or 0)
        if by:
            self._on_count(self._option, by)

    def show_count(self, count: int) -> None:
        """Show the hands counted so far; zero shows as an empty field."""
        if count != self._count or not self.hasFocus():
            self._count = count
            words = str(count) if count else ""
            if self.text() != words:
                self.setText(words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


class HandFields(Flow):
    """A field for each option of a question."""

    def __init__(self, theme: Theme, options: int, do: Callable[[Act], object]) -> None:
        words = Prose(theme, tr(Text("Type the hands counted"), theme.language), "label", "ink2")
        count = partial(self._count, do)
        self.fields = [HandField(theme, number, count) for number in range(1, options + 1)]
        labels = [Prose(theme, letter, "label") for letter in LETTERS[:options]]
        for label in labels:
            label.setFixedWidth(round(theme.width_of("M", "label", 600)) + theme.px(2))
        rows = [
            as_widget(Row(theme, label, field, gap=6), scrolled=True)
            for label, field in zip(labels, self.fields, strict=True)
        ]
        super().__init__(theme, words, *rows, gap=12)

    @staticmethod
    def _count(do: Callable[[Act], object], option: int, by: int) -> None:
        do(Count(option, by))

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show the hands counted so far."""
        for field, count in zip(self.fields, counts, strict=False):
            field.show_count(count)


class HandsChart(Themed, QWidget):
    """A bar for each option: its letter, the hands, and the right option in its colour.

    Parameters
    ----------
    right : number of the right option, from 1.
    """

    def __init__(self, theme: Theme, counts: Sequence[int], right: int) -> None:
        super().__init__()
        self._counts, self._right = tuple(counts), right
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(hands_text(counts, right, theme))
        self.apply_theme(theme)

    @property
    def _row_px(self) -> int:
        return max(self.theme.line_px("fine"), self.theme.px(BAR_PX + GAP_PX))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self._row_px * len(self._counts))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, row = self.theme, QPainter(self), self._row_px
        ink, font, bold = theme.colour("ink"), theme.font("fine"), theme.font("fine", 700)
        side = theme.width_of("0000", "fine", 700)
        long = max(self.width() - 2 * side, 1.0)
        for at, count in enumerate(self._counts):
            is_right = at + 1 == self._right
            top, high = at * row, theme.px(BAR_PX)
            letter = QRectF(0, top, side, row)
            paint.text(painter, letter, LETTERS[at], bold if is_right else font, ink)
            share = count / max(*self._counts, 1)
            bar = QRectF(side, top + (row - high) / 2, max(long * share, 2.0), high)
            paint.rounded(painter, bar, theme.px(4), theme.colour("ok" if is_right else "control"))
            number = QRectF(bar.right() + theme.px(8), top, side, row)
            paint.text(painter, number, str(count), bold if is_right else font, ink)


def hands_text(counts: Sequence[int], right: int, theme: Theme) -> str:
    """The chart in words: each option with its hands, then the right one."""
    language = theme.language
    each = tr(COMMA, language).join(
        f"{letter} {count}" for letter, count in zip(LETTERS, counts, strict=False)
    )
    correct = tr(Text("{letter} is correct."), language, letter=LETTERS[right - 1])
    return f"{each}. {correct}"
