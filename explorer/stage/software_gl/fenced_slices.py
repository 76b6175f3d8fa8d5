"""A final frame whose slices are filled while others work: each is begun, and the next one begins when its fence has passed."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import panda3d.core as p3d

from ..frames.final_frame import FinalFrame
from ..gl.context import Context
from ..gl.opengl import Fence, flush
from ..gl.render_target import Pixels, RenderTarget
from .flush_points import draw_callback

FIRST_SORT, LAST_SORT = -100, 100
WAIT_MS = 8.0
"""A tick that has nothing else to do waits so long for a slice: the next tick is as far away again."""

Rows = tuple[float, float]
"""From, to, in fractions of the height: the lowest for OpenGL first."""
NO_ROWS, ALL_ROWS = (0.0, 0.0), (0.0, 1.0)


class BandedTarget(RenderTarget):
    """A render target of which some rows can be drawn without waiting for them."""

    def __init__(
        self, context: Context, name: str, size: tuple[int, int], samples: int, **options: Any
    ) -> None:
        super().__init__(context, name, size, samples, **options)
        self._clear = _ClearRegion(self.output)
        self._resolve = _ResolveRegion(self.output) if samples else None

    def begin_rows(self, rows: Rows) -> None:
        """Clear some rows and draw there, and wait for nothing: samples are not resolved until all of it is fetched.

        The camera must be aimed at these rows, as given to scissors. Where they are drawn with several samples a pixel,
        Mesa draws one row more at the lower end: draw the highest rows first, so that the others are cleared afterwards.
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
        """Clear these rows from now on; None: leave it to the output."""
        self._region.active = rows is not None
        if rows is not None:
            low, high = rows
            # of an output that is upside down, Panda3D turns regions round, but no scissors
            self._region.set_dimensions(0.0, 1.0, 1.0 - high, 1.0 - low)


class _ResolveRegion:
    """A display region that only sets the scissors within which samples are resolved at the end of a drawing.

    Panda3D resolves after each drawing, within the scissors that were set last. Mesa waits there until all is filled, for
    it reads no texture that is still drawn into; where there is nothing to resolve, nothing waits.
    """

    def __init__(self, output: p3d.GraphicsBuffer) -> None:
        node = draw_callback("scissors", lambda: None)  # Panda3D has set them before it calls
        self._camera = p3d.NodePath(node).attach_new_node(p3d.Camera("scissors", p3d.OrthographicLens()))
        self._region = output.make_display_region()
        self._region.sort = LAST_SORT
        self._region.camera = self._camera
        self._region.active = False

    def set_rows(self, rows: Rows | None) -> None:
        """Resolve these rows from now on; None: what was drawn last."""
        self._region.active = rows is not None
        if rows is not None:
            self._camera.node().initial_state = p3d.RenderState.make(p3d.ScissorAttrib.make(0.0, 1.0, *rows))


class FencedFinalFrame(FinalFrame):
    """Draws final frames slice by slice without waiting for any longer than half a tick."""

    target: BandedTarget
    _fence: Fence | None = None  # behind what is waited for
    _since_s: float | None = None  # since when, if that is a slice
    _is_whole = False

    def _begin(self, height: int) -> None:
        self._drop_fence()
        self._is_whole = False
        self.slices.begin(height, from_below=True)

    def _wait_for_map(self) -> None:
        self._fence, self._since_s = Fence.here(), None
        flush()

    def _draw_slices(self) -> bool:
        """Begin the next slice once the one before is filled; whether the frame is complete and handed out now."""
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
        if band is not None:  # one at a time: what is sorted lies in memory until it is filled, 35 MB a slice
            self._since_s = perf_counter()
            self._view.aim_at_band(band)
            self.target.begin_rows((band.low, band.high))
            self._fence = Fence.here()
            flush()
        else:
            self.target.fetch()
            self._is_whole = True  # handed out with the next tick: laying things over it takes time
        return False

    def _drop_fence(self) -> None:
        if self._fence is not None:
            self._fence.drop()
        self._fence = None
