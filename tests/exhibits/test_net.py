"""The light-speed race: delays to the millisecond from first principles, and queues within their confidence interval."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.exhibits.net import light
from explorer.exhibits.net.exhibit import LightRace
from explorer.exhibits.net.light import LANES
from explorer.exhibits.run import run

from . import contract

LOADS = (0.5, 0.8, 0.9, 0.95)


def standard_error_turns(load: float, arrivals: int) -> float:
    """How far the mean of that many successive waits is off, one standard deviation.

    Successive waits resemble each other, so it is far more than for independent ones (Daley, "The serial
    correlation coefficients of waiting times in a stationary single server queue", 1968).
    """
    spread = load * (2 + 5 * load - 4 * load**2 + load**3) / (1 - load) ** 4
    return math.sqrt(spread / arrivals)


def lane(name: str) -> int:
    return [lane.name for lane in LANES].index(name)


def after(race: LightRace, seconds: float) -> dict[str, float]:
    return contract.readings(race, seconds, every_s=max(seconds, 0.5))[-1]


# light


@pytest.mark.parametrize(("place", "known_km"), [("beijing", 1067), ("urumqi", 3267), ("frankfurt", 8820)])
def test_distances_from_shanghai(place: str, known_km: float) -> None:
    assert light.distance_km(light.PLACES[place]) == pytest.approx(known_km, rel=0.005)


@pytest.mark.parametrize(
    ("map_km", "fibre_rtt_ms", "orbit_rtt_ms"),
    [
        (10, 0.14, 15.55),
        (100, 1.37, 16.18),
        (270, 3.70, 17.37),
        (1067, 14.63, 22.95),
        (3267, 44.79, 38.36),
        (8820, 120.93, 77.26),
    ],
)
def test_round_trips_of_light_alone(map_km: float, fibre_rtt_ms: float, orbit_rtt_ms: float) -> None:
    assert 2 * light.fibre_ms(map_km) == pytest.approx(fibre_rtt_ms, abs=0.006)
    assert 2 * light.orbit_ms(map_km, 1160) == pytest.approx(orbit_rtt_ms, abs=0.006)


def test_delays_follow_from_the_speed_of_light() -> None:
    # 1,000 km of map are 1,400 km of glass, at 299,792.458 / 1.468 km/s
    assert light.fibre_ms(1000) == pytest.approx(1400 / (299_792.458 / 1.468) * 1000)
    # 1,050 km from satellite to satellite, 1,160 km up and 1,160 km down, at 299,792.458 km/s
    assert light.orbit_ms(1000, 1160) == pytest.approx((1050 + 1160 + 1160) / 299_792.458 * 1000)


def test_a_satellite_low_in_the_sky_is_farther_away() -> None:
    assert light.slant_km(1160, 90) == pytest.approx(1160)
    # law of cosines in the triangle of the Earth's middle, the place and the satellite
    for elevation in (20, 40, 60):
        slant = light.slant_km(1160, elevation)
        far = light.EARTH_RADIUS_KM**2 + slant**2
        far += 2 * light.EARTH_RADIUS_KM * slant * np.sin(np.radians(elevation))
        assert np.sqrt(far) == pytest.approx(light.EARTH_RADIUS_KM + 1160)
    # at 40 degrees the way up and down twice takes 6.4 ms longer than straight overhead
    longer_km = 4 * (light.slant_km(1160, 40) - 1160)
    assert longer_km / light.LIGHT_KM_PER_MS == pytest.approx(6.4, abs=0.05)


def test_the_stationary_satellite_is_overhead_on_the_equator_only() -> None:
    equator = light.Place(light.SHANGHAI.label, 0.0, 121.0)
    assert light.stationary_ms(equator, equator) == pytest.approx(238.7, abs=0.05)
    # from 31.23 degrees north the way up is 36,859 km
    assert light.stationary_ms(light.SHANGHAI) == pytest.approx(2 * 36_859 / 299.792, abs=0.05)
    assert 2 * light.stationary_ms(light.PLACES["urumqi"]) == pytest.approx(500, abs=3)
    assert light.stationary_ms(light.PLACES["room"]) == light.stationary_ms(light.SHANGHAI)


@pytest.mark.parametrize(("altitude_km", "known_km"), [(550, 1094), (800, 1592), (1160, 2308)])
def test_break_even(altitude_km: float, known_km: float) -> None:
    there = light.break_even_km(altitude_km)
    assert there == pytest.approx(known_km, abs=0.5)
    assert light.fibre_ms(there) == pytest.approx(light.orbit_ms(there, altitude_km))
    assert light.fibre_ms(there * 0.99) < light.orbit_ms(there * 0.99, altitude_km)
    assert light.fibre_ms(there * 1.01) > light.orbit_ms(there * 1.01, altitude_km)


def test_eight_milliseconds_reach_583_km() -> None:
    assert light.reach_km(8) == pytest.approx(583, abs=0.5)
    assert 2 * light.fibre_ms(light.reach_km(8)) == pytest.approx(8)
    assert light.reach_km(-1) == 0


# queues


@pytest.mark.parametrize(("load", "turns"), [(0.5, 1), (0.8, 4), (0.9, 9), (0.95, 19)])
def test_mean_wait_in_theory(load: float, turns: float) -> None:
    assert light.mean_wait_turns(load) == pytest.approx(turns)


@pytest.mark.parametrize("load", LOADS)
def test_simulated_mean_wait_is_within_its_confidence_interval(load: float) -> None:
    arrivals = 2_000_000
    waits = light.queued(0.0, load, arrivals, np.random.default_rng(7))
    error = standard_error_turns(load, arrivals)
    assert waits.mean() == pytest.approx(light.mean_wait_turns(load), abs=3.3 * error)  # 99.9 %
    assert (waits == 0).mean() == pytest.approx(1 - load, abs=0.01)


def test_the_standard_error_is_that_of_many_runs() -> None:
    arrivals, load = 20_000, 0.8
    means = [light.queued(4.0, load, arrivals, np.random.default_rng(n)).mean() for n in range(200)]
    assert np.std(means) == pytest.approx(standard_error_turns(load, arrivals), rel=0.2)


@given(st.floats(0, 50), st.floats(0.05, 0.95), st.integers(1, 50), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_waits_follow_lindleys_recursion(wait: float, load: float, arrivals: int, seed: int) -> None:
    found = light.queued(wait, load, arrivals, np.random.default_rng(seed))
    random = np.random.default_rng(seed)
    services, gaps = random.exponential(1.0, arrivals), random.exponential(1 / load, arrivals)
    for service, gap, here in zip(services, gaps, found, strict=True):
        wait = max(0.0, wait + service - gap)
        assert here == pytest.approx(wait, abs=1e-9)


def test_a_packets_chance_wait_has_the_mean_of_the_queue() -> None:
    random = np.random.default_rng(2)
    for load in (0.0, 0.5, 0.9):
        waits = np.array([light.chance_waits(load, 4, random) for _ in range(4000)])
        error = waits.std() / np.sqrt(len(waits))
        assert waits.mean() == pytest.approx(4 * light.mean_wait_turns(load), abs=4 * error + 1e-12)


@pytest.mark.parametrize("load", [0.0, 5e-324, 1e-9, 1e-3])
def test_a_queue_with_next_to_no_load_has_next_to_no_wait(load: float) -> None:
    waits = light.queued(0.0, load, 2000, np.random.default_rng(1))
    assert 0 <= waits.mean() < 0.02


# the race


def test_light_is_the_floor_of_every_lane() -> None:
    race = LightRace(load=0.0)
    found = race.readings(race.start())
    for one in LANES:
        known = race.light_ms(one) + one.access_ms + race.hops(one) * race.turn_ms
        assert found[f"rtt_{one.name}"] == pytest.approx(known)


def test_fibre_wins_next_door_and_orbit_far_away_and_geo_is_half_a_second() -> None:
    near, far = after(LightRace(destination="room"), 0), after(LightRace(destination="urumqi"), 0)
    assert near["rtt_optical"] < 3 and near["rtt_leo"] > 15
    assert far["rtt_leo"] < far["rtt_optical"] < far["rtt_5g"] < far["rtt_geo"]
    assert far["rtt_geo"] == pytest.approx(504, abs=6)


def test_a_server_at_the_edge_brings_lanes_under_the_red_line() -> None:
    there, here = (after(LightRace(server=where), 0) for where in ("destination", "edge"))
    assert there["in_time"] == 0
    assert here["in_time"] >= 3
    assert here["distance"] == 10


def test_a_packet_is_home_when_its_time_has_passed() -> None:
    race = LightRace(load=0.3)
    state = race.start()
    for _ in range(700):
        found = race.readings(state)
        back = [trip <= found["elapsed"] for trip in state.round_trip_ms]
        assert found["home"] == sum(back)
        assert [along == 2 for along in race.along(state)] == back
        assert found["elapsed"] == pytest.approx(state.race_tick * 1000 / 30 / 500)
        state = race.step(state)


def test_a_race_ends_when_all_but_geo_are_back_and_another_begins() -> None:
    race = LightRace(destination="room")
    state, homes = race.start(), []
    while state.race == 1:
        homes.append(race.readings(state)["home"])
        state = race.step(state)
    assert homes[0] == 0 and homes[-1] == len(LANES) - 1
    assert state.race_tick == 0


def test_other_settings_start_another_race_at_once() -> None:
    race = LightRace()
    state = race.start()
    for _ in range(40):
        state = race.step(state)
    near = race.having(destination="room")
    state = near.step(state)
    assert (state.race, state.race_tick) == (2, 0)
    assert near.readings(state)["distance"] == pytest.approx(0.01)


@pytest.mark.parametrize("load", [0.5, 0.8])
def test_the_queue_of_the_exhibit_shows_its_theory(load: float) -> None:
    found = list(run(LightRace(load=load), 10))[-1].readings
    error = standard_error_turns(load, 600_000)
    assert found["wait"] == pytest.approx(found["wait_theory"], abs=3.3 * error)


def test_the_start_shows_within_two_seconds() -> None:
    race = LightRace()
    state = race.start()
    for _ in range(100):
        state = race.step(state)
    contract.check_first_change(race, state, "start", ["elapsed"])


@given(contract.settings_of(LightRace), contract.acts_of(LightRace, 5))
@settings(max_examples=15, deadline=None)
def test_readings_stay_within_their_ranges(values: dict[str, float], acts: list[tuple[float, str]]) -> None:
    contract.check_ranges(LightRace(**values), 5, acts)


@given(st.lists(contract.settings_of(LightRace), min_size=1, max_size=5))
@settings(max_examples=15, deadline=None)
def test_settings_may_change_at_any_moment(values: list[dict[str, float]]) -> None:
    contract.check_settings_while_running(LightRace(), values, 30)


def test_it_keeps_the_contract() -> None:
    contract.check_step_time(LightRace(load=0.95), 200)


def test_the_experiment_keeps_its_promises() -> None:
    urumqi, low, city, edge, full = (dict(guided_step.values) for guided_step in LightRace.walkthrough)
    by = {
        name: after(LightRace(**values), 1.0)
        for name, values in (
            ("urumqi", urumqi),
            ("low", urumqi | low),
            ("city", city),
            ("edge", urumqi | edge),
            ("full", urumqi | edge | full),
        )
    }
    assert by["urumqi"]["rtt_leo"] < by["urumqi"]["rtt_optical"]
    assert by["low"]["rtt_optical"] < by["low"]["rtt_leo"]
    up_share = 1160 / (2 * 1160 + 30 * light.ORBIT_ROUTE)
    assert 2 * by["city"]["rtt_optical"] / by["city"]["rtt_leo"] < 2 * up_share  # home before the other is up
    assert by["edge"]["in_time"] > len(LANES) / 2 > by["full"]["in_time"]
    assert by["full"]["wait"] > 15 and by["edge"]["wait"] < 2


# what the screen says


def test_no_network_is_best_everywhere() -> None:
    """Next door fibre, to Urumqi the low satellite if it is overhead, fibre if it is not; at the edge fibre again."""
    for seed in range(30):
        races = (
            LightRace(seed=seed, destination="room"),
            LightRace(seed=seed),
            LightRace(seed=seed, elevation_deg=25.0),
            LightRace(seed=seed, server="edge"),
        )
        found = [race.readings(race.start()) for race in races]
        orbit_first = [read["rtt_leo"] < read["rtt_optical"] for read in found]
        assert orbit_first == [False, True, False, False]


def test_at_40_degrees_fibre_and_orbit_draw_level_to_urumqi() -> None:
    races = [LightRace(seed=seed, elevation_deg=40.0) for seed in range(30)]
    ahead = [race.readings(race.start()) for race in races]
    assert abs(np.mean([read["rtt_leo"] - read["rtt_optical"] for read in ahead])) < 1.5


def test_a_fuller_queue_makes_packets_wait_nineteen_times_as_long() -> None:
    """The theory is exact; the chance waits of 30 races average to it, hop by hop."""
    for load, turns in ((0.5, 1), (0.95, 19)):
        waits = [light.chance_waits(load, 200, np.random.default_rng(seed)) / 200 for seed in range(30)]
        assert light.mean_wait_turns(load) == pytest.approx(turns)
        assert np.mean(waits) == pytest.approx(turns, rel=0.1)
    for seed in range(30):
        race = LightRace(seed=seed, server="edge")
        light_load, full = race.readings(race.start()), race.having(load=0.95)
        assert full.readings(full.start())["in_time"] < light_load["in_time"]
