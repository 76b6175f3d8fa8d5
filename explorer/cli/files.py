"""Output files of commands, and the user's folders; write errors are printed on standard error."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path

from ..base.atomic_file import check_file, check_folder, reason_of
from ..base.bootstrap import asked_language, gettext, language

STANDARD_OUTPUT = Path("-")


def can_write(path: Path, *, folder: bool = False) -> bool:
    """Whether a file or folder is writable; reports why not, before the content is computed."""
    try:
        (check_folder if folder else check_file)(path)
    except OSError as error:
        not_written(path, error)
        return False
    return True


def is_writable(folder: Path) -> bool:
    """Whether files can be written into a folder, which is created if need be."""
    try:
        check_folder(folder)
    except OSError:
        return False
    return True


def not_written(path: Path, error: OSError) -> int:
    """Report that a file could not be written; returns the exit code."""
    reason = reason_of(error, asked_language() or language())
    print(gettext("{path} could not be written: {reason}", path=path, reason=reason), file=sys.stderr)
    return 2


def may_log(path: Path | None) -> bool:
    """Whether an event log can be started at a path; reports a path without an existing folder."""
    if path is None or (path.parent.is_dir() and not path.is_dir()):
        return True
    if path.is_dir():
        message = gettext(
            "--log {path}: this is a folder. Name a file in it, e.g. {path2}",
            path=path,
            path2=path / "booth.jsonl",
        )
    else:
        message = gettext(
            "--log {path}: there is no folder {parent}. Make it, or name another file.",
            path=path,
            parent=path.parent,
        )
    print(message, file=sys.stderr)
    return False


def print_as_file() -> None:
    """Switch output into files and pipes to UTF-8, unless another encoding is requested."""
    asked = "PYTHONIOENCODING" in os.environ
    if isinstance(sys.stdout, TextIOWrapper) and not sys.stdout.isatty() and not asked:
        sys.stdout.reconfigure(encoding="utf-8")
