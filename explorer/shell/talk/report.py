"""The report page after a talk: what was shown and for how long, to copy or save."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from ...base.atomic_file import write_text
from ...i18n import Text, tr
from ...visit import GoOnTalking
from ...visit.talk.state import Talk
from ..style.theme import Theme
from ..style.time_format import clock_text, difference_text, duration_text
from ..widgets import Column, Flow, Prose, ReadingArea, Rule, Themed, as_widget
from ..widgets.save_dialog import SaveDialog, documents, reason_of
from ..window.layer import LayerContext
from .console_widgets import ConsoleButton, ConsoleCard
from .header import Now
from .summary import REPORT_WORDS, Entry, TalkSummary, as_csv, as_html

ENTRY_ROWS: dict[str, Text] = {
    "strayed": Text("{at} · {what}, {lasted}"),
    "looked-up": Text("{at} · {kind}: {what}"),
}
NO_ENTRIES: dict[str, Text] = {
    "strayed": Text("Nothing outside the tour was shown."),
    "looked-up": Text("Nothing was looked up."),
}


WIDTH_PX = 860


class Report(Themed, QWidget):
    """Report of a finished talk."""

    def __init__(self, theme: Theme, context: LayerContext, now: Now) -> None:
        super().__init__()
        self._context, self._now = context, now
        self._talk: Talk | None = None
        self.summary: TalkSummary | None = None
        self.area = ReadingArea(theme)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy = ConsoleButton(theme, " ", "copy", on_press=self._copy)
        self.save = ConsoleButton(theme, " ", "save", kind="primary", on_press=self._ask_where)
        self.go_on = ConsoleButton(theme, " ", "undo-2", on_press=lambda: context.do(GoOnTalking()))
        self.close_all = ConsoleButton(theme, " ", "x", on_press=lambda: context.ask("quit"))
        self.notice = Prose(theme, " ", "body", "ink2")
        buttons = as_widget(Flow(theme, self.save, self.copy, self.go_on, self.close_all, gap=8))
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
            self.copy.set_text(tr(Text("Copy"), language))
            self.save.set_text(tr(Text("Save as…"), language))
            self.go_on.set_text(tr(Text("Back to the talk"), language))
            self.close_all.set_text(tr(Text("Close the park"), language))
            self.notice.hide()
            if self._talk is not None:
                self._write(self._talk)

    def show_talk(self, talk: Talk) -> None:
        """Show the report of a talk."""
        if talk is not self._talk:
            self._talk = talk
            self.notice.hide()
            self._write(talk)

    def _write(self, talk: Talk) -> None:
        summary = TalkSummary.of(talk, self._context.park, self.theme.language, self._now())
        self.summary = summary
        self.area.turn_to(self._page(summary))

    # ---- the page

    def _page(self, summary: TalkSummary) -> QWidget:
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
        ]
        for name, entries in (("strayed", summary.strayed), ("looked-up", summary.looked_up)):
            parts += [Rule(theme), Prose(theme, tr(REPORT_WORDS[name], language), "title")]
            lines = [self._line(name, entry) for entry in entries] or [tr(NO_ENTRIES[name], language)]
            parts += [Prose(theme, line, "body") for line in lines]
        page = as_widget(Column(theme, *parts, None, gap=12, margins=(4, 4, 16, 4)))
        return page

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
        try:
            # without a byte-order mark, spreadsheets do not read Chinese text
            write_text(path, text, "utf-8-sig" if table else "utf-8")
        except OSError as fault:
            self._notify(
                tr(
                    Text("The report could not be saved: {reason}"),
                    language,
                    reason=reason_of(fault, language),
                )
            )
            return
        self._notify(tr(Text("Saved: {path}"), language, path=path))
        self._context.event_log.note("talk_saved", what="table" if table else "page")
