"""Pictures of a moving camera, each handed out while the next one is in the making.

Where textures can be read in a thread (`reader.Reader`), two surfaces take turns: while the pixels of one are being filled,
the triangles of the other are sorted, which are handed over only when the first was read. Else there is one surface, read
before the next picture is begun: the processors idle meanwhile, and a picture of the whole park takes a sixth more.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..gl.context import Host
from ..gl.opengl import Mark, hand_over
from ..gl.render_target import Pixels, Surface
from .flush_points import Relay
from .readback_thread import Reader

Size = tuple[int, int]


class InTurn:
    """Draws pictures and hands them out one drawing later.

    Parameters
    ----------
    host : the surfaces' owner.
    relay : hands pictures over piece by piece.
    surface : the first surface.
    another : makes the second one, of a given size.
    """

    def __init__(
        self, host: Host, relay: Relay | None, surface: Surface, another: Callable[[Size], Surface]
    ) -> None:
        self._host, self._relay = host, relay
        self._surfaces = [surface]  # the one that is drawn next comes first
        self._another = another
        self._reader: Reader | None = None
        self._is_ready = False
        self._memory: dict[int, Pixels] = {}
        self._begun: tuple[Surface, Size, Mark] | None = None
        self._read: Pixels | None = None  # of what was begun, if that was read while the next one was sorted

    def prepare(self) -> bool:
        """Make ready to read in a thread, at a moment when nothing else is to be done; false if there was nothing to do."""
        if self._is_ready:
            return False
        self._is_ready = True
        if self._relay is not None:
            self._reader = self._host.reader()
        return True

    @property
    def has_begun(self) -> bool:
        """Whether a picture was begun and not handed out."""
        return self._begun is not None

    def forget(self) -> None:
        """Let go what was begun."""
        if self._begun is not None:
            self._begun[2].forget()
        self._begun = self._read = None

    def next(self, size: Size) -> Pixels | None:
        """Draw what the camera sees, in this size, and hand out what was drawn before; None if nothing was.

        What is handed out is overwritten by the drawing after the next one.
        """
        before = None if self._reader else self.late()
        if self._reader and len(self._surfaces) == 1:
            self._surfaces.insert(0, self._another(size))
        surface = self._surfaces[0]
        surface.resize(*size)
        if self._reader and self._relay and self._begun:
            self._relay.may = self._is_read
            surface.begin()
            self._relay.free()
            before = self.late()
        else:
            surface.begin()
        self._surfaces.append(self._surfaces.pop(0))
        self._begun = (surface, size, Mark.here())
        hand_over()
        return before

    def late(self) -> Pixels | None:
        """What was begun and not handed out, if there is something."""
        if self._begun is None:
            return None
        pixels = self._read
        if pixels is None:
            pixels = self._in_thread()
        if pixels is None:
            pixels = self._begun[0].fetch()
        self.forget()
        return pixels

    def _is_read(self) -> bool:
        """Whether what was begun is out of the way: it is read as soon as it was filled."""
        if self._read is None and self._begun is not None and self._begun[2].passes():
            self._read = self._in_thread()
        return self._read is not None

    def _in_thread(self) -> Pixels | None:
        """What was begun, read in the thread; None if that cannot be done."""
        if self._reader is None or self._begun is None:
            return None
        surface, (width, height), _ = self._begun
        memory = self._memory.get(id(surface))
        if memory is None or memory.shape != (height, width, 4):
            memory = self._memory[id(surface)] = np.empty((height, width, 4), np.uint8)
        if not surface.read(self._reader, memory):
            self._reader = None  # what it reads may be anything
            return None
        return memory
