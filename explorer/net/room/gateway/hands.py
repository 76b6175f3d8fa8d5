"""One dial shared by all phones: what most of them want."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable

from ..messages import DialWords, Value

LASTS_S = 3.0
"""Time that a phone's value counts after its last move."""


class Hands:
    """The values that the phones of a room want for the dial.

    The result is the median of numbers, so that one extreme value moves nothing, and the most frequent choice.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._dial: tuple[str, str] | None = None
        self._wishes: dict[str, tuple[float, Value]] = {}

    def set(self, kind: str, dial: DialWords, phone: str, value: Value) -> bool:
        """Set the value a phone wants; false if the dial has no such value."""
        if not is_value(dial, value):
            return False
        if self._dial != (kind, dial.name):
            self._dial, self._wishes = (kind, dial.name), {}
        self._wishes[phone] = (self._clock(), value)
        return True

    def leave(self, phone: str) -> None:
        """A phone has gone."""
        self._wishes.pop(phone, None)

    def clear(self) -> None:
        """Forget all values: another exhibit or another visitor has come."""
        self._dial, self._wishes = None, {}

    @property
    def wish(self) -> tuple[str, str, Value] | None:
        """Kind, dial, and the combined value; None if no phone has moved it lately."""
        now = self._clock()
        self._wishes = {phone: wish for phone, wish in self._wishes.items() if now - wish[0] < LASTS_S}
        if not self._wishes or self._dial is None:
            return None
        values = [value for _, value in self._wishes.values()]
        if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
            together: Value = statistics.median_low([float(value) for value in values])
        else:
            together = Counter(values).most_common(1)[0][0]
        return (*self._dial, together)


def is_value(dial: DialWords, value: Value) -> bool:
    """Whether a value is valid for a dial."""
    match dial.shape:
        case "switch":
            return isinstance(value, bool)
        case "choice":
            return any(type(value) is type(choice) and value == choice for choice, _ in dial.choices)
        case "number":
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return is_number and dial.low <= float(value) <= dial.high
