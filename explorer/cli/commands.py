"""Commands that show no picture: they look, compute, print, and leave with an exit code."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from .. import bootstrap
from ..bootstrap import ROOT, Progress, gettext
from ..core.atomic_file import check_file, check_folder, replacing, write_text
from ..core.nearest import nearest
from ..i18n import COLON, COMMA, Text, tr
from .argument_types import PIN, pin

if TYPE_CHECKING:
    from ..exhibits.exhibit import Exhibit
    from ..exhibits.run import Moment
    from ..park import Language, Park, Tour

ASSETS = ROOT / "assets"
STANDARD_OUTPUT = Path("-")
LONG_S = 3600.0
"""An exhibit that runs longer takes seconds to compute, and shows how far it is."""


def language() -> Language:
    """The language of the person at the terminal."""
    return bootstrap.language()


def check(args: argparse.Namespace) -> int:
    from ..park import check as editor
    from ..park.faults import printable, shown
    from ..visit.tour.flight_check import check_flights

    try:
        report = editor.check(args.scene, ASSETS, check_flights)
    except Exception as error:  # an author is not to read a traceback
        path = shown(_read_last(error) or args.scene)
        told = Text(
            "{path} could not be checked ({name}: {error}). This is an error in the program: please "
            "report it with this file.",
            path=path,
            name=type(error).__name__,
            error=error,
        )
        print(printable(gettext(told)), file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(report.to_json(), indent=2))
    else:
        for fault in report.faults:
            print(fault.told(language()))
        print(report.line(language()))
    return 2 if report.errors else 1 if report.warnings and args.strict else 0


def _read_last(error: Exception) -> Path | None:
    """The file of the scene that was being read when an error was raised."""
    from ..park.yaml_file import YamlFile

    found = None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        found = next((v.path for v in frame.f_locals.values() if isinstance(v, YamlFile)), found)
    return found


def doctor(args: argparse.Namespace) -> int:
    from ..doctor.machine import examine

    if args.kiosk:
        return _booth(args)
    bad = False
    for finding in examine(args.scene, ASSETS):
        print(finding, flush=True)
        bad = bad or finding.state == "bad"
    print(gettext("Fix the problems above first.") if bad else gettext("Ready: python3 -m explorer"))
    return 2 if bad else 0


def _booth(args: argparse.Namespace) -> int:
    """The readiness page of a booth; 0 for a green light, else 1."""
    from ..doctor.kiosk import Booth, advised_text, examine, verdict

    booth = Booth(args.scene, ASSETS, args.ledger or usual_ledger(), args.distance, _pin_state(), args.log)
    findings = []
    for finding in examine(booth):
        print(finding, flush=True)
        findings.append(finding)
    print(verdict(findings, advised_text(args.distance)))
    return 1 if any(finding.state == "bad" for finding in findings) else 0


def _pin_state() -> Literal["set", "missing", "wrong"]:
    """Whether the environment holds a number that lets staff leave a booth."""
    given = os.environ.get(PIN)
    if given is None:
        return "missing"
    try:
        pin(given)
    except argparse.ArgumentTypeError:
        return "wrong"
    return "set"


def bake(args: argparse.Namespace) -> int:
    from ..bake.site.plan import ZONES

    if loaded(args.scene) is None:
        return 2
    try:
        ZONES.agree_with(args.scene)
    except ValueError:
        told = Text(
            "{scene} places its zones differently from scenes/metaverse, and buildings can be made for "
            "that scene only. Give zones models of their own instead: `model: models/house.glb`.",
            scene=args.scene,
        )
        print(gettext(told), file=sys.stderr)
        return 2
    from ..bake.pipeline.bake import bake as bake_park

    out = args.output or ASSETS / "park"
    if not can_write(out, folder=True):
        return 2
    bar = Progress(gettext("Baking"))
    rays, ground_px = (12, 512) if args.quick else (64, 2048)
    cache = None if args.no_cache else args.cache or cache_folder() / "bake"
    bake_park(args.scene, out, args.rays or rays, args.ground or ground_px, bar.show, cache)
    bar.done(str(out))
    return 0


def cache_folder() -> Path:
    """The folder for files that can be made again, where the system of this user keeps such."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    usual = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    return (Path(named) if named else usual) / "park-explorer"


def state_folder() -> Path:
    """The folder for what a program keeps by itself, where the system of this user keeps such."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_STATE_HOME")
    usual = Path.home() / ("Library/Application Support" if sys.platform == "darwin" else ".local/state")
    return (Path(named) if named else usual) / "park-explorer"


def usual_ledger() -> Path:
    """The file of the visit journal, if none is named."""
    return state_folder() / "visits.sqlite3"


def loaded(folder: Path) -> Park | None:
    """The park, or None after telling everything that is wrong with it."""
    from ..park import ParkError, load

    try:
        return load(folder, ASSETS)
    except ParkError as error:
        for fault in error.faults:
            print(fault.told(language()), file=sys.stderr)
        return None


def knows(park: Park, zone: str | None) -> bool:
    """Whether a zone of that name is there (None: no name); says which names are near if not."""
    if zone is None or zone in park.zones:
        return True
    near = nearest(zone, park.zones)
    told = Text("There is no zone {zone!r}. Nearest: {near}", zone=zone, near=near)
    print(gettext(told), file=sys.stderr)
    return False


def tour_named(park: Park, name: str) -> Tour | None:
    """The tour of that name; None after saying which names are near."""
    if name not in park.tours:
        near = nearest(name, park.tours) or "-"
        print(
            gettext("There is no tour {name!r}. Nearest: {near}", name=name, near=near),
            file=sys.stderr,
        )
    return park.tours.get(name)


def captions(args: argparse.Namespace) -> int:
    """Write the captions of a tour as subtitles."""
    from ..park.captions import subrip, webvtt

    park = loaded(args.scene)
    tour = park and tour_named(park, args.tour)
    if not tour:
        return 2
    written = subrip if args.output and args.output.suffix.lower() == ".srt" else webvtt
    text = written(tour, language())
    if args.output is None:
        _print_as_file()
        print(text, end="")
        return 0
    try:
        write_text(args.output, text)
    except OSError as error:
        return not_written(args.output, error)
    print(args.output)
    return 0


def _print_as_file() -> None:
    """What goes into a file or to another program is UTF-8, unless another encoding was asked for."""
    asked = "PYTHONIOENCODING" in os.environ
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty() and not asked:
        sys.stdout.reconfigure(encoding="utf-8")


def lesson_named(park: Park, name: str | None) -> Tour | None:
    """The lesson of that name, or the first of the park; None after saying that there is none."""
    lessons = {tour.id: tour for tour in park.tours.values() if tour.kind == "lesson"}
    if name in lessons or (name is None and lessons):
        return lessons[name or next(iter(lessons))]
    if not lessons:
        print(gettext("This scene has no lesson."), file=sys.stderr)
    elif name in park.tours:
        known = ", ".join(lessons)
        print(
            gettext("The tour {name!r} is not a lesson. Lessons: {known}", name=name, known=known),
            file=sys.stderr,
        )
    else:
        tour_named(park, name or "")
    return None


NEEDS: dict[str, Text] = {
    "kiosk": Text(
        "A booth plays a tour of the kind show, and this scene has none. Add one, e.g. "
        "tours/show.yaml with kind: show"
    ),
    "present": Text(
        "A talk follows a tour, and this scene has none. Add one, e.g. tours/talk.yaml with kind: talk"
    ),
    "teach": Text(
        "A class follows a tour of the kind lesson, and this scene has none. Add one, e.g. "
        "tours/lesson.yaml with kind: lesson"
    ),
}
"""What is said where a mode lacks the tour that it is made for."""


def fits(park: Park, args: argparse.Namespace) -> bool:
    """Whether a park has what `run` was asked for: zone, tours, and a tour for its mode. Says what it lacks."""
    tours = [name for name in (args.tour, args.attract) if name]
    if not knows(park, args.zone) or not all(tour_named(park, name) for name in tours):
        return False
    kinds = {tour.kind for tour in park.tours.values()}
    has = {"kiosk": args.attract or "show" in kinds, "present": bool(kinds), "teach": "lesson" in kinds}
    if not has.get(args.mode, True):
        print(f"{args.scene}: {gettext(NEEDS[args.mode])}", file=sys.stderr)
        return False
    return True


def answers(park: Park, tour: Tour, path: Path, *, for_teacher: bool) -> int:
    """Write the questions of a park as a table, numbered as on the sheet of a lesson; for a teacher with the right answers."""
    from ..shell.lesson.table import TABLE_ENCODING, answers_table
    from ..visit.lesson.state import Lesson

    try:
        table = answers_table(park, Lesson(tour), language(), for_teacher=for_teacher)
        write_text(path, table, TABLE_ENCODING)
    except OSError as error:
        return not_written(path, error)
    print(path)
    return 0


def can_write(path: Path, *, folder: bool = False) -> bool:
    """Whether a file can be written, or into a folder; says why not, before the work for it begins."""
    try:
        (check_folder if folder else check_file)(path)
    except OSError as error:
        not_written(path, error)
        return False
    return True


def not_written(path: Path, error: OSError) -> int:
    """Tell that a file could not be written; the exit code."""
    reason = error.strerror or type(error).__name__
    print(gettext("{path} could not be written: {reason}", path=path, reason=reason), file=sys.stderr)
    return 2


def may_log(path: Path | None) -> bool:
    """Whether an event log can be begun at a path; tells where it names no file of a folder that is there."""
    if path is None or (path.parent.is_dir() and not path.is_dir()):
        return True
    if path.is_dir():
        told = gettext(
            "--log {path}: this is a folder. Name a file in it, e.g. {path2}",
            path=path,
            path2=path / "booth.jsonl",
        )
    else:
        told = gettext(
            "--log {path}: there is no folder {parent}. Make it, or name another file.",
            path=path,
            parent=path.parent,
        )
    print(told, file=sys.stderr)
    return False


def export(args: argparse.Namespace) -> int:
    """Write the park for other programs."""
    from ..export import NotExported
    from ..export import export as export_park

    park = loaded(args.scene)
    if park is None or not knows(park, args.zone) or not can_write(args.output):
        return 2
    bar = Progress(gettext("Exporting"))
    try:
        done = export_park(
            park, ASSETS, args.output, zone=args.zone, language=language(), surroundings=args.surroundings,
            progress=bar.show,
        )  # fmt: skip
    except NotExported as error:
        print(tr(error.said, language()), file=sys.stderr)
        return 2
    except OSError as error:
        return not_written(args.output, error)
    bar.done(str(done.path))
    for warning in done.warnings:
        print(tr(warning, language()), file=sys.stderr)
    if done.plain:
        names = ", ".join(done.plain)
        print(gettext("Shown as plain blocks: {names}", names=names), file=sys.stderr)
    print(done.path)
    return 0


def bench(args: argparse.Namespace) -> int:
    """Measure how fast the park is here."""
    from ..bench.command import Options, run

    return run(
        Options(
            scene=args.scene,
            assets=ASSETS,
            size=args.size,
            quality=args.quality,
            frames=args.frames,
            present=args.present,
            view=args.view,
            seconds=args.seconds,
            limit=args.limit,
            copies=args.copies,
            walk=args.walk,
            exhibits=args.exhibits,
            json=args.json,
            compare=tuple(args.compare),
        )
    )


def report(args: argparse.Namespace) -> int:
    """Say what visitors looked at."""
    from ..park.load import read
    from ..report.command import Options, run

    # a scene that is broken just now keeps nobody from reading what was seen
    options = Options(
        ledgers=tuple(args.ledger or [usual_ledger()]),
        language=language(),
        park=read(args.scene, ASSETS).park,
        since=args.since,
        until=args.until,
        csv=args.csv,
        html=args.html,
    )
    try:
        return run(options)
    except BrokenPipeError:
        raise  # whoever reads the table has seen enough
    except OSError as error:
        return not_written(args.csv or args.html or options.ledgers[0], error)


def exhibit(args: argparse.Namespace) -> int:
    """Run one exhibit's simulation and print its readings; or list the exhibits."""
    from ..exhibits.asked import Refused, acts_of, with_settings
    from ..exhibits.kinds import KINDS
    from ..exhibits.run import run

    if args.list:
        for kind in [KINDS[args.kind]] if args.kind in KINDS else KINDS.values():
            _describe(kind)
        return 0
    try:
        if args.kind not in KINDS:
            near = nearest(args.kind or "", KINDS)
            raise Refused(
                Text("There is no exhibit {kind!r}. Nearest: {near}", kind=args.kind, near=near)
                if args.kind
                else Text("Name an exhibit: {near}", near=near)
            )
        words = [*args.set, *([f"seed={args.seed}"] if args.seed is not None else [])]
        standing = _standing(KINDS[args.kind](), args.scene)
        if standing is None:
            return 2
        chosen = with_settings(standing, words)
        acts = acts_of(chosen, args.do)
    except Refused as refused:
        print(gettext(refused.words), file=sys.stderr)
        return 2
    bar = Progress(gettext("Running"))
    if bar.live and args.seconds > LONG_S:
        shown = run(chosen, args.seconds, acts, args.every, lambda share: bar.show(share, ""))
        moments = _beside(bar, shown)
    else:
        moments = run(chosen, args.seconds, acts, args.every)
    if args.json:
        rows = [{"time_s": round(m.time_s, 3), **m.readings} for m in moments]
        print(
            json.dumps({"exhibit": args.kind, "parameters": chosen.model_dump(), "readings": rows}, indent=1)
        )
    elif args.csv == STANDARD_OUTPUT:
        _print_as_file()
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


def _standing(exhibit: Exhibit[Any], scene: Path) -> Exhibit[Any] | None:
    """An exhibit in the scene's park, where it shows something of that; None after telling what is wrong with the scene."""
    if not exhibit.is_of_park:
        return exhibit
    park = loaded(scene)
    if park is None:
        return None
    zones = (zone.id for zone in park.zones.values() if zone.exhibit and zone.exhibit.kind == exhibit.kind)
    return exhibit.placed_in(park.surroundings(next(zones, "")))


def _beside(bar: Progress, moments: Iterable[Moment]) -> Iterator[Moment]:
    """Moments as they come; the bar makes room for what is printed of them."""
    for moment in moments:
        bar.clear()
        yield moment
    bar.clear()


def _table(exhibit: Exhibit[Any], moments: Iterable[Moment], file: TextIO) -> None:
    """Readings as a table: one row a moment, names with their units in the first."""
    heads = [gettext(o.label) + (f" ({o.unit})" if o.unit else "") for o in exhibit.outputs]
    table = csv.writer(file, lineterminator="\n")
    table.writerow([gettext("time (s)"), *heads])
    for moment in moments:
        cells = [f"{moment.readings[o.name]:.6g}" for o in exhibit.outputs]
        table.writerow([f"{moment.time_s:.6g}", *cells])


def _describe(kind: type[Exhibit[Any]]) -> None:
    """What an exhibit has: parameters with ranges, actions, readings with units."""
    from ..exhibits.asked import domain, words_of
    from ..i18n import messages as words

    print(f"{kind.kind} · {gettext(kind.title)} · {words.say(f'truth.{kind.truth}', language())}")
    for name, field in kind.model_fields.items():
        print(
            f"  {name}={field.default}  {gettext(words_of(field, 'label'))}{_aside(gettext(domain(field)))}"
        )
    colon, comma = gettext(COLON), gettext(COMMA)
    for action in kind.actions:
        print(f"  {action.name}@…  {gettext(action.label)}{colon}{gettext(action.meaning)}")
    for output in kind.outputs:
        unit = f" {output.unit}" if output.unit else ""
        named = comma.join(f"{output.low + at:g} = {gettext(name)}" for at, name in enumerate(output.names))
        may_be = _aside(named or f"{output.low:.10g}…{output.high:.10g}{unit}")
        print(f"  → {output.name}  {gettext(output.label)}{may_be}")
    print()


def _aside(text: str) -> str:
    """A text in brackets, after a word."""
    return gettext(" ({text})", text=text)
