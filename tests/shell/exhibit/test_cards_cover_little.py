"""The picture is the hero: what lies on it covers little, at every step, and each word in it stands at what it names."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QAbstractButton

from explorer.base.geometry import shared_m2
from explorer.exhibits.drivers.pipe import REACH_M
from explorer.park.model import Language
from explorer.shell.widgets import Button
from explorer.shell.window.main_window import MainWindow
from explorer.stage.props.drivers.prop import MIDDLE_Z_M, SCALE
from explorer.visit import EXPLORE, Close, Mode, Open, Operate, Settings
from explorer.visit.kiosk.acts import Presence
from explorer.visit.mode import KIOSK

from ..fake_stage import FakeStage
from ..picture import real_park
from ..windows import Windows, draw_frames
from .prop_stage import PropStage

LANGUAGES: tuple[Language, ...] = ("en", "zh")
ZONES = [zone.id for zone in real_park().zones.values() if zone.exhibit is not None]
CASES = [
    (EXPLORE, 100, 0.30, 44),
    (KIOSK, 100, 0.35, 62),
    (EXPLORE, 200, 0.50, 68),
]
"""Mode, size of text, the largest share of the window, the least width and height of what can be pressed."""


MOST_ON_ITS_PART, FARTHEST = 0.1, 1.8
"""A sign lies on what it names with no more than this share of itself, and is no farther from it than so many of its heights."""


def covered(window: MainWindow) -> float:
    """The share of the window that cards cover: each is painted black on white, and black is counted."""
    image = QImage(window.size(), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for surface in window.surfaces:
        if surface.isVisible():
            painter.fillRect(surface.inner.translated(surface.pos()), Qt.GlobalColor.black)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return float((rows[:, : image.width()] == 0).mean())


def go_to(window: MainWindow, zone: str) -> None:
    window.do(Presence())
    for act in (Open(zone), Operate()):
        window.do(act)
    draw_frames(window, 6)  # the picture is framed once the card is there, then the signs are placed


def check_signs(window: MainWindow, zone: str) -> None:
    """Each sign keeps off the part that it names, and stands near it."""
    assert isinstance(window.stage, PropStage)
    assert window.overlay.signs.placed, zone
    seen = window.stage.outlines()
    for sign in window.overlay.signs.placed:
        box, outline = sign.box, seen[sign.part]
        assert shared_m2(outline, box.corners) <= MOST_ON_ITS_PART * box.width * box.height, (zone, sign)
        near = box.grown(FARTHEST * box.height)
        assert shared_m2(outline, near.corners) > 0, (zone, sign)


def check_hands_are_free(window: MainWindow) -> None:
    """The words of pylons that stand behind the window of the hands lie nowhere where the middle of a hand goes."""
    assert isinstance(window.stage, PropStage)
    wide, high = REACH_M * SCALE
    rim = ((-wide, -high), (wide, -high), (wide, high), (-wide, high))
    hands = window.stage.seen(np.array([(x, 0.0, MIDDLE_Z_M + z) for x, z in rim]))
    behind = [sign for sign in window.overlay.signs.placed if sign.part in ("prediction", "cloud")]
    assert behind
    for sign in behind:
        assert shared_m2(hands, sign.box.corners) == 0, sign


def of_case(mode: Mode, percent: int, language: Language) -> list[str]:
    """All exhibits in the plain case; in each other case some, so that every one is met in every language, mode and size."""
    if mode is EXPLORE and percent == 100 and language == "en":
        return ZONES
    return ZONES[(mode is KIOSK) == (language == "en") :: 2]


def test_every_exhibit_is_met_in_every_language_mode_and_size() -> None:
    met = {case[:2]: {lang: {*of_case(*case[:2], lang)} for lang in LANGUAGES} for case in CASES}
    for found in met.values():
        assert found["en"] | found["zh"] == {*ZONES}
    for language in LANGUAGES:
        assert set().union(*(found[language] for found in met.values())) == {*ZONES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("mode", "percent", "most", "target_px"), CASES, ids=["explore", "kiosk", "large text"]
)
def test_cards_cover_little(
    open_window: Windows, mode: Mode, percent: int, most: float, target_px: int, language: Language
) -> None:
    settings = Settings(comfort="cut", language=language, text_percent=percent)
    window = open_window(
        mode,
        settings=settings,
        usual=settings,
        clock=lambda: 0.0,
        stage=PropStage if percent == 100 else FakeStage,
    )
    for zone in of_case(mode, percent, language):
        go_to(window, zone)
        if percent == 100:
            check_signs(window, zone)
        if percent == 100 and zone == "drivers":
            check_hands_are_free(window)
        walk = window.parts.exhibit.walk
        assert walk is not None
        for at in range(len(walk.steps)):
            walk.go_to(at)
            draw_frames(window, 2, 0.02)
            assert covered(window) <= most, (zone, at)
            cards = [s for s in window.surfaces if s.isVisible()]
            places = [s.inner.translated(s.pos()) for s in cards]
            assert all(window.rect().contains(place) for place in places), zone
            assert not any(a.intersects(b) for i, a in enumerate(places) for b in places[:i]), zone
            pressed = [b for s in cards for b in s.findChildren(QAbstractButton) if b.isVisible()]
            assert pressed
            for button in pressed:
                assert min(button.width(), button.height()) >= target_px, (zone, button.accessibleName())
        filled = [b for b in window.findChildren(Button) if b.isVisible() and b.kind == "primary"]
        assert len(filled) == 1, zone
        window.do(Close())
