"""The command `fleet`: many booths on one broker, a hub that collects their visits, and a wall that shows them all."""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from ...bootstrap import gettext
from ...core.folders import state_folder
from ...core.terminal import Table, show
from ...i18n import Text, Translatable
from .. import options
from ..command import Command, Needs
from ..parser import Parser

BOOTH = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
WALL_PORT, PACKS_PORT, BROKER_PORT = 8090, 8443, 8883
PLACE = "/mosquitto/config"
HEADS = (
    Text("Booth"),
    Text("State", context="of a booth"),
    Text("Heard"),
    Text("On screen"),
    Text("Visits"),
    Text("Rows waiting"),
)


def add_arguments(p: Parser) -> None:
    """Declare what can be typed after its name."""
    actions = p.add_subparsers(dest="action", metavar=gettext("ACTION"), required=True, parser_class=Parser)

    def action(name: str, about: Text) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=gettext(about), description=gettext(about))
        if name not in ("wall",):
            what = gettext("the folder of the fleet, with its keys (fleet)")
            made.add_argument(
                "--folder", type=Path, default=Path("fleet"), metavar=gettext("FOLDER"), help=what
            )
        return made

    made = action(
        "init", Text("write certificates, keys, users and rights, and the configuration of Mosquitto")
    )
    made.add_argument(
        "host",
        metavar=gettext("HOST"),
        help=gettext("the name or address under which booths reach the broker"),
    )
    made.add_argument(
        "booths",
        nargs="+",
        type=_booth,
        metavar=gettext("BOOTH"),
        help=gettext("names such as hall-3 or b07"),
    )
    made.add_argument("--port", type=int, default=BROKER_PORT, help=gettext("the port of the broker (8883)"))
    what = gettext("the folder in which Mosquitto will find the files (/mosquitto/config)")
    made.add_argument("--place", default=PLACE, metavar=gettext("FOLDER"), help=what)

    made = action("hub", Text("collect the visits of all booths, and serve the wall"))
    made.add_argument(
        "--db",
        type=Path,
        metavar=gettext("FILE"),
        help=gettext("the visit database (visits.sqlite in the folder)"),
    )
    made.add_argument(
        "--host", default="127.0.0.1", help=gettext("the address of the wall (this computer alone)")
    )
    made.add_argument("--port", type=int, default=WALL_PORT, help=gettext("the port of the wall (8090)"))
    options.scene(made)  # type: ignore[arg-type]
    what = gettext("the port at which booths fetch content (8443); 0: none")
    made.add_argument("--packs-port", type=int, default=PACKS_PORT, metavar="N", help=what)

    made = action("pack", Text("make a signed content pack of a scene"))
    options.scene(made)  # type: ignore[arg-type]

    made = action("install", Text("on a booth: take a pack from a stick"))
    made.add_argument(
        "booth", type=Path, metavar="BOOTH.json", help=gettext("the file that fleet init wrote for the booth")
    )
    made.add_argument("pack", type=Path, metavar="N.zip", help=gettext("the pack"))

    made = action("wall", Text("print how all booths are"))
    made.add_argument(
        "url", nargs="?", default=f"http://127.0.0.1:{WALL_PORT}", help=gettext("the address of the wall")
    )


def needs(args: argparse.Namespace) -> Needs:
    """The hub speaks MQTT and serves pages; keys and packs need cryptography."""
    return Needs(() if args.action == "wall" else ("fleet",))


def run(args: argparse.Namespace) -> int:
    """Do one of the actions."""
    try:
        return ACTIONS[args.action](args)
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


def _init(args: argparse.Namespace) -> int:
    from ...fleet.setup import init

    for path in init(args.folder, args.host, args.port, args.booths, args.place):
        print(path)
    return 0


def _hub(args: argparse.Namespace) -> int:
    import sqlite3

    from ...exhibits.asked import Refused
    from ...fleet.address import read_address
    from ...fleet.collected import Collected
    from ...fleet.hub import Hub
    from ...fleet.wall import Wall, serve
    from ...visit_log.schema import NewerDatabase

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
    hub = Hub(address.endpoint, collected)
    try:
        wall = Wall(hub, packs, url, _titles(args.scene))

        def ready() -> None:
            print(gettext("The wall: {url}", url=f"http://{args.host}:{args.port}/"), flush=True)

        asyncio.run(serve(hub, wall, args.host, args.port, args.packs_port, tls, ready))
    except KeyboardInterrupt:
        return 130
    finally:
        hub.close()
    return 0


def _titles(scene: Path) -> dict[str, Translatable]:
    """What zones are called; nothing for a scene that cannot be read: they have their ids then."""
    from ...park.load import read
    from ..scene import ASSETS

    park = read(scene, ASSETS).park
    return {id: zone.title for id, zone in park.zones.items()} if park is not None else {}


def _pack(args: argparse.Namespace) -> int:
    from ...fleet.packs import make
    from ...fleet.setup import signing_key
    from ..scene import load_park

    if load_park(args.scene) is None:  # a broken scene is no content
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
    from ...exhibits.asked import Refused
    from ...fleet.address import read_address
    from ...fleet.packs import PackRefused, Shelf, key_of

    folder = state_folder() / "fleet"
    try:
        address = read_address(str(args.booth), folder)
        with args.pack.open("rb") as file:
            version = Shelf(folder / "packs", key_of(address.key)).install(file)
    except Refused as fault:
        print(gettext(fault.words), file=sys.stderr)
        return 2
    except PackRefused as refused:
        print(
            gettext(Text("{path}: {what}. Nothing was changed.", path=args.pack, what=refused.words)),
            file=sys.stderr,
        )
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


ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "init": _init, "hub": _hub, "pack": _pack, "install": _install, "wall": _wall,
}  # fmt: skip

COMMAND = Command(
    17,
    Text("many booths on one broker: collect visits, show how all are, send content"),
    add_arguments,
    run,
    needs,
)
