"""From a scene to a window: also when the scene is broken, the machine cannot draw, or the program errs."""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.i18n import tr
from explorer.park import Park
from explorer.park.last_good import Opened, opened
from explorer.park.load import Reading, read
from explorer.park.model import SceneText
from explorer.shell.app import os_preferences
from explorer.shell.app.app import freeze_garbage, keep_when_drawn
from explorer.shell.app.error_hook import ErrorHook
from explorer.shell.app.os_preferences import OsPreferences
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.app.startup import Options, Startup, usual_settings
from explorer.shell.error_screens import BrokenScene, NoOpenGL
from explorer.shell.event_log.event_log import EventLog
from explorer.shell.panels.zone_list import ZoneList
from explorer.shell.style import fonts
from explorer.shell.window.main_window import MainWindow
from explorer.shell.window.protocols import CannotDraw, Stage
from explorer.visit import KIOSK, Change, Settings, StartOver
from explorer.visit.settings import DAY_PHASES

from ...scene import swap, write_scene
from ...small_scene import write_small_scene
from ..fake_stage import FakeStage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_scene(tmp_path / "toy")


def make_stage(park: Park, width: int, height: int) -> Stage:
    return FakeStage(park, width, height)


def refuse(park: Park, width: int, height: int) -> Stage:
    raise CannotDraw("no pipe")


def opening(tmp_path: Path, make: object = make_stage, **options: object) -> Startup:
    return Startup(
        make,  # type: ignore[arg-type]
        Options(memory=tmp_path / "memory.ini", **options),  # type: ignore[arg-type]
        EventLog(),
    )


def reading(folder: Path) -> Reading:
    return read(folder, Path("nowhere"))


def test_a_good_scene_opens_in_its_window(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    shown = opening(tmp_path, zone="barn", language="zh").opened(reading(folder))
    assert isinstance(shown, MainWindow)
    assert shown.visit.zone == "barn"
    assert shown.visit.settings.language == "zh"
    shown.end()
    shown.deleteLater()


@pytest.mark.parametrize(
    ("system", "stored", "spoken"),
    [("fr", None, "fr"), ("de", None, "fr"), ("zh", None, "zh"), ("zh", "fr", "fr"), ("zh", "es", "zh")],
)
def test_a_scene_is_shown_in_the_language_of_the_computer_or_in_its_first(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    system: str,
    stored: str | None,
    spoken: str,
) -> None:
    monkeypatch.setattr(os_preferences, "language", lambda: system)
    if stored is not None:
        store = SettingsStore(tmp_path / "memory.ini")
        store.keep_settings(Settings(language=stored), Settings(language=system))
    shown = opening(tmp_path).opened(reading(write_small_scene(tmp_path / "french", ("fr", "zh"))))
    assert isinstance(shown, MainWindow)
    assert shown.visit.settings.language == spoken
    assert fonts.own_name("fr") == "Français"
    shown.end()
    shown.deleteLater()


def test_the_collector_passes_over_what_stays_once_it_is_shown_and_once_all_is_ready(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    shown = opening(tmp_path).opened(reading(folder))
    assert isinstance(shown, MainWindow)
    try:
        freeze_garbage(shown)
        first = gc.get_freeze_count()
        assert first > 1000 > len(gc.get_objects())
        later: list[list[int]] = [[] for _ in range(100)]
        for _ in range(100):
            shown.tick(0.1)
        assert shown.idle_tasks.done
        assert gc.get_freeze_count() >= first + len(later)
    finally:
        gc.unfreeze()
    shown.end()
    shown.deleteLater()


def test_a_booth_begins_as_staff_want_it_whatever_was_chosen_last_time(
    qtbot: QtBot,
    tmp_path: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings_store = SettingsStore(tmp_path / "memory.ini")
    settings_store.keep_settings(Settings(language="zh", theme="contrast", text_percent=200), Settings())
    usual = opening(tmp_path)
    assert (usual.settings.language, usual.settings.text_percent) == ("zh", 200)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    booth = opening(
        tmp_path, mode=KIOSK, language="en", text_percent=125, volume=30, pin="24680", size=(1280, 720)
    )
    assert (booth.settings.language, booth.settings.theme) == ("en", booth.usual.theme)
    shown = booth.opened(reading(folder))
    assert isinstance(shown, MainWindow)
    assert shown.visit.settings.text_percent == 125
    assert shown.visit.settings.sound  # at the volume that staff have set, for each visitor again
    shown.do(Change(replace(shown.visit.settings, sound=False, sound_volume=90)))
    shown.do(StartOver())
    assert shown.visit.settings.sound
    assert (shown.visit.settings.volume, shown.visit.settings.sound_volume) == (30, 30)
    booth.show(shown)
    assert shown.isFullScreen()  # whatever size was typed
    reported = capsys.readouterr().err
    assert "A kiosk takes the whole screen" in reported
    assert "The screen may go dark by itself" in reported  # nothing can be asked here to keep it lit
    assert shown.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert not shown.close()
    shown.do(Change(replace(shown.visit.settings, text_percent=200)))
    shown.end()
    assert SettingsStore(tmp_path / "memory.ini").settings(Settings()).theme == "contrast"
    assert "24680" not in repr(booth.options)
    shown.deleteLater()


def test_a_size_that_is_too_small_is_said(
    qtbot: QtBot, tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for size, is_too_small in (((640, 400), True), ((1024, 640), False)):
        show = opening(tmp_path, size=size)
        window = show.opened(reading(folder))
        qtbot.addWidget(window)
        show.show(window)
        assert (window.width(), window.height()) == (1024, 640)
        assert ("--size 640x400 is too small" in capsys.readouterr().err) is is_too_small


def test_a_broken_scene_tells_all_its_faults(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    swap(folder / "zones" / "mill.yaml", "icon: globe", "icn: globe")
    found = reading(folder)
    shown = opening(tmp_path).opened(found)
    qtbot.addWidget(shown)
    assert isinstance(shown, BrokenScene)
    assert all(fault.as_text("en") in shown.details for fault in found.errors)


def test_where_nothing_can_be_drawn_the_park_can_be_read(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    shown = opening(tmp_path, refuse).opened(reading(folder))
    qtbot.addWidget(shown)
    assert isinstance(shown, NoOpenGL)


def test_an_error_while_the_stage_is_made_is_not_blamed_on_opengl(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    def stumble(park: Park, width: int, height: int) -> Stage:
        raise IndexError("index 999 is out of bounds")

    shown = opening(tmp_path, stumble).opened(reading(folder))
    qtbot.addWidget(shown)
    assert isinstance(shown, BrokenScene)
    assert "IndexError: index 999 is out of bounds" in shown.details
    assert "test_window_app.py" in shown.details, "where it happened"
    assert "OpenGL" not in shown.details + shown.title


def test_an_error_while_the_window_is_built_leads_to_the_page_that_says_so(
    qtbot: QtBot, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise AssertionError("no row")

    stages: list[FakeStage] = []

    def make(park: Park, width: int, height: int) -> Stage:
        stages.append(FakeStage(park, width, height))
        return stages[-1]

    monkeypatch.setattr(ZoneList, "_show_rows", stumble)
    shown = opening(tmp_path, make).opened(reading(folder))
    qtbot.addWidget(shown)
    assert isinstance(shown, BrokenScene)
    assert "AssertionError: no row" in shown.details
    assert [stage.closed for stage in stages] == [True]
    shown.show()
    QApplication.processEvents()
    assert not [each for each in QApplication.allWidgets() if isinstance(each, MainWindow)]


def supervised(tmp_path: Path, folder: Path, make: object) -> tuple[Startup, Opened]:
    """The opening of a supervised show, whose copies lie in a folder of the test."""
    scene = opened(folder, Path("nowhere"), tmp_path / "shelf")
    return opening(tmp_path, make, scene=scene), scene


def copies(tmp_path: Path) -> list[Path]:
    """The last good copies that are kept."""
    return [path for path in (tmp_path / "shelf").iterdir() if path.is_dir() and not path.suffix]


class HalfStage(FakeStage):
    """Fails at parks of one title, or cannot read a model of theirs."""

    breaks = False

    def __init__(self, park: Park, width: int = 1280, height: int = 720) -> None:
        super().__init__(park, width, height)
        if tr(park.title, "en") == "Bad park":
            if self.breaks:
                raise IndexError("index 999 is out of bounds")
            self.unread_models = {
                "mill": SceneText({"en": "Mill: hut.glb is not shown", "zh": "磨坊的模型hut.glb未能显示"})
            }


@pytest.mark.parametrize("breaks", [False, True])
def test_a_supervised_show_goes_back_to_what_was_drawn(
    qtbot: QtBot, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, breaks: bool
) -> None:
    monkeypatch.setattr(HalfStage, "breaks", breaks)
    good, scene = supervised(tmp_path, folder, HalfStage)
    window = good.opened(scene.reading)
    assert isinstance(window, MainWindow) and good.is_whole
    timer = keep_when_drawn(scene, window)
    timer.timeout.emit()
    assert timer.isActive() and not copies(tmp_path)
    window.tick(0.1)
    timer.timeout.emit()
    assert copies(tmp_path) and not timer.isActive()
    window.end()
    window.deleteLater()

    swap(folder / "park.yaml", "Toy park", "Bad park")
    bad, scene = supervised(tmp_path, folder, HalfStage)
    window = bad.opened(scene.reading)
    assert isinstance(window, MainWindow)
    assert tr(window.visit.park.title, "en") == "Toy park"
    assert bad.scene is not None and bad.scene.seen == scene.seen
    (fault,) = bad.scene.faults
    assert ("IndexError" in tr(fault.what, "en")) if breaks else (fault.path.name == "mill.yaml")
    bad.scene.keep()
    (copy,) = copies(tmp_path)
    assert "Toy park" in (copy / "park.yaml").read_text("utf-8")
    window.end()
    window.deleteLater()


def test_without_a_copy_a_show_with_a_broken_model_goes_on_with_a_block(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    swap(folder / "park.yaml", "Toy park", "Bad park")
    only, scene = supervised(tmp_path, folder, HalfStage)
    window = only.opened(scene.reading)
    assert isinstance(window, MainWindow)
    assert tr(window.visit.park.title, "en") == "Bad park" and not only.is_whole
    window.end()
    window.deleteLater()


def test_who_has_chosen_nothing_gets_what_the_system_wishes() -> None:
    preferences = OsPreferences(language="zh", less_motion=True, more_contrast=True)
    assert usual_settings(preferences) == Settings(language="zh", comfort="cut", theme="contrast")
    assert usual_settings(OsPreferences()) == Settings()


def test_an_error_is_reported_in_a_sentence_and_once(
    qtbot: QtBot, tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.jsonl"
    window = opening(tmp_path).opened(reading(folder))
    assert isinstance(window, MainWindow)
    with EventLog(log) as event_log, ErrorHook(event_log, window):
        for _ in range(3):
            try:
                raise ValueError("spilt")
            except ValueError as fault:
                sys.excepthook(type(fault), fault, fault.__traceback__)
    noted = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [(n["event"], n["kind"], n["what"]) for n in noted] == [("error", "ValueError", "spilt")]
    assert "the park is still running" in window.parts.toast.words
    assert "Traceback" not in capsys.readouterr().err
    window.end()
    window.deleteLater()


def test_without_a_log_and_a_terminal_an_error_still_shows_its_sentence(
    qtbot: QtBot, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opening(tmp_path).opened(reading(folder))
    assert isinstance(window, MainWindow)
    with (
        (tmp_path / "terminal").open("w") as terminal,
        EventLog(tmp_path) as event_log,
        ErrorHook(event_log, window),
    ):
        monkeypatch.setattr(sys, "stderr", terminal)
        terminal.close()
        fault = ValueError("spilt")
        sys.excepthook(type(fault), fault, None)
    assert "the park is still running" in window.parts.toast.words
    window.end()
    window.deleteLater()


def test_the_journal_counts_from_the_start_of_the_program(tmp_path: Path) -> None:
    with EventLog(tmp_path / "log.jsonl", clock=lambda: 7.5, began_s=6.0) as event_log:
        event_log.note("start")
    assert json.loads((tmp_path / "log.jsonl").read_text("utf-8"))["t_s"] == 1.5


def test_each_mode_opens_in_its_own_light_unless_one_was_chosen(tmp_path: Path) -> None:
    explore, booth = opening(tmp_path), opening(tmp_path, mode=KIOSK)
    assert 0 < explore.settings.day_phase < DAY_PHASES["golden"], "late in the afternoon"
    assert booth.settings.day_phase == DAY_PHASES["dusk"]
    assert opening(tmp_path, mode=KIOSK, light="night").settings.day_phase == DAY_PHASES["night"]
    explore.settings_store.keep_settings(replace(explore.usual, day_phase=DAY_PHASES["day"]), explore.usual)
    assert opening(tmp_path).settings.day_phase == DAY_PHASES["day"]
    assert opening(tmp_path, mode=KIOSK).settings.day_phase == DAY_PHASES["dusk"]
