"""Double buffering: each frame of a moving camera is handed out while the next one is drawn.

Where textures can be read back in a thread (`readback_thread.Reader`), there are two render targets: while the pixels of
one are filled, the triangles of the other are sorted, and flushed only when the first was read. Else there is one target,
read before the next frame is begun: the processors idle meanwhile.
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
    """Draws frames and hands them out one drawing later.

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
        self._targets = [target]  # the one that is drawn next comes first
        self._make_target = make_target
        self.reader: Reader | None = None
        self._is_ready = False
        self._memory: dict[int, Pixels] = {}
        self._begun: tuple[RenderTarget, Size, Fence] | None = None
        self._read: Pixels | None = None  # what was begun, if that was read while the next one was sorted

    def warm_up(self) -> bool:
        """Open the thread that reads, when there is nothing else to do; false if there was nothing to do."""
        if self._is_ready:
            return False
        self._is_ready = True
        if self._flush_points is not None:
            self.reader = open_reader(self._context)
        return True

    @property
    def has_pending(self) -> bool:
        """Whether a frame was begun and not handed out."""
        return self._begun is not None

    def drop(self) -> None:
        """Drop what was begun."""
        if self._begun is not None:
            self._begun[2].drop()
        self._begun = self._read = None

    def next(self, size: Size) -> Pixels | None:
        """Draw what the camera sees, in this size, and hand out what was drawn before; None if nothing was.

        What is handed out is overwritten by the drawing after the next one.
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
        """What was begun and not handed out, if there is something."""
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
        """End the thread."""
        if self.reader is not None:
            self.reader.close()

    def _working_reader(self) -> Reader | None:
        return self.reader if self.reader is not None and self.reader.works else None

    def _is_read(self) -> bool:
        """Whether what was begun is out of the way: it is read as soon as it is filled."""
        if self._read is None and self._begun is not None and self._begun[2].passes():
            self._read = self._read_in_thread()
        return self._read is not None

    def _read_in_thread(self) -> Pixels | None:
        """What was begun, read in the thread; None if that cannot be done."""
        reader = self._working_reader()
        if reader is None or self._begun is None:
            return None
        target, (width, height), _ = self._begun
        memory = self._memory.get(id(target))
        if memory is None or memory.shape != (height, width, 4):
            memory = self._memory[id(target)] = np.empty((height, width, 4), np.uint8)
        with target.while_waiting():
            if not reader.read(target.texture_name, memory):
                reader.works = False  # what it reads may be anything
                return None
        return memory
