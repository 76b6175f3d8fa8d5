"""Light of lamps on the walls of a scene's own models, and textures on them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from explorer.base.baked_format import Glow
from explorer.park import load
from explorer.park.meshes.mesh import Mesh
from explorer.park.meshes.reading import read_mesh
from explorer.stage import Stage
from explorer.stage.scene.own_light import lamplight
from explorer.stage.scene.own_walls import MOST_MORE, finer
from tests.park.meshes.zoo import Glb, box, textured_wall
from tests.scene import swap, write_scene

from ..conftest import HEADLESS, resting, seen

LAMP = Glow((10.0, -1.5, 3.0), "#FFDDAA", 1.0)
SIZE = (320, 180)


def wall(folder: Path, width: float = 20.0) -> Mesh:
    """A box whose front is two triangles in the plane y = 0, z up."""
    points, indices = box(width, 8, 10)
    glb = Glb()
    glb.stand(
        {
            "attributes": {"POSITION": glb.numbers(points[:, [0, 2, 1]], "VEC3")},
            "indices": glb.numbers(indices[:, ::-1].copy(), "SCALAR"),
        }
    )
    return read_mesh(glb.write(folder / "wall.glb"))


def area(mesh: Mesh) -> float:
    a, b, c = (mesh.points[mesh.indices[:, i]] for i in range(3))
    return float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2)


def test_a_lamp_before_a_wall_lights_its_middle_and_not_its_ends(tmp_path: Path) -> None:
    coarse = wall(tmp_path)
    fine = finer(coarse, [LAMP])
    assert np.isclose(area(fine), area(coarse)), "nothing is missing or twice there"
    light = lamplight(fine, [LAMP]).sum(axis=1)
    near = np.linalg.norm(fine.points - LAMP.at, axis=1) < 3
    assert light[near].max() > 4 * lamplight(coarse, [LAMP]).max()


def test_triangles_on_both_sides_of_an_edge_are_divided_alike(tmp_path: Path) -> None:
    fine = finer(wall(tmp_path), [LAMP])
    places = np.unique(np.rint(fine.points * 1e4), axis=0, return_inverse=True)[1].ravel()
    edges = places[fine.indices]
    pairs = np.sort(np.stack([edges, np.roll(edges, -1, axis=1)], axis=2).reshape(-1, 2), axis=1)
    assert (np.unique(pairs, axis=0, return_counts=True)[1] == 2).all(), "a closed box stays closed"


def test_without_a_lamp_nearby_nothing_is_divided(tmp_path: Path) -> None:
    mesh = wall(tmp_path)
    assert finer(mesh, []) is mesh
    assert finer(mesh, [Glow((500.0, 0.0, 3.0), "#FFFFFF", 1.0)]) is mesh


def test_many_lamps_cost_no_more_than_they_may(tmp_path: Path) -> None:
    lamps = [Glow((x, -1.0, 3.0), "#FFFFFF", 1.0) for x in range(0, 400, 4)]
    mesh = wall(tmp_path, 400.0)
    assert len(finer(mesh, lamps).indices) <= len(mesh.indices) + MOST_MORE


def test_a_texture_is_seen_on_a_model_in_each_light(tmp_path: Path) -> None:
    folder = write_scene(tmp_path / "toy")
    textured_wall().write(folder / "wall.glb")  # red on the left, blue on the right
    swap(folder / "zones" / "mill.yaml", "model: mill", "model: ./wall.glb")
    toy = load(folder, tmp_path)
    stage = Stage(toy, tmp_path, SIZE, displays=HEADLESS)
    try:
        picture = seen(stage, resting(toy, "mill"))
        points = stage.project([(-21.5, 0.0, 1.5), (-18.5, 0.0, 1.5)]) * SIZE
        left, right = (picture[int(y), int(x), :3].astype(int) for x, y in points)
        assert left[0] > left[2] + 40 and right[2] > right[0] + 40
    finally:
        stage.close()
