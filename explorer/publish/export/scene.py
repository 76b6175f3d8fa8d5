"""The park in the form shared by all export formats: groups of things, each of a few meshes. Metres, z up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin
from pathlib import Path
from typing import Literal, cast

import numpy as np

from ...base.baked_format import Chunk
from ...base.geometry import Vec2, Vec3
from ...i18n import Text, nearest_language, tr
from ...park.meshes.mesh import BLENDED, NotRead
from ...park.meshes.mesh import Mesh as OwnMesh
from ...park.meshes.texture import linear
from ...park.model import Language, Park, Zone
from ...park.own_models import not_shown, own_models, shown_without
from .tables import Floats, Indices, Tables

MaterialName = Literal["matte", "satin", "glass", "leaf", "ground", "water", "shore", "clear"]


@dataclass(frozen=True, slots=True)
class Material:
    """How a kind of surface reflects light; its colour is in the vertices. Nothing in the park is bare metal."""

    roughness: float
    see_through: bool = False


MATERIALS: dict[MaterialName, Material] = {
    "matte": Material(0.9),
    "satin": Material(0.45),
    "glass": Material(0.08),
    "leaf": Material(1.0),
    "ground": Material(0.95),
    "water": Material(0.05),
    "shore": Material(0.6, see_through=True),
    "clear": Material(0.1, see_through=True),
}

SATIN_GLOSS = 128
"""Between steel and varnish below and glass and pools above."""

GROUPS: dict[str, Text] = {
    "zones": Text("Zones"),
    "letters": Text("Lettering"),
    "ground": Text("Ground"),
    "planting": Text("Planting"),
    "life": Text("People and vehicles"),
    "harbour": Text("Harbour"),
    "water": Text("Water"),
    "surroundings": Text("Across the water"),
}

GROUP_OF = {
    "building": "zones", "standin": "zones", "letters": "letters", "ground": "ground", "joints": "ground", "tree": "planting",
    "life": "life", "harbour": "harbour", "water": "water", "shore": "water",
    "city": "surroundings", "far": "surroundings",
}  # fmt: skip

BLOCK_COLOUR = (0.885, 0.843, 0.778, 1.0)
"""Colour of paper, linear, for a zone without a baked model."""


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Triangles of one material."""

    material: MaterialName
    points: Floats  # float32 array, shape (n, 3), metres from the origin of the thing
    normals: Floats  # float32 array, shape (n, 3)
    colours: Floats  # float32 array, shape (n, 4), linear light and opacity, 0..1
    indices: Indices  # int array, shape (m, 3)


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """A unit of selection: a building, its letters, all trees."""

    id: str
    title: str
    origin: Vec3
    meshes: tuple[Mesh, ...]
    zone: Zone | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Things shown and hidden together."""

    id: str
    title: str
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The whole content of a file."""

    id: str
    title: str
    notice: str
    language: Language
    groups: tuple[Group, ...]
    # image of the sky light on level ground, row 0 in the south; square roots of linear values
    ground_light: Path | None
    half_extent_m: Vec2  # the image covers -x..x, -y..y
    plain: tuple[str, ...]  # zones exported as plain blocks
    warnings: tuple[Text, ...] = ()  # what differs from the author's own models

    @property
    def meshes(self) -> Iterator[Mesh]:
        """All meshes, in the order of the groups."""
        return (mesh for group in self.groups for thing in group.things for mesh in thing.meshes)

    @property
    def triangles(self) -> int:
        return sum(len(mesh.indices) for mesh in self.meshes)


def build_scene(
    park: Park,
    tables: Tables | None,
    zone: str | None,
    language: Language,
    surroundings: bool,
    progress: Callable[[float, str], None],
) -> Scene:
    """Build the scene of the park, or of one zone. Raises KeyError if the park has no such zone."""
    wanted = (zone,) if zone is not None else tuple(park.zones)
    title = park.zones[zone].title if zone is not None else park.title
    owners = _owners(park, tables)
    things: dict[str, list[Thing]] = {group: [] for group in GROUPS}
    if tables:
        chunks = {
            (group, owner): some
            for (group, owner), some in _sorted(tables, owners, language).items()
            if (owner == zone if zone is not None else surroundings or group != "surroundings")
        }
        for number, ((group, owner), some) in enumerate(chunks.items()):
            thing = _thing(park, tables, group, owner, some, language)
            progress(number / len(chunks), thing.title)
            things[group].append(thing)
    warnings: list[Text] = []
    own = {it.id: _own(it, path, found, language, warnings) for it, path, found in own_models(park, wanted)}
    without = tuple(id for id in wanted if id not in owners.values())
    things["zones"] += [own.get(id) or _block(park.zones[id], language) for id in without]
    plain = tuple(id for id in without if own.get(id) is None)
    for of_group in things.values():
        of_group.sort(key=lambda thing: thing.zone.number if thing.zone else 0)
    return Scene(
        id=zone or park.id,
        title=title[language],
        notice=park.notice[language] if park.notice is not None else "",
        language=language,
        groups=tuple(Group(id, tr(GROUPS[id], language), tuple(some)) for id, some in things.items() if some),
        ground_light=tables.ground_light if tables and things["ground"] else None,
        half_extent_m=tables.manifest.ground_half_extent_m if tables else (1.0, 1.0),
        plain=plain,
        warnings=tuple(warnings),
    )


def _owners(park: Park, tables: Tables | None) -> dict[str, str]:
    """The zone that owns each baked model; of two with the same model, the first."""
    baked = {chunk.zone for chunk in tables.manifest.chunks if chunk.kind == "building"} if tables else set()
    owners: dict[str, str] = {}
    for zone in park.zones.values():
        if zone.model is not None and zone.model in baked:
            owners.setdefault(zone.model, zone.id)
    return owners


def _sorted(
    tables: Tables | None, owners: dict[str, str], language: Language
) -> dict[tuple[str, str], list[Chunk]]:
    """Near chunks by group and zone, in one language; models that no zone uses are left out."""
    found: dict[tuple[str, str], list[Chunk]] = {}
    chunks = tables.manifest.chunks if tables else ()
    built = sorted({chunk.language for chunk in chunks} - {""})
    letters = nearest_language(language, built) if built else ""
    for chunk in chunks:
        shown = chunk.detail != "far" and chunk.language in ("", letters)
        if not shown or (chunk.zone and chunk.zone not in owners):
            continue
        group = GROUP_OF.get(chunk.kind, "ground")
        if group == "zones" and not chunk.zone:
            group = "ground"  # walls and stairs of the site
        key = (group, owners.get(chunk.zone, ""))
        found.setdefault(key, []).append(chunk)
    return found


def _thing(
    park: Park, tables: Tables, group: str, owner: str, chunks: list[Chunk], language: Language
) -> Thing:
    """The thing made of the chunks of one group and zone ("" = no zone)."""
    zone = park.zones.get(owner)
    origin = (*zone.place.centre_m, 0.0) if zone else (0.0, 0.0, 0.0)
    title = zone.title[language] if zone else tr(GROUPS[group], language)
    id = f"letters-{owner}" if group == "letters" else owner or group
    return Thing(id, title, origin, tuple(_meshes(tables, chunks, origin)), zone)


def _meshes(tables: Tables, chunks: Iterable[Chunk], origin: Vec3) -> Iterator[Mesh]:
    """One mesh per material, without unused vertices."""
    runs: dict[MaterialName, list[Indices]] = {name: [] for name in MATERIALS}
    for chunk in chunks:
        runs[_material(chunk)].append(tables.triangles(chunk, glass=False))
        shiny = tables.triangles(chunk, glass=True)
        is_glass = tables.gloss[shiny].max(axis=1, initial=0) >= SATIN_GLOSS
        runs["glass"].append(shiny[is_glass])
        runs["satin"].append(shiny[~is_glass])
    for material, some in runs.items():
        indices = np.concatenate(some) if some else np.empty((0, 3), np.int64)
        a, b, c = indices.T
        indices = indices[(a != b) & (b != c) & (c != a)]
        if not len(indices):
            continue
        used, renumbered = np.unique(indices, return_inverse=True)
        points = tables.points[used] - np.asarray(origin, np.float32)
        yield Mesh(material, points, tables.normals[used], tables.colours[used], renumbered.reshape(-1, 3))


def _material(chunk: Chunk) -> MaterialName:
    """The material of a chunk's opaque part."""
    if chunk.surface != "solid":
        return chunk.surface
    return "leaf" if chunk.kind == "tree" else "matte"


def _own(
    zone: Zone, path: Path, own: OwnMesh | NotRead, language: Language, warnings: list[Text]
) -> Thing | None:
    """The model of a zone from a file of the scene; None if it cannot be read."""
    if isinstance(own, NotRead):
        warnings.append(not_shown(zone, path, own))
        return None
    if own.losses:
        warnings.append(shown_without(zone, path, own))
    origin = (*zone.place.centre_m, 0.0)
    opacity = np.ones(len(own.colours)) if own.opacity is None else own.opacity
    light = np.c_[linear(own.colours), opacity]
    is_clear = np.zeros(len(own.indices), bool) if own.clear is None else own.clear == BLENDED
    meshes = []
    for material, chosen in (("matte", ~is_clear), ("clear", is_clear)):
        if not chosen.any():
            continue
        used, indices = np.unique(own.indices[chosen], return_inverse=True)
        meshes.append(
            Mesh(
                cast(MaterialName, material),
                (own.points[used] - origin).astype(np.float32),
                own.normals[used].astype(np.float32),
                light[used].astype(np.float32),
                indices.reshape(-1, 3),
            )
        )
    return Thing(zone.id, zone.title[language], origin, tuple(meshes), zone)


def _block(zone: Zone, language: Language) -> Thing:
    """A plain block on the footprint of a zone."""
    place = zone.place
    half_x, half_y = (side / 2 for side in place.footprint_m)
    turn = radians(180.0 - place.heading_deg)  # fronts face south unless the scene says otherwise
    flat = ((-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y))
    foot = [(x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)) for x, y in flat]
    top = place.height_m
    faces = [
        [(x0, y0, 0.0), (x1, y1, 0.0), (x1, y1, top), (x0, y0, top)]
        for (x0, y0), (x1, y1) in pairwise((*foot, foot[0]))
    ]
    faces.append([(x, y, top) for x, y in foot])
    points = np.array(faces, np.float64)  # (5, 4, 3)
    across = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
    normals = np.repeat(across / np.linalg.norm(across, axis=1, keepdims=True), 4, axis=0)
    indices = (np.arange(5)[:, None, None] * 4 + np.array([[0, 1, 2], [0, 2, 3]])).reshape(-1, 3)
    mesh = Mesh(
        "matte",
        points.reshape(-1, 3).astype(np.float32),
        normals.astype(np.float32),
        np.full((20, 4), BLOCK_COLOUR, np.float32),
        indices.astype(np.int64),
    )
    return Thing(zone.id, zone.title[language], (*place.centre_m, 0.0), (mesh,), zone)
