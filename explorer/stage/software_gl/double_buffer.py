"""Double buffering: each frame of a moving camera is returned while the next one is drawn.

Where textures can be read back in a thread (`readback_thread.Reader`), there are two render targets: while
the pixels of one are filled, the triangles of the other are sorted, and flushed only when the first was read.
Otherwise there is one target, read before the next frame is begun: the processors idle meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..gl.context import Context
from ..gl.opengl import Fence, flush
from ..gl.render_target import Pixels, RenderTarget
from .flush_points import FlushPoints
from .readback_thread import Reader, open_reader

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
