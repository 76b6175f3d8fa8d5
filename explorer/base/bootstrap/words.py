"""Output before anything is installed: its language, and the progress of an installation."""

from __future__ import annotations

import io
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ...i18n import ENGLISH, Text, Translatable, languages, tr


class Missing(Exception):
    """Something is missing that the program cannot install. The text says what to do."""


_asked_for: list[str] = []


def speak(language: str) -> None:
    """Switch to a language; "" is the system's own."""
    _asked_for[:] = [language]


def asked_language() -> str:
    """The requested language; "" without one."""
    return _asked_for[0] if _asked_for else ""


def system_language() -> str:
    """The system's language, known to the program or not; English if it has none."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    code = re.split("[-_.@]", next(filter(None, names), ENGLISH).lower())[0]
    return ENGLISH if code in ("c", "posix") else code


def language() -> str:
    """The language of the user at the terminal: as requested, else the system's; English if unknown."""
    code = asked_language() or system_language()
    return code if code in languages() else ENGLISH


def gettext(text: str | Translatable, plural: str = "", /, *, context: str = "", **values: object) -> str:
    """A text in the language of the user at the terminal; texts of a scene also in languages the program does not know."""
    text_of = Text(text, plural, context=context) if isinstance(text, str) else text
    return tr(text_of, asked_language() or language(), **values)


def replace_unprintable() -> None:
    """Print a question mark for each character that the output's encoding lacks, instead of failing.

    On Windows files and pipes get UTF-8 unless another encoding is requested, as the system's lacks most letters.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a program without a console: its output is discarded
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    is_free = os.name == "nt" and not os.environ.get("PYTHONIOENCODING")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if is_free else None, errors="replace")


def _is_live() -> bool:
    """Whether a line of standard error can be overwritten: on terminals that support carriage returns."""
    stream = sys.stderr
    return stream is not None and not stream.closed and stream.isatty() and os.environ.get("TERM") != "dumb"


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):  # a special terminal, such as that of an editor
        return 80


def _write(text: str, *, over: bool = False) -> None:
    """Write to standard error, if there is one; `over` replaces the last line. No escape codes: old consoles print them."""
    if sys.stderr is not None and not sys.stderr.closed:
        sys.stderr.write(f"\r{' ' * (_columns() - 1)}\r{text}" if over else text)
        sys.stderr.flush()


class Progress:
    """A progress bar on one line of the terminal; plain lines if the output is not a terminal."""

    def __init__(self, title: str) -> None:
        self.title, self.shown, self.live, self.share = title, "", _is_live(), 0.0

    def show(self, share: float, what: str) -> None:
        """Show progress: `share` from 0 to 1, and the current step."""
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
        """Remove the bar, so that other output can follow."""
        if self.live:
            _write("", over=True)

    def done(self, what: str) -> None:
        """Print the last line."""
        self.show(1.0, what)
        if self.live:
            _write("\n")


class Waiting:
    """A wait with its seconds: one line on a terminal, or a new line now and then elsewhere."""

    AGAIN_S = 15.0

    def __init__(self, what: str) -> None:
        self.what, self.live = what, _is_live()
        self._began_s = time.monotonic()
        self._next_s = 0.0

    def show(self) -> None:
        """Write the line if it is due."""
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
    """Count seconds on the terminal during work without known progress."""
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
