"""Before the first stop: what the lesson is, and how many are there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...park.model import Park
from ...park.tour import Tour
from ...visit import Act, StartTour
from ...visit.asking_acts import SetClass
from ...visit.lesson import Lesson
from ..pieces import Button, Card, Column, Flow, Prose, Row
from ..theme import Theme
from ..words import say
from .leaf import Leaf

USUAL_CLASS = 28
"""Where counting pupils begins."""


class Begin(Leaf):
    """The page before a lesson.

    Parameters
    ----------
    do : told what the teacher does.
    on_later : called when the teacher wants to look around first.
    on_print : called when the sheet is wanted now.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        tour: Tour,
        do: Callable[[Act], object],
        *,
        on_later: Callable[[], object],
        on_print: Callable[[], object],
        parent: QWidget,
    ) -> None:
        self._tour, self._do = tour, do
        self._on_later, self._on_print = on_later, on_print
        self._built_for: Theme | None = None
        self._pupils = 0
        self._main: Button | None = None
        self._count: Prose | None = None
        super().__init__(theme, park, parent=parent)

    @property
    def main_button(self) -> QWidget | None:
        return self._main

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._built_for = None

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the page, with so many pupils."""
        if self._built_for != self.theme:
            self._built_for = self.theme
            self._build()
        self._pupils = lesson.pupils
        if self._count is not None:
            key = "lesson.pupils" if lesson.pupils else "lesson.pupils.none"
            values = {"count": lesson.pupils} if lesson.pupils else {}
            role = "figure" if lesson.pupils else "label"
            if self._count.role != role:
                self._count.role = role
                self._count.restyle(self.theme)
            self._count.say(say(key, self.theme.language, **values))

    def start(self) -> None:
        """What Enter does."""
        self._do(StartTour(self._tour.id))

    def change_class(self, by: int) -> None:
        """So many pupils more or fewer; counting begins at the usual size of a class."""
        self._pupils = (
            max(self._pupils + by, 0) if self._pupils else USUAL_CLASS
        )  # a second press may come at once
        self._do(SetClass(self._pupils))

    def _build(self) -> None:
        theme, language, tour = self.theme, self.theme.language, self._tour
        self.setAccessibleName(say("lesson.start.name", language))
        later = Button(
            theme, icon="x", name=say("lesson.start.later", language), kind="quiet", on_press=self._on_later
        )
        title = Column(
            theme,
            Prose(theme, tour.title[language], "heading"),
            Prose(theme, tour.lead[language], "lead", "ink2"),
            gap=4,
        )
        head = Row(theme, title, later, gap=12)
        head.setStretch(0, 1)
        head.setAlignment(later, Qt.AlignmentFlag.AlignTop)
        minutes, stops = round(tour.duration_s / 60), len(tour.stops)
        questions = sum(len(stop.quiz) for stop in tour.stops)
        plan = say("lesson.start.plan", language, minutes=minutes, stops=stops, questions=questions)
        page = Column(theme, head, Prose(theme, plan), self._class(), gap=16)
        self._main = Button(
            theme,
            say("lesson.start", language),
            "graduation-cap",
            kind="primary",
            large=True,
            on_press=self.start,
        )
        around = Button(theme, say("lesson.start.later", language), "footprints", on_press=self._on_later)
        sheet = Button(theme, say("lesson.handout", language), "printer", on_press=self._on_print)
        self.fill(page, Flow(theme, self._main, around, sheet, gap=8))

    def _class(self) -> Card:
        """How many pupils are there."""
        theme, language = self.theme, self.theme.language
        fewer, more = (
            Button(
                theme,
                icon=icon,
                name=say(f"lesson.pupils.{key}", language),
                on_press=partial(self.change_class, by),
            )
            for icon, key, by in (("minus", "fewer", -1), ("plus", "more", 1))
        )
        self._count = Prose(theme, " ", "figure", align=Qt.AlignmentFlag.AlignHCenter)
        self._count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        wide = max(
            theme.width_of("00", "figure", 700), theme.width_of(say("lesson.pupils.none", language), "label")
        )
        self._count.setFixedWidth(round(wide) + theme.px(8))
        told = Column(
            theme,
            Prose(theme, say("lesson.start.class", language), "label"),
            Prose(theme, say("lesson.start.class.hint", language), "fine", "ink2"),
            gap=2,
        )
        row = Row(theme, told, fewer, self._count, more, gap=10)
        row.setStretch(0, 1)
        return Card(theme, row, fill="raised")
