"""Builds a park from the rows of a scene, once; it is stored in the user's cache under a hash of rows and code."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from explorer import crowd
from explorer.base import baked_format
from explorer.base.atomic_file import write_text
from explorer.base.baked_check import DAMAGED
from explorer.base.code_hash import code_files, hash_of_code
from explorer.base.folders import cache_folder
from explorer.build import geometry

from .layout import FILE, Layout, tuples
from .rows import BuildingRow, Point2, SiteRow

JOB = "job.json"
"""The file of a job."""

KEPT = 6
"""Number of grown parks in the cache; the least recently opened are deleted first."""

BUILDERS = ("__init__", "blur", "daylight", "pack")
"""The modules of the bake's light and pipeline that a grown park is made with; the rest is for rays."""

CODE = "grown-code.json"
"""The file of the user's cache with the hash of the code, under a checksum of its files."""

PLAIN = "-plain"
"""Suffix of a park's folder while it has only plain light."""

BAKED = "-baked"
"""Suffix of a park baked with ray-traced light whose scene folder cannot be written."""

PLANS_KEPT = 8
"""Number of plans in memory: a scene being edited is read again after each step, and its steps are undone and redone."""

LEFT_S = 3600.0
"""Age from which an incomplete park counts as abandoned."""


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a grown park depends on except the code. It is stored with each park, so that light can be computed later."""

    rows: tuple[BuildingRow, ...]
    site: SiteRow
    shipped: Path

    def write(self, folder: Path) -> None:
        """Write it into a folder."""
        fields = {
            "rows": [asdict(row) for row in self.rows], "site": asdict(self.site), "shipped": str(self.shipped),
        }  # fmt: skip
        (folder / JOB).write_text(json.dumps(fields), encoding="utf-8")

    @classmethod
    def read(cls, file: Path) -> Job:
        """The job in a file.

        Raises OSError, ValueError, KeyError, TypeError if it is missing or damaged.
        """
        fields = tuples(json.loads(file.read_bytes()))
        rows = tuple(BuildingRow(**row) for row in fields["rows"])
        return cls(rows, SiteRow(**fields["site"]), Path(fields["shipped"]))

    @property
    def order(self) -> tuple[tuple[BuildingRow, ...], SiteRow, Path]:
        """The arguments of `grow`."""
        return self.rows, self.site, self.shipped

    @property
    def key(self) -> str:
        """A hash of everything."""
        return key_of(self.rows, self.site, self.shipped)


@dataclass(frozen=True, slots=True)
class Grown:
    """A grown park: its folder, in the format of a bake, and the layout found for its scene."""

    folder: Path
    layout: Layout
    has_light: bool = True  # whether it has more than plain light; if not, `finish` computes it

    @property
    def job(self) -> Path:
        """The file of its job."""
        return self.folder / JOB


def grow(
    rows: Sequence[BuildingRow],
    site: SiteRow,
    shipped: Path,
    kept_in: Path | None = None,
    *,
    baked: Path | None = None,
    light_later: bool = False,
) -> Grown:
    """The park of these rows: baked, cached, or grown now.

    Parameters
    ----------
    shipped : the baked park of the program, for the horizon.
    kept_in : the folder of grown parks; None: in the user's cache.
    baked : possible folder of the scene's own bake.
    light_later : whether plain light is enough for now; it takes less than half the time.

    Raises OSError if there is no writable folder.
    """
    job = Job(tuple(rows), site, shipped)
    home = kept_in or cache_folder() / "grown"
    if (found := _found(job, home, baked, light_later)) is not None:
        return found
    folder = home / job.key
    from .light.lighting import PlainLight
    from .light.voxel_light import VoxelLight
    from .making import make

    try:
        home.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="fresh-", dir=home))
    except OSError:  # the cache cannot be written: use a temporary folder
        folder = Path(tempfile.mkdtemp(prefix="park-"))
        return Grown(folder, make(rows, site, shipped, folder, VoxelLight))
    if light_later:
        folder = folder.with_name(folder.name + PLAIN)
    try:
        layout = make(rows, site, shipped, fresh, PlainLight if light_later else VoxelLight)
        job.write(fresh)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        if (found := _kept(folder)) is not None:  # another program was faster
            return replace(found, has_light=not light_later)
        raise
    _trim(home)
    return Grown(folder, layout, not light_later)


def lit_folder(job: Path) -> Path:
    """The folder of a job's park once it has its light."""
    return job.parent.with_name(job.parent.name.removesuffix(PLAIN))


def finish(job: Path) -> Grown:
    """The park of a job with full light, stored beside the one in plain light.

    Raises OSError, ValueError, KeyError, TypeError if the job cannot be read, or the park cannot be written.
    """
    of = Job.read(job)
    return grow(of.rows, of.site, of.shipped, job.parent.parent)


def kept(
    rows: Sequence[BuildingRow], site: SiteRow, shipped: Path, baked: Path | None = None
) -> Grown | None:
    """The park of these rows if it has been baked or grown, if only in plain light; otherwise None."""
    return _found(Job(tuple(rows), site, shipped), cache_folder() / "grown", baked, True)


def _found(job: Job, home: Path, baked: Path | None, light_later: bool) -> Grown | None:
    """The best version that exists."""
    folder = home / job.key
    plain = folder.with_name(folder.name + PLAIN)
    for place in (baked, folder.with_name(folder.name + BAKED), folder, plain if light_later else None):
        found = _kept(place) if place is not None else None
        if found is not None and (place != baked or found.layout.recipe == job.key):
            return replace(found, has_light=place != plain)
    return None


def plan(rows: Sequence[BuildingRow], site: SiteRow) -> Layout:
    """The places and views of these rows; nothing is built."""
    return _plan(tuple(rows), site)


@lru_cache(PLANS_KEPT)
def _plan(rows: tuple[BuildingRow, ...], site: SiteRow) -> Layout:
    from .land import lay_out

    return Layout.of(lay_out(rows, site))


def found_places(rows: Sequence[BuildingRow], site: SiteRow) -> dict[str, tuple[tuple[float, float], float]]:
    """The place of each building and its heading in degrees: as found, or as given.

    Writing them into the scene, for one building or for all, changes nothing: an editor may give a building a place without
    moving another one.
    """
    from .land import lay_out

    return {lot.id: (lot.found_at, lot.found_heading_deg) for lot in lay_out(rows, site).lots}


def clear_of(job: Path) -> Callable[[Sequence[Point2]], bool]:
    """Tells whether an area leaves a grown park's plaza, footpaths, roads and water free.

    Raises OSError, ValueError, KeyError, TypeError if the job cannot be read.
    """
    import shapely

    from .land import lay_out
    from .regions import regions

    of = Job.read(job)
    land = lay_out(of.rows, of.site)
    used = shapely.union_all([land.plaza, land.paths, regions([*of.site.roads, *of.site.water])])
    shapely.prepare(used)
    return lambda corners: not used.intersects(shapely.Polygon(corners))


def key_of(rows: Sequence[BuildingRow], site: SiteRow, shipped: Path) -> str:
    """A hash of everything a grown park depends on."""
    digest = hashlib.sha256(f"{tuple(rows)!r} {site!r} {_code()} {np.__version__}".encode())
    manifest = shipped / "manifest.json"
    digest.update(str(manifest.stat().st_size if manifest.is_file() else 0).encode())
    return digest.hexdigest()[:32]


@cache
def _code() -> str:
    """A hash of what the code that determines a park computes.

    Reading it from the syntax of a hundred modules takes a second, so it is looked up under their checksum.
    """
    bake = Path(str(geometry.__file__)).parents[1]
    files = [
        *code_files(Path(__file__).parent), *code_files(Path(crowd.__file__).parent), Path(baked_format.__file__),
        *code_files(bake, "buildings", "halls.py", "grown", "light", "pipeline", "sound", "traffic"),
        *(file for part in ("light", "pipeline") for file in code_files(bake / part) if file.stem in BUILDERS),
    ]  # fmt: skip
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(file.read_bytes())
    checksum, file = digest.hexdigest(), cache_folder() / CODE
    try:
        return str(json.loads(file.read_bytes())[checksum])
    except DAMAGED:
        found = hash_of_code(files)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, json.dumps({checksum: found}))
    return found


def _kept(folder: Path) -> Grown | None:
    try:
        layout = Layout.read(folder)
        os.utime(folder / FILE)
    except DAMAGED:
        return None
    return Grown(folder, layout)


def _trim(home: Path) -> None:
    """Delete the least recently opened parks, and incomplete ones older than `LEFT_S`."""
    try:
        folders = [(place / FILE, place) for place in home.iterdir() if place.is_dir()]
        whole = sorted(
            ((file.stat().st_mtime, place) for file, place in folders if file.is_file()), reverse=True
        )
        old = time.time() - LEFT_S
        left = [place for file, place in folders if not file.is_file() and place.stat().st_mtime < old]
    except OSError:
        return
    lit = {place.name for _, place in whole}
    dark = [place for at, place in whole if place.name.removesuffix(PLAIN) in lit - {place.name} and at < old]
    kept = [place for _, place in whole if place not in dark]
    for place in (*kept[KEPT:], *left, *dark):
        shutil.rmtree(place, ignore_errors=True)
