"""The soak of a booth's memory judges rightly, and its visitors do everything."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from tests.soak import Reading, faults, ideas, summary


def curve(*points: tuple[str, float]) -> list[Reading]:
    return [Reading(10.0 * at, mb, event) for at, (event, mb) in enumerate(points)]


def test_memory_is_judged_against_the_first_attract() -> None:
    held = curve(("reading", 900), ("first attract", 400), ("peak", 600), ("reset", 480), ("reading", 599))
    assert faults(held[1:]) == []
    assert len(faults(held)) == 1, "nothing may take more, not even a start"
    assert [words.split(":")[0] for words in faults(curve(("first attract", 400), ("peak", 601), ("reset", 481)))] == [
        "601 MB after 10 s (peak)", "481 MB after 20 s (reset)",
    ]  # fmt: skip
    assert "most 480 MB (1.20 times)" in summary(held)


@pytest.mark.parametrize("points", [(), (("first attract", 400.0),), (("reset", 400.0),)])
def test_what_was_not_seen_does_not_hold(points: tuple[tuple[str, float], ...]) -> None:
    assert len(faults(curve(*points))) == 1


def test_what_visitors_do_follows_from_the_seed_and_leaves_nothing_out() -> None:
    one, same, other = (list(islice(ideas(random.Random(seed), (1280, 720)), 400)) for seed in (1, 1, 2))
    assert one == same != other
    assert {name for name, _ in one} >= {
        "language",
        "text",
        "light",
        "settings",
        "tour",
        "postcard",
        "passport",
        "quiz",
        "search",
    }
    for _, steps in one:
        for command, *words in steps:
            assert command in {"mousemove", "click", "mousedown", "mouseup", "key", "type", "wait"}
            assert command != "mousemove" or (0 <= int(words[0]) < 1280 and 0 <= int(words[1]) < 720)
