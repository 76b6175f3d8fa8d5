"""Textures that stay images: what a model keeps of them, and how much memory they may take."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from explorer.i18n import tr
from explorer.park.meshes.mesh import SMALLER, Mesh
from explorer.park.meshes.reading import read_mesh
from explorer.park.meshes.skin import MOST_BYTES, Skin, memory_bytes, within

from .zoo import BLUE, Glb, box, halves, png, textured_wall

LIT_PX = 16
"""Half the width of an emissive image below."""


def kept(glb: Glb, folder: Path) -> Mesh:
    return read_mesh(glb.write(folder / "model.glb"), keeps_textures=True)


def test_a_texture_stays_an_image_on_two_triangles(tmp_path: Path) -> None:
    mesh = kept(textured_wall(), tmp_path)
    assert len(mesh.indices) == 2 and mesh.losses == ()
    (skin,) = mesh.skins
    assert skin.pixels[0, 0, :3].tolist() == [200, 30, 20] and skin.pixels[0, -1, :3].tolist() == list(BLUE)
    assert mesh.skin is not None and mesh.uv is not None and mesh.skin.tolist() == [0, 0]
    corner = np.flatnonzero((mesh.points == (4, 2, 0)).all(axis=1))[0]
    assert mesh.uv[corner].tolist() == [1, 0], "the upper right corner is the end of the first row"


def test_an_image_beside_an_obj_is_kept(tmp_path: Path) -> None:
    (tmp_path / "facade.png").write_bytes(png(halves()))
    (tmp_path / "a.mtl").write_text("newmtl wall\nmap_Kd facade.png\nnewmtl roof\nKd 1 0 0\n")
    (tmp_path / "a.obj").write_text(
        "mtllib a.mtl\nv 0 0 0\nv 4 0 0\nv 4 2 0\nvt 0 0\nvt 1 0\nvt 1 1\n"
        "usemtl wall\nf 1/1 2/2 3/3\nusemtl roof\nf 1/1 3/3 2/2\n"
    )
    mesh = read_mesh(tmp_path / "a.obj", keeps_textures=True)
    assert mesh.skin is not None and sorted(mesh.skin.tolist()) == [-1, 0]
    (roof,) = np.flatnonzero(mesh.skin < 0)
    assert np.allclose(mesh.colours[mesh.indices[roof]], (1, 0, 0))


def lit_wall(**emissive: int) -> Glb:
    """A wall without a base colour texture whose left half gives off light."""
    glb = textured_wall()
    image = np.zeros((8, 2 * LIT_PX, 3))
    image[:, :LIT_PX] = 255
    glb.add("images", {"name": "lit", "bufferView": glb.view(png(image)), "mimeType": "image/png"})
    glb.add("textures", {"source": 1})
    glb.document["materials"][0] |= {
        "emissiveFactor": [1, 0.5, 0],
        "emissiveTexture": {"index": 1, **emissive},
    }
    return glb


def test_each_place_gives_off_its_own_light(tmp_path: Path) -> None:
    mesh = kept(lit_wall(), tmp_path)
    (skin,) = mesh.skins
    assert skin.pixels.shape[:2] == (64, 64), "as large as the larger of the two images"
    assert skin.pixels[5, 5, 3] == 255 and skin.pixels[5, -5, 3] == 0
    assert mesh.glow is not None and np.allclose(mesh.glow, (1, 0.5, 0))
    assert mesh.losses == ()


def test_without_images_or_with_other_coordinates_it_glows_in_one_colour(tmp_path: Path) -> None:
    painted = read_mesh(lit_wall().write(tmp_path / "model.glb"))
    other = kept(lit_wall(texCoord=1), tmp_path)
    for mesh in (painted, other):
        assert mesh.glow is not None and np.allclose(mesh.glow, (0.5, 0.25, 0), atol=0.01)
        assert "glows in one colour" in "; ".join(tr(loss, "en") for loss in mesh.losses)


@pytest.mark.parametrize("side_px", [64, 2048])
def test_textures_stay_within_their_memory(tmp_path: Path, side_px: int) -> None:
    glb = Glb()
    points, indices = box()
    uv = np.zeros((len(points), 2), "<f4")
    parts = []
    for number in range(3):
        image = png(np.full((side_px, side_px, 3), 60 * number))
        glb.add("images", {"bufferView": glb.view(image), "mimeType": "image/png"})
        glb.add("textures", {"source": number})
        material = glb.add("materials", {"pbrMetallicRoughness": {"baseColorTexture": {"index": number}}})
        parts.append(
            {
                "attributes": {
                    "POSITION": glb.numbers(points, "VEC3"),
                    "TEXCOORD_0": glb.numbers(uv, "VEC2"),
                },
                "indices": glb.numbers(indices, "SCALAR"),
                "material": material,
            }
        )
    mesh = kept(glb.stand(*parts), tmp_path)
    assert len(mesh.skins) == 3 and memory_bytes(mesh.skins) <= MOST_BYTES
    is_small = side_px == 64
    assert (SMALLER in mesh.losses) is not is_small
    assert all((skin.pixels.shape[0] == side_px) is is_small for skin in mesh.skins)


def test_no_limit_reduces_a_texture_to_nothing() -> None:
    skin = Skin(np.zeros((256, 256, 4), np.uint8))
    assert within([skin, skin], 0)[1].pixels.shape == (64, 64, 4)
