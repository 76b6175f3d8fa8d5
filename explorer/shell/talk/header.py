"""The top of the console: times of day and talk, pace and expected end; after a crash, the offer to resume."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from ...i18n import Text, next_language, tr
from ...park.model import Language
from ...visit import Change, SetConsoleLanguage, Settings, Visit
from ...visit.checkpoint import Checkpoint
from ...visit.talk.reducer import stop_of
from ...visit.talk.state import Talk, pace_of
from ..app.checkpoint_file import CheckpointFile
from ..style import fonts
from ..style.theme import Theme
from ..style.time_format import clock_text, lead_text, pace_text
from ..widgets import Chip, Flow, Prose, Row, as_widget
from ..widgets.badges import ChipKind
from ..window.layer import LayerContext
from .console_widgets import ConsoleButton, ConsoleCard, LabelledValue

Now = Callable[[], datetime]
HEADER_GAP_PX = 12
"""Gap between the times: at 1280 px they stay in one row in German, too."""


class Header(ConsoleCard):
    """What a presenter reads at a glance.

    Parameters
    ----------
    now : the time of day.
    on_end : called to end the talk.
    on_call : called to put both windows on one screen for a call, or back.
    """

    def __init__(
        self,
        theme: Theme,
        context: LayerContext,
        now: Now,
        on_end: Callable[[], None],
        on_call: Callable[[], None],
    ) -> None:
        self._do, self._now = context.do, now
        self.clock = LabelledValue(theme)
        self.elapsed, self.planned = LabelledValue(theme, widest="0:00"), LabelledValue(theme)
        self.stop = LabelledValue(theme, widest="0:00 / 0:00")
        self.ends = LabelledValue(theme)
        self.pace = Chip(theme, "plain", " ", "gauge")
        self.language = ConsoleButton(theme, " ", "notebook-pen", kind="quiet", on_press=self._turn_language)
        self.audience = ConsoleButton(theme, " ", "presentation", kind="quiet", on_press=self._turn_audience)
        self.call = ConsoleButton(theme, icon="monitor", name=" ", kind="quiet", on_press=on_call)
        self.call.setCheckable(True)
        self._settings: Settings | None = None
        self._begun = False
        self.end = ConsoleButton(theme, icon="x", name=" ", kind="quiet", on_press=on_end)
        label = as_widget(
            Flow(
                theme,
                self.clock,
                self.elapsed,
                self.planned,
                self.pace,
                self.stop,
                self.ends,
                gap=HEADER_GAP_PX,
            )
        )
        self._left_out = (self.clock, self.planned, self.ends)
        row = Row(theme, label, self.call, self.language, self.audience, self.end, gap=6)
        row.setStretch(0, 1)
        super().__init__(theme, row, padding=10)

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Show the clock of a talk."""
        language, stop = self.theme.language, stop_of(visit)
        now = self._now()
        self.clock.set_text(tr(Text("Now"), language), f"{now:%H:%M}")
        self.elapsed.set_text(tr(Text("Elapsed"), language), clock_text(talk.elapsed_s))
        self.planned.set_text(tr(Text("of"), language), clock_text(talk.tour.duration_s))
        spent_s = talk.spent_s(stop)
        if stop is None:
            self.stop.set_text(tr(Text("Q&A"), language), clock_text(spent_s))
        else:
            hold_s = talk.tour.stops[stop].hold_s
            label = f"{clock_text(spent_s)} / {clock_text(hold_s)}"
            self.stop.set_text(
                tr(Text("This stop"), language), label, ink="warn" if spent_s > hold_s else "ink"
            )
        ends = now + timedelta(seconds=talk.left_s(stop))
        self.ends.set_text(tr(Text("Ends"), language), f"{ends:%H:%M}")
        self._show_pace(talk, stop)
        if talk.begun != self._begun:
            self._begun = talk.begun
            self._name()
        if self._settings is None or self._settings.language != visit.settings.language:
            self._settings = visit.settings
            self._name()
        self._settings = visit.settings

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if hasattr(self, "end"):
            self._name()

    def shorten(self, short: bool) -> None:
        """Omit the less important values for very large text."""
        for reading in self._left_out:
            reading.setVisible(not short)

    def _name(self) -> None:
        language = self.theme.language
        beside = self.theme.next_language
        label = tr(
            Text("Console in {language}. The audience window keeps its language."),
            language,
            language=fonts.named(beside),
        )
        self.language.set_text(fonts.own_name(beside), label)
        self.language.setEnabled(fonts.can_show(beside))
        for button in (self.language, self.audience):
            button.setHidden(len(self.theme.languages) == 1)
        if self._settings is not None:
            other = self._audience_language(self._settings)
            label = tr(
                Text("Audience window in {language}. The console keeps its language."),
                language,
                language=fonts.named(other),
            )
            self.audience.set_text(fonts.own_name(other), label)
            self.audience.setToolTip(self.audience.accessibleName())
        self.language.setToolTip(self.language.accessibleName())
        words = Text("For a call: both windows on this screen. Share the audience window, not this one.")
        self.call.set_text(name=tr(words, language))
        self.call.setToolTip(self.call.accessibleName())
        self.end.set_text(name=tr(Text("End the talk") if self._begun else Text("Close the park"), language))

    def _show_pace(self, talk: Talk, stop: int | None) -> None:
        language = self.theme.language
        kind: ChipKind
        if talk.running:
            lead_s = talk.lead_s(stop)
            # short: with the whole sentence the row broke in two, and every button below it moved
            kind, words, whole = pace_of(lead_s), lead_text(lead_s, language), pace_text(lead_s, language)
        else:
            kind, whole = "plain", tr(Text("Talk finished") if talk.over else Text("Not started"), language)
            words = whole
        if (kind, words) != (self.pace.kind, self.pace.text()):
            self.pace.kind = kind
            self.pace.setText(words)
            self.pace.updateGeometry()
            self.pace.update()
        if whole != self.pace.toolTip():
            self.pace.setAccessibleName(whole)
            self.pace.setToolTip(whole)

    def _turn_language(self) -> None:
        self._do(SetConsoleLanguage(self.theme.next_language))

    def _turn_audience(self) -> None:
        """Switch the audience to the next language; the console keeps its own."""
        if self._settings is not None:
            self._do(SetConsoleLanguage(self.theme.language))
            self._do(Change(replace(self._settings, language=self._audience_language(self._settings))))

    def _audience_language(self, settings: Settings) -> Language:
        return next_language(settings.language, self.theme.languages)


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
