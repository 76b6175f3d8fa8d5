"""The card by which phones join: it folds, names who is there and a call for staff, and can be read in every look."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from explorer.net.room.addresses import Wifi
from explorer.net.room.host import RoomHost, RoomOptions
from explorer.net.room.messages import Call, Follower, FromGateway, Presence, Reported
from explorer.shell.lesson.layer import LessonLayer
from explorer.shell.room.card import CodePicture, RoomCard
from explorer.shell.room.layer import RoomLayer
from explorer.shell.talk.layer import TalkLayer
from explorer.shell.widgets import Button, Prose
from explorer.shell.window.main_window import MainWindow
from explorer.visit import (
    EXPLORE,
    KIOSK,
    PRESENT,
    TEACH,
    Act,
    EndTour,
    Mode,
    Onward,
    Open,
    Settings,
    StartOver,
    StartTour,
)
from explorer.visit.kiosk.acts import Presence as Somebody
from explorer.visit.lesson.acts import Ask, BigPause, PutAway
from explorer.visit.mode import Part

from ..windows import Windows, draw_frames


class QuietHost(RoomHost):
    """A room whose page answers, without processes."""

    def look(self) -> None:
        self._port = 8080

    @property
    def is_open(self) -> bool:
        return True

    def hear_presence(self, phones: int) -> None:
        self._hear(Presence(phones=phones))

    def hear_call(self) -> None:
        self._hear(Call(reason="sound"))

    def _hear(self, what: Reported) -> None:
        self.hear(FromGateway(at_s=self.now_s, what=what))


ROOM = replace(EXPLORE, layers=(*EXPLORE.layers, Part.ROOM))


def opened(
    open_window: Windows, mode: Mode = ROOM, **options: object
) -> tuple[MainWindow, QuietHost, RoomCard]:
    host = QuietHost(RoomOptions("192.168.8.20", code="471108", wifi=Wifi("Park Guests", "explore-2026")))
    window = open_window(mode, room=host, **options)  # type: ignore[arg-type]
    draw_frames(window)
    layer = window.layers[-1]
    assert isinstance(layer, RoomLayer)
    return window, host, layer.card


def words(card: RoomCard) -> list[str]:
    return [prose.text() for prose in card.findChildren(Prose) if prose.isVisibleTo(card)]


def button(card: RoomCard, icon: str) -> Button:
    return next(one for one in card.findChildren(Button) if one.icon_name == icon and one.isVisibleTo(card))


def codes(card: RoomCard) -> int:
    return sum(code.isVisibleTo(card) for code in card.findChildren(CodePicture))


def test_an_audience_reads_how_to_join_until_the_talk_begins(open_window: Windows) -> None:
    window, _, card = opened(open_window, replace(PRESENT, layers=(*PRESENT.layers, Part.ROOM)))
    assert codes(card) == 2
    window.do(Onward())
    draw_frames(window)
    assert codes(card) == 0 and card.height() < 120
    while window.visit.talk is not None and not window.visit.talk.over:
        window.do(Onward())
    draw_frames(window)
    assert codes(card) == 0 and card.height() < 120  # nothing lies on the thanks


def test_how_phones_join_is_shown_and_makes_way_for_a_zone(open_window: Windows, qtbot: QtBot) -> None:
    window, host, card = opened(open_window)
    assert codes(card) == 2  # the Wi-Fi and the page
    assert any("192.168.8.20:8080" in text for text in words(card))
    assert any("471" in text and "108" in text for text in words(card))
    assert card.geometry().right() <= window.width()
    window.do(Open("line"))
    draw_frames(window)
    assert codes(card) == 0 and card.height() < 120
    host.hear_presence(12)
    draw_frames(window)
    for number in range(3):
        host._hear(Follower(id=f"{number}", state='{"standing":"follows"}'))
    draw_frames(window)
    small = button(card, "smartphone")
    assert small.text() == "15" and "12 phones · 3 laptops" in small.accessibleName()
    small.click()  # whoever wants it back has it back
    draw_frames(window)
    assert codes(card) == 2
    button(card, "x").click()
    draw_frames(window)
    assert codes(card) == 0


@pytest.mark.parametrize("begin", [Open("line"), StartTour("lesson")])
def test_a_card_that_was_asked_for_makes_way_for_what_is_read(open_window: Windows, begin: Act) -> None:
    mode = replace(TEACH, layers=(*TEACH.layers, Part.CLASS, Part.ROOM))
    window, _, card = opened(open_window, mode=mode)
    window.views.state = replace(window.views.state, room_folded=False)  # by the button that lets phones join
    draw_frames(window)
    assert codes(card) == 2
    window.do(begin)
    draw_frames(window)
    assert codes(card) == 0
    button(card, "smartphone").click()
    draw_frames(window)
    assert codes(card) == 2


def test_a_call_for_staff_stands_there_until_it_is_answered(open_window: Windows) -> None:
    window, host, card = opened(open_window)
    window.do(Open("line"))
    host.hear_call()
    draw_frames(window)
    assert any("no sound" in text for text in words(card))
    button(card, "check").click()
    draw_frames(window)
    assert host.called is None and not any("no sound" in text for text in words(card))


def test_the_code_of_presenters_is_never_on_the_card(open_window: Windows) -> None:
    """The audience sees the card: who photographs the code leads the talk."""
    _, host, card = opened(open_window)
    assert not any(host.options.staff in text for text in words(card))
    assert not [one for one in card.findChildren(Button) if one.icon_name == "presentation"]


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1920, 1080)])
def test_the_code_can_be_read_from_the_last_row(open_window: Windows, size: tuple[int, int]) -> None:
    window, host, card = opened(open_window, replace(PRESENT, layers=(*PRESENT.layers, Part.ROOM)), size=size)
    pages = [code for code in card.findChildren(CodePicture) if code.isVisibleTo(card)]
    assert all(code.height() >= window.height() / 3 for code in pages)
    window.views.state = replace(window.views.state, room_folded=False)  # asked for, before the talk
    host.set_wifi(None)
    draw_frames(window)
    (page,) = [code for code in card.findChildren(CodePicture) if code.isVisibleTo(card)]
    assert page.height() >= window.height() / 2
    title = next(layer for layer in window.layers if isinstance(layer, TalkLayer)).audience.large
    assert title.isVisible()
    assert not title.inner.translated(title.pos()).intersects(card.inner.translated(card.pos()))
    assert window.rect().contains(card.inner.translated(card.pos()))


def test_a_visitor_of_a_booth_has_the_screen_and_the_card_is_one_button(open_window: Windows) -> None:
    """The large text of a booth wraps its bar: the open card lay on the bar and under the opening."""
    stand = Settings(text_percent=120)
    booth = replace(KIOSK, layers=(*KIOSK.layers, Part.ROOM))
    window, _, card = opened(open_window, booth, settings=stand, usual=stand)
    assert codes(card) == 2  # while nobody is there it invites
    window.do(Somebody())
    draw_frames(window)
    assert codes(card) == 0
    small = card.inner.translated(card.pos())
    shown = [window.parts.tools, window.parts.action_bar, window.parts.breadcrumb]
    assert not [one for one in shown if one.isVisible() and one.geometry().intersects(small)]
    button(card, "smartphone").click()
    draw_frames(window)
    assert codes(card) == 2
    window.do(StartOver())
    draw_frames(window)
    assert codes(card) == 2


@pytest.mark.parametrize(("language", "size"), [("en", (1280, 720)), ("zh", (1024, 640))])
def test_the_card_is_whole_in_the_window(open_window: Windows, language: str, size: tuple[int, int]) -> None:
    window, _, card = opened(open_window, language=language, size=size)
    inner = card.inner.translated(card.pos())
    assert window.rect().contains(inner)
    assert all(prose.fits for prose in card.findChildren(Prose) if prose.isVisibleTo(card))


def lies_clear(window: MainWindow, card: RoomCard) -> bool:
    """Whether the card is whole in the window, and no page of a lesson lies on it."""
    layer = next(layer for layer in window.layers if isinstance(layer, LessonLayer))
    inner = card.inner.translated(card.pos())
    pages = [
        page for page in (layer.begin, layer.question, layer.end) if page is not None and page.isVisible()
    ]
    assert len(pages) <= 1
    return window.rect().contains(inner) and not any(
        page.inner.translated(page.pos()).intersects(inner) for page in pages
    )


@pytest.mark.parametrize(("size", "text"), [((1280, 720), 100), ((1920, 1080), 200), ((1024, 640), 200)])
def test_pupils_join_before_a_lesson_and_after_it(
    open_window: Windows, size: tuple[int, int], text: int
) -> None:
    """The card lies beside the first and the last page, folds while the lesson runs, and a question keeps clear of it."""
    mode = replace(TEACH, layers=(*TEACH.layers, Part.CLASS, Part.ROOM))
    settings = Settings(comfort="cut", text_percent=text)
    window, _, card = opened(open_window, mode=mode, size=size, settings=settings)
    assert codes(card) == 2
    assert any("Follow a screen" in one for one in words(card))
    assert all(prose.fits for prose in card.findChildren(Prose) if prose.isVisibleTo(card))
    assert lies_clear(window, card)
    window.do(StartTour("lesson"))
    draw_frames(window)
    assert codes(card) == 0
    window.do(Ask("who-and-when"))
    draw_frames(window)
    assert card.isVisible()
    assert codes(card) == 0
    assert lies_clear(window, card)
    window.do(PutAway())
    window.do(BigPause(True))
    draw_frames(window)
    assert not card.isVisible()
    window.do(BigPause(False))
    window.do(EndTour())
    draw_frames(window)
    assert window.visit.lesson.over
    assert codes(card) == 2
    assert lies_clear(window, card)
