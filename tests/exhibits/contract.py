"""What holds for every exhibit, as functions: `test_contract` calls them for every kind, tests of a kind with its own cases."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from hypothesis import strategies as st

from explorer.exhibits.exhibit import STEP_S, Exhibit, GuidedStep, Value
from explorer.exhibits.run import run
from explorer.i18n import Text, tr
from tests import cost

AnyExhibit = Exhibit[Any]
Acts = Sequence[tuple[float, str]]

THIRTY_SEEDS = range(1, 31)
"""A sentence on screen has to hold over these, not for the run that is shown alone."""

STEP_LIMIT = 4.0
"""In yardsticks, each a millisecond on the machine where the limit was set."""
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
    return st.lists(st.tuples(st.floats(0, seconds), action_of(kind)), max_size=5)


def action_of(kind: type[AnyExhibit]) -> st.SearchStrategy[str]:
    """The name of any action."""
    return st.sampled_from([action.name for action in kind.actions])


def readings(
    exhibit: AnyExhibit, seconds: float, acts: Acts = (), every_s: float = 0.5
) -> list[dict[str, float]]:
    return [moment.readings for moment in run(exhibit, seconds, acts, every_s)]


def after_seconds(exhibit: AnyExhibit, state: Any, seconds: float) -> Any:
    """The state so much later."""
    for _ in range(round(seconds / STEP_S)):
        state = exhibit.step(state)
    return state


def guided(exhibit: AnyExhibit) -> Iterator[tuple[GuidedStep, AnyExhibit, Any]]:
    """Each step of the walkthrough, with the exhibit and its state at the end of it."""
    state = exhibit.start()
    for guided_step in exhibit.walkthrough:
        exhibit = exhibit.having(**dict(guided_step.values))
        state = exhibit.act(state, guided_step.action) if guided_step.action else state
        state = after_seconds(exhibit, state, guided_step.watch_s)
        yield guided_step, exhibit, state


def check_reading(exhibit: AnyExhibit, found: dict[str, float]) -> None:
    """Every output has its number, in their order, and within what was expected of it."""
    assert list(found) == [output.name for output in exhibit.outputs]
    for output in exhibit.outputs:
        assert output.low <= found[output.name] <= output.high, (output.name, found[output.name])


def check_ranges(exhibit: AnyExhibit, seconds: float, acts: Acts = ()) -> None:
    """Readings stay within their ranges over a run."""
    for found in readings(exhibit, seconds, acts):
        check_reading(exhibit, found)


def check_settings_while_running(
    exhibit: AnyExhibit, settings: Sequence[dict[str, Value]], steps: int
) -> None:
    """Settings may change at any moment, and readings stay within their ranges."""
    state = exhibit.start()
    for changed in settings:
        exhibit = exhibit.having(**changed)
        for _ in range(steps):
            state = exhibit.step(state)
        check_reading(exhibit, exhibit.readings(state))


def check_acts_while_settings_change(
    first: AnyExhibit, then: AnyExhibit, acts: Sequence[str], steps: int
) -> None:
    """Readings stay within their ranges at once after each act and some steps later, under one setting, then another."""
    state = first.start()
    check_reading(first, first.readings(state))
    for exhibit in (first, then):
        for act in (None, *acts):
            if act is not None:
                state = exhibit.act(state, act)
                check_reading(exhibit, exhibit.readings(state))
            for _ in range(steps):
                before = state.ticks
                state = exhibit.step(state)
                assert state.ticks == before + 1
            check_reading(exhibit, exhibit.readings(state))


def check_seeds(exhibit: AnyExhibit, seconds: float, acts: Acts = (), *, by_chance: bool = True) -> None:
    """The same seed gives the same run, another seed another one, unless nothing is left to chance."""
    first = readings(exhibit, seconds, acts)
    assert readings(exhibit, seconds, acts) == first
    other = readings(exhibit.having(seed=exhibit.seed + 1), seconds, acts)
    assert (other != first) == by_chance


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


def check_first_change(
    exhibit: AnyExhibit, state: Any, action: str, watched: Sequence[str] | None = None
) -> None:
    """Within two seconds of an act, something watched (None: any reading) differs from what it would have been."""
    names = [output.name for output in exhibit.outputs] if watched is None else watched
    acted = exhibit.act(state, action)
    for _ in range(FIRST_CHANGE_STEPS):
        with_act, without = exhibit.readings(acted), exhibit.readings(state)
        if any(with_act[name] != without[name] for name in names):
            return
        acted, state = exhibit.step(acted), exhibit.step(state)
    raise AssertionError(f"nothing changes within 2 s of {action}")


def check_step_time(exhibit: AnyExhibit, steps: int, acts: Sequence[str] = ()) -> None:
    """The median step with its readings is under the limit, beside a yardstick in the same run."""
    state = exhibit.start()
    for action in acts:
        state = exhibit.act(state, action)

    def step() -> None:
        nonlocal state
        state = exhibit.step(state)
        exhibit.readings(state)

    assert cost.yardsticks(step, steps) < STEP_LIMIT * cost.SLACK


def check_words(kind: type[AnyExhibit]) -> None:
    """Both languages everywhere, at most three parameters in the open, and no two outputs of one name."""
    labels: list[Text] = [kind.title, kind.limit, kind.try_this]
    labels += [words for action in kind.actions for words in (action.label, action.meaning)]
    labels += [output.label for output in kind.outputs]
    in_the_open = 0
    for field in kind.model_fields.values():
        extra = field.json_schema_extra
        assert isinstance(extra, dict)
        labels += [extra["label"], extra["meaning"]]  # type: ignore[list-item]
        in_the_open += not extra["expert"]
    assert in_the_open <= 3
    for label in labels:
        assert tr(label, "en").strip() and not chinese(tr(label, "en")), tr(label, "en")
        assert chinese(tr(label, "zh")), tr(label, "zh")
    names = [output.name for output in kind.outputs]
    assert len(set(names)) == len(names), names


def chinese(text: str) -> bool:
    """Whether a text has a Chinese character in it."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def check_story(kind: type[AnyExhibit]) -> None:
    """Figures, charts, choices and the walkthrough name what there is, in both languages, and can be done."""
    names = {output.name for output in kind.outputs}
    assert 1 <= len(kind.figures) <= 2 and set(kind.figures) <= names
    assert 1 <= len(kind.charts) <= 2 and 3 <= len(kind.walkthrough) <= 5
    labels = [guided_step.words for guided_step in kind.walkthrough]
    for chart in kind.charts:
        labels.append(chart.title)
        assert set(chart.outputs) <= names, chart.outputs
        if chart.kind == "profile":
            found = kind().profile(kind().start(), chart.outputs[0])
            assert len(found.x) in (len(found.y), len(found.y) + 1)
            labels += [chart.across, *(label for _, label in found.marks)] if chart.across else []
    for field in kind.model_fields.values():
        extra = field.json_schema_extra
        assert isinstance(extra, dict)
        if get_origin(field.annotation) is Literal:
            choices = extra["choices"]
            assert set(choices) == set(get_args(field.annotation))  # type: ignore[arg-type]
            labels += choices.values()  # type: ignore[union-attr,arg-type]
    for label in labels:
        assert tr(label, "en").strip() and not chinese(tr(label, "en")), tr(label, "en")
        assert tr(label, "zh").strip(), tr(label, "zh")
    exhibit = kind()
    state = exhibit.start()
    actions = {action.name for action in kind.actions}
    for guided_step in kind.walkthrough:
        assert guided_step.action in {"", *actions} and guided_step.watch_s > 0
        assert guided_step.part in {"", *exhibit.parts(state)}
        exhibit = exhibit.having(**dict(guided_step.values))
        state = exhibit.act(state, guided_step.action) if guided_step.action else state
        for _ in range(round(guided_step.watch_s / STEP_S)):
            state = exhibit.step(state)
        check_reading(exhibit, exhibit.readings(state))
