"""The bake keeps its word: bodies face outward, boxes hug, and a bake gives the same files twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import trimesh
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from explorer.base import baked_format
from explorer.base.baked_check import read_json
from explorer.base.bootstrap import ROOT
from explorer.build.geometry.letters import font_of, letters
from explorer.build.geometry.lit_mesh import unlit, welded
from explorer.build.geometry.material import GLASS, PAPER, WARM, Material, colour_of
from explorer.build.geometry.mesh_builder import MeshBuilder
from explorer.build.geometry.shapes import unit_ball
from explorer.build.light.light import gather_light
from explorer.build.light.ray_tracing import World
from explorer.build.pieces import facade
from explorer.build.pipeline.assemble import Part
from explorer.build.pipeline.bake import bake_parts
from explorer.build.pipeline.collision_boxes import MOST_BOXES, collision_boxes
from explorer.build.pipeline.pack import Label, Packer
from explorer.build.site.plan import read_letters
from explorer.build.site.planting import plan_trees
from explorer.build.site.signs import clearings
from explorer.build.site.site import site

SCENE = ROOT / "scenes" / "metaverse"
SQUARE = [(0, 0), (3, 0), (3, 2), (0, 2)]
BODIES: dict[str, Callable[[MeshBuilder], None]] = {
    "box": lambda builder: builder.box(0, 1, 0, 2, 0, 3, PAPER, skip=""),
    "chamfered box": lambda builder: builder.chamfered_box(0, 1, 0, 2, 0, 3, PAPER),
    "prism told clockwise": lambda builder: builder.prism(SQUARE[::-1], 0, 3, PAPER, bottom=True),
    "cylinder": lambda builder: builder.cylinder(0, 0, 0, 2, 1, PAPER, bevel=0.1),
    "cone": lambda builder: builder.cylinder(0, 0, 0, 2, 1, PAPER, top_r=0),
    "lathe": lambda builder: builder.lathe([(0, 0), (2, 1), (0, 2)], 8, PAPER),
    "upright tube": lambda builder: builder.tube([(0, 0, 0), (0, 0, 3)], 0.3, PAPER),
    "level tube": lambda builder: builder.tube([(0, 0, 1), (3, 1, 1)], 0.3, PAPER),
    "ball": lambda builder: builder.ball(0, 0, 0, 1, 1, PAPER),
    "blob": lambda builder: builder.ball(0, 0, 0, 1, 1.2, PAPER, "blob"),
}


@pytest.mark.parametrize("name", BODIES)
def test_closed_bodies_face_outward(name: str) -> None:
    builder = MeshBuilder(1)
    with builder.at(5, -3, 2, 40, 1.5):
        BODIES[name](builder)
    reported = builder.arrays()
    outward = reported.points.mean(axis=1) - reported.points.reshape(-1, 3).mean(axis=0)
    assert (np.einsum("ij,ij->i", reported.face_normals, outward) > -1e-9).all()
    assert (np.einsum("ij,ij->i", reported.face_normals, reported.normals.mean(axis=1)) > 0).all()


@pytest.mark.parametrize("divisions", [0, 1, 3])
def test_a_ball_is_the_icosphere_that_trimesh_makes(divisions: int) -> None:
    points, faces = unit_ball(divisions)
    theirs = trimesh.creation.icosphere(subdivisions=divisions)
    assert (points == theirs.vertices).all() and (faces == theirs.faces).all()


def test_like_corners_are_welded_in_the_order_of_their_place() -> None:
    builder = MeshBuilder(1)
    builder.ball(0, 0, 0, 2, 2, PAPER, 2)
    builder.box(-3, 3, -1, 1, 0, 2, GLASS.lit(WARM, 9.0))
    builder.box(3, 9, -1, 1, 0, 2, GLASS)
    arrays = builder.arrays()
    first, group = welded(arrays)
    corners = np.column_stack(
        [
            np.rint(arrays.points.reshape(-1, 3) * 200),
            np.rint(arrays.normals.reshape(-1, 3) * 10),
            np.repeat(np.rint(np.column_stack([arrays.colour, arrays.gloss, arrays.emission]) * 500), 3, 0),
        ]
    )
    rows, number = np.unique(corners, axis=0, return_inverse=True)
    assert (corners[first] == rows).all() and (group.ravel() == number.ravel()).all()


def test_a_hole_faces_into_the_hole() -> None:
    builder = MeshBuilder(1)
    builder.slab(Point(0, 0).buffer(5).difference(Point(0, 0).buffer(3)), 0, 1, PAPER, bevel=0, cap=False)
    reported = builder.arrays()
    middle = reported.points.mean(axis=1)
    inner = np.linalg.norm(middle[:, :2], axis=1) < 4
    facing = np.einsum("ij,ij->i", reported.face_normals, middle * [1, 1, 0])
    assert (facing[inner] < 0).all()
    assert (facing[~inner] > 0).all()


def test_facades_look_out_over_the_right_of_the_wall() -> None:
    builder = MeshBuilder(1)
    facade.punched(builder, (0, 0), (10, 0), 0, 7, PAPER, GLASS)
    panes = builder.arrays()
    assert (panes.face_normals[panes.gloss > 0.5] @ [0, -1, 0] > 0.99).all()


@pytest.mark.parametrize(("language", "text"), [("en", "PARK 8"), ("zh", "产业园区")])
def test_letters_stand_upright_and_face_forward(language: str, text: str) -> None:
    builder = MeshBuilder(1)
    length = letters(builder, text, 2.0, 0.3, PAPER, PAPER, font_of(language))
    reported = builder.arrays()
    low, high = reported.points.reshape(-1, 3).min(axis=0), reported.points.reshape(-1, 3).max(axis=0)
    assert high[0] - low[0] == pytest.approx(length, rel=0.08)
    assert 1.8 < high[2] < 2.6
    faces = reported.face_normals[reported.detail == 2]
    assert (faces @ [0, -1, 0] > 0.99).all()


def test_a_letter_keeps_its_hole() -> None:
    builder = MeshBuilder(1)
    letters(builder, "O", 2.0, 0.3, PAPER, PAPER, "figtree")
    face = builder.arrays()
    face = face.take(face.detail == 2)
    across = np.cross(face.points[:, 1] - face.points[:, 0], face.points[:, 2] - face.points[:, 0])
    box = np.ptp(face.points.reshape(-1, 3), axis=0)
    assert np.linalg.norm(across, axis=1).sum() / 2 < 0.6 * box[0] * box[2]


def test_colours_are_reported_in_full() -> None:
    assert colour_of("#FF8000") == (1.0, 128 / 255, 0.0)
    with pytest.raises(ValueError, match="#RRGGBB"):
        colour_of("red")
    assert Material("#808080").tinted(4).rgb == (1.0, 1.0, 1.0)


@given(st.lists(st.tuples(*[st.floats(-300, 300, width=32)] * 3), min_size=1, max_size=30))
def test_quantised_points_come_back(places: list[tuple[float, float, float]]) -> None:
    points = np.array(places, np.float32)
    low, high = points.min(axis=0), points.max(axis=0)
    back = baked_format.dequantise(baked_format.quantise(points, low, high), low, high)
    assert (np.abs(back - points) <= (high - low) / 65535 + 1e-3).all()


def test_the_ground_never_overlaps() -> None:
    land = site()
    whole = land.roads.area + land.stone.area + land.green.area
    assert land.stone.intersection(land.green).area < 1
    assert land.lawn.area + land.ring_garden.area + land.beds.area == pytest.approx(land.green.area, abs=0.5)
    assert land.roads.intersection(land.paved).area < 60  # kerb lines are drawn a little plainer than cut
    assert whole < land.island.area


def test_trees_stand_clear_of_walls_and_of_each_other() -> None:
    trees = plan_trees(clearings(read_letters(SCENE)))
    plots = site().plots
    assert len(trees) > 300
    places = np.array([(tree.x, tree.y) for tree in trees])
    for number, place in enumerate(places[:-1]):
        assert np.linalg.norm(places[number + 1 :] - place, axis=1).min() >= 3.6 - 1e-9
    for zone in ("factory", "data", "street"):
        assert min(plots[zone].distance(Point(*place)) for place in places) > 1.7


def _gate() -> MeshBuilder:
    """Two towers of 14 m under a beam, 16 m apart: one can walk through."""
    builder = MeshBuilder(1)
    for x in (0, 20):
        builder.box(x, x + 4, 0, 4, 0, 14, PAPER)
    builder.box(0, 24, 0, 4, 12, 14, PAPER, skip="")
    return builder


def test_solids_hug_the_building_and_leave_its_door_open() -> None:
    boxes = collision_boxes("gate", _gate().arrays())
    assert 0 < len(boxes) <= MOST_BOXES
    assert (boxes["low"].min(axis=0) >= [-0.01, -0.01, 0]).all()
    assert (boxes["high"].max(axis=0) <= [24.01, 4.01, 14.01]).all()
    assert boxes["high"].max(axis=0) == pytest.approx([24, 4, 14])
    walker = np.array([12, 2, 1.5])
    assert not ((boxes["low"] <= walker) & (boxes["high"] >= walker)).all(axis=1).any()
    inside_tower = np.array([1, 0.01, 6])
    assert ((boxes["low"] <= inside_tower) & (boxes["high"] >= inside_tower)).all(axis=1).any()


def test_a_part_too_big_for_16_bits_is_cut() -> None:
    builder = MeshBuilder(1)
    for x in range(120):
        for y in range(120):
            builder.box(x, x + 0.5, y, y + 0.5, 0, 1, PAPER.tinted(1 - (x + y) / 1000))
    packer = Packer()
    lit = unlit(builder.arrays())
    lit.detail[:] = 2
    packer.add(lit, Label("field", "building"))
    assert len(packer.chunks) > 1
    assert all(chunk.vertices < 65_536 for chunk in packer.chunks)
    day = sum(span.count for chunk in packer.chunks for span in chunk.spans if span.light == "day")
    assert day == lit.indices.size


def _toy_parts() -> list[Part]:
    plaza, house = MeshBuilder(1), MeshBuilder(2)
    plaza.plate(Point(0, 0).buffer(30), 0.18, PAPER)
    house.chamfered_box(-5, 5, -5, 5, 0.18, 12, PAPER)
    facade.curtain(house, (-6, -6), (6, -6), 0.2, 8, GLASS, PAPER)
    house.lamp([0, -8, 4], WARM, 20, 12)
    house.glow([0, -8, 4], WARM, 2)
    house.flow([(0, 0, 12), (10, 0, 20)], "#5AA9FF", source="house")
    parts = [Part("ground", "ground", plaza, plaza.arrays(), surface="ground")]
    parts.append(Part("house", "building", house, house.arrays(), zone="house"))
    for part in parts:
        part.arrays.detail[:] = 2
    return parts


def test_a_bake_gives_the_same_files_twice_and_reads_back(tmp_path: Path) -> None:
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        reported = bake_parts(_toy_parts(), folder, "recipe", rays=8, ground_px=64)
    for file in sorted(folders[0].iterdir()):
        assert file.read_bytes() == (folders[1] / file.name).read_bytes(), file.name
    manifest = read_json(baked_format.Manifest, (folders[0] / "manifest.json").read_bytes())
    assert manifest == reported
    vertices, indices = np.load(folders[0] / "vertices.npy"), np.load(folders[0] / "indices.npy")
    assert vertices.dtype == baked_format.VERTEX
    assert indices.dtype == np.uint16
    house = [chunk for chunk in manifest.chunks if chunk.zone == "house"]
    for chunk in manifest.chunks:
        for span in chunk.spans:
            run = indices[span.start : span.start + span.count]
            assert run.max() < chunk.vertices
            assert span.count % 3 == 0
        for light in ("day", "dusk"):
            assert any(span.light == light for span in chunk.spans)
    some = vertices[house[0].first_vertex : house[0].first_vertex + house[0].vertices]
    points = baked_format.dequantise(some["position"], house[0].low, house[0].high)
    assert points[:, 2].max() == pytest.approx(12, abs=0.01)
    assert (np.linalg.norm(some["normal"] / 127, axis=1) > 0.97).all()
    assert some["open_sky"].max() > 200, "the roof is open to the sky"
    assert some["night"].max() > 0, "the lamp lights the front"
    solids = np.load(folders[0] / "solids.npy")
    assert set(solids["zone"]) == {"house"}


def _post_on_a_floor() -> tuple[MeshBuilder, World]:
    builder = MeshBuilder(1)
    builder.quads([[[0, 0, 0], [8, 0, 0], [8, 8, 0], [0, 8, 0]]], PAPER)
    builder.box(-0.7, 0.7, -0.7, 0.7, -1, 9, PAPER, skip="")
    arrays = builder.arrays()
    return builder, World.of(arrays)


def test_a_point_inside_a_body_is_found_and_one_beside_it_is_not() -> None:
    _, world = _post_on_a_floor()
    inside, beside, above = (0.3, 0.3, 0.05), (1.2, 1.2, 0.05), (4.0, 4.0, 3.0)
    up = np.tile([0.0, 0.0, 1.0], (3, 1))
    assert world.buries(np.array([inside, beside, above]), up).tolist() == [True, False, False]


def test_a_post_on_the_corner_of_a_floor_throws_no_wedge() -> None:
    builder, world = _post_on_a_floor()
    floor = builder.arrays().take(np.arange(2))
    lit = gather_light(floor, world, world, (), rays=32)
    under_post = np.abs(lit.points[:, :2]).max(axis=1) < 0.1
    assert under_post.any()
    assert lit.ambient[under_post].min() > 0.45 * lit.ambient[~under_post].max()


@pytest.mark.parametrize(("roof_m", "finer"), [(0.5, True), (60.0, False)])
def test_more_rays_are_sent_out_where_the_sky_is_nearly_closed(roof_m: float, finer: bool) -> None:
    builder = MeshBuilder(2)
    builder.quads([[[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]], PAPER)
    builder.quads([[[-2, -2, roof_m], [-2, 2, roof_m], [2, 2, roof_m], [2, -2, roof_m]]], PAPER)
    floor = builder.arrays().take(np.arange(2))
    lit = gather_light(floor, World.of(builder.arrays()), World.of(builder.arrays()), (), rays=16)
    assert (lit.open_sky < 0.25).all() == finer
    assert ((lit.open_sky * 16) % 1 != 0).any() == finer
