"""What the tests of every prop need: a run of its exhibit, the prop without any surface, and what it shows."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import panda3d.core as p3d

from explorer.bootstrap import ROOT
from explorer.park import load
from explorer.stage.props.kinds import prop_class
from explorer.stage.props.prop import Prop
from explorer.visit import Running

SHOW_LIMIT_MS, SLACK = 1.5, 6.0
MOST_NODES, MOST_TRIANGLES = 20, 12_000
CHINESE = re.compile("[\u4e00-\u9fff]")


@cache
def place_of(zone: str) -> tuple[Any, Any]:
    """Where the shipped park puts an exhibit, and the colour of its zone."""
    found = load(ROOT / "scenes" / "metaverse", ROOT / "assets").zones[zone]
    return found.exhibit, found.accent


def prop_of(kind: str) -> Prop:
    """The prop of a kind at its place."""
    made = prop_class(kind)
    assert made is not None
    return made(*place_of(kind))


def shown(prop: Prop, run: Running) -> Running:
    """Show a run; the run."""
    prop.show(run.exhibit, run.state, run.time_s + run.remainder_s)
    return run


def geoms(prop: Prop) -> Iterator[p3d.Geom]:
    """Everything of a prop that is drawn, as it stands."""
    for path in prop.root.find_all_matches("**/+GeomNode"):
        node = path.node()
        assert isinstance(node, p3d.GeomNode)
        yield from node.get_geoms()


def picture(prop: Prop) -> bytes:
    """All vertices of a prop, and where its nodes are: differs if and only if something looks different."""
    found = [str(path.get_mat(prop.root)).encode() for path in prop.root.find_all_matches("**/+GeomNode")]
    for geom in geoms(prop):
        found.append(bytes(geom.get_vertex_data().get_array(0).get_handle().get_data()))
    return b"".join(found)


def vertices(prop: Prop, name: str) -> np.ndarray[Any, Any]:
    """Places of all vertices of a swarm, shape (v, 3), in the prop's own metres."""
    node = prop.root.find(f"**/{name}").node()
    assert isinstance(node, p3d.GeomNode)
    array: Any = node.get_geom(0).get_vertex_data().get_array(0)
    rows = np.frombuffer(bytes(array.get_handle().get_data()), np.uint8).reshape(
        -1, array.array_format.stride
    )
    return np.ascontiguousarray(rows[:, :12]).view(np.float32)


def check_change(prop: Prop, before: Running, after: Running, seconds: float = 2.0) -> None:
    """Within two seconds it looks different from what it would have looked like."""
    for _ in range(round(seconds * 10)):
        shown(prop, before)
        first = picture(prop)
        shown(prop, after)
        if picture(prop) != first:
            return
        before, after = before.advance(0.1), after.advance(0.1)
    raise AssertionError("nothing is seen to change")


def check_parts(prop: Prop, run: Running) -> None:
    """The prop and the exhibit name the same parts, in both languages; a ray at the middle of one touches it."""
    shown(prop, run)
    boxes, words = prop.boxes(), run.exhibit.parts(run.state)
    assert set(boxes) == set(words)
    for told in words.values():
        for label in told:
            assert label.en.strip() and not CHINESE.search(label.en), label
            assert label.zh.strip(), label
    for name, box in boxes.items():
        assert all(low < high for low, high in zip(*box, strict=True)), name
        middle = np.mean(box, axis=0)
        own = {name: box}
        prop.boxes = lambda own=own: own  # type: ignore[method-assign]
        aim = prop.root.get_mat().xform_point(p3d.Point3(*middle))
        touched = prop.touched((aim[0] + 3, aim[1] - 40, aim[2] + 25), (-3, 40, -25))
        del prop.boxes
        assert touched is not None and touched[0] == name


def check_cost(prop: Prop, run: Running, steps: int = 40) -> None:
    """Few draw calls, few triangles, and showing is quick even on a busy machine."""
    found = list(geoms(prop))
    assert len(found) <= MOST_NODES
    assert sum(geom.get_primitive(0).get_num_faces() for geom in found) <= MOST_TRIANGLES
    spent = []
    for _ in range(steps):
        run = run.advance(1 / 30)
        begun = time.perf_counter()
        shown(prop, run)
        spent.append(time.perf_counter() - begun)
    assert statistics.median(spent) * 1e3 < SHOW_LIMIT_MS * SLACK
