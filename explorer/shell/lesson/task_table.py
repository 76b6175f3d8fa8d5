"""What a task asks pupils to read off an exhibit, as a table to write into, and what the model gives for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...exhibits.exhibit import Exhibit, Output
from ...exhibits.number_format import format_amount, number
from ...i18n import COLON, Text, tr
from ...i18n.units import with_unit
from ...park.model import Language, Park
from ...park.tour import Stop, Trial
from ...visit.lesson.model_values import Spread
from ..exhibit.parameters import parameters_of
from ..style.fonts import spaced
from ..style.html import Html, tag
from ..style.tokens import LIGHT
from .sheet import WRITING_LINE, cell, ruled

Level = Literal["A", "B", "C"]
LEVELS: dict[Level, Text] = {
    "A": Text("A: with help"),
    "B": Text("B: as usual"),
    "C": Text("C: on their own"),
}
"""Levels of a worksheet. The same tasks and questions: with steps and a first reading given; with tables to fill in;
with a guess before, a run of one's own, and answers in the pupils' own words."""

AnyExhibit = Exhibit[Any]
FEWEST_TO_COMPARE = 3
"""Runs from which it is worth asking which gives most and which least."""
Spreads = Sequence[Mapping[str, Spread]]
"""For each run of a task, the spread of each reading."""


@dataclass(frozen=True, slots=True)
class Readings:
    """The runs of a task and what is read off in each of them."""

    kind: type[AnyExhibit]
    runs: tuple[Trial, ...]
    outputs: tuple[Output, ...]  # those read in any of the runs
    values: Spreads  # what the model gives; empty until it is computed
    language: Language

    def heads(self) -> list[str]:
        """Each run in short: its settings or, without any, the last button pressed."""
        return [_tried(self.kind, run, self.language) for run in self.runs]

    def name(self, output: Output) -> str:
        """A reading with its unit."""
        return tr(with_unit(output.label, output.unit), self.language)

    def shown(self, at: int, output: Output, *, spread: bool = True) -> str | None:
        """What the model gives in a run: the median of a reading, with its range if it varies; None if not known."""
        found = self.values[at].get(output.name) if at < len(self.values) else None
        if found is None:
            return None
        middle = format_amount(found.median, output.unit, self.language)
        low, high = (number(value, self.language) for value in (found.low, found.high))
        return middle if low == high or not spread else f"{middle} ({low}–{high})"

    def extremes(self, output: Output) -> tuple[str, str] | None:
        """The runs with the largest and the smallest median of a reading; None unless each of the two is one run."""
        found = {at: each[output.name].median for at, each in enumerate(self.values) if output.name in each}
        if len(found) < max(len(self.runs), FEWEST_TO_COMPARE):
            return None
        most, least = (
            [at for at, value in found.items() if value == of(found.values())] for of in (max, min)
        )
        heads = self.heads()
        return (heads[most[0]], heads[least[0]]) if len(most) == len(least) == 1 else None


def readings_of(park: Park, stop: Stop, values: Spreads, language: Language) -> Readings | None:
    """The readings of a stop's task; None if it asks for none."""
    exhibit = park.fresh_exhibit(park.zones[stop.zone]) if stop.zone is not None else None
    if exhibit is None or stop.card is None or not stop.card.tries:
        return None
    read = {name for run in stop.card.tries for name in run.read}
    outputs = tuple(output for output in exhibit.outputs if output.name in read)
    return Readings(type(exhibit), stop.card.tries, outputs, values, language)


def model_results(park: Park, stop: Stop, values: Spreads, language: Language) -> str:
    """The model's results for the runs of a task in one line."""
    readings = readings_of(park, stop, values, language) if values else None
    if readings is None:
        return ""
    found: dict[str, list[str]] = {}
    for output in readings.outputs:
        for at, tried in enumerate(readings.heads()):
            spread = readings.shown(at, output)
            if spread is not None:
                found.setdefault(tr(output.label, language), []).append(f"{tried} → {spread}")
    colon = tr(COLON, language)
    return ". ".join(f"{label}{colon}{'; '.join(each)}" for label, each in found.items())


def table_of(readings: Readings, level: Level, px: float, *, for_teacher: bool) -> Html:
    """The table of a task: a row for each run, a column for each reading; filled in for the teacher.

    At level A the first run is filled in as an example. At level C there is a column to guess before each reading, and
    a row for a run of the pupils' own.
    """
    language, own = readings.language, level == "C" and not for_teacher
    given = len(readings.runs) if for_teacher else int(level == "A" and len(readings.runs) > 1)
    guess = [cell(spaced(tr(Text("my guess"), language)))] if own else []
    heads = [cell("")]
    for output in readings.outputs:
        heads += [*guess, cell(tag("b", spaced(readings.name(output))))]
    rows = [heads]
    for at, head in enumerate(readings.heads()):
        row = [cell(spaced(head))]
        for output in readings.outputs:
            shown = readings.shown(at, output, spread=for_teacher) if at < given else None
            row += [*(_to_fill(px) for _ in guess), _reading(readings, at, output, shown, px)]
        rows.append(row)
    if own:
        own_run = cell(spaced(tr(Text("your own run"), language)))
        rows.append([own_run, *(_to_fill(px) for _ in heads[1:])])
    return ruled(rows, px)


def _reading(readings: Readings, at: int, output: Output, shown: str | None, px: float) -> Html:
    """The cell for a reading: given, to be filled in, or struck out where the run does not ask for it."""
    if output.name not in readings.runs[at].read:
        return cell("–")
    if shown is None:
        return _to_fill(px)
    return cell(tag("b", spaced(shown), style=f"color:{LIGHT['ok']}"))


def _to_fill(px: float) -> Html:
    """An empty cell, high enough to write into."""
    return tag("td", "\u00a0", style=f"font-size:{px * WRITING_LINE:.0f}px")


def _tried(kind: type[AnyExhibit], trial: Trial, language: Language) -> str:
    """A run of a task in short: its dial settings or, without a dial, the last button pressed."""
    dials = {dial.name: dial for dial in parameters_of(kind)}
    if trial.turn or not trial.press:
        return ", ".join(dials[name].format_value(value, language) for name, value in trial.turn.items())
    return next(tr(action.label, language) for action in kind.actions if action.name == trial.press[-1])
