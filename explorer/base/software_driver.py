"""The software OpenGL driver in Qt's package for Windows, used where the computer's own driver lacks OpenGL 3.2.

Remote desktops, virtual machines and old cards offer OpenGL 1.1 there. Panda3D asks for a library named
opengl32.dll, and Windows returns the first one loaded under that name. So the driver has to be loaded before
Panda3D and Qt; a process that found the computer's own too old restarts itself with Qt's own switch:
`QT_OPENGL=software`.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import atomic_file
from .folders import cache_folder

SWITCH, SOFTWARE = "QT_OPENGL", "software"
FILE = "opengl32sw.dll"
LOADED_AS = "opengl32.dll"


class SoftwareDriverNeeded(BaseException):
    """Raised when only a restart with the software driver lets this process draw. Not an error: `main` catches it."""


def is_chosen() -> bool:
    """Whether this process uses the software driver."""
    return sys.platform == "win32" and os.environ.get(SWITCH, "").lower() == SOFTWARE


def is_offered() -> bool:
    """Whether a process without a usable driver can be restarted with this one."""
    return sys.platform == "win32" and SWITCH not in os.environ and file() is not None


def file() -> Path | None:
    """Its file in Qt's package; None if it is missing."""
    from importlib.util import find_spec

    package = find_spec("PySide6")
    path = Path(package.origin).with_name(FILE) if package is not None and package.origin else None
    return path if path is not None and path.is_file() else None


def load(folder: Path | None = None) -> None:
    """Load it, if chosen, under the name that Panda3D asks for; before any other library of that name.

    Parameters
    ----------
    folder : where a copy with that name goes; by default the cache folder.
    """
    source = file() if is_chosen() else None
    if source is None:
        return
    copy = (folder or cache_folder() / "software-driver") / LOADED_AS
    with suppress(OSError):  # without a writable folder, the computer's own driver is tried once more
        if not copy.is_file() or copy.stat().st_size != source.stat().st_size:
            copy.parent.mkdir(parents=True, exist_ok=True)
            atomic_file.write_bytes(copy, source.read_bytes())
        _load(copy)
        atexit.register(_end)


def ends_with(code: int) -> int:
    """Record the exit code of this process, which the software driver needs; returns it."""
    _codes[:] = [code]
    return code


def again() -> list[str]:
    """Choose the software driver for child processes; returns the command that starts this program again."""
    os.environ[SWITCH] = SOFTWARE
    return [sys.executable, *sys.orig_argv[1:]]


def restart() -> int:
    """Restart this program with the software driver and wait for it; returns its exit code."""
    import subprocess  # 5 ms, and few machines need it

    return subprocess.run(again(), check=False).returncode


_codes = [1]


def _load(copy: Path) -> None:
    windows: Any = ctypes
    windows.WinDLL(str(copy))


def _end() -> None:
    """End this process at once.

    When unloaded, the driver waits for its threads. At the end of a process Windows has already ended them,
    so it would wait for ever.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    windows: Any = ctypes
    kernel = windows.WinDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.TerminateProcess.argtypes = [ctypes.c_void_p, ctypes.c_uint]
    kernel.TerminateProcess(kernel.GetCurrentProcess(), _codes[0])
