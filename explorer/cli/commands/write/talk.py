"""The command `talk`: what a talk leaves behind, as pages or as a deck."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ....base.bootstrap import gettext
from ....base.refused import Refused
from ....base.terminal import Progress
from ....i18n import Text
from ... import options
from ...argument_types import file_named
from ...command import Command, Needs
from ...drawing import draw_into, open_stage
from ...files import can_write
from ...options import FILE
from ...parser import Option
from ...scene import load_park, scene_language, tour_meant
from . import film

if TYPE_CHECKING:
    from ....park import Park
    from ....visit.given import Given

LARGEST_BYTES = 64 * 2**20

FILM = ".mp4"

OPTIONS = (
    Option(
        "source",
        Text("what was given: an event log of run --log, or the name of a tour, as it is planned"),
        Text("LOG|TOUR"),
    ),
    options.SCENE_FOLDER,
    options.SCENE_LANGUAGE,
    Option("--title", Text("title on the first page (default: that of the tour)"), Text("TEXT"), default=""),
    Option("--byline", Text("name and company under the title"), Text("TEXT"), default=""),
    Option("--footer", Text("line at the foot of every page"), Text("TEXT"), default=""),
    Option("--paper", Text("paper of a PDF"), choices=("a4", "letter"), default="a4"),
    Option("--notes", Text("print the presenter's notes in a PDF; a deck always has them")),
    Option("--small", Text("with .mp4: a video that can be mailed")),
    options.DRAWN_QUALITY,
    Option(
        "-o, --output",
        Text(
            "output file: .pdf, .pptx, or .mp4 for the talk as planned; with -o several times all are made, and each "
            "picture of a page is drawn once"
        ),
        FILE,
        file_named(".pdf", ".pptx", FILM),
        action="append",
        required=True,
    ),
)


def needs(args: argparse.Namespace) -> Needs:
    """A deck needs a package that few have."""
    return Needs(
        extras=("deck",) if any(path.suffix.lower() == ".pptx" for path in args.output) else (),
        libraries=True,
    )


def run(args: argparse.Namespace) -> int:
    """Write the pages, the deck and the film of a talk, as far as they are wanted; the film, which takes longest, last."""
    park = load_park(args.scene)
    if not park:
        return 2
    given = _given(park, args.source)
    outputs = tuple(dict.fromkeys(args.output))
    if given is None or not all(map(can_write, outputs)):
        return 2
    pages = tuple(path for path in outputs if path.suffix.lower() != FILM)
    code = _write_pages(args, park, given, pages) if pages else 0
    for path in set(outputs) - set(pages):
        code = code or _film(args, given, path)
    return code


def _film(args: argparse.Namespace, given: Given, path: Path) -> int:
    """Film the tour of a talk as planned."""
    from ...dispatch import parsed

    words = ["film", given.tour.id, "--scene", str(args.scene), "-o", str(path), "--quality", args.quality]
    return film.run(parsed(words + ["--small"] * args.small))


def _write_pages(args: argparse.Namespace, park: Park, given: Given, outputs: Sequence[Path]) -> int:
    from ....publish.leave_behind.content import Wanted
    from ....publish.leave_behind.pictures import SIZE_PX
    from ....publish.leave_behind.write import check_wanted, write_leave_behind

    wanted = Wanted(scene_language(park), args.title, args.byline, args.footer, args.paper, args.notes)
    try:
        check_wanted(outputs)
    except Refused as refused:
        print(gettext(refused.words), file=sys.stderr)
        return 2
    stage = open_stage(park, SIZE_PX, args.quality)
    if stage is None:
        return 2
    bar = Progress(gettext("Writing"))

    def write() -> None:
        leaf = write_leave_behind(given, park, stage, wanted, outputs, bar.show)
        bar.done(str(outputs[0]))
        for stop in leaf.lost:
            message = Text("The scene no longer has the stop {stop}: it is left out.", stop=stop)
            print(gettext(message), file=sys.stderr)

    return draw_into(stage, outputs[0], write, outputs[1:])


def _given(park: Park, source: str) -> Given | None:
    """What was given, from a file, a log or a plan; None after saying why there is nothing."""
    from ....visit.codec import Unreadable, read
    from ....visit.given import Given, given_of

    path = Path(source)
    if not path.is_file():
        if path.suffix or "/" in source:
            print(gettext("{path} is no file.", path=path), file=sys.stderr)
            return None
        tour = tour_meant(park, source)
        if tour is None:
            return None
        from ....publish.leave_behind.write import as_planned

        return given_of(as_planned(park, tour, scene_language(park)), date.today().isoformat())
    try:
        if path.stat().st_size > LARGEST_BYTES:
            message = Text("{path} is larger than {most} MB.", path=path, most=LARGEST_BYTES // 2**20)
            print(gettext(message), file=sys.stderr)
            return None
        written = _written(path.read_text("utf-8", errors="replace"))
        if written is None:
            message = Text(
                "{path} holds no talk. Name a log of run --mode present --log FILE.",
                path=path,
            )
            print(gettext(message), file=sys.stderr)
            return None
        return read(Given, written, park)
    except OSError as error:
        message = Text("{path} cannot be read: {error}", path=path, error=error.strerror or str(error))
        print(gettext(message), file=sys.stderr)
    except Unreadable as error:
        message = Text("{path} does not fit this park: {error}", path=path, error=str(error))
        print(gettext(message), file=sys.stderr)
    return None


def _written(text: str) -> str | None:
    """The JSON of the last show in a file: the file itself, or the last of a log's events."""
    if '"event"' not in text:
        return text if text.lstrip().startswith("{") else None
    for line in reversed(text.splitlines()):
        if '"given"' in line:
            try:
                message = json.loads(line)
            except ValueError:
                continue  # the last line of a killed process may be incomplete
            if isinstance(message, dict) and message.get("event") == "given":
                return json.dumps(message.get("given"))
    return None


COMMAND = Command(
    4,
    Text(
        "write what a talk leaves behind: pages as PDF or a deck for PowerPoint, with every stop as it was left"
    ),
    OPTIONS,
    run,
    needs,
)
