"""The report after a talk, what was shown and for how long: as a page of the console, as CSV and as HTML."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from ...base.atomic_file import write_text
from ...i18n import Text, tr
from ...park.answers import answer_named
from ...park.model import Language, Park
from ...visit import GoOnTalking
from ...visit.talk.state import LOGGED_KINDS, Talk
from ..style.html import page, section, table, tag
from ..style.theme import Theme
from ..style.time_format import clock_text, difference_text, duration_text
from ..widgets import Column, Flow, Prose, ReadingArea, Rule, Themed, as_widget
from ..widgets.save_dialog import SaveDialog, documents, save
from ..window.layer import LayerContext
from .console_widgets import ConsoleButton, ConsoleCard
from .entry_field import EntryLine
from .header import Now
from .lookup import kind_text

REPORT_WORDS: dict[str, Text] = {
    "stop": Text("Stop", context="of a talk"),
    "planned": Text("Planned"),
    "actual": Text("Actual"),
    "difference": Text("Difference"),
    "strayed": Text("Outside the tour"),
    "looked-up": Text("Looked up"),
    "logged": Text("Questions and promises"),
    "at": Text("Time"),
    "what": Text("What"),
    "kind": Text("Kind"),
    "total": Text("Total"),
}
ENTRY_ROWS: dict[str, Text] = {
    "strayed": Text("{at} · {what}, {lasted}"),
    "looked-up": Text("{at} · {kind}: {what}"),
}
ENTRY_KINDS: dict[str, Text] = {
    "stop": Text("stop"),
    "strayed": Text("outside the tour"),
    "looked-up": Text("looked up"),
    "question": Text("question", context="from the audience"),
    "promise": Text("promise", context="to the audience"),
}
NO_ENTRIES: dict[str, Text] = {
    "strayed": Text("Nothing outside the tour was shown."),
    "looked-up": Text("Nothing was looked up."),
    "logged": Text("No question or promise was noted."),
}

RowKind = Literal["stop", "strayed", "looked-up", "question", "promise"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One stop shown, one answer looked up, or one question or promise noted."""

    kind: RowKind
    what: str  # its name; the text of a question or promise, "" if none was typed
    more: str = ""  # its kind, if the name does not say; the stop of a question or promise
    at_s: float | None = None  # its start; None for a stop, which may be shown more than once
    # planned_s, actual_s: its planned and actual length; None if it had no plan or no length
    planned_s: float | None = None
    actual_s: float | None = None


@dataclass(frozen=True, slots=True)
class TalkSummary:
    """Summary of a talk as given."""

    title: str  # of the tour
    ended: datetime  # the time of day
    planned_s: float
    actual_s: float
    stops: tuple[Entry, ...]
    strayed: tuple[Entry, ...]
    looked_up: tuple[Entry, ...]
    logged: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, talk: Talk, park: Park, language: Language, ended: datetime) -> TalkSummary:
        """The summary of a talk, in a language."""
        stops = [
            Entry("stop", park.title_of(stop)[language], "", None, stop.hold_s, talk.spent_s(index))
            for index, stop in enumerate(talk.tour.stops)
        ]
        if talk.spent_s(None):
            stops.append(
                Entry("stop", tr(Text("After the last stop"), language), actual_s=talk.spent_s(None))
            )
        strayed = [
            Entry(
                "strayed",
                park.zones[leg.zone].title[language] if leg.zone else tr(Text("The whole park"), language),
                at_s=leg.began_s,
                actual_s=leg.lasted_s,
            )
            for leg in talk.strayed
        ]
        looked_up = []
        for seen in talk.looked_up:
            answer = answer_named(park, seen.kind, seen.id, language)
            if answer is not None:
                kind = kind_text(park, answer, language)
                looked_up.append(Entry("looked-up", answer.title, kind, seen.at_s))
        titles = {stop.id: park.title_of(stop)[language] for stop in talk.tour.stops}
        logged = [
            Entry(each.kind, each.text, titles.get(each.stop or "", ""), each.at_s) for each in talk.logged
        ]
        return cls(
            talk.tour.title[language], ended, talk.tour.duration_s, talk.elapsed_s,
            tuple(stops), tuple(strayed), tuple(looked_up), tuple(logged),
        )  # fmt: skip

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in order."""
        return (*self.stops, *self.strayed, *self.looked_up, *self.logged)


def as_csv(summary: TalkSummary, language: Language, separator: str = ",") -> str:
    """The summary as a CSV table; times in seconds, for further computation."""
    names = ("kind", "what", "at", "planned", "actual")
    file = io.StringIO()
    table = csv.writer(file, delimiter=separator, lineterminator="\n")
    seconds = tr(Text("s"), language)
    heads = [tr(REPORT_WORDS[name], language) for name in names]
    table.writerow([*heads[:2], *(f"{head} ({seconds})" for head in heads[2:])])
    for entry in summary.entries:
        what = f"{entry.what} ({entry.more})" if entry.what and entry.more else entry.what or entry.more
        times = (entry.at_s, entry.planned_s, entry.actual_s)
        cells = ["" if time is None else f"{time:.0f}" for time in times]
        table.writerow([tr(ENTRY_KINDS[entry.kind], language), what, *cells])
    return file.getvalue()


def as_html(summary: TalkSummary, language: Language) -> str:
    """The summary as a self-contained page."""

    def word(name: str) -> str:
        return tr(REPORT_WORDS[name], language)

    heads = [word(name) for name in ("stop", "planned", "actual", "difference")]
    rows = [_cells(entry.what, entry.planned_s, entry.actual_s or 0) for entry in summary.stops]
    total = _cells(word("total"), summary.planned_s, summary.actual_s)
    parts = [section(summary.title, table(heads, rows, total))]
    lists = (("logged", summary.logged), ("strayed", summary.strayed), ("looked-up", summary.looked_up))
    for name, entries in lists:
        listed = tag("ul", (tag("li", _line(entry, language)) for entry in entries))
        parts.append(section(word(name), listed if entries else tag("p", tr(NO_ENTRIES[name], language))))
    head = (
        tag("h1", tr(Text("What was shown"), language)),
        tag("p", f"{summary.ended:%Y-%m-%d %H:%M}", class_="sub"),
    )
    return page(summary.title, language, head, parts)


def _cells(what: str, planned_s: float | None, actual_s: float) -> list[str]:
    planned = ["", ""] if planned_s is None else [clock_text(planned_s), difference_text(actual_s, planned_s)]
    return [what, planned[0], clock_text(actual_s), planned[1]]


def _line(entry: Entry, language: Language) -> str:
    kind = [tr(ENTRY_KINDS[entry.kind], language)] if entry.kind in LOGGED_KINDS else []
    lasted = [] if entry.actual_s is None else [clock_text(entry.actual_s)]
    return " · ".join(filter(None, [clock_text(entry.at_s or 0), *kind, entry.more, entry.what, *lasted]))


WIDTH_PX = 860


def _without_texts(talk: Talk) -> Talk:
    return replace(talk, logged=tuple(replace(each, text="") for each in talk.logged))


class Report(Themed, QWidget):
    """Report of a finished talk.

    Parameters
    ----------
    on_files : opens the page on which the talk is saved as pages or slides; None where it cannot be saved.

    Attributes
    ----------
    lines : the lines for the texts of questions and promises, in order.
    """

    def __init__(
        self, theme: Theme, context: LayerContext, now: Now, on_files: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        self._context, self._now = context, now
        self._talk: Talk | None = None
        self.summary: TalkSummary | None = None
        self.lines: list[EntryLine] = []
        self.area = ReadingArea(theme)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy = ConsoleButton(theme, " ", "copy", on_press=self._copy)
        self.files = ConsoleButton(theme, " ", "file-text", kind="primary", on_press=on_files)
        self.files.setVisible(on_files is not None)
        self.save = ConsoleButton(theme, " ", "save", on_press=self._ask_where)
        self.go_on = ConsoleButton(theme, " ", "undo-2", on_press=lambda: context.do(GoOnTalking()))
        self.close_all = ConsoleButton(theme, " ", "x", on_press=lambda: context.ask("quit"))
        self.notice = Prose(theme, " ", "body", "ink2")
        buttons = as_widget(Flow(theme, self.files, self.save, self.copy, self.go_on, self.close_all, gap=8))
        column = Column(theme, self.area, Rule(theme), self.notice, buttons, gap=10)
        column.setStretch(0, 1)
        sheet = ConsoleCard(theme, column, padding=24)
        sheet.setMaximumWidth(10_000)
        self.setLayout(Column(theme, sheet, gap=0, margins=(14, 14, 14, 14)))
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if hasattr(self, "notice"):
            language = theme.language
            self.files.set_text(tr(Text("Save as…"), language), sub=tr(Text("pages or slides"), language))
            self.copy.set_text(tr(Text("Copy the times"), language))
            self.save.set_text(tr(Text("Save the times"), language))
            self.go_on.set_text(tr(Text("Back to the talk"), language))
            self.close_all.set_text(tr(Text("Close the park"), language))
            self.notice.hide()
            if self._talk is not None:
                self._write(self._talk)

    def show_talk(self, talk: Talk) -> None:
        """Show the report of a talk."""
        before = self._talk
        if talk is before:
            return
        self._talk = talk
        self.notice.hide()
        only_texts = before is not None and _without_texts(before) == _without_texts(talk)
        self._write(talk, page=not only_texts)  # else the line that is typed into would go away

    def _write(self, talk: Talk, *, page: bool = True) -> None:
        summary = TalkSummary.of(talk, self._context.park, self.theme.language, self._now())
        self.summary = summary
        if page:
            self.area.turn_to(self._page(summary, talk))

    # ---- the page

    def _page(self, summary: TalkSummary, talk: Talk) -> QWidget:
        theme, language = self.theme, self.theme.language
        planned, actual = clock_text(summary.planned_s), clock_text(summary.actual_s)
        total = tr(
            Text("{tour}: {actual}, planned {planned}"),
            language,
            tour=summary.title,
            actual=actual,
            planned=planned,
        )
        parts: list[QWidget] = [
            Prose(theme, tr(Text("What was shown"), language), "heading"),
            Prose(theme, total, "body", "ink2"),
            self._table(summary),
            Rule(theme),
            Prose(theme, tr(REPORT_WORDS["logged"], language), "title"),
            *self._logged(summary, talk),
        ]
        for name, entries in (("strayed", summary.strayed), ("looked-up", summary.looked_up)):
            parts += [Rule(theme), Prose(theme, tr(REPORT_WORDS[name], language), "title")]
            lines = [self._line(name, entry) for entry in entries] or [tr(NO_ENTRIES[name], language)]
            parts += [Prose(theme, line, "body") for line in lines]
        page = as_widget(Column(theme, *parts, None, gap=12, margins=(4, 4, 16, 4)))
        return page

    def _logged(self, summary: TalkSummary, talk: Talk) -> list[QWidget]:
        """Questions and promises, each with a line for its text: during the talk there is little time to type."""
        theme, language = self.theme, self.theme.language
        self.lines = []
        parts: list[QWidget] = []
        for number, (entry, logged) in enumerate(zip(summary.logged, talk.logged, strict=True)):
            words = (clock_text(entry.at_s or 0), tr(ENTRY_KINDS[entry.kind], language), entry.more)
            line = EntryLine(theme, self._context.do)
            line.show_entry(number, logged)
            line.setMaximumWidth(theme.px(WIDTH_PX))
            self.lines.append(line)
            parts += [Prose(theme, " · ".join(filter(None, words)), "body", "ink2"), line]
        return parts or [Prose(theme, tr(NO_ENTRIES["logged"], language), "body")]

    def keep_texts(self) -> None:
        """Keep what was typed into the lines."""
        for line in self.lines:
            line.keep()

    def _line(self, name: str, entry: Entry) -> str:
        return tr(
            ENTRY_ROWS[name], self.theme.language,
            at=clock_text(entry.at_s or 0), what=entry.what, kind=entry.more,
            lasted=duration_text(entry.actual_s or 0, self.theme.language),
        )  # fmt: skip

    def _table(self, summary: TalkSummary) -> QWidget:
        """Stops, planned and actual times, and the difference, right-aligned in their columns."""
        theme, language, grid = self.theme, self.theme.language, QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(0, 1)
        heads = [tr(REPORT_WORDS[name], language) for name in ("stop", "planned", "actual", "difference")]
        rows: list[tuple[list[str], str, str]] = [(heads, "label", "ink2")]
        for entry in summary.stops:
            actual, planned = entry.actual_s or 0.0, entry.planned_s
            cells = [
                entry.what,
                "" if planned is None else clock_text(planned),
                clock_text(actual) if actual else "–",
                "" if planned is None or not actual else difference_text(actual, planned),
            ]
            rows.append((cells, "body", "ink" if actual else "ink2"))
        off = difference_text(summary.actual_s, summary.planned_s)
        sums = [clock_text(summary.planned_s), clock_text(summary.actual_s), off]
        rows.append(([tr(Text("Total"), language), *sums], "strong", "ink"))
        for at, (cells, role, colour) in enumerate(rows):
            for column, words in enumerate(cells):
                weight = 700 if role == "strong" else 400
                cell = Prose(theme, words or " ", "label" if column else role, colour, weight=weight)
                if column:  # of equal width, right-aligned in their column
                    cell.setFixedWidth(round(theme.width_of(words or " ", "label", weight)) + 3)
                    grid.addWidget(cell, at, column, Qt.AlignmentFlag.AlignRight)
                else:
                    grid.addWidget(cell, at, column)
        table = QWidget()
        table.setLayout(grid)
        table.setMaximumWidth(theme.px(WIDTH_PX))
        return table

    # ---- saving

    def _notify(self, words: str) -> None:
        self.notice.set_text(words)
        self.notice.show()

    def _copy(self) -> None:
        if self.summary is not None:
            QGuiApplication.clipboard().setText(as_csv(self.summary, self.theme.language, "\t"))
            self._notify(tr(Text("Copied as a table."), self.theme.language))

    def _ask_where(self) -> None:
        """Ask where to save; the suffix determines the file type."""
        SaveDialog(self.theme, "talk", documents(), self.write, self).open()

    def write(self, path: Path) -> None:
        """Save the summary: CSV if the name ends in `.csv`, else HTML. Shows a notice if that fails."""
        if self.summary is None:
            return
        language = self.theme.language
        table = path.suffix.lower() == ".csv"
        text = as_csv(self.summary, language) if table else as_html(self.summary, language)
        # without a byte-order mark, spreadsheets do not read Chinese text
        encoding = "utf-8-sig" if table else "utf-8"
        message, error = save(lambda: write_text(path, text, encoding), path, language)
        self._notify(message)
        if error is None:
            self._context.event_log.note("talk_saved", what="table" if table else "page")
