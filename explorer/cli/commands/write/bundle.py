"""The command `bundle`: the park as a program for computers without Python."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path

from ....base import bootstrap
from ....base.bootstrap import gettext
from ....base.terminal import Progress
from ....i18n import Text, tr
from ...argument_types import scene_named
from ...command import Command, Needs
from ...files import can_write, not_written
from ...options import FOLDER
from ...parser import Option
from ...scene import language, load_park

SYSTEMS = ("windows", "macos", "linux")
OLD = timedelta(days=180)
"""Age at which a bundle's Python counts as old; a new release comes every two months."""


OPTIONS = (
    Option(
        "--for",
        Text("the system it is for: windows, macos or linux"),
        dest="system",
        choices=SYSTEMS,
        required=True,
    ),
    Option(
        "--scene", Text("the scene it holds and opens (default: the one of this folder)"), FOLDER, scene_named
    ),
    Option("--wheels", Text("take all packages from this folder, without a network"), FOLDER, Path),
    Option(
        "--python",
        Text("archive with the Python it holds; for macOS it must be given"),
        Text("ARCHIVE"),
        Path,
    ),
    Option("--keep-wheels", Text("keep the packages in this folder, for --wheels next time"), FOLDER, Path),
    Option(
        "--sign",
        Text("sign the checksums and the archive with this minisign key; verify --new-key makes one"),
        Text("KEY"),
        Path,
    ),
    Option("--no-archive", Text("only the folder, no archive of it")),
    Option("-o, --output", Text("folder for the program and its archive"), FOLDER, Path, required=True),
)


def run(args: argparse.Namespace) -> int:
    """Assemble the program; report its place, its size, and the source of its Python."""
    if bootstrap.is_packed():
        print(
            gettext("Programs are assembled from a checkout, and this is an installed copy."), file=sys.stderr
        )
        return 2
    from ....base.minisign import NotVerified, signing_key
    from ....publish import bundle
    from ....publish.bundle import NotAssembled, Order, assemble

    for given in filter(None, (args.wheels, args.python, args.sign)):
        if not given.exists():
            print(gettext("{given} does not exist.", given=given), file=sys.stderr)
            return 2
    if (args.scene and load_park(args.scene) is None) or not can_write(args.output, folder=True):
        return 2
    if args.keep_wheels and not can_write(args.keep_wheels, folder=True):
        return 2
    try:
        key = signing_key(args.sign) if args.sign else None
    except NotVerified as fault:
        print(gettext(fault.words), file=sys.stderr)
        return 2
    except OSError as error:
        print(
            gettext("{path} cannot be read: {error}", path=args.sign, error=error.strerror), file=sys.stderr
        )
        return 2
    bar = Progress(gettext("Assembling"))
    order = Order(
        args.system,
        args.output,
        args.scene,
        args.wheels,
        args.python,
        not args.no_archive,
        args.keep_wheels,
        key,
    )
    try:
        made = assemble(order, bar.show)
    except NotAssembled as fault:
        bar.clear()
        print(tr(fault.message, language()), file=sys.stderr)
        return 2
    except OSError as error:
        bar.clear()
        return not_written(Path(error.filename or args.output), error)
    bar.done(str(made.folder))
    most_mb, most_packed_mb = bundle.SYSTEMS[args.system].most_mb or (None, None)
    is_small = _say_size(made.folder, made.unpacked_bytes / 1e6, most_mb)
    if made.archive:
        is_small &= _say_size(made.archive, made.archive.stat().st_size / 1e6, most_packed_mb)
    print(f"Python {made.interpreter.release}: {made.interpreter.origin}")
    if made.interpreter.built and (age := date.today() - date.fromisoformat(made.interpreter.built)) > OLD:
        message = gettext(
            "This Python was built {days} days ago, and security holes in it and in its OpenSSL have been closed since. "
            "Before you hand the program on, name a newer one with --python.",
            days=age.days,
        )
        print(message, file=sys.stderr)
    if not made.compiled:
        version = made.interpreter.version
        message = gettext(
            "Its starts are slower: install Python {version} here to compile it.", version=version
        )
        print(message, file=sys.stderr)
    if not is_small:
        print(gettext("It is too large: see explorer/publish/bundle/leave_out.py."), file=sys.stderr)
        return 1
    return 0


def _say_size(file: Path, size_mb: float, most_mb: int | None) -> bool:
    """Print a size and its limit; returns whether it is within the limit."""
    if most_mb is None:
        print(gettext("{file}: {size:.0f} MB", file=file, size=size_mb))
        return True
    print(gettext("{file}: {size:.0f} MB of at most {most} MB", file=file, size=size_mb, most=most_mb))
    return size_mb <= most_mb


def needs(args: argparse.Namespace) -> Needs:
    """Launchers for Windows, and a tool that makes a copied Python relocatable."""
    return Needs() if bootstrap.is_packed() else Needs(("bundle",))


COMMAND = Command(
    13, Text("make a program for Windows, macOS or Linux computers without Python"), OPTIONS, run, needs
)
