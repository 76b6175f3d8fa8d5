"""What was done at an exhibit, written into a stop: the tour then does the same, step for step."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest

from explorer.editor import tour_stops as recording
from explorer.editor.change import Change
from explorer.exhibits.asked import bounds
from explorer.exhibits.exhibit import STEP_S
from explorer.park.tour import Cue
from explorer.visit.exhibit_run import Running


def done_at_random(kind: str, seed: int, steps: int = 200) -> Running:
    """A run in which dials are turned, actions done and parts touched, at odd moments."""
    draw, run = random.Random(seed), Running.begin(kind)
    fields = type(run.exhibit).model_fields
    dials = [name for name in fields if name != "seed" and None not in bounds(fields[name])]
    while run.steps < steps:
        run = run.advance(draw.uniform(0.005, 0.4))
        match draw.randrange(4):
            case 0 if dials:
                name = draw.choice(dials)
                low, high = bounds(fields[name])
                assert low is not None
                assert high is not None
                value = low + (high - low) * draw.random()
                run = run.turned(name, round(value) if fields[name].annotation is int else round(value, 2))
            case 1 if run.exhibit.actions:
                run = run.done(draw.choice(run.exhibit.actions).name)
            case 2 if parts := sorted(run.exhibit.parts(run.state)):
                run = run.touched(draw.choice(parts))
    return run


def played(kind: str, acts: list[dict[str, Any]], steps: int, frame_s: float) -> Running:
    """A fresh run that a tour has played so far, frame by frame, each act at its moment."""
    run, left = Running.begin(kind), [Cue(**act) for act in acts]
    time_s = 0.0
    while run.steps < steps or left:
        end_s = time_s + frame_s
        while left and left[0].at_s <= end_s:
            cue = left.pop(0)
            run = run.advance(cue.at_s - time_s)
            time_s = cue.at_s
            run = run.done(cue.press) if cue.press else run.touched(cue.touch) if cue.touch else run
            for name, value in cue.turn.items():
                run = run.turned(name, value)
        run = run.advance(end_s - time_s)
        time_s = end_s
    return run


@pytest.mark.parametrize("kind", ["line", "sense"])
@pytest.mark.parametrize("seed", range(15))
def test_the_tour_does_what_was_done(kind: str, seed: int) -> None:
    recorded = done_at_random(kind, seed)
    acts = recording.acts_of(recorded)
    assert acts
    again = played(kind, acts, recorded.steps, 1 / random.Random(seed).choice((24, 30, 60)))
    assert again.walked(again.steps).past.acts == recorded.past.acts
    assert again.exhibit == recorded.exhibit


def test_a_written_second_falls_into_its_step() -> None:
    for step in range(4000):
        at_s = recording.second_of(step)
        assert int(at_s / STEP_S + 1e-9) == step
        assert at_s == round(at_s, 2)


def test_a_stop_lasts_until_its_last_act_is_seen() -> None:
    run = Running.begin("line").walked(600).done("break_sensor")
    rows = {"stops": [{"id": "a", "zone": "line", "hold_s": 15}, {"id": "b", "zone": "line", "hold_s": 90}]}

    def written(file: str, path: tuple[str | int, ...]) -> Any:
        value: Any = rows
        for key in path:
            value = value[key]
        return value

    short = recording.recorded(written, "show", 0, run)
    assert [(change.path[-1], change.value) for change in short] == [
        ("acts", [{"at_s": 20, "press": "break_sensor"}]), ("hold_s", 25),
    ]  # fmt: skip
    assert [change.path[-1] for change in recording.recorded(written, "show", 1, run)] == ["acts"]


def test_a_new_stop_takes_the_acts_with_it() -> None:
    run = Running.begin("line").walked(30).done("break_sensor")
    fresh: Mapping[str, Any] = {"kind": "show", "stops": [{"id": "line", "zone": "line", "hold_s": 15.0}]}
    (change,) = recording.with_acts([Change("tours/tour.yaml", (), fresh)], 0, run)
    assert isinstance(change.value, dict)
    assert change.value["stops"][0]["acts"] == [{"at_s": 1, "press": "break_sensor"}]
    assert fresh["stops"][0].get("acts") is None
