"""Reads frames back in a thread, through a second OpenGL context."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread

from ..gl.context import Context
from ..gl.opengl import gl_function, typed
from ..gl.render_target import Pixels

CAN_MOVE_CONTEXTS = sys.platform == "linux"
"""Whether a context can be made current in a thread other than Panda3D's."""

_TEXTURE_2D, _BGRA, _BYTES, _NO_ERROR = 0x0DE1, 0x80E1, 0x8367, 0  # gl.h
_EGL_OPENGL, _EGL_DRAW = 0x30A2, 0x3059  # egl.h


def open_reader(context: Context) -> Reader | None:
    """Make a reader thread for textures of this context; None if that is impossible."""
    second = context.second_context() if CAN_MOVE_CONTEXTS else None
    if second is None:
        return None
    context.draw(second)  # makes it the current one
    movable = current_context()
    context.draw_root()  # and leaves it to no thread
    reader = Reader(movable) if movable is not None else None
    return reader if reader is not None and reader.works else None


class Reader:
    """A thread that copies textures to memory, through its own OpenGL context.

    Mesa delays a copy until everything flushed before is done. In the drawing context it would first flush
    the triangles being sorted, and wait for them too.

    Parameters
    ----------
    context : shares textures with the drawing context; nothing else may use it.

    Attributes
    ----------
    works : whether it reads correctly.
    """

    def __init__(self, context: MovableContext) -> None:
        self._context = context
        self._asked: SimpleQueue[tuple[int, Pixels] | None] = SimpleQueue()
        self._answered: SimpleQueue[bool] = SimpleQueue()
        self._thread = Thread(target=self._work, name="reader", daemon=True)
        self._thread.start()
        self.works = self._answered.get()

    def read(self, texture: int, into: Pixels) -> bool:
        """Copy a texture by its OpenGL name, four bytes a pixel: blue, green, red, alpha; True on success.

        The caller waits meanwhile: two threads in one driver at once invite trouble.
        """
        self._asked.put((texture, into))
        return self._answered.get()

    def close(self) -> None:
        """End the thread."""
        self._asked.put(None)
        self._thread.join()

    def _work(self) -> None:
        bind = gl_function("glBindTexture", None, ctypes.c_uint, ctypes.c_uint)
        copy = gl_function("glGetTexImage", None, *(ctypes.c_uint,) * 4, ctypes.c_void_p)
        error = gl_function("glGetError", ctypes.c_uint)
        if bind is None or copy is None or error is None:
            self._answered.put(False)
            return
        self._answered.put(True)
        while (asked := self._asked.get()) is not None:
            texture, into = asked
            # released after each copy: Panda3D makes all its contexts current when it makes a buffer
            went_well = self._context.make_current()
            if went_well:
                bind(_TEXTURE_2D, texture)
                copy(_TEXTURE_2D, 0, _BGRA, _BYTES, into.ctypes.data)
                went_well = error() == _NO_ERROR
                self._context.release()
            self._answered.put(went_well)


@dataclass(frozen=True, slots=True)
class MovableContext:
    """An OpenGL context that can be made current in one thread at a time."""

    make_current: Callable[[], bool]
    release: Callable[[], object]


def current_context() -> MovableContext | None:
    """The current context of this thread, if the window system can move it to another one."""
    for way in (_egl_context, _glx_context):
        try:
            if (found := way()) is not None:
                return found
        except (OSError, AttributeError):  # no such library, or an incomplete one
            continue
    return None


def _egl_context() -> MovableContext | None:
    egl, pointer = ctypes.CDLL("libEGL.so.1"), ctypes.c_void_p
    context = typed(egl, "eglGetCurrentContext", pointer)()
    display = typed(egl, "eglGetCurrentDisplay", pointer)()
    surface = typed(egl, "eglGetCurrentSurface", pointer, ctypes.c_int)(_EGL_DRAW)
    choose = typed(egl, "eglBindAPI", ctypes.c_uint, ctypes.c_uint)
    make = typed(egl, "eglMakeCurrent", ctypes.c_uint, *(pointer,) * 4)

    def make_current() -> bool:
        choose(_EGL_OPENGL)  # each thread starts with OpenGL ES
        return bool(make(display, surface, surface, context))

    return MovableContext(make_current, lambda: make(display, None, None, None)) if context else None


def _glx_context() -> MovableContext | None:
    glx, pointer = ctypes.CDLL("libGL.so.1"), ctypes.c_void_p
    context = typed(glx, "glXGetCurrentContext", pointer)()
    display = typed(glx, "glXGetCurrentDisplay", pointer)()
    drawable = typed(glx, "glXGetCurrentDrawable", ctypes.c_ulong)()
    make = typed(glx, "glXMakeCurrent", ctypes.c_int, pointer, ctypes.c_ulong, pointer)
    if not context:
        return None
    return MovableContext(lambda: bool(make(display, drawable, context)), lambda: make(display, 0, None))
