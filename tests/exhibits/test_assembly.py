"""Parts meet as their geometry says, gaps spread as the arithmetic says, and an arrow is as late as light makes it."""

from __future__ import annotations

import itertools
import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from explorer.exhibits.assembly.exhibit import Assembly, State
from explorer.exhibits.assembly.expert import ARROWS, FRANKFURT_KM, PIPELINE_MS, next_part
from explorer.exhibits.assembly.geometry import (
    ORDER,
    Name,
    Seat,
    Sizes,
    come_down,
    ray,
    scanned_gap_mm,
    solid,
)
from explorer.exhibits.assembly.tolerance import (
    GAP_HIGH_MM,
    GAP_LOW_MM,
    GUARDS_MM,
    PUMPS,
    PUMPS_A_STEP,
    SCANNER_SD_MM,
    Batch,
    computed_yield,
    draw_gaps,
    gap_sd_mm,
    worst_case_mm,
)
from explorer.exhibits.run import run

from . import contract
from .contract import acts_of, check_states_are_values, guided, settings_of

ACTIONS = [action.name for action in Assembly.actions]
WHOLE = [f"add_{name}" for name in ORDER]
FILLED = PUMPS // PUMPS_A_STEP
TWO_SECONDS = 60

deviations = st.floats(-0.12, 0.12)
sizes_of_any_pump = st.builds(Sizes, deviations, deviations, deviations, deviations, deviations)


def after(assembly: Assembly, steps: int, *acts: str, state: State | None = None) -> State:
    """The state after acts at the start and then some steps."""
    state = assembly.start() if state is None else state
    for name in acts:
        state = assembly.act(state, name)
    for _ in range(steps):
        state = assembly.step(state)
    return state


def assembled(order: tuple[Name, ...], sizes: Sizes) -> list[Seat]:
    """The parts that came to their places, one after the other, up to the first that did not."""
    seats: list[Seat] = []
    for name in order:
        seat = come_down(name, seats, sizes)
        if not seat.fits:
            break
        seats.append(seat)
    return seats


def normal_density(x_mm: np.ndarray, mean_mm: float, sd_mm: float) -> np.ndarray:
    return np.exp(-(((x_mm - mean_mm) / sd_mm) ** 2) / 2) / (sd_mm * math.sqrt(2 * math.pi))


# --- the geometry


def test_two_of_sixty_orders_fit() -> None:
    orders = sorted(set(itertools.permutations(ORDER)))
    assert len(orders) == 60
    fitting = [order for order in orders if len(assembled(order, Sizes())) == len(ORDER)]
    assert fitting == [
        ("bearing", "spacer", "gear", "shaft", "bearing"),
        ("bearing", "spacer", "shaft", "gear", "bearing"),
    ]


@pytest.mark.parametrize(
    ("before", "part", "off_mm"),
    [
        # Each number is read off the drawing: what it lands on, less where it belongs.
        ((), "spacer", 0 - 12),
        ((), "shaft", 0 - 28),
        ((), "gear", 0 - 28),
        (("bearing",), "bearing", 12 - 68),
        (("bearing",), "shaft", 12 - 28),
        (("bearing", "spacer", "gear"), "bearing", 58 - 68),
        (("bearing", "spacer", "shaft", "bearing"), "gear", 80 - 28),
    ],
)
def test_a_part_out_of_turn_lands_elsewhere(before: tuple[Name, ...], part: Name, off_mm: float) -> None:
    seat = come_down(part, assembled(before, Sizes()), Sizes())
    assert not seat.fits
    assert seat.off_mm == pytest.approx(off_mm)


@given(sizes=sizes_of_any_pump, order=st.sampled_from(sorted(set(itertools.permutations(ORDER)))))
@settings(max_examples=40, deadline=None)
def test_parts_never_pass_through_each_other(sizes: Sizes, order: tuple[Name, ...]) -> None:
    rings = solid(assembled(order, sizes), sizes)
    for one, other in itertools.combinations(rings[2:], 2):
        overlap_mm = min(one.top_mm, other.top_mm) - max(one.bottom_mm, other.bottom_mm)
        assert not one.over(other) or overlap_mm <= 1e-9


@given(sizes=sizes_of_any_pump)
@settings(max_examples=30, deadline=None)
def test_rays_find_the_gap_that_the_arithmetic_gives(sizes: Sizes) -> None:
    assert scanned_gap_mm(assembled(ORDER, sizes), sizes) == pytest.approx(sizes.gap_mm, abs=1e-9)


def test_a_ray_goes_through_the_shaft_hole_and_stops_at_metal() -> None:
    assert ray(5, [], Sizes()) == -math.inf
    assert ray(20, [], Sizes()) == 0
    assert ray(5, assembled(ORDER, Sizes()), Sizes()) == pytest.approx(98)


# --- the tolerance


@pytest.mark.parametrize(
    ("tolerance", "checked_pct", "worst_mm"),
    [
        (0.02, 100.0, (0.09, 0.25)),
        (0.05, 99.99, (-0.03, 0.37)),
        (0.08, 98.72, (-0.15, 0.49)),
        (0.12, 90.39, (-0.31, 0.65)),
    ],
)
def test_yield_as_checked_as_built_and_as_computed(
    tolerance: float, checked_pct: float, worst_mm: tuple[float, float]
) -> None:
    assembly = Assembly(tolerance=tolerance)
    found = assembly.readings(after(assembly, FILLED))
    # Of 200,000 pumps the counted share is known to four standard errors; the checked one is a count of as many.
    share = computed_yield(tolerance)
    error_pct = 400 * math.sqrt(share * (1 - share) / PUMPS) + 0.005
    assert found["built"] == PUMPS
    assert found["yield"] == pytest.approx(found["computed"], abs=error_pct)
    assert found["computed"] == pytest.approx(checked_pct, abs=error_pct)
    assert (found["worst_low"], found["worst_high"]) == pytest.approx(worst_mm)


def test_the_worst_case_says_impossible_while_nearly_all_fit() -> None:
    assert worst_case_mm(0.05)[0] < GAP_LOW_MM
    assert computed_yield(0.05) > 0.9998


@given(tolerance=st.floats(0.02, 0.12), wider=st.floats(1.01, 1.5))
@settings(max_examples=30, deadline=None)
def test_a_wider_tolerance_never_yields_more(tolerance: float, wider: float) -> None:
    assert computed_yield(tolerance * wider) <= computed_yield(tolerance)


def test_gaps_spread_as_root_sum_square_and_stay_within_the_worst_case_nearly_always() -> None:
    gaps_mm = draw_gaps(np.random.default_rng(4), 0.12, 100_000)
    assert gaps_mm.std() == pytest.approx(gap_sd_mm(0.12), rel=0.01)
    assert gaps_mm.mean() == pytest.approx(0.17, abs=0.001)
    low_mm, high_mm = worst_case_mm(0.12)
    assert ((gaps_mm < low_mm) | (gaps_mm > high_mm)).mean() < 1e-6


def test_a_batch_counts_every_pump_once() -> None:
    batch = Batch(0.12)
    for number in range(FILLED + 3):
        batch = batch.plus(np.random.default_rng(number))
    assert batch.built == sum(batch.histogram) == PUMPS


# --- the inspection


@pytest.mark.parametrize("guard", [-0.02, 0.0, 0.02])
def test_missed_and_false_alarms_are_what_the_integral_gives(guard: float) -> None:
    assembly = Assembly(tolerance=0.12, guard=guard)
    found = assembly.readings(after(assembly, FILLED))
    gap_mm = np.linspace(-0.3, 0.7, 20_001)
    weight = normal_density(gap_mm, 0.17, gap_sd_mm(0.12)) * (gap_mm[1] - gap_mm[0])
    cdf = np.vectorize(statistics.NormalDist(0, SCANNER_SD_MM).cdf)
    passes = cdf(GAP_HIGH_MM - guard - gap_mm) - cdf(GAP_LOW_MM + guard - gap_mm)
    good = (gap_mm > GAP_LOW_MM) & (gap_mm < GAP_HIGH_MM)
    for name, share in (
        ("missed", (weight * passes * ~good).sum()),
        ("false_alarms", (weight * (1 - passes) * good).sum()),
    ):
        error = 4 * math.sqrt(share / PUMPS) * 10_000 + 1
        assert found[name] == pytest.approx(share * 10_000, abs=error), name


def test_a_wider_guard_band_misses_fewer_and_rejects_more() -> None:
    batch = after(Assembly(tolerance=0.12), FILLED).batch
    assert list(batch.missed) == sorted(batch.missed, reverse=True)
    assert list(batch.false_alarms) == sorted(batch.false_alarms)
    assert batch.missed[0] > batch.missed[-1]
    assert len(batch.missed) == len(GUARDS_MM)


# --- the expert


def test_delay_from_first_principles() -> None:
    # 8,820 km, 1.4 times as long in the ground, index 1.468, both ways: 120.93 ms.
    there_and_back_ms = 2 * FRANKFURT_KM * 1.4 * 1.468 / 299.792458
    assert there_and_back_ms == pytest.approx(120.93, abs=0.02)
    assert Assembly(distance=FRANKFURT_KM).arrow_delay_ms() == pytest.approx(PIPELINE_MS + there_and_back_ms)
    assert Assembly().arrow_delay_ms() == PIPELINE_MS


def test_the_arrow_comes_late_but_stays_pinned() -> None:
    far = Assembly(distance=FRANKFURT_KM)
    arrows = [far.readings(after(far, steps, "ask_expert"))["arrow"] for steps in range(10)]
    first = next(step for step, arrow in enumerate(arrows) if arrow)
    assert first == math.ceil(far.arrow_delay_ms() / 1000 * 30)
    assert far.readings(far.start())["arrow_off"] == 0
    loose = far.having(pinned=False)
    speed_mm_s = 0.9 * 60
    assert loose.readings(loose.start())["arrow_off"] == pytest.approx(speed_mm_s * 0.17093, rel=0.01)


def test_following_the_expert_builds_the_pump() -> None:
    assembly = Assembly()
    state = assembly.start()
    while (name := next_part(state.seats, state.sizes)) is not None:
        state = assembly.act(state, f"add_{name}")
        assert state.refused is None
    assert len(state.seats) == len(ORDER)
    # With the upper bearing on, the gear has no way in: there is no next part but back.
    stuck = after(assembly, 0, "add_bearing", "add_spacer", "add_shaft", "add_bearing")
    assert len(stuck.seats) == 4
    assert next_part(stuck.seats, stuck.sizes) is None


# --- the contract of every exhibit


@pytest.mark.parametrize("action", [a for a in ACTIONS if a != "take_out"])
def test_every_action_shows_within_two_seconds(action: str) -> None:
    assembly = Assembly()
    state = after(assembly, FILLED)
    done, left = assembly.act(state, action), state
    for _ in range(TWO_SECONDS):
        if assembly.readings(done) != assembly.readings(left):
            return
        done, left = assembly.step(done), assembly.step(left)
    pytest.fail("nothing was seen")


def test_taking_out_shows_at_once() -> None:
    assembly = Assembly()
    state = after(assembly, 0, "add_bearing", "add_gear")
    assert state.refused is not None
    state = assembly.act(state, "take_out")
    assert (state.refused, len(state.seats)) == (None, 1)
    assert assembly.act(state, "take_out").seats == ()


def test_a_new_batch_keeps_the_pump_as_far_as_it_was() -> None:
    assembly = Assembly()
    state = after(assembly, 5, *WHOLE)
    again = assembly.act(state, "build_pumps")
    assert (again.batch.built, len(again.seats)) == (0, len(ORDER))
    assert assembly.readings(again)["scan"] == pytest.approx(again.sizes.gap_mm)
    assert again.sizes != state.sizes


@given(values=settings_of(Assembly), acts=acts_of(Assembly, 2))
@settings(max_examples=15, deadline=None)
def test_readings_stay_within_their_ranges(values: dict[str, float], acts: list[tuple[float, str]]) -> None:
    assembly = Assembly().having(**values)
    for moment in run(assembly, 2, acts, every_s=0.25):
        assert list(moment.readings) == [output.name for output in assembly.outputs]
        for output in assembly.outputs:
            assert output.low <= moment.readings[output.name] <= output.high, output.name


def test_the_seed_decides() -> None:
    acts = [(0.1 * i, name) for i, name in enumerate(WHOLE)]
    first, again = (list(run(Assembly(seed=5, tolerance=0.1), 2, acts)) for _ in range(2))
    assert first == again
    assert first != list(run(Assembly(seed=6, tolerance=0.1), 2, acts))


def test_another_tolerance_begins_another_batch() -> None:
    assembly = Assembly()
    state = after(assembly, 30)
    wider = assembly.having(tolerance=0.12, guard=0.02, distance=500.0, seed=3)
    later = after(wider, 1, state=state)
    assert (later.batch.tolerance_mm, later.batch.built, later.ticks) == (0.12, PUMPS_A_STEP, 31)


def test_states_are_values() -> None:
    check_states_are_values(Assembly(), 8, [*WHOLE, "take_out", "ask_expert", "build_pumps"])


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValidationError):
        Assembly(tolerance=0.2)
    with pytest.raises(KeyError):
        Assembly().act(Assembly().start(), "add_glue")


def test_a_step_is_short() -> None:
    contract.check_step_time(Assembly(), FILLED)


def test_the_profile_is_the_share_of_all_pumps() -> None:
    exhibit = Assembly()
    state = exhibit.start()
    for _ in range(20):
        state = exhibit.step(state)
    assert sum(exhibit.profile(state, "yield").y) == pytest.approx(100)


def test_a_part_moves_when_it_is_let_down_and_not_when_it_is_taken_out() -> None:
    exhibit = Assembly()
    state = exhibit.step(exhibit.start())
    down = exhibit.act(state, "add_bearing")
    assert down.moved_at == state.ticks
    assert exhibit.act(state, "add_gear").moved_at == state.ticks
    assert exhibit.act(down, "take_out").moved_at < 0


# --- what the screen says


def test_nearly_every_pump_fits_though_the_worst_case_does_not() -> None:
    for seed in range(30):
        assembly = Assembly(seed=seed)
        found = assembly.readings(after(assembly, 10))
        assert found["worst_low"] < GAP_LOW_MM and found["yield"] > 99.9


def test_the_gear_first_is_rejected_and_the_far_expert_points_at_a_part_that_fits() -> None:
    for seed in range(30):
        assembly = Assembly(seed=seed)
        state = after(assembly, 1, "add_gear")
        assert state.refused is not None and not state.seats
        far = assembly.having(distance=float(FRANKFURT_KM))
        asked = after(far, 6, "take_out", "ask_expert", state=state)
        assert far.readings(asked)["delay"] == pytest.approx(170.9, abs=0.2)
        name = ARROWS[int(far.readings(asked)["arrow"]) - 1]
        assert after(far, 0, f"add_{name}", state=asked).seats


def test_the_guided_steps_let_down_the_part_that_the_arrow_points_at() -> None:
    for seed in range(30):
        first, second, third = [(assembly, state) for _, assembly, state in guided(Assembly(seed=seed))][:3]
        assert first[1].refused is not None and not first[1].seats
        assert second[0].readings(second[1])["delay"] == pytest.approx(170.9, abs=0.2)
        assert ARROWS[int(second[0].readings(second[1])["arrow"]) - 1] == "bearing"
        assert third[0].readings(third[1])["fitted"] == 1 and third[1].refused is None


def test_the_whole_pump_can_be_assembled_before_any_part_is_made() -> None:
    for seed in range(30):
        assembly = Assembly(seed=seed)
        state = after(assembly, 0, *WHOLE)
        found = assembly.readings(state)
        assert found["fitted"] == 5
        assert found["scan"] == pytest.approx(state.sizes.gap_mm)
