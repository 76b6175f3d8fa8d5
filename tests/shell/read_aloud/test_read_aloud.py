"""The park's own voice: what it reads, when it stops, what it asks, and that nothing fails without one."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.exhibits.kinds import KINDS
from explorer.i18n import tr
from explorer.shell.read_aloud import layer as module
from explorer.shell.read_aloud.button import ReadAloudButton
from explorer.shell.read_aloud.layer import PRESENT_EVERY_S, ReadAloudLayer, script_of
from explorer.shell.speech.voice import Voice
from explorer.shell.style.theme import Theme
from explorer.shell.widgets import plain
from explorer.shell.window.main_window import MainWindow
from explorer.visit import EXPLORE, KIOSK, Change, Close, Open, Operate, Presence, Settings, Visit
from explorer.visit.kiosk.acts import StartOver

from ..picture import real_park
from ..windows import Windows, draw_frames


class Parrot(Voice):
    """A voice without sound that notes what it is to say."""

    languages: tuple[str, ...] = ("en", "zh")

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[dict[str, object]] = []

    def prepare(self) -> None:
        self._voices = frozenset(self.languages)

    def _send(self, **line: object) -> None:
        self.sent.append(line)

    def finish(self) -> None:
        """All is said."""
        self._take({"id": self._id, "over": True})

    @property
    def said(self) -> Any:
        return [line["say"] for line in self.sent if "say" in line]


@pytest.fixture
def parrot(monkeypatch: pytest.MonkeyPatch) -> Parrot:
    made = Parrot()
    monkeypatch.setattr(module, "Voice", lambda: made)
    return made


def kiosk(open_window: Windows) -> MainWindow:
    window = open_window(KIOSK)
    window.do(Presence())
    window.do(Open("data"))
    draw_frames(window)
    return window


def buttons(window: MainWindow) -> list[ReadAloudButton]:
    return [button for button in window.findChildren(ReadAloudButton) if button.isVisible()]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_article_and_every_exhibit_can_be_read(language: str) -> None:
    park = real_park()
    theme = Theme(language=language)
    for id, zone in park.zones.items():
        visit = Visit.begin(park, EXPLORE, Settings(comfort="cut", language=language)).after(Open(id))
        article = script_of(visit, theme)
        assert article.startswith(zone.title[language])
        for text in (zone.lead, zone.article, zone.business):
            assert plain(text[language]).split("\n\n")[-1].split("\n")[-1].strip() in article
        assert "[[" not in article
        assert "**" not in article
        visit = visit.after(Operate())
        assert visit.run is not None
        exhibit = script_of(visit, theme)
        for output in type(visit.run.exhibit).outputs:
            assert tr(output.words, language) in exhibit
        assert tr(KINDS[type(visit.run.exhibit).kind].title, language) in exhibit


def test_a_button_has_the_article_read_and_stops_it(open_window: Windows, parrot: Parrot) -> None:
    window = kiosk(open_window)
    (button,) = buttons(window)
    assert not button.text() and button.accessibleName() == "Read aloud"  # in the row of the title
    assert button.geometry().bottom() < window.parts.article.scroll_area.geometry().top()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    draw_frames(window)
    assert parrot.said == [script_of(window.visit, window.theme)]
    assert parrot.sent[-1]["volume"] == window.visit.settings.volume / 100
    assert buttons(window)[0].accessibleName() == "Stop reading"
    assert any(layer.speaks for layer in window.layers)
    QTest.mouseClick(buttons(window)[0], Qt.MouseButton.LeftButton)
    draw_frames(window)
    assert not parrot.speaking
    assert buttons(window)[0].accessibleName() == "Read aloud"


def test_at_an_exhibit_its_readings_are_read_and_leaving_it_is_silence(
    open_window: Windows, parrot: Parrot
) -> None:
    window = kiosk(open_window)
    window.do(Operate())
    draw_frames(window)
    (button,) = buttons(window)
    button.click()
    draw_frames(window)
    run = window.visit.run
    assert run is not None
    assert tr(type(run.exhibit).outputs[0].words, "en") in parrot.said[0]
    window.do(Close())
    draw_frames(window)
    assert not parrot.speaking


def test_who_listens_is_there_and_is_asked_aloud(open_window: Windows, parrot: Parrot) -> None:
    window = kiosk(open_window)
    buttons(window)[0].click()
    for _ in range(int(window.visit.mode.quiet_s / PRESENT_EVERY_S) + 2):
        draw_frames(window, 2, PRESENT_EVERY_S / 2 + 0.1)
    booth = window.visit.kiosk
    assert booth is not None
    assert booth.phase == "explore"
    parrot.finish()
    draw_frames(window, 1, window.visit.mode.quiet_s)
    draw_frames(window, 1)
    assert window.visit.kiosk is not None
    assert window.visit.kiosk.phase == "asking"
    assert parrot.said[-1] == "Still there?"


def test_who_did_not_listen_is_asked_in_silence_and_the_next_visitor_finds_the_usual_volume(
    open_window: Windows, parrot: Parrot
) -> None:
    window = kiosk(open_window)
    usual = window.visit.settings.volume
    window.do(Change(Settings(comfort="cut", volume=20)))
    buttons(window)[0].click()
    draw_frames(window)
    assert parrot.sent[-1]["volume"] == 0.2
    window.do(StartOver())
    draw_frames(window)
    assert window.visit.settings.volume == usual
    assert not parrot.speaking
    window.do(Presence())
    window.do(Open("line"))
    draw_frames(window)
    count = len(parrot.said)
    draw_frames(window, 1, window.visit.mode.quiet_s)
    draw_frames(window, 1)
    assert window.visit.kiosk is not None
    assert window.visit.kiosk.phase == "asking"
    assert len(parrot.said) == count


def test_without_a_voice_it_is_said_once_and_offered_no_more(open_window: Windows, parrot: Parrot) -> None:
    parrot.languages = ()
    window = kiosk(open_window)
    buttons(window)[0].click()
    draw_frames(window)
    assert parrot.said == []
    assert window.parts.toast.isVisible()
    assert buttons(window) == []


def test_a_voice_that_hangs_keeps_nobody(open_window: Windows, parrot: Parrot) -> None:
    window = kiosk(open_window)
    buttons(window)[0].click()
    draw_frames(window, 2)
    draw_frames(window, 1, module.LONGEST_S)
    assert not parrot.speaking


def test_on_a_laptop_a_key_has_it_read(open_window: Windows, parrot: Parrot) -> None:
    window = open_window(EXPLORE)
    draw_frames(window)
    window.do(Open("data"))
    draw_frames(window)
    assert buttons(window) == []
    QTest.keyClick(window.viewport, Qt.Key.Key_O)
    draw_frames(window)
    assert len(parrot.said) == 1
    assert [layer for layer in window.layers if isinstance(layer, ReadAloudLayer)]
