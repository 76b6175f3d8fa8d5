"""The command `menu`: an entry in the menu of the desktop."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from ....base import bootstrap
from ....base.bootstrap import gettext
from ....base.folders import state_folder
from ....i18n import Text
from ...command import Command
from ...desktop_entry import apply
from ...parser import Option

OPTIONS = (
    Option("action", Text("add the entry, or remove it"), choices=("install", "remove")),
    Option("--dry-run", Text("print what would be written and run, and do nothing")),
)


def run(args: argparse.Namespace) -> int:
    """Add or remove the entry."""
    from ....base.desktop import entry as menu

    start, folder, home = bootstrap.start_words(window=True), bootstrap.start_folder(), Path.home()
    if sys.platform == "darwin":
        print(gettext("On macOS drag the program into the folder Applications."))
        return 0
    if os.name == "nt":
        from ....shell.style import program_icon

        icon = {state_folder() / "park-explorer.ico": program_icon.ico()}
        roaming = Path(os.environ.get("APPDATA", home / "AppData/Roaming"))
        entry = menu.windows(start, folder, icon, roaming)
    else:
        entry = menu.linux(start, folder, bootstrap.ICON, home)
    done = gettext("Park Explorer is in the menu.")
    gone = gettext("Park Explorer is no longer in the menu.")
    return apply(entry, args.action, done if args.action == "install" else gone, dry=args.dry_run)


COMMAND = Command(14, Text("add Park Explorer to the menu of your desktop"), OPTIONS, run)
