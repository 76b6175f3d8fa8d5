"""The models of a park: baked models, the scene's own model files, and plain blocks where neither exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...base.baked_format import SOLID, Glow, Surface
from ...base.geometry import Vec2
from ...i18n import Text
from ...park.checks.models import names_file
from ...park.meshes.clips import Rig
from ...park.meshes.mesh import PAPER, Mesh, NotRead
from ...park.model import Park, Place, Solids, Zone
from ...park.own_models import not_shown, own_models, shown_without
from .baked import Baked, NotBaked
from .build import Tree, unpacked
from .clearing import with_room
from .mesh import colour_bytes
from .own_light import OWN_LIGHT, at_night, by_day, lamplight
from .own_walls import finer
from .panes import pieces
from .studio import studio_parts
from .unbaked import WATER_LEVEL_M, Part, faceted, packed

GROUND = (0.74, 0.77, 0.62)
CHAMFER_M = 0.6
WATER_REACH_M = 1500.0
SHORE_M = 12.0


def block(zone: Zone) -> Part:
    """The block of a zone: its footprint and height, a chamfer in its accent."""
    place = zone.place
    bevel = min(CHAMFER_M, place.height_m / 3, *(side / 4 for side in place.footprint_m))
    foot = corners(place)
    inner = corners(place, inset_m=bevel)
    shoulder_m, top_m = place.height_m - bevel, place.height_m
    accent = tuple(byte / 255 for byte in colour_bytes(zone.accent.day))
    polygons: list[tuple[list[tuple[float, float, float]], tuple[float, ...]]] = []
    for here in range(4):
        after = (here + 1) % 4
        (x0, y0), (x1, y1) = foot[here], foot[after]
        (u0, v0), (u1, v1) = inner[here], inner[after]
        wall = [(x0, y0, 0.0), (x1, y1, 0.0), (x1, y1, shoulder_m), (x0, y0, shoulder_m)]
        edge = [(x0, y0, shoulder_m), (x1, y1, shoulder_m), (u1, v1, top_m), (u0, v0, top_m)]
        polygons += [(wall, PAPER), (edge, accent)]
    polygons.append(([(x, y, top_m) for x, y in inner], PAPER))
    return faceted(f"{zone.id} placeholder", polygons, zone.id)


def corners(place: Place, inset_m: float = 0.0) -> list[Vec2]:
    """The four corners of a footprint, counter-clockwise, turned to the heading of its front."""
    half_x, half_y = (side / 2 - inset_m for side in place.footprint_m)
    turn = radians(180.0 - place.heading_deg)  # a front faces south by default
    cx, cy = place.centre_m
    flat = [(-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)]
    return [(cx + x * cos(turn) - y * sin(turn), cy + x * sin(turn) + y * cos(turn)) for x, y in flat]


def plain_site(park: Park) -> list[Part]:
    """An island of plain ground under all districts and zones, in open water."""
    outline = [point for district in park.districts for point in district.polygon_m]
    outline += [corner for zone in park.zones.values() for corner in corners(zone.place)]
    low = np.min(outline, axis=0) - SHORE_M
    high = np.max(outline, axis=0) + SHORE_M
    middle = (low + high) / 2
    reach = WATER_REACH_M
    return [
        _plate(
            "ground", "solid", _rectangle(low, high), 0.0
        ),  # solid, so that it takes the shadows of the blocks
        _plate("water", "water", _rectangle(middle - reach, middle + reach), WATER_LEVEL_M),
    ]


def _rectangle(low: npt.NDArray[np.float64], high: npt.NDArray[np.float64]) -> list[Vec2]:
    (x0, y0), (x1, y1) = low.tolist(), high.tolist()
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def _plate(kind: str, surface: Surface, ring: list[Vec2], level_m: float) -> Part:
    part = faceted(kind, [([(x, y, level_m) for x, y in ring], GROUND)])
    return replace(part, kind=kind, surface=surface)


@dataclass(slots=True)
class Models:
    """All models, as node trees and as boxes."""

    baked: Baked | None  # the baked park, if there is one
    trees: list[Tree]  # node trees: the baked park, and models outside it
    solids: Solids  # boxes for hit tests, each with the id of a zone of this park or ""
    missing: tuple[Text, ...]  # messages about what could not be shown
    unread: Mapping[str, Text]  # the zones whose own model could not be read, and why
    rigs: Mapping[str, Rig]  # the clips of own models, by zone


@dataclass(frozen=True, slots=True)
class ModelData:
    """The models as read from files, before nodes exist: the slowest part of loading, which uses nothing of the scene."""

    baked: Baked | None
    # for each tree its tables, their owners, and its vertices in the card's format
    sources: tuple[tuple[Baked, Mapping[str, str], npt.NDArray[np.void]], ...]
    solids: Solids
    missing: tuple[Text, ...]
    unread: Mapping[str, Text]
    rigs: Mapping[str, Rig]

    def stand(self, mirrored: bool) -> Models:
        """Build the node trees.

        Parameters
        ----------
        mirrored : whether the water reflects buildings; only those of the baked park are reflected.
        """
        trees = [
            Tree(source, owners, vertices, mirrored or source is not self.baked)
            for source, owners, vertices in self.sources
        ]
        return Models(self.baked, trees, self.solids, self.missing, self.unread, self.rigs)


def read_models(
    park: Park, folder: Path, keeps_textures: bool = True, keeps_clips: bool | None = None
) -> ModelData:
    """Read the models of a park; can run in a thread.

    Parameters
    ----------
    folder : the baked park, or the folder above it.
    keeps_textures : whether textures stay images; else they become colours of small triangles.
    keeps_clips : whether parts that clips move become separate chunks; None: as textures.
    """
    missing: list[Text] = []
    baked = _baked(park, folder, missing)
    owners = _owners(park, baked)
    unread: dict[str, Text] = {}
    own: dict[str, list[Part]] = {}
    rigs: dict[str, Rig] = {}
    for zone, path, found in own_models(park, park.zones, keeps_textures, keeps_clips):
        own[zone.id] = _own(zone, path, found, baked.manifest.glows if baked else (), missing, unread)
        if isinstance(found, Mesh) and found.rig is not None:
            rigs[zone.id] = found.rig
    parts = [] if baked else plain_site(park)
    for zone in park.zones.values():
        if zone.id not in owners.values():
            parts += own.get(zone.id) or [_instead(zone, baked, missing)]
    sources: list[tuple[Baked, Mapping[str, str], npt.NDArray[np.void]]] = []
    if baked:
        sources.append((baked, owners, unpacked(baked)))
    if park.spot_files and keeps_textures:
        parts += studio_parts(park, missing)
    # what moves is a separate tree, drawn over the cached layer
    for some in ([p for p in parts if p.mover < 0], [p for p in parts if p.mover >= 0]):
        if some:
            others = packed(some)
            sources.append((others, {id: id for id in park.zones}, unpacked(others)))
    return ModelData(baked, tuple(sources), _solids(park, owners), tuple(missing), unread, rigs)


def _baked(park: Park, folder: Path, missing: list[Text]) -> Baked | None:
    try:
        is_itself = (folder / "manifest.json").is_file()
        baked = park.grown or (folder if is_itself else folder / park.models)
        return with_room(Baked.read(baked), park.zones.values())
    except NotBaked as fault:
        if any(
            zone.model and not names_file(zone.model) for zone in park.zones.values()
        ):  # else nothing is missing
            missing.append(
                Text(
                    "There is no baked park ({fault}). Plain blocks stand for its zones without a model of their "
                    "own.",
                    fault=fault.why,
                )
            )
        return None


def _owners(park: Park, baked: Baked | None) -> dict[str, str]:
    """The zone of each baked model; if two zones name the same model, the first gets it."""
    owners: dict[str, str] = {}
    for zone in park.zones.values():
        if baked and zone.model is not None and zone.model in baked.zones:
            owners.setdefault(zone.model, zone.id)
    return owners


def _own(
    zone: Zone,
    path: Path,
    found: Mesh | NotRead,
    glows: Sequence[Glow],
    missing: list[Text],
    unread: dict[str, Text],
) -> list[Part]:
    """The scene's own model of a zone, a part for each texture, or a plain block if it cannot be read."""
    if isinstance(found, NotRead):
        why = unread[zone.id] = not_shown(zone, path, found)
        # first, since the window shows the first message
        missing.insert(0, Text("{why} A plain block stands in its place.", why=why))
        return [block(zone)]
    if found.losses:
        missing.append(shown_without(zone, path, found))
    mesh = finer(found, glows)
    lamps = lamplight(mesh, glows)
    name = f"{zone.id} {path.name}"
    plain = Part(
        name,
        mesh.points.astype(np.float32),
        mesh.normals.astype(np.float32),
        by_day(mesh).astype(np.float32),
        mesh.indices,
        zone.id,
        night=at_night(mesh, lamps).astype(np.float32),
        opacity=None if mesh.opacity is None else mesh.opacity.astype(np.float32),
    )
    skinned = plain
    if mesh.uv is not None:
        skinned = replace(
            plain,
            albedo=mesh.colours.astype(np.float32),
            night=lamps.astype(np.float32),
            uv=mesh.uv.astype(np.float32),
            glow=None if mesh.glow is None else (OWN_LIGHT * mesh.glow).astype(np.float32),
        )
    return list(pieces(mesh, plain, skinned))


def _instead(zone: Zone, baked: Baked | None, missing: list[Text]) -> Part:
    """The plain block of a zone without a model; a missing baked park was reported before."""
    if zone.model is not None and (baked is not None or names_file(zone.model)):
        missing.append(
            Text(
                "{title}: there is no model {model!r} for it. A plain block stands in its place.",
                model=zone.model,
                title=zone.title,
            )
        )
    return block(zone)


def _solids(park: Park, owners: dict[str, str]) -> Solids:
    """The park's boxes under the ids of its zones, and one box for each zone without any."""
    given = park.solids
    names = tuple(owners.get(name, "") for name in given.zones)
    rows = []
    for zone in park.zones.values():
        if zone.id not in names:
            foot = np.array(corners(zone.place))
            low, high = foot.min(axis=0), foot.max(axis=0)
            rows.append((zone.id, (*low, 0.0), (*high, zone.place.height_m)))
    more = Solids.of(np.array(rows, SOLID))
    return Solids(
        names + more.zones,
        np.concatenate([given.low, more.low], axis=1),
        np.concatenate([given.high, more.high], axis=1),
    )
