"""Light from the cache is the same, bit for bit, as light gathered anew, and only what holds is taken."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from explorer.base.baked_format import SUNS
from explorer.build.geometry.arrays import DETAIL_CODES, Arrays
from explorer.build.geometry.material import GLASS, PAPER, WARM
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.light.ground import ground_light
from explorer.build.light.incremental import Lighting
from explorer.build.light.ray_tracing import Singles, World
from explorer.build.light.visibility import REACH_M, Visibility
from explorer.build.pipeline.assemble import Part
from explorer.build.pipeline.bake import bake_parts
from explorer.build.pipeline.cache import Cache, hash_of
from explorer.build.site.plan import GROUND_HALF_EXTENT_M


def _house(name: str, x: float, height: float = 8.0, warm: float = 20.0) -> Part:
    builder = MeshBuilder(2)
    builder.chamfered_box(x - 5, x + 5, -5, 5, 0.18, height, PAPER)
    builder.box(x - 6, x - 5, -4, 4, 0.18, 3, GLASS)
    builder.lamp([x, -8, 4], WARM, warm, 12)
    arrays = builder.arrays()
    arrays.detail[:] = DETAIL_CODES["always"]
    return Part(name, "building", builder, arrays, zone=name)


def _row(far_height: float = 8.0, warm: float = 20.0) -> list[Part]:
    """Two neighbours, and a third house 150 m further east."""
    return [_house("west", -60), _house("middle", -40, warm=warm), _house("east", 110, far_height)]


def _files(parts: list[Part], folder: Path, cache: Cache | None) -> dict[str, bytes]:
    bake_parts(parts, folder, "recipe", rays=8, ground_px=64, cache=cache)
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_bake_from_the_shelf_writes_the_same_files(tmp_path: Path) -> None:
    plain = _files(_row(), tmp_path / "plain", None)
    first, second = Cache(tmp_path / "shelf"), Cache(tmp_path / "shelf")
    assert _files(_row(), tmp_path / "first", first) == plain
    assert _files(_row(), tmp_path / "second", second) == plain
    assert first.misses == second.hits > 0
    assert second.misses == 0


def test_a_change_is_seen_by_those_who_can_see_it_and_by_no_others(tmp_path: Path) -> None:
    _files(_row(), tmp_path / "before", Cache(tmp_path / "shelf"))
    cache = Cache(tmp_path / "shelf")
    changed = _files(_row(far_height=9.0), tmp_path / "after", cache)
    assert cache.hits >= 4, "the boxes and the light of the two houses far from the third"
    assert cache.misses > 2, "the third house, its boxes and the ground about it"
    assert changed == _files(_row(far_height=9.0), tmp_path / "plain", None)


def test_a_lamp_that_changes_is_seen(tmp_path: Path) -> None:
    _files(_row(), tmp_path / "before", Cache(tmp_path / "shelf"))
    changed = _files(_row(warm=40.0), tmp_path / "after", Cache(tmp_path / "shelf"))
    assert changed == _files(_row(warm=40.0), tmp_path / "plain", None)


def test_the_number_of_rays_is_part_of_the_key(tmp_path: Path) -> None:
    world, part = World.of(Arrays.join([part.arrays for part in _row()])), _row()[0]
    for rays in (8, 16):
        cache = Cache(tmp_path)
        Lighting(world, [], rays, cache).part(part)
        assert cache.hits == 0


def test_a_box_sees_what_is_near_and_what_may_shade_it() -> None:
    builder = MeshBuilder(1)
    builder.box(-5, 5, 0, 1, 0, 5, PAPER)
    builder.box(
        -5 - 4 * REACH_M, 5 - 4 * REACH_M, 95, 105, 0, 70, PAPER
    )  # towards the sun of dusk, far and high
    builder.box(-5 + 4 * REACH_M, 5 + 4 * REACH_M, 95, 105, 0, 70, PAPER)  # as far and high, but away from it
    reported = builder.arrays()
    visible = Visibility(World.of(reported), []).of(np.array([[-5.0, 0, 0], [5, 1, 5]]))
    middle = reported.points.mean(axis=1)
    house, sunward, away = (np.abs(middle[:, 0] - x * REACH_M) < 6 for x in (0, -4, 4))
    count = len(reported)
    assert visible.rows[:count][house].all()
    assert not visible.rows[:count][sunward | away].any()
    assert visible.sunward_rows[:count][sunward].any()
    assert not visible.sunward_rows[:count][away].any()


def test_no_triangle_out_of_sight_shades(tmp_path: Path) -> None:
    """What the whole park says of the sun, the part of it that a box sees says too."""
    parts = [_house("low", -60, 4), *(_house(f"house{x}", x, 10 + x % 7 * 4) for x in range(-160, -70, 14))]
    world = World.of(Arrays.join([part.arrays for part in parts]))
    places = parts[0].arrays.points.reshape(-1, 3) + np.array([0, 0, 0.3])
    visible = Visibility(world, []).of(places)
    assert visible.sunward_rows.sum() < len(world.columns()[0])
    for direction in SUNS.values():
        assert np.array_equal(world.sees(places, direction), visible.sunward.sees(places, direction))


def test_the_shade_on_the_ground_has_a_colour_and_the_sun_leaves_shadows() -> None:
    parts = _row()
    lamps = [lamp for part in parts for lamp in part.builder.lamps]
    lighting = Lighting(World.of(Arrays.join([part.arrays for part in parts])), lamps, 32, Cache())
    light = ground_light(lighting.cached, GROUND_HALF_EXTENT_M, 96, 32)
    height, width = light.sun["day"].shape
    assert light.ambient.shape == light.night.shape == (height, width, 3)
    beside, far = (_texel(light.ambient, x, 8.0) for x in (-60.0, 180.0))
    assert 0.2 < beside.mean() < far.mean()
    assert light.ambient[..., 2].mean() > light.ambient[..., 0].mean() + 0.02, "the sky is blue"
    for name, (x, y) in {"day": (-54.0, 9.0), "dusk": (-45.0, -9.0)}.items():
        assert _texel(light.sun[name], x, y) < 0.5 < _texel(light.sun[name], 180.0, 60.0), name
    assert _texel(light.night, -60.0, -9.0).mean() > 10 * _texel(light.night, 180.0, 60.0).mean()


def _texel(picture: Singles, x: float, y: float) -> Singles:
    (height, width), (half_x, half_y) = picture.shape[:2], GROUND_HALF_EXTENT_M
    return np.asarray(
        picture[int((y + half_y) / (2 * half_y) * height), int((x + half_x) / (2 * half_x) * width)]
    )


def test_a_broken_file_is_made_again(tmp_path: Path) -> None:
    cache, columns = Cache(tmp_path), {"a": np.arange(5)}
    cache.get("key", lambda: columns)
    (tmp_path / "key.npz").write_bytes(b"half a fi")
    again = Cache(tmp_path)
    assert np.array_equal(again.get("key", lambda: columns)["a"], columns["a"])
    assert (again.hits, again.misses) == (0, 1)
    assert [file.name for file in tmp_path.iterdir()] == ["key.npz"]


def test_the_shelf_throws_away_what_was_asked_for_longest_ago(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for key in ("one", "two", "three"):
        cache.get(key, lambda: {"a": np.zeros(1000)})
    for age, key in enumerate(("two", "one", "three")):
        os.utime(tmp_path / f"{key}.npz", (1000 - age, 1000 - age))
    cache.trim(most_bytes=17_000)
    assert {file.stem for file in tmp_path.iterdir()} == {"two", "one"}


@pytest.mark.parametrize(
    "others",
    [
        ("ab", "c"),
        (b"abc",),
        (np.array([1, 2], np.int32),),
        (np.array([[1, 2]]),),
        ({"a": np.array([1, 2])},),
    ],
)
def test_different_things_have_different_hashes(others: tuple[str]) -> None:
    assert hash_of(*others) not in {hash_of("abc"), hash_of("a", "bc"), hash_of(np.array([1, 2]))}
