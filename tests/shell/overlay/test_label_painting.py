"""A label that is pointed at says how to go there: with a key, or on a stand with the hand that pointed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from explorer.base.names import Profile
from explorer.park.model import LANGUAGES, Language
from explorer.shell.overlay.label_painting import LabelPainter
from explorer.shell.overlay.label_placement import Box
from explorer.shell.style import fonts
from explorer.shell.style.theme import Theme
from explorer.shell.widgets import paint
from explorer.visit import Settings

from ..picture import real_park

ZONE = next(iter(real_park().zones.values()))


def painted(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of a label that is pointed at."""
    said: list[str] = []
    text = paint.text

    def heard(*given: object, **more: object) -> None:
        said.append(str(given[2]))
        text(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(paint, "text", heard)
    looks, picture = LabelPainter(theme, lambda: 1280), QImage(600, 300, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    looks.paint(painter, ZONE, "full", Box(0, 0, *looks.full_size(ZONE, pointed=True)), pointed=True)
    painter.end()
    return said


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ("laptop", {"en": "Enter: visit", "zh": "按回车前往"}),
        ("stand", {"en": "Touch again to visit", "zh": "再次轻触前往"}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_how_to_go_there(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
    profile: Profile,
    words: dict[Language, str],
) -> None:
    fonts.load()
    theme = replace(Theme.of(Settings(language=language), 720), profile=profile)
    assert painted(theme, monkeypatch)[-1] == words[language]
