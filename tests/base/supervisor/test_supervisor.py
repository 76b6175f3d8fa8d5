"""The supervisor keeps a small child of ours: killed, stopped, broken, silent; nothing of it stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from explorer.base.bootstrap import ROOT
from explorer.base.supervisor import supervisor
from explorer.base.supervisor.supervisor import TICK_S
from explorer.base.supervisor.watchdog_pipe import BEAT, PROGRESS
from tests.processes import ended_by_kill, gone, kill, log_lines, stop

PATIENCE_S = 60.0
KEEPER = """
import sys
from pathlib import Path
from explorer.base.supervisor.supervisor import Supervisor, Limits
folder = Path(sys.argv[1])
command = [sys.executable, "tests/base/supervisor/child.py", *sys.argv[1:]]
limits = Limits(start_s=float({start_s}), hang_s=float({hang_s}), grace_s=float({grace_s}))
raise SystemExit(Supervisor(command, folder / "log.jsonl", limits).run())
"""


class Show:
    """A supervisor at work, and what it writes."""

    def __init__(
        self,
        folder: Path,
        *lives: str,
        start_s: float = 60.0,
        hang_s: float = 60.0,
        grace_s: float = PATIENCE_S / 2,
    ) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                KEEPER.format(start_s=start_s, hang_s=hang_s, grace_s=grace_s),
                str(folder),
                *lives,
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.DEVNULL,
        )

    def lines(self) -> list[dict[str, Any]]:
        return log_lines(self.folder / "log.jsonl")

    def all(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.lines() if line["event"] == event]

    def wait_for(self, event: str, count: int = 1) -> dict[str, Any]:
        """The line of that number with this event."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if len(found := self.all(event)) >= count:
                return found[count - 1]
            time.sleep(0.02)
        raise AssertionError(f"no {event} number {count} in {self.lines()}")

    def ended(self) -> int:
        return self.process.wait(PATIENCE_S)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for line in self.all("child_started"):
            with suppress(psutil.NoSuchProcess):
                kill(line["pid"])


@pytest.fixture
def shows() -> Iterator[list[Show]]:
    running: list[Show] = []
    yield running
    for show in running:
        show.end()


def wait_until_gone(pid: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while not gone(pid):
        assert time.monotonic() < end, f"{pid} is still there"
        time.sleep(0.02)


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def test_a_killed_child_is_started_again(tmp_path: Path, shows: list[Show]) -> None:
    shows.append(show := Show(tmp_path, "beat"))
    show.wait_for("child_ready")
    first = show.wait_for("child_started")["pid"]
    kill(first)
    died = show.wait_for("child_died")
    assert (died["how"], died["again_in_s"]) == (ended_by_kill(), 1.0)
    show.wait_for("child_ready", 2)
    assert gone(first)
    assert not gone(show.wait_for("child_started", 2)["pid"])


def test_a_stopped_child_is_killed_and_started_again(tmp_path: Path, shows: list[Show]) -> None:
    shows.append(show := Show(tmp_path, "beat", hang_s=1.0))
    show.wait_for("child_ready")
    first = show.wait_for("child_started")["pid"]
    stop(first)
    assert show.wait_for("child_died")["how"] == "hung"
    show.wait_for("child_ready", 2)
    assert gone(first)


def test_a_show_that_started_slowly_may_be_silent_for_longer(tmp_path: Path, shows: list[Show]) -> None:
    limits = supervisor.Limits()
    assert limits.hang_after_s(1.5) == limits.hang_s
    assert limits.hang_after_s(8.0) == 16.0
    assert limits.hang_after_s(35.0) == limits.hang_after_s(200.0) == limits.longest_hang_s == 60
    shows.append(show := Show(tmp_path, "slow", hang_s=0.5))
    end = time.monotonic() + PATIENCE_S
    while not (tmp_path / "awake").exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert (tmp_path / "awake").exists()
    assert len(show.all("child_started")) == 1 and not show.all("child_died")


def test_what_the_child_has_started_ends_with_it(tmp_path: Path, shows: list[Show]) -> None:
    shows.append(show := Show(tmp_path, "brood", "beat"))
    show.wait_for("child_ready")
    brood = int((tmp_path / "brood").read_text())
    assert not gone(brood)
    kill(show.wait_for("child_started")["pid"])
    show.wait_for("child_ready", 2)
    wait_until_gone(brood)


def test_errors_are_followed_by_longer_and_longer_waits(tmp_path: Path, shows: list[Show]) -> None:
    shows.append(show := Show(tmp_path, "exit 2", "exit 1", "exit 75", "beat"))
    show.wait_for("child_ready", 4)
    reported = [(line["how"], line["again_in_s"]) for line in show.all("child_died")]
    assert reported == [("exit 2", 1.0), ("exit 1", 2.0), ("again", 4.0)]
    starts = [line["t_s"] for line in show.all("child_started")]
    died = [line["t_s"] for line in show.all("child_died")]
    waited = [round(b - a, 1) for a, b in zip(died, starts[1:], strict=True)]
    assert all(w >= wanted for w, wanted in zip(waited, (1.0, 2.0, 4.0), strict=True)), waited


def test_a_child_that_never_beats_is_given_more_time_at_the_next_start(
    tmp_path: Path, shows: list[Show]
) -> None:
    shows.append(show := Show(tmp_path, "quiet", start_s=1.5))
    first = show.wait_for("child_died")
    assert first["how"] == "slow"
    second = show.wait_for("child_died", 2)
    began = show.wait_for("child_started", 2)
    assert second["t_s"] - began["t_s"] >= 2.9


def test_a_child_that_quits_ends_the_supervisor(tmp_path: Path, shows: list[Show]) -> None:
    shows.append(show := Show(tmp_path, "exit 0"))
    assert show.ended() == 0
    assert len(show.all("child_started")) == 1
    assert show.all("supervisor_ended")[0]["why"] == "quit"


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_supervisor_that_is_asked_to_end_lets_the_child_leave(
    tmp_path: Path, shows: list[Show], name: str
) -> None:
    if signal.getsignal(getattr(signal, name)) == signal.SIG_IGN:
        pytest.skip("these tests themselves were started so that this signal is ignored")
    shows.append(show := Show(tmp_path, "beat"))
    show.wait_for("child_ready")
    child = show.wait_for("child_started")["pid"]
    show.process.send_signal(getattr(signal, name))
    assert show.ended() == 0
    assert gone(child)
    assert (tmp_path / "left").exists()  # it heard that it was to leave
    assert show.all("supervisor_ended")[0]["why"] == name


@posix
def test_started_with_nohup_it_outlives_its_terminal(tmp_path: Path, shows: list[Show]) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a child inherits it
    try:
        shows.append(show := Show(tmp_path, "beat"))
    finally:
        signal.signal(signal.SIGHUP, before)
    show.wait_for("child_ready")
    show.process.send_signal(signal.SIGHUP)
    kill(show.wait_for("child_started")["pid"])
    show.wait_for("child_ready", 2)  # it is there, and does its work
    show.process.terminate()
    show.ended()
    assert show.all("supervisor_ended")[0]["why"] == "SIGTERM"


@posix
def test_a_supervisor_ends_while_it_waits_and_with_a_child_that_hangs(
    tmp_path: Path, shows: list[Show]
) -> None:
    shows.append(waits := Show(tmp_path, "exit 2"))
    waits.wait_for("child_died", 2)
    waits.process.terminate()
    assert waits.ended() == 0
    (tmp_path / "hang").mkdir()
    shows.append(hangs := Show(tmp_path / "hang", "hang", grace_s=1.0))
    hangs.wait_for("child_ready")
    hangs.process.terminate()
    assert hangs.ended() == 0
    assert gone(hangs.wait_for("child_started")["pid"])


@pytest.mark.parametrize("stopped", [False, True], ids=["at work", "stopped"])
def test_a_child_never_outlives_its_supervisor(tmp_path: Path, shows: list[Show], stopped: bool) -> None:
    shows.append(show := Show(tmp_path, "beat"))
    show.wait_for("child_ready")
    child = show.wait_for("child_started")["pid"]
    if stopped:
        stop(child)
    show.process.kill()
    show.ended()
    wait_until_gone(child)


@linux
def test_a_supervisor_is_small() -> None:
    code = (
        "import explorer.__main__, explorer.base.supervisor.supervisor, sys; "
        "print(sorted({'PySide6', 'panda3d', 'numpy', 'pydantic', 'yaml'} & set(sys.modules))); "
        "print(next(l for l in open('/proc/self/status') if l.startswith('VmHWM')).split()[1])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    heavy, kilobytes = done.stdout.split("\n")[:2]
    assert heavy == "[]"
    assert int(kilobytes) < 20_000


class Asleep:
    """A child that never ends, on a clock that is set by what is heard of it."""

    def __init__(self) -> None:
        self.time_s = 0.0

    def poll(self) -> None:
        return None

    def clock(self) -> float:
        return self.time_s


def heard_until(child: Asleep, beats: list[tuple[float, bool]]) -> Callable[[object], tuple[bytes, bool]]:
    """Ticks as long as given, each with a beat or without; afterwards usual ticks without one."""
    ticks = iter(beats)

    def heard(line: object) -> tuple[bytes, bool]:
        length_s, beat = next(ticks, (TICK_S, False))
        child.time_s += length_s
        return BEAT if beat else b"", True

    return heard


@pytest.mark.parametrize(
    ("beats", "how", "after_s"),
    [
        ([], "slow", 30.0),
        ([(0.25, True)], "hung", 4.25),
        # the lid was closed for an hour: it has four seconds from when it was opened
        ([(0.25, True), (3600.0, False)], "hung", 3604.25),
        ([(0.25, True), (3600.0, False), (0.25, True)], "hung", 3604.5),
        # a busy machine, but no sleep: each tick a little late
        ([(0.25, True), *[(1.0, False)] * 4], "hung", 4.25),
        ([(0.25, True), *[(1.0, False)] * 3, (1.0, True)], "hung", 8.25),
    ],
    ids=["never began", "fell silent", "slept", "woke up", "late", "late but there"],
)
def test_who_is_judged_when(
    monkeypatch: pytest.MonkeyPatch, beats: list[tuple[float, bool]], how: str, after_s: float
) -> None:
    child = Asleep()
    monkeypatch.setattr(supervisor, "listen", heard_until(child, beats))
    ending = supervisor.Supervisor([], clock=child.clock).watch(child, None)  # type: ignore[arg-type]
    assert ending.how == how
    assert after_s < child.time_s <= after_s + 1.0


class Scripted(Asleep):
    """A child, its pipe and the clock: what is heard at which second of a life; silence after that."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.heard: dict[float, bytes] = {}
        self.keeper = supervisor.Supervisor([], clock=self.clock)
        monkeypatch.setattr(supervisor, "listen", self._listen)

    def _listen(self, ours: object) -> tuple[bytes, bool]:
        self.time_s += 1.0
        return self.heard.pop(self.time_s, b""), True

    def live(self, heard: dict[float, bytes]) -> tuple[str, float]:
        """How a life ends that lets this be heard, and after how many seconds."""
        began_s = self.time_s
        self.heard = {began_s + at_s: what for at_s, what in heard.items()}
        ending = self.keeper.watch(self, None)  # type: ignore[arg-type]
        return ending.how, self.time_s - began_s


def test_patience_begins_at_twice_the_last_good_start(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Scripted(monkeypatch)
    assert child.live({}) == ("slow", 31)
    assert child.live({55: BEAT, 60: BEAT}) == ("hung", 121), "the second one has twice the time"
    assert child.live({}) == ("slow", 111), "and the next twice what that took"
    assert child.live({5: BEAT}) == ("hung", 16)
    assert child.live({}) == ("slow", 31)


def test_a_start_that_goes_on_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Scripted(monkeypatch)
    steps = dict.fromkeys((25.0, 50.0, 75.0), PROGRESS)
    assert child.live({**steps, 90: BEAT}) == ("hung", 151)
    assert Scripted(monkeypatch).live(steps) == ("slow", 106)
    endless = {float(at_s): PROGRESS for at_s in range(1000)}
    assert Scripted(monkeypatch).live(endless) == ("slow", 241), "but not for ever"
    assert Scripted(monkeypatch).live({10: BEAT, **{at_s + 11: PROGRESS for at_s in range(500)}}) == (
        "hung",
        31,
    ), "once it is there, only frames count"
