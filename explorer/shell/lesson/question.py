"""A question: its words, why the answer is right, and what that rests on; alike for a class and for one visitor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...park.model import Park
from ...park.tour import Question
from ...visit import Act, Open, Operate
from ...visit.lesson.acts import PutAway
from ..style.theme import Theme
from ..widgets import Button, Card, Flow, Icon, Prose, Row
from ..widgets.layouts import Column
from .card_panel import Leaf
from .claims import claims_row
from .options import OptionTile

WIDTH_PX, WIDTH_GROWTH = 820, 0.5
"""How wide the plate of a question is, and how much of the size of text it follows."""


class QuestionLeaf(Leaf):
    """A plate with a question on it.

    Parameters
    ----------
    do : told what is done.
    """

    def __init__(self, theme: Theme, park: Park, do: Callable[[Act], object], parent: QWidget) -> None:
        self._do = do
        self._main: Button | None = None
        self.tiles: list[OptionTile] = []
        super().__init__(theme, park, parent=parent)

    @property
    def main_button(self) -> QWidget | None:
        """What goes on, once it can; before, the first option."""
        return self._main or (self.tiles[0] if self.tiles else None)

    def press_main(self) -> None:
        """What Enter does."""
        if self._main is not None:
            self._main.click()

    def _open(self, zone: str, *, at_exhibit: bool = False) -> None:
        """Put the question away and go to a zone."""
        self._do(PutAway())
        self._do(Open(zone))
        if at_exhibit:
            self._do(Operate())

    def _head(
        self,
        theme: Theme,
        question: Question,
        kicker: str,
        close: tuple[str, Callable[[], object]],
        *beside: QWidget,
    ) -> Row:
        """The question, the line above it, what stands beside it, and a way to close the plate."""
        zone = self.park.zones[question.zones[0]]
        role = "heading" if theme.text < 1.4 else "title"
        words = Column(
            theme,
            Prose(theme, kicker, "label", theme.accent(zone.accent).text),
            self.prose(theme, question.question[theme.language], role),
            gap=2,
        )
        name, on_close = close
        button = Button(theme, icon="x", name=name, kind="quiet", on_press=on_close)
        row = Row(theme, words, *beside, button, gap=12)
        row.setStretch(0, 1)
        for widget in (*beside, button):
            row.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
        return row

    def _why(
        self, theme: Theme, question: Question, open_zone: Callable[[str], object], verdict: str = ""
    ) -> Column:
        """Why the answer is right, and what that rests on."""
        words = self.prose(theme, f"{verdict} {question.explanation[theme.language]}".strip())
        lamp = Icon(theme, "lightbulb", "ok", size=24)
        row = Row(theme, lamp, words, gap=12)
        row.setStretch(1, 1)
        row.setAlignment(lamp, Qt.AlignmentFlag.AlignTop)
        card = Card(theme, row, fill="okTint", edge=None, padding=(16, 12, 16, 12))
        return Column(theme, card, claims_row(theme, self.park, question, open_zone), gap=10)


def foot_of(theme: Theme, told: QWidget, *buttons: Button) -> Row | Column:
    """What is told at the left and buttons at the right; one below the other where the text is large."""
    flow = Flow(theme, *buttons, gap=8)
    if theme.text >= 1.4:
        return Column(theme, told, flow, gap=10)
    row = Row(theme, told, flow, gap=20)
    row.setStretch(0, 1)
    return row
