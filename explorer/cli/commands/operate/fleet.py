"""The command `fleet`: many booths on one broker, a hub that collects their visits, and a wall that shows them all."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import ssl
import sys
from collections.abc import Callable, Collection, Iterator, Set
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from ....base import bootstrap
from ....base.bootstrap import gettext
from ....base.folders import state_folder
from ....base.refused import Refused
from ....base.terminal import Table, show
from ....i18n import Text, Translatable
from ... import options
from ...command import Command, Needs
from ...options import FILE, FOLDER
from ...parser import Action, Option

BOOTH = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
HOST = re.compile(r"[A-Za-z0-9:.-]{1,253}")
CONFIGURATION = "mosquitto.conf"
LOST = Text("No file here, so not looked at: {names}. Take such a booth out and add it again for a new file.")
COPY = Text("Copy to {place} at the broker, for the user mosquitto alone: {files}")
RELOAD, RESTART = "systemctl reload mosquitto (or kill -HUP)", "systemctl restart mosquitto"
WALL_PORT, PACKS_PORT = 8090, 8443
HEADS = (
    Text("Booth"),
    Text("State", context="of a booth"),
    Text("Heard"),
    Text("On screen"),
    Text("Visits"),
    Text("Rows waiting"),
)


def needs(args: argparse.Namespace) -> Needs:
    """All actions but the wall, which is a web page, use the broker or make keys."""
    return Needs(network=args.action != "wall")


def run(args: argparse.Namespace) -> int:
    """Run one of the actions."""
    try:
        return int(args.run(args))
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        print(f"{where}{fault.strerror or fault}", file=sys.stderr)
        return 2


def _booth(text: str) -> str:
    if not BOOTH.fullmatch(text) or text == "hub":
        raise argparse.ArgumentTypeError(
            gettext("{text!r}: a booth's name is small letters, digits and hyphens, and not hub", text=text)
        )
    return text


def _hosts(text: str) -> list[str]:
    hosts = text.split(",")
    if not all(HOST.fullmatch(host) for host in hosts):
        raise argparse.ArgumentTypeError(
            gettext(
                "{text!r}: write names or addresses with commas between: hub.example.org,192.168.1.5",
                text=text,
            )
        )
    return hosts


def _init(args: argparse.Namespace) -> int:
    from ....net.fleet.setup import HUB, booth_file, init

    folder: Path = args.folder
    try:
        done = init(folder, args.hosts, args.booths, args.port, args.place)
    except ValueError as fault:  # a key or a certificate edited by hand
        print(f"{folder}: {fault}", file=sys.stderr)
        return 2
    print(gettext("Written: {files}", files=", ".join(sorted(path.name for path in done.files)) or "-"))
    old = [booth_file(folder, name).name for name in done.readdressed if name != HUB]
    if old:
        print(gettext("Old at their booths, carry them there again: {files}", files=", ".join(old)))
    if done.has_new_authority:
        print(gettext("The fleet has a new authority: every booth needs its file again."))
    if done.lost:
        print(gettext(LOST.having(names=", ".join(done.lost))))
    for number, step in enumerate(_next_steps(folder, {path.name for path in done.files}), 1):
        print(f"{number}. {gettext(step)}")
    return 0


def _next_steps(folder: Path, written: Set[str]) -> Iterator[Text]:
    """The next steps after these files of a fleet were written."""
    from ....net.fleet.setup import BROKER_FILES, PASSWORDS, give_to_mosquitto, place_of

    place = place_of(folder)
    for_broker = written & {*BROKER_FILES, CONFIGURATION}
    if place is not None and for_broker:
        files = ", ".join(sorted(for_broker - {CONFIGURATION}))
        yield COPY.having(files=files, place=place)
    elif place is None and not give_to_mosquitto(folder):
        hidden = Text("Mosquitto becomes the user mosquitto, who cannot read {folder}: see the README.")
        yield hidden.having(folder=folder.absolute())
    if CONFIGURATION in written:
        begin = Text("Start the broker: {command}")
        yield begin.having(command=f"mosquitto -c {folder / CONFIGURATION}")
    elif for_broker:
        again = Text("Have the broker read its files again: {command}")
        yield again.having(command=RELOAD if for_broker == {PASSWORDS} else RESTART)
    if written & {"hub.json", "server.pem"}:
        where = ("--folder", str(folder)) if str(folder) != "fleet" else ()
        hub = Text("Start the hub, which serves the wall: {command}")
        yield hub.having(command=bootstrap.start_line("fleet", "hub", *where))
    booths = sorted(name for name in written if name.startswith("booth-"))
    if booths:
        start = bootstrap.start_line("run", "--mode", "kiosk", "--supervised", "--fleet", booths[0])
        carry = Text(
            "Carry each booth-NAME.json, which holds a password, to its booth, and start there: {command}"
        )
        yield carry.having(command=start)
    if "ca.key" in written:
        yield Text("Keep ca.key and packs.key in a safe place: who has them leads the fleet.")


def _remove(args: argparse.Namespace) -> int:
    from ....net.fleet.setup import PASSWORDS, place_of, remove

    unknown = remove(args.folder, args.booths)
    gone = [name for name in args.booths if name not in unknown]
    if gone:
        removed = Text(
            "Taken out: {names}. The wall forgets them; what they collected stays. Shut them out now: {command}"
        )
        print(gettext(removed.having(names=", ".join(gone), command=RELOAD)))
        if (place := place_of(args.folder)) is not None:
            print(gettext(COPY.having(files=PASSWORDS, place=place)))
    if unknown:
        print(gettext("Not in this fleet: {names}", names=", ".join(unknown)), file=sys.stderr)
    return 2 if unknown else 0


def _hub(args: argparse.Namespace) -> int:
    import sqlite3

    from ....net.fleet.address import read_address
    from ....net.fleet.collected import Collected
    from ....net.fleet.hub import Hub
    from ....net.fleet.wall import Wall, serve
    from ....visit.log.schema import NewerDatabase

    folder: Path = args.folder
    try:
        address = read_address(str(folder / "hub.json"), folder)
        collected = Collected(args.db or folder / "visits.sqlite")
    except Refused as fault:
        print(gettext(fault.words), file=sys.stderr)
        return 2
    except (sqlite3.Error, NewerDatabase) as fault:
        print(f"{args.db or folder / 'visits.sqlite'}: {fault}", file=sys.stderr)
        return 2
    tls = None
    if args.packs_port:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(folder / "server.pem", folder / "server.key")
    packs = folder / "packs"
    url = f"https://{address.endpoint.host}:{args.packs_port}/packs"
    hub = Hub(address.endpoint, collected, _members(folder))
    try:
        certificates = [folder / "server.pem", folder / "ca.pem"]
        wall = Wall(hub, packs, url, _titles(args.scene), certificates)

        def ready() -> None:
            print(gettext("The wall: {url}", url=f"http://{args.host}:{args.port}/"), flush=True)

        asyncio.run(serve(hub, wall, args.host, args.port, args.packs_port, tls, ready))
    except KeyboardInterrupt:
        return 130
    finally:
        hub.close()
    return 0


def _members(folder: Path) -> Callable[[], Collection[str]] | None:
    """Returns the present booths of the fleet; None if its passwords are kept elsewhere."""
    from ....net.fleet.setup import PASSWORDS, users

    if not (folder / PASSWORDS).exists():
        return None
    known: tuple[str, ...] = ()

    def members() -> Collection[str]:
        nonlocal known
        with suppress(OSError):  # an unreadable file removes no booth
            known = users(folder)
        return known

    return members


def _titles(scene: Path) -> dict[str, Translatable]:
    """The titles of zones; empty for a scene that cannot be read, so that ids are shown."""
    from ....park.load import read
    from ...scene import ASSETS

    park = read(scene, ASSETS).park
    return {id: zone.title for id, zone in park.zones.items()} if park is not None else {}


def _pack(args: argparse.Namespace) -> int:
    from ....net.fleet.packs import make
    from ....net.fleet.setup import signing_key
    from ...scene import load_park

    if load_park(args.scene) is None:  # a broken scene must not be published
        return 2
    folder = args.folder / "packs"
    folder.mkdir(parents=True, exist_ok=True)
    versions = [int(path.stem) for path in folder.glob("*.zip") if path.stem.isdigit()]
    out = folder / f"{max(versions, default=0) + 1}.zip"
    try:
        key = signing_key(args.folder)
    except ValueError as fault:
        print(f"{args.folder / 'packs.key'}: {fault}", file=sys.stderr)
        return 2
    count = make(args.scene, out, int(out.stem), key)
    print(gettext("{path}: {count} file", "{path}: {count} files", path=out, count=count))
    return 0


def _install(args: argparse.Namespace) -> int:
    from ....net.fleet.address import read_address
    from ....net.fleet.packs import PackRefused, Shelf, key_of

    folder = state_folder() / "fleet"
    try:
        address = read_address(str(args.booth), folder)
        with args.pack.open("rb") as file:
            version = Shelf(folder / "packs", key_of(address.key)).install(file)
    except PackRefused as refused:
        print(
            gettext(Text("{path}: {what}. Nothing was changed.", path=args.pack, what=refused.words)),
            file=sys.stderr,
        )
        return 2
    except Refused as fault:
        print(gettext(fault.words), file=sys.stderr)
        return 2
    print(gettext("Version {version} is shown from the next start on.", version=version))
    return 0


def _wall(args: argparse.Namespace) -> int:
    with urlopen(f"{args.url.rstrip('/')}/state.json", timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
    lines = [[gettext(head) for head in HEADS]]
    for booth in found["booths"]:
        heard = "-" if booth["heard_s"] is None else f"{booth['heard_s']:.0f} s"
        cells = (booth["state"], heard, booth["zone"] or booth["mode"], booth["visits"], booth["waiting"])
        lines.append([booth["booth"], *map(str, cells)])
    show([Table(lines)])
    return 0


KEYS = Option(
    "--folder", Text("the folder of the fleet, with its keys (fleet)"), FOLDER, Path, default=Path("fleet")
)
BOOTHS = Option("booths", Text("names such as hall-3 or b07"), Text("BOOTH"), _booth, nargs="*")
ACTIONS = (
    Action(
        "init",
        Text("begin a fleet, add booths, take another address, renew certificates; prints what to do next"),
        _init,
        (
            KEYS,
            Option(
                "hosts",
                Text("names and addresses under which booths reach the broker, the usual one first"),
                Text("HOST[,HOST]"),
                _hosts,
            ),
            BOOTHS,
            Option("--port", Text("the port of the broker (8883)"), "N", int),
            Option(
                "--place",
                Text("where Mosquitto will find the files, if it is not the folder of the fleet"),
                FOLDER,
                default="",
            ),
        ),
    ),
    Action(
        "remove",
        Text("take booths out of the fleet: gone ones, and those whose file was stolen"),
        _remove,
        (
            KEYS,
            BOOTHS._replace(nargs="+"),
        ),
    ),
    Action(
        "hub",
        Text("collect the visits of all booths, and serve the wall"),
        _hub,
        (
            KEYS,
            Option("--db", Text("the visit database (visits.sqlite in the folder)"), FILE, Path),
            Option("--host", Text("the address of the wall (this computer alone)"), default="127.0.0.1"),
            Option("--port", Text("the port of the wall (8090)"), type=int, default=WALL_PORT),
            options.SCENE_FOLDER,
            Option(
                "--packs-port",
                Text("the port at which booths fetch content (8443); 0: none"),
                "N",
                int,
                default=PACKS_PORT,
            ),
        ),
    ),
    Action(
        "pack",
        Text("make a signed content pack of a scene"),
        _pack,
        (
            KEYS,
            options.SCENE_FOLDER,
        ),
    ),
    Action(
        "install",
        Text("on a booth: take a pack from a stick"),
        _install,
        (
            KEYS,
            Option("booth", Text("the file that fleet init wrote for the booth"), "BOOTH.json", Path),
            Option("pack", Text("the pack"), "N.zip", Path),
        ),
    ),
    Action(
        "wall",
        Text("print how all booths are"),
        _wall,
        (Option("url", Text("the address of the wall"), nargs="?", default=f"http://127.0.0.1:{WALL_PORT}"),),
    ),
)

COMMAND = Command(
    17,
    Text("many booths on one broker: collect visits, show how all are, send content"),
    (),
    run,
    needs,
    ACTIONS,
)
