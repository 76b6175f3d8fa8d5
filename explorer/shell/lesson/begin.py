"""The page before the first stop of a lesson: which one and how long, its outline, and the number of pupils."""

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
from ...visit.tour.prepared import halves, name_of, parts_of, tour_named
from ..app.checkpoint_file import CheckpointFile
from ..panels.panel_page import PanelPage
from ..style.theme import Theme
from ..widgets import Button, Card, Column, Flow, Prose, Segmented
from ..widgets.layouts import as_widget, head_row
from ..widgets.segmented import Option
from .class_question import Pupils
from .compare_page import COMPARE
from .files import Files
from .own_page import OWN_QUESTIONS
from .sheet_buttons import BEFORE, sheets

START_LATER = Text("Look around first")
AMOUNTS: dict[str, Text] = {
    "minutes": Text("{count} minute", "{count} minutes"),
    "stops": Text("{count} stop", "{count} stops"),
    "questions": Text("{count} question", "{count} questions"),
}


LENGTHS_MIN = (20, 40)
"""Lengths offered for every lesson, in minutes, beside its own; the last one also for each half of it."""


def lengths(lesson: Tour) -> list[tuple[str, Text]]:
    """The lengths a lesson can have: the name of the tour, and what it is called."""
    own, whole = round(lesson.duration_s / 60), LENGTHS_MIN[-1]
    offered = {minutes: name_of(lesson.id, minutes) for minutes in LENGTHS_MIN} | {own: lesson.id}
    found = [(name, Text("{minutes} min", minutes=minutes)) for minutes, name in sorted(offered.items())]
    for number, stops in enumerate(halves(lesson), 1):
        if len(stops) > 1:
            words = Text("2 × {minutes} min: part {number}", minutes=whole, number=number)
            found.append((name_of(lesson.id, whole, stops), words))
    return found


class Begin(PanelPage):
    """The page before a lesson.

    Parameters
    ----------
    on_tour : takes the chosen lesson.
    do : takes the teacher's acts.
    checkpoint : offers a lesson that a crash interrupted.
    on_later : called when the teacher wants to look around first.
    files : saves worksheets and the lesson plan.
    on_own : shows the teacher's own questions; None where the park is no folder.
    on_compare : compares earlier lessons; None without any.
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
        on_tour: Callable[[Tour], object],
        on_later: Callable[[], object],
        files: Files,
        on_own: Callable[[], object] | None,
        on_compare: Callable[[], object] | None,
        on_phones: Callable[[], object] | None,
        parent: QWidget,
    ) -> None:
        self._tour, self._do, self._on_tour = tour, do, on_tour
        self._checkpoint = checkpoint
        self._on_later, self._files, self._on_phones, self._on_own = on_later, files, on_phones, on_own
        self._on_compare = on_compare
        self._main: Button | None = None
        self.pupils: Pupils | None = None
        self._typed = 0
        super().__init__(theme, park, parent=parent)

    @property
    def main_button(self) -> QWidget | None:
        return self._main

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the page, with the number of pupils."""
        if self.is_new(self._checkpoint.offered, self._tour.id, self._tour.questions):
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
        whole = self.park.tours[parts_of(tour.id)[0]]
        # the goal is that of the whole lesson: a part of it has not shown all
        goal = self.park.wording.lesson_goal if stops == len(whole.stops) else None
        text = (
            Text("{minutes}, {stops}, {questions}.")
            if goal is None
            else Text("{minutes}, {stops}, {questions}. {goal}")
        )
        numbers = {"minutes": minutes, "stops": stops, "questions": questions}
        counts = {name: AMOUNTS[name].having(count=number) for name, number in numbers.items()}
        plan = tr(text, language, **counts, **({} if goal is None else {"goal": goal[language]}))
        page = Column(
            theme, head_row(theme, title, later), *self._choices(), Prose(theme, plan), self._class(), gap=16
        )
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
        buttons.append(around)
        if self._on_own is not None:
            buttons.append(Button(theme, tr(OWN_QUESTIONS, language), "pencil", on_press=self._on_own))
        if self._on_compare is not None:
            buttons.append(Button(theme, tr(COMPARE, language), "chart-column", on_press=self._on_compare))
        if self._on_phones is not None:
            buttons.append(
                Button(theme, tr(Text("Let phones join"), language), "smartphone", on_press=self._on_phones)
            )
        page.addLayout(sheets(theme, self._files, BEFORE)[0])
        self.fill(page, Flow(theme, *buttons, gap=8))

    def _choices(self) -> list[QWidget]:
        """Which lesson, where the scene has several, and how long."""
        theme, language = self.theme, self.theme.language
        lessons = [tour for tour in self.park.tours.values() if tour.kind == "lesson"]
        whole = next(tour for tour in lessons if tour.id == parts_of(self._tour.id)[0])
        found: list[QWidget] = []
        if len(lessons) > 1:
            titles = [Option(tour.id, tour.title[language]) for tour in lessons]
            name = tr(Text("Lesson"), language)
            found.append(Segmented(theme, titles, whole.id, name=name, on_choose=self.choose))
        options = [Option(name, tr(words, language)) for name, words in lengths(whole)]
        name = tr(Text("Length of the lesson"), language)
        self.length = Segmented(theme, options, self._tour.id, name=name, on_choose=self.choose)
        return [*found, self.length]

    def choose(self, name: str) -> None:
        """Choose a lesson by the name of its tour."""
        self._tour = tour_named(self.park, name)
        self._on_tour(self._tour)
        if self.is_new(self._checkpoint.offered, self._tour.id, self._tour.questions):
            pupils = self._typed
            self._build()
            if self.pupils is not None and pupils:
                self.pupils.show_lesson(Lesson(pupils=pupils))

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
