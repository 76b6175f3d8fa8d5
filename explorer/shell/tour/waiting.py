"""What is said to whom has wandered off: the tour, the talk or the lesson waits, and how to go on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ...i18n.messages import say
from ...park.tour import TourKind
from ...visit import Playback
from ..style.theme import Theme
from ..widgets import Button, Icon
from .prompt import Told


class Lead(Button):
    """A button that has the keyboard without keeping it: all keys but its own go on to the park."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class Waiting(Told):
    """*The tour is waiting for you*.

    Parameters
    ----------
    on_resume, on_leave : called when the visitor presses the buttons.
    """

    def __init__(
        self,
        theme: Theme,
        on_resume: Callable[[], object],
        on_leave: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        self._kind: TourKind = "show"
        self._stop: tuple[int, int] = (1, 1)
        self.resume = Lead(theme, " ", "play", kind="primary", large=True, on_press=on_resume)
        self.leave = Button(theme, " ", large=True, on_press=on_leave)
        super().__init__(
            theme, (self.resume, self.leave), icon=Icon(theme, "compass", "warn", size=34), edge="warn",
            parent=parent,
        )  # fmt: skip

    def show_playback(self, playback: Playback) -> None:
        """Say what waits, and at which stop."""
        kind, stop = playback.tour.kind, (playback.index + 1, len(playback.tour.stops))
        if (kind, stop) != (self._kind, self._stop):
            self._kind, self._stop = kind, stop
            self._say()

    def _say(self) -> None:
        language, (stop, count) = self.theme.language, self._stop
        how = say("tour.waits.how", language, stop=stop, count=count)
        self.tell(say(f"tour.waits.{self._kind}", language), how)
        self.resume.shortcut_hint = self.theme.key(say("keys.cap.space", language))
        self.resume.say(say(f"tour.resume.{self._kind}", language))
        self.leave.say(say("tour.waits.leave", language))
