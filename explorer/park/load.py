"""Reads a scene from disk. The only place below the stage that opens a file, but for models (see :mod:`explorer.meshes`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ..layout import SOLID
from ..meshes import SUFFIXES as MODEL_SUFFIXES
from ..soundness import DAMAGED
from .faults import Fault, ParkError, Said
from .model import Claim, Content, Frame, Park, Question, Solids, Source, Term, Tour, Zone
from .names import Names, ids
from .schema import validated
from .tour_names import Kinds, check_quiz, check_tours
from .yaml_file import YamlFile, read_yaml

MOST_ZONES = 500
MOST_TOURS = 100

__all__ = ["Fault", "ParkError", "Reading", "load", "read"]


@dataclass(slots=True)
class Reading:
    """A scene as it was found: the park if it can be opened, and everything that is wrong with it."""

    folder: Path
    park: Park | None = None
    files: dict[str, YamlFile] = field(default_factory=dict)
    loose: list[Fault] = field(default_factory=list)  # faults of the folder, not of a file in it

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults, by file and line."""
        found = [*self.loose, *(f for file in self.files.values() for f in file.faults)]
        return tuple(sorted(found, key=lambda f: (str(f.path), f.line, f.column)))

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(f for f in self.faults if f.weight == "error")

    def without_files(self) -> Reading:
        """The same without what stood where in the files: some megabytes that only whoever goes on checking needs."""
        return Reading(self.folder, self.park, loose=list(self.faults))


def load(folder: Path, assets: Path) -> Park:
    """The park of a scene folder.

    Parameters
    ----------
    folder : the scene, with `park.yaml` in it.
    assets : where baked models lie.

    Raises
    ------
    ParkError
        With all faults at once.
    """
    reading = read(folder, assets)
    if reading.park is None:
        raise ParkError(reading.errors)
    return reading.park


def read(folder: Path, assets: Path, kinds: Kinds | None = None) -> Reading:
    """Read a scene and note everything that is wrong with it; nothing is raised.

    Parameters
    ----------
    kinds : the exhibits by which acts of tours are judged. An editor wants that; to open a park it would take too
        long to import them all.
    """
    found = Reading(folder)
    if not (folder / "park.yaml").is_file():
        found.loose.append(
            Fault(
                folder,
                1,
                1,
                Said("no scene here (park.yaml is missing)", "此处没有场景（缺少park.yaml）"),
                Said("name a folder that has a park.yaml", "请指定含有park.yaml的文件夹"),
            )
        )
        return found
    paths = sorted((folder / "zones").glob("*.yaml"))
    for name in ("park", "claims", "glossary", "sources"):
        found.files[name] = read_yaml(folder / f"{name}.yaml", folder)
    for path in paths[:MOST_ZONES]:
        found.files[f"zones/{path.stem}"] = read_yaml(path, folder)
    for path in sorted((folder / "tours").glob("*.yaml"))[:MOST_TOURS]:
        found.files[f"tours/{path.stem}"] = read_yaml(path, folder)
    if (folder / "quiz.yaml").is_file():
        found.files["quiz"] = read_yaml(folder / "quiz.yaml", folder)
    if not paths:
        found.files["park"].fault(
            (),
            Said("the scene has no zones", "场景没有任何区域"),
            Said("add zones/<id>.yaml", "请添加zones/<id>.yaml"),
        )

    park_file = found.files["park"]
    frame = validated(park_file, Frame, park_file.data) if not park_file.faults else None
    zones: dict[str, Zone] = _named_by_file(found, "zones/", Zone)
    tours: dict[str, Tour] = _named_by_file(found, "tours/", Tour)
    claims: dict[str, Claim] = _table(found.files["claims"], Claim)
    terms: dict[str, Term] = _table(found.files["glossary"], Term)
    sources: dict[str, Source] = _table(found.files["sources"], Source)
    quiz: dict[str, Question] = _table(found.files["quiz"], Question) if "quiz" in found.files else {}
    names = Names(found.files, {n.removeprefix("zones/") for n in found.files if n.startswith("zones/")})
    model_files = _check_models(found, zones)
    if frame is not None:
        names.check_frame(frame)
        # where a table itself is broken, what names its rows cannot be judged
        districts = {d.id for d in frame.districts}
        names.check_zones(zones, districts, ids(found.files["glossary"]), ids(found.files["sources"]))
        check_tours(names, tours, zones, frame.views, kinds or {})
    names.check_tables(claims, terms)
    check_quiz(names, quiz)
    if frame is None or found.errors:
        return found
    found.park = Park(
        **dict(frame),
        zones=dict(sorted(zones.items(), key=lambda item: item[1].number)),
        claims=dict(sorted(claims.items(), key=lambda item: int(item[0][1:]))),
        glossary=terms,
        sources=sources,
        tours=tours,
        quiz=quiz,
        solids=_solids(park_file, assets / frame.models / "solids.npy"),
        model_files=model_files,
    )
    return found


def _named_by_file(found: Reading, folder: str, kind: type[Content]) -> dict[str, Any]:
    """The things of one kind that have a file each; the name of the file is the id."""
    named = {}
    for name, file in found.files.items():
        if name.startswith(folder):
            id = name.removeprefix(folder)
            thing = _of_file(file, id, kind)
            if thing is not None:
                named[id] = thing
    return named


def _of_file(file: YamlFile, id: str, kind: type[Content]) -> Content | None:
    if file.faults:
        return None
    if not isinstance(file.data, dict):
        return validated(file, kind, file.data)
    if "id" in file.data:
        file.fault(
            ("id",),
            Said("unknown key", "未知的键"),
            Said("delete it; the name of the file is the id", "请删除；文件名即为id"),
        )
        return None
    return validated(
        file, kind, {"id": id, **file.data}, skip=("id",) if re.fullmatch(r"[a-z0-9-]+", id) else ()
    )


def _table(file: YamlFile, kind: type[Content]) -> dict[str, Any]:
    """A file that maps ids to things of one kind."""
    if file.faults:
        return {}
    if not isinstance(file.data, dict):
        file.fault(
            (),
            Said("should be a group of keys", "应为一组键值"),
            Said("write `id: {...}` lines", "请写成`id: {...}`"),
        )
        return {}
    table: dict[str, Any] = {}
    for id, row in file.data.items():
        whole = {**row, "id": id} if isinstance(row, dict) else row
        value = validated(file, kind, whole, prefix=(id,), skip=("id",))
        if value is not None:
            table[id] = value
    return table


def _check_models(found: Reading, zones: dict[str, Zone]) -> dict[str, Path]:
    """Models that are files of the scene. What leads out of the folder is refused; what is missing is a warning."""
    files = {}
    for id, zone in zones.items():
        if not any(c in zone.model for c in "./\\:"):
            continue
        file, path = found.files[f"zones/{id}"], found.folder / zone.model.replace("\\", "/")
        if not path.resolve().is_relative_to(found.folder.resolve()):
            file.fault(
                ("model",),
                Said(f"{zone.model!r} leads out of the scene folder", f"{zone.model!r}指向场景文件夹之外"),
                Said("copy the model into the scene folder", "请把模型复制到场景文件夹内"),
            )
        elif path.suffix.lower() not in MODEL_SUFFIXES:
            kinds = ", ".join(MODEL_SUFFIXES)
            file.fault(
                ("model",),
                Said(
                    f"{zone.model!r} is of a kind that is not read; a placeholder stands there",
                    f"无法读取{zone.model!r}这类模型，暂以占位体代替",
                ),
                Said(f"use one of {kinds}", f"请使用{kinds}"),
                warning=True,
            )
        elif not path.is_file():
            file.fault(
                ("model",),
                Said(
                    f"{zone.model!r} is missing; a placeholder stands there",
                    f"缺少{zone.model!r}，暂以占位体代替",
                ),
                Said("put the model there, or name a baked one", "请放入该模型，或改用已烘焙的模型名"),
                warning=True,
            )
        else:
            files[id] = path.resolve()
    return files


def _solids(park_file: YamlFile, path: Path) -> Solids:
    what = Said(f"the baked park has no {path.name}", f"烘焙结果中没有{path.name}")
    try:
        rows = np.load(path, allow_pickle=False)
        if rows.dtype == SOLID:
            return Solids.of(rows)
        what = Said(f"{path.name} is of another format", f"{path.name}格式不符")
    except DAMAGED:
        pass  # told below, as a warning: a park without walls can still be visited
    park_file.fault(
        ("models",),
        what,
        Said("run `python3 -m explorer bake`", "请运行`python3 -m explorer bake`"),
        warning=True,
    )
    return Solids.none()
