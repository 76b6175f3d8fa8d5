"""Checks a scene as an editor would: nothing left out, nothing too long, nothing out of the park."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..exhibits.kinds import KINDS
from .counting import characters, plain, words
from .faults import Fault, Said
from .load import Reading, read
from .model import LANGUAGES, Language, Park, Text, Zone
from .names import LINK
from .own_models import check_own_models
from .tour_check import check_tour
from .yaml_file import Key, YamlFile

LEAD_WORDS, LEAD_CHARACTERS = 25, 45
ARTICLE_WORDS, ARTICLE_CHARACTERS = (90, 160), (130, 330)
HAN = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` found in a scene."""

    folder: Path
    faults: tuple[Fault, ...]
    claims_told: int
    claims_expected: int
    zones: int
    texts: dict[Language, tuple[int, int]]  # language -> (there, expected)

    @property
    def errors(self) -> int:
        return sum(f.weight == "error" for f in self.faults)

    @property
    def warnings(self) -> int:
        return len(self.faults) - self.errors

    def share(self, language: Language) -> str:
        """How many of the texts there are in a language, rounded down: 100 only if none is missing."""
        there, expected = self.texts[language]
        return f"{100 * there // expected if expected else 0} %"

    def line(self, language: Language = "en") -> str:
        """The whole in one line."""
        if language == "zh":
            return (
                f"要点 {self.claims_told}/{self.claims_expected} · 区域 {self.zones} · "
                f"文本 英文 {self.share('en')} 中文 {self.share('zh')} · {self.errors} 处错误 · {self.warnings} 处提醒"
            )
        return (
            f"claims {self.claims_told}/{self.claims_expected} · zones {self.zones} · "
            f"texts en {self.share('en')} zh {self.share('zh')} · {self.errors} errors · {self.warnings} warnings"
        )

    def to_json(self) -> dict[str, Any]:
        """The same for machines."""
        return {
            "scene": str(self.folder),
            "claims": {"told": self.claims_told, "expected": self.claims_expected},
            "zones": self.zones,
            "texts": {k: {"there": a, "expected": b} for k, (a, b) in self.texts.items()},
            "errors": self.errors,
            "warnings": self.warnings,
            "faults": [
                {
                    "path": str(f.path),
                    "line": f.line,
                    "column": f.column,
                    "weight": f.weight,
                    "what": f.what.en,
                    "remedy": f.remedy.en,
                }
                for f in self.faults
            ],
        }


Inspector = Callable[[Reading, Park], None]
"""What notes faults of a park in the files it was read from."""


def check(folder: Path, assets: Path, *also: Inspector) -> Report:
    """Read a scene and check all of it.

    Parameters
    ----------
    also : checks of higher floors, such as how a camera flies between the stops of a tour.
    """
    reading = read(folder, assets, KINDS)
    if reading.park is not None:
        _Editor(reading, reading.park).check()
        for inspect in also:
            inspect(reading, reading.park)
    zones = [name for name in reading.files if name.startswith("zones/")]
    claims = reading.files["claims"].data if "claims" in reading.files else None
    frame = reading.files["park"].data if "park" in reading.files else None
    known = {name.removeprefix("zones/") for name in zones}
    told = (
        sum(isinstance(c, dict) and c.get("zone") in known for c in claims.values())
        if isinstance(claims, dict)
        else 0
    )
    expected = frame.get("claims_expected", 0) if isinstance(frame, dict) else 0
    texts = _count_texts(reading)
    return Report(
        folder, reading.faults, told, expected if isinstance(expected, int) else 0, len(zones), texts
    )


def _count_texts(reading: Reading) -> dict[Language, tuple[int, int]]:
    """Texts there are and texts there should be, from the files as written, broken ones included."""
    there: dict[Language, int] = dict.fromkeys(LANGUAGES, 0)
    expected = 0

    def walk(node: Any) -> None:
        nonlocal expected
        if isinstance(node, dict):
            if node and set(node) <= set(LANGUAGES):
                expected += 1
                for language in LANGUAGES:
                    value = node.get(language)
                    there[language] += isinstance(value, str) and bool(value.strip())
                return
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    for file in reading.files.values():
        walk(file.data)
    return {language: (there[language], expected) for language in LANGUAGES}


@dataclass(slots=True)
class _Editor:
    reading: Reading
    park: Park

    def check(self) -> None:
        self._claims()
        for zone in self.park.zones.values():
            file = self.reading.files[f"zones/{zone.id}"]
            self._lengths(file, zone)
            self._place(file, zone)
        for tour in self.park.tours.values():
            check_tour(self.reading.files[f"tours/{tour.id}"], tour)
        self._glossary()
        self._sources()
        check_own_models(self.reading.files, self.park)
        for file in self.reading.files.values():
            self._language(file, file.data, ())

    def _claims(self) -> None:
        file, park = self.reading.files["claims"], self.park
        for n in range(1, park.claims_expected + 1):
            if f"C{n:02d}" not in park.claims:
                file.fault(
                    (),
                    Said(f"C{n:02d} is not told", f"缺少要点C{n:02d}"),
                    Said("add it, with its home zone", "请补上，并指定讲述它的区域"),
                )
        for id in park.claims:
            if int(id[1:]) > park.claims_expected or id != f"C{int(id[1:]):02d}":
                file.fault(
                    (id,),
                    Said(f"{id} is not a statement of the briefing", f"简报中没有{id}"),
                    Said(
                        "remove it, or correct claims_expected in park.yaml",
                        "请删除，或修正park.yaml中的claims_expected",
                    ),
                )
        for zone in park.zones.values():
            if not park.claims_of(zone.id):
                self.reading.files[f"zones/{zone.id}"].fault(
                    (),
                    Said("tells no claim", "没有讲述任何要点"),
                    Said("give it at least one", "请至少分配一条"),
                    warning=True,
                )

    def _lengths(self, file: YamlFile, zone: Zone) -> None:
        def limit(place: tuple[Key, ...], count: int, low: int, high: int, unit: Said) -> None:
            if not low <= count <= high:
                name = ".".join(map(str, place))
                file.fault(
                    place,
                    Said(f"{name}: {count} {unit.en}", f"{name}：{count}{unit.zh}"),
                    Said(f"write {low} to {high}", f"请控制在{low}—{high}{unit.zh}"),
                    warning=True,
                )

        en, zh = Said("words", "词"), Said("characters", "字")
        limit(("lead", "en"), words(zone.lead.en), 4, LEAD_WORDS, en)
        limit(("lead", "zh"), characters(zone.lead.zh), 6, LEAD_CHARACTERS, zh)
        limit(("article", "en"), words(zone.article.en), *ARTICLE_WORDS, en)
        limit(("article", "zh"), characters(zone.article.zh), *ARTICLE_CHARACTERS, zh)

    def _place(self, file: YamlFile, zone: Zone) -> None:
        b = self.park.bounds
        for name, view in (("front", zone.views.front), ("exhibit", zone.views.exhibit)):
            x, y, z = view.pose.eye
            if not (
                b.low_m[0] <= x <= b.high_m[0] and b.low_m[1] <= y <= b.high_m[1] and 1.5 <= z <= b.ceiling_m
            ):
                file.fault(
                    ("views", name),
                    Said(
                        f"views.{name}: the camera stands outside the park", f"views.{name}：机位在园区之外"
                    ),
                    Said("shorten the distance or raise the elevation", "请缩短距离或抬高角度"),
                    warning=True,
                )
        x, y = zone.place.centre_m
        if not (b.low_m[0] <= x <= b.high_m[0] and b.low_m[1] <= y <= b.high_m[1]):
            file.fault(
                ("place", "centre_m"),
                Said("place.centre_m: outside the park", "place.centre_m：在园区之外"),
                Said("move it within `bounds` of park.yaml", "请移入park.yaml的bounds范围"),
            )

    def _glossary(self) -> None:
        file = self.reading.files["glossary"]
        for zone in self.park.zones.values():
            linked = {
                m[1]
                for text in (zone.lead, zone.article)
                for lang in LANGUAGES
                for m in LINK.finditer(text[lang])
            }
            for id in sorted(linked):
                if zone.id not in self.park.glossary[id].zones:
                    file.fault(
                        (id, "zones"),
                        Said(
                            f"{id}.zones: leaves out {zone.id!r}, which links to it",
                            f"{id}.zones：遗漏了引用它的{zone.id!r}",
                        ),
                        Said(f"add {zone.id}", f"请加入{zone.id}"),
                        warning=True,
                    )

    def _sources(self) -> None:
        zones = self.park.zones.values()
        used = {self.park.briefing} | {c.source for z in zones for c in z.beyond}
        used |= {source for z in zones if z.exhibit is not None for source in z.exhibit.sources}
        for id in self.park.sources:
            if id not in used:
                self.reading.files["sources"].fault(
                    (id,),
                    Said(f"{id}: no card and no exhibit uses this source", f"{id}：没有卡片或展项引用此来源"),
                    Said("remove it, or name it where it is used", "请删除，或在引用处注明"),
                    warning=True,
                )

    def _language(self, file: YamlFile, node: Any, place: tuple[Key, ...]) -> None:
        """Each language in its own script and punctuation."""
        if isinstance(node, dict):
            if set(node) == set(LANGUAGES):
                self._script(file, Text.model_validate(node), place)
            else:
                for key, value in node.items():
                    self._language(file, value, (*place, key))
        elif isinstance(node, list):
            for i, value in enumerate(node):
                self._language(file, value, (*place, i))

    def _script(self, file: YamlFile, text: Text, place: tuple[Key, ...]) -> None:
        name = ".".join(map(str, place))
        if not HAN.search(text.zh):
            file.fault(
                (*place, "zh"),
                Said(f"{name}.zh: no Chinese in it", f"{name}.zh：没有汉字"),
                Said("write the Chinese text", "请补写中文"),
                warning=True,
            )
        elif match := HALF_WIDTH.search(plain(text.zh)):
            file.fault(
                (*place, "zh"),
                Said(
                    f"{name}.zh: half-width punctuation at {match[0]!r}",
                    f"{name}.zh：“{match[0]}”处用了半角标点",
                ),
                Said("use ，；：？！", "请改用全角标点"),
                warning=True,
            )
