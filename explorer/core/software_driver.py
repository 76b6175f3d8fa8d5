"""The software driver that Qt's package brings for Windows: it draws where the computer's own driver lacks OpenGL 3.2.

Remote desktops, virtual machines and old cards offer OpenGL 1.1 there. Panda3D asks for a library of the name opengl32.dll, and
Windows gives it the one of that name that was loaded first. So the driver has to be loaded before Panda3D and Qt are, and a
process that found the computer's own too old starts itself again, with Qt's own switch: `QT_OPENGL=software`.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import subprocess
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
    """This process cannot draw; started again with the software driver, it can. No error: nothing but `main` is to catch it."""


def is_chosen() -> bool:
    """Whether this process is to draw with it."""
    return sys.platform == "win32" and os.environ.get(SWITCH, "").lower() == SOFTWARE


def is_offered() -> bool:
    """Whether a process that finds no other driver can be started again with it."""
    return sys.platform == "win32" and SWITCH not in os.environ and file() is not None


def file() -> Path | None:
    """Where Qt's package has it; None where it is missing."""
    from importlib.util import find_spec

    package = find_spec("PySide6")
    path = Path(package.origin).with_name(FILE) if package is not None and package.origin else None
    return path if path is not None and path.is_file() else None


def load(folder: Path | None = None) -> None:
    """Load it, if it is chosen, under the name that Panda3D asks for; before anything else loads a library of that name.

    Parameters
    ----------
    folder : for a copy with that name; the cache folder, if none is given.
    """
    source = file() if is_chosen() else None
    if source is None:
        return
    copy = (folder or cache_folder() / "software-driver") / LOADED_AS
    with suppress(OSError):  # where nothing can be written, the computer's own driver is tried once more
        if not copy.is_file() or copy.stat().st_size != source.stat().st_size:
            copy.parent.mkdir(parents=True, exist_ok=True)
            atomic_file.write_bytes(copy, source.read_bytes())
        _load(copy)
        atexit.register(_end)


def ends_with(code: int) -> int:
    """Note the exit code of this process, which the software driver needs to know; the same code."""
    _codes[:] = [code]
    return code


def again() -> list[str]:
    """Choose the software driver for what is started from now on; the words that start this program again."""
    os.environ[SWITCH] = SOFTWARE
    return [sys.executable, *sys.orig_argv[1:]]


def restart() -> int:
    """Start this program again with the software driver, and wait for it; its exit code."""
    return subprocess.run(again(), check=False).returncode


_codes = [1]


def _load(copy: Path) -> None:
    windows: Any = ctypes
    windows.WinDLL(str(copy))


def _end() -> None:
    """End this process at once.

    The driver waits for its threads when it is unloaded. At the end of a process Windows has ended them before, and it would wait
    for ever.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    windows: Any = ctypes
    kernel = windows.WinDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.TerminateProcess.argtypes = [ctypes.c_void_p, ctypes.c_uint]
    kernel.TerminateProcess(kernel.GetCurrentProcess(), _codes[0])
