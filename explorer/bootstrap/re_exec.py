"""Restarts the program in an environment that has everything it needs."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from . import packages, program, system
from .words import Missing, gettext

OLDEST = (3, 11)
WHEELS = "PARK_EXPLORER_WHEELS"
"""The variable of the environment with a folder of packages for the first start."""
INSIDE = "PARK_EXPLORER_INSIDE"  # set in the process that was re-started, so that it never loops


def limit_threads() -> None:
    """Have numpy compute in one thread; it reads this when it is first imported.

    Matrices of this project are small. After one that is just large enough to be shared, the second thread spins for a tenth of
    a second, in case there is more, on a processor that draws pictures.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def ensure(
    *extras: str,
    module: str = "explorer",
    programs: bool = False,
    libraries: bool = True,
    wheels: Path | None = None,
) -> None:
    """Return only in a Python that has everything; restart in `.venv` if necessary. A packed program installs nothing.

    Parameters
    ----------
    wheels : the folder to install packages from, without any network; None: as `PARK_EXPLORER_WHEELS` says, else by pip.

    Raises SystemExit with a sentence, when something is missing that cannot be repaired from here.
    """
    limit_threads()
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # see restart
    try:
        if sys.version_info < OLDEST:
            have = ".".join(map(str, sys.version_info[:3]))
            raise Missing(gettext("Park Explorer needs Python 3.11 or newer; this is {have}.", have=have))
        inside = Path(sys.prefix) == packages.VENV
        if program.is_packed():
            lacking = [r for r in packages.requirements(*extras) if not packages.satisfied(r)]
            if lacking:
                names = ", ".join(lacking)
                raise Missing(gettext("This copy of the program does not hold: {names}", names=names))
        elif packages.ready(extras):
            if not inside:
                restart(module)
        elif not all(map(packages.satisfied, packages.requirements(*extras))) or (
            inside and packages.partial()
        ):
            folder = wheels or (Path(os.environ[WHEELS]) if os.environ.get(WHEELS) else None)
            packages.install(extras, folder)
            restart(module)
        elif inside:
            with suppress(OSError):  # where it cannot be written, the next start looks again
                packages.mark(extras)
        if libraries:
            system.ensure_libraries()
        if "fleet" in extras or "live" in extras:  # connections to a broker may be encrypted
            system.ensure_openssl()
        if programs:
            system.ensure_programs()
    except Missing as missing:
        raise SystemExit(str(missing)) from None


def damaged() -> str:
    """Have the next start repair the environment, which was finished once and now lacks something; what to say."""
    if program.is_packed():
        return gettext("This copy of the program is damaged: unpack or install it again.")
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
        program.STARTED_AS: program.typed_command(),
        "PYTHONPATH": os.pathsep.join([str(program.ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
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
