"""Until the first picture nothing is seen of the furniture, which has no place yet."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from explorer.shell.viewport.cover import Cover
from explorer.visit.mode import KIOSK

from ..windows import Windows, draw_frames


def test_the_furniture_is_covered_until_the_first_picture(qtbot: QtBot, open_window: Windows) -> None:
    window = open_window(KIOSK)
    cover = Cover(window, lambda: window.viewport.has_frame)
    cover.show_colour(window.theme.colour("sunken"))
    for at in (QPoint(5, 5), window.rect().center(), window.rect().bottomRight()):
        assert window.childAt(at) is cover
    draw_frames(window)
    qtbot.waitUntil(cover.isHidden, timeout=60_000)
