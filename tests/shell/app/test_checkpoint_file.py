"""The file of a show: written while one is on, gone at its end, and never believed blindly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.shell.app.checkpoint_file import EVERY_S, RECENT_S, STALE_S, CheckpointFile
from explorer.shell.event_log.event_log import EventLog
from explorer.visit import PRESENT, CatchUp, EndTalk, LookUp, Onward, Restore, Settings, Visit
from explorer.visit.checkpoint import Checkpoint

from ..picture import real_park

NOON_S = 1_795_600_000.0


class Show:
    """A talk and its file, with a clock on the wall."""

    def __init__(self, folder: Path) -> None:
        self.path, self.log = folder / "state" / "present.checkpoint.json", folder / "log.jsonl"
        self.event_log, self.now_s = EventLog(self.log), NOON_S
        self.visit = Visit.begin(real_park(), PRESENT, Settings(comfort="cut"))
        self.file = self.opened()

    def opened(self) -> CheckpointFile:
        return CheckpointFile(self.path, real_park(), self.event_log, lambda: self.now_s)

    def do(self, *acts: object) -> None:
        for act in acts:
            self.visit = self.visit.advance(act) if isinstance(act, float) else self.visit.after(act)  # type: ignore[arg-type]
            self.file.keep(self.visit)

    def saved(self) -> Checkpoint:
        offered = self.opened().offered
        assert offered is not None
        return offered.checkpoint

    def notes(self) -> list[dict[str, object]]:
        lines = map(json.loads, self.log.read_text("utf-8").splitlines())
        return [line for line in lines if line["event"] == "checkpoint"]


@pytest.fixture
def show(tmp_path: Path) -> Iterator[Show]:
    made = Show(tmp_path)
    yield made
    made.event_log.close()


def test_what_is_new_is_written_at_once_and_the_clock_now_and_then(show: Show) -> None:
    show.do(0.1)
    assert not show.path.exists(), "nothing was begun"
    show.do(Onward(), 0.1)
    assert (show.saved().stop, show.saved().time_s) == ("plaza", pytest.approx(0.0))
    show.do(EVERY_S / 2)
    assert show.saved().time_s == pytest.approx(0.0)
    show.do(EVERY_S / 2 + 0.1)
    assert show.saved().time_s == pytest.approx(EVERY_S + 0.2)
    show.do(LookUp("term", "blockchain"))
    saved = show.saved().talk
    assert saved is not None
    assert len(saved.looked_up) == 1
    assert [path.name for path in show.path.parent.iterdir()] == [show.path.name], (
        "no half of a file lies about"
    )


def test_a_regular_end_leaves_nothing(show: Show) -> None:
    show.do(Onward(), 5.0, EndTalk())
    assert not show.path.exists()
    show.do(0.1)
    show.file.clear()
    assert not show.path.exists()


def test_what_was_cut_off_is_offered_until_something_is_begun(show: Show) -> None:
    show.do(Onward(), 30.0, Onward(), 12.0)
    show.now_s += 20.0
    again, fresh = show.opened(), Visit.begin(real_park(), PRESENT, Settings(comfort="cut"))
    again.keep(fresh)
    assert again.offered is not None
    assert again.is_recent
    restore, late = again.going_on()
    assert isinstance(restore, Restore)
    assert late == CatchUp(20.0), "the hall's clock went on"
    show.now_s += RECENT_S
    assert again.going_on() == (restore,), "the talk was broken off, not only the program"
    again.keep(fresh.after(Onward()))
    assert again.offered is None


def test_a_file_that_is_not_to_be_believed_is_ignored_with_a_line_in_the_log(show: Show) -> None:
    show.do(Onward(), 5.0)
    good = json.loads(show.path.read_text("utf-8"))
    another = {**good, "checkpoint": {**good["checkpoint"], "stop": "gone"}}
    talk = {**good["checkpoint"]["talk"], "elapsed_s": 1e300}
    endless = {**good, "checkpoint": {**good["checkpoint"], "talk": talk}}
    for text in (
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        json.dumps(another),
        json.dumps(endless),
        '{"saved_at": NaN}',
    ):
        show.path.write_text(text, "utf-8")
        assert show.opened().offered is None, text[:40]
    show.path.write_bytes(b"\xff\xfe\x00" * 50)
    assert show.opened().offered is None
    show.path.write_text(json.dumps(good), "utf-8")
    show.now_s += STALE_S + 1
    assert show.opened().offered is None
    reported = [str(note["ignored"]) for note in show.notes() if "ignored" in note]
    assert len(reported) == 10
    assert "the scene has changed: no stop gone" in reported
    assert reported[-1] == "too old"


OLDER = """{"saved_at":1795600000.0,"checkpoint":{"kind":"talk","tour":"talk","stop":"goals25","time_s":25.75,"legs":[{"stop":
"plaza","strayed":false,"zone":null,"began_s":0.0,"lasted_s":12.5}],"looked_up":[],"caption":true,"language":"zh"}}"""
"""A file as it was until 2026."""


def test_a_file_of_an_older_version_is_ignored_with_a_line_in_the_log(show: Show) -> None:
    show.path.parent.mkdir(parents=True)
    show.path.write_text(OLDER.replace("\n", ""), "utf-8")
    assert show.opened().offered is None
    (note,) = show.notes()
    assert "of another version" in str(note["ignored"])


def test_a_folder_in_its_place_or_a_full_disk_ends_no_show(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    show.path.mkdir(parents=True)
    assert show.opened().offered is None
    show.do(Onward(), 5.0, 5.0)  # it cannot be replaced by a file
    assert [note for note in show.notes() if "trouble" in note] != []
    assert len([note for note in show.notes() if "trouble" in note]) == 1, "told once"
    show.path.rmdir()
    show.do(5.0)
    assert show.saved().time_s == pytest.approx(15.0)


def test_a_mode_without_a_place_writes_nothing() -> None:
    file = CheckpointFile(None, real_park(), EventLog())
    visit = Visit.begin(real_park(), PRESENT, Settings(comfort="cut")).after(Onward())
    file.keep(visit)
    file.clear()
    assert file.offered is None
    assert file.going_on() == ()
