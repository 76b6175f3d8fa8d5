"""What every exhibit keeps: readings in their ranges, the same run from the same seed, short steps, both languages."""

from __future__ import annotations

import time
from statistics import median
from typing import Any, get_args

from hypothesis import strategies as st

from explorer.exhibits.exhibit import Exhibit, Label
from explorer.exhibits.run import Moment, run

Kind = type[Exhibit[Any]]


def settings_of(kind: Kind) -> st.SearchStrategy[dict[str, Any]]:
    """Any parameters within their ranges, the seed included."""
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in kind.model_fields.items():
        bounds = {key: getattr(m, key) for m in field.metadata for key in ("ge", "le") if hasattr(m, key)}
        if field.annotation is bool:
            fields[name] = st.booleans()
        elif field.annotation is int:
            fields[name] = st.integers(bounds["ge"], bounds["le"])
        elif field.annotation is float:
            fields[name] = st.floats(bounds["ge"], bounds["le"])
        else:
            fields[name] = st.sampled_from(get_args(field.annotation))
    return st.fixed_dictionaries(fields)


def acts_of(kind: Kind) -> st.SearchStrategy[list[str]]:
    """Up to four of an exhibit's actions."""
    return st.lists(st.sampled_from([action.name for action in kind.actions]), max_size=4)


def check_ranges(exhibit: Exhibit[Any], readings: dict[str, float]) -> None:
    assert list(readings) == [output.name for output in exhibit.outputs]
    for output in exhibit.outputs:
        reading = readings[output.name]
        assert output.low - 1e-6 <= reading <= output.high + 1e-6, (output.name, reading)


def check_life(first: Exhibit[Any], then: Exhibit[Any], acts: list[str], steps: int) -> None:
    """Readings stay in range over steps and acts, also when the parameters change in the middle."""
    state = first.start()
    check_ranges(first, first.readings(state))
    for exhibit in (first, then):
        for act in (None, *acts):
            if act is not None:
                state = exhibit.act(state, act)
                check_ranges(exhibit, exhibit.readings(state))
            for _ in range(steps):
                before = state.ticks
                state = exhibit.step(state)
                assert state.ticks == before + 1
            check_ranges(exhibit, exhibit.readings(state))


def check_words(kind: Kind) -> None:
    """Both languages everywhere, at most three parameters in the open, names that are told apart."""
    labels: list[Label] = [kind.title, kind.limit, kind.try_this]
    for action in kind.actions:
        labels += [action.label, action.meaning]
    labels += [output.label for output in kind.outputs]
    shown = 0
    for field in kind.model_fields.values():
        extra: Any = field.json_schema_extra
        labels += [Label(**extra["label"]), Label(**extra["meaning"])]
        shown += not extra["expert"]
    assert shown <= 3
    for label in labels:
        assert label.en.strip() and any("一" <= character <= "鿿" for character in label.zh), label
    names = [output.name for output in kind.outputs]
    assert len(set(names)) == len(names)


def history(exhibit: Exhibit[Any], seconds: float, acts: list[tuple[float, str]]) -> list[Moment]:
    return list(run(exhibit, seconds, acts, every_s=0.5))


def step_ms(exhibit: Exhibit[Any], steps: int) -> float:
    """Median time of a step, in milliseconds."""
    state, times = exhibit.start(), []
    for _ in range(steps):
        begun = time.perf_counter()
        state = exhibit.step(state)
        times.append(time.perf_counter() - begun)
    return 1e3 * median(times)


def changes_within_2_s(exhibit: Exhibit[Any], state: Any, action: str) -> bool:
    """Whether an act makes the readings differ from those without it within 60 steps."""
    plain, acted = state, exhibit.act(state, action)
    for _ in range(60):
        if exhibit.readings(plain) != exhibit.readings(acted):
            return True
        plain, acted = exhibit.step(plain), exhibit.step(acted)
    return exhibit.readings(plain) != exhibit.readings(acted)
