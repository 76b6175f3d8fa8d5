"""The conformance report and the program say the same."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from explorer import __version__

from .tools.accessibility_report import BEGIN, END, FILE, rows, table


def test_the_report_says_what_is_so(qtbot: QtBot) -> None:
    found = rows()
    assert [row.criterion for row in found if not row.found] == []
    text = FILE.read_text("utf-8")
    inside = text.partition(BEGIN)[2].partition(END)[0]
    assert inside.strip() == table(found), "run python3 -m tests.tools.accessibility_report"
    assert f"version {__version__}" in text
