"""The folder for browsers that `export --web` writes: options, the question before texts go out, the table of bytes."""

from __future__ import annotations

import argparse
import sys

from ..base.bootstrap import gettext
from ..base.terminal import Progress, Table
from ..i18n import Text, languages, tr
from ..park.model import Park
from .argument_types import web_address
from .files import can_write, not_written
from .parser import Option
from .scene import ASSETS, language, load_park, tour_named

_GROUP = Text("for browsers")
WEB_OPTIONS = (
    Option(
        "--tour",
        Text("which tour plays; the one that runs by itself if not given"),
        Text("TOUR"),
        group=_GROUP,
    ),
    Option("--at", Text("the address where the folder will be"), "https://…", web_address, group=_GROUP),
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
    if args.tour and tour_named(park, args.tour) is None:
        return 2
    at = args.at or park.web or ""
    wishes = Wishes(args.languages, args.tour or "", at, args.draft)
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


def _may_go_out(park: Park, yes: bool) -> bool:
    """Whether the author's views may be published: `published: true`, --yes, or an answer at the terminal."""
    from ..publish.web.publish import views_of

    views = views_of(park)
    if not views or park.published or yes:
        return True
    print(gettext("These statements go out as the author's view:"), file=sys.stderr)
    for claim in views:
        print(f"  {claim.id}  {claim.text[park.title.language_for(language())]}", file=sys.stderr)
    if sys.stdin is not None and sys.stdin.isatty():
        return input(gettext("Publish them? [y/N] ")).strip().lower() in gettext("y yes").split()
    print(
        gettext("Add --yes to publish them, or write published: true into park.yaml to be asked no more."),
        file=sys.stderr,
    )
    return False
