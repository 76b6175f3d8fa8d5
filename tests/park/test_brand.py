"""Whose park it is: what `brand:` may say, and what becomes of files and colours that cannot be used."""

from __future__ import annotations

from pathlib import Path

import fontpkg_figtree
import pytest

from explorer.base.bootstrap import ROOT
from explorer.base.suffixes import KEPT_ASIDE
from explorer.i18n import tr
from explorer.park.brand.files import FONTS as READ_FONTS
from explorer.park.brand.files import PICTURES as READ_PICTURES
from explorer.park.brand.model import Brand, Contact
from explorer.park.check import Report, check
from explorer.park.last_good import signature
from explorer.park.load import load
from explorer.shell.style.brand_check import check_brand_colours
from tests.branded_scene import BRAND, SVG, png, write_branded_scene

NOWHERE = Path("/nowhere")
FIGTREE = next((fontpkg_figtree.ROOT / "files").glob("*.ttf"))


def judged(scene: Path) -> Report:
    return check(scene, NOWHERE, check_brand_colours)


def test_a_whole_brand_has_no_fault_and_all_its_files(tmp_path: Path) -> None:
    scene = write_branded_scene(tmp_path, {**BRAND, "icon": "mark.png", "typeface": "own.ttf"})
    (scene / "mark.png").write_bytes(png(128, 128))
    (scene / "own.ttf").write_bytes(FIGTREE.read_bytes())
    assert judged(scene).faults == ()
    brand = load(scene, NOWHERE).brand
    assert brand is not None and brand.opening is not None and brand.opening["de"] == "Willkommen"
    files = {name: brand.file(name) for name in ("logo", "icon", "typeface")}
    assert files == {"logo": scene / "logo.svg", "icon": scene / "mark.png", "typeface": scene / "own.ttf"}
    assert {path for path, _, _ in signature(scene)} >= {"logo.svg", "mark.png", "own.ttf"}


def test_all_of_it_may_be_left_out(tmp_path: Path) -> None:
    assert judged(write_branded_scene(tmp_path, {"closing": "{de: Danke, en: Thanks}"})).faults == ()
    assert load(ROOT / "scenes" / "metaverse", ROOT / "assets").brand is None


BOMB = (
    "".join(f'<g id="n{n}">' + f'<use href="#n{n + 1}"/>' * 8 + "</g>" for n in range(9))
    + '<path id="n9" d="M0 0h1"/>'
)

BROKEN = {
    "no such file": (None, "there is no such file"),
    "cut off": (SVG[:90].encode(), "it is broken in line"),
    "empty": (b"", "it is broken in line"),
    "a web page": (b"<html><body/></html>", "it is no SVG drawing"),
    "entities": (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.encode(), "entities"),
    "huge": (SVG.replace("</svg>", "<g/>" * 150_000 + "</svg>").encode(), "600 kB"),
    "a bomb of uses": (SVG.replace("</svg>", BOMB + "</svg>").encode(), "more than 5,000 shapes"),
    "used by itself": (SVG.replace("</svg>", '<g id="c"><use href="#c"/></g></svg>').encode(), "uses itself"),
    "no size": (SVG.replace('viewBox="0 0 120 40"', "").encode(), "how large it is"),
    "size of nothing": (SVG.replace("120 40", "0 40").encode(), "how large it is"),
    "letters": (SVG.replace("</svg>", "<text>A</text></svg>").encode(), "fonts of each computer"),
    "links": (SVG.replace("</svg>", '<image href="/etc/passwd"/></svg>').encode(), "another file"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_logo_that_cannot_be_drawn_is_named_at_its_line(tmp_path: Path, case: str) -> None:
    scene = write_branded_scene(tmp_path)
    content, what = BROKEN[case]
    (scene / "logo.svg").unlink()
    if content is not None:
        (scene / "logo.svg").write_bytes(content)
    (fault,) = judged(scene).faults
    line = (scene / "park.yaml").read_text("utf-8").splitlines()[fault.line - 1]
    assert line.strip() == "logo: logo.svg" and fault.weight == "warning"
    assert what in tr(fault.what, "en") and str(fault.remedy)
    assert load(scene, NOWHERE).zones, "the park opens all the same"


PICTURES = {
    "20,000 pixels": (png(20_000, 20_000), "20,000 x 20,000 pixels"),
    "cut off": (png(200, 100)[:-30], "cut off or damaged"),
    "damaged": (png(200, 100)[:60] + b"\x00\x01" + png(200, 100)[62:], "cut off or damaged"),
    "a text": (b"PNG", "it is no PNG picture"),
    "coarse": (png(40, 20), "coarse"),
    "endless": (png(200, 100)[:-12] + b"\xff" * 12, "cut off or damaged"),
}


@pytest.mark.parametrize("case", PICTURES)
def test_a_picture_that_cannot_be_used_is_named(tmp_path: Path, case: str) -> None:
    scene = write_branded_scene(tmp_path, {"logo": "logo.png"})
    content, what = PICTURES[case]
    (scene / "logo.png").write_bytes(content)
    (fault,) = judged(scene).faults
    assert what in tr(fault.what, "en")


FONTS = {
    "a picture": (png(8, 8), "it is no typeface"),
    "cut off": (FIGTREE.read_bytes()[:4000], "cut off or damaged"),
    "a web font": (b"wOF2" + b"\x00" * 40, "web font"),
    "empty": (b"", "it is no typeface"),
}


@pytest.mark.parametrize("case", FONTS)
def test_a_typeface_that_is_none_is_named(tmp_path: Path, case: str) -> None:
    scene = write_branded_scene(tmp_path, {"typeface": "own.ttf"})
    content, what = FONTS[case]
    (scene / "own.ttf").write_bytes(content)
    (fault,) = judged(scene).faults
    assert what in tr(fault.what, "en")
    brand = load(scene, NOWHERE).brand
    assert brand is not None and brand.file("typeface") is None


@pytest.mark.parametrize(
    ("brand", "what"),
    [
        ({"logo": "../logo.svg"}, "leads out of the scene folder"),
        ({"logo": "logo.jpg"}, "of another kind"),
        ({"logo": "."}, "of another kind"),
        ({"colour": '"#FFFFFF"'}, "#FFFFFF is hard to see in the light theme"),
        ({"colour": '"#FFE14D"'}, "hard to see in the light theme"),
        ({"colour": '"#101018"'}, "#101018 is hard to see in the dark theme"),
        ({"colour": '"#FFFFFF"', "second": '"#FFFF00"'}, "in the light theme"),
        ({"second": '"#005EB8"'}, "not used without `colour`"),
        ({"colour": "blue"}, "is not in the right form"),
        ({"contact": "{name: K, email: nobody}"}, "is not in the right form"),
        ({"contact": "{email: info@kessler.example}"}, "field required"),
        ({"logos": "a.svg"}, "unknown key"),
    ],
)
def test_what_an_author_gets_wrong_is_told_once(tmp_path: Path, brand: dict[str, str], what: str) -> None:
    (fault,) = judged(write_branded_scene(tmp_path, brand)).faults
    assert what in tr(fault.what, "en")
    assert (tmp_path / "park.yaml").read_text("utf-8").splitlines()[fault.line - 1].startswith("  ")


@pytest.mark.parametrize("second", ["#E3B23C", "#F28C28"])
def test_a_second_colour_stands_in_where_the_first_is_hard_to_see(tmp_path: Path, second: str) -> None:
    scene = write_branded_scene(tmp_path, {"colour": '"#101018"', "second": f'"{second}"'})
    assert judged(scene).faults == ()


def test_a_contact_is_a_card_that_a_phone_can_keep() -> None:
    contact = Contact(
        name="Kessler; Söhne, GmbH", address=("Werft 1", "00000 Hafen"), email="a@b.example", web="https://b.example/"
    )  # fmt: skip
    rows = contact.card.split("\r\n")
    assert rows[:2] == ["BEGIN:VCARD", "VERSION:3.0"] and rows[-1] == "END:VCARD"
    assert r"FN:Kessler\; Söhne\, GmbH" in rows and r"ADR:;;Werft 1\, 00000 Hafen;;;;" in rows
    assert "EMAIL:a@b.example" in rows and "URL:https://b.example/" in rows
    assert not any(row.startswith("TEL") for row in rows)
    assert contact.lines == ("Werft 1", "00000 Hafen", "a@b.example", "b.example")


def test_every_file_of_a_brand_is_of_the_last_good_copy() -> None:
    assert {*READ_PICTURES, *READ_FONTS} == {".svg", ".png", ".ttf", ".otf"}
    assert {*READ_PICTURES, *READ_FONTS} <= KEPT_ASIDE
    assert Brand().file("logo") is None
