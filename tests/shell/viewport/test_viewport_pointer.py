"""What the hand does becomes the acts one expects."""

from __future__ import annotations

import pytest

from explorer.base.geometry import Vec3
from explorer.shell.input.pointer import DOUBLE_S, Grip, HitResult, Pointer
from explorer.visit import Act, Approach, Close, Hover, Open, Orbit, Pan, Turn, Zoom

GROUND: Vec3 = (1.0, 2.0, 0.0)


class Bench:
    """A hand over a picture 720 pixels high, whose left half is one zone."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.pointer = Pointer(self.acts.append, self.look, lambda: 720.0)

    def look(self, x: float, y: float) -> HitResult:
        return HitResult(zone="mill" if x < 100 else None, point=GROUND)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_a_click_on_a_building_opens_it_at_once(bench: Bench) -> None:
    bench.pointer.press(50, 50, turns=True)
    bench.pointer.release(52, 51)
    assert bench.acts == [Open("mill")]


def test_a_click_on_the_ground_closes_when_no_second_click_follows(bench: Bench) -> None:
    bench.pointer.press(300, 50, turns=True)
    bench.pointer.release(300, 50)
    assert bench.acts == []
    bench.pointer.advance(DOUBLE_S + 0.01)
    assert bench.acts == [Close()]


def test_a_double_click_on_the_ground_comes_nearer_and_closes_nothing(bench: Bench) -> None:
    bench.pointer.press(300, 50, turns=True)
    bench.pointer.release(300, 50)
    bench.pointer.double(300, 50)
    bench.pointer.release(300, 50)
    bench.pointer.advance(1.0)
    assert bench.acts == [Approach(GROUND)]


def test_a_press_that_wanders_is_a_drag_and_no_click(bench: Bench) -> None:
    bench.pointer.press(50, 50, turns=True)
    bench.pointer.move(60, 50)
    bench.pointer.move(80, 40)
    bench.pointer.release(80, 40)
    bench.pointer.advance(0.0)
    turns = [a for a in bench.acts if isinstance(a, Orbit)]
    assert len(turns) == 1
    assert turns[0].azimuth_deg > 0 > turns[0].elevation_deg, "the park follows the hand"
    assert not any(isinstance(a, Open) for a in bench.acts)


def test_the_other_button_slides_the_picture_with_the_hand(bench: Bench) -> None:
    bench.pointer.press(50, 50, turns=False)
    bench.pointer.move(60, 50)
    bench.pointer.move(132, 50)
    bench.pointer.release(132, 50)
    assert bench.acts == [Pan(-0.1, 0.0)]


def test_hovering_tells_each_zone_once(bench: Bench) -> None:
    for x in (50, 51, 52, 300, 301):
        bench.pointer.move(x, 50)
        bench.pointer.advance(0.016)
    bench.pointer.leave()
    assert bench.acts == [Hover("mill"), Hover(None)]


def test_the_wheel_zooms_smoothly_toward_the_point_under_it(bench: Bench) -> None:
    bench.pointer.roll(1.0, 300, 50)
    for _ in range(60):
        if not bench.pointer.advance(0.016):
            break
    zooms = [a for a in bench.acts if isinstance(a, Zoom)]
    assert len(zooms) > 3
    assert all(z.toward == GROUND for z in zooms)
    together = 1.0
    for zoom in zooms:
        assert zoom.factor < 1
        together *= zoom.factor
    assert together == pytest.approx(0.852, abs=0.005)


def test_a_tap_opens_and_a_second_tap_comes_nearer(bench: Bench) -> None:
    bench.pointer.touch({1: (50.0, 50.0)})
    bench.pointer.touch({})
    assert bench.acts == [Open("mill")]
    bench.acts.clear()
    for _ in range(2):
        bench.pointer.touch({1: (300.0, 50.0)})
        bench.pointer.touch({})
        bench.pointer.advance(0.1)
    assert bench.acts == [Approach(GROUND)]


def test_one_finger_turns_and_two_fingers_slide_and_zoom(bench: Bench) -> None:
    bench.pointer.touch({1: (300.0, 300.0)})
    bench.pointer.touch({1: (330.0, 300.0)})
    bench.pointer.touch({1: (360.0, 300.0)})
    assert [type(a) for a in bench.acts] == [Orbit]
    bench.acts.clear()
    bench.pointer.touch({1: (300.0, 300.0), 2: (400.0, 300.0)})
    bench.pointer.touch({1: (290.0, 310.0), 2: (430.0, 310.0)})
    assert Pan in map(type, bench.acts)
    zooms = [a for a in bench.acts if isinstance(a, Zoom)]
    assert zooms and zooms[0].factor < 1, "parting fingers come nearer"
    bench.acts.clear()
    bench.pointer.touch({})
    bench.pointer.advance(1.0)
    assert bench.acts == [], "lifting fingers that moved is no tap"


def test_a_touch_the_system_takes_away_means_nothing(bench: Bench) -> None:
    bench.pointer.touch({1: (50.0, 50.0)})
    bench.pointer.cancel()
    bench.pointer.touch({})
    bench.pointer.advance(1.0)
    assert bench.acts == []


def test_what_is_carried_goes_to_the_part_below_the_pointer() -> None:
    acts: list[Act] = []
    shelves = {2: "shelf", 3: "bin"}

    def look(x: float, y: float) -> HitResult:
        return HitResult(zone="mill", part={1: "case", **shelves}.get(int(x // 100)))

    def onto(part: str) -> Act | None:
        return Turn("place", part) if part == "shelf" else None

    grip = Grip(is_level=False, act=None, onto=onto)
    pointer = Pointer(acts.append, look, lambda: 720.0, lambda part: grip if part == "case" else None)
    pointer.press(150, 50, turns=True)
    for x in (170, 250, 350, 450):
        pointer.move(x, 50)
    pointer.release(450, 50)
    assert [act for act in acts if isinstance(act, Turn)] == [Turn("place", "shelf")]
    assert not any(isinstance(act, Orbit) for act in acts)


def test_a_boat_is_pointed_at_and_hailed_by_a_click_and_by_a_finger() -> None:
    acts: list[Act] = []
    greeted: list[tuple[int, bool]] = []
    pointer = Pointer(
        acts.append,
        lambda x, y: HitResult(boat=3 if x < 100 else None, point=GROUND),
        lambda: 720.0,
        greet=lambda boat, touched: greeted.append((boat, touched)),
    )
    pointer.move(50, 50)
    pointer.advance(0.016)
    pointer.advance(0.016)
    assert greeted == [(3, False)] and pointer.over_target
    pointer.press(50, 50, turns=True)
    pointer.release(50, 50)
    assert greeted[1:] == [(3, True)]
    pointer.double(50, 50)
    pointer.touch({1: (50.0, 50.0)})
    pointer.touch({})
    assert greeted[2:] == [(3, True)]
    pointer.move(150, 50)
    pointer.advance(DOUBLE_S + 0.01)
    assert not pointer.over_target
    assert acts == [], "nobody comes nearer to a boat that is off at once, and the visit knows nothing of it"
