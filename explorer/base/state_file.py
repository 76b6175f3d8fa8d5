"""A file with a state code: one line of text, after a comment that says what it is."""

from __future__ import annotations

from pathlib import Path

from ..i18n import Text
from .atomic_file import write_text
from .refused import Refused

SUFFIX = "parkstate"
LARGEST_BYTES = 1_000_000
COMMENT = "#"


class NoState(Refused):
    """A file without a state code; `words` say why."""


def write_state(path: Path, code: str, title: str) -> None:
    """Write a code to a file atomically. Raises OSError if it cannot be written."""
    write_text(path, f"{COMMENT} {title}\n{code}\n")


def read_state(path: Path) -> str:
    """The code in a file, not decoded.

    Raises NoState if the file cannot be read, or holds anything but one line.
    """
    nothing = Text("{name} holds no state of an exhibit.", name=path.name)
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_BYTES:
            raise NoState(nothing)
        lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise NoState(
            Text("{name} cannot be read: {error}", name=path.name, error=error.strerror or str(error))
        ) from None
    codes = [line.strip() for line in lines if line.strip() and not line.startswith(COMMENT)]
    if len(codes) != 1:
        raise NoState(nothing)
    return codes[0]
