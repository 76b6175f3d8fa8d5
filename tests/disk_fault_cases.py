"""What writes files that somebody reads later: each with what may be in them after a fault of the disk."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from explorer.base.atomic_file import write_bytes
from explorer.base.supervisor.log import LogFile
from explorer.editor.autosave import Autosave
from explorer.editor.document import Change, SceneDocument
from explorer.editor.saving import complete
from explorer.i18n import Text
from explorer.net.fleet.outbox import Outbox
from explorer.net.fleet.packs import PackRefused, Shelf, make
from explorer.park.last_good import opened
from explorer.shell.app.settings_store import SettingsStore
from explorer.visit import Settings
from explorer.visit.log.database import VisitDatabase
from explorer.visit.log.figures import read
from explorer.visit.log.statistics import Page, ZoneOpened
from tests.disk_faults import Case
from tests.small_scene import write_small_scene

OLD, NEW = b"old\n" * 3000, b"new\n" * 5000


def whole_file(folder: Path) -> None:
    with suppress(OSError):
        write_bytes(folder / "file", NEW)


def is_whole_file(folder: Path) -> None:
    assert (folder / "file").read_bytes() in (OLD, NEW)
    write_bytes(folder / "file", NEW)
    assert (folder / "file").read_bytes() == NEW


# ---- the event log


def lines(folder: Path) -> None:
    log = LogFile(folder / "log.jsonl")
    for number in range(4):
        log.append({"event": "acted", "n": number})  # never raises


def are_lines(folder: Path) -> None:
    log = LogFile(folder / "log.jsonl")
    log.append({"event": "last"})
    found = []
    for line in (folder / "log.jsonl").read_bytes().splitlines():
        with suppress(ValueError):  # half a line, as every reader of logs leaves it out
            found.append(json.loads(line))
    numbers = [line["n"] for line in found if line["event"] == "acted"]
    assert numbers == sorted(set(numbers)) and set(numbers) <= {-1, 0, 1, 2, 3} and -1 in numbers
    assert found[-1] == {"event": "last"}


# ---- the visit database, with the outbox of a fleet


def page(visit: int, ending: str | None = "silence") -> Page:
    day = f"2026-11-01T10:{visit:02}:00+08:00"
    zones = (ZoneOpened(0, "data", day, 20.0), ZoneOpened(1, "line", day, 5.0 + visit))
    return Page(
        visit, day, day, "kiosk", "en", "zh", 60.0 + visit, ending, zones, (("Turn", "line", visit + 1),)
    )


def visits(folder: Path, *pages: Page) -> None:
    database = VisitDatabase(folder / "visits.sqlite3", Outbox("s", "b"))
    for one in pages:
        database.write(one)
    database.close(20)


def are_visits(folder: Path, before: frozenset[float] = frozenset((60.0,))) -> None:
    """Each visit is whole or not there; that of before is there, and none twice."""
    visits(folder, page(9))
    with closing(sqlite3.connect(folder / "visits.sqlite3")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        seconds = [row[0] for row in db.execute("SELECT seconds FROM visits")]
        assert len(seconds) == len(set(seconds)) and before | {69.0} <= set(seconds) <= {
            60.0,
            61.0,
            62.0,
            69.0,
        }, seconds
        for id_, s in db.execute("SELECT id, seconds FROM visits").fetchall():
            rows = db.execute("SELECT seconds FROM zones WHERE visit = ? ORDER BY number", (id_,)).fetchall()
            assert rows == [(20.0,), (s - 55.0,)], rows
            assert db.execute("SELECT count FROM acts WHERE visit = ?", (id_,)).fetchall() == [(s - 59,)]
        sent = [json.loads(row[0])["seconds"] for row in db.execute("SELECT page FROM outbox")]
        assert sorted(sent) == sorted(seconds), "what is counted is sent, and nothing else"
    assert read(folder / "visits.sqlite3").visits == len(seconds)
    assert not list(folder.glob("*.broken-*")), "a fault of the disk is not taken for a broken file"


# ---- content packs

KEY = Ed25519PrivateKey.generate()


@cache
def packs() -> tuple[Path, Path]:
    """Two packs of the same scene."""
    home = Path(mkdtemp(prefix="packs-"))
    for version in (1, 2):
        scene = home / f"scene{version}"
        (scene / "zones").mkdir(parents=True)
        for name in ("park", "zones/mill", "zones/yard"):
            (scene / f"{name}.yaml").write_text(f"version: {version}\n" * 50)
        make(scene, home / f"{version}.zip", version, KEY)
    return home / "1.zip", home / "2.zip"


def install(folder: Path, pack: Path) -> None:
    shelf = Shelf(folder / "packs", KEY.public_key())
    with suppress(OSError, PackRefused), pack.open("rb") as file:
        shelf.install(file)
    shelf = Shelf(folder / "packs", KEY.public_key())  # the next start opens it
    shelf.scene()
    shelf.drawn()


def is_a_pack(folder: Path) -> None:
    shelf = Shelf(folder / "packs", KEY.public_key())
    scene = shelf.scene()
    assert scene is not None, (folder / "packs/packs.json").read_text()
    held = {path.relative_to(scene).as_posix(): path.read_text() for path in scene.rglob("*.yaml")}
    assert held.keys() == {"park.yaml", "zones/mill.yaml", "zones/yard.yaml"}, sorted(held)
    assert len(set(held.values())) == 1, "no mixture of two packs"
    shelf.drawn()
    install(folder, packs()[1])
    scene = Shelf(folder / "packs", KEY.public_key()).scene()
    state = (folder / "packs/packs.json").read_text()
    assert scene is not None and "version: 2" in (scene / "park.yaml").read_text(), state


# ---- the editor


@cache
def small() -> Path:
    return write_small_scene(Path(mkdtemp(prefix="scene-")) / "small", ("en",), 2)


def scene_of(folder: Path) -> dict[str, bytes]:
    scene = folder / "small"
    return {
        p.relative_to(scene).as_posix(): p.read_bytes()
        for p in scene.rglob("*.yaml")
        if ".saved" not in p.parts
    }


def edited(folder: Path) -> SceneDocument:
    document = SceneDocument.open(folder / "small")
    for zone in ("zone-1", "zone-2"):
        change = Change(f"zones/{zone}.yaml", ("title", "en"), f"Edited {zone}")
        assert document.apply([change], Text("Rename")).is_applied
    return document


DOCUMENTS: dict[Path, SceneDocument] = {}
"""What is being edited, by the folder it lies in."""
SAVED: dict[Path, bool] = {}
"""Whether a saving said that it was done."""


def begin_editing(folder: Path) -> None:
    shutil.copytree(small(), folder / "small")
    DOCUMENTS[folder] = edited(folder)


def save(folder: Path) -> None:
    SAVED[folder] = DOCUMENTS.pop(folder).save().problem is None


def is_saved(folder: Path) -> None:
    complete(folder / "small")  # what the next start does first
    now, before = scene_of(folder), scene_before()
    assert now.keys() == before.keys()
    changed = {name for name, raw in now.items() if raw != before[name]}
    assert changed in (set(), {"zones/zone-1.yaml", "zones/zone-2.yaml"}), changed
    assert all(b"Edited" in now[name] for name in changed)
    assert changed or not SAVED.pop(folder), "what was reported as saved is saved"
    assert edited(folder).save().problem is None
    assert complete(folder / "small") is None


def scene_before() -> dict[str, bytes]:
    return {p.relative_to(small()).as_posix(): p.read_bytes() for p in small().rglob("*.yaml")}


def autosave(folder: Path) -> None:
    document = DOCUMENTS.pop(folder)
    keeper = Autosave(folder / "small", folder / "unsaved")
    keeper.keep(document)  # says whether it could
    Autosave(folder / "small", folder / "unsaved").found(
        SceneDocument.open(folder / "small")
    )  # a start finds it


def is_autosaved(folder: Path) -> None:
    keeper = Autosave(folder / "small", folder / "unsaved")
    found = keeper.found(SceneDocument.open(folder / "small"))
    if found is not None:
        assert found.files.keys() == {"zones/zone-1.yaml", "zones/zone-2.yaml"}
        assert all(raw is not None and b"Edited" in raw for raw in found.files.values())
    assert scene_of(folder) == scene_before()
    assert keeper.keep(edited(folder))


# ---- settings

USUAL, CHOSEN = Settings(), Settings(volume=33, theme="dark", text_percent=150, sound=False)
FIRST = Settings(volume=77, theme="light", text_percent=125)


def settings(folder: Path) -> None:
    SettingsStore(folder / "park.ini").keep_settings(CHOSEN, USUAL)


def are_settings(folder: Path) -> None:
    (folder / "park.ini.lock").unlink(
        missing_ok=True
    )  # a later process sees that its owner is gone, and takes it over
    assert SettingsStore(folder / "park.ini").settings(USUAL) in (FIRST, CHOSEN)
    settings(folder)
    assert SettingsStore(folder / "park.ini").settings(USUAL) == CHOSEN


# ---- the last good copy of a scene


def keep_good(folder: Path, title: str) -> None:
    park = folder / "small/park.yaml"
    park.write_text((small() / "park.yaml").read_text("utf-8").replace("The park", title), "utf-8")
    opened(folder / "small", folder, folder / "shelf").keep()


def open_again(folder: Path) -> None:
    for _ in range(2):  # as two starts
        opened(folder / "small", folder, folder / "shelf").keep()


def changed_scene(folder: Path) -> None:
    shutil.copytree(small(), folder / "small")
    keep_good(folder, "First park")
    park = folder / "small/park.yaml"
    park.write_text(park.read_text("utf-8").replace("First park", "Second park"), "utf-8")


def is_kept(folder: Path) -> None:
    park = folder / "small/park.yaml"
    good = park.read_bytes()
    park.write_text("broken: [", "utf-8")
    scene = opened(folder / "small", folder, folder / "shelf")
    assert scene.reading.park is not None and scene.faults, "there is a last good copy"
    park.write_bytes(good)
    opened(folder / "small", folder, folder / "shelf").keep()


CASES: dict[str, Case] = {
    "file": Case(lambda folder: (folder / "file").write_bytes(OLD), whole_file, is_whole_file),
    "event log": Case(
        lambda folder: LogFile(folder / "log.jsonl").append({"event": "acted", "n": -1}), lines, are_lines
    ),
    "visit database": Case(
        lambda folder: visits(folder, page(0)), lambda folder: visits(folder, page(1), page(2)), are_visits
    ),
    "new visit database": Case(
        lambda folder: None,
        lambda folder: visits(folder, page(0), page(1)),
        lambda folder: are_visits(folder, frozenset()),
    ),
    "content pack": Case(
        lambda folder: install(folder, packs()[0]), lambda folder: install(folder, packs()[1]), is_a_pack
    ),
    "saving": Case(begin_editing, save, is_saved),
    "autosave": Case(begin_editing, autosave, is_autosaved),
    "settings": Case(
        lambda folder: SettingsStore(folder / "park.ini").keep_settings(FIRST, USUAL), settings, are_settings
    ),
    "last good scene": Case(changed_scene, open_again, is_kept),
}
