"""Tools for a real line: browse it, trust its server, take a historian's export; and code shared with `live`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.bootstrap import gettext
from ..base.refused import Refused
from ..i18n import Text
from .options import ACCESS, MAP, OWN_SCENE
from .parser import Action, Option
from .scene import load_park

if TYPE_CHECKING:
    from ..exhibits.exhibit import Exhibit
    from ..exhibits.tags import Fed
    from ..net.live.access import Access
    from ..net.live.tag_map import TagMap

LINES = Text("opc.tcp://HOST:PORT (an OPC UA server) or mqtt://HOST (the broker of a plant)")
BROWSED = (Text("Value of the line"), Text("In a map"), Text("Type"), Text("Now"))


def own_exhibits(args: argparse.Namespace) -> tuple[type[Exhibit[Any]], ...] | None:
    """The exhibits defined by the scene; None after reporting that it cannot be opened."""
    if args.scene is None:
        return ()
    park = load_park(args.scene)
    return None if park is None else park.made_exhibits


def exhibit_of(args: argparse.Namespace) -> type[Exhibit[Any]] | None:
    """The requested exhibit; None after reporting that it does not exist."""
    from ..base.names import nearest
    from ..exhibits.tags import fed_with

    own = own_exhibits(args)
    if own is None:
        return None
    fed = fed_with(own)
    if args.kind not in fed:
        near = nearest(args.kind, fed) or "-"
        note(Text("There is no exhibit {kind!r}. Nearest: {near}", kind=args.kind, near=near))
        return None
    return fed[args.kind]


def note(words: Text) -> None:
    """Print for the user at the terminal; standard output is for rows."""
    print(gettext(words), file=sys.stderr, flush=True)


def map_of(path: Path, fed: Fed) -> TagMap | None:
    from ..net.live.tag_map import MapRefused, read_map

    try:
        return read_map(path, fed)
    except MapRefused as refused:
        for fault in refused.faults:
            print(fault.as_text(), file=sys.stderr)
        return None


def access_of(path: Path | None) -> Access | None:
    """The content of the access file, if one is named. Raises Refused if it is invalid."""
    from ..net.live.access import read_access

    return None if path is None else read_access(path)


def note_saved(path: Path, count: int) -> None:
    saved = Text(
        "{path}: {count} row. Play it with {start}.", "{path}: {count} rows. Play them with {start}.",
        path=path, count=count, start=f"run --live {path}",
    )  # fmt: skip
    note(saved)


def free_name(path: Path) -> Path:
    """This path, or the first numbered variant without a file: a recording is not made again."""
    numbers = count(2)
    found = path
    while found.exists():
        found = path.with_stem(f"{path.stem}-{next(numbers)}")
    return found


def browse(args: argparse.Namespace) -> int:
    from ..base.terminal import Table, show
    from ..net.live.browse import browse_mqtt, suggested_map

    exhibit = exhibit_of(args)
    if exhibit is None:
        return 2
    access = access_of(args.access)
    try:
        if args.url.startswith("opc.tcp://"):
            from ..net.live.opcua_browse import browse_opcua

            work = browse_opcua(args.url, note, access, args.under)
        else:
            work = browse_mqtt(args.url, args.seconds, args.under or "#")
        found = asyncio.run(work)
        chosen = dict(one.split("=", 1) for one in args.chosen)
        text = suggested_map(found, exhibit, chosen)
    except Refused:
        raise
    except KeyboardInterrupt:
        return 130
    except Exception as fault:  # a foreign server may cause any error
        note(Text("{path}: {why}", path=args.url, why=str(fault) or type(fault).__name__))
        return 2
    if args.output is None:
        show(
            [
                Table(
                    [
                        [gettext(head) for head in BROWSED],
                        *([one.path, one.where, one.type, one.value] for one in found),
                    ]
                )
            ]
        )
        return 0
    path = free_name(args.output)
    try:
        path.write_text(text, "utf-8")
    except OSError as fault:
        note(Text("{path}: {why}", path=path, why=fault.strerror or str(fault)))
        return 2
    mapped = sum(line.startswith("  ") and not line.startswith("  #") for line in text.splitlines())
    note(
        Text(
            "{path}: {count} values, {mapped} of them as tags; the others stand there as remarks to choose from.",
            path=path, count=len(found), mapped=mapped,
        )
    )  # fmt: skip
    return 0


def trust(args: argparse.Namespace) -> int:
    from asyncua.client.client import Client

    from ..net.live.access import fingerprint, keep, offer_of, read_access

    access = read_access(args.access)
    try:
        offer = asyncio.run(offer_of(Client(args.url)))
        path = access.kept_at(args.url)
        keep(path, offer.certificate)
    except Refused:
        raise
    except Exception as fault:  # a foreign server may cause any error
        note(Text("{path}: {why}", path=args.url, why=str(fault) or type(fault).__name__))
        return 2
    trusted = Text(
        "Trusted from now on: {path}, valid until {date}. Compare the fingerprint with its owner's: {shown}",
        path=path, date=offer.certificate.not_valid_after_utc.date(), shown=fingerprint(offer.certificate),
    )  # fmt: skip
    print(gettext(trusted))
    return 0


def import_export(args: argparse.Namespace) -> int:
    from ..exhibits.tags import fed_with
    from ..net.live.historian import read_export
    from ..net.live.messages import zone_of
    from ..net.live.rows import Writer

    own = own_exhibits(args)
    if own is None:
        return 2
    if args.map is None:
        note(Text("Say with --map which column is which tag: `live map` prints a map to begin with."))
        return 2
    tags = map_of(args.map, fed_with(own))
    if tags is None:
        return 2
    path = free_name(args.file)
    try:
        zone = zone_of(args.zone) if args.zone else None
        rows = read_export(args.export, tags, zone, args.time)
        with path.open("x", encoding="utf-8") as out:
            write = Writer(out)
            for row in rows:
                write(row)
    except OSError as fault:
        note(Text("{path}: {why}", path=path, why=fault.strerror or str(fault)))
        return 2
    note(Text("Times that name no zone were read as {zone}.", zone=zone or tags.zone))
    note_saved(path, len(rows))
    return 0


TOOLS = (
    Action(
        "browse",
        Text("list what a line has, with type and value, and write a map of it"),
        browse,
        (
            Option("url", LINES, Text("SOURCE")),
            Option(
                "chosen",
                Text(
                    "what is which tag: line.wip=Line1/WIP (words of its path or address); else what is called so"
                ),
                Text("TAG=WORDS"),
                nargs="*",
            ),
            Option("-o, --output", Text("the map to be written"), "tags.yaml", Path),
            Option("--kind", Text("the exhibit whose tags it is for (line)"), Text("KIND"), default="line"),
            Option(
                "--under",
                Text("list only what is below this node, or what is said on topics of this filter"),
                Text("NODE"),
                default="",
            ),
            Option("--seconds", Text("listen to a broker for so long (5)"), "N", float, default=5.0),
            ACCESS,
            OWN_SCENE,
        ),
    ),
    Action(
        "trust",
        Text("trust the certificate that an OPC UA server shows now"),
        trust,
        (
            Option("url", Text("an OPC UA server"), "opc.tcp://HOST:PORT"),
            Option(
                "--access",
                Text("the file beside which it is kept (access/access.json)"),
                "access.json",
                Path,
                default=Path("access") / "access.json",
            ),
        ),
    ),
    Action(
        "import",
        Text("make a recording of what a historian has exported as CSV"),
        import_export,
        (
            Option("export", Text("the export"), Text("EXPORT.csv"), Path),
            Option("file", Text("the file to be made"), Text("FILE.csv"), Path),
            MAP,
            Option(
                "--zone",
                Text("of times that name no zone: Europe/Berlin or +02:00 (as the map says, otherwise UTC)"),
                Text("ZONE"),
            ),
            Option(
                "--time",
                Text("how times are written, if they are read wrong: %%m/%%d/%%Y %%H:%%M:%%S"),
                Text("FORMAT"),
                default="",
            ),
            OWN_SCENE,
        ),
    ),
)
