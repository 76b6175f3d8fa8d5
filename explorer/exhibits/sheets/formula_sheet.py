"""A sheet whose readings are formulas of the dials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...i18n import Text, Translatable
from ..exhibit import Value
from .expression import Formula, Values, WrongFormula, formula
from .sheet import Compute, Dial
from .units import BARE, Unit, unit_named


@dataclass(frozen=True, slots=True)
class Line:
    """A reading in a scene: label, unit and formula."""

    name: str
    label: Translatable
    unit: str
    words: str


class WrongLine(ValueError):
    """A reading that cannot be computed: its name, the error and the remedy."""

    def __init__(self, name: str, what: Text, remedy: Text) -> None:
        self.name, self.what, self.remedy = name, what, remedy
        super().__init__(f"{name}: {what}")


def computing(
    dials: Sequence[Dial], constants: Mapping[str, tuple[float, str]], lines: Sequence[Line]
) -> Compute:
    """Function from dials to the readings of some formulas; a formula may use the readings before it.

    Raises WrongLine if one cannot be computed, or its unit does not match the formula; WrongUnit if the unit of a
    dial or a constant cannot be read.
    """
    units: dict[str, Unit] = {dial.name: unit_named(dial.unit) for dial in dials}
    units |= {name: unit_named(unit) if unit else BARE for name, (_, unit) in constants.items()}
    known = {name: value for name, (value, _) in constants.items()}
    formulas: dict[str, Formula] = {}
    for line in lines:
        try:
            made, wanted = formula(line.words, units), unit_named(line.unit)
        except WrongFormula as wrong:
            raise WrongLine(line.name, wrong.what, wrong.remedy) from None
        if made.unit is not None and made.unit.powers != wanted.powers:
            raise WrongLine(
                line.name,
                Text("comes out in {found}, not in {unit}", found=_powers(made.unit), unit=line.unit or "1"),
                Text("correct the formula, or the unit of the reading or of a dial"),
            )
        if made.unit is not None and not made.unit.is_like(wanted):
            raise WrongLine(
                line.name,
                Text("does not come out in {unit}", unit=line.unit or "1"),
                Text(
                    "multiply the formula by {factor:g}, or write another unit",
                    factor=made.unit.factor / wanted.factor,
                ),
            )
        formulas[line.name], units[line.name] = made, wanted

    def compute(values: Mapping[str, Value]) -> Mapping[str, float | None]:
        have: dict[str, float] = {**known, **{name: float(value) for name, value in values.items()}}
        found: dict[str, float | None] = {}
        for name, each in formulas.items():
            found[name] = value = _value(each, have)
            if value is not None:
                have[name] = value
        return found

    return compute


def _value(each: Formula, have: Values) -> float | None:
    try:
        return each.value(have)
    except KeyError:  # a name it uses has no value here
        return None


def _powers(unit: Unit) -> str:
    return "·".join(base if power == 1 else f"{base}^{power}" for base, power in unit.powers) or "1"
