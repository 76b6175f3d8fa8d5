"""What is printed before anything is installed: in which language, and how far an installation is."""

from __future__ import annotations

import io
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ..i18n import ENGLISH, Text, Translatable, languages, tr


class Missing(Exception):
    """Something is missing that cannot be repaired from here. The text says what to do."""


_asked_for: list[str] = []


def speak(language: str) -> None:
    """Go on in a language that was asked for; "" is the system's own."""
    _asked_for[:] = [language]


def asked_language() -> str:
    """The language that was asked for; "" if none was."""
    return _asked_for[0] if _asked_for else ""


def system_language() -> str:
    """The system's language, whether or not the program speaks it; English where it has none."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    code = re.split("[-_.@]", next(filter(None, names), ENGLISH).lower())[0]
    return ENGLISH if code in ("c", "posix") else code


def language() -> str:
    """The language of the person who typed the command: as asked for, else the system's; English where it is unknown."""
    code = asked_language() or system_language()
    return code if code in languages() else ENGLISH


def gettext(text: str | Translatable, plural: str = "", /, *, context: str = "", **values: object) -> str:
    """A text in the language of the person who typed the command; one of a scene also where the program does not speak it."""
    text_of = Text(text, plural, context=context) if isinstance(text, str) else text
    return tr(text_of, asked_language() or language(), **values)


def replace_unprintable() -> None:
    """Print a question mark for each character that the output's encoding lacks, instead of failing.

    On Windows a file or a pipe gets UTF-8, unless another encoding was asked for: that of the system there lacks most letters.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a program without a console: what it says goes nowhere
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    is_free = os.name == "nt" and not os.environ.get("PYTHONIOENCODING")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if is_free else None, errors="replace")


def _is_live() -> bool:
    """Whether a line of standard error can be written over: it is a terminal that knows how to go back to the line's begin."""
    stream = sys.stderr
    return stream is not None and not stream.closed and stream.isatty() and os.environ.get("TERM") != "dumb"


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):  # a terminal of its own kind, as editors have
        return 80


def _write(text: str, *, over: bool = False) -> None:
    """Write to standard error, if there is one; with `over`, over the last line. No escape codes: old consoles print them."""
    if sys.stderr is not None and not sys.stderr.closed:
        sys.stderr.write(f"\r{' ' * (_columns() - 1)}\r{text}" if over else text)
        sys.stderr.flush()


class Progress:
    """A bar on one line of the terminal; plain lines where the output is not a terminal."""

    def __init__(self, title: str) -> None:
        self.title, self.shown, self.live, self.share = title, "", _is_live(), 0.0

    def show(self, share: float, what: str) -> None:
        """`share` from 0 to 1, and what is being done."""
        self.share = share = min(max(share, 0.0), 1.0)
        bar = "█" * round(share * 24) + "░" * (24 - round(share * 24))
        room = max(_columns() - len(self.title) - 36, 10) if self.live else 80
        line = f"{self.title} {bar} {share:4.0%} {what[:room]}"
        if self.live:
            _write(line, over=True)
        elif line != self.shown:
            _write(f"{self.title} {share:4.0%} {what}\n")
        self.shown = line

    def clear(self) -> None:
        """Take the bar away, for what is printed next."""
        if self.live:
            _write("", over=True)

    def done(self, what: str) -> None:
        """The last line."""
        self.show(1.0, what)
        if self.live:
            _write("\n")


class Waiting:
    """What is waited for, and for how many seconds: one line of the terminal, or a new line now and then elsewhere."""

    AGAIN_S = 15.0

    def __init__(self, what: str) -> None:
        self.what, self.live = what, _is_live()
        self._began_s = time.monotonic()
        self._next_s = 0.0

    def show(self) -> None:
        """Write the line, if it is time to."""
        waited_s = time.monotonic() - self._began_s
        if waited_s < self._next_s:
            return
        self._next_s = waited_s + (0.5 if self.live else self.AGAIN_S)
        text = self.what + gettext(" ({waited_s:.0f} s)", waited_s=waited_s)
        _write(text if self.live else f"{text}\n", over=self.live)

    def done(self) -> None:
        """End the line."""
        if self.live:
            _write("\n")


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Count seconds on the terminal while something goes on whose share is not known."""
    line, over = Waiting(what), threading.Event()

    def count() -> None:
        while not over.wait(0.5):
            line.show()

    thread = threading.Thread(target=count, daemon=True)
    if line.live:
        thread.start()
    try:
        yield
    finally:
        over.set()
        if line.live:
            thread.join()
            line.done()
