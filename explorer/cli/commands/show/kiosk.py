"""The command `kiosk`: a booth that starts when its user logs in."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ....base import bootstrap
from ....base.bootstrap import gettext
from ....base.folders import state_folder
from ....base.names import PIN
from ....i18n import Text
from ...command import Command
from ...desktop_entry import apply
from ...dispatch import parsed
from ...parser import Option
from .run import pin_of, without_pin

PATHS = ("--scene", "--log", "--ledger")
"""Options of `run` that name a file or folder."""


OPTIONS = (
    Option(
        "action",
        Text(
            "install: start the booth at every login; remove: no longer; start: now, and again whenever it fails"
        ),
        choices=("install", "remove", "start"),
    ),
    Option("--dry-run", Text("print what would be written and run, and do nothing")),
    Option(
        "words",
        Text("options of run, such as --pin 2468 --text 150; see run --help"),
        Text("OPTIONS"),
        nargs=argparse.REMAINDER,
    ),
)


def run(args: argparse.Namespace) -> int:
    """Install or remove the start at login, or keep a booth running until it is left."""
    from ....base.desktop import autostart

    words, dry = list(args.words), args.dry_run
    if "--dry-run" in words:  # it may also be typed last
        words.remove("--dry-run")
        dry = True
    booth = ["run", "--mode", "kiosk", "--supervised", *_absolute(words)]
    asked = parsed(booth)  # mistakes are reported now, not at the next login
    if args.action == "start":
        if number := asked.pin or (PIN not in os.environ and autostart.pin_kept(state_folder())):
            os.environ[PIN] = number
        return autostart.keep(lambda: _run_booth(without_pin(booth)))
    pin = pin_of(asked) if args.action == "install" else None
    if not any(word.partition("=")[0] == "--log" for word in words):
        booth += ["--log", str(state_folder() / "booth.jsonl")]
    booth = without_pin(booth)
    start, folder, home = bootstrap.start_words(window=True), bootstrap.start_folder(), Path.home()
    if os.name == "nt":
        entry = autostart.scheduled(start, booth[4:], pin, folder, state_folder())
    elif sys.platform == "darwin":
        entry = autostart.launchd(start, booth, pin, folder, home)
    else:
        entry = autostart.systemd(start, booth, pin, folder, home)
    done = gettext(
        "The booth starts at the next login. Now: {start}", start=bootstrap.start_line("kiosk", "start")
    )
    gone = gettext("The booth no longer starts by itself.")
    if args.action == "install" and not dry:
        state_folder().mkdir(parents=True, exist_ok=True)  # the folder of the log
    return apply(entry, args.action, done if args.action == "install" else gone, dry=dry)


def _run_booth(words: Sequence[str]) -> int:
    return subprocess.run([sys.executable, "-m", "explorer", *words], check=False).returncode


def _absolute(words: Sequence[str]) -> list[str]:
    """The arguments with absolute paths, valid in whatever folder the booth is started."""
    made: list[str] = []
    for word in words:
        name, given, path = word.partition("=")
        if given and name in PATHS:
            made.append(f"{name}={Path(path).resolve()}" if path != "off" else word)
        else:
            made.append(str(Path(word).resolve()) if made and made[-1] in PATHS and word != "off" else word)
    return made


COMMAND = Command(2, Text("start a booth at every login, and again whenever it fails"), OPTIONS, run)
