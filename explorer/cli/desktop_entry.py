"""Installs, removes or prints a desktop's files and commands."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from ..base.bootstrap import gettext
from .files import not_written

if TYPE_CHECKING:
    from ..base.desktop.entry import Entry


def _text(contents: bytes) -> str:
    """The text of a file; "" for an image."""
    encoding = "utf-16" if contents[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return "" if b"\0\0\0" in contents[:64] else contents.decode(encoding)


def apply(entry: Entry, action: str, message: str, *, dry: bool) -> int:
    """Install or remove an entry and report it; `dry` only prints its files and commands. Returns the exit code."""
    commands = entry.install if action == "install" else entry.remove
    if dry:
        for file, contents in entry.files.items():
            print(f"{file}\n{_text(contents)}" if action == "install" else file)
        for command in commands:
            print(f"$ {shlex.join(command)}")
        return 0
    try:
        faults = entry.put() if action == "install" else []
        if action != "install":
            entry.take_away()
    except OSError as error:
        return not_written(next(iter(entry.files)), error)
    for fault in faults:
        later = gettext("{fault} (this is no harm: the next login does it)", fault=fault)
        print(later if entry.is_read_at_login else fault, file=sys.stderr)
    has_failed = bool(faults) and not entry.is_read_at_login
    if not has_failed:
        print(message)
    return 2 if has_failed else 0
