"""What the tests of every prop need: a run of its exhibit, the prop without any surface, and what it shows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import panda3d.core as p3d

from explorer.base.bootstrap import ROOT
from explorer.exhibits.exhibit import STEP_S, Exhibit
from explorer.exhibits.kinds import KINDS
from explorer.exhibits.mixins import ShowsTheWay, Surroundings
from explorer.i18n import tr
from explorer.park import load
from explorer.park.model import Park
from explorer.stage.primitives.instancing import MOST_TAG, MOVING
from explorer.stage.props.prop import Prop
from explorer.stage.props.prop_manager import prop_class
from explorer.visit import Running
from tests import cost
from tests.exhibits.contract import chinese

SHOW_LIMIT = 1.5
"""In yardsticks, each a millisecond on the machine where the limit was set."""
MOST_NODES, MOST_TRIANGLES = 20, 12_000
FEWEST_PARTS, MOST_PARTS = 5, 18


@cache
def _park() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


def place_of(zone: str) -> tuple[Any, Any]:
    """Where the shipped park puts an exhibit, and the colour of its zone."""
    found = _park().zones[zone]
    return found.exhibit, found.accent


def surroundings_of(zone: str) -> Surroundings:
    """The shipped park as the exhibit of a zone knows it."""
    return _park().surroundings(zone)


def run_of(kind: str, surroundings: Surroundings | None = None) -> Running:
    """A fresh run of a kind in the shipped park, or in other surroundings."""
    exhibit = KINDS[kind]()
    if isinstance(exhibit, ShowsTheWay):
        exhibit = exhibit.placed_in(surroundings or surroundings_of(kind))
    return Running.of(exhibit)


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
        yield from _geoms(path)


def _geoms(path: p3d.NodePath) -> Iterator[p3d.Geom]:
    node = path.node()
    assert isinstance(node, p3d.GeomNode)
    yield from node.get_geoms()


def picture(prop: Prop) -> str:
    """A fingerprint of all that is drawn, the frame of what is touched left out: differs if something looks different."""
    reported = hashlib.sha256()
    for path in prop.root.find_all_matches("**/+GeomNode"):
        if path.get_name() != "frame":
            reported.update(path.get_name().encode() + repr(path.get_mat(prop.root)).encode())
            for geom in _geoms(path):
                array: Any = geom.get_vertex_data().get_array(0)
                corners = np.frombuffer(bytes(array.get_handle().get_data()), MOVING)
                reported.update(corners[corners["position"].any(axis=1)].tobytes())  # the rest has no extent
    return reported.hexdigest()


def pictured(prop: Prop, exhibit: Exhibit[Any], state: Any) -> str:
    """The picture of a state at the very time of its last step."""
    prop.show(exhibit, state, state.ticks * STEP_S)
    return picture(prop)


def vertices(prop: Prop, name: str) -> np.ndarray[Any, Any]:
    """Places of all vertices of a instances, shape (v, 3), in the prop's own metres."""
    node = prop.root.find(f"**/{name}").node()
    assert isinstance(node, p3d.GeomNode)
    array: Any = node.get_geom(0).get_vertex_data().get_array(0)
    rows = np.frombuffer(bytes(array.get_handle().get_data()), np.uint8).reshape(
        -1, array.array_format.stride
    )
    return np.ascontiguousarray(rows[:, :12]).view(np.float32)


def solids(prop: Prop, name: str, corners: int = 24) -> np.ndarray[Any, Any]:
    """Corners of the solids of a instances that are to be seen, shape (n, corners, 3); a box has 24."""
    found = vertices(prop, name).reshape(-1, corners, 3)
    return found[np.ptp(found, axis=1).max(axis=1) > 0]


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
    check_names(prop, run.exhibit, run.state)
    for name, box in prop.boxes().items():
        assert all(low < high for low, high in zip(*box, strict=True)), name
        middle = np.mean(box, axis=0)
        own = {name: box}
        prop.boxes = lambda own=own: own  # type: ignore[method-assign]
        aim = prop.root.get_mat().xform_point(p3d.Point3(*middle))
        touched = prop.parts().hit_test((aim[0] + 3, aim[1] - 40, aim[2] + 25), (-3, 40, -25))
        del prop.boxes
        assert touched is not None and touched[0] == name


def check_names(prop: Prop, exhibit: Exhibit[Any], state: Any) -> None:
    """The picture and the exhibit name the same parts, and each has words in both languages."""
    words = exhibit.parts(state)
    assert set(prop.boxes()) == set(words)
    assert FEWEST_PARTS <= len(words) <= MOST_PARTS
    for reported in words.values():
        for label in reported:
            assert tr(label, "en").strip() and not chinese(tr(label, "en")), label
            assert tr(label, "zh").strip() and (
                chinese(tr(label, "zh")) or all(c in tr(label, "en") for c in tr(label, "zh") if c.isalpha())
            )


def check_in_front(prop: Prop) -> None:
    """Nothing stands before a part: a ray to its middle from just before it touches that part."""
    for name, found in prop.boxes().items():
        low, high = np.array(found)
        middle = (low + high) / 2
        start = middle - (0, (high - low)[1] / 2 + 0.01, 0)
        x, y, z = prop.root.get_mat().xform_point(p3d.Point3(*map(float, start)))
        i, j, k = prop.root.get_mat().xform_vec(p3d.Vec3(0, 1, 0))
        touched = prop.parts().hit_test((x, y, z), (i, j, k))
        assert touched and touched[0] == name, (name, touched)


def check_budget(prop: Prop) -> None:
    """Few draw calls and few triangles, all that could be drawn counted."""
    nodes = [path.node() for path in prop.root.find_all_matches("**/+GeomNode")]
    drawn = [
        sum(p.get_num_faces() for geom in node.get_geoms() for p in geom.get_primitives()) for node in nodes
    ]
    assert sum(node.get_num_geoms() for node in nodes) <= MOST_NODES
    assert (
        sum(int(node.get_tag(MOST_TAG) or now) for node, now in zip(nodes, drawn, strict=True))
        <= MOST_TRIANGLES
    )


def check_cost(prop: Prop, run: Running, steps: int = 40) -> None:
    """Few draw calls, few triangles, and showing is quick."""
    check_budget(prop)
    waiting = [run := run.advance(1 / 30) for _ in range(steps)]
    check_shown_quickly(lambda: shown(prop, waiting.pop(0)), steps)


def check_shown_quickly(show: Callable[[], object], steps: int) -> None:
    """What shows the next state takes little of a picture's time, beside a yardstick in the same run."""
    assert cost.yardsticks(show, steps) < SHOW_LIMIT * cost.SLACK
