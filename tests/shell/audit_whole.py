"""Every exhibit read in every look, language, size of text and of window: for the desk, since it takes half an hour.

    QT_QPA_PLATFORM=offscreen python -m tests.shell.audit_whole [--booth] [KIND ...]

`--booth` reads them as they are shown before a stand.

Prints what is wrong as it is found; exit 1 if anything was.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import product

from PySide6.QtWidgets import QApplication

from explorer.park.model import Language
from explorer.shell.style import fonts
from explorer.visit import EXPLORE, KIOSK, Presence

from .window.test_audit_window import EXHIBITS, Case, Looker, exhibit
from .windows import Windows

BOOTH = "--booth"
LANGUAGES: tuple[Language, ...] = ("en", "zh")
LOOKS = ("light", "dark", "contrast")
PERCENTS = (100, 200)
SIZES = ((1280, 720), (1920, 1080))


def cases() -> Iterator[Case]:
    """All looks of the window."""
    for percent, size, look, language in product(PERCENTS, SIZES, LOOKS, LANGUAGES):
        yield Case(language, look, percent, *size)


def main(wanted: Sequence[str]) -> int:
    """Read them all; the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    fonts.load()
    mode = KIOSK if BOOTH in wanted else EXPLORE
    wanted = [zone for zone in wanted if zone != BOOTH]
    bad = 0
    for case in cases():
        windows = Windows()
        looker = Looker(windows, case, mode)
        looker.window.do(Presence())
        for zone in wanted or EXHIBITS:
            exhibit(looker, zone)
            for view, issue in dict.fromkeys(looker.found):
                print(f"{case} {view}: {issue}", flush=True)
            bad += len(looker.found)
            looker.found.clear()
            application.sendPostedEvents(None, 52)
        windows.close()
        print(f"{case} read", flush=True)
    print(f"{bad} found")
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
