"""Texts go out to a sheet and come back: nothing else in a file changes, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.__main__ import main
from explorer.base.bootstrap import ROOT
from explorer.editor.new_scene import new_scene
from explorer.editor.text_files import Refused, read_rows, write_rows
from explorer.editor.texts import Lost, TextRow, changed_files, read_texts, with_texts
from explorer.park import load
from tests.scene import write_scene
from tests.small_scene import write_small_scene

NOWHERE = Path("/nowhere")
FORMATS = ["texts.csv", "texts.xlsx", "texts.po"]
SOURCE = """\
# a comment
title: {en: Mill, zh: "磨坊"}  # beside it
number: 1
lead:
    en: 'A wheel: it turns.'   # kept
    zh: >-
        轮子
        在转
article:
  en: |
    First.

    Second.
  # between
  zh: |
    一。
walk: [a, b]
stops:
  - id: one
    caption: {en: Old}
"""


def test_only_what_is_asked_for_changes() -> None:
    made = with_texts(
        SOURCE, {"title": {"zh": "水磨"}, "stops.0.caption": {"en": 'New, "quoted": #1', "de": "Neu"}}
    )
    assert made == SOURCE.replace('"磨坊"', '"水磨"').replace(
        "{en: Old}", '{en: "New, \\"quoted\\": #1", de: "Neu"}'
    )


def test_texts_of_several_lines_stay_readable() -> None:
    made = with_texts(
        SOURCE, {"article": {"en": "One.\n\nTwo.", "zh": "二。"}, "lead": {"zh": "一行", "fr": "Une roue."}}
    )
    assert "  en: |\n    One.\n\n    Two.\n  # between\n" in made
    assert '    zh: "一行"\n    fr: "Une roue."\narticle:' in made
    assert "# a comment" in made and "# beside it" in made and "# kept" in made


def test_a_place_that_is_not_there_is_refused() -> None:
    for place in ("titel", "walk", "walk.0", "stops.1.caption", "number"):
        with pytest.raises(Lost):
            with_texts(SOURCE, {place: {"en": "x"}})


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(str.strip))
def test_any_text_can_be_put_in(text: str) -> None:
    """Read again inside: what was not written as asked raises."""
    made = with_texts(
        SOURCE, {"title": {"en": text}, "lead": {"en": text, "de": text}, "article": {"zh": text}}
    )
    assert made.count("\n") >= SOURCE.count("\n") - 2


@pytest.mark.parametrize("name", FORMATS)
def test_out_and_in_again_changes_no_byte(tmp_path: Path, name: str) -> None:
    scene = write_scene(tmp_path / "toy")
    before = {path: path.read_bytes() for path in scene.rglob("*.yaml")}
    assert main(["texts", str(scene), "--export", str(tmp_path / name), "--languages", "zh"]) == 0
    assert main(["texts", str(scene), "--import", str(tmp_path / name)]) == 0
    assert {path: path.read_bytes() for path in scene.rglob("*.yaml")} == before


@pytest.mark.parametrize("name", FORMATS)
def test_each_text_can_be_another(tmp_path: Path, name: str) -> None:
    scene = write_scene(tmp_path / "toy")
    _, rows = read_texts(scene)
    assert len(rows) > 20 and {row.file for row in rows} >= {"park.yaml", "zones/mill.yaml", "claims.yaml"}
    wanted = [
        TextRow(row.file, row.place, {"en": row.words["en"], "zh": f"“{row.words['zh']}”，=1\\n"[:70]})
        for row in rows
    ]
    write_rows(tmp_path / name, wanted, "en", "zh")
    assert main(["texts", str(scene), "--import", str(tmp_path / name)]) == 0
    _, now = read_texts(scene)
    assert now == wanted
    for path in (scene / "park.yaml", scene / "zones/mill.yaml"):
        assert "accent: {day:" in path.read_text("utf-8"), "what is no text stands as it did"


def test_a_language_is_added_by_a_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scene = write_small_scene(tmp_path / "new")
    sheet = tmp_path / "texts.csv"
    assert main(["texts", str(scene), "--export", str(sheet), "--languages", "fr"]) == 0
    rows = [TextRow(r.file, r.place, {**r.words, "fr": f"fr {r.words['en']}"}) for r in read_rows(sheet)]
    write_rows(sheet, rows, "en")
    assert main(["texts", str(scene), "--import", str(sheet)]) == 0
    assert "languages: [en, fr]" in capsys.readouterr().out
    park = scene / "park.yaml"
    park.write_text(park.read_text("utf-8").replace("languages: [en]", "languages: [en, fr]"), "utf-8")
    assert load(scene, NOWHERE).zones["zone-1"].title["fr"] == "fr Zone 1"


def test_rows_that_lead_nowhere_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scene = write_small_scene(tmp_path / "new")
    _, now = read_texts(scene)
    files, lost, count = changed_files(scene, [TextRow("zones/gone.yaml", "title", {"en": "x"})], now)
    assert (files, [row.file for row in lost], count) == ({}, ["zones/gone.yaml"], 0)
    write_rows(tmp_path / "a.csv", lost, "en")
    assert main(["texts", str(scene), "--import", str(tmp_path / "a.csv")]) == 1
    assert "zones/gone.yaml: title is not there any more" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"one,two,en\n"), ("a.csv", b"file,place,English\n"), ("a.csv", b"\xff\xfe\x00"), ("a.csv", b""),
        ("a.csv", b'file,place,en\npark.yaml,title,"' + b"a,b,c\n" * 30_000),
        ("a.xlsx", b"PK no workbook"), ("a.po", b'msgid "x"\nmsgstr "y"\n'),
    ],
)  # fmt: skip
def test_what_is_no_file_of_texts_is_refused(
    tmp_path: Path, name: str, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Refused):
        read_rows(tmp_path / name)
    scene = write_small_scene(tmp_path / "new")
    assert main(["texts", str(scene), "--import", str(tmp_path / name)]) == 2
    assert name in capsys.readouterr().err


def test_notes_beside_the_table_are_no_language(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("file,place,en,,\npark.yaml,title,Garden,,checked by Anna\n", "utf-8")
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["file", "place", "en"], ["park.yaml", "title", "Garden"]):
        book.active.append(row)
    book.active["F3"] = "checked by Anna"
    book.active["G1"].font = openpyxl.styles.Font(bold=True)
    book.active["XFD20000"] = "far away"
    book.save(tmp_path / "a.xlsx")
    for name in ("a.csv", "a.xlsx"):
        assert read_rows(tmp_path / name) == [TextRow("park.yaml", "title", {"en": "Garden"})]


def test_the_usual_csv_of_excel_is_to_be_saved_as_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("file;place;de\npark.yaml;title;Größe\n".encode("cp1252"))
    with pytest.raises(Refused) as refused:
        read_rows(tmp_path / "a.csv")
    assert "UTF-8" in str(refused.value.remedy)


def test_the_shipped_scene_has_all_its_texts_in_the_sheet() -> None:
    reading, rows = read_texts(ROOT / "scenes" / "metaverse")
    assert reading.languages == ("en", "zh") and len(rows) > 1000
    assert all(text for row in rows for text in row.words.values())
    assert len({(row.file, row.place) for row in rows}) == len(rows)


def test_the_mark_of_a_text_goes_when_it_is_written_in_every_language() -> None:
    park = new_scene("new", "New", ("de", "en"), 1)["park.yaml"]
    both = {"de": "Molkerei", "en": "Dairy"}
    marks = park.count("# TO DO: ")
    assert marks == 4
    half = with_texts(park, {"title": {"de": "Molkerei"}})
    whole = with_texts(park, {"title": both, "opening.what": both})
    assert half.count("# TO DO: ") == marks and whole.count("# TO DO: ") == marks - 2
    gone = "# TO DO: wie der Park heißt"
    assert gone in park and gone not in whole and gone.replace("TO DO: ", "") in whole
