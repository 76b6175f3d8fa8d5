"""The text of a question or promise: typed in the talk or after it, and found in what is written of the talk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.publish.leave_behind.content import Wanted, leaf_of
from explorer.shell.talk.entry_field import PAUSE_S, UNUSED_S
from explorer.shell.talk.report import as_csv, as_html
from explorer.visit import EndTalk, LogEntry, Onward
from explorer.visit.given import given_of
from explorer.visit.talk.reducer import stop_of

from .conftest import Desk


def asked(desk: Desk, key: Qt.Key, text: str) -> None:
    """Note a question or promise in the talk and type its text."""
    desk.press(key)
    QTest.keyClicks(desk.console.entry.line.field, text)
    desk.press(Qt.Key.Key_Return, desk.console.entry.line.field)


def test_a_typed_question_comes_out_in_pages_table_and_report(desk: Desk, tmp_path: Path) -> None:
    desk.press(Qt.Key.Key_Space)
    desk.pass_time(5)
    asked(desk, Qt.Key.Key_Q, "Who pays <for> it?")
    assert desk.console.entry.isHidden() and desk.console.live.hasFocus()
    asked(desk, Qt.Key.Key_Y, "Send the figures")
    assert [entry.text for entry in desk.talk.logged] == ["Who pays <for> it?", "Send the figures"]
    desk.do(Onward(), EndTalk())
    report = desk.console.report
    assert report.summary is not None
    assert "Who pays &lt;for&gt; it?" in as_html(report.summary, "en")
    assert "question,Who pays <for> it? (Policy Plaza),5,," in as_csv(report.summary, "en")
    shown = given_of(desk.visit)
    assert shown is not None
    leaf = leaf_of(desk.visit.park, shown, Wanted("en"))
    assert "Who pays <for> it?" in leaf.logged[0] and "Send the figures" in leaf.stops[0].logged[1]


def test_the_clicker_goes_on_while_the_line_is_open_and_what_was_typed_stays(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Q)
    field = desk.console.entry.line.field
    desk.press(Qt.Key.Key_Right, field)  # still empty: a clicker's key
    assert stop_of(desk.visit) == 1
    QTest.keyClicks(field, "Why now? B")
    assert not desk.talk.black  # letters are text here
    desk.press(Qt.Key.Key_PageDown, field)
    assert stop_of(desk.visit) == 2 and field.text() == "Why now? B"
    desk.pass_time(PAUSE_S + 0.5)
    assert desk.talk.logged[0].text == "Why now? B"  # kept without Enter
    assert desk.talk.logged[0].stop == desk.talk.tour.stops[0].id


def test_an_unused_line_closes_and_a_wrong_entry_is_removed(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Q)
    desk.pass_time(UNUSED_S + 2)
    assert desk.console.entry.isHidden() and len(desk.talk.logged) == 1
    desk.press(Qt.Key.Key_Y)
    desk.console.entry.line.remove.click()
    desk.pass_time(0.2)
    assert [entry.kind for entry in desk.talk.logged] == ["question"] and desk.console.entry.isHidden()


def test_a_text_can_be_typed_after_the_talk(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Space)
    desk.do(LogEntry("question"), LogEntry("promise"))
    desk.do(EndTalk())
    desk.pass_time(0.3)
    first, second = desk.console.report.lines
    QTest.keyClicks(second.field, "A visit in May")
    second.field.editingFinished.emit()
    desk.pass_time(0.3)
    assert desk.talk.logged[1].text == "A visit in May"
    assert desk.console.report.lines == [first, second]  # the line typed into is still there
    first.remove.click()
    desk.pass_time(0.3)
    (left,) = desk.console.report.lines
    assert left.field.text() == "A visit in May"
