"""The floors hold: imports go down only, and each floor knows only its own libraries."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT

PACKAGE = ROOT / "explorer"
FILES = sorted(PACKAGE.rglob("*.py"))

# Place -> floor. A module belongs to the longest place that its path begins with, and may import from lower floors and
# from its own place. The fourteen rooms; inside them, the folders that know less, or are known by fewer, than their room.
FLOORS: dict[str, float] = {
    "i18n": 1, "crowd": 1.6,
    "base/bootstrap": 1.5,  # the first start speaks every language
    "__init__": 2, "base": 2,
    "build": 3, "build/halls": 2.5,  # numbers alone, which exhibits read too
    "exhibits": 3, "base/supervisor": 3, "visit/log": 3, "park/meshes": 3,
    "build/grown": 3.5,  # builds with the pieces of the bake
    "exhibits/sheets": 3.5,
    "park": 4,
    "visit": 5,
    "editor": 5.4, "net/room": 5.5, "net": 5.5,
    "stage": 6, "shell": 6,  # neither knows the other
    "publish/film": 7, "publish/export": 7, "publish/web": 7.5, "publish/leave_behind": 7.5, "publish": 7,
    "publish/bundle": 8, "measure": 8, "measure/bench": 8, "measure/doctor": 8, "measure/report": 8,
    "base/desktop": 8, "net/live": 8, "net/fleet": 8,
    "cli": 9, "__main__": 10,
}  # fmt: skip
ROOMS = {*FLOORS} - {place for place in FLOORS if "/" in place} - {"__init__", "__main__"}

QT, PANDA, BAKE = (
    {"PySide6"},
    {"panda3d", "direct"},
    {"shapely", "mapbox_earcut", "embreex", "fontTools", "PIL"},
)
ALLOWED = {
    "build": BAKE, "build/grown": {"shapely", "mapbox_earcut", "PIL"},
    "park/meshes": {"trimesh", "PIL"}, "exhibits/sheets": {"PIL"}, "stage": PANDA, "publish/film": {"PIL"} | QT,
    "publish/web": {"PIL"} | QT, "publish/leave_behind": QT, "shell": QT,
    "measure/doctor": QT | PANDA, "measure/bench": QT | PANDA, "__main__": QT | PANDA,
}  # fmt: skip

OTHER_MODES = {f"explorer.shell.{layer}.layer" for layer in ("kiosk", "lesson", "talk")}
"""What a visitor who explores has not. Together a talk's modules take a twentieth of a second to import."""

SELDOM = {
    "explorer.visit.follow.shapes", "explorer.park.checks.exhibits", "explorer.park.brand.files", "explorer.park.meshes.reading",
    "explorer.exhibits.sheets.table_file", "explorer.exhibits.sheets.picture_files",
}  # fmt: skip
"""What only a visit that follows another one needs, or a scene with exhibits, models, pictures or a brand of its own."""

NOT_AT_ONCE = {
    "asyncio",
    "ssl",
    "psutil",
    "statistics",
    "html.entities",
    "explorer.exhibits.sheets.gallery",
    "lucide",
}
"""What a window opens without: together a thirtieth of its start."""

MOST_MODULES = 22

MOST_LINES = 450


def place_of(name: str) -> str:
    """The place of a module, given by its full name or by that of something in it."""
    parts = name.split(".")[1:]
    places = ("/".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((place for place in places if place in FLOORS), "__init__")


def place(path: Path) -> str:
    return place_of(".".join(["explorer", *path.relative_to(PACKAGE).with_suffix("").parts]))


@cache
def imports_and_names(path: Path) -> tuple[tuple[ast.Import | ast.ImportFrom, ...], frozenset[str]]:
    """The imports of a file, anywhere in it, and all that it names; each file is parsed once for all tests."""
    imports, names = [], {path.stem}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import() | ast.ImportFrom():
                imports.append(node)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.arg(arg=name):
                names.add(name)
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                names.add(name)
    return tuple(imports), frozenset(names)


def imported(path: Path) -> set[str]:
    """Absolute names of the modules a file imports, anywhere in it."""
    package = ["explorer", *path.relative_to(PACKAGE).parts[:-1]]
    found: set[str] = set()
    for node in imports_and_names(path)[0]:
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        else:
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            found |= {f"{name}.{a.name}" for a in node.names} if name == "explorer" else {name}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_go_down(path: Path) -> None:
    here = place(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "explorer" and len(parts) > 1:
            there = place_of(name)
            assert there == here or FLOORS[there] < FLOORS[here], f"{path}: {here} imports {there}"
        elif parts[0] in QT | PANDA | BAKE:
            assert parts[0] in ALLOWED.get(here, set()), f"{path}: {name}"


def test_the_folders_are_the_rooms() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == ROOMS


def test_no_rooms_know_each_other() -> None:
    """Folders inside of rooms stand on several floors; the rooms as wholes still have no cycle."""
    rooms: dict[str, set[str]] = {room: set() for room in ROOMS}
    for name, found in import_graph().items():
        here = name.partition(".")[0]
        if here in ROOMS:
            rooms[here] |= {other.partition(".")[0] for other in found} & ROOMS - {here}
    assert not cycles(rooms)


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def import_graph() -> dict[str, set[str]]:
    """Module -> the modules it imports: at import time, inside of functions and for type checkers alike."""
    names = {module_name(path): path for path in FILES}
    graph: dict[str, set[str]] = {}
    for name, path in names.items():
        package = ["explorer", *path.relative_to(PACKAGE).parts[:-1]]
        found: set[str] = set()
        for node in imports_and_names(path)[0]:
            if isinstance(node, ast.Import):
                found |= {a.name for a in node.names}
            else:
                base = package[: len(package) - node.level + 1] if node.level else []
                base = [*base, *(node.module.split(".") if node.module else [])]
                # a name is a module of the package, or something in the package's own file
                found |= {
                    ".".join([*base, a.name] if ".".join([*base[1:], a.name]) in names else base)
                    for a in node.names
                }
        inside = {full.partition(".")[2] for full in found if full.partition(".")[0] == "explorer"}
        graph[name] = (inside & names.keys()) - {name}
    return graph


def cycles(graph: dict[str, set[str]]) -> set[frozenset[str]]:
    """The groups of modules of which each imports, directly or not, all others of the group."""

    def reached(start: str) -> set[str]:
        seen, left = set[str](), [start]
        while left:
            for name in graph[left.pop()] - seen:
                seen.add(name)
                left.append(name)
        return seen

    reach = {name: reached(name) for name in graph}
    return {
        frozenset(other for other in reach[name] if name in reach[other])
        for name in graph
        if name in reach[name]
    }


def test_no_modules_import_each_other() -> None:
    """Neither at import time nor later: lazy imports and those for type checkers count."""
    found = cycles(import_graph())
    assert not found, [sorted(group) for group in found]


def test_a_cycle_is_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set[str](), "e": {"a"}}
    assert cycles(graph) == {frozenset("abc")}


def test_a_folder_is_seen_at_a_glance() -> None:
    folders: dict[str, int] = {}
    for path in FILES:
        if path.name != "__init__.py":
            folder = path.parent.relative_to(PACKAGE).as_posix()
            folders[folder] = folders.get(folder, 0) + 1
    assert {name: count for name, count in folders.items() if count > MOST_MODULES} == {}


def test_a_file_holds_one_idea() -> None:
    lines = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text("utf-8").splitlines()) for path in FILES
    }
    assert not {name for name, count in lines.items() if count > MOST_LINES}


@pytest.mark.parametrize(
    "path",
    [p for p in FILES if place(p) in ("i18n", "base/bootstrap", "base/supervisor")],
    ids=lambda p: p.name,
)
def test_what_must_stay_small_is_standard_library_only(path: Path) -> None:
    assert {n.split(".")[0] for n in imported(path)} <= {*sys.stdlib_module_names, "explorer"}


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("explorer.visit", QT | PANDA | BAKE | SELDOM),
        ("explorer.park", QT | PANDA | BAKE | SELDOM),
        ("explorer.stage", QT | BAKE),
        ("explorer.publish.film.film", QT | BAKE),
        ("explorer.shell.app.app", PANDA | BAKE | NOT_AT_ONCE | OTHER_MODES),
        ("explorer.net.room.addresses", QT | PANDA | BAKE | NOT_AT_ONCE),
        ("explorer.net.room.bus", QT | PANDA | BAKE | {"aiohttp"}),
        ("explorer.base.bootstrap", QT | PANDA | BAKE | {"numpy", "pydantic", "yaml"}),
        ("explorer.base.supervisor.supervisor", QT | PANDA | BAKE | {"numpy", "pydantic", "yaml"}),
    ],
)
def test_a_plain_import_pulls_in_nothing_else(module: str, absent: set[str]) -> None:
    code = f"import sys, {module}; print(sorted({absent!r} & ({{m.split('.')[0] for m in sys.modules}} | {{*sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


HOME_MADE: dict[str, tuple[str, tuple[str, ...]]] = {
    "anew": ("again, restart, reset", ()),
    "beat": ("frame, tick, substep", ("compute", "supervisor")),  # of a rhythm; of a heart
    "calm": ("paused, at rest", ("build/grown",)),  # of water
    "crumb": ("breadcrumb", ()),
    "curtain": ("pause screen, dialog", ("props/park",)),
    "deed": ("action, command", ()),
    "diary": ("visit recorder", ()),
    "dress": ("apply_theme", ("stage/crowd",)),
    "filler": ("rasteriser thread", ()),
    "finger": ("touch", ("tests",)),
    "foresee": ("preload, predict, expect", ()),
    "furnished": ("part of the window", ()),
    "glance": ("thumbnail", ()),
    "governor": ("dynamic resolution", ()),
    "herd": ("instances", ()),
    "journal": ("event log", ()),
    "lend": ("shared, present as texture", ()),
    "lent": ("shared, present as texture", ()),
    "mood": ("load", ()),
    "plate": ("panel, card, surface", ("stage", "build/")),  # of steel, of paper
    "portion": ("slice", ()),
    "reckon": ("compute", ()),
    "remembered": ("settings store", ()),
    "restyle": ("apply_theme", ()),
    "said": ("text, message, sent", ("tests", "effects/words")),
    "scribe": ("event recorder", ()),
    "seam": ("protocol", ()),
    "soup": ("mesh builder", ()),
    # meant: hot spots, a key of scenes; they are read, opened by a visit, and shown
    "spot": (
        "position, viewpoint",
        (
            "tests",
            "build/grown",
            "explorer/park/",
            "explorer/visit/",
            "stage/scene/studio",
            "shell/spots",
            "shell/window/layers",
            "article/page",
            "net/room",
            "publish/web",
        ),
    ),
    "swarm": ("instances", ()),
    "tally": ("statistics", ("props/forum",)),  # the chalk marks of a vote
    "thrift": ("memory trim", ()),
    "told": ("reported, shown, expected", ()),
    "veil": ("transition, fade", ()),
    "vitals": ("heartbeat", ()),
    "whoever": ("anyone, visitor", ()),
    "withhold": ("suppress", ()),
}
"""Home-made word -> the words of the field instead, and the folders where it means the thing itself."""


ANY_HOME_MADE = re.compile("|".join(HOME_MADE), re.IGNORECASE)


def words_of_names(path: Path) -> set[str]:
    """The single words of such names in a file as one must look at. Names of tests are left out: they are sentences."""
    names = (n for n in imports_and_names(path)[1] if ANY_HOME_MADE.search(n) and not n.startswith("test_"))
    return {word.lower() for name in names for word in re.findall("[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_names_use_the_words_of_the_field() -> None:
    """The table is a part of the glossary: words that were used here once, and that nobody searches for."""
    found = []
    for path in [*FILES, *(ROOT / "tests").rglob("*.py")]:
        at = path.relative_to(ROOT).as_posix()
        is_baked = at.startswith("explorer/build/") and not at.startswith("explorer/build/grown/")
        if is_baked or not ANY_HOME_MADE.search(path.read_text("utf-8")):
            continue
        words = words_of_names(path)
        for word, (instead, meant) in HOME_MADE.items():
            if words & {word, f"{word}s"} and not any(part in at for part in meant):
                found.append(f"{at}: {word!r}: write {instead}")
    assert not found, "\n".join(found)


def test_no_clock_random_or_file_below_the_stage() -> None:
    for path in FILES:
        if place(path) == "visit" or path.relative_to(PACKAGE).as_posix() in (
            "base/geometry.py",
            "base/baked_format.py",
        ):
            names = imported(path)
            assert not names & {"time", "random", "os", "datetime", "secrets"}, path
            assert not re.search(r"(?<![\w.])open\(|read_text|read_bytes", path.read_text("utf-8")), path
        if place(path) == "park":
            assert not imported(path) & {"time", "random", "datetime", "secrets"}, path


def test_a_reference_to_none_is_kept() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one at every void call and aborts after some thousands."""
    from PySide6.QtCore import QObject

    thing, before = QObject(), sys.getrefcount(None)
    for _ in range(2000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 1000
