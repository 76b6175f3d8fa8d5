"""A day at the booth in an hour: random visitors who hurry, and a show that is killed and stopped again and again.

    python -m tests.real.soak [--minutes 60] [--kills 20] [--full 10] [--seed 1] [--size 1280x720] -o FOLDER [-- WORDS FOR run]

The kiosk runs under its supervisor on a screen of its own. Visitors come, touch, click, drag, type and go; in the first two
thirds of the time the show is killed (kill -9) or stopped (kill -STOP) at random moments, whatever goes on. From a fifth of
the time on the disk of log, visit database, settings and state is full for `--full` minutes (a fifth of the time at most), and
the show is killed once meanwhile; at half the time a key is held until the booth has begun again; where libfaketime is
installed, the clock then jumps by 25 hours. Looked at are

    back        seconds from the kill to the first frame of the next show, less what the supervisor said it would wait
    full disk   the show is seen all the time, and comes back after its kill
    held key    the booth begins again in spite of it
    journal     every row that was committed before a kill is there at the end, and nothing of it is smaller
    visitors    what was typed is in no file; the booth attracts in its own language
    memory      of the show, each time it attracts: in the last third, in which nobody kills it, it stays within 3 %
    processes   no explorer is left over
    errors      lines of the log that tell one

The disk is a tmpfs, which takes root to mount; without it nothing is filled, and the outcome says so. FOLDER gets the log,
the visit database, `memory.csv` and `soak.json`. The exit code is 0 if all held, else 1. What is random follows from the seed,
but not when the machine is ready for it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from math import inf
from pathlib import Path
from statistics import median
from typing import Any

from explorer.visit.log.figures import read as figures
from tests.processes import gone
from tests.real.desk import Desk, desk

FLAT = 0.03
BACK_S = 10.0
PATIENCE_S = 180.0
FOLLOWS_S = 5.0
KILL_SHARE = 2 / 3
"""In this share of the time the show is killed; in the rest its memory is watched."""
WARM_VISITS = 5
"""Memory is compared after so many visits of a show: by then much was made once."""
KEYS = (
    "l", "n", "z", "m", "f", "x", "space", "r", "Tab", "Return", "Escape", "Home", "Up", "Left", "plus", "minus",
    "g", "Page_Down", "ctrl+f", "F1", "F6", "alt+Left", "1", "7",
)  # fmt: skip
DISK_MB = 64
FULL_FROM, MOST_FULL, HELD_AT = 0.2, 0.2, 0.5
"""Shares of the time: when the disk begins to be full, and for how long at most; when a key is held and the clock jumps."""
TYPED = "zqxjvisitor"
"""What every visitor types into the search; no file of the show may hold it."""
FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
Rows = dict[tuple[Any, ...], float]


@dataclass(slots=True)
class Outcome:
    """What was seen."""

    visits: int = 0
    back_s: list[float] = field(default_factory=list)
    start_s: float = 0.0
    lost: list[str] = field(default_factory=list)
    memory_mb: list[tuple[int, float, float]] = field(default_factory=list)  # child, seconds, MB
    growth: float | None = None
    left_over: list[int] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def faults(self, kills: int) -> list[str]:
        """What did not hold; the machine may be slow: a start of its own is allowed for."""
        allowed_s = BACK_S + max(self.start_s - 3.0, 0.0)
        found = [f"back after {s:.1f} s, allowed {allowed_s:.1f}" for s in self.back_s if s > allowed_s]
        if len(self.back_s) < kills:
            found.append(f"{len(self.back_s)} kills of {kills}")
        found += [f"lost: {row}" for row in self.lost]
        found += self.unseen
        found += [f"left behind: {what}" for what in self.left_behind]
        if self.growth is None:
            found.append("too few visits to judge memory")
        elif self.growth > FLAT:
            found.append(f"memory grew by {100 * self.growth:.1f} %")
        found += [f"left over: {pid}" for pid in self.left_over]
        found += [f"error: {line}" for line in self.errors]
        return found


class Soak:
    """The booth and its random day."""

    def __init__(self, explorer: Desk, ledger: Path, size: tuple[int, int], dice: random.Random) -> None:
        self._explorer, self._ledger, self._size, self._dice = explorer, ledger, size, dice
        self._began_s = time.monotonic()
        self._read_bytes = 0
        self._lines: list[dict[str, Any]] = []
        self.outcome = Outcome()

    # ---- what the log says

    def lines(self) -> list[dict[str, Any]]:
        """All lines so far; only what is new is read."""
        path = self._explorer.folder / "log.jsonl"
        with suppress(OSError), path.open("rb") as file:
            file.seek(self._read_bytes)
            fresh = file.read()
            whole = fresh[: fresh.rfind(b"\n") + 1]
            self._read_bytes += len(whole)
            for line in whole.splitlines():
                with suppress(ValueError):  # half a line of one who was killed
                    self._lines.append(json.loads(line))
        return self._lines

    def last(self, event: str) -> dict[str, Any] | None:
        return next((line for line in reversed(self.lines()) if line["event"] == event), None)

    def count(self, event: str) -> int:
        return sum(line["event"] == event for line in self.lines())

    @property
    def phase(self) -> str:
        """What the booth does now; a show that has just begun attracts."""
        for line in reversed(self.lines()):
            if line["event"] == "booth":
                return str(line["phase"])
            if line["event"] == "child_started":
                break
        return "attract"

    @property
    def child(self) -> int:
        """The show: the supervisor's only child. The log of a full disk does not tell it."""
        supervisor = self._explorer.process.pid
        children = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
        return int(children[0]) if children else 0

    def living(self) -> int:
        """The show, once there is one: signals to number 0 would reach all that was started with this program."""
        while not (child := self.child):
            time.sleep(0.05)
        return child

    def wait_for(self, event: str, count: int) -> bool:
        end = time.monotonic() + PATIENCE_S
        while self.count(event) < count:
            if self._explorer.process.poll() is not None or time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    # ---- what is done

    def visit(self) -> None:
        """One visitor: comes, does a few things in a hurry, goes, or begins anew."""
        dice, (width, height) = self._dice, self._size
        self._point(width // 2, height // 2)
        self._do("click", 1)
        self._do("key", "ctrl+f")
        self._do("type", "--delay", 20, TYPED)
        self._do("key", "Escape")
        for _ in range(dice.randint(3, 14)):
            x, y = dice.randrange(8, width - 8), dice.randrange(8, height - 8)
            match dice.randrange(6):
                case 0 | 1 | 2:
                    self._point(x, y)
                    self._do("click", 1)
                case 3:
                    self._do("key", dice.choice(KEYS))
                case 4:
                    self._point(x, y)
                    self._do("mousedown", 1)
                    self._point(dice.randrange(width), dice.randrange(height))
                    self._do("mouseup", 1)
                case _:
                    self._do("click", dice.choice((4, 5)))
            time.sleep(dice.uniform(0.05, 0.6))
        self.outcome.visits += 1

    def attracts_before(self, until_s: float) -> bool:
        """The visitor has gone, and nobody touches anything: wait for the tour; whether it came in time."""
        while self.phase != "attract":
            if time.monotonic() > until_s:
                return False
            time.sleep(0.1)
        return True

    def look(self) -> None:
        """It attracts: whether in its own language."""
        end = time.monotonic() + FOLLOWS_S
        while (title := self._explorer.title()) and "Park Explorer" not in title:
            if time.monotonic() > end:  # it follows the reset with the next frame
                self.outcome.left_behind.append(f"the title is {title!r}")
                break
            time.sleep(0.1)

    def hold_a_key(self) -> None:
        """A bag lies on the keyboard: the booth begins again in spite of it."""
        self.visit()
        self._do("keydown", "Left")
        if not self.attracts_before(time.monotonic() + PATIENCE_S):
            self.outcome.unseen.append("the booth did not begin again while a key was held")
        self._do("keyup", "Left")

    def with_full_disk(self, minutes: float) -> None:
        """Nothing can be written; visitors come all the same, and the show is killed in the middle."""
        before, began_s = self.rows(), time.monotonic()
        ballast = self._explorer.folder / "ballast"
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while file.write(bytes(2**16)) == 2**16:
                pass
        killed = False
        while time.monotonic() - began_s < minutes * 60:
            if not killed and time.monotonic() - began_s > minutes * 30:
                killed = True
                self._kill_unseen()
            self.visit()
            time.sleep(self._dice.uniform(1.0, 20.0))
            if not self._explorer.title():
                self.outcome.unseen.append("no window while the disk was full")
        ballast.unlink()
        self.visit()
        if not self.attracts_before(time.monotonic() + PATIENCE_S):
            self.outcome.unseen.append("no log after the disk was full")
        self.outcome.lost += missing(before, self.rows())

    def _kill_unseen(self) -> None:
        """Kill the show while no log tells of it: it is back once its window is there."""
        child, sent_s = self.living(), time.monotonic()
        os.kill(child, signal.SIGKILL)
        while not (self.child not in (0, child) and self._explorer.title()):
            if time.monotonic() - sent_s > PATIENCE_S:
                self.outcome.unseen.append("not back while the disk was full")
                return
            time.sleep(0.1)
        self.outcome.deaths.append("signal 9")
        self.outcome.back_s.append(round(time.monotonic() - sent_s, 1))

    def jump(self) -> None:
        """The clock of the show, and of nobody else, goes on by more than a day."""
        (self._explorer.folder / "clock").write_text("+25h")

    def weigh(self) -> None:
        """Note the memory of the show."""
        with suppress(OSError):
            status = Path(f"/proc/{self.child}/status").read_text()
            kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
            now_s = time.monotonic() - self._began_s
            self.outcome.memory_mb.append((self.child, round(now_s, 1), int(kilobytes) / 1024))

    def strike(self) -> None:
        """Kill or stop the show, and wait until it is back; then look whether the journal has lost anything."""
        before, child = self.rows(), self.living()
        ready = self.count("child_ready")
        sent = self._dice.choice((signal.SIGKILL, signal.SIGSTOP))
        sent_s = time.monotonic()
        os.kill(child, sent)
        back = self.wait_for("child_ready", ready + 1)
        took_s = time.monotonic() - sent_s
        died = self.last("child_died")
        assert died is not None
        if back:  # the first second of a wait belongs to it; what was earned by dying often does not
            self.outcome.back_s.append(round(took_s - max(float(died["again_in_s"]) - 1.0, 0.0), 1))
        self.outcome.deaths.append(died["how"])
        self.outcome.lost += missing(before, self.rows())

    def rows(self) -> Rows:
        """What the journal holds now: key -> how much."""
        found: Rows = {}
        if not self._ledger.exists():
            return found
        with closing(sqlite3.connect(f"file:{self._ledger}?mode=ro", uri=True, timeout=10)) as db:
            for id, seconds in db.execute("SELECT id, seconds FROM visits"):
                found["visit", id] = seconds
            for visit, number, zone, seconds in db.execute("SELECT visit, number, zone, seconds FROM zones"):
                found["zone", visit, number, zone] = seconds
            for visit, kind, exhibit, count in db.execute("SELECT visit, kind, exhibit, count FROM acts"):
                found["act", visit, kind, exhibit] = count
            for row in db.execute("SELECT visit, number, question, option FROM answers"):
                found["answer", *row] = 1
        return found

    def finish(self) -> None:
        """End the show and look at what is left."""
        children = {line["pid"] for line in self.lines() if line["event"] == "child_started"} | {self.child}
        before = self.rows()
        self._explorer.process.terminate()
        self._explorer.process.wait(30)
        time.sleep(1.0)
        self.outcome.left_over = [pid for pid in children if not gone(pid)]
        self.outcome.lost += missing(before, self.rows())
        self.outcome.errors = [line for line in self.lines() if line["event"] == "error"]
        self.outcome.growth = growth(self.outcome.memory_mb)
        for path in self._explorer.folder.rglob("*"):
            if path.is_file() and TYPED.encode() in path.read_bytes():
                self.outcome.left_behind.append(f"what was typed, in {path.name}")

    def _point(self, x: int, y: int) -> None:
        self._do("mousemove", x, y)

    def _do(self, *words: str | int) -> None:
        with suppress(Exception):  # a hand that acts while the window is away misses it
            self._explorer.do(*words)


def missing(before: Rows, after: Rows) -> list[str]:
    """Rows that are gone or have become smaller."""
    return [str(key) for key, format_amount in before.items() if after.get(key, -1.0) < format_amount]


def growth(memory_mb: list[tuple[int, float, float]]) -> float | None:
    """How much the last show has grown since it was warm, as a share; None if it was not watched for long enough."""
    if not memory_mb:
        return None
    weights = [mb for child, _, mb in memory_mb if child == memory_mb[-1][0]][WARM_VISITS:]
    third = len(weights) // 3
    if third < 2:
        return None
    return median(weights[-third:]) / median(weights[:third]) - 1


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Have a small disk of its own lie at a folder while it lasts; whether it does."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(folder)]
    mounted = (
        bool(shutil.which("mount"))
        and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    )
    try:
        yield mounted
    finally:
        if mounted:
            for path in folder.iterdir():
                if path.is_file():
                    shutil.copy(path, folder.parent)
            subprocess.run(["umount", "-l", str(folder)], check=False)


def soak(
    folder: Path, minutes: float, kills: int, full: float, size: tuple[int, int], seed: int, words: list[str]
) -> int:
    """Run it; the exit code."""
    disk = folder / "disk"
    shutil.rmtree(disk, ignore_errors=True)
    disk.mkdir(parents=True)
    with small_disk(disk) as is_small:
        outcome = soaked(disk, minutes, kills, full if is_small else 0.0, size, random.Random(seed), words)
        if outcome is None:
            return 1
        if not is_small:
            outcome.skipped.append("full disk: no tmpfs can be mounted here")
        return report(outcome, folder, disk / "visits.sqlite3", kills)


def soaked(
    folder: Path,
    minutes: float,
    kills: int,
    full: float,
    size: tuple[int, int],
    dice: random.Random,
    words: list[str],
) -> Outcome | None:
    """What was seen; None if the show did not start.

    Parameters
    ----------
    full : minutes for which the disk is full; 0: never.
    """
    ledger = folder / "visits.sqlite3"
    run = (
        *("--supervised", "--mode", "kiosk", "--ledger", str(ledger), "--lang", "en"),
        *words,
    )
    env = {}
    if FAKETIME:
        (folder / "clock").write_text("+0")
        env = {
            "LD_PRELOAD": str(FAKETIME[0]), "FAKETIME_TIMESTAMP_FILE": str(folder / "clock"),
            "FAKETIME_CACHE_DURATION": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # else waits of threads end at once, and two that compute hold each other up
        }  # fmt: skip
    with desk(folder, *run, width=size[0], height=size[1], env=env, repeats=True) as explorer:
        show = Soak(explorer, ledger, size, dice)
        began_s = time.monotonic()
        if not show.wait_for("child_ready", 1):
            print(explorer.output(), file=sys.stderr)
            return None
        show.outcome.start_s = round(time.monotonic() - began_s, 1)
        end_s = began_s + minutes * 60
        strikes = sorted(dice.uniform(began_s, began_s + KILL_SHARE * minutes * 60) for _ in range(kills))
        full = min(full, MOST_FULL * minutes)
        full_s, held_s = (began_s + share * minutes * 60 for share in (FULL_FROM, HELD_AT))
        if not FAKETIME:
            show.outcome.skipped.append("clock jump: libfaketime is not installed")
        while time.monotonic() < end_s:
            if full and time.monotonic() > full_s:
                show.with_full_disk(full)
                full = 0.0
                print(f"{time.monotonic() - began_s:6.0f} s  there is room on the disk again", flush=True)
            if time.monotonic() > held_s:
                held_s = inf
                show.hold_a_key()
                if FAKETIME:
                    show.jump()
                print(f"{time.monotonic() - began_s:6.0f} s  a key was held", flush=True)
            if strikes and time.monotonic() > strikes[0]:
                strikes.pop(0)
                show.strike()
                print(
                    f"{time.monotonic() - began_s:6.0f} s  back after {show.outcome.back_s[-1:]}", flush=True
                )
                continue
            show.visit()
            if dice.random() < 0.75:  # else the next visitor follows at once
                until_s = min([time.monotonic() + PATIENCE_S, *strikes[:1]])
                if show.attracts_before(until_s):
                    show.weigh()
                    show.look()
        while strikes:
            strikes.pop(0)
            show.strike()
        show.finish()
    return show.outcome


def report(outcome: Outcome, folder: Path, ledger: Path, kills: int) -> int:
    """Write down and print what was seen; the exit code."""
    table = ["child,time_s,memory_mb", *(f"{c},{s},{mb:.1f}" for c, s, mb in outcome.memory_mb)]
    (folder / "memory.csv").write_text("\n".join(table) + "\n")
    faults = outcome.faults(kills)
    (folder / "soak.json").write_text(json.dumps({**asdict(outcome), "faults": faults}, indent=1))
    seen = figures(ledger)
    back = sorted(outcome.back_s) or [0.0]
    print(
        f"visitors {outcome.visits} · visits in the journal {seen.visits} {dict(seen.endings)}\n"
        f"deaths {len(outcome.deaths)} · back after {median(back):.1f} s (median), {back[-1]:.1f} s (longest);"
        f" first start {outcome.start_s:.1f} s\n"
        f"memory {'not judged' if outcome.growth is None else f'{100 * outcome.growth:+.1f} %'}"
        f" over the last life · errors {len(outcome.errors)} · left over {len(outcome.left_over)}"
    )
    print("\n".join(f"skipped: {what}" for what in outcome.skipped))
    print("\n".join(faults) or "all held")
    return 1 if faults else 0


def main() -> int:
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--minutes", type=float, default=60.0)
    words.add_argument("--kills", type=int, default=20)
    words.add_argument("--full", type=float, default=10.0, help="minutes for which the disk is full")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--size", default="1280x720")
    words.add_argument("-o", "--output", type=Path, required=True)
    words.add_argument("words", nargs="*", help="more words for run, after --")
    args = words.parse_args()
    width, height = map(int, args.size.split("x"))
    return soak(args.output, args.minutes, args.kills, args.full, (width, height), args.seed, args.words)


if __name__ == "__main__":
    raise SystemExit(main())
