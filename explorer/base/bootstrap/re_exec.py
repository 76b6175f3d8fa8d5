"""Restarts the program in an environment that has everything it needs."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from . import packages, program, system
from .words import Missing, gettext

WHEELS = "PARK_EXPLORER_WHEELS"
"""Environment variable with a folder of packages for the first start."""
NEWEST = "PARK_EXPLORER_NEWEST"
"""Environment variable that makes the first start use the newest packages instead of the tested ones."""
INSIDE = "PARK_EXPLORER_INSIDE"  # set in the restarted process to prevent a loop


def limit_threads() -> None:
    """Limit numpy to one thread; must run before its first import.

    Matrices in this project are small. After one just large enough for two threads, the second spins for a
    tenth of a second waiting for more, on a processor that draws frames.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def leave_out_plugins() -> None:
    """Let pydantic not look for plug-ins: it would read the metadata of each installed package, 10 ms of a start."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def check_shader_cache() -> None:
    """Disable Mesa's shader cache if its folder cannot be made: Mesa would print that at every start."""
    folder = os.path.expanduser(os.environ.get("XDG_CACHE_HOME") or "~/.cache")  # noqa: PTH111 (never raises)
    if not os.access(folder if os.path.exists(folder) else os.path.dirname(folder), os.W_OK):  # noqa: PTH110, PTH120
        os.environ.setdefault("MESA_SHADER_CACHE_DISABLE", "true")


def ensure(
    *extras: str,
    module: str = "explorer",
    programs: bool = False,
    libraries: bool = True,
    network: bool = False,
) -> None:
    """Return only in a Python that has everything; restart in `.venv` if necessary. A packed program installs nothing.

    Parameters
    ----------
    network : whether OpenSSL is needed, which a bundle leaves to the system.

    Raises SystemExit with a message if something is missing that the program cannot install.
    """
    limit_threads()
    leave_out_plugins()
    check_shader_cache()
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # see restart
    try:
        inside = Path(sys.prefix) == packages.VENV
        if program.is_packed():
            lacking = [r for r in packages.requirements(*extras) if not packages.satisfied(r)]
            if lacking:
                names = ", ".join(lacking)
                raise Missing(_not_held(names, extras))
        elif packages.ready(extras):
            if not inside:
                restart(module)
        elif not all(map(packages.satisfied, packages.requirements(*extras))) or (
            inside and packages.partial()
        ):
            folder = Path(os.environ[WHEELS]) if os.environ.get(WHEELS) else None
            packages.install(extras, folder, newest=bool(os.environ.get(NEWEST)))
            restart(module)
        elif inside:
            with suppress(OSError):  # if it cannot be written, the next start checks again
                packages.mark(extras)
        if libraries:
            system.ensure_libraries()
        if network:
            system.ensure_openssl()
        if programs:
            system.ensure_programs()
    except Missing as missing:
        raise SystemExit(str(missing)) from None


def _not_held(names: str, extras: tuple[str, ...]) -> str:
    """The message when a packed program lacks packages; for one installed by pip with the command to add them."""
    if program.kind() == "bundle" or not extras:
        return gettext("This copy of the program does not hold: {names}", names=names)
    return gettext(
        "This copy of the program does not hold: {names}. Install it with them, from the folder or the file that it came "
        "from: {line}",
        names=names,
        line=f'{program.PYTHON} -m pip install "PATH[{",".join(extras)}]"',
    )


def damaged() -> str:
    """Make the next start repair an environment that now lacks something; returns the message."""
    if program.is_packed():
        return gettext("This copy of the program is damaged: unpack or install it again.")
    packages.unmark()
    return gettext(
        "The environment in {VENV} is damaged. Start again with a network connection to repair it; "
        "if that does not help, delete that folder first.",
        VENV=packages.VENV,
    )


def restart(module: str) -> None:
    """Restart in `.venv` with the same command line."""
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
    if os.name == "nt":  # on Windows exec returns to the prompt before the program has ended
        import subprocess

        raise SystemExit(subprocess.run(command, env=environment, check=False).returncode)
    signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGINT}
    )  # an interrupt waits until the new process can handle it
    os.execve(command[0], command, environment)
