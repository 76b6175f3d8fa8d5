"""Live exhibits from dials and readings: one class per zone that has them, made when the zone is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, ClassVar, Literal

from ...i18n import Text, Translatable, text_of
from ...i18n.units import Amount, with_unit
from ..exhibit import (
    Chart,
    Exhibit,
    GuidedStep,
    Output,
    PartWords,
    Profile,
    Truth,
    Value,
    parameter,
)
from ..mixins import OfScene
from ..signs import Sign

MOST_READINGS = 6
CURVE_POINTS = 49
SAMPLES = (0.0, 0.25, 0.5, 0.75, 1.0)
MOST_SAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Dial:
    """A parameter that a visitor sets."""

    name: str
    label: Translatable
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    default: Value = 0.0
    # labels of the values of a dial with a few choices; then it has no range
    choices: tuple[tuple[str, Translatable], ...] = ()

    def samples(self) -> tuple[Value, ...]:
        """Sample values, including its ends and its default."""
        if self.choices:
            return tuple(name for name, _ in self.choices)
        spread = (self.low + share * (self.high - self.low) for share in SAMPLES)
        return tuple(dict.fromkeys((*spread, self.default)))


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading, with its range."""

    name: str
    label: Translatable
    unit: str
    low: float
    high: float


Compute = Callable[[Mapping[str, Value]], Mapping[str, float | None]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Dials, readings, and the function from the ones to the others."""

    kind: str
    title: Translatable
    dials: tuple[Dial, ...]
    readings: tuple[Reading, ...]
    compute: Compute  # readings for values of the dials; None where one is undefined
    limit: Translatable
    try_this: Translatable | None = None
    zone: str = ""  # its zone; tags of a real line begin with it

    @property
    def main(self) -> Dial | None:
        """The dial over which the curve is drawn: the first numeric one."""
        return next((dial for dial in self.dials if not dial.choices), None)


def sampled(
    dials: tuple[Dial, ...], compute: Compute
) -> dict[str, list[tuple[float | None, dict[str, Value]]]]:
    """Sampled values of each reading over the ranges of the dials, with the dials' values."""
    found: dict[str, list[tuple[float | None, dict[str, Value]]]] = {}
    names = [dial.name for dial in dials]
    combinations = product(*(dial.samples() for dial in dials))
    total = 1
    for dial in dials:
        total *= len(dial.samples())
    stride = max(1, -(-total // MOST_SAMPLES))
    if stride > 1:
        stride |= 1  # an even stride would skip every second value of the last dial
    for number, combination in enumerate(combinations):
        if number % stride and number != total - 1:
            continue
        values = dict(zip(names, combination, strict=True))
        for name, value in compute(values).items():
            found.setdefault(name, []).append((value, values))
    for dial in (
        each for each in dials if not each.choices
    ):  # finer along each dial, with the others at their first value
        for n in range(CURVE_POINTS):
            at = dial.low + n / (CURVE_POINTS - 1) * (dial.high - dial.low)
            values = {each.name: each.default for each in dials} | {dial.name: at}
            for name, value in compute(values).items():
                found.setdefault(name, []).append((value, values))
    return found


@dataclass(frozen=True, slots=True)
class Ticks:
    """State of a sheet: its running time. All else follows from the dials."""

    ticks: int = 0


class SheetExhibit(OfScene, Exhibit[Ticks]):
    """Base of all exhibits made from a sheet."""

    sheet: ClassVar[Sheet]
    tags_as: ClassVar[str] = ""

    def start(self) -> Ticks:
        return Ticks()

    def step(self, state: Ticks) -> Ticks:
        return Ticks(state.ticks + 1)

    def readings(self, state: Ticks) -> dict[str, float]:
        """All readings; undefined ones and those beyond their range are set to an end of it."""
        return self._at({})

    def _at(self, changed: Mapping[str, Value]) -> dict[str, float]:
        values = {dial.name: getattr(self, dial.name) for dial in self.sheet.dials} | dict(changed)
        computed = self.sheet.compute(values)
        shown = {}
        for reading in self.sheet.readings:
            value = computed.get(reading.name)
            shown[reading.name] = reading.low if value is None else min(max(value, reading.low), reading.high)
        return shown

    def parts(self, state: Ticks) -> dict[str, PartWords]:
        now = self.readings(state)
        return {
            reading.name: PartWords(
                reading.label,
                text_of(Amount(now[reading.name], reading.unit, ",.4g")),
            )
            for reading in self.sheet.readings
        }

    def profile(self, state: Ticks, output: str) -> Profile:
        main = self.sheet.main
        if main is None:
            raise KeyError(output)
        xs = [main.low + n / (CURVE_POINTS - 1) * (main.high - main.low) for n in range(CURVE_POINTS)]
        ys = [self._at({main.name: x})[output] for x in xs]
        here = float(getattr(self, main.name))
        return Profile(tuple(xs), tuple(ys), ((here, Text("now", context="mark on an axis")),))


def can_be_named(name: str, *, is_field: bool = True) -> bool:
    """Whether a dial or a reading may have this name, or a constant, which is no field of the exhibit."""
    return not (name.startswith("model_") or name == "seed" or (is_field and hasattr(SheetExhibit, name)))


def exhibit_of(sheet: Sheet) -> type[SheetExhibit]:
    """The exhibit class of a sheet."""
    fields: dict[str, Any] = {}
    annotations: dict[str, Any] = {}
    for dial in sheet.dials:
        label = text_of(dial.label)
        if dial.choices:
            annotations[dial.name] = Literal[tuple(name for name, _ in dial.choices)]
            choices = {name: text_of(words) for name, words in dial.choices}
            fields[dial.name] = parameter(dial.default, label=label, meaning=label, choices=choices)
            continue
        annotations[dial.name] = float
        fields[dial.name] = parameter(
            dial.default,
            label=label,
            meaning=label,
            unit=dial.unit,
            low=dial.low,
            high=dial.high,
            step=dial.step,
        )
    outputs = tuple(Output(r.name, text_of(r.label), r.unit, r.low, r.high) for r in sheet.readings)
    namespace: dict[str, Any] = {
        "__module__": __name__,
        "__annotations__": annotations,
        "__doc__": "An exhibit made of a scene's own sheet.",
        "kind": sheet.kind,
        "tags_as": sheet.zone,
        "sheet": sheet,
        "title": text_of(sheet.title),
        "truth": TRUTH,
        "limit": text_of(sheet.limit),
        "try_this": text_of(sheet.try_this or TRY),
        "outputs": outputs,
        "figures": tuple(output.name for output in outputs[:2]),
        "charts": _charts(sheet, outputs),
        "walkthrough": tuple(_walkthrough(sheet)),
        "signs": tuple(Sign(r.name, r.label, reading=r.name) for r in sheet.readings),
        **fields,
    }
    made: type[SheetExhibit] = _metaclass("OwnExhibit", (SheetExhibit,), namespace)
    return made


_metaclass: Any = type(SheetExhibit)

TRY = Text("Turn a dial and watch what follows from it.")
TRUTH: Truth = "real arithmetic"
MOST_STEPS = 3


def _charts(sheet: Sheet, outputs: tuple[Output, ...]) -> tuple[Chart, ...]:
    charts: list[Chart] = []
    main = sheet.main
    for output in outputs[:2] if main is not None else ():
        assert main is not None
        across = with_unit(text_of(main.label), main.unit)
        charts.append(Chart(output.label, (output.name,), "profile", across, (output.low, output.high)))
    alike = tuple(output.name for output in outputs if output.unit == outputs[0].unit)
    if not charts:
        charts.append(Chart(text_of(sheet.title), alike, "bars"))
    return tuple(charts)


def _walkthrough(sheet: Sheet) -> list[GuidedStep]:
    """Set each of the first dials to its upper end, or to its next choice."""
    steps: list[GuidedStep] = []
    for dial in sheet.dials[:MOST_STEPS]:
        value: Value = dial.high
        words: Translatable = Amount(dial.high, dial.unit)
        if dial.choices:
            value, words = next((each for each in dial.choices if each[0] != dial.default), dial.choices[0])
        ask = Text("Set “{dial}” to {value}.", dial=dial.label, value=words)
        steps.append(GuidedStep(ask, values=((dial.name, value),), watch_s=2.0, ask=ask))
    return steps
