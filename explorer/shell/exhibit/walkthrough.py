"""The walkthrough of an exhibit's experiment: finds the next step and its text, and does it by ordinary acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from re import split
from typing import Any

from ...exhibits.exhibit import Exhibit, GuidedStep
from ...i18n import Language, Text, tr
from ...visit.acts import Act, Pause, Press, Turn
from ...visit.exhibit_run import Running
from ..window.view_state import Views, WalkProgress
from .parameters import Parameter, parameters_of

Do = Callable[[Act], object]


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
    """The parameter shown beside a step: the first number it sets, else the first that is not for experts."""
    known = {parameter.name: parameter for parameter in parameters_of(exhibit) if parameter.name != "seed"}
    set_here = [known[name] for name, _ in step.values if known[name].kind == "number"]
    usual = [parameter for parameter in known.values() if not parameter.expert]
    return next((parameter for parameter in (*set_here, *usual) if _is_short(parameter)), None)


def _is_short(parameter: Parameter) -> bool:
    if parameter.kind == "number":
        return parameter.slides
    return len(parameter.choices) <= MOST_CHOICES


def first_sentence(words: str) -> str:
    """The first sentence of a text."""
    return split(r"(?<=[.?!])\s|(?<=[。？！])", words, maxsplit=1)[0]
