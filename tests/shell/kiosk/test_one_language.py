"""A scene in one language alone has no language to choose; one in three has each of them a press away."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.i18n import Language, Text
from explorer.park.base import SceneText
from explorer.shell.kiosk.invitation import Invitation
from explorer.shell.kiosk.modal import in_both_languages
from explorer.shell.style.theme import Theme

from ..picture import real_park


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def call_in(room: QWidget, language: Language, *languages: Language) -> Invitation:
    return Invitation(Theme(language=language, languages=languages), real_park(), print, print, room)


@pytest.mark.parametrize("language", ["en", "zh", "fr"])
def test_one_language_alone_is_not_offered(room: QWidget, language: Language) -> None:
    invitation = call_in(room, language, language)
    assert not invitation.first.isHidden() and invitation.second.isHidden()


def test_what_is_reported_in_two_languages_is_reported_once() -> None:
    theme = Theme(language="en", languages=("en",))
    assert theme.next_language == "en" and theme.second_language is None
    assert Theme(language="en", languages=("en", "de")).second_language == "de"


def test_languages_follow_each_other(room: QWidget) -> None:
    invitation = call_in(room, "zh", "en", "zh", "de")
    assert (invitation.first.text(), invitation.second.text()) == ("轻触开始", "Zum Beginnen berühren")
    theme = Theme(language="de", languages=("en", "zh"))
    assert theme.next_language == theme.second_language == "en", (
        "the program speaks a language the scene has not"
    )


def test_a_booth_in_a_language_the_scene_lacks_offers_those_of_the_scene_too(room: QWidget) -> None:
    chosen: list[Language] = []
    theme = Theme(language="de", languages=("en", "zh"))
    invitation = Invitation(theme, real_park(), chosen.append, print, room)
    buttons = (invitation.first, invitation.second, invitation.third)
    assert [b.text() for b in buttons] == ["Zum Beginnen berühren", "Touch to begin", "轻触开始"]
    for button in buttons:
        button.click()
    assert chosen == ["de", "en", "zh"]
    assert call_in(room, "zh", "en", "zh").third.isHidden()


@pytest.mark.parametrize("count", [3, 4, 6, 12])
def test_each_language_of_a_scene_is_a_press_away(room: QWidget, count: int) -> None:
    chosen: list[Language] = []
    scene = ("en", "de", "zh", "fr", "es", "it", "pl", "nl", "pt", "sv", "cs", "da")[:count]
    invitation = Invitation(Theme(language="de", languages=scene), real_park(), chosen.append, print, room)
    shown = [
        button
        for button in (invitation.first, invitation.second, invitation.third, *invitation.names)
        if not button.isHidden()
    ]
    for button in shown:
        button.click()
    assert chosen == ["de", *scene[2:], "en"], "from the language of now, in a round"
    assert len({button.text() for button in shown}) == count, "none says the same as another"
    if count > 3:
        assert [button.text() for button in shown[:3]] == ["Zum Beginnen berühren", "中文", "Français"]
    invitation.fit(1000)
    assert invitation.wanted_px <= 1000


def test_nothing_stands_twice_where_the_program_speaks_a_language_the_scene_has_not(qtbot: QtBot) -> None:
    theme = Theme(language="de", languages=("en", "zh"))
    caption = SceneText({"en": "Twenty places", "zh": "二十个展区"})
    assert (caption[theme.language], theme.second_language_of(caption)) == ("Twenty places", "zh")
    assert Theme(language="zh", languages=("en", "zh")).second_language_of(caption) == "en"
    assert Theme(language="de", languages=("en",)).second_language_of(SceneText({"en": "Alone"})) is None
    assert in_both_languages(Text("Pause"), theme) == ("Pause", "")
