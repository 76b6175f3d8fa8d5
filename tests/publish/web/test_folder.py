"""The folder of a web edition: bytes, whole or not at all, plain pages, models that can be read back."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import pytest

from explorer.i18n import Text
from explorer.park import Park
from explorer.publish.export import NotExported
from explorer.publish.web import planes
from explorer.publish.web import publish as publishing
from explorer.publish.web.folder import new_folder
from explorer.publish.web.planes import STEP_M
from explorer.publish.web.publish import Report, Wishes, publish
from explorer.stage.scene.models import read_models

from .conftest import ASSETS

VOID = {"meta", "link", "img", "br", "source", "input"}


def packed(file: Path) -> tuple[dict[str, Any], npt.NDArray[np.uint8]]:
    """Head and body of a packed script."""
    found = re.fullmatch(r'PARK\.put\("[^"]+","([^"]+)"\)\n', file.read_text("utf-8"))
    assert found
    head, _, body = zlib.decompress(base64.b64decode(found[1])).partition(b"\n")
    return json.loads(head), np.frombuffer(body, np.uint8)


def unpacked(
    head: dict[str, Any], body: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Corners of all triangles in steps of a centimetre, (n, 3), and the chunk of each, read as the page reads them."""
    count, n = head["indices"], head["vertices"]
    codes = body[:count].astype(np.int64) | body[count : 2 * count].astype(np.int64) << 8
    planes = body[2 * count : 2 * count + 9 * n].reshape(3, 3, n).astype(np.int64)
    zigzag = planes[:, 0] | planes[:, 1] << 8 | planes[:, 2] << 16
    places = np.cumsum(zigzag >> 1 ^ -(zigzag & 1), axis=1).T
    corners, chunk_of, at, first = [], [], 0, 0
    for number, chunk in enumerate(head["chunks"]):
        following = 0
        for code in codes[at : at + sum(chunk["runs"])].tolist():
            index = following - code
            following += index == following
            corners.append(first + index)
        chunk_of += [number] * sum(chunk["runs"])
        at += sum(chunk["runs"])
        first += chunk["n"]
    return places[corners], np.array(chunk_of)


@pytest.mark.parametrize("scene", ["metaverse", "pumps"])
def test_an_edition_keeps_its_budgets(editions: dict[str, Report], scene: str) -> None:
    sizes = editions[scene].sizes
    assert {size.name.english for size in sizes} >= {"first words", "poster", "first 3D picture", "scripts"}
    assert not [(size.name.english, size.packed) for size in sizes if not 0 < size.packed <= size.budget]


def test_the_models_are_read_back_as_they_were(parks: dict[str, Park], folder: Path) -> None:
    models = read_models(parks["metaverse"], ASSETS)
    (baked, owners, vertices) = models.sources[0]
    for name in ("fine/data", "first"):
        head, body = packed(folder / f"data/{name}.js")
        corners, chunk_of = unpacked(head, body)
        chunks = [
            c
            for c in baked.manifest.chunks
            if not c.language and ((c.detail == "near" and owners.get(c.zone) == "data") == (name == "fine/data"))
            and (c.detail != "near" or name != "first")
        ]  # fmt: skip
        assert len(chunks) == len(head["chunks"])
        for number, chunk in list(enumerate(chunks))[:: 1 if name == "fine/data" else 7]:
            spans = [s for s in chunk.spans if s.light == "day"]
            spans.sort(key=lambda s: (s.glass, s.sun))
            indices = np.concatenate([baked.indices[s.start : s.start + s.count] for s in spans])
            there = vertices["position"][chunk.first_vertex + indices.astype(int)] / STEP_M
            coarsest = 8.5 if chunk.kind == "city" else 2.1
            assert np.abs(corners[chunk_of == number] - there).max() <= coarsest, chunk.name


def test_a_folder_is_written_whole_or_not_at_all(
    parks: dict[str, Park], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    with new_folder(target) as folder:
        folder.text("en/line.html", "first")
    with pytest.raises(OSError, match="disk"), new_folder(target) as folder:
        folder.text("en/line.html", "second")
        raise OSError("the disk is full")
    assert (target / "en/line.html").read_text() == "first"
    with new_folder(target) as folder:
        folder.text("index.html", "third")
    assert not (target / "en").exists()
    (target / "thesis.odt").write_text("mine")
    with pytest.raises(NotExported) as fault, new_folder(target):
        pass
    assert "thesis.odt" in str(fault.value.message)
    assert (target / "index.html").read_text() == "third"
    assert sorted(tmp_path.iterdir()) == [target]


def test_the_list_names_every_file(folder: Path) -> None:
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert set(json.loads((folder / "files.json").read_text())) == there


class Page(HTMLParser):
    """A page as read: ids, links, and whether each element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a":
            self.links.append(str(values["href"]))
        self.sources += [str(values[name]) for name in ("src", "srcset") if name in values]
        if tag == "link":
            self.sources.append(str(values["href"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("scene", ["metaverse", "pumps"])
def test_plain_pages_are_whole(editions: dict[str, Report], parks: dict[str, Park], scene: str) -> None:
    root, park = editions[scene].folder, parks[scene]
    pages = {
        file.relative_to(root).as_posix(): Page(file.read_text("utf-8")) for file in root.rglob("*.html")
    }
    for language in ("en", "zh", "de"):
        own = {name: page for name, page in pages.items() if name.startswith(f"{language}/")}
        assert {f"{language}/{zone}.html" for zone in park.zones} <= set(own)
        counted = Counter(id for page in own.values() for id in page.ids if re.fullmatch(r"C\d+", id))
        assert counted == Counter(park.claims.keys())
    for name, page in pages.items():
        assert not page.open, name
        assert len(set(page.ids)) == len(page.ids), name
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "mailto"), (name, link)
                continue
            there = (Path(name).parent / parts.path).as_posix() if parts.path else name
            there = str(Path("/", there).resolve()).lstrip("/")
            assert there in pages, (name, link)
            if parts.fragment and not parts.fragment.startswith("/"):
                assert parts.fragment in pages[there].ids, (name, link)
        for source in page.sources:
            if not source.startswith("data:"):
                assert (root / Path(name).parent / source).is_file(), (name, source)


def test_nothing_is_named_that_lies_elsewhere(editions: dict[str, Report]) -> None:
    """Addresses of other hosts are links of sources and contacts; styles and scripts name none."""
    for report in editions.values():
        for file in report.folder.rglob("*"):
            if file.suffix in (".html", ".css") or (file.suffix == ".js" and file.parent == report.folder):
                text = re.sub(r'<a href="https?://[^"]*"', "", file.read_text("utf-8"))
                assert not re.search(r"""(src|href|url)\W{1,3}https?://""", text), file
                assert file.suffix == ".html" or "https://" not in text, file


def test_texts_that_are_to_be_written_do_not_go_out(parks: dict[str, Park], tmp_path: Path) -> None:
    park = parks["pumps"]
    zone = next(iter(park.zones.values()))
    article = type(zone.article)(dict.fromkeys(park.languages, "TO DO: write this."))
    unfinished = park.model_copy(
        update={"zones": {**park.zones, zone.id: zone.model_copy(update={"article": article})}}
    )
    with pytest.raises(NotExported) as fault:
        publish(unfinished, ASSETS, tmp_path / "out", Wishes(exhibits=False, pictures=False))
    assert "--draft" in str(fault.value.message)
    assert not list(tmp_path.iterdir())
    wishes = Wishes(("en",), draft=True, exhibits=False, pictures=False)
    report = publish(unfinished, ASSETS, tmp_path / "out", wishes)
    assert "Draft" in (report.folder / f"en/{zone.id}.html").read_text("utf-8")


def test_a_park_that_is_too_large_names_its_largest_models(
    parks: dict[str, Park], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "MOST_BYTES", 100_000)
    with pytest.raises(NotExported) as fault:
        publish(parks["pumps"], ASSETS, tmp_path / "out", Wishes(exhibits=False, pictures=False))
    assert dict(fault.value.message.values)["names"]
    assert not list(tmp_path.iterdir())


def test_models_beyond_the_first_file_come_with_their_zone(
    parks: dict[str, Park], editions: dict[str, Report], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A huge park of an author's models has a first picture of a bounded size; nothing of it is lost."""
    monkeypatch.setattr(planes, "MOST_FIRST", 20_000)
    wishes = Wishes(("en",), exhibits=False, pictures=False)
    small = publish(parks["pumps"], ASSETS, tmp_path / "out", wishes).folder
    count = {"first": [0, 0], "fine": [0, 0]}
    for number, root in enumerate((editions["pumps"].folder, small)):
        for file in (root / "data/first.js", *(root / "data/fine").glob("*.js")):
            count["first" if file.stem == "first" else "fine"][number] += packed(file)[0]["vertices"]
    assert count["first"][1] < count["first"][0]
    assert count["first"][0] + count["fine"][0] == count["first"][1] + count["fine"][1]


def test_without_a_stage_there_is_no_poster_but_a_warning(
    parks: dict[str, Park], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> dict[str, str]:
        raise publishing.NoGraphics("no driver")

    monkeypatch.setattr(publishing, "write_posters", refuse)
    report = publish(parks["pumps"], ASSETS, tmp_path / "out", replace(Wishes(("de",)), exhibits=False))
    assert any("poster" in warning.english for warning in report.warnings if isinstance(warning, Text))
    assert "<picture>" not in (report.folder / "index.html").read_text("utf-8")
