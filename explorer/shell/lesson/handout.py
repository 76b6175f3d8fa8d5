"""The handout of a lesson as HTML: stops with pictures, tasks, lines to write on, questions. No widgets.

It uses the HTML that both browsers and Qt's rich text understand: tables, sizes in pixels, no style sheet rules
that only one of them knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from ...exhibits.exhibit import Exhibit
from ...i18n import COLON, Text, html_tag, tr
from ...park.model import Language, Park
from ...park.tour import Question, Stop, Tour, Trial, one_line
from ...visit.lesson.model_values import SEEDS, Spread, Values
from ...visit.lesson.state import Lesson
from ..exhibit.number_format import format_amount, number
from ..exhibit.parameters import parameters_of
from ..style.colour import accent_colours
from ..style.fonts import families, spaced
from ..style.tokens import LIGHT
from ..widgets import plain
from .answers_table import LETTERS
from .glossary_links import linked
from .pair_results import pair_tables

ZONE = Text("zone {number}")
SHEET_SEEDS = Text("Model: median (range) over {count} seeds.")
ANSWER = Text("{letter} is correct.")
BLANKS: dict[str, Text] = {
    "name": Text("Name", context="of a pupil"),
    "group": Text("Class"),
    "date": Text("Date"),
}


QUESTION_COLUMNS = 2
INSET = 0.35
"""Padding of a cell, in heights of the text."""
WRITING_LINES, WRITING_LINE = 2, 1.6
"""Number of writing lines for each task, and their height, in heights of the text."""
PICTURE_WIDTH = 10.0
"""In heights of the text."""
LOGO, LOGO_HEIGHT = "brand/logo", 3.0
"""Key of the logo among the pictures, distinct from any stop, and its height, in heights of the text."""
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

    def html(self, px: float) -> str:
        """The whole handout for a browser, in a text size."""
        style = " max-width:60em; margin:2em auto; padding:0 1em; line-height:1.35;"
        return self.page("".join(self.blocks(px)), px, style)

    def page(self, content: str, px: float, style: str = "") -> str:
        """A document with this content, in a text size and the colour of ink."""
        family = ", ".join([*(f"'{name}'" for name in families(self.language)), "sans-serif"])
        apply_theme_to_application = (
            f"font-family:{family}; font-size:{px}px; color:{LIGHT['ink']}; background:#FFFFFF;{style}"
        )
        title = self._words(self.tour.title[self.language])
        return (
            f'<!DOCTYPE html><html lang="{html_tag(self.language)}"><head><meta charset="utf-8">'
            f'<title>{title}</title></head><body style="{apply_theme_to_application}">{content}</body></html>'
        )

    def blocks(self, px: float) -> list[str]:
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

    def _head(self, px: float) -> str:
        park, language = self.park, self.language
        kicker = tr(
            Text("For the teacher: with answers") if self.for_teacher else Text("For the class"), language
        )
        title, lead = self._words(self.tour.title[language]), self._words(self.tour.lead[language])
        over = self._words(f"{park.title[language]} · {kicker}")
        inset = round(px * INSET)
        if any(self.values.values()):
            lead += self._words(f" {tr(SHEET_SEEDS, language, count=len(SEEDS))}")
        below = lead if self.for_teacher else self._to_fill_in()
        head = (
            f'<p style="margin:0 0 0 {inset}px">{over}</p>'
            f'<p style="margin:0 0 0 {inset}px; font-size:{px * 1.9}px; font-weight:700">{title}</p>'
            f'<p style="margin:{px * 0.3}px 0 {px * 0.5}px {inset}px">{below}</p>'
        )
        logo = self.pictures.get(LOGO)
        if logo is None:
            return head
        picture = f'<img src="{escape(logo)}" height="{px * LOGO_HEIGHT:.0f}" alt="">'
        return _table(
            [[f'<td valign="top">{head}</td>', f'<td align="right" valign="top">{picture}</td>']], px
        )

    def _to_fill_in(self) -> str:
        """Blanks for name, class and date."""
        names = (("name", 26), ("group", 12), ("date", 14))
        filled = (f"{self._words(tr(BLANKS[name], self.language))} {'_' * long}" for name, long in names)
        return "&nbsp;&nbsp; ".join(filled)

    def _stop(self, number: int, stop: Stop, begin_s: float, px: float) -> str:
        park, language = self.park, self.language
        first, last = round(begin_s / 60), round((begin_s + stop.hold_s) / 60)
        phrase = tr(Text("min {first}–{last}"), language, first=first, last=last)
        title, ink = one_line(stop.caption[language], language), LIGHT["ink"]
        if stop.zone is not None:
            zone = park.zones[stop.zone]
            title = zone.title[language]
            phrase = f"{tr(ZONE, language, number=zone.number)} · {phrase}"
            ink = accent_colours(zone.accent.day, zone.accent.night, "light").text
        lines = [f'<b style="color:{ink}">{number}. {self._words(title)}</b>&nbsp; {self._words(phrase)}']
        if stop.card is not None:
            lines.append(self._labelled(Text("You will be able to"), stop.card.objective[language]))
            lines.append(self._labelled(Text("Your task"), stop.card.students_do[language]))
        if self.for_teacher and stop.note is not None:
            lines.append(self._labelled(Text("For you"), stop.note[language]))
        if self.for_teacher:
            lines += self._model_lines(stop)
        words = "<br>".join(lines)
        if stop.card is not None and not self.for_teacher:
            words += _writing_lines(px)
        source = self.pictures.get(stop.id)
        cells = [f'<td valign="top">{words}</td>']
        if source is not None:
            wide = px * PICTURE_WIDTH
            picture = f'<img src="{escape(source)}" width="{wide:.0f}" height="{wide * PICTURE[1] / PICTURE[0]:.0f}" alt="">'
            cells.insert(0, f'<td valign="top" width="{wide + px * 0.7:.0f}">{picture}</td>')
        return _table([cells], px)

    def _model_lines(self, stop: Stop) -> list[str]:
        """The model's results for the runs of a task: the median of each reading, with its range if it varies."""
        values, language = self.values.get(stop.id, ()), self.language
        exhibit = self.park.fresh_exhibit(self.park.zones[stop.zone]) if stop.zone is not None else None
        if exhibit is None or stop.card is None or not values:
            return []
        found: dict[str, list[str]] = {}
        for trial, spreads in zip(stop.card.tries, values, strict=True):
            for output in exhibit.outputs:
                if output.name in spreads:
                    spread = _spread_text(spreads[output.name], output.unit, language)
                    tried = _tried(type(exhibit), trial, language)
                    found.setdefault(tr(output.label, language), []).append(f"{tried} → {spread}")
        colon = tr(COLON, language)
        words = ". ".join(f"{label}{colon}{'; '.join(each)}" for label, each in found.items())
        return [self._labelled(Text("The model gives"), words)]

    def _questions(self, px: float) -> list[str]:
        cells = [
            self._question(self.park.quiz[id], number) for number, id in enumerate(self.tour.questions, 1)
        ]
        rows = [cells[at : at + QUESTION_COLUMNS] for at in range(0, len(cells), QUESTION_COLUMNS)]
        wide = 100 // QUESTION_COLUMNS
        made = [
            _table(
                [[f'<td valign="top" width="{wide}%">{cell}</td>' for cell in (*row, "")[:QUESTION_COLUMNS]]],
                px,
            )
            for row in rows
        ]
        return [self._heading(Text("Questions"), px) + made[0], *made[1:]] if made else []

    def _question(self, question: Question, number: int) -> str:
        language = self.language
        lines = [f"<b>{number}. {self._words(question.question[language])}</b>"]
        for at, option in enumerate(question.options):
            line = f"{LETTERS[at]}&nbsp;&nbsp;{self._words(option[language])}"
            right = self.for_teacher and at + 1 == question.right
            lines.append(f'<b style="color:{LIGHT["ok"]}">{line}</b>' if right else line)
        if self.for_teacher:
            phrase = (
                f"{tr(ANSWER, language, letter=LETTERS[question.right - 1])} {question.explanation[language]}"
            )
            rests = f" ({', '.join(question.claims)})" if question.claims else ""
            lines.append(f"{self._words(phrase)}{rests}")
            marks = self.lesson.marks.get(question.id)
            if marks is not None and marks.right_share is not None:
                percent = round(marks.right_share * 100)
                counted = tr(
                    Text("Class: {answered} answered, {percent} % correct."),
                    language,
                    answered=marks.answered,
                    percent=percent,
                )
                lines.append(f"<b>{self._words(counted)}</b>")
        return "<br>".join(lines)

    def _pairs(self, px: float) -> list[str]:
        """Results of the pairs' runs, for the teacher."""
        if not self.for_teacher:
            return []
        made = []
        for table in pair_tables(self.lesson, self.language):
            heads = [f'<td valign="top"><b>{self._words(head)}</b></td>' for head in table.heads]
            rows = [[f"<td>{self._words(cell)}</td>" for cell in row] for row in table.rows]
            inset = round(px * INSET)
            title = f'<p style="margin:{px * 0.2}px 0 0 {inset}px"><b>{self._words(table.title)}</b></p>'
            made.append(title + _table([heads, *rows], px))
        return [self._heading(Text("Results of the pairs"), px) + made[0], *made[1:]] if made else []

    def _terms(self, px: float) -> list[str]:
        """Glossary terms used in tasks and questions, with their definitions."""
        language, glossary = self.language, self.park.glossary
        cards = [stop.card for stop in self.tour.stops if stop.card is not None]
        texts = [text[language] for card in cards for text in (card.objective, card.students_do)]
        for question in (self.park.quiz[id] for id in self.tour.questions):
            texts += [question.question[language], *(option[language] for option in question.options)]
        found = dict.fromkeys(id for text in texts for id in _TERM.findall(linked(text, glossary, language)))
        if not found:
            return []
        colon = tr(COLON, language)
        phrase = (
            f"<b>{self._words(glossary[id].term[language])}</b>{colon}{self._words(glossary[id].meaning[language])}"
            for id in found
        )
        return [
            self._heading(Text("Words on this sheet"), px) + _table([[f"<td>{'<br>'.join(phrase)}</td>"]], px)
        ]

    def _foot(self, px: float) -> str:
        note = self.park.wording.sheet_note or self.park.notice
        contact = self.park.brand.contact if self.park.brand is not None else None
        lines = [note[self.language]] if note is not None else []
        lines += [" · ".join((contact.name, *contact.lines))] if contact is not None else []
        style = f"margin:{px * 0.5}px 0 0 {round(px * INSET)}px"
        return "".join(f'<p style="{style}">{self._words(line)}</p>' for line in lines)

    # ---- words

    def _heading(self, text: Text, px: float) -> str:
        margin = f"{px * 0.6}px 0 {px * 0.2}px {round(px * INSET)}px"
        title = self._words(tr(text, self.language))
        return f'<p style="margin:{margin}; font-size:{px * 1.3}px; font-weight:700">{title}</p>'

    def _labelled(self, words: Text, text: str) -> str:
        colon = tr(COLON, self.language)
        return f"<b>{self._words(tr(words, self.language))}{colon}</b>{self._words(plain(text))}"

    def _words(self, text: str) -> str:
        return escape(spaced(text), quote=False)


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


def _table(rows: list[list[str]], px: float) -> str:
    """Rows of cells over the full width."""
    inset = round(px * INSET)
    phrase = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    return f'<table width="100%" cellspacing="0" cellpadding="{inset}" border="0">{phrase}</table>'


def _writing_lines(px: float) -> str:
    """Lines to write on."""
    style = f"border-bottom:1px solid {LIGHT['ink']}; font-size:{px * WRITING_LINE:.0f}px"
    line = f'<tr><td style="{style}">&nbsp;</td></tr>'
    return f'<table width="100%" cellspacing="0" cellpadding="0" border="0">{line * WRITING_LINES}</table>'
