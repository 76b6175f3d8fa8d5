"""The command `live`: a real line feeds exhibits; includes a simulated line to try it with."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from ....base.refused import Refused
from ....i18n import Text
from ...command import Command, Needs
from ...line_source import SOURCES, is_remote, open_source
from ...line_tools import TOOLS, access_of, exhibit_of, free_name, map_of, note, note_saved, own_exhibits
from ...options import ACCESS, FOLDER, MAP, OWN_SCENE
from ...parser import Action, OneOf, Option
from ...scene import load_park

if TYPE_CHECKING:
    from ....exhibits.tags import Row

KINDS = ("line", "factory")
"""Exhibits with their own conditions; all others can be fed with readings and dials."""
PORT = 4840


def needs(args: argparse.Namespace) -> Needs:
    """Whether it connects to an OPC UA server or a broker."""
    return Needs(
        network=args.action in ("serve", "access", "bridge", "browse", "trust")
        or (args.action == "record" and is_remote(args.source))
    )


def run(args: argparse.Namespace) -> int:
    """Run one of the actions until it is interrupted."""
    try:
        return int(args.run(args))
    except Refused as fault:
        note(fault.words)
        return 2


def _bridge(args: argparse.Namespace) -> int:
    from ....exhibits.kinds import KINDS as ALL
    from ....exhibits.tags import fed_with
    from ....net.live.bridge import bridge
    from ....net.live.rows import Writer
    from ....net.live.tag_map import own_map

    own = own_exhibits(args)
    if own is None:
        return 2
    usual = (*(ALL[kind] for kind in KINDS), *own)
    tags = map_of(args.map, fed_with(own)) if args.map is not None else own_map(*usual)
    if tags is None:
        return 2
    access = access_of(args.access)
    _end_with_input()
    with ExitStack() as stack:
        say: Callable[[Row], object]
        if not args.to:
            say = Writer(sys.stdout)
        else:
            from ....net.live.broker import ToBroker

            say = broker = ToBroker(args.to, [mapped.tag for mapped in tags.tags])
            stack.callback(broker.close)
        try:
            return _run(bridge(say, note, tags, opcua=args.opcua or "", mqtt=args.mqtt or "", access=access))
        except ValueError:
            note(Text("{url}: write mqtt://HOST:PORT", url=args.mqtt))
            return 2


def _access(args: argparse.Namespace) -> int:
    from ....net.live.access import make

    try:
        for path in asyncio.run(make(args.folder, args.user)):
            print(path)
    except OSError as fault:
        note(Text("{path}: {why}", path=args.folder, why=fault.strerror or str(fault)))
        return 2
    return 0


def _serve(args: argparse.Namespace) -> int:
    from ....net.live.serve import Line, serve

    exhibit = exhibit_of(args)
    if exhibit is None:
        return 2
    access = access_of(args.access)
    line = Line.of(exhibit().having(seed=args.seed))
    typed: SimpleQueue[str] = SimpleQueue()
    Thread(target=lambda: deque(map(typed.put, sys.stdin), maxlen=0), daemon=True).start()

    def wishes() -> list[tuple[str, float]]:
        found: list[tuple[str, float]] = []
        while True:
            try:
                words = typed.get_nowait().replace("=", " ").split()
            except Empty:
                return found
            try:
                name, value = words
                found.append((name.removeprefix(f"{args.kind}."), float(value)))
            except ValueError:
                note(Text("Type a tag and a value, such as {example}.", example="sensor_3 0"))

    try:
        return _run(serve(line, f"opc.tcp://{args.host}:{args.port}/line", note, wishes, access=access))
    except OSError as fault:
        note(Text("{where}: {why}", where=f"{args.host}:{args.port}", why=fault.strerror or str(fault)))
        return 2


def _record(args: argparse.Namespace) -> int:
    from ....net.live.rows import Writer

    park = load_park(args.scene) if args.scene is not None else None
    if args.scene is not None and park is None:
        return 2
    source = open_source(args.source, args.map, args.access, park, args.scene)
    if source is None:
        return 2
    end_s = time.monotonic() + args.seconds if args.seconds else float("inf")
    path, written = free_name(args.file), 0
    try:
        with path.open("x", encoding="utf-8") as out, _ends_by_signal():
            note(Text("Recording into {path}. Ctrl+C ends it.", path=path))
            write, kept_s = Writer(out), 0.0
            try:
                while (now_s := time.monotonic()) < end_s:
                    for row in source.news():
                        write(row)
                    if now_s - kept_s >= 1.0:  # a power cut loses one second
                        kept_s = now_s
                        os.fsync(out.fileno())
                    time.sleep(0.05)
            except KeyboardInterrupt:
                pass
            written = write.count
    except OSError as fault:
        note(Text("{path}: {why}", path=path, why=fault.strerror or str(fault)))
        return 2
    finally:
        source.close()
    note_saved(path, written)
    return 0


@contextmanager
def _ends_by_signal() -> Iterator[None]:
    """Context in which SIGTERM acts like Ctrl+C."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _template(args: argparse.Namespace) -> int:
    from ....net.live.tag_map import template

    exhibit = exhibit_of(args)
    if exhibit is None:
        return 2
    print(template(exhibit), end="")
    return 0


def _run(work: Coroutine[Any, Any, None]) -> int:
    try:
        with _ends_by_signal():
            asyncio.run(work)
    except KeyboardInterrupt:
        return 130
    return 0


def _end_with_input() -> None:
    """End when the parent process closes the input; a terminal, or no input at all, never ends it."""
    from ....net.live.sources import BESIDE

    if sys.stdin is None or sys.stdin.isatty() or os.environ.get(BESIDE) is None:
        return

    def listen() -> None:
        while sys.stdin.readline():
            pass
        os._exit(0)

    Thread(target=listen, daemon=True).start()


KIND = (
    Option(
        "kind",
        Text("the exhibit: {kinds}, another kind, or a zone of --scene", kinds=", ".join(KINDS)),
        Text("KIND"),
        nargs="?",
        default=KINDS[0],
    ),
    OWN_SCENE,
)

ACTIONS = (
    Action(
        "bridge",
        Text("read a line and pass its values on: to a broker, or as rows to the standard output"),
        _bridge,
        (
            OneOf(
                Option("--opcua", Text("an OPC UA server"), "opc.tcp://HOST:PORT"),
                Option("--mqtt", Text("the MQTT broker of a plant"), "mqtt://HOST"),
                required=True,
            ),
            MAP,
            ACCESS,
            OWN_SCENE,
            Option(
                "--to", Text("the broker and the line's name there (the standard output)"), "mqtt://HOST/LINE"
            ),
        ),
    ),
    Action(
        "serve",
        Text("run an exhibit as a line: an OPC UA server with tags that can be read and written"),
        _serve,
        (
            *KIND,
            Option("--host", Text("the address to listen on (this computer alone)"), default="127.0.0.1"),
            Option("--port", Text("the port (4840)"), type=int, default=PORT),
            Option(
                "--access",
                Text("admit only clients with the credentials in this file; see live access"),
                "access.json",
                Path,
            ),
            Option("--seed", Text("the seed of the run"), type=int, default=7),
        ),
    ),
    Action(
        "record",
        Text("write the values of a line to a file that can be played again"),
        _record,
        (
            Option("source", SOURCES, Text("SOURCE")),
            Option("file", Text("the file to be made"), Text("FILE.csv"), Path),
            MAP,
            ACCESS,
            OWN_SCENE,
            Option("--seconds", Text("stop after this many seconds"), "N", float),
        ),
    ),
    Action(
        "access",
        Text("make keys and certificates for an OPC UA server that does not let everybody in"),
        _access,
        (
            Option(
                "folder",
                Text("the folder to be made (access)"),
                FOLDER,
                Path,
                nargs="?",
                default=Path("access"),
            ),
            Option("--user", Text("the user name (park)"), Text("NAME"), default="park"),
        ),
    ),
    Action("map", Text("print a map of tags to begin with"), _template, (*KIND,)),
    *TOOLS,
)

COMMAND = Command(
    16, Text("feed exhibits from a real line: OPC UA, MQTT, recordings"), (), run, needs, ACTIONS
)
