"""What holds for the picture of every exhibit, as functions that the tests of each kind call."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import panda3d.core as p3d

from explorer.exhibits.exhibit import STEP_S, Exhibit
from explorer.stage.props.prop import Prop
from explorer.stage.swarm import MOVING
from tests.exhibits.contract import chinese

MOST_NODES, MOST_TRIANGLES = 20, 12_000


def pictured(prop: Prop, exhibit: Exhibit[Any], state: Any) -> str:
    """A fingerprint of everything that is drawn of a state, the frame of what is touched left out."""
    prop.show(exhibit, state, state.ticks * STEP_S)
    told = hashlib.sha256()
    for path in prop.root.find_all_matches("**/+GeomNode"):
        if path.get_name() != "frame":
            told.update(path.get_name().encode() + repr(path.get_mat(prop.root)).encode())
            for geom in _geoms(path):
                array: Any = geom.get_vertex_data().get_array(0)
                corners = np.frombuffer(bytes(memoryview(array)), MOVING)
                told.update(corners[corners["place"].any(axis=1)].tobytes())  # the rest has no extent
    return told.hexdigest()


def check_names(prop: Prop, exhibit: Exhibit[Any], state: Any) -> None:
    """The picture and the exhibit name the same parts, and each has words in both languages."""
    words = exhibit.parts(state)
    assert set(prop.boxes()) == set(words)
    assert 5 <= len(words) <= 12
    for told in words.values():
        for label in told:
            assert label.en.strip() and not chinese(label.en), label.en
            assert label.zh.strip() and (chinese(label.zh) or not any(c.isalpha() for c in label.zh)), (
                label.zh
            )


def check_boxes_touch(prop: Prop) -> None:
    """A ray to the middle of a part from just before it touches that part."""
    for name, found in prop.boxes().items():
        low, high = np.array(found)
        middle = (low + high) / 2
        start = middle - (0, (high - low)[1] / 2 + 0.01, 0)
        x, y, z = prop.root.get_mat().xform_point(p3d.Point3(*map(float, start)))
        i, j, k = prop.root.get_mat().xform_vec(p3d.Vec3(0, 1, 0))
        touched = prop.touched((x, y, z), (i, j, k))
        assert touched and touched[0] == name, (name, touched)


def check_budget(prop: Prop) -> None:
    """Few nodes and few triangles, all that could be drawn counted."""
    geoms = [geom for path in prop.root.find_all_matches("**/+GeomNode") for geom in _geoms(path)]
    triangles = sum(p.get_num_faces() for geom in geoms for p in geom.get_primitives())
    assert len(geoms) <= MOST_NODES
    assert triangles <= MOST_TRIANGLES, triangles


def _geoms(path: p3d.NodePath) -> list[p3d.Geom]:
    node = path.node()
    assert isinstance(node, p3d.GeomNode)
    return [node.get_geom(number) for number in range(node.get_num_geoms())]
