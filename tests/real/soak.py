"""A day at the booth in an hour: random visitors who hurry, and a show that is killed and stopped again and again.

    python -m tests.real.soak [--minutes 60] [--kills 20] [--seed 1] [--size 1280x720] -o FOLDER [-- WORDS FOR run]

The kiosk runs under its supervisor on a screen of its own. Visitors come, touch, click, drag, type and go; in the first two
thirds of the time the show is killed (kill -9) or stopped (kill -STOP) at random moments, whatever goes on. Looked at are

    back        seconds from the kill to the first beat of the next show, less what the supervisor said it would wait
    journal     every row that was committed before a kill is there at the end, and nothing of it is smaller
    memory      of the show, each time it attracts: in the last third, in which nobody kills it, it stays within 3 %
    processes   no explorer is left over
    errors      lines of the log that tell one

FOLDER gets the log, the journal, `memory.csv` and `soak.json`. The exit code is 0 if all held, else 1. What is random follows
from the seed, but not when the machine is ready for it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from explorer.ledger.figures import read as figures
from tests.processes import gone
from tests.real.desk import Desk, desk

FLAT = 0.03
BACK_S = 10.0
PATIENCE_S = 180.0
KILL_SHARE = 2 / 3
"""In this share of the time the show is killed; in the rest its memory is watched."""
WARM_VISITS = 5
"""Memory is compared after so many visits of a show: by then much was made once."""
KEYS = (
    "l", "n", "z", "m", "f", "x", "space", "r", "Tab", "Return", "Escape", "Home", "Up", "Left", "plus", "minus",
    "g", "Page_Down", "ctrl+f", "F1", "F6", "alt+Left", "1", "7",
)  # fmt: skip
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

    def faults(self, kills: int) -> list[str]:
        """What did not hold; the machine may be slow: a start of its own is allowed for."""
        allowed_s = BACK_S + max(self.start_s - 3.0, 0.0)
        found = [f"back after {s:.1f} s, allowed {allowed_s:.1f}" for s in self.back_s if s > allowed_s]
        if len(self.back_s) < kills:
            found.append(f"{len(self.back_s)} kills of {kills}")
        found += [f"lost: {row}" for row in self.lost]
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
        started = self.last("child_started")
        assert started is not None
        return int(started["pid"])

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

    def weigh(self) -> None:
        """Note the memory of the show."""
        with suppress(OSError):
            status = Path(f"/proc/{self.child}/status").read_text()
            kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
            now_s = time.monotonic() - self._began_s
            self.outcome.memory_mb.append((self.child, round(now_s, 1), int(kilobytes) / 1024))

    def strike(self) -> None:
        """Kill or stop the show, and wait until it is back; then look whether the journal has lost anything."""
        before, child = self.rows(), self.child
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
        children = {line["pid"] for line in self.lines() if line["event"] == "child_started"}
        before = self.rows()
        self._explorer.process.terminate()
        self._explorer.process.wait(30)
        time.sleep(1.0)
        self.outcome.left_over = [pid for pid in children if not gone(pid)]
        self.outcome.lost += missing(before, self.rows())
        self.outcome.errors = [line for line in self.lines() if line["event"] == "error"]
        self.outcome.growth = growth(self.outcome.memory_mb)

    def _point(self, x: int, y: int) -> None:
        self._do("mousemove", x, y)

    def _do(self, *words: str | int) -> None:
        with suppress(Exception):  # a hand that acts while the window is away misses it
            self._explorer.do(*words)


def missing(before: Rows, after: Rows) -> list[str]:
    """Rows that are gone or have become smaller."""
    return [str(key) for key, amount in before.items() if after.get(key, -1.0) < amount]


def growth(memory_mb: list[tuple[int, float, float]]) -> float | None:
    """How much the last show has grown since it was warm, as a share; None if it was not watched for long enough."""
    if not memory_mb:
        return None
    weights = [mb for child, _, mb in memory_mb if child == memory_mb[-1][0]][WARM_VISITS:]
    third = len(weights) // 3
    if third < 2:
        return None
    return median(weights[-third:]) / median(weights[:third]) - 1


def soak(folder: Path, minutes: float, kills: int, size: tuple[int, int], seed: int, words: list[str]) -> int:
    """Run it; the exit code."""
    dice, ledger = random.Random(seed), folder / "visits.sqlite3"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("visits.sqlite3*"):
        old.unlink()
    run = (
        *("--supervised", "--mode", "kiosk", "--ledger", str(ledger), "--size", f"{size[0]}x{size[1]}"),
        *words,
    )
    with desk(folder, *run, width=size[0], height=size[1]) as explorer:
        show = Soak(explorer, ledger, size, dice)
        began_s = time.monotonic()
        if not show.wait_for("child_ready", 1):
            print(explorer.told(), file=sys.stderr)
            return 1
        show.outcome.start_s = round(time.monotonic() - began_s, 1)
        end_s = began_s + minutes * 60
        strikes = sorted(dice.uniform(began_s, began_s + KILL_SHARE * minutes * 60) for _ in range(kills))
        while time.monotonic() < end_s:
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
        while strikes:
            strikes.pop(0)
            show.strike()
        show.finish()
    return told(show.outcome, folder, ledger, kills)


def told(outcome: Outcome, folder: Path, ledger: Path, kills: int) -> int:
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
    print("\n".join(faults) or "all held")
    return 1 if faults else 0


def main() -> int:
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--minutes", type=float, default=60.0)
    words.add_argument("--kills", type=int, default=20)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--size", default="1280x720")
    words.add_argument("-o", "--output", type=Path, required=True)
    words.add_argument("words", nargs="*", help="more words for run, after --")
    args = words.parse_args()
    width, height = map(int, args.size.split("x"))
    return soak(args.output, args.minutes, args.kills, (width, height), args.seed, args.words)


if __name__ == "__main__":
    raise SystemExit(main())
