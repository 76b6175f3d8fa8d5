"""Reads a scene from disk. The only place below the stage that opens a file, but for models (see :mod:`explorer.meshes`)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import islice
from os.path import lexists
from pathlib import Path
from typing import Any

import numpy as np

from ..core.baked_check import DAMAGED
from ..core.baked_format import SOLID, Manifest
from ..meshes import SUFFIXES as MODEL_SUFFIXES
from .base import ID, LONGEST_ID
from .faults import Fault, ParkError, Said, cut
from .model import Claim, Content, Frame, Park, Question, Solids, Source, Term, Tour, Zone
from .names import Names, ids
from .schema import in_part, validated
from .tour import MOST_STOPS, Stop
from .tour_names import Kinds, check_quiz, check_tours
from .yaml_file import YamlFile, read_yaml, unreadable

MOST_ZONES = 500
MOST_TOURS = 30
MOST_STOPS_IN_ALL = 300
"""So many stops all tours may have together: `check` flies to each of them."""
MOST_BYTES = 4_000_000
"""So many bytes the files of a scene may have together."""
MOST_LISTED = 5_000
"""A folder with more files than this is not looked through to its end."""
BAKED_PARK = "park"
"""The name under which `explorer bake` writes the park that is shipped."""

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

    def fault(self, path: Path, what: Said, remedy: Said, *, warning: bool = False) -> None:
        """Note that something is wrong with a folder, or with a file that is not read."""
        self.loose.append(Fault(path, 1, 1, what, remedy, "warning" if warning else "error"))

    def open(self, name: str) -> None:
        """Read a file, named from the folder and without its suffix, unless there is too much to read already."""
        path = self.folder / f"{name}.yaml"
        if sum(file.size for file in self.files.values()) <= MOST_BYTES:
            self.files[name] = read_yaml(path, self.folder)
            return
        self.files[name] = YamlFile(path)
        self.files[name].fault(
            (),
            Said(
                f"not read: before it come {MOST_BYTES:,} bytes", f"未读取：此前的文件已达{MOST_BYTES:,}字节"
            ),
            Said("shorten the files of the scene", "请精简场景的文件"),
        )

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
    _listed(found, folder)
    if not lexists(folder / "park.yaml"):
        if not found.errors:
            found.fault(
                folder,
                Said("no scene here (park.yaml is missing)", "此处没有场景（缺少park.yaml）"),
                Said("name a folder that has a park.yaml", "请指定含有park.yaml的文件夹"),
            )
        return found
    for name in ("park", "claims", "glossary", "sources"):
        found.open(name)
    zone_ids = _open_all(found, "zones", MOST_ZONES)
    _open_all(found, "tours", MOST_TOURS)
    if lexists(folder / "quiz.yaml"):
        found.open("quiz")
    park_file = found.files["park"]
    if not zone_ids:
        park_file.fault(
            (),
            Said("the scene has no zones", "场景没有任何展区"),
            Said("add zones/<id>.yaml", "请添加zones/<id>.yaml"),
        )

    frame = validated(park_file, Frame, park_file.data) if not park_file.faults else None
    zones: dict[str, Zone] = _named_by_file(found, "zones/", Zone)
    tours: dict[str, Tour] = _named_by_file(found, "tours/", Tour)
    claims: dict[str, Claim] = _table(found.files["claims"], Claim)
    terms: dict[str, Term] = _table(found.files["glossary"], Term)
    sources: dict[str, Source] = _table(found.files["sources"], Source)
    quiz: dict[str, Question] = _table(found.files["quiz"], Question) if "quiz" in found.files else {}
    names = Names(found.files, zone_ids)
    model_files = _check_models(found, zones)
    # where a table itself is broken, what names its rows cannot be judged
    if frame is not None:
        names.check_frame(frame)
        names.check_zones(zones, {d.id for d in frame.districts}, ids(found.files["sources"]))
    right = {id: zone for id, zone in zones.items() if not found.files[f"zones/{id}"].broken}
    stops = _stops(found, tours)
    check_tours(names, stops, right, frame.views if frame else None, kinds or {})
    in_all = sum(map(len, stops.values()))
    if in_all > MOST_STOPS_IN_ALL:
        found.fault(
            folder / "tours",
            Said(
                f"{in_all} stops in all tours; at most {MOST_STOPS_IN_ALL} are shown",
                f"所有导览共{in_all}站，最多{MOST_STOPS_IN_ALL}站",
            ),
            Said("shorten the tours, or move some of them elsewhere", "请精简导览，或移走其中几个"),
        )
    names.check_links(ids(found.files["glossary"]))
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
        solids=_solids(
            park_file,
            assets / frame.models / "solids.npy",
            needed=not all(names_file(z.model) for z in zones.values()),
        ),
        model_files=model_files,
    )
    return found


def _listed(found: Reading, folder: Path) -> list[Path]:
    """The YAML files of a folder, by name. Those with a name that is not read are noted."""
    try:
        paths = sorted(islice((p for p in folder.iterdir() if not p.name.startswith(".")), MOST_LISTED))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        reason = unreadable(error)
        found.fault(
            folder,
            Said(f"is not a folder that can be read ({reason})", f"不是可以读取的文件夹（{reason}）"),
            Said("put a readable folder in its place", "请换成可以读取的文件夹"),
        )
        return []
    for path in paths:
        name = re.fullmatch(r"(.+?)\.ya?ml(\.txt)?", path.name, re.IGNORECASE)
        if name and path.suffix != ".yaml":
            found.fault(
                path,
                Said("is not read", "未读取"),
                Said(f"rename it to {name[1]}.yaml", f"请改名为{name[1]}.yaml"),
                warning=True,
            )
    return [path for path in paths if path.suffix == ".yaml"]


def _open_all(found: Reading, folder: str, most: int) -> set[str]:
    """Read the files of a folder; gives the names of all, also of those that are too many."""
    paths = _listed(found, found.folder / folder)
    for path in paths[:most]:
        found.open(f"{folder}/{path.stem}")
    if len(paths) > most:
        found.fault(
            found.folder / folder,
            Said(
                f"{len(paths):,} files; at most {most} are read", f"共{len(paths):,}个文件，最多读取{most}个"
            ),
            Said(f"move {len(paths) - most:,} of them elsewhere", f"请移走其中{len(paths) - most:,}个"),
        )
    return {path.stem for path in paths}


def _stops(found: Reading, tours: dict[str, Tour]) -> dict[str, dict[int, Stop]]:
    """Of each tour the stops that can be judged, by their numbers, whatever is wrong with the others."""
    stops = {id: dict(enumerate(tour.stops)) for id, tour in tours.items()}
    for name, file in found.files.items():
        id = name.removeprefix("tours/")
        if name.startswith("tours/") and id not in stops:
            rows = file.data.get("stops") if isinstance(file.data, dict) else None
            read = [in_part(Stop, row) for row in rows[:MOST_STOPS]] if isinstance(rows, list) else []
            stops[id] = {i: stop for i, stop in enumerate(read) if stop is not None}
    return stops


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
    if not re.fullmatch(ID, id) or len(id) > LONGEST_ID:
        file.fault(
            (),
            Said(f"its name {cut(id)!r} is not in the right form", f"文件名{cut(id)!r}格式不对"),
            Said(
                "rename the file: small letters, digits and hyphens, such as data-hub.yaml",
                "请改名：用小写字母、数字和连字符，如data-hub.yaml",
            ),
        )
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
    return validated(file, kind, {"id": id, **file.data}, skip=("id",))


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
        if isinstance(row, dict) and "id" in row:
            file.fault(
                (id, "id"),
                Said(f"{id}.id: unknown key", f"{id}.id：未知的键"),
                Said("delete it; the key above is the id", "请删除；上一级的键即为id"),
            )
        whole = {**row, "id": id} if isinstance(row, dict) else row
        value = validated(file, kind, whole, prefix=(id,), skip=("id",))
        if value is not None:
            table[id] = value
    return table


def names_file(model: str) -> bool:
    """Whether a zone asks for a file of the scene, not for a baked model."""
    return any(c in model for c in "./\\:")


def _check_models(found: Reading, zones: dict[str, Zone]) -> dict[str, Path]:
    """Models that are files of the scene. What leads out of the folder is refused; what is missing is a warning."""
    files = {}
    for id, zone in zones.items():
        if not names_file(zone.model):
            continue
        file, path = found.files[f"zones/{id}"], found.folder / zone.model.replace("\\", "/")
        try:
            inside, there = path.resolve().is_relative_to(found.folder.resolve()), path.is_file()
        except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a link to itself
            file.fault(
                ("model",),
                Said(
                    f"{zone.model!r} cannot be read ({unreadable(error)})",
                    f"无法读取{zone.model!r}（{unreadable(error)}）",
                ),
                Said("put the model there, or name a baked one", "请放入该模型，或改用已烘焙的模型名"),
            )
            continue
        if not inside:
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
                    f"{zone.model!r} is of a kind that is not read; a plain block stands there",
                    f"无法读取{zone.model!r}这类模型，暂以方块代替",
                ),
                Said(f"use one of {kinds}", f"请使用{kinds}"),
                warning=True,
            )
        elif not there:
            file.fault(
                ("model",),
                Said(
                    f"there is no file {zone.model!r}; a plain block stands there",
                    f"没有文件{zone.model!r}，暂以方块代替",
                ),
                Said("put the model there, or name a baked one", "请放入该模型，或改用已烘焙的模型名"),
                warning=True,
            )
        else:
            files[id] = path.resolve()
    return files


def _solids(park_file: YamlFile, path: Path, needed: bool) -> Solids:
    """The baked boxes. That they are missing is a warning, unless no zone needs a baked model."""
    what = Said(f"the baked park has no {path.name}", f"烘焙结果中没有{path.name}")
    try:
        rows = np.load(path, allow_pickle=False)
        if rows.dtype == SOLID:
            return Solids.of(rows)
        what = Said(f"{path.name} is of another format", f"{path.name}格式不符")
    except DAMAGED:
        pass  # told below, as a warning: a park without walls can still be visited
    bake = Said("run `python3 -m explorer bake`", "请运行`python3 -m explorer bake`")
    plain = Said(
        "write `models: park`, or a file as `model:` of each zone; plain blocks stand there until then",
        "请写`models: park`，或在各展区的`model:`中写模型文件；在此之前以方块代替",
    )
    if needed or path.parent.name == BAKED_PARK:
        park_file.fault(("models",), what, bake if path.parent.name == BAKED_PARK else plain, warning=True)
    return Solids.none()


def baked_zones(park: Path) -> frozenset[str] | None:
    """The models of a baked park, by the names under which zones ask for them; None if there is no such park."""
    try:
        chunks = Manifest.from_json(json.loads((park / "manifest.json").read_text("utf-8"))).chunks
    except DAMAGED:
        return None
    return frozenset(chunk.zone for chunk in chunks if chunk.zone and chunk.kind == "building")
