"""The crates show what each machine has looked at, the poles how long it took."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.compute.exhibit import Compute
from explorer.exhibits.exhibit import Value
from explorer.stage.props.compute.cells import MOST_CELLS, Crate, levels
from explorer.stage.props.compute.prop import MACHINES, POLE_HIGH_M
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("compute")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("compute").advance(3.5)


def test_cost(prop: Prop, run: Running) -> None:
    watch.check_cost(prop, run)
    watch.check_cost(prop, run.turned("pumps", 1024).advance(2.0))


@pytest.mark.parametrize("pumps", [16, 240, 256, 272, 1024])
def test_every_pump_has_its_cell_on_the_panel(pumps: int) -> None:
    crate = Crate(pumps)
    assert crate.count <= MOST_CELLS
    assert {crate.cell(pump) for pump in range(pumps)} == set(range(crate.count))
    x, z = crate.positions(5.8)
    half = crate.pitch(5.8) / 2
    assert np.abs(x).max() <= 2.9 - half + 1e-9 and half - 1e-9 <= z.min() and z.max() <= 5.8 - half + 1e-9
    assert len(set(zip(x.round(6), z.round(6), strict=True))) == crate.count
    one = np.zeros(pumps)
    one[pumps - 1] = 1.0
    assert crate.gathered(one)[-1] == 1.0 and crate.gathered(one)[0] == 0.0


def test_as_many_cells_are_lit_as_looks_were_taken(run: Running) -> None:
    for seconds in (0.0, 1.0, 4.0, 9.0):
        state = run.advance(seconds).state
        race = state.race
        for name, looks in (
            ("hpc", race.split.looks),
            ("mixed", race.mixed.looks),
            ("learned", race.ranked.looks),
        ):
            assert (levels(name, race, state.weights) == 1.0).sum() == looks, name


def test_the_quantum_panel_gathers_on_the_bad_pump(run: Running) -> None:
    race = Running.begin("compute").advance(2.4).state.race
    level = levels("grover", race, np.zeros(4))
    assert level.argmax() == race.bad and level[race.bad] > 0.95
    assert np.delete(level, race.bad).max() < 0.3


def test_poles_are_as_high_as_the_beats(prop: Prop, run: Running) -> None:
    later = watch.shown(prop, run.advance(6.0))
    race = later.state.race
    found = watch.vertices(prop, "poles").reshape(-1, 24, 3)
    tops = {round(float(box[:, 2].max()), 2) for box in found}
    high = 0.1 + (race.plain.beats + later.state.due) * POLE_HIGH_M / race.pumps
    assert min(abs(top - high) for top in tops) < 0.02


def test_whoever_has_the_pump_gets_a_golden_frame(prop: Prop) -> None:
    def golden(run: Running) -> int:
        watch.shown(prop, run)
        frames = watch.vertices(prop, "frames").reshape(-1, 24, 3)
        return int((np.abs(np.ptp(frames[:10, :, 0], axis=1) - 0.3) < 0.01).sum()) // 2

    run = Running.begin("compute")
    for seconds in (0.0, 3.0, 10.0, 30.0):
        later = run.advance(seconds)
        assert golden(later) == later.state.race.found


@pytest.mark.parametrize("action", [action.name for action in Compute.actions])
@pytest.mark.parametrize("seconds", [0.2, 1.0, 12.0])
def test_actions_are_seen(prop: Prop, action: str, seconds: float) -> None:
    run = Running.begin("compute").advance(seconds)
    watch.check_change(prop, run, run.done(action))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pumps", 64),
        ("serial_percent", 40.0),
        ("stop_percent", 200.0),
        ("workers", 100),
        ("stealing", False),
        ("lessons", 50),
        ("activity_percent", 8.0),
        ("looks_per_s", 20.0),
        ("cloud_way_ms", 400.0),
    ],
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    watch.check_change(prop, run, run.turned(name, value))


def test_touching_measures_and_forgets() -> None:
    run = Running.begin("compute").advance(1.0)
    assert run.touched("grover").state.race.grover.measured >= 0
    assert run.touched("learned").state.lessons == 0
    assert all(run.touched(name) is run for name in ("plain", "place", *MACHINES[:2]))
