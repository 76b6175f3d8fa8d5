"""A modal dialog over the dimmed window, in large type, and the question whether a visitor is still there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QWidget

from ...i18n import Text, tr
from ...visit import Act, Stay
from ...visit.kiosk.acts import EndVisit
from ..input.focus import can_hold, give_back, round_trip
from ..style.theme import Theme
from ..widgets import Button, Column, ProgressRing, Prose, Row, Surface, Themed, apply_theme_within
from ..widgets.themed import ENTERS

FADE_S, DIMMED = 0.18, 0.55
MARGIN_PX = 24  # in the design

TALL_PX = 70  # in the design


class LargeButton(Button):
    """A button as high as a hand is broad, in the type of titles."""

    @property
    def _role(self) -> str:
        return "title"

    @property
    def _icon_px(self) -> int:
        return self.theme.icon_px(28)

    @property
    def _pad_px(self) -> int:
        return self.theme.px(24)

    @property
    def _least_px(self) -> int:
        return self.theme.px(TALL_PX)


def in_both_languages(text: Text, theme: Theme, **values: object) -> tuple[str, str]:
    """Words in the theme's language and the second one; the second is empty if missing or identical."""
    first = tr(text, theme.language, **values)
    second = tr(text, theme.second_language, **values) if theme.second_language else ""
    return first, second if second != first else ""


def fitting_role(theme: Theme, words: str, roles: Sequence[str], width_px: float) -> str:
    """The first of several type roles in which words fit on one line; otherwise the last."""
    return next((role for role in roles if theme.width_of(words, role) <= width_px), roles[-1])


class Modal(Themed, QWidget):
    """A panel in the middle of its window, over a dimmed background.

    Parameters
    ----------
    layout : layout of the panel.
    width_px : width of the panel, in pixels of the design at 100 % text.
    """

    _hangs = False
    """Whether the panel hangs from the top of its window, so that its head stays where it is as its height changes."""

    def __init__(self, theme: Theme, layout: QLayout, width_px: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._wide_px = width_px
        self._shown_s = 0.0
        self._back_to: QWidget | None = None
        self.surface = Surface(theme, layout, elevation=3, padding=(34, 30, 34, 30), parent=self)
        self.theme = theme
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.surface.apply_theme(theme)
        apply_theme_within(self.surface, theme)

    # ---- open and close

    def open(self, first: QWidget) -> None:
        """Show it, and focus one of its buttons."""
        self._back_to = QApplication.focusWidget()
        self._shown_s = 0.0
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_up(self) -> None:
        """Hide it and restore the focus, or give it to the window: a hidden button would keep it."""
        back, self._back_to = self._back_to, None
        self.hide()
        give_back(back if can_hold(back) else self.window(), Qt.FocusReason.MouseFocusReason)

    def dismissed(self) -> None:
        """Handle a press beside the panel, or Esc."""
        raise NotImplementedError

    def arrange(self, room: QRect) -> None:
        """Cover an area, with the panel in its middle."""
        self.setGeometry(room)
        margin = self.theme.px(MARGIN_PX)
        width = self._width(room)
        height = min(self.surface.wanted_height(width), room.height() - 2 * margin)
        left = (room.width() - width) // 2
        top = margin if self._hangs else (room.height() - height) // 2
        self.surface.place(QRect(left, top, width, height))

    def _width(self, room: QRect) -> int:
        """Width of the panel in an area."""
        theme = self.theme
        wanted = round(theme.px(self._wide_px) * (1 + (theme.text - 1) * 0.6))
        return min(wanted, room.width() - 2 * theme.px(MARGIN_PX))

    def _fits(self, room: QRect) -> bool:
        """Whether all of the panel has room in an area."""
        margin = self.theme.px(MARGIN_PX)
        return self.surface.wanted_height(self._width(room)) <= room.height() - 2 * margin

    def advance(self, dt_s: float) -> bool:
        """Fade in; whether the fade is unfinished."""
        if self.isHidden() or self._shown_s >= FADE_S:
            return False
        self._shown_s = FADE_S if self.theme.less_motion else self._shown_s + dt_s
        self.update()
        return True

    # ---- Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:
        share = min(self._shown_s / FADE_S, 1.0)
        QPainter(self).fillRect(event.rect(), self.theme.colour("scrim", DIMMED * share))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.surface.inner.translated(self.surface.pos()).contains(event.position().toPoint()):
            self.dismissed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The view behind does not zoom."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep all keys from the window. Enter presses the focused button, as Space does."""
        now = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed()
        elif event.key() in ENTERS and isinstance(now, QAbstractButton):
            now.click()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab on the panel."""
        round_trip(self, forward)
        return True


RING_PX, WIDTH_PX = 118, 680  # in the design
QUIET_KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space,
)  # fmt: skip
"""Keys that focus or press a button; any other key is itself an answer."""


class Question(Modal):
    """The question. A press beside it, or any key, means *I'm here*."""

    def __init__(self, theme: Theme, do: Callable[[Act], None], parent: QWidget) -> None:
        self._do = do
        self._seconds = -1
        self.ring = ProgressRing(theme, "display", RING_PX)
        self._asked, self._also = Prose(theme, " ", "display"), Prose(theme, " ", "heading", "ink2", level=0)
        self.explanation = Prose(theme, " ", "body", "ink2")
        words = Column(theme, self._asked, self._also, self.explanation, gap=4)
        head = Row(theme, self.ring, words, gap=26)
        head.setStretch(1, 1)
        head.setAlignment(self.ring, Qt.AlignmentFlag.AlignTop)
        self.stay = LargeButton(theme, " ", "hand", kind="primary", on_press=lambda: do(Stay()))
        self.start_over = LargeButton(theme, " ", "rotate-ccw", on_press=lambda: do(EndVisit()))
        buttons = Row(theme, self.stay, self.start_over, gap=14)
        buttons.setStretch(0, 3)
        buttons.setStretch(1, 2)
        super().__init__(theme, Column(theme, head, buttons, gap=24), WIDTH_PX, parent)
        self.retranslate()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.retranslate()

    def retranslate(self) -> None:
        """Apply the theme's language."""
        asked, also = in_both_languages(Text("Still there?"), self.theme)
        self._asked.set_text(asked)
        self._also.set_text(also or " ")
        self._also.setVisible(bool(also))
        self.surface.setAccessibleName(asked)
        here, here_too = in_both_languages(Text("I’m here, keep going"), self.theme)
        self.stay.set_text(here, sub=here_too)
        over, over_too = in_both_languages(Text("Start over"), self.theme)
        self.start_over.set_text(over, sub=over_too)
        self._seconds = -1

    def count(self, left_s: float, of_s: float) -> None:
        """Show the time left to answer."""
        seconds, language = ceil(left_s), self.theme.language
        share = left_s / of_s
        if self.theme.less_motion:
            share = seconds / of_s
        left = tr(Text("{seconds} second left", "{seconds} seconds left"), language, seconds=seconds)
        self.ring.set_value(max(share, 0.0), str(seconds), "primary", left)
        if seconds != self._seconds:
            self._seconds = seconds
            self.explanation.set_text(
                tr(
                    Text(
                        "The park starts again for the next visitor in {seconds} second.",
                        "The park starts again for the next visitor in {seconds} seconds.",
                    ),
                    language,
                    seconds=seconds,
                )
            )

    def dismissed(self) -> None:
        self._do(Stay())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in QUIET_KEYS:
            super().keyPressEvent(event)
        else:
            self._do(Stay())
