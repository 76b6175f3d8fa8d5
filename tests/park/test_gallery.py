"""The gallery of a scene: what is wrong with it is said at its line, and the park opens nevertheless where it can."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.exhibits.sheets.gallery import GalleryExhibit
from explorer.park import load
from explorer.park.check import check
from explorer.visit.tour.check import check_tours
from tests.gallery_scene import ZONE, write_gallery_scene

NOWHERE = Path("/nowhere")
GOOD = ("file: ./red.png, caption: {en: Red}", "file: ./green.svg, lasts_s: 9", "file: grey.webp")


def faults(scene: Path) -> list[str]:
    return [fault.as_text() for fault in check(scene, NOWHERE, check_tours).faults]


def gallery_of(scene: Path) -> GalleryExhibit:
    park = load(scene, NOWHERE)
    exhibit = park.fresh_exhibit(park.zones["zone-1"])
    assert isinstance(exhibit, GalleryExhibit)
    return exhibit


def pdf(pages: int) -> bytes:
    return b"%%PDF-1.4\n1 0 obj\n<< /Type /Pages /Count %d >>\nendobj\n" % pages


def test_pictures_make_an_exhibit(tmp_path: Path) -> None:
    scene = write_gallery_scene(tmp_path, GOOD)
    assert faults(scene) == []
    gallery = gallery_of(scene).gallery
    assert [slide.picture.kind for slide in gallery.slides] == ["photo", "drawing", "photo"]
    assert [slide.lasts_s for slide in gallery.slides] == [4, 9, 4]
    assert all(Path(slide.picture.path).is_file() for slide in gallery.slides)


def test_a_pdf_is_a_slide_a_page(tmp_path: Path) -> None:
    scene = write_gallery_scene(tmp_path, ["file: deck.pdf", "file: deck.pdf, pages: [3, 1]"])
    (scene / "deck.pdf").write_bytes(pdf(3))
    assert faults(scene) == []
    assert [slide.picture.page for slide in gallery_of(scene).gallery.slides] == [0, 1, 2, 2, 0]


@pytest.mark.parametrize(
    ("slide", "expected", "opens"),
    [
        (
            "file: ./gone.png",
            "slides.1.file: there is no file './gone.png'; a quiet screen stands there",
            True,
        ),
        ("file: ./half.png", "slides.1.file: './half.png' is not shown: is no picture of this kind", True),
        (
            "file: ./locked.pdf",
            "slides.1.file: './locked.pdf' is not shown: is encrypted: export it without",
            True,
        ),
        ("file: ./deck.pdf, pages: [4]", "slides.1.pages.0: there is no page 4: it must be 1 – 3", True),
        ("file: ../../red.png", "slides.1.file: '../../red.png' leads out of the scene folder", False),
        (
            "file: ./red.tiff",
            "slides.1.file: './red.tiff' is of a kind that is not read: use one of .png",
            False,
        ),
        ("file: ./red.png, pages: [1]", "slides.1.pages: only a PDF has pages", False),
        ("file: ./red.png, poster: ./blue.jpg", "slides.1.poster: only a video has a poster", False),
        ("file: ./red.png, lasts_s: 0.5", "lasts_s", False),
        ("file: ./red.png, captoin: {en: a}", "did you mean `caption`?", False),
    ],
)
def test_a_mistake_is_reported_at_its_line(tmp_path: Path, slide: str, expected: str, opens: bool) -> None:
    scene = write_gallery_scene(tmp_path, [GOOD[0], slide, GOOD[1]])
    (scene / "half.png").write_bytes(b"no picture")
    (scene / "deck.pdf").write_bytes(pdf(3))
    (scene / "locked.pdf").write_bytes(pdf(3) + b"trailer << /Encrypt 4 0 R >>")
    lines = (scene / ZONE).read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines, 1) if slide in line)
    found = faults(scene)
    assert any(expected in line and f"{ZONE}:{at}" in line for line in found), found
    if opens:
        assert gallery_of(scene).count >= 3, "the others are shown"


def test_what_is_no_gallery_says_so(tmp_path: Path) -> None:
    scene = write_gallery_scene(tmp_path, GOOD)
    text = (scene / ZONE).read_text("utf-8")
    (scene / ZONE).write_text(text.replace("kind: gallery", "kind: line"), "utf-8")
    assert any("exhibit.gallery: is of another kind of exhibit" in line for line in faults(scene))
    (scene / ZONE).write_text(text[: text.index("  gallery:")], "utf-8")
    assert any(
        "the exhibit has nothing to show: add `gallery:` with slides" in line for line in faults(scene)
    )
