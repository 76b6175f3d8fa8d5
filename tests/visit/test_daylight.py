"""The light of a visit: a second of blend, and a round that goes by itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.base.names import LIGHTS
from explorer.cli import argument_types
from explorer.park import Park, load
from explorer.visit import Change, Daylight, Settings, Visit
from explorer.visit.daylight import BLEND_S, CYCLE_S, STEP_S
from explorer.visit.settings import CYCLE, DAY_PHASES, day_phase_named, is_dark, light_at, next_day_phase
from tests.scene import write_scene

FPS = 25


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Park:
    folder = write_scene(tmp_path_factory.mktemp("daylight") / "toy")
    return load(folder, folder)


def apart(one: float, other: float) -> float:
    """The shorter way between two hours."""
    return abs((one - other + CYCLE / 2) % CYCLE - CYCLE / 2)


def test_names_and_hours() -> None:
    assert [light_at(DAY_PHASES[name]) for name in LIGHTS] == list(LIGHTS) == list(argument_types.LIGHTS)
    assert light_at(3.7) == "day" and light_at(-0.2) == "day" and light_at(1.4) == "golden"
    assert [is_dark(DAY_PHASES[name]) for name in LIGHTS] == [False, False, True, True]
    assert [next_day_phase(hour) for hour in (0.0, 0.4, 1.0, 3.0, 3.9)] == [1.0, 1.0, 2.0, 0.0, 0.0]
    assert day_phase_named("dusk") == 2.0 and day_phase_named("5.5") == 1.5 and day_phase_named("-1") == 3.0
    for wrong in ("noon", "", "nan", "inf"):
        with pytest.raises(ValueError):
            day_phase_named(wrong)


def test_a_switch_takes_one_second_without_a_jump(park: Park) -> None:
    visit = Visit.begin(park)
    visit = replace(visit, rest_s=9.0).after(Change(Settings(day_phase=2.0)))
    hours = [visit.daylight.day_phase]
    while visit.daylight.blending:
        visit = visit.advance(1 / FPS)
        hours.append(visit.daylight.day_phase)
        assert visit.daylight.goal == 2.0
        assert visit.rest_s <= 1 / FPS, "quick pictures while the light changes"
    assert hours[0] == 0.0 and hours[-1] == 2.0
    assert len(hours) - 1 == pytest.approx(BLEND_S * FPS, abs=1)
    steps = [later - sooner for sooner, later in pairwise(hours)]
    assert min(steps) > 0 and max(steps) < 2.0 / FPS * 1.6
    assert visit.advance(5.0).daylight == visit.daylight, "and then it stays"
    assert visit.advance(5.0).rest_s > 4.9


def test_without_motion_the_light_is_there_at_once(park: Park) -> None:
    visit = Visit.begin(park, settings=Settings(comfort="cut"))
    visit = replace(visit, rest_s=9.0).after(Change(replace(visit.settings, day_phase=3.0)))
    assert visit.daylight.day_phase == 3.0 and not visit.daylight.blending and visit.rest_s == 9.0


def test_from_night_to_day_leads_through_the_morning(park: Park) -> None:
    visit = Visit.begin(park, settings=Settings(day_phase=3.0)).after(Change(Settings(day_phase=0.0)))
    assert 3.0 < visit.advance(BLEND_S / 2).daylight.day_phase < 4.0
    back = Visit.begin(park).after(Change(Settings(day_phase=3.0)))
    assert 1.0 < back.advance(BLEND_S / 2).daylight.day_phase < 2.0, (
        "and from day to night through the evening"
    )
    assert visit.advance(BLEND_S).daylight.day_phase == 0.0


def test_other_settings_leave_the_light_alone(park: Park) -> None:
    visit = Visit.begin(park).after(Change(Settings(day_phase=1.0))).advance(0.3)
    after = visit.after(Change(replace(visit.settings, language="zh")))
    assert after.daylight == visit.daylight


def test_a_hand_that_moves_on_is_followed(park: Park) -> None:
    visit = Visit.begin(park)
    for step in range(1, 61):  # a slider drawn from day to dusk in one second, then held
        visit = visit.after(Change(Settings(day_phase=2.0 * step / 60))).advance(1 / 60)
    assert visit.daylight.day_phase > 1.0
    assert visit.advance(BLEND_S).daylight.day_phase == 2.0


def test_the_day_goes_by_in_ten_minutes(park: Park) -> None:
    visit = Visit.begin(park).after(Change(Settings(auto_day_cycle=True))).advance(BLEND_S)
    hours = [visit.daylight.day_phase]
    for _ in range(round(CYCLE_S / STEP_S)):
        visit = visit.advance(STEP_S)
        hours.append(visit.daylight.day_phase)
    assert all(0 < (later - sooner) % CYCLE < 0.02 for sooner, later in pairwise(hours))
    assert {light_at(hour) for hour in hours} == set(LIGHTS)
    assert apart(hours[-1], hours[0]) < 0.02, "a whole round"
    held = visit.after(Change(Settings(day_phase=visit.daylight.goal)))
    assert apart(held.advance(30.0).daylight.day_phase, visit.daylight.day_phase) < 1e-6, (
        "and stays where it is told to"
    )


@given(
    st.lists(st.tuples(st.floats(0, 3.99), st.booleans(), st.floats(0.0, 2.0)), max_size=8),
    st.integers(1, 30),
)
def test_the_light_depends_on_time_alone_and_never_jumps(
    changes: list[tuple[float, bool, float]], cuts: int
) -> None:
    before = Settings()
    light = Daylight.at(before)
    for hour, turning, wait_s in changes:
        after = Settings(day_phase=hour, auto_day_cycle=turning)
        changed = light.after(before, after)
        assert apart(changed.day_phase, light.day_phase) < 1e-6
        in_parts = changed
        for _ in range(cuts):
            in_parts = in_parts.advance(wait_s / cuts)
        light, before = changed.advance(wait_s), after
        assert apart(in_parts.day_phase, light.day_phase) < 0.02
        assert 0 <= light.day_phase < CYCLE and 0 <= light.goal < CYCLE
