"""The rows of a scene in, a park out that can be drawn: grown once, kept in the user's cache under a hash of rows and code."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from explorer.core.baked_check import DAMAGED
from explorer.core.folders import cache_folder

from .layout import FILE, Layout
from .rows import BuildingRow, SiteRow

KEPT = 6
"""So many grown parks are kept; the least recently opened go first."""

CODE = (
    "grow", "bake/geometry", "bake/light/blur.py", "bake/light/daylight.py", "bake/pieces", "bake/pipeline/pack.py",
    "bake/site", "crowd", "core/baked_format.py",
)  # fmt: skip
"""The code that decides what a park looks like, from the package's folder."""


@dataclass(frozen=True, slots=True)
class Grown:
    """A park that was grown: the folder it lies in as a bake would, and what was found for its scene."""

    folder: Path
    layout: Layout


def grow(rows: Sequence[BuildingRow], site: SiteRow, shipped: Path, kept_in: Path | None = None) -> Grown:
    """The park of these rows: as it was kept, or grown now.

    Parameters
    ----------
    shipped : the baked park that is shipped, for the horizon.
    kept_in : the folder of grown parks; that of the user's cache if None.

    Raises
    ------
    OSError
        If there is nowhere to write it.
    """
    home = kept_in or cache_folder() / "grown"
    folder = home / key_of(rows, site, shipped)
    if (found := _kept(folder)) is not None:
        return found
    from .making import make

    try:
        home.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="fresh-", dir=home))
    except OSError:  # a cache that cannot be written: for this time alone
        folder = Path(tempfile.mkdtemp(prefix="park-"))
        return Grown(folder, make(rows, site, shipped, folder))
    try:
        layout = make(rows, site, shipped, fresh)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        if (found := _kept(folder)) is not None:  # another program was faster
            return found
        raise
    _trim(home)
    return Grown(folder, layout)


def kept(rows: Sequence[BuildingRow], site: SiteRow, shipped: Path) -> Grown | None:
    """The park of these rows if it was grown before; None if it is still to be grown."""
    return _kept(cache_folder() / "grown" / key_of(rows, site, shipped))


def plan(rows: Sequence[BuildingRow], site: SiteRow) -> Layout:
    """The places and views of these rows alone: nothing is built."""
    from .land import lay_out

    return Layout.of(lay_out(rows, site))


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
    except OSError:
        return
    for _, place in whole[KEPT:]:
        shutil.rmtree(place, ignore_errors=True)
