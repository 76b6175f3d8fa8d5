"""Assembles a grown park: land, buildings with their letters, light, horizon and life, written in the format of a bake."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely

from explorer.base.baked_format import SOLID, Glow, Manifest
from explorer.build.geometry.arrays import ALWAYS, FAR, NEAR, Arrays
from explorer.build.geometry.lit_mesh import LitMesh, unlit
from explorer.build.geometry.material import PAPER, PAPER_3, STEEL_DARK
from explorer.build.geometry.mesh_builder import Lamp, MeshBuilder
from explorer.build.geometry.subdivide import split_by_length
from explorer.build.pipeline.pack import BRIGHTEST_NIGHT, Label, Packer, as_bytes
from explorer.build.site.plan import GROUND_LEVEL_M, WATER_LEVEL_M
from explorer.crowd import PRECOMPUTED
from explorer.crowd.script import FILE as LIFE
from explorer.crowd.script import Flag
from explorer.crowd.walkers import walkers

from . import ground, life
from .catalogue import CATALOGUE, Build, neighbour
from .far import horizon, surroundings
from .far.open_water import add_open_water
from .far.relief import has_fields, lay_fields, relief_of
from .features import Features, add_features
from .furniture import furnish
from .land import Land, lay_out
from .layout import Layout, ground_in_view
from .letters import can_write, descent, set_up
from .light.lighting import GroundPictures, Lighting, Surroundings
from .light.voxels import samples
from .planting import draw_trees, plan_trees
from .rows import BuildingRow, Lot, SiteRow

FINE_M = 0.42
LETTER_DEPTH_M, HAN_LIFT = 0.35, 0.12
OVER_STAGE_M = (3.2, 9.0)
"""Least and greatest height of letters behind a stage."""

MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class _Model:
    """A building in local coordinates: its front faces -y, z = 0 is the ground. Letters by language."""

    arrays: Arrays
    letters: tuple[tuple[str, Arrays], ...]
    lamps: tuple[Lamp, ...]
    glows: tuple[Glow, ...]
    flags: tuple[Flag, ...]


@dataclass(slots=True)
class Standing:
    """A building on its lot. `letters`: zone, language, triangles."""

    lot: Lot
    arrays: Arrays
    letters: list[tuple[str, str, Arrays]]
    lamps: list[Lamp]
    glows: list[Glow]
    flags: list[Flag]

    @property
    def zone(self) -> str:
        """The zone of its parts; none before a model of the scene's own, which is the zone's building itself."""
        return self.lot.id if self.lot.row.kind else ""


def buildings_of(lots: Sequence[Lot]) -> list[Standing]:
    """All buildings of the catalogue, on their lots."""
    return [_placed(lot) for lot in lots if lot.row.kind in CATALOGUE]


def _placed(lot: Lot) -> Standing:
    row = replace(lot.row, related=(), room_m=None, centre_m=None, heading_deg=None)
    model = _model(row, _over_stage_m(lot))
    angle = math.radians(lot.turn_deg)
    cosine, sine = math.cos(angle), math.sin(angle)
    turn = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    shift = np.array([*lot.xy, GROUND_LEVEL_M])

    def put(arrays: Arrays) -> Arrays:
        return replace(arrays, points=arrays.points @ turn.T + shift, normals=arrays.normals @ turn.T)

    def at(place: tuple[float, float, float]) -> tuple[float, float, float]:
        x, y, z = (round(float(v), 3) for v in np.array(place) @ turn.T + shift)
        return (x, y, z)

    return Standing(
        lot,
        put(model.arrays),
        [(lot.id, language, put(arrays)) for language, arrays in model.letters],
        [replace(lamp, at=at(lamp.at)) for lamp in model.lamps],
        [replace(glow, at=at(glow.at)) for glow in model.glows],
        [replace(flag, at=at(flag.at)) for flag in model.flags],
    )


def _over_stage_m(lot: Lot) -> float:
    """How high letters on a plinth rise, so that the exhibit before them does not hide them; 0 without one."""
    if lot.row.room_m is None or not lot.stage_m:
        return 0.0
    low, high = OVER_STAGE_M
    return min(max(lot.row.room_m[2] - 1.0, low), high)


@lru_cache(MOST_KEPT)
def _model(row: BuildingRow, over_stage_m: float) -> _Model:
    build, builder = Build.of(row), MeshBuilder(row.seed)
    CATALOGUE[row.kind](builder, build)
    arrays = builder.arrays().with_detail(FINE_M)
    letters = tuple(_letters(row, build, over_stage_m))
    return _Model(arrays, letters, tuple(builder.lamps), tuple(builder.glows), tuple(builder.flags))


def _letters(row: BuildingRow, build: Build, over_stage_m: float) -> list[tuple[str, Arrays]]:
    """The letters of a building in each of its languages; behind a stage, posts carry those of a plinth."""
    if not row.has_sign or not build.signs:
        return []
    drawable = [(language, text) for language, text in row.letters if can_write(text, language)]
    out: list[tuple[str, Arrays]] = []
    for language, text in row.letters:
        code, words = (language, text) if (language, text) in drawable else (drawable or [("", "")])[0]
        builder = MeshBuilder(60)
        for sign in build.signs:
            x, y, z = sign.at
            is_raised = sign.plinth_m > 0 and over_stage_m > 0
            z = over_stage_m if is_raised else z
            lift = HAN_LIFT * sign.cap_m if any(ord(letter) > 0x2E80 for letter in words) else 0.0
            if sign.plinth_m:  # descenders end above the plinth
                lift = max(lift, descent(words, code) * sign.cap_m)
            with builder.at(x, y, z + lift):
                length = set_up(builder, words, code, sign.cap_m, LETTER_DEPTH_M, build.lettering)
                if sign.has_board or is_raised:
                    half, low = length / 2 + 0.7, -0.3 - lift
                    builder.chamfered_box(
                        -half, half, 0.02, 0.2, low, low + 1.3 * sign.cap_m + 0.3, PAPER, 0.03
                    )
                if sign.plinth_m:
                    half, deep = length / 2 + 0.6, sign.plinth_m / 2
                    deep = 0.15 if is_raised else deep
                    builder.chamfered_box(-half, half, -deep, deep, -0.4 - lift, -lift, PAPER_3, 0.05)
                    for post in (-half + 0.4, half - 0.4) if is_raised else ():
                        builder.box(post - 0.12, post + 0.12, -0.12, 0.12, -z - lift, -0.4 - lift, STEEL_DARK)
        arrays = builder.arrays()
        if len(arrays):
            detail = np.where(arrays.detail == 0, ALWAYS, arrays.detail).astype(np.uint8)
            out.append((language, replace(arrays, detail=detail)))
    return out


NEAR_SPLIT_M, FAR_SPLIT_M = 8.5, 17.0
CELL_M = 110.0
WIDE_CELL_M = 260.0
BOX_M, BOX_SAMPLE_M = 5.0, 1.2
PICTURES = {name: f"{name}.npy" for name in ("ambient", "night", "sun_day", "sun_dusk", "far_land")}


def make(
    rows: Sequence[BuildingRow],
    site: SiteRow,
    shipped: Path,
    out: Path,
    lighting: Lighting,
    images: Mapping[str, str] = PICTURES,
) -> Layout:
    """Grow a park and write it into a folder; returns the layout found for its scene.

    Parameters
    ----------
    lighting : computes the light.
    images : file formats of the ground textures: numpy arrays are fast, PNG and JPEG small.
    """
    random = np.random.default_rng(site.seed)
    land = lay_out(rows, site)
    features = add_features(land, random)
    layout = Layout.of(land)
    trees = plan_trees(land, features, layout, random)
    buildings = buildings_of(land.lots)
    houses = _neighbours(land.neighbours)
    about = MeshBuilder(5)
    furnish(about, land, features, trees, random)
    lit: list[MeshBuilder | Standing] = [about, *buildings]
    packer = Packer()
    pictures = _add_all(
        packer,
        land,
        features,
        buildings,
        houses,
        about,
        draw_trees(trees, site.variety.planting.tint, relief_of(land), land.lots),
        lighting,
    )
    if site.kind == "island":
        surroundings.add_water(packer, land)
    add_open_water(packer, land.sea)
    horizon.add_horizon(packer, land, shipped, relief_of(land), ground_in_view(land, layout.overview))
    glows = tuple(glow for some in lit for glow in some.glows)
    _write(out, packer, land, pictures, glows, _boxes(buildings, houses), shipped, images)
    flags = [flag for some in lit for flag in some.flags]
    _write_life(out, land, flags, random)
    layout.write(out)  # last: its presence marks the park as complete
    return layout


def _neighbours(lots: Sequence[Lot]) -> list[Arrays]:
    """The buildings that are not zones, in world coordinates."""
    out = []
    for lot in lots:
        builder = MeshBuilder(lot.row.seed)
        with builder.at(*lot.xy, GROUND_LEVEL_M, lot.turn_deg):
            neighbour(builder, Build.of(lot.row), lot.height_m)
        out.append(builder.arrays().with_detail(FINE_M))
    return out


def _is_floor(arrays: Arrays) -> npt.NDArray[np.bool_]:
    """Paving level with the ground, which takes its light from the ground textures."""
    z = arrays.points[:, :, 2]
    level = (z.min(axis=1) > GROUND_LEVEL_M - 0.03) & (z.max(axis=1) < GROUND_LEVEL_M + 0.13)
    is_plain = (arrays.gloss < 0.1) & (arrays.emission.sum(axis=1) == 0)
    return np.asarray(level & is_plain & (arrays.face_normals[:, 2] > 0.99))


def _add_all(
    packer: Packer,
    land: Land,
    features: Features,
    buildings: list[Standing],
    houses: list[Arrays],
    about: MeshBuilder,
    trees: Arrays,
    lighting: Lighting,
) -> GroundPictures:
    plates, quay, kerbs, lines = MeshBuilder(3), MeshBuilder(4), MeshBuilder(4), MeshBuilder(8)
    ground.lay_ground(plates, land, features)
    ground.lay_quay(quay, land)
    ground.lay_kerbs(kerbs, land, features)
    ground.lay_lines(lines, land)
    ground.lay_stages(lines, land)
    walls, edges = quay.arrays().of_detail(ALWAYS), kerbs.arrays().of_detail(NEAR)
    level = walls.normals[:, :, 2].min(axis=1) > 0.99
    floors = []
    for standing in buildings:
        is_floor = _is_floor(standing.arrays)
        floors.append(standing.arrays.take(is_floor))
        standing.arrays = standing.arrays.take(~is_floor)
    fields = [lay_fields(land)] if has_fields(land) else []
    laid = Arrays.join([plates.arrays(), walls.take(level), *floors, *fields]).of_detail(ALWAYS)
    walls = walls.take(~level)
    furniture = about.arrays().with_detail(0.12)
    town = Arrays.join(houses) if houses else Arrays.none()
    standing_ = [
        *(standing.arrays for standing in buildings),
        town,
        furniture,
        trees.take(trees.detail != FAR),
    ]
    half = land.half_extent_m
    columns, rows = int(2 * half[0]), int(2 * half[1])
    x, y = np.meshgrid(np.arange(columns) + 0.5 - half[0], np.arange(rows) + 0.5 - half[1])
    lamps = [*about.lamps, *(lamp for standing in buildings for lamp in standing.lamps)]
    letters = [piece for standing in buildings for piece in standing.letters]
    is_island = land.site.kind == "island"
    light = lighting(
        Surroundings(
            Arrays.join(standing_),
            laid,
            half,
            lamps,
            lambda: ground.colours_of_ground(land, features, x, y),
            is_island,
        )
    )
    parts: list[Arrays] = [walls, edges, furniture, trees, town]
    for standing in buildings:
        near, far = standing.arrays, standing.arrays.take(standing.arrays.detail == ALWAYS)
        parts += [
            split_by_length(near.of_detail(NEAR), NEAR_SPLIT_M),
            split_by_length(far.of_detail(FAR), FAR_SPLIT_M),
        ]
    lit = light.gather([*parts, *(arrays for _, _, arrays in letters)])
    packer.add(unlit(laid), Label("ground", "ground", "ground"), cell_m=0 if is_island else WIDE_CELL_M)
    if len(lines.arrays()):
        packer.add(unlit(lines.arrays().of_detail(ALWAYS)), Label("lines", "joints", "ground"))
    packer.add(lit[0], Label("quay", "ground"))
    packer.add(lit[1], Label("kerbs", "joints"))
    for mesh, name, kind in ((lit[2], "life", "life"), (lit[3], "trees", "tree")):
        if len(mesh.indices):
            packer.add(mesh, Label(name, kind), cell_m=CELL_M)
    if len(lit[4].indices):
        packer.add(lit[4], Label("neighbours", "building"), mirrored=_mirrored(lit[4], land), cell_m=CELL_M)
    for number, standing in enumerate(buildings):
        mesh = LitMesh.join(lit[5 + 2 * number : 7 + 2 * number])
        label = Label(standing.lot.id, "building", zone=standing.zone)
        packer.add(mesh, label, mirrored=_mirrored(mesh, land), one_box=True)
    of_zone = {standing.lot.id: standing.zone for standing in buildings}
    for (id, language, _), mesh in zip(letters, lit[5 + 2 * len(buildings) :], strict=True):
        face = mesh.detail != NEAR
        for some, name, kind in ((face, "letters", "letters"), (~face, "flanks", "building")):
            if some.any():
                label = Label(f"{name}_{id}_{language}", kind, zone=of_zone[id], language=language)
                packer.add(mesh.take(some), label)
    return light.ground()


def _mirrored(mesh: LitMesh, land: Land) -> npt.NDArray[np.bool_]:
    """The triangles reflected in the water: tall ones from further away than low ones."""
    shows = np.zeros(len(mesh.indices), bool)
    if land.site.kind == "island" or not land.sea.is_empty:
        far = np.flatnonzero(mesh.detail == FAR)
        middle = mesh.points[mesh.indices[far]].mean(axis=1)
        edge = land.outline.exterior if land.sea.is_empty else land.sea
        reach = shapely.distance(edge, shapely.points(middle[:, :2]))
        shows[far] = reach < 2 + middle[:, 2] * 1.1
    return shows


def _boxes(buildings: list[Standing], houses: list[Arrays]) -> npt.NDArray[np.void]:
    """Collision boxes for picking and for the camera: each building as a grid of columns."""
    rows = []
    standing_ = [(standing.zone, standing.arrays) for standing in buildings]
    for zone, arrays in [*standing_, *(("", house) for house in houses)]:
        tall = arrays.points[arrays.points[:, :, 2].max(axis=1) > 0.6]
        if not len(tall):
            continue
        points = samples(tall, BOX_SAMPLE_M)[0]
        cell = np.floor((points[:, :2] - points[:, :2].min(axis=0) + 0.01) / BOX_M).astype(int)
        key = cell[:, 0] * (cell[:, 1].max() + 1) + cell[:, 1]
        order = np.argsort(key, kind="stable")
        for some in np.split(order, np.flatnonzero(np.diff(key[order])) + 1):
            held = points[some]
            if held[:, 2].max() > 1.5:
                low = (*held[:, :2].min(axis=0), max(float(held[:, 2].min()), 0.0))
                rows.append((zone, low, tuple(held.max(axis=0))))
    return np.array(rows, SOLID)


def _write(
    out: Path, packer: Packer, land: Land, pictures: GroundPictures, glows: tuple[Glow, ...],
    solids: npt.NDArray[np.void], shipped: Path, images: Mapping[str, str],
) -> None:  # fmt: skip
    _save(out / images["ambient"], pictures.ambient)
    _save(out / images["night"], pictures.night, BRIGHTEST_NIGHT)
    for light, share in pictures.sun.items():
        _save(out / images[f"sun_{light}"], share)
    far = horizon.PLAIN_FAR_LAND
    if land.site.kind == "island" and land.site.horizon != "coast":  # whose sea has no far land
        nearer = surroundings.nearer_m(land)
        has_city = land.site.horizon == "city"
        far = horizon.far_land(shipped, nearer) if has_city else horizon.far_fields(nearer)
    if images["far_land"].endswith(".npy"):
        np.save(out / images["far_land"], far)
    else:
        from explorer.build.pipeline.images import save_map

        save_map(out / images["far_land"], far)
    manifest = Manifest(
        "grown", dict(images), land.half_extent_m, WATER_LEVEL_M, tuple(packer.chunks), glows=glows
    )
    packer.write(out, manifest, solids)


def _save(path: Path, light: npt.NDArray[np.floating], brightest: float = 1.0) -> None:
    if path.suffix == ".npy":
        np.save(path, as_bytes(light, brightest))
        return
    from explorer.build.pipeline.images import save_image

    save_image(path, light, brightest)


def _write_life(out: Path, land: Land, flags: list[Flag], random: np.random.Generator) -> None:
    script = life.script(land, flags, random)
    walks = [
        {"look": walk.look, "colour": walk.colour, "height": walk.height, "keys": walk.keys}
        for walk in script.walks
    ]  # as in `to_json`, without copying each key
    fields = {**replace(script, walks=()).to_json(), "walks": walks}
    (out / LIFE).write_text(json.dumps(fields), encoding="utf-8")
    if script.walks:
        np.save(out / PRECOMPUTED["people"], walkers(script.walks).rows)
    if script.lane:
        np.save(out / PRECOMPUTED["vehicles"], life.vehicles(land))
