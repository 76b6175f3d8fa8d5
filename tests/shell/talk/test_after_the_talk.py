"""The page after a talk, and what is written of it."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from explorer.park.model import LANGUAGES
from explorer.shell.style.time_format import clock_text, difference_text, duration_text, lead_text, pace_text
from explorer.shell.talk.report import TalkSummary, as_csv, as_html
from explorer.shell.widgets import Prose
from explorer.shell.widgets.save_dialog import SaveDialog
from explorer.visit import JumpTo, LookUp, Onward, Open, Visit

from ..picture import real_park
from .conftest import NOON, Desk


def talked(desk: Desk) -> TalkSummary:
    """A talk of two stops, with a wandering and a question, that has ended."""
    desk.do(Onward())
    desk.pass_time(20)
    desk.do(Open("data"))
    desk.pass_time(12)
    desk.do(LookUp("doubt", "talk/data"), Onward())
    desk.do(JumpTo(len(desk.talk.tour.stops) - 1))
    desk.pass_time(30)
    desk.do(Onward())
    desk.pass_time(1)
    summary = desk.console.report.summary
    assert summary is not None
    return summary


def test_the_page_tells_what_was_shown_and_for_how_long(desk: Desk) -> None:
    summary = talked(desk)
    assert desk.console.report.isVisible()
    assert desk.events("talk_ended")
    first, *between, last = summary.stops
    assert (first.what, first.planned_s, last.planned_s) == ("Policy Plaza", 45, 25)
    assert first.actual_s == pytest.approx(32.3, abs=0.3)
    assert last.actual_s == pytest.approx(30.1, abs=0.3)
    assert all(entry.actual_s == 0 for entry in between)
    assert [entry.what for entry in summary.strayed] == ["Data Exchange"]
    assert [entry.what for entry in summary.looked_up] == ["Does blockchain mean coins?"]
    reported = " ".join(prose.text() for prose in desk.console.report.findChildren(Prose))
    for words in ("Policy Plaza", "0:32", "−0:13", "+0:05", "Data Exchange", "Does blockchain mean coins?"):
        assert words in reported
    assert summary.ended == NOON


def test_the_talk_can_go_on(desk: Desk) -> None:
    talked(desk)
    desk.console.report.go_on.click()
    desk.pass_time(5)
    assert not desk.console.report.isVisible()
    assert desk.talk.spent_s(None) > 4
    assert desk.console.header.stop.text() == "Q&A"
    reported = " ".join(prose.text() for prose in desk.console.pages.notes.findChildren(Prose))
    assert "Is it law?" in reported  # all that may be asked
    desk.do(Onward())
    assert desk.talk.over


def test_it_is_copied_and_saved(desk: Desk, tmp_path: Path) -> None:
    talked(desk)
    report = desk.console.report
    report.copy.click()
    assert QGuiApplication.clipboard().text().startswith("Kind\tWhat\tTime (s)\tPlanned (s)\tActual (s)\n")
    table, page = tmp_path / "a.csv", tmp_path / "a.html"
    report.write(table)
    report.write(page)
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Policy Plaza" in page.read_text("utf-8")
    assert str(page) in report.notice.source
    assert len(desk.events("talk_saved")) == 2
    report.write(tmp_path / "no" / "such" / "folder.html")
    assert report.notice.source.startswith("The file could not be saved")


def test_where_to_save_is_asked_in_a_dialog_of_the_park_s_own_look(desk: Desk, tmp_path: Path) -> None:
    talked(desk)
    desk.console.report.save.click()
    (dialog,) = desk.console.findChildren(SaveDialog)
    assert dialog.selectedFiles()[0].endswith("talk.html")
    dialog.selectNameFilter(dialog.nameFilters()[1])
    dialog.filterSelected.emit(dialog.nameFilters()[1])
    assert dialog.selectedFiles()[0].endswith("talk.csv")
    dialog.selectFile(str(tmp_path / "mine.csv"))
    dialog.accept()
    desk.pass_time(0.1)
    assert (tmp_path / "mine.csv").exists()
    assert "mine.csv" in desk.console.report.notice.source


class Balanced(HTMLParser):
    """Sees whether every tag that opens is closed."""

    LONE = ("meta", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.LONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_table_and_page_hold_every_entry_in_both_languages(desk: Desk) -> None:
    talked(desk)
    for language in LANGUAGES:
        summary = TalkSummary.of(desk.talk, real_park(), language, datetime(2026, 11, 24, 15, 30))
        rows = list(csv.reader(io.StringIO(as_csv(summary, language))))
        assert len(rows) == 1 + len(summary.entries)
        assert rows[1][1] == summary.stops[0].what
        assert rows[1][3:] == ["45", "32"]
        page, parser = as_html(summary, language), Balanced()
        parser.feed(page)
        assert parser.open == []
        for entry in summary.entries:
            assert entry.what in page
        assert "2026-11-24 15:30" in page


def test_the_page_says_where_nothing_was_shown_or_looked_up() -> None:
    summary = TalkSummary("A tour", datetime(2026, 11, 24, 15, 30), 60, 50, (), (), ())
    page = as_html(summary, "en")
    assert "Nothing outside the tour was shown." in page
    assert "Nothing was looked up." in page


def test_times_in_words() -> None:
    assert [clock_text(s) for s in (0, 48.9, 75, 3750, -2)] == ["0:00", "0:48", "1:15", "1:02:30", "0:00"]
    assert [difference_text(*s) for s in ((45.9, 45), (57, 45), (10.9, 75))] == ["0:00", "+0:12", "−1:05"]
    assert [duration_text(s, "en") for s in (48, 60, 75)] == ["48 s", "1 min", "1 min 15 s"]
    assert duration_text(75, "zh") == "1分15秒"
    assert pace_text(12.2, "en") == "On schedule · 12 s ahead"
    assert pace_text(-75, "zh") == "偏离计划·落后1分15秒"
    assert pace_text(0.2, "en") == "On schedule · on time"
    assert lead_text(-75, "de") == "1 min 15 s Verzug"


def test_a_park_without_tours_says_so(desk: Desk) -> None:
    assert Visit.begin(real_park().model_copy(update={"tours": {}}), desk.visit.mode).talk is None
