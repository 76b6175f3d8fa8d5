"""The command `run`: the park in a window."""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ....base import bootstrap
from ....base.bootstrap import gettext
from ....base.folders import cache_folder, state_folder, visit_database
from ....base.names import PIN
from ....base.refused import Refused
from ....base.supervisor import watchdog_pipe
from ....base.terminal import Progress
from ....i18n import Text
from ... import fleet_booth, line_source, options, room
from ...argument_types import pin
from ...command import Command, Needs, Show
from ...dispatch import parsed
from ...drawing import open_stage, print_warnings, settings_of
from ...files import can_write, is_writable, may_log, not_written
from ...scene import ASSETS, fits, load_park

if TYPE_CHECKING:
    from ....net.fleet.booth import FleetBooth
    from ....shell.app.settings_store import SettingsStore
    from ....visit import Mode


LEAVES_S = 8.0
"""Time that a booth may take to leave the screen."""
PICTURES = "park-pictures"
"""Folder for images on machines without a screen."""
NO_WAY_OUT = Text("No --pin and no {PIN}: staff cannot leave from the screen; SIGTERM ends it.")
NO_WAY_OUT_ON_WINDOWS = Text(
    "No --pin and no {PIN}: staff cannot leave from the screen; the Task Manager ends it."
)
NOT_HERE = Text(
    "--edit and --watch are for a plain window: leave out --mode, --supervised, --fleet, --lan, --follow and --live."
)


def run(args: argparse.Namespace) -> int | Show:
    """Open the park, or keep a process that does so on the screen."""
    if (args.edits or args.watches) and not is_plain(args):
        print(gettext(NOT_HERE), file=sys.stderr)
        return 2
    if is_supervisor(args):
        return supervise(args)
    gc.disable()  # no garbage collection until the first frame; `app.settle` turns it on again
    answered = watchdog_pipe.answered()  # immediately: from here on this process ends with its supervisor
    if answered is None and not may_log(args.log):
        return 2  # checked by the supervisor before: later changes of the folder end no show
    if not bootstrap.has_screen():
        return draw_without_screen(args)
    if args.mode == "kiosk" and answered is None and not take_screen():
        return 2
    joined, no_room = None, ""
    if args.lan is not None and (checkpoint := checkpoint_of(args)) is not None:
        room.keep_codes(checkpoint)
        room.write_codes(checkpoint)
    try:
        joined = room.room_of(args)
    except room.NoRoom as fault:
        if answered is None:
            print(gettext(fault.words), file=sys.stderr)
            return 2
        # reported by its supervisor; a pulled cable ends no show
        no_room, args.lan = str(fault), None
    # before Qt, which reads the source of every module imported after it
    from .... import stage, visit  # noqa: F401
    from ....park.last_good import opened  # isort: skip
    from ....shell.app import startup
    from ....shell.app.connections import Openers
    from ....shell.app.settings_store import SettingsStore

    if answered is not None:
        answered.progress()  # on a slow disk, loading the program takes half a minute
    if args.follow == "" and not SettingsStore().followed():
        message = gettext("No screen was followed here yet: write run --follow and the code on its screen.")
        print(message, file=sys.stderr)
        return 2
    database = visit_database_of(args)
    may_connect = not (args.edits or args.watches)
    try:
        fleet = _fleet_of(args, database, SettingsStore() if may_connect and args.follow is None else None)
    except Refused as fault:
        print(gettext(fault.words), file=sys.stderr)
        return 2
    shelf = state_folder() / "scenes" if answered else None
    scene = fleet_booth.open_scene(
        fleet, args.scene, partial(opened, assets=ASSETS, shelf=shelf, light_later=args.mode != "kiosk")
    )
    reading = scene.reading
    if answered is not None:
        answered.progress()
    if reading.park is not None and not fits(reading.park, args, supervised=answered is not None):
        return 2
    live = None
    if (
        args.live is not None
        and (live := line_source.open_source(args.live, args.map, args.access, reading.park, scene.folder))
        is None
    ):
        return 2
    openers = Openers(
        room.open_room,
        lambda source, tags, access: line_source.find_source(
            source, Path(tags) if tags else None, Path(access) if access else None, reading.park, scene.folder
        ),
        lambda where: fleet_booth.join(where, database),
    )
    typed = vars(args)
    as_typed = startup.Options(**{name: typed[name] for name in options.AS_TYPED})
    shown = replace(
        as_typed,
        mode=mode_of(args),
        room=joined,
        no_room=no_room,
        sounds=ASSETS / "sound",
        pin=pin_of(args),
        line=answered,
        ledger=database,
        checkpoint=checkpoint_of(args),
        live=live,
        fleet=fleet,
        openers=openers if may_connect else None,
        scene=scene,
        examine=(sys.executable, "-m", "explorer", "check", str(args.scene), "--json"),
        began_s=time.perf_counter() - time.process_time(),  # approximate start of the process
    )
    return Show(scene, shown, args.quality, args.frames, args.without)


def _fleet_of(
    args: argparse.Namespace, database: Path | None, kept: SettingsStore | None
) -> FleetBooth | None:
    """The fleet that was named, else the one joined in the window. Raises Refused if the named one is invalid.

    Parameters
    ----------
    kept : settings with the fleet joined in the window; None: ignored here.
    """
    if args.fleet is not None:
        return fleet_booth.join(args.fleet, database)
    words = kept.connection("fleet") if kept is not None and kept.is_connected("fleet", 0) else ()
    with suppress(Refused):  # the window tries again and reports the fault
        return fleet_booth.join(words[0], database) if words else None
    return None


def is_plain(args: argparse.Namespace) -> bool:
    """Whether the park is shown to one person in a window: only there scenes are edited or watched."""
    others = (args.supervised, args.fleet, args.follow, args.lan is not None, args.live)
    return args.mode == "explore" and not any(others)


def is_supervisor(args: argparse.Namespace) -> bool:
    """Whether this process supervises another one, which has the screen."""
    return args.supervised and not watchdog_pipe.called()


def needs(args: argparse.Namespace) -> Needs:
    """A supervisor shows nothing and needs little."""
    supervises = is_supervisor(args)
    network = bool(args.fleet) or line_source.is_remote(args.live)
    return Needs(libraries=not supervises, network=network)


def draw_without_screen(args: argparse.Namespace) -> int:
    """Write an image of the whole park and of each zone, and a contact sheet."""
    from ....publish.film import film
    from ....visit import Visit

    park = load_park(args.scene)
    if park is None or not fits(park, args):
        return 2
    folder = Path.cwd() / PICTURES
    if not is_writable(folder):
        folder = cache_folder() / PICTURES  # the program's folder belongs to another user
        if not can_write(folder, folder=True):
            return 2
    print(gettext("No screen was found. Images of the park are saved in {folder} instead.", folder=folder))
    stage = open_stage(park, args.size or (1280, 720), args.quality, args.without)
    if stage is None:
        return 2
    bar = Progress(gettext("Drawing"))
    try:
        sheet = film.contact_sheet(
            stage, Visit.begin(park, settings=settings_of(args, park)), folder, bar.show
        )
        print_warnings(stage.warnings)
    except OSError as error:
        return not_written(folder, error)
    finally:
        stage.close()
    bar.done(str(sheet))
    print(sheet)
    return 0


def supervise(args: argparse.Namespace) -> int:
    """Stay small, and keep a process with the same arguments on the screen, which shows the park.

    The arguments are checked against the scene first, in a separate process, since a mistake would fail at every start.
    """
    if not may_log(args.log) or (args.mode == "kiosk" and not take_screen()):
        return 2
    import subprocess

    from ....base.supervisor.supervisor import Supervisor

    words: Sequence[str] = args.words
    if args.pin is not None:
        os.environ[PIN] = args.pin  # any user of the machine can read a process's arguments
        words = without_pin(words)
    room.keep_codes(_checkpoint(args))  # phones stay connected when the show is restarted
    if args.lan is not None:
        try:
            room.wait_for_network(args)
        except room.NoRoom as fault:
            print(gettext(fault.words), file=sys.stderr)
            # in a talk or a lesson staff are present and can fix it
            if args.mode != "kiosk" or not isinstance(fault, room.NoNetwork):
                return 2
            without = gettext("The show goes on without phones. Start it again when there is a network.")
            print(without, file=sys.stderr)
    script = "import sys; from explorer.cli.commands.show.run import check_fits; sys.exit(not check_fits(sys.argv[1:]))"
    command = [sys.executable, "-c", script, *words]
    if subprocess.run(
        command, check=False, start_new_session=True
    ).returncode:  # Ctrl+C reaches only this process
        return 2
    return Supervisor([sys.executable, "-m", "explorer", *words], args.log).run()


_held: dict[Path, IO[str]] = {}
"""Lock files held until this process ends."""


def take_screen() -> bool:
    """Lock the screen for this booth until the process ends; reports another booth that keeps it."""
    screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or sys.platform
    lock = state_folder() / f"booth-{re.sub('[^A-Za-z0-9]+', '-', screen)}.lock"
    if lock in _held or screen == "linux":  # no lock is needed
        return True
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = lock.open("a")
    except OSError:
        return True  # nothing is writable: the show goes on
    end_s = time.monotonic() + LEAVES_S
    while not bootstrap.try_lock(handle):
        if time.monotonic() > end_s:
            handle.close()
            print(gettext("A booth is on this screen already. End it first."), file=sys.stderr)
            return False
        time.sleep(0.2)  # a restarting booth has not quite ended yet
    _held[lock] = handle
    return True


def check_fits(words: Sequence[str]) -> bool:
    """Whether the arguments of `run` fit the scene; prints what is missing. A broken scene is shown with its faults."""
    from ....park.load import read

    bootstrap.replace_unprintable()
    args = parsed(words)
    if args.language:
        bootstrap.speak(args.language)
    park = read(args.scene, ASSETS).park
    return park is None or fits(park, args)


def without_pin(words: Sequence[str]) -> list[str]:
    """The arguments without the number that lets staff leave."""
    left, rest = [], iter(words)
    for word in rest:
        name, given, _ = word.partition("=")
        if len(name) < len("--pi") or not "--pin".startswith(name):  # options may be abbreviated
            left.append(word)
        elif not given:
            next(rest, None)
    return left


def mode_of(args: argparse.Namespace) -> Mode:
    """The mode with the changes from the command line."""
    from ....visit import MODES
    from ....visit.mode import Part

    row = MODES[args.mode if args.follow is None else "follow"]
    asked = {name: getattr(args, name) for name in ("quiet_s", "countdown_s", "attract", "profile")}
    mode = replace(row, **{name: value for name, value in asked.items() if value is not None})
    if args.edits and mode.may_quit and not mode.talks:
        mode = replace(mode, layers=(*mode.layers, Part.GROUND))
    return mode


def pin_of(args: argparse.Namespace) -> str | None:
    """The number that lets staff leave a booth; None after reporting that it is missing."""
    given = args.pin or os.environ.get(PIN)
    if given is not None:
        try:
            return pin(given)
        except argparse.ArgumentTypeError as fault:
            print(f"{PIN}: {fault}", file=sys.stderr)
    elif args.mode == "kiosk":
        message = NO_WAY_OUT_ON_WINDOWS if sys.platform == "win32" else NO_WAY_OUT
        print(gettext(message, PIN=PIN), file=sys.stderr)
    return None


def visit_database_of(args: argparse.Namespace) -> Path | None:
    """The file of the visit statistics: as named, else the user's if the mode keeps them; None without statistics."""
    from ....visit import MODES

    if args.ledger == "off" or (args.ledger is None and not MODES[args.mode].counts_visits):
        return None
    return Path(args.ledger) if args.ledger else visit_database()


def checkpoint_of(args: argparse.Namespace) -> Path | None:
    """The file that preserves a talk or a lesson across a crash, beside the visit statistics; None in other modes."""
    from ....visit import MODES

    return _checkpoint(args) if MODES[args.mode].resumes else None


def _checkpoint(args: argparse.Namespace) -> Path:
    beside = visit_database() if args.ledger in (None, "off") else Path(args.ledger)
    return beside.with_name(f"{args.mode}.checkpoint.json")


COMMAND = Command(1, Text("open the park in a window (the usual way)"), options.RUN, run, needs)
