"""A time of day, set with a button at each side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit.kiosk.booth_plan import MINUTES
from ..style.theme import Theme
from ..widgets import Button, Prose, Row
from .slide_show import clock_text

TIME_STEP_MIN = 15


class TimeField(QWidget):
    """A time of day with a button at each side."""

    def __init__(self, theme: Theme, label: str, minute: int, on_time: Callable[[int], object]) -> None:
        super().__init__()
        self.minute, self._on_time, self._label = minute, on_time, label
        language = theme.language
        self._value = Prose(theme, " ", "title", align=Qt.AlignmentFlag.AlignCenter, level=0)
        earlier, later = tr(Text("earlier"), language), tr(Text("later", context="time of day"), language)
        self.earlier = Button(
            theme, icon="minus", name=f"{label}: {earlier}", on_press=lambda: self._move(-1)
        )
        self.later = Button(theme, icon="plus", name=f"{label}: {later}", on_press=lambda: self._move(1))
        for button in (self.earlier, self.later):
            button.setAutoRepeat(True)
        self._value.setFixedWidth(round(theme.width_of("00:00", "title")) + theme.px(16))
        words = Prose(theme, label, "label", "ink2")
        row = Row(theme, words, self.earlier, self._value, self.later, gap=8)
        row.setStretch(0, 1)
        self.setLayout(row)
        self._show()

    def _move(self, steps: int) -> None:
        self.minute = (self.minute + steps * TIME_STEP_MIN) % MINUTES
        self._show()
        self._on_time(self.minute)

    def _show(self) -> None:
        self._value.set_text(clock_text(self.minute))
        self.setAccessibleName(f"{self._label} {clock_text(self.minute)}")
