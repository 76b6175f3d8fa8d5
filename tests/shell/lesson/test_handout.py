"""The sheet of a lesson fits on both sides of a leaf in both languages; answers are a table; what cannot be written is told."""

from __future__ import annotations

import csv
import errno
import re
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from explorer.base.atomic_file import reason_of
from explorer.i18n import Text, tr
from explorer.park.model import LANGUAGES, Language
from explorer.shell.lesson import files
from explorer.shell.lesson.answers import answers_table
from explorer.shell.lesson.handout import ANSWER_LINES, LINES, PICTURE, Handout
from explorer.shell.lesson.plan import LessonPlan
from explorer.shell.lesson.task_table import LEVELS, Level, readings_of
from explorer.shell.panels.panel_page import linked
from explorer.shell.style import fonts
from explorer.shell.style.tokens import LIGHT
from explorer.visit.lesson.model_values import SEEDS, Values, model_values
from explorer.visit.lesson.state import Lesson, Marks

from ..picture import real_park

PARK = real_park()
LESSON = PARK.tours["lesson"]
MARKS = {"block-400": Marks((7, 15, 2, 2), 2)}


def pictures() -> dict[str, QImage]:
    made = {}
    for number, stop in enumerate(LESSON.stops):
        picture = QImage(QSize(*PICTURE), QImage.Format.Format_RGB32)
        picture.fill(QColor.fromHsv(number * 25, 180, 200))
        made[stop.id] = picture
    return made


@cache
def computed() -> Values:
    return model_values(PARK, LESSON)


def handout(language: Language, *, for_teacher: bool, level: Level = "B") -> Handout:
    values = computed() if files.needs_model("teacher" if for_teacher else "pupils", level) else {}
    return Handout(PARK, LESSON, language, Lesson(LESSON, marks=MARKS), {}, for_teacher, values, level)


def plain(page: str) -> str:
    """A page without the characters that hold words together."""
    return page.replace("\xa0", " ").replace("\u2060", "")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("for_teacher", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_is_two_leaves_at_most_and_nothing_is_parted(
    qtbot: QtBot, tmp_path: Path, language: Language, for_teacher: bool, level: Level
) -> None:
    fonts.load()
    sheet = handout(language, for_teacher=for_teacher, level=level)
    pages = files.laid_out(sheet, pictures())
    width, height = files.page_px()
    assert 2 <= len(pages) <= 4
    for page in pages:
        below = 0.0
        for placed in page:
            size = placed.document.size()
            assert placed.top_px >= below - 0.5
            below = placed.top_px + size.height()
            assert size.width() <= width + 1
        assert len(page) > 1 or below > height / 8  # no page for two lines at the foot
        assert below <= height
    written, count = files.pdf(sheet, pictures()), len(pages)
    assert written.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", written)) == count
    path = tmp_path / "sheet.pdf"
    path.write_bytes(written)
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    texts = [document.getAllText(page).text() for page in range(count)]
    assert all(f"{number} / {count}" in text for number, text in enumerate(texts, 1))
    assert document.metaData(QPdfDocument.MetaDataField.Creator) == PARK.title[language]


@pytest.mark.parametrize("for_teacher", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_as_large_as_in_a_schoolbook_and_none_is_grey(
    qtbot: QtBot, language: Language, for_teacher: bool
) -> None:
    fonts.load()
    assert files.TEXT_PX / files.PX_PER_INCH * 72 >= 11
    grey = {QColor(LIGHT[name]).name() for name in ("ink2", "ink3")}
    for page in files.laid_out(handout(language, for_teacher=for_teacher), pictures()):
        for placed in page:
            block = placed.document.begin()
            while block.isValid():
                each = block.begin()
                while not each.atEnd():
                    made = each.fragment().charFormat()
                    if not made.isImageFormat():
                        assert made.font().pixelSize() >= files.TEXT_PX
                        assert made.foreground().color().name() not in grey
                    each += 1
                block = block.next()


@pytest.mark.parametrize("language", LANGUAGES)
def test_stops_are_numbered_as_they_come_and_pupils_have_lines_to_write_on(language: Language) -> None:
    for_pupils, for_teacher = (handout(language, for_teacher=t).html(16) for t in (False, True))
    at = 0
    for number, stop in enumerate(LESSON.stops, 1):
        assert stop.zone is not None
        zone = PARK.zones[stop.zone]
        reported = f">{number}. {fonts.spaced(zone.title[language])}<"
        at = for_pupils.index(reported, at)  # in this order
        beside = fonts.spaced(tr(Text("zone {number}"), language, number=zone.number))
        assert beside in for_pupils[at : at + 200], "the number on its building"
    assert for_pupils.count("border-bottom") == LINES["B"] * len(LESSON.stops)
    assert "border-bottom" not in for_teacher
    for number, id in enumerate(LESSON.questions, 1):
        assert f"<b>{number}. {fonts.spaced(PARK.quiz[id].question[language])}" in for_pupils
    others = [q for q in PARK.quiz.values() if q.id not in LESSON.questions]
    assert others and not any(fonts.spaced(q.question[language]) in for_teacher for q in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_pupils_may_not_know_are_explained_on_the_sheet(language: Language) -> None:
    reported = handout(language, for_teacher=False).html(16)
    for term in ("miit", "digital-twin"):
        assert fonts.spaced(PARK.glossary[term].meaning[language]) in reported


@pytest.mark.parametrize("language", LANGUAGES)
def test_pupils_get_no_answers(qtbot: QtBot, language: Language) -> None:
    fonts.load()
    for_pupils = handout(language, for_teacher=False).html(16)
    for_teacher = handout(language, for_teacher=True).html(16)
    for question in (PARK.quiz[id] for id in LESSON.questions):
        reason = fonts.spaced(question.explanation[language]).replace("&", "&amp;")
        assert reason not in for_pupils
        assert reason in for_teacher
    share = fonts.spaced("58 %") if language == "en" else "58%"
    assert share in for_teacher
    assert share not in for_pupils
    assert fonts.spaced(LESSON.stops[2].note[language] if LESSON.stops[2].note else "") in for_teacher
    for stop in LESSON.stops:
        assert stop.card is not None
        for page in (for_pupils, for_teacher):
            assert fonts.spaced(stop.card.students_do[language]) in page


def test_a_page_for_a_browser_holds_its_pictures(qtbot: QtBot, tmp_path: Path) -> None:
    fonts.load()
    path = tmp_path / "sheet.html"
    files.write(path, handout("en", for_teacher=False), pictures())
    written = path.read_text("utf-8")
    assert written.count("data:image/jpeg;base64,") == len(LESSON.stops)
    assert "stop:" not in written


def test_what_cannot_be_written_is_an_error_with_a_reason(qtbot: QtBot, tmp_path: Path) -> None:
    fonts.load()
    with pytest.raises(OSError) as caught:
        files.write(tmp_path / "nowhere" / "sheet.pdf", handout("en", for_teacher=False), {})
    assert reason_of(caught.value, "en") == "the folder does not exist"
    assert reason_of(OSError(errno.EROFS, "Read-only file system"), "zh") == "没有写入权限"
    assert reason_of(OSError(errno.EFBIG, "File too large"), "en") == "File too large"


def test_the_table_has_a_line_for_every_option() -> None:
    rows = list(csv.reader(StringIO(answers_table(PARK, Lesson(LESSON, marks=MARKS), "en"))))
    assert rows[0] == ["number", "question", "option", "text", "count", "right"]
    assert len(rows) == 1 + sum(len(question.options) for question in PARK.quiz.values())
    block = [row for row in rows if row[0] == "2"]  # as on the sheet
    assert [(row[2], row[4], row[5]) for row in block] == [
        ("A", "7", "0"), ("B", "15", "1"), ("C", "2", "0"), ("D", "2", "0"),
    ]  # fmt: skip
    assert {row[4] for row in rows if row[0] == "1"} == {""}
    assert [sum(row[5] == "1" for row in rows if row[0] == str(n)) for n in range(1, 11)] == [1] * 10


def test_the_teacher_has_what_the_model_gives_for_every_task_with_its_spread() -> None:
    """Each stop whose task reads numbers off an exhibit; those of the plan's tree are counted, and stand in its note."""
    values = computed()
    assert [stop.id for stop in LESSON.stops] == ["plaza", *values]
    line = [trial["unnoticed"] for trial in values["line"]]
    assert line[0].low < line[0].median < line[0].high < line[1].median
    assert [trial["first_break"] for trial in values["data"]] == [(6, 6, 6), (7, 7, 7)]
    assert [trial["clusters"].median for trial in values["goals25"]] == [2, 4, 10]
    assert [trial["delay"].median for trial in values["drivers"]] == [73, 48, 48, 35, 19]
    sheet = handout("en", for_teacher=True).html(16)
    number = f"{line[0].median:.1f} s ({line[0].low:.1f}–{line[0].high:.1f})"
    for page in (sheet, handout("en", for_teacher=True, level="A").html(16), plan("en").html(16)):
        assert number in plain(page)
        assert f"over {len(SEEDS)} seeds" in page
    for level in LEVELS:
        assert number not in plain(handout("en", for_teacher=False, level=level).html(16))


def test_terms_are_found_once_whole_and_the_longest_first() -> None:
    glossary = PARK.glossary
    text = linked("The action plan is a plan; an Action Plan has dates.", glossary, "en")
    assert text == "The [[action-plan|action plan]] is a plan; an Action Plan has dates."
    assert linked("Transactions are not planned.", glossary, "en") == "Transactions are not planned."
    assert linked("行动计划由谁牵头？", glossary, "zh").startswith("[[action-plan|行动计划]]由谁")
    twins = linked("Digital twins are models.", glossary, "en")
    assert twins.startswith("[[") and "|Digital twins]]" in twins


@pytest.mark.parametrize("for_teacher", [False, True])
def test_the_foot_leads_to_the_web_edition_where_the_park_has_one(qtbot: QtBot, for_teacher: bool) -> None:
    sheet = handout("en", for_teacher=for_teacher)
    assert "on the web" not in files.html(sheet, pictures())
    there = replace(sheet, park=sheet.park.model_copy(update={"web": "https://park.example/it/"}))
    page = files.html(there, pictures())
    assert "The park on the web: park.example/it" in page
    assert page.count("<img") == files.html(sheet, pictures()).count("<img") + 1
    assert sum(map(len, files.laid_out(there, pictures()))) == sum(
        map(len, files.laid_out(sheet, pictures()))
    )
    assert len(files.laid_out(there, pictures())) == len(files.laid_out(sheet, pictures()))


def plan(language: Language) -> LessonPlan:
    return LessonPlan(PARK, LESSON, language, Lesson(LESSON, pupils=28), {}, computed())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_levels_ask_the_same_tasks_with_more_and_less_help(language: Language) -> None:
    sheets = {level: handout(language, for_teacher=False, level=level).html(16) for level in LEVELS}
    readings = {
        stop.id: found
        for stop in LESSON.stops
        if (found := readings_of(PARK, stop, computed().get(stop.id, ()), language))
    }
    guess, own = (fonts.spaced(tr(text, language)) for text in (Text("my guess"), Text("your own run")))
    for level, sheet in sheets.items():
        for found in readings.values():
            assert all(fonts.spaced(head) in sheet for head in found.heads()), "a row for each run"
            assert all(fonts.spaced(found.name(output)) in sheet for output in found.outputs)
        for id in LESSON.questions:
            question = PARK.quiz[id]
            assert fonts.spaced(question.question[language]) in sheet
            for option in question.options:
                assert (fonts.spaced(option[language]) in sheet) == (level != "C"), "C: in their own words"
        lines = LINES[level] * len(LESSON.stops) + (level == "C") * ANSWER_LINES * len(LESSON.questions)
        assert sheet.count("border-bottom") == lines
        outputs = sum(len(found.outputs) for found in readings.values())
        assert sheet.count(guess) == (level == "C") * outputs
        assert sheet.count(own) == (level == "C") * len(readings)
    for level in ("B", "C"):
        assert LIGHT["ok"] not in sheets[level], "nothing is given away"
    given = [found.shown(0, output, spread=False) for found in readings.values() for output in found.outputs]
    assert sheets["A"].count(LIGHT["ok"]) == len(given), "the first run of each task, as an example"
    assert all(fonts.spaced(each or "") in sheets["A"] for each in given)


def test_level_a_asks_which_run_gives_most_where_the_key_can_say_it() -> None:
    """Five switches of the drivers: without the network the delay is shortest or longest, as the model computes."""
    pupils, key = (plain(handout("en", for_teacher=t, level="A").html(16)) for t in (False, True))
    delays = [trial["delay"].median for trial in computed()["drivers"]]
    stop = next(stop for stop in LESSON.stops if stop.id == "drivers")
    found = readings_of(PARK, stop, computed()["drivers"], "en")
    assert found is not None
    heads = found.heads()
    most, least = heads[delays.index(max(delays))], heads[delays.index(min(delays))]
    answer = f"largest with {most}, smallest with {least}."
    assert answer in key and answer not in pupils and "largest with ____" in pupils


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lesson_plan_says_aims_materials_times_and_every_answer(
    qtbot: QtBot, tmp_path: Path, language: Language
) -> None:
    fonts.load()
    sheet = plan(language)
    page = plain(sheet.html(16))
    for number, (stop, begin_s) in enumerate(zip(LESSON.stops, LESSON.starts_s, strict=True), 1):
        assert stop.card is not None and stop.note is not None and stop.zone is not None
        assert f"{begin_s / 60:.0f}–{(begin_s + stop.hold_s) / 60:.0f}" in page
        assert f"{number}. {plain(fonts.spaced(PARK.zones[stop.zone].title[language]))}" in page
        for words in (stop.card.objective, stop.card.students_do, stop.note):
            assert plain(fonts.spaced(words[language])) in page
        found = readings_of(PARK, stop, computed().get(stop.id, ()), language)
        for at, trial in enumerate(found.runs if found else ()):
            for output in found.outputs if found else ():
                answer = found.shown(at, output) if found and output.name in trial.read else None
                assert answer is None or plain(fonts.spaced(answer)) in page
    for question in (PARK.quiz[id] for id in LESSON.questions):
        letter = "ABCDE"[question.right - 1]
        assert plain(fonts.spaced(question.options[question.right - 1][language])) in page
        assert letter in page and plain(fonts.spaced(question.explanation[language])) in page
    assert "28" in page, "as many worksheets as pupils"
    assert LESSON.prior is not None and plain(fonts.spaced(LESSON.prior[language])) in page
    path = tmp_path / "plan.pdf"
    files.write(path, sheet, {})
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    assert 2 <= document.pageCount() <= 4
