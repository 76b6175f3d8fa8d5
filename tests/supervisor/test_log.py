"""The log that supervisor and explorer share."""

from __future__ import annotations

import json
from pathlib import Path

from explorer.shell.journal import Journal
from explorer.supervisor import log as logs
from explorer.supervisor.log import Log


def events(path: Path) -> list[str]:
    return [json.loads(line)["event"] for line in path.read_text("utf-8").splitlines()]


def test_both_append_to_one_file(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    log = Log(path)
    log.note("supervisor_started")
    with Journal(path, continued=True) as journal:
        journal.note("start")
        log.note("child_ready")
        journal.note("end")
    log.note("child_died", how="signal 9")
    assert events(path) == ["supervisor_started", "start", "child_ready", "end", "child_died"]


def test_half_a_line_of_one_who_was_killed_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"event": "start"}\n{"event": "zone_op')
    Log(path).note("child_died")
    lines = path.read_text().splitlines()
    assert lines[1] == '{"event": "zone_op'
    assert json.loads(lines[2])["event"] == "child_died"


def test_a_log_that_has_grown_large_is_put_aside(tmp_path: Path, monkeypatch: object) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("x" * 200)
    before, logs.LARGEST_BYTES = logs.LARGEST_BYTES, 100
    try:
        Log(path).note("supervisor_started")
    finally:
        logs.LARGEST_BYTES = before
    assert (tmp_path / "log.jsonl.old").read_text() == "x" * 200
    assert events(path) == ["supervisor_started"]


def test_a_log_that_cannot_be_written_ends_nothing(tmp_path: Path) -> None:
    Log(tmp_path / "nowhere" / "log.jsonl").note("supervisor_started")
    Log(tmp_path).note("supervisor_started")
    assert not list(tmp_path.iterdir())
