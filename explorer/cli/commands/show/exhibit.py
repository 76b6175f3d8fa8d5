"""The command `exhibit`: the simulation of an exhibit without graphics."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from ....base.atomic_file import replacing
from ....base.bootstrap import gettext
from ....base.names import nearest
from ....base.refused import Refused
from ....base.terminal import Progress
from ....i18n import COLON, COMMA, Text
from ....i18n.units import unit_text, with_unit
from ... import options
from ...argument_types import seconds, whole
from ...command import Command
from ...files import STANDARD_OUTPUT, not_written, print_as_file
from ...options import FILE
from ...parser import OneOf, Option
from ...scene import DIFFERS, language, load_park

if TYPE_CHECKING:
    from ....exhibits.exhibit import Exhibit
    from ....exhibits.run import Moment
    from ....visit.exhibit_run import Running


LONG_S = 3600.0
"""Run time from which progress is shown, as computing takes seconds."""


OPTIONS = (
    options.SCENE_FOLDER,
    options.SCENE_LANGUAGE,
    Option("kind", Text("which exhibit; see --list"), Text("KIND"), nargs="?"),
    Option("--list", Text("show exhibits, parameters, actions and readings")),
    Option("--set", Text("set parameters"), Text("NAME=VALUE"), nargs="+", default=[]),
    Option("--do", Text("do an action at a given time"), Text("ACTION@SECONDS"), nargs="+", default=[]),
    Option("--seconds", Text("how long it runs, in seconds (30)"), "N", seconds, default=30.0),
    Option("--every", Text("seconds between two readings (1)"), "N", seconds, default=1.0),
    options.STATE,
    Option("--seed", Text("the same seed gives the same run"), "N", whole(0, 2**31 - 1)),
    OneOf(
        Option("--csv", Text("write a table for class; - for standard output"), FILE, Path),
        Option("--json", Text("output as JSON")),
        Option("--code", Text("print the state code of the run in place of its readings")),
    ),
)


def run(args: argparse.Namespace) -> int:
    """Run one exhibit's simulation and print its readings; or list the exhibits."""
    from ....exhibits.asked import acts_of, with_settings
    from ....exhibits.kinds import KINDS
    from ....exhibits.run import run as moments_of
    from ....visit.exhibit_run import Running
    from ....visit.state_code import kind_of

    try:
        if args.state is not None:
            args.kind = kind_of(args.state)
        own = {} if args.kind in KINDS else _own(args.scene)
        if own is None:
            return 2
        if args.kind is not None and args.kind not in KINDS and args.kind not in own:
            near = nearest(args.kind, [*KINDS, *own])
            raise Refused(Text("There is no exhibit {kind!r}. Nearest: {near}", kind=args.kind, near=near))
        if args.list:
            for name in [args.kind] if args.kind else [*KINDS, *own]:
                _describe(type(own[name]) if name in own else KINDS[name], name)
            return 0
        if args.kind is None:
            raise Refused(Text("Name an exhibit: {near}", near=", ".join([*KINDS, *own])))
        words = [*args.set, *([f"seed={args.seed}"] if args.seed is not None else [])]
        standing = own[args.kind] if args.kind in own else _standing(KINDS[args.kind](), args.scene)
        if standing is None:
            return 2
        run = (
            Running.of(with_settings(standing, words))
            if args.state is None
            else _from_state(args.state, standing, words)
        )
        acts = acts_of(run.exhibit, args.do)
    except Refused as refused:
        print(gettext(refused.words), file=sys.stderr)
        return 2
    if args.code:
        return _print_code(run, acts, args.seconds)
    bar, chosen, began = Progress(gettext("Running")), run.exhibit, (run.state, run.steps)
    if bar.live and args.seconds > LONG_S:
        shown = moments_of(chosen, args.seconds, acts, args.every, lambda share: bar.show(share, ""), began)
        moments = _beside(bar, shown)
    else:
        moments = moments_of(chosen, args.seconds, acts, args.every, standing=began)
    if args.json:
        rows = [{"time_s": round(m.time_s, 3), **m.readings} for m in moments]
        print(
            json.dumps({"exhibit": args.kind, "parameters": chosen.model_dump(), "readings": rows}, indent=1)
        )
    elif args.csv == STANDARD_OUTPUT:
        print_as_file()
        _table(chosen, moments, sys.stdout)
    elif args.csv:
        try:
            with replacing(args.csv) as raw, TextIOWrapper(raw, "utf-8-sig", newline="") as file:
                _table(chosen, moments, file)
        except OSError as error:
            return not_written(args.csv, error)
        print(args.csv)
    else:
        _table(chosen, moments, sys.stdout)
        print(gettext(chosen.limit))
    return 0


def _from_state(code: str, standing: Exhibit[Any], words: Sequence[str]) -> Running:
    """The run of a state code, with some parameters changed."""
    from ....exhibits.asked import with_settings
    from ....visit.state_code import opened

    saved = opened(code, standing)
    if saved.is_same is False:
        print(gettext(DIFFERS), file=sys.stderr)
    run, changed = saved.run, with_settings(saved.run.exhibit, words)
    for word in words:
        name = word.partition("=")[0]
        run = run.turned(name, getattr(changed, name))
    return run


def _print_code(run: Running, acts: Sequence[tuple[float, str]], seconds: float) -> int:
    """Continue a run and print its state code."""
    from ....exhibits.exhibit import STEP_S
    from ....visit.state_code import code_as_fits

    began = run.steps
    for time_s, action in sorted(act for act in acts if act[0] <= seconds):
        run = run.walked(began + ceil(time_s / STEP_S - 1e-9)).done(action)
    print(code_as_fits(run.walked(began + round(seconds / STEP_S))))
    return 0


def _own(scene: Path) -> dict[str, Exhibit[Any]] | None:
    """The exhibits that a scene makes from formulas, tables and pictures, by zone; None after reporting its faults."""
    park = load_park(scene)
    if park is None:
        return None
    from ....exhibits.sheets import KINDS as SHEETS

    fresh = (
        (zone.id, park.fresh_exhibit(zone))
        for zone in park.zones.values()
        if zone.exhibit and zone.exhibit.kind in SHEETS
    )
    return {id: exhibit for id, exhibit in fresh if exhibit is not None}


def _standing(exhibit: Exhibit[Any], scene: Path) -> Exhibit[Any] | None:
    """An exhibit placed in the scene's park if it shows part of that; None after reporting a fault of the scene."""
    from ....exhibits.mixins import ShowsTheWay

    if not isinstance(exhibit, ShowsTheWay):
        return exhibit
    park = load_park(scene)
    if park is None:
        return None
    zones = (zone.id for zone in park.zones.values() if zone.exhibit and zone.exhibit.kind == exhibit.kind)
    return exhibit.placed_in(park.surroundings(next(zones, "")))


def _beside(bar: Progress, moments: Iterable[Moment]) -> Iterator[Moment]:
    """Moments as they come; the bar is removed while one is printed."""
    for moment in moments:
        bar.clear()
        yield moment
    bar.clear()


def _table(exhibit: Exhibit[Any], moments: Iterable[Moment], file: TextIO) -> None:
    """Readings as a table: one row per moment, names with units in the first. A number that means one of several
    named values is followed by a column with the name.
    """
    heads = []
    for o in exhibit.outputs:
        heads += [gettext(with_unit(o.label, o.unit)), *([gettext(Text("in words"))] if o.names else [])]
    table = csv.writer(file, lineterminator="\n")
    table.writerow([gettext("time (s)"), *heads])
    for moment in moments:
        cells = []
        for o in exhibit.outputs:
            value = moment.readings[o.name]
            cells += [f"{value:.6g}", *([gettext(o.names[round(value - o.low)])] if o.names else [])]
        table.writerow([f"{moment.time_s:.6g}", *cells])


def _describe(kind: type[Exhibit[Any]], called: str) -> None:
    """Describe an exhibit: parameters with ranges, actions, readings with units."""
    from ....exhibits.asked import domain, words_of
    from ....exhibits.exhibit import TRUTH_WORDS

    print(f"{called} · {gettext(kind.title)} · {gettext(TRUTH_WORDS[kind.truth])}")
    for name, field in kind.model_fields.items():
        print(
            f"  {name}={field.default}  {gettext(words_of(field, 'label'))}{_aside(gettext(domain(field)))}"
        )
    colon, comma = gettext(COLON), gettext(COMMA)
    for action in kind.actions:
        print(f"  {action.name}@…  {gettext(action.label)}{colon}{gettext(action.meaning)}")
    for output in kind.outputs:
        unit = f" {unit_text(output.unit, language())}" if output.unit else ""
        named = comma.join(f"{output.low + at:g} = {gettext(name)}" for at, name in enumerate(output.names))
        may_be = _aside(named or f"{output.low:.10g}…{output.high:.10g}{unit}")
        print(f"  → {output.name}  {gettext(output.label)}{may_be}")
    print()


def _aside(text: str) -> str:
    """A text in brackets, after a word."""
    return gettext(" ({text})", text=text)


COMMAND = Command(
    8, Text("run the simulation of an exhibit without graphics and print its readings"), OPTIONS, run
)
