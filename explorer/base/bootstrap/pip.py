"""Runs pip and parses its output."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, Any

from .words import gettext


def run_pip(
    python: str,
    words: Sequence[str],
    show: Callable[[int, str], object],
    log: IO[str] | None = None,
    **popen: Any,
) -> tuple[list[str], int]:
    """Run pip with the settings of this user; returns its output lines and its exit code.

    Parameters
    ----------
    show : called with the number of steps done, and the current one.
    log : receives every line as well.
    """
    import subprocess

    command = [
        python,
        "-m",
        "pip",
        words[0],
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar",
        "off",
    ]
    lines: list[str] = []
    steps = 0
    with subprocess.Popen(
        [*command, *words[1:]], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", **popen
    ) as pip:  # fmt: skip
        try:
            for line in pip.stdout or ():
                lines.append(line.rstrip())
                with suppress(OSError):  # pip itself reports a full disk
                    if log:
                        log.write(line)
                        log.flush()
                if match := re.match(
                    r"\s*(Collecting|Downloading|Using cached|Installing collected|Processing)\s+(\S+)", line
                ):
                    steps += 1
                    show(steps, _what(match[1], match[2]))
        except BaseException:
            pip.kill()  # an interrupt may have reached only this process
            raise
    return lines, pip.returncode


UNTESTED = re.compile(r"No matching distribution found|ResolutionImpossible|Failed (to build|building)")
"""pip's output when a version is not available, though another might be."""


def run_pip_from(
    sources: Sequence[Sequence[str]], python: str, words: Sequence[str], show: Callable[[int, str], object],
    log: IO[str] | None = None, **popen: Any,
) -> tuple[list[str], int]:  # fmt: skip
    """Run pip with the first source that has all requirements; see `run_pip` and `packages.sources`."""
    for source in sources:
        lines, code = run_pip(python, [words[0], *source, *words[1:]], show, log, **popen)
        if code == 0 or not UNTESTED.search("\n".join(lines)):
            break
    return lines, code


def last_error(lines: Sequence[str]) -> str:
    """The last error that pip reported; empty without one."""
    errors = (line for line in reversed(lines) if line.startswith("ERROR: "))
    return next(errors, "").removeprefix("ERROR: ")


def _what(verb: str, name: str) -> str:
    name = name.rsplit("/", 1)[-1]
    match verb:
        case "Collecting":
            return gettext("looking for {name}", name=name)
        case "Installing collected":
            return gettext("installing")
        case _:
            return gettext("fetching {name}", name=name)
