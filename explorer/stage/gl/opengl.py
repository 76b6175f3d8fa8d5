"""What Panda3D does not pass on of OpenGL: handing over, and marks in the stream of work.

It makes pictures sooner where the processor draws. Where a library lacks a function, its part is done without.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

LIBRARIES = {"linux": ("libOpenGL.so.0", "libGL.so.1"), "win32": ("opengl32.dll",)}

_ALL_DONE, _TIMEOUT_EXPIRED = 0x9117, 0x911B  # glext.h
_PROFILE, _CORE = 0x9126, 1


def can_hand_over() -> bool:
    """Whether there is a way to."""
    return word("glFlush", None) is not None


def hand_over() -> None:
    """Hand over what was drawn so far, in the context that is current."""
    flush = word("glFlush", None)
    if flush is not None:
        flush()


def draws_from_memory() -> bool:
    """Whether the current context takes vertices from anywhere in memory; else only from buffers of its own."""
    ask = word("glGetIntegerv", None, ctypes.c_uint, ctypes.POINTER(ctypes.c_int))
    profile = ctypes.c_int(_CORE)  # stays where nobody answers
    if ask is not None:
        ask(_PROFILE, ctypes.byref(profile))
    return not profile.value & _CORE


def forget_compiler() -> None:
    """Have the driver forget what it compiles programs with; the next program takes 3 ms more."""
    forget = word("glReleaseShaderCompiler", None)
    if forget is not None:
        forget()


@dataclass(slots=True)
class Mark:
    """A point in what was asked of the current context; from there on, what came before it may be done."""

    _sync: int | None

    @classmethod
    def here(cls) -> Mark:
        """Set one behind all that was asked so far, which is handed over. Where there are none, it counts as passed."""
        place = word("glFenceSync", ctypes.c_void_p, ctypes.c_uint, ctypes.c_uint)
        return cls(place(_ALL_DONE, 0) if place is not None else None)

    def passes(self, within_ms: float = 0.0) -> bool:
        """Whether all before it is done, now or so soon; asked in the context it was set in."""
        if self._sync is not None:
            ask = word("glClientWaitSync", ctypes.c_uint, ctypes.c_void_p, ctypes.c_uint, ctypes.c_uint64)
            if ask is not None and ask(self._sync, 0, round(within_ms * 1e6)) == _TIMEOUT_EXPIRED:
                return False
            self.forget()
        return True

    def forget(self) -> None:
        """Ask for it no more."""
        drop = word("glDeleteSync", None, ctypes.c_void_p)
        if self._sync is not None and drop is not None:
            drop(self._sync)
        self._sync = None


@cache
def word(name: str, returns: Any, *takes: Any) -> Callable[..., Any] | None:
    """A function of OpenGL, or None where no library has it."""
    for file in LIBRARIES.get(sys.platform, ()):
        try:
            return typed(ctypes.CDLL(file), name, returns, *takes)
        except (OSError, AttributeError):
            continue
    return None


def typed(of: ctypes.CDLL, name: str, returns: Any, *takes: Any) -> Callable[..., Any]:
    """A function of a library, with the C types that it returns and takes.

    Raises
    ------
    AttributeError
        If it has none of that name.
    """
    found = of[name]  # by index, not by attribute: each caller has types of its own
    found.restype, found.argtypes = returns, takes
    return found
