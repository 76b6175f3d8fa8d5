"""Visitors of the bench: one who does anything at any time, and one who works every exhibit in turn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice

import pytest

from explorer.base.bootstrap import ROOT
from explorer.exhibits.kinds import KINDS
from explorer.park import Park, load
from explorer.visit import Act, Change, Close, Operate, Orbit, Press, Reset, Running, Turn, Visit
from tests.tools.bench.rounds import LONGEST_MS, Watched, first_sight, memory_after, other_value, rounds
from tests.tools.bench.stroll import HITCH_MS, Idea, Strolled, Took, ideas, stroll


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
        for act in (*idea.once, *idea.each_frame):
            visit = visit.after(act)
        visit = visit.advance(idea.lasts_s)


def test_hitches_are_reported_with_what_led_to_them_and_growth_with_its_size() -> None:
    now_s, used_mb = 0.0, 400.0
    done: list[Act] = []

    def draw(acts: Sequence[Act], dt_s: float) -> Took:
        nonlocal now_s, used_mb
        done.extend(acts)
        took_ms = HITCH_MS + 50 if Close() in acts else 20.0
        now_s += 0.1
        used_mb += 0.1
        return Took(took_ms, 5.0)

    thoughts = iter([Idea("drag", 10.0, each_frame=(Orbit(1.0, 0.0),)), Idea("close", 99.0, once=(Close(),))])
    seen = stroll(draw, thoughts, 40.0, lambda: now_s, lambda: used_mb)
    assert seen.hitches == [("close", Took(HITCH_MS + 50, 5.0))]
    assert done.count(Close()) == 1 and 95 < done.count(Orbit(1.0, 0.0)) < 105
    assert len(seen.memory_mb) == pytest.approx(40, abs=1)
    assert seen.grown_mb == pytest.approx(
        26.0, abs=4
    )  # one MB a second, from a quarter of the time to the end


def test_a_round_works_every_exhibit_of_the_park(park: Park) -> None:
    visits = [Visit.begin(park)]
    worked: dict[str, list[type[Act]]] = {}
    looks: list[tuple[str, str]] = []
    present = (park, lambda: visits[-1])
    for idea in chain(first_sight(*present), rounds(*present)):
        for act in idea.once:
            before, visit = visits[-1], visits[-1].after(act)
            visits.append(visit)
            if visit.operating and visit.zone is not None:
                worked.setdefault(visit.zone, []).append(type(act))
                if isinstance(act, Press | Turn):
                    assert visit.run is not before.run, idea.name
        visits.append(visits[-1].advance(idea.lasts_s))
        if isinstance(idea.once[0], Change):
            looks.append((visits[-1].settings.language, visits[-1].settings.light))
            if len(looks) == 8:
                break
    assert len(set(looks[:4])) == 4, "each is seen before memory is looked at"
    assert looks[4:] == looks[:4]
    assert set(worked) == {id for id, zone in park.zones.items() if zone.exhibit is not None}
    assert all({Operate, Turn, Reset} <= set(done) for done in worked.values())
    assert sum(Press in done for done in worked.values()) >= 18


def test_all_is_seen_briskly_in_each_look_before_the_time_counts(park: Park) -> None:
    visits, spent_s = [Visit.begin(park)], 0.0
    seen: dict[tuple[str, str], set[str]] = {}
    for idea in first_sight(park, lambda: visits[-1]):
        for act in idea.once:
            visits.append(visits[-1].after(act))
        settings, zone = visits[-1].settings, visits[-1].zone
        if visits[-1].operating and zone is not None:
            seen.setdefault((settings.language, settings.light), set()).add(zone)
        spent_s += idea.lasts_s
    assert len(seen) == 4
    assert all(len(zones) == len(park.walk) for zones in seen.values())
    assert spent_s < 200.0


def test_who_has_no_more_ideas_stops() -> None:
    seen = stroll(lambda acts, dt_s: Took(20.0, 5.0), iter([Idea("drag", 0.0)]), 3600.0)
    assert len(seen.frames) == 1


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_exhibit_has_a_dial_that_can_be_set_to_another_value(kind: str) -> None:
    run = Running.begin(kind)
    name, value = other_value(run)
    assert getattr(run.turned(name, value).exhibit, name) == value != getattr(run.exhibit, name)


def test_a_long_beat_is_counted_by_the_clock_it_is_long_on() -> None:
    frames = [Took(20.0, 10.0)] * 97 + [Took(130.0, 30.0), Took(120.0, 110.0), Took(LONGEST_MS, LONGEST_MS)]
    seen = Strolled(frames, [("open net", frames[97]), ("open data", frames[98])], [400.0] * 100)
    watched = Watched.of(seen)
    assert (watched.over_wall, watched.over_cpu) == (2, 1)
    assert watched.worst == (("open data", 120.0, 110.0), ("open net", 130.0, 30.0))
    assert watched.memory_mb == (400.0, 400.0, 400.0)


def test_memory_is_reported_after_a_tenth_a_half_and_all_of_the_time() -> None:
    assert memory_after([float(second) for second in range(100)]) == (4.5, 44.5, 94.5)
    assert memory_after([400.0] * 19) == ()
