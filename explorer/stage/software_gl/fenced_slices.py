"""A final frame whose slices are filled in the background: the next slice begins when the fence of the last has passed."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import panda3d.core as p3d

from ..frames.final_frame import FinalFrame
from ..gl.context import Context
from ..gl.draw_order import LIVELY, MASK, SHADOW, SKY_SORT, WATER_BODY_SORT
from ..gl.opengl import Fence, can_flush, flush
from ..gl.render_target import Pixels, RenderTarget

AFTER: tuple[tuple[str, int], ...] = (
    *(("solid", order) for order in (0, 2, 4)),
    *(("ground", order) for order in (-1, 2)),
    *(("fixed", sort + 1) for sort in (WATER_BODY_SORT, SKY_SORT)),
)
"""Bins and positions in them where a frame is flushed. Finer steps gained nothing."""


def _always() -> bool:
    return True


class FlushPoints:
    """Flushes the drawing of a scene piece by piece; without an OpenGL library it does nothing.

    Existing children of the scene come before flush points of the same position.

    Attributes
    ----------
    is_allowed : whether a piece may be flushed now; otherwise it waits for the next point, or for the end.
    """

    def __init__(self, scene: p3d.NodePath) -> None:
        self.is_allowed: Callable[[], bool] = _always
        for bin, place in AFTER if can_flush() else ():
            path = add_flush_point(scene, bin, place, self._is_allowed_now)
            path.hide(SHADOW | MASK | LIVELY)

    def _is_allowed_now(self) -> bool:
        return self.is_allowed()

    def allow(self) -> None:
        """Allow every flush again."""
        self.is_allowed = _always


def add_flush_point(
    scene: p3d.NodePath, bin: str, place: int, is_allowed: Callable[[], bool] = _always
) -> p3d.NodePath:
    """Flush when a frame of this scene reaches a position in a bin; returns the node that does it."""

    def flush_here() -> None:
        if is_allowed():
            flush()

    path = scene.attach_new_node(draw_callback(f"flush {bin} {place}", flush_here))
    path.set_bin(bin, place)
    return path


def draw_callback(name: str, what: Callable[[], None]) -> p3d.CallbackNode:
    """A node that is never culled, and calls `what` at its position in the drawing order."""

    def drawn(data: Any) -> None:
        # else Panda3D loses track of the OpenGL state, and some solids are not drawn
        data.set_lost_state(False)
        what()

    node = p3d.CallbackNode(name)
    node.set_draw_callback(p3d.PythonCallbackObject(drawn))
    node.set_bounds(p3d.OmniBoundingVolume())
    node.final = True
    return node


FIRST_SORT, LAST_SORT = -100, 100
WAIT_MS = 8.0
"""Time that an otherwise idle tick waits for a slice: the next tick is as far away again."""

Rows = tuple[float, float]
"""First and last row as fractions of the height, from the bottom as in OpenGL."""
NO_ROWS, ALL_ROWS = (0.0, 0.0), (0.0, 1.0)


class BandedTarget(RenderTarget):
    """A render target that can draw some rows without waiting for them."""

    def __init__(
        self, context: Context, name: str, size: tuple[int, int], samples: int, **options: Any
    ) -> None:
        super().__init__(context, name, size, samples, **options)
        self._clear = _ClearRegion(self.output)
        self._resolve = _ResolveRegion(self.output) if samples else None

    def begin_rows(self, rows: Rows) -> None:
        """Clear some rows and draw there, without waiting: samples are resolved only when the whole frame is fetched.

        The camera must be aimed at these rows, as given to scissors. When multisampling, Mesa draws one more
        row at the lower end: draw the highest rows first, so that the others are cleared afterwards.
        """
        self._clear.set_rows(rows)
        self._set_resolved(NO_ROWS)
        self.draw_part(is_first=False, is_last=False)
        self._clear.set_rows(None)
        self._set_resolved(None)

    def fetch(self) -> Pixels:
        self._set_resolved(ALL_ROWS)
        pixels = super().fetch()
        self._set_resolved(None)
        return pixels

    def _set_resolved(self, rows: Rows | None) -> None:
        if self._resolve is not None:
            self._resolve.set_rows(rows)


class _ClearRegion:
    """A display region that only clears some rows, before they are drawn."""

    def __init__(self, output: p3d.GraphicsBuffer) -> None:
        self._region = output.make_display_region()
        self._region.sort = FIRST_SORT
        self._region.set_clear_color(output.get_clear_color())
        self._region.set_clear_color_active(True)
        self._region.set_clear_depth_active(True)
        self._region.active = False

    def set_rows(self, rows: Rows | None) -> None:
        """Clear these rows from now on; None leaves it to the output."""
        self._region.active = rows is not None
        if rows is not None:
            low, high = rows
            # for an upside-down output, Panda3D flips regions but not scissors
            self._region.set_dimensions(0.0, 1.0, 1.0 - high, 1.0 - low)


class _ResolveRegion:
    """A display region that only sets the scissors for resolving samples at the end of a drawing.

    Panda3D resolves after each drawing, within the last scissors. Mesa waits there until everything is
    filled, since it cannot read a texture while drawing into it; with nothing to resolve, nothing waits.
    """

    def __init__(self, output: p3d.GraphicsBuffer) -> None:
        node = draw_callback("scissors", lambda: None)  # Panda3D has set them before it calls
        self._camera = p3d.NodePath(node).attach_new_node(p3d.Camera("scissors", p3d.OrthographicLens()))
        self._region = output.make_display_region()
        self._region.sort = LAST_SORT
        self._region.camera = self._camera
        self._region.active = False

    def set_rows(self, rows: Rows | None) -> None:
        """Resolve these rows from now on; None: the rows drawn last."""
        self._region.active = rows is not None
        if rows is not None:
            self._camera.node().initial_state = p3d.RenderState.make(p3d.ScissorAttrib.make(0.0, 1.0, *rows))


class FencedFinalFrame(FinalFrame):
    """Draws final frames slice by slice, never waiting longer than half a tick."""

    target: BandedTarget
    _fence: Fence | None = None  # set after the work to wait for
    _since_s: float | None = None  # start time of the slice, if the fence belongs to one
    _is_whole = False

    def _begin(self, height: int) -> None:
        self._drop_fence()
        self._is_whole = False
        self.slices.begin(height, from_below=True)

    def _wait_for_map(self) -> None:
        self._fence, self._since_s = Fence.here(), None
        flush()

    def _draw_slices(self) -> bool:
        """Begin the next slice once the last one is filled; True if the frame is complete and may be returned now."""
        if self._is_whole:
            return True
        if self._fence is not None:
            with self.target.while_waiting():
                if not self._fence.passes(WAIT_MS):
                    return False
            self._fence = None
            if self._since_s is not None:
                self.slices.took((perf_counter() - self._since_s) * 1e3)
        band = self.slices.next()
        if band is not None:  # one at a time: sorted triangles stay in memory until filled, 35 MB per slice
            self._since_s = perf_counter()
            self._view.aim_at_band(band)
            self.target.begin_rows((band.low, band.high))
            self._fence = Fence.here()
            flush()
        else:
            self.target.fetch()
            self._is_whole = True  # returned with the next tick: overlays take time
        return False

    def _drop_fence(self) -> None:
        if self._fence is not None:
            self._fence.drop()
        self._fence = None
