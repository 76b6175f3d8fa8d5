"""The sheet of a lesson, on one page: its stops with pictures, what the class does, and the questions. No Qt.

It is written in the HTML that both a browser and Qt's rich text understand: tables, sizes in pixels, no style sheet rules
that only one of them knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from ...park.captions import one_line
from ...park.model import Language, Park
from ...park.tour import Question, Stop, Tour
from ...visit.lesson import Lesson
from ..colour import accent_colours
from ..fonts import families, spaced
from ..pieces import plain
from ..tokens import LIGHT
from ..words import say
from .table import LETTERS

COLUMNS, QUESTION_COLUMNS = 3, 2
INSET = 0.35
"""Between the edge of a cell and its words, in heights of the text."""
PICTURE = (320, 200)
"""Width and height of the picture of a stop, physical pixels; on paper it is smaller and so the finer."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written.

    Attributes
    ----------
    for_teacher : with answers, reasons, notes and what the class answered; else without.
    pictures : where the picture of a stop is found, by the stop's id; a stop without one is told in words alone.
    """

    park: Park
    tour: Tour
    language: Language
    lesson: Lesson
    pictures: Mapping[str, str]
    for_teacher: bool = False

    def html(self, px: float, *, width_px: float = 0) -> str:
        """The sheet in letters of a size.

        Parameters
        ----------
        px : the size of the text.
        width_px : the width of the page; 0 in a browser, which has its own.
        """
        family = ", ".join([*(f"'{name}'" for name in families(self.language)), "sans-serif"])
        style = f"font-family:{family}; font-size:{px}px; color:{LIGHT['ink']}; background:#FFFFFF;"
        if not width_px:
            style += " max-width:60em; margin:2em auto; padding:0 1em; line-height:1.35;"
        title = self._words(self.tour.title[self.language])
        return (
            f'<!DOCTYPE html><html lang="{"zh-Hans" if self.language == "zh" else "en"}"><head><meta charset="utf-8">'
            f'<title>{title}</title></head><body style="{style}">'
            f"{self._head(px)}{self._stops(px, width_px)}{self._questions(px, width_px)}{self._foot(px)}</body></html>"
        )

    # ---- parts

    def _head(self, px: float) -> str:
        park, language = self.park, self.language
        kicker = say("sheet.kicker.teacher" if self.for_teacher else "sheet.kicker.pupils", language)
        title, lead = self._words(self.tour.title[language]), self._words(self.tour.lead[language])
        over = self._words(f"{park.title[language]} · {kicker}")
        inset = round(px * INSET)
        return (
            f'<p style="margin:0 0 0 {inset}px; color:{LIGHT["ink2"]}">{over}</p>'
            f'<p style="margin:0 0 0 {inset}px; font-size:{px * 1.9}px; font-weight:700">{title}</p>'
            f'<p style="margin:0 0 {px * 0.5}px {inset}px; color:{LIGHT["ink2"]}">{lead}</p>'
        )

    def _stops(self, px: float, width_px: float) -> str:
        begins = self.tour.starts_s
        cells = [
            self._stop(stop, begin_s, px, width_px / COLUMNS)
            for stop, begin_s in zip(self.tour.stops, begins, strict=True)
        ]
        return _grid(cells, COLUMNS, px)

    def _stop(self, stop: Stop, begin_s: float, px: float, width_px: float) -> str:
        park, language = self.park, self.language
        first, last = round(begin_s / 60), round((begin_s + stop.hold_s) / 60)
        minutes = say("sheet.minutes", language, first=first, last=last)
        title, ink = one_line(stop.caption[language], language), LIGHT["ink"]
        if stop.zone is not None:
            zone = park.zones[stop.zone]
            title = f"{zone.number} {zone.title[language]}"
            ink = accent_colours(zone.accent.day, zone.accent.night, "light").text
        lines = [
            f'<b style="color:{ink}">{self._words(title)}</b> '
            f'<span style="color:{LIGHT["ink2"]}">{self._words(minutes)}</span>'
        ]
        if stop.card is not None:
            lines.append(self._labelled("sheet.objective", stop.card.objective[language]))
            lines.append(self._labelled("sheet.do", stop.card.students_do[language]))
        if self.for_teacher and stop.note is not None:
            lines.append(f'<span style="color:{LIGHT["ink2"]}">{self._words(stop.note[language])}</span>')
        words = "<br>".join(lines)
        source = self.pictures.get(stop.id)
        if source is None:
            return words
        wide = px * 8
        picture = f'<img src="{escape(source)}" width="{wide:.0f}" height="{wide * PICTURE[1] / PICTURE[0]:.0f}" alt="">'
        return (
            f'<table cellspacing="0" cellpadding="0"><tr><td valign="top" width="{wide + px * 0.7:.0f}">{picture}</td>'
            f'<td valign="top">{words}</td></tr></table>'
        )

    def _questions(self, px: float, width_px: float) -> str:
        order = list(self.park.quiz)
        asked = [id for stop in self.tour.stops for id in stop.quiz]
        cells = [self._question(self.park.quiz[id], order.index(id) + 1) for id in asked]
        if not cells:
            return ""
        title = self._words(say("sheet.questions", self.language))
        margin = f"{px * 0.6}px 0 {px * 0.2}px {round(px * INSET)}px"
        head = f'<p style="margin:{margin}; font-size:{px * 1.3}px; font-weight:700">{title}</p>'
        return head + _grid(cells, QUESTION_COLUMNS, px)

    def _question(self, question: Question, number: int) -> str:
        language = self.language
        lines = [f"<b>{number}. {self._words(question.question[language])}</b>"]
        for at, option in enumerate(question.options):
            line = f"{LETTERS[at]}&nbsp;&nbsp;{self._words(option[language])}"
            right = self.for_teacher and at + 1 == question.right
            lines.append(f'<b style="color:{LIGHT["ok"]}">{line}</b>' if right else line)
        if self.for_teacher:
            told = f"{say('sheet.answer', language, letter=LETTERS[question.right - 1])} {question.explanation[language]}"
            lines.append(
                f'<span style="color:{LIGHT["ink2"]}">{self._words(told)} ({", ".join(question.claims)})</span>'
            )
            marks = self.lesson.marks.get(question.id)
            if marks is not None and marks.right_share is not None:
                percent = round(marks.right_share * 100)
                counted = say("sheet.class", language, answered=marks.answered, percent=percent)
                lines.append(f"<b>{self._words(counted)}</b>")
        return "<br>".join(lines)

    def _foot(self, px: float) -> str:
        words = self._words(say("sheet.foot", self.language))
        margin = f"{px * 0.5}px 0 0 {round(px * INSET)}px"
        return f'<p style="margin:{margin}; color:{LIGHT["ink3"]}; font-size:{px * 0.9}px">{words}</p>'

    # ---- words

    def _labelled(self, key: str, text: str) -> str:
        colon = "：" if self.language == "zh" else ": "
        label = self._words(say(key, self.language)) + colon
        return f'<span style="color:{LIGHT["ink2"]}">{label}</span>{self._words(plain(text))}'

    def _words(self, text: str) -> str:
        return escape(spaced(text), quote=False)


def _grid(cells: list[str], columns: int, px: float) -> str:
    """Cells in rows, each column as wide as the others."""
    rows = []
    for at in range(0, len(cells), columns):
        row = cells[at : at + columns]
        row += [""] * (columns - len(row))
        tds = "".join(f'<td valign="top" width="{100 // columns}%">{cell}</td>' for cell in row)
        rows.append(f"<tr>{tds}</tr>")
    inset = round(px * INSET)
    return f'<table width="100%" cellspacing="0" cellpadding="{inset}" border="0">{"".join(rows)}</table>'
