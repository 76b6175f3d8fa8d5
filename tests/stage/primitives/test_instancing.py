"""Meshes are closed and face outwards; the vertices of instances are where numpy put them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import panda3d.core as p3d
import pytest

from explorer.stage.primitives.instancing import MOVING, Instances, static_node
from explorer.stage.primitives.meshes import Mesh, ball, box, cylinder, heading, joined, spans, torus

MESHES = {
    "box": (box(2, 1, 3), 6.0),
    "cylinder": (cylinder(0.5, 2, 64), np.pi / 2),
    "cone": (cylinder(1.0, 3.0, 64, top=0.0), np.pi),
    "ball": (ball(1.0, 64, 32), 4 / 3 * np.pi),
    "torus": (torus(2.0, 0.5, 64, 32), 2 * np.pi**2 * 2 * 0.25),
}
every_mesh = pytest.mark.parametrize(("mesh", "volume"), MESHES.values(), ids=MESHES)


@every_mesh
def test_a_mesh_is_closed_and_faces_outwards(mesh: Mesh, volume: float) -> None:
    """The divergence theorem: a hole or a face turned inside out would spoil the volume."""
    a, b, c = (mesh.positions[mesh.indices[:, i]].astype(float) for i in range(3))
    assert np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6 == pytest.approx(volume, rel=0.02)


@every_mesh
def test_normals_agree_with_the_triangles(mesh: Mesh, volume: float) -> None:
    assert np.linalg.norm(mesh.normals, axis=1) == pytest.approx(1, abs=1e-5)
    a, b, c = (mesh.positions[mesh.indices[:, i]] for i in range(3))
    facing = np.cross(b - a, c - a)
    area = np.linalg.norm(facing, axis=1)
    reported = mesh.normals[mesh.indices].mean(axis=1)
    assert (np.einsum("ij,ij->i", facing, reported)[area > 1e-9] > 0).all()


def test_what_is_stretched_keeps_its_normals_upright_to_it() -> None:
    wide = ball(1.0, 32, 16).scaled(3, 1, 1)
    # on an ellipsoid the normal is along (x/9, y, z)
    expected = wide.positions / (9, 1, 1)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert np.allclose(wide.normals, expected, atol=1e-4)


def test_a_span_reaches_from_point_to_point() -> None:
    rng = np.random.default_rng(3)
    start, end = rng.normal(size=(2, 20, 3))
    end[0] = start[0] + (0, 0, 2)  # straight up is no special case
    positions, rotations, lengths = spans(start, end)
    top = positions + (rotations @ np.array((0, 0, 1.0))) * lengths[:, None]
    assert np.allclose(positions, start, atol=1e-6)
    assert np.allclose(top, end, atol=1e-5)
    assert np.allclose(np.linalg.det(rotations), 1, atol=1e-5)


def vertices_of(path: p3d.NodePath) -> npt.NDArray[Any]:
    node: Any = path.node()
    array: Any = node.get_geom(0).get_vertex_data().get_array(0)
    return np.frombuffer(memoryview(array).cast("B"), MOVING)


def test_things_are_put_turned_stretched_and_coloured() -> None:
    instances = Instances("test", joined([box(2, 1, 1)]).painted("#FF0000"), 5)
    instances.set(
        [(10, 0, 0), (0, 20, 0)], heading([90, 0]), [(1, 1, 1), (1, 1, 3)], [(1, 1, 1), (0.5, 1, 1)], [0, 1]
    )
    found = vertices_of(instances.path).reshape(5, -1)
    low, high = found["position"].min(axis=1), found["position"].max(axis=1)
    assert np.allclose([low[0], high[0]], [(9.5, -1, 0), (10.5, 1, 1)], atol=1e-5)
    assert np.allclose([low[1], high[1]], [(-1, 19.5, 0), (1, 20.5, 3)], atol=1e-5)
    assert (found["colour"][:2, 0, 0] == [255, 128]).all()
    assert (found["facing"][:2, 0, 3] == [0, 127]).all()
    assert (low[2:] == high[2:]).all()  # those that are not there have no extent


def test_more_than_there_is_room_for_are_left_out() -> None:
    instances = Instances("test", box(), 2)
    instances.set(np.arange(12).reshape(4, 3))
    assert np.isfinite(vertices_of(instances.path)["position"]).all()
    instances.set(np.zeros((0, 3)))
    assert (vertices_of(instances.path)["position"] == 0).all()


def test_a_standing_form_is_the_form() -> None:
    mesh = ball(2.0).painted("#00FF00", glow=0.5, opacity=0.25)
    found = vertices_of(static_node("test", mesh))
    assert np.allclose(found["position"], mesh.positions)
    assert (found["colour"] == (0, 255, 0, 64)).all()
    assert (found["facing"][:, 3] == 64).all()
