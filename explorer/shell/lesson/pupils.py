"""Rows about the class: the number of pupils, and how many have answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ...visit import Act
from ...visit.lesson.acts import SetClass
from ...visit.lesson.state import Lesson
from ..style.theme import Theme
from ..widgets import Button, Column, Icon, ProgressBar, Prose, Row

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
