"""The line from day to night, and what is remembered of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.base.names import LIGHTS
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.panels.settings.daylight_slider import DaylightSlider
from explorer.shell.style.theme import Theme
from explorer.visit import Settings
from explorer.visit.settings import DAY_PHASES

NAMES = {"day": "Day", "golden": "Golden hour", "dusk": "Dusk", "night": "Night"}


@pytest.fixture
def line(qapp: QApplication) -> tuple[DaylightSlider, list[float]]:
    chosen: list[float] = []
    slider = DaylightSlider(Theme(), 0.0, on_choose=chosen.append)
    slider.set_names(dict(NAMES), "Light in the park")
    slider.resize(450, slider.sizeHint().height())
    return slider, chosen


def test_keys_go_from_stop_to_stop(line: tuple[DaylightSlider, list[float]]) -> None:
    slider, chosen = line
    key = Qt.Key
    for pressed in (key.Key_Right, key.Key_Right, key.Key_Left, key.Key_End, key.Key_Right, key.Key_Home):
        QTest.keyClick(slider, pressed)
    assert chosen == [1.0, 2.0, 1.0, 3.0, 0.0], "at the end there is nowhere to go"
    slider.show_day_phase(1.4)
    QTest.keyClick(slider, key.Key_Right)
    slider.show_day_phase(1.4)
    QTest.keyClick(slider, key.Key_Left)
    assert chosen[5:] == [2.0, 1.0]


def test_the_pointer_reaches_every_hour_and_stops_hold_it(line: tuple[DaylightSlider, list[float]]) -> None:
    slider, chosen = line
    stops = [round(slider.x_of(DAY_PHASES[name] * 20)) for name in LIGHTS]
    middle = slider.line_y
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(stops[2] + 5, middle))
    assert chosen == [2.0]
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint((stops[0] + stops[1]) // 2, middle))
    assert chosen[1] == pytest.approx(0.5, abs=0.06)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(449, middle))
    assert chosen[2] == 3.0


def test_what_is_shown_is_reported_and_asks_for_nothing(line: tuple[DaylightSlider, list[float]]) -> None:
    slider, chosen = line
    slider.show_day_phase(2.0)
    assert slider.accessibleDescription() == "Dusk" and slider.accessibleName() == "Light in the park"
    slider.show_day_phase(3.5)
    assert 0 < slider.value() < slider.maximum(), "in the morning the knob is on its way back"
    assert not chosen


@pytest.mark.parametrize(
    ("kept", "hour"),
    [("light=dusk", 2.0), ("light=day", 0.0), ("light=noon", 1.0), ("hour=2.35", 2.35), ("hour=soon", 1.0)],
)
def test_files_of_before_are_read(tmp_path: Path, kept: str, hour: float) -> None:
    (tmp_path / "memory.ini").write_text(f"[visit]\n{kept}\nlanguage=zh\n", "utf-8")
    read = SettingsStore(tmp_path / "memory.ini").settings(Settings(day_phase=1.0))
    assert (read.day_phase, read.language, read.auto_day_cycle) == (hour, "zh", False)


def test_the_light_is_kept_and_the_old_name_goes(tmp_path: Path) -> None:
    path = tmp_path / "memory.ini"
    path.write_text("[visit]\nlight=dusk\n", "utf-8")
    SettingsStore(path).keep_settings(Settings(day_phase=2.6, auto_day_cycle=True), Settings())
    read = SettingsStore(path).settings(Settings())
    assert (read.day_phase, read.auto_day_cycle) == (2.6, True)
    assert "light" not in path.read_text("utf-8")
    SettingsStore(path).keep_settings(Settings(), Settings())
    assert SettingsStore(path).settings(Settings()) == Settings()
