"""Files that cannot be shown: each is refused in a sentence that its author understands, and nothing else is raised."""

from __future__ import annotations

import json
import os
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from explorer.i18n import tr
from explorer.park.meshes.mesh import MOST_TRIANGLES, NotRead
from explorer.park.meshes.reading import read_mesh

from .zoo import Glb, box, coloured_box, plain_box

STL_TRIANGLE = struct.pack("<12fH", 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0)


def needs(extension: str) -> Glb:
    glb = plain_box()
    glb.document["extensionsUsed"] = glb.document["extensionsRequired"] = [extension]
    return glb


def index_out_of_range() -> Glb:
    glb = Glb()
    points, indices = box()
    indices[0, 0] = 999
    return glb.stand(
        {"attributes": {"POSITION": glb.numbers(points, "VEC3")}, "indices": glb.numbers(indices, "SCALAR")}
    )


def placed(points: np.ndarray) -> Glb:
    """A box with other corners."""
    glb = Glb()
    indices = glb.numbers(box()[1], "SCALAR")
    return glb.stand(
        {"attributes": {"POSITION": glb.numbers(points.astype("<f4"), "VEC3")}, "indices": indices}
    )


def changed(glb: Glb, table: str, **row: object) -> Glb:
    glb.document[table][0].update(row)
    return glb


def somewhere_else() -> Glb:
    glb = plain_box()
    glb.document["buffers"] = [{"byteLength": len(glb.binary), "uri": "../../secret.bin"}]
    return glb


def instances(count: int, triangles: int) -> Glb:
    """A mesh that many nodes show."""
    glb = Glb()
    points, _ = box()
    indices = np.resize(box()[1], (triangles, 3))
    mesh = {
        "attributes": {"POSITION": glb.numbers(points, "VEC3")},
        "indices": glb.numbers(indices, "SCALAR"),
    }
    glb.stand(mesh)
    for _ in range(count - 1):
        glb.add("nodes", {"mesh": 0})
    return glb


REFUSED: dict[str, tuple[Callable[[], Glb], str]] = {
    "draco": (lambda: needs("KHR_draco_mesh_compression"), "Draco.*untick Compression"),
    "meshopt": (lambda: needs("EXT_meshopt_compression"), "meshopt.*gltfpack"),
    "ktx2": (lambda: needs("KHR_texture_basisu"), "KTX2.*PNG or JPEG"),
    "unknown extension": (lambda: needs("ACME_spline"), "ACME_spline.*without"),
    "index out of range": (index_out_of_range, "corner 999.*damaged"),
    "no area": (lambda: placed(np.zeros((8, 3))), "lines or points"),
    "not a number": (lambda: placed(np.full((8, 3), np.nan)), "no valid position"),
    "infinite": (lambda: placed(box()[0] + np.inf), "no valid position"),
    "many instances": (lambda: instances(300, 82_000), "24,600,000 triangles.*Decimate"),
    "many nodes": (lambda: instances(5_001, 2), "5,001 nodes.*join"),
    "many corners": (lambda: changed(plain_box(), "accessors", count=4_000_000_000), "4,000,000,000 corners"),
    "few numbers": (lambda: changed(plain_box(), "accessors", count=9), "damaged"),
    "a count below zero": (lambda: changed(plain_box(), "accessors", count=-8), "damaged"),
    "a count in words": (lambda: changed(plain_box(), "accessors", count="eight"), "damaged"),
    "a view beyond the end": (lambda: changed(plain_box(), "bufferViews", byteOffset=10**9), "damaged"),
    "a kind of number that is none": (lambda: changed(plain_box(), "accessors", componentType=7), "damaged"),
    "a mesh that is not there": (lambda: changed(plain_box(), "nodes", mesh=7), "damaged"),
    "a matrix of three": (lambda: changed(plain_box(), "nodes", matrix=[1, 2, 3]), "damaged"),
    "data elsewhere": (somewhere_else, "another file.*one .glb"),
    "nothing": (Glb, "no triangles"),
    "lines": (lambda: changed_mode(1), "no triangles"),
    "points": (lambda: changed_mode(0), "no triangles"),
}


def changed_mode(mode: int) -> Glb:
    glb = Glb()
    return glb.stand(glb.box(mode=mode))


@pytest.mark.parametrize("name", REFUSED)
def test_a_glb_that_cannot_be_shown_says_why_and_what_to_do(tmp_path: Path, name: str) -> None:
    make, says = REFUSED[name]
    with pytest.raises(NotRead, match=says) as caught:
        read_mesh(make().write(tmp_path / "model.glb"))
    for words in (caught.value.what, caught.value.remedy):
        assert str(words) and any("\u4e00" <= sign <= "\u9fff" for sign in tr(words, "zh"))
    assert not {"buffer", "axis", "NoneType", "list index"} & set(str(caught.value).split())


WHOLE = coloured_box().bytes()
RAW = {
    "garbage.glb": b"this is no model",
    "empty.glb": b"",
    "four.glb": b"glTF",
    "text.glb": json.dumps(plain_box().document).encode(),
    "old.glb": struct.pack("<4sII", b"glTF", 1, 60) + b" " * 48,
    "cut.glb": WHOLE[: len(WHOLE) // 2],
    "deep.glb": struct.pack("<4sIIII", b"glTF", 2, 200_020, 200_000, 0x4E4F534A) + b"[" * 200_000,
    "list.glb": struct.pack("<4sIIII", b"glTF", 2, 22, 2, 0x4E4F534A) + b"[]",
    "garbage.obj": b"\xff\xfe\x00nothing",
    "empty.obj": b"",
    "beyond.obj": b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n",
    "garbage.ply": b"ply\nformat ascii 1.0\n",
    "bomb.ply": b"ply\nformat binary_little_endian 1.0\nelement vertex 4000000000\nproperty float x\n"
    b"element face 1\nproperty list uchar int vertex_indices\nend_header\n",
    "faces.ply": b"ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nelement face 4000000000\nend_header\n",
    "empty.stl": b"",
    "words.stl": b"solid x\nfacet normal 0 0 one\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 one 0\nendsolid",
    "bomb.stl": b" " * 80 + struct.pack("<I", 4_000_000_000) + STL_TRIANGLE,
    "short.stl": b" " * 80 + struct.pack("<I", 2) + STL_TRIANGLE,
    "many.stl": b"solid x\n" + b"facet normal 0 0 1\n" * (MOST_TRIANGLES + 1),
    "many.obj": b"v 0 0 0\n" + b"f 1 1 1\n" * (MOST_TRIANGLES + 1),
}


@pytest.mark.parametrize("name", RAW)
def test_a_damaged_file_of_any_kind_is_refused(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(RAW[name])
    with pytest.raises(NotRead) as caught:
        read_mesh(tmp_path / name)
    assert "trimesh" not in str(caught.value), "it is there"
    assert capfd.readouterr() == ("", ""), "nothing else is said, in the words of a library"
    if "bomb" in name or "many" in name or name == "faces.ply":
        assert "4,000,000,000" in str(caught.value) or "300,001" in str(caught.value)


def test_whatever_byte_of_a_file_is_changed_nothing_else_is_raised(tmp_path: Path) -> None:
    path, chance = tmp_path / "model.glb", np.random.default_rng(7)
    read = 0
    for _ in range(400):
        data = bytearray(WHOLE)
        data[chance.integers(12, len(data))] = chance.integers(256)
        path.write_bytes(data[: None if chance.random() < 0.8 else chance.integers(len(data))])
        try:
            mesh = read_mesh(path)
        except NotRead:
            continue
        read += 1
        assert np.isfinite(mesh.points).all() and np.isfinite(mesh.normals).all()
        assert np.isfinite(mesh.colours).all() and mesh.indices.max() < len(mesh.points)
    assert 40 < read < 360


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.glb")
    (tmp_path / "folder.glb").mkdir()
    for name in ("pipe.glb", "folder.glb", "missing.glb"):
        with pytest.raises(NotRead, match="not a file"):
            read_mesh(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="every file is open to root")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = plain_box().write(tmp_path / "model.glb")
    path.chmod(0)
    with pytest.raises(NotRead, match="rights"):
        read_mesh(path)


def test_a_bomb_is_refused_before_memory_is_spent(tmp_path: Path) -> None:
    path = instances(300, 82_000).write(tmp_path / "bomb.glb")
    tracemalloc.start()
    try:
        with pytest.raises(NotRead):
            read_mesh(path)
        assert tracemalloc.get_traced_memory()[1] < 8 * path.stat().st_size
    finally:
        tracemalloc.stop()
