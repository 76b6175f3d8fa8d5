"""The folder for browsers that `export --web` writes: options, the question before texts go out, the table of bytes."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.atomic_file import write_bytes
from ..base.bootstrap import gettext
from ..base.terminal import Progress, Table
from ..i18n import Text, languages, tr
from .argument_types import file_named, web_address
from .files import can_write, not_written
from .parser import Option
from .scene import ASSETS, language, load_park, tour_named

if TYPE_CHECKING:
    from ..park.model import Park

_GROUP = Text("for browsers")
MOST_MARKS = 4
"""Most places named of texts that are still to be written."""
WEB_OPTIONS = (
    Option(
        "--tour",
        Text("which tour plays; the one that runs by itself if not given"),
        Text("TOUR"),
        group=_GROUP,
    ),
    Option("--at", Text("the address where the folder will be"), "https://…", web_address, group=_GROUP),
    Option(
        "--single",
        Text("the same in one file, in one language, for mail and drives"),
        "FILE.html",
        file_named(".html", ".htm"),
        group=_GROUP,
    ),
    Option(
        "--scorm",
        Text("the same as a lesson for a school's system (SCORM 1.2)"),
        "FILE.zip",
        file_named(".zip"),
        group=_GROUP,
    ),
    Option(
        "--qr",
        Text("a sheet of QR codes to print, one a zone; needs --at"),
        "FILE.pdf",
        file_named(".pdf"),
        group=_GROUP,
    ),
    Option("--draft", Text("publish although some texts are still to be written"), group=_GROUP),
    Option("--yes", Text("publish the author's views without being asked"), group=_GROUP),
)


def run_web(args: argparse.Namespace) -> int:
    """Write the folder."""
    from ..publish.export import NotExported
    from ..publish.web.folder import check_target
    from ..publish.web.publish import Wishes, publish

    park = load_park(args.scene)
    if park is None or not _speaks(park, args.languages) or not _may_go_out(park, args.yes):
        return 2
    if not args.draft and not _is_written(args.scene):
        return 2
    if args.tour and tour_named(park, args.tour) is None:
        return 2
    at = args.at or park.web or ""
    if args.qr and not at:
        print(gettext("A QR code needs an address: add --at, or web: to park.yaml."), file=sys.stderr)
        return 2
    if not all(can_write(file) for file in (args.single, args.scorm, args.qr) if file is not None):
        return 2
    wishes = Wishes(args.languages, args.tour or "", at, args.draft)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # it removes what it has begun
    try:
        check_target(args.web)
        if not can_write(args.web.resolve().parent, folder=True):
            return 2
        bar = Progress(gettext("Exporting"))
        report = publish(park, ASSETS, args.web, wishes, bar.show)
    except NotExported as error:
        print(tr(error.message, language()), file=sys.stderr)
        return 2
    except OSError as error:
        return not_written(args.web, error)
    bar.done(str(report.folder))
    if (code := _write_exits(args, park, at)) != 0:
        return code
    for warning in report.warnings:
        print(tr(warning, language()), file=sys.stderr)
    head = [gettext("Compressed"), "kB", gettext("Budget")]
    rows = [
        [tr(size.name, language()), f"{size.packed / 1000:.1f}", f"{size.budget / 1000:.0f}"]
        for size in report.sizes
    ]
    print(Table([head, *rows]))
    for size in report.sizes:
        if size.packed > size.budget:
            print(gettext("Above its budget: {name}", name=size.name), file=sys.stderr)
    print(
        gettext(
            "Open {file}. A phone needs an address: put the folder on any host.",
            file=report.folder / "index.html",
        )
    )
    print(gettext("A host should compress the files; without that a third more bytes travel:"))
    print("  nginx   gzip on; gzip_types text/css application/javascript;")
    print("  Apache  AddOutputFilterByType DEFLATE text/html text/css application/javascript")
    return 0


def _write_exits(args: argparse.Namespace, park: Park, at: str) -> int:
    """Write what is made of the finished folder: one file, a lesson, a sheet of codes."""
    from ..publish.web.qr_sheet import qr_sheet
    from ..publish.web.scorm import scorm_package
    from ..publish.web.single import single_file

    spoken = args.languages[0] if args.languages else park.languages[0]
    exits: tuple[tuple[Path | None, Callable[[], bytes]], ...] = (
        (args.single, lambda: single_file(args.web, spoken, at).encode()),
        (args.scorm, lambda: scorm_package(args.web, park, spoken)),
        (args.qr, lambda: qr_sheet(park, at, spoken)),
    )
    for file, make in exits:
        if file is not None:
            try:
                write_bytes(file, make())
            except OSError as error:
                return not_written(file, error)
            print(file)
    return 0


def _speaks(park: Park, asked: tuple[str, ...]) -> bool:
    there = dict.fromkeys((*park.languages, *languages()))
    for code in asked:
        if code not in there:
            message = Text(
                "There is no language {asked!r} here. There are: {there}", asked=code, there=", ".join(there)
            )
            print(gettext(message), file=sys.stderr)
            return False
    return True


def _is_written(scene: Path) -> bool:
    """Whether no text of the scene is marked as still to be written; prints where if there are some."""
    from ..editor.saving import read_files
    from ..editor.writing import unwritten

    files = read_files(scene)
    marks = [
        f"{name}:{at}" for name in sorted(files) for at in unwritten(files[name].decode("utf-8", "replace"))
    ]
    if marks:
        message = Text(
            "{count} text is still to be written (TO DO): {places}. Write it and remove the mark, or publish a "
            "draft with --draft.",
            "{count} texts are still to be written (TO DO): {places}. Write them and remove the marks, or publish "
            "a draft with --draft.",
            count=len(marks),
            places=", ".join(marks[:MOST_MARKS]) + (" …" if len(marks) > MOST_MARKS else ""),
        )
        print(gettext(message), file=sys.stderr)
    return not marks


def _may_go_out(park: Park, yes: bool) -> bool:
    """Whether the author's views may be published: `published: true`, --yes, or an answer at the terminal."""
    if not park.opinions or park.published or yes:
        return True
    print(gettext("These statements go out as the author's view:"), file=sys.stderr)
    for claim in park.opinions:
        print(f"  {claim.id}  {claim.text[park.title.language_for(language())]}", file=sys.stderr)
    if sys.stdin is not None and sys.stdin.isatty():
        return input(gettext("Publish them? [y/N] ")).strip().lower() in gettext("y yes").split()
    print(
        gettext("Add --yes to publish them, or write published: true into park.yaml to be asked no more."),
        file=sys.stderr,
    )
    return False
