"""The survey as visitors see it: a touch answers, another skips, and neither visit nor event log ever has an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from explorer.park.frame import SurveyQuestion
from explorer.park.model import SceneText
from explorer.shell.app.booth_desk import BoothDesk
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.kiosk import KioskLayer
from explorer.shell.kiosk.survey_sheet import SurveySheet
from explorer.visit import KIOSK, Open, Presence
from explorer.visit.kiosk.acts import EndVisit

from ..picture import real_park
from ..windows import Windows, draw_frames

WISH = SurveyQuestion(
    id="wish", kind="line", question=SceneText({"en": "What is missing?", "zh": "还缺什么？"})
)


@dataclass
class Asked:
    """A booth whose visitor is done."""

    sheet: SurveySheet
    kept: list[tuple[str, int, str]] = field(default_factory=list)

    def phase(self) -> str:
        window = self.sheet.window()
        draw_frames(window)  # type: ignore[arg-type]
        return window.visit.kiosk.phase  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def asked(open_window: Windows, tmp_path: Path) -> Iterator[Callable[..., Asked]]:
    windows = []

    def open_booth(*questions: SurveyQuestion) -> Asked:
        desk = BoothDesk(SettingsStore(tmp_path / "s.ini"))
        kept: list[tuple[str, int, str]] = []
        desk.keep_answer = lambda *answer: kept.append(answer)
        park = real_park()
        if questions:
            park = park.model_copy(update={"survey": questions})
        window = open_window(KIOSK, park=park, booth_desk=desk)
        windows.append(window)
        draw_frames(window)
        window.do(Presence())
        window.do(Open("net"))
        window.ask("start over")
        draw_frames(window)
        layer = window.layers[-1]
        assert isinstance(layer, KioskLayer) and layer.survey is not None
        assert layer.survey.isVisible()
        return Asked(layer.survey, kept)

    yield open_booth
    for window in windows:
        window.end()


def test_three_touches_answer_and_the_booth_is_fresh(asked: Callable[..., Asked]) -> None:
    booth = asked()
    for number in (1, 2, 4):
        booth.sheet.answers[number - 1].click()
        assert booth.phase() == "survey"
    assert booth.kept == [("liked", 1, ""), ("who", 2, ""), ("next", 4, "")]
    booth.sheet.skip.click()
    assert booth.phase() == "attract"
    assert not booth.sheet.isVisible()
    assert len(booth.kept) == 3  # thanks are no question


def test_one_touch_skips_all(asked: Callable[..., Asked]) -> None:
    booth = asked()
    booth.sheet.skip.click()
    assert booth.phase() == "attract"
    assert booth.kept == [("liked", 0, "")]


def test_number_keys_answer(asked: Callable[..., Asked]) -> None:
    booth = asked()
    QTest.keyClick(booth.sheet, Qt.Key.Key_3)
    assert booth.phase() == "survey"
    assert booth.kept == [("liked", 3, "")]


def test_a_line_is_typed_on_the_screen(asked: Callable[..., Asked]) -> None:
    booth = asked(WISH)
    assert booth.sheet.keyboard.isVisible()
    for letter in "MORE":
        booth.sheet.keyboard.keys[letter].click()
    booth.sheet.keyboard.space.click()
    booth.sheet.keyboard.keys["7"].click()
    booth.sheet.keyboard.keys["!"].click()
    booth.sheet.send.click()
    assert booth.phase() == "survey"
    assert booth.kept == [("wish", 0, "More 7!")]
    assert not booth.sheet.keyboard.isVisible()


def test_neither_visit_nor_event_log_has_an_answer(asked: Callable[..., Asked]) -> None:
    booth = asked(WISH)
    window = booth.sheet.window()
    booth.sheet.field.setText("a secret wish")
    booth.sheet.send.click()
    booth.phase()
    assert booth.kept == [("wish", 0, "a secret wish")]
    visit = window.visit  # type: ignore[attr-defined]
    assert "secret" not in repr(visit.kiosk)
    assert booth.sheet.field.text() == ""


def test_without_a_place_for_answers_nothing_is_asked(open_window: Windows) -> None:
    window = open_window(KIOSK)
    draw_frames(window)
    window.do(Presence())
    window.do(EndVisit())
    draw_frames(window)
    assert window.visit.kiosk is not None
    assert window.visit.kiosk.phase == "attract"
    window.end()
