"""The visitor who does anything at any time: the same for the same seed, and seen rightly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import pytest

from explorer.bench.stroll import HITCH_MS, Idea, ideas, stroll
from explorer.bootstrap import ROOT
from explorer.park import Park, load
from explorer.visit import Act, Close, Orbit, Visit


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


def test_the_same_seed_gives_the_same_ideas_and_a_visit_bears_them_all(park: Park) -> None:
    visit = Visit.begin(park)
    first = list(islice(ideas(park, lambda: visit, 7), 300))
    assert first == list(islice(ideas(park, lambda: visit, 7), 300))
    assert first != list(islice(ideas(park, lambda: visit, 8), 300))
    assert len({idea.name for idea in first}) == 15
    for idea in first:
        for act in (*idea.once, *idea.each_beat):
            visit = visit.after(act)
        visit = visit.advance(idea.lasts_s)


def test_hitches_are_told_with_what_led_to_them_and_growth_with_its_size() -> None:
    now_s, used_mb = 0.0, 400.0
    done: list[Act] = []

    def beat(acts: Sequence[Act], dt_s: float) -> float:
        nonlocal now_s, used_mb
        done.extend(acts)
        took_ms = HITCH_MS + 50 if Close() in acts else 20.0
        now_s += 0.1
        used_mb += 0.1
        return took_ms

    thoughts = iter([Idea("drag", 10.0, each_beat=(Orbit(1.0, 0.0),)), Idea("close", 99.0, once=(Close(),))])
    seen = stroll(beat, thoughts, 40.0, lambda: now_s, lambda: used_mb)
    assert seen.hitches == [("close", HITCH_MS + 50)]
    assert done.count(Close()) == 1 and 95 < done.count(Orbit(1.0, 0.0)) < 105
    assert len(seen.memory_mb) == pytest.approx(40, abs=1)
    assert seen.grown_mb == pytest.approx(
        26.0, abs=4
    )  # one MB a second, from a quarter of the time to the end
