"""Runs the measurements of the rig and prints them."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from explorer.bench.child import Child, ChildFailed
from explorer.bench.command import ALL, Options, report_on, setup_of, views_named
from explorer.bench.frames import OVERVIEW, measured
from explorer.bench.report import NotMeasured, Times, read
from explorer.bench.table import as_blocks, compared, differences, rows, tables
from explorer.bootstrap import has_screen
from explorer.core.terminal import Table, show
from explorer.park import Park
from explorer.stage import NoGraphics

from .against import AgainstLimit, ensure_moderngl
from .copies import ManySetup, standing_many_times
from .values import Limit, RigReport, Rounds, Stroll, rig_rows, rig_sentences


def run(args: Namespace, assets: Path) -> int:
    """Measure and print; the exit code."""
    try:
        if len(args.compare) > 2:
            raise NotMeasured("--compare takes one file or two.")
        before = [read(path, RigReport) for path in args.compare]
        if len(before) == 2:
            show(both(*before))
            return 0
        report = report_of(args, assets)
    except (NotMeasured, ChildFailed, NoGraphics) as fault:
        print(fault, file=sys.stderr)
        return 2
    together = [block for other in before for block in both(other, report)]
    if args.json:
        print(report.model_dump_json(indent=2))
        print(*map(str, together), sep="\n\n", end="\n" if together else "", file=sys.stderr)
    else:
        show([*blocks_of(report), *together])
    return 0


def report_of(args: Namespace, assets: Path, *, starts: int = 3, window: bool = True) -> RigReport:
    """Everything that was asked for, measured.

    Raises
    ------
    NotMeasured
        If it cannot be, with a sentence.
    """
    if args.limit:
        ensure_moderngl()
    options = Options(
        args.scene,
        assets,
        args.size,
        args.quality,
        view=args.view,
        seconds=args.seconds,
        present=args.present,
        frames=args.frames,
        starts=starts,
        window=window,
    )
    with standing_many_times(setup_of(options), args.copies) as setup:
        park = setup.park()
        views = views_of(park, args.view, args.copies)
        report = RigReport(**dict(report_on(options, setup, park, views)), copies=args.copies)
        more: dict[str, Any] = {}
        if args.limit:
            try:
                more["limits"] = limits(setup, park, views, args.seconds)
            except ChildFailed as fault:
                more["not_measured"] = (*report.not_measured, {"en": f"The limit was not measured: {fault}"})
        if args.walk or args.exhibits:
            more |= visitors(setup, args.walk, args.exhibits)
    return report.model_copy(update=more)


def views_of(park: Park, view: str, copies: int) -> list[str]:
    """The views to measure; with "all" those of the first copy alone."""
    if view == ALL:
        return [OVERVIEW, *list(park.zones)[: len(park.zones) // copies]]
    return views_named(park, view)


def limits(setup: ManySetup, park: Park, views: list[str], seconds: float) -> dict[str, Limit]:
    """The stage against one draw call of the same triangles, view by view.

    Raises
    ------
    ChildFailed
        If the triangles cannot be drawn.
    """
    found = {}
    with AgainstLimit(setup) as against:
        stage = setup.stage(park, *setup.size)
        try:
            for view in views:
                against.begin()
                measured(stage, park, view, setup.size, seconds, against.measure)
                if (figures := against.figures()) is not None:
                    found[view] = figures
        finally:
            stage.close()
    return found


def visitors(setup: ManySetup, walk_s: float, exhibits_s: float) -> dict[str, Any]:
    """What visitors meet with in the real window.

    Raises
    ------
    ChildFailed
        If there is none.
    """
    environment = {} if has_screen() else {"QT_QPA_PLATFORM": "offscreen"}
    found: dict[str, Any] = {}
    with Child("visitors", setup, **environment) as child:
        child.answer()
        if walk_s:
            child.more_s = walk_s
            found["stroll"] = stroll_of(child.ask(stroll=walk_s), walk_s)
        if exhibits_s:
            child.more_s = 2 * exhibits_s  # first sight takes a while, too
            found["rounds"] = rounds_of(child.ask(rounds=exhibits_s), exhibits_s)
    return found


def stroll_of(reported: dict[str, Any], seconds: float) -> Stroll:
    memory = reported["memory"]
    return Stroll(
        seconds=seconds,
        ticks=Times.of(reported["times"]),
        hitches=tuple((name, round(wall, 1), round(cpu, 1)) for name, wall, cpu in reported["hitches"]),
        grown_mb=reported["grown"],
        memory_mb=max(memory) if memory else None,
    )


def rounds_of(reported: dict[str, Any], seconds: float) -> Rounds:
    return Rounds(
        seconds=seconds,
        ticks=Times.of(reported["wall"]),
        cpu=Times.of(reported["cpu"]),
        over_wall=reported["over_wall"],
        over_cpu=reported["over_cpu"],
        worst=tuple((name, wall, cpu) for name, wall, cpu in reported["worst"]),
        memory_mb=tuple(reported["memory"]),
        widgets=(reported["widgets"][0], reported["widgets"][1]),
        errors=reported["errors"],
    )


def blocks_of(report: RigReport) -> list[str | Table]:
    """A report as texts and tables."""
    more = list(rig_rows(report))
    return [*as_blocks(report), *(tables(more) if more else ()), *rig_sentences(report)]


def both(before: RigReport, now: RigReport) -> list[str | Table]:
    """Two reports side by side."""
    differ = differences(before, now)
    if before.copies != now.copies:
        differ.append(f"Not alike: copies: {before.copies} / {now.copies}.")
    old, new = ([*rows(report), *rig_rows(report)] for report in (before, now))
    return compared(old, new, differ)
