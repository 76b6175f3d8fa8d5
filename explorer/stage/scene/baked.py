"""A baked park: its files on disk as memory maps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...base.baked_check import DAMAGED, check_tables, read_json
from ...base.baked_format import Manifest
from ...crowd import PRECOMPUTED, ROW, Rows, Script
from ...crowd.script import FILE as LIFE
from ...i18n import Text
from ...park.meshes.skin import Skin
from ..gl.memory import drop_pages

PICTURES = ("ambient", "night", "sun_day", "sun_dusk", "far_land")


class NotBaked(Exception):
    """The folder holds no baked park, or one that this program cannot read; says why."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(str(why))


@dataclass(frozen=True, slots=True, eq=False)
class Skinned:
    """The texture of a chunk, and what its vertices need besides."""

    skin: Skin
    uv: npt.NDArray[np.floating[Any]]  # shape (n, 2), the first row of the image at 0
    glow: npt.NDArray[np.uint8]  # shape (n, 3), emitted light as `night` stores it


@dataclass(frozen=True, slots=True, eq=False)
class Baked:
    """The arrays of a baked park; see :mod:`explorer.base.baked_format`."""

    folder: Path
    manifest: Manifest
    vertices: npt.NDArray[np.void]  # array of `baked_format.VERTEX`
    indices: npt.NDArray[np.uint16]  # array of uint16
    # people and vehicles; empty if the bake wrote none
    script: Script = field(default_factory=Script)
    # precomputed movements, by their names in `crowd.PRECOMPUTED`
    timetables: Mapping[str, Rows] = field(default_factory=dict)
    # textures of a scene's own models, by the names of chunks; a bake has none
    skins: Mapping[str, Skinned] = field(default_factory=dict)
    # the nodes with which chunks of such models move, likewise
    movers: Mapping[str, int] = field(default_factory=dict)
    # CUT_OUT or BLENDED of those that are not solid, likewise
    clear: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Baked:
        """Read the park in this folder. Raises NotBaked with the reason."""
        if not (folder / "manifest.json").is_file():
            raise NotBaked(Text("{name}: nothing was baked there", name=folder.name))
        try:
            manifest = read_json(Manifest, (folder / "manifest.json").read_bytes())
            vertices = np.load(folder / "vertices.npy", mmap_mode="r", allow_pickle=False)
            indices = np.load(folder / "indices.npy", mmap_mode="r", allow_pickle=False)
            check_tables(manifest, vertices, indices)
            script = _script(folder / LIFE)
            timetables = _timetables(folder, script)
            for picture in PICTURES:
                if not (folder / manifest.ground.get(picture, picture)).is_file():
                    raise ValueError(f"the picture {picture!r} is missing")
        except DAMAGED as fault:
            raise NotBaked(Text("{name}: damaged: {fault}", name=folder.name, fault=fault)) from fault
        drop_pages(indices)
        return cls(folder, manifest, vertices, indices, script, timetables)

    @property
    def zones(self) -> frozenset[str]:
        """The zones that have a baked building."""
        return frozenset(c.zone for c in self.manifest.chunks if c.zone and c.kind == "building")


def _script(path: Path) -> Script:
    return read_json(Script, path.read_bytes()) if path.is_file() else Script()


def _timetables(folder: Path, script: Script) -> dict[str, Rows]:
    """The timetables of a script. Raises ValueError if one has another format or belongs to another script."""
    found = {}
    has_timetable = {"people": script.walks, "vehicles": script.lane}
    for name, file in PRECOMPUTED.items():
        if has_timetable[name] and (folder / file).is_file():
            found[name] = rows = np.load(folder / file, mmap_mode="r", allow_pickle=False)
            if (
                rows.dtype != ROW
                or rows.ndim != 2
                or (name == "people" and rows.shape[1] != len(script.walks))
            ):
                raise ValueError(f"{file} does not belong to {LIFE}")
    return found
