"""Python packages: the requirements of `pyproject.toml`, whether they are met, and their installation into `.venv`."""

from __future__ import annotations

import csv
import os
import re
import shutil
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from . import system
from .causes import cause_of
from .program import ROOT
from .unused import TOOLS, is_used
from .words import Missing, Progress, Waiting, gettext

VENV = ROOT / ".venv"
CONSTRAINTS = Path(__file__).with_name("constraints.txt")
"""Tested versions of packages, as a constraints file of pip (`-c`)."""


def requirements(*extras: str) -> list[str]:
    """The requirements in pyproject.toml, extras included."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: list[str] = list(project["dependencies"])
    for extra in extras:
        for line in project["optional-dependencies"][extra]:
            inner = re.fullmatch(r"park-explorer\[(.+)\]", line)
            found += requirements(*inner[1].split(","))[len(project["dependencies"]) :] if inner else [line]
    return found


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version: 6.11.3.post1 -> (6, 11, 3)."""
    return tuple(int(n) for n in re.findall(r"\d+", re.split(r"[^\d.]", version)[0]))


def satisfied(requirement: str) -> bool:
    """Whether an installed package meets a requirement such as ``numpy>=1.26,!=2.5.*``."""
    name, bounds = re.fullmatch(r"([\w.-]+)(.*)", requirement.replace(" ", "")).groups()  # type: ignore[union-attr]

    from importlib import metadata

    try:
        have = _numbers(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False
    for bound in filter(None, bounds.split(",")):
        sign, wanted = re.fullmatch(r"(>=|<=|==|!=|<|>)(.+)", bound).groups()  # type: ignore[union-attr]
        want = _numbers(wanted)
        size = len(want) if wanted.endswith(".*") else max(len(have), len(want))
        a, b = ((numbers + (0,) * size)[:size] for numbers in (have, want))
        if not {">=": a >= b, "<=": a <= b, "==": a == b, "!=": a != b, "<": a < b, ">": a > b}[sign]:
            return False
    return True


def interpreter() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _stamp(extras: tuple[str, ...]) -> str:
    """A name for the requirements. After a change of the project file pip checks once more."""
    asked = (ROOT / "pyproject.toml").read_bytes() + repr(
        (sorted(extras), str(ROOT), sys.version_info[:2])
    ).encode()
    return f"{zlib.crc32(asked):08x}"


def ready(extras: tuple[str, ...]) -> bool:
    """Whether `.venv` was finished for these requirements."""
    return interpreter().exists() and (_marks() / _stamp(extras)).exists()


def mark(extras: tuple[str, ...]) -> None:
    """Record that `.venv` is finished for these requirements, so that later starts skip the check."""
    _marks().mkdir(exist_ok=True)
    (_marks() / _stamp(extras)).write_text(time.strftime("%Y-%m-%d %H:%M:%S\n"))


def unmark() -> None:
    """Make the next start check all packages, and repair them."""
    shutil.rmtree(_marks(), ignore_errors=True)


def _marks() -> Path:
    return VENV / "park-explorer-ready"


@contextmanager
def installation_lock() -> Iterator[int]:
    """Lock for one installation at a time; a second start waits for the first, and says so.

    Yields the descriptor of the lock. Child processes inherit it, so that the lock holds until they have
    ended too, even if this process is killed before.
    """
    lock = ROOT / ".venv.lock"
    waiting: Waiting | None = None
    with ExitStack() as opened:
        while True:
            try:
                handle = opened.enter_context(lock.open("w"))
            except OSError as error:
                raise _not_writable(error) from None
            while not try_lock(handle):
                waiting = waiting or Waiting(
                    gettext("Another start is preparing this folder. Waiting for it")
                )
                waiting.show()
                time.sleep(0.1)
            with suppress(OSError):
                if os.path.samestat(os.fstat(handle.fileno()), lock.stat()):
                    break  # else the first one has deleted its lock file, and a third may hold a new one
        if waiting:
            waiting.done()
        try:
            yield handle.fileno()
        finally:
            if os.name == "nt":
                handle.close()  # Windows deletes no open file: neither here, nor while the next process has it open
            with suppress(OSError):
                lock.unlink()


def try_lock(handle: IO[str]) -> bool:
    """Try to take the lock; returns whether it was free."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _not_writable(error: OSError) -> Missing:
    reason = error.strerror or type(error).__name__
    return Missing(
        gettext(
            "This folder cannot be written to ({reason}): {ROOT}. Copy it to a folder that you can write "
            "to, with free space.",
            reason=reason,
            ROOT=ROOT,
        )
    )


def partial() -> list[Path]:
    """The metadata folders in `.venv` of incompletely installed packages.

    pip writes a package's list of files and sizes last; an interrupted installation lacks it.
    """
    return [info for folder in _sites() for info in folder.glob("*.dist-info") if not _is_whole(info)]


def _sites() -> list[Path]:
    """The folders of packages in `.venv`."""
    return [VENV / "Lib/site-packages"] if os.name == "nt" else [*VENV.glob("lib/python*/site-packages")]


def prune() -> None:
    """Delete from `.venv` what the park never uses: two thirds of it are parts of Qt for other purposes."""
    for site in _sites():
        for top in ("PySide6", "panda3d", *TOOLS):
            for folder, _, files in os.walk(site / top, topdown=False):
                for file in files:
                    path = Path(folder, file)
                    if not is_used(path.relative_to(site).as_posix()):
                        with suppress(OSError):  # it only takes space
                            path.unlink()
                with suppress(OSError):  # not empty
                    Path(folder).rmdir()


def _is_whole(info: Path) -> bool:
    """Whether every file in a package's record exists with its size.

    Bytecode is ignored, though some records list it: Python writes it again. So are files that `prune` deletes.
    """
    try:
        with (info / "RECORD").open(encoding="utf-8", newline="") as record:
            return all(
                (info.parent / name).stat().st_size == int(size)
                for name, _, size in csv.reader(record)
                if size and not name.endswith(".pyc") and is_used(name)
            )
    except (OSError, ValueError):
        return False


def _is_ours() -> bool:
    """Whether `.venv` may be replaced: not if it is a link, or serves another system on a shared disk."""
    others = VENV / ("bin" if os.name == "nt" else "Scripts")
    return not VENV.is_symlink() and not others.exists()


def _has_pip() -> bool:
    """Whether `.venv` is a separate environment with a complete, working pip."""
    import subprocess

    code = "import sys, pip._internal.cli.main; from importlib import metadata; metadata.version('pip'); print(sys.prefix)"
    try:
        asked = subprocess.run([str(interpreter()), "-c", code], capture_output=True, text=True, check=False)
        return asked.returncode == 0 and VENV.samefile(asked.stdout.strip())
    except OSError:
        return False


def _make_venv(lock: int) -> None:
    import subprocess

    def made() -> str:
        """Create the environment; returns the error output, or nothing on success."""
        done = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            **_inherited(lock),
        )
        return "" if done.returncode == 0 and _has_pip() else done.stdout or "?"

    output = made()
    if output and not cause_of(output) and system.install_debian(["python3-venv"]):
        output = made()
    if output:
        raise Missing(
            cause_of(output)
            or gettext(
                "Python has no working 'venv' here. On Debian or Ubuntu type: sudo apt install python3-venv"
            )
        )


def _inherited(lock: int) -> dict[str, Any]:
    """Arguments that let a child inherit the lock; on Windows it cannot, and ends with the console instead."""
    return {} if os.name == "nt" else {"pass_fds": (lock,)}


def sources(wheels: Path | None, *, newest: bool = False) -> list[list[str]]:
    """pip options for each package source; if the first lacks something, the next is tried.

    Parameters
    ----------
    wheels : source folder of all packages, without any network; None: the user's pip sources, in the
        tested versions. If a mirror or a new Python lacks these, other versions are taken.
    newest : take the newest versions instead of the tested ones.
    """
    if wheels:
        return [["--no-index", "--find-links", str(wheels.resolve())]]
    return [[]] if newest else [["-c", str(CONSTRAINTS)], []]


def install(extras: tuple[str, ...], wheels: Path | None = None, *, newest: bool = False) -> None:
    """Make `.venv` and install into it, with a progress bar. Remains of an interrupted installation are repaired.

    Parameters
    ----------
    wheels, newest : see `sources`.
    """
    if wheels and not wheels.is_dir():
        raise Missing(gettext("There is no folder {wheels} with packages.", wheels=wheels))
    if not _is_ours():
        raise Missing(
            gettext(
                "{VENV} is a link or was made by another system. Nothing is installed there: delete or rename it, then "
                "start again.",
                VENV=VENV,
            )
        )
    with installation_lock() as lock:
        if ready(extras):
            return
        try:
            _install(extras, lock, wheels, newest)
        except OSError as error:
            raise _not_writable(error) from None


def _install(extras: tuple[str, ...], lock: int, wheels: Path | None, newest: bool) -> None:
    from .pip import last_error, run_pip_from

    wanted = requirements(*extras)
    bar = Progress(gettext("Preparing"))
    bar.show(0.0, gettext("making .venv in this folder"))
    for info in partial():
        shutil.rmtree(info)  # so that pip no longer considers the package installed
    if not _has_pip():
        _make_venv(lock)
    log, least = VENV / "install.log", 2.2 * len(wanted) + 4

    def show(steps: int, what: str) -> None:
        bar.show(0.05 + 0.9 * steps / max(least, steps + 2), what)

    with log.open("w", encoding="utf-8") as out:
        lines, code = run_pip_from(
            sources(wheels, newest=newest),
            str(interpreter()),
            ["install", *wanted],
            show,
            out,
            **_inherited(lock),
        )
    if code != 0:
        cause = cause_of("\n".join(lines), wheels, extras) or last_error(lines)
        raise Missing(
            gettext(
                "\nThe packages could not be installed. {cause}\nWhat pip said: {log}", cause=cause, log=log
            )
        )
    bar.show(0.97, gettext("removing what the park does not use"))
    prune()
    mark(extras)
    bar.done(gettext("ready"))
