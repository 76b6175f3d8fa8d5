"""The pump's parts stand where the geometry puts them, and the bars count the pumps."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.exhibits.assembly.exhibit import Assembly
from explorer.exhibits.assembly.geometry import ORDER, Ring, Sizes, rings
from explorer.exhibits.assembly.tolerance import GAP_HIGH_MM, GAP_LOW_MM
from explorer.exhibits.exhibit import Value
from explorer.stage.props.assembly.bodies import METRES, body, pipe, shell
from explorer.stage.props.assembly.gaps import BAD, SHOWN, x_m
from explorer.stage.props.assembly.prop import FOOT_M, WAITING
from explorer.stage.props.prop import Prop
from explorer.visit import Running

from . import watch


@pytest.fixture(scope="module")
def prop() -> Prop:
    return watch.prop_of("assembly")


@pytest.fixture(scope="module")
def run() -> Running:
    return Running.begin("assembly").advance(3.0)


@pytest.fixture(scope="module")
def whole(run: Running) -> Running:
    for name in ORDER:
        run = run.done(f"add_{name}").advance(1.5)
    return run


def positions(prop: Prop) -> np.ndarray:
    """The lowest corner of each part, and its middle across; shape (5, 3)."""
    found = [watch.vertices(prop, f"{name} {number}") for number, (name, _) in enumerate(WAITING)]
    return np.array(
        [(*np.mean([at.min(axis=0), at.max(axis=0)], axis=0)[:2], at[:, 2].min()) for at in found]
    )


def test_parts(prop: Prop, run: Running, whole: Running) -> None:
    watch.check_parts(prop, run)
    watch.check_parts(prop, whole)


def test_cost(prop: Prop, run: Running) -> None:
    watch.check_cost(prop, run.done("build_pumps").done("add_bearing"))


@pytest.mark.parametrize("ring", [Ring(-10, 5, 11, 30), Ring(0, 80, 24, 30)])
@pytest.mark.parametrize("sweep_deg", [360.0, 230.0])
def test_a_pipe_is_closed_and_faces_outwards(ring: Ring, sweep_deg: float) -> None:
    mesh = pipe(ring, 96, 20.0, sweep_deg)
    a, b, c = (mesh.positions[mesh.indices[:, i]].astype(float) for i in range(3))
    height, area = (
        ring.top_mm - ring.bottom_mm,
        np.pi * (ring.outer_mm**2 - ring.inner_mm**2) * sweep_deg / 360,
    )
    assert np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6 == pytest.approx(
        height * area * METRES**3, rel=0.01
    )
    facing, reported = np.cross(b - a, c - a), mesh.normals[mesh.indices].mean(axis=1)
    assert (np.einsum("ij,ij->i", facing, reported) > 0).all()


def test_the_housing_is_open_to_the_visitor() -> None:
    found = shell().positions
    assert not (found[:, 1] < -2.0).any() or np.abs(found[found[:, 1] < -1.5, 0]).min() > 0.5


@pytest.mark.parametrize("name", ["bearing", "spacer", "shaft", "gear"])
def test_bodies_are_as_large_as_drawn(name: str) -> None:
    found, drawn = body(name).positions, rings(name, Sizes())  # type: ignore[arg-type]
    assert found[:, 2].min() == pytest.approx(min(ring.bottom_mm for ring in drawn) * METRES, abs=1e-4)
    assert found[:, 2].max() == pytest.approx(max(ring.top_mm for ring in drawn) * METRES, abs=1e-4)
    assert np.hypot(found[:, 0], found[:, 1]).max() == pytest.approx(
        max(ring.outer_mm for ring in drawn) * METRES, rel=0.03
    )


def test_waiting_parts_do_not_touch(prop: Prop, run: Running) -> None:
    watch.shown(prop, run)
    boxes = [watch.vertices(prop, f"{name} {number}") for number, (name, _) in enumerate(WAITING)]
    for i, first in enumerate(boxes):
        for second in boxes[:i]:
            apart = np.maximum(first.min(axis=0) - second.max(axis=0), second.min(axis=0) - first.max(axis=0))
            assert apart.max() > 0.3


def test_seated_parts_are_where_the_state_says(prop: Prop, whole: Running) -> None:
    watch.shown(prop, whole)
    found = positions(prop)
    for number, seat in enumerate(whole.state.seats):
        low_mm = min(ring.bottom_mm for ring in rings(seat.name, Sizes()))
        wanted = FOOT_M + (seat.height_mm + low_mm) * METRES
        assert found[number] == pytest.approx((0, 0, wanted), abs=0.02)


def test_a_part_comes_down_and_not_at_once(prop: Prop, run: Running) -> None:
    let_down = run.done("add_bearing")
    heights = []
    for seconds in (0.0, 0.6, 0.9, 1.5, 2.0):
        watch.shown(prop, let_down.advance(seconds))
        heights.append(positions(prop)[0, 2])
    assert heights[1] > heights[0] and heights[1] > heights[2] > heights[3] == pytest.approx(FOOT_M)
    assert heights[4] == heights[3]


def test_a_refused_part_is_red_and_ringed(prop: Prop, run: Running) -> None:
    watch.shown(prop, refused := run.done("add_gear").advance(1.5))
    assert refused.state.refused is not None
    assert np.ptp(watch.vertices(prop, "halo")[:, 0]) > 6
    bar = watch.vertices(prop, "off").reshape(-1, 24, 3)[0]
    assert np.ptp(bar[:, 2]) == pytest.approx(abs(refused.state.refused.off_mm) * METRES, abs=0.01)
    watch.shown(prop, refused.done("take_out"))
    assert np.ptp(watch.vertices(prop, "halo")[:, 0]) == 0


def test_bars_beyond_the_limits_are_those_of_bad_pumps(prop: Prop, run: Running) -> None:
    loose = watch.shown(prop, run.turned("tolerance", 0.12).advance(3.0))
    bars = watch.vertices(prop, "bars").reshape(-1, 24, 3)
    counts = np.array(loose.state.batch.histogram)[SHOWN]
    high = np.ptp(bars[:, :, 2], axis=1)
    assert ((high > 0) == (counts > 0)).all()
    assert np.abs(bars[:, :, 1]).max(axis=1)[BAD[SHOWN] & (counts > 0)].min() > 8.4  # they stand forward
    middle = bars[:, :, 0].mean(axis=1)
    assert (middle[BAD[SHOWN] & (high > 0)] < x_m(GAP_LOW_MM)).any()
    assert (middle[BAD[SHOWN] & (high > 0)] > x_m(GAP_HIGH_MM)).any()
    assert high[np.abs(middle).argmin()] == pytest.approx(4.4, rel=0.1)


def test_the_ruler_tells_the_worst_case(prop: Prop, run: Running) -> None:
    for tolerance in (0.02, 0.05, 0.12):
        later = watch.shown(prop, run.turned("tolerance", tolerance).advance(0.1))
        box, read = prop.boxes()["worst"], later.readings
        assert box.low[0] + 0.3 == pytest.approx(x_m(read["worst_low"]))
        assert box.high[0] - 0.3 == pytest.approx(x_m(read["worst_high"]))


def test_the_arrow_is_over_the_next_part_and_late(prop: Prop, run: Running) -> None:
    asked = run.turned("distance", 8820.0).done("ask_expert")
    watch.shown(prop, asked.advance(0.1))
    assert prop.root.find("arrow").is_hidden()
    watch.shown(prop, asked.advance(0.3))
    arrow = prop.root.find("arrow")
    assert not arrow.is_hidden() and arrow.get_x() == pytest.approx(WAITING[0][1][0])
    watch.shown(prop, asked.turned("pinned", False).advance(0.3))
    assert arrow.get_x() > WAITING[0][1][0] + 0.5


@pytest.mark.parametrize("action", [action.name for action in Assembly.actions])
def test_actions_are_seen(prop: Prop, run: Running, action: str) -> None:
    run = run.done("add_bearing").advance(2.0)
    watch.check_change(prop, run, run.done(action))


@pytest.mark.parametrize(
    ("name", "value"), [("tolerance", 0.09), ("guard", 0.03), ("distance", 6000.0), ("pinned", False)]
)
def test_dials_are_seen(prop: Prop, run: Running, name: str, value: Value) -> None:
    run = run.turned("distance", 3000.0).done("ask_expert").advance(1.0)
    watch.check_change(prop, run, run.turned(name, value))


def test_touching_does_what_comes_naturally(run: Running) -> None:
    assert [seat.name for seat in run.touched("bearing").state.seats] == ["bearing"]
    assert run.touched("bearing").touched("housing").state.seats == ()
    assert run.touched("pumps").state.batch.built == 0
    assert run.touched("expert").state.asked_at is not None
    assert run.touched("worst") is run
