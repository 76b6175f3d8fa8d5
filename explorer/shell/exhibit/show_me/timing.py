"""Duration of each step of *Show me*, and the part of the exhibit that a step changes most."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from ....exhibits.exhibit import Exhibit, GuidedStep
from ....i18n import Language, tr
from ....visit.exhibit_run import Running
from ...style.fonts import has_han

MARK_S = 0.4
"""Time for which the part is marked before the step is done."""
WORDS_PER_S, HAN_PER_S = 2.7, 4.5
AHEAD_S = 1.0
"""Simulated time after a step in which its effect is looked for."""


def hold_s(step: GuidedStep, language: Language) -> float:
    """Time for which a step is held after it was done: long enough to read it and to see its effect."""
    words = tr(step.words, language)
    read_s = len(words) / HAN_PER_S if has_han(words) else len(words.split()) / WORDS_PER_S
    return max(read_s, step.watch_s)


def changed_part(run: Running, step: GuidedStep) -> str | None:
    """The part that the step names, or else the one whose words the step changes most."""
    if step.part:
        return step.part
    before = _words(run.advance(AHEAD_S))
    acted = run
    for name, value in step.values:
        acted = acted.turned(name, value)
    if step.action:
        acted = acted.done(step.action)
    after = _words(acted.advance(AHEAD_S))
    apart = {
        name: 1.0 - SequenceMatcher(None, before[name], words).ratio()
        for name, words in after.items()
        if name in before and words != before[name]
    }
    return max(apart, key=apart.__getitem__) if apart else None


def _words(run: Running) -> dict[str, str]:
    exhibit: Exhibit[Any] = run.exhibit
    return {
        name: f"{tr(words.label, 'en')} {tr(words.reading, 'en')}"
        for name, words in exhibit.parts(run.state).items()
    }
