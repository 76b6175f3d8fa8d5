"""What phones cost a show (`--lan`): its frames without phones and with many that turn a dial, in turns in one run.

The show draws the line at work, without a window. Phones run in a process of their own, the gateway in its, as always.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import psutil
from pydantic import BaseModel, ConfigDict

from explorer.base.bootstrap import ROOT
from explorer.base.terminal import Table
from explorer.measure.bench.child import Setup
from explorer.measure.bench.report import NotMeasured, Times
from explorer.net.room.addresses import LOOPBACK
from explorer.net.room.host import RoomHost, RoomOptions
from explorer.park import Park
from explorer.stage import Stage
from explorer.visit import Open, Operate, Settings, Visit

FRAME_S = 1 / 30
ROUNDS = 2
"""Without phones and with them in turns, so often: what else the machine does falls on both."""
WARM_S, PATIENCE_S = 3.0, 60.0
LEAST_S = 10.0
"""Frames are watched for this long at least."""
ALLOWED_RATIO, ALLOWED_TRIP_MS = 1.1, 200.0


class RoomReport(BaseModel):
    """The figures."""

    model_config = ConfigDict(extra="forbid")
    phones: int
    a_second: float
    sent: int
    acts: int
    # frames, frames_with: of the show, without phones and with them; `work`, `work_with`: the processor's time of a
    # frame, which no other program lengthens
    frames: Times
    frames_with: Times
    work: Times
    work_with: Times
    trips: Times  # from a wish to its answer. `acts`: how many of the wishes became acts, all hands together.
    load: tuple[float, float]  # of the machine, before and after
    shares: dict[str, tuple[float, int]]  # of a core, and memory in MB, of the gateway

    @property
    def ratio(self) -> float:
        """How much longer the slowest frame in twenty takes with phones."""
        return self.frames_with.p95_ms / self.frames.p95_ms


@dataclass(slots=True)
class _Show:
    """A show that draws."""

    stage: Stage
    host: RoomHost
    visit: Visit
    warm_s: float
    frames_ms: list[float] = field(default_factory=list)
    work_ms: list[float] = field(default_factory=list)
    acts: int = 0

    def _do(self, act: Any) -> None:
        self.acts += 1
        self.visit = self.visit.after(act)

    def frame(self) -> None:
        """One frame: phones are heard, time passes, the picture is drawn, phones get the outcome."""
        began_s, worked_s = time.perf_counter(), time.process_time()
        self.host.look()
        self.host.take(lambda: self.visit, self._do)
        self.visit = self.visit.advance(FRAME_S)
        self.host.show(self.visit)
        self.stage.show(self.visit)
        self.stage.draw()
        self.frames_ms.append(1000 * (time.perf_counter() - began_s))
        self.work_ms.append(1000 * (time.process_time() - worked_s))

    def go(self, seconds: float, until: Callable[[], object] = lambda: False) -> bool:
        """Frames for so long, or until something is so; whether it is."""
        end_s = due_s = time.perf_counter()
        end_s += seconds
        while not (found := bool(until())) and due_s < end_s:
            self.frame()
            due_s = max(due_s + FRAME_S, time.perf_counter())
            time.sleep(max(due_s - time.perf_counter(), 0.0))
        return found

    def measured(self, seconds: float) -> tuple[list[float], list[float]]:
        """Frames and the work in them, for so long, after the picture has come to rest."""
        self.go(self.warm_s)
        self.frames_ms, self.work_ms = [], []
        self.go(seconds)
        return self.frames_ms, self.work_ms


def measure_room(
    stage: Stage, park: Park, phones: int, seconds: float, a_second: float = 5.0, warm_s: float = WARM_S
) -> RoomReport:
    """Measure.

    Raises NotMeasured if no room can be opened here, the scene has no line, or phones cannot join.

    Parameters
    ----------
    seconds : of frames without phones, and as many with them.
    a_second : wishes of each phone.
    warm_s : frames before each measurement.
    """
    if "line" not in park.zones:
        raise NotMeasured("This scene has no zone line, whose exhibit phones could turn.")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    host = RoomHost(RoomOptions(LOOPBACK, port=0, new_phones=10 * phones, beacon_port=0))
    visit = Visit.begin(park, settings=Settings(comfort="cut")).after(Open("line")).after(Operate())
    show = _Show(stage, host, visit, warm_s)
    try:
        if not show.go(PATIENCE_S, lambda: host.is_open):
            raise NotMeasured(f"The room could not be opened ({host.trouble or '-'}).")
        return _in_turns(show, phones, seconds / ROUNDS, a_second, load)
    finally:
        host.close()


def _in_turns(show: _Show, phones: int, seconds: float, a_second: float, load: float) -> RoomReport:
    alone, alone_work, together, together_work = (list[float]() for _ in range(4))
    trips: list[float] = []
    sent = acts = 0
    shares: dict[str, tuple[float, int]] = {}
    for _ in range(ROUNDS):
        frames, work = show.measured(seconds)
        alone += frames
        alone_work += work
        process = _started(show, phones, a_second)
        found: dict[str, Any] = {}
        try:
            pids = {"gateway": show.host.gateway.pid}
            beside = {name: psutil.Process(pid) for name, pid in pids.items() if pid}
            before = {name: sum(one.cpu_times()[:2]) for name, one in beside.items()}
            acts_before = show.acts
            began_s = time.perf_counter()
            frames, work = show.measured(seconds)
            span_s = time.perf_counter() - began_s
            acts += show.acts - acts_before
            for name, one in beside.items():
                share = 100 * (sum(one.cpu_times()[:2]) - before[name]) / span_s
                shares[name] = (round(share, 1), one.memory_info().rss >> 20)
        finally:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.close()
            found = json.loads(process.stdout.readline() or "{}")
            process.wait(PATIENCE_S)
            process.stdout.close()
        together += frames
        together_work += work
        trips += found.get("trips_ms", [])
        sent += found.get("sent", 0)
        show.go(PATIENCE_S, lambda: show.host.presence.phones == 0)
    if not trips:
        raise NotMeasured("No phone had an answer.")
    after = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return RoomReport(
        phones=phones,
        a_second=a_second,
        sent=sent,
        acts=acts,
        frames=Times.of(alone),
        frames_with=Times.of(together),
        work=Times.of(alone_work),
        work_with=Times.of(together_work),
        trips=Times.of(trips),
        load=(round(load, 1), round(after, 1)),
        shares=shares,
    )


def _started(show: _Show, phones: int, a_second: float) -> subprocess.Popen[str]:
    """Phones that have all joined."""
    words = (show.host.url, show.host.options.code, str(phones), str(a_second))
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.tools.bench.phones", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    if show.go(PATIENCE_S, lambda: show.host.presence.phones >= phones or process.poll() is not None):
        assert process.stdout is not None
        joined = json.loads(process.stdout.readline() or "{}").get("joined", 0)
        if joined >= phones:
            return process
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    raise NotMeasured(f"{show.host.presence.phones} of {phones} phones joined.")


def room_table(report: RoomReport) -> list[str | Table]:
    """The figures in words."""

    def row(words: str, times: Times) -> list[str]:
        return [words, f"{times.median_ms:.1f}", f"{times.p95_ms:.1f}", f"{times.p99_ms:.1f}"]

    phones, load = report.phones, " – ".join(f"{load:g}" for load in report.load)
    lines = [
        ["ms", "p50", "p95", "p99"],
        row("frame, no phone", report.frames),
        row(f"frame, {phones} phones", report.frames_with),
        row("processor, no phone", report.work),
        row(f"processor, {phones} phones", report.work_with),
        row("wish, there and back", report.trips),
    ]
    beside = ", ".join(f"{name} {share:g} %, {mb} MB" for name, (share, mb) in report.shares.items())
    words = (
        f"{phones} phones wished {report.a_second:g} times a second: {report.sent} wishes, {report.acts} acts.",
        f"Frames with phones: {report.ratio:.2f} times those without (p95; wanted: {ALLOWED_RATIO:g}). "
        f"Way of a wish, p95: {report.trips.p95_ms:.0f} ms (wanted: {ALLOWED_TRIP_MS:.0f}).",
        f"Beside the show, of one core: {beside}. Load of the machine: {load}.",
    )
    return [Table(lines), "\n".join(words)]


def measured_room(setup: Setup, phones: int, seconds: float) -> RoomReport:
    """What so many phones cost the show of a setup. Raises NotMeasured or NoGraphics."""
    park = setup.park()
    with closing(setup.stage(park, *setup.size)) as stage:
        return measure_room(stage, park, phones, max(seconds, LEAST_S))
