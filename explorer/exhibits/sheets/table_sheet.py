"""A sheet with readings from a table: texts select rows, one number is interpolated linearly between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import cast

from ...i18n import Text
from ..exhibit import Value
from .sheet import Compute
from .table_file import NotRead, Table

MOST_CHOICES = 12
Curve = tuple[tuple[float, ...], dict[str, tuple[float, ...]]]


def is_of_texts(table: Table, column: str) -> bool:
    """Whether a column holds words; a mixed one counts as words."""
    return any(isinstance(cell, str) for cell in table.columns[column])


def choices_of(table: Table, column: str) -> tuple[str, ...]:
    """The distinct words of a column, in order of appearance."""
    return tuple(dict.fromkeys(str(cell) for cell in table.columns[column]))


def looking_up(table: Table, dials: Sequence[str], readings: Sequence[str]) -> Compute:
    """Function from the dials of a table to its readings.

    Raises NotRead if a reading is not numeric, several dials are numeric, or rows are missing or duplicated.
    """
    words = [dial for dial in dials if is_of_texts(table, dial)]
    numbers = [dial for dial in dials if dial not in words]
    if len(numbers) > 1:
        raise NotRead(
            Text("has the numbers {names} as dials", names=", ".join(numbers)),
            Text("leave one dial that is a number; write words for the others, such as low and high"),
        )
    for name in readings:
        row = next((n for n, cell in enumerate(table.columns[name], 2) if isinstance(cell, str)), None)
        if row is not None:
            raise NotRead(
                Text("row {row}: {name} is no number", row=row, name=name),
                Text("write plain numbers in this column"),
                row,
            )
    curves = _curves(table, words, numbers, readings)

    def compute(values: Mapping[str, Value]) -> Mapping[str, float | None]:
        curve = curves.get(tuple(str(values[dial]) for dial in words))
        if curve is None:
            return dict.fromkeys(readings, None)
        at = float(values[numbers[0]]) if numbers else 0.0
        return {name: _between(curve[0], curve[1][name], at) for name in readings}

    return compute


def _curves(
    table: Table, words: Sequence[str], numbers: Sequence[str], readings: Sequence[str]
) -> dict[tuple[str, ...], Curve]:
    groups: dict[tuple[str, ...], list[int]] = {}
    for row in range(table.rows):
        groups.setdefault(tuple(str(table.columns[dial][row]) for dial in words), []).append(row)
    curves: dict[tuple[str, ...], Curve] = {}
    for key, found in groups.items():
        named = f" ({', '.join(key)})" if key else ""
        rows = (
            sorted(found, key=lambda row: cast("float", table.columns[numbers[0]][row])) if numbers else found
        )
        xs = tuple(cast("float", table.columns[numbers[0]][row]) if numbers else 0.0 for row in rows)
        twice = next((rows[n] + 2 for n in range(1, len(rows)) if xs[n] == xs[n - 1]), None)
        if twice is not None:
            raise NotRead(
                Text("row {row}: comes twice with the same dials{named}", row=twice, named=named),
                Text("keep one of the two rows, or make another column a dial"),
                twice,
            )
        curves[key] = (
            xs,
            {name: tuple(cast("float", table.columns[name][row]) for row in rows) for name in readings},
        )
    return curves


def _between(xs: tuple[float, ...], ys: tuple[float, ...], x: float) -> float:
    """Linear interpolation at x; constant beyond the ends."""
    if x <= xs[0]:
        return ys[0]
    if x >= xs[-1]:
        return ys[-1]
    n = bisect_right(xs, x)
    share = (x - xs[n - 1]) / (xs[n] - xs[n - 1])
    return ys[n - 1] + share * (ys[n] - ys[n - 1])
