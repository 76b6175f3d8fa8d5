"""The words in the scene: few, short, at parts that there are, and true while they stand there."""

from __future__ import annotations

from typing import Any

import pytest

from explorer.exhibits.exhibit import Exhibit
from explorer.exhibits.kinds import KINDS
from explorer.exhibits.signs import MOST_SIGNS, MOST_WORDS, Hot
from explorer.i18n import Verbatim, tr

WITH_SIGNS = [kind for kind in KINDS if KINDS[kind].signs]
MOST_HAN = 10
kinds = pytest.mark.parametrize("kind", WITH_SIGNS)


def states_of(exhibit: Exhibit[Any]) -> list[Any]:
    """The states that the experiment comes through, one for each of its steps."""
    state, seen = exhibit.start(), []
    for step in exhibit.walkthrough:
        exhibit = exhibit.having(**dict(step.values))
        state = exhibit.act(state, step.action) if step.action else state
        for _ in range(20):
            state = exhibit.step(state)
        seen.append(state)
    return seen


@kinds
def test_signs_stand_at_parts_that_there_are(kind: str) -> None:
    exhibit = KINDS[kind]()
    parts = set(exhibit.parts(exhibit.start())).union(*(exhibit.parts(state) for state in states_of(exhibit)))
    outputs = {output.name for output in exhibit.outputs}
    for sign in exhibit.signs:
        assert sign.part.format_map(exhibit.model_dump()) in parts, sign
        assert {sign.reading, sign.hot.reading if sign.hot else ""} - {""} <= outputs


@kinds
def test_signs_are_few_and_short(kind: str) -> None:
    signs = KINDS[kind].signs
    assert sum(sign.hot is not None for sign in signs) <= 1
    usual = [sign for sign in signs if sign.hot is None]
    assert sum(0.5 if isinstance(sign.words, Verbatim) else 1.0 for sign in usual) <= MOST_SIGNS
    assert len({sign.part for sign in usual}) == len(usual)
    for sign in signs:
        assert len(tr(sign.words, "en", count=3).split()) <= MOST_WORDS
        assert len(tr(sign.words, "zh", count=3)) <= MOST_HAN
        assert len(tr(sign.words, "de", count=3).split()) <= MOST_WORDS


@kinds
def test_no_colour_of_a_legend_is_named_like_a_part(kind: str) -> None:
    signs = KINDS[kind].signs
    for language in ("en", "zh", "de"):
        named = {tr(sign.words, language, count=3) for sign in signs if not sign.legend}
        assert not named & {tr(name, language) for sign in signs for name, _ in sign.legend}


@pytest.mark.parametrize(
    ("hot", "value", "holds"),
    [(Hot("x", least=1), 1.0, True), (Hot("x", least=1), 0.9, False), (Hot("x", most=0.0), 0.0, True),
     (Hot("x", most=0.0), 0.1, False), (Hot("x", least=1), float("nan"), False)],
)  # fmt: skip
def test_a_hot_sign_holds_within_its_bound(hot: Hot, value: float, holds: bool) -> None:
    assert hot.holds(value) is holds
