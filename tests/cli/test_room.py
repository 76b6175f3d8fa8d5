"""`--lan` where there is no network, or not yet: a booth is never black for that."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from explorer import __main__ as cli
from explorer.base import bootstrap
from explorer.base.supervisor import supervisor, watchdog_pipe
from explorer.cli import room
from explorer.cli.argument_types import ROOM
from explorer.cli.commands.show import run
from explorer.cli.dispatch import parsed
from explorer.net.room import addresses
from explorer.visit.mode import Part
from tests.scene import write_scene

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(("mode", "code", "starts"), [("kiosk", 0, 1), ("present", 2, 0)])
def test_a_booth_without_a_network_opens_without_phones_and_a_talk_says_so_first(
    tmp_path: Path,
    mode: str,
    code: int,
    starts: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scene = write_scene(tmp_path / "toy")
    waited: list[float] = []
    begun: list[supervisor.Supervisor] = []
    monkeypatch.setattr(addresses, "addresses", tuple)
    monkeypatch.setattr(room, "time", SimpleNamespace(sleep=waited.append))
    monkeypatch.setattr(supervisor.Supervisor, "run", lambda kept: begun.append(kept) or 0)
    monkeypatch.setenv(ROOM, "{}")
    assert cli.main(["run", "--mode", mode, "--supervised", "--lan", "--scene", str(scene)]) == code
    assert len(begun) == starts and sum(waited) == room.NETWORK_WAIT_S
    assert "in no network" in capsys.readouterr().err


def test_a_lesson_that_is_gone_on_with_keeps_its_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it was started by hand; a new lesson has new ones, and so has one of yesterday."""
    checkpoint = tmp_path / "teach.checkpoint.json"

    def codes() -> str:
        monkeypatch.delenv(ROOM, raising=False)
        room.keep_codes(checkpoint)
        room.write_codes(checkpoint)
        return os.environ[ROOM]

    monkeypatch.setenv(ROOM, "")
    first = codes()
    assert codes() != first, "nothing was cut off"
    checkpoint.touch()
    kept = codes()
    assert codes() == kept
    if os.name != "nt":
        assert (tmp_path / "teach.codes.json").stat().st_mode & 0o077 == 0
    for junk in ("", "[]", '{"code": 1}', "{" * 9, '{"code": "1", "staff": "", "key": ""}'):
        (tmp_path / "teach.codes.json").write_text(junk)
        assert codes() != kept
    kept = codes()
    os.utime(checkpoint, (0, 0))
    assert codes() != kept


def test_wi_fi_that_comes_late_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    tries = iter([(), (), (addresses.Address("192.168.4.7", "wlan0"),)])
    waited: list[float] = []
    monkeypatch.setattr(addresses, "addresses", lambda: next(tries))
    monkeypatch.setattr(room, "time", SimpleNamespace(sleep=waited.append))
    room.wait_for_network(parsed(["run", "--lan"]))
    assert waited == [room.LOOK_AGAIN_S] * 2


def test_a_booth_whose_cable_is_out_starts_again_without_phones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that a supervisor keeps: it had ended with each start, and the screen was black."""
    monkeypatch.setattr(addresses, "addresses", tuple)
    monkeypatch.setattr(bootstrap, "has_screen", lambda: True)
    monkeypatch.setattr(gc, "disable", lambda: None)
    words = ["run", "--mode", "kiosk", "--lan", "--scene", str(write_scene(tmp_path / "toy"))]
    assert cli.main(words) == 2
    pipe = SimpleNamespace(progress=lambda: None)
    monkeypatch.setattr(watchdog_pipe, "answered", lambda: pipe)
    show = run.run(parsed(words))
    assert not isinstance(show, int)
    assert show.options.room is None and "in no network" in show.options.no_room
    assert Part.ROOM not in show.options.mode.layers  # the window opens without its card
