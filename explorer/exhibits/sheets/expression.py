"""Formulas: arithmetic over named values, parsed by Python's parser and computed here, without `eval`."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ...base.names import nearest
from ...base.total import total
from ...i18n import Text
from .units import BARE, PLAIN, Unit, WrongUnit, unit_words

LONGEST, MOST_PARTS, LARGEST = 400, 200, 1e12
Values = Mapping[str, float]
Compute = Callable[[Values], float]


class WrongFormula(ValueError):
    """A formula that cannot be computed: the error, the remedy, and its position (character from 0)."""

    def __init__(self, what: Text, remedy: Text, at: int = 0) -> None:
        self.what, self.remedy, self.at = what, remedy, at
        super().__init__(str(what))


FUNCTIONS: Mapping[str, tuple[Callable[..., float], int, int]] = {
    "min": (min, 2, 8), "max": (max, 2, 8), "abs": (abs, 1, 1), "sqrt": (math.sqrt, 1, 1), "exp": (math.exp, 1, 1),
    "log": (math.log, 1, 1), "log10": (math.log10, 1, 1), "sin": (math.sin, 1, 1), "cos": (math.cos, 1, 1),
    "tan": (math.tan, 1, 1), "atan": (math.atan, 1, 1), "floor": (lambda x: float(math.floor(x)), 1, 1),
    "ceil": (lambda x: float(math.ceil(x)), 1, 1), "where": (lambda c, a, b: a if c else b, 3, 3),
}  # fmt: skip
"""Functions that may be called, with their least and greatest number of arguments."""
CONSTANTS: Mapping[str, float] = {"pi": math.pi}
NUMBERS_ONLY = ("exp", "log", "log10", "sin", "cos", "tan", "atan", "floor", "ceil")
_COMPARED: Mapping[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: lambda a, b: a < b, ast.LtE: lambda a, b: a <= b, ast.Gt: lambda a, b: a > b, ast.GtE: lambda a, b: a >= b,
}  # fmt: skip
_JOINED: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b, ast.Sub: lambda a, b: a - b, ast.Mult: lambda a, b: a * b, ast.Div: lambda a, b: a / b,
    ast.Pow: math.pow,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that can be computed: `compute` gives its value, `unit` its unit (None: any)."""

    words: str
    compute: Compute
    unit: Unit | None

    def value(self, values: Values) -> float | None:
        """The value for these values; None where it is undefined, such as after a division by zero."""
        try:
            found = float(self.compute(values))
        except (ArithmeticError, ValueError):
            return None
        return found if math.isfinite(found) and abs(found) <= LARGEST else None


def formula(words: str, units: Mapping[str, Unit]) -> Formula:
    """A formula from words such as ``speed * volume / 60``.

    Raises WrongFormula if it is no arithmetic, uses an unknown name, or combines units that do not match.

    Parameters
    ----------
    units : names it may use, with their units.
    """
    if len(words) > LONGEST:
        raise WrongFormula(
            Text("{count:,} characters", count=len(words)),
            Text("write at most {most:,}", context="characters", most=LONGEST),
        )
    try:
        tree = ast.parse(words.replace("^", "**"), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise WrongFormula(
            Text("{words!r} is no formula", words=words[:60]),
            Text("write arithmetic such as speed * volume / 60"),
            max(getattr(error, "offset", 1) or 1, 1) - 1,
        ) from None
    if total(1 for _ in ast.walk(tree)) > MOST_PARTS:
        raise WrongFormula(Text("has too many parts"), Text("split it into several readings"))
    compute, unit = _Reader(units).read(tree.body)
    return Formula(words, compute, unit)


@dataclass(frozen=True, slots=True)
class _Reader:
    units: Mapping[str, Unit]

    def read(self, node: ast.expr) -> tuple[Compute, Unit | None]:
        match node:
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                if abs(number) > LARGEST:
                    raise WrongFormula(
                        Text("{number} is too large", number=f"{Decimal(number):.3g}"),
                        Text("write a number up to {most:g}", most=LARGEST),
                        node.col_offset,
                    )
                return (lambda values, number=float(number): number), None
            case ast.Name(id=name):
                return self._name(node, name)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                compute, unit = self.read(inner)
                return (lambda values: -compute(values)), unit
            case ast.UnaryOp(op=ast.UAdd(), operand=inner):
                return self.read(inner)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _JOINED:
                return self._joined(node, left, op, right)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARED:
                (one, a), (other, b) = self.read(left), self.read(right)
                self._alike(node, a, b)
                compare = _COMPARED[type(op)]
                return (lambda values: float(compare(one(values), other(values)))), PLAIN
            case ast.Call(func=ast.Name(id=name), args=given, keywords=[]):
                return self._call(node, name, given)
        raise WrongFormula(
            Text("holds what is no arithmetic"),
            Text("use + - * / ^ ( ), names, numbers and {names}", names=", ".join(FUNCTIONS)),
            node.col_offset,
        )

    def _name(self, node: ast.Name, name: str) -> tuple[Compute, Unit | None]:
        if name in self.units:
            return (lambda values: values[name]), self.units[name]
        if name in CONSTANTS:
            return (lambda values: CONSTANTS[name]), None
        raise WrongFormula(
            Text("no {shown}", shown=repr(name[:40])),
            Text("nearest known: {near}", near=nearest(name, [*self.units, *CONSTANTS]) or "-"),
            node.col_offset,
        )

    def _joined(
        self, node: ast.expr, left: ast.expr, op: ast.operator, right: ast.expr
    ) -> tuple[Compute, Unit | None]:
        (one, a), (other, b) = self.read(left), self.read(right)
        join = _JOINED[type(op)]
        compute: Compute = lambda values: join(one(values), other(values))  # noqa: E731
        if isinstance(op, ast.Mult | ast.Div):
            if a is None and b is None:
                return compute, None
            return compute, (a or BARE).times(b or BARE, 1 if isinstance(op, ast.Mult) else -1)
        if isinstance(op, ast.Pow):
            return compute, self._power(node, a, b, right)
        return compute, self._alike(node, a, b)

    def _power(self, node: ast.expr, a: Unit | None, b: Unit | None, right: ast.expr) -> Unit | None:
        self._alike(node, b, PLAIN)
        if a is None or not a.powers:
            return a
        try:
            power = Fraction(ast.literal_eval(right)).limit_denominator(12)
        except (ValueError, TypeError):
            power = Fraction(99)
        if abs(power) > 12:
            raise WrongFormula(
                Text("a value with a unit has a power that is not a plain number"),
                Text("write a number such as 2 or 0.5"),
                node.col_offset,
            )
        return a.to_the(power)

    def _call(self, node: ast.Call, name: str, given: list[ast.expr]) -> tuple[Compute, Unit | None]:
        if name not in FUNCTIONS:
            raise WrongFormula(
                Text("no function {name!r}", name=name[:40]),
                Text("nearest known: {near}", near=nearest(name, list(FUNCTIONS)) or "-"),
                node.col_offset,
            )
        function, least, most = FUNCTIONS[name]
        if not least <= len(given) <= most:
            raise WrongFormula(
                Text(
                    "{name} takes {least} to {most} values, not {count}",
                    name=name,
                    least=least,
                    most=most,
                    count=len(given),
                ),
                Text("write them in brackets, with commas between them"),
                node.col_offset,
            )
        read = [self.read(inner) for inner in given]
        computes = [compute for compute, _ in read]
        units = [unit for _, unit in read]
        compute: Compute = lambda values: float(function(*(each(values) for each in computes)))  # noqa: E731
        if name in NUMBERS_ONLY:
            self._alike(node, units[0], PLAIN)
            return compute, PLAIN
        if name == "sqrt":
            return compute, units[0].to_the(Fraction(1, 2)) if units[0] is not None else None
        like = units[1:] if name == "where" else units
        unit = like[0]
        for other in like[1:]:
            unit = self._alike(node, unit, other)
        return compute, unit

    def _alike(self, node: ast.expr, a: Unit | None, b: Unit | None) -> Unit | None:
        """The unit of operands that are added or compared; a bare number takes that of the other side."""
        if a is None or b is None:
            return a or b
        if not a.is_like(b):
            raise WrongFormula(
                Text("joins {a} and {b}", a=unit_words(a), b=unit_words(b)),
                Text("add or compare only what has the same unit; convert one of them first"),
                node.col_offset,
            )
        return a


__all__ = ["CONSTANTS", "FUNCTIONS", "LARGEST", "Formula", "WrongFormula", "WrongUnit", "formula"]
