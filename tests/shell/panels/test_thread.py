"""The thread: at each of its stops a card says which one it is and leads to the stops before and after; nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.park.model import LANGUAGES, Language
from explorer.shell.panels.article.cards import ThreadCard, thread_card
from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Button
from explorer.visit import Act, Open

from ..picture import real_park

PARK = real_park()
assert PARK.thread is not None
STOPS = [stop.zone for stop in PARK.thread.stops]


def card_of(qtbot: QtBot, zone: str, acts: list[Act], language: Language = "en") -> ThreadCard | None:
    card = thread_card(Theme(language=language), PARK, PARK.zones[zone], acts.append)
    if card is not None:
        qtbot.addWidget(card)
        card.show()
        QApplication.processEvents()
    return card


def test_it_can_be_walked_from_end_to_end_and_back(qtbot: QtBot) -> None:
    acts: list[Act] = []
    for here, there in pairwise(STOPS):
        card, following = card_of(qtbot, here, acts), card_of(qtbot, there, acts)
        assert card is not None
        assert following is not None
        card.findChildren(Button)[-1].click()
        following.findChildren(Button)[0].click()
        assert acts[-2:] == [Open(there), Open(here)]
    for end in (STOPS[0], STOPS[-1]):
        card = card_of(qtbot, end, acts)
        assert card is not None
        assert len(card.findChildren(Button)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_where_it_is(qtbot: QtBot, language: Language) -> None:
    assert PARK.thread is not None
    for at, stop in enumerate(PARK.thread.stops, 1):
        card = card_of(qtbot, stop.zone, [], language)
        assert card is not None
        reported = [label.text() for label in card.findChildren(QLabel)]
        assert stop.text[language] in reported
        wanted = {"en": f"{at} of {len(STOPS)}", "zh": f"第{at}站，共{len(STOPS)}站"}[language]
        assert any(wanted in text and PARK.thread.title[language] in text for text in reported)


def test_zones_it_does_not_touch_say_nothing_of_it(qtbot: QtBot) -> None:
    for zone in PARK.zones.keys() - set(STOPS):
        assert card_of(qtbot, zone, []) is None
