"""The answers of a class and the results of its pairs as tables."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO

from ...exhibits.kinds import KINDS
from ...exhibits.number_format import number
from ...i18n import Text, tr
from ...park.model import Language, Park
from ...visit.follow.class_results import ClassResults
from ...visit.lesson.state import Lesson

COLUMN_WORDS: dict[str, Text] = {
    "number": Text("number"),
    "question": Text("question"),
    "option": Text("option"),
    "text": Text("text"),
    "count": Text("count"),
    "right": Text("right"),
}
LETTERS = "ABCDE"
TABLE_ENCODING = "utf-8-sig"
"""Without this byte-order mark, spreadsheets read a file in their legacy encoding."""
COLUMNS = ("number", "question", "option", "text", "count")


def answers_table(park: Park, lesson: Lesson, language: Language, *, for_teacher: bool = True) -> str:
    """One line per option of each question: number, question, letter, option, hands counted.

    Questions not asked have no count: the table can be printed before the lesson to tally on. For a teacher, a
    last column marks right options (1 or 0). The results of pairs follow below.
    """
    written = StringIO()
    rows = csv.writer(written)
    columns = [*COLUMNS, "right"] if for_teacher else COLUMNS
    rows.writerow(tr(COLUMN_WORDS[column], language) for column in columns)
    for place, question in enumerate((park.quiz[id] for id in lesson.questions(park)), 1):
        marks = lesson.marks.get(question.id)
        for at, option in enumerate(question.options):
            count = marks.counts[at] if marks else ""
            row = [place, question.question[language], LETTERS[at], option[language], count]
            rows.writerow([*row, int(at + 1 == question.right)] if for_teacher else row)
    for table in pair_tables(lesson, language) if for_teacher else ():
        rows.writerows([[], [table.title], table.heads, *table.rows])
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class PairTable:
    """The results at one exhibit."""

    title: str  # title of the exhibit
    heads: tuple[str, ...]  # of the screen, the settings and the readings; `rows`: one per pair
    rows: tuple[tuple[str, ...], ...]


def pair_tables(lesson: Lesson, language: Language) -> list[PairTable]:
    """The results of a lesson, one table per exhibit, in the order of collection."""
    made = []
    for kind, dial, output in dict.fromkeys((p.kind, p.dial, p.output) for p in lesson.points):
        exhibit = KINDS.get(kind)
        known = {output.name for output in exhibit.outputs} if exhibit is not None else set()
        if exhibit is None or output not in known or dial not in exhibit.model_fields:
            continue  # from another version
        axes = ClassResults(kind, {})
        heads = (
            tr(Text("Screen", context="of a pair"), language),
            *(tr(axes.heading_of(n), language) for n in (dial, output)),
        )
        here = [p for p in lesson.points if (p.kind, p.dial, p.output) == (kind, dial, output)]
        rows = tuple(
            (str(p.pair), _called(axes, dial, p.x, language), _called(axes, output, p.y, language))
            for p in sorted(here, key=lambda p: p.pair)
        )
        made.append(PairTable(tr(exhibit.title, language), heads, rows))
    return made


def _called(axes: ClassResults, name: str, value: float, language: Language) -> str:
    """A value of a dial or reading: its name if it has one, else the number."""
    names = axes.names_of(name)
    if not names:
        return number(value, language)
    return tr(names[min(names, key=lambda known: abs(known - value))], language)
