"""What is typed for a booth becomes its mode; the number for staff is told to nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.bootstrap import try_lock
from explorer.base.names import PIN
from explorer.cli.commands.show import run
from explorer.cli.commands.show.run import mode_of, pin_of, visit_database_of
from explorer.cli.dispatch import parsed
from explorer.visit import KIOSK, Mode

NUMBER = "24680"


def typed(*words: str) -> Mode:
    return mode_of(parsed(["run", "--mode", "kiosk", *words]))


def test_a_booth_is_its_row_unless_something_else_is_asked_for() -> None:
    assert typed() == KIOSK
    mode = typed("--quiet", "30", "--countdown", "5", "--attract", "lesson", "--profile", "laptop")
    assert (mode.quiet_s, mode.countdown_s, mode.attract, mode.profile) == (30.0, 5.0, "lesson", "laptop")
    assert (mode.attracts, mode.may_quit, mode.links, mode.remembers) == (True, False, False, False)


@pytest.mark.parametrize(
    ("mode", "keeps"), [("kiosk", True), ("teach", True), ("explore", False), ("present", False)]
)
def test_a_booth_and_a_class_keep_the_visit_journal_unless_one_asks_otherwise(
    mode: str, keeps: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    words = ["run", "--mode", mode]
    assert (visit_database_of(parsed(words)) is not None) is keeps
    assert visit_database_of(parsed([*words, "--ledger", "off"])) is None
    assert visit_database_of(parsed([*words, "--ledger", "here.sqlite3"])) == Path("here.sqlite3")


def test_the_number_comes_from_the_words_or_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(PIN, raising=False)
    assert pin_of(parsed(["run", "--mode", "kiosk"])) is None
    assert PIN in capsys.readouterr().err
    assert pin_of(parsed(["run"])) is None
    assert capsys.readouterr().err == ""
    monkeypatch.setenv(PIN, NUMBER)
    assert pin_of(parsed(["run", "--mode", "kiosk"])) == NUMBER
    assert pin_of(parsed(["run", "--mode", "kiosk", "--pin", "1357"])) == "1357"


def test_a_number_that_is_none_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parsed(["run", "--pin", "secret77"])
    monkeypatch.setenv(PIN, "secret77")
    assert pin_of(parsed(["run", "--mode", "kiosk"])) is None
    reported = capsys.readouterr().err
    assert PIN in reported
    assert "secret77" not in reported


@pytest.mark.parametrize("words", [("--text", "110"), ("--quiet", "-3"), ("--profile", "wall")])
def test_what_makes_no_sense_is_refused(words: tuple[str, str]) -> None:
    with pytest.raises(SystemExit):
        typed(*words)


def test_a_screen_has_one_booth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "state_folder", lambda: tmp_path)
    monkeypatch.setattr(run, "LEAVES_S", 0.0)
    monkeypatch.setattr(run, "_held", {})
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":1.0")
    with (tmp_path / "booth--1-0.lock").open("a") as other:
        assert try_lock(other)
        assert not run.take_screen()
        assert "A booth is on this screen already" in capsys.readouterr().err
        monkeypatch.setenv("DISPLAY", ":2")
        assert run.take_screen(), "another screen"
        monkeypatch.setenv("DISPLAY", ":1.0")
    assert run.take_screen(), "the other one has ended"
    for held in run._held.values():
        held.close()
