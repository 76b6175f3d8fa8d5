"""The park as a file for other programs: valid, right way up, named, and with its light in the vertices.

With `PARK_GLTF_VALIDATOR` naming a folder in which `npm install gltf-validator` was run, the validator of the
Khronos Group reads every kind of file too.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from explorer.base.baked_format import VERTEX, Chunk, dequantise
from explorer.base.bootstrap import ROOT
from explorer.i18n import tr
from explorer.park import Park, load
from explorer.park.own_models import own_model
from explorer.publish.export import NotExported, export, usd
from explorer.stage.scene.baked import Baked
from tests.grown_scene import write_grown_scene
from tests.park.meshes.test_refusals import REFUSED
from tests.park.meshes.zoo import BLUE_FACTOR, coloured_box
from tests.scene import swap, write_scene

ASSETS = ROOT / "assets"
VALIDATOR = os.environ.get("PARK_GLTF_VALIDATOR", "")
VALIDATE = """
const validator = require("gltf-validator"), bytes = new Uint8Array(require("fs").readFileSync(process.argv[1]));
validator.validateBytes(bytes).then((report) => console.log(JSON.stringify(report.issues)));
"""

KINDS = {5123: np.dtype("<u2"), 5125: np.dtype("<u4"), 5126: np.dtype("<f4")}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}

Table = npt.NDArray[Any]


@dataclass
class Glb:
    """A binary glTF file, taken apart."""

    document: dict[str, Any]
    buffer: bytes

    @classmethod
    def read(cls, path: Path) -> Glb:
        data = path.read_bytes()
        magic, version, length = struct.unpack_from("<4sII", data)
        assert (magic, version, length) == (b"glTF", 2, len(data))
        size, kind = struct.unpack_from("<I4s", data, 12)
        assert kind == b"JSON" and size % 4 == 0
        document = json.loads(data[20 : 20 + size])
        buffer_size, kind = struct.unpack_from("<I4s", data, 20 + size)
        assert kind == b"BIN\0" and buffer_size % 4 == 0
        assert buffer_size == document["buffers"][0]["byteLength"] == len(data) - 28 - size
        return cls(document, data[28 + size :])

    def table(self, number: int) -> Table:
        """The numbers of an accessor, which must lie where they may."""
        accessor = self.document["accessors"][number]
        view = self.document["bufferViews"][accessor["bufferView"]]
        kind, width = KINDS[accessor["componentType"]], WIDTHS[accessor["type"]]
        stride = view.get("byteStride", kind.itemsize * width)
        start = view["byteOffset"] + accessor["byteOffset"]
        assert view["byteOffset"] % 4 == 0 and accessor["byteOffset"] % 4 == 0
        assert stride == kind.itemsize * width
        assert accessor["byteOffset"] + stride * accessor["count"] <= view["byteLength"]
        assert view["byteOffset"] + view["byteLength"] <= len(self.buffer)
        return np.frombuffer(self.buffer, kind, accessor["count"] * width, start).reshape(-1, width)

    @property
    def nodes(self) -> dict[str, dict[str, Any]]:
        return {node["name"]: node for node in self.document["nodes"]}

    def primitives(self, name: str) -> list[dict[str, Any]]:
        """What a node is made of."""
        found: list[dict[str, Any]] = self.document["meshes"][self.nodes[name]["mesh"]]["primitives"]
        return found

    def points(self, name: str) -> Table:
        """The vertices of a node where they stand."""
        here = self.nodes[name].get("translation", (0, 0, 0))
        parts = [self.table(some["attributes"]["POSITION"]) for some in self.primitives(name)]
        return np.concatenate(parts) + np.array(here, float)

    def colours(self, name: str) -> Table:
        parts = [self.table(some["attributes"]["COLOR_0"]) for some in self.primitives(name)]
        return np.concatenate(parts) / 65535


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", ASSETS)


@pytest.fixture(scope="module")
def baked() -> Baked:
    return Baked.read(ASSETS / "park")


@pytest.fixture(scope="module")
def whole(park: Park, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "park.glb"
    export(park, ASSETS, path)
    return path


@pytest.fixture(scope="module")
def glb(whole: Path) -> Glb:
    return Glb.read(whole)


def toy(folder: Path) -> Park:
    """Two houses without baked models."""
    return load(write_scene(folder / "toy"), folder / "no assets")


def faults(path: Path) -> None:
    """Everything that the format asks for and that can be looked up in the file."""
    glb = Glb.read(path)
    document = glb.document
    assert document["asset"]["version"] == "2.0"
    assert not document.get("extensionsRequired")
    for mesh in document["meshes"]:
        assert mesh["primitives"]
        for primitive in mesh["primitives"]:
            attributes = primitive["attributes"]
            points, normals, colours = (glb.table(attributes[n]) for n in ("POSITION", "NORMAL", "COLOR_0"))
            indices = glb.table(primitive["indices"])
            assert len(points) == len(normals) == len(colours)
            assert np.isfinite(points).all()
            assert np.abs(np.linalg.norm(normals, axis=1) - 1).max() < 1e-4
            limits = document["accessors"][attributes["POSITION"]]
            assert points.min(axis=0).tolist() == limits["min"]
            assert points.max(axis=0).tolist() == limits["max"]
            assert document["accessors"][attributes["COLOR_0"]]["normalized"]
            assert len(indices) % 3 == 0
            assert int(indices.max()) == len(points) - 1
            assert indices.dtype.itemsize == 4 or int(indices.max()) < 65535
            assert 0 <= primitive["material"] < len(document["materials"])
    reached = [child for node in document["nodes"] for child in node.get("children", ())]
    assert sorted([*reached, *document["scenes"][0]["nodes"]]) == list(range(len(document["nodes"])))


@pytest.mark.parametrize("what", ["whole", "surroundings", "zone", "toy"])
def test_the_file_is_valid(what: str, park: Park, tmp_path: Path) -> None:
    path = tmp_path / "park.glb"
    match what:
        case "toy":
            export(toy(tmp_path), tmp_path, path)
        case "zone":
            export(park, ASSETS, path, zone="twinlib", language="zh")
        case _:
            export(park, ASSETS, path, surroundings=what == "surroundings")
    faults(path)
    node = shutil.which("node")
    if VALIDATOR and node:
        done = subprocess.run(
            [node, "-e", VALIDATE, str(path)], cwd=VALIDATOR, capture_output=True, text=True, check=True
        )
        issues = json.loads(done.stdout)
        assert (issues["numErrors"], issues["numWarnings"]) == (0, 0), issues["messages"]


def test_it_is_of_a_sensible_size_and_the_same_every_time(whole: Path, park: Park, tmp_path: Path) -> None:
    assert whole.stat().st_size < 40e6
    again = tmp_path / "again.glb"
    assert export(park, ASSETS, again).size_bytes == again.stat().st_size
    assert again.read_bytes() == whole.read_bytes()


def building(baked: Baked, model: str) -> list[Chunk]:
    """The chunks of a building as it is seen from near by, with what stands in it for its exhibit and the
    flanks of its English letters."""
    own = (c for c in baked.manifest.chunks if c.zone == model and c.kind in ("building", "standin"))
    return [c for c in own if c.detail != "far" and c.language in ("", "en")]


def places(baked: Baked, chunk: Chunk) -> np.ndarray:
    """Where the vertices of a chunk are, (n, 3)."""
    rows = baked.vertices[chunk.first_vertex : chunk.first_vertex + chunk.vertices]
    return dequantise(rows["position"], chunk.low, chunk.high)


def test_every_node_has_a_name_of_its_own(glb: Glb) -> None:
    names = [node["name"] for node in glb.document["nodes"]]
    assert len(set(names)) == len(names)


def test_zones_stand_upright_where_they_are(glb: Glb, park: Park, baked: Baked) -> None:
    for zone in park.zones.values():
        name = f"{zone.id} · {tr(zone.title, 'en')}"
        x, y = zone.place.centre_m
        assert glb.nodes[name]["translation"] == pytest.approx([x, 0, -y])
        own = np.concatenate([places(baked, c) for c in building(baked, zone.model)])
        (x0, y0, z0), (x1, y1, z1) = own.min(axis=0), own.max(axis=0)
        points = glb.points(name)
        assert points.min(axis=0) == pytest.approx([x0, z0, -y1], abs=0.01)  # y is up, -z is north
        assert points.max(axis=0) == pytest.approx([x1, z1, -y0], abs=0.01)


def test_faces_look_the_way_their_normals_do(glb: Glb) -> None:
    """A file that is turned over or mirrored shows its insides."""
    for mesh in glb.document["meshes"]:
        for primitive in mesh["primitives"]:
            points, normals = (glb.table(primitive["attributes"][n]) for n in ("POSITION", "NORMAL"))
            a, b, c = points.astype(float)[glb.table(primitive["indices"]).reshape(-1, 3).T]
            across = np.cross(b - a, c - a)
            along = normals[glb.table(primitive["indices"]).reshape(-1, 3)].mean(axis=1)
            assert (np.einsum("ij,ij->i", across, along) > 0).mean() > 0.98


def test_nodes_and_materials_have_names(glb: Glb, park: Park) -> None:
    document = glb.document
    root = document["nodes"][document["scenes"][0]["nodes"][0]]
    assert root["name"] == tr(park.title, "en")
    groups = [document["nodes"][child] for child in root["children"]]
    expected = ["zones", "letters", "ground", "planting", "life", "harbour", "water"]
    assert [group["extras"]["group"] for group in groups] == expected
    zones = [document["nodes"][child] for child in groups[0]["children"]]
    assert [node["extras"]["zone"] for node in zones] == sorted(
        park.zones, key=lambda z: park.zones[z].number
    )
    assert document["asset"]["extras"]["notice"] == root["extras"]["notice"] == tr(park.notice, "en")
    assert "MIT" in document["asset"]["copyright"] and "Park Explorer" in document["asset"]["generator"]
    materials = {m["name"]: m for m in document["materials"]}
    assert set(materials) == {"matte", "satin", "glass", "leaf", "ground", "water", "shore"}
    rough = {name: m["pbrMetallicRoughness"]["roughnessFactor"] for name, m in materials.items()}
    assert rough["glass"] < rough["satin"] < rough["matte"]
    assert not any(m["doubleSided"] for m in materials.values())
    assert [name for name, m in materials.items() if m["alphaMode"] == "BLEND"] == ["shore"]


def test_colours_are_albedo_in_the_baked_light(glb: Glb, park: Park, baked: Baked) -> None:
    zone = park.zones["data"]
    own = building(baked, zone.model)
    rows = np.concatenate([baked.vertices[c.first_vertex : c.first_vertex + c.vertices] for c in own])
    albedo, light = rows["albedo"] / 255.0, rows["ambient"] / 255.0
    expected = np.unique(np.rint((albedo * light) ** 2 * 65535), axis=0)
    written = np.unique(np.rint(glb.colours(f"data · {tr(zone.title, 'en')}")[:, :3] * 65535), axis=0)
    # a rounding may fall the other way; what is under a roof must be darker than its paint
    assert abs(len(expected) - len(written)) < 0.02 * len(expected)
    assert written.mean(axis=0) == pytest.approx(expected.mean(axis=0), rel=0.02)
    assert written.mean() < 0.9 * (albedo**2).mean() * 65535


def test_the_ground_wears_the_picture_of_its_light(glb: Glb, baked: Baked) -> None:
    ground = next(p for p in glb.primitives("ground · Ground") if "TEXCOORD_0" in p["attributes"])
    points, at = (glb.table(ground["attributes"][n]) for n in ("POSITION", "TEXCOORD_0"))
    half_x, half_y = baked.manifest.ground_half_extent_m
    south_west = points[:, 0] + -points[:, 2]
    corner = int(south_west.argmin())
    assert at[corner] == pytest.approx(
        [points[corner, 0] / half_x / 2 + 0.5, -points[corner, 2] / half_y / 2 + 0.5], abs=1e-4
    )
    assert at.min() >= 0 and at.max() <= 1
    view = glb.document["bufferViews"][glb.document["images"][0]["bufferView"]]
    stored = glb.buffer[view["byteOffset"] : view["byteOffset"] + view["byteLength"]]
    assert stored == (ASSETS / "park" / baked.manifest.ground["ambient"]).read_bytes()


def test_near_models_and_one_language_stand_there(park: Park, baked: Baked, tmp_path: Path) -> None:
    for language in ("en", "zh"):
        done = export(park, ASSETS, tmp_path / "park.glb", language=language)
        shown = [
            chunk
            for chunk in baked.manifest.chunks
            if chunk.detail != "far"
            and chunk.language in ("", language)
            and chunk.kind not in ("city", "far")
        ]
        count = sum(s.count // 3 for chunk in shown for s in chunk.spans if s.light == "day")
        assert 0.99 * count < done.triangles <= count  # all but those without an area
        assert done.plain == ()
    names = Glb.read(tmp_path / "park.glb").nodes
    assert f"letters-data · {tr(park.zones['data'].title, 'zh')}" in names


def test_one_zone_alone(park: Park, glb: Glb, tmp_path: Path) -> None:
    export(park, ASSETS, tmp_path / "data.glb", zone="data")
    alone = Glb.read(tmp_path / "data.glb")
    name = f"data · {tr(park.zones['data'].title, 'en')}"
    assert [n for n, node in alone.nodes.items() if "mesh" in node] == [name, f"letters-{name}"]
    assert np.array_equal(alone.points(name), glb.points(name))


def test_a_zone_without_a_model_is_a_block(tmp_path: Path) -> None:
    done = export(toy(tmp_path), tmp_path, tmp_path / "toy.glb")
    assert done.plain == ("mill", "barn")
    points = Glb.read(tmp_path / "toy.glb").points("mill · Mill")
    assert points.min(axis=0) == pytest.approx([-25, 0, -5], abs=1e-4)
    assert points.max(axis=0) == pytest.approx([-15, 12, 5], abs=1e-4)


def test_a_park_that_was_made_from_its_site_is_exported_as_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.build.grown.grown.cache_folder", lambda: tmp_path / "cache")
    grown = load(write_grown_scene(tmp_path / "works"), ASSETS)
    done = export(grown, ASSETS, tmp_path / "works.glb")
    assert done.plain == () and done.triangles > 10_000
    points = Glb.read(tmp_path / "works.glb").points("tower · Tower")
    assert points[:, 1].max() > 20, "eight storeys, not a block"


def test_progress_goes_up_to_one(park: Park, tmp_path: Path) -> None:
    reported: list[tuple[float, str]] = []
    export(park, ASSETS, tmp_path / "a.glb", language="zh", progress=lambda *step: reported.append(step))
    shares = [share for share, _ in reported]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == 1
    assert tr(park.zones["data"].title, "zh") in [step for _, step in reported]


@pytest.mark.parametrize("name", ["park.obj", "park", "park.usdz"])
def test_another_suffix_is_refused_in_both_languages(name: str, park: Park, tmp_path: Path) -> None:
    with pytest.raises(NotExported) as refused:
        export(park, ASSETS, tmp_path / name)
    for sentence in (tr(refused.value.message, "en"), tr(refused.value.message, "zh")):
        assert ".glb" in sentence and ".usda" in sentence
        assert Path(name).suffix in sentence
    assert isinstance(refused.value, ValueError)
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_leaves_nothing_behind(park: Park, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        export(park, ASSETS, tmp_path / "no such folder" / "park.glb")
    (tmp_path / "folder.glb").mkdir()
    with pytest.raises(OSError):
        export(park, ASSETS, tmp_path / "folder.glb")
    there = tmp_path / "there.glb"
    there.write_bytes(b"old")
    with pytest.raises(KeyError):
        export(park, ASSETS, there, zone="nowhere")
    assert there.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.glb", "there.glb"]


def test_a_damaged_bake_is_reported(park: Park, tmp_path: Path) -> None:
    for name in ("manifest.json", "indices.npy"):
        shutil.copy(ASSETS / "park" / name, tmp_path)
    np.save(tmp_path / "vertices.npy", np.zeros(9, VERTEX))
    with pytest.raises(NotExported) as refused:
        export(park, tmp_path, tmp_path / "park.glb")
    assert "bake" in tr(refused.value.message, "en") and "bake" in tr(refused.value.message, "zh")


def test_without_usd_core_the_line_to_type_is_reported(
    park: Park, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usd, "find_spec", lambda name: None)
    with pytest.raises(NotExported) as refused:
        export(park, ASSETS, tmp_path / "park.usda")
    for sentence in (tr(refused.value.message, "en"), tr(refused.value.message, "zh")):
        assert "pip install usd-core" in sentence
    assert not list(tmp_path.iterdir())


def test_usd_tells_the_same(park: Park, glb: Glb, tmp_path: Path) -> None:
    pytest.importorskip("pxr", reason="usd-core is an extra")
    from pxr import Usd, UsdGeom, UsdShade

    done = export(park, ASSETS, tmp_path / "park.usda", language="zh")
    stage = Usd.Stage.Open(str(done.path))
    assert UsdGeom.GetStageUpAxis(stage) == UsdGeom.Tokens.z
    assert UsdGeom.GetStageMetersPerUnit(stage) == 1
    assert str(stage.GetDefaultPrim().GetPath()) == "/metaverse"
    prim = stage.GetPrimAtPath("/metaverse/zones/data")
    assert prim.GetDisplayName() == tr(park.zones["data"].title, "zh")
    box = UsdGeom.BBoxCache(Usd.TimeCode.Default(), [UsdGeom.Tokens.default_]).ComputeWorldBound(prim)
    low, high = (
        np.array(p) for p in (box.ComputeAlignedRange().GetMin(), box.ComputeAlignedRange().GetMax())
    )
    points = glb.points(f"data · {tr(park.zones['data'].title, 'en')}")
    assert low == pytest.approx([points[:, 0].min(), -points[:, 2].max(), points[:, 1].min()], abs=0.01)
    assert high == pytest.approx([points[:, 0].max(), -points[:, 2].min(), points[:, 1].max()], abs=0.01)
    meshes = [UsdGeom.Mesh(p) for p in stage.Traverse() if p.IsA(UsdGeom.Mesh)]
    assert sum(len(m.GetFaceVertexCountsAttr().Get()) for m in meshes) == done.triangles
    for mesh in meshes:
        colours = UsdGeom.PrimvarsAPI(mesh).GetPrimvar("displayColor")
        assert len(colours.Get()) == len(mesh.GetPointsAttr().Get())
        material, _ = UsdShade.MaterialBindingAPI(mesh).ComputeBoundMaterial()
        surface, _, _ = material.ComputeSurfaceSource()
        assert surface.GetIdAttr().Get() == "UsdPreviewSurface"


@pytest.mark.parametrize("suffix", [".glb", ".usda"])
def test_a_model_of_ones_own_is_exported_as_it_is_seen(tmp_path: Path, suffix: str) -> None:
    if suffix == ".usda":
        pytest.importorskip("pxr")
    folder = write_scene(tmp_path / "toy")
    coloured_box().write(folder / "hut.glb")
    broken, _ = REFUSED["draco"]
    broken().write(folder / "barn.glb")
    swap(folder / "zones" / "mill.yaml", "model: mill", "model: ./hut.glb\nturn_deg: 90")
    swap(folder / "zones" / "barn.yaml", "model: barn", "model: ./barn.glb")
    park = load(folder, tmp_path)
    path = tmp_path / f"park{suffix}"
    done = export(park, tmp_path, path)
    assert done.plain == ("barn",)
    (warning,) = done.warnings
    assert "Barn" in tr(warning, "en") and "Draco" in tr(warning, "en")
    if suffix == ".usda":
        text = path.read_text("utf-8")
        assert text.count("def Mesh") == 2 and "0.1119" in text, "linear green of #005EB8"
        return
    glb = Glb.read(path)
    seen = own_model(park.zones["mill"], folder / "hut.glb").points
    points = glb.points("mill · Mill")
    assert np.allclose(np.sort(points[:, 0]), np.sort(seen[:, 0]), atol=1e-4)
    assert np.allclose(np.sort(points[:, 1]), np.sort(seen[:, 2]), atol=1e-4)
    assert np.allclose(glb.colours("mill · Mill"), BLUE_FACTOR, atol=1e-3)


def test_a_plain_import_is_light() -> None:
    heavy = {"panda3d", "PySide6", "trimesh", "pxr", "PIL"}
    code = f"import sys, explorer.publish.export; print(sorted({heavy!r} & {{m.split('.')[0] for m in sys.modules}}))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
