"""What is seen of the park is what its state says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from explorer.exhibits.exhibit import STEP_S
from explorer.exhibits.park.exhibit import ParkWithoutWalls
from explorer.exhibits.park.market import NOWHERE
from explorer.exhibits.park.state import HALF_M, HEIGHT_M, PLOTS, TERRACE, ParkState, middles_m
from explorer.exhibits.park.sun import sun_at
from explorer.park import Park
from explorer.stage.props.park.layout import (
    SKY_M,
    SKY_Z_M,
    firm_places,
    on_vault,
    plot_places,
    shading,
    sun_path,
)
from explorer.stage.props.park.prop import ParkProp

from .watch import check_budget, check_in_front, check_names, check_shown_quickly, pictured, solids, vertices

PARK = ParkWithoutWalls()


def after(park: ParkWithoutWalls, steps: int, *acts: str, state: ParkState | None = None) -> ParkState:
    state = state or park.start()
    for act in acts:
        state = park.act(state, act)
    for _ in range(steps):
        state = park.step(state)
    return state


@pytest.fixture
def prop(park: Park) -> ParkProp:
    zone = park.zones["park"]
    assert zone.exhibit
    return ParkProp(zone.exhibit, zone.accent)


def test_plots_are_where_their_roofs_are_reckoned() -> None:
    positions, blocks = plot_places(), PARK.blocks()
    assert np.allclose(positions[:PLOTS, :2] * 8, (blocks.low + blocks.high)[:, :2] / 2, atol=1e-3)
    assert np.allclose(positions[:PLOTS, 2] * 8, blocks.low[:, 2], atol=1e-3)


def test_no_two_plots_overlap_and_none_stands_on_the_stair() -> None:
    middles = middles_m()
    apart = np.abs(middles[:, None] - middles[None])
    assert ((apart > 2 * HALF_M) | np.eye(PLOTS, dtype=bool)[..., None]).any(axis=2).all()
    assert (np.abs(middles[:, 0]) - HALF_M[0] > 2.0).all()


def test_the_resting_park_has_its_plots_in_the_same_places() -> None:
    from explorer.build.buildings.park import PLOT_HALF_M
    from explorer.build.buildings.park import PLOTS as KIT

    reported = [
        (r * np.sin(np.radians(b)), -r * np.cos(np.radians(b)), z) for r, z, bearings in KIT for b in bearings
    ]
    assert np.allclose(reported, np.column_stack([middles_m(), HEIGHT_M[TERRACE]]))
    assert np.allclose(PLOT_HALF_M, HALF_M)


def test_every_firm_stands_on_its_plot_or_outside() -> None:
    state, tops = after(PARK, 5), plot_places()
    positions = firm_places(state.homes, tops)
    housed = state.homes != NOWHERE
    assert housed.any() and not housed.all()
    assert np.allclose(positions[housed], tops[state.homes[housed]])
    assert (np.hypot(*positions[~housed, :2].T) > 26).all(), "outside the hill"


def test_the_sun_stands_where_it_is_reckoned() -> None:
    noon = sun_at(172, 12.0)
    x, y, z = on_vault(noon.direction)[0]
    assert np.hypot(np.hypot(x, y), z - SKY_Z_M) == pytest.approx(SKY_M, rel=1e-5)
    assert np.degrees(np.arcsin((z - SKY_Z_M) / SKY_M)) == pytest.approx(noon.altitude_deg, abs=0.01)
    assert len(sun_path(172)) > len(sun_path(355)) > 0


def test_a_shadow_falls_away_from_the_sun() -> None:
    morning = sun_at(172, 8.0).direction
    tip = shading(morning) @ (0, 0, 1)
    assert tip[0] < 0 < morning[0], "in the morning to the west"
    assert tip[2] == pytest.approx(0, abs=0.01)
    low = shading(sun_at(172, 5.3).direction) @ (0, 0, 1)
    assert np.hypot(low[0], low[1]) < 1.7


@pytest.mark.parametrize("act", [action.name for action in ParkWithoutWalls.actions])
def test_every_action_shows_within_two_seconds(prop: ParkProp, act: str) -> None:
    state = after(PARK, 60)
    acted, without = after(PARK, 45, act, state=state), after(PARK, 45, state=state)
    assert pictured(prop, PARK, acted) != pictured(prop, PARK, without)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("year", 2033),
        ("rent_cut_percent", 60.0),
        ("portals", 2),
        ("lab_percent", 50.0),
        ("power_cut_percent", 50.0),
        ("day", 355),
        ("hours_per_s", 3.0),
        ("battery_kwh", 4000.0),
    ],
)
def test_every_dial_shows(prop: ParkProp, name: str, value: Any) -> None:
    state = after(PARK, 60)
    other = PARK.having(**{name: value})
    assert pictured(prop, other, after(other, 45, state=state)) != pictured(
        prop, PARK, after(PARK, 45, state=state)
    )


def test_any_state_can_be_shown_at_once(prop: ParkProp) -> None:
    early = after(PARK, 20)
    first = pictured(prop, PARK, early)
    wide = PARK.having(portals=2, year=2035, day=20)
    pictured(prop, wide, after(wide, 90, "other_firms"))
    assert pictured(prop, PARK, early) == first


def test_parts_have_the_same_names_and_can_be_touched(prop: ParkProp) -> None:
    for exhibit, steps in ((PARK, 30), (PARK.having(portals=2), 600)):
        state = after(exhibit, steps)
        prop.show(exhibit, state, state.ticks * STEP_S)
        check_names(prop, exhibit, state)
    state = after(PARK, 0)
    prop.show(PARK, state, 0.0)
    check_in_front(prop)


def test_a_face_for_each_of_our_firms_with_a_plot_and_a_tent_for_the_others(prop: ParkProp) -> None:
    state = after(PARK, 90)
    prop.show(PARK, state, state.ticks * STEP_S + 5)
    read = PARK.readings(state)

    def seen(name: str) -> int:
        return len(solids(prop, name, len(vertices(prop, name)) // PLOTS))

    assert seen("smiles") == read["smiling"] > 0
    assert seen("smiles") + seen("straight") == read["own_settled"]
    assert seen("tents") == PLOTS - read["own_settled"] > 0


def test_touching_draws_firms_and_opens_portals() -> None:
    state = after(PARK, 3)
    cut, same = PARK.touched(state, "lower")
    assert cut.rent_cut_percent == 50 and same is state
    assert cut.touched(state, "lower")[0].rent_cut_percent == 0
    assert PARK.touched(state, "portal_west")[0].portals == 1
    both = PARK.touched(state, "portal_east")[0]
    assert both.portals == 2 and both.touched(state, "portal_east")[0].portals == 1
    assert PARK.touched(state, "sun") == (PARK, state)


def test_it_is_cheap(prop: ParkProp) -> None:
    check_budget(prop)
    exhibit = PARK.having(portals=2)
    state = after(exhibit, 60)
    states = [state := exhibit.step(state) for _ in range(60)]

    def show() -> None:
        state = states.pop(0)
        prop.show(exhibit, state, state.ticks * STEP_S)

    check_shown_quickly(show, len(states))
