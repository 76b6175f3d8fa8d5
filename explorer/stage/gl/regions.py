"""Regions of an output that show nothing: what of it is cleared before a drawing, and what is put together after it."""

from __future__ import annotations

import panda3d.core as p3d

from .draw_callback import calling

FIRST_SORT, LAST_SORT = -100, 100

Rows = tuple[float, float]
"""From, to, in fractions of the height: the lowest for OpenGL first."""
NO_ROWS, ALL_ROWS = (0.0, 0.0), (0.0, 1.0)


class Clearing:
    """Clears some rows before they are drawn."""

    def __init__(self, output: p3d.GraphicsBuffer) -> None:
        self._region = output.make_display_region()
        self._region.sort = FIRST_SORT
        self._region.set_clear_color(output.get_clear_color())
        self._region.set_clear_color_active(True)
        self._region.set_clear_depth_active(True)
        self._region.active = False

    def before(self, rows: Rows | None) -> None:
        """Clear these rows from now on; None: leave it to the output."""
        self._region.active = rows is not None
        if rows is not None:
            low, high = rows
            # of an output that is upside down, Panda3D turns regions round, but no scissors
            self._region.set_dimensions(0.0, 1.0, 1.0 - high, 1.0 - low)


class Gathering:
    """How much of a picture of several samples a pixel is put together at the end of a drawing.

    Panda3D does so after each drawing, within the scissors that were set last. Mesa waits there until all is filled, for
    it reads no texture that is still drawn into; where there is nothing to put together, nobody waits.
    """

    def __init__(self, output: p3d.GraphicsBuffer) -> None:
        node = calling("scissors", lambda: None)  # Panda3D has set them before it asks
        self._camera = p3d.NodePath(node).attach_new_node(p3d.Camera("scissors", p3d.OrthographicLens()))
        self._region = output.make_display_region()
        self._region.sort = LAST_SORT
        self._region.camera = self._camera
        self._region.active = False

    def after(self, rows: Rows | None) -> None:
        """Put these rows together from now on; None: what was drawn last."""
        self._region.active = rows is not None
        if rows is not None:
            self._camera.node().initial_state = p3d.RenderState.make(p3d.ScissorAttrib.make(0.0, 1.0, *rows))
