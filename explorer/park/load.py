"""Reads a scene from disk. Below the stage only this module opens files, except for models (see :mod:`explorer.park.meshes`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.baked_check import DAMAGED, read_json
from ..base.baked_format import SOLID, Manifest
from ..base.bootstrap import start_line
from ..i18n import Language, Text
from .at_work import pictures_in
from .base import ID, LANGUAGE, LONGEST_ID
from .checks.grade import find_grades
from .checks.models import check_models, names_file
from .checks.names import Names, check_plan
from .checks.tours import Kinds, check_quiz, check_tours
from .defaults.every_zone import every_zone
from .defaults.own_questions import NAME as OWN
from .defaults.own_questions import asked_in_lessons, questions_in
from .faults import Fault, ParkError, cut
from .model import LANGUAGES, Claim, Content, Frame, Park, Question, Solids, Source, Term, Tour, Zone
from .plan import PlanFile
from .schema import in_part, validated
from .tour import MOST_STOPS, Stop
from .yaml_file import YamlFile, read_yaml, unreadable

if TYPE_CHECKING:
    from ..build.grown.grown import Grown
    from .growing import Growth

MOST_ZONES = 500
MOST_TOURS = 30
MOST_STOPS_IN_ALL = 300
"""Most stops of all tours together: `check` flies to each of them."""
MOST_BYTES = 4_000_000
"""Most bytes of all scene files together."""
MOST_LISTED = 5_000
"""Most files of a folder that are scanned."""
BAKED_PARK = "park"
"""Name under which `explorer bake` writes the shipped park."""

__all__ = ["Edited", "Fault", "ParkError", "Reading", "load", "names_file", "read"]


Edited = Mapping[str, bytes | None]
"""Unsaved contents of scene files, by their names in its folder; None: removed."""


@dataclass(slots=True)
class Reading:
    """A scene as read: the park if it can be opened, and all its faults."""

    folder: Path
    park: Park | None = None
    files: dict[str, YamlFile] = field(default_factory=dict)
    loose: list[Fault] = field(default_factory=list)  # faults of the folder, not of a single file
    edited: Edited = field(default_factory=dict)
    grows: bool = True

    def has(self, name: str) -> bool:
        """Whether its folder contains a file of that name."""
        if name in self.edited:
            return self.edited[name] is not None
        return lexists(self.folder / name)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults, by file and line."""
        found = [*self.loose, *(f for file in self.files.values() for f in file.faults)]
        return tuple(sorted(found, key=lambda f: (str(f.path), f.line, f.column)))

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(f for f in self.faults if f.weight == "error")

    def fault(self, path: Path, what: Text, remedy: Text, *, warning: bool = False) -> None:
        """Note a fault of a folder, or of a file that is not read."""
        self.loose.append(Fault(path, 1, 1, what, remedy, "warning" if warning else "error"))

    def open(self, name: str) -> None:
        """Read a file, given its path in the folder without suffix, unless the size limit is reached."""
        path = self.folder / f"{name}.yaml"
        if sum(file.size for file in self.files.values()) <= MOST_BYTES:
            self.files[name] = read_yaml(path, self.folder, self.edited.get(f"{name}.yaml"))
            self.files[name].languages = self.languages
            return
        self.files[name] = YamlFile(path, languages=self.languages)
        self.files[name].fault(
            (),
            Text("not read: before it come {MOST_BYTES:,} bytes", MOST_BYTES=MOST_BYTES),
            Text("shorten the files of the scene"),
        )

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in `park.yaml`, as far as they can be read before the rest of it is checked."""
        park = self.files["park"].data if "park" in self.files else None
        if not isinstance(park, dict) or park.get("languages") is None:
            return LANGUAGES
        # if the list is invalid, use the keys of the title, so that not every text is reported as missing a language
        for codes in (park["languages"], park.get("title")):
            known = isinstance(codes, list | dict) and all(
                isinstance(code, str) and re.fullmatch(LANGUAGE, code) for code in codes
            )
            if codes and known:
                return tuple(dict.fromkeys(codes))
        return LANGUAGES

    def written_tours(self, park: Park) -> Iterator[tuple[YamlFile, Tour]]:
        """The tours of a park that are in files, each with its file."""
        for tour in park.tours.values():
            if f"tours/{tour.id}" in self.files:
                yield self.files[f"tours/{tour.id}"], tour

    def without_files(self) -> Reading:
        """A copy without the files and positions: some megabytes that only a check needs."""
        return Reading(self.folder, self.park, loose=list(self.faults))


def load(folder: Path, assets: Path, *, light_later: bool = False) -> Park:
    """The park of a scene folder.

    Raises ParkError with all faults at once.

    Parameters
    ----------
    folder : the scene, with `park.yaml` in it.
    assets : folder of baked models.
    """
    reading = read(folder, assets, light_later=light_later)
    if reading.park is None:
        raise ParkError(reading.errors)
    return reading.park


def read(
    folder: Path,
    assets: Path,
    kinds: Kinds | None = None,
    edited: Edited | None = None,
    grows: bool = True,
    *,
    light_later: bool = False,
) -> Reading:
    """Read a scene and note everything that is wrong with it; nothing is raised.

    Parameters
    ----------
    kinds : exhibits used to check the acts of tours. For editors; when opening a park it would take too
        long to import them all.
    edited : unsaved contents that replace files, by name.
    grows : make the ground and buildings of a scene with `site:` unless cached, which takes seconds; if false,
        such a park has places, but no buildings.
    light_later : whether a grown park may come in plain light (`Park.light_to_come`).
    """
    found = Reading(folder, edited=edited or {}, grows=grows)
    _listed(found, folder)
    if not found.has("park.yaml"):
        if not found.errors:
            found.fault(
                folder,
                Text("no scene here (park.yaml is missing)"),
                Text("name a folder that has a park.yaml"),
            )
        return found
    found.open("park")
    found.files["park"].languages = found.languages
    zone_ids = _open_all(found, "zones", MOST_ZONES)
    _open_all(found, "tours", MOST_TOURS)
    for name in ("claims", "glossary", "sources", "quiz", "plan", OWN):
        if found.has(f"{name}.yaml"):
            found.open(name)
    park_file = found.files["park"]
    if not zone_ids:
        park_file.fault((), Text("the scene has no zones"), Text("add zones/<id>.yaml"))

    if not isinstance(park_file.data, dict):  # all other faults would follow from this one
        if not park_file.faults:
            validated(park_file, Frame, park_file.data)
        return found

    growth = _growth(found, assets)
    frame = validated(park_file, Frame, park_file.data) if not park_file.faults else None
    zones: dict[str, Zone] = _named_by_file(found, "zones/", Zone)
    tours: dict[str, Tour] = _named_by_file(found, "tours/", Tour)
    claims: dict[str, Claim] = _table(found, "claims", Claim)
    terms: dict[str, Term] = _table(found, "glossary", Term)
    sources: dict[str, Source] = _table(found, "sources", Source)
    quiz: dict[str, Question] = _table(found, "quiz", Question)
    own = questions_in(found.files[OWN], quiz) if OWN in found.files else {}
    plan = None
    if "plan" in found.files and not found.files["plan"].faults:
        plan = validated(found.files["plan"], PlanFile, found.files["plan"].data)
    names = Names(found.files, zone_ids)
    model_files = check_models(folder, found.files, zones)
    spot_files: dict[str, Path] = {}
    if any(zone.spots for zone in zones.values()):
        from .spots.files import find_spot_files

        spot_files = find_spot_files(folder, found.files, zones)
    grades = find_grades(park_file, frame.grade if frame else None, folder, found.loose)
    # if a table itself is broken, references to its rows cannot be checked
    if frame is not None:
        if frame.brand is not None:
            from .brand.files import find_brand_files

            find_brand_files(park_file, frame.brand, folder)
        names.check_frame(frame)
        names.check_zones(zones, {d.id for d in frame.districts}, names.ids("sources"))
        names.check_passages(claims, frame)
    if any(zone.exhibit is not None and zone.exhibit.is_own for zone in zones.values()):
        from .checks.exhibits import make_exhibits

        make_exhibits(names, zones, folder)
    right = {id: zone for id, zone in zones.items() if not found.files[f"zones/{id}"].broken}
    stops = _stops(found, tours)
    check_tours(names, stops, right, frame.views if frame else None, kinds or {})
    in_all = sum(map(len, stops.values()))
    if in_all > MOST_STOPS_IN_ALL:
        found.fault(
            folder / "tours",
            Text(
                "{in_all} stops in all tours; at most {MOST_STOPS_IN_ALL} are shown",
                in_all=in_all,
                MOST_STOPS_IN_ALL=MOST_STOPS_IN_ALL,
            ),
            Text("shorten the tours, or move some of them elsewhere"),
        )
    if plan is not None:
        check_plan(names, plan, names.ids("sources"))
    names.check_links(names.ids("glossary"))
    names.check_tables(claims, terms)
    check_quiz(names, quiz, "quiz")
    check_quiz(names, own, OWN)
    if frame is None or found.errors:
        return found
    grown = _grown(found, growth, light_later)
    if found.errors:
        return found
    zones = dict(sorted(zones.items(), key=lambda item: item[1].number))
    walk = frame.walk or tuple(zones)
    if not any(tour.kind == "show" for tour in tours.values()):
        made = every_zone(frame, walk, zones)
        tours = {**tours, made.id: made} if made.id not in tours else tours
    found.park = Park(
        **{**dict(frame), "walk": walk},
        zones=zones,
        claims=dict(sorted(claims.items(), key=lambda item: int(item[0][1:]))),
        glossary=terms,
        sources=sources,
        tours=asked_in_lessons(tours, own),
        quiz={**quiz, **own},
        plan=plan,
        solids=_solids(
            park_file,
            (grown.folder if grown else assets / frame.models) / "solids.npy",
            needed=any(z.model and not names_file(z.model) for z in zones.values())
            and (grows or frame.site is None),
        ),
        model_files=model_files,
        spot_files=spot_files,
        grades=grades,
        at_work=pictures_in(folder, frame.languages),
        grown=grown.folder if grown else None,
        light_to_come=grown.job if grown and not grown.has_light else None,
    )
    return found


def _growth(found: Reading, assets: Path) -> Growth | None:
    """The growth of a scene with `site:`; its files are completed with the places determined."""
    park_file = found.files["park"]
    if park_file.faults or not isinstance(park_file.data, dict) or "site" not in park_file.data:
        return None
    from .growing import BAKE, grown_park

    return grown_park(found.files, found.languages, assets / BAKED_PARK, found.folder / BAKE)


def _grown(found: Reading, growth: Growth | None, light_later: bool) -> Grown | None:
    """The grown park of a scene with `site:`, made last: ground for a broken scene would be wasted."""
    if growth is None or not found.grows:
        return growth.kept if growth is not None else None
    try:
        return growth.grow(light_later=light_later)
    except OSError as error:
        found.files["park"].fault(
            ("site",),
            Text(
                "the park cannot be made: there is nowhere to write it ({reason})", reason=unreadable(error)
            ),
            Text("make room on the disk of the user's cache folder"),
        )
        return None


def _listed(found: Reading, folder: Path) -> list[Path]:
    """The YAML files of a folder, by name. Files with invalid names are noted."""
    try:
        paths = sorted(islice((p for p in folder.iterdir() if not p.name.startswith(".")), MOST_LISTED))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        reason = unreadable(error)
        found.fault(
            folder,
            Text("is not a folder that can be read ({reason})", reason=reason),
            Text("put a readable folder in its place"),
        )
        return []
    for path in paths:
        name = re.fullmatch(r"(.+?)\.ya?ml(\.txt)?", path.name, re.IGNORECASE)
        if name and path.suffix != ".yaml":
            found.fault(
                path,
                Text("is not read"),
                Text("rename it to {name}.yaml", name=name[1]),
                warning=True,
            )
    return [path for path in paths if path.suffix == ".yaml"]


def _open_all(found: Reading, folder: str, most: int) -> set[str]:
    """Read the files of a folder; returns the names of all, including those beyond the limit."""
    listed = _listed(found, found.folder / folder)
    new = (found.folder / name for name in found.edited if name.startswith(f"{folder}/"))
    paths = sorted(path for path in {*listed, *new} if found.has(f"{folder}/{path.name}"))
    for path in paths[:most]:
        found.open(f"{folder}/{path.stem}")
    if len(paths) > most:
        found.fault(
            found.folder / folder,
            Text("{count:,} files; at most {most} are read", count=len(paths), most=most),
            Text("move {count:,} of them elsewhere", count=len(paths) - most),
        )
    return {path.stem for path in paths}


def _stops(found: Reading, tours: dict[str, Tour]) -> dict[str, dict[int, Stop]]:
    """The valid stops of each tour by index, whatever is wrong with the others."""
    stops = {id: dict(enumerate(tour.stops)) for id, tour in tours.items()}
    for name, file in found.files.items():
        id = name.removeprefix("tours/")
        if name.startswith("tours/") and id not in stops:
            rows = file.data.get("stops") if isinstance(file.data, dict) else None
            read = (
                [in_part(Stop, row, file.languages) for row in rows[:MOST_STOPS]]
                if isinstance(rows, list)
                else []
            )
            stops[id] = {i: stop for i, stop in enumerate(read) if stop is not None}
    return stops


def _named_by_file(found: Reading, folder: str, kind: type[Content]) -> dict[str, Any]:
    """Objects of one kind with a file each; the file name is the id."""
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
            Text("its name {id!r} is not in the right form", id=cut(id)),
            Text("rename the file: small letters, digits and hyphens, such as data-hub.yaml"),
        )
        return None
    if not isinstance(file.data, dict):
        return validated(file, kind, file.data)
    if "id" in file.data:
        file.fault(
            ("id",),
            Text("unknown key"),
            Text("delete it; the name of the file is the id"),
        )
        return None
    return validated(file, kind, {"id": id, **file.data}, skip=("id",))


def _table(found: Reading, name: str, kind: type[Content]) -> dict[str, Any]:
    """A file that maps ids to objects of one kind; it may be missing."""
    file = found.files.get(name)
    if file is None or file.faults:
        return {}
    if not isinstance(file.data, dict):
        file.fault(
            (),
            Text("should be a group of keys"),
            Text("write `id: {...}` lines"),
        )
        return {}
    table: dict[str, Any] = {}
    for id, row in file.data.items():
        if isinstance(row, dict) and "id" in row:
            file.fault(
                (id, "id"),
                Text("{id}.id: unknown key", id=id),
                Text("delete it; the key above is the id"),
            )
        whole = {**row, "id": id} if isinstance(row, dict) else row
        value = validated(file, kind, whole, prefix=(id,), skip=("id",))
        if value is not None:
            table[id] = value
    return table


def _solids(park_file: YamlFile, path: Path, needed: bool) -> Solids:
    """The baked boxes. A missing file is a warning, unless a zone needs a baked model."""
    what = Text("the baked park has no {name}", name=path.name)
    try:
        rows = np.load(path, allow_pickle=False)
        if rows.dtype == SOLID:
            return Solids.of(rows)
        what = Text("{name} is of another format", name=path.name)
    except DAMAGED:
        pass  # reported below as a warning: a park without collision boxes can still be visited
    bake = Text("run `{start}`", start=start_line("bake"))
    plain = Text(
        "write `models: park`, or a file as `model:` of each zone; plain blocks stand there until then"
    )
    if needed or path.parent.name == BAKED_PARK:
        park_file.fault(("models",), what, bake if path.parent.name == BAKED_PARK else plain, warning=True)
    return Solids.none()


def baked_zones(park: Path) -> frozenset[str] | None:
    """The model names in a baked park; None if there is no such park."""
    try:
        chunks = read_json(Manifest, (park / "manifest.json").read_bytes()).chunks
    except DAMAGED:
        return None
    return frozenset(chunk.zone for chunk in chunks if chunk.zone and chunk.kind == "building")
