"""Instances: many things of one shape in one draw call, which can move with every frame; and things that stand still."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..gl.draw_order import MASK, SHADOW
from ..gl.shaders import shader
from ..scene.mesh import triangles, vertex_data
from .meshes import Form
from .repeats import Repeats

MOVING = np.dtype([("place", "<f4", 3), ("colour", "u1", 4), ("facing", "i1", 4)])
"""A corner of anything that moves: colour and opacity; normal * 127 and glow * 127."""

SEE_THROUGH_SORT = 30


def lively_node(name: str, sky: float = 1.0, lamps: float = 0.25, sun: float = 1.0) -> p3d.NodePath:
    """A node under which things are lit as the park is.

    Parameters
    ----------
    sky : share of the sky's light that comes here (1 outdoors, about 0.5 in a hall).
    lamps : how strongly lamps shine here at night.
    sun : share of the sun, where the shadow map lets it through.
    """
    path = p3d.NodePath(name)
    path.set_shader(shader("prop.vert", "prop.frag"), 20)
    path.set_shader_input("u_room", p3d.LVecBase4f(sky, lamps, sun, 0))
    path.set_bin("solid", 0)
    path.hide(SHADOW | MASK)
    return path


class Instances:
    """One form, drawn up to `most` times.

    Parameters
    ----------
    form : the shape; its colours are multiplied by those of each thing, its glow is added.
    most : how many there can be.
    see_through : whether opacity counts (drawn after all solid things, without hiding one another).

    Attributes
    ----------
    path : the node; hang it under a `lively_node`.
    """

    def __init__(self, name: str, form: Form, most: int, see_through: bool = False) -> None:
        self._form, self._most = form, most
        each = len(form.places)
        self._data = vertex_data(name, np.zeros(most * each, MOVING))
        self._data.usage_hint = p3d.Geom.UH_dynamic
        self._things = Repeats(name, self._data, form.corners, most)
        self.path = p3d.NodePath(self._things.node)
        if see_through:
            draw_see_through(self.path)
        self.set(np.zeros((0, 3)))

    def set(
        self,
        places: npt.ArrayLike,
        turns: npt.ArrayLike | None = None,
        scales: npt.ArrayLike = 1.0,
        colours: npt.ArrayLike | None = None,
        glow: npt.ArrayLike = 0.0,
    ) -> None:
        """Put the things in their places; those beyond `most` are left out.

        Parameters
        ----------
        places : shape (n, 3).
        turns : rotations, shape (n, 3, 3) or (3, 3); see `forms.heading` and `forms.spans`.
        scales : a number, one for each thing (n,), or one for each of its axes (n, 3).
        colours : sRGB 0..1, shape (n, 3), (n, 4) with opacity, or one row for all.
        glow : a number or shape (n,).
        """
        form, vertices = self._form, _corners_in(self._data).reshape(self._most, -1)
        at = np.asarray(places, np.float32).reshape(-1, 3)[: self._most]
        n = len(at)
        self._things.show(n)
        vertices["place"][n:] = 0  # a triangle without extent is not drawn
        if n:
            by = _for_each(scales, n)
            local = form.places[None] * by[:, None]
            normals = form.normals[None] / np.maximum(by, 1e-6)[:, None]
            normals = normals / np.maximum(np.linalg.norm(normals, axis=2, keepdims=True), 1e-6)
            if turns is not None:
                turn = np.broadcast_to(
                    np.asarray(turns, np.float32)[:n] if np.ndim(turns) == 3 else turns, (n, 3, 3)
                )
                local = local @ turn.transpose(0, 2, 1)
                normals = normals @ turn.transpose(0, 2, 1)
            vertices["place"][:n] = local + at[:, None]
            vertices["facing"][:n, :, :3] = np.rint(normals * 127)
            shine = np.broadcast_to(np.asarray(glow, np.float32), (n,))[:, None] + form.glow[None]
            vertices["facing"][:n, :, 3] = np.rint(np.clip(shine, 0, 1) * 127)
            vertices["colour"][:n] = np.rint(np.clip(self._tinted(colours, n), 0, 1) * 255)

    def _tinted(self, colours: npt.ArrayLike | None, n: int) -> npt.NDArray[np.float32]:
        own = self._form.colours[None]
        if colours is None:
            return np.broadcast_to(own, (n, *own.shape[1:]))
        tint = np.ones((n, 4), np.float32)
        given = np.asarray(colours, np.float32)
        tint[:, : given.shape[-1]] = given if given.ndim == 1 else given[:n]
        return own * tint[:, None]


def _for_each(scales: npt.ArrayLike, n: int) -> npt.NDArray[np.float32]:
    """Stretches along x, y, z, shape (n, 3)."""
    by = np.asarray(scales, np.float32)
    return np.broadcast_to(by if by.ndim == 0 else by[:n, None] if by.ndim == 1 else by[:n], (n, 3))


def standing(name: str, form: Form, see_through: bool = False) -> p3d.NodePath:
    """A form that keeps its shape; as a node it can be moved, turned and hidden."""
    vertices = np.zeros(len(form.places), MOVING)
    vertices["place"] = form.places
    vertices["colour"] = np.rint(np.clip(form.colours, 0, 1) * 255)
    vertices["facing"][:, :3] = np.rint(form.normals * 127)
    vertices["facing"][:, 3] = np.rint(np.clip(form.glow, 0, 1) * 127)
    node = p3d.GeomNode(name)
    node.add_geom(triangles(vertex_data(name, vertices), form.corners))
    path = p3d.NodePath(node)
    if see_through:
        draw_see_through(path)
    return path


def draw_see_through(path: p3d.NodePath) -> None:
    """Let opacity count: drawn after all that is solid."""
    path.set_transparency(p3d.TransparencyAttrib.M_alpha)
    path.set_bin("fixed", SEE_THROUGH_SORT, 10)
    path.set_depth_write(False)


def _corners_in(data: p3d.GeomVertexData) -> npt.NDArray[np.void]:
    """Corners where Panda3D has them, shape (n,), to be changed at once and not kept."""
    array: Any = data.modify_array(0)  # a buffer, though its type does not say so
    return np.frombuffer(memoryview(array).cast("B"), MOVING)
