"""Flush points: places in the drawing order at which the work so far is flushed.

Mesa sorts the triangles of a frame in one thread and fills pixels in the others, which wait until everything
is flushed. Flushed piece by piece, both run side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import panda3d.core as p3d

from ..gl.draw_order import LIVELY, MASK, SHADOW, SKY_SORT, WATER_BODY_SORT
from ..gl.opengl import can_flush, flush

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
