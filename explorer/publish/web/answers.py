"""Exhibits that answer on a page without the program: their readings computed beforehand, setting by setting.

A table holds readings as the desktop shows them, to the last digit, every fifth of a second: without and with the first
action, for every combination of the dials where that is affordable, else for each dial alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import gcd, prod
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import numpy.typing as npt

from ...base.code_hash import code_files, hash_of_code
from ...build.pipeline.cache import Cache, Columns
from ...exhibits import kinds
from ...exhibits.exhibit import STEP_S, Chart, Exhibit, Output, Value, figures_of
from ...exhibits.mixins import OfScene
from ...exhibits.number_format import MINUS, number
from ...exhibits.run import run
from ...exhibits.sheets import GALLERY
from ...park.model import Park, Zone
from ...shell.exhibit.chart.series import charts_of, small_chart_of
from ...shell.exhibit.parameters import Parameter, parameters_of
from ...visit.exhibit_run import Running

SECONDS, EVERY_S, ACT_AT_S = 30.0, 0.2, 5.0
STRIDE = round(EVERY_S / STEP_S)
MOST_RUNS, MOST_CPU_S = 600, 60.0
"""Every combination is computed up to these; above them each dial alone."""
SETTINGS = (7, 5, 3)
"""Settings of a number's scale, tried in this order."""
PLACES = 3
"""Decimals of the whole numbers of a table."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Plan:
    """What is computed of one exhibit.

    Attributes
    ----------
    dials : parameters with their settings; `base`: numbers of those that the exhibit comes with.
    settings : the combinations computed, as numbers of settings, in order; `every`: whether these are all.
    act : name of the first action; "": the exhibit has none.
    """

    exhibit: Exhibit[Any]
    dials: tuple[tuple[Parameter, tuple[Value, ...]], ...]
    base: tuple[int, ...]
    settings: tuple[tuple[int, ...], ...]
    every: bool
    act: str
    charts: tuple[Chart, ...]

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The readings that the page shows: large figures, and those of its charts."""
        cls = type(self.exhibit)
        named = {o.name for o in figures_of(cls)} | {name for chart in self.charts for name in chart.outputs}
        return tuple(o for o in cls.outputs if o.name in named)

    @property
    def seconds(self) -> float:
        """Length of a run; readings of a scene's own formulas and tables do not change with time."""
        return 0.0 if isinstance(self.exhibit, OfScene) else SECONDS

    @property
    def acts(self) -> tuple[str, ...]:
        """Names of the actions of the runs of each setting; "" is a run without one."""
        return ("", self.act) if self.act else ("",)

    def at(self, setting: Sequence[int]) -> Exhibit[Any]:
        """The exhibit in one of the settings."""
        chosen = {dial.name: values[at] for (dial, values), at in zip(self.dials, setting, strict=True)}
        return self.exhibit.having(**chosen)


def plan_of(exhibit: Exhibit[Any]) -> tuple[int, bool]:
    """The settings of a number's scale that are affordable, and whether in every combination.

    Takes as long as two runs: what the first one loads or makes once does not count.
    """
    plan = planned(exhibit, SETTINGS[0], every=False)
    run_s = 0.0
    for _ in range(2):
        began_s = process_time()
        for _ in run(exhibit, plan.seconds, [(ACT_AT_S, plan.act)] if plan.act else [], EVERY_S):
            pass
        run_s = process_time() - began_s
    most = min(MOST_RUNS, MOST_CPU_S / max(run_s, 1e-9)) / len(plan.acts)
    for count in SETTINGS:
        chosen = _dials(exhibit, count)
        if prod(len(values) for _, values in chosen) <= most:
            return count, True
    return SETTINGS[0], False


def planned(exhibit: Exhibit[Any], count: int, *, every: bool) -> Plan:
    """The settings with this many of each number, in every combination or one dial at a time."""
    chosen = _dials(exhibit, count)
    ranges = [range(len(values)) for _, values in chosen]
    base = tuple(values.index(getattr(exhibit, dial.name)) for dial, values in chosen)
    settings = tuple(product(*ranges) if every else _one_by_one(base, ranges))
    act = exhibit.actions[0].name if exhibit.actions else ""
    return Plan(exhibit, chosen, base, settings, every, act, _charts(type(exhibit)))


def _dials(exhibit: Exhibit[Any], count: int) -> tuple[tuple[Parameter, tuple[Value, ...]], ...]:
    dials = (dial for dial in parameters_of(type(exhibit)) if not dial.expert)
    return tuple((dial, _settings(dial, getattr(exhibit, dial.name), count)) for dial in dials)


def _settings(dial: Parameter, default: Value, count: int) -> tuple[Value, ...]:
    """Values over the scale of a dial, with both ends and the one that it comes with."""
    if dial.kind == "switch":
        return (False, True)
    if dial.kind == "choice":
        return tuple(value for value, _ in dial.choices)
    last = min(dial.steps, count - 1)
    values = {dial.at(round(dial.steps * at / last)) for at in range(last + 1)} | {default}
    return tuple(sorted(values, key=float))


def _one_by_one(base: tuple[int, ...], ranges: Sequence[range]) -> Iterator[tuple[int, ...]]:
    yield base
    for dial, numbers in enumerate(ranges):
        yield from ((*base[:dial], at, *base[dial + 1 :]) for at in numbers if at != base[dial])


def _charts(cls: type[Exhibit[Any]]) -> tuple[Chart, ...]:
    """One chart over time or of bars; the curve over the first dial for a scene's own formulas and tables."""
    charts = charts_of(cls)
    if issubclass(cls, OfScene):
        return charts[:1]
    return (next((chart for chart in charts if chart.kind != "profile"), small_chart_of(cls)),)


# ---- readings as they are shown


def shown(value: float, unit: str) -> str:
    """A reading as the desktop shows it, without its unit."""
    return number(value, "en", 0 if unit == "money" else None)


def text_of(thousandths: int, unit: str) -> str:
    """The text that the page makes of a whole number of its table; `answers.js` has the same rule."""
    size = abs(thousandths)
    is_whole = unit == "money" or size % 1000 == 0 or size >= 1_000_000
    places = 0 if is_whole else 2 if size < 1000 or 99_900 < size < 100_000 else 1
    part = 10 ** (PLACES - places)
    digits = (size + part // 2) // part
    text = f"{digits // 10**places:{',' if size >= 10_000_000 else ''}d}"
    text += f".{digits % 10**places:0{places}d}" if places else ""
    return MINUS + text if thousandths < 0 and digits else text


def whole(value: float, unit: str, known: dict[str, int]) -> int:
    """The whole number of thousandths that the page shows as the desktop shows this reading."""
    text = shown(value, unit)
    if text not in known:
        plain = text.replace(",", "").replace(MINUS, "-")
        near = 0 if text == "–" else round(float(plain) * 10**PLACES)
        fits = (near + by for by in (0, 1, -1) if text_of(near + by, unit) == text)
        known[text] = next(fits, near)
    return known[text]


# ---- tables


def table(plan: Plan, progress: Callable[[float], None] = lambda share: None) -> Columns:
    """Readings by name, shape (runs, moments); curves of charts as `curve NAME`.

    Runs are in the order of the plan's settings, each without and then with the action.
    """
    rows: dict[str, list[list[int]]] = {o.name: [] for o in plan.outputs}
    curves = [name for chart in plan.charts if chart.kind == "profile" for name in chart.outputs]
    rows |= {f"curve {name}": [] for name in curves}
    units, known = {o.name: o.unit for o in plan.outputs}, {o.unit: dict[str, int]() for o in plan.outputs}
    for count, setting in enumerate(plan.settings):
        exhibit = plan.at(setting)
        for act in plan.acts:
            moments = list(run(exhibit, plan.seconds, [(ACT_AT_S, act)] if act else [], EVERY_S))
            for name, unit in units.items():
                rows[name].append([whole(m.readings[name], unit, known[unit]) for m in moments])
            for name in curves:
                ys = exhibit.profile(exhibit.start(), name).y
                rows[f"curve {name}"].append([whole(y, units[name], known[units[name]]) for y in ys])
        progress((count + 1) / len(plan.settings))
    return {name: np.array(values, np.int64) for name, values in rows.items()}


def packed(table: Columns) -> tuple[dict[str, list[int]], bytes]:
    """A table as differences in time, in planes of bytes; and the divisor, runs, moments and planes of each column."""
    head, body = {}, b""
    for name, values in table.items():
        divisor = gcd(*map(int, np.unique(values))) or 1
        steps = np.diff(values // divisor, axis=1, prepend=0)
        zigzag: Ints = (steps << 1) ^ (steps >> 63)
        planes = max((int(zigzag.max()).bit_length() + 7) // 8, 1)
        head[name] = [divisor, *values.shape, planes]
        for plane in range(planes):
            body += ((zigzag >> 8 * plane) & 255).astype(np.uint8).tobytes()
    return head, body


def digest(zone: Zone, exhibit: Exhibit[Any], park: Park) -> str:
    """A hash of everything a table depends on."""
    folder = Path(kinds.__file__).parent
    files = [*folder.glob("*.py"), *code_files(folder / exhibit.kind), Path(__file__)]
    what = (hash_of_code(files), repr(exhibit), repr(park.surroundings(zone.id)), repr(type(exhibit).charts))
    return hashlib.sha256("\n".join(what).encode()).hexdigest()[:32]


def answers(
    park: Park, zone: Zone, cache: Cache, progress: Callable[[float], None] = lambda share: None
) -> tuple[Plan, Columns] | None:
    """What is computed of a zone's exhibit, from the cache where nothing has changed; None without one that computes."""
    exhibit = park.fresh_exhibit(zone)
    if exhibit is None or exhibit.kind == GALLERY:
        return None

    def made() -> Columns:
        count, every = plan_of(exhibit)
        return {"plan": np.array([count, every])} | table(planned(exhibit, count, every=every), progress)

    # a scene's own formulas are computed at once, and are no part of the digest
    columns = made() if isinstance(exhibit, OfScene) else cache.get(digest(zone, exhibit, park), made)
    count, every = columns["plan"].tolist()
    readings = {name: values for name, values in columns.items() if name != "plan"}
    return planned(exhibit, count, every=bool(every)), readings


def show_table(plan: Plan, shown: Sequence[Running]) -> Columns:
    """The readings of one run at its moments, as a table of one row."""
    return {
        o.name: np.array([[whole(now.readings[o.name], o.unit, {}) for now in shown]], np.int64)
        for o in plan.outputs
    }


def usual_and_acted(exhibit: Exhibit[Any]) -> dict[str, list[Running]]:
    """The run of the setting that an exhibit comes with, at each moment of a table: `usual`, and `acted` from the act on."""
    plan = planned(exhibit, SETTINGS[0], every=False)
    count, first = round(plan.seconds / EVERY_S), round(ACT_AT_S / EVERY_S)
    usual = _walked(Running.of(exhibit), count)
    return {"usual": usual} | (
        {"acted": _walked(usual[first].done(plan.act), count - first)} if plan.act else {}
    )


def _walked(now: Running, count: int) -> list[Running]:
    runs = [now]
    for _ in range(count):
        runs.append(runs[-1].walked(runs[-1].steps + STRIDE))
    return runs


def showing(exhibit: Exhibit[Any]) -> Iterator[tuple[float, int, Running]]:
    """*Show me* as the desktop plays it, at each moment of a table: share of the step that is over, step, and run."""
    from ...i18n import languages
    from ...shell.exhibit.show_me.layer import MARK_S, hold_s

    now = Running.of(exhibit)
    for at, step in enumerate(type(exhibit).walkthrough):
        lasts_s = MARK_S + max(hold_s(step, language) for language in languages())
        count, acted = round(lasts_s / EVERY_S), False
        for moment in range(count):
            if not acted and moment * EVERY_S >= MARK_S:
                for name, value in step.values:
                    now = now.turned(name, value)
                now, acted = now.done(step.action) if step.action else now, True
            yield moment / count, at, now
            now = now.walked(now.steps + STRIDE)
