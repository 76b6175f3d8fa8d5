"""The headset bench: the arithmetic of sharpness and bits, a chart that is really resampled, and what a gaze saves."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibits.exhibit import Value
from explorer.exhibits.trends import chart, sight
from explorer.exhibits.trends.exhibit import ASIDE_DEG, SMALLEST, HeadsetBench, State

from . import contract

ACTIONS = [action.name for action in HeadsetBench.actions]
MIDDLE = (0.0, 0.0)
TURNS = chart.turns_of(1, 0)


def saving_on_a_disc(radius_deg: float) -> float:
    """How many times fewer pixels a round view would need, in closed form."""
    far = 1 + radius_deg / sight.FALL_OFF_DEG
    return radius_deg**2 / (2 * sight.FALL_OFF_DEG**2 * (math.log(far) + 1 / far - 1))


def having(state: State | None = None, **values: float) -> dict[str, float]:
    bench = HeadsetBench().having(**values)
    return bench.readings(state or bench.start())


def rows_read(ppd: float) -> list[int]:
    reported, first, rows = chart.recognised(TURNS, chart.picture(TURNS, ppd, MIDDLE, None), ppd), 0, []
    for _, count, _ in chart.ROWS:
        rows.append(sum(reported[first : first + count]))
        first += count
    return rows


# sharpness and bits


@pytest.mark.parametrize(
    ("pixels", "fov_deg", "rate_hz", "ppd", "raw", "sent"),
    [
        (2000, 100, 90, 20.0, 17.3, 0.115),
        (4000, 100, 90, 40.0, 69.1, 0.461),
        (6000, 100, 120, 60.0, 207.4, 1.382),
    ],
)
def test_numbers_of_the_specification(
    pixels: int, fov_deg: float, rate_hz: float, ppd: float, raw: float, sent: float
) -> None:
    found = having(pixels=pixels, fov_deg=fov_deg, rate_hz=rate_hz)
    assert found["ppd"] == pytest.approx(ppd)
    assert found["raw"] == found["full"] == pytest.approx(raw, abs=0.05)
    assert found["sent"] == pytest.approx(sent, abs=0.0005)
    assert found["detail"] * found["ppd"] == pytest.approx(60)


def test_twice_the_pixels_are_four_times_the_bits_and_twice_the_rate_is_twice() -> None:
    one, wide, quick = having(), having(pixels=4000), having(rate_hz=45.0)
    assert wide["raw"] == pytest.approx(4 * one["raw"])
    assert one["raw"] == pytest.approx(2 * quick["raw"])


def test_a_lane_carries_its_own_rate_and_not_a_bit_more() -> None:
    for number, lane in enumerate(sight.LANES):
        assert sight.lanes_wide_enough(lane.gbit_s) == len(sight.LANES) - number
        assert sight.lanes_wide_enough(np.nextafter(lane.gbit_s, math.inf)) == len(sight.LANES) - number - 1


def test_foveation_takes_the_sharpest_picture_from_over_all_lanes_to_under_one() -> None:
    bench = HeadsetBench(pixels=6000, rate_hz=120.0)
    state = bench.start()
    assert sight.lanes_wide_enough(bench.readings(state)["raw"]) == 0
    thinned = bench.readings(bench.act(state, "foveate"))
    assert sight.lanes_wide_enough(thinned["raw"]) == 1
    assert thinned["full"] / thinned["raw"] == pytest.approx(12.3, abs=0.1)


# where pixels go


def test_the_textbook_saves_about_130_times_and_what_is_drawn_saves_far_less() -> None:
    assert sight.saving_in_theory(100.0) == pytest.approx(132.2, rel=0.01)
    assert 5 < 1 / sight.share_kept(100.0, MIDDLE, sight.Fovea(5.0, 4)) < 20


def test_the_sum_over_a_disc_meets_its_closed_form() -> None:
    cells = np.linspace(-50, 50, 1001)
    away = np.hypot(cells[None], cells[:, None])
    inside = away <= 50
    summed = 1 / np.mean((1 + away[inside] / sight.FALL_OFF_DEG) ** -2)
    assert summed == pytest.approx(saving_on_a_disc(50), rel=0.01)


def test_a_block_grows_with_distance_from_the_gaze_up_to_the_coarsest() -> None:
    fovea = sight.Fovea(5.0, 4)
    step = sight.FALL_OFF_DEG
    away = [0, 5, 5 + step - 0.01, 5 + step, 5 + 2 * step, 5 + 3 * step, 90]
    assert list(fovea.block(away)) == [1, 1, 1, 2, 3, 4, 4]
    assert [fovea.block_at(at) for at in away] == [1, 1, 1, 2, 3, 4, 4]


@given(st.floats(60, 140), st.floats(-30, 30), st.floats(-30, 30), st.floats(0, 20), st.integers(1, 16))
@settings(max_examples=30, deadline=None)
def test_foveation_keeps_a_share_between_the_coarsest_block_and_all(
    fov: float, x: float, y: float, clear: float, coarsest: int
) -> None:
    kept = sight.share_kept(fov, (x, y), sight.Fovea(clear, coarsest))
    assert 1 / coarsest**2 - 1e-9 <= kept <= 1 + 1e-9
    wider = sight.share_kept(fov, (x, y), sight.Fovea(clear + 1, coarsest))
    assert wider >= kept - 1e-12


def test_without_blocks_nothing_is_saved() -> None:
    bench = HeadsetBench(coarsest=1)
    state = bench.act(bench.start(), "foveate")
    assert bench.readings(state)["kept"] == 100


# the chart


@given(st.floats(8, 130))
@settings(max_examples=30, deadline=None)
def test_resampling_loses_no_light(ppd: float) -> None:
    shown = chart.picture(TURNS, ppd, MIDDLE, None)
    rows, columns = shown.shape
    edge = (
        np.minimum(np.arange(columns + 1) / ppd, chart.WIDE_DEG),
        np.minimum(np.arange(rows + 1) / ppd, chart.HIGH_DEG),
    )
    light = (shown * np.diff(edge[1])[:, None] * np.diff(edge[0])[None]).sum()
    assert light == pytest.approx(chart.scene(TURNS).mean() * chart.WIDE_DEG * chart.HIGH_DEG, rel=1e-5)
    assert shown.min() >= chart.INK - 1e-5 and shown.max() <= chart.PAPER + 1e-5


def test_at_the_sharpness_of_the_chart_itself_the_picture_is_the_chart() -> None:
    assert np.allclose(chart.picture(TURNS, chart.FINE_PPD, MIDDLE, None), chart.scene(TURNS))


def test_stripes_of_a_pixel_stay_and_finer_ones_turn_grey() -> None:
    def contrast(ppd: float, field: int) -> float:
        left, top = chart.STRIPES_LEFT, chart.STRIPES[field][1]
        scale = ppd / chart.FINE_PPD
        seen = chart.picture(TURNS, ppd, MIDDLE, None)[
            math.ceil((top + 8) * scale), math.ceil((left + 16) * scale) : int((left + 176) * scale)
        ]
        return float(np.ptp(seen))

    full = chart.PAPER - chart.INK
    assert contrast(60, 2) == pytest.approx(full)
    assert contrast(30, 2) == pytest.approx(0, abs=1e-9)
    assert contrast(30, 1) == pytest.approx(full)


def test_the_smallest_row_is_read_at_60_pixels_a_degree_and_not_at_half() -> None:
    assert rows_read(60) == [4, 4, 5, 6, 6]
    assert rows_read(30)[-1] == 0
    assert rows_read(20)[:2] == [4, 4] and rows_read(20)[3:] == [0, 0]


def test_a_blank_picture_is_not_read() -> None:
    blank = np.full(chart.picture(TURNS, 60, MIDDLE, None).shape, chart.PAPER)
    assert not any(chart.recognised(TURNS, blank, 60))


def test_the_program_does_not_just_repeat_what_hangs_there() -> None:
    other = tuple((turn + 1) % 4 for turn in TURNS)
    assert not any(chart.recognised(other, chart.picture(TURNS, 60, MIDDLE, None), 60))


def test_letters_and_stripes_lie_apart_within_the_chart() -> None:
    taken = np.zeros((chart.HIGH, chart.WIDE), int)
    for row, (_, count, _) in enumerate(chart.ROWS):
        for number in range(count):
            left, top, side = chart.letter_box(row, number)
            taken[top : top + side, left : left + side] += 1
    for _, top in chart.STRIPES:
        taken[top : top + chart.STRIPES_HIGH, chart.STRIPES_LEFT :][:, : chart.STRIPES_WIDE] += 1
    assert taken.max() == 1
    assert taken.sum() == sum(25 * s * s * n for s, n, _ in chart.ROWS) + 3 * 120 * 192


# looking


def test_looking_aside_blurs_only_with_foveation() -> None:
    bench = HeadsetBench(pixels=6000)
    aside = bench.act(bench.start(), "look_aside")
    assert bench.readings(aside)["read"] == chart.LETTERS
    thinned = bench.act(aside, "foveate")
    assert bench.readings(thinned)["read"] < 12
    assert bench.readings(bench.act(thinned, "look_back"))["read"] == chart.LETTERS


def test_the_pointer_draws_the_gaze_and_it_stays_within_reach() -> None:
    bench = HeadsetBench()
    state = bench.start()
    left, right = bench.pointed(state, -0.6, 0.3), bench.pointed(state, 0.2, 0.3)
    assert left.gaze_deg[0] < right.gaze_deg[0] and left.gaze_deg[1] == right.gaze_deg[1]
    assert np.abs(bench.pointed(state, 1.0, -1.0).gaze_deg).max() <= 30


def test_what_is_touched_draws_the_gaze() -> None:
    bench = HeadsetBench()
    state = bench.start()
    for part in bench.parts(state):
        bench.touched(state, part)
    assert bench.touched(state, "row_5")[1].gaze_deg == SMALLEST
    assert bench.touched(state, "row_1")[1].gaze_deg != SMALLEST
    assert bench.touched(state, "gaze")[1].gaze_deg == ASIDE_DEG
    assert bench.touched(state, "view")[1].foveated
    assert bench.touched(state, "raw") == (bench, state)


def test_the_profile_is_flat_until_pixels_are_thinned() -> None:
    bench = HeadsetBench()
    state = bench.start()
    assert set(bench.profile(state, "here").y) == {bench.ppd}
    thinned = bench.profile(bench.act(state, "foveate"), "here")
    assert max(thinned.y) == bench.ppd and min(thinned.y) == bench.ppd / 4
    with pytest.raises(KeyError):
        bench.profile(state, "raw")


@pytest.mark.parametrize("action", ["foveate", "new_chart"])
def test_an_action_shows_at_once(action: str) -> None:
    contract.check_first_change(HeadsetBench(pixels=3000), HeadsetBench().start(), action)


def test_looking_shows_at_once_with_foveation() -> None:
    bench = HeadsetBench()
    state = bench.act(bench.start(), "foveate")
    contract.check_first_change(bench, state, "look_aside", ["here", "read"])
    contract.check_first_change(bench, bench.act(state, "look_aside"), "look_back", ["here", "read"])


@given(contract.settings_of(HeadsetBench), contract.acts_of(HeadsetBench, 2))
@settings(max_examples=15, deadline=None)
def test_readings_stay_within_their_ranges(values: dict[str, Value], acts: list[tuple[float, str]]) -> None:
    contract.check_ranges(HeadsetBench().having(**values), 2, acts)


@given(st.lists(contract.settings_of(HeadsetBench), min_size=1, max_size=4))
@settings(max_examples=10, deadline=None)
def test_settings_may_change_at_any_moment(values: list[dict[str, Value]]) -> None:
    contract.check_settings_while_running(HeadsetBench(), values, 5)


def test_it_keeps_the_contract() -> None:
    contract.check_seeds(HeadsetBench(pixels=4000), 2, [(1, "new_chart")])
    contract.check_step_time(HeadsetBench(pixels=8000), 60, ["foveate"])


def test_the_experiment_keeps_its_promises() -> None:
    bench, state, found = HeadsetBench(), HeadsetBench().start(), []
    for guided_step in HeadsetBench.walkthrough:
        bench = bench.having(**dict(guided_step.values))
        state = bench.act(state, guided_step.action) if guided_step.action else state
        found.append(bench.readings(state))
    plain, sharp, thinned, aside, back = found
    assert plain["ppd"] == 20 and plain["read"] < 15
    assert sharp["read"] == chart.LETTERS and sight.lanes_wide_enough(sharp["raw"]) == 0
    assert thinned["read"] == chart.LETTERS and sight.lanes_wide_enough(thinned["raw"]) == 1
    assert aside["read"] < 12 and back["read"] == chart.LETTERS


# what the screen says


def test_sharpness_costs_bits() -> None:
    pixels = range(1000, 8001, 500)
    found = [having(pixels=count) for count in pixels]
    assert [read["ppd"] for read in found] == sorted(read["ppd"] for read in found)
    assert [read["raw"] for read in found] == sorted(read["raw"] for read in found)


def test_knowing_where_the_eye_looks_saves_most_of_the_bits_wherever_it_looks() -> None:
    bench = HeadsetBench()
    state = bench.act(bench.start(), "foveate")
    for seed in range(30):
        x, y = np.random.default_rng(seed).uniform(-1, 1, 2)
        read = bench.readings(bench.pointed(state, float(x), float(y)))
        assert read["raw"] < read["full"] / 4
