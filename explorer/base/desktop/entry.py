"""An entry of the program in a desktop: files it reads, and commands that register them."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One desktop entry."""

    files: Mapping[Path, bytes]  # path and contents of each file, readable by this user alone
    # commands to run after the files are written; `remove`: before they are deleted
    install: tuple[Command, ...] = ()
    remove: tuple[Command, ...] = field(default=())
    is_read_at_login: bool = False  # the files work without the commands, which only take effect sooner

    def put(self) -> list[str]:
        """Write the files and run the commands; returns error messages.

        Raises OSError if a file cannot be written.
        """
        for file, contents in self.files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_bytes(contents)
        return [fault for command in self.install if (fault := run_command(command))]

    def take_away(self) -> list[str]:
        """Run the commands and delete the files; returns those that existed."""
        for command in self.remove:
            run_command(command)  # it may already be unregistered
        there = [file for file in self.files if file.exists()]
        for file in there:
            file.unlink()
        return [str(file) for file in there]


def run_command(command: Command) -> str:
    """Run a command; returns its message if it failed."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{command[0]}: {error}"
    return "" if done.returncode == 0 else f"{command[0]}: {(done.stderr or done.stdout).strip()}"
