"""The event log that supervisor and explorer share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.base.supervisor import log as logs
from explorer.base.supervisor.log import Log
from explorer.shell.event_log.event_log import EventLog


def events(path: Path) -> list[str]:
    return [json.loads(line)["event"] for line in path.read_text("utf-8").splitlines()]


def test_both_append_to_one_file(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    log = Log(path)
    log.note("supervisor_started")
    with EventLog(path, continued=True) as event_log:
        event_log.note("start")
        log.note("child_ready")
        event_log.note("end")
    log.note("child_died", how="signal 9")
    assert events(path) == ["supervisor_started", "start", "child_ready", "end", "child_died"]


def test_half_a_line_of_one_who_was_killed_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"event": "start"}\n{"event": "zone_op')
    Log(path).note("child_died")
    lines = path.read_text().splitlines()
    assert lines[1] == '{"event": "zone_op'
    assert json.loads(lines[2])["event"] == "child_died"


@pytest.mark.parametrize("kept_open", [False, True])
def test_a_log_that_has_grown_large_is_put_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept_open: bool
) -> None:
    path = tmp_path / "log.jsonl"
    log = Log(path) if kept_open else None
    path.write_text("x" * 200)
    monkeypatch.setattr(logs, "LARGEST_BYTES", 100)
    (log or Log(path)).note("supervisor_started")
    assert (tmp_path / "log.jsonl.old").read_text() == "x" * 200
    assert events(path) == ["supervisor_started"]


@pytest.mark.parametrize("place", ["nowhere/log.jsonl", "."])
@pytest.mark.parametrize("keep", [False, True])
def test_a_log_that_cannot_be_written_ends_nothing_and_says_so_once(
    tmp_path: Path, place: str, keep: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with EventLog(tmp_path / place, continued=keep) as event_log:
        for number in range(3):
            event_log.note("act", number=number)
    reported = capsys.readouterr().err
    assert reported.count("\n") == 1
    assert str(tmp_path / place) in reported
    assert not list(tmp_path.iterdir())


def test_a_disk_that_is_full_loses_lines_and_says_how_many_once_there_is_room(
    tmp_path: Path, full_at: Callable[[int | None], None], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "log.jsonl"
    with EventLog(path) as event_log:
        event_log.note("start")
        full_at(path.stat().st_size + 10)  # the next line finds room for a part of it
        for number in range(5):
            event_log.note("act", number=number)
        full_at(None)
        assert capsys.readouterr().err.count("\n") == 1
        event_log.note("end")
    whole = [json.loads(line) for line in path.read_text().splitlines() if line.endswith("}")]
    assert [line["event"] for line in whole] == ["start", "log_resumed", "end"]
    assert whole[1]["lost_lines"] == 5


def test_a_log_that_is_deleted_while_it_is_written_is_begun_again(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with EventLog(path) as event_log:
        event_log.note("start")
        path.unlink()
        event_log.note("end")
    assert events(path) == ["end"]


def test_words_that_no_file_can_hold_are_written_escaped(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with EventLog(path) as event_log:
        event_log.note("error", what="\udcff")
    assert json.loads(path.read_text("utf-8"))["what"] == "\udcff"
