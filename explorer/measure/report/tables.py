"""The figures as tables: names of rows, and their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...i18n import Text, Translatable, Verbatim
from ...i18n.units import with_unit
from ...park.model import Park
from ...visit.log.figures import Figures
from . import words

Cell = int | float | str | Text


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    id: str  # its id in the database
    name: Translatable
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    id: str  # for the CSV file
    title: Text
    what: Text  # head of the column of names
    heads: tuple[Text, ...]  # heads of the numbers; `measures`: their names in the CSV file
    measures: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of zones, exhibits, questions and readings; `values`: lowest value and names of a reading's named values."""

    zones: Mapping[str, Translatable]
    exhibits: Mapping[str, Translatable]
    questions: Mapping[str, Translatable]
    readings: Mapping[tuple[str, str], Translatable]
    values: Mapping[tuple[str, str], tuple[float, tuple[Text, ...]]] = field(default_factory=dict)

    def value(self, exhibit: str, output: str, number: float) -> Cell:
        """The value of a reading, by its name if it has one, such as a month."""
        low, names = self.values.get((exhibit, output), (0.0, ()))
        step = round(number - low)
        return names[step] if 0 <= step < len(names) else f"{number:.4g}"

    @classmethod
    def of(cls, park: Park | None) -> Names:
        """The names in a park; without a park, the ids of the database."""
        from ...exhibits.kinds import KINDS

        if park is None:
            return cls({}, {}, {}, {})
        return cls(
            {id: zone.title for id, zone in park.zones.items()},
            {kind: exhibit.title for kind, exhibit in KINDS.items()},
            {id: question.question for id, question in park.quiz.items()},
            {
                (kind, output.name): with_unit(output.label, output.unit)
                for kind, exhibit in KINDS.items()
                for output in exhibit.outputs
            },
            {
                (kind, output.name): (output.low, output.names)
                for kind, exhibit in KINDS.items()
                for output in exhibit.outputs
                if output.names
            },
        )


def tables(figures: Figures, names: Names) -> tuple[Table, ...]:
    """All tables, in display order."""

    def called(there: Mapping[str, Translatable]) -> Callable[[str], Translatable]:
        return lambda id: there.get(id, Verbatim(id))

    zone, exhibit, question = called(names.zones), called(names.exhibits), called(names.questions)
    w = words
    lower_s, upper_s = figures.quartiles_s
    overview: tuple[tuple[str, Cell], ...] = (
        ("visits", figures.visits), ("bounces", figures.bounces), ("active_lower_quartile_s", lower_s),
        ("active_median_s", figures.median_s), ("active_upper_quartile_s", upper_s), ("staff", figures.staff),
    )  # fmt: skip
    return (
        Table(
            "overview", w.OVERVIEW, w.FIGURE, (w.VALUE,), ("value",),
            tuple(Row(id, w.OVERVIEW_ROWS[id], (value,)) for id, value in overview if figures.visits),
        ),
        Table(
            "days", w.DAYS, w.DAY, (w.VISITS, w.MEDIAN_S), ("visits", "median_s"),
            tuple(Row(d.day.isoformat(), Verbatim(d.day.isoformat()), (d.visits, d.median_s)) for d in figures.days),
        ),
        Table(
            "hours", w.HOURS, w.HOUR, (w.VISITS,), ("visits",),
            tuple(Row(f"{h:02}", Verbatim(f"{h:02}:00"), (n,)) for h, n in enumerate(figures.hours) if n),
        ),
        Table(
            "zones", w.ZONES, w.ZONE, (w.VISITS, w.OPENINGS, w.MEDIAN_S), ("visits", "openings", "median_s"),
            tuple(Row(z.zone, zone(z.zone), (z.visits, z.openings, z.median_s)) for z in figures.zones),
        ),
        Table(
            "exhibits", w.EXHIBITS, w.EXHIBIT, (w.ACTS, w.VISITS), ("acts", "visits"),
            tuple(Row(e.exhibit, exhibit(e.exhibit), (e.acts, e.visits)) for e in figures.exhibits),
        ),
        _counts("languages", w.LANGUAGES, w.LANGUAGE, figures.languages),
        Table(
            "quiz", w.QUIZ, w.QUESTION, (w.ANSWERS, w.RIGHT, w.CHOSEN), ("answers", "right", "options"),
            tuple(
                Row(a.question, question(a.question), (a.answers, a.right, _options(a.options)))
                for a in figures.quiz
            ),
        ),
        Table(
            "classes", w.CLASSES, w.QUESTION, (w.LESSONS, w.HANDS, w.RIGHT, w.COUNTED),
            ("lessons", "hands", "right", "options"),
            tuple(
                Row(a.question, question(a.question), (a.lessons, a.answers, a.right, _options(a.options)))
                for a in figures.classes
            ),
        ),
        Table(
            "results", w.RESULTS, w.READING, (w.LESSONS, w.PAIRS, w.LOWEST, w.HALF, w.HIGHEST),
            ("lessons", "pairs", "lowest", "median", "highest"),
            tuple(
                Row(
                    f"{r.exhibit}.{r.output}",
                    Text("{exhibit}: {reading}", exhibit=exhibit(r.exhibit),
                         reading=names.readings.get((r.exhibit, r.output), Verbatim(r.output))),
                    (r.lessons, r.pairs, *(names.value(r.exhibit, r.output, y) for y in (r.lowest, r.median, r.highest))),
                )
                for r in figures.results
            ),
        ),
        _counts("endings", w.ENDINGS, w.ENDING, figures.endings),
        _counts("modes", w.MODES, w.MODE, figures.modes),
    )  # fmt: skip


def _counts(id: str, title: Text, what: Text, counts: Mapping[str, int]) -> Table:
    rows = tuple(Row(key, words.named(key), (count,)) for key, count in counts.items())
    return Table(id, title, what, (words.VISITS,), ("visits",), rows)


def _options(chosen: Mapping[int, int]) -> str:
    return " ".join(f"{option}:{count}" for option, count in sorted(chosen.items()))
