"""A button of which a part is painted looks there as the whole does: nothing is left out that would be seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.shell.style.theme import Theme
from explorer.shell.widgets import CLICKER, Button
from explorer.shell.widgets import button as module

GROUND = 0xFF6F8090
PART_PX = 13

WAYS: list[dict[str, Any]] = [
    {"icon": "search", "name": "Search"},
    {"text": "All zones", "icon": "layout-list"},
    {"text": "Start the tour", "icon": "play", "kind": "primary", "large": True, "shortcut_hint": "T"},
    {"text": "全部展区", "kind": "quiet", "left": True, "sub": "二十个展区，一个模型"},
    {"text": "Whole park", "kind": "danger"},
]


def painted(button: Button, onto: QImage, part: QRect) -> None:
    button.render(onto, part.topLeft(), QRegion(part), QWidget.RenderFlag.DrawChildren)


def pixels(image: QImage) -> npt.NDArray[np.uint8]:
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


def blank(button: Button) -> QImage:
    image = QImage(button.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(GROUND)
    return image


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("height_px", [720, 1440])
def test_parts_together_are_the_whole(qtbot: QtBot, way: dict[str, Any], height_px: int) -> None:
    button = Button(Theme(height_px=height_px), **way)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    whole, together = blank(button), blank(button)
    painted(button, whole, button.rect())
    for top in range(0, button.height(), PART_PX):
        for left in range(0, button.width(), PART_PX):
            painted(button, together, QRect(left, top, PART_PX, PART_PX) & button.rect())
    assert (pixels(whole) != pixels(blank(button))).any()
    assert np.array_equal(pixels(whole), pixels(together))


@pytest.mark.parametrize("way", WAYS[1:])
def test_where_only_a_corner_has_changed_no_words_are_laid_out(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, way: dict[str, Any]
) -> None:
    button = Button(Theme(), **way)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    drawn: list[str] = []
    monkeypatch.setattr(module.paint, "text", lambda *a, **k: drawn.append("text"))
    monkeypatch.setattr(module.paint, "icon", lambda *a, **k: drawn.append("icon"))
    corner = button.theme.radius("md")
    for at in (QPoint(0, 0), QPoint(button.width() - corner, button.height() - corner)):
        painted(button, blank(button), QRect(at.x(), at.y(), corner, corner))
    assert not drawn
    painted(button, blank(button), button.rect())
    assert drawn


def test_enter_presses_what_has_the_ring_and_nothing_else(qtbot: QtBot) -> None:
    pressed: list[str] = []
    button = Button(Theme(height_px=720), "Try it", on_press=lambda: pressed.append("it"))
    qtbot.addWidget(button)
    with qtbot.waitActive(button, timeout=60_000):
        button.show()
        button.activateWindow()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert not pressed, "a pointer has been here: Enter is meant for what is pointed at"
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert pressed == ["it"] * 2
    button.clearFocus()
    button.setProperty(CLICKER, True)
    button.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(pressed) == 2, "a clicker's Enter goes on to the window"
