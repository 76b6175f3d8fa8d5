"""What a system is told: the start of a booth at login, and the entry in its menu. Nothing is told to this system."""

from __future__ import annotations

import configparser
import os
import plistlib
import re
import shlex
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from explorer import __main__ as cli
from explorer.base.bootstrap import ICON, words
from explorer.base.desktop import autostart
from explorer.base.desktop import entry as menu
from explorer.base.desktop.entry import Entry
from explorer.cli.commands.show import kiosk
from explorer.cli.desktop_entry import apply
from explorer.shell.style import program_icon

pytestmark = pytest.mark.usefixtures("english")
START = ["/opt/Park & Co/park-explorer"]
BOOTH = ["run", "--mode", "kiosk", "--supervised", "--scene", '/data/50 % "off" $now']


def text_of(entry: Entry, suffix: str) -> str:
    (contents,) = (contents for file, contents in entry.files.items() if file.suffix == suffix)
    return contents.decode("utf-8")


def test_a_unit_of_systemd_starts_the_booth_again(tmp_path: Path) -> None:
    entry = autostart.systemd(START, BOOTH, "2468", tmp_path, tmp_path)
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(text_of(entry, ".service"))
    service = unit["Service"]
    assert service["Restart"] == "on-failure", "but not when staff leave it"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0", "however often it fails"
    assert service["Environment"] == "PARK_EXPLORER_PIN=2468" and service["WorkingDirectory"] == str(tmp_path)
    unescaped = service["ExecStart"].replace("%%", "%").replace("$$", "$")
    assert shlex.split(unescaped) == [*START, *BOOTH]
    assert f"systemctl --user start {autostart.NAME}.service" in text_of(entry, ".desktop")


def test_an_agent_of_launchd_starts_the_booth_again(tmp_path: Path) -> None:
    entry = autostart.launchd(START, BOOTH, "2468", None, tmp_path)
    ((file, contents),) = entry.files.items()
    reported = plistlib.loads(contents)
    assert file.parent == tmp_path / "Library/LaunchAgents" and file.stem == reported["Label"]
    assert reported["ProgramArguments"] == [*START, *BOOTH]
    assert reported["RunAtLoad"] and reported["KeepAlive"] == {"SuccessfulExit": False}
    assert (
        reported["EnvironmentVariables"] == {"PARK_EXPLORER_PIN": "2468"}
        and "WorkingDirectory" not in reported
    )


def test_a_task_of_windows_runs_for_days_on_battery_too(tmp_path: Path) -> None:
    start = [r"C:\Park & Co\Park Explorer.exe"]
    entry = autostart.scheduled(start, BOOTH[4:], "2468", None, tmp_path)
    (file, contents), (pin_file, number) = entry.files.items()
    root = ElementTree.fromstring(contents.decode("utf-16").partition("?>")[2])
    found = {element.tag.rpartition("}")[2]: element.text for element in root.iter()}
    assert contents[:2] in (b"\xff\xfe", b"\xfe\xff"), "the only encoding that schtasks reads"
    assert found["Command"] == start[0]
    assert (found["Arguments"] or "").startswith("kiosk start --scene ")
    assert "2468" not in contents.decode("utf-16"), "every program of the user sees the words of a task"
    assert number == b"2468" and pin_file.parent == tmp_path
    replace(entry, install=()).put()
    assert autostart.pin_kept(tmp_path) == "2468" and (
        os.name == "nt" or pin_file.stat().st_mode & 0o777 == 0o600
    )
    replace(autostart.scheduled(start, BOOTH[4:], None, None, tmp_path), install=()).put()
    assert autostart.pin_kept(tmp_path) == "", "a booth that is installed again without one has none"
    assert found["ExecutionTimeLimit"] == "PT0S" and found["DisallowStartIfOnBatteries"] == "false"
    assert 1 <= int(found["Count"] or 0) <= 255, "what the Task Scheduler takes"
    assert entry.install == (("schtasks", "/Create", "/TN", autostart.TASK, "/XML", str(file), "/F"),)


def test_a_booth_runs_again_until_it_is_left() -> None:
    codes, waits = iter((1, -9, 137, 2, 1, 0)), list[float]()
    assert autostart.keep(lambda: next(codes), waits.append) == 0
    assert waits == [5, 10, 20, 40, 60], "each time it waits longer, up to a minute"


def test_a_booth_of_windows_is_the_same_command_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The number for staff is handed on in the environment: every user of the machine can read the words of a process."""
    ran: list[list[str]] = []
    monkeypatch.setattr(kiosk.subprocess, "run", lambda words, check: ran.append(words) or Ended())
    monkeypatch.delenv("PARK_EXPLORER_PIN", raising=False)
    assert cli.main(["kiosk", "start", "--pin", "2468", "--text", "150"]) == 0
    assert ran == [
        [sys.executable, "-m", "explorer", "run", "--mode", "kiosk", "--supervised", "--text", "150"]
    ]
    assert kiosk.os.environ["PARK_EXPLORER_PIN"] == "2468"
    monkeypatch.delenv("PARK_EXPLORER_PIN")
    monkeypatch.setattr(kiosk, "state_folder", lambda: tmp_path)
    (tmp_path / autostart.PIN_FILE).write_text("1357", "ascii")
    assert cli.main(["kiosk", "start"]) == 0
    assert kiosk.os.environ["PARK_EXPLORER_PIN"] == "1357", "the number that the task was installed with"
    monkeypatch.delenv("PARK_EXPLORER_PIN")


class Ended:
    returncode = 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="files of Linux")
def test_the_command_writes_the_files_and_takes_them_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("explorer.base.desktop.entry.run_command", lambda command: ran.append(command) or "")
    monkeypatch.chdir(tmp_path)
    dry = ["kiosk", "install", "--text", "150", "--scene", "my park", "--pin", "2468", "--dry-run"]
    assert cli.main(dry) == 0
    reported = capsys.readouterr().out
    assert not list(tmp_path.rglob("*.service")) and not ran, "a dry run does nothing"
    assert cli.main(dry[:-1]) == 0
    (unit,) = tmp_path.rglob("*.service")
    assert unit.read_text("utf-8") in reported and unit.stat().st_mode & 0o077 == 0, (
        "it holds the number for staff"
    )
    assert f'"--scene" "{tmp_path}/my park"' in unit.read_text("utf-8"), "in whatever folder it starts"
    assert "--pin" not in unit.read_text("utf-8")
    assert "kiosk start" in capsys.readouterr().out and ran == [("systemctl", "--user", "daemon-reload")]
    assert cli.main(["kiosk", "remove"]) == 0
    assert not unit.exists() and not list(tmp_path.rglob("autostart/*"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="files of Linux")
def test_a_booth_is_installed_where_no_session_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over ssh or as root systemctl cannot be asked, and the files are read at the next login."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("explorer.base.desktop.entry.run_command", lambda command: "systemctl: no bus")
    assert cli.main(["kiosk", "install", "--pin", "2468"]) == 0
    reported = capsys.readouterr()
    assert "starts at the next login" in reported.out and "systemctl: no bus (this is no harm" in reported.err


def test_a_mistake_is_reported_when_the_booth_is_installed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["kiosk", "install", "--text", "17"])
    assert end.value.code == 2 and "100" in capsys.readouterr().err


def test_what_a_system_refuses_is_reported(tmp_path: Path) -> None:
    entry = Entry(
        {tmp_path / "deep/file": b"x"},
        ((sys.executable, "-c", "raise SystemExit('no')"), ("not-there-at-all",)),
    )
    first, second = entry.put()
    assert first.endswith(": no") and second.startswith("not-there-at-all: ")
    assert (tmp_path / "deep/file").read_bytes() == b"x"
    assert entry.take_away() == [str(tmp_path / "deep/file")]


def test_the_menu_starts_a_program_whatever_its_folder_is_called(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = menu.linux(['/opt/a $x "y" 5%/park-explorer'], None, ICON, tmp_path)
    share = tmp_path / ".local/share"
    assert entry.files.keys() == {
        share / "applications/park-explorer.desktop", share / "icons/hicolor/scalable/apps/park-explorer.svg",
    }  # fmt: skip
    reported = text_of(entry, ".desktop")
    assert "Icon=park-explorer\n" in reported and text_of(entry, ".svg").startswith("<svg")
    line = re.search(r"^Exec=(.*)$", reported, re.MULTILINE)
    assert line
    assert shlex.split(line[1].replace("\\\\", "\\").replace("%%", "%").replace("\\$", "$")) == [
        '/opt/a $x "y" 5%/park-explorer'
    ]
    icon = {tmp_path / "park.ico": program_icon.ico()}
    entry = menu.windows([r"C:\Anna's\Park Explorer.exe"], None, icon, tmp_path)
    (command,) = entry.install
    assert entry.files == icon and f"$s.IconLocation = '{tmp_path / 'park.ico'}'" in command[-1]
    apply(entry, "install", "", dry=True)
    assert str(tmp_path / "park.ico") in capsys.readouterr().out, "its picture is not printed"
    assert command[0] == "powershell" and r"$s.TargetPath = 'C:\Anna''s\Park Explorer.exe'" in command[-1]


def test_a_program_without_a_console_says_nothing_and_ends_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows `pythonw` has no standard output at all."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        patch.setattr(sys, "stderr", None)
        words.replace_unprintable()
        print("nothing", file=sys.stderr)
        sys.stdout.flush()
        for stream in (sys.stdout, sys.stderr):
            stream.close()
