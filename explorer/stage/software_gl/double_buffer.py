"""Double buffering: each frame of a moving camera is returned while the next one is drawn.

Where textures can be read back in a thread (:class:`Reader`), there are two render targets: while
the pixels of one are filled, the triangles of the other are sorted, and flushed only when the first was read.
Otherwise there is one target, read before the next frame is begun: the processors idle meanwhile.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread

import numpy as np

from ..gl.context import Context
from ..gl.opengl import Fence, flush, gl_function, typed
from ..gl.render_target import Pixels, RenderTarget
from .fenced_slices import FlushPoints

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


Size = tuple[int, int]


class DoubleBuffer:
    """Draws frames and returns them one drawing later.

    Parameters
    ----------
    target : the first render target.
    flush_points : flush frames piece by piece; without them there is one target.
    make_target : makes the second one, of a given size.
    """

    def __init__(
        self,
        context: Context,
        flush_points: FlushPoints | None,
        target: RenderTarget,
        make_target: Callable[[Size], RenderTarget],
    ) -> None:
        self._context, self._flush_points = context, flush_points
        self.target = target
        self._targets = [target]  # the next one to draw comes first
        self._make_target = make_target
        self.reader: Reader | None = None
        self._is_ready = False
        self._memory: dict[int, Pixels] = {}
        self._begun: tuple[RenderTarget, Size, Fence] | None = None
        self._read: Pixels | None = None  # the frame begun, if it was read while the next one was sorted

    def warm_up(self) -> bool:
        """Start the reader thread in idle time; False if there was nothing to do."""
        if self._is_ready:
            return False
        self._is_ready = True
        if self._flush_points is not None:
            self.reader = open_reader(self._context)
        return True

    @property
    def has_pending(self) -> bool:
        """Whether a frame was begun and not returned."""
        return self._begun is not None

    def drop(self) -> None:
        """Drop the frame in progress."""
        if self._begun is not None:
            self._begun[2].drop()
        self._begun = self._read = None

    def next(self, size: Size) -> Pixels | None:
        """Draw the camera's view in this size, and return the frame before it; None for the first.

        A returned frame is overwritten by the drawing after the next one.
        """
        reader = self._working_reader()
        before = None if reader else self.take()
        if reader and len(self._targets) == 1:
            self._targets.insert(0, self._make_target(size))
        target = self._targets[0]
        target.resize(*size)
        if reader and self._flush_points and self._begun:
            self._flush_points.is_allowed = self._is_read
            target.begin()
            self._flush_points.allow()
            before = self.take()
        else:
            target.begin()
        self._targets.append(self._targets.pop(0))
        self._begun = (target, size, Fence.here())
        flush()
        return before

    def take(self) -> Pixels | None:
        """The frame that was begun and not returned, if there is one."""
        if self._begun is None:
            return None
        pixels = self._read
        if pixels is None:
            pixels = self._read_in_thread()
        if pixels is None:
            pixels = self._begun[0].fetch()
        self.drop()
        return pixels

    def close(self) -> None:
        """End the reader thread."""
        if self.reader is not None:
            self.reader.close()

    def _working_reader(self) -> Reader | None:
        return self.reader if self.reader is not None and self.reader.works else None

    def _is_read(self) -> bool:
        """Whether the frame in progress is out of the way: it is read as soon as it is filled."""
        if self._read is None and self._begun is not None and self._begun[2].passes():
            self._read = self._read_in_thread()
        return self._read is not None

    def _read_in_thread(self) -> Pixels | None:
        """Read the frame in progress in the thread; None if that is impossible."""
        reader = self._working_reader()
        if reader is None or self._begun is None:
            return None
        target, (width, height), _ = self._begun
        memory = self._memory.get(id(target))
        if memory is None or memory.shape != (height, width, 4):
            memory = self._memory[id(target)] = np.empty((height, width, 4), np.uint8)
        with target.while_waiting():
            if not reader.read(target.texture_name, memory):
                reader.works = False  # its result may be garbage
                return None
        return memory
