"""Pixels are filled while the next triangles are still being sorted, where the processor draws.

Mesa sorts the triangles of a picture in one thread and fills pixels in the others, which wait until all of it is
handed over. Handed over piece by piece, both go on side by side: a moving picture of the whole park takes 6 % less.
A graphics card needs none of this.
"""

from __future__ import annotations

from collections.abc import Callable

import panda3d.core as p3d

from ..gl.draw_callback import calling
from ..gl.draw_order import LIVELY, MASK, SHADOW, SKY_SORT, WATER_BODY_SORT
from ..gl.opengl import can_hand_over, hand_over

AFTER: tuple[tuple[str, int], ...] = (
    *(("solid", order) for order in (0, 2, 4)),
    *(("ground", order) for order in (-1, 2)),
    *(("fixed", sort + 1) for sort in (WATER_BODY_SORT, SKY_SORT)),
)
"""Bins and places in them: so far a picture is drawn when it is handed over. Finer steps gained nothing."""


def _always() -> bool:
    return True


class Relay:
    """Has what is drawn of a scene handed over piece by piece; without a library of OpenGL nothing is done.

    What already hangs under the scene comes before what stands at the same place.

    Attributes
    ----------
    may : whether a piece may be handed over now; what may not waits for the next one, or for the end.
    """

    def __init__(self, scene: p3d.NodePath) -> None:
        self.may: Callable[[], bool] = _always
        for bin, place in AFTER if can_hand_over() else ():
            path = hand_over_at(scene, bin, place, self._may_now)
            path.hide(SHADOW | MASK | LIVELY)

    def free(self) -> None:
        """Hand over every piece again."""
        self.may = _always

    def _may_now(self) -> bool:
        return self.may()


def hand_over_at(
    scene: p3d.NodePath, bin: str, place: int, may: Callable[[], bool] = _always
) -> p3d.NodePath:
    """Have all that was drawn handed over when a picture of this scene has come to a place in a bin; the node that does it."""

    def between() -> None:
        if may():
            hand_over()

    path = scene.attach_new_node(calling(f"hand over {bin} {place}", between))
    path.set_bin(bin, place)
    return path
