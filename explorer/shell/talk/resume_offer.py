"""The offer after a crash: resume the talk where it was interrupted, or start again."""

from __future__ import annotations

from collections.abc import Callable

from ...i18n import Text, tr
from ...park.model import Language
from ...visit.checkpoint import Checkpoint
from ..app.checkpoint_file import CheckpointFile
from ..style.theme import Theme
from ..style.time_format import clock_text
from ..widgets import Flow, Prose, Row, as_widget
from .console_widgets import ConsoleButton, ConsoleCard


def offer_text(checkpoint: Checkpoint, language: Language) -> str:
    """Where it would resume: the stop and the time on the clock."""
    number, time = checkpoint.number, clock_text(checkpoint.time_s)
    if number is None:
        return tr(Text("Go on after the last stop, {time}"), language, time=time)
    return tr(Text("Go on at stop {number}, {time}"), language, number=number + 1, time=time)


class Offer(ConsoleCard):
    """A sentence and two buttons; hidden if there is nothing to resume."""

    def __init__(self, theme: Theme, checkpoint: CheckpointFile, on_go_on: Callable[[], None]) -> None:
        self._checkpoint = checkpoint
        self._words = Prose(theme, " ", "strong")
        self.go_on = ConsoleButton(theme, " ", "play", kind="primary", on_press=on_go_on)
        self.again = ConsoleButton(theme, " ", "rotate-ccw", on_press=checkpoint.clear)
        row = Row(theme, self._words, as_widget(Flow(theme, self.go_on, self.again, gap=8)), gap=14)
        row.setStretch(1, 1)
        super().__init__(theme, row, padding=12)
        self._name()
        self.setVisible(self.offers)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if hasattr(self, "again"):
            self._name()

    @property
    def offers(self) -> bool:
        """Whether there is a talk to resume."""
        return self._checkpoint.offered is not None

    def _name(self) -> None:
        language, offered = self.theme.language, self._checkpoint.offered
        self._words.set_text(tr(Text("The last talk was cut off."), language))
        if offered is not None:
            self.go_on.set_text(offer_text(offered.checkpoint, language))
        self.again.set_text(tr(Text("Start again"), language))
