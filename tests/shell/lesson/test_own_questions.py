"""A teacher's own questions: typed into a form, kept beside the scene, asked in the lesson, written for the school."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
import yaml
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.base.bootstrap import ROOT
from explorer.cli.scene import ASSETS
from explorer.editor.own_questions import Draft, OwnQuestions
from explorer.park.defaults.own_questions import FILE
from explorer.park.load import read
from explorer.park.model import Park
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.app.take_away import TakeAway
from explorer.shell.lesson.own_page import OwnPage
from explorer.shell.lesson.school_files import school_file
from explorer.shell.widgets import Prose
from explorer.visit import TEACH, StartTour
from explorer.visit.lesson.acts import Ask, ShowOptions

from ..windows import Windows
from .conftest import Room

KEY = Qt.Key
HASH = Draft(
    "data", "de", "Was ist ein Hash?", ("Ein Schloss", "", "Ein Fingerabdruck", ""), 3, "Kurz und eindeutig."
)


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    folder = tmp_path / "park"
    shutil.copytree(ROOT / "scenes" / "metaverse", folder)
    return folder


def park_of(scene: Path) -> Park:
    reading = read(scene, ASSETS)
    assert reading.park is not None, [fault.as_text() for fault in reading.errors]
    return reading.park


@pytest.fixture
def classroom(open_window: Windows, scene: Path, tmp_path: Path) -> Room:
    take_away = TakeAway(scene, SettingsStore(tmp_path / "memory.ini"))
    room = Room(open_window(TEACH, park=park_of(scene), take_away=take_away))
    room.tick()
    return room


def page(room: Room) -> OwnPage:
    assert room.teaching.own is not None
    return room.teaching.own


def press(room: Room, name: str) -> None:
    page(room).buttons[name].click()
    room.tick()


def test_a_question_typed_into_the_form_is_asked_in_the_lesson_and_goes_to_the_school(
    classroom: Room, scene: Path
) -> None:
    assert classroom.teaching.begin is not None
    classroom.teaching.write_questions()
    classroom.tick()
    assert page(classroom).isVisible() and not classroom.teaching.begin.isVisible()
    press(classroom, "new")
    form = page(classroom)
    assert form.zone.currentData() == "plaza", "the first stop of the lesson"
    form.zone.setCurrentIndex(form.zone.findData("net"))
    form.question.setFocus()
    QTest.keyClicks(form.question, "What is 1 + 1? T, U, 1")  # keys of the lesson are letters here
    for field, words in zip(form.options, ("1", "2"), strict=False):
        field.setFocus()
        classroom.type(words)
    press(classroom, "save")
    assert any("Mark the right answer" in words for words in shown(form)), "nothing typed is lost"
    assert form.question.toPlainText() == "What is 1 + 1? T, U, 1"
    next(cell for cell in form.right.cells if cell.text() == "B").click()
    press(classroom, "save")
    written = yaml.safe_load((scene / FILE).read_text("utf-8"))
    assert list(written) == ["own-1"]
    assert written["own-1"]["zones"] == ["net"] and written["own-1"]["right"] == 2
    assert written["own-1"]["options"] == [{"en": "1"}, {"en": "2"}]
    press(classroom, "new")
    classroom.press(KEY.Key_Escape, KEY.Key_Escape)
    assert classroom.teaching.begin.isVisible(), "Esc closes the form, then the page"
    classroom.do(StartTour("lesson", 3), Ask("own-1"), ShowOptions())
    tiles = classroom.teaching.question.tiles
    assert [tile.option_text for tile in tiles] == ["1", "2"]
    assert "own-1" in classroom.visit.park.tours["lesson"].questions
    park = park_of(scene)
    assert park.quiz["own-1"] == classroom.visit.park.quiz["own-1"]
    assert park.tours["lesson"].questions == classroom.visit.park.tours["lesson"].questions


def shown(form: OwnPage) -> list[str]:
    """The paragraphs of the page."""
    return [prose.source for prose in form.findChildren(Prose)]


@pytest.mark.parametrize("suffix", [".xml", ".gift", ".zip"])
def test_own_questions_in_one_language_go_into_every_file_for_the_school(scene: Path, suffix: str) -> None:
    OwnQuestions(scene).save(None, HASH)
    park = park_of(scene)
    data = school_file(suffix, park, park.tours["lesson"], "zh", {})
    if suffix == ".xml":
        found = [q for q in fromstring(data).findall("question") if q.findtext("idnumber") == "own-1"]
        assert len(found) == 1 and "Was ist ein Hash?" in (found[0].findtext("questiontext/text") or "")
    elif suffix == ".gift":
        assert "Was ist ein Hash?" in data.decode() and "=Ein Fingerabdruck" in data.decode()
    else:
        from io import BytesIO
        from zipfile import ZipFile

        assert "Was ist ein Hash?" in ZipFile(BytesIO(data)).read("lesson.xml").decode()


def test_changes_are_taken_back_one_by_one_and_other_languages_stay(scene: Path) -> None:
    own = OwnQuestions(scene)
    own.save(None, HASH)
    own.save("own-1", Draft("data", "en", "What is a hash?", ("A lock", "A fingerprint"), 2))
    row = own.rows["own-1"]
    assert row["question"] == {"de": "Was ist ein Hash?", "en": "What is a hash?"}
    assert row["options"][1] == {"de": "Ein Fingerabdruck", "en": "A fingerprint"}
    assert OwnQuestions(scene).rows == own.rows, "as it is written"
    own.save("own-1", Draft("data", "en", "What?", ("a", "b", "c"), 1))
    assert own.rows["own-1"]["question"] == {"en": "What?"}, "other answers: the German ones no longer fit"
    own.delete("own-1")
    assert own.rows == {} and park_of(scene).quiz.keys() == park_of(ROOT / "scenes" / "metaverse").quiz.keys()
    for _ in range(3):
        own.undo()
    assert OwnQuestions(scene).rows == own.rows == {"own-1": HASH.row({})}
    own.undo()
    assert own.rows == {} and not own.can_undo


@pytest.mark.parametrize(
    ("draft", "what"),
    [
        (Draft("data", "en"), "Write the question."),
        (Draft("data", "en", "Q", ("a", " ")), "Write at least two answers."),
        (Draft("data", "en", "Q", ("a", "b")), "Mark the right answer"),
        (Draft("data", "en", "Q", ("a", "b", ""), 3), "Mark the right answer"),
        (Draft("data", "en", "Q" * 3000, ("a", "b"), 1), "too long"),
    ],
)
def test_what_is_missing_is_said(draft: Draft, what: str) -> None:
    assert draft.problem is not None and what in str(draft.problem)


def test_a_file_with_a_fault_is_kept_and_named(classroom: Room, scene: Path) -> None:
    (scene / FILE).write_text("own-1: [", "utf-8")
    form = page(classroom)
    classroom.teaching.write_questions()
    classroom.tick()
    form._change(lambda: form.own.save(None, HASH))
    assert any("own_questions.yaml" in words for words in shown(form))
    assert (scene / FILE).read_text("utf-8") == "own-1: ["
    faults = read(scene, ASSETS).errors
    assert [fault.path.name for fault in faults] == [FILE]


def test_a_folder_that_cannot_be_written_is_told(
    classroom: Room, scene: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str, encoding: str = "utf-8") -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("explorer.editor.own_questions.write_text", full)
    form = page(classroom)
    classroom.teaching.write_questions()
    classroom.tick()
    form._change(lambda: form.own.save(None, HASH))
    assert any("the disk is full" in words for words in shown(form)) and form.own.rows == {}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("block-400: {zones: [data], question: {en: Q}, options: [{en: a}, {en: b}], right: 1, explanation: {en: e}}",
         "quiz.yaml"),
        ("own-1: {zones: [nowhere], question: {en: Q}, options: [{en: a}, {en: b}], right: 1, explanation: {en: e}}", "nowhere"),
        ("own-1: {zones: [data], question: {en: Q}, options: [{en: a}, {en: b}], right: 4, explanation: {en: e}}", "1…2"),
        ("own-1: {zones: [data], question: {de: Q}, options: [{de: a}, {en: b}], right: 1, explanation: {de: e}}", "de"),
    ],
)  # fmt: skip
def test_a_fault_in_the_file_is_named_with_its_line(scene: Path, text: str, what: str) -> None:
    (scene / FILE).write_text(text, "utf-8")
    faults = read(scene, ASSETS).errors
    assert faults and all(fault.path.name == FILE and fault.line == 1 for fault in faults)
    assert any(what in fault.as_text() for fault in faults)
