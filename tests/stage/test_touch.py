"""What lies under a point of the picture, and what is marked in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.base.geometry import Pose, Rect, Vec3
from explorer.park import Park, Solids
from explorer.stage import Stage
from explorer.stage.camera import Camera
from explorer.stage.picking import Picker
from explorer.visit import Open, Operate, Visit
from explorer.visit.flows import Arc, arcs_of, strengths

from .conftest import difference, resting, seen

NEAR_PX = 4
"""So far from its line a ribbon and its halo reach in these pictures."""


def test_every_zone_is_hit_in_the_middle_of_its_own_view(stage: Stage, park: Park) -> None:
    free = Rect(0.0, 0.0, 0.64, 1.0)
    x, y = free.centre
    missed = {}
    for id in park.zones:
        stage.show(resting(park, id), free)
        hit = stage.pick(2 * x - 1, 1 - 2 * y)
        if hit is None or hit.zone != id:
            missed[id] = hit.zone if hit else None
    assert not missed


def test_a_hit_lies_where_it_was_touched(stage: Stage, park: Park) -> None:
    stage.show(resting(park))
    hits = 0
    for x in np.linspace(-0.9, 0.9, 15):
        for y in np.linspace(-0.9, 0.5, 15):
            hit = stage.pick(x, y)
            if hit:
                hits += 1
                assert stage.project([hit.point])[0] == pytest.approx([(x + 1) / 2, (1 - y) / 2], abs=1e-6)
                assert stage.ground(x, y) == pytest.approx(hit.point)
    assert hits > 20


def test_labels_stand_over_their_zones(stage: Stage, park: Park) -> None:
    """From its own view, something of the zone is hit straight below its label."""
    missed = []
    for id, zone in park.zones.items():
        stage.show(resting(park, id))
        x, y = stage.project([zone.place.label_m])[0]
        below = (stage.pick(2 * x - 1, 1 - 2 * (y + step)) for step in np.linspace(0, 0.6, 40))
        if not any(hit and hit.zone == id for hit in below):
            missed.append(id)
    assert not missed


def test_the_sky_has_no_ground(stage: Stage, park: Park) -> None:
    stage.show(replace(resting(park), pose=Pose((0, 0, 60), 180, 0, 300, 40)))
    assert stage.ground(0.0, 0.95) is None
    assert stage.ground(0.0, -0.9) is not None


@pytest.mark.parametrize("id", ["goals25", "horizon"])
def test_hovering_changes_that_building_and_what_flows_to_and_from_it_only(
    stage: Stage, park: Park, id: str
) -> None:
    arcs = arcs_of(park, park.solids)
    for light in ("day", "dusk"):
        plain, hovering = (replace(resting(park, light=light), hovered=it) for it in (None, id))
        changed = difference(seen(stage, plain), seen(stage, hovering))
        building = _within(stage, park, id, changed.shape)
        assert (changed & building).sum() > 40
        flows = np.zeros_like(changed)
        for arc, before, after in zip(arcs, strengths(arcs, plain), strengths(arcs, hovering), strict=True):
            if before != after:
                flows |= _along(stage, arc, changed.shape)
        assert (flows & ~building).mean() < 0.3  # the claim is about most of the picture
        assert (changed & flows & ~building).any()
        assert not (changed & ~building & ~flows).any()


def _within(stage: Stage, park: Park, id: str, shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Where the box around a zone's building is in the picture, and its contour."""
    own = park.solids
    rows = [i for i, zone in enumerate(own.zones) if zone == id]
    low, high = own.low[:, rows].min(axis=1), own.high[:, rows].max(axis=1)
    corners = [[(low, high)[k >> axis & 1][axis] for axis in range(3)] for k in range(8)]
    at = stage.project(corners) * (shape[1], shape[0])
    (left, top), (right, bottom) = at.min(axis=0) - 14, at.max(axis=0) + 14
    y, x = np.indices(shape)
    return np.asarray((left <= x) & (x <= right) & (top <= y) & (y <= bottom))


def _along(stage: Stage, arc: Arc, shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Where a ribbon runs in the picture, and its halo."""
    steps = np.linspace(0, len(arc.line) - 1, 2000)
    line = np.stack([np.interp(steps, np.arange(len(arc.line)), axis) for axis in arc.line.T], axis=1)
    x, y = np.rint(stage.project(line) * (shape[1], shape[0])).T
    seen_at = (x >= 0) & (x < shape[1]) & (y >= 0) & (y < shape[0])
    near = np.zeros(shape, bool)
    for column, row in {(int(a), int(b)) for a, b in zip(x[seen_at], y[seen_at], strict=True)}:
        near[max(row - NEAR_PX, 0) : row + NEAR_PX + 1, max(column - NEAR_PX, 0) : column + NEAR_PX + 1] = (
            True
        )
    return near


def test_hovering_ends_without_a_trace(stage: Stage, park: Park) -> None:
    visit = resting(park)
    before = seen(stage, visit)
    seen(stage, replace(visit, hovered="data"))
    assert np.array_equal(before, seen(stage, visit))


def test_no_line_runs_round_the_building_of_the_exhibit_one_stands_at(stage: Stage, park: Park) -> None:
    visit = Visit.begin(park).after(Open("net")).after(Operate())
    visit = replace(visit, pose=park.zones["net"].views.exhibit.pose, flight=None, rest_s=9.0)
    assert not difference(seen(stage, visit), seen(stage, replace(visit, hovered="net"))).any()
    assert difference(seen(stage, visit), seen(stage, replace(visit, hovered="net", operating=False))).any()


def test_pointing_raises_a_beacon(stage: Stage, park: Park) -> None:
    visit = resting(park)
    changed = difference(seen(stage, visit), seen(stage, replace(visit, pointed="data")))
    height, width = changed.shape
    place = park.zones["data"].place
    x, y = stage.project([(*place.centre_m, place.height_m + 12.0)])[0]
    assert changed[int(y * height), int(x * width) - 1 : int(x * width) + 2].any()


@given(
    at=st.tuples(st.floats(-1, 1), st.floats(-1, 1)),
    angles_deg=st.tuples(st.floats(0, 359), st.floats(3, 80)),
    free_end=st.tuples(st.floats(0.2, 0.8), st.floats(0.2, 0.8)),
)
def test_rays_and_projections_are_inverse(
    at: tuple[float, float], angles_deg: tuple[float, float], free_end: tuple[float, float]
) -> None:
    (x, y), pose = at, Pose((3.0, 4.0, 5.0), *angles_deg, 90.0)
    eye = Camera(pose, 16 / 9, Rect(0, 0, *free_end))
    place = np.add(pose.eye, np.multiply(eye.ray(x, y), 40.0))
    assert eye.project([place])[0] == pytest.approx([(x + 1) / 2, (1 - y) / 2], abs=1e-9)


def test_the_nearest_box_is_hit() -> None:
    low: Vec3 = (-1.0, 5.0, 0.0)
    boxes = Solids(
        ("far", "near", ""),
        np.array([[-1, -1, 30], [9, low[1], 5], [0, 0, 0]], np.float32),
        np.array([[1, 1, 31], [11, 7, 7], [9, 9, 9]], np.float32),
    )
    picker = Picker(boxes)
    ahead: Vec3 = (0.0, 1.0, 0.0)
    hit = picker.hit((0.0, 0.0, 1.0), ahead)
    assert hit is not None and hit.zone == "near" and hit.point == pytest.approx((0, 5, 1))
    assert picker.hit((0.0, 8.0, 1.0), ahead) is not None  # beyond the near one stands the far one
    assert picker.hit((30.5, 0.0, 1.0), ahead) is None  # a box of no zone opens nothing
    assert picker.hit((0.0, 0.0, 12.0), ahead) is None
