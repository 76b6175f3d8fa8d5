"""The bench shows the chart as the headset would, the view as tiles, and bits among lanes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.exhibits.trends.exhibit import HeadsetBench, State
from explorer.stage.props.trends.prop import BAR_FOOT_M, LANE_Z_M, TrendsProp, bar_m, tile_edges_deg
from explorer.visit import Running
from tests.stage.props import watch

BENCH = HeadsetBench()
START = BENCH.start()


@pytest.fixture(scope="module")
def prop() -> TrendsProp:
    made = watch.prop_of("trends")
    assert isinstance(made, TrendsProp)
    return made


def seen(prop: TrendsProp, bench: HeadsetBench, state: State) -> tuple[str, bytes]:
    """Everything that is drawn, and what the screen shows."""
    return watch.pictured(prop, bench, state), prop.screen.pixels.tobytes()


def test_the_screen_shows_the_pixels_of_the_headset(prop: TrendsProp) -> None:
    prop.show(BENCH, START, 0.0)
    assert prop.screen.pixels.shape == (40, 80)
    light = (prop.screen.pixels / 255) ** 2
    assert np.abs(light - BENCH.shown(START)).max() < 0.01


@pytest.mark.parametrize(
    "values", [{"pixels": 2100}, {"fov_deg": 105.0}, {"rate_hz": 96.0}, {"compression": 149.0}]
)
def test_every_dial_is_seen_at_once(prop: TrendsProp, values: dict[str, float]) -> None:
    before = seen(prop, BENCH, START)
    assert seen(prop, BENCH.having(**values), START) != before


@pytest.mark.parametrize("values", [{"clear_deg": 8.0}, {"coarsest": 6}])
def test_dials_of_foveation_are_seen_while_it_is_on(prop: TrendsProp, values: dict[str, float]) -> None:
    thinned = BENCH.act(START, "foveate")
    before = seen(prop, BENCH, thinned)
    assert seen(prop, BENCH.having(**values), thinned) != before


@pytest.mark.parametrize("action", ["foveate", "look_aside", "new_chart"])
def test_every_action_is_seen_at_once(prop: TrendsProp, action: str) -> None:
    before = seen(prop, BENCH, START)
    after = BENCH.act(START, action)
    assert seen(prop, BENCH, after) != before
    if action == "look_aside":
        assert seen(prop, BENCH, BENCH.act(after, "look_back")) == before


def test_any_state_can_be_shown_at_once(prop: TrendsProp) -> None:
    first = seen(prop, BENCH, START)
    seen(prop, BENCH.having(pixels=8000, fov_deg=60.0), replace(BENCH.act(START, "look_aside"), ticks=900))
    assert seen(prop, BENCH, START) == first


def test_tiles_fill_the_view_and_foveation_leaves_fewer_and_wider_ones() -> None:
    plain = tile_edges_deg(BENCH, START)
    assert (plain[0], plain[-1]) == (-50, pytest.approx(50)) and len(plain) == 41
    thinned = tile_edges_deg(BENCH, BENCH.act(START, "foveate"))
    assert (thinned[0], thinned[-1]) == (-50, pytest.approx(50)) and len(thinned) < 20
    wide = np.diff(thinned)[:-1]
    assert wide.min() == pytest.approx(2.5) and wide.max() == pytest.approx(10)


@pytest.mark.parametrize(("fov_deg", "pixels"), [(60.0, 1000), (140.0, 1000), (60.0, 8000), (140.0, 8000)])
def test_tiles_of_every_headset_have_room(prop: TrendsProp, fov_deg: float, pixels: int) -> None:
    bench = BENCH.having(fov_deg=fov_deg, pixels=pixels)
    prop.show(bench, START, 0.0)
    drawn = watch.vertices(prop, "tiles")
    assert len(tile_edges_deg(bench, START)) - 1 == round(pixels / 50)
    assert np.any(drawn[(round(pixels / 50) - 1) * 24 :][:24])


def test_bars_end_above_the_lanes_that_are_too_narrow() -> None:
    for rate, over in ((0.05, 0), (0.115, 1), (17.28, 3), (207.0, 4)):
        assert sum(BAR_FOOT_M + bar_m(rate) > z for z in LANE_Z_M) == over
    assert bar_m(10) - bar_m(1) == pytest.approx(bar_m(1) - bar_m(0.1))


def test_pictures_come_as_often_as_the_refresh_rate_says(prop: TrendsProp) -> None:
    def gaps_m(rate_hz: float) -> float:
        prop.show(BENCH.having(rate_hz=rate_hz), START, 0.0)
        feet = np.unique(watch.vertices(prop, "frames").reshape(-1, 24, 3)[:, :, 2].min(axis=1))
        feet = feet[feet > 0]
        return float(np.diff(feet)[0])

    assert gaps_m(60.0) == pytest.approx(2 * gaps_m(120.0), rel=1e-3)


def test_the_frames_move_between_steps(prop: TrendsProp) -> None:
    prop.show(BENCH, START, 0.0)
    before = watch.vertices(prop, "frames").copy()
    prop.show(BENCH, START, 1 / 60)
    assert not np.array_equal(watch.vertices(prop, "frames"), before)


def test_parts_and_budget(prop: TrendsProp) -> None:
    run = Running.begin("trends")
    watch.check_parts(prop, run)
    watch.check_names(prop, BENCH, START)
    watch.check_in_front(prop)
    watch.check_budget(prop)
    watch.check_cost(prop, run)
