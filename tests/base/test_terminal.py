"""Tables and progress: plain where the output is no terminal, drawn where it is."""

from __future__ import annotations

import io
import sys

import pytest

from explorer.base.terminal import Progress, Table, show

TABLE = Table([["园区 park", "visits", "s"], ["a group of zones"], ["  data", "12", "3.5"], ["  网", "7"]])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> dict[str, Terminal]:
    """Standard output and error, from now on of a terminal."""
    streams = {"stdout": Terminal(), "stderr": Terminal()}
    for name, stream in streams.items():
        monkeypatch.setattr(sys, name, stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    return streams


def test_a_chinese_character_takes_two_columns() -> None:
    assert str(TABLE) == (
        "园区 park  visits    s\na group of zones\n  data         12  3.5\n  网            7"
    )  # fmt: skip
    titled = str(Table([["name", "n"], ["x", "1"]], "Zones"))
    assert titled == "Zones\n-----------\n  name  n\n  x     1"


def test_in_a_pipe_a_table_is_plain(capsys: pytest.CaptureFixture[str]) -> None:
    show(["a heading", TABLE])
    assert capsys.readouterr().out == f"a heading\n\n{TABLE}\n"


def test_on_a_terminal_a_table_is_drawn_with_all_its_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    show(["[a] heading", TABLE])
    text = terminal["stdout"].getvalue()
    assert "[a] heading" in text and "─" in text
    for cell in (cell for line in TABLE.lines for cell in line):
        assert cell.strip() in text


def test_a_bar_on_a_terminal_shows_the_cursor_again(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    bar = Progress("Filming")
    bar.show(0.25, "stop [1] of 4")
    bar.clear()
    bar.show(0.5, "stop [2] of 4")
    bar.done("show.mp4")
    text = terminal["stderr"].getvalue()
    assert "25%" in text and "stop [1] of 4" in text and "100%" in text and "show.mp4" in text
    assert text.count("\x1b[?25l") == text.count("\x1b[?25h") == 2
    assert terminal["stdout"].getvalue() == ""


def test_in_a_pipe_progress_is_lines(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Progress("Filming")
    bar.show(0.25, "stop 1")
    bar.done("show.mp4")
    assert capsys.readouterr().err.splitlines() == ["Filming  25% stop 1", "Filming 100% show.mp4"]
