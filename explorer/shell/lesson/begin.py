"""The page before the first stop of a lesson: its outline, and the number of pupils."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...park.tour import Tour
from ...visit import Act, StartTour
from ...visit.checkpoint import Checkpoint
from ...visit.lesson.acts import SetClass
from ...visit.lesson.state import Lesson
from ..app.checkpoint_file import CheckpointFile
from ..panels.panel_page import PanelPage
from ..style.theme import Theme
from ..widgets import Button, Card, Column, Flow, Prose
from ..widgets.layouts import as_widget, head_row
from .class_question import Pupils

START_LATER = Text("Look around first")
AMOUNTS: dict[str, Text] = {
    "minutes": Text("{count} minute", "{count} minutes"),
    "stops": Text("{count} stop", "{count} stops"),
    "questions": Text("{count} question", "{count} questions"),
}


class Begin(PanelPage):
    """The page before a lesson.

    Parameters
    ----------
    do : takes the teacher's acts.
    checkpoint : offers a lesson that a crash interrupted.
    on_later : called when the teacher wants to look around first.
    on_print : called to print the handout now.
    on_phones : connects phones; None where they cannot connect.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        tour: Tour,
        do: Callable[[Act], object],
        checkpoint: CheckpointFile,
        *,
        on_later: Callable[[], object],
        on_print: Callable[[], object],
        on_phones: Callable[[], object] | None,
        parent: QWidget,
    ) -> None:
        self._tour, self._do = tour, do
        self._checkpoint = checkpoint
        self._on_later, self._on_print, self._on_phones = on_later, on_print, on_phones
        self._main: Button | None = None
        self.pupils: Pupils | None = None
        self._typed = 0
        super().__init__(theme, park, parent=parent)

    @property
    def main_button(self) -> QWidget | None:
        return self._main

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the page, with the number of pupils."""
        if self.is_new(self._checkpoint.offered):
            self._build()
        self._typed = lesson.pupils
        offered = self._checkpoint.offered
        known = offered.checkpoint.lesson.pupils if offered and offered.checkpoint.lesson else 0
        if self.pupils is not None:
            self.pupils.show_lesson(lesson if lesson.pupils else replace(lesson, pupils=known))

    def start(self) -> None:
        """Start at the first stop."""
        self._do(StartTour(self._tour.id))

    def press_main(self) -> None:
        """Handle Enter: resume an interrupted lesson, else start."""
        acts = self._checkpoint.going_on()
        typed = self._typed
        for act in acts:
            self._do(act)
        if not acts:
            self.start()
        elif typed:
            self._do(SetClass(typed))  # typed on this page, after the crash

    def _build(self) -> None:
        theme, language, tour = self.theme, self.theme.language, self._tour
        self.setAccessibleName(tr(Text("Before the lesson"), language))
        later = Button(theme, icon="x", name=tr(START_LATER, language), kind="quiet", on_press=self._on_later)
        title = Column(
            theme,
            Prose(theme, tour.title[language], "heading"),
            Prose(theme, tour.lead[language], "lead", "ink2"),
            gap=4,
        )
        minutes, stops = round(tour.duration_s / 60), len(tour.stops)
        questions = sum(len(stop.quiz) for stop in tour.stops)
        goal = self.park.wording.lesson_goal
        text = (
            Text("{minutes}, {stops}, {questions}.")
            if goal is None
            else Text("{minutes}, {stops}, {questions}. {goal}")
        )
        numbers = {"minutes": minutes, "stops": stops, "questions": questions}
        counts = {name: AMOUNTS[name].having(count=number) for name, number in numbers.items()}
        plan = tr(text, language, **counts, **({} if goal is None else {"goal": goal[language]}))
        page = Column(theme, head_row(theme, title, later), Prose(theme, plan), self._class(), gap=16)
        offered = self._checkpoint.offered
        if offered is not None:
            page.insertWidget(1, Prose(theme, tr(Text("The last lesson was cut off."), language), "strong"))
        self._main = Button(
            theme,
            tr(Text("Start the lesson"), language)
            if offered is None
            else self._go_on_words(offered.checkpoint),
            "graduation-cap",
            kind="primary",
            large=True,
            on_press=self.press_main,
        )
        buttons = [self._main]
        if offered is not None:
            buttons.append(
                Button(theme, tr(Text("Start again"), language), "rotate-ccw", on_press=self.start)
            )
        around = Button(theme, tr(START_LATER, language), "footprints", on_press=self._on_later)
        sheet = Button(
            theme, tr(Text("Print the worksheet now"), language), "printer", on_press=self._on_print
        )
        buttons += [around, sheet]
        if self._on_phones is not None:
            buttons.append(
                Button(theme, tr(Text("Let phones join"), language), "smartphone", on_press=self._on_phones)
            )
        self.fill(page, Flow(theme, *buttons, gap=8))

    def _go_on_words(self, checkpoint: Checkpoint) -> str:
        number, minute = checkpoint.number or 0, int(checkpoint.time_s // 60) + 1
        return tr(
            Text("Go on at stop {number}, minute {minute}"),
            self.theme.language,
            number=number + 1,
            minute=minute,
        )

    def _class(self) -> Card:
        """Card for the number of pupils."""
        theme, language = self.theme, self.theme.language
        texts = Column(
            theme,
            Prose(theme, tr(Text("How many pupils are here?"), language), "label"),
            Prose(
                theme,
                tr(Text("Type the number or use the buttons. Nothing else is recorded."), language),
                "fine",
                "ink2",
            ),
            gap=2,
        )
        self.pupils = Pupils(theme, as_widget(texts, scrolled=True), self._do)
        return Card(theme, self.pupils, fill="raised")
