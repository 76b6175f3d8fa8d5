"""Restarts the program in an environment that has everything it needs."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from . import packages, system
from .words import Missing, gettext

OLDEST = (3, 11)
INSIDE = "PARK_EXPLORER_INSIDE"  # set in the process that was re-started, so that it never loops


def limit_threads() -> None:
    """Have numpy compute in one thread; it reads this when it is first imported.

    Matrices of this project are small. After one that is just large enough to be shared, the second thread spins for a tenth of
    a second, in case there is more, on a processor that draws pictures.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def ensure(*extras: str, module: str = "explorer", programs: bool = False, libraries: bool = True) -> None:
    """Return only in a Python that has everything; restart in `.venv` if necessary.

    Raises
    ------
    SystemExit
        With a sentence, when something is missing that cannot be mended from here.
    """
    limit_threads()
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # see restart
    try:
        if sys.version_info < OLDEST:
            have = ".".join(map(str, sys.version_info[:3]))
            raise Missing(gettext("Park Explorer needs Python 3.11 or newer; this is {have}.", have=have))
        inside = Path(sys.prefix) == packages.VENV
        if packages.ready(extras):
            if not inside:
                restart(module)
        elif not all(map(packages.satisfied, packages.requirements(*extras))) or (
            inside and packages.partial()
        ):
            packages.install(extras)
            restart(module)
        elif inside:
            with suppress(OSError):  # where it cannot be written, the next start looks again
                packages.mark(extras)
        if libraries:
            system.ensure_libraries()
        if programs:
            system.ensure_programs()
    except Missing as missing:
        raise SystemExit(str(missing)) from None


def damaged() -> str:
    """Have the next start repair the environment, which was finished once and now lacks something; what to say."""
    packages.unmark()
    return gettext(
        "The environment in {VENV} is damaged. Start again with a network connection to repair it; "
        "if that does not help, delete that folder first.",
        VENV=packages.VENV,
    )


def restart(module: str) -> None:
    """Go on in `.venv` with the same words on the command line."""
    if os.environ.get(INSIDE):
        raise Missing(damaged())
    environment = {
        **os.environ,
        INSIDE: "1",
        "PYTHONPATH": os.pathsep.join([str(packages.ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }
    command = [str(packages.interpreter()), "-m", module, *sys.argv[1:]]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # exec on Windows returns to the prompt before the program has ended
        import subprocess

        raise SystemExit(subprocess.run(command, env=environment, check=False).returncode)
    signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGINT}
    )  # an interrupt waits until the new process can answer it
    os.execve(command[0], command, environment)
