"""What is laid down of a surface's face looks as if it was painted anew, and what counts as opaque is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.shell.style.theme import Look, Theme
from explorer.shell.widgets import Surface, paint
from explorer.shell.window.layout import solid

BEFORE = QImage.Format.Format_ARGB32_Premultiplied


def looks(surface: Surface, ground: int = 0xFF6F8090) -> npt.NDArray[np.int16]:
    """The surface over a ground of one colour."""
    shown = QImage(surface.size() * surface.devicePixelRatioF(), BEFORE)
    shown.setDevicePixelRatio(surface.devicePixelRatioF())
    shown.fill(ground)
    surface.render(shown, renderFlags=QWidget.RenderFlag.DrawChildren)
    return (
        np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), shown.width(), 4).astype(np.int16)
    )


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize("size", [(220, 160), (180, 34), (30, 24)])
def test_it_looks_the_same_each_time(qtbot: QtBot, look: Look, size: tuple[int, int]) -> None:
    surface = Surface(Theme(look=look))
    qtbot.addWidget(surface)
    margin = surface.margin_px
    surface.place(QRect(margin, margin, *size))
    painted, laid, again = looks(surface), looks(surface), looks(surface)
    assert np.abs(painted - laid).max() <= 2, "but for rounding"
    assert (laid == again).all()


def test_it_is_painted_once_and_again_where_it_changes(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    surface = Surface(Theme())
    qtbot.addWidget(surface)
    surface.place(QRect(60, 60, 220, 160))
    looks(surface)
    looks(surface)
    calls: list[None] = []
    rounded = paint.rounded
    monkeypatch.setattr(paint, "rounded", lambda *a, **k: (calls.append(None), rounded(*a, **k)))
    looks(surface)
    assert not calls
    surface.place(QRect(60, 60, 240, 160))
    looks(surface)
    assert len(calls) == 1, "what grows is painted, and no picture is kept of it"
    surface.apply_theme(Theme(look="dark"))
    dark = looks(surface)
    assert len(calls) == 2
    assert np.abs(dark - looks(surface)).max() <= 2


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize("height_px", [640, 720, 1080, 2160])
def test_the_park_is_left_out_only_where_a_surface_hides_it(qtbot: QtBot, look: Look, height_px: int) -> None:
    """Where a surface lets the park through and that is not painted anew, its shadow grows darker with every frame."""
    surface = Surface(Theme(look=look, height_px=height_px))
    qtbot.addWidget(surface)
    surface.place(QRect(100, 100, 300, 200))
    black, white = looks(surface, 0xFF000000), looks(surface, 0xFFFFFFFF)
    through = (black != white).any(axis=2)
    hidden = np.zeros_like(through)
    for rect in solid(surface.inner, surface.theme):
        hidden[rect.top() : rect.bottom() + 1, rect.left() : rect.right() + 1] = True
    assert hidden.sum() > 0.9 * surface.inner.width() * surface.inner.height()
    assert not (through & hidden).any()


def test_a_hidden_surface_keeps_nothing(qtbot: QtBot) -> None:
    surface = Surface(Theme())
    qtbot.addWidget(surface)
    surface.place(QRect(60, 60, 220, 160))
    surface.show()
    painted, laid = looks(surface), looks(surface)
    assert surface.cache.bytes > 0
    surface.hide()
    assert surface.cache.bytes == 0
    surface.show()
    assert np.abs(painted - looks(surface)).max() <= 2 and np.abs(laid - looks(surface)).max() <= 2
