"""Model files made by hand, right and wrong in many ways."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

BLUE = (0, 0x5E, 0xB8)
"""A brand's colour, sRGB bytes."""

Json = dict[str, Any]


def linear(byte: float) -> float:
    """The linear light of an sRGB byte."""
    share = byte / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


BLUE_FACTOR = [*(linear(byte) for byte in BLUE), 1.0]


def box(width: float = 2, height: float = 3, depth: float = 4) -> tuple[np.ndarray, np.ndarray]:
    """Corners that faces share, y up, and triangles, counter-clockwise from outside."""
    points = np.array([[x, y, z] for x in (0, width) for y in (0, height) for z in (0, depth)], "<f4")
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    return points, np.array([t for a, b, c, d in quads for t in ((a, b, c), (a, c, d))], "<u2")


class Glb:
    """A glTF file that is put together number by number."""

    def __init__(self, **document: Any) -> None:
        self.document: Json = {"asset": {"version": "2.0", "generator": "by hand"}, **document}
        self.binary = b""

    def add(self, name: str, row: Any) -> int:
        """Add a row to a table of the JSON; its number."""
        self.document.setdefault(name, []).append(row)
        return len(self.document[name]) - 1

    def view(self, data: bytes) -> int:
        row = {"buffer": 0, "byteOffset": len(self.binary), "byteLength": len(data)}
        self.binary += data + b"\0" * (-len(data) % 4)
        return self.add("bufferViews", row)

    def numbers(self, numbers: np.ndarray, shape: str, **more: Any) -> int:
        kinds = {"f4": 5126, "u4": 5125, "u2": 5123, "u1": 5121, "i2": 5122}
        kind = kinds[numbers.dtype.str[1:]]
        row = {"componentType": kind, "count": len(numbers.reshape(-1) if shape == "SCALAR" else numbers)}
        return self.add(
            "accessors", {"bufferView": self.view(numbers.tobytes()), "type": shape, **row, **more}
        )

    def box(self, **primitive: Any) -> Json:
        """A primitive: a box without normals."""
        points, indices = box()
        attributes = {"POSITION": self.numbers(points, "VEC3"), **primitive.pop("attributes", {})}
        return {"attributes": attributes, "indices": self.numbers(indices, "SCALAR"), **primitive}

    def stand(self, *primitives: Json, **node: Any) -> Glb:
        """A node that shows a mesh of these."""
        node["mesh"] = self.add("meshes", {"primitives": list(primitives)})
        self.add("nodes", node)
        return self

    def bytes(self) -> bytes:
        document = {**self.document}
        if self.binary:
            document.setdefault("buffers", [{"byteLength": len(self.binary)}])
        text = json.dumps(document).encode()
        text += b" " * (-len(text) % 4)
        total = 28 + len(text) + len(self.binary)
        head = struct.pack("<4sII", b"glTF", 2, total) + struct.pack("<II", len(text), 0x4E4F534A)
        return head + text + struct.pack("<II", len(self.binary), 0x004E4942) + self.binary

    def write(self, path: Path) -> Path:
        path.write_bytes(self.bytes())
        return path


def plain_box() -> Glb:
    glb = Glb()
    return glb.stand(glb.box())


def coloured_box(factor: list[float] | None = None, **material: Any) -> Glb:
    """A box with one material, by its base colour alone."""
    glb = Glb()
    shading = {"baseColorFactor": factor or BLUE_FACTOR}
    return glb.stand(glb.box(material=glb.add("materials", {"pbrMetallicRoughness": shading, **material})))


def png(pixels: np.ndarray) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(file, "PNG")
    return file.getvalue()


def halves() -> np.ndarray:
    """An image: red on the left, blue on the right."""
    pixels = np.zeros((64, 64, 3))
    pixels[:, :32] = (200, 30, 20)
    pixels[:, 32:] = BLUE
    return pixels


def textured_wall(image: bytes | None = None, **row: Any) -> Glb:
    """Two triangles, 4 wide and 2 high, facing +z, with an image on them; the image's row says where it lies."""
    glb = Glb()
    points = np.array([[0, 0, 0], [4, 0, 0], [4, 2, 0], [0, 2, 0]], "<f4")
    uv = np.array([[0, 1], [1, 1], [1, 0], [0, 0]], "<f4")
    if not row:
        row = {"bufferView": glb.view(image if image is not None else png(halves())), "mimeType": "image/png"}
    glb.add("images", {"name": "facade", **row})
    glb.add("textures", {"source": 0})
    material = glb.add("materials", {"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}})
    return glb.stand(
        {
            "attributes": {"POSITION": glb.numbers(points, "VEC3"), "TEXCOORD_0": glb.numbers(uv, "VEC2")},
            "indices": glb.numbers(np.array([0, 1, 2, 0, 2, 3], "<u2"), "SCALAR"),
            "material": material,
        }
    )
