"""What can be measured of a good picture: a city that parts from the haze, names that can be read, light without spikes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from explorer.base.baked_format import dequantise
from explorer.base.geometry import Pose
from explorer.build.site.signs import SIGNS
from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.camera import Camera
from explorer.stage.scene.baked import Baked

from ..conftest import ASSETS, resting, seen

WIDE, HIGH = 640, 360
LUMINANCE = np.array([0.30, 0.59, 0.11])
FROM_ABOVE = Pose((5, -10, 2), 163, 28, 590, 24.5)
"""So steep that the far city fills the upper part of the frame."""

Plane = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def baked() -> Baked:
    return Baked.read(ASSETS / "park")


def brightness(stage: Stage, park: Park, light: str, pose: Pose) -> Plane:
    """How bright each pixel of a still is, 0..1."""
    stage.resize(WIDE, HIGH)
    picture = seen(stage, replace(resting(park, light=light), pose=pose))
    return np.asarray(picture @ LUMINANCE / 255)


@pytest.mark.parametrize("light", ["day", "golden"])
def test_the_far_city_keeps_back_and_is_not_lost_in_the_haze(stage: Stage, park: Park, light: str) -> None:
    """It means nothing, so its contrast is a share of the park's; it is more than a plain of one tone."""
    picture = brightness(stage, park, light, FROM_ABOVE)
    far, near = picture[8:48].std(), picture[HIGH // 3 :].std()
    assert 0.03 < far < 0.4 * near


def test_the_view_of_the_whole_park_ends_in_the_air(stage: Stage, park: Park) -> None:
    stage.resize(WIDE, HIGH)
    picture = seen(stage, resting(park, light="day")) / 255
    top, city = picture[:14], picture[60:110]
    assert (top @ LUMINANCE).std() < 0.03 < (city @ LUMINANCE).std()
    assert (top[..., 2] > top[..., 0] + 0.05).mean() > 0.9, "and the air is blue"


def test_water_is_not_one_blue(stage: Stage, park: Park) -> None:
    bands = brightness(stage, park, "day", FROM_ABOVE)[300:350, 20:150]
    across = bands.reshape(5, 10, 13, 10).mean(axis=(1, 3))
    assert across.max() - across.min() > 0.03


@pytest.mark.parametrize("light", ["day", "golden", "dusk"])
def test_a_name_is_read_in_the_view_of_the_whole_park(stage: Stage, park: Park, light: str) -> None:
    """Also where the sun does not come: the names of these zones stand free, towards the camera."""
    stage.resize(1280, 720)
    visit = resting(park, light=light)
    picture = seen(stage, visit) @ LUMINANCE / 255
    for zone in ("forum", "drivers", "arcade", "goals25"):
        spot = _pixels_of(zone, Camera(visit.pose, 1280 / 720))
        dark, bright = np.percentile(picture[spot], [20, 97])
        assert bright - dark > 0.2, f"{zone} by {light}"


def _pixels_of(zone: str, camera: Camera) -> tuple[slice, slice]:
    """The rows and columns of 1280x720 that the middle of a name takes."""
    sign = SIGNS[zone]
    places = [(sign.x + dx, sign.y, sign.z + dz) for dx in (-5, 5) for dz in (0.2, sign.cap_m)]
    columns, rows = camera.project(places).T * ((1280,), (720,))
    return (
        slice(int(rows.min()), int(rows.max()) + 1),
        slice(int(columns.min()), int(columns.max()) + 1),
    )


def test_the_floor_of_the_forum_has_no_rays(baked: Baked) -> None:
    """Lamps throw pools, not rays: no triangle is long enough to draw one out. One round plate gave 15 m."""
    edges = np.concatenate(list(_edges_of_floor(baked, "forum", height_m=0.43)))
    assert len(edges) > 2000
    assert edges.max() < 6.0


def test_the_dome_has_no_dark_wedges(baked: Baked) -> None:
    """The lining of the dome turns evenly from light to shade: no corner in a rib is black."""
    chunk = next(c for c in baked.manifest.chunks if c.name.startswith("goals25-near") and not c.language)
    own = baked.vertices[chunk.first_vertex : chunk.first_vertex + chunk.vertices]
    points = dequantise(own["position"], chunk.low, chunk.high)
    x, y = 134.0, -58.0
    away = np.hypot(points[:, 0] - x, points[:, 1] - y)
    inward = ((points[:, :2] - (x, y)) * own["normal"][:, :2]).sum(axis=1) < 0
    lining = (points[:, 2] > 12) & (away > 6) & inward
    assert lining.sum() > 60
    light = own["ambient"][lining].mean(axis=1) / 255
    assert (light < 0.45 * np.median(light)).mean() < 0.005


def _edges_of_floor(baked: Baked, zone: str, height_m: float) -> Iterator[Plane]:
    """The lengths of all edges of the triangles that lie level at this height."""
    for chunk in baked.manifest.chunks:
        if chunk.zone != zone or chunk.kind != "building" or chunk.language or chunk.detail == "far":
            continue
        own = baked.vertices[chunk.first_vertex : chunk.first_vertex + chunk.vertices]
        points = dequantise(own["position"], chunk.low, chunk.high)
        for span in chunk.spans:
            if span.light == "dusk":
                corners = baked.indices[span.start : span.start + span.count].reshape(-1, 3)
                level = np.abs(points[corners][:, :, 2] - height_m).max(axis=1) < 0.02
                triangles = points[corners[level]]
                yield np.linalg.norm(triangles - np.roll(triangles, 1, axis=1), axis=2).ravel()
