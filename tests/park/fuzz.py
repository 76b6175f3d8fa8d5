"""Breaks small cuts of both scenes in many ways and checks them: `python -m tests.park.fuzz --mutants 10000 --seed 1`.

`mini` is cut from the park that is shipped, `tiny` from `pumps`: a park that is grown, with a table, a formula, a gallery and a
brand, whose files are broken as well. A mutant fails if checking it raises, takes too much work or a gigabyte, or tells a fault
without its place or without a remedy; or if a picture that was accepted cannot be decoded without that. The same seed and number
make the same mutant: `--only 4711` makes that one alone and keeps it. `-o FOLDER` writes the counts.
"""

from __future__ import annotations

import argparse
import copy
import gc
import json
import os
import re
import shutil
import signal
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

import explorer.park.load as loading
from explorer.base.bootstrap import ROOT
from explorer.build.grown import grown
from explorer.exhibits.sheets.gallery import GalleryExhibit
from explorer.i18n import tr
from explorer.park.check import Report, check
from explorer.park.model import Park
from explorer.park.tour import webvtt
from explorer.park.yaml_file import MOST_FAULTS, YamlFile, read_yaml
from explorer.shell.pictures.pictures import decoded
from explorer.shell.style import logo
from explorer.visit.tour.check import check_tours

from . import broken_files as broken
from .broken_files import NUMBERS, Files, Mutation, dumped, put

ASSETS = ROOT / "assets"
CPU_S, WALL_S = 10, 120
"""Work, and time with waiting, that checking one mutant may take; a busy machine makes others wait."""
GROWN_CPU_S = 20
"""The same work where ground and buildings have to be made."""
MOST_BYTES = 1_000_000_000
MOST_KNOWN_BYTES = 1_000_000
"""A larger file is none of the small scene."""
PLACE = re.compile(r".+:[1-9]\d*:[1-9]\d*: .+(: |。).+", re.DOTALL)

LINK = re.compile(r"\[\[([^\]|]+)\|([^\]|]+)\]\]")
WITHIN = QSize(320, 180)

TOKENS = (
    "!!bool abc", "!!python/object:os.system {}", "!!binary x", "!!set {a, b}", "!foo bar", "*a", "&a [*a]", "<<: *a",
    '"\\x1b[31m\\a"', '"\\0"', '"\\u202e"', "[[nowhere|word]]", "[[", '"[[a|]]"', "'", '"', ": ", "- ", "\t", "#", "|\n",
    "? [a, b]\n: c", "---\n", "...\n", "%YAML 9.9\n", "\x00", "\x85", "\ufeff", "\u2028", "{" * 300, "[" * 3000,
    "<b>bold</b>", "**", "x" * 300, "字" * 3000, "x" * 30_000, "a b " * 6000, "= 1", "yes", "[]", "{}", "-->",
)  # fmt: skip
MODELS = (
    "models/a.glb", "models/b.glb", "models/loop.glb", "models/folder.glb", "models/pipe.glb", "../a.glb", "/etc/passwd",
    "nobody", "m/" + "x" * 300 + ".glb", "./" + "字" * 90 + ".glb", '"a\\0.glb"', "a:b", ".", "models/a.txt", "泵.obj", "~/a.glb",
)  # fmt: skip


# ---- the scenes that are broken


@dataclass(frozen=True, slots=True)
class Cut:
    """Some zones of a scene that is shipped."""

    scene: str
    zones: tuple[str, ...]
    cpu_s: float = CPU_S

    def kept(self, zones: list[str]) -> list[str]:
        return [zone for zone in zones if zone in self.zones]

    def plan(self, plan: Files) -> Files:
        """The plan with these zones alone."""
        for measure in plan["measures"]:
            measure["halls"] = self.kept(measure["halls"])
        ways = {hall: corners for hall, corners in plan["ways"].items() if hall in self.zones}
        return plan | {"elsewhere": [], "ways": ways, "events": plan["events"][:4]}


MINI = Cut("metaverse", ("content", "twinlib", "line", "net"))
TINY = Cut("pumps", ("showroom", "tower", "water-world"), GROWN_CPU_S)


def small_scene(folder: Path, cut: Cut = MINI) -> tuple[Path, Files]:
    """Some zones of a scene, with what belongs to them; nothing is wrong with it. Also what its files say."""
    shipped, kept = ROOT / "scenes" / cut.scene, cut.kept
    tree = {
        path.relative_to(shipped).with_suffix("").as_posix(): yaml.load(
            path.read_text("utf-8"), yaml.CSafeLoader
        )
        for path in sorted(shipped.rglob("*.yaml"))
    }
    park = tree["park"]
    park["walk"] = list(cut.zones)
    renamed: dict[str, str] = {}
    if "claims" in tree:
        claims = {id: c for id, c in tree["claims"].items() if c["zone"] in cut.zones}
        renamed = {id: f"C{n:02d}" for n, id in enumerate(claims, start=1)}
        for claim in claims.values():
            claim["also"] = kept(claim.get("also", []))
        tree["claims"] = {renamed[id]: claim for id, claim in claims.items()}
        park["claims_expected"] = len(claims)
        park["thread"]["stops"] = [stop for stop in park["thread"]["stops"] if stop["zone"] in cut.zones]
        tree["plan"] = cut.plan(tree["plan"])
    terms = {id: t for id, t in tree["glossary"].items() if kept(t["zones"])}
    tree["glossary"] = {id: {**term, "zones": kept(term["zones"])} for id, term in terms.items()}
    asked = {}
    for id, question in tree["quiz"].items():
        covered = question.get("claims", [])
        if kept(question["zones"]) == question["zones"] and set(covered) <= renamed.keys():
            asked[id] = {**question, **({"claims": [renamed[c] for c in covered]} if covered else {})}
    tree["quiz"] = asked
    for name in list(tree):
        kind, _, id = name.partition("/")
        if kind == "zones" and id not in cut.zones:
            del tree[name]
        elif kind == "zones":
            tree[name]["related"] = [r for r in tree[name].get("related", []) if r["zone"] in cut.zones]
            for text in (tree[name]["lead"], tree[name]["article"]):
                for language, words in text.items():
                    text[language] = LINK.sub(lambda m: m[0] if m[1] in terms else m[2], words)
        elif kind == "tours":
            stops = [s for s in tree[name]["stops"] if s.get("zone", cut.zones[0]) in cut.zones]
            for stop in stops:
                stop["quiz"] = [q for q in stop.get("quiz", []) if q in asked]
                stop["acts"] = [a for a in stop.get("acts", []) if a.get("point", cut.zones[0]) in cut.zones]
            tree[name]["stops"] = stops[:4]
    for name, data in tree.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dumped(data), "utf-8")
    for part in ("brand", "data", "media"):
        if (shipped / part).is_dir():
            shutil.copytree(shipped / part, folder / part)
    return folder, tree


# ---- ways to break it


def _places(node: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield place
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in pairs:
        yield from _places(value, (*place, key))


def _at(node: Any, place: tuple[Any, ...]) -> Any:
    for key in place:
        node = node[key]
    return node


def _picked(random: Random, files: Files, wanted: Callable[[Any], bool]) -> tuple[str, Any, tuple[Any, ...]]:
    """A file, a copy of what it says, and a place in it where something stands as wanted."""
    while True:
        name = random.choice(sorted(files))
        data = copy.deepcopy(files[name])
        places = [place for place in _places(data) if place and wanted(_at(data, place))]
        if places:
            return name, data, random.choice(places)


def number(random: Random, folder: Path, files: Files) -> str:
    name, data, place = _picked(random, files, lambda v: isinstance(v, int | float))
    return put(folder, name, data, place, random.choice(NUMBERS))


def value(random: Random, folder: Path, files: Files) -> str:
    name, data, place = _picked(random, files, lambda v: True)
    return put(folder, name, data, place, random.choice(TOKENS + NUMBERS))


def identity(random: Random, folder: Path, files: Files) -> str:
    """A name that leads nowhere, or elsewhere."""
    name, data, place = _picked(
        random, files, lambda v: isinstance(v, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,40}", v) is not None
    )
    old = _at(data, place)
    at = random.randrange(len(old))
    new = random.choice((
        old[:at] + random.choice("aeiouxyz-_ X字") + old[at + 1 :], old[:at] + old[at:] * 2, old.upper(), old * 40, "",
        random.choice(MINI.zones), random.choice(sorted(data)) if isinstance(data, dict) else old, "C01", "en", "zh",
    ))  # fmt: skip
    return put(folder, name, data, place, json.dumps(new, ensure_ascii=False))


def model(random: Random, folder: Path, files: Files) -> str:
    (folder / "models").mkdir()
    (folder / "models" / "a.glb").write_bytes(b"glTF" + random.randbytes(random.choice((0, 8, 400))))
    (folder / "models" / "folder.glb").mkdir()
    with suppress(OSError, AttributeError, NotImplementedError):
        (folder / "models" / "loop.glb").symlink_to("loop.glb")
        os.mkfifo(folder / "models" / "pipe.glb")
    name = random.choice([name for name in sorted(files) if name.startswith("zones/")])
    return put(folder, name, copy.deepcopy(files[name]), ("model",), random.choice(MODELS))


def tree(random: Random, folder: Path, files: Files) -> str:
    """Something is missing, doubled, renamed, moved, or much too often there."""
    name, data, place = _picked(random, files, lambda v: True)
    parent, key = _at(data, place[:-1]), place[-1]
    how = random.choice(("delete", "rename", "swap", "repeat", "crowd", "ids", "wrap", "add"))
    match how:
        case "delete":
            del parent[key]
        case "rename" if isinstance(parent, dict):
            parent[
                random.choice((f"{key}s", str(key)[1:], "id", "en", 1, None, True, "\x1b[31m", "x" * 3000))
            ] = parent.pop(key)
        case "swap":
            other = random.choice([p for p in _places(data) if p])
            parent[key] = copy.deepcopy(_at(data, other))
        case "repeat" if isinstance(parent, list):
            parent += [copy.deepcopy(parent[key])] * random.choice((1, 60, 501, 3000))
        case "crowd" if isinstance(parent, dict):
            parent |= {f"k{i}": parent[key] for i in range(random.choice((10, 200, 3000)))}
        case "ids":
            parent[key] = {
                id: copy.deepcopy(parent[key]) for id in random.choice((("en", "zh"), ("en",), ("zh", "id")))
            }
        case "wrap":
            for _ in range(random.choice((1, 2, 60))):
                parent[key] = random.choice(([parent[key]], {"a": parent[key]}))
        case _ if isinstance(parent, dict):
            parent[random.choice(("note", "icom", "stop", "pres", "turn", "id"))] = random.choice(
                (1, "a", [], {}, None)
            )
    text = _unaliased(data)
    (folder / f"{name}.yaml").write_text(text, "utf-8")
    return f"{name}: {how} {'.'.join(map(str, place))}"


class _NoAlias(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _unaliased(data: Any) -> str:
    return str(yaml.dump(data, Dumper=_NoAlias, allow_unicode=True, sort_keys=False, width=120))


def text(random: Random, folder: Path, files: Files) -> str:
    """Slips of a hand, a knife or a disk in the bytes of a file."""
    path = folder / f"{random.choice(sorted(files))}.yaml"
    old = path.read_text("utf-8")
    reported = path.name
    for _ in range(random.choice((1, 1, 1, 3))):
        at, size = random.randrange(len(old) + 1), random.choice((1, 1, 2, 5, 40, 1000))
        how = random.choice(("cut", "double", "insert", "replace", "end", "indent", "line", "flip"))
        reported += f" {how}@{at}"
        match how:
            case "cut":
                old = old[:at] + old[at + size :]
            case "double":
                old = old[: at + size] + old[at:]
            case "insert":
                old = old[:at] + random.choice(TOKENS) + old[at:]
            case "replace":
                old = old[:at] + random.choice(":-[]{}'\"|>&*!%@`#,? \n\t\\0aé字\x07") + old[at + 1 :]
            case "end":
                old = old[:at]
            case "flip":
                lines = old.split("\n")
                random.shuffle(lines)
                old = "\n".join(lines)
            case _:
                lines = old.split("\n")
                n = random.randrange(len(lines))
                lines[n : n + 1] = [" " + lines[n]] if how == "indent" else []
                old = "\n".join(lines)
    path.write_bytes(old.encode(random.choice(("utf-8",) * 12 + ("utf-16", "gb18030", "latin-1")), "replace"))
    return reported


def disk(random: Random, folder: Path, files: Files) -> str:
    """What lies there is no file, or another one, or too many."""
    path = folder / f"{random.choice(sorted(files))}.yaml"
    how = random.choice((
        "delete", "folder", "pipe", "loop", "dangling", "outside", "device", "empty", "binary", "big", "dense", "yml", "swap",
        "odd name", "many zones", "many tours", "no zones", "zones is a file", "park.yml", "hidden", "rows",
    ))  # fmt: skip
    if how not in ("swap", "many zones", "many tours", "odd name", "hidden"):
        path.unlink()
    match how:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "loop":
            path.symlink_to(path.name)
        case "dangling":
            path.symlink_to("nothing.yaml")
        case "outside":
            path.symlink_to("/etc/passwd")
        case "device":
            path.symlink_to("/dev/zero")
        case "empty":
            path.write_text(random.choice(("", "\n", "# nothing", "~", "{}", "[]", "a", "---")), "utf-8")
        case "binary":
            path.write_bytes(random.randbytes(3000))
        case "big":
            path.write_text("a: " + "x" * 1_200_000, "utf-8")
        case "dense":
            rows = {
                "list": "[" + "a," * 490_000 + "]",
                "lists": "[" + "[]," * 300_000 + "]",
                "keys": "\n".join(f"k{i}: {i}" for i in range(70_000)),
                "walk": "walk: [" + "net," * 50_000 + "]",
                "deep": "[" * 990 + "]" * 990,
                "texts": "\n".join(f"k{i}: {{en: a, zh: 字}}" for i in range(1900)),
            }
            path.write_text(random.choice(sorted(rows.values())), "utf-8")
        case "rows":
            path.write_text(
                "a-b: {en: [1], zh: {a: 1}}\nen: {en: a}\nzh: 3\nstops: [[], {}, 1, {id: a}]\n", "utf-8"
            )
        case "yml":
            path.with_suffix(random.choice((".yml", ".YAML", ".yaml.txt"))).write_text("a: 1", "utf-8")
        case "swap":
            other = folder / f"{random.choice(sorted(files))}.yaml"
            path.write_text(other.read_text("utf-8"), "utf-8")
        case "odd name":
            name = random.choice(
                ("Net.yaml", "a b.yaml", "字.yaml", "\x1b[31m.yaml", "x" * 80 + ".yaml", "-.yaml", "en.yaml")
            )
            (folder / random.choice(("zones", "tours")) / name).write_text(path.read_text("utf-8"), "utf-8")
        case "many zones":
            zone = next((folder / "zones").glob("*.yaml")).read_text("utf-8")
            for n in range(random.choice((30, 120))):
                (folder / "zones" / f"z{n}.yaml").write_text(zone, "utf-8")
        case "many tours":
            tour = (folder / "tours" / "show.yaml").read_text("utf-8")
            for n in range(random.choice((3, 40))):
                (folder / "tours" / f"t{n}.yaml").write_text(tour, "utf-8")
        case "no zones":
            shutil.rmtree(folder / "zones")
        case "zones is a file":
            shutil.rmtree(folder / "zones")
            (folder / "zones").write_text("a: 1", "utf-8")
        case "park.yml":
            (folder / "park.yaml").unlink(missing_ok=True)
            (folder / "park.yml").write_text("a: 1", "utf-8")
        case "hidden":
            (folder / "zones" / "._line.yaml").write_bytes(b"\x00\x05\x16\x07")
    return f"{path.relative_to(folder)}: {how}"


MUTATIONS: tuple[Mutation, ...] = (
    text, text, text, tree, tree, value, value, number, number, identity, model, disk,
)  # fmt: skip
OF_FILES: tuple[Mutation, ...] = (
    *MUTATIONS, number, value, broken.table, broken.table, broken.formula, broken.formula, broken.gallery, broken.gallery,
    broken.gallery, broken.ground, broken.ground, broken.brand,
)  # fmt: skip


# ---- the judge


class Hang(BaseException):
    """Checking took too long."""


@contextmanager
def limited(cpu_s: float) -> Iterator[None]:
    """Raises Hang in the main thread after so much work, or so much time."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return

    def stop(*_: object) -> None:
        raise Hang

    alarms = ((signal.SIGPROF, signal.ITIMER_PROF, cpu_s), (signal.SIGALRM, signal.ITIMER_REAL, WALL_S))
    before = [signal.signal(number, stop) for number, _, _ in alarms]
    collects = gc.isenabled()
    gc.disable()  # what is raised in a callback of the collector is lost
    for _, timer, limit_s in alarms:
        signal.setitimer(timer, limit_s)
    try:
        yield
    finally:
        if collects:
            gc.enable()
        for (number, timer, _), handler in zip(alarms, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


@contextmanager
def unbroken_read_once(scene: Path) -> Iterator[None]:
    """The files that a mutant has as they were are not parsed again for each of them: that was a third of all work."""
    unbroken: dict[tuple[str, bytes], YamlFile] = {}
    for path in scene.rglob("*.yaml"):
        if not (file := read_yaml(path, scene)).faults:
            unbroken[path.name, path.read_bytes()] = file

    def read(path: Path, folder: Path) -> YamlFile:
        file = None
        if path.is_file() and not path.is_symlink() and path.stat().st_size < MOST_KNOWN_BYTES:
            with suppress(OSError):
                file = unbroken.get((path.name, path.read_bytes()))
        return read_yaml(path, folder) if file is None else file.as_read(path)

    loading.read_yaml = read  # type: ignore[attr-defined]
    try:
        yield
    finally:
        loading.read_yaml = read_yaml  # type: ignore[attr-defined]


def wrong_with(report: Report) -> str | None:
    """What a person could not use in a report; None if all is well."""
    json.dumps(report.to_json(), ensure_ascii=False).encode("utf-8")
    for fault in report.faults:
        for language in ("en", "zh"):
            reported = fault.as_text(language)
            if not PLACE.fullmatch(reported) or not reported.isprintable() or len(reported) > 1000:
                return f"not a place, a fault and a remedy: {reported!r}"
        if "compare with" in tr(fault.remedy, "en"):
            return f"a remedy that does not help: {fault.as_text()!r}"
    path, count = (
        Counter(fault.path for fault in report.faults).most_common(1)[0] if report.faults else ("", 0)
    )
    if count > 2 * (MOST_FAULTS + 1):
        return f"{count} faults in {path}: who is to read them"
    return None


def judged(folder: Path, cpu_s: float = CPU_S) -> tuple[str, str | None]:
    """How a scene was judged, and what is wrong with that."""
    parks: list[Park] = []
    try:
        with limited(cpu_s):
            report = check(folder, ASSETS, check_tours, lambda _, park: parks.append(park), light_later=True)
            for park in parks:
                for tour in park.tours.values():
                    webvtt(tour, "en")
                _decode(park)
    except Hang:
        return "hang", f"more than {cpu_s} s of work or {WALL_S} s"
    except Exception:
        return "traceback", traceback.format_exc()
    outcome = "errors" if report.errors else "warnings" if report.warnings else "clean"
    if not parks and not report.errors:
        return outcome, "neither a park nor an error"
    return outcome, wrong_with(report)


def _decode(park: Park) -> None:
    """Decode all pictures as a gallery would, and the logo."""
    for zone in park.zones.values():
        made = zone.exhibit.exhibit_class if zone.exhibit is not None and zone.exhibit.gallery else None
        for slide in made.gallery.slides if made is not None and issubclass(made, GalleryExhibit) else ():
            decoded(slide.picture, WITHIN)
    stamp = logo.stamp_of(park.brand)
    if stamp is not None:
        logo.image(stamp, 300, 100)


def mutant(
    seed: int, index: int, scene: Path, folder: Path, files: Files, mutations: Sequence[Mutation] = MUTATIONS
) -> str:
    """Write a mutant of a scene; says what was done to it."""
    random = Random(f"{seed}/{index}")
    shutil.copytree(scene, folder)
    mutation = random.choice(mutations)
    return f"{mutation.__name__}: {mutation(random, folder, files)}"


def run(mutants: int, seed: int, only: int | None = None, cuts: Sequence[Cut] = (MINI, TINY)) -> Totals:
    """Make and judge so many mutants, of each cut in turn; gives what is wrong, and prints it and the counts."""
    totals = Totals(seed)
    application = QGuiApplication.instance() or QGuiApplication(["fuzz", "-platform", "offscreen"])
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        grown.cache_folder = lambda: Path(place) / "cache"  # type: ignore[attr-defined]
        folder = Path(place) / "mutant"
        scenes = []
        for cut in cuts:
            scene, files = small_scene(Path(place) / cut.scene, cut)
            assert judged(scene, cut.cpu_s) in (("clean", None), ("warnings", None)), judged(scene)
            stack.enter_context(unbroken_read_once(scene))
            scenes.append((cut, scene, files, MUTATIONS if cut is MINI else OF_FILES))
        for index in range(mutants) if only is None else (only,):
            cut, scene, files, mutations = scenes[index % len(scenes)]
            reported = mutant(seed, index, scene, folder, files, mutations)
            _forget_peak()
            outcome, wrong = judged(folder, cut.cpu_s)
            totals.count(outcome, wrong, f"mutant {index} of seed {seed}, {cut.scene}: {reported}")
            if only is None:
                shutil.rmtree(folder)
            else:
                kept = Path(tempfile.mkdtemp()) / "mutant"
                shutil.copytree(folder, kept, symlinks=True, ignore=broken.pipes)
                print(reported, outcome, kept, sep="\n")
    del application
    print(totals.line())
    return totals


@dataclass(slots=True)
class Totals:
    """What became of all mutants."""

    seed: int
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    large: int = 0
    without_place: int = 0
    most_bytes: int = 0

    def count(self, outcome: str, wrong: str | None, named: str) -> None:
        self.outcomes[outcome] += 1
        peak = _peak_bytes()
        self.most_bytes = max(self.most_bytes, peak)
        if peak > MOST_BYTES:
            self.large += 1
            wrong = wrong or f"{peak:,} bytes"
        if wrong is not None:
            self.without_place += outcome not in ("hang", "traceback") and peak <= MOST_BYTES
            self.failures.append(f"{named}\n{wrong}")
            print(self.failures[-1], flush=True)

    def line(self) -> str:
        counts = dict(sorted(self.outcomes.items()))
        return f"{counts} {len(self.failures)} failures {self.most_bytes:,} bytes at most"

    def to_json(self) -> dict[str, int]:
        """The counts that a page of figures shows."""
        return {
            "seed": self.seed,
            "mutants": self.outcomes.total(),
            "errors": self.outcomes["errors"],
            "warnings": self.outcomes["warnings"],
            "clean": self.outcomes["clean"],
            "exceptions": self.outcomes["traceback"],
            "slow": self.outcomes["hang"],
            "large": self.large,
            "without_place": self.without_place,
            "most_bytes": self.most_bytes,
        }


def _forget_peak() -> None:
    """Have the system count the most memory from now on."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak_bytes() -> int:
    """The most memory this program has had; 0 where the system does not say.

    `getrusage` would not do: it counts what the process that started this one had, too.
    """
    try:
        status = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="make and keep the mutant of this number")
    parser.add_argument("-o", "--output", type=Path, help="folder that gets fuzz.json, for tests.trust")
    asked = parser.parse_args()
    totals = run(asked.mutants, asked.seed, asked.only)
    if asked.output is not None:
        asked.output.mkdir(parents=True, exist_ok=True)
        (asked.output / "fuzz.json").write_text(json.dumps(totals.to_json(), indent=1) + "\n", "utf-8")
    return 1 if totals.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
