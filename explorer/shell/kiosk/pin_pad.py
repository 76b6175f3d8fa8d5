"""The PIN pad behind a long press, and the staff menu that the right PIN opens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import ceil

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ...i18n import Text, tr
from ..app.staff_exit import PinLock, StaffExit
from ..style.theme import Theme
from ..widgets import Button, Column, Prose, Row, Themed
from ..widgets.themed import ENTERS
from .modal import LargeButton, Modal, in_both_languages

BACK = Text("Back to the park")
SETTINGS, CONNECT = Text("Settings of this booth"), Text("Phones and other machines")

LONGEST = 12
"""Most digits accepted."""
KEY_GAP_PX, WIDTH_PX = 8, 390  # in the design
DOT_PX, DOTS_PX = 12, 30


class Dots(Themed, QWidget):
    """A dot for each digit typed, without the digits."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._count = 0
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setFixedHeight(theme.px(DOTS_PX))

    def count(self, count: int) -> None:
        """Show `count` dots."""
        self._count = count
        self.setAccessibleName(
            tr(Text("{count} digit entered", "{count} digits entered"), self.theme.language, count=count)
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        radius, step = theme.px(DOT_PX) / 2, theme.px(2 * DOT_PX)
        left = (self.width() - (self._count - 1) * step) / 2
        for i in range(self._count):
            painter.drawEllipse(QPointF(left + i * step, self.height() / 2), radius, radius)


class LeavesEnter:
    """A key of the pad. Enter completes the number, whichever key has the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS:
            event.ignore()
        else:
            super().keyPressEvent(event)  # type: ignore[misc]


class PadKey(LeavesEnter, LargeButton):
    """A large key of the pad."""


class CloseKey(LeavesEnter, Button):
    """The close button of the pad."""


class PinPad(Modal):
    """A PIN pad. It reveals neither purpose nor length of the PIN; a wrong one is cleared.

    After too many wrong ones it is locked for a while, and shows for how long.
    """

    def __init__(self, theme: Theme, lock: PinLock, on_right: Callable[[], None], parent: QWidget) -> None:
        self._lock, self._on_right = lock, on_right
        self._typed, self._rests_s = "", 0
        self.dots = Dots(theme)
        self._close = CloseKey(theme, icon="x", name=" ", kind="quiet", on_press=self.dismissed)
        head = Row(theme, self.dots, self._close, gap=8)
        head.setStretch(0, 1)
        self.keys = {d: PadKey(theme, d, on_press=partial(self._type, d)) for d in "1234567890"}
        self._delete = PadKey(theme, icon="delete", name=" ", kind="quiet", on_press=self._take_back)
        self._enter = PadKey(theme, icon="check", name=" ", kind="primary", on_press=self._try)
        self._grid = QGridLayout()
        rows: list[list[Button]] = [[self.keys[d] for d in row] for row in ("123", "456", "789")]
        rows.append([self._delete, self.keys["0"], self._enter])
        for at, row in enumerate(rows):
            for column, button in enumerate(row):
                self._grid.addWidget(button, at, column)
        self.rest, self.rest_too = Prose(theme, " ", "body", "err"), Prose(theme, " ", "body", "err")
        for prose in (self.rest, self.rest_too):
            prose.hide()
        content = Column(theme, head, Column(theme, self.rest, self.rest_too, gap=2), self._grid, gap=14)
        super().__init__(theme, content, WIDTH_PX, parent)
        self.retranslate()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.retranslate()

    def retranslate(self) -> None:
        """Apply the theme's language."""
        language = self.theme.language
        self._grid.setSpacing(self.theme.px(KEY_GAP_PX))
        self.surface.setAccessibleName(tr(Text("Number pad"), language))
        self._close.set_text(name=tr(Text("Close"), language))
        self._delete.set_text(name=tr(Text("Delete the last digit"), language))
        self._enter.set_text(name=tr(Text("Enter", context="number pad"), language))
        for button in self._buttons:
            button.setFixedSize(self.theme.px(96), button.sizeHint().height())
        self._rests_s = 0
        self._show_rest()

    def ask(self) -> None:
        """Open it empty."""
        self._show_typed("")
        self._show_rest()
        self.open(self._close if self._lock.rests else self.keys["5"])

    def advance(self, dt_s: float) -> bool:
        self._show_rest()
        return super().advance(dt_s)

    @property
    def _buttons(self) -> tuple[Button, ...]:
        return (*self.keys.values(), self._delete, self._enter)

    def _show_rest(self) -> None:
        """Show the remaining time of the lockout."""
        seconds = ceil(self._lock.rests_s)
        if seconds == self._rests_s:
            return
        self._rests_s = seconds
        for prose, words in zip(
            (self.rest, self.rest_too),
            in_both_languages(
                Text(
                    "Wrong PIN three times. Try again in {seconds} second.",
                    "Wrong PIN three times. Try again in {seconds} seconds.",
                ),
                self.theme,
                seconds=seconds,
            ),
            strict=True,
        ):
            prose.set_text(words or " ")
            prose.setVisible(seconds > 0 and bool(words))
        # a small window with large text has room for either the words or the keys
        for button in self._buttons:
            button.setEnabled(seconds == 0)
            button.setVisible(seconds == 0)

    def dismissed(self) -> None:
        self._show_typed("")
        self.close_up()

    def _show_typed(self, typed: str) -> None:
        self._typed = typed[:LONGEST]
        self.dots.count(len(self._typed))

    def _type(self, digit: str) -> None:
        if self._lock.rests:
            return
        self._show_typed(self._typed + digit)

    def _take_back(self) -> None:
        self._show_typed(self._typed[:-1])

    def _try(self) -> None:
        right = self._lock.opens(self._typed)
        self._show_typed("")
        if right:
            self.close_up()
            self._on_right()
        self._show_rest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isdecimal():
            self._type(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._take_back()
        elif event.key() in ENTERS:
            self._try()
        else:
            super().keyPressEvent(event)


class StaffMenu(Modal):
    """The staff menu behind the right PIN.

    Parameters
    ----------
    on_connect : connects phones or other machines; None where they cannot connect.
    on_settings : opens the settings of the booth; None without any.
    """

    def __init__(
        self,
        theme: Theme,
        staff_exit: StaffExit,
        parent: QWidget,
        on_connect: Callable[[], object] | None = None,
        on_settings: Callable[[], object] | None = None,
    ) -> None:
        def and_close(then: Callable[[], object] | None) -> None:
            self.close_up()
            if then is not None:
                then()

        # smaller than the others: five large ones do not fit into a low window with large text
        rows = ((SETTINGS, "settings", on_settings), (CONNECT, "smartphone", on_connect))
        self.buttons: dict[Text, Button] = {
            **{
                text: Button(theme, " ", icon, on_press=partial(and_close, then))
                for text, icon, then in rows
                if then is not None
            },
            Text("Leave the park"): LargeButton(
                theme, " ", "log-out", on_press=lambda: staff_exit.leave(False)
            ),
            Text("Restart the program"): LargeButton(
                theme, " ", "rotate-ccw", on_press=lambda: staff_exit.leave(True)
            ),
            BACK: LargeButton(theme, " ", "arrow-left", kind="primary", on_press=self.close_up),
        }
        super().__init__(theme, Column(theme, *self.buttons.values(), gap=12), 420, parent)
        self.retranslate()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.retranslate()

    def retranslate(self, *, in_both: bool = True) -> None:
        """Apply the theme's language.

        Parameters
        ----------
        in_both : whether the second language stands below.
        """
        for key, button in self.buttons.items():
            first, second = in_both_languages(key, self.theme)
            button.set_text(first, sub=second if in_both else "")

    def arrange(self, room: QRect) -> None:
        """Cover an area; a low one with large text has room for one language."""
        self.retranslate()
        if not self._fits(room):
            self.retranslate(in_both=False)
        super().arrange(room)

    def offer(self) -> None:
        """Open it, with the focus on *back*."""
        self.open(self.buttons[BACK])

    def dismissed(self) -> None:
        self.close_up()
