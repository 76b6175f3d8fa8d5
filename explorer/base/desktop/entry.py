"""An entry of the program in a desktop: files it reads, commands that register them, and the entry in its menu."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
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


LINUX = """\
[Desktop Entry]
Type=Application
Name=Park Explorer
Name[zh_CN]=探园
Icon=park-explorer
Exec={command}
Terminal=false
Categories=Education;
"""
SHORTCUT = (
    "$s = (New-Object -ComObject WScript.Shell).CreateShortcut({link}); $s.TargetPath = {target}; $s.Arguments = {arguments}; "
    "{folder}$s.IconLocation = {icon}; $s.Save()"
)


def linux(start: Sequence[str], folder: Path | None, icon: Path, home: Path) -> Entry:
    """A file that every Linux desktop reads, and its icon.

    Parameters
    ----------
    start : command that starts the program; `folder`: its working folder, if it needs one.
    icon : its SVG file.
    """
    command = " ".join(map(_for_desktop, start))
    text = LINUX.format(command=command) + (f"Path={folder}\n" if folder else "")
    share = home / ".local/share"
    files = {
        share / "applications/park-explorer.desktop": text.encode(),
        share / "icons/hicolor/scalable/apps/park-explorer.svg": icon.read_bytes(),
    }
    return Entry(files)


def _for_desktop(word: str) -> str:
    """A word of an Exec line: quoted, then its backslashes doubled like in any text of such a file."""
    quoted = re.sub(r'(["`$\\])', r"\\\1", word).replace("\\", "\\\\").replace("%", "%%")
    return f'"{quoted}"'


def windows(start: Sequence[str], folder: Path | None, icon: Mapping[Path, bytes], roaming: Path) -> Entry:
    """A shortcut in the Start menu, made by Windows' own PowerShell.

    Parameters
    ----------
    start : command that starts the program; `folder`: its working folder, if it needs one.
    icon : path of the icon file, and its contents.
    """
    link = roaming / "Microsoft/Windows/Start Menu/Programs/Park Explorer.lnk"

    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    script = SHORTCUT.format(
        link=quoted(str(link)),
        target=quoted(start[0]),
        arguments=quoted(subprocess.list2cmdline(start[1:])),
        folder=f"$s.WorkingDirectory = {quoted(str(folder))}; " if folder else "",
        icon=quoted(str(next(iter(icon)))),
    )
    shell = ("powershell", "-NoProfile", "-Command")
    return Entry(icon, ((*shell, script),), ((*shell, f"Remove-Item -LiteralPath {quoted(str(link))}"),))
