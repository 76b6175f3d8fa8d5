"""What Panda3D does not pass on of OpenGL: handing over, marks in the stream of work, and reading in a thread.

All of it makes pictures sooner where the processor draws. Where a library lacks it, each part says so and is done without.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from queue import SimpleQueue
from threading import Thread
from typing import Any

import numpy as np
import numpy.typing as npt

HAS_SEATS = sys.platform == "linux"
"""Whether a context can be taken in another thread than Panda3D's."""
LIBRARIES = {"linux": ("libOpenGL.so.0", "libGL.so.1"), "win32": ("opengl32.dll",)}

_TEXTURE_2D, _BGRA, _BYTES, _NO_ERROR = 0x0DE1, 0x80E1, 0x8367, 0  # gl.h
_ALL_DONE, _TIMEOUT_EXPIRED = 0x9117, 0x911B
_EGL_OPENGL, _EGL_DRAW = 0x30A2, 0x3059  # egl.h

Pixels = npt.NDArray[np.uint8]


def hand_over() -> None:
    """Hand over what was drawn so far, in the context that is current."""
    flush = _word("glFlush", None)
    if flush is not None:
        flush()


@dataclass(slots=True)
class Mark:
    """A point in what was asked of the current context; from there on, what came before it may be done."""

    _sync: int | None

    @classmethod
    def here(cls) -> Mark:
        """Set one behind all that was asked so far, which is handed over. Where there are none, it counts as passed."""
        place = _word("glFenceSync", ctypes.c_void_p, ctypes.c_uint, ctypes.c_uint)
        return cls(place(_ALL_DONE, 0) if place is not None else None)

    @property
    def passed(self) -> bool:
        """Whether all before it is done. Asked in the context it was set in; nobody waits."""
        if self._sync is not None:
            ask = _word("glClientWaitSync", ctypes.c_uint, ctypes.c_void_p, ctypes.c_uint, ctypes.c_uint64)
            if ask is not None and ask(self._sync, 0, 0) == _TIMEOUT_EXPIRED:
                return False
            self.forget()
        return True

    def forget(self) -> None:
        """Ask for it no more."""
        drop = _word("glDeleteSync", None, ctypes.c_void_p)
        if self._sync is not None and drop is not None:
            drop(self._sync)
        self._sync = None


class Reader:
    """A thread that copies textures to memory, through an OpenGL context of its own.

    Mesa waits with a copy until all is done that was handed over when it is asked for. In the context that draws it would
    first hand over what is still being sorted, and wait for that too.

    Parameters
    ----------
    seat : a context that shares textures with the one that draws, and that nobody else will use.
    """

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._asked: SimpleQueue[tuple[int, Pixels] | None] = SimpleQueue()
        self._answered: SimpleQueue[bool] = SimpleQueue()
        self._thread = Thread(target=self._work, name="reader", daemon=True)
        self._thread.start()
        self.works = self._answered.get()

    def read(self, texture: int, into: Pixels) -> bool:
        """Copy a texture by its OpenGL name, four bytes a pixel: blue, green, red, alpha; whether it went well.

        The caller waits. The thread reads only while it does: two threads in one driver are asking for trouble.
        """
        self._asked.put((texture, into))
        return self._answered.get()

    def close(self) -> None:
        """Read no more."""
        self._asked.put(None)
        self._thread.join()

    def _work(self) -> None:
        bind = _word("glBindTexture", None, ctypes.c_uint, ctypes.c_uint)
        copy = _word("glGetTexImage", None, *(ctypes.c_uint,) * 4, ctypes.c_void_p)
        fault = _word("glGetError", ctypes.c_uint)
        if bind is None or copy is None or fault is None:
            self._answered.put(False)
            return
        self._answered.put(True)
        while (asked := self._asked.get()) is not None:
            texture, into = asked
            # left again each time: Panda3D turns to every context it has whenever a surface is made
            went_well = self._seat.take()
            if went_well:
                bind(_TEXTURE_2D, texture)
                copy(_TEXTURE_2D, 0, _BGRA, _BYTES, into.ctypes.data)
                went_well = fault() == _NO_ERROR
                self._seat.leave()
            self._answered.put(went_well)


@dataclass(frozen=True, slots=True)
class Seat:
    """An OpenGL context and what it draws on, to be taken in one thread at a time."""

    take: Callable[[], bool]
    leave: Callable[[], object]


def seat() -> Seat | None:
    """That of this thread, where the window system has a way to take it in another one."""
    return _egl_seat() or _glx_seat() if HAS_SEATS else None


def _egl_seat() -> Seat | None:
    library = _library("libEGL.so.1")
    if library is None:
        return None
    pointer = ctypes.c_void_p
    context = _of(library, "eglGetCurrentContext", pointer)()
    if not context:
        return None
    display = _of(library, "eglGetCurrentDisplay", pointer)()
    surface = _of(library, "eglGetCurrentSurface", pointer, ctypes.c_int)(_EGL_DRAW)
    choose = _of(library, "eglBindAPI", ctypes.c_uint, ctypes.c_uint)
    make = _of(library, "eglMakeCurrent", ctypes.c_uint, *(pointer,) * 4)

    def take() -> bool:
        choose(_EGL_OPENGL)  # each thread begins with OpenGL ES
        return bool(make(display, surface, surface, context))

    return Seat(take, lambda: make(display, None, None, None))


def _glx_seat() -> Seat | None:
    library = _library("libGLX.so.0") or _library("libGL.so.1")
    if library is None:
        return None
    pointer = ctypes.c_void_p
    context = _of(library, "glXGetCurrentContext", pointer)()
    if not context:
        return None
    display = _of(library, "glXGetCurrentDisplay", pointer)()
    drawable = _of(library, "glXGetCurrentDrawable", ctypes.c_ulong)()
    make = _of(library, "glXMakeCurrent", ctypes.c_int, pointer, ctypes.c_ulong, pointer)
    return Seat(lambda: bool(make(display, drawable, context)), lambda: make(display, 0, None))


@cache
def _word(name: str, returns: Any, *takes: Any) -> Callable[..., Any] | None:
    """A function of OpenGL, or None where no library has it."""
    for library in map(_library, LIBRARIES.get(sys.platform, ())):
        if library is not None:
            try:
                return _of(library, name, returns, *takes)
            except AttributeError:
                continue
    return None


def _of(library: ctypes.CDLL, name: str, returns: Any, *takes: Any) -> Callable[..., Any]:
    # by index, not by attribute: each has its own types
    found = library[name]
    found.restype, found.argtypes = returns, takes
    return found


@cache
def _library(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None
