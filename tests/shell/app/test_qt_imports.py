"""What is imported after Qt is not read a second time."""

import subprocess
import sys

HOW = """
import linecache
import {first}
import asyncio, argparse, pydantic
print(sum(len(known[2]) for known in linecache.cache.values() if len(known) > 2))
"""


def lines_kept(first: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", HOW.format(first=first)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_sources_of_what_is_imported_are_not_kept() -> None:
    assert lines_kept("explorer.shell") < 5_000  # those of Qt itself


def test_without_it_they_are() -> None:
    assert lines_kept("PySide6.QtCore") > 15_000, "Qt does without by now: shell/app/qt_imports.py can go"
