"""The report of a ledger made by hand: the same numbers on the terminal, in the CSV file and on the page."""

from __future__ import annotations

import csv
import errno
import os
import re
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from explorer import __main__ as cli
from explorer.base import bootstrap
from explorer.base.bootstrap import ROOT
from explorer.i18n import Text, Verbatim, languages, tr
from explorer.measure.report import words
from explorer.measure.report.charts import Bar, bars, heat, shares
from explorer.measure.report.page import page
from explorer.measure.report.tables import Names, tables
from explorer.measure.report.text import printed
from explorer.net.fleet.collected import Collected
from explorer.net.fleet.outbox import PageMessage
from explorer.net.room.messages import FleetRow, FleetRows
from explorer.park import load
from explorer.park.model import SceneText
from explorer.shell.style.tokens import PALETTES
from explorer.visit.log.database import connected, count_answers
from explorer.visit.log.figures import Figures, Surveyed, read
from explorer.visit.log.merged import Unreadable
from explorer.visit.log.statistics import SurveyAnswer

from ...visit.log.made import VISITS, made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "visits.sqlite3")


@pytest.fixture
def figures(path: Path) -> Figures:
    return read(path)


pytestmark = pytest.mark.usefixtures("english")


NAMES = Names(
    {
        "data": SceneText({"en": "Data & Exchange", "zh": "数据流通中心"}),
        "net": SceneText({"en": "Network", "zh": "网络赛道"}),
    },
    {"line": SceneText({"en": "Break the sensor", "zh": "弄坏传感器"})},
    {"block-400": SceneText({"en": "Where does it break?", "zh": "断在哪里？"})},
    {("line", "wip"): SceneText({"en": "Parts on the line", "zh": "在制品"})},
)


def row(text: str, name: str) -> list[str]:
    """The numbers behind a name in a table on the terminal."""
    line = next(line for line in text.splitlines() if line.strip().startswith(name))
    return line.strip()[len(name) :].split()


def test_the_terminal_shows_a_table_of_each(figures: Figures) -> None:
    text = "\n\n".join(map(str, printed(tables(figures, NAMES), "en")))
    assert row(text, "2026-11-23") == ["3", "90", "1", "2"]
    assert row(text, "visits") == ["6"]
    assert row(text, "bounces: one touch, nothing opened") == ["1"]
    assert row(text, "active time, median, s") == ["90"]
    assert row(text, "10:00") == ["3"]
    assert row(text.split("day and hour\n")[1], "2026-11-23") == ["0", "2", "0", "0", "0", "0", "1"]
    assert row(text, "did an experiment") == ["3"]
    assert row(text, "Data & Exchange") == ["2", "3", "30"]
    assert row(text, "line") == ["1", "1", "60"]  # a zone whose name is not known is called as in the journal
    assert row(text, "Break the sensor") == ["11", "2"]
    assert row(text, "Chinese") == ["4"]
    assert row(text, "Where does it break?") == ["3", "2", "2:2", "3:1"]
    assert row(text, "interrupted, or still running") == ["1"]
    assert row(text, "kiosk") == ["4"]
    classes = text.split("Questions in class\n")[1]
    assert row(classes, "Where does it break?") == ["2", "42", "35", "1:7", "2:35"]
    assert row(text, "Break the sensor: Parts on the line") == ["2", "3", "1.5", "3", "4"]


def test_a_chinese_table_stands_in_columns_too(figures: Figures) -> None:
    text = "\n\n".join(map(str, printed(tables(figures, NAMES), "zh")))
    zones = text.split("展区\n")[1].split("\n\n")[0].splitlines()[1:]
    wide = {sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in zones}
    assert len(wide) == 1
    assert row(text, "数据流通中心") == ["2", "3", "30"]


def test_the_csv_file_holds_every_number_once(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "visits.csv"
    assert cli.main(["report", "--ledger", str(path), "--csv", str(out)]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {(r["table"], r["id"], r["measure"]): r["value"] for r in rows}
    assert len(found) == len(rows)
    assert found["zones", "data", "median_s"] == "30.0"
    assert found["zones", "data", "visits"] == "2"
    assert found["exhibits", "line", "acts"] == "11"
    assert found["quiz", "block-400", "options"] == "2:2 3:1"
    assert found["endings", "silence", "visits"] == "2"
    assert [found["classes", "block-400", what] for what in ("lessons", "hands", "right", "options")] == [
        "2", "42", "35", "1:7 2:35",
    ]  # fmt: skip
    names = next(r for r in rows if r["id"] == "data")
    assert names["name_zh"] == "数据流通中心"
    assert [column for column in names if column.startswith("name_")] == [f"name_{id}" for id in languages()]
    opened = next(r for r in rows if r["id"] == "zone")
    assert opened["name_de"] == "einen Bereich geöffnet"


class _Reader(HTMLParser):
    """Notes tags that are not closed, what is written, and whatever would be fetched from elsewhere."""

    VOID = ("meta", "input", "rect", "line", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []
        self.classes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        self.fetched += [str(v) for k, v in attrs if k in ("src", "href")]
        self.classes |= {c for k, v in attrs if k == "class" for c in str(v).split()}

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_needs_nothing_else_and_says_all_in_both_languages(figures: Figures) -> None:
    html = page(figures, NAMES, "zh")
    reader = _Reader()
    reader.feed(html)
    assert reader.open == []
    assert reader.fetched == []
    assert "http" not in html.replace("https://", "http://").replace("http://www.w3.org", "")
    reported = " ".join(reader.words)
    for text in (
        "What visitors looked at",
        "参观记录",
        "Data & Exchange",
        "数据流通中心",
        "2 of 3 correct",
        "35 of 42 correct",
        "42人举手，答对35人",
        "Questions in class",
        "课堂提问",
        "1 min 30 s",
    ):
        assert text in reported, text
    assert 'id="zh" checked' in html
    assert "Data &amp; Exchange" in html
    # each class of a drawn thing has its style, and both palettes are there
    style = html.split("<style>")[1].split("</style>")[0]
    for name in reader.classes - {"name", *languages(), "sub", "fine"}:
        assert f".{name}" in style, name
    for look in ("light", "dark"):
        assert f"--primary:{PALETTES[look]['primary']}" in style  # type: ignore[index]
    assert set(re.findall(r"var\(--(\w+)\)", style)) <= set(re.findall(r"--(\w+):", style))


def test_nothing_is_reported_of_what_nobody_did(tmp_path: Path) -> None:
    path = tmp_path / "visits.sqlite3"
    connected(path).close()
    html = page(read(path), NAMES, "en")
    assert "<section>" not in html
    assert printed(tables(read(path), NAMES), "en") == []


def widths(svg: str) -> list[float]:
    return [float(w) for w in re.findall(r'<rect[^>]* width="([\d.]+)"', svg)]


def test_a_bar_is_as_long_as_its_amount() -> None:
    reported = SceneText({"en": "a", "zh": "甲"})
    long, short, tiny, none = (
        Bar(reported, ((n, "fill"),), reported) for n in (100.0, 25.0, 0.001, 0.0)
    )  # fmt: skip
    drawn = widths(bars(reported, [long, short, tiny, none]))
    assert drawn[0] == pytest.approx(4 * drawn[1], rel=1e-3)
    assert drawn[2] == 2.0  # what is there is seen
    assert len(drawn) == 3


def test_a_heat_map_says_each_number_and_is_deepest_where_most_came() -> None:
    hours = [Verbatim("9"), Verbatim("10"), Verbatim("11")]
    svg = heat(Text("visits"), hours, [(Verbatim("11/23"), (1, 20, 0)), (Verbatim("11/24"), (10, 0, 5))])
    depth = [float(d) for d in re.findall(r'fill-opacity="([\d.]+)"', svg)]
    assert depth == pytest.approx([0.15 + 0.85 * n / 20 for n in (1, 20, 10, 5)], abs=0.006)
    assert re.findall(r'class="cell[^>]*>(\d+)<', svg) == ["1", "20", "10", "5"]


def test_a_shape_is_closed_so_that_a_browser_draws_what_follows_it(figures: Figures) -> None:
    charts = re.findall(r"<svg.*?</svg>", page(figures, NAMES, "en"), re.DOTALL)
    assert len(charts) > 5
    for chart in map(ElementTree.fromstring, charts):
        assert all(len(shape) == 0 for shape in chart.iter("rect"))


def test_shares_fill_the_width_and_say_percents() -> None:
    svg = shares(
        SceneText({"en": "a", "zh": "甲"}),
        [(SceneText({"en": "x", "zh": "子"}), 3), (SceneText({"en": "y", "zh": "丑"}), 1)],
    )
    assert "x · 3 (75 %)" in svg
    assert "丑 · 1（25 %）" in svg
    first, second = widths(svg)[0], widths(svg)[2]
    assert (first + 3) / (second + 3) == pytest.approx(3)


def test_a_long_question_is_cut_and_markup_is_not_markup() -> None:
    name = SceneText({"en": "x" * 300 + "<b>", "zh": "长" * 200})
    svg = bars(
        SceneText({"en": "<i>", "zh": "甲"}),
        [Bar(name, ((1.0, "fill"),), SceneText({"en": "<1>", "zh": "<1>"}))],
    )
    assert "<b>" not in svg
    assert "&lt;1&gt;" in svg
    assert "…" in svg


def test_the_page_reports_a_survey_in_the_words_of_the_scene(path: Path) -> None:
    with closing(connected(path)) as db:
        day = "2026-11-23"
        count_answers(db, [SurveyAnswer(day, "who", 2)] * 3 + [SurveyAnswer(day, "liked", 1)])
        count_answers(db, [SurveyAnswer(day, "wish", 0, "<b>more</b> seats"), SurveyAnswer(day, "who", 4)])
    names = Names.of(load(ROOT / "scenes" / "metaverse", Path("nowhere")))
    html = page(read(path), names, "en")
    for text in (
        "What brings you here?",
        "您因什么而来？",
        "3 (75 %)",
        "Very good",
        "&lt;b&gt;more&lt;/b&gt; seats",
    ):
        assert text in html, text
    survey = next(table for table in tables(read(path), names) if table.id == "survey")
    assert [row.id.split(".")[0] for row in survey.rows] == ["liked"] * 6 + ["who"] * 6 + ["wish"] * 2


# ---- the command


def test_every_visit_goes_into_a_file(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "raw.csv"
    assert cli.main(["report", "--ledger", str(path), "--visits", str(out)]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert [row["begun"] for row in csv.DictReader(file)] == sorted(page.begun for page in VISITS)


def test_page_table_and_visits_are_written_together_or_not_at_all(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A booth's staff save all three onto a stick, with progress that another process can read."""
    files = [tmp_path / name for name in ("report.html", "report.csv", "visits.csv")]
    options = ("--html", "--csv", "--visits")
    asked = [word for option, file in zip(options, files, strict=True) for word in (option, str(file))]
    assert cli.main(["report", "--ledger", str(path), *asked]) == 0
    assert [int(share) for share in re.findall(r"(\d+)%", capsys.readouterr().err)] == [0, 33, 67, 100]
    before = [file.read_bytes() for file in files]
    assert all(before)

    synced = os.fsync
    left = [1]  # the second file no longer fits

    def full(number: int) -> None:
        if not left:
            raise OSError(errno.ENOSPC, "No space left on device")
        left.pop()
        synced(number)

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr("explorer.measure.report.command.page", lambda *_: "another page")
    assert cli.main(["report", "--ledger", str(path), *asked, "--lang", "de"]) == 2
    assert capsys.readouterr().err.endswith("der Datenträger ist voll\n")
    assert [file.read_bytes() for file in files] == before
    assert not list(tmp_path.glob("*.part"))


def test_on_paper_an_overview_of_many_sections_shrinks_to_a_sheet(figures: Figures) -> None:
    lines = Surveyed("wish", {}, tuple(f"line {n}" for n in range(12)), 0)
    choices = [Surveyed(f"q{n}", dict.fromkeys(range(1, 7), 3), (), 0) for n in range(8)]
    short = page(figures, NAMES, "en")
    assert "zoom:" not in short
    long = page(replace(figures, survey=(lines, *choices)), NAMES, "en")
    share = float(re.findall(r"zoom:([\d.]+)", long)[0])
    assert 0.4 < share < 1.0
    assert long.count('class="onscreen"') == 1  # what is on no paper is on the screen


def test_the_command_prints_writes_and_counts_from_a_day(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["report", "--ledger", str(path), "--since", "2026-11-24"]) == 0
    assert row(capsys.readouterr().out, "2026-11-24") == ["3", "90", "0", "1"]
    out = tmp_path / "report.html"
    assert cli.main(["report", "--ledger", str(path), "--html", str(out), "--lang", "zh"]) == 0
    assert out.read_text("utf-8").startswith("<!doctype html>")
    assert cli.main(["report", "--ledger", str(path), "--html", str(tmp_path / "no" / "x.html")]) == 2


def test_a_ledger_that_is_missing_empty_or_broken_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def reported(path: Path, *more: str) -> tuple[int, str]:
        code = cli.main(["report", "--ledger", str(path), *more])
        return code, capsys.readouterr().err

    assert reported(tmp_path / "none")[0] == 2
    connected(tmp_path / "empty").close()
    code, text = reported(tmp_path / "empty")
    assert (code, text) == (0, f"No visits yet in {tmp_path / 'empty'}.\n")
    assert "自2026-12-01起没有" in reported(tmp_path / "empty", "--since", "2026-12-01", "--lang", "zh")[1]
    bootstrap.speak("en")
    (tmp_path / "broken").write_bytes(b"nonsense" * 1000)
    code, text = reported(tmp_path / "broken")
    assert code == 2
    assert "not a file of visit statistics" in text


def test_a_file_is_written_where_nobody_came_and_one_that_others_keep_closed_is_named(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script of every evening sends the file on: it must not be that of the day before."""
    for name, option in (("report.html", "--html"), ("report.csv", "--csv")):
        out = tmp_path / name
        assert cli.main(["report", "--ledger", str(path), option, str(out)]) == 0
        before = out.read_text("utf-8")
        capsys.readouterr()
        assert cli.main(["report", "--ledger", str(path), "--since", "2031-01-01", option, str(out)]) == 0
        assert out.read_text("utf-8") != before and "No visits since 2031-01-01" in capsys.readouterr().err
    assert "No visits in this time." in (tmp_path / "report.html").read_text("utf-8")

    is_file = Path.is_file

    def closed(self: Path) -> bool:
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return is_file(self)

    monkeypatch.setattr(Path, "is_file", closed)
    assert cli.main(["report", "--ledger", str(path), "--scene", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{path} could not be read: Permission denied\n"


def test_the_report_can_be_read_while_the_scene_is_broken(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["report", "--ledger", str(path), "--scene", str(tmp_path)]) == 0
    assert row(capsys.readouterr().out, "data") == ["2", "3", "30"]


def test_a_month_in_a_table_is_a_month() -> None:
    names = Names.of(load(ROOT / "scenes" / "metaverse", Path("nowhere")))
    assert [names.value("plaza", "date", 30.0), names.value("line", "wip", 30.0)][1] == "30"
    month = names.value("plaza", "date", 30.0)
    assert isinstance(month, Text) and (tr(month, "en"), tr(month, "zh")) == ("July 2024", "2024年7月")


def test_the_visits_of_one_booth_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hub.sqlite"
    with closing(Collected(path)) as hub:
        for booth, count in (("hall-1", 2), ("hall-2", 1)):
            pages = [PageMessage(page).model_dump_json() for page in VISITS[:count]]
            rows = [
                FleetRow(n=n, page=p, session=f"{n}", boot="b", steady_s=0.0) for n, p in enumerate(pages, 1)
            ]
            hub.take([(booth, FleetRows(epoch=booth, boot="b", steady_s=0.0, rows=tuple(rows)), 0.0)])

    counted = [
        read(path, booths=booths).visits for booths in ((), ("hall-1",), ("hall-2",), ("hall-2", "hall-1"))
    ]
    assert counted == [3, 2, 1, 3]
    assert cli.main(["report", "--ledger", str(path), "--booth", "hall-3"]) == 2
    assert "hall-1, hall-2" in capsys.readouterr().err
    with pytest.raises(Unreadable, match="no booths"):
        read(made(tmp_path / "own.sqlite"), booths=("hall-1",))


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["report", "--since", "yesterday"])
    assert "2026-11-01" in capsys.readouterr().err


def test_every_word_is_there_in_both_languages() -> None:
    said = [value for value in vars(words).values() if isinstance(value, Text)]
    said += [*words.NAMES.values(), *words.UNREADABLE.values()]
    assert len(said) > 40
    for one in said:
        assert tr(one, "en") and tr(one, "zh")
        assert re.findall(r"\{\w+\}", tr(one, "en")) != [] or not re.findall(r"\{\w+\}", tr(one, "zh"))
        assert set(re.findall(r"\{\w+\}", tr(one, "en"))) == set(re.findall(r"\{\w+\}", tr(one, "zh")))
        assert not re.search(r"[\u4e00-\u9fff][,;?!]", tr(one, "zh"))
