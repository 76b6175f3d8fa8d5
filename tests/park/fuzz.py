"""Breaks a small scene in many ways and checks it: `python -m tests.park.fuzz --mutants 10000 --seed 1`.

A mutant fails if checking it raises, takes more than ten seconds or a gigabyte, or tells a fault without its place or
without a remedy. The same seed and number make the same mutant: `--only 4711` makes that one alone and keeps it.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import yaml

import explorer.park.load as loading
from explorer.bootstrap import ROOT
from explorer.i18n import tr
from explorer.park.check import Report, check
from explorer.park.model import Park
from explorer.park.tour import webvtt
from explorer.park.yaml_file import MOST_FAULTS, YamlFile, read_yaml
from explorer.visit.tour.check import check_tours

SHIPPED, ASSETS = ROOT / "scenes" / "metaverse", ROOT / "assets"
ZONES = ("content", "twinlib", "line", "net")
CPU_S, WALL_S = 10, 120
"""Work, and time with waiting, that checking one mutant may take; a busy machine makes others wait."""
MOST_BYTES = 1_000_000_000
MOST_KNOWN_BYTES = 1_000_000
"""A larger file is none of the small scene."""
PLACE = re.compile(r".+:[1-9]\d*:[1-9]\d*: .+(: |。).+", re.DOTALL)

Files = dict[str, Any]
Mutation = Callable[[Random, Path, Files], str]

NUMBERS = (
    ".nan", "nan", ".inf", "-.inf", "inf", "1e308", "-1e308", "1e-320", "1e999", "0", "-0.0", "-1", "true", "null", "~",
    "0b_", "0x_", "0x" + "f" * 5000, "9" * 5000, "-" + "9" * 400, "1:59:59", "1_000", "010", "089", "1e5", "100001", "0.05",
    "12 m", '"12"', "!!int abc", "!!int ''", "!!float abc", "!!timestamp 2026-99-99", "[1]", "{a: 1}", "", "٣", "½", "1,5",
)  # fmt: skip
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


# ---- the scene that is broken


def _plan_of(plan: Files) -> Files:
    """The plan with the zones of the small scene alone."""
    for measure in plan["measures"]:
        measure["halls"] = [hall for hall in measure["halls"] if hall in ZONES]
    ways = {hall: corners for hall, corners in plan["ways"].items() if hall in ZONES}
    return plan | {"elsewhere": [], "ways": ways, "events": plan["events"][:4]}


def small_scene(folder: Path) -> tuple[Path, Files]:
    """Some zones of the shipped scene, with what belongs to them; nothing is wrong with it. Also what its files say."""
    tree = {
        path.relative_to(SHIPPED).with_suffix("").as_posix(): yaml.load(
            path.read_text("utf-8"), yaml.CSafeLoader
        )
        for path in sorted(SHIPPED.rglob("*.yaml"))
    }
    claims = {id: c for id, c in tree["claims"].items() if c["zone"] in ZONES}
    renamed = {id: f"C{n:02d}" for n, id in enumerate(claims, start=1)}
    for claim in claims.values():
        claim["also"] = _kept(claim.get("also", []))
    tree["claims"] = {renamed[id]: claim for id, claim in claims.items()}
    terms = {id: t for id, t in tree["glossary"].items() if _kept(t["zones"])}
    tree["glossary"] = {id: {**term, "zones": _kept(term["zones"])} for id, term in terms.items()}
    asked = {}
    for id, question in tree["quiz"].items():
        if _kept(question["zones"]) == question["zones"] and set(question["claims"]) <= claims.keys():
            asked[id] = {**question, "claims": [renamed[c] for c in question["claims"]]}
    tree["quiz"] = asked
    park = tree["park"]
    park |= {"walk": list(ZONES), "claims_expected": len(claims)}
    park["thread"]["stops"] = [stop for stop in park["thread"]["stops"] if stop["zone"] in ZONES]
    tree["plan"] = _plan_of(tree["plan"])
    for name in list(tree):
        kind, _, id = name.partition("/")
        if kind == "zones" and id not in ZONES:
            del tree[name]
        elif kind == "zones":
            tree[name]["related"] = [r for r in tree[name].get("related", []) if r["zone"] in ZONES]
        elif kind == "tours":
            stops = [s for s in tree[name]["stops"] if s.get("zone", ZONES[0]) in ZONES]
            for stop in stops:
                stop["quiz"] = [q for q in stop.get("quiz", []) if q in asked]
                stop["acts"] = [a for a in stop.get("acts", []) if a.get("point", ZONES[0]) in ZONES]
            tree[name]["stops"] = stops[:4]
    for name, data in tree.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_dumped(data), "utf-8")
    return folder, tree


def _kept(zones: list[str]) -> list[str]:
    return [zone for zone in zones if zone in ZONES]


def _dumped(data: Any, raw: str | None = None) -> str:
    """As YAML; where the text RAW stands, `raw` is written as it is."""
    text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)
    return text if raw is None else text.replace("RAWRAW", raw, 1)


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


def _put(folder: Path, name: str, data: Any, place: tuple[Any, ...], raw: str) -> str:
    _at(data, place[:-1])[place[-1]] = "RAWRAW"
    (folder / f"{name}.yaml").write_text(_dumped(data, raw), "utf-8", errors="surrogatepass")
    return f"{name}: {'.'.join(map(str, place))} = {raw[:60]!r}"


def number(random: Random, folder: Path, files: Files) -> str:
    name, data, place = _picked(random, files, lambda v: isinstance(v, int | float))
    return _put(folder, name, data, place, random.choice(NUMBERS))


def value(random: Random, folder: Path, files: Files) -> str:
    name, data, place = _picked(random, files, lambda v: True)
    return _put(folder, name, data, place, random.choice(TOKENS + NUMBERS))


def identity(random: Random, folder: Path, files: Files) -> str:
    """A name that leads nowhere, or elsewhere."""
    name, data, place = _picked(
        random, files, lambda v: isinstance(v, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,40}", v) is not None
    )
    old = _at(data, place)
    at = random.randrange(len(old))
    new = random.choice((
        old[:at] + random.choice("aeiouxyz-_ X字") + old[at + 1 :], old[:at] + old[at:] * 2, old.upper(), old * 40, "",
        random.choice(ZONES), random.choice(sorted(data)) if isinstance(data, dict) else old, "C01", "en", "zh",
    ))  # fmt: skip
    return _put(folder, name, data, place, json.dumps(new, ensure_ascii=False))


def model(random: Random, folder: Path, files: Files) -> str:
    (folder / "models").mkdir()
    (folder / "models" / "a.glb").write_bytes(b"glTF" + random.randbytes(random.choice((0, 8, 400))))
    (folder / "models" / "folder.glb").mkdir()
    with suppress(OSError, AttributeError, NotImplementedError):
        (folder / "models" / "loop.glb").symlink_to("loop.glb")
        os.mkfifo(folder / "models" / "pipe.glb")
    name = f"zones/{random.choice(ZONES)}"
    return _put(folder, name, copy.deepcopy(files[name]), ("model",), random.choice(MODELS))


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
            zone = (folder / "zones" / "line.yaml").read_text("utf-8")
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
    text,
    text,
    text,
    tree,
    tree,
    value,
    value,
    number,
    number,
    identity,
    model,
    disk,
)


# ---- the judge


class Hang(BaseException):
    """Checking took too long."""


@contextmanager
def limited() -> Iterator[None]:
    """Raises Hang in the main thread after so much work, or so much time."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return

    def stop(*_: object) -> None:
        raise Hang

    alarms = ((signal.SIGPROF, signal.ITIMER_PROF, CPU_S), (signal.SIGALRM, signal.ITIMER_REAL, WALL_S))
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


def judged(folder: Path) -> tuple[str, str | None]:
    """How a scene was judged, and what is wrong with that."""
    parks: list[Park] = []
    try:
        with limited():
            report = check(folder, ASSETS, check_tours, lambda _, park: parks.append(park))
            for park in parks:
                for tour in park.tours.values():
                    webvtt(tour, "en")
    except Hang:
        return "hang", f"more than {CPU_S} s of work or {WALL_S} s"
    except Exception:
        return "traceback", traceback.format_exc()
    outcome = "errors" if report.errors else "warnings" if report.warnings else "clean"
    if not parks and not report.errors:
        return outcome, "neither a park nor an error"
    return outcome, wrong_with(report)


def mutant(seed: int, index: int, scene: Path, folder: Path, files: Files) -> str:
    """Write a mutant of a scene; says what was done to it."""
    random = Random(f"{seed}/{index}")
    shutil.copytree(scene, folder)
    mutation = random.choice(MUTATIONS)
    return f"{mutation.__name__}: {mutation(random, folder, files)}"


def run(mutants: int, seed: int, only: int | None = None) -> list[str]:
    """Make and judge so many mutants; gives what is wrong, and prints it and the counts."""
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        scene, files = small_scene(Path(place) / "scene")
        folder = Path(place) / "mutant"
        assert judged(scene) in (("clean", None), ("warnings", None)), judged(scene)
        with unbroken_read_once(scene):
            for index in range(mutants) if only is None else (only,):
                reported = mutant(seed, index, scene, folder, files)
                outcome, wrong = judged(folder)
                outcomes[outcome] += 1
                if wrong is not None:
                    failures.append(f"mutant {index} of seed {seed}: {reported}\n{wrong}")
                    print(failures[-1], flush=True)
                if only is None:
                    shutil.rmtree(folder)
                else:
                    kept = Path(tempfile.mkdtemp()) / "mutant"
                    shutil.copytree(folder, kept, symlinks=True)
                    print(reported, outcome, kept, sep="\n")
    print(dict(sorted(outcomes.items())), f"{len(failures)} failures", f"{_peak_bytes():,} bytes at most")
    return failures


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
    failures = run(asked.mutants, asked.seed, asked.only)
    if asked.output:
        row = {
            "mutants": asked.mutants,
            "seed": asked.seed,
            "failures": len(failures),
            "peak_mb": _peak_bytes() // 1_000_000,
        }
        asked.output.mkdir(parents=True, exist_ok=True)
        (asked.output / "fuzz.json").write_text(json.dumps(row), "utf-8")
    return 1 if failures or _peak_bytes() > MOST_BYTES else 0


if __name__ == "__main__":
    raise SystemExit(main())
