"""The bake: builds, lights and writes the park.

The same code and the same letters give the same files, bit for bit: every seed is fixed and every sort is stable.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from explorer import crowd
from explorer.base import baked_format
from explorer.base.baked_format import SOLID, SUNS, Manifest
from explorer.build.geometry import arrays, subdivide
from explorer.build.geometry.arrays import ALWAYS
from explorer.build.geometry.lit_mesh import LitMesh, unlit
from explorer.build.light.far_land import far_land
from explorer.build.light.ground import GroundLight, ground_light
from explorer.build.light.incremental import Lighting
from explorer.build.light.ray_tracing import World
from explorer.build.pipeline import collision_boxes
from explorer.build.pipeline.assemble import CELLS_M, Part, assemble, casters
from explorer.build.pipeline.cache import Cache, hash_of
from explorer.build.pipeline.images import save_image, save_map
from explorer.build.pipeline.pack import BRIGHTEST_NIGHT, Label, Packer
from explorer.build.site import surroundings
from explorer.build.site.plan import GROUND_HALF_EXTENT_M, WATER_LEVEL_M, ZONES, Letters, read_letters
from explorer.build.traffic.timetable import build_script, write_script
from explorer.crowd import PRECOMPUTED
from explorer.crowd.script import FILE

from ...base.baked_check import read_json
from ...base.code_hash import code_files, hash_of_code

Progress = Callable[[float, str], None]

IMAGES = {
    "ambient": "ground_ambient.jpg",
    "night": "ground_night.jpg",
    "sun_day": "ground_sun_day.png",
    "sun_dusk": "ground_sun_dusk.png",
    "far_land": "far_land.png",
}
NOT_BAKED = ("grown", "sound")
"""Folders of `build` that do not contribute to the models of a bake."""


def _silent(fraction: float, step: str) -> None:
    """Report nothing."""


def bake(
    scene: Path,
    out: Path,
    rays: int = 64,
    ground_px: int = 2048,
    progress: Progress = _silent,
    cache: Path | None = None,
) -> Manifest:
    """Build the park, gather its light and write it.

    Parameters
    ----------
    scene
        The scene folder: it must place its zones where the bake builds them.
    out
        The folder to write; it is unchanged if it was baked from the same recipe. Otherwise the park is written
        beside it and replaces it when complete, so that no reader sees half a park.
    rays
        Rays per vertex: 64 for release, 16 for a preview.
    ground_px
        Width of the ground textures.
    progress
        Called with the share done, 0..1, and the step that begins.
    cache
        Folder for light, stored under a hash of its inputs: the next bake reuses what has not changed, with the same
        result. None: no cache.
    """
    ZONES.agree_with(scene)
    letters = read_letters(scene)
    recipe = recipe_of(rays, ground_px, letters)
    baked = _baked_from(out, recipe)
    if baked is not None:
        progress(1.0, "kept")
        return baked
    progress(0.0, "build")
    fresh, old = (out.with_name(f"{out.name}.{word}") for word in ("fresh", "old"))
    for folder in (fresh, old):  # left by an interrupted bake
        shutil.rmtree(folder, ignore_errors=True)
    parts = assemble(letters)
    manifest = bake_parts(parts, fresh, recipe, rays, ground_px, progress, Cache(cache))
    progress(0.97, "life")
    write_script(fresh, build_script(parts, np.load(fresh / "solids.npy")))
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    progress(1.0, "done")
    return manifest


def bake_parts(
    parts: Sequence[Part],
    out: Path,
    recipe: str,
    rays: int,
    ground_px: int,
    progress: Progress = _silent,
    cache: Cache | None = None,
) -> Manifest:
    """Gather the light on `parts` and write them."""
    out.mkdir(parents=True, exist_ok=True)
    cache = cache or Cache()
    lamps = [lamp for part in parts for lamp in part.builder.lamps]
    lighting = Lighting(World.of(casters(parts)), lamps, rays, cache)
    packer = Packer()
    total = sum(len(part.arrays) for part in parts)
    done = 0
    for part in parts:
        progress(0.05 + 0.55 * done / total, part.name)
        done += len(part.arrays)
        _bake_part(packer, part, lighting)
    _add_shore(packer)
    progress(0.6, "ground")
    write_images(out, ground_light(lighting.cached, GROUND_HALF_EXTENT_M, ground_px, rays))
    save_map(out / IMAGES["far_land"], far_land(ground_px * 3 // 4))
    progress(0.95, "write")
    manifest = Manifest(
        recipe=recipe,
        ground=IMAGES,
        ground_half_extent_m=GROUND_HALF_EXTENT_M,
        water_level_m=WATER_LEVEL_M,
        chunks=tuple(packer.chunks),
        flows=tuple(flow for part in parts for flow in part.builder.flows),
        glows=tuple(glow for part in parts for glow in part.builder.glows),
        holograms=tuple(hologram for part in parts for hologram in part.builder.holograms),
    )
    packer.write(out, manifest, _solids(parts, cache))
    cache.trim()
    return manifest


def recipe_of(rays: int, ground_px: int, letters: Letters) -> str:
    """SHA-256 of everything a bake depends on: the code except that of sounds, which are written separately, the places
    and letters of the zones, and the two numbers.
    """
    built = code_files(Path(__file__).parents[1], *NOT_BAKED)
    moving = code_files(Path(crowd.__file__).parent)
    code = hash_of_code([*built, *moving, Path(baked_format.__file__)])
    digest = hashlib.sha256(f"{rays} {ground_px} {baked_format.FORMAT} {code}".encode())
    for zone, place in ZONES.items():
        digest.update(f"{zone} {place} {dict(letters[zone])}".encode())
    return digest.hexdigest()


def _baked_from(out: Path, recipe: str) -> Manifest | None:
    """The manifest of a complete park baked from this recipe; None without one."""
    manifest, arrays = (
        out / "manifest.json",
        ("vertices.npy", "indices.npy", "solids.npy", FILE, *PRECOMPUTED.values()),
    )
    if not manifest.is_file() or not all((out / name).is_file() for name in (*arrays, *IMAGES.values())):
        return None
    fields = json.loads(manifest.read_bytes())
    if fields.get("recipe") != recipe or fields.get("format") != baked_format.FORMAT:
        return None
    return read_json(Manifest, manifest.read_bytes())


def _bake_part(packer: Packer, part: Part, lighting: Lighting) -> None:
    cell_m = CELLS_M.get(part.kind, 0.0)
    if part.surface != "solid":
        label = Label(part.name, part.kind, part.surface, part.zone)
        packer.add(unlit(part.arrays), label, cell_m=cell_m)
        return
    lit, in_water = lighting.part(part)
    packer.add(
        lit,
        Label(part.name, part.kind, zone=part.zone, language=part.language),
        mirrored=in_water,
        cell_m=cell_m,
        one_box=part.kind == "building" and not part.language,
    )


def _add_shore(packer: Packer) -> None:
    points, colours, opacity, indices = surroundings.shore_strip()
    count = len(points)
    strip = LitMesh(
        points=points,
        normals=np.tile([0.0, 0.0, 1.0], (count, 1)),
        albedo=colours / 255,
        gloss=np.zeros(count),
        open_sky=np.ones(count),
        ambient=np.ones((count, 3)),
        night=np.zeros((count, 3)),
        indices=indices,
        sun=np.ones((len(indices), len(SUNS)), np.uint8),
        detail=np.full(len(indices), ALWAYS, np.uint8),
    )
    packer.add(strip, Label("shore", "shore", "shore"), opacity=opacity)


def write_images(out: Path, light: GroundLight) -> None:
    """Write the light maps of the ground."""
    save_image(out / IMAGES["ambient"], light.ambient)
    save_image(out / IMAGES["night"], light.night, BRIGHTEST_NIGHT)
    for name, share in light.sun.items():
        save_image(out / IMAGES[f"sun_{name}"], share)


def _solids(parts: Sequence[Part], cache: Cache) -> npt.NDArray[np.void]:
    buildings = [part for part in parts if part.kind == "building" and part.zone and not part.language]
    code = hash_of_code(Path(str(module.__file__)) for module in (collision_boxes, arrays, subdivide))

    def boxes(part: Part) -> npt.NDArray[np.void]:
        key = hash_of("solids", code, np.__version__, part.zone, part.arrays.columns())
        return cache.get(key, lambda: {"boxes": collision_boxes.collision_boxes(part.zone, part.arrays)})[
            "boxes"
        ]

    return np.concatenate([np.zeros(0, SOLID), *(boxes(part) for part in buildings)])
