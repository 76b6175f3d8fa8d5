"""The policy for a processor with several cores: progressive, with one frame of latency, so that no core waits for another.

Frames are read back one frame late, in a thread; with flush points, pixels are filled while the next
triangles are sorted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import panda3d.core as p3d

from ..frame import FrameKey, SharedTexture
from ..frames.cached_layer import CachedLayer
from ..frames.interactive import InteractiveFrames
from ..frames.progressive import ProgressiveFrames
from ..frames.quality import Quality
from ..frames.scene_view import SceneView
from ..gl.context import Context
from ..gl.opengl import flush
from ..gl.render_target import Pixels, RenderTarget
from .double_buffer import DoubleBuffer
from .fenced_slices import BandedTarget, FencedFinalFrame, FlushPoints, add_flush_point

NAME = "llvmpipe-"
"""Prefix of their names in Mesa; a number follows."""

LOWER_BY = 5
"""Increase of their nice value over the sorting thread's, which gets three quarters of a contested CPU."""

MOST_CPUS = 4
"""Most CPUs for which pinning helps: with more, a free CPU is always near, and an idle moment of one hardly matters."""

_TASKS = Path("/proc/self/task")


@dataclass(frozen=True, slots=True)
class _Thread:
    """One thread: its system id, the number in its name, and the CPUs it may use."""

    id: int
    number: int
    cpus: frozenset[int]


class RasterThreads:
    """The rasteriser threads of this process at the time of creation; create it after a context was opened."""

    def __init__(self) -> None:
        threads = list(_found()) if sys.platform == "linux" else []
        for thread in threads:
            with suppress(OSError):  # it has ended, or the system does not allow it
                os.setpriority(os.PRIO_PROCESS, thread.id, os.getpriority(os.PRIO_PROCESS, 0) + LOWER_BY)
        cpus = sorted(threads[0].cpus) if threads else []
        # each gets its own CPU, or pinning is off
        is_one_each = sorted(thread.number for thread in threads) == list(range(len(cpus)))
        self._placed = threads if is_one_each and 2 <= len(cpus) <= MOST_CPUS else []
        self._cpus = cpus

    @contextmanager
    def pinned(self) -> Iterator[None]:
        """Pin each to its own CPU, while the sorting thread only waits for them."""
        # after its context was closed, a thread has ended and its id may be reused
        here = [thread for thread in self._placed if (_TASKS / str(thread.id)).exists()]
        for thread in here:
            _move(thread.id, {self._cpus[thread.number]})
        try:
            yield
        finally:
            for thread in here:
                _move(thread.id, thread.cpus)


def _found() -> Iterator[_Thread]:
    for task in _TASKS.iterdir():
        with suppress(OSError, ValueError):  # it has just ended; it has another name
            name = (task / "comm").read_text("utf-8", "replace").strip()
            if name.startswith(NAME):
                id = int(task.name)
                yield _Thread(id, int(name.removeprefix(NAME)), frozenset(os.sched_getaffinity(id)))


def _move(thread: int, cpus: Set[int]) -> None:
    with suppress(OSError):
        os.sched_setaffinity(thread, cpus)


class PipelinedInteractive(InteractiveFrames):
    """Interactive frames, each returned while the next one is drawn. The first of a movement is returned at once.

    Parameters
    ----------
    buffer : draws them.
    """

    def __init__(self, view: SceneView, buffer: DoubleBuffer, quality: Quality) -> None:
        super().__init__(view, buffer.target, quality)
        self._buffer = buffer
        self._environment = view.scene.environment

    def _draw(self, key: FrameKey, time_s: float, last: FrameKey | None) -> Pixels | SharedTexture | None:
        if last is None or last.at_rest or key.at_rest or last.size != key.size:
            self._buffer.drop()  # the first frame of a movement
            return super()._draw(key, time_s, last)
        before, maps = None, self._environment.shadow_maps
        if last.light != key.light:
            before = self._buffer.take()  # read before a shadow map, which may be drawn next
        self._view.show(key, time_s, self.step)
        if self._environment.shadow_maps != maps:
            flush()
            self._is_typical = False
            return before  # the map fills a tick, and the next tick needs none
        if self.presents_texture:
            return self._drawn_now(key)
        self._view.aim(key.camera)
        drawn = self._buffer.next(self.step.size(key.size))
        return before if drawn is None else drawn

    def stop(self, key: FrameKey) -> None:
        super().stop(key)
        self._buffer.drop()

    @property
    def has_pending(self) -> bool:
        return self._buffer.has_pending

    def take_pending(self) -> Pixels | None:
        return self._buffer.take()

    def warm_up(self) -> bool:
        return self._buffer.warm_up()


class PipelinedLayer(CachedLayer):
    """A cached layer that returns each drawing with the call after it."""

    _shown: Pixels | None = None  # the frame returned last
    _has_begun = False

    def hold(self, layer: Pixels, depth: p3d.Texture) -> None:
        super().hold(layer, depth)
        self._shown, self._has_begun = None, False

    def draw(self) -> Pixels:
        self._fetch_begun()  # needed to know which tiles to restore
        self._shown = super().draw()
        return self._shown

    def next(self) -> Pixels:
        """Begin to draw what moves, and return the drawing before, whose pixels were filled meanwhile.

        The first frame over a new layer is returned at once. The next call overwrites the pixels.
        """
        if self._shown is None:
            return self.draw()
        if not self._fetch_begun():
            self._changed = np.zeros(self._dirty.shape, bool)
        self._restore()
        self.target.begin(over=True)
        flush()
        self._has_begun = True
        return self._shown

    def share(self) -> int:
        self._shown, self._has_begun = None, False
        return super().share()

    def _fetch_begun(self) -> bool:
        if not self._has_begun:
            return False
        self._shown, self._has_begun = self._take(self.target.fetch()), False
        return True


class PipelinedFrames(ProgressiveFrames):
    """Progressive frames, each returned while the next one is drawn."""

    def __init__(self, context: Context, view: SceneView, quality: Quality, size: tuple[int, int]) -> None:
        self._threads = RasterThreads()
        self._flush_points = FlushPoints(view.scene.environment.root)
        super().__init__(context, view, quality, size)
        assert isinstance(self._layer, PipelinedLayer)
        # the layer's pixels are restored while moving things are still being sorted
        add_flush_point(self._layer.tiles, "fixed", 0)

    def _make_final(self, size: tuple[int, int]) -> FencedFinalFrame:
        target = self._final_target(BandedTarget, size)
        target.while_waiting = self._threads.pinned
        return FencedFinalFrame(self._view, target, self._quality.rest)

    def _interactive_target(self, size: tuple[int, int], is_shared: bool) -> RenderTarget:
        target = super()._interactive_target(size, is_shared)
        target.while_waiting = self._threads.pinned
        return target

    def _make_interactive(self, size: tuple[int, int]) -> PipelinedInteractive:
        # twice the finest frame is too much memory
        flush_points = self._flush_points if self._quality.has_interactive else None
        target = self._interactive_target(size, is_shared=True)
        self.buffer = DoubleBuffer(
            self._context, flush_points, target, lambda size: self._interactive_target(size, is_shared=True)
        )
        return PipelinedInteractive(self._view, self.buffer, self._quality)

    def _make_layer(self, size: tuple[int, int]) -> PipelinedLayer:
        # its waits are short: pinning threads would cost more than it gains
        return PipelinedLayer(self._context, self._scene.environment.root, size)

    def _draw_layer(self, at_once: bool) -> Pixels:
        assert isinstance(self._layer, PipelinedLayer)
        return self._layer.draw() if at_once else self._layer.next()

    def close(self) -> None:
        self.buffer.close()
