"""Reads OBJ, STL and PLY with trimesh. The size is checked first, as far as the header or the file size allows."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from ...i18n import Text
from .mesh import NEARLY_SOLID, Floats, NotRead, Primitive, paper, refuse_many
from .texture import NoTexture, Texture, left_out, linear

MOST_TEXT_BYTES = 80_000_000
MOST_SIDE_BYTES = 60_000_000
"""Maximum size of a file that a model refers to."""
STL_HEAD_BYTES, STL_TRIANGLE_BYTES = 84, 50
PLY_HEAD_BYTES = 65_536


logging.getLogger("trimesh").addHandler(logging.NullHandler())
"""Faults of a file are reported in an author's terms, not as tracebacks of trimesh."""


class _Beside:
    """The files in the folder of a model, and no others.

    Attributes
    ----------
    losses : what could not be read.
    """

    def __init__(self, path: Path) -> None:
        self._folder = path.parent.resolve()
        self.file_name = path.stem
        self.losses: list[Text] = []

    def get(self, name: str) -> bytes:
        """The bytes of a file, by its name in the model.

        Raises
        ------
        FileNotFoundError
            The loss is noted first.
        """
        path = (self._folder / name.replace("\\", "/").strip()).resolve()
        if path.is_relative_to(self._folder) and path.is_file() and path.stat().st_size <= MOST_SIDE_BYTES:
            return path.read_bytes()
        self.losses.append(Text("the file {name!r} that it refers to is missing", name=name[:80]))
        raise FileNotFoundError(name)

    def texture(self, name: str) -> Texture | None:
        """The image of a name; None if it cannot be used, which is noted as a loss."""
        with suppress(FileNotFoundError):
            try:
                return Texture.read(self.get(name))
            except NoTexture as fault:
                self.losses.append(left_out(name, fault))
        return None


class _OnlyMaterials(_Beside):
    """Gives trimesh only the material file: images are read here, within a limit."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.list = ""

    def __getitem__(self, name: str) -> str:
        self.list = _text(self.get(name))
        return re.sub(r"(?im)^\s*map_.*$", "", self.list)


def read_obj(path: Path) -> tuple[list[Primitive], list[Text]]:
    """The parts of an OBJ file, one for each material, and the losses."""
    _refuse_large(path)
    text = "\n" + _text(path.read_bytes())
    refuse_many(text.count("\nf "), text.count("\nv "))
    from trimesh.exchange.obj import load_obj

    beside = _OnlyMaterials(path)
    found = load_obj(cast(Any, io.StringIO(text)), resolver=cast(Any, beside))
    parts = list(found.get("geometry", {}).values())
    looks = _looks(beside)
    names = [getattr(getattr(part.get("visual"), "material", None), "name", None) for part in parts]
    if "\nusemtl" in text and not beside.losses and not set(names) <= set(looks):
        beside.losses.append(Text("some of its materials are not in its .mtl file"))
    primitives = [_part(part, looks.get(name, _PLAIN)) for part, name in zip(parts, names, strict=True)]
    return primitives, beside.losses


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """The material of a part: its colour and its own light, both linear, and its image."""

    colour: Floats | None = None
    texture: Texture | None = None
    glow: Floats | None = None
    opacity: float | None = None


_PLAIN = _Look()


def _looks(beside: _OnlyMaterials) -> dict[str | None, _Look]:
    """The materials of an OBJ file by name."""
    looks: dict[str | None, _Look] = {}
    name = None
    for line in beside.list.splitlines():
        key, _, value = line.strip().replace("\t", " ").partition(" ")
        key, value = key.lower(), value.strip()
        if key == "newmtl":
            name = " ".join(value.split())
            looks[name] = _PLAIN
        elif key in ("kd", "ke") and name is not None:
            with suppress(ValueError):
                red, green, blue = (float(share) for share in value.split())
                light = linear(np.array([red, green, blue]))
                if key == "kd":
                    looks[name] = replace(looks[name], colour=light)
                elif light.any():
                    looks[name] = replace(looks[name], glow=light)
        elif key == "map_kd" and name is not None:
            looks[name] = replace(looks[name], texture=beside.texture(value))
        elif key == "d" and name is not None:
            with suppress(ValueError):
                opacity = min(max(float(value), 0.0), 1.0)
                looks[name] = replace(looks[name], opacity=opacity if opacity < NEARLY_SOLID else None)
    return looks


def read_stl(path: Path) -> tuple[list[Primitive], list[Text]]:
    """The triangles of an STL file, which has no colours, and the losses."""
    with path.open("rb") as file:
        head = file.read(STL_HEAD_BYTES)
    size = path.stat().st_size
    count = int.from_bytes(head[80:84], "little") if len(head) == STL_HEAD_BYTES else 0
    is_text = head.lstrip()[:5].lower() == b"solid" and size != STL_HEAD_BYTES + STL_TRIANGLE_BYTES * count
    if is_text:
        _refuse_large(path)
        text = _text(path.read_bytes())
        refuse_many(text.lower().count("facet normal"))
    elif size != STL_HEAD_BYTES + STL_TRIANGLE_BYTES * count:
        raise NotRead(
            Text("it is cut off, or not an STL file: its header says {count:,} triangles", count=count),
            Text("export it again"),
        )
    else:
        refuse_many(count)
    from trimesh.exchange.stl import load_stl_ascii, load_stl_binary

    if is_text:
        found = load_stl_ascii(cast(Any, io.StringIO(text)))
    else:
        with path.open("rb") as file:
            found = load_stl_binary(file)
    parts = found["geometry"].values() if "geometry" in found else [found]
    return [_part(part) for part in parts if len(part.get("faces", ()))], []


def read_ply(path: Path) -> tuple[list[Primitive], list[Text]]:
    """The triangles of a PLY file with the colours of its vertices or faces, and the losses."""
    with path.open("rb") as file:
        head = file.read(PLY_HEAD_BYTES).partition(b"end_header")[0]
    counts = {name: int(count) for name, count in re.findall(rb"element (\w+) (\d{1,18})", head)}
    refuse_many(counts.get(b"face", 0), counts.get(b"vertex", 0))
    if b"format ascii" in head:
        _refuse_large(path)
    from trimesh.exchange.ply import load_ply

    beside = _Beside(path)
    plain_head = bytes(sign if sign < 0x80 else ord("?") for sign in head)  # a comment may be in any script
    part = load_ply(io.BytesIO(plain_head + path.read_bytes()[len(head) :]), skip_materials=True)
    image = re.search(r"comment TextureFile ([^\r\n]+)", _text(head))
    texture = beside.texture(image[1]) if image else None
    return [_part(part, _Look(texture=texture))] if len(part.get("faces", ())) else [], beside.losses


def _text(data: bytes) -> str:
    """Decode text in the encodings that authors here use; only numbers and file names matter."""
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("latin-1")


def _refuse_large(path: Path) -> None:
    if path.stat().st_size > MOST_TEXT_BYTES:
        limit = MOST_TEXT_BYTES // 1_000_000
        raise NotRead(
            Text("it is a text file of more than {limit} MB", limit=limit),
            Text("export it as .glb, and reduce it"),
        )


def _part(part: Mapping[str, Any], look: _Look = _PLAIN) -> Primitive:
    """A part that trimesh found, with its material."""
    colour, texture = look.colour, look.texture
    points = np.asarray(part["vertices"], float)
    indices = np.asarray(part["faces"], np.int64).reshape(-1, 3)
    opacity = None if look.opacity is None else np.full(len(points), look.opacity)
    normals = part.get("vertex_normals")
    normals = np.asarray(normals, float) if normals is not None and len(normals) == len(points) else None
    uv = getattr(part.get("visual"), "uv", None)
    if texture is not None and uv is not None and len(uv) == len(points):
        uv = np.asarray(uv, float)
        uv = np.c_[uv[:, 0], 1 - uv[:, 1]]
        return Primitive(points, indices, np.ones(3), normals, texture, uv, glow=look.glow, opacity=opacity)
    if (of_faces := part.get("face_colors")) is not None and len(of_faces) == len(indices):
        order = indices.ravel()
        return Primitive(
            points[order],
            np.arange(len(order), dtype=np.int64).reshape(-1, 3),
            np.repeat(_light(of_faces), 3, axis=0),
            normals[order] if normals is not None else None,
        )
    if (of_corners := part.get("vertex_colors")) is not None and len(of_corners) == len(points):
        return Primitive(points, indices, _light(of_corners), normals)
    return Primitive(
        points, indices, colour if colour is not None else paper(), normals, glow=look.glow, opacity=opacity
    )


def _light(colours: npt.NDArray[Any]) -> Floats:
    """Colours in bytes, or in fractions of one, as linear light."""
    values = np.asarray(colours)[:, :3]
    scale = 1.0 if values.dtype.kind == "f" and values.max(initial=0) <= 1.0 else 255.0
    return linear(values.astype(float) / scale)
