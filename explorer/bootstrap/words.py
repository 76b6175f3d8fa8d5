"""What is said at the door: every sentence in both languages, and how far an installation is."""

from __future__ import annotations

import os
import sys


class Missing(Exception):
    """Something is missing that cannot be mended from here. The text says what to do, in both languages."""


_asked_for: list[str] = []


def speak(language: str) -> None:
    """Go on in a language that was asked for, "en" or "zh"; "" is the system's own."""
    _asked_for[:] = [language]


def chinese() -> bool:
    """Whether the person who typed the command reads Chinese: as asked for, else by the system's language."""
    said = [*_asked_for, *(os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))]
    return next(filter(None, said), "en").lower().startswith("zh")


def say(en: str, zh: str) -> str:
    """One of two equal sentences."""
    return zh if chinese() else en


class Progress:
    """A bar on one line of the terminal; plain lines where the output is not a terminal."""

    def __init__(self, title: str) -> None:
        self.title, self.shown, self.live = title, "", sys.stderr.isatty()

    def show(self, share: float, what: str) -> None:
        """`share` from 0 to 1, and what is being done."""
        share = min(max(share, 0.0), 1.0)
        bar = "█" * round(share * 24) + "░" * (24 - round(share * 24))
        room = max(os.get_terminal_size(2).columns - len(self.title) - 36, 10) if self.live else 80
        line = f"{self.title} {bar} {share:4.0%} {what[:room]}"
        if self.live:
            sys.stderr.write(f"\r\x1b[2K{line}")
        elif line != self.shown:
            sys.stderr.write(f"{self.title} {share:4.0%} {what}\n")
        sys.stderr.flush()
        self.shown = line

    def done(self, what: str) -> None:
        """The last line."""
        self.show(1.0, what)
        if self.live:
            sys.stderr.write("\n")
