"""The cached layer of the rich tier: light and depths stay on the card, and the passes run after what moves is drawn.

Occlusion and bloom reach beyond what moves, so each frame restores the whole layer, not tiles of it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import panda3d.core as p3d

from ..gl.context import Context
from ..gl.draw_order import LIVELY
from ..gl.render_target import ChainMaker, Pixels, RenderTarget
from ..gl.shaders import shader
from ..highlight.outline import Contour
from ..highlight.outline_cards import OutlineCards
from ..scene.mesh import PLAIN, node
from .cached_layer import ALWAYS


class LightLayer:
    """A render target that restores the static scene as light, and draws what moves over it.

    Parameters
    ----------
    root : of the whole scene; what moves is what a camera of the mask `LIVELY` sees of it.
    size : the first size.
    chain : makes the passes that follow.

    Attributes
    ----------
    camera : sees what moves.
    """

    def __init__(
        self, context: Context, root: p3d.NodePath, size: tuple[int, int], chain: ChainMaker
    ) -> None:
        self.target = RenderTarget(context, "over", size, 0, is_shared=context.can_share, chain=chain)
        self._put_back = _whole_frame()
        below = self._put_back.attach_new_node(p3d.Camera("layer", p3d.OrthographicLens()))
        self.target.look_through(below, 0)
        lively = p3d.Camera("lively", p3d.PerspectiveLens())
        lively.camera_mask = LIVELY
        self.camera = root.attach_new_node(lively)
        self.target.look_through(self.camera, 1)
        self._cards = OutlineCards()
        self.target.lay_over(self._cards.camera)
        self.size = size

    def hold(self, of: RenderTarget, size: tuple[int, int]) -> None:
        """Restore the light and the depths of this target from now on, while it draws nothing else."""
        self.size = size
        self.target.resize(*size)
        self._put_back.set_shader_input("u_colour", of.light)
        self._put_back.set_shader_input("u_depth", of.depth)

    def lay_over(self, contours: Iterable[tuple[Contour, float]]) -> None:
        """Draw these contours over the finished frame, each up to its progress."""
        self._cards.show(contours)

    def draw(self) -> Pixels:
        """Draw what moves over the layer. The next drawing overwrites the pixels."""
        return self.target.draw()

    def share(self) -> int:
        """Draw what moves over the layer, as a texture."""
        return self.target.share()


def _whole_frame() -> p3d.NodePath:
    """A node that restores the colour and depth of every pixel."""
    vertices = np.zeros(3, PLAIN)
    vertices["position"][:, :2] = [(-1, -1), (3, -1), (-1, 3)]
    path = node("layer", vertices, np.array([[0, 1, 2]]))
    path.node().set_bounds(p3d.OmniBoundingVolume())
    path.node().final = True
    path.set_shader(shader("cached_layer.vert", "cached_layer.frag"))
    path.set_attrib(ALWAYS)
    path.set_two_sided(True)
    root = p3d.NodePath("layer")
    path.reparent_to(root)
    return root
