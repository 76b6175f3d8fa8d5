"""Instances of one mesh, drawn in one call: each is two rows of numbers that change with every frame."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..gl.draw_order import MASK, SHADOW
from ..gl.shaders import shader
from ..highlight.light_lines import ADDED, LAID_OVER
from ..primitives.instancing import Repeats
from ..primitives.meshes import Mesh
from ..scene.mesh import PLAIN, colour_bytes, vertex_data

BODY = np.dtype(
    [
        ("position", "<f4", 3),
        ("colour", "u1", 4),  # albedo, opacity
        ("facing", "i1", 4),  # normal * 127, glow * 127
        ("ribbon", "<f4", 4),  # joint, swing, share of the body's own colour, wave
    ]
)
"""Vertex format of a body: see life.vert."""

MOST = 112
"""Number of bodies per call that every graphics card accepts."""
MOST_VERTICES = 2000
"""Most vertices per call. Meshes are repeated in memory, so large ones get fewer bodies per call."""

SHADE_SORT, WAKE_SORT, LIGHT_SORT = 13, 26, 33

Floats = npt.NDArray[np.float64]


def packed_colours(colours: list[str]) -> Floats:
    """`#RRGGBB` colours packed into one number each; life.vert unpacks them."""
    return np.array(
        [red * 65536 + green * 256 + blue for red, green, blue in map(colour_bytes, colours)], float
    )


def shaded(sizes: Floats, sky: Floats) -> Floats:
    """Sizes of bodies, below 4, that also hold how much of the sky light is missing; life.vert takes them apart."""
    return np.asarray(sizes + 4 * np.rint(63 * (1 - np.clip(sky, 0, 1))))


class BodyInstances:
    """Any number of bodies of one mesh, many in one draw call.

    The mesh is repeated in memory for each body of a call: on a processor, hardware instances cost a call
    each.

    Parameters
    ----------
    vertices : shape (v,), of one body.
    indices : shape (t, 3), its triangles.

    Attributes
    ----------
    path : the node; attach it to the node of everything that moves.
    fit : number of bodies per call.
    calls : number of calls for the present bodies.
    """

    def __init__(self, name: str, vertices: npt.NDArray[np.void], indices: npt.NDArray[np.integer]) -> None:
        self.path = p3d.NodePath(name)
        self.fit = max(min(MOST, MOST_VERTICES // len(vertices)), 1)
        self._indices = np.asarray(indices)
        self._data = vertex_data(name, np.tile(vertices, self.fit))
        self.path.set_shader_input("u_corners", float(len(vertices)))
        self.calls = 0
        self._calls: list[tuple[p3d.NodePath, Any, Repeats]] = []

    def put(self, positions: Floats, headings: Floats, rest: Floats) -> None:
        """Draw n bodies at positions (n, 3), turned by headings (n,) in radians, with four more numbers each (n, 4)."""
        if not len(positions) and not self.calls:
            return
        before, self.calls = self.calls, -(-len(positions) // self.fit)
        for path, _, _ in self._calls[self.calls : before]:
            path.stash()
        for path, _, _ in self._calls[before : self.calls]:
            path.unstash()
        while len(self._calls) < self.calls:
            self._calls.append(self._call())
        rows = np.zeros((self.calls * self.fit, 8), np.float32)  # unused rows have no size
        rows[: len(positions), :3], rows[: len(positions), 3], rows[: len(positions), 4:] = (
            positions,
            headings,
            rest,
        )
        for number, (_, numbers, bodies) in enumerate(self._calls[: self.calls]):
            first = number * self.fit
            own = rows[first : first + self.fit]
            memoryview(numbers).cast("B")[: own.nbytes] = own.ravel().view(np.uint8).data
            bodies.show(min(len(positions) - first, self.fit))

    def _call(self) -> tuple[p3d.NodePath, Any, Repeats]:
        bodies = Repeats(self.path.name, self._data, self._indices, self.fit)
        path = self.path.attach_new_node(bodies.node)
        numbers: Any = p3d.PTA_LVecBase4f.empty_array(2 * MOST)
        path.set_shader_input("u_bodies", numbers)
        return path, numbers, bodies


def body_instances(
    name: str, mesh: Mesh, joints: npt.NDArray[np.float32], cloth: bool = False
) -> BodyInstances:
    """Bodies of a mesh whose vertices move as `joints`, shape (v, 4), describes; see life.vert."""
    vertices = np.zeros(len(mesh.positions), BODY)
    vertices["position"] = mesh.positions
    vertices["colour"] = np.rint(np.clip(mesh.colours, 0, 1) * 255)
    vertices["facing"][:, :3] = np.rint(mesh.normals * 127)
    vertices["facing"][:, 3] = np.rint(np.clip(mesh.glow, 0, 1) * 127)
    vertices["ribbon"] = joints
    made = BodyInstances(name, vertices, mesh.indices)
    made.path.set_shader(
        shader("life.vert", "prop.frag", FADES=1, ONE_TAP=1, **({"CLOTH": 1} if cloth else {})), 30
    )
    made.path.set_bin("solid", 0)
    made.path.hide(SHADOW | MASK)
    if cloth:
        made.path.set_two_sided(True)
    return made


def soft_patches(name: str, kind: str) -> BodyInstances:
    """Soft patches of shadow, wake, rings on the water or light: `kind` is "SHADE", "WAKE", "RING" or "LIGHT"."""
    vertices = np.zeros(4, PLAIN)
    vertices["position"][:, :2] = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    made = BodyInstances(name, vertices, np.array([[0, 1, 2], [0, 2, 3]]))
    defines = {kind: 1} | ({"FACING": 1} if kind == "LIGHT" else {})
    made.path.set_shader(shader("life_blot.vert", "life_blot.frag", **defines), 30)
    sort = {"SHADE": SHADE_SORT, "WAKE": WAKE_SORT, "RING": WAKE_SORT, "LIGHT": LIGHT_SORT}[kind]
    made.path.set_bin("fixed", sort, 10)
    made.path.set_transparency(p3d.TransparencyAttrib.M_alpha)
    made.path.set_attrib(ADDED if kind == "LIGHT" else LAID_OVER)
    made.path.set_depth_write(False)
    made.path.set_two_sided(True)
    made.path.hide(SHADOW | MASK)
    return made
