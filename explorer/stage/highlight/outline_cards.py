"""Contours as cards that the graphics card blends over a frame."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import panda3d.core as p3d

from ..gl.shaders import shader
from ..scene.mesh import PLAIN, node
from .outline import Contour

_ADD_PREMULTIPLIED = p3d.ColorBlendAttrib.make(
    p3d.ColorBlendAttrib.M_add, p3d.ColorBlendAttrib.O_one, p3d.ColorBlendAttrib.O_one_minus_incoming_alpha
)


class OutlineCards:
    """A card for each contour.

    Attributes
    ----------
    camera : shows the cards; the target of the frame uses it after all other cameras.
    """

    def __init__(self) -> None:
        self._root = p3d.NodePath("outlines")
        self._root.set_shader(shader("outline.vert", "outline.frag"))
        self._root.set_attrib(_ADD_PREMULTIPLIED)
        self._root.set_depth_test(False)
        self._root.set_depth_write(False)
        self._root.set_two_sided(True)
        self.camera = self._root.attach_new_node(p3d.Camera("outlines", p3d.OrthographicLens()))
        self._cards: dict[int, tuple[Contour, p3d.NodePath]] = {}

    def show(self, contours: Iterable[tuple[Contour, float]]) -> None:
        """Show these contours, each at its level, 0..1."""
        shown = {}
        for number, (contour, level) in enumerate(contours):
            _, card = self._cards.pop(id(contour), (None, None))
            card = card or self._card(contour)
            card.set_shader_input("u_level", p3d.LVecBase2f(level, 0))
            card.set_bin(
                "fixed", number
            )  # the last on top: otherwise Panda3D sorts them by the memory address of their state
            shown[id(contour)] = (contour, card)
        for _, card in self._cards.values():
            card.remove_node()
        self._cards = shown

    def _card(self, contour: Contour) -> p3d.NodePath:
        left, top, right, bottom = contour.extent
        vertices = np.zeros(4, PLAIN)
        vertices["position"][:, :2] = ((0, 0), (1, 0), (1, 1), (0, 1))
        card = node("outline", vertices, np.array([[0, 1, 2], [0, 2, 3]]))
        card.node().set_bounds(p3d.OmniBoundingVolume())
        card.node().final = True
        layer = np.ascontiguousarray(contour.layer.transpose(1, 2, 0))
        texture = p3d.Texture("outline")
        texture.setup_2d_texture(
            layer.shape[1], layer.shape[0], p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgba8
        )
        texture.set_ram_image(layer.data)
        texture.wrap_u = texture.wrap_v = p3d.SamplerState.WM_clamp
        texture.minfilter = texture.magfilter = p3d.SamplerState.FT_linear
        card.set_shader_input("u_layer", texture)
        # for OpenGL, the first row of memory is the lower edge
        card.set_shader_input("u_extent", p3d.LVecBase4f(left, top, right, bottom) * 2 - p3d.LVecBase4f(1))
        card.reparent_to(self._root)
        return card
