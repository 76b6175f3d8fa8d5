"""Ten falsifications of the shipped scene, one at a time, and what finds each."""

from __future__ import annotations

import argparse
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.cli.commands.scene.check import COMMAND
from explorer.exhibits.kinds import KINDS
from explorer.i18n.numbers import numbers_in
from explorer.park.checks.figures import check_figures
from explorer.park.checks.reviewed import FILE, changed, check_reviewed, read_digests, rows, write_digests
from explorer.park.load import Reading, read

SHIPPED = ROOT / "scenes" / "metaverse"


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "metaverse", ignore=shutil.ignore_patterns("at_work"))
    return tmp_path / "metaverse"


def warned(folder: Path, *inspectors: Callable[..., None]) -> list[str]:
    reading = read(folder, ROOT / "assets", KINDS)
    assert reading.park is not None
    before = set(reading.faults)
    for inspect in inspectors:
        inspect(reading, reading.park)
    return [fault.as_text() for fault in reading.faults if fault not in before]


def replace(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text, (file, old)
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_shipped_scenes_raise_no_alarm() -> None:
    for name in ("metaverse", "pumps"):
        assert warned(ROOT / "scenes" / name, check_figures, check_reviewed) == []


RULES, DIGESTS = "rules", "digests"
FALSIFICATIONS = [
    # what is falsified, file, old, new, what finds it
    ("a date in one language", "zones/plaza.yaml", "29 August 2023", "19 August 2023", RULES),
    ("a figure in one language", "zones/arcade.yaml", "350.789", "450.789", RULES),
    ("a claim", "claims.yaml", "three to five", "five to ten", RULES),
    ("the kind of a claim", "claims.yaml", "C142:\n  kind: V", "C142:\n  kind: F", DIGESTS),
    ("a threshold in Chinese", "zones/rules.yaml", "10万", "100万", RULES),
    ("the right answer", "quiz.yaml", "  right: 2\n", "  right: 1\n", DIGESTS),
    (
        "the source of a fact",
        "zones/horizon.yaml",
        "source: etnet-2025-09",
        "source: work-report-2026-03",
        DIGESTS,
    ),
    ("the year of a fact", "zones/forum.yaml", "On 9 March 2026", "On 9 March 2025", RULES),
    (
        "an exhibit's figure in one language",
        "zones/factory.yaml",
        "earned 3 % more",
        "earned 30 % more",
        RULES,
    ),
    ("the address of a source", "sources.yaml", "https://awnchina.cn/", "https://example.com/", DIGESTS),
]


@pytest.mark.parametrize(
    ("what", "file", "old", "new", "caught_by"), FALSIFICATIONS, ids=lambda v: str(v)[:24]
)
def test_a_falsified_row_is_reported(
    scene: Path, what: str, file: str, old: str, new: str, caught_by: str
) -> None:
    replace(scene, file, old, new)
    assert warned(scene, check_reviewed), what
    (scene / FILE).unlink()
    assert bool(warned(scene, check_figures, check_reviewed)) == (caught_by == RULES), what


def test_a_goal_falsified_in_every_language_is_carried_by_no_claim(scene: Path) -> None:
    (scene / FILE).unlink()
    for old, new in (
        ("3–5", "7–9"),
        ("three to five", "7 to 9"),
        ("3到5", "7到9"),
        ("3—5", "7—9"),
        ("三到五", "7到9"),
    ):
        path = scene / "zones/goals25.yaml"
        head, mark, rest = path.read_text("utf-8").partition("\nbusiness:")
        path.write_text(head.replace(old, new) + mark + rest, "utf-8")
    found = warned(scene, check_figures)
    assert any(
        "no claim or fact of this zone has 7" in line or "no claim or fact of this zone has 9" in line
        for line in found
    ), found


def test_one_of_two_equal_figures_falsified_in_one_language_is_reported(scene: Path) -> None:
    (scene / FILE).unlink()
    replace(scene, "zones/goals25.yaml", "three to five clusters", "four to six clusters")
    found = warned(scene, check_figures)
    assert any("3, 5 occurs less often in the text in English" in line for line in found), found


def test_a_date_falsified_in_every_language_is_in_no_claim_fact_or_source(scene: Path) -> None:
    (scene / FILE).unlink()
    replace(scene, "zones/plaza.yaml", "29 August 2023", "19 August 2023")
    replace(scene, "zones/plaza.yaml", "2023年8月29日", "2023年8月19日")
    found = warned(scene, check_figures)
    assert sum("no claim, fact or source has the date 2023-08-19" in line for line in found) == 2, found


def test_a_date_of_a_fact_in_another_year_is_reported_in_every_language(scene: Path) -> None:
    (scene / FILE).unlink()
    replace(scene, "zones/forum.yaml", 'date: "2026-03-09"', 'date: "2025-03-09"')
    assert (
        sum("the text says 2026, the date is 2025-03-09" in line for line in warned(scene, check_figures))
        == 2
    )


def test_a_row_is_renewed_alone_and_layout_does_not_matter(scene: Path) -> None:
    replace(scene, "quiz.yaml", "  right: 2\n", "  right: 1\n")
    replace(scene, "claims.yaml", "C01:\n", "# a comment\nC01:\n")
    replace(scene, "claims.yaml", "has announced a set", "has announced a number")
    reading = read(scene, ROOT / "assets", KINDS)
    digests = read_digests(scene)
    assert digests is not None
    waiting = changed(reading, digests)
    assert [row.name for row in waiting] == ["claims: C01", "quiz: who-and-when"]
    write_digests(scene, {**digests, waiting[0].name: waiting[0].digest})
    assert [row.name for row in changed(reading, read_digests(scene) or {})] == ["quiz: who-and-when"]


def test_the_command_shows_what_has_changed_and_renews_one_row(
    scene: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(scene, "quiz.yaml", "  right: 2\n", "  right: 1\n")
    replace(scene, "claims.yaml", "has announced a set", "has announced a number")
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def review(row: str = "") -> tuple[int, str]:
        code = COMMAND.run(argparse.Namespace(scene=scene, reviewed=row, strict=False, json=False))
        return code, "".join(capsys.readouterr())

    code, shown = review()
    assert code == 1 and "right: 1" in shown and "has announced a number" in shown
    assert review("claims: C99")[0] == 2
    assert review("claims: C01") == (0, "0 rows not reviewed\n")
    assert [row.name for row in changed(read(scene, ROOT / "assets", KINDS), read_digests(scene) or {})] == [
        "quiz: who-and-when"
    ]


def test_what_is_gone_and_what_is_new_are_reported(scene: Path) -> None:
    path = scene / FILE
    path.write_text(path.read_text("utf-8").replace("glossary: 6g", "glossary: 7g"), "utf-8")
    found = warned(scene, check_reviewed)
    assert any("glossary: 7g: reviewed, but gone" in line for line in found)
    assert any("glossary: 6g: not reviewed yet" in line for line in found)
    path.write_bytes(b"\xff\xfe: [")
    assert any("reviewed.json cannot be read" in line for line in warned(scene, check_reviewed))


def test_every_text_claim_answer_and_source_is_a_row() -> None:
    reading: Reading = read(SHIPPED, ROOT / "assets", KINDS)
    names = [row.name for row in rows(reading)]
    assert len(set(names)) == len(names)
    assert {"claims: C142", "quiz: who-and-when", "sources: briefing", "zones/data: article"} <= set(names)
    assert any(name.startswith("zones/forum: beyond.") for name in names)
    assert any(name.startswith("tours/talk: stops.") for name in names)


@pytest.mark.parametrize(
    ("text", "language", "written", "also"),
    [
        ("On 9 March 2026: 350.789 billion, 1,590 EFLOPS over 5G", "en", {9, 2026, 350.789e9, 1590}, {3, 5}),
        ("twenty-one of a million; half", "en", set(), {21, 1e6, 0.5}),
        ("2026年3月9日：3507.89亿，5G", "zh", {2026, 3, 9, 350.789e9}, {5}),
        ("五万八千，3.5万余家，42个万卡集群", "zh", {35_000, 42}, {58_000, 10_000}),
        (
            "Am 9. März 2026: 0,2725 kWh, 27.400 €, 27 000 €, drei Millionen",
            "de",
            {9, 2026, 0.2725, 27_400, 27_000},
            {3e6},
        ),
        ("trois cents", "fr", set(), set()),
    ],
)
def test_numbers_are_read_as_a_reader_reads_them(
    text: str, language: str, written: set[float], also: set[float]
) -> None:
    found = numbers_in(text, language)
    assert set(found.written) == written
    assert set(found.readable) >= written | also
