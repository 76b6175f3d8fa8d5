"""Results of a class: what each pair reports, and all of it as one chart, a parameter across and a reading upward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from ...exhibits.asked import bounds, steps_of, unit_of, words_of
from ...exhibits.exhibit import Exhibit
from ...exhibits.kinds import KINDS
from ...i18n import Text
from ...i18n.units import with_unit
from ..exhibit_run import Running
from ..state import VisitState
from ..state_code import code_as_fits
from .shapes import MOST_LETTERS, PairResult, PairState

SWITCH = {0.0: Text("off", context="switch"), 1.0: Text("on", context="switch")}


@dataclass(frozen=True, slots=True)
class ClassResults:
    """Results of all pairs at one exhibit."""

    kind: str  # kind of the exhibit where most pairs are
    pairs: Mapping[int, PairResult]  # results there, by number of the pair

    @classmethod
    def of(cls, results: Mapping[int, PairResult]) -> ClassResults | None:
        """Results at the exhibit where most pairs are; None if no result is of a known exhibit."""
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
        """Candidates for the x-axis: numeric parameters, those in which the pairs differ most first."""
        fields = self.exhibit.model_fields
        names = [name for name in fields if name != "seed" and isinstance(fields[name].default, float | int)]
        return tuple(sorted(names, key=self._spread, reverse=True))

    @property
    def outputs(self) -> tuple[str, ...]:
        """Candidates for the y-axis: the readings, those shown large first."""
        first = self.exhibit.figures
        rest = (output.name for output in self.exhibit.outputs if output.name not in first)
        return (*first, *rest)

    def points(self, dial: str, output: str) -> dict[int, tuple[float, float]]:
        """Position of each pair; a pair without one of the two numbers is omitted."""
        found: dict[int, tuple[float, float]] = {}
        for number, result in sorted(self.pairs.items()):
            x, y = result.values.get(dial), result.readings.get(output)
            if isinstance(x, float | int) and y is not None:
                found[number] = (float(x), y)
        return found

    def range_of(self, name: str) -> tuple[float, float]:
        """Range of a parameter, or expected range of a reading."""
        output = next((one for one in self.exhibit.outputs if one.name == name), None)
        if output is not None:
            return output.low, output.high
        low, high = bounds(self.exhibit.model_fields[name])
        return (0.0, 1.0) if low is None or high is None else (low, high)

    def names_of(self, name: str) -> dict[float, Text]:
        """Names of the values of a parameter or reading that visitors see as words; empty if they see numbers."""
        output = next((one for one in self.exhibit.outputs if one.name == name), None)
        if output is not None:
            return {output.low + number: words for number, words in enumerate(output.names)}
        field = self.exhibit.model_fields[name]
        return SWITCH if field.annotation is bool else steps_of(field)

    def heading_of(self, name: str) -> Text:
        """Name of a parameter or reading, with its unit."""
        output = next((one for one in self.exhibit.outputs if one.name == name), None)
        if output is not None:
            return with_unit(output.label, output.unit)
        field = self.exhibit.model_fields[name]
        return with_unit(words_of(field, "label"), unit_of(field))

    def _spread(self, dial: str) -> float:
        """Spread of the pairs in a parameter, as a share of its range."""
        values = [float(v) for r in self.pairs.values() if isinstance(v := r.values.get(dial), float | int)]
        low, high = bounds(self.exhibit.model_fields[dial])
        width = 1.0 if low is None or high is None else high - low
        return (max(values) - min(values)) / width if values and width else 0.0


# ---- a pair's own end


def pair_state(visit: VisitState) -> PairState | None:
    """Status of a following visit; None if it follows no leader."""
    following = visit.following
    if following is None:
        return None
    collected = following.whole.together.collected if following.whole is not None else 0
    run = visit.run
    result = None
    if collected and run is not None and visit.zone is not None and not following.leads:
        result = result_of(run, visit.zone, collected)
    return PairState(standing=following.standing, zone=visit.zone, agrees=following.agrees, result=result)


def result_of(run: Running, zone: str, collected: int) -> PairResult:
    """A run as one point of the class chart. The code is longer for a run that is long or began in the leader's snapshot."""
    code = code_as_fits(run)
    readings = {name: value for name, value in run.readings.items() if isfinite(value)}
    return PairResult(
        collected=collected,
        zone=zone,
        kind=run.exhibit.kind,
        values=run.exhibit.model_dump(),
        readings=readings,
        code=code if len(code) <= MOST_LETTERS else "",
    )
