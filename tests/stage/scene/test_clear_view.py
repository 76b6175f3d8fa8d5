"""Trees and people between the camera and the subject make way; nothing else does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from explorer.base.geometry import Pose, box_corners
from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.camera import Camera
from explorer.stage.frames.quality import Step
from explorer.stage.highlight.highlight import Mark, Seen
from explorer.stage.scene.clear_view import (
    HIGHEST_M,
    NOTHING_YIELDS,
    REACH_M,
    feet_of,
    packed_feet,
    way_rows,
)
from explorer.visit import Open, Operate, Visit

from ..conftest import HEIGHT, WIDTH, Pixels, difference, resting, seen

LETTERED = "effects"


def behind_trees(park: Park) -> Visit:
    """A zone seen from where trees stand before its letters: none do in its own view."""
    visit = resting(park, LETTERED)
    pose = replace(visit.pose, azimuth_deg=visit.pose.azimuth_deg + 45, elevation_deg=7.0)
    return replace(visit, pose=pose)


def test_each_vertex_knows_where_its_tree_stands_and_how_high_that_is() -> None:
    trunk = np.array([(x, y, z) for x in (-0.2, 0.2) for y in (-0.2, 0.2) for z in (0.18, 2.0)])
    crown = np.array([(2.0, 0, 4), (-2.0, 0, 4), (0, 0, 9.0)])
    places = np.array([(0.0, 0.0), (30.0, -7.0)])
    tree = np.concatenate([trunk, crown])
    points = np.concatenate([tree + np.array([east, north, 0.0]) for east, north in places])
    feet = feet_of(points)
    assert feet == pytest.approx(places)
    east, rest = packed_feet(points, feet)
    foot = points[:, :2] - np.column_stack([east, rest[:, 0].astype(int) - 128]) * REACH_M / 127
    assert foot == pytest.approx(np.repeat(places, len(points) // 2, axis=0), abs=0.05)
    assert rest[:, 1] / 255 * HIGHEST_M == pytest.approx(8.82, abs=0.1)


def test_what_the_camera_stands_in_and_what_is_not_open_needs_no_clear_view() -> None:
    pose = Pose((0, 0, 0), 180, 20, 60)
    room = box_corners((-5, -5, 0), (5, 5, 8))
    assert way_rows(pose, room, None, 0.0) == NOTHING_YIELDS
    assert way_rows(pose, room + np.array(pose.eye), None, 1.0) == NOTHING_YIELDS
    (east, north, level, trees_m), (left, right, foot, bodies_m) = way_rows(pose, room, None, 1.0)
    assert (east, north) == pytest.approx((0, 1)) and level == 1.0
    assert left == pytest.approx(-right) and left < 0 < right and foot < 0
    assert bodies_m < trees_m == pytest.approx(-pose.eye[1])


def over_letters(stage: Stage, pose: Pose, changed: npt.NDArray[np.bool_]) -> int:
    """How many of the pixels that changed lie over the letters."""
    letters = stage.letters(LETTERED)
    assert letters is not None
    at = Camera(pose, WIDTH / HEIGHT).project(letters) * (WIDTH, HEIGHT)
    (left, top), (right, bottom) = at.min(axis=0).astype(int), at.max(axis=0).astype(int)
    return int(changed[top + 1 : bottom - 1, left:right].sum())


def without_trees(stage: Stage, visit: Visit) -> Pixels:
    """The picture of the park without its trees."""
    trees = [
        node.path for tree in stage.scene.trees for node in tree.chunk_nodes if node.chunk.kind == "tree"
    ]
    elsewhere = replace(visit, pose=visit.park.home)
    for each in (
        visit,
        elsewhere,
    ):  # the shadows of the trees are there, and nothing of the picture before is taken
        seen(stage, each)
    for path in trees:
        path.stash()
    picture = seen(stage, visit)
    for path in trees:
        path.unstash()
    seen(stage, elsewhere)
    return picture


def test_no_tree_stands_before_the_letters_of_an_open_zone(stage: Stage, park: Park) -> None:
    closed = behind_trees(park)
    opened = replace(closed.after(Open(LETTERED)).after(Operate()), pose=closed.pose, flight=None, rest_s=9.0)
    for visit, hidden in ((closed, True), (opened, False)):
        changed = difference(without_trees(stage, visit), seen(stage, visit))
        assert (over_letters(stage, visit.pose, changed) > 12) is hidden
        assert changed.sum() > 1000, "most trees are beside the way"


def test_letters_that_would_be_cut_are_not_drawn(stage: Stage, park: Park) -> None:
    visit = resting(park, LETTERED)
    whole = seen(stage, visit)
    stage.show(visit, unlettered=frozenset({LETTERED}))
    frame = stage.draw(finished=True)
    bare = (
        np.frombuffer(frame.pixels, np.uint8)
        .reshape(frame.height, frame.width, 4)[..., 2::-1]
        .astype(np.int16)
    )
    changed = difference(whole, bare)
    assert changed.any()
    letters = stage.letters(LETTERED)
    assert letters is not None
    at = Camera(visit.pose, WIDTH / HEIGHT).project(letters) * (WIDTH, HEIGHT)
    rows, columns = np.nonzero(changed)
    (left, top), (right, bottom) = at.min(axis=0) - 6, at.max(axis=0) + 6
    assert left <= columns.min() and columns.max() <= right and top <= rows.min() and rows.max() <= bottom
    assert np.array_equal(seen(stage, visit), whole), "and they come back"


def test_the_contour_of_an_open_zone_has_no_notch_where_a_tree_has_made_way(stage: Stage, park: Park) -> None:
    closed = behind_trees(park)
    opened = replace(closed.after(Open(LETTERED)), pose=closed.pose, flight=None, rest_s=9.0)
    view = Seen(Camera(closed.pose, WIDTH / HEIGHT), (WIDTH, HEIGHT), Step())
    covered = []
    for visit in (closed, opened):
        seen(stage, visit)
        stage.scene.outline.clear()
        picture = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        for contour, level in stage.scene.outline.contours(view, [Mark(LETTERED, "touched", 1.0)]):
            contour.lay(picture, level)
        covered.append(over_letters(stage, closed.pose, picture[..., 0] > 0))
    stage.scene.outline.clear()
    assert covered[1] > covered[0] + 12
