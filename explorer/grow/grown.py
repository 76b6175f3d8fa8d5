"""The rows of a scene in, a park out that can be drawn: grown once, kept in the user's cache under a hash of rows and code."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from explorer.core.baked_check import DAMAGED
from explorer.core.folders import cache_folder

from .layout import FILE, Layout, tuples
from .rows import BuildingRow, SiteRow

JOB = "job.json"
"""The file of a job."""

KEPT = 6
"""So many grown parks are kept; the least recently opened go first."""

CODE = (
    "grow", "bake/geometry", "bake/light/blur.py", "bake/light/daylight.py", "bake/pieces", "bake/pipeline/pack.py",
    "bake/site", "crowd", "core/baked_format.py",
)  # fmt: skip
"""The code that decides what a park looks like, from the package's folder."""


PLAIN = "-plain"
"""What the folder of a park is called behind its hash while its light is still to come."""

BAKED = "-baked"
"""And if it was baked with light by rays where the scene itself cannot be written."""

PLANS_KEPT = 8
"""So many plans are kept in memory: a scene that is edited is read again after each step, and back and forth."""

LEFT_S = 3600.0
"""What was begun this long ago and is not whole was broken off."""


@dataclass(frozen=True, slots=True)
class Job:
    """All that a grown park depends on but this code: it lies beside each park, so that light can be made for it later."""

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

        Raises OSError, ValueError, KeyError, TypeError if there is none, or it is damaged.
        """
        fields = tuples(json.loads(file.read_bytes()))
        rows = tuple(BuildingRow(**row) for row in fields["rows"])
        return cls(rows, SiteRow(**fields["site"]), Path(fields["shipped"]))

    @property
    def order(self) -> tuple[tuple[BuildingRow, ...], SiteRow, Path]:
        """What `grow` is asked for."""
        return self.rows, self.site, self.shipped

    @property
    def key(self) -> str:
        """A hash of everything."""
        return key_of(self.rows, self.site, self.shipped)


@dataclass(frozen=True, slots=True)
class Grown:
    """A park that was grown: the folder it lies in as a bake would, and what was found for its scene."""

    folder: Path
    layout: Layout
    has_light: bool = True  # whether it stands in more than plain light; if not, `finish` gives it its light

    @property
    def job(self) -> Path:
        """The file of the job that it was grown from."""
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
    """The park of these rows: as it was baked or kept, or grown now.

    Parameters
    ----------
    shipped : the baked park that is shipped, for the horizon.
    kept_in : the folder of grown parks; that of the user's cache if None.
    baked : where a bake of the scene may lie.
    light_later : whether a park in plain light will do for now: it takes less than half the time.

    Raises OSError if there is nowhere to write it.
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
    except OSError:  # a cache that cannot be written: for this time alone
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
    """The folder where the park of a job will lie when it has its light."""
    return job.parent.with_name(job.parent.name.removesuffix(PLAIN))


def finish(job: Path) -> Grown:
    """The park of a job with all its light, kept beside the one in plain light.

    Raises OSError, ValueError, KeyError, TypeError if the job cannot be read, or there is nowhere to write the park.
    """
    of = Job.read(job)
    return grow(of.rows, of.site, of.shipped, job.parent.parent)


def kept(
    rows: Sequence[BuildingRow], site: SiteRow, shipped: Path, baked: Path | None = None
) -> Grown | None:
    """The park of these rows if it was baked or grown before, be it in plain light; None if it is still to be grown."""
    return _found(Job(tuple(rows), site, shipped), cache_folder() / "grown", baked, True)


def _found(job: Job, home: Path, baked: Path | None, light_later: bool) -> Grown | None:
    """The best there is."""
    folder = home / job.key
    plain = folder.with_name(folder.name + PLAIN)
    for place in (baked, folder.with_name(folder.name + BAKED), folder, plain if light_later else None):
        found = _kept(place) if place is not None else None
        if found is not None and (place != baked or found.layout.recipe == job.key):
            return replace(found, has_light=place != plain)
    return None


def plan(rows: Sequence[BuildingRow], site: SiteRow) -> Layout:
    """The places and views of these rows alone: nothing is built."""
    return _plan(tuple(rows), site)


@lru_cache(PLANS_KEPT)
def _plan(rows: tuple[BuildingRow, ...], site: SiteRow) -> Layout:
    from .land import lay_out

    return Layout.of(lay_out(rows, site))


def found_places(rows: Sequence[BuildingRow], site: SiteRow) -> dict[str, tuple[tuple[float, float], float]]:
    """Where each building stands, and its heading, in degrees: as found, or as given.

    Written down as they are, for one building or for all, they change nothing: an editor may give a building a place without
    moving another one.
    """
    from .land import lay_out

    return {lot.id: (lot.found_at, lot.found_heading_deg) for lot in lay_out(rows, site).lots}


def key_of(rows: Sequence[BuildingRow], site: SiteRow, shipped: Path) -> str:
    """A hash of everything a grown park depends on."""
    digest = hashlib.sha256(f"{tuple(rows)!r} {site!r} {_code()} {np.__version__}".encode())
    manifest = shipped / "manifest.json"
    digest.update(str(manifest.stat().st_size if manifest.is_file() else 0).encode())
    return digest.hexdigest()[:32]


@cache
def _code() -> str:
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for name in CODE:
        place = package / name
        for file in sorted(place.rglob("*.py*")) if place.is_dir() else [place]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.name.encode())
                digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _kept(folder: Path) -> Grown | None:
    try:
        layout = Layout.read(folder)
        os.utime(folder / FILE)
    except DAMAGED:
        return None
    return Grown(folder, layout)


def _trim(home: Path) -> None:
    """Delete the least recently opened parks, and what was left half made an hour ago or before."""
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
