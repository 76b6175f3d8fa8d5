"""Models that can be shown: their colours, their normals, which way they face, and what is said to be lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.base.suffixes import MODELS
from explorer.i18n import tr
from explorer.park.meshes.mesh import PAPER, Mesh
from explorer.park.meshes.placing import Placing, fitted
from explorer.park.meshes.reading import read_mesh

from .zoo import BLUE, BLUE_FACTOR, Glb, box, coloured_box, halves, plain_box, png, textured_wall

trimesh = pytest.importorskip("trimesh")
SUFFIXES = tuple(suffix.removeprefix(".") for suffix in MODELS)


def bytes_of(mesh: Mesh) -> set[tuple[int, ...]]:
    """The colours of a mesh, sRGB bytes."""
    return {tuple(row) for row in np.rint(mesh.colours * 255).astype(int).tolist()}


def volume(mesh: Mesh) -> float:
    a, b, c = (mesh.points[mesh.indices[:, i]] for i in range(3))
    return float((a * np.cross(b, c)).sum()) / 6


def is_flat(mesh: Mesh) -> bool:
    """Whether each triangle has the one normal that its corners make."""
    a, b, c = (mesh.points[mesh.indices[:, i]] for i in range(3))
    facing = np.cross(b - a, c - a)
    facing /= np.linalg.norm(facing, axis=1, keepdims=True)
    return bool(np.allclose(mesh.normals[mesh.indices], facing[:, None], atol=1e-5))


def losses(mesh: Mesh) -> str:
    return "; ".join(map(str, mesh.losses))


# ---- colours


def test_a_brand_blue_in_one_material_stays_that_blue(tmp_path: Path) -> None:
    mesh = read_mesh(coloured_box().write(tmp_path / "blue.glb"))
    assert bytes_of(mesh) == {BLUE} and mesh.losses == ()


def test_each_material_has_its_colour(tmp_path: Path) -> None:
    glb = Glb()
    red = glb.add("materials", {"pbrMetallicRoughness": {"baseColorFactor": [1, 0, 0, 1]}})
    blue = glb.add("materials", {"pbrMetallicRoughness": {"baseColorFactor": BLUE_FACTOR}})
    glb.stand(glb.box(material=red), glb.box(material=blue))
    assert bytes_of(read_mesh(glb.write(tmp_path / "two.glb"))) == {(255, 0, 0), BLUE}


def test_colours_of_corners_are_linear_light_and_multiply_the_material(tmp_path: Path) -> None:
    glb = Glb()
    shares = np.tile(np.array([0, 65535, 65535, 65535], "<u2"), (8, 1))
    colours = glb.numbers(shares, "VEC4", normalized=True)
    material = glb.add("materials", {"pbrMetallicRoughness": {"baseColorFactor": [1, *BLUE_FACTOR[1:]]}})
    glb.stand(glb.box(attributes={"COLOR_0": colours}, material=material))
    assert bytes_of(read_mesh(glb.write(tmp_path / "corners.glb"))) == {BLUE}


def test_trimesh_writes_srgb_where_linear_light_is_asked_for(tmp_path: Path) -> None:
    mesh = trimesh.creation.box()
    mesh.visual.vertex_colors = [*BLUE, 255]
    for suffix in ("glb", "ply"):
        mesh.export(tmp_path / f"blue.{suffix}")
        assert bytes_of(read_mesh(tmp_path / f"blue.{suffix}")) == {BLUE}


def test_colours_of_faces_are_kept(tmp_path: Path) -> None:
    mesh = trimesh.creation.box()
    mesh.visual.face_colors = [[*BLUE, 255], [200, 30, 20, 255]] * 6
    mesh.export(tmp_path / "faces.ply")
    assert bytes_of(read_mesh(tmp_path / "faces.ply")) == {BLUE, (200, 30, 20)}


def test_materials_of_an_obj_are_kept(tmp_path: Path) -> None:
    wall = "v 0 0 0\nv 1 0 0\nv 0 1 0\nmtllib 泵.mtl\nusemtl blau ü\nf 1 2 3\nusemtl red\nf 3 2 1\n"
    (tmp_path / "泵站 Gebäude é.obj").write_text(wall, "utf-8")
    (tmp_path / "泵.mtl").write_text(
        "newmtl blau ü\nKd 0 0.368627 0.721569\nnewmtl red\nKd 0.784314 0.117647 0.0784314\n", "utf-8"
    )
    mesh = read_mesh(tmp_path / "泵站 Gebäude é.obj")
    assert bytes_of(mesh) == {BLUE, (200, 30, 20)} and mesh.losses == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "latin-1"])
def test_text_may_be_in_any_of_the_encodings_authors_use(tmp_path: Path, encoding: str) -> None:
    name = "Gebäude" if encoding == "latin-1" else "泵站"
    obj = f"# {name}\nmtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl {name}\nf 1 2 3\n"
    (tmp_path / "a.obj").write_bytes(obj.encode(encoding))
    (tmp_path / "a.mtl").write_bytes(f"newmtl {name}\nKd 0 0.368627 0.721569\n".encode(encoding))
    assert bytes_of(read_mesh(tmp_path / "a.obj")) == {BLUE}
    box = trimesh.creation.box()
    (tmp_path / "a.stl").write_bytes(
        box.export(file_type="stl_ascii").encode().replace(b"solid", b"solid \xe9", 1)
    )
    head, end, rest = box.export(file_type="ply").partition(b"end_header")
    (tmp_path / "a.ply").write_bytes(head + f"comment {name}\n".encode(encoding) + end + rest)
    for file in ("a.stl", "a.ply"):
        assert len(read_mesh(tmp_path / file).indices) == 12


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_has_no_colour_is_paper(tmp_path: Path, suffix: str) -> None:
    trimesh.creation.box().export(tmp_path / f"box.{suffix}")
    assert bytes_of(read_mesh(tmp_path / f"box.{suffix}")) == {tuple(round(255 * share) for share in PAPER)}


# ---- textures


def test_a_picture_is_seen_on_two_large_triangles(tmp_path: Path) -> None:
    mesh = read_mesh(textured_wall().write(tmp_path / "wall.glb"))
    middle = mesh.points[mesh.indices].mean(axis=1)
    of_triangle = mesh.colours[mesh.indices].mean(axis=1) * 255
    left, right = middle[:, 0] < 1.8, middle[:, 0] > 2.2
    assert np.allclose(of_triangle[left], (200, 30, 20), atol=2) and left.any()
    assert np.allclose(of_triangle[right], BLUE, atol=2) and right.any()
    assert mesh.losses == () and is_flat(mesh)
    edges = np.cross(*(mesh.points[mesh.indices[:, i]] - mesh.points[mesh.indices[:, 0]] for i in (1, 2)))
    assert np.linalg.norm(edges, axis=1).sum() / 2 == pytest.approx(8), "nothing is missing or twice there"


def test_a_plain_picture_costs_no_triangles(tmp_path: Path) -> None:
    image = png(np.full((16, 16, 3), 1) * BLUE)
    mesh = read_mesh(textured_wall(image).write(tmp_path / "wall.glb"))
    assert len(mesh.indices) == 2 and bytes_of(mesh) == {BLUE}


def test_a_picture_of_noise_does_not_cost_more_than_it_may(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (1024, 1024, 3))
    mesh = read_mesh(textured_wall(png(noise)).write(tmp_path / "wall.glb"))
    assert 10_000 < len(mesh.indices) < 70_000
    assert losses(mesh) == "its textures are drawn more coarsely than they are"


def test_a_picture_beside_an_obj_is_seen(tmp_path: Path) -> None:
    (tmp_path / "facade.png").write_bytes(png(halves()))
    (tmp_path / "a.mtl").write_text("newmtl wall\nKd 0.8 0.8 0.8\nmap_Kd facade.png\n")
    (tmp_path / "a.obj").write_text(
        "mtllib a.mtl\nv 0 0 0\nv 4 0 0\nv 4 2 0\nv 0 2 0\nvt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\nusemtl wall\n"
        "f 1/1 2/2 3/3\nf 1/1 3/3 4/4\n"
    )
    mesh = read_mesh(tmp_path / "a.obj")
    middle = mesh.points[mesh.indices].mean(axis=1)
    of_triangle = mesh.colours[mesh.indices].mean(axis=1) * 255
    assert np.allclose(of_triangle[middle[:, 0] < 1.8], (200, 30, 20), atol=2) and mesh.losses == ()


def animated() -> Glb:
    glb = plain_box()
    glb.add("animations", {"channels": [], "samplers": []})
    return glb


LOST = {
    "far away": (lambda: textured_wall(uri="https://example.org/a.png"), "facade.*another file"),
    "ktx2": (lambda: textured_wall(b"\xabKTX 20\xbb\r\n\x1a\n" + b"\0" * 60), "facade.*KTX2"),
    "garbage": (lambda: textured_wall(b"no picture"), "facade.*cannot be read"),
    "bomb": (lambda: textured_wall(bomb(20_000)), "facade.*4096 × 4096"),
    "large": (lambda: textured_wall(bomb(5000)), "facade.*5000 × 5000.*4096 × 4096"),
    "animated": (animated, "animation is not played"),
}


def bomb(side_px: int) -> bytes:
    """A PNG that says it is so large; it ends after its head."""
    whole = png(np.zeros((4, 4, 3)))
    import struct
    import zlib

    head = b"IHDR" + struct.pack(">II", side_px, side_px) + whole[24:29]
    return whole[:12] + head + struct.pack(">I", zlib.crc32(head)) + whole[33:]


@pytest.mark.parametrize("name", LOST)
def test_what_is_lost_is_named(tmp_path: Path, name: str) -> None:
    make, says = LOST[name]
    mesh = read_mesh(make().write(tmp_path / "model.glb"))
    import re

    assert re.search(says, losses(mesh)), losses(mesh)
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in tr(loss, "zh")) for loss in mesh.losses)


def test_files_that_an_obj_names_are_named_if_they_are_not_beside_it(tmp_path: Path) -> None:
    triangle = "v 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl a\nf 1 2 3\n"
    (tmp_path / "a.obj").write_text("mtllib /etc/passwd\n" + triangle)
    assert "'/etc/passwd'" in losses(read_mesh(tmp_path / "a.obj"))
    (tmp_path / "a.obj").write_text("mtllib a.mtl\n" + triangle)
    (tmp_path / "a.mtl").write_text("newmtl a\nmap_Kd brick.png\n")
    assert "'brick.png'" in losses(read_mesh(tmp_path / "a.obj"))
    (tmp_path / "a.mtl").write_text("newmtl b\nKd 1 0 0\n")
    assert "not in its .mtl" in losses(read_mesh(tmp_path / "a.obj"))


# ---- form


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_box_without_normals_is_flat_and_faces_outside(tmp_path: Path, suffix: str) -> None:
    mesh = trimesh.creation.box((2, 3, 4))
    for name, form in (("box", mesh), ("inverted", mesh.copy())):
        if name == "inverted":
            form.invert()
        form.export(tmp_path / f"{name}.{suffix}", **({"vertex_normal": False} if suffix == "ply" else {}))
        read = read_mesh(tmp_path / f"{name}.{suffix}")
        assert is_flat(read) and volume(read) == pytest.approx(24), name


@pytest.mark.parametrize(("unit", "away"), [(1.0, 5_000_000.0), (1e-6, 0.0), (1e30, 0.0)])
def test_units_and_far_away_origins_do_not_matter(tmp_path: Path, unit: float, away: float) -> None:
    points, indices = box()
    rows = [f"v {x * unit + away!r} {y * unit!r} {z * unit!r}" for x, y, z in points.astype(float).tolist()]
    rows += [f"v {x * unit * 0.01 + away!r} {9 * unit!r} {z * unit * 0.01!r}" for x, _, z in points.tolist()]
    faces = [f"f {a} {b} {c}" for a, b, c in np.concatenate([indices + 1, indices + 9]).tolist()]
    (tmp_path / "a.obj").write_text("\n".join((*rows, *faces)))
    mesh = read_mesh(tmp_path / "a.obj")
    assert len(mesh.indices) == 12 + 4, "the flat square on top, of centimetres, is there too"
    assert is_flat(mesh)
    placed = fitted(mesh, Placing((0, 0), (10, 10), 12))
    assert np.ptp(placed.points, axis=0).max() == pytest.approx(10)


def test_normals_of_the_file_are_kept(tmp_path: Path) -> None:
    glb = Glb()
    points, indices = box()
    smooth = points - points.mean(axis=0)
    glb.stand(
        {
            "attributes": {"POSITION": glb.numbers(points, "VEC3"), "NORMAL": glb.numbers(smooth, "VEC3")},
            "indices": glb.numbers(indices, "SCALAR"),
        }
    )
    mesh = read_mesh(glb.write(tmp_path / "smooth.glb"))
    assert len(mesh.points) == 8
    assert np.allclose(mesh.normals, smooth / np.linalg.norm(smooth, axis=1, keepdims=True), atol=1e-6)


def sheet(is_double: bool) -> Glb:
    """A wall that is a sheet, facing +z, and far away a vertex that nothing uses."""
    glb = Glb()
    points = np.array([[0, 0, 0], [4, 0, 0], [4, 2, 0], [0, 2, 0], [0, 0, 900]], "<f4")
    indices = glb.numbers(np.array([0, 1, 2, 0, 2, 3], "<u2"), "SCALAR")
    material = glb.add("materials", {"doubleSided": is_double})
    return glb.stand(
        {"attributes": {"POSITION": glb.numbers(points, "VEC3")}, "indices": indices, "material": material}
    )


def test_an_open_sheet_is_seen_from_behind_if_its_material_says_so(tmp_path: Path) -> None:
    one, two = (read_mesh(sheet(sides).write(tmp_path / "sheet.glb")) for sides in (False, True))
    assert (len(one.indices), len(two.indices)) == (2, 4) and is_flat(two)
    assert sorted(two.normals[two.indices[:, 0], 2].tolist()) == [-1, -1, 1, 1]
    assert one.points.max(axis=0).tolist() == [4, 2, 0]


def test_a_closed_form_of_several_materials_costs_no_backs(tmp_path: Path) -> None:
    glb = Glb()
    points, indices = box()
    place = {"POSITION": glb.numbers(points, "VEC3")}
    glb.stand(
        *(
            {
                "attributes": place,
                "indices": glb.numbers(some, "SCALAR"),
                "material": glb.add("materials", {"doubleSided": True}),
            }
            for some in (indices[:4], indices[4:])
        )
    )
    assert len(read_mesh(glb.write(tmp_path / "box.glb")).indices) == 12


def test_a_mirrored_node_is_not_inside_out(tmp_path: Path) -> None:
    glb = Glb()
    glb.stand(glb.box(), scale=[-1, 1, 1])
    mesh = read_mesh(glb.write(tmp_path / "mirrored.glb"))
    assert volume(mesh) == pytest.approx(24) and is_flat(mesh)


def test_nodes_stand_where_the_tree_puts_them(tmp_path: Path) -> None:
    glb = Glb()
    glb.stand(glb.box(), translation=[10, 0, 0], children=[1])
    glb.add(
        "nodes", {"mesh": 0, "rotation": [0, 0, 2**-0.5, 2**-0.5], "translation": [0, 5, 0], "children": [0]}
    )
    glb.document["scenes"], glb.document["scene"] = [{"nodes": [0]}], 0
    mesh = read_mesh(glb.write(tmp_path / "tree.glb"))  # which goes round in a circle: each node stands once
    assert len(mesh.indices) == 24
    assert mesh.points.min(axis=0).tolist() == pytest.approx([7, 0, 0], abs=1e-5)
    assert mesh.points.max(axis=0).tolist() == pytest.approx([12, 7, 4], abs=1e-5)


def test_whole_numbers_that_stand_for_places_are_read(tmp_path: Path) -> None:
    """KHR_mesh_quantization, as gltfpack and gltf-transform write it."""
    glb = Glb(extensionsRequired=["KHR_mesh_quantization"], extensionsUsed=["KHR_mesh_quantization"])
    points, indices = box()
    places = glb.numbers(np.rint(points / 4 * 32767).astype("<i2"), "VEC3", normalized=True)
    glb.stand(
        {"attributes": {"POSITION": places}, "indices": glb.numbers(indices, "SCALAR")}, scale=[4, 4, 4]
    )
    mesh = read_mesh(glb.write(tmp_path / "quantised.glb"))
    assert volume(mesh) == pytest.approx(24, rel=1e-3) and mesh.losses == ()


def test_strips_and_fans_are_triangles(tmp_path: Path) -> None:
    for mode, order in ((5, [0, 1, 3, 2]), (6, [0, 1, 2, 3])):
        glb = Glb()
        points = glb.numbers(np.array([[0, 0, 0], [4, 0, 0], [4, 2, 0], [0, 2, 0]], "<f4"), "VEC3")
        indices = glb.numbers(np.array(order, "<u2"), "SCALAR")
        glb.stand({"attributes": {"POSITION": points}, "indices": indices, "mode": mode})
        mesh = read_mesh(glb.write(tmp_path / "strip.glb"))
        assert len(mesh.indices) == 2 and np.allclose(mesh.normals, (0, 0, 1))


def test_emissive_materials_keep_their_light(tmp_path: Path) -> None:
    glb = Glb()
    lamp = {
        "emissiveFactor": [1.0, 0.5, 0.0],
        "extensions": {"KHR_materials_emissive_strength": {"emissiveStrength": 2}},
    }
    glb.stand(glb.box(material=glb.add("materials", lamp)), glb.box(material=glb.add("materials", {})))
    glb.write(tmp_path / "lamp.glb")
    glow = read_mesh(tmp_path / "lamp.glb").glow
    assert glow is not None and sorted({tuple(row) for row in glow.tolist()}) == [(0, 0, 0), (2, 1, 0)]
    plain_box().write(tmp_path / "dark.glb")
    assert read_mesh(tmp_path / "dark.glb").glow is None


def test_an_obj_material_keeps_its_light(tmp_path: Path) -> None:
    (tmp_path / "a.mtl").write_text("newmtl lamp\nKd 0 0 0\nKe 1 1 1\n")
    (tmp_path / "a.obj").write_text("mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl lamp\nf 1 2 3\n")
    glow = read_mesh(tmp_path / "a.obj").glow
    assert glow is not None and glow.min() == 1


def test_without_images_a_cut_out_is_where_its_texture_is(tmp_path: Path) -> None:
    image = np.full((8, 8, 4), 255)
    image[:, :4, 3] = 0
    glb = textured_wall(png(image))
    glb.document["materials"][0]["alphaMode"] = "MASK"
    mesh = read_mesh(glb.write(tmp_path / "wall.glb"))
    assert mesh.points[:, 0].min() == 2 and mesh.points[:, 0].max() == 4, "the left half is clear"
    assert mesh.clear is None and mesh.losses == ()


def test_opacity_is_read_of_both_formats(tmp_path: Path) -> None:
    glass = read_mesh(coloured_box([0, 0, 1, 0.25], alphaMode="BLEND").write(tmp_path / "glass.glb"))
    assert glass.opacity is not None and np.allclose(glass.opacity, 0.25) and glass.losses == ()
    (tmp_path / "a.mtl").write_text("newmtl blue\nKd 0 0 1\nd 0.5\n")
    (tmp_path / "a.obj").write_text("mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl blue\nf 1 2 3\n")
    pane = read_mesh(tmp_path / "a.obj")
    assert pane.opacity is not None and np.allclose(pane.opacity, 0.5)
    solid = read_mesh(coloured_box(alphaMode="BLEND").write(tmp_path / "solid.glb"))
    assert solid.opacity is None and solid.clear is None
