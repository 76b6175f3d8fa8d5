"""Checks a scene as an editor would: nothing left out, nothing too long, nothing out of the park."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.geometry import Vec3
from ..core.nearest import nearest
from ..exhibits.kinds import KINDS
from .counting import characters, plain, words
from .faults import Fault, Said, printable
from .load import Reading, baked_zones, names_file, read
from .model import LANGUAGES, Language, Park, Zone
from .names import LINK
from .own_models import check_own_models
from .tour_check import check_tour
from .yaml_file import Key, YamlFile, dotted

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
            en, zh = (self.share(each).replace(" ", "") for each in LANGUAGES)
            return (
                f"说法{self.claims_told}/{self.claims_expected} · 展区{self.zones} · 文本：英文{en}，"
                f"中文{zh} · {self.errors}处错误 · {self.warnings}处提醒"
            )
        return (
            f"claims {self.claims_told}/{self.claims_expected} · zones {self.zones} · "
            f"texts en {self.share('en')} zh {self.share('zh')} · "
            f"{_counted(self.errors, 'error')} · {_counted(self.warnings, 'warning')}"
        )

    def to_json(self) -> dict[str, Any]:
        """The same for machines."""
        return {
            "scene": printable(str(self.folder)),
            "claims": {"told": self.claims_told, "expected": self.claims_expected},
            "zones": self.zones,
            "texts": {k: {"there": a, "expected": b} for k, (a, b) in self.texts.items()},
            "errors": self.errors,
            "warnings": self.warnings,
            "faults": [fault.to_json() for fault in self.faults],
        }


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


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
        models = baked_zones(assets / reading.park.models)
        if models is not None:
            _baked(reading, reading.park, models)
        for inspect in also:
            inspect(reading, reading.park)
    known = {name.removeprefix("zones/") for name in reading.files if name.startswith("zones/")}
    claims, frame = (_group(reading, name) for name in ("claims", "park"))
    told = sum(isinstance(c, dict) and str(c.get("zone")) in known for c in claims.values())
    expected = frame.get("claims_expected")
    expected = expected if isinstance(expected, int) and not isinstance(expected, bool) else 0
    return Report(folder, reading.faults, told, expected, len(known), _count_texts(reading))


def _group(reading: Reading, name: str) -> dict[str, Any]:
    """What a file says as a group of keys; none if it says something else."""
    data = reading.files[name].data if name in reading.files else None
    return data if isinstance(data, dict) else {}


def _baked(reading: Reading, park: Park, models: frozenset[str]) -> None:
    """Note zones that ask for a baked model that is not there, or is another's already."""
    if models and not models & {zone.model for zone in park.zones.values()}:
        reading.files["park"].fault(
            ("models",),
            Said(
                f"models: no zone has a building of {park.models!r}; its ground stays dark where they would stand",
                f"models：没有展区使用{park.models!r}的建筑，原址只剩深色空地",
            ),
            Said(
                "write `models: none`; zones keep models of their own",
                "请写`models: none`，各展区自带的模型不受影响",
            ),
            warning=True,
        )
    owners: dict[str, str] = {}
    for zone in park.zones.values():
        owner = owners.setdefault(zone.model, zone.id)
        if not names_file(zone.model) and (zone.model not in models or owner != zone.id):
            near = nearest(zone.model, sorted(models - {other.model for other in park.zones.values()}), 6)
            reading.files[f"zones/{zone.id}"].fault(
                ("model",),
                Said(
                    f"model: no baked model {zone.model!r} is left; a plain block stands there",
                    f"model：没有可用的烘焙模型{zone.model!r}，暂以方块代替",
                ),
                Said(
                    f"name a file such as models/house.glb, or one of: {near or '-'}",
                    f"请写模型文件，如models/house.glb，或选用：{near or '-'}",
                ),
                warning=True,
            )


def _nested(value: Any) -> bool:
    return isinstance(value, dict | list)


def _count_texts(reading: Reading) -> dict[Language, tuple[int, int]]:
    """Texts there are and texts there should be, from the files as written, broken ones included."""
    there: dict[Language, int] = dict.fromkeys(LANGUAGES, 0)
    expected = 0

    def walk(node: Any) -> None:
        nonlocal expected
        if isinstance(node, dict):
            if node and set(node) <= set(LANGUAGES) and not any(_nested(v) for v in node.values()):
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
        due = [f"C{n:02d}" for n in range(1, park.claims_expected + 1)]
        missing = [id for id in due if id not in park.claims]
        if missing:
            few, more = ", ".join(missing[:5]), len(missing) - 5
            rest, rest_zh = (f" and {more} more", f"等{len(missing)}条") if more > 0 else ("", "")
            are = "is" if len(missing) == 1 else "are"
            file.fault(
                (),
                Said(f"{few}{rest} {are} missing", f"缺少说法{few}{rest_zh}"),
                Said(
                    "add each with its home zone, or correct claims_expected in park.yaml",
                    "请逐条补上并指定讲述它的展区，或修正park.yaml中的claims_expected",
                ),
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
        for zone in park.zones.values() if park.claims_expected else ():
            if not park.claims_of(zone.id):
                self.reading.files[f"zones/{zone.id}"].fault(
                    (),
                    Said("covers no statement of the briefing", "没有收录任何说法"),
                    Said("give it at least one", "请至少分配一条"),
                    warning=True,
                )

    def _lengths(self, file: YamlFile, zone: Zone) -> None:
        def limit(place: tuple[Key, ...], count: int, low: int, high: int, unit: Said) -> None:
            if not low <= count <= high:
                name = dotted(place)
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
        self._beside(file, ("place", "label_m"), zone.place.label_m)
        if zone.exhibit is not None:
            self._beside(file, ("exhibit", "centre_m"), zone.exhibit.centre_m)
        x, y = zone.place.centre_m
        if not (b.low_m[0] <= x <= b.high_m[0] and b.low_m[1] <= y <= b.high_m[1]):
            file.fault(
                ("place", "centre_m"),
                Said("place.centre_m: outside the park", "place.centre_m：在园区之外"),
                Said("move it within `bounds` of park.yaml", "请移入park.yaml的bounds范围"),
            )

    def _beside(self, file: YamlFile, place: tuple[Key, ...], point: Vec3) -> None:
        """Note what stands where no camera goes: nobody would see it."""
        low, high = self.park.bounds.low_m, self.park.bounds.high_m
        x, y, z = point
        if not (low[0] <= x <= high[0] and low[1] <= y <= high[1] and 0 <= z <= self.park.bounds.ceiling_m):
            name = dotted(place)
            file.fault(
                place,
                Said(f"{name}: outside the park, where nobody sees it", f"{name}：在园区之外，无人能看到"),
                Said("move it within `bounds` of park.yaml", "请移入park.yaml的bounds范围"),
                warning=True,
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
                if id in self.park.glossary and zone.id not in self.park.glossary[id].zones:
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
            if set(node) == set(LANGUAGES) and not any(_nested(v) for v in node.values()):
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
                Said(f"{name}.zh: no Chinese in it", f"{name}.zh：没有汉字"),
                Said("write the Chinese text", "请补写中文"),
                warning=True,
            )
        elif match := HALF_WIDTH.search(plain(zh)):
            file.fault(
                (*place, "zh"),
                Said(
                    f"{name}.zh: half-width punctuation at {match[0]!r}",
                    f"{name}.zh：“{match[0]}”处用了半角标点",
                ),
                Said("use ，；：？！", "请改用全角标点"),
                warning=True,
            )
