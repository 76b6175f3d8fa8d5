"""Numbers that cannot be drawn, texts that have no end, and other values that no file may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.i18n import tr
from explorer.park.load import read
from tests.grown_scene import write_grown_scene
from tests.scene import swap, write_scene

MILL = "zones/mill.yaml"
EXHIBIT = """\
exhibit:
  kind: line
  centre_m: [-20, 0, 0]
  size_m: [8, 8, 8]
  see: {en: A wheel., zh: 一个轮子。}
  learn: {en: It turns., zh: 它在转。}
  real: {en: It is a toy., zh: 它是玩具。}
"""


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    folder = write_scene(tmp_path / "toy")
    mill = folder / MILL
    mill.write_text(mill.read_text("utf-8") + EXHIBIT, "utf-8")
    return folder


def reported(folder: Path) -> list[str]:
    return [
        f.as_text().removeprefix(f"{folder.as_posix()}/")
        for f in read(folder, folder).faults
        if f.weight == "error"
    ]


COORDINATES = [
    ("park.yaml", "target_m: [0,", "target_m: [{},"),
    ("park.yaml", "low_m: [-200,", "low_m: [{},"),
    ("park.yaml", "polygon_m: [[-50,", "polygon_m: [[{},"),
    ("park.yaml", "distance_m: 150", "distance_m: {}"),
    ("park.yaml", "azimuth_deg: 180", "azimuth_deg: {}"),
    ("park.yaml", "fov_deg: 36", "fov_deg: {}"),
    ("park.yaml", "ceiling_m: 200", "ceiling_m: {}"),
    (MILL, "place: {centre_m: [-20,", "place: {centre_m: [{},"),
    (MILL, "footprint_m: [10,", "footprint_m: [{},"),
    (MILL, "label_m: [-20,", "label_m: [{},"),
    (MILL, "height_m: 12", "height_m: {}"),
    (MILL, "heading_deg: 180", "heading_deg: {}"),
    (MILL, "  centre_m: [-20,", "  centre_m: [{},"),
    (MILL, "size_m: [8,", "size_m: [{},"),
]


@pytest.mark.parametrize(
    "number", [".nan", ".inf", "-.inf", "1e999", "1e308", "true", "'5'", "~", "9" * 5000]
)
@pytest.mark.parametrize(("file", "old", "new"), COORDINATES, ids=[old for _, old, _ in COORDINATES])
def test_a_number_that_cannot_be_drawn_is_an_error(
    scene: Path, file: str, old: str, new: str, number: str
) -> None:
    swap(scene / file, old, new.replace("{}", number))
    faults = reported(scene)
    assert faults and all(line.startswith(file) for line in faults), faults
    assert any("should be a number" in line or "is out of range: it must be" in line for line in faults)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (MILL, "footprint_m: [10,", "footprint_m: [0,", "place.footprint_m.0: 0 is out of range: it must be ≥ 0.1"),
        (MILL, "size_m: [8, 8", "size_m: [8, -1", "exhibit.size_m.1: -1 is out of range: it must be ≥ 0.1"),
        (MILL, "size_m: [8, 8, 8]", "size_m: [8, 8]", "exhibit.size_m.2: a number is missing: write all of them"),
        (MILL, "number: 1", "number: true", "number: should be a whole number, not true"),
        (MILL, "number: 1", "number: 1.5", "number: should be a whole number, not 1.5"),
        ("park.yaml", "format: 1", "format: true", "format: should be a number"),
        ("park.yaml", "claims_expected: 2", "claims_expected: 1000000000", "it must be ≤ 999"),
        ("park.yaml", "high_m: [200,", "high_m: [-300,", "bounds.high_m: not above low_m"),
        ("park.yaml", "Toy park", "x" * 81, "title.en: 81 characters: write at most 80"),
        (MILL, "letters: {en: Mill", 'letters: {en: "Old\\nMill"', "letters.en: should be one line"),
        (MILL, "It grinds.", "x" * 2001, "business.en: 2,001 characters: write at most 2,000"),
        (MILL, "{en: It grinds.", '{en: "It \\a grinds."', "business.en: holds an invisible character, U+0007"),
        (MILL, "{en: Mill, zh: 磨坊}\nletters", "~\nletters", "title: should be a group of keys, not nothing"),
        (MILL, "en: It grinds.", "en: [It, grinds]", "business.en: should be text, not a list: write one text here"),
        (MILL, 'date: "1850"', "date: 1850", 'should be text, not 1850: put it in quotes: "1850"'),
        (MILL, "id: mill-age", "id: Mill Age", "write small letters, digits and hyphens, such as data-hub"),
        (MILL, '"#1FA588"', "green", "accent.day: 'green' is not in the right form: write six digits or letters"),
        ("sources.yaml", 'date: "1850"', 'date: "May 1850"', 'write "2023", "2023-09" or "2023-09-08", in quotes'),
        ("sources.yaml", "https://example.org/a", "file:///etc/passwd", "begins with https://"),
        ("claims.yaml", "part: paragraph 1", "part: page 1", "paragraph, bullet or technology and a number"),
        ("claims.yaml", "C02:", "C2:", "C2: 'C2' is not in the right form: write C and two or three digits"),
    ],
)  # fmt: skip
def test_what_is_reported_is_what_a_person_can_do(
    scene: Path, file: str, old: str, new: str, expected: str
) -> None:
    swap(scene / file, old, new)
    faults = reported(scene)
    assert any(expected in line and line.startswith(file) for line in faults), faults


def test_what_is_filled_in_from_a_wrong_value_is_not_told(tmp_path: Path) -> None:
    scene = write_grown_scene(tmp_path / "works", {"hall": "{kind: hall}"})
    swap(scene / "park.yaml", "Works", "Works " * 60)
    swap(scene / "zones" / "hall.yaml", "title: {en: Hall, zh: 厂房}", "title: {en: Hall}")
    park, hall = reported(scene)
    assert park.startswith("park.yaml:3:9: title.en: 359 characters"), "and not of its only district"
    assert hall.startswith("zones/hall.yaml:2:1: title.zh: has no text"), "and not of the letters on the hall"


def test_what_follows_from_an_error_is_not_told(scene: Path) -> None:
    swap(scene / "glossary.yaml", "zones: [mill, barn]", "zones: [1, 2]")
    assert [line.split(": ")[1] for line in reported(scene)] == ["wheel.zones.0", "wheel.zones.1"]


def test_an_entry_with_an_unknown_name_is_one_error_and_left_out(scene: Path) -> None:
    swap(scene / "park.yaml", "wording:\n", "wording:\n  kinds: {note: a}\n")
    faults = reported(scene)
    assert faults and all("wording.kinds.note" in line for line in faults), faults
    assert read(scene, scene).park is None


def test_numbers_that_are_missing_are_one_error(scene: Path) -> None:
    swap(scene / MILL, "label_m: [-20, 0, 13]", "label_m: []")
    (line,) = reported(scene)
    assert "place.label_m.0: a number is missing: write all of them" in line


def test_a_long_value_is_quoted_to_its_end(scene: Path) -> None:
    swap(scene / MILL, "number: 1", f"number: {'9' * 5000}")
    (line,) = reported(scene)
    assert "999...': write a plain number" in line


def test_every_wrong_value_is_reported_in_chinese_too(scene: Path) -> None:
    swap(scene / MILL, "number: 1", "number: true")
    swap(scene / MILL, "{en: It grinds., zh: 它磨粉。}", "[1]")
    swap(scene / "park.yaml", "title: {en: Toy park", "title: {en: 5")
    swap(scene / "park.yaml", "walk: [mill, barn]", "walk: {a: b}")
    for fault in read(scene, scene).errors:
        for words in (tr(fault.what, "zh"), tr(fault.remedy, "zh")):
            assert any("\u4e00" <= c <= "\u9fff" for c in words), words
            assert not any(english in words for english in ("a list", "a group", "nothing", "should"))


def test_another_file_in_the_place_of_a_zone_is_one_error(scene: Path) -> None:
    (scene / MILL).write_text("\n".join(f"C{n}: {{kind: P}}" for n in range(10, 194)), "utf-8")
    (line,) = reported(scene)
    assert line.startswith("zones/mill.yaml:1:1: none of these keys belongs here: write number, district")


def test_unknown_keys_without_end_are_reported_in_a_few_lines(scene: Path) -> None:
    path = scene / MILL
    path.write_text(path.read_text("utf-8") + "\n".join(f"key-{i}: {i}" for i in range(1500)), "utf-8")
    faults = reported(scene)
    assert len(faults) == 21
    assert "1,480 more errors in this file" in faults[-1]


def test_one_error_more_than_are_listed_is_reported_as_it_is(scene: Path) -> None:
    path = scene / MILL
    path.write_text(path.read_text("utf-8") + "\n".join(f"key-{i}: {i}" for i in range(21)), "utf-8")
    faults = reported(scene)
    assert len(faults) == 21 and all("unknown key" in line for line in faults)
