"""The program's entry in the menu of a desktop."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .entry import Entry

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
