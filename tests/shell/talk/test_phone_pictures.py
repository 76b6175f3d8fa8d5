"""Pictures on a presenter's phone: of the audience's view and of what comes next, made only while such a phone is here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from explorer.net.room.host import RoomHost, RoomOptions
from explorer.net.room.messages import FromGateway, Presence
from explorer.shell.talk.phone_pictures import EVERY_S, WIDTH_PX
from explorer.shell.viewport.viewport import Viewport
from explorer.shell.window.main_window import MainWindow
from explorer.visit import PRESENT, Blacken, BringOwn, Onward
from explorer.visit.talk.own import OwnParts, OwnSlide

from ...processes import Patience, wait_until
from ..windows import Windows

LIGHT, NEAR = QColor("#C04020"), 12


class QuietHost(RoomHost):
    """A room without processes, which keeps the pictures it was given."""

    def __init__(self) -> None:
        super().__init__(RoomOptions("192.168.8.20", code="471108"))
        self.given: list[tuple[str, bytes]] = []

    def look(self) -> None:
        self._port = 8080

    @property
    def is_open(self) -> bool:
        return True

    def presenters(self, count: int) -> None:
        self.hear(FromGateway(at_s=self.now_s, what=Presence(phones=3, presenters=count)))

    def show_picture(self, which: Literal["now", "next"], jpeg: bytes) -> None:
        self.given.append((which, jpeg))

    def last(self, which: str) -> QImage:
        """The last picture of a kind; null if there is none."""
        return QImage.fromData(next((jpeg for kind, jpeg in reversed(self.given) if kind == which), b""))


def pass_time(window: MainWindow, seconds: float) -> None:
    for _ in range(round(seconds / 0.1)):
        window.tick(0.1)


def is_near(image: QImage, colour: QColor) -> bool:
    """Whether the middle of an image has a colour, as nearly as JPEG keeps it."""
    seen = image.pixelColor(image.width() // 2, image.height() // 2)
    pairs = zip(seen.getRgb(), colour.getRgb(), strict=True)  # type: ignore[arg-type]
    return all(abs(a - b) <= NEAR for a, b in pairs)


@pytest.fixture
def host() -> QuietHost:
    return QuietHost()


@pytest.fixture
def window(open_window: Windows, host: QuietHost, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A talk with phones, whose view has one colour."""

    def paint_under(self: Viewport, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(QRect(0, 0, rect.width(), rect.height()), LIGHT)

    monkeypatch.setattr(Viewport, "paint_under", paint_under)
    opened = open_window(PRESENT, room=host)
    pass_time(opened, 1)
    return opened


def test_nothing_is_made_without_a_presenters_phone(window: MainWindow, host: QuietHost) -> None:
    host.presenters(0)
    window.do(Onward())
    pass_time(window, 3)
    assert not host.given
    host.presenters(1)
    pass_time(window, 0.2)
    assert {which for which, _ in host.given} == {"now", "next"}
    host.presenters(0)
    pass_time(window, 0.2)
    assert host.last("now").isNull() and host.last("next").isNull()  # one that joins later sees no old view


def test_the_view_is_sent_as_it_is_now_and_only_on_change(window: MainWindow, host: QuietHost) -> None:
    window.do(Onward())
    host.presenters(1)
    pass_time(window, 4)
    now, next_ = host.last("now"), host.last("next")
    assert now.width() == next_.width() == WIDTH_PX
    assert now.height() == round(WIDTH_PX * window.viewport.height() / window.viewport.width())
    assert is_near(now, LIGHT) and not is_near(next_, LIGHT)
    assert max(len(jpeg) for _, jpeg in host.given) < 60_000
    sent = len(host.given)
    window.do(Blacken(True))
    pass_time(window, 3 * EVERY_S)
    assert is_near(host.last("now"), LIGHT)  # the presenter sees what the projector hides
    assert all(which == "now" for which, _ in host.given[sent:])  # the next picture has not changed
    assert len(host.given) - sent <= 3 + 1  # at most one a second


def test_the_next_picture_is_the_presenters_slide_if_one_follows(
    window: MainWindow, host: QuietHost, tmp_path: Path
) -> None:
    blue = QColor("#2040C0")
    slide = QImage(960, 540, QImage.Format.Format_RGB32)
    slide.fill(blue)
    assert slide.save(str(tmp_path / "slide.png"))
    talk = window.visit.talk
    assert talk is not None
    first = talk.tour.stops[0].id
    own = OwnParts(slides=(OwnSlide(first, str(tmp_path / "slide.png"), "photo"),))
    window.do(BringOwn(own.written()))
    window.do(Onward())
    host.presenters(1)

    def is_shown() -> bool:
        pass_time(window, EVERY_S)
        return is_near(host.last("next"), blue)

    wait_until(is_shown, "the slide is the next picture", Patience(os.getpid()))
    window.do(Onward())  # to the slide: then the next stop follows
    pass_time(window, 3)
    assert not is_near(host.last("next"), blue)
