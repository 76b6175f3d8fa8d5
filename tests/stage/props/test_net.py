"""The racetrack shows the race: packets stand where the state says, bars are as long as the time."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.exhibit import Value
from explorer.exhibits.net.exhibit import LightRace
from explorer.exhibits.net.light import LANES, PLACES, distance_km
from explorer.stage.props.net import prop as board
from explorer.stage.props.net.prop import LOOP_M, along_m, on_arc
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("net")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("net").advance(6.0)


def packets(prop: Prop) -> np.ndarray:
    """The middle of each packet."""
    return watch.vertices(prop, "packets").reshape(len(LANES), -1, 3).mean(axis=1)


def test_the_loop_is_closed_and_lanes_stay_apart() -> None:
    metres = np.linspace(0, LOOP_M, 400)
    inner, outer = (np.column_stack(on_arc(metres, radius)[:2]) for radius in (11.0, 12.4))
    assert np.allclose(inner[0], inner[-1], atol=1e-6)
    assert np.allclose(np.linalg.norm(outer - inner, axis=1), 1.4, atol=1e-6)
    assert np.abs(np.diff(inner, axis=0)).max() < 0.5  # no leaps


def test_places_stand_in_the_order_of_their_distance() -> None:
    positions = sorted(PLACES.values(), key=distance_km)
    along = [along_m(distance_km(place)) for place in positions]
    assert along == sorted(along) and along[0] > 0 and along[-1] < LOOP_M


@pytest.mark.parametrize("seconds", [3.0, 14.0, 24.9])
def test_packets_are_as_far_as_the_state_says(prop: Prop, seconds: float) -> None:
    run = watch.shown(prop, Running.begin("net").advance(seconds))
    exhibit = run.exhibit
    assert isinstance(exhibit, LightRace)
    server_m = along_m(exhibit.server_km)
    for number, along in enumerate(exhibit.along(run.state)[:6]):
        x, y, _ = on_arc((1 - abs(1 - along)) * server_m, 11.0 + 1.4 * number)
        assert packets(prop)[number, :2] == pytest.approx((float(x), float(y)), abs=0.25)


def test_the_satellites_packet_climbs_first(prop: Prop) -> None:
    heights = []
    for seconds in (0.1, 3.0, 8.0):
        watch.shown(prop, Running.begin("net").advance(seconds))
        heights.append(packets(prop)[6, 2])
    assert heights[0] < 2 and heights[1] > heights[0] + 1.5 and heights[2] > 7


def test_bars_grow_with_the_time_and_stop_at_home(prop: Prop) -> None:
    def tops(seconds: float) -> np.ndarray:
        watch.shown(prop, run := Running.begin("net").advance(seconds))
        bars = watch.vertices(prop, "bars")[: 3 * len(LANES) * 24].reshape(3, len(LANES), 24, 3)
        exhibit = run.exhibit
        assert isinstance(exhibit, LightRace)
        light_ms = np.array([exhibit.light_ms(lane) for lane in LANES])
        trips_ms = np.array(run.state.round_trip_ms)
        low_ms, high_ms = board.window_ms(exhibit, exhibit.elapsed_ms(run.state), light_ms, trips_ms)
        shares = (bars[..., 2].max(axis=(0, 2)) - board.FLOOR_M) / board.HEIGHT_M
        return low_ms + shares * (high_ms - low_ms)

    assert tops(10.0) == pytest.approx(20.0, abs=0.2)  # 10 s slowed down 500 times
    trips = np.array(Running.begin("net").state.round_trip_ms)
    assert tops(28.0)[:7] == pytest.approx(np.minimum(trips[:7], 56), abs=0.2)


@pytest.mark.parametrize("seed", range(30))
def test_the_board_leaves_out_only_what_light_takes_in_every_lane(seed: int) -> None:
    """To Urumqi bars begin late and differ clearly; across the city, where light takes no time, they begin at nothing."""
    far, near = LightRace(seed=seed), LightRace(seed=seed, destination="city")
    for race in (far, near):
        light_ms = np.array([race.light_ms(lane) for lane in LANES])
        trips_ms = np.array(race.start().round_trip_ms)
        assert board.window_ms(race, 0.0, light_ms, trips_ms)[0] == 0.0, "at first all of the time is shown"
        low_ms, high_ms = board.window_ms(race, trips_ms[:-1].max(), light_ms, trips_ms)
        assert low_ms <= light_ms[:-1].min() and high_ms >= trips_ms[:-1].max()
        if race is far:
            before, shown = board.full_scale_ms(trips_ms), high_ms - low_ms
            assert low_ms > 0 and before >= 2 * shown, "differences are twice as long"
            assert trips_ms[:-1].max() - low_ms > 1.6 * (trips_ms[:-1].min() - low_ms)
        else:
            assert low_ms == 0.0


def test_the_queue_is_as_long_as_the_wait(prop: Prop, run: Running) -> None:
    def length(load: float) -> float:
        at_load = run.turned("load", load).advance(2.0)
        watch.shown(prop, at_load)
        found = watch.vertices(prop, "parcels").reshape(-1, 24, 3)[:, :, 1]
        return float(np.ptp(found[np.ptp(found, axis=1) > 0]))

    assert length(0.95) > length(0.5) + 15


@pytest.mark.parametrize("action", [action.name for action in LightRace.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    watch.check_change(prop, run, run.done(action))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("destination", "city"),
        ("server", "edge"),
        ("load", 0.9),
        ("altitude_km", 550.0),
        ("elevation_deg", 30.0),
        ("slowdown", 1000.0),
        ("turn_ms", 0.5),
        ("other_ms", 6.0),
    ],
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value))


def test_touching_moves_the_server_and_fills_the_queue(run: Running) -> None:
    assert run.touched("server").exhibit.server == "region"
    assert run.touched("queue").exhibit.load == 0.95
    assert run.touched("leo").state.race == run.state.race + 1
    assert run.touched("reach") is run
