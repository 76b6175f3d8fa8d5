"""Reads binary glTF 2.0: the geometry, base colours, vertex colours and colour textures.

Counts are checked before anything is allocated, so that a small file cannot demand much memory.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ...i18n import Text
from .clips import (
    MOST_MOVING,
    MOST_MOVING_TRIANGLES,
    TOO_MUCH_MOVES,
    Rig,
    joints_of,
    local_matrix,
    rig_of,
)
from .glb_tables import Json, Tables
from .mesh import NEARLY_SOLID, ONE_GLOW, Floats, Indices, NotRead, Primitive, compact, paper, refuse_many
from .pose import SHAPES_STILL, SKELETON_STILL, joint_matrices, morphed, posed
from .texture import NoTexture, Texture, left_out, linear

MOST_NODES = 5_000
TRIANGLES, STRIP, FAN = 4, 5, 6
CLAMP_TO_EDGE = 33071


COMPRESSED: dict[str, tuple[Text, Text]] = {
    "KHR_draco_mesh_compression": (
        Text("it is compressed with Draco (KHR_draco_mesh_compression)"),
        Text("untick Compression in Blender's export, or run `gltf-transform cp in.glb out.glb`"),
    ),
    "EXT_meshopt_compression": (
        Text("it is compressed with meshopt (EXT_meshopt_compression)"),
        Text("leave out -c and -cc of gltfpack, or run `gltf-transform cp in.glb out.glb`"),
    ),
    "KHR_texture_basisu": (
        Text("its textures are KTX2 pictures (KHR_texture_basisu)"),
        Text("export with PNG or JPEG textures, or run `gltf-transform ktxdecompress in.glb out.glb`"),
    ),
}
COMPRESSED["KHR_meshopt_compression"] = COMPRESSED["EXT_meshopt_compression"]
"""Extensions without which nothing can be shown, and what to do about them."""

READ = frozenset(
    {"KHR_mesh_quantization", "KHR_texture_transform", "EXT_texture_webp", "KHR_materials_unlit"}
)
"""Extensions that are read. Those of materials and lights only affect the shading, and may be ignored too."""
HARMLESS = ("KHR_materials_", "KHR_lights_", "KHR_xmp", "KHR_animation_", "EXT_lights_")

NO_MOTION: Text = Text("its animation is not played")
MOST_GLOW = 2.5
"""Brightest light of a material; lamps of the park reach about this."""
NO_LINES: Text = Text("its lines and points are not shown")


def read_glb(path: Path) -> tuple[list[Primitive], list[Text]]:
    """The parts of a file, and the losses. Raises NotRead with the reason."""
    file = _File(Tables.read(path))
    file.refuse_extensions()
    parts = file.primitives()
    if file.tables.all("animations"):
        file.losses.append(NO_MOTION)
    return parts, file.losses


def read_moving(path: Path) -> tuple[list[Primitive], list[Text], Rig | None]:
    """The same, with the clips of the file; None if it has none that can be played."""
    file = _File(Tables.read(path))
    file.refuse_extensions()
    file.rig = rig_of(file.tables)
    parts = file.primitives()
    if file.rig is not None:
        moving = sum(len(part.indices) for part in parts if part.mover >= 0)
        if len(file.rig.moving) > MOST_MOVING or moving > MOST_MOVING_TRIANGLES:
            file.losses.append(TOO_MUCH_MOVES)
            return [replace(part, mover=-1) for part in parts], file.losses, None
    still = file.what_stands_still()
    if file.rig is None and not still and file.tables.all("animations"):
        still = [NO_MOTION]
    return parts, file.losses + still, file.rig


@dataclass(slots=True, eq=False)
class _Material:
    """The material of a part: a colour in linear light, and an image."""

    colour: Floats
    texture: Texture | None = None
    set: int = 0  # of texture coordinates
    turn: Floats | None = None  # transform of those coordinates: shape (2, 3)
    is_sheet: bool = False  # visible from both sides
    glow: Floats | None = None  # emitted light, linear
    lit: Texture | None = None  # its image, in place of which the light is its mean
    opacity: float | None = None  # None: solid
    cutoff: float | None = None  # opacity below which a place is left out


@dataclass(eq=False)
class _File:
    """The interpreted tables of a file."""

    tables: Tables
    # what the file has and the parts lack, as far as they have been read
    losses: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rig: Rig | None = None
        self._materials: dict[int | None, _Material] = {}
        self._textures: dict[int, Texture | None] = {}
        self._joints: dict[int, Floats] = {}  # matrices of the joints of each skin

    def refuse_extensions(self) -> None:
        """NotRead if the file requires an unsupported extension."""
        required = [str(name) for name in self.tables.all("extensionsRequired")]
        for name in (*required, *(str(name) for name in self.tables.all("extensionsUsed"))):
            # KTX2 images that are not required may come with a copy for older readers
            if name in COMPRESSED and (name in required or name != "KHR_texture_basisu"):
                raise NotRead(*COMPRESSED[name])
        for name in required:
            if name not in READ and not name.startswith(HARMLESS):
                raise NotRead(
                    Text("it needs the glTF extension {name}", name=name),
                    Text("export it without that extension"),
                )

    # ---- the tree

    def primitives(self) -> list[Primitive]:
        """The parts of the scene in their final position."""
        placed = list(self._placed())
        some = [p for node, _, _ in placed for p in self._of_mesh(node["mesh"])]
        count = sum(map(self._triangles, some))
        vertices = max((self.tables.count(p["attributes"]["POSITION"]) for p in some), default=0)
        refuse_many(count, vertices)
        return [
            replace(self._in_place(node, primitive, matrix), mover=mover)
            for node, matrix, mover in placed
            for primitive in self._of_mesh(node["mesh"])
        ]

    def _in_place(self, node: Json, primitive: Json, matrix: Floats) -> Primitive:
        """A part where its node holds it, or where the joints of its skin do."""
        weights = node.get("weights") or self.tables.all("meshes")[node["mesh"]].get("weights") or []
        joints = None
        if "skin" in node and "JOINTS_0" in primitive["attributes"]:
            joints = self._joints.get(node["skin"])
            if joints is None:
                joints = self._joints[node["skin"]] = joint_matrices(self.tables, node["skin"])
        part = self._primitive(primitive, weights, joints)
        return _moved(part, matrix if joints is None else np.eye(4))

    def what_stands_still(self) -> list[Text]:
        """What its animations move and is not moved: skeletons and shapes."""
        joints = joints_of(self.tables)
        targets = [
            channel.get("target", {})
            for row in self.tables.all("animations")
            for channel in row.get("channels", ())
        ]
        return [
            text
            for text, is_so in (
                (SKELETON_STILL, any(target.get("node") in joints for target in targets)),
                (SHAPES_STILL, any(target.get("path") == "weights" for target in targets)),
            )
            if is_so
        ]

    def _placed(self) -> Iterator[tuple[Json, Floats, int]]:
        """The nodes of the scene that have a mesh, the matrix of each, and the node with which it moves."""
        nodes, scenes = self.tables.all("nodes"), self.tables.all("scenes")
        if len(nodes) > MOST_NODES:
            raise NotRead(
                Text("it has {count:,} nodes", count=len(nodes)),
                Text("join its objects into a few"),
            )
        if scenes:
            roots = scenes[self.tables.document.get("scene", 0)].get("nodes", [])
        else:
            children = {child for node in nodes for child in node.get("children", ())}
            roots = [n for n in range(len(nodes)) if n not in children]
        moving = self.rig.moving if self.rig is not None else frozenset[int]()
        waiting = [(root, np.eye(4), -1) for root in reversed(roots)]
        seen: set[int] = set()
        while waiting:
            number, above, mover = waiting.pop()
            if number in seen:
                continue  # a cyclic tree
            seen.add(number)
            node = nodes[number]
            matrix = above @ local_matrix(node)
            mover = number if number in moving else mover
            if "mesh" in node:
                joints = self.tables.all("skins")[node["skin"]]["joints"] if "skin" in node else ()
                yield node, matrix, self.rig.mover_of(joints[0]) if joints and self.rig else mover
            if "EXT_mesh_gpu_instancing" in node.get("extensions", {}):
                self.losses.append(
                    Text("its instanced copies are not shown (EXT_mesh_gpu_instancing)")
                )  # fmt: skip
            waiting += [(child, matrix, mover) for child in reversed(node.get("children", []))]

    def _of_mesh(self, mesh: int) -> list[Json]:
        """The primitives of a mesh that are triangles."""
        all_of_it: list[Json] = self.tables.all("meshes")[mesh]["primitives"]
        solid = [p for p in all_of_it if p.get("mode", TRIANGLES) in (TRIANGLES, STRIP, FAN)]
        if len(solid) < len(all_of_it):
            self.losses.append(NO_LINES)
        return solid

    def _triangles(self, primitive: Json) -> int:
        many = self.tables.count(primitive.get("indices", primitive["attributes"]["POSITION"]))
        return many // 3 if primitive.get("mode", TRIANGLES) == TRIANGLES else max(many - 2, 0)

    # ---- one part

    def _primitive(self, primitive: Json, weights: list[float], joints: Floats | None) -> Primitive:
        attributes = primitive["attributes"]
        points = self.tables.floats(attributes["POSITION"], 3)
        order = (
            self.tables.numbers(primitive["indices"]).astype(np.int64).ravel()
            if "indices" in primitive
            else np.arange(len(points))
        )
        material = self._material(primitive.get("material"))
        colours = material.colour
        if "material" not in primitive and "COLOR_0" not in attributes:
            colours = paper()
        if "COLOR_0" in attributes:
            colours = colours * self._corner_colours(attributes["COLOR_0"])
        uv_name = f"TEXCOORD_{material.set}"
        texture, lit = (material.texture, material.lit) if uv_name in attributes else (None, None)
        has_image = texture is not None or lit is not None
        uv = self.tables.floats(attributes[uv_name], 2) if has_image else None
        if uv is not None and material.turn is not None:
            uv = np.c_[uv, np.ones(len(uv))] @ material.turn.T
        part = Primitive(
            points,
            _triangles_of(order, primitive.get("mode", TRIANGLES)),
            colours,
            self.tables.floats(attributes["NORMAL"], 3) if "NORMAL" in attributes else None,
            texture,
            uv,
            material.is_sheet,
            material.glow,
            lit,
        )
        part = self._seen_through(part, material, attributes.get("COLOR_0"))
        part = morphed(self.tables, primitive, weights, part)
        if joints is not None:
            part = posed(self.tables, primitive, joints, part)
        return compact(part)  # many parts may share the vertices of the whole

    def _seen_through(self, part: Primitive, material: _Material, colours: int | None) -> Primitive:
        """A copy with the opacity of its corners, unless it hides all that is behind it."""
        if material.opacity is None:
            return part
        opacity = np.full(len(part.points), material.opacity)
        if colours is not None and self.tables.all("accessors")[colours]["type"] == "VEC4":
            opacity = opacity * self.tables.floats(colours, 4)[:, 3]
        if part.texture is None or part.texture.alpha is None:
            if material.cutoff is not None:
                left = opacity[part.indices].mean(axis=1) >= material.cutoff
                return replace(part, indices=part.indices[left])
            if opacity.min(initial=1.0) >= NEARLY_SOLID:
                return part
        elif part.lit is not None:
            self.losses.append(ONE_GLOW)
            part = replace(part, lit=None)
        return replace(part, opacity=np.clip(opacity, 0, 1), cutoff=material.cutoff)

    def _corner_colours(self, accessor: int) -> Floats:
        """Vertex colours in linear light."""
        colours = self.tables.floats(accessor, 3)
        # trimesh writes sRGB bytes unchanged, where glTF requires linear light
        return linear(colours) if "mikedh/trimesh" in self._generator else colours

    @cached_property
    def _generator(self) -> str:
        return str(self.tables.document.get("asset", {}).get("generator", ""))

    def _material(self, number: int | None) -> _Material:
        if number not in self._materials:
            self._materials[number] = self._read_material(number)
        return self._materials[number]

    def _read_material(self, number: int | None) -> _Material:
        if number is None:
            return _Material(np.ones(3))
        row = self.tables.all("materials")[number]
        shading = row.get("pbrMetallicRoughness", {})
        factor = shading.get("baseColorFactor", (1, 1, 1, 1))
        info = shading.get("baseColorTexture")
        older = row.get("extensions", {}).get("KHR_materials_pbrSpecularGlossiness")
        if older is not None:
            factor, info = older.get("diffuseFactor", (1, 1, 1, 1)), older.get("diffuseTexture")
        glow, lit = self._glow(row)
        material = _Material(
            np.asarray(factor[:3], float), is_sheet=row.get("doubleSided", False) is True, glow=glow, lit=lit
        )
        if row.get("alphaMode", "OPAQUE") in ("BLEND", "MASK"):
            material.opacity = float(factor[3]) if len(factor) > 3 else 1.0
            material.cutoff = float(row.get("alphaCutoff", 0.5)) if row["alphaMode"] == "MASK" else None
        own_light = row.get("emissiveTexture")
        if lit is not None and info is None:
            info = own_light
        elif lit is not None and _coordinates(info) != _coordinates(own_light):
            material.lit = None
            self.losses.append(ONE_GLOW)
        if info is not None:
            moved = info.get("extensions", {}).get("KHR_texture_transform", {})
            material.texture = self._texture(info["index"]) if info is not own_light else None
            material.set = moved.get("texCoord", info.get("texCoord", 0))
            material.turn = _turn(moved) if moved else None
        return material

    def _glow(self, row: Json) -> tuple[Floats | None, Texture | None]:
        """The light that a material gives off, and its image; of an image, the light is its mean."""
        glow = np.asarray(row.get("emissiveFactor", (0, 0, 0))[:3], float)
        strength = row.get("extensions", {}).get("KHR_materials_emissive_strength", {})
        glow = np.clip(glow * float(strength.get("emissiveStrength", 1.0)), 0, MOST_GLOW)
        if not glow.any():
            return None, None
        info = row.get("emissiveTexture")
        texture = self._texture(info["index"]) if info is not None else None
        if texture is not None:
            glow = glow * linear(texture.pixels.reshape(-1, 3) / 255).mean(axis=0)
        return glow, texture

    def _texture(self, number: int) -> Texture | None:
        """The image of a texture, read once; None if it cannot be used."""
        if number not in self._textures:
            self._textures[number] = self._read_texture(number)
        return self._textures[number]

    def _read_texture(self, number: int) -> Texture | None:
        row = self.tables.all("textures")[number]
        source = row.get("extensions", {}).get("EXT_texture_webp", row).get("source", row.get("source"))
        image: Json = self.tables.all("images")[source] if source is not None else {}
        name = str(image.get("name") or image.get("uri") or f"image {source}")[:80]
        name = "embedded image" if name.startswith("data:") else name
        sampler = self.tables.all("samplers")[row["sampler"]] if "sampler" in row else {}
        try:
            if "bufferView" in image:
                data = self.tables.view(image["bufferView"])
            elif str(image.get("uri", "")).startswith("data:"):
                data = base64.b64decode(image["uri"].partition(",")[2])
            elif source is None:
                raise NoTexture(Text("it is a KTX2 picture: use PNG or JPEG"))
            else:
                raise NoTexture(Text("it lies in another file: export all as one .glb"))
            return Texture.read(data, sampler.get("wrapS") == CLAMP_TO_EDGE)
        except NoTexture as fault:
            self.losses.append(left_out(name, fault))
            return None


def _triangles_of(order: Indices, mode: int) -> Indices:
    """Triangles as rows of three vertex indices."""
    if mode == TRIANGLES:
        return order[: len(order) - len(order) % 3].reshape(-1, 3)
    first = np.arange(max(len(order) - 2, 0))
    if mode == FAN:
        return np.stack([order[np.zeros_like(first)], order[first + 1], order[first + 2]], axis=1)
    odd = first % 2
    return np.stack([order[first], order[first + 1 + odd], order[first + 2 - odd]], axis=1)


def _coordinates(info: Json | None) -> tuple[Any, Any]:
    """Which texture coordinates a texture is drawn with, and their transform."""
    info = info or {}
    return info.get("texCoord", 0), info.get("extensions", {}).get("KHR_texture_transform")


def _turn(moved: Json) -> Floats:
    """The texture transform of KHR_texture_transform."""
    angle = moved.get("rotation", 0.0)
    sx, sy = moved.get("scale", (1, 1))
    dx, dy = moved.get("offset", (0, 0))
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c * sx, s * sy, dx], [-s * sx, c * sy, dy]])


def _moved(part: Primitive, matrix: Floats) -> Primitive:
    """A part transformed by its node; mirrored triangles are flipped so that they still face outwards."""
    linear_part = matrix[:3, :3]
    is_mirrored = np.linalg.det(linear_part) < 0
    normals = part.normals
    if normals is not None:
        normals = normals @ np.linalg.pinv(linear_part)
    return replace(
        part,
        points=part.points @ linear_part.T + matrix[:3, 3],
        indices=part.indices[:, ::-1] if is_mirrored else part.indices,
        normals=normals,
    )
