"""Dials are dragged in the scene, at the parts they belong to; what is dragged is one change, and undo takes it back."""

from __future__ import annotations

import pytest

from explorer.exhibits.kinds import KINDS
from explorer.shell.exhibit.parameters import grip_of, parameters_of, with_handle
from explorer.shell.window.main_window import MainWindow
from explorer.visit import Change, Open, Operate, Running, Settings, Turn, Undo

from ..windows import Windows, draw_frames
from .test_signs import StageWithParts

WITH_HANDLES = [kind for kind in KINDS if KINDS[kind].handles]
HIGH_PX = 700.0


@pytest.mark.parametrize("kind", WITH_HANDLES)
def test_what_is_dragged_is_a_number_at_a_part_or_goes_onto_parts(kind: str) -> None:
    run = Running.begin(kind)
    parts = run.exhibit.parts(run.state)
    sliding = {parameter.name for parameter in parameters_of(KINDS[kind]) if parameter.slides}
    for part, handle in run.exhibit.handles.items():
        assert part in parts
        assert handle.onto or handle.parameter in sliding
        assert set(handle.onto) <= set(parts)
        for value in handle.onto.values():
            assert getattr(run.turned(handle.parameter, value).exhibit, handle.parameter) == value
        words = with_handle(run, part, parts[part])
        for language in ("en", "zh", "de"):
            assert words.reading.in_language(language) != parts[part].reading.in_language(language)


@pytest.fixture
def window(open_window: Windows) -> MainWindow:
    made = open_window(stage=StageWithParts, size=(1600, 1000))
    draw_frames(made, 2, 0.05)
    made.do(Change(Settings(comfort="cut")))
    made.do(Open("sense"))
    made.do(Operate())
    draw_frames(made, 12, 0.05)
    return made


def wall_m(window: MainWindow) -> float:
    assert window.visit.run is not None
    return float(window.visit.run.exhibit.model_dump()["wall_m"])


def drag(window: MainWindow, part: str, *to: tuple[float, float]) -> None:
    """Press on the sign of a part and go through some places, measured from there."""
    box = next(sign.box for sign in window.signs.placed if sign.part == part)
    x, y = box.x + box.width / 2, box.y + box.height / 2
    pointer = window.viewport.pointer
    pointer.press(x, y, turns=True)
    for dx, dy in to:
        pointer.move(x + dx, y + dy)
        draw_frames(window, 1, 0.05)
    pointer.release(x + to[-1][0], y + to[-1][1])
    draw_frames(window, 1, 0.05)


def test_a_drag_at_a_part_turns_its_dial_and_not_the_camera(window: MainWindow) -> None:
    pose, before = window.visit.pose, wall_m(window)
    drag(window, "wall", (8, 0), (60, 0), (120, 0))
    assert wall_m(window) > before
    assert window.visit.pose == pose
    window.do(Undo())
    assert wall_m(window) == before


def test_a_drag_ends_at_the_end_of_the_dial(window: MainWindow) -> None:
    drag(window, "wall", (-9, 0), (-2000, 0))
    assert wall_m(window) == 0.0


def test_a_drag_elsewhere_still_moves_the_camera(window: MainWindow) -> None:
    pose, before = window.visit.pose, wall_m(window)
    drag(window, "camera", (20, 0), (90, 0))
    assert window.visit.pose != pose
    assert wall_m(window) == before


def test_a_finger_drags_too_and_a_second_one_lets_go(window: MainWindow) -> None:
    before = wall_m(window)
    box = next(sign.box for sign in window.signs.placed if sign.part == "wall")
    x, y = box.x + box.width / 2, box.y + box.height / 2
    pointer = window.viewport.pointer
    for dx in (0, 20, 140):
        pointer.touch({1: (x + dx, y)})
    turned = wall_m(window)
    assert turned > before
    pointer.touch({1: (x + 140, y), 2: (x + 200, y)})
    pointer.touch({1: (x + 300, y), 2: (x + 400, y)})
    assert wall_m(window) == turned
    pointer.touch({})


def test_nothing_is_dragged_before_one_stands_at_the_exhibit(window: MainWindow) -> None:
    assert grip_of(window.visit, "wall", HIGH_PX) is not None
    assert grip_of(window.visit, "camera", HIGH_PX) is None
    grip = grip_of(window.visit, "wall", HIGH_PX)
    assert grip is not None
    assert grip.is_level and grip.act is not None
    assert grip.act(0.0, 400.0) == Turn("wall_m", wall_m(window), "sense")


def test_what_is_dragged_onto_parts_takes_the_value_of_the_part_below(window: MainWindow) -> None:
    window.do(Open("street"))
    window.do(Operate())
    grip = grip_of(window.visit, "technology", HIGH_PX)
    assert grip is not None and grip.act is None
    assert grip.onto("retail") == Turn("technology", "retail", "street")
    assert grip.onto("tap") is None
