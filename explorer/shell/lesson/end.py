"""The page after the last stop of a lesson: answers of the class, zones to see again, and files to save."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...park.tour import Question
from ...visit import Act, Open
from ...visit.lesson.acts import PutAway
from ...visit.lesson.state import Lesson, Marks
from ..panels.panel_page import PanelPage
from ..style.theme import Theme
from ..widgets import Button, Card, Column, Flow, Prose
from ..widgets.layouts import head_row
from ..widgets.save_dialog import Kind
from .compare_page import COMPARE
from .files import Files
from .hands import HandsChart
from .sheet_buttons import AFTER, sheets

AGAIN_BELOW = 0.6
"""Share of right answers below which a zone is worth another look."""


class End(PanelPage):
    """The page after a lesson.

    Parameters
    ----------
    do : takes the teacher's acts.
    files : saves the sheets and tables.
    on_compare : shows the page that compares lessons.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Callable[[Act], object],
        files: Files,
        on_compare: Callable[[], object],
        parent: QWidget,
    ) -> None:
        self._do, self._files, self._on_compare = do, files, on_compare
        self.saves: dict[Kind, Button] = {}
        super().__init__(theme, park, parent=parent)

    @property
    def main_button(self) -> QWidget | None:
        return self.saves.get("pupils")

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the results."""
        if self.is_new(lesson):
            self._build(lesson)

    def _build(self, lesson: Lesson) -> None:
        theme, language = self.theme, self.theme.language
        self.setAccessibleName(tr(Text("End of the lesson"), language))
        close = Button(
            theme,
            icon="x",
            name=tr(Text("Close"), language),
            kind="quiet",
            on_press=partial(self._do, PutAway()),
        )
        summary = tr(
            Text(
                "{minutes} (planned: {planned}). {asked} of {count} question asked.",
                "{minutes} (planned: {planned}). {asked} of {count} questions asked.",
            ),
            language, planned=lesson.minutes,
            minutes=Text("{count} minute", "{count} minutes", count=max(round(lesson.going_s / 60), 1)),
            asked=len(lesson.marks), count=len(lesson.tour.questions) if lesson.tour else 0,
        )  # fmt: skip
        words = Column(
            theme,
            Prose(theme, tr(Text("The lesson is finished"), language), "heading"),
            Prose(theme, summary, "lead", "ink2"),
            gap=4,
        )
        page = Column(theme, head_row(theme, words, close), gap=14)
        asked = [
            (number, self.park.quiz[id], lesson.marks[id])
            for number, id in enumerate(lesson.questions(self.park), 1)
            if id in lesson.marks
        ]
        if asked:
            page.addWidget(Card(theme, Column(theme, *(self._answers(*row) for row in asked), gap=10)))
        again = self._again(asked)
        if again:
            page.addWidget(Prose(theme, tr(Text("Worth another look"), language), "label", "ink2"))
            page.addLayout(Flow(theme, *(self._way(zone) for zone in again), gap=8))
        self.fill(page, self._saves())

    def _answers(self, number: int, question: Question, marks: Marks) -> Column:
        """A question, and the number of right answers."""
        theme, language, share = self.theme, self.theme.language, marks.right_share
        words = Prose(theme, f"{number}  {question.question[language]}", "label")
        if share is None:
            return Column(
                theme,
                words,
                Prose(theme, tr(Text("asked, hands not counted"), language), "fine", "ink2"),
                gap=2,
            )
        chart = HandsChart(theme, marks.counts, question.right)
        percent = round(share * 100)
        summary = tr(
            Text("{answered} answered, {percent} % correct"),
            language,
            answered=marks.answered,
            percent=percent,
        )
        return Column(theme, words, chart, Prose(theme, summary, "fine", "ink2"), gap=4)

    def _again(self, asked: list[tuple[int, Question, Marks]]) -> list[str]:
        """Zones of questions that most did not answer, each once."""
        few = [
            q.zones[0]
            for _, q, marks in asked
            if marks.right_share is not None and marks.right_share < AGAIN_BELOW
        ]
        return list(dict.fromkeys(few))

    def _way(self, zone: str) -> Button:
        place = self.park.zones[zone]
        return Button(
            self.theme, place.title[self.theme.language], place.icon, on_press=partial(self._go_to, zone)
        )

    def _go_to(self, zone: str) -> None:
        self._do(PutAway())
        self._do(Open(zone))

    def _saves(self) -> Column:
        theme, language = self.theme, self.theme.language
        compare = Button(
            theme, tr(COMPARE, language), "chart-column", left=True, on_press=self._on_compare,
            sub=tr(Text("over terms, without names"), language),
        )  # fmt: skip
        column, self.saves = sheets(theme, self._files, AFTER, compare)
        return column
