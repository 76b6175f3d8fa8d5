"""The program's entry in the menu of a desktop."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .entry import Entry

LINUX = """\
[Desktop Entry]
Type=Application
Name=Park Explorer
Name[zh_CN]=探园
Exec={command}
Terminal=false
Categories=Education;
"""
SHORTCUT = (
    "$s = (New-Object -ComObject WScript.Shell).CreateShortcut({link}); $s.TargetPath = {target}; $s.Arguments = {arguments}; "
    "{folder}$s.Save()"
)


def linux(start: Sequence[str], folder: Path | None, home: Path) -> Entry:
    """A file that every desktop of Linux reads."""
    command = " ".join(map(_for_desktop, start))
    text = LINUX.format(command=command) + (f"Path={folder}\n" if folder else "")
    return Entry({home / ".local/share/applications/park-explorer.desktop": text.encode()})


def _for_desktop(word: str) -> str:
    """A word of an Exec line: quoted, and then its backslashes once more, as any text of such a file."""
    quoted = re.sub(r'(["`$\\])', r"\\\1", word).replace("\\", "\\\\").replace("%", "%%")
    return f'"{quoted}"'


def windows(start: Sequence[str], folder: Path | None, roaming: Path) -> Entry:
    """A shortcut in the Start menu, made by Windows' own PowerShell."""
    link = roaming / "Microsoft/Windows/Start Menu/Programs/Park Explorer.lnk"

    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    script = SHORTCUT.format(
        link=quoted(str(link)),
        target=quoted(start[0]),
        arguments=quoted(subprocess.list2cmdline(start[1:])),
        folder=f"$s.WorkingDirectory = {quoted(str(folder))}; " if folder else "",
    )
    shell = ("powershell", "-NoProfile", "-Command")
    return Entry({}, ((*shell, script),), ((*shell, f"Remove-Item -LiteralPath {quoted(str(link))}"),))
