"""The command `verify`: whether a packed program is unchanged, and who signed it; without a network."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ....base import bootstrap
from ....base.bootstrap import gettext
from ....base.terminal import Progress
from ....i18n import Text
from ...command import Command
from ...files import not_written
from ...options import FILE
from ...parser import Option

if TYPE_CHECKING:
    from ....base.checksums import Compared
    from ....base.minisign import VerifyKey

MOST_NAMED = 10
"""Files of a kind that are named; the others are counted."""


OPTIONS = (
    Option(
        "path",
        Text("the folder or archive of a packed program (default: this copy, if it is one)"),
        Text("PATH"),
        Path,
        nargs="?",
    ),
    Option(
        "--key",
        Text("the public key it must be signed with: the key file, or the second line of it"),
        Text("KEY"),
    ),
    Option(
        "--new-key",
        Text("make a new signing key: write it to this file, and its public half beside it"),
        FILE,
        Path,
    ),
)


def run(args: argparse.Namespace) -> int:
    """Compare all files with their list, and the list with its signature."""
    from ....base import checksums
    from ....base.minisign import NotVerified, verify_key

    if args.new_key:
        return _make_key(args.new_key)
    path = args.path or _own_folder(checksums.SUMS)
    if path is None:
        print(gettext("Name the folder or archive of a packed program."), file=sys.stderr)
        return 2
    try:
        key = verify_key(args.key) if args.key else None
    except (NotVerified, OSError) as fault:
        words = fault.words if isinstance(fault, NotVerified) else (fault.strerror or type(fault).__name__)
        print(gettext("--key {key}: {why}", key=args.key, why=words), file=sys.stderr)
        return 2
    bar = Progress(gettext("Verifying"))
    bar.show(0.0, path.name)
    try:
        found = checksums.compared(path)
    except checksums.NoList as fault:
        bar.clear()
        print(gettext("{path}: {why}", path=path, why=fault.words), file=sys.stderr)
        return 2
    bar.clear()
    faults = [
        *_named(Text("{name} was changed."), found.changed),
        *_named(Text("{name} is missing."), found.missing),
        *_named(Text("{name} was added: it is not in the list."), found.added),
    ]
    reports: list[str] = []
    if path.is_file():
        faults += _beside(path, key)
    faults += _signature(path, found, key, reports)
    if not faults:
        print(gettext("{count} file is unchanged.", "{count} files are unchanged.", count=found.count))
    for line in reports:
        print(line)
    for line in faults:
        print(line, file=sys.stderr)
    return 2 if faults else 0


def _signature(path: Path, found: Compared, key: VerifyKey | None, reports: list[str]) -> list[str]:
    """Faults of the signature; the signer is added to the reports."""
    from ....base import checksums
    from ....base.minisign import NotVerified, number_of, verify

    try:
        if found.signature is None:
            if key is not None:
                return [gettext("It is not signed: nobody vouches for {name}.", name=checksums.SUMS)]
            reports.append(gettext("It is not signed: this shows that it is complete, not who made it."))
        elif key is None:
            number = number_of(found.signature)
            reports.append(
                gettext(
                    "It names the key {number} as that of its signature. To verify that, name the key with --key.",
                    number=number,
                )
            )
        else:
            comment = verify(checksums.SUMS, found.sums, found.signature, key)
            reports.append(
                gettext("Signed with the key {number}: {comment}", number=key.name, comment=comment)
            )
    except NotVerified as fault:
        return [gettext("{path}: {why}", path=path, why=fault.words)]
    return []


def _beside(archive: Path, key: VerifyKey | None) -> list[str]:
    """Faults of the archive itself, according to the files beside it."""
    from ....base.checksums import sha256
    from ....base.minisign import SUFFIX, NotVerified, verify

    sums, signature = (archive.with_name(archive.name + suffix) for suffix in (".sha256", SUFFIX))
    try:
        if sums.is_file() and sums.read_text("ascii", "replace").split()[:1] != [sha256(archive)]:
            return [gettext("{archive} does not match {sums}.", archive=archive.name, sums=sums.name)]
        if key is not None and signature.is_file():
            verify(archive.name, archive, signature.read_bytes(), key)
    except NotVerified as fault:
        return [gettext("{path}: {why}", path=signature, why=fault.words)]
    except OSError as error:
        return [
            gettext(
                "{path} cannot be read: {error}", path=archive, error=error.strerror or type(error).__name__
            )
        ]
    return []


def _named(words: Text, names: tuple[str, ...]) -> list[str]:
    """A sentence for each of the first names, and one for the rest."""
    lines = [gettext(words, name=name) for name in names[:MOST_NAMED]]
    more = len(names) - MOST_NAMED
    return [*lines, gettext("… and {count} more.", count=more)] if more > 0 else lines


def _own_folder(name: str) -> Path | None:
    """The folder of this copy, if it is a bundle."""
    if bootstrap.kind() != "bundle":
        return None
    return next((folder for folder in bootstrap.ROOT.parents if (folder / name).is_file()), None)


def _make_key(file: Path) -> int:
    from ....base.minisign import make_key

    try:
        key = make_key(file)
    except OSError as error:
        return not_written(Path(error.filename or file), error)
    print(gettext("{file}: sign with this, and keep it secret.", file=file))
    print(
        gettext(
            "{file}: hand this out, so that others can verify. Its number is {number}.",
            file=f"{file}.pub",
            number=key.name,
        )
    )
    return 0


COMMAND = Command(13, Text("verify that a packed program is unchanged, and who signed it"), OPTIONS, run)
