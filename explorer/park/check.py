"""Checks a scene as an editor would: nothing missing, too long or outside the park."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..base.geometry import Vec3
from ..base.names import nearest
from ..exhibits.kinds import KINDS
from ..i18n import Listed, Text, is_cjk, language_named, tr
from .at_work import check_pictures
from .checks.gallery import check_galleries
from .checks.models import names_file
from .checks.names import LINK, check_notes
from .checks.reading_times import characters, check_tour, plain, words
from .checks.standing import check_map_credit, check_standing
from .faults import Fault, printable
from .growing import BAKE, has_old_bake
from .load import Edited, Reading, baked_zones, read
from .model import Language, Park, Zone
from .own_models import check_own_models
from .schema import ADD_TEXT
from .yaml_file import Key, YamlFile, dotted

LEAD_WORDS, LEAD_CHARACTERS = 25, 45
ARTICLE_WORDS, ARTICLE_CHARACTERS = (90, 160), (130, 330)
SHORT_WORDS, SHORT_CHARACTERS = 15, 20
"""Shortest article allowed in a scene that covers no document."""
HAN = re.compile(r"[\u4e00-\u9fff]")
MOST_UNTRANSLATED = 10
"""Most missing texts of one language that a list of faults names one by one."""
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Report:
    """Result of `check` on a scene."""

    folder: Path
    faults: tuple[Fault, ...]
    claims_placed: int
    claims_expected: int
    zones: int
    texts: dict[Language, tuple[int, int]]  # language -> (existing, expected)
    listed: tuple[Fault, ...] = ()  # the faults; many missing texts of a language are one

    @property
    def errors(self) -> int:
        return sum(f.weight == "error" for f in self.faults)

    @property
    def warnings(self) -> int:
        return len(self.faults) - self.errors

    def percent(self, language: Language) -> int:
        """Percentage of texts that exist in a language, rounded down: 100 only if all exist."""
        there, expected = self.texts[language]
        return 100 * there // expected if expected else 0

    def line(self, language: Language = "en") -> str:
        """A summary in one line."""
        texts = tuple(
            Text("{code} {percent} %", code=code, percent=self.percent(code), language=language_named(code))
            for code in self.texts
        )
        claims = Text(
            "claims {placed}/{expected} · ", placed=self.claims_placed, expected=self.claims_expected
        )
        message = Text(
            "{claims}zones {zones} · texts {texts} · {errors} · {warnings}",
            claims=claims if self.claims_expected or self.claims_placed else "",
            zones=self.zones,
            texts=Listed(texts, Text(" ", context="between languages")),
            errors=Text("{count} error", "{count} errors", count=self.errors),
            warnings=Text("{count} warning", "{count} warnings", count=self.warnings),
        )
        return tr(message, language)

    def to_json(self) -> dict[str, Any]:
        """The report as plain JSON data."""
        return {
            "scene": printable(str(self.folder)),
            "claims": {"told": self.claims_placed, "expected": self.claims_expected},
            "zones": self.zones,
            "texts": {k: {"there": a, "expected": b} for k, (a, b) in self.texts.items()},
            "errors": self.errors,
            "warnings": self.warnings,
            "faults": [fault.to_json() for fault in self.faults],
        }


Inspector = Callable[[Reading, Park], None]
"""Notes faults of a park in the files it was read from."""


def check(
    folder: Path, assets: Path, *also: Inspector, edited: Edited | None = None, light_later: bool = False
) -> Report:
    """Read a scene and check all of it.

    Parameters
    ----------
    also : checks of higher rooms, such as camera flights between the stops of a tour.
    edited : unsaved contents that replace files, by name.
    light_later : whether a grown park may come in plain light first.
    """
    reading = read(folder, assets, KINDS, edited, light_later=light_later)
    if reading.park is not None:
        _Editor(reading, reading.park).check()
        if reading.park.grown is not None and has_old_bake(reading.park.grown, folder):
            reading.files["park"].fault(
                ("site",),
                Text("the bake in {folder} is old: it is not used, and light is made at load", folder=BAKE),
                Text("run `bake --scene` on the scene again, or delete the folder"),
                warning=True,
            )
        models = baked_zones(reading.park.grown or assets / reading.park.models)
        if models is not None:
            _baked(reading, reading.park, models)
        for inspect in also:
            inspect(reading, reading.park)
    known = {name.removeprefix("zones/") for name in reading.files if name.startswith("zones/")}
    claims, frame = (_group(reading, name) for name in ("claims", "park"))
    placed = sum(isinstance(c, dict) and str(c.get("zone")) in known for c in claims.values())
    expected = frame.get("claims_expected")
    expected = expected if isinstance(expected, int) and not isinstance(expected, bool) else 0
    texts = _count_texts(reading)
    return Report(folder, reading.faults, placed, expected, len(known), texts, _listed(reading, texts))


def _group(reading: Reading, name: str) -> dict[str, Any]:
    """The group of keys in a file; empty if it holds something else."""
    data = reading.files[name].data if name in reading.files else None
    return data if isinstance(data, dict) else {}


def _baked(reading: Reading, park: Park, models: frozenset[str]) -> None:
    """Note zones whose baked model is missing or already used by another zone."""
    if models and not models & {zone.model for zone in park.zones.values()}:
        reading.files["park"].fault(
            ("models",),
            Text(
                "models: no zone has a building of {models!r}; its ground stays dark where they would stand",
                models=park.models,
            ),
            Text("write `models: none`; zones keep models of their own"),
            warning=True,
        )
    owners: dict[str, str] = {}
    for zone in park.zones.values():
        if zone.model is None:
            continue
        owner = owners.setdefault(zone.model, zone.id)
        if not names_file(zone.model) and (zone.model not in models or owner != zone.id):
            near = nearest(
                zone.model, sorted(models - {other.model or "" for other in park.zones.values()}), 6
            )
            reading.files[f"zones/{zone.id}"].fault(
                ("model",),
                Text("model: no baked model {model!r} is left; a plain block stands there", model=zone.model),
                Text("name a file such as models/house.glb, or one of: {near}", near=near or "-"),
                warning=True,
            )


def _listed(reading: Reading, texts: dict[Language, tuple[int, int]]) -> tuple[Fault, ...]:
    if (park := reading.files.get("park")) is None:
        return reading.faults
    missing = {
        code: expected - there
        for code, (there, expected) in texts.items()
        if expected - there > MOST_UNTRANSLATED
    }
    lines = [
        Fault(
            park.path,
            *park.where(("languages",)),
            Text("{count} texts are missing in {language}", count=count, language=language_named(code)),
            Text(
                "`texts --export texts.xlsx --languages {code}` writes a sheet for translators; `check --all` lists them",
                code=code,
            ),
        )
        for code, count in missing.items()
    ]
    one_by_one = {ADD_TEXT.having(code=code) for code in missing}
    return (*lines, *(fault for fault in reading.faults if fault.remedy not in one_by_one))


def _nested(value: Any) -> bool:
    return isinstance(value, dict | list)


def _count_texts(reading: Reading) -> dict[Language, tuple[int, int]]:
    """Existing and expected texts, counted in the files as written, broken ones included."""
    there: dict[Language, int] = dict.fromkeys(reading.languages, 0)
    expected = 0

    def walk(file: YamlFile, node: Any, place: tuple[Key, ...]) -> None:
        nonlocal expected
        if not file.holds(place):
            return  # filled in: letters from the title
        if isinstance(node, dict):
            if node and set(node) <= set(reading.languages) and not any(_nested(v) for v in node.values()):
                expected += 1
                for language in reading.languages:
                    value = node.get(language)
                    there[language] += isinstance(value, str) and bool(value.strip())
                return
            for key, value in node.items():
                walk(file, value, (*place, key))
        elif isinstance(node, list):
            for number, value in enumerate(node):
                walk(file, value, (*place, number))

    for file in reading.files.values():
        walk(file, file.data, ())
    return {language: (there[language], expected) for language in reading.languages}


@dataclass(slots=True)
class _Editor:
    reading: Reading
    park: Park

    def check(self) -> None:
        self._claims()
        self._districts()
        for zone in self.park.zones.values():
            file = self.reading.files[f"zones/{zone.id}"]
            self._lengths(file, zone)
            self._place(file, zone)
        check_standing(self.reading.files, self.park)
        check_map_credit(self.reading.files, self.park)
        for file, tour in self.reading.written_tours(self.park):
            check_tour(file, tour)
        self._glossary()
        self._sources()
        check_own_models(self.reading.files, self.park)
        check_galleries(self.reading.files, self.park)
        check_pictures(self.reading.files, self.park)
        check_notes(self.reading.files, self.park)
        for file in self.reading.files.values():
            self._language(file, file.data, ())

    def _claims(self) -> None:
        park = self.park
        file = self.reading.files.get("claims", self.reading.files["park"])
        due = [f"C{n:02d}" for n in range(1, park.claims_expected + 1)]
        missing = [id for id in due if id not in park.claims]
        if missing:
            count, few = len(missing), ", ".join(missing[:5])
            file.fault(
                (),
                Text("{few} and {more} more are missing", few=few, more=count - 5, count=count)
                if count > 5
                else Text("{few} is missing", "{few} are missing", few=few, count=count),
                Text("add each with its home zone, or correct claims_expected in park.yaml"),
            )
        for id in park.claims:
            if int(id[1:]) > park.claims_expected or id != f"C{int(id[1:]):02d}":
                file.fault(
                    (id,),
                    Text(
                        "{id} is none of the {count} statements expected", id=id, count=park.claims_expected
                    ),
                    Text("remove it, or correct claims_expected in park.yaml"),
                )
        for zone in park.zones.values() if park.claims_expected else ():
            if not park.claims_of(zone.id):
                self.reading.files[f"zones/{zone.id}"].fault(
                    (),
                    Text("covers no statement"),
                    Text("give it at least one"),
                    warning=True,
                )

    def _districts(self) -> None:
        settled = self.park.settled_districts
        for index, district in enumerate(self.park.districts):
            if district not in settled:
                self.reading.files["park"].fault(
                    ("districts", index),
                    Text("districts: no zone stands in {id!r}; lists leave it out", id=district.id),
                    Text("write `district: {id}` in a zone of it, or remove it", id=district.id),
                    warning=True,
                )

    def _lengths(self, file: YamlFile, zone: Zone) -> None:
        def limit(place: tuple[Key, ...], count: int, low: int, high: int, of: str) -> None:
            if not low <= count <= high:
                name = dotted(place)
                file.fault(
                    place,
                    Text("{name}: {count} words", name=name, count=count)
                    if of == "words"
                    else Text("{name}: {count} characters", name=name, count=count),
                    Text("write {low} to {high}", context="words", low=low, high=high)
                    if of == "words"
                    else Text("write {low} to {high}", context="characters", low=low, high=high),
                    warning=True,
                )

        covers = self.park.claims_expected > 0
        least_words = ARTICLE_WORDS[0] if covers else SHORT_WORDS
        least_characters = ARTICLE_CHARACTERS[0] if covers else SHORT_CHARACTERS
        for language in self.park.languages:
            lead, article = zone.lead[language], zone.article[language]
            if is_cjk(language):
                limit(("lead", language), characters(lead), 6, LEAD_CHARACTERS, "characters")
                limit(
                    ("article", language),
                    characters(article),
                    least_characters,
                    ARTICLE_CHARACTERS[1],
                    "characters",
                )
            else:
                limit(("lead", language), words(lead), 4, LEAD_WORDS, "words")
                limit(("article", language), words(article), least_words, ARTICLE_WORDS[1], "words")

    def _place(self, file: YamlFile, zone: Zone) -> None:
        b = self.park.bounds
        for name, view in (("front", zone.views.front), ("exhibit", zone.views.exhibit)):
            x, y, z = view.pose.eye
            if not (
                b.low_m[0] <= x <= b.high_m[0] and b.low_m[1] <= y <= b.high_m[1] and 1.5 <= z <= b.ceiling_m
            ):
                file.fault(
                    ("views", name),
                    Text("views.{name}: the camera stands outside the park", name=name),
                    Text("shorten the distance or raise the elevation"),
                    warning=True,
                )
        self._beside(file, ("place", "label_m"), zone.place.label_m)
        if zone.exhibit is not None:
            self._beside(file, ("exhibit", "centre_m"), zone.exhibit.centre_m)

    def _beside(self, file: YamlFile, place: tuple[Key, ...], point: Vec3) -> None:
        """Note things that no camera reaches, so that they would never be seen."""
        low, high = self.park.bounds.low_m, self.park.bounds.high_m
        x, y, z = point
        if not (low[0] <= x <= high[0] and low[1] <= y <= high[1] and 0 <= z <= self.park.bounds.ceiling_m):
            name = dotted(place)
            file.fault(
                place,
                Text("{name}: outside the park, where nobody sees it", name=name),
                Text("move it within `bounds` of park.yaml"),
                warning=True,
            )

    def _glossary(self) -> None:
        if not self.park.glossary:
            return
        file = self.reading.files["glossary"]
        for zone in self.park.zones.values():
            linked = {
                m[1]
                for text in (zone.lead, zone.article)
                for language in text.languages
                for m in LINK.finditer(text[language])
            }
            for id in sorted(linked):
                if id in self.park.glossary and zone.id not in self.park.glossary[id].zones:
                    file.fault(
                        (id, "zones"),
                        Text("{id}.zones: leaves out {id2!r}, which links to it", id=id, id2=zone.id),
                        Text("add {id}", id=zone.id),
                        warning=True,
                    )

    def _sources(self) -> None:
        zones = self.park.zones.values()
        used = {self.park.briefing or ""} | {c.source for z in zones for c in z.beyond}
        used |= {source for z in zones if z.exhibit is not None for source in z.exhibit.sources}
        for id in self.park.sources:
            if id not in used:
                self.reading.files["sources"].fault(
                    (id,),
                    Text("{id}: no card and no exhibit uses this source", id=id),
                    Text("remove it, or name it where it is used"),
                    warning=True,
                )

    def _language(self, file: YamlFile, node: Any, place: tuple[Key, ...]) -> None:
        """Check that each language uses its own script and punctuation."""
        if isinstance(node, dict):
            if set(node) == set(file.languages) and not any(_nested(v) for v in node.values()):
                if "zh" in node:
                    self._script(file, node["zh"], place)
            else:
                for key, value in node.items():
                    self._language(file, value, (*place, key))
        elif isinstance(node, list):
            for i, value in enumerate(node):
                self._language(file, value, (*place, i))

    def _script(self, file: YamlFile, zh: str, place: tuple[Key, ...]) -> None:
        name = dotted(place)
        if not HAN.search(zh):
            file.fault(
                (*place, "zh"),
                Text("{name}.zh: no Chinese in it", name=name),
                Text("write the Chinese text"),
                warning=True,
            )
        elif match := HALF_WIDTH.search(plain(zh)):
            file.fault(
                (*place, "zh"),
                Text("{name}.zh: half-width punctuation at {match!r}", name=name, match=match[0]),
                Text("use ，；：？！"),
                warning=True,
            )
