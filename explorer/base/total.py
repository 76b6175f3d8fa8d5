"""A sum that is the same to the last digit in every version of Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Number = TypeVar("Number", int, float)


def total(values: Iterable[Number]) -> Number:
    """The sum of numbers, added one after another; 0 without any.

    From Python 3.12 on the built-in `sum` compensates rounding errors of floats. A saved state, a follower and a replay need
    the same readings in all versions.
    """
    result: Number = 0
    for value in values:
        result += value
    return result
