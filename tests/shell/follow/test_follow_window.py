"""A window that follows another screen: what it says of that, what it shows beside the park, and the way back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.net.room.addresses import FollowAddress
from explorer.net.room.following import FollowerLink
from explorer.shell.follow.layer import FollowLayer
from explorer.shell.window.main_window import MainWindow
from explorer.visit import (
    FOLLOW,
    PRESENT,
    TEACH,
    Act,
    Blacken,
    Onward,
    Open,
    Operate,
    Settings,
    StartTour,
    Visit,
)
from explorer.visit.follow.acts import Lead
from explorer.visit.follow.leader import LATEST_S, Leader
from explorer.visit.follow.shapes import ClassState, Place, message_of
from explorer.visit.lesson.acts import Ask, BigPause, Count, Reveal, ShowOptions
from explorer.visit.mode import Mode

from ..picture import real_park
from ..windows import Windows, draw_frames


class Pair:
    """A leader as a value, and a follower's window."""

    def __init__(self, window: MainWindow, mode: Mode) -> None:
        self.window, self.visit = window, Visit.begin(real_park(), mode, Settings(comfort="cut"))
        self.leader = Leader("s1")

    @property
    def layer(self) -> FollowLayer:
        return next(layer for layer in self.window.layers if isinstance(layer, FollowLayer))

    @property
    def said(self) -> str:
        return "" if self.layer.line.isHidden() else self.layer.line.words.source

    def do(self, *acts: Act) -> None:
        for act in acts:
            self.visit = self.visit.after(act)
        self.tell()

    def tell(self, frames: int = 3) -> None:
        self.visit = self.visit.advance(0.2)
        self.leader, state, _ = self.leader.advance(self.visit, LATEST_S)
        assert state is not None
        self.window.do(Lead(state))
        draw_frames(self.window, frames)


@pytest.fixture
def pair(open_window: Windows, request: pytest.FixtureRequest) -> Pair:
    return Pair(open_window(FOLLOW), getattr(request, "param", TEACH))


def test_it_says_how_it_stands(pair: Pair) -> None:
    assert pair.said == ""  # without a connection there is nothing to say
    pair.tell()
    assert pair.said == "You are with your teacher"
    draw_frames(pair.window, 40)
    assert pair.said == "Waiting for the teacher …"
    pair.tell(1)
    for _ in range(60):
        pair.leader = replace(pair.leader, sent_s=-9.0)
        pair.tell(1)
    assert pair.said == ""  # all is well, and was said
    pair.window.do(Open("net"))
    draw_frames(pair.window)
    assert pair.said == "You are exploring on your own"
    assert pair.layer.line.back.isVisible()


def test_it_says_that_the_code_has_changed(pair: Pair) -> None:
    """A teacher's show that was started again by hand has another code: the class waited for it without a word."""
    link = FollowerLink(FollowAddress("127.0.0.1", 9, "123456"))  # nobody is there
    pair.layer.link = link
    pair.tell()
    draw_frames(pair.window, 40)
    assert pair.said == "Waiting for the teacher …"
    link.state = "wrong code"
    draw_frames(pair.window, 2)
    assert "code" in pair.said


def test_one_button_or_key_leads_back(pair: Pair) -> None:
    pair.do(Open("line"), Operate())
    pair.window.do(Open("net"))
    draw_frames(pair.window)
    QTest.mouseClick(pair.layer.line.back, Qt.MouseButton.LeftButton)
    draw_frames(pair.window)
    assert pair.window.visit.zone == "line"
    pair.window.do(Open("net"))
    draw_frames(pair.window)
    QTest.keyClick(pair.window, Qt.Key.Key_B)
    draw_frames(pair.window)
    assert pair.window.visit.zone == "line"


def test_a_class_that_is_let_go_is_told_so(pair: Pair) -> None:
    pair.tell()
    pair.leader = replace(pair.leader, together=ClassState(free=True))
    pair.tell()
    assert "call you back" in pair.said
    assert not pair.layer.line.back.isVisible()


def test_of_another_version_it_shows_the_place_and_says_so(pair: Pair) -> None:
    pose = (0.0, 0.0, 0.0, 180.0, 30.0, 400.0, 36.0)
    place = Place(program="9.9", session="s", number=1, zone="line", operating=True, pose=pose)
    pair.window.do(Lead(place))
    draw_frames(pair.window)
    assert "version 9.9" in pair.said
    assert pair.window.visit.zone == "line"


def test_with_another_scene_it_shows_the_place_and_says_so(pair: Pair) -> None:
    pair.tell()
    _, state, _ = pair.leader.advance(pair.visit, 9.0)
    assert state is not None
    another = state.model_copy(update={"scene": "another", "number": 999})
    heard = message_of(another.model_dump_json(), real_park())
    assert heard is not None
    pair.window.do(Lead(heard))
    draw_frames(pair.window)
    assert "another scene" in pair.said


def test_a_tour_has_its_captions_and_no_controls(pair: Pair) -> None:
    pair.do(StartTour("show", 2))
    assert pair.layer.strip.isVisible() and pair.layer.strip.words
    assert pair.window.parts.action_bar.isHidden()
    pair.window.do(Open("net"))
    draw_frames(pair.window)
    assert not pair.layer.strip.isVisible()


def test_a_question_is_read_and_its_answer_with_the_hands(pair: Pair) -> None:
    question = real_park().quiz["who-and-when"]
    pair.do(StartTour("lesson"), Ask(question.id))
    panel = pair.layer.question
    assert panel.isVisible()
    assert not panel.tiles
    pair.do(ShowOptions(), Count(1, 3), Count(2, 9))
    assert len(panel.tiles) == len(question.options)
    assert all(tile.state == "open" for tile in panel.tiles)
    pair.do(Reveal())
    assert panel.tiles[question.right - 1].state == "right"


def test_the_pause_of_a_class_reaches_those_too_who_explore(pair: Pair) -> None:
    pair.do(StartTour("lesson"))
    pair.window.do(Open("net"))
    pair.do(BigPause(True))
    assert pair.layer.pause_screen.isVisible()
    assert not pair.layer.pause_screen.end.isVisible()
    QTest.keyClick(pair.layer.pause_screen, Qt.Key.Key_B)
    draw_frames(pair.window)
    assert pair.layer.pause_screen.isVisible()
    pair.do(BigPause(False))
    assert pair.layer.pause_screen.isHidden()


@pytest.mark.parametrize("pair", [PRESENT], indirect=True)
def test_a_second_screen_of_a_talk_goes_black_with_it(pair: Pair) -> None:
    pair.do(Onward(), Blacken(True))
    assert pair.layer.blackout.isVisible()
    pair.do(Blacken(False))
    assert pair.layer.blackout.isHidden()
    assert pair.window.parts.action_bar.isHidden()
