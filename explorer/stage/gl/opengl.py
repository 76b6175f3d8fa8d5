"""OpenGL functions that Panda3D does not expose: flush, fences, the shader compiler.

Where a library lacks a function, the program works without.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

LIBRARIES = {
    "linux": ("libOpenGL.so.0", "libGL.so.1"),
    "win32": ("opengl32.dll",),
    "darwin": ("/System/Library/Frameworks/OpenGL.framework/OpenGL",),
}

_ALL_DONE, _TIMEOUT_EXPIRED = 0x9117, 0x911B  # glext.h


def can_flush() -> bool:
    """Whether `flush` does anything."""
    return gl_function("glFlush", None) is not None


def flush() -> None:
    """Send all pending work to the driver (glFlush), in the current context."""
    flush = gl_function("glFlush", None)
    if flush is not None:
        flush()


def finish() -> None:
    """Wait for all pending work (glFinish), in the current context."""
    finish = gl_function("glFinish", None)
    if finish is not None:
        finish()


def release_compiler() -> None:
    """Release the driver's shader compiler; the next program takes 3 ms more."""
    forget = gl_function("glReleaseShaderCompiler", None)
    if forget is not None:
        forget()


@dataclass(slots=True)
class Fence:
    """A point in the work of the current context; tells whether all work before it is done."""

    _sync: int | None

    @classmethod
    def here(cls) -> Fence:
        """Set a fence after all work so far. Without support for fences, it counts as passed."""
        place = gl_function("glFenceSync", ctypes.c_void_p, ctypes.c_uint, ctypes.c_uint)
        return cls(place(_ALL_DONE, 0) if place is not None else None)

    def passes(self, within_ms: float = 0.0) -> bool:
        """Whether all work before it is done, now or within this time; call it in the fence's own context."""
        if self._sync is not None:
            ask = gl_function(
                "glClientWaitSync", ctypes.c_uint, ctypes.c_void_p, ctypes.c_uint, ctypes.c_uint64
            )
            if ask is not None and ask(self._sync, 0, round(within_ms * 1e6)) == _TIMEOUT_EXPIRED:
                return False
            self.drop()
        return True

    def drop(self) -> None:
        """Release the fence."""
        delete = gl_function("glDeleteSync", None, ctypes.c_void_p)
        if self._sync is not None and delete is not None:
            delete(self._sync)
        self._sync = None


@cache
def gl_function(name: str, returns: Any, *takes: Any) -> Callable[..., Any] | None:
    """An OpenGL function; None if no library has it."""
    for file in LIBRARIES.get(sys.platform, ()):
        try:
            return typed(ctypes.CDLL(file), name, returns, *takes)
        except (OSError, AttributeError):
            continue
    return None


def typed(of: ctypes.CDLL, name: str, returns: Any, *takes: Any) -> Callable[..., Any]:
    """A function of a library, with its C types.

    Raises AttributeError if the library lacks it.
    """
    found = of[name]  # by index, not by attribute: each caller has its own types
    found.restype, found.argtypes = returns, takes
    return found
