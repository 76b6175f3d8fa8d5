"""What a form begins with asks for its author's words: marked in the file, found by the check, and gone once it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer import __main__ as cli
from explorer.base.bootstrap import ROOT
from explorer.editor.change import Change
from explorer.editor.document import SceneDocument
from explorer.editor.exhibits import exhibit_of, gallery_of
from explorer.editor.saving import bring_in
from explorer.i18n import Text, tr
from explorer.park.keys import all_asked
from tests.grown_scene import write_grown_scene

HALL, STEP = "zones/hall.yaml", Text("Change")


@pytest.fixture
def document(tmp_path: Path) -> SceneDocument:
    opened = SceneDocument.open(write_grown_scene(tmp_path / "scene"), ROOT / "assets")
    block = gallery_of(
        opened.languages, [bring_in(opened.folder, "media", ROOT / "scenes/pumps/media/way.svg")]
    )
    gallery = exhibit_of(opened.languages, "gallery", None, block)
    assert opened.apply([Change(HALL, ("exhibit",), gallery)], STEP).is_applied
    return opened


def asking(document: SceneDocument) -> list[str]:
    found = [located.fault for located in document.check() if "not written" in str(located.fault.what)]
    assert all(fault.weight == "warning" for fault in found)
    return [str(fault.what).split(":")[0] for fault in found]


def test_what_nobody_wrote_is_marked_and_found(document: SceneDocument) -> None:
    text = document.text(HALL) or ""
    assert text.count("# TO DO: ") == 4 and "# TO DO: Say whose pictures these are." in text
    names = ["exhibit.see", "exhibit.learn", "exhibit.real", "exhibit.gallery.source"]
    assert sorted(asking(document)) == sorted(names)
    for name in names:
        place = tuple(name.split("."))
        *before, last = document.languages
        written = dict.fromkeys(document.languages, "Our own words")
        asks = document.value(HALL, place)[last]
        document.apply([Change(HALL, place, {**written, last: asks})], STEP)
        if before:
            assert f"{name}.{last}" in asking(document), "half of it is not all of it"
            assert (document.text(HALL) or "").count("# TO DO: ") == text.count("# TO DO: ")
        document.apply([Change(HALL, place, written)], STEP)
        now = document.text(HALL) or ""
        assert now.count("# TO DO: ") == text.count("# TO DO: ") - 1
        text = now
    assert asking(document) == [] and "Say whose" in text, "what it asked for stays as a note"


def test_the_strict_check_does_not_let_it_pass(
    document: SceneDocument, capsys: pytest.CaptureFixture[str]
) -> None:
    assert document.save().problem is None
    assert cli.main(["check", str(document.folder), "--strict"]) == 1
    assert "Source (exhibit.gallery.source): this text is not written yet" in capsys.readouterr().out


def test_no_two_languages_ask_in_the_same_words() -> None:
    for text in all_asked():
        assert len({tr(text, language) for language in ("en", "de", "zh")}) == 3
