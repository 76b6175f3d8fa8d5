"""The panel of a question to a class: options on demand, a count of hands, then the answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...park.tour import Question
from ...visit import Act
from ...visit.lesson.acts import Count, HoldTimer, MoreTime, NextQuestion, PutAway, Reveal, ShowOptions
from ...visit.lesson.state import Asked, Lesson, Timer
from ..style.theme import Theme
from ..widgets import Button, Column, ProgressRing, Prose
from .card_panel import as_box, show_time
from .options import OptionTile, State, in_columns
from .pupils import Answered, Pupils
from .question import QuestionPanel, foot_of


class ClassQuestion(QuestionPanel):
    """The question to the class.

    Parameters
    ----------
    do : takes the teacher's acts.
    """

    def __init__(self, theme: Theme, park: Park, do: Callable[[Act], object], parent: QWidget) -> None:
        self._built_for: tuple[object, ...] = ()
        self._asked: Asked | None = None
        self._timer: Timer | None = None
        self._ring: ProgressRing | None = None
        self._hold: Button | None = None
        self._class_row: Answered | Pupils | None = None
        super().__init__(theme, park, do, parent)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._built_for = ()

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the question asked."""
        asked = lesson.asked
        self._asked = asked
        if asked is None:
            return
        question = self.park.quiz[asked.question]
        last = lesson.tour is None or lesson.tour.stops[lesson.index].quiz[-1:] in ((), (question.id,))
        key = (self.theme, asked.question, asked.shown, asked.revealed, last, lesson.tour is None)
        if key != self._built_for:
            self._built_for = key
            self._build(question, asked, lesson, last=last)
        self._update_from(question, asked, lesson)

    def _build(self, question: Question, asked: Asked, lesson: Lesson, *, last: bool) -> None:
        theme, language = self.theme, self.theme.language
        number = lesson.questions(self.park).index(question.id) + 1
        count = max(len(lesson.tour.questions) if lesson.tour else 0, number)
        zone = self.park.zones[question.zones[0]].title[language]
        kicker = tr(
            Text("Question {number} of {count} · {zone}"), language, number=number, count=count, zone=zone
        )
        self.setAccessibleName(tr(Text("Question {number}"), language, number=number))
        ring = ProgressRing(theme, "label" if asked.revealed else "title")
        self._ring = ring
        close = tr(Text("Close the question (Esc)"), language), partial(self._do, PutAway())
        page = Column(theme, self._head(theme, question, kicker, close, ring), gap=16)
        if asked.shown:
            self.tiles = [
                self._tile(question, number, asked) for number in range(1, len(question.options) + 1)
            ]
            page.addLayout(in_columns(theme, self.tiles, theme.px(700)))
        else:
            self.tiles = []
            page.addWidget(
                Prose(
                    theme,
                    tr(Text("Think first. The options will appear in a moment."), language),
                    "lead",
                    "ink2",
                )
            )
        if asked.revealed:
            page.addLayout(self._why(theme, question, self._open))
        elif asked.shown and lesson.tour is not None:
            hint = tr(
                Text("Count hands: keys {first}–{last} add one; with Shift they take one back."),
                language,
                first=1,
                last=len(question.options),
            )
            page.addWidget(Prose(theme, hint, "fine", "ink3"))
        if asked.shown and lesson.tour is None:  # an audience answers with its phones
            page.addWidget(
                Prose(theme, tr(Text("Phones are counted, not people."), language), "fine", "ink3")
            )
        words = Prose(theme, tr(Text("Pupils here"), language), "label", "ink2")
        self._class_row = Answered(theme) if asked.shown else Pupils(theme, words, self._do)
        box = as_box(self._class_row)
        if not asked.shown and lesson.tour is None:
            box.hide()  # the size of an audience is unknown
        buttons = self._buttons(question, asked, last=last, timed=lesson.going)
        self.fill(page, foot_of(theme, box, *buttons))

    def _tile(self, question: Question, number: int, asked: Asked) -> OptionTile:
        state: State = "open"
        if asked.revealed:
            state = "right" if number == question.right else "plain"
        return OptionTile(
            self.theme,
            number,
            question.options[number - 1][self.theme.language],
            on_press=None if asked.revealed else partial(self._do, Count(number)),
            on_hands=None if asked.revealed else lambda by: self._do(Count(number, by)),
            state=state,
        )

    def _buttons(self, question: Question, asked: Asked, *, last: bool, timed: bool) -> list[Button]:
        theme, language = self.theme, self.theme.language
        self._hold = None
        if not asked.shown:
            self._main = Button(
                theme, tr(Text("Show the options"), language), "layout-list", kind="primary", large=True,
                on_press=partial(self._do, ShowOptions()),
            )  # fmt: skip
            return [self._main]
        if not asked.revealed:
            more = Button(
                theme, tr(Text("+ 30 s"), language), "timer", on_press=partial(self._do, MoreTime())
            )
            self._hold = Button(theme, tr(Text("Pause"), language), "pause", on_press=self._hold_or_go_on)
            self._main = Button(
                theme, tr(Text("Reveal"), language), "eye", kind="primary", large=True, shortcut_hint="R",
                on_press=partial(self._do, Reveal()),
            )  # fmt: skip
            return [more, self._hold, self._main] if timed else [self._main]
        see = Button(
            theme,
            tr(Text("Try it at the exhibit"), language),
            "hand",
            on_press=partial(self._open, question.zones[0], at_exhibit=True),
        )
        text, icon = (Text("Back to the stop"), "check") if last else (Text("Next question"), "arrow-right")
        self._main = Button(
            theme,
            tr(text, language),
            icon,
            kind="primary",
            large=True,
            on_press=partial(self._do, NextQuestion()),
        )
        return [see, self._main]

    def _update_from(self, question: Question, asked: Asked, lesson: Lesson) -> None:
        """Update hands and time while the panel is shown."""
        theme, language, marks = self.theme, self.theme.language, lesson.marks_of(question)
        for tile, count in zip(self.tiles, marks.counts, strict=False):
            tile.show_count(count, count / marks.answered if marks.answered else 0.0)
        if self._class_row is not None:
            self._class_row.show_lesson(lesson)
        timer, ring, share = asked.timer, self._ring, marks.right_share
        self._timer = timer
        if ring is not None:
            ring.setVisible(timer is not None or (asked.revealed and share is not None))
            if timer is not None:
                show_time(ring, timer, theme)
            elif share is not None:
                percent = round(share * 100)
                ring.set_value(
                    share, f"{percent} %", "ok", tr(Text("{percent} % correct"), language, percent=percent)
                )
        if self._hold is not None and timer is not None:
            self._hold.set_text(tr(Text("Continue") if timer.held else Text("Pause"), language))
            self._hold.show_icon("play" if timer.held else "pause")

    # ---- the teacher's acts

    def _hold_or_go_on(self) -> None:
        if self._timer is not None:
            self._do(HoldTimer(not self._timer.held))
