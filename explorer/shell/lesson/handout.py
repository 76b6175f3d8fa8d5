"""The worksheet of a lesson in three levels, for pupils or with its key for the teacher. No widgets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...i18n import COLON, Text, is_cjk, tr
from ...park.model import Language
from ...park.tour import Question, Stop, one_line
from ...visit.lesson.model_values import SEEDS, Values
from ..panels.panel_page import linked
from ..style.colour import accent_colours
from ..style.fonts import spaced
from ..style.html import Content, Html, joined, lines, tag
from ..style.tokens import LIGHT
from ..widgets import plain
from .answers import LETTERS, pair_tables
from .sheet import INSET, Sheet, cell, line, ruled, table, writing_lines
from .task_table import Level, Readings, readings_of, table_of

ANSWER = Text("{letter} is correct.")
SHEET_SEEDS = Text("Model: median (range) over {count} seeds.")
ZONE = Text("zone {number}")
BLANKS: dict[str, Text] = {
    "name": Text("Name", context="of a pupil"),
    "group": Text("Class"),
    "date": Text("Date"),
}
BLANK = "_" * 14

QUESTION_COLUMNS = 2
PICTURE_WIDTH = 10.0
"""In heights of the text."""
PICTURE = (320, 200)
"""Width and height of a stop's picture, physical pixels; printed smaller, and so sharper."""
LINES: dict[Level, int] = {"A": 1, "B": 2, "C": 3}
"""Lines to write on for each task."""
ANSWER_LINES = 2
"""Lines for a question that is answered in the pupils' own words."""
_TERM = re.compile(r"\[\[([a-z0-9-]+)\|")
_SENTENCES, _CJK_SENTENCES = re.compile(r"(?<=[.!?])\s+"), re.compile(r"(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class Handout(Sheet):
    """Content of the worksheet."""

    # with answers, reasons, notes and the class's answers; otherwise with lines to write on
    for_teacher: bool = False
    # the model's results for the tasks: for the key, and for the example of level A
    values: Values = field(default_factory=dict)
    level: Level = "B"

    def blocks(self, px: float) -> list[Html]:
        begins = self.tour.starts_s
        stops = [
            self._stop(number, stop, begin_s, px)
            for number, (stop, begin_s) in enumerate(zip(self.tour.stops, begins, strict=True), 1)
        ]
        terms = [] if self.for_teacher else self._terms(px)
        first, last = (terms, []) if self.level == "A" else ([], terms)
        blocks = [self._head(px), *first, *stops, *self._questions(px), *self._pairs(px), *last]
        return self.ended(blocks, px)

    # ---- parts

    def _head(self, px: float) -> Html:
        language = self.language
        words = Text("For the teacher: with answers") if self.for_teacher else Text("For the class")
        kicker = f"{tr(words, language)} · {tr(Text('level {level}'), language, level=self.level)}"
        lead = self.tour.lead[language]
        if any(self.values.values()):
            lead += f" {tr(SHEET_SEEDS, language, count=len(SEEDS))}"
        return self.headed(kicker, spaced(lead) if self.for_teacher else self._to_fill_in(), px)

    def _to_fill_in(self) -> Html:
        """Blanks for name, class and date."""
        names = (("name", 26), ("group", 12), ("date", 14))
        blanks = (f"{spaced(tr(BLANKS[name], self.language))} {'_' * long}" for name, long in names)
        return joined("\u00a0\u00a0 ".join(blanks))

    def _stop(self, number: int, stop: Stop, begin_s: float, px: float) -> Html:
        park, language = self.park, self.language
        first, last = round(begin_s / 60), round((begin_s + stop.hold_s) / 60)
        phrase = tr(Text("min {first}–{last}"), language, first=first, last=last)
        named = stop.zone is not None or stop.title is not None
        title = park.title_of(stop)[language] if named else one_line(stop.caption[language], language)
        ink = LIGHT["ink"]
        if stop.zone is not None:
            zone = park.zones[stop.zone]
            phrase = f"{tr(ZONE, language, number=zone.number)} · {phrase}"
            ink = accent_colours(zone.accent.day, zone.accent.night, "light").text
        heading = tag("b", f"{number}. {spaced(title)}", style=f"color:{ink}")
        parts: list[Content] = [joined(heading, f"\u00a0 {spaced(phrase)}")]
        if stop.card is not None:
            parts.append(self.labelled(Text("By the end you can"), stop.card.objective[language]))
            task = stop.card.students_do[language]
            steps = sentences(task, language) if self.level == "A" else []
            if len(steps) > 1:
                parts.append(tag("b", f"{spaced(tr(Text('Your task'), language))}{tr(COLON, language)}"))
                parts += [f"{at}) {spaced(plain(step))}" for at, step in enumerate(steps, 1)]
            else:
                parts.append(self.labelled(Text("Your task"), task))
        if self.for_teacher and stop.note is not None:
            parts.append(self.labelled(Text("For you"), stop.note[language]))
        cells = [cell(lines(parts), *(self._to_answer(stop, px) if stop.card is not None else ()))]
        source = self.pictures.get(stop.id)
        if source is not None:
            wide = px * PICTURE_WIDTH
            high = wide * PICTURE[1] / PICTURE[0]
            picture = tag("img", src=source, width=f"{wide:.0f}", height=f"{high:.0f}", alt="")
            cells.insert(0, cell(picture, width=f"{wide + px * 0.7:.0f}"))
        return table([cells], px)

    def _to_answer(self, stop: Stop, px: float) -> list[Html]:
        """Table and lines of a task, filled in where the model gives the answer and the sheet is for the teacher."""
        language, level = self.language, self.level
        readings = readings_of(self.park, stop, self.values.get(stop.id, ()), language)
        made = []
        if readings is not None:
            made.append(table_of(readings, level, px, for_teacher=self.for_teacher))
            if level == "A":
                made += self._extremes(readings)
        if self.for_teacher:
            return [*made, *(self._spread_note(readings) if level == "C" and readings is not None else ())]
        if level == "C":
            why = Text("Why is it so? Would another group read the same numbers?")
            made.append(
                tag("p", spaced(tr(why if readings is not None else Text("Why is it so?"), language)))
            )
        elif readings is not None:
            made.append(tag("p", spaced(tr(Text("What do you notice?"), language))))
        return [*made, writing_lines(px, LINES[level])]

    def _extremes(self, readings: Readings) -> list[Html]:
        """Sentences to complete: with which run a reading is largest and smallest."""
        made = []
        for output in readings.outputs:
            found = readings.extremes(output)
            if found is None:
                continue
            most, least = found if self.for_teacher else (BLANK, BLANK)
            words = tr(
                Text("{reading}: largest with {most}, smallest with {least}."),
                self.language, reading=readings.name(output), most=most, least=least,
            )  # fmt: skip
            made.append(tag("p", spaced(words)))
        return made

    def _spread_note(self, readings: Readings) -> list[Html]:
        """Whether two groups read the same numbers."""
        varies = any(each.low != each.high for run in readings.values for each in run.values())
        words = (
            Text("Groups read different numbers: their runs differ by chance, within the ranges given.")
            if varies
            else Text("Every group reads the same numbers: nothing in these runs is left to chance.")
        )
        return [tag("p", spaced(tr(words, self.language)))] if readings.values else []

    def _questions(self, px: float) -> list[Html]:
        cells: list[Content] = [
            self._question(self.park.quiz[id], number, px) for number, id in enumerate(self.tour.questions, 1)
        ]
        columns = 1 if self.level == "C" and not self.for_teacher else QUESTION_COLUMNS
        rows = [
            [*cells[at : at + columns], *[""] * columns][:columns] for at in range(0, len(cells), columns)
        ]
        wide = f"{100 // columns}%"
        made = [table([[cell(each, width=wide) for each in row]], px) for row in rows]
        return self.under(Text("Questions"), made, px)

    def _question(self, question: Question, number: int, px: float) -> Html:
        language = self.language
        parts: list[Content] = [tag("b", f"{number}. {spaced(question.question[language])}")]
        if self.level == "C" and not self.for_teacher:
            return joined(lines(parts), writing_lines(px, ANSWER_LINES))
        for at, option in enumerate(question.options):
            words = f"{LETTERS[at]}\u00a0\u00a0{spaced(option[language])}"
            right = self.for_teacher and at + 1 == question.right
            parts.append(tag("b", words, style=f"color:{LIGHT['ok']}") if right else words)
        if self.level == "A" and not self.for_teacher:
            places = ", ".join(self.park.zones[zone].title[language] for zone in question.zones)
            parts.append(self.labelled(Text("Look here"), places))
        if self.for_teacher:
            phrase = (
                f"{tr(ANSWER, language, letter=LETTERS[question.right - 1])} {question.explanation[language]}"
            )
            rests = f" ({', '.join(question.claims)})" if question.claims else ""
            parts.append(spaced(phrase) + rests)
            marks = self.lesson.marks.get(question.id)
            if marks is not None and marks.right_share is not None:
                percent = round(marks.right_share * 100)
                counted = tr(
                    Text("Class: {answered} answered, {percent} % correct."),
                    language,
                    answered=marks.answered,
                    percent=percent,
                )
                parts.append(tag("b", spaced(counted)))
        return lines(parts)

    def _pairs(self, px: float) -> list[Html]:
        """Results of the pairs' runs, for the teacher."""
        made = []
        for found in pair_tables(self.lesson, self.language) if self.for_teacher else ():
            heads = [cell(tag("b", spaced(head))) for head in found.heads]
            rows = [[tag("td", spaced(each)) for each in row] for row in found.rows]
            title = line(tag("b", spaced(found.title)), f"{px * 0.2}px 0 0 {round(px * INSET)}px")
            made.append(joined(title, ruled([heads, *rows], px)))
        return self.under(Text("Results of the pairs"), made, px)

    def _terms(self, px: float) -> list[Html]:
        """Glossary terms used in tasks and questions, with their definitions."""
        colon = tr(COLON, self.language)
        parts = [
            joined(tag("b", spaced(term)), f"{colon}{spaced(meaning)}") for term, meaning in terms_of(self)
        ]
        return self.under(
            Text("Words on this sheet"), [table([[tag("td", lines(parts))]], px)] if parts else [], px
        )


def terms_of(sheet: Sheet) -> list[tuple[str, str]]:
    """The glossary terms in tasks and questions of a lesson, with their meanings."""
    language, glossary, tour = sheet.language, sheet.park.glossary, sheet.tour
    cards = [stop.card for stop in tour.stops if stop.card is not None]
    texts = [text[language] for card in cards for text in (card.objective, card.students_do)]
    for question in (sheet.park.quiz[id] for id in tour.questions):
        texts += [question.question[language], *(option[language] for option in question.options)]
    found = dict.fromkeys(id for text in texts for id in _TERM.findall(linked(text, glossary, language)))
    return [(glossary[id].term[language], glossary[id].meaning[language]) for id in found]


def sentences(text: str, language: Language) -> list[str]:
    """The sentences of a text."""
    pattern = _CJK_SENTENCES if is_cjk(language) else _SENTENCES
    return [each.strip() for each in pattern.split(text) if each.strip()]
