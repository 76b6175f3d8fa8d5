"""A scene as binary glTF 2.0: core features only, so that every viewer opens it. Y is up, as the format requires."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ... import __version__
from ...park.meshes.glb_tables import BINARY_CHUNK, JSON_CHUNK
from .scene import MATERIALS, Group, MaterialName, Mesh, Scene, Thing

Json = dict[str, Any]

COPYRIGHT = "Park Explorer maintainers, MIT licence; outlines of letters: Figtree and Noto Sans CJK SC, SIL Open Font Licence 1.1"

MAGIC, VERSION = 0x46546C67, 2
UNSIGNED_SHORT, UNSIGNED_INT, FLOAT = 5123, 5125, 5126
ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER = 34962, 34963
CLAMP_TO_EDGE, LINEAR, LINEAR_MIPMAP_LINEAR = 33071, 9729, 9987
MOST_SHORT = 65_535  # largest index: 65,535 is reserved for primitive restart

MEDIA_TYPES = {".jpg": "image/jpeg", ".png": "image/png"}


def to_glb(scene: Scene) -> bytes:
    """The bytes of the GLB file."""
    return _Writer(scene).file()


@dataclass(slots=True)
class _View:
    """A section of the buffer that holds one attribute of all meshes."""

    component: int
    shape: str
    stride_bytes: int  # between vertices; 0 for indices
    parts: list[bytes] = field(default_factory=list)
    size_bytes: int = 0

    def append(self, data: bytes) -> int:
        """Append data to the section; returns its offset."""
        start = self.size_bytes
        padding = b"\0" * (-len(data) % 4)
        self.parts += [data, padding]
        self.size_bytes += len(data) + len(padding)
        return start


class _Writer:
    """Collects the vertex data of all meshes and the JSON that describes its layout."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.views = {
            "POSITION": _View(FLOAT, "VEC3", 12),
            "NORMAL": _View(FLOAT, "VEC3", 12),
            "COLOR_0": _View(UNSIGNED_SHORT, "VEC4", 8),
            "TEXCOORD_0": _View(FLOAT, "VEC2", 8),
            "short": _View(UNSIGNED_SHORT, "SCALAR", 0),
            "long": _View(UNSIGNED_INT, "SCALAR", 0),
        }
        used = {mesh.material for mesh in scene.meshes}
        self.materials: list[MaterialName] = [name for name in MATERIALS if name in used]
        self.accessors: list[Json] = []
        self.meshes: list[Json] = []
        self.nodes: list[Json] = []

    def file(self) -> bytes:
        """The file: header, JSON and buffer."""
        groups = [self._group(group) for group in self.scene.groups]
        root = self._node(
            {
                "name": self.scene.title,
                "children": groups,
                "extras": {"id": self.scene.id, "notice": self.scene.notice, "language": self.scene.language},
            }
        )
        document: Json = {
            "asset": {
                "version": "2.0",
                "generator": f"Park Explorer {__version__}",
                "copyright": COPYRIGHT,
                "extras": {"title": self.scene.title, "notice": self.scene.notice},
            },
            "scene": 0,
            "scenes": [{"name": self.scene.title, "nodes": [root]}],
            "nodes": self.nodes,
            "meshes": self.meshes,
            "materials": [self._material(name) for name in self.materials],
            "accessors": self.accessors,
        }
        buffer = self._buffer(document)
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + 8 + len(buffer)
        return b"".join(
            (
                struct.pack("<III", MAGIC, VERSION, total),
                struct.pack("<II", len(text), JSON_CHUNK),
                text,
                struct.pack("<II", len(buffer), BINARY_CHUNK),
                buffer,
            )
        )

    def _node(self, node: Json) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _group(self, group: Group) -> int:
        children = [self._thing(thing) for thing in group.things]
        return self._node({"name": group.title, "children": children, "extras": {"group": group.id}})

    def _thing(self, thing: Thing) -> int:
        name = f"{thing.id} · {thing.title}"
        self.meshes.append({"name": name, "primitives": [self._primitive(mesh) for mesh in thing.meshes]})
        node: Json = {"name": name, "mesh": len(self.meshes) - 1}
        if any(thing.origin):
            x, y, z = thing.origin
            node["translation"] = [x, z, -y]
        if zone := thing.zone:
            titles = {language: zone.title[language] for language in zone.title.languages}
            node["extras"] = {
                "zone": zone.id,
                "number": zone.number,
                "district": zone.district,
                "title": titles,
            }
        return self._node(node)

    def _primitive(self, mesh: Mesh) -> Json:
        points = _y_up(mesh.points)
        attributes = {
            "POSITION": self._accessor(
                "POSITION", points, min=points.min(axis=0).tolist(), max=points.max(axis=0).tolist()
            ),
            "NORMAL": self._accessor("NORMAL", _y_up(mesh.normals)),
            "COLOR_0": self._accessor(
                "COLOR_0", np.rint(mesh.colours * 65535).astype("<u2"), normalized=True
            ),
        }
        if mesh.material == "ground" and self.scene.ground_light:
            # the image starts in the south, and v runs down an image
            place = mesh.points[:, :2] / (2 * np.array(self.scene.half_extent_m)) + 0.5
            attributes["TEXCOORD_0"] = self._accessor("TEXCOORD_0", place.astype("<f4"))
        short = len(points) <= MOST_SHORT
        indices = mesh.indices.ravel().astype("<u2" if short else "<u4")
        return {
            "attributes": attributes,
            "indices": self._accessor("short" if short else "long", indices),
            "material": self.materials.index(mesh.material),
        }

    def _accessor(self, view: str, numbers: npt.NDArray[Any], **more: Any) -> int:
        kind = self.views[view]
        self.accessors.append(
            {
                "bufferView": view,  # its index is known when all are filled
                "byteOffset": kind.append(numbers.tobytes()),
                "componentType": kind.component,
                "count": len(numbers),
                "type": kind.shape,
                **more,
            }
        )
        return len(self.accessors) - 1

    def _material(self, name: MaterialName) -> Json:
        surface = MATERIALS[name]
        shading: Json = {"metallicFactor": 0.0, "roughnessFactor": surface.roughness}
        if name == "ground" and self.scene.ground_light:
            shading["baseColorTexture"] = {"index": 0}
        return {
            "name": name,
            "pbrMetallicRoughness": shading,
            "doubleSided": False,
            "alphaMode": "BLEND" if surface.see_through else "OPAQUE",
        }

    def _buffer(self, document: Json) -> bytes:
        """The buffer; adds its layout to `document`."""
        parts: list[bytes] = []
        views: list[Json] = []
        numbers: dict[str, int] = {}
        offset = 0
        for name, view in self.views.items():
            if not view.size_bytes:
                continue
            numbers[name] = len(views)
            layout: Json = {"buffer": 0, "byteOffset": offset, "byteLength": view.size_bytes}
            if view.stride_bytes:
                views.append({**layout, "byteStride": view.stride_bytes, "target": ARRAY_BUFFER})
            else:
                views.append({**layout, "target": ELEMENT_ARRAY_BUFFER})
            parts += view.parts
            offset += view.size_bytes
        for accessor in self.accessors:
            accessor["bufferView"] = numbers[accessor["bufferView"]]
        if image := self.scene.ground_light:
            data = image.read_bytes()
            views.append({"buffer": 0, "byteOffset": offset, "byteLength": len(data)})
            parts += [data, b"\0" * (-len(data) % 4)]
            document["images"] = [
                {
                    "name": "sky light on the ground",
                    "mimeType": MEDIA_TYPES[image.suffix],
                    "bufferView": len(views) - 1,
                }
            ]
            document["samplers"] = [
                {
                    "magFilter": LINEAR,
                    "minFilter": LINEAR_MIPMAP_LINEAR,
                    "wrapS": CLAMP_TO_EDGE,
                    "wrapT": CLAMP_TO_EDGE,
                }
            ]
            document["textures"] = [{"source": 0, "sampler": 0}]
        buffer = b"".join(parts)
        document["bufferViews"] = views
        document["buffers"] = [{"byteLength": len(buffer)}]
        return buffer


def _y_up(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Rotated by -90 degrees about x: east stays east, up becomes y, north becomes -z."""
    return np.stack([vectors[:, 0], vectors[:, 2], -vectors[:, 1]], axis=1).astype("<f4")
