"""Hours of random visitors at one booth in one life, and how much memory it keeps after each of them.

    python3 -m tests.soak [--hours 2] [--seed 1] [--size 1280x720] --out FILE

The kiosk runs on a screen of its own. A visitor comes, does anything a visitor can (clicks, drags, wheel, keys, languages, text
sizes, lights, pages of settings, zones, exhibits, tours, postcards, passports, quiz, map, list, search) and goes; after some
seconds of silence the booth begins again and attracts. Read is `RssAnon`, the memory that no file stands for:

    first attract   when nobody has come yet, after one round of the tour that attracts, by day and by dusk: what the booth needs
                    by itself; the median of readings over the last seconds
    reset           when the booth attracts again and its first flight is over
    reading, peak   every few seconds; the most while one visitor was there

FILE gets the curve, a line of JSON a reading: `time_s`, `rss_anon_mb`, `event`. The exit code is 1 if memory after a reset
was over 1.2 times that of the first attract, or ever over 1.5 times, or the booth ended or did not begin again. What visitors
do follows from the seed, but not when the machine is ready for it. `tests.real.soak` kills the show instead, and looks at
what is lost.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, TextIO

from tests.processes import gone
from tests.real.desk import Desk, desk

AFTER_RESET, EVER = 1.2, 1.5
"""Memory after a reset, and at any time, as a multiple of the first attract."""
QUIET_S, COUNTDOWN_S = 10, 4
ATTRACT_S, SETTLED_S = 900.0, 20.0
"""How long a round of the tour may take before anybody comes, and how long after it memory is read."""
AFTER_S = 5.0
"""How long the booth has stood at the first stop again when memory is read."""
EVERY_S = 5.0
PATIENCE_S = 240.0
"""A tour that was chosen is watched before silence counts; a busy machine is slow besides."""
VISIT_S = (15.0, 90.0)
WORDS = ("data", "twin", "robot", "chain", "zzz", "ai", "water")

Step = tuple[str | int, ...]
"""The words of an xdotool command; ("wait", milliseconds) lets time pass."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One point of the curve."""

    time_s: float
    rss_anon_mb: float
    event: str


@dataclass(slots=True)
class Curve:
    """All readings, written as they come."""

    file: TextIO
    readings: list[Reading] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        self.readings.append(reading)
        line = {"time_s": reading.time_s, "rss_anon_mb": reading.rss_anon_mb, "event": reading.event}
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()


def faults(readings: list[Reading]) -> list[str]:
    """Which of the two limits do not hold."""
    first = next((r.rss_anon_mb for r in readings if r.event == "first attract"), None)
    resets = [r for r in readings if r.event == "reset"]
    if first is None or not resets:
        return ["the booth was not seen to begin again"]
    found = []
    for one in readings:
        most, times = AFTER_RESET if one.event == "reset" else EVER, one.rss_anon_mb / first
        if times > most:
            found.append(
                f"{one.rss_anon_mb:.0f} MB after {one.time_s:.0f} s ({one.event}): {times:.2f} times, allowed {most}"
            )
    return found


def summary(readings: list[Reading]) -> str:
    """The figures of a curve in a few lines."""
    first = next((r.rss_anon_mb for r in readings if r.event == "first attract"), 0.0)
    resets = [r.rss_anon_mb for r in readings if r.event == "reset"]
    if not (first and resets):
        return f"{len(readings)} readings, {len(resets)} resets"
    peak = max(r.rss_anon_mb for r in readings)
    return (
        f"{readings[-1].time_s / 60:.0f} minutes, {len(resets)} visitors · first attract {first:.0f} MB\n"
        f"after a reset: first {resets[0]:.0f}, median {median(resets):.0f}, last {resets[-1]:.0f},"
        f" most {max(resets):.0f} MB ({max(resets) / first:.2f} times)\n"
        f"ever: most {peak:.0f} MB ({peak / first:.2f} times)"
    )


def ideas(dice: random.Random, size: tuple[int, int]) -> Iterator[tuple[str, list[Step]]]:
    """What comes to a visitor's mind, without end; the same for the same seed."""
    width, height = size

    def click() -> list[Step]:
        return [("mousemove", dice.randrange(8, width - 8), dice.randrange(8, height - 8)), ("click", 1)]

    def drag() -> list[Step]:
        there = ("mousemove", dice.randrange(width), dice.randrange(height))
        return [click()[0], ("mousedown", 1), there, ("wait", 200), ("mouseup", 1)]

    def keys(*names: str, wait_ms: int = 400) -> list[Step]:
        return [step for name in names for step in (("key", name), ("wait", wait_ms))]

    def clicks(most: int) -> list[Step]:
        return [step for _ in range(dice.randint(1, most)) for step in (*click(), ("wait", 400))]

    def zone() -> list[Step]:
        return [*keys(*str(dice.randint(1, 20)), wait_ms=150), ("wait", 1800)]

    def exhibit() -> list[Step]:
        acted = [
            dice.choice(("space", "g", "r", "Up", "Left", "ctrl+z", "i", "Tab", "Return")) for _ in range(5)
        ]
        return [*zone(), *keys("x", wait_ms=2500), *clicks(4), *keys(*acted)]

    def search() -> list[Step]:
        typed: Step = ("type", "--delay", 40, dice.choice(WORDS))
        return [*keys("ctrl+f"), typed, ("wait", 500), *keys(dice.choice(("Return", "Escape")), wait_ms=1200)]

    def settings() -> list[Step]:
        page = dice.choice(("c", "F1"))
        walked = [dice.choice(("Tab", "Tab", "space", "Right", "Left")) for _ in range(12)]
        return [*keys(page, wait_ms=900), *keys(*walked, wait_ms=150), *clicks(4), *keys("Escape")]

    def text() -> list[Step]:
        return keys(
            *dice.choices(("ctrl+plus", "ctrl+minus", "ctrl+0"), (3, 2, 1), k=dice.randint(1, 4)), wait_ms=700
        )

    def tour() -> list[Step]:
        leaves = dice.random() < 0.6
        seen = [*keys("t", wait_ms=1500), *click(), ("wait", dice.randint(3000, 12000))]
        return [
            *seen,
            *keys(*["ctrl+Right"] * dice.randrange(4), wait_ms=2500),
            *(keys("Escape") if leaves else []),
        ]

    kinds: dict[str, tuple[int, Callable[[], list[Step]]]] = {
        "click": (8, lambda: clicks(3)),
        "drag": (4, drag),
        "wheel": (3, lambda: [*click()[:1], *[("click", dice.choice((4, 5)))] * dice.randint(1, 6)]),
        "key": (4, lambda: keys(dice.choice(("Tab", "Return", "Home", "Up", "w", "q", "alt+Left", "F6", "k", "v", "o", "h")))),
        "language": (2, lambda: keys(*["l"] * dice.randint(1, 3), wait_ms=900)),
        "text": (2, text),
        "light": (3, lambda: keys(*["n"] * dice.randint(1, 4), wait_ms=1800)),
        "settings": (3, settings),
        "zone": (6, zone),
        "exhibit": (6, exhibit),
        "tour": (2, tour),
        "postcard": (2, lambda: [*keys("y", wait_ms=2500), *clicks(2), *keys("Escape")]),
        "passport": (2, lambda: [*keys("j", wait_ms=2000), *clicks(2), *keys("Escape")]),
        "quiz": (2, lambda: keys("u", *(dice.choice("123") for _ in range(3)), "Return", "Escape", wait_ms=900)),
        "map": (2, lambda: [*keys("m", wait_ms=900), *clicks(2), *keys("m")]),
        "list": (1, lambda: [*keys("z", wait_ms=900), *clicks(2), *keys("z")]),
        "flows": (1, lambda: keys("f", "f", wait_ms=1200)),
        "search": (2, search),
    }  # fmt: skip
    often = [share for share, _ in kinds.values()]
    while True:
        (name,) = dice.choices(list(kinds), often)
        yield name, kinds[name][1]()


class Booth:
    """The kiosk under watch."""

    def __init__(self, desk: Desk, size: tuple[int, int], dice: random.Random, curve: Curve) -> None:
        self._desk, self._size, self._dice, self._curve = desk, size, dice, curve
        self._ideas = ideas(dice, size)
        self._began_s = self._read_s = time.monotonic()
        self._log_bytes = 0
        self.phase, self.resets, self.arrived, self.errors = "attract", 0, False, list[str]()
        self.opened: list[str] = []
        self._peak = Reading(0.0, 0.0, "peak")

    @property
    def lives(self) -> bool:
        return self._desk.process.poll() is None

    def read(self, event: str) -> Reading:
        """A reading of now; 0 MB of a booth that has ended."""
        found = None
        with suppress(OSError):
            status = Path(f"/proc/{self._desk.process.pid}/status").read_text("ascii", "replace")
            found = re.search(r"RssAnon:\s+(\d+) kB", status)
        mb = round(int(found[1]) / 1024, 1) if found else 0.0
        reading = Reading(round(time.monotonic() - self._began_s, 1), mb, event)
        if mb > self._peak.rss_anon_mb:
            self._peak = Reading(reading.time_s, mb, "peak")
        return reading

    def follow(self) -> None:
        """Take what the event log says since the last time, and a reading if one is due."""
        with suppress(OSError), (self._desk.folder / "log.jsonl").open("rb") as file:
            file.seek(self._log_bytes)
            fresh = file.read()
            whole = fresh[: fresh.rfind(b"\n") + 1]
            self._log_bytes += len(whole)
            for text in whole.splitlines():
                line: dict[str, Any] = json.loads(text)
                if line["event"] == "booth":
                    self.phase = line["phase"]
                    self.resets += line.get("what") == "reset"
                    self.arrived = False
                elif line["event"] == "zone_opened":
                    self.opened.append(line["zone"])
                elif line["event"] == "flight_ended":
                    self.arrived = True
                elif line["event"] == "error":
                    self.errors.append(f"{line.get('kind')}: {line.get('what')} {line.get('where', '')}")
        reading = self.read("reading")
        if time.monotonic() - self._read_s >= EVERY_S:
            self._read_s = time.monotonic()
            self._curve.add(reading)

    def wait(self, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
        """Let time pass, with an eye on the booth; whether what is waited for came."""
        end_s = time.monotonic() + seconds
        while not until():
            if not self.lives or time.monotonic() > end_s:
                return until()
            time.sleep(min(0.5, max(end_s - time.monotonic(), 0.0)))
            self.follow()
        return True

    def attract_first(self, seconds: float) -> None:
        """Look at the booth before anybody comes, until its tour has gone round."""
        self.wait(seconds, lambda: len(self.opened) > 1 and self.opened.count(self.opened[0]) > 1)
        seen = []
        for _ in range(10):
            self.wait(SETTLED_S / 10)
            seen.append(self.read("reading").rss_anon_mb)
        self._curve.add(Reading(round(time.monotonic() - self._began_s, 1), median(seen), "first attract"))

    def receive(self) -> bool:
        """A visitor comes, acts and goes; whether the booth has begun again."""
        self._peak = Reading(0.0, 0.0, "peak")
        before = self.resets
        end_s = time.monotonic() + self._dice.uniform(*VISIT_S)
        self._do(("mousemove", self._size[0] // 2, self._size[1] // 2), ("click", 1), ("wait", 1000))
        while self.lives and time.monotonic() < end_s:
            _, steps = next(self._ideas)
            self._do(*steps, ("wait", self._dice.randint(50, 900)))
        again = self.wait(
            PATIENCE_S, lambda: self.resets > before and self.phase == "attract" and self.arrived
        )
        self._curve.add(self._peak)
        self.wait(AFTER_S)
        if again and self.lives:
            self._curve.add(self.read("reset"))
        return again and self.lives

    def _do(self, *steps: Step) -> None:
        for step in steps:
            if not self.lives:
                return
            if step[0] == "wait":
                self.wait(int(step[1]) / 1000)
            else:
                with suppress(
                    subprocess.CalledProcessError
                ):  # a hand that acts while the window is away misses it
                    self._desk.do(*step)
                self.follow()


def soak(hours: float, seed: int, size: tuple[int, int], out: Path, attract_s: float) -> int:
    """Run it; the exit code."""
    trouble: list[str] = []
    kiosk = ("--mode", "kiosk", "--quiet", str(QUIET_S), "--countdown", str(COUNTDOWN_S), "--lang", "en")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="soak-") as name, out.open("w", encoding="utf-8") as file:
        folder, curve = Path(name), Curve(file)
        words = (*kiosk, "--ledger", str(folder / "visits.sqlite3"))
        with desk(folder, *words, width=size[0], height=size[1], repeats=True) as explorer:
            pid = explorer.process.pid
            print(f"pid of the booth {pid}, curve in {out}", flush=True)
            explorer.wait_for("first_frame")
            booth = Booth(explorer, size, random.Random(seed), curve)
            end_s = time.monotonic() + hours * 3600
            try:
                booth.attract_first(attract_s)
                while time.monotonic() < end_s and not trouble:
                    if not booth.receive():
                        how = "did not begin again" if booth.lives else f"ended:\n{explorer.output()}"
                        trouble.append(f"the booth {how}")
            except (KeyboardInterrupt, SystemExit):
                print(f"interrupted\n{summary(curve.readings)}", flush=True)
                raise
            trouble += [f"error in the log: {error}" for error in booth.errors]
        if not gone(pid):
            trouble.append(f"left over: {pid}")
    print(summary(curve.readings))
    trouble += faults(curve.readings)
    print("\n".join(trouble) or "all held", flush=True)
    return 1 if trouble else 0


def main() -> int:
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--hours", type=float, default=2.0)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--size", default="1280x720")
    words.add_argument(
        "--attract",
        type=float,
        default=ATTRACT_S,
        metavar="SECONDS",
        help="for how long it waits at most for a round of the tour before anybody comes",
    )
    words.add_argument("--out", type=Path, required=True, metavar="FILE", help="the curve, as lines of JSON")
    args = words.parse_args()
    width, height = map(int, args.size.split("x"))
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # all that was started ends
    return soak(args.hours, args.seed, (width, height), args.out, args.attract)


if __name__ == "__main__":
    raise SystemExit(main())
