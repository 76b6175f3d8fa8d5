"""Kinds and looks are chosen by pictures, colours from those in use, icons from all there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from explorer.build.grown.kinds import KINDS
from explorer.shell.edit.address import Address
from explorer.shell.edit.building_picture import building_picture
from explorer.shell.edit.live_window import LiveWindow
from explorer.shell.edit.pickers import ColourEditor, IconDialog, IconEditor, KindEditor, LooksEditor

from ...grown_scene import write_grown_scene
from .live import live_window, on_show

HALL = Address("zones/hall.yaml")


@pytest.fixture
def live(qtbot: QtBot, tmp_path: Path) -> Iterator[LiveWindow]:
    live, _ = live_window(write_grown_scene(tmp_path / "works"))
    with on_show(live) as shown:
        yield shown


def value(live: LiveWindow, *path: str) -> object:
    return live.session.document.value(HALL.file, path)


def test_each_building_has_its_own_picture_and_so_has_each_look(qapp: QApplication) -> None:
    pictures = {
        (kind, look): building_picture(kind, look, "#1C7FB6", 1.0, 1.0).toImage()
        for kind, of in KINDS.items()
        for look in range(of.looks)
    }
    seen = list(pictures.values())
    assert all(image.pixelColor(0, 0).alpha() == 0 for image in seen), "the ground is transparent"
    assert all(seen[n] != seen[m] for n in range(len(seen)) for m in range(n))


def test_the_kinds_of_building_are_shown_as_pictures(live: LiveWindow, qtbot: QtBot) -> None:
    assert live.sheet is not None
    live.sheet.open(HALL.inside("building"))

    def is_drawn() -> bool:
        assert live.sheet is not None
        box = live.sheet.findChildren(KindEditor)[-1].findChildren(QComboBox)[0]
        return box.count() >= len(KINDS) and all(not box.itemIcon(n).isNull() for n in range(box.count()))

    qtbot.waitUntil(is_drawn, timeout=30_000)


def test_a_look_is_chosen_by_its_picture_and_let_go_by_a_second_click(live: LiveWindow) -> None:
    assert live.sheet is not None
    live.sheet.open(HALL.inside("building"))
    (editor,) = live.sheet.findChildren(LooksEditor)
    assert len(editor.looks) == KINDS["hall"].looks
    editor.looks[2].click()
    assert value(live, "building", "seed") == 2 and value(live, "building", "kind") == "hall"
    (editor,) = live.sheet.findChildren(LooksEditor)
    assert [look.isChecked() for look in editor.looks] == [False, False, True]
    editor.looks[2].click()
    assert value(live, "building", "seed") is None


def test_a_colour_in_use_is_taken_with_one_click(live: LiveWindow) -> None:
    assert live.sheet is not None
    live.sheet.open(HALL.inside("accent"))
    editor = live.sheet.findChildren(ColourEditor)[0]
    other = live.session.document.value("zones/tower.yaml", ("accent",))
    names = [button.accessibleName() for button in editor.used]
    assert f"Use {other}" in names and len(names) == len(set(names))
    editor.used[names.index(f"Use {other}")].click()
    assert value(live, "accent", "day") == other


def test_an_icon_is_found_by_the_words_in_its_name_and_taken(
    live: LiveWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert live.sheet is not None
    live.sheet.open(HALL)
    (editor,) = live.sheet.findChildren(IconEditor)

    def find(dialog: IconDialog) -> int:
        dialog.words.setText("no such thing")
        assert dialog.icons.count() == 0 and not dialog.none.isHidden()
        dialog.words.setText("flask conical")
        names = [dialog.icons.item(n).text() for n in range(dialog.icons.count())]
        assert "flask-conical" in names and all("flask" in name and "conical" in name for name in names)
        dialog.icons.itemActivated.emit(dialog.icons.item(names.index("flask-conical")))
        return dialog.result()

    monkeypatch.setattr(IconDialog, "exec", find)
    editor.button.click()
    assert value(live, "icon") == "flask-conical"
