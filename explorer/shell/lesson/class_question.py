"""A question to a class or an audience: its panel with options, hands and answer, and the layer that asks it in a talk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...park.tour import Question
from ...visit import Act, Visit
from ...visit.lesson.acts import (
    Ask,
    Count,
    HoldTimer,
    MoreTime,
    NextQuestion,
    PutAway,
    Reveal,
    SetClass,
    ShowOptions,
)
from ...visit.lesson.reducer import next_question
from ...visit.lesson.state import Asked, Lesson, Timer
from ...visit.mode import Part
from ..input.keymap import Command
from ..panels.panel_page import centred
from ..style.theme import Theme
from ..style.time_format import clock_text
from ..widgets import Button, Column, Icon, ProgressBar, ProgressRing, Prose, Row, Surface
from ..widgets.layouts import as_widget
from ..window.layer import Layer, LayerContext
from ..window.layout import Room
from .hands import HandFields
from .question import WIDTH_GROWTH, WIDTH_PX, OptionTile, QuestionPanel, foot_of, state_of
from .quiz_layer import OPTIONS

STEPPERS: dict[str, Text] = {
    "fewer": Text("One pupil fewer"),
    "more": Text("One pupil more"),
}

USUAL_CLASS = 28
"""Initial number of pupils when counting starts."""


class Pupils(Row):
    """A label and the number of pupils.

    Parameters
    ----------
    label : words at the left.
    do : takes the teacher's acts.
    """

    def __init__(self, theme: Theme, label: QWidget | Row, do: Callable[[Act], object]) -> None:
        self._do, self._pupils = do, 0
        language = theme.language
        fewer, more = (
            Button(
                theme,
                icon=icon,
                name=tr(STEPPERS[key], language),
                on_press=partial(self.change, by),
            )
            for icon, key, by in (("minus", "fewer", -1), ("plus", "more", 1))
        )
        self._count = Prose(theme, " ", "title", align=Qt.AlignmentFlag.AlignHCenter, level=0)
        self._count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        wide = max(
            theme.width_of("00", "title", 700),
            theme.width_of(tr(Text("not set"), language), "title", 700),
        )
        self._count.setFixedWidth(round(wide) + theme.px(8))
        super().__init__(theme, label, fewer, self._count, more, gap=10)
        self.setStretch(0, 1)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the number of pupils."""
        self._pupils = lesson.pupils
        label = str(lesson.pupils) if lesson.pupils else tr(Text("not set"), self.theme.language)
        self._count.set_text(label)

    def change(self, by: int) -> None:
        """Change the number; counting starts at the usual size of a class."""
        self._pupils = max(self._pupils + by, 0) if self._pupils else USUAL_CLASS  # for quick presses
        self._do(SetClass(self._pupils))


class Answered(Row):
    """Number of pupils who have answered, in words and as a bar."""

    def __init__(self, theme: Theme) -> None:
        self._words, self._bar = Prose(theme, " ", "strong"), ProgressBar(theme)
        icon = Icon(theme, "users", "ink2", size=24)
        super().__init__(theme, icon, Column(theme, self._words, self._bar, gap=5), gap=12)
        self.setStretch(1, 1)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the answers to the present question."""
        marks = lesson.marks.get(lesson.asked.question) if lesson.asked else None
        answered, pupils, language = marks.answered if marks else 0, lesson.pupils, self.theme.language
        if pupils:
            self._words.set_text(
                tr(Text("{answered} of {pupils} answered"), language, answered=answered, pupils=pupils)
            )
        else:
            self._words.set_text(tr(Text("{answered} answered"), language, answered=answered))
        self._bar.set_value(answered / pupils if pupils else 0.0)
        self._bar.setVisible(pupils > 0)


class ClassQuestion(QuestionPanel):
    """The question to the class.

    Parameters
    ----------
    do : takes the teacher's acts.
    """

    def __init__(self, theme: Theme, park: Park, do: Callable[[Act], object], parent: QWidget) -> None:
        self._asked: Asked | None = None
        self._timer: Timer | None = None
        self._ring: ProgressRing | None = None
        self._hold: Button | None = None
        self._class_row: Answered | Pupils | None = None
        self._fields: HandFields | None = None
        super().__init__(theme, park, do, parent)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the question asked."""
        asked = lesson.asked
        self._asked = asked
        if asked is None:
            return
        question = self.park.quiz[asked.question]
        last = lesson.tour is None or lesson.tour.stops[lesson.index].quiz[-1:] in ((), (question.id,))
        if self.is_new(asked.question, asked.shown, asked.revealed, last, lesson.tour is None):
            self._build(question, asked, lesson, last=last)
        self._update_from(question, asked, lesson)

    def _build(self, question: Question, asked: Asked, lesson: Lesson, *, last: bool) -> None:
        theme, language = self.theme, self.theme.language
        kicker = self._kicker(question, lesson)
        ring = ProgressRing(theme, "label" if asked.revealed else "title")
        self._ring = ring
        close = self._close_button(tr(Text("Close the question (Esc)"), language))
        page = Column(theme, self._head(theme, question, kicker, ring, close), gap=16)
        options = range(1, len(question.options) + 1) if asked.shown else ()
        self._fields = None
        self._add_tiles(page, [self._tile(question, number, asked) for number in options])
        if asked.revealed:
            page.addLayout(self._why(theme, question))
        elif asked.shown and lesson.tour is not None:
            hint = tr(
                Text("Count hands: keys {first}–{last} add one; with Shift they take one back."),
                language,
                first=1,
                last=len(question.options),
            )
            page.addWidget(Prose(theme, hint, "fine", "ink3"))
            self._fields = HandFields(theme, len(question.options), self._do)
            page.addLayout(self._fields)
        if asked.shown and lesson.tour is None:  # an audience answers with its phones
            page.addWidget(
                Prose(theme, tr(Text("Phones are counted, not people."), language), "fine", "ink3")
            )
        words = Prose(theme, tr(Text("Pupils here"), language), "label", "ink2")
        self._class_row = Answered(theme) if asked.shown else Pupils(theme, words, self._do)
        box = as_widget(self._class_row, scrolled=True)
        if not asked.shown and lesson.tour is None:
            box.hide()  # the size of an audience is unknown
        buttons = self._buttons(question, asked, last=last, timed=lesson.going)
        self.fill(page, foot_of(theme, box, *buttons))

    def _tile(self, question: Question, number: int, asked: Asked) -> OptionTile:
        return OptionTile(
            self.theme,
            number,
            question.options[number - 1][self.theme.language],
            on_press=None if asked.revealed else partial(self._do, Count(number)),
            on_hands=None if asked.revealed else lambda by: self._do(Count(number, by)),
            state=state_of(number, question, asked),
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
        if self._fields is not None:
            self._fields.show_counts(marks.counts)
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


class PollLayer(Layer):
    """Shows the question being asked; `U` asks the next one of the stop."""

    def __init__(self, context: LayerContext) -> None:
        self._context = context
        self.panel = ClassQuestion(context.theme, context.park, context.do, context.window)
        self._asked: object = None

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.panel,)

    @property
    def hidden(self) -> frozenset[Part]:
        return frozenset({Part.LABELS}) if self._asked is not None else frozenset()

    @property
    def keys(self) -> Mapping[str, Command]:
        if self._asked is None:
            return {}
        return {**{str(number): command for number, command in enumerate(OPTIONS, 1)}, "R": "reveal"}

    @property
    def state(self) -> object:
        return self._asked

    def update_from(self, visit: Visit) -> None:
        asked = visit.lesson.asked if visit.talk is not None else None
        shown = None if asked is None else (asked.question, asked.shown, asked.revealed)
        if asked is not None:
            self.panel.show_lesson(visit.lesson)
        if shown != self._asked:
            opened, self._asked = self._asked is None, shown
            self.panel.setVisible(shown is not None)
            if shown is not None and opened:
                self.panel.raise_()
                self.panel.take_keys()
            elif shown is None:
                self.panel.let_go()
                self._context.viewport.setFocus(Qt.FocusReason.MouseFocusReason)

    def answers(self, command: Command, visit: Visit) -> bool:
        if visit.talk is None:
            return False
        do = self._context.do
        if command == "quiz":
            question = next_question(visit)
            if self._asked is not None:
                do(PutAway())
            elif question is not None:
                do(Ask(question))
        elif self._asked is None:
            return False
        elif command == "open":
            self.panel.press_main()
        elif command == "reveal":
            do(Reveal())
        elif command in OPTIONS:
            do(Count(OPTIONS.index(command) + 1))
        elif command == "close":
            do(PutAway())
        else:
            return False
        return True

    def answers_number(self, number: int) -> bool:
        return self._asked is not None

    def arrange(self, room: Room) -> Room:
        if self._asked is not None:
            centred(room, self.panel, WIDTH_PX, WIDTH_GROWTH)
        return room


HURRY_S = 10.0
"""Time left at which the ring takes its warning colour."""


def show_time(ring: ProgressRing, timer: Timer, theme: Theme) -> None:
    """Show the remaining time in a ring: seconds, or minutes and seconds above one minute."""
    left_s = ceil(timer.left_s)
    words = clock_text(left_s) if timer.of_s > 60 else str(left_s)
    colour = "err" if timer.over else "warn" if timer.left_s <= HURRY_S else "primary"
    name = (
        tr(Text("Time is up"), theme.language)
        if timer.over
        else tr(Text("{seconds} s left"), theme.language, seconds=left_s)
    )
    ring.set_value(timer.share, words, colour, name)
