"""A plate at the foot that says one thing and offers what to do: side by side, or one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Icon, Prose, Row, WordPlate

GAP_PX = 18
PADDING = (22, 14, 18, 14)
EASY_PX = 620
"""Words at the side of buttons take no more than this, of the design."""


class Told(WordPlate):
    """A title, a sentence, and buttons.

    Parameters
    ----------
    icon : stands before the words where there is room.
    """

    def __init__(
        self,
        theme: Theme,
        buttons: Sequence[Button],
        *,
        icon: Icon | None = None,
        edge: str = "line",
        parent: QWidget | None = None,
    ) -> None:
        self._icon, self._buttons = icon, buttons
        self._title, self._how = Prose(theme, " ", "title"), Prose(theme, " ", "body", "ink2")
        self._short = False
        self._words = QWidget()
        self._words.setLayout(Column(theme, self._title, self._how, gap=2))
        self._choices = QWidget()
        self._choices.setLayout(Flow(theme, *buttons, gap=12))
        self._row = Row(theme, *([icon] if icon else []), self._words, self._choices, gap=GAP_PX)
        self._row.setStretch(self._row.count() - 2, 1)
        self._row.setAlignment(self._choices, Qt.AlignmentFlag.AlignVCenter)
        super().__init__(theme, self._row, elevation=2, padding=PADDING, edge=edge, parent=parent)
        self._say()
        self.hide()

    def tell(self, title: str, how: str) -> None:
        """Change the words."""
        self._title.say(title)
        self._how.say(how)
        self.setAccessibleName(f"{title}. {how}")

    def fit(self, width_px: int, *, short: bool) -> None:
        """Put words and buttons side by side if this width, of the plate, allows it.

        Parameters
        ----------
        short : say the title alone.
        """
        theme = self.theme
        self._how.setHidden(short)
        shown = [button for button in self._buttons if not button.isHidden()]
        buttons = sum(b.sizeHint().width() for b in shown) + theme.px(12) * max(len(shown) - 1, 0)
        words = theme.width_of(self._title.text(), "title")
        if not short:
            words = max(words, min(theme.width_of(self._how.text(), "body"), theme.px(EASY_PX)))
        icon = self._icon.width() + theme.px(GAP_PX) if self._icon else 0
        pads = theme.px(PADDING[0] + PADDING[2]) + theme.px(GAP_PX)
        beside = icon + words + buttons + pads <= width_px
        if self._icon is not None:
            self._icon.setVisible(beside)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        self._choices.setMinimumWidth(buttons if beside else 0)
        self._words.setMinimumWidth(int(words) + 4 if beside else 0)

    @property
    def words(self) -> str:
        """What it says."""
        return self.accessibleName()
