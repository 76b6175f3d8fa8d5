"""Units of quantities and their dimensions, to detect a formula that adds metres to seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isclose, isnan, nan, pi

from ...i18n import Text

LONGEST = 40
Powers = tuple[tuple[str, Fraction], ...]


class WrongUnit(ValueError):
    """Units that do not match: the error and the remedy."""

    def __init__(self, what: Text, remedy: Text) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(str(what))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a factor and powers of base units."""

    # factor to the base units; nan: unknown, since a bare number such as 60 may be a conversion
    factor: float = 1.0
    powers: Powers = ()  # exponents of base units, by name; empty for a plain number

    def times(self, other: Unit, sign: int = 1) -> Unit:
        """The unit of a product, or with sign -1 of a quotient."""
        powers = dict(self.powers)
        for base, power in other.powers:
            powers[base] = powers.get(base, Fraction(0)) + sign * power
        kept = tuple(sorted((base, power) for base, power in powers.items() if power))
        return Unit(self.factor * other.factor**sign, kept)

    def to_the(self, power: Fraction) -> Unit:
        """The unit of a power."""
        kept = tuple((base, exponent * power) for base, exponent in self.powers if power)
        return Unit(self.factor ** float(power), kept)

    def is_like(self, other: Unit) -> bool:
        """Whether values in the two units may be added without conversion."""
        unknown = isnan(self.factor) or isnan(other.factor)
        return self.powers == other.powers and (unknown or isclose(self.factor, other.factor, rel_tol=1e-6))


PLAIN = Unit()
BARE = Unit(nan)
"""Unit of a bare number in a formula: it may be a count, or a conversion."""


def _base(name: str) -> Unit:
    return Unit(1.0, ((name, Fraction(1)),))


_M, _KG, _S, _A, _K = (_base(name) for name in ("m", "kg", "s", "A", "K"))
_N = _KG.times(_M).times(_S, -1).times(_S, -1)
_J = _N.times(_M)
_W = _J.times(_S, -1)
_V = _W.times(_A, -1)


def _of(unit: Unit, factor: float) -> Unit:
    return Unit(unit.factor * factor, unit.powers)


NAMED: Mapping[str, Unit] = {
    "": PLAIN, "1": PLAIN, "%": Unit(0.01), "‰": Unit(0.001), "rad": PLAIN, "°": Unit(pi / 180),
    "m": _M, "km": _of(_M, 1000), "cm": _of(_M, 0.01), "mm": _of(_M, 0.001), "µm": _of(_M, 1e-6),
    "kg": _KG, "g": _of(_KG, 0.001), "t": _of(_KG, 1000),
    "s": _S, "ms": _of(_S, 0.001), "min": _of(_S, 60), "h": _of(_S, 3600), "d": _of(_S, 86_400), "a": _of(_S, 31_557_600),
    "Hz": Unit().times(_S, -1), "rpm": Unit(1 / 60).times(_S, -1),
    "l": _of(_M.to_the(Fraction(3)), 0.001), "L": _of(_M.to_the(Fraction(3)), 0.001), "ha": _of(_M.to_the(Fraction(2)), 10_000),
    "N": _N, "kN": _of(_N, 1000), "J": _J, "kJ": _of(_J, 1000), "MJ": _of(_J, 1e6),
    "W": _W, "kW": _of(_W, 1000), "MW": _of(_W, 1e6), "Wh": _of(_J, 3600), "kWh": _of(_J, 3.6e6), "MWh": _of(_J, 3.6e9),
    "Pa": _N.times(_M, -1).times(_M, -1), "kPa": _of(_N.times(_M, -1).times(_M, -1), 1000),
    "bar": _of(_N.times(_M, -1).times(_M, -1), 100_000),
    "A": _A, "V": _V, "kV": _of(_V, 1000), "K": _K, "°C": _base("°C"),
    "EUR": _base("€"), "€": _base("€"), "USD": _base("$"), "$": _base("$"), "CNY": _base("¥"), "¥": _base("¥"),
}  # fmt: skip
"""Known units by name. Any other word is a separate unit: pieces, people, orders."""

_PART = re.compile(r"([^\d*/·^²³\s]+|1)(?:\^?(-?\d)|([²³]))?")


def unit_named(words: str) -> Unit:
    """A unit from words such as ``kg/m³``, ``kW*h`` or ``m/s^2``. Raises WrongUnit if they cannot be read."""
    words = words.strip()
    if words in NAMED:
        return NAMED[words]
    made, sign = PLAIN, 1
    for part in re.split(r"([/*·])", words[:LONGEST].replace(" ", "")):
        if part in ("/", "*", "·"):
            sign = -1 if part == "/" else 1
            continue
        found = _PART.fullmatch(part)
        if found is None or len(words) > LONGEST:
            raise WrongUnit(
                Text("{words!r} is no unit", words=words[:LONGEST]),
                Text("write a unit such as kg, m/s, kg/m3 or kWh"),
            )
        power = int(found[2] or {"²": 2, "³": 3}.get(found[3] or "", 1))
        unit = NAMED.get(found[1]) or _base(found[1])
        made = made.times(unit.to_the(Fraction(power)), sign)
    return made


def unit_words(unit: Unit) -> str:
    """A unit in base units, for a message."""
    powers = "·".join(base if power == 1 else f"{base}^{power}" for base, power in unit.powers) or "1"
    plain = isnan(unit.factor) or isclose(unit.factor, 1.0, rel_tol=1e-6)
    return powers if plain else f"{unit.factor:g} {powers}"
