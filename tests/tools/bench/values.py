"""What the rig measures beyond `explorer bench`: values, and how they are told. English only, for those who build the park."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from explorer.measure.bench.report import Figures, Report, Start, Switches, Times
from explorer.measure.bench.table import Row

MEMORY_AT = (0.1, 0.5, 1.0)
"""After these shares of the time memory is told."""

LIMITS = ("fine", "coarse", "plain")
"""What is drawn in one call: see :class:`Limit`."""


class Alone(Figures):
    """One view, drawn by the stage alone into memory.

    `settle`: each frame after a motion, up to the final one; `finished_ms`: all of these together (median);
    `rest_redrawn`: share of the frames at rest that were drawn again; `pick_hits`: share of points that met a zone.
    """

    moving: Times | None
    moving_size: tuple[int, int] | None  # of the smallest moving frame
    settle: Times
    finished_ms: float
    rest: Times
    rest_redrawn: float
    pick: Times
    pick_hits: float


class Limit(Figures):
    """The same baked triangles in one draw call, and how long the park takes against it.

    `fine`: all near detail and no far placeholders; `coarse`: only what is seen from afar, both by the park's own program
    of solids and in the sun's shadow; `plain`: what is seen from afar with the sun everywhere, another picture.
    """

    renderer: str
    fine: Times
    coarse: Times
    plain: Times
    fine_triangles: int
    coarse_triangles: int
    ratio_fine: float
    ratio_coarse: float
    ratio_plain: float


class Stroll(Figures):
    """A visitor who does anything at any time, in the real window.

    `hitches`: what led to each tick longer than 150 ms, and how long it took, by the clock and of the processor;
    `grown_mb`: memory at the end against that after a quarter of the time, None if that was too short to tell.
    """

    seconds: float
    ticks: Times
    hitches: tuple[tuple[str, float, float], ...]
    grown_mb: float | None
    memory_mb: float | None


class Rounds(Figures):
    """A visitor who works every exhibit in turn, in the real window.

    `cpu`: what the ticks took of the processor in the thread that shows the window: the measure where the machine is busy
    with other things. `over_wall`, `over_cpu`: ticks over 100 ms; `worst`: what led to the longest of them, and how long they
    took by the clock and of the processor. `memory_mb`: after a tenth, a half and all of the time, () if that was too
    short to tell. `widgets`: after a tenth and at the end. `errors`: lines of the event log that tell of an error.
    """

    seconds: float
    ticks: Times
    cpu: Times
    over_wall: int
    over_cpu: int
    worst: tuple[tuple[str, float, float], ...]
    memory_mb: tuple[float, ...]
    widgets: tuple[int, int]
    errors: int


class RigReport(Report):
    """A report with what the rig adds; one of `explorer bench` can be read as one."""

    copies: int = 1
    alone: dict[str, Alone] = Field(default_factory=dict)
    first: Start | None = None
    first_memory_mb: float | None = None
    stage_memory_mb: float | None = None
    switches: Switches | None = None
    window_switches: Switches | None = None
    still_core: float | None = None  # share of one core while nothing happens, on the screen and hidden
    hidden_core: float | None = None
    limits: dict[str, Limit] = Field(default_factory=dict)
    stroll: Stroll | None = None
    rounds: Rounds | None = None
    not_measured: str = ""


LIMITS_REPORTED = {"fine": "fine", "coarse": "coarse", "plain": "coarse, sun everywhere"}


def rig_rows(report: RigReport) -> Iterator[Row]:
    """What the rig has measured, one thing after the other."""
    for view, alone in report.alone.items():
        yield from _alone_rows(f"{view}, stage alone", alone)
    yield from _start_rows(report)
    for view, limit in report.limits.items():
        for name, words in LIMITS_REPORTED.items():
            yield Row(view, f"limit, {words}", times=getattr(limit, name))
        for name, words in LIMITS_REPORTED.items():
            yield Row(view, f"moving / limit, {words}", value=100 * getattr(limit, f"ratio_{name}"), unit="%")
    if report.stroll is not None:
        yield from _stroll_rows(report.stroll)
    if report.rounds is not None:
        yield from _round_rows(report.rounds)


def rig_sentences(report: RigReport) -> Iterator[str]:
    """What is worth saying in words."""
    for view, alone in report.alone.items():
        if alone.moving_size is not None:
            smallest = "{}x{}".format(*alone.moving_size)
            yield f"{view}: drawn at {smallest} while moving; {alone.rest_redrawn:.0%} of the frames at rest were drawn again."
    if report.not_measured:
        yield report.not_measured
    for limit in report.limits.values():
        fine, coarse = f"{limit.fine_triangles:,}", f"{limit.coarse_triangles:,}"
        yield f"Limit: one draw call of {fine} triangles (fine) or {coarse} (coarse), {limit.renderer}."
    if report.stroll is not None and report.stroll.hitches:
        yield f"Hitches while walking about, ms, clock / processor: {_reported(report.stroll.hitches)}."
    if report.rounds is not None:
        yield from _round_sentences(report.rounds)


def _alone_rows(group: str, alone: Alone) -> Iterator[Row]:
    if alone.moving is not None:
        yield Row(group, "moving", alone.moving)
    yield Row(group, "coming to rest", alone.settle)
    yield Row(group, "at rest", alone.rest)
    yield Row(group, "pick", alone.pick)
    yield Row(group, "final frame after a motion", value=alone.finished_ms, unit="ms")


def _start_rows(report: RigReport) -> Iterator[Row]:
    if report.first is None:
        return  # a report of `bench --json`
    group = "stage alone"
    yield Row(group, "start to first frame", value=report.first.median_s * 1000, unit="ms")
    yield Row(group, "memory at the first frame", value=report.first_memory_mb, unit="MB")
    yield Row(group, "peak memory of this run", value=report.stage_memory_mb, unit="MB")
    yield from _switch_rows(group, report.switches)
    group = "window"
    yield from _switch_rows(group, report.window_switches)
    for name, share in (("nothing moves", report.still_core), ("hidden", report.hidden_core)):
        yield Row(group, f"one core, {name}", value=None if share is None else 100 * share, unit="%")


def _switch_rows(group: str, switches: Switches | None) -> Iterator[Row]:
    for name in Switches.model_fields if switches is not None else ():
        switch = getattr(switches, name)
        yield Row(group, f"{name}, first time", value=switch.first_ms, unit="ms")
        yield Row(group, f"{name}, later", value=switch.again_ms, unit="ms")


def _stroll_rows(stroll: Stroll) -> Iterator[Row]:
    group = "walking about"
    yield Row(group, "a tick", times=stroll.ticks)
    yield Row(group, "ticks over 150 ms", value=float(len(stroll.hitches)), unit="")
    yield Row(group, "memory grown", value=stroll.grown_mb, unit="MB")
    yield Row(group, "most memory", value=stroll.memory_mb, unit="MB")


def _round_rows(rounds: Rounds) -> Iterator[Row]:
    group = "every exhibit in turn"
    yield Row(group, "a tick", times=rounds.ticks)
    yield Row(group, "a tick, processor", times=rounds.cpu)
    over = "ticks over 100 ms"
    yield Row(group, over, value=float(rounds.over_wall))
    yield Row(group, f"{over}, processor", value=float(rounds.over_cpu))
    for share, used_mb in zip(MEMORY_AT, rounds.memory_mb, strict=False):
        name = f"memory after {share:.0%} of the time"
        yield Row(group, name, value=used_mb, unit="MB")
    early, late = rounds.widgets
    yield Row(group, "widgets after 10%", value=float(early))
    yield Row(group, "widgets at the end", value=float(late))
    yield Row(group, "errors in the event log", value=float(rounds.errors))


def _reported(ticks: Iterable[tuple[str, float, float]]) -> str:
    return ", ".join(f"{name} {wall:.0f} / {cpu:.0f}" for name, wall, cpu in ticks)


def _round_sentences(rounds: Rounds) -> Iterator[str]:
    count = rounds.ticks.count
    wall, cpu = f"{rounds.over_wall / count:.2%}", f"{rounds.over_cpu / count:.2%}"
    yield f"Every exhibit in turn: {count} ticks, {wall} over 100 ms by the clock, {cpu} of the processor."
    if rounds.worst:
        reported = _reported(rounds.worst)
        yield f"The longest, ms, clock / processor: {reported}."
    if rounds.memory_mb:
        early, late = rounds.memory_mb[0], rounds.memory_mb[-1]
        yield f"Memory from 10 % of the time to its end: {(late - early) / early:+.1%}."
