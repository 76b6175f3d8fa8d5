"""What holds for every exhibit, as functions that the tests of each kind call."""

from __future__ import annotations

import pickle
import statistics
import time
from collections.abc import Sequence
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from hypothesis import strategies as st

from explorer.exhibits.exhibit import STEP_S, Exhibit, Label, Value
from explorer.exhibits.run import run

AnyExhibit = Exhibit[Any]
Acts = Sequence[tuple[float, str]]

STEP_LIMIT_MS = 4.0
SLACK = 3.0
FIRST_CHANGE_STEPS = round(2 / STEP_S)


def settings_of(kind: type[AnyExhibit]) -> st.SearchStrategy[dict[str, Value]]:
    """Any settings that the fields allow."""
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in kind.model_fields.items():
        if field.annotation is bool:
            fields[name] = st.booleans()
        elif get_origin(field.annotation) is Literal:
            fields[name] = st.sampled_from(get_args(field.annotation))
        else:
            low = next(m.ge for m in field.metadata if isinstance(m, Ge))
            high = next(m.le for m in field.metadata if isinstance(m, Le))
            whole = field.annotation is int
            fields[name] = st.integers(low, high) if whole else st.floats(low, high)
    return st.fixed_dictionaries(fields)


def acts_of(kind: type[AnyExhibit], seconds: float) -> st.SearchStrategy[list[tuple[float, str]]]:
    """A few acts within some seconds."""
    names = [action.name for action in kind.actions]
    return st.lists(st.tuples(st.floats(0, seconds), st.sampled_from(names)), max_size=5)


def readings(
    exhibit: AnyExhibit, seconds: float, acts: Acts = (), every_s: float = 0.5
) -> list[dict[str, float]]:
    return [moment.readings for moment in run(exhibit, seconds, acts, every_s)]


def check_ranges(exhibit: AnyExhibit, seconds: float, acts: Acts = ()) -> None:
    """Every reading there is, and within what was expected of it."""
    for found in readings(exhibit, seconds, acts):
        assert list(found) == [output.name for output in exhibit.outputs]
        for output in exhibit.outputs:
            assert output.low <= found[output.name] <= output.high, (output.name, found[output.name])


def check_settings_while_running(
    exhibit: AnyExhibit, settings: Sequence[dict[str, Value]], steps: int
) -> None:
    """Settings may change at any moment, and readings stay within their ranges."""
    state = exhibit.start()
    for changed in settings:
        exhibit = exhibit.having(**changed)
        for _ in range(steps):
            state = exhibit.step(state)
        found = exhibit.readings(state)
        for output in exhibit.outputs:
            assert output.low <= found[output.name] <= output.high, (output.name, found[output.name])


def check_seeds(exhibit: AnyExhibit, seconds: float, acts: Acts = ()) -> None:
    """The same seed gives the same run, another seed another one."""
    first = readings(exhibit, seconds, acts)
    assert readings(exhibit, seconds, acts) == first
    assert readings(exhibit.having(seed=exhibit.seed + 1), seconds, acts) != first


def check_states_are_values(exhibit: AnyExhibit, steps: int, acts: Sequence[str]) -> None:
    """Neither a step, nor an act, nor a reading changes the state it was given."""
    state = exhibit.start()
    for number in range(steps):
        before = pickle.dumps(state)
        following = exhibit.step(state)
        acted = exhibit.act(state, acts[number]) if number < len(acts) else state
        exhibit.readings(state)
        assert pickle.dumps(state) == before
        assert following.ticks == state.ticks + 1
        state = exhibit.step(acted)


def check_first_change(exhibit: AnyExhibit, state: Any, action: str, watched: Sequence[str]) -> None:
    """Within two seconds of an act, something watched differs from what it would have been."""
    acted = exhibit.act(state, action)
    for _ in range(FIRST_CHANGE_STEPS):
        with_act, without = exhibit.readings(acted), exhibit.readings(state)
        if any(with_act[name] != without[name] for name in watched):
            return
        acted, state = exhibit.step(acted), exhibit.step(state)
    raise AssertionError(f"nothing changes within 2 s of {action}")


def check_step_time(exhibit: AnyExhibit, steps: int, acts: Sequence[str] = ()) -> None:
    """The median step with its readings is under the limit, three times that on a busy machine."""
    state = exhibit.start()
    for action in acts:
        state = exhibit.act(state, action)
    spent_ms = []
    for _ in range(steps):
        begun = time.perf_counter()
        state = exhibit.step(state)
        exhibit.readings(state)
        spent_ms.append((time.perf_counter() - begun) * 1e3)
    assert statistics.median(spent_ms) < STEP_LIMIT_MS * SLACK


def check_words(kind: type[AnyExhibit]) -> None:
    """Both languages everywhere, and at most three parameters in the open."""
    labels: list[Label] = [kind.title, kind.limit, kind.try_this]
    labels += [words for action in kind.actions for words in (action.label, action.meaning)]
    labels += [output.label for output in kind.outputs]
    in_the_open = 0
    for field in kind.model_fields.values():
        extra = field.json_schema_extra
        assert isinstance(extra, dict)
        labels += [Label(**extra["label"]), Label(**extra["meaning"])]  # type: ignore[arg-type]
        in_the_open += not extra["expert"]
    assert in_the_open <= 3
    for label in labels:
        assert label.en.strip() and not chinese(label.en), label.en
        assert chinese(label.zh), label.zh


def chinese(text: str) -> bool:
    """Whether a text has a Chinese character in it."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)
