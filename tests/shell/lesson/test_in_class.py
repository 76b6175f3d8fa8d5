"""A lesson in the window: what keys and buttons do, and what pupils see before the teacher wants it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from explorer.i18n import tr
from explorer.park.checks.reading_times import QUESTION_S
from explorer.park.model import Language
from explorer.shell.lesson.begin import lengths
from explorer.shell.lesson.hands import HandField, HandsChart
from explorer.shell.lesson.question import ClaimButton
from explorer.shell.panels.article.cards import GlossaryCard
from explorer.shell.tour.prompts import ResumePrompt
from explorer.shell.widgets import Button, Prose
from explorer.visit import Change, EndTour, Open, Operate, StartTour
from explorer.visit.lesson.acts import Ask, Count, Reveal, SetClass, ShowOptions, StartTask
from explorer.visit.tour.prepared import halves, tour_named

from ..picture import real_park
from ..windows import logged
from .conftest import Room

KEY = Qt.Key
DATA = 2  # the stop with two questions
STOPS = len(real_park().tours["lesson"].stops)
DRAWN = STOPS + 3  # frames
RUNS = sum(len(stop.card.tries) for stop in real_park().tours["lesson"].stops if stop.card is not None)
TERMED = "model-or-twin"  # a term of the glossary stands in it


def begin(room: Room, stop: int = DATA) -> None:
    room.do(SetClass(28), StartTour("lesson", stop))


def words(room: Room) -> str:
    """All words on the surface of the question."""
    panel = room.teaching.question
    parts = [p.text() for p in panel.findChildren(Prose) if p.isVisible()]
    parts += [b.text() for b in panel.findChildren(Button) if b.isVisible()]
    return "\n".join([*parts, *(tile.option_text for tile in panel.tiles)])


def asked(room: Room) -> str:
    assert room.lesson.asked is not None
    return room.lesson.asked.question


# ---- from the first page to the last


def test_a_lesson_can_be_of_twenty_minutes_or_twice_forty(classroom: Room) -> None:
    layer = classroom.teaching
    assert layer.begin is not None
    park = classroom.visit.park
    whole = park.tours["lesson"]
    found = {}
    for name, _ in lengths(whole):
        layer.begin.choose(name)
        classroom.tick()
        shown = " ".join(words.text() for words in layer.begin.findChildren(Prose) if words.isVisible())
        tour = tour_named(park, name)
        questions = sum(len(stop.quiz) for stop in tour.stops)
        assert f"{len(tour.stops)} stops, {questions} questions" in shown
        goal = park.wording.lesson_goal
        assert goal is not None and (goal["en"] in shown) == (len(tour.stops) == len(whole.stops))
        found[name] = tour
    assert [round(tour.duration_s / 60) for tour in found.values()] == [20, 40, 40, 40]
    classroom.press(KEY.Key_Return)  # the last chosen: the second part
    assert classroom.lesson.tour is found[list(found)[-1]]
    assert layer.minute.words[0] == "Minute 1 of 40"
    assert classroom.visit.playback is not None
    assert classroom.visit.playback.stop.id == halves(whole)[1][0]


def test_a_lesson_begins_with_enter_and_counts_its_minutes(classroom: Room) -> None:
    layer = classroom.teaching
    assert layer.begin is not None
    assert layer.begin.isVisible()
    assert classroom.window.parts.action_bar.isHidden()
    assert layer.begin.pupils is not None
    layer.begin.pupils.change(1)
    layer.begin.pupils.change(1)
    classroom.tick()
    assert classroom.lesson.pupils == 29
    classroom.press(KEY.Key_Return)
    assert layer.begin.isHidden()
    assert classroom.lesson.going
    assert (layer.minute.isVisible(), layer.card.isVisible()) == (True, True)
    assert layer.minute.words == ("Minute 1 of 40", "")
    assert classroom.window.parts.breadcrumb.isHidden()
    planned_s = classroom.visit.park.tours["lesson"].stops[0].hold_s
    classroom.window.tick(planned_s + 90.0)
    minute = int((planned_s + 90.0) // 60) + 1
    assert layer.minute.words == (f"Minute {minute} of 40", "1 min late")


def test_the_size_of_the_class_can_be_typed(classroom: Room) -> None:
    for key, pupils in ((KEY.Key_3, 3), (KEY.Key_1, 31), (KEY.Key_0, 99)):
        classroom.press(key)
        assert classroom.lesson.pupils == pupils
    assert classroom.window.visit.pointed is None
    assert classroom.window.parts.toast.isHidden()


def test_who_wants_to_look_around_first_can_start_later(classroom: Room) -> None:
    layer = classroom.teaching
    assert layer.begin is not None
    classroom.press(KEY.Key_Escape)
    assert layer.begin.isHidden()
    assert layer.tools.start.isVisible()
    classroom.do(Open("net"))
    layer.tools.start.click()
    classroom.tick()
    assert classroom.lesson.going


def test_the_page_at_the_end_tells_how_the_class_answered(classroom: Room) -> None:
    begin(classroom)
    classroom.do(Ask("block-400"), ShowOptions(), Count(1, 9), Count(2, 3), Reveal(), EndTour())
    layer = classroom.teaching
    assert layer.end.isVisible()
    reported = "\n".join(p.text() for p in layer.end.findChildren(Prose))
    assert "12 answered, 25 % correct" in reported
    ways = [
        b for b in layer.end.findChildren(Button) if b.text() == tr(real_park().zones["data"].title, "en")
    ]
    assert len(ways) == 1  # most were wrong there
    ways[0].click()
    classroom.tick()
    assert classroom.visit.zone == "data"
    assert layer.end.isHidden()
    assert layer.begin is not None
    assert layer.begin.isHidden()
    assert layer.tools.start.isVisible()


# ---- a question


def test_pupils_see_neither_options_nor_answer_before_the_teacher_wants_it(classroom: Room) -> None:
    begin(classroom)
    question = real_park().quiz["block-400"]
    classroom.press(KEY.Key_U)
    assert asked(classroom) == "block-400"
    assert tr(question.question, "en") in words(classroom)
    assert not any(tr(option, "en") in words(classroom) for option in question.options)
    classroom.press(KEY.Key_Return)
    assert all(tr(option, "en") in words(classroom) for option in question.options)
    assert tr(question.explanation, "en") not in words(classroom)
    assert {tile.state for tile in classroom.teaching.question.tiles} == {"open"}
    classroom.press(KEY.Key_R)
    assert tr(question.explanation, "en") in words(classroom)
    assert [tile.state for tile in classroom.teaching.question.tiles] == ["plain", "right", "plain", "plain"]
    classroom.press(KEY.Key_Return)
    assert asked(classroom) == "two-shares"
    classroom.press(KEY.Key_Escape)
    assert classroom.lesson.asked is None
    assert classroom.visit.playback is not None
    assert classroom.visit.playback.playing


def test_a_question_outside_the_plan_has_no_number_in_it(classroom: Room) -> None:
    """The first question that was asked from a presenter's phone was called the last of all."""
    begin(classroom)
    classroom.do(Ask("block-400"))
    planned = classroom.visit.park.tours["lesson"].questions
    assert f"Question {planned.index('block-400') + 1} of {len(planned)} · " in words(classroom)
    extra = next(q for q in classroom.visit.park.quiz.values() if q.id not in planned)
    classroom.do(Ask(extra.id))
    title = classroom.visit.park.zones[extra.zones[0]].title["en"]
    assert words(classroom).startswith(f"Question · {title}\n")


def test_digits_count_hands_and_shift_takes_them_back(classroom: Room) -> None:
    begin(classroom)
    classroom.do(Ask("block-400"), ShowOptions())
    classroom.press(KEY.Key_2, KEY.Key_2, KEY.Key_1, KEY.Key_4)
    assert classroom.lesson.marks["block-400"].counts == (1, 2, 0, 1)
    classroom.type("@")  # Shift and 2 on an English keyboard
    classroom.type('"')  # ... and on a German one
    assert classroom.lesson.marks["block-400"].counts == (1, 0, 0, 1)
    assert "2 of 28 answered" in words(classroom)
    fewer, more = classroom.teaching.question.tiles[2].hand_buttons
    more.click()
    more.click()
    fewer.click()
    classroom.teaching.question.tiles[3].click()
    classroom.tick()
    assert classroom.lesson.marks["block-400"].counts == (1, 0, 1, 2)


def test_hands_are_typed_as_numbers_and_kept_with_the_lesson(classroom: Room) -> None:
    begin(classroom)
    classroom.do(Ask("block-400"), ShowOptions())
    fields = {field.accessibleName(): field for field in classroom.teaching.question.findChildren(HandField)}
    assert list(fields) == [f"Hands for {letter}" for letter in "ABCD"]
    fields["Hands for A"].setFocus()
    classroom.type("7")
    classroom.press(KEY.Key_Tab)
    classroom.type("15")
    assert classroom.lesson.marks["block-400"].counts == (7, 15, 0, 0)
    assert [tile.accessibleName()[-3:] for tile in classroom.teaching.question.tiles[:2]] == [". 7", " 15"]
    classroom.press(KEY.Key_Backspace, KEY.Key_Backspace)
    classroom.type("9x")  # a letter is no number
    assert classroom.lesson.marks["block-400"].counts == (7, 9, 0, 0)
    more = classroom.teaching.question.tiles[2].hand_buttons[1]
    more.click()
    classroom.tick()
    assert fields["Hands for C"].text() == "1", "both ways of counting agree"
    classroom.do(Reveal())
    assert not classroom.teaching.question.findChildren(HandField)
    classroom.do(EndTour())
    charts = classroom.teaching.end.findChildren(HandsChart)
    assert [chart.accessibleName() for chart in charts] == ["A 7, B 9, C 1, D 0. B is correct."]


def test_the_time_to_think_is_held_and_lengthened_by_keys(classroom: Room) -> None:
    begin(classroom)
    classroom.do(Ask("block-400"), ShowOptions())
    classroom.press(KEY.Key_T)
    timer = classroom.lesson.timer
    assert timer is not None
    assert timer.held
    classroom.type("+")
    later = classroom.lesson.timer
    assert later is not None
    assert later.left_s == pytest.approx(timer.left_s + 30)


def test_keys_that_come_faster_than_the_beat_find_what_the_one_before_has_made(classroom: Room) -> None:
    begin(classroom)
    for key in (KEY.Key_U, KEY.Key_Return, KEY.Key_2, KEY.Key_2, KEY.Key_1, KEY.Key_R):
        QTest.keyClick(QApplication.focusWidget() or classroom.window.viewport, key)
    assert classroom.lesson.marks["block-400"].counts == (1, 2, 0, 0)
    assert classroom.lesson.asked is not None
    assert classroom.lesson.asked.revealed
    assert classroom.visit.playback is not None
    assert classroom.visit.playback.paused_by == "hand"


def test_tab_goes_round_on_a_question(classroom: Room) -> None:
    begin(classroom)
    classroom.do(Ask("block-400"), ShowOptions())
    seen = []
    for _ in range(40):
        classroom.press(KEY.Key_Tab)
        held = QApplication.focusWidget()
        assert held is not None
        assert classroom.teaching.question.isAncestorOf(held)
        seen.append(held)
    assert set(classroom.teaching.question.tiles) <= set(seen)
    assert seen[0] in seen[10:]


def test_keys_of_the_park_mean_nothing_over_a_question(classroom: Room) -> None:
    begin(classroom)
    classroom.do(Ask("block-400"))
    before = classroom.visit.playback
    classroom.press(KEY.Key_Left, KEY.Key_Home, KEY.Key_X, KEY.Key_PageDown, KEY.Key_Tab, KEY.Key_F)
    classroom.press(KEY.Key_7)  # neither an option nor a zone
    assert classroom.visit.pointed is None
    assert classroom.window.parts.toast.isHidden()
    assert asked(classroom) == "block-400"
    assert classroom.visit.playback == before
    classroom.press(KEY.Key_L)
    assert classroom.visit.settings.language == "zh"
    assert tr(real_park().quiz["block-400"].question, "zh") in words(classroom)


def test_a_class_whose_hands_nobody_counts_is_asked_the_next_question(classroom: Room) -> None:
    begin(classroom)
    classroom.press(KEY.Key_U, KEY.Key_R, KEY.Key_R, KEY.Key_Escape, KEY.Key_U)
    assert asked(classroom) == "two-shares"


def test_a_question_leads_to_its_exhibit_and_to_what_it_rests_on(classroom: Room) -> None:
    begin(classroom)
    layer = classroom.teaching
    classroom.do(Ask("model-or-twin"), Reveal())
    claim = layer.question.findChildren(ClaimButton)[1]
    claim.click()
    classroom.tick()
    assert classroom.visit.zone == real_park().claims["C111"].zone
    assert classroom.lesson.asked is None
    classroom.press(KEY.Key_H)
    assert classroom.visit.guided
    assert classroom.visit.zone == "data"
    classroom.do(Ask("satellite"), Reveal())
    see = next(b for b in layer.question.findChildren(Button) if b.text() == "Try it at the exhibit")
    see.click()
    classroom.tick()
    assert (classroom.visit.zone, classroom.visit.operating) == ("net", True)


def test_a_term_is_explained_and_esc_closes_it_alone(classroom: Room) -> None:
    begin(classroom)
    classroom.do(Ask(TERMED), Reveal())
    linked = next(p for p in classroom.teaching.question.findChildren(Prose) if p.links)
    linked.follow_link(0)
    classroom.tick()
    surfaces = [p for p in classroom.window.findChildren(GlossaryCard) if p.isVisible()]
    assert len(surfaces) == 1
    classroom.press(KEY.Key_Escape)
    assert not [p for p in classroom.window.findChildren(GlossaryCard) if p.isVisible()]
    assert asked(classroom) == TERMED


def test_a_question_asked_of_whom_has_wandered_off_keeps_the_keyboard(classroom: Room) -> None:
    begin(classroom)
    classroom.do(Open("line"), Operate())
    classroom.do(Ask("block-400"))
    classroom.tick(5)
    held = QApplication.focusWidget()
    assert held is not None
    assert classroom.teaching.question.isAncestorOf(held)
    classroom.press(KEY.Key_Space)
    assert classroom.lesson.asked is not None
    assert classroom.lesson.asked.shown


# ---- a stop


def test_the_teachers_note_is_shown_on_wish_alone_and_closed_at_the_next_stop(classroom: Room) -> None:
    begin(classroom)
    card = classroom.teaching.card
    note = real_park().tours["lesson"].stops[DATA].note
    assert note is not None

    def shown() -> bool:
        return any(p.text() == tr(note, "en") and p.isVisible() for p in card.findChildren(Prose))

    assert not shown()
    classroom.press(KEY.Key_O)
    assert shown()
    classroom.do(StartTask(60))
    assert shown()
    classroom.press(KEY.Key_PageDown, KEY.Key_PageUp)
    assert not shown()


def test_a_task_has_its_time(classroom: Room) -> None:
    begin(classroom)
    classroom.press(KEY.Key_T)
    assert classroom.lesson.task is not None
    hold_s = classroom.visit.park.tours["lesson"].stops[DATA].hold_s
    assert (
        classroom.lesson.task.of_s == hold_s - 2 * QUESTION_S
    )  # what is planned for the stop, without its questions
    classroom.press(KEY.Key_T)
    assert classroom.lesson.task.held


def test_esc_does_not_end_a_lesson_but_leads_back_to_its_stop(classroom: Room) -> None:
    begin(classroom)
    classroom.press(KEY.Key_Escape)
    assert classroom.lesson.going
    classroom.do(Open("line"))
    assert not classroom.visit.guided
    classroom.press(KEY.Key_Escape)
    assert classroom.lesson.going
    assert classroom.visit.guided


@pytest.mark.parametrize(("language", "said"), [("en", "The lesson is waiting"), ("zh", "课堂在等")])
def test_who_looks_around_is_told_that_the_lesson_waits(
    classroom: Room, language: Language, said: str
) -> None:
    classroom.do(Change(replace(classroom.visit.settings, language=language)))
    begin(classroom)
    classroom.do(Open("line"))
    (surface,) = classroom.window.findChildren(ResumePrompt)
    assert surface.isVisible()
    assert surface.words.startswith(said)
    assert "tour" not in surface.words.lower()
    assert surface.resume.text() == {"en": "Resume lesson", "zh": "继续上课"}[language]


def test_a_stop_without_a_question_says_so(classroom: Room) -> None:
    begin(classroom, stop=1)
    classroom.press(KEY.Key_U)
    assert classroom.lesson.asked is None
    assert classroom.window.parts.toast.words == "This stop has no question"


# ---- all look to the front


def test_in_the_big_pause_nothing_else_is_seen_and_nothing_goes_on(classroom: Room) -> None:
    begin(classroom)
    classroom.do(StartTask(60))
    classroom.press(KEY.Key_B)
    paused, window = classroom.teaching.pause_screen, classroom.window
    assert paused.isVisible()
    assert paused.geometry().contains(window.rect())
    others = [p for p in window.surfaces if p.isVisible() and p is not paused]
    assert others == []
    before = classroom.lesson.task
    classroom.press(KEY.Key_Left, KEY.Key_1, KEY.Key_L)
    assert paused.isVisible()
    assert classroom.lesson.task == before
    classroom.press(KEY.Key_B)
    assert paused.isHidden()
    assert classroom.visit.playback is not None
    assert classroom.visit.playback.playing


# ---- what is kept


def test_what_can_be_kept_is_whole_below_a_short_page(classroom: Room) -> None:
    begin(classroom)
    classroom.do(EndTour())  # nothing was asked: there is next to nothing above
    end = classroom.teaching.end
    for button in end.saves.values():
        foot = button.parentWidget()
        assert button.isVisible()
        assert foot.rect().contains(button.geometry())
    assert end.area.verticalScrollBar().maximum() == 0


@pytest.fixture
def one_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is computed once for each run of a task, so that tests wait less."""
    monkeypatch.setattr("explorer.visit.lesson.model_values.SEEDS", range(1, 2))


@pytest.mark.usefixtures("one_seed")
def test_sheet_and_table_are_written_where_the_teacher_says(
    classroom: Room, tmp_path: Path, log: Path
) -> None:
    begin(classroom)
    classroom.do(Ask("block-400"), ShowOptions(), Count(2, 3), EndTour())
    layer = classroom.teaching
    for kind, name in (
        ("pupils", "sheet.pdf"), ("teacher", "sheet.html"), ("table", "answers.csv"), ("school", "moodle.xml"),
    ):  # fmt: skip
        layer.end.saves[kind].click()  # type: ignore[index]
        (dialog,) = classroom.window.findChildren(QFileDialog)
        assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
        path = tmp_path / name
        dialog.selectFile(str(path))
        dialog.accept()
        classroom.tick({"table": 1, "pupils": DRAWN, "teacher": DRAWN + RUNS, "school": RUNS + 2}[kind])
        assert path.stat().st_size > 500
        assert str(path) in classroom.window.parts.toast.words
        assert not classroom.window.findChildren(QFileDialog)
    assert "2,B" not in (tmp_path / "answers.csv").read_text("utf-8-sig").splitlines()[0]
    events = logged(log)
    assert [line["kind"] for line in events if line["event"] == "saved"] == [
        "pupils",
        "teacher",
        "table",
        "school",
    ]


@pytest.mark.usefixtures("one_seed")
def test_a_sheet_is_drawn_picture_by_picture(
    classroom: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(classroom)
    classroom.do(EndTour())
    drawn: list[object] = []
    stage = classroom.window.stage
    thumbnail = stage.thumbnail
    monkeypatch.setattr(
        stage, "thumbnail", lambda pose, *size: (drawn.append(pose), thumbnail(pose, *size))[1]
    )
    paths = [tmp_path / "pupils.html", tmp_path / "teacher.html"]
    classroom.teaching.files.write("pupils", paths[0])
    classroom.tick(1)
    classroom.teaching.files.write("teacher", paths[1])  # asked for meanwhile: the same pictures
    for number in range(1, STOPS + 1):
        assert len(drawn) == number - 1
        classroom.tick(1)
        assert len(drawn) == number
        assert classroom.window.parts.toast.words == f"Drawing picture {number} of {STOPS} for the worksheet"
        assert stage.visit is classroom.visit  # what is on show is never the park of the sheet
    for _ in range(RUNS):  # then what the model gives, for the teacher
        classroom.tick(1)
        assert classroom.window.parts.toast.words == "Computing what the model gives …"
    assert not any(path.exists() for path in paths)
    classroom.tick(1)
    assert len(drawn) == STOPS
    assert "over 5 seeds" in paths[1].read_text("utf-8")
    assert [path.read_text("utf-8").count("data:image/jpeg") for path in paths] == [STOPS, STOPS]


def test_who_closes_the_page_gets_no_sheet(classroom: Room, tmp_path: Path) -> None:
    begin(classroom)
    classroom.do(EndTour())
    path = tmp_path / "sheet.pdf"
    classroom.teaching.files.write("pupils", path)
    classroom.tick(4)
    classroom.press(KEY.Key_Escape)
    classroom.tick(DRAWN)
    assert not path.exists()
    assert "It was not saved" in classroom.window.parts.toast.words


def test_a_folder_that_cannot_be_written_to_is_reported(classroom: Room, tmp_path: Path) -> None:
    begin(classroom)
    classroom.do(EndTour())
    classroom.teaching.files.write("pupils", tmp_path / "nowhere" / "sheet.pdf")
    classroom.tick(DRAWN)
    reported = classroom.window.parts.toast.words
    assert "the folder does not exist" in reported
    assert str(tmp_path / "nowhere") in reported
