"""The contours of the present frame: they come once the camera rests, stay while only the light changes, and
go when it moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import panda3d.core as p3d

from ...visit.settings import is_dark
from ..camera import Camera
from ..frame import FrameKey
from ..frames.quality import Step
from ..gl.render_target import Pixels
from ..gl.shaders import shader
from ..scene.mesh import PLAIN, node
from .attention import Attention
from .highlight import Mark, Outline, Seen
from .outline import Contour


class OutlineCache:
    """Draws contours over frames, and remembers which are shown.

    Parameters
    ----------
    outline : computes the contours.
    attention : the zones to highlight.
    step : the step of quality that the scene is set up for.

    Attributes
    ----------
    marks : the contours of the last frame.
    """

    def __init__(self, outline: Outline, attention: Attention, step: Callable[[], Step]) -> None:
        self._outline, self._attention, self._step = outline, attention, step
        self.marks: tuple[Mark, ...] = ()
        self._from: Camera | None = None  # camera at the last rest with contours

    def wanted(self, key: FrameKey, comes_to_rest: bool = False) -> tuple[Mark, ...]:
        """The contours to show; empty while the camera moves, and in the tick in which it comes to rest."""
        marks = self._attention.marks
        if key.at_rest and not comes_to_rest:
            return marks
        if key.camera != self._from:
            return ()
        there = {(mark.zone, mark.kind) for mark in self.marks}
        return tuple(mark for mark in marks if (mark.zone, mark.kind) in there)

    def begin(self, key: FrameKey) -> None:
        """Draw the masks of all contours that may soon be needed."""
        self._outline.begin(self._seen(key), self._attention.marks)

    def contours(self, key: FrameKey) -> Iterator[tuple[Contour, float]]:
        """The contours of a frame, each with its level."""
        if key.at_rest:
            self._from = key.camera
        yield from self._outline.contours(self._seen(key), self.marks, at_once=not key.at_rest)

    def lay_over(self, base: Pixels, key: FrameKey) -> Pixels:
        """A copy of a frame with its contours."""
        contours = list(self.contours(key))
        if not self.marks:
            return base
        frame = base.copy()
        for contour, level in contours:
            contour.lay(frame, level)
        return frame

    def _seen(self, key: FrameKey) -> Seen:
        return Seen(key.camera, key.size, self._step(), is_dark(key.light), key.language)


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
