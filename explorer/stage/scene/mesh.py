"""Meshes from numpy to Panda3D: vertex formats, and arrays written through memory views."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d

from ...base.geometry import Vec3

SOLID = np.dtype(
    [
        ("position", "<f4", 3),
        ("colour", "u1", 4),  # albedo, gloss
        ("facing", "i1", 4),  # normal * 127
        ("ambient", "u1", 4),  # gathered light, open sky
        ("night", "u1", 4),  # lamp light, opacity
    ]
)
"""Vertex format of a baked mesh."""

SKINNED = np.dtype([*SOLID.descr, ("uv", "<f4", 2), ("glow", "u1", 4)])
"""Vertex format of a mesh with a texture: SOLID, texture coordinates, emitted light (square root / 2)."""

RIBBON = np.dtype([("position", "<f4", 3), ("colour", "u1", 4), ("along", "<f4", 3), ("ribbon", "<f4", 4)])
"""Vertex format of a ribbon or a halo: see flow.vert and glow.vert."""

PLAIN = np.dtype([("position", "<f4", 3), ("colour", "u1", 4)])
"""Vertex format with a colour only."""

_FLOAT, _BYTE, _SIGNED = p3d.Geom.NT_float32, p3d.Geom.NT_uint8, p3d.Geom.NT_int8
_COLUMNS: dict[str, tuple[str, int, Any, Any]] = {
    "position": ("vertex", 3, _FLOAT, p3d.Geom.C_point),
    "colour": ("color", 4, _BYTE, p3d.Geom.C_color),
    # columns of kind "other" reach the shader unscaled: it divides by 255 or 127 itself
    "facing": ("facing", 4, _SIGNED, p3d.Geom.C_other),
    "ambient": ("ambient", 4, _BYTE, p3d.Geom.C_other),
    "night": ("night", 4, _BYTE, p3d.Geom.C_other),
    "uv": ("texcoord", 2, _FLOAT, p3d.Geom.C_texcoord),
    "glow": ("glow", 4, _BYTE, p3d.Geom.C_other),
    "along": ("along", 3, _FLOAT, p3d.Geom.C_other),
    "ribbon": ("ribbon", 4, _FLOAT, p3d.Geom.C_other),
}


@cache
def vertex_format(kind: np.dtype[np.void]) -> p3d.GeomVertexFormat:
    """The registered Panda3D format for this dtype."""
    array = p3d.GeomVertexArrayFormat()
    for name in kind.names or ():
        array.add_column(*_COLUMNS[name])
    if array.stride != kind.itemsize:
        raise AssertionError(f"{kind} is laid out otherwise by Panda3D: {array}")
    whole = p3d.GeomVertexFormat()
    whole.add_array(array)
    return p3d.GeomVertexFormat.register_format(whole)


def vertex_data(name: str, vertices: npt.NDArray[np.void]) -> p3d.GeomVertexData:
    """Panda3D's vertex data for vertices of shape (n,), in one of the dtypes of this module."""
    data = p3d.GeomVertexData(name, vertex_format(vertices.dtype), p3d.Geom.UH_static)
    data.unclean_set_num_rows(len(vertices))
    _write(data.modify_array(0), vertices)
    return data


def triangles(data: p3d.GeomVertexData, indices: npt.NDArray[np.integer]) -> p3d.Geom:
    """A Geom of triangles: vertex indices in any shape, three for each triangle."""
    narrow = data.get_num_rows() <= 0xFFFF
    flat = np.ascontiguousarray(indices, np.uint16 if narrow else np.uint32).ravel()
    primitive = p3d.GeomTriangles(p3d.Geom.UH_static)
    primitive.set_index_type(p3d.Geom.NT_uint16 if narrow else p3d.Geom.NT_uint32)
    array = primitive.modify_vertices()
    array.unclean_set_num_rows(flat.size)
    _write(array, flat)
    geom = p3d.Geom(data)
    geom.add_primitive(primitive)
    return geom


def rewrite(data: p3d.GeomVertexData, vertices: npt.NDArray[np.void]) -> None:
    """Overwrite vertex data with as many vertices of the same dtype."""
    _write(data.modify_array(0), vertices)


def _write(array: Any, values: npt.NDArray[Any]) -> None:
    """Copy values into an array of Panda3D, which is a buffer though its type does not say so."""
    memoryview(array).cast("B")[:] = np.ascontiguousarray(values).view(np.uint8).ravel().data


def box_of(low: Vec3, high: Vec3) -> p3d.BoundingBox:
    """A bounding volume, so that Panda3D does not compute it from the vertices."""
    return p3d.BoundingBox(p3d.Point3(*low), p3d.Point3(*high))


def node(name: str, vertices: npt.NDArray[np.void], indices: npt.NDArray[np.integer]) -> p3d.NodePath:
    """A node with these triangles."""
    geom_node = p3d.GeomNode(name)
    geom_node.add_geom(triangles(vertex_data(name, vertices), indices))
    return p3d.NodePath(geom_node)


def colour_bytes(hex_colour: str) -> tuple[int, int, int]:
    """`#RRGGBB` as three bytes."""
    return (int(hex_colour[1:3], 16), int(hex_colour[3:5], 16), int(hex_colour[5:7], 16))


def rgb(hex_colour: str) -> npt.NDArray[np.float32]:
    """`#RRGGBB` as three numbers, 0..1."""
    return np.array(colour_bytes(hex_colour), np.float32) / np.float32(255)
