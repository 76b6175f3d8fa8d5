"""Nodes that call while a picture is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import panda3d.core as p3d


def calling(name: str, what: Callable[[], None]) -> p3d.CallbackNode:
    """A node that is never out of sight, and calls where it comes in the order of what is drawn."""

    def drawn(data: Any) -> None:
        # else Panda3D forgets what it has told OpenGL, and some solids are not drawn
        data.set_lost_state(False)
        what()

    node = p3d.CallbackNode(name)
    node.set_draw_callback(p3d.PythonCallbackObject(drawn))
    node.set_bounds(p3d.OmniBoundingVolume())
    node.final = True
    return node
