"""The present step of an exhibit's experiment: one sentence, one dial, one action; and the walkthrough of its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from re import split
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from ...exhibits.exhibit import Exhibit, GuidedStep, figures_of
from ...i18n import Language, Text, tr
from ...visit.acts import Pause, Press, Reset, Turn
from ...visit.exhibit_run import Running
from ..input.focus import join
from ..widgets import Button, Column, Icon, Prose, Row, as_widget, follow_width
from ..window.view_state import Views, WalkProgress
from .forms import Do, Place, RunView, Section, has
from .parameters import Control, Parameter, parameters_of
from .readouts import Readout


class Walk:
    """The walkthrough of a zone's exhibit.

    Its progress is kept in the view state; it does only what a visitor could do.
    """

    def __init__(self, zone: str, exhibit: type[Exhibit[Any]], views: Views) -> None:
        self.steps = exhibit.walkthrough
        self._zone, self._views = zone, views

    @property
    def progress(self) -> WalkProgress:
        """The visitor's progress."""
        return self._views.state.walks.get(self._zone, WalkProgress())

    @property
    def step(self) -> GuidedStep:
        """The present step."""
        return self.steps[self.progress.at]

    def go_to(self, at: int) -> None:
        """Go to a step; beyond the last one the walkthrough is over."""
        last, done_s = len(self.steps) - 1, self.progress.done_s
        self._set(WalkProgress(min(at, last), over=at > last, done_s=done_s))

    def do_step(self, run: Running, do: Do) -> None:
        """Do the present step by ordinary acts."""
        if run.paused:
            do(Pause(False))
        for name, value in self.step.values:
            do(Turn(name, value))
        if self.step.action:
            do(Press(self.step.action))
        self._set(WalkProgress(self.progress.at, run.time_s, done_s=run.time_s))

    def follow(self, at: int, run: Running) -> None:
        """Continue after a step that *Show me* has done."""
        self._set(WalkProgress(done_s=run.time_s))
        self.go_to(at + 1)

    def advance(self, run: Running) -> None:
        """Advance once the effect of a step has been seen; a restarted run restarts its experiment, too."""
        since_s = self.progress.since_s
        if run.time_s < self.progress.done_s:
            self._set(WalkProgress())
        elif since_s is not None and run.time_s - since_s >= self.step.watch_s:
            self.go_to(self.progress.at + 1)

    def _set(self, progress: WalkProgress) -> None:
        view = self._views.state
        self._views.state = replace(view, walks={**view.walks, self._zone: progress})


def ask_of(step: GuidedStep, language: Language) -> str:
    """The short sentence of a step: its own, or the first one of its text."""
    return tr(step.ask, language) if step.ask is not None else first_sentence(tr(step.words, language))


def press_of(exhibit: type[Exhibit[Any]], step: GuidedStep, language: Language) -> str:
    """Label of a step's button."""
    if step.press is not None:
        return tr(step.press, language)
    action = next((action for action in exhibit.actions if action.name == step.action), None)
    return tr(action.label, language) if action is not None else tr(Text("Do it"), language)


MOST_CHOICES = 3
"""Most choices of a parameter that fit on the card."""


def dial_of(exhibit: type[Exhibit[Any]], step: GuidedStep) -> Parameter | None:
    """The parameter shown beside a step: the first number it sets, else the first that is not for experts.

    A step that makes a choice, and sets numbers only back to their defaults, is about that choice: None.
    """
    known = {parameter.name: parameter for parameter in parameters_of(exhibit) if parameter.name != "seed"}
    defaults = {name: field.default for name, field in exhibit.model_fields.items()}
    numbers = [(name, value) for name, value in step.values if known[name].kind == "number"]
    changed = [name for name, value in numbers if value != defaults[name]]
    chooses = any(known[name].kind == "choice" and value != defaults[name] for name, value in step.values)
    if numbers and chooses and not changed:
        return None
    set_here = [known[name] for name in (*changed, *(name for name, _ in numbers))]
    usual = [parameter for parameter in known.values() if not parameter.expert]
    return next((parameter for parameter in (*set_here, *usual) if _is_short(parameter)), None)


def _is_short(parameter: Parameter) -> bool:
    if parameter.kind == "number":
        return parameter.slides
    return len(parameter.choices) <= MOST_CHOICES


def first_sentence(words: str) -> str:
    """The first sentence of a text."""
    return split(r"(?<=[.?!])\s|(?<=[。？！])", words, maxsplit=1)[0]


class StepView(Section):
    """The present step.

    Attributes
    ----------
    act : the button that does the step, goes to the next one, and starts again after the last.
    dial : the control beside the sentence, if there is one.

    Parameters
    ----------
    on_show, on_more : called to play the experiment, and to open all controls and readings; None: no such button.
    sheet : wide form, with the first reading, and without the dial, which has its own tab.
    """

    def __init__(
        self,
        place: Place,
        *,
        on_show: Callable[[], object] | None,
        on_more: Callable[[], object] | None,
        sheet: bool = False,
    ) -> None:
        super().__init__()
        self.theme, self._place, self._do = place.theme, place, place.do
        self.walk = Walk(place.zone.id, place.exhibit, place.views)
        self._run: Running | None = None
        self._shown: tuple[int, bool, bool] | None = None
        self._is_fed = False
        self._title: Prose | None = None  # a sheet has no title
        theme, language = self.theme, self.theme.language
        self.dial: Control | None = None
        self._words = Prose(theme, " ")
        self._progress = Prose(theme, " ", "fine", "ink3")
        self._progress.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self._dial = Column(theme, gap=0)
        self.act = Button(theme, " ", kind="primary", on_press=self._press)
        quiet = "secondary" if sheet or on_more is None else "quiet"
        self.show_me = Button(theme, tr(Text("Show me"), language), "play", kind=quiet, on_press=on_show)  # type: ignore[arg-type]
        self.more = Button(
            theme,
            tr(Text("More", context="all that can be set and read"), language),
            "chevron-down",
            kind="quiet",
            on_press=on_more,
        )
        self.readout: Readout | None = None
        if sheet:
            self._lay_out_sheet()
        else:
            self._lay_out_card()
        follow_width(self)
        # shown only once it has a parent: otherwise it would be a window
        self._can_show = on_show is not None
        self.show_me.setHidden(not self._can_show)
        self.more.setHidden(on_more is None or sheet)
        self._show_step()

    def _lay_out_card(self) -> None:
        theme = self.theme
        ink = theme.accent(self._place.zone.accent).text
        self._title = Prose(theme, tr(Text("Try this"), theme.language), "label", ink)
        head = Row(theme, Icon(theme, "lightbulb", ink, size=20), self._title, self._progress, gap=8)
        head.setStretch(1, 1)
        buttons = Row(theme, self.show_me, self.more, gap=8)
        top = as_widget(head)
        column = Column(theme, top, self._words, self._dial, self.act, buttons, gap=10)
        self.setLayout(column)
        top.setVisible(has(theme, "marks"))

    def _lay_out_sheet(self) -> None:
        theme = self.theme
        output = figures_of(self._place.exhibit)[0]
        self.readout = Readout(theme, output, theme.accent(self._place.zone.accent).text)
        self.readout.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        head = Row(theme, self._words, self.readout, gap=24)
        head.setStretch(0, 1)
        head.setAlignment(self.readout, Qt.AlignmentFlag.AlignVCenter)
        buttons = Row(theme, self.act, self.show_me, gap=12)
        buttons.setStretch(0, 1)
        buttons.setStretch(1, 1)
        self.setLayout(Column(theme, head, buttons, gap=12))
        for left_out in (self._progress, self.more):
            left_out.setParent(self)
            left_out.hide()

    def show_run(self, now: RunView) -> None:
        """Show the progress of the experiment and its dial; with a real line, that there is nothing to try."""
        self._run, is_fed = now.run, now.is_fed
        if is_fed != self._is_fed:
            self._is_fed, self._shown = is_fed, None
            if self._title is not None:
                self._title.set_text(
                    tr(Text("From a real line") if is_fed else Text("Try this"), self.theme.language)
                )
                self._progress.setHidden(is_fed)
            self.act.setHidden(is_fed)
            self.show_me.setHidden(is_fed or not self._can_show)
        self._show_step()
        self._show_dial(now.run)
        if self.readout is not None:
            self.readout.show_run(now)

    def leave_out_reading(self) -> bool:
        """Give the space of the first reading to the sentence, on a sheet; return whether the reading was shown."""
        if self.readout is None or self.readout.isHidden():
            return False
        self.readout.hide()
        self.updateGeometry()
        return True

    @property
    def words(self) -> str:
        """The sentence that is shown."""
        return self._words.text()

    @property
    def progress(self) -> str:
        """Number of the step, and of how many."""
        return self._progress.text()

    def _show_step(self) -> None:
        walk, language = self.walk, self.theme.language
        at, since_s, over = walk.progress.at, walk.progress.since_s, walk.progress.over
        state = (at, since_s is not None, over)
        if state == self._shown:
            return
        first, self._shown = self._shown is None or self._shown[0] != at, state
        count = len(walk.steps)
        if first:
            words = ask_of(walk.step, language)
            self._words.set_text(
                tr(Text("The values here come from a real line. Watch what it does."), language)
                if self._is_fed
                else words
            )
            self._progress.set_text(tr(Text("{step} / {count}"), language, step=at + 1, count=count))
            self._progress.setAccessibleName(
                tr(Text("Step {step} of {count}"), language, step=at + 1, count=count)
            )
            self._progress.setFixedWidth(round(self.theme.width_of(self._progress.text(), "fine")) + 4)
            self._put_dial()
        if over:
            self.act.set_text(tr(Text("Start again"), language))
            self.act.show_icon("rotate-ccw")
        elif since_s is not None and at + 1 < count:
            self.act.set_text(tr(Text("Next step"), language))
            self.act.show_icon("arrow-right")
        else:
            self.act.set_text(press_of(self._place.exhibit, walk.step, language))
            self.act.show_icon("")
        self.updateGeometry()

    def _put_dial(self) -> None:
        """Put the dial of this step beside its sentence."""
        if self.readout is not None:
            return
        parameter = dial_of(self._place.exhibit, self.walk.step) if not self._is_fed else None
        if self.dial is not None and parameter is not None and self.dial.parameter == parameter:
            return
        if self.dial is not None:
            self._dial.removeWidget(self.dial)
            self.dial.hide()
            self.dial.deleteLater()
            self.dial = None
        if parameter is not None:
            self.dial = Control(
                self.theme, self._place.zone.accent, parameter, self._do, self._place.views, brief=True
            )
            self._dial.addWidget(self.dial)
            join(self)
        if self._run is not None:
            self._show_dial(self._run)

    def _show_dial(self, run: Running) -> None:
        """Show where the dial stands, and before a step where the step will turn it."""
        if self.dial is not None:
            name, progress = self.dial.parameter.name, self.walk.progress
            is_done = progress.since_s is not None or progress.over
            self.dial.show_value(getattr(run.exhibit, name))
            self.dial.announce(None if is_done else dict(self.walk.step.values).get(name))

    def _press(self) -> None:
        """Do the step; if it is done, go to the next one; after the last, start again."""
        run, walk = self._run, self.walk
        if run is None:
            return
        if walk.progress.over:
            self._do(Reset())
            walk.go_to(0)
        elif walk.progress.since_s is not None and walk.progress.at + 1 < len(walk.steps):
            walk.go_to(walk.progress.at + 1)
        else:
            walk.do_step(run, self._do)
        self._show_step()
