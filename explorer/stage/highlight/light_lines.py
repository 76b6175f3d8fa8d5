"""Lines of light: baked flows, halos at night and their reflections in the water, holograms over an open zone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ...base.baked_format import Flow, Glow, Hologram
from ...base.geometry import Vec3
from ..gl.draw_order import MASK, SHADOW
from ..gl.shaders import shader
from ..scene.mesh import RIBBON, colour_bytes, node

POOL_SORT, HOLOGRAM_SORT, FLOW_SORT, HALO_SORT, GLOW_SORT = 27, 28, 30, 31, 33
HOLOGRAM_HALF_WIDTH_M = 0.025

_BLEND = p3d.ColorBlendAttrib
ADDED = _BLEND.make(_BLEND.M_add, _BLEND.O_incoming_alpha, _BLEND.O_one)
LAID_OVER = _BLEND.make(_BLEND.M_add, _BLEND.O_incoming_alpha, _BLEND.O_one_minus_incoming_alpha)

Indices = npt.NDArray[np.int64]


def ribbon(
    points: Sequence[Vec3] | npt.NDArray[np.float32], colour: str, half_width_m: float, on_ground: bool
) -> tuple[npt.NDArray[np.void], Indices]:
    """A strip along a line of at least two points: vertices of `mesh.RIBBON`, and their triangles."""
    line = np.asarray(points, np.float32)
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    vertices = np.zeros(2 * len(line), RIBBON)
    vertices["position"] = np.repeat(line, 2, axis=0)
    vertices["along"] = np.repeat(along, 2, axis=0)
    vertices["colour"] = (*colour_bytes(colour), 255)
    vertices["ribbon"][:, 0] = np.tile([-1, 1], len(line))
    vertices["ribbon"][:, 1] = np.repeat(way, 2)
    vertices["ribbon"][:, 2] = half_width_m
    vertices["ribbon"][:, 3] = on_ground
    first = np.arange(len(line) - 1)[:, None] * 2
    return vertices, (first + np.array([0, 1, 3, 0, 3, 2])).reshape(-1, 3)


def together(parts: Iterable[tuple[npt.NDArray[np.void], Indices]]) -> tuple[npt.NDArray[np.void], Indices]:
    """Several meshes as one."""
    vertices, indices, count = [], [], 0
    for own, triangles in parts:
        vertices.append(own)
        indices.append(triangles + count)
        count += len(own)
    return np.concatenate(vertices), np.concatenate(indices)


def flow_nodes(flows: Sequence[Flow]) -> tuple[p3d.NodePath, p3d.NodePath]:
    """All flows: the ribbons, and the wide soft light round them at night."""
    parts = [ribbon(f.points, f.colour, f.half_width_m, f.on_ground) for f in flows if len(f.points) > 1]
    if not parts:
        return p3d.NodePath("no flows"), p3d.NodePath("no flows")
    core = node("flows", *together(parts))
    halo = core.copy_to(p3d.NodePath("halos"))
    program = shader("flow.vert", "flow.frag")
    for path, width, sort, blend in ((core, 0.0, FLOW_SORT, LAID_OVER), (halo, 1.0, HALO_SORT, ADDED)):
        path.set_shader_input("u_halo", width)
        as_light(path, program, sort, blend)
    return core, halo


def glow_node(glows: Sequence[Glow]) -> p3d.NodePath:
    """Node of all halos."""
    return _squares("glows", glows, 0.0, shader("glow.vert", "glow.frag"), GLOW_SORT)


def pool_node(glows: Sequence[Glow], level_m: float) -> p3d.NodePath:
    """Reflections of halos in water at this level; land hides them."""
    return _squares("pools", glows, level_m, shader("pool.vert", "pool.frag"), POOL_SORT)


def _squares(name: str, glows: Sequence[Glow], fourth: float, program: p3d.Shader, sort: int) -> p3d.NodePath:
    square = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    vertices = np.zeros((len(glows), 4), RIBBON)
    for index, glow in enumerate(glows):
        vertices["position"][index] = glow.at
        vertices["colour"][index] = (*colour_bytes(glow.colour), 255)
        vertices["ribbon"][index, :, :2] = square
        vertices["ribbon"][index, :, 2] = glow.radius_m
        vertices["ribbon"][index, :, 3] = fourth
    if not glows:
        return p3d.NodePath(f"no {name}")
    indices = np.arange(len(glows))[:, None] * 4 + np.array([0, 1, 2, 0, 2, 3])
    path = node(name, vertices.ravel(), indices)
    as_light(path, program, sort, ADDED)
    return path


def hologram_node(hologram: Hologram) -> p3d.NodePath:
    """Node of the lines of one hologram."""
    lines = [line for line in hologram.lines if len(line) > 1]
    if not lines:
        return p3d.NodePath("no lines")
    # separate segments: a ribbon mitred round a sharp corner would vanish there
    parts = [
        ribbon(pair, hologram.colour, HOLOGRAM_HALF_WIDTH_M, on_ground=False)
        for line in lines
        for pair in pairwise(line)
    ]
    path = node(f"hologram {hologram.zone}", *together(parts))
    as_light(path, shader("hologram.vert", "plain.frag"), HOLOGRAM_SORT, LAID_OVER)
    return path


def as_light(path: p3d.NodePath, program: p3d.Shader, sort: int, blend: p3d.RenderAttrib) -> None:
    """Set a node up to be drawn as light: sorted, two-sided, in no shadow and no mask."""
    path.set_shader(program)
    path.set_attrib(blend)
    path.set_bin("fixed", sort)
    path.set_two_sided(True)
    path.set_depth_write(False)
    path.hide(SHADOW | MASK)
    # shaders move the vertices, so bounds computed from them would be wrong
    path.node().set_bounds(p3d.OmniBoundingVolume())
    path.node().final = True
