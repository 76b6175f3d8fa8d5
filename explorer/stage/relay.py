"""Pixels are filled while the next triangles are still being sorted, where the processor draws.

Mesa sorts the triangles of a picture in one thread and fills pixels in the others, which wait until all of it is
handed over. Handed over piece by piece, both go on side by side: a moving picture of the whole park takes 6 % less.
A graphics card needs none of this.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import panda3d.core as p3d

from .order import LIVELY, MASK, SHADOW, SKY_SORT, WATER_SORT

LIBRARIES = {"linux": ("libOpenGL.so.0", "libGL.so.1"), "win32": ("opengl32.dll",)}
AFTER: tuple[tuple[str, int], ...] = (
    *(("solid", order) for order in (0, 2, 4)),
    *(("ground", order) for order in (-1, 2)),
    *(("fixed", sort + 1) for sort in (SKY_SORT, WATER_SORT)),
)
"""Bins and places in them: so far a picture is drawn when it is handed over. Finer steps gained nothing."""


def relay(scene: p3d.NodePath) -> None:
    """Have what is drawn of a scene handed over piece by piece; without a library of OpenGL nothing is done.

    What already hangs under the scene comes before what stands at the same place.
    """
    if _flush() is None:
        return
    for bin, place in AFTER:
        node = p3d.CallbackNode(f"hand over {bin} {place}")
        node.set_draw_callback(p3d.PythonCallbackObject(_between))
        node.set_bounds(p3d.OmniBoundingVolume())
        node.final = True
        path = scene.attach_new_node(node)
        path.set_bin(bin, place)
        path.hide(SHADOW | MASK | LIVELY)


def hand_over() -> None:
    """Hand over what was drawn so far, in the context that is current."""
    if (flush := _flush()) is not None:
        flush()


def _between(data: Any) -> None:
    data.set_lost_state(False)  # else Panda3D forgets what it has told OpenGL, and some solids are not drawn
    hand_over()


@cache
def _flush() -> Callable[[], object] | None:
    """OpenGL's own word for it, which Panda3D does not pass on."""
    for name in LIBRARIES.get(sys.platform, ()):
        try:
            found: Callable[[], object] = ctypes.CDLL(name).glFlush
        except (OSError, AttributeError):
            continue
        return found
    return None
