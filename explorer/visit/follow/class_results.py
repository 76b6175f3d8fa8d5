"""The results of a class as one chart: a dial across, a reading upward, one point for each pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...exhibits.asked import bounds
from ...exhibits.exhibit import Exhibit
from ...exhibits.kinds import KINDS
from .shapes import PairResult


@dataclass(frozen=True, slots=True)
class ClassResults:
    """What came of the runs of all pairs at one exhibit.

    Attributes
    ----------
    kind : the exhibit; that of most pairs.
    pairs : the results there, by the number of the pair.
    """

    kind: str
    pairs: Mapping[int, PairResult]

    @classmethod
    def of(cls, results: Mapping[int, PairResult]) -> ClassResults | None:
        """Of the exhibit where most pairs are; None where there is no result of an exhibit that is known here."""
        known = {number: result for number, result in results.items() if result.kind in KINDS}
        if not known:
            return None
        kind = Counter(result.kind for result in known.values()).most_common(1)[0][0]
        return cls(kind, {number: result for number, result in known.items() if result.kind == kind})

    @property
    def exhibit(self) -> type[Exhibit[Any]]:
        return KINDS[self.kind]

    @property
    def dials(self) -> tuple[str, ...]:
        """What can stand across: numbers that can be set, those first in which the pairs differ most."""
        fields = self.exhibit.model_fields
        names = [name for name in fields if name != "seed" and isinstance(fields[name].default, float | int)]
        return tuple(sorted(names, key=self._spread, reverse=True))

    @property
    def outputs(self) -> tuple[str, ...]:
        """What can stand upward: the readings, the large ones first."""
        first = self.exhibit.figures
        rest = (output.name for output in self.exhibit.outputs if output.name not in first)
        return (*first, *rest)

    def points(self, dial: str, output: str) -> dict[int, tuple[float, float]]:
        """Where each pair stands; one that lacks a number is left out."""
        found: dict[int, tuple[float, float]] = {}
        for number, result in sorted(self.pairs.items()):
            x, y = result.values.get(dial), result.readings.get(output)
            if isinstance(x, float | int) and y is not None:
                found[number] = (float(x), y)
        return found

    def range_of(self, name: str) -> tuple[float, float]:
        """What a dial can be set to, or a reading is expected between."""
        output = next((one for one in self.exhibit.outputs if one.name == name), None)
        if output is not None:
            return output.low, output.high
        low, high = bounds(self.exhibit.model_fields[name])
        return (0.0, 1.0) if low is None or high is None else (low, high)

    def _spread(self, dial: str) -> float:
        """How far apart the pairs are on a dial, as a share of its range."""
        values = [float(v) for r in self.pairs.values() if isinstance(v := r.values.get(dial), float | int)]
        low, high = bounds(self.exhibit.model_fields[dial])
        width = 1.0 if low is None or high is None else high - low
        return (max(values) - min(values)) / width if values and width else 0.0
