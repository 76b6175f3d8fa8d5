"""A company that reuses an exhibit reads nothing of another park's plan, country or ministries in it, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from explorer.exhibits.exhibit import Exhibit
from explorer.exhibits.kinds import KINDS
from explorer.i18n import Translatable, tr

LANGUAGES = ("en", "zh", "de")
NAMES = "china|chinese|chinesisch|metavers|ministr|ministeri|miit|xinhua|briefing|dossier|2023"
FOREIGN = {
    "en": re.compile(rf"\bplan('s)?\b|{NAMES}", re.IGNORECASE),
    "de": re.compile(NAMES, re.IGNORECASE),
    "zh": re.compile(f"行动计划|中国|全国|元宇宙|工信部|工业和信息化部|新华社|简报|{NAMES}", re.IGNORECASE),
}
OF_ITS_OWN = {
    "plaza": re.compile(r"\bplan('s)?\b|行动计划|2023", re.IGNORECASE),
    "rules": re.compile("china|chinese|中国", re.IGNORECASE),
}
"""What a kind is about: one draws the plan of its scene over some years, the other follows a law and names whose it is."""

RUN_STEPS, ACT_EVERY = 240, 12


def words_of(kind: type[Exhibit[Any]]) -> Iterator[Translatable | None]:
    """All that is read at an exhibit: its class, and its parts and signs while everything is done to it."""
    yield from (kind.title, kind.limit, kind.try_this)
    for action in kind.actions:
        yield from (action.label, action.meaning)
    for output in kind.outputs:
        yield from (output.label, output.plain, *output.names)
    for chart in kind.charts:
        yield from (chart.title, chart.across)
    for step in kind.walkthrough:
        yield from (step.words, step.ask, step.press)
    for name, field in kind.model_fields.items():
        if name != "seed":
            extra: Any = field.json_schema_extra
            yield from (extra["label"], extra["meaning"], *(extra["choices"] or {}).values(), *extra["ends"])
    exhibit = kind()
    state = exhibit.start()
    names = [action.name for action in kind.actions]
    for step in range(RUN_STEPS):
        if names and step % ACT_EVERY == 0:
            state = exhibit.act(state, names[step // ACT_EVERY % len(names)])
        state = exhibit.step(state)
        if step % ACT_EVERY == ACT_EVERY // 2:
            for part in exhibit.parts(state).values():
                yield from part
            yield from (sign.words for sign in exhibit.signs_now(state))
            yield from (exhibit.caption(state, number) for number in range(len(kind.walkthrough)))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_kind_speaks_of_another_park(kind: str) -> None:
    found = set()
    for words in dict.fromkeys(words_of(KINDS[kind])):
        for language in LANGUAGES if words is not None else ():
            assert words is not None
            shown = tr(words, language, count=2)
            left = OF_ITS_OWN[kind].sub("", shown) if kind in OF_ITS_OWN else shown
            if FOREIGN[language].search(left):
                found.add(shown)
    assert not found
