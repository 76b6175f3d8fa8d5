"""What a lesson leaves on paper: the handout as HTML, the results of pairs, the answers as a table. No widgets.

The handout uses the HTML that both browsers and Qt's rich text understand: tables, sizes in pixels, no style sheet rules
that only one of them knows.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from ...exhibits.exhibit import Exhibit
from ...exhibits.kinds import KINDS
from ...exhibits.number_format import format_amount, number
from ...i18n import COLON, Text, tr
from ...park.model import Language, Park
from ...park.tour import Question, Stop, Tour, Trial, one_line
from ...visit.follow.class_results import ClassResults
from ...visit.lesson.model_values import SEEDS, Spread, Values
from ...visit.lesson.state import Lesson
from ..exhibit.parameters import parameters_of
from ..panels.panel_page import linked
from ..style.colour import accent_colours
from ..style.fonts import families, spaced
from ..style.html import Content, Html, document, joined, lines, tag
from ..style.tokens import LIGHT
from ..widgets import plain
from ..widgets.qr_code import ON_THE_WEB

ANSWER = Text("{letter} is correct.")
SHEET_SEEDS = Text("Model: median (range) over {count} seeds.")
ZONE = Text("zone {number}")
COLUMN_WORDS: dict[str, Text] = {
    "number": Text("number"),
    "question": Text("question"),
    "option": Text("option"),
    "text": Text("text"),
    "count": Text("count"),
    "right": Text("right"),
}
BLANKS: dict[str, Text] = {
    "name": Text("Name", context="of a pupil"),
    "group": Text("Class"),
    "date": Text("Date"),
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


QUESTION_COLUMNS = 2
INSET = 0.35
"""Padding of a cell, in heights of the text."""
WRITING_LINES, WRITING_LINE = 2, 1.6
"""Number of writing lines for each task, and their height, in heights of the text."""
PICTURE_WIDTH = 10.0
"""In heights of the text."""
LOGO, LOGO_HEIGHT = "brand/logo", 3.0
"""Key of the logo among the pictures, distinct from any stop, and its height, in heights of the text."""
CODE, CODE_SIDE = "web/code", 5.0
"""Key of the code of the park's web edition among the pictures, and its side, in heights of the text."""
PICTURE = (320, 200)
"""Width and height of a stop's picture, physical pixels; printed smaller, and so sharper."""
AnyExhibit = Exhibit[Any]
_TERM = re.compile(r"\[\[([a-z0-9-]+)\|")


@dataclass(frozen=True, slots=True)
class Handout:
    """Content of the handout."""

    park: Park
    tour: Tour
    language: Language
    lesson: Lesson
    # picture of each stop, by the stop's id; a stop without one has only words
    pictures: Mapping[str, str]
    # with answers, reasons, notes and the class's answers; otherwise with lines to write on
    for_teacher: bool = False
    # the model's results for the tasks, printed on the teacher's sheet
    values: Values = field(default_factory=dict)

    def html(self, px: float) -> Html:
        """The whole handout for a browser, in a text size."""
        style = " max-width:60em; margin:2em auto; padding:0 1em; line-height:1.35;"
        return self.page(joined(self.blocks(px)), px, style)

    def page(self, content: Html, px: float, style: str = "") -> Html:
        """A document with this content, in a text size and the colour of ink."""
        family = ", ".join([*(f"'{name}'" for name in families(self.language)), "sans-serif"])
        look = f"font-family:{family}; font-size:{px}px; color:{LIGHT['ink']}; background:#FFFFFF;{style}"
        title = spaced(self.tour.title[self.language])
        return document(title, self.language, tag("body", content, style=look))

    def blocks(self, px: float) -> list[Html]:
        """The handout from top to bottom, in blocks that no page break splits."""
        begins = self.tour.starts_s
        stops = [
            self._stop(number, stop, begin_s, px)
            for number, (stop, begin_s) in enumerate(zip(self.tour.stops, begins, strict=True), 1)
        ]
        return [
            self._head(px),
            *stops,
            *self._questions(px),
            *self._pairs(px),
            *([] if self.for_teacher else self._terms(px)),
            self._foot(px),
        ]

    # ---- parts

    def _head(self, px: float) -> Html:
        park, language = self.park, self.language
        kicker = tr(
            Text("For the teacher: with answers") if self.for_teacher else Text("For the class"), language
        )
        lead, inset = self.tour.lead[language], round(px * INSET)
        if any(self.values.values()):
            lead += f" {tr(SHEET_SEEDS, language, count=len(SEEDS))}"
        head = joined(
            _line(f"{park.title[language]} · {kicker}", f"0 0 0 {inset}px"),
            _line(self.tour.title[language], f"0 0 0 {inset}px", px * 1.9),
            _line(lead if self.for_teacher else self._to_fill_in(), f"{px * 0.3}px 0 {px * 0.5}px {inset}px"),
        )
        logo = self.pictures.get(LOGO)
        if logo is None:
            return head
        picture = tag("img", src=logo, height=f"{px * LOGO_HEIGHT:.0f}", alt="")
        return _table([[_cell(head), tag("td", picture, align="right", valign="top")]], px)

    def _to_fill_in(self) -> Html:
        """Blanks for name, class and date."""
        names = (("name", 26), ("group", 12), ("date", 14))
        blanks = (f"{spaced(tr(BLANKS[name], self.language))} {'_' * long}" for name, long in names)
        return joined("\u00a0\u00a0 ".join(blanks))

    def _stop(self, number: int, stop: Stop, begin_s: float, px: float) -> Html:
        park, language = self.park, self.language
        first, last = round(begin_s / 60), round((begin_s + stop.hold_s) / 60)
        phrase = tr(Text("min {first}–{last}"), language, first=first, last=last)
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
            parts.append(self._labelled(Text("By the end you can"), stop.card.objective[language]))
            parts.append(self._labelled(Text("Your task"), stop.card.students_do[language]))
        if self.for_teacher and stop.note is not None:
            parts.append(self._labelled(Text("For you"), stop.note[language]))
        if self.for_teacher:
            parts += self._model_lines(stop)
        writes = stop.card is not None and not self.for_teacher
        cells = [_cell(lines(parts), _writing_lines(px) if writes else None)]
        source = self.pictures.get(stop.id)
        if source is not None:
            wide = px * PICTURE_WIDTH
            high = wide * PICTURE[1] / PICTURE[0]
            picture = tag("img", src=source, width=f"{wide:.0f}", height=f"{high:.0f}", alt="")
            cells.insert(0, _cell(picture, width=f"{wide + px * 0.7:.0f}"))
        return _table([cells], px)

    def _model_lines(self, stop: Stop) -> list[Html]:
        words = model_results(self.park, stop, self.values.get(stop.id, ()), self.language)
        return [self._labelled(Text("The model gives"), words)] if words else []

    def _questions(self, px: float) -> list[Html]:
        cells: list[Content] = [
            self._question(self.park.quiz[id], number) for number, id in enumerate(self.tour.questions, 1)
        ]
        rows = [cells[at : at + QUESTION_COLUMNS] for at in range(0, len(cells), QUESTION_COLUMNS)]
        wide = f"{100 // QUESTION_COLUMNS}%"
        made = [
            _table([[_cell(cell, width=wide) for cell in (*row, "")[:QUESTION_COLUMNS]]], px) for row in rows
        ]
        return self._under(Text("Questions"), made, px)

    def _question(self, question: Question, number: int) -> Html:
        language = self.language
        parts: list[Content] = [tag("b", f"{number}. {spaced(question.question[language])}")]
        for at, option in enumerate(question.options):
            line = f"{LETTERS[at]}\u00a0\u00a0{spaced(option[language])}"
            right = self.for_teacher and at + 1 == question.right
            parts.append(tag("b", line, style=f"color:{LIGHT['ok']}") if right else line)
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
        for table in pair_tables(self.lesson, self.language) if self.for_teacher else ():
            heads = [_cell(tag("b", spaced(head))) for head in table.heads]
            rows = [[tag("td", spaced(cell)) for cell in row] for row in table.rows]
            title = _line(tag("b", spaced(table.title)), f"{px * 0.2}px 0 0 {round(px * INSET)}px")
            made.append(joined(title, _table([heads, *rows], px)))
        return self._under(Text("Results of the pairs"), made, px)

    def _terms(self, px: float) -> list[Html]:
        """Glossary terms used in tasks and questions, with their definitions."""
        language, glossary = self.language, self.park.glossary
        cards = [stop.card for stop in self.tour.stops if stop.card is not None]
        texts = [text[language] for card in cards for text in (card.objective, card.students_do)]
        for question in (self.park.quiz[id] for id in self.tour.questions):
            texts += [question.question[language], *(option[language] for option in question.options)]
        found = dict.fromkeys(id for text in texts for id in _TERM.findall(linked(text, glossary, language)))
        colon = tr(COLON, language)
        parts = [
            joined(tag("b", spaced(term.term[language])), f"{colon}{spaced(term.meaning[language])}")
            for term in (glossary[id] for id in found)
        ]
        return self._under(
            Text("Words on this sheet"), [_table([[tag("td", lines(parts))]], px)] if parts else [], px
        )

    def _foot(self, px: float) -> Html:
        note = self.park.wording.sheet_note or self.park.notice
        contact = self.park.brand.contact if self.park.brand is not None else None
        parts = [note[self.language]] if note is not None else []
        parts += [" · ".join((contact.name, *contact.lines))] if contact is not None else []
        if link := self.park.link_words:
            parts.append(f"{tr(ON_THE_WEB, self.language)}{tr(COLON, self.language)}{link}")
        foot = joined(_line(each, f"{px * 0.5}px 0 0 {round(px * INSET)}px") for each in parts)
        code = self.pictures.get(CODE)
        if code is None:
            return foot
        side = f"{px * CODE_SIDE:.0f}"
        picture = tag("img", src=code, width=side, height=side, alt="")
        return _table([[_cell(foot), tag("td", picture, align="right", valign="top")]], px)

    # ---- words

    def _under(self, text: Text, blocks: list[Html], px: float) -> list[Html]:
        """Blocks under a heading, which is never alone at the foot of a page."""
        if not blocks:
            return []
        margin = f"{px * 0.6}px 0 {px * 0.2}px {round(px * INSET)}px"
        return [joined(_line(tr(text, self.language), margin, px * 1.3), blocks[0]), *blocks[1:]]

    def _labelled(self, words: Text, text: str) -> Html:
        label = spaced(tr(words, self.language)) + tr(COLON, self.language)
        return joined(tag("b", label), spaced(plain(text)))


def model_results(
    park: Park, stop: Stop, values: tuple[Mapping[str, Spread], ...], language: Language
) -> str:
    """The model's results for the runs of a task: the median of each reading, with its range if it varies."""
    exhibit = park.fresh_exhibit(park.zones[stop.zone]) if stop.zone is not None else None
    if exhibit is None or stop.card is None or not values:
        return ""
    found: dict[str, list[str]] = {}
    for trial, spreads in zip(stop.card.tries, values, strict=True):
        for output in exhibit.outputs:
            if output.name in spreads:
                spread = _spread_text(spreads[output.name], output.unit, language)
                tried = _tried(type(exhibit), trial, language)
                found.setdefault(tr(output.label, language), []).append(f"{tried} → {spread}")
    colon = tr(COLON, language)
    return ". ".join(f"{label}{colon}{'; '.join(each)}" for label, each in found.items())


def _tried(kind: type[AnyExhibit], trial: Trial, language: Language) -> str:
    """A run of a task in short: its dial settings or, without a dial, the last button pressed."""
    dials = {dial.name: dial for dial in parameters_of(kind)}
    if trial.turn or not trial.press:
        return ", ".join(dials[name].format_value(value, language) for name, value in trial.turn.items())
    return next(tr(action.label, language) for action in kind.actions if action.name == trial.press[-1])


def _spread_text(spread: Spread, unit: str, language: Language) -> str:
    low, high = (number(value, language) for value in (spread.low, spread.high))
    middle = format_amount(spread.median, unit, language)
    return middle if low == high else f"{middle} ({low}–{high})"


def _line(words: str, margin: str, heading_px: float | None = None) -> Html:
    """A paragraph with its margin; a heading if it has a size."""
    heading = "" if heading_px is None else f"; font-size:{heading_px}px; font-weight:700"
    return tag("p", words if isinstance(words, Html) else spaced(words), style=f"margin:{margin}{heading}")


def _cell(*content: Content, width: str | None = None) -> Html:
    """A cell whose content begins at its top."""
    return tag("td", *content, valign="top", width=width)


def _table(rows: list[list[Html]], px: float) -> Html:
    """Rows of cells over the full width."""
    return tag(
        "table",
        (tag("tr", row) for row in rows),
        width="100%",
        cellspacing=0,
        cellpadding=round(px * INSET),
        border=0,
    )


def _writing_lines(px: float) -> Html:
    """Lines to write on."""
    style = f"border-bottom:1px solid {LIGHT['ink']}; font-size:{px * WRITING_LINE:.0f}px"
    rows = [tag("tr", tag("td", "\u00a0", style=style))] * WRITING_LINES
    return tag("table", rows, width="100%", cellspacing=0, cellpadding=0, border=0)
