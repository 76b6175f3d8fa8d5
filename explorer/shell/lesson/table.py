"""The answers of a class as a table for a spreadsheet. No Qt."""

from __future__ import annotations

import csv
from io import StringIO

from ...park.model import Language, Park
from ...visit.lesson import Lesson
from ..words import say

LETTERS = "ABCDE"
TABLE_ENCODING = "utf-8-sig"
"""Spreadsheets take a file for one in their own old encoding unless it begins with this mark."""
COLUMNS = ("question", "option", "text", "count", "right")


def answers_table(park: Park, lesson: Lesson, language: Language) -> str:
    """Every option of every question a line: number, letter, words, hands counted, whether it is right (1 or 0).

    Questions that were not asked have no count: the table can be printed before the lesson to tally on.
    """
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(say(f"table.{column}", language) for column in COLUMNS)
    for number, question in enumerate((park.quiz[id] for id in lesson.questions(park)), 1):
        marks = lesson.marks.get(question.id)
        for at, option in enumerate(question.options):
            count = marks.counts[at] if marks else ""
            rows.writerow((number, LETTERS[at], option[language], count, int(at + 1 == question.right)))
    return written.getvalue()
