"""The plan of a lesson: aims, prior knowledge, materials, the time of each stop, and the answers to all tasks. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...i18n import COLON, COMMA, Text, tr
from ...park.tour import Question, Stop, one_line
from ...visit.lesson.model_values import SEEDS, Values
from ..style.fonts import spaced
from ..style.html import Content, Html, joined, lines, tag
from ..widgets import plain
from .answers import LETTERS
from .handout import ANSWER, SHEET_SEEDS, terms_of
from .sheet import INSET, Sheet, cell, line, ruled, table
from .task_table import LEVELS, readings_of, table_of

AIMS = Text("By the end pupils can")
ONE_SCREEN = Text("one screen that all can see, or a laptop for every two pupils, with this park on it")
SHEETS: dict[bool, Text] = {
    True: Text(
        "{count} worksheet, in levels {levels} as you choose",
        "{count} worksheets, in levels {levels} as you choose",
    ),
    False: Text("a worksheet for each pupil, in levels {levels} as you choose"),
}
PHONES = Text(
    "phones in the same network, if they join at stop {stops}",
    "phones in the same network, if they join at stops {stops}",
)
COLUMNS = (Text("Minute"), Text("Stop", context="of a tour"), Text("The class"), Text("For you"))
WIDTHS = ("9%", "17%", "39%", "35%")


@dataclass(frozen=True, slots=True)
class LessonPlan(Sheet):
    """Content of the lesson plan."""

    # the model's results for the tasks
    values: Values = field(default_factory=dict)

    def blocks(self, px: float) -> list[Html]:
        lists, times = self._lists(px), self._times(px)
        return self.ended([self._head(px), *lists, *times, *self._answers(px), *self._questions(px)], px)

    # ---- parts

    def _head(self, px: float) -> Html:
        language = self.language
        minutes = round(self.tour.duration_s / 60)
        length = tr(Text("{count} minute", "{count} minutes"), language, count=minutes)
        kicker = f"{tr(Text('Lesson plan'), language)} · {length}"
        return self.headed(kicker, spaced(self.tour.lead[language]), px)

    def _lists(self, px: float) -> list[Html]:
        """Aims, what pupils should know before, words that are new, and materials."""
        language, tour = self.language, self.tour
        aims = [stop.card.objective[language] for stop in tour.stops if stop.card is not None]
        made = self._listed(AIMS, aims, px)
        if tour.prior is not None:
            made += self._listed(Text("What they should know before"), [tour.prior[language]], px)
        terms = [term for term, _ in terms_of(self)]
        if terms:
            words = tr(COMMA, language).join(terms)
            made += self._listed(Text("Words that the worksheet explains"), [words], px)
        return [*made, *self._listed(Text("Materials"), self._materials(), px)]

    def _materials(self) -> list[str]:
        language, comma = self.language, tr(COMMA, self.language)
        levels, pupils = comma.join(LEVELS), self.lesson.pupils
        phones = [str(number) for number, stop in enumerate(self.tour.stops, 1) if stop.phones is not None]
        found = [tr(ONE_SCREEN, language)]
        found.append(tr(SHEETS[pupils > 0], language, levels=levels, **({"count": pupils} if pupils else {})))
        if phones:
            found.append(tr(PHONES, language, count=len(phones), stops=comma.join(phones)))
        return found

    def _listed(self, heading: Text, entries: list[str], px: float) -> list[Html]:
        inset = round(px * INSET)
        rows = [line(f"• {plain(each)}", f"0 0 0 {inset + round(px * 0.5)}px") for each in entries]
        return self.under(heading, [joined(*rows)] if rows else [], px)

    def _title(self, stop: Stop) -> str:
        language = self.language
        named = stop.zone is not None or stop.title is not None
        return self.park.title_of(stop)[language] if named else one_line(stop.caption[language], language)

    def _times(self, px: float) -> list[Html]:
        """A row per stop: from which minute, where, what the class does, and the teacher's note."""
        language = self.language
        heads = [
            cell(tag("b", spaced(tr(text, language))), width=width)
            for text, width in zip(COLUMNS, WIDTHS, strict=True)
        ]
        made = []
        for number, (stop, begin_s) in enumerate(zip(self.tour.stops, self.tour.starts_s, strict=True), 1):
            first, last = round(begin_s / 60), round((begin_s + stop.hold_s) / 60)
            parts: list[Content] = []
            if stop.card is not None:
                parts.append(spaced(plain(stop.card.students_do[language])))
            for id in stop.quiz:
                label = Text("Question {number}", number=self.tour.questions.index(id) + 1)
                parts.append(self.labelled(label, self.park.quiz[id].question[language]))
            note = stop.note[language] if stop.note is not None else ""
            cells = (
                f"{first}–{last}", tag("b", spaced(f"{number}. {self._title(stop)}")), lines(parts), spaced(plain(note)),
            )  # fmt: skip
            row = [cell(each, width=width) for each, width in zip(cells, WIDTHS, strict=True)]
            made.append(ruled([heads, row] if number == 1 else [row], px))
        return self.under(Text("Time by stop"), made, px)

    def _answers(self, px: float) -> list[Html]:
        """What the model gives for each task, with its spread over seeds; else the note says it."""
        language = self.language
        made = []
        for number, stop in enumerate(self.tour.stops, 1):
            readings = readings_of(self.park, stop, self.values.get(stop.id, ()), language)
            margin = f"{px * 0.5}px 0 0 {round(px * INSET)}px"
            title = line(tag("b", spaced(f"{number}. {self._title(stop)}")), margin)
            if readings is not None:
                made.append(joined(title, table_of(readings, "B", px, for_teacher=True)))
            elif stop.card is not None and stop.note is not None:
                made.append(joined(title, line(plain(stop.note[language]), f"0 0 0 {round(px * INSET)}px")))
        seeds = line(tr(SHEET_SEEDS, language, count=len(SEEDS)), f"0 0 0 {round(px * INSET)}px")
        return self.under(Text("Answers to the tasks"), [seeds, *made] if made else [], px)

    def _questions(self, px: float) -> list[Html]:
        made = [self._question(self.park.quiz[id], at) for at, id in enumerate(self.tour.questions, 1)]
        return self.under(Text("Answers to the questions"), [table([[cell(each)]], px) for each in made], px)

    def _question(self, question: Question, number: int) -> Html:
        language = self.language
        letter = LETTERS[question.right - 1]
        answer = f"{letter}{tr(COLON, language)}{question.options[question.right - 1][language]}"
        why = f"{tr(ANSWER, language, letter=letter)} {question.explanation[language]}"
        return lines([
            tag("b", spaced(f"{number}. {question.question[language]}")), spaced(answer), spaced(why),
        ])  # fmt: skip
