"""Qt for Python reads the source of what is imported after it; once the window is there, those lines are dropped."""

import subprocess
import sys

KEPT = "sum(len(known[2]) for known in linecache.cache.values() if len(known) > 2)"
HOW = f"""
import linecache
from PySide6.QtWidgets import QApplication, QWidget
import asyncio, argparse, pydantic
application = QApplication(["park-explorer", "-platform", "offscreen"])
from explorer.shell.app.app import freeze_garbage
read = {KEPT}
freeze_garbage(QWidget())
print(read, {KEPT})
"""


def lines_read_and_kept() -> tuple[int, int]:
    done = subprocess.run([sys.executable, "-c", HOW], capture_output=True, text=True, check=True)
    read, kept = done.stdout.split()
    return int(read), int(kept)


def test_sources_of_what_is_imported_are_not_kept() -> None:
    read, kept = lines_read_and_kept()
    assert kept < 5_000
    assert read > 15_000, "Qt does without by now: app.freeze_garbage need not clear the cache of lines"
