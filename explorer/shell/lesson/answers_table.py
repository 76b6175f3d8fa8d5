"""The answers of a class as CSV for a spreadsheet. No Qt."""

from __future__ import annotations

import csv
from io import StringIO

from ...i18n import Text, tr
from ...park.model import Language, Park
from ...visit.lesson.state import Lesson
from .pair_results import pair_tables

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
    for number, question in enumerate((park.quiz[id] for id in lesson.questions(park)), 1):
        marks = lesson.marks.get(question.id)
        for at, option in enumerate(question.options):
            count = marks.counts[at] if marks else ""
            row = [number, question.question[language], LETTERS[at], option[language], count]
            rows.writerow([*row, int(at + 1 == question.right)] if for_teacher else row)
    for table in pair_tables(lesson, language) if for_teacher else ():
        rows.writerows([[], [table.title], table.heads, *table.rows])
    return written.getvalue()
