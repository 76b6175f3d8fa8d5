"""Instances of bodies of one form, drawn in one call: each is two rows of numbers that change with every frame."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ..gl.draw_order import MASK, SHADOW
from ..gl.shaders import shader
from ..highlight.light_lines import ADDED, LAID_OVER
from ..primitives.meshes import Form
from ..primitives.repeats import Repeats
from ..scene.mesh import PLAIN, colour_bytes, vertex_data

BODY = np.dtype(
    [
        ("place", "<f4", 3),
        ("colour", "u1", 4),  # albedo, opacity
        ("facing", "i1", 4),  # normal * 127, glow * 127
        ("ribbon", "<f4", 4),  # joint, swing, share of the body's own colour, wave
    ]
)
"""A corner of a body: see life.vert."""

MOST = 112
"""So many bodies fit into one call on every graphics card."""
MOST_CORNERS = 2000
"""Of large forms a call holds fewer bodies: their corners lie in memory as often."""

SHADE_SORT, WAKE_SORT, LIGHT_SORT = 13, 26, 33

Floats = npt.NDArray[np.float64]


def packed_colours(colours: list[str]) -> Floats:
    """`#RRGGBB` as one number each, as life.vert takes them apart again."""
    return np.array(
        [red * 65536 + green * 256 + blue for red, green, blue in map(colour_bytes, colours)], float
    )


class BodyInstances:
    """Any number of one form, many in a call.

    The form is there as often as a call holds bodies: where the processor draws, instances cost a call each.

    Parameters
    ----------
    corners : shape (v,), of one form.
    triangles_of : shape (t, 3), which corners make its triangles.

    Attributes
    ----------
    path : the node; hang it under the node of all that moves.
    fit : how many bodies a call holds.
    calls : how many calls draw what was put last.
    """

    def __init__(
        self, name: str, corners: npt.NDArray[np.void], triangles_of: npt.NDArray[np.integer]
    ) -> None:
        self.path = p3d.NodePath(name)
        self.fit = max(min(MOST, MOST_CORNERS // len(corners)), 1)
        self._triangles_of = np.asarray(triangles_of)
        self._data = vertex_data(name, np.tile(corners, self.fit))
        self.path.set_shader_input("u_corners", float(len(corners)))
        self.calls = 0
        self._calls: list[tuple[p3d.NodePath, Any, Repeats]] = []

    def put(self, places: Floats, headings: Floats, rest: Floats) -> None:
        """Draw n bodies at places (n, 3), turned by headings (n,) in radians, with four more numbers each (n, 4)."""
        if not len(places) and not self.calls:
            return
        before, self.calls = self.calls, -(-len(places) // self.fit)
        for path, _, _ in self._calls[self.calls : before]:
            path.stash()
        for path, _, _ in self._calls[before : self.calls]:
            path.unstash()
        while len(self._calls) < self.calls:
            self._calls.append(self._call())
        rows = np.zeros((self.calls * self.fit, 8), np.float32)  # what is left over has no size
        rows[: len(places), :3], rows[: len(places), 3], rows[: len(places), 4:] = places, headings, rest
        for number, (_, numbers, bodies) in enumerate(self._calls[: self.calls]):
            first = number * self.fit
            own = rows[first : first + self.fit]
            memoryview(numbers).cast("B")[: own.nbytes] = own.ravel().view(np.uint8).data
            bodies.show(min(len(places) - first, self.fit))

    def _call(self) -> tuple[p3d.NodePath, Any, Repeats]:
        bodies = Repeats(self.path.name, self._data, self._triangles_of, self.fit)
        path = self.path.attach_new_node(bodies.node)
        numbers: Any = p3d.PTA_LVecBase4f.empty_array(2 * MOST)
        path.set_shader_input("u_bodies", numbers)
        return path, numbers, bodies


def body_instances(
    name: str, form: Form, joints: npt.NDArray[np.float32], cloth: bool = False
) -> BodyInstances:
    """Bodies of a form whose corners move as `joints`, shape (v, 4), say; see life.vert."""
    vertices = np.zeros(len(form.places), BODY)
    vertices["place"] = form.places
    vertices["colour"] = np.rint(np.clip(form.colours, 0, 1) * 255)
    vertices["facing"][:, :3] = np.rint(form.normals * 127)
    vertices["facing"][:, 3] = np.rint(np.clip(form.glow, 0, 1) * 127)
    vertices["ribbon"] = joints
    made = BodyInstances(name, vertices, form.corners)
    made.path.set_shader(shader("life.vert", "prop.frag", **({"CLOTH": 1} if cloth else {})), 30)
    made.path.set_bin("solid", 0)
    made.path.hide(SHADOW | MASK)
    if cloth:
        made.path.set_two_sided(True)
    return made


def blots(name: str, kind: str) -> BodyInstances:
    """Soft patches: `kind` is "SHADE", "WAKE" or "LIGHT"."""
    corners = np.zeros(4, PLAIN)
    corners["place"][:, :2] = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    made = BodyInstances(name, corners, np.array([[0, 1, 2], [0, 2, 3]]))
    defines = {kind: 1} | ({"FACING": 1} if kind == "LIGHT" else {})
    made.path.set_shader(shader("life_blot.vert", "life_blot.frag", **defines), 30)
    sort = {"SHADE": SHADE_SORT, "WAKE": WAKE_SORT, "LIGHT": LIGHT_SORT}[kind]
    made.path.set_bin("fixed", sort, 10)
    made.path.set_transparency(p3d.TransparencyAttrib.M_alpha)
    made.path.set_attrib(ADDED if kind == "LIGHT" else LAID_OVER)
    made.path.set_depth_write(False)
    made.path.set_two_sided(True)
    made.path.hide(SHADOW | MASK)
    return made
