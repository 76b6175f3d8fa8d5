"""Many instances of one mesh in one draw call, and nodes for rigid things."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..gl.draw_order import MASK, SHADOW
from ..gl.shaders import shader
from ..scene.mesh import triangles, vertex_data
from .meshes import Mesh, heading

MOVING = np.dtype([("position", "<f4", 3), ("colour", "u1", 4), ("facing", "i1", 4)])
"""Vertex format of everything that moves: colour and opacity; normal * 127 and glow * 127."""

TRANSPARENT_SORT = 30


def dynamic_node(name: str, sky: float = 1.0, lamps: float = 0.25, sun: float = 1.0) -> p3d.NodePath:
    """A node whose children are lit like the park.

    Parameters
    ----------
    sky : share of the sky light that reaches this place (1 outdoors, about 0.5 in a hall).
    lamps : how strongly lamps shine here at night.
    sun : share of the sunlight, where the shadow map lets it through.
    """
    path = p3d.NodePath(name)
    path.set_shader(shader("prop.vert", "prop.frag"), 20)
    path.set_shader_input("u_room", p3d.LVecBase4f(sky, lamps, sun, 0))
    path.set_shader_input("u_pressed", p3d.LVecBase4f(0))
    path.set_shader_input("u_pressed_rim", p3d.LVecBase4f(0))
    path.set_bin("solid", 0)
    path.hide(SHADOW | MASK)
    return path


class Shown(NamedTuple):
    """Instances as they were set: one row for each."""

    positions: npt.NDArray[np.float32]  # (n, 3)
    rotations: npt.NDArray[np.float32] | None  # (n, 3, 3)
    scales: npt.NDArray[np.float32]  # (n, 3)
    colours: npt.NDArray[np.float32]  # (n, 4)
    glow: npt.NDArray[np.float32]  # (n,)


class Drawn(NamedTuple):
    """A mesh that is drawn at a node: once, or as often as `instances` show now."""

    name: str
    mesh: Mesh
    path: p3d.NodePath
    transparent: bool
    instances: Instances | None = None


_watched: list[list[Drawn]] = []


@contextmanager
def watched() -> Iterator[list[Drawn]]:
    """Everything drawn that is made from now on, for a recording of what moves."""
    made: list[Drawn] = []
    _watched.append(made)
    try:
        yield made
    finally:
        _watched.remove(made)


def _made(drawn: Drawn) -> None:
    for made in _watched:
        made.append(drawn)


STEPS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)
"""Possible numbers of instances in a call: the next one that is large enough is used. Extra instances are
invisible but cost time."""


MOST_TAG = "most triangles"
"""Tag of a node with the most triangles it can draw."""


class Repeats:
    """A node that draws the first few of many copies of a mesh.

    Parameters
    ----------
    name : of the node, which is never culled, since the positions of the copies are unknown.
    data : the vertices, copy after copy.
    indices_of_one : shape (t, 3), the triangles of the first copy.
    most : number of copies.
    """

    def __init__(
        self, name: str, data: p3d.GeomVertexData, indices_of_one: npt.NDArray[np.integer], most: int
    ) -> None:
        self._data, self._most = data, most
        self._indices_of_one = np.asarray(indices_of_one)
        self._geoms: dict[int, p3d.Geom] = {0: p3d.Geom(data)}
        self.node = p3d.GeomNode(name)
        self.node.add_geom(self._geoms[0])
        self.node.set_tag(MOST_TAG, str(most * len(indices_of_one)))
        self._shown = 0
        self.node.set_bounds(p3d.OmniBoundingVolume())
        self.node.final = True

    def show(self, count: int) -> None:
        """Draw at least the first `count` copies; copies beyond these must have no size."""
        often = min(next((step for step in STEPS if step >= count), self._most), self._most)
        if often != self._shown:
            self._shown = often
            self.node.set_geom(0, self._geom(often))

    def _geom(self, often: int) -> p3d.Geom:
        if often not in self._geoms:
            each = self._data.get_num_rows() // self._most
            steps = np.arange(often)[:, None, None] * each
            self._geoms[often] = triangles(self._data, self._indices_of_one[None] + steps)
        return self._geoms[often]


class Instances:
    """Up to `most` instances of one mesh in one draw call.

    Parameters
    ----------
    mesh : the mesh; its colours are multiplied by the colour of each instance, its glow is added.
    most : largest number of instances.
    transparent : whether opacity counts (drawn after all solid things, without hiding one another).

    Attributes
    ----------
    path : the node; attach it to a `dynamic_node`.
    shown : the instances as last set.
    """

    shown: Shown

    def __init__(self, name: str, mesh: Mesh, most: int, transparent: bool = False) -> None:
        self._mesh, self._most = mesh, most
        each = len(mesh.positions)
        self._data = vertex_data(name, np.zeros(most * each, MOVING))
        self._data.usage_hint = p3d.Geom.UH_dynamic
        self._things = Repeats(name, self._data, mesh.indices, most)
        self.path = p3d.NodePath(self._things.node)
        if transparent:
            make_transparent(self.path)
        self.set(np.zeros((0, 3)))
        _made(Drawn(name, mesh, self.path, transparent, self))

    def set(
        self,
        positions: npt.ArrayLike,
        rotations: npt.ArrayLike | None = None,
        scales: npt.ArrayLike = 1.0,
        colours: npt.ArrayLike | None = None,
        glow: npt.ArrayLike = 0.0,
    ) -> None:
        """Set position, rotation, size and colour of all instances; those beyond `most` are left out.

        Parameters
        ----------
        positions : shape (n, 3).
        rotations : shape (n, 3, 3) or (3, 3); see `meshes.heading` and `meshes.spans`.
        scales : a number, one for each instance (n,), or one for each of its axes (n, 3).
        colours : sRGB 0..1, shape (n, 3), (n, 4) with opacity, or one row for all.
        glow : a number or shape (n,).
        """
        mesh, vertices = self._mesh, _vertices_in(self._data).reshape(self._most, -1)
        at = np.asarray(positions, np.float32).reshape(-1, 3)[: self._most]
        n = len(at)
        self._things.show(n)
        vertices["position"][n:] = 0  # a triangle without extent is not drawn
        by, tint = _for_each(scales, n), _tint(colours, n)
        turn = None
        if rotations is not None:
            given = np.asarray(rotations, np.float32)
            turn = np.broadcast_to(given[:n] if given.ndim == 3 else given, (n, 3, 3))
        shine = np.broadcast_to(np.asarray(glow, np.float32), (n,))
        self.shown = Shown(at, turn, by, tint, shine)
        if n:
            local = mesh.positions[None] * by[:, None]
            normals = mesh.normals[None] / np.maximum(by, 1e-6)[:, None]
            normals = normals / np.maximum(np.linalg.norm(normals, axis=2, keepdims=True), 1e-6)
            if turn is not None:
                local = local @ turn.transpose(0, 2, 1)
                normals = normals @ turn.transpose(0, 2, 1)
            vertices["position"][:n] = local + at[:, None]
            vertices["facing"][:n, :, :3] = np.rint(normals * 127)
            glowing = shine[:, None] + mesh.glow[None]
            vertices["facing"][:n, :, 3] = np.rint(np.clip(glowing, 0, 1) * 127)
            vertices["colour"][:n] = np.rint(np.clip(mesh.colours[None] * tint[:, None], 0, 1) * 255)


class InstanceList:
    """A list of instances, collected one by one, then shown by an `Instances`."""

    def __init__(self) -> None:
        self._positions: list[npt.ArrayLike] = []
        self._sizes: list[Any] = []
        self._colours: list[npt.ArrayLike] = []
        self._glow: list[float] = []
        self._headings_deg: list[float] = []

    def add(
        self,
        place: npt.ArrayLike,
        size: npt.ArrayLike,
        colour: npt.ArrayLike,
        glow: float = 0.0,
        heading_deg: float = 0.0,
    ) -> None:
        """Add an instance: the middle of its foot, its size along x, y and z (metres), sRGB 0..1 and opacity."""
        # called hundreds of times a frame: all arrays are made at once, later
        self._positions.append(place)
        self._sizes.append((size,) * 3 if isinstance(size, int | float | np.number) else size)
        given = tuple(np.asarray(colour).tolist() if isinstance(colour, np.ndarray) else colour)  # type: ignore[arg-type]
        self._colours.append(given if len(given) == 4 else (*given, 1.0))
        self._glow.append(glow)
        self._headings_deg.append(heading_deg)

    def show_in(self, instances: Instances) -> None:
        """Show the list."""
        if not self._positions:
            instances.set(np.zeros((0, 3)))
            return
        instances.set(
            np.array(self._positions, np.float32),
            heading(self._headings_deg) if any(self._headings_deg) else None,
            np.array(self._sizes, np.float32),
            np.array(self._colours, np.float32),
            np.array(self._glow),
        )


def _tint(colours: npt.ArrayLike | None, n: int) -> npt.NDArray[np.float32]:
    """The colour that each instance multiplies its mesh with, shape (n, 4)."""
    tint = np.ones((n, 4), np.float32)
    if colours is not None and n:
        given = np.asarray(colours, np.float32)
        tint[:, : given.shape[-1]] = given if given.ndim == 1 else given[:n]
    return tint


def _for_each(scales: npt.ArrayLike, n: int) -> npt.NDArray[np.float32]:
    """Scales along x, y and z, shape (n, 3)."""
    by = np.asarray(scales, np.float32)
    return np.broadcast_to(by if by.ndim == 0 else by[:n, None] if by.ndim == 1 else by[:n], (n, 3))


def static_node(name: str, mesh: Mesh, transparent: bool = False) -> p3d.NodePath:
    """A node that draws one mesh; it can be moved, turned and hidden."""
    vertices = np.zeros(len(mesh.positions), MOVING)
    vertices["position"] = mesh.positions
    vertices["colour"] = np.rint(np.clip(mesh.colours, 0, 1) * 255)
    vertices["facing"][:, :3] = np.rint(mesh.normals * 127)
    vertices["facing"][:, 3] = np.rint(np.clip(mesh.glow, 0, 1) * 127)
    node = p3d.GeomNode(name)
    node.add_geom(triangles(vertex_data(name, vertices), mesh.indices))
    path = p3d.NodePath(node)
    if transparent:
        make_transparent(path)
    _made(Drawn(name, mesh, path, transparent))
    return path


def make_transparent(path: p3d.NodePath) -> None:
    """Draw a node with its opacity, after everything solid."""
    path.set_transparency(p3d.TransparencyAttrib.M_alpha)
    path.set_bin("fixed", TRANSPARENT_SORT, 10)
    path.set_depth_write(False)


def _vertices_in(data: p3d.GeomVertexData) -> npt.NDArray[np.void]:
    """The vertices in Panda3D's own memory, shape (n,): change them at once, and do not keep the array."""
    array: Any = data.modify_array(0)  # a buffer, though its type does not say so
    return np.frombuffer(memoryview(array).cast("B"), MOVING)
