"""The event log: levels, what a terminal sees of it, and what other packages log."""

from __future__ import annotations

import json
import logging
import warnings
from pathlib import Path
from typing import Any

import pytest

from explorer.shell.event_log.event_log import EventLog


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_line_holds_time_event_and_details(tmp_path: Path) -> None:
    with EventLog(tmp_path / "log.jsonl", lambda: 7.5, began_s=6.0) as log:
        log.note("zone_opened", zone="数据 100 %")
    assert (tmp_path / "log.jsonl").read_text("utf-8") == (
        '{"t_s": 1.5, "event": "zone_opened", "zone": "数据 100 %"}\n'
    )


def test_warnings_of_other_packages_join_the_events(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    other = logging.getLogger("some.package")
    with EventLog(path) as log, warnings.catch_warnings():
        warnings.simplefilter("always")
        log.note("start")
        other.info("too small to tell")
        other.warning("the disk is %s", "slow")
        warnings.warn("an old call", DeprecationWarning, stacklevel=1)
    other.warning("after the show")
    start, reported, old = lines(path)
    assert start["event"] == "start"
    assert reported | {"t_s": 0} == {
        "t_s": 0, "event": "log", "level": "warning", "logger": "some.package", "what": "the disk is slow",
    }  # fmt: skip
    assert old["logger"] == "py.warnings" and "an old call" in old["what"]


def test_a_terminal_follows_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with EventLog(clock=lambda: 2.0, began_s=0.5, verbose=True) as log:
        log.note("act", act="Open", zone="data")
        log.note("error", kind="KeyError")
        logging.getLogger("some.package").warning("slow")
    assert capsys.readouterr().err.splitlines() == [
        "    1.500 debug   act act=Open zone=data",
        "    1.500 error   error kind=KeyError",
        "    1.500 warning log level=warning logger=some.package what=slow",
    ]
    with EventLog() as log:
        log.note("act", act="Open")
    assert capsys.readouterr().err == ""


def test_nothing_of_a_closed_log_stays_behind(tmp_path: Path) -> None:
    before, shows = list(logging.root.handlers), warnings.showwarning
    with EventLog(tmp_path / "log.jsonl", verbose=True) as log:
        assert logging.root.handlers != before
    log.note("end")
    log.close()
    assert logging.root.handlers == before and warnings.showwarning is shows
    assert (tmp_path / "log.jsonl").read_text() == ""
