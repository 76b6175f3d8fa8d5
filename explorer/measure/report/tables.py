"""The figures as tables: names of rows, and their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ...i18n import Text, Translatable, Verbatim
from ...i18n.units import with_unit
from ...park.frame import FACES, SurveyQuestion
from ...park.model import Park
from ...visit.log.figures import Figures, Part, Surveyed
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
    """Names of zones, exhibits, questions and readings; `values`: lowest value and names of a reading's named values.

    `survey`: the questions of the scene's survey, in the order in which they are asked.
    """

    zones: Mapping[str, Translatable]
    exhibits: Mapping[str, Translatable]
    questions: Mapping[str, Translatable]
    readings: Mapping[tuple[str, str], Translatable]
    values: Mapping[tuple[str, str], tuple[float, tuple[Text, ...]]] = field(default_factory=dict)
    survey: Mapping[str, SurveyQuestion] = field(default_factory=dict)

    def surveyed(self, answered: Sequence[Surveyed]) -> list[Surveyed]:
        """Answers in the order of the survey; those to questions that the scene no longer asks come last."""
        order = list(self.survey)
        return sorted(answered, key=lambda a: order.index(a.question) if a.question in order else len(order))

    def option(self, question: str, option: int) -> Translatable:
        """The words of an answer, by its number from 1."""
        asked = self.survey.get(question)
        known = () if asked is None else FACES if asked.kind == "faces" else asked.options
        return known[option - 1] if option <= len(known) else Verbatim(str(option))

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
            {asked.id: asked for asked in park.survey},
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
            "funnel", w.FUNNEL, w.STEP, (w.VISITS,), ("visits",),
            tuple(Row(step, w.STEPS[step], (count,)) for step, count in figures.funnel.items()),
        ),
        _compared("days", w.DAYS, w.DAY, figures.days),
        _compared("booths", w.BOOTHS, w.BOOTH, figures.booths),
        _calendar(figures),
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
        Table("survey", w.SURVEY, w.ANSWER, (w.ANSWERS,), ("answers",), _survey(figures.survey, names)),
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


def _compared(id: str, title: Text, what: Text, parts: Sequence[Part]) -> Table:
    """Days or booths side by side."""
    w = words
    return Table(
        id, title, what, (w.VISITS, w.MEDIAN_S, w.BOUNCED, w.TRIED), ("visits", "median_s", "bounces", "tried"),
        tuple(Row(p.name, Verbatim(p.name), (p.visits, p.median_s, p.bounces, p.tried)) for p in parts),
    )  # fmt: skip


def open_hours(figures: Figures) -> range:
    """The hours from the first to the last with visitors."""
    there = [hour for hour, count in enumerate(figures.hours) if count]
    return range(there[0], there[-1] + 1) if there else range(0)


def _calendar(figures: Figures) -> Table:
    hours = open_hours(figures)
    return Table(
        "calendar", words.CALENDAR, words.DAY,
        tuple(Text("{h}:00", h=h) for h in hours), tuple(f"visits_{h:02}" for h in hours),
        tuple(
            Row(day.name, Verbatim(day.name), tuple(counts[h] for h in hours))
            for day, counts in zip(figures.days, figures.calendar, strict=True)
        ),
    )  # fmt: skip


def _survey(answered: Sequence[Surveyed], names: Names) -> tuple[Row, ...]:
    rows = []
    for asked in names.surveyed(answered):
        known = names.survey.get(asked.question)
        question = known.question if known else Verbatim(asked.question)
        found: list[tuple[str, Translatable, int]] = [
            (str(option), names.option(asked.question, option), asked.options.get(option, 0))
            for option in range(1, max(known.answers if known else 0, *asked.options, 0) + 1)
        ]
        for number, (line, count) in enumerate(Counter(asked.lines).items(), 1):
            found.append((f"line-{number}", Verbatim(line), count))
        found.append(("skipped", words.SKIPPED, asked.skipped))
        for id, answer, count in found:
            name = Text("{question} {answer}", question=question, answer=answer)
            rows.append(Row(f"{asked.question}.{id}", name, (count,)))
    return tuple(rows)


def _counts(id: str, title: Text, what: Text, counts: Mapping[str, int]) -> Table:
    rows = tuple(Row(key, words.named(key), (count,)) for key, count in counts.items())
    return Table(id, title, what, (words.VISITS,), ("visits",), rows)


def _options(chosen: Mapping[int, int]) -> str:
    return " ".join(f"{option}:{count}" for option, count in sorted(chosen.items()))
