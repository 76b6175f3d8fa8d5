"""Content packs: taken only whole, ours and newer; the last good one comes back."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from explorer.net.fleet.booth import fetch
from explorer.net.fleet.hub import offer_of
from explorer.net.fleet.packs import MOST_TRIALS, PackRefused, Shelf, make
from explorer.net.room.messages import PackOffer

KEY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    folder = tmp_path / "scene"
    (folder / "zones").mkdir(parents=True)
    (folder / "park.yaml").write_text("format: 1\n")
    (folder / "zones" / "mill.yaml").write_text("title: Mill\n" * 100)
    (folder / ".hidden.yaml").write_text("x")
    (folder / "run.sh").write_text("x")
    return folder


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "booth", KEY.public_key())


def pack(scene: Path, version: int, key: Ed25519PrivateKey = KEY) -> Path:
    out = scene.parent / f"{version}.zip"
    assert make(scene, out, version, key) == 2
    return out


def install(shelf: Shelf, path: Path) -> int:
    with path.open("rb") as file:
        return shelf.install(file)


def refused(shelf: Shelf, path: Path) -> str:
    before = sorted(shelf.folder.rglob("*")) if shelf.folder.exists() else []
    with pytest.raises(PackRefused) as fault:
        install(shelf, path)
    assert (sorted(shelf.folder.rglob("*")) if shelf.folder.exists() else []) == before
    return str(fault.value)


def test_a_pack_is_shown_and_once_drawn_it_is_the_good_one(shelf: Shelf, scene: Path) -> None:
    assert shelf.scene() is None
    assert install(shelf, pack(scene, 1)) == 1
    shown = shelf.scene()
    assert shown is not None and (shown / "zones" / "mill.yaml").read_text() == "title: Mill\n" * 100
    shelf.drawn()
    again = Shelf(shelf.folder, KEY.public_key())
    assert again.version == 1 and again.scene() == shown


def test_one_that_is_not_drawn_makes_way_for_the_last_good_one(shelf: Shelf, scene: Path) -> None:
    install(shelf, pack(scene, 1))
    shelf.scene()
    shelf.drawn()
    install(shelf, pack(scene, 2))
    for _ in range(MOST_TRIALS):  # each start ends before anything is drawn
        start = Shelf(shelf.folder, KEY.public_key())
        assert start.scene() == shelf.folder / "v2"
    last = Shelf(shelf.folder, KEY.public_key())
    assert last.scene() == shelf.folder / "v1" and "2" in last.refused
    assert not last.wants(2) and last.wants(3)
    assert "not newer" in refused(last, pack(scene, 2))
    assert install(last, pack(scene, 3)) == 3


def test_the_first_one_that_is_not_drawn_makes_way_for_the_programs_own(shelf: Shelf, scene: Path) -> None:
    install(shelf, pack(scene, 1))
    for _ in range(MOST_TRIALS):
        assert Shelf(shelf.folder, KEY.public_key()).scene() is not None
    assert Shelf(shelf.folder, KEY.public_key()).scene() is None


def test_old_packs_go_but_the_one_before_stays(shelf: Shelf, scene: Path) -> None:
    for version in (1, 2, 3):
        install(shelf, pack(scene, version))
        shelf.scene()
        shelf.drawn()
    assert sorted(path.name for path in shelf.folder.glob("v*")) == ["v2", "v3"]


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as zipped:
        files = {name: zipped.read(name) for name in zipped.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return path


def with_list(
    files: dict[str, bytes], key: Ed25519PrivateKey, change: dict[str, object] | None = None
) -> None:
    listed = {**json.loads(files["pack.json"]), **(change or {})}
    files["pack.json"] = json.dumps(listed).encode()
    files["pack.sig"] = key.sign(files["pack.json"])


def named(name: str) -> Callable[[dict[str, bytes]], None]:
    """Signed by us, and yet no file may be written there."""

    def change(files: dict[str, bytes]) -> None:
        listed = json.loads(files["pack.json"])["files"]
        files[f"files/{name}"] = files.pop("files/park.yaml")
        listed[name] = listed.pop("park.yaml")
        with_list(files, KEY, {"files": listed})

    return change


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda f: f.update({"files/park.yaml": b"format: 2\n"}), "changed"),
        (lambda f: f.update({"files/park.yaml": b"format: 1\n" * 9}), "changed"),
        (lambda f: f.update({"files/more.yaml": b""}), "other files"),
        (lambda f: f.pop("files/park.yaml"), "other files"),
        (lambda f: f.pop("pack.sig"), "damaged"),
        (lambda f: f.pop("pack.json"), "damaged"),
        (lambda f: f.update({"pack.sig": b"0" * 64}), "signed"),
        (lambda f: f.update({"pack.json": f["pack.json"] + b" "}), "signed"),
        (lambda f: with_list(f, OTHER), "signed"),
        (lambda f: with_list(f, KEY, {"format": 2}), "version of packs"),
        (lambda f: with_list(f, KEY, {"version": 0}), "damaged"),
        (lambda f: with_list(f, KEY, {"novelty": 1}), "damaged"),
        (named("../park.yaml"), "name"),
        (named("zones/NUL.yaml"), "name"),
        (named("con.png"), "name"),
        (named(".ssh/x.yaml"), "name"),
        (named("zones/a\nb.yaml"), "name"),
        (named("zones/\u202eb.yaml"), "name"),
        (named("/etc/park.yaml"), "name"),
        (named("a\\b.yaml"), "name"),
        (named("c:park.yaml"), "name"),
        (named("run.sh"), "name"),
        (named("a//b.yaml"), "name"),
    ],
)
def test_what_is_not_as_it_was_signed_is_refused_and_nothing_changes(
    shelf: Shelf, scene: Path, change: Callable[[dict[str, bytes]], None], word: str
) -> None:
    install(shelf, pack(scene, 1))
    assert word in refused(shelf, rewritten(pack(scene, 2), change))
    assert shelf.version == 1


def test_foreign_keys_old_versions_and_junk_are_refused(shelf: Shelf, scene: Path, tmp_path: Path) -> None:
    assert "signed" in refused(shelf, pack(scene, 1, OTHER))
    install(shelf, pack(scene, 5))
    assert "not newer" in refused(shelf, pack(scene, 5))
    assert "not newer" in refused(shelf, pack(scene, 4))
    junk = tmp_path / "junk.zip"
    whole = pack(scene, 6).read_bytes()
    for content in (b"", b"junk" * 100, whole[:-30], whole[:200], whole[50:]):
        junk.write_bytes(content)
        refused(shelf, junk)


def test_every_changed_byte_is_noticed_or_changes_nothing(shelf: Shelf, scene: Path, tmp_path: Path) -> None:
    whole = pack(scene, 1).read_bytes()
    changed = tmp_path / "changed.zip"
    for place in range(0, len(whole), 7):
        changed.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        one = Shelf(tmp_path / "one", KEY.public_key())
        try:
            install(one, changed)
        except PackRefused:
            assert one.version == 0
            continue
        # a byte of the zip that holds nothing of ours, such as a time of day
        for path in (scene / "park.yaml", scene / "zones" / "mill.yaml"):
            assert (
                one.folder / f"v{one.version}" / path.relative_to(scene)
            ).read_bytes() == path.read_bytes()
        break_up(one)


def break_up(shelf: Shelf) -> None:
    """Begin with an empty shelf again."""
    import shutil

    shutil.rmtree(shelf.folder)


def test_a_full_disk_changes_nothing(shelf: Shelf, scene: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(shelf, pack(scene, 1))

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("explorer.net.fleet.packs.shutil.copyfileobj", full)
    with pytest.raises(OSError, match="space"):
        install(shelf, pack(scene, 2))
    assert shelf.version == 1 and not list(shelf.folder.glob("*.new"))


def test_what_is_fetched_is_what_was_offered(shelf: Shelf, scene: Path, tmp_path: Path) -> None:
    path = pack(scene, 1)
    offer = offer_of(path, 1, path.as_uri())
    with fetch(offer, tmp_path / "booth") as file:
        assert shelf.install(file, 1) == 1
    for wrong in (
        offer.model_copy(update={"sha256": "0" * 64}),
        offer.model_copy(update={"bytes": offer.bytes - 1}),
        offer.model_copy(update={"bytes": offer.bytes + 1}),
        offer.model_copy(update={"url": "http://example.org/1.zip"}),
        offer.model_copy(update={"url": "ftp://127.0.0.1/1.zip"}),
    ):
        with pytest.raises(PackRefused), fetch(wrong, tmp_path / "booth"):
            pass
    gone = PackOffer(version=1, url=(tmp_path / "none.zip").as_uri(), sha256="0" * 64, bytes=5)
    with pytest.raises(OSError), fetch(gone, tmp_path / "booth"):
        pass
    assert sorted(p.name for p in shelf.folder.iterdir()) == ["packs.json", "v1"]


def test_an_offer_of_another_version_than_its_pack_is_refused(shelf: Shelf, scene: Path) -> None:
    with pack(scene, 2).open("rb") as file, pytest.raises(PackRefused, match="not the one"):
        shelf.install(file, 3)
