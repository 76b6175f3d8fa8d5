"""How long *Show me* stays at a step, and which part of the exhibit a step changes most."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from ....exhibits.exhibit import Exhibit, GuidedStep
from ....i18n import Language, tr
from ....visit.exhibit_run import Running
from ...style.fonts import has_han

MARK_S = 0.4
"""The part is marked for so long before the step is done."""
WORDS_PER_S, HAN_PER_S = 2.7, 4.5
AHEAD_S = 1.0
"""What a step changes is looked for so many seconds of the run after it."""


def hold_s(step: GuidedStep, language: Language) -> float:
    """How long a step is held after it was done: until it is read, and its effect seen."""
    words = tr(step.words, language)
    read_s = len(words) / HAN_PER_S if has_han(words) else len(words.split()) / WORDS_PER_S
    return max(read_s, step.watch_s)


def changed_part(run: Running, step: GuidedStep) -> str | None:
    """The part the step names, or whose words differ most between a run in which it is done, and one in which it is not."""
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
