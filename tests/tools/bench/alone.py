"""The stage alone, without a window: its first frame in a fresh process, and its times in each view."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from explorer.base.memory import peak_memory_mb
from explorer.measure.bench.child import Child, Setup, answer_with
from explorer.measure.bench.frames import Round, rounds, switched
from explorer.measure.bench.report import Start, Times
from explorer.park import Park, ParkError
from explorer.publish.film.film import final_frame
from explorer.stage import NoGraphics, Stage
from explorer.visit import Visit

from .against import AgainstLimit
from .values import Alone, Limit

PICKS_ACROSS, PICKS_UP = 24, 14


def draw_first_frame(setup: Setup) -> int:
    """Within a process: draw one final frame, the least that a start can be; the exit code."""
    try:
        park = setup.park()
        stage = setup.stage(park, *setup.size)
    except (ParkError, NoGraphics) as fault:
        answer_with(failed=str(fault))
        return 2
    with closing(stage):
        final_frame(Visit.begin(park), stage)
        answer_with(memory_mb=peak_memory_mb())
    return 0


def first_frames(setup: Setup, starts: int) -> dict[str, Any]:
    """The first frame in fresh processes, and the peak of their memory. Raises ChildFailed if there is none."""
    runs_s, memory_mb = [], []
    for _ in range(starts):
        with Child("first", setup) as child:
            memory_mb.append(child.answer()["memory_mb"])
            runs_s.append(perf_counter() - child.started_s)
    return {"first": Start.of(runs_s), "first_memory_mb": max(memory_mb)}


def stage_alone(
    setup: Setup, park: Park, views: list[str], seconds: float, against: AgainstLimit | None
) -> dict[str, Any]:
    """The stage in this process: each view, against the limit if there is one, and switches. Raises NoGraphics."""
    alone: dict[str, Alone] = {}
    limits: dict[str, Limit] = {}
    with closing(setup.stage(park, *setup.size)) as stage:
        for view in views:
            seen = []
            if against is not None:
                against.begin()
            for one in rounds(stage, park, view, setup.size, seconds):
                seen.append(one)
                if against is not None and one.eyes:
                    against.measure(one.eyes, one.moving_ms)
            alone[view] = alone_of(seen, picked(stage))
            limit = against.figures() if against is not None else None
            if limit is not None:
                limits[view] = limit
        switches = switched(stage, park, views[0], setup.size, seconds)
    return {"alone": alone, "limits": limits, "switches": switches, "stage_memory_mb": peak_memory_mb()}


def alone_of(seen: list[Round], picks: tuple[Times, float]) -> Alone:
    """The figures of the rounds of one view."""

    def all_ms(name: str) -> list[float]:
        return [ms for one in seen for ms in getattr(one, name)]

    sizes = [size for one in seen for _, size in one.eyes]
    rest_ms = all_ms("rest_ms")
    return Alone(
        moving=Times.of_any(all_ms("moving_ms")),
        moving_size=min(sizes, default=None),
        settle=Times.of(all_ms("settle_ms")),
        finished_ms=round(median(one.finished_ms for one in seen), 4),
        rest=Times.of(rest_ms),
        rest_redrawn=round(sum(one.redrawn for one in seen) / len(rest_ms), 4),
        pick=picks[0],
        pick_hits=picks[1],
    )


def picked(stage: Stage) -> tuple[Times, float]:
    """Times of telling what lies under a point of the frame shown last; the share that met a zone."""
    times_ms, hits = [], 0
    for x, y in _points():
        began_s = perf_counter()
        hit = stage.pick(x, y)
        times_ms.append((perf_counter() - began_s) * 1000)
        hits += hit is not None and hit.zone is not None
    return Times.of(times_ms), round(hits / len(times_ms), 3)


def _points() -> Iterator[tuple[float, float]]:
    for y in np.linspace(-0.97, 0.97, PICKS_UP):
        for x in np.linspace(-0.97, 0.97, PICKS_ACROSS):
            yield float(x), float(y)
