"""Pictures read back in a thread, through an OpenGL context of its own."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread

import numpy as np
import numpy.typing as npt

from ..gl.opengl import typed, word
from .raster_threads import apart

HAS_SEATS = sys.platform == "linux"
"""Whether a context can be taken in another thread than Panda3D's."""

_TEXTURE_2D, _BGRA, _BYTES, _NO_ERROR = 0x0DE1, 0x80E1, 0x8367, 0  # gl.h
_EGL_OPENGL, _EGL_DRAW = 0x30A2, 0x3059  # egl.h

Pixels = npt.NDArray[np.uint8]


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
        with apart():
            return self._answered.get()

    def close(self) -> None:
        """Read no more."""
        self._asked.put(None)
        self._thread.join()

    def _work(self) -> None:
        bind = word("glBindTexture", None, ctypes.c_uint, ctypes.c_uint)
        copy = word("glGetTexImage", None, *(ctypes.c_uint,) * 4, ctypes.c_void_p)
        fault = word("glGetError", ctypes.c_uint)
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
    for way in (_egl_seat, _glx_seat) if HAS_SEATS else ():
        try:
            if (found := way()) is not None:
                return found
        except (OSError, AttributeError):  # no such library, or without what it ought to have
            continue
    return None


def _egl_seat() -> Seat | None:
    egl, pointer = ctypes.CDLL("libEGL.so.1"), ctypes.c_void_p
    context = typed(egl, "eglGetCurrentContext", pointer)()
    display = typed(egl, "eglGetCurrentDisplay", pointer)()
    surface = typed(egl, "eglGetCurrentSurface", pointer, ctypes.c_int)(_EGL_DRAW)
    choose = typed(egl, "eglBindAPI", ctypes.c_uint, ctypes.c_uint)
    make = typed(egl, "eglMakeCurrent", ctypes.c_uint, *(pointer,) * 4)

    def take() -> bool:
        choose(_EGL_OPENGL)  # each thread begins with OpenGL ES
        return bool(make(display, surface, surface, context))

    return Seat(take, lambda: make(display, None, None, None)) if context else None


def _glx_seat() -> Seat | None:
    glx, pointer = ctypes.CDLL("libGL.so.1"), ctypes.c_void_p
    context = typed(glx, "glXGetCurrentContext", pointer)()
    display = typed(glx, "glXGetCurrentDisplay", pointer)()
    drawable = typed(glx, "glXGetCurrentDrawable", ctypes.c_ulong)()
    make = typed(glx, "glXMakeCurrent", ctypes.c_int, pointer, ctypes.c_ulong, pointer)
    if not context:
        return None
    return Seat(lambda: bool(make(display, drawable, context)), lambda: make(display, 0, None))
