"""The command `replay`: a visit from an event log, shown in a window or as a video, or computed and compared."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ....base import bootstrap
from ....base.bootstrap import gettext
from ....base.terminal import Table, show
from ....i18n import Text
from ... import options
from ...argument_types import seconds, video_or_folder, whole
from ...command import Command, Needs, Show
from ...drawing import needs_drawing
from ...parser import OneOf, Option
from ...scene import ASSETS, load_park

if TYPE_CHECKING:
    from ....publish.film.film import Pixels
    from ....publish.film.replay import LoggedVisit
    from ....stage import Stage


HEADS = (Text("visit"), Text("begins (s)"), Text("lasts (s)"), Text("acts"), Text("mode"), Text("zones"))


OPTIONS = (
    Option("log", Text("an event log, as run --log FILE writes it"), Text("LOG"), Path),
    options.SCENE_FOLDER,
    Option(
        "--visit",
        Text("which visit of the log, counted from 1 (1); see --list"),
        "N",
        whole(1, 100000),
        default=1,
    ),
    OneOf(
        Option("--list", Text("list the visits of the log")),
        Option(
            "--check",
            Text("compute the visit without graphics; exit code 1 if something else comes of it than then"),
        ),
        Option(
            "-o, --output",
            Text("output video, or a folder for images"),
            Text("FILE.mp4"),
            video_or_folder,
        ),
    ),
    options.IMAGE_SIZE,
    Option("--fps", Text("images per second (24)"), "N", seconds, default=24.0),
    options.QUALITY,
    options.WITHOUT,
)


def needs(args: argparse.Namespace) -> Needs:
    """Showing and filming need the libraries for drawing."""
    return Needs() if args.list or args.check else needs_drawing(args)


def run(args: argparse.Namespace) -> int | Show:
    """Show, film or compute one visit of a log; or list its visits."""
    from ....publish.film.replay import NotRead, visits_of

    try:
        visits = visits_of(args.log)
    except NotRead as fault:
        print(gettext(fault.words), file=sys.stderr)
        return 2
    if args.list:
        show([Table([[gettext(head) for head in HEADS], *(_cells(n, v) for n, v in enumerate(visits, 1))])])
        return 0
    if args.visit > len(visits):
        message = Text(
            "This log holds {count} visit; see --list.",
            "This log holds {count} visits; see --list.",
            count=len(visits),
        )
        print(gettext(message), file=sys.stderr)
        return 2
    logged = visits[args.visit - 1]
    for name, count in logged.skipped.items():
        message = Text(
            "Left out: {name} ({count}). This log does not hold enough of it.", name=name, count=count
        )
        print(gettext(message), file=sys.stderr)
    if args.check:
        return _check(args, logged)
    return _window(args, logged) if args.output is None else _film(args, logged)


def _cells(number: int, visit: LoggedVisit) -> list[str]:
    """A visit as a row of the list."""
    zones = dict.fromkeys(
        str(message.get("zone")) for event, message in visit.events if event == "zone_opened"
    )
    times = (f"{seconds_:.1f}" for seconds_ in (visit.began_s, visit.acts[-1][0]))
    return [str(number), *times, str(len(visit.acts)), visit.mode, ", ".join(zones)]


def _check(args: argparse.Namespace, logged: LoggedVisit) -> int:
    from ....publish.film.replay import compared

    park = load_park(args.scene)
    if park is None:
        return 2
    found = compared(logged, park)
    print(gettext("Acts done: {done}; unknown here: {refused}.", done=found.done, refused=found.refused))
    if found.is_same:
        print(gettext("The same was opened, shown and answered as then."))
        return 0
    for what, line in ((Text("Then: {line}"), found.logged), (Text("Now: {line}"), found.replayed)):
        if line is not None:
            message = " ".join([line[0], *(f"{name}={value}" for name, value in line[1].items())])
            print(gettext(what, line=message))
    return 1


def _window(args: argparse.Namespace, logged: LoggedVisit) -> int | Show:
    from ....park.last_good import opened
    from ....shell.app import startup
    from ....visit import MODES

    if not bootstrap.has_screen():
        message = Text("No screen was found. -o FILE.mp4 makes a video of it, --check computes it.")
        print(gettext(message), file=sys.stderr)
        return 2
    scene = opened(args.scene, ASSETS, None)
    park = scene.reading.park
    tour = logged.tour if park is not None and logged.tour in park.tours else None
    wanted = logged.settings
    shown = startup.Options(
        # a replay keeps no settings and offers no recovery from a crash
        mode=replace(MODES[logged.mode], remembers=False),
        tour=tour,
        replayed=logged.acts,
        language=wanted.language,
        light=str(wanted.day_phase),
        text_percent=wanted.text_percent,
        sounds=ASSETS / "sound",
        size=args.size,
        scene=scene,
    )
    return Show(scene, shown, args.quality, None, args.without)


def _film(args: argparse.Namespace, logged: LoggedVisit) -> int:
    from ....publish.film import film
    from ..write.film import Filmed, film_into

    park = load_park(args.scene)
    if park is None:
        return 2

    def draw(stage: Stage, progress: Callable[[float, str], None], first: int) -> Iterator[Pixels]:
        visit = logged.begin(park)
        frames = film.film(visit, logged.acts, stage, args.fps, logged.duration_s, first)
        for number, pixels in enumerate(frames, first):
            progress(min(number / args.fps / logged.duration_s, 1.0), "")
            yield pixels

    return film_into(args, park, Filmed(draw, film.frame_count(logged.duration_s, args.fps), repr(logged)))


COMMAND = Command(
    15,
    Text("show a visit of an event log again, in a window or as a video, or compute and compare it"),
    OPTIONS,
    run,
    needs,
)
