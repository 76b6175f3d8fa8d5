"""A booth is prepared from the editor: the computer is checked, and a start at login is made, each by the real command."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.editor.change import Change
from explorer.editor.document import SceneDocument
from explorer.i18n import Text
from explorer.shell.edit.address import BOOTH
from explorer.shell.edit.booth_page import INSTALL, REMOVE, BoothPage
from explorer.shell.edit.session import EditSession
from explorer.shell.edit.sheet import EditSheet
from explorer.shell.style.theme import Theme
from explorer.visit import Settings

from ...small_scene import write_small_scene


@pytest.fixture
def sheet(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EditSheet:
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path))  # no systemctl: what is written is looked at
    session = EditSession(SceneDocument.open(write_small_scene(tmp_path / "small", ("en",), 2)))
    session.stop_looking()
    sheet = EditSheet(Theme.of(Settings(language="en")), session, lambda zone: None, None)
    qtbot.addWidget(sheet, before_close_func=lambda sheet: sheet.end())
    sheet.resize(440, 900)
    sheet.show()
    return sheet


def page_of(sheet: EditSheet) -> BoothPage:
    sheet.open(BOOTH)
    assert isinstance(sheet.page, BoothPage)
    return sheet.page


def test_the_start_at_login_is_made_with_the_saved_scene_and_never_shows_the_pin(
    sheet: EditSheet, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(sheet)
    sheet.session.apply([Change("park.yaml", ("title", "en"), "Another")], Text("Change"))
    page.pin.setText("2468")
    page.buttons[INSTALL].click()
    command = page.command
    assert command is not None and not page.buttons[REMOVE].isEnabled() and page.stop.isVisible()
    qtbot.waitUntil(lambda: command.is_over, timeout=60_000)
    assert not sheet.session.document.is_changed, "the booth starts what is on the disk"
    assert page.buttons[REMOVE].isEnabled() and page.stop.isHidden()
    assert "2468" not in "\n".join(command.lines)
    if os.name != "nt":
        written = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
        assert any(str(tmp_path / "small") in path.read_text("utf-8", "replace") for path in written)


def test_a_wrong_pin_is_said_and_nothing_begins(sheet: EditSheet) -> None:
    page = page_of(sheet)
    for wrong in ("12", "abcd", "1234567890123"):
        page.pin.setText(wrong)
        page.buttons[INSTALL].click()
        assert page.command is None
    page.pin.setText("")


def test_a_step_that_runs_can_be_stopped(sheet: EditSheet, qtbot: QtBot) -> None:
    page = page_of(sheet)
    page.begin("doctor", "--kiosk")
    command = page.command
    assert command is not None
    page.stop.click()
    qtbot.waitUntil(lambda: command.is_over, timeout=30_000)
    assert page.stop.isHidden() and page.buttons[INSTALL].isEnabled()
