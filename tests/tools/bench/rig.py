"""Runs the measurements of the rig and prints them."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from explorer.base.terminal import Table, show
from explorer.measure.bench.child import Child, ChildFailed
from explorer.measure.bench.command import ALL, Options, report_on, setup_of, views_named, window_environment
from explorer.measure.bench.frames import OVERVIEW
from explorer.measure.bench.report import NotMeasured, Switch, Switches, Times
from explorer.measure.bench.table import as_blocks, rows, tables
from explorer.park import Park
from explorer.stage import NoGraphics

from .against import AgainstLimit, ensure_moderngl
from .alone import first_frames, stage_alone
from .compare import compared, differences, read
from .copies import ManySetup, standing_many_times
from .room import measured_room, room_table
from .values import RigReport, Rounds, Stroll, rig_rows, rig_sentences


def run(args: Namespace, assets: Path) -> int:
    """Measure and print; the exit code."""
    try:
        if len(args.compare) > 2:
            raise NotMeasured("--compare takes one file or two.")
        if args.lan is not None:
            room = measured_room(setup_of(options_of(args, assets)), args.lan, args.seconds)
            print(room.model_dump_json(indent=2)) if args.json else show(room_table(room))
            return 0
        before = [read(path) for path in args.compare]
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


def report_of(args: Namespace, assets: Path, *, starts: int = 3) -> RigReport:
    """Everything that was asked for, measured.

    Raises
    ------
    NotMeasured
        If it cannot be, with a sentence.
    """
    if args.limit:
        ensure_moderngl()
    options = options_of(args, assets)
    with standing_many_times(setup_of(options), args.copies) as setup, ExitStack() as stack:
        park = setup.park()
        views = views_of(park, args.view, args.copies)
        report = report_on(options, setup, park, views, starts)
        found: dict[str, Any] = {"copies": args.copies, **first_frames(setup, starts)}
        against = None
        if args.limit:
            try:
                against = stack.enter_context(AgainstLimit(setup))
            except ChildFailed as fault:
                found["not_measured"] = f"The limit was not measured: {fault}"
        found |= stage_alone(setup, park, views, args.seconds, against)
        found |= in_window(setup, args.seconds, args.walk, args.exhibits)
    return RigReport(**dict(report), **found)


def options_of(args: Namespace, assets: Path) -> Options:
    """The options that the command `bench` has, too."""
    return Options(
        args.scene,
        assets,
        args.size,
        args.quality,
        view=args.view,
        seconds=args.seconds,
        present=args.present,
        frames=args.frames,
    )


def views_of(park: Park, view: str, copies: int) -> list[str]:
    """The views to measure; with "all" those of the first copy alone."""
    if view == ALL:
        return [OVERVIEW, *list(park.zones)[: len(park.zones) // copies]]
    return views_named(park, view)


def in_window(setup: ManySetup, seconds: float, walk_s: float, exhibits_s: float) -> dict[str, Any]:
    """Switches and idle time in the real window, and what visitors meet with there.

    Raises
    ------
    ChildFailed
        If there is none.
    """
    found: dict[str, Any] = {}
    with Child("visitors", setup, **window_environment()) as child:
        child.answer()
        switches = child.ask(switches=seconds)
        found["window_switches"] = Switches(**{name: Switch.of(times) for name, times in switches.items()})
        found |= child.ask(idle=seconds)
        usual_s = child.patience_s
        if walk_s:
            child.patience_s = usual_s + walk_s
            found["stroll"] = stroll_of(child.ask(stroll=walk_s), walk_s)
        if exhibits_s:
            child.patience_s = usual_s + 2 * exhibits_s  # first sight takes a while, too
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
