"""Qt's own dialogs speak the language of the window while they are open, and a bundle takes their words along."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from explorer.publish.bundle.leave_out import is_wanted
from explorer.shell.widgets.save_dialog import qt_words


def open_words() -> str:
    return QCoreApplication.translate("QFileDialog", "&Open")


@pytest.mark.parametrize(
    ("language", "expected", "file"),
    [("de", "&Öffnen", "qtbase_de.qm"), ("zh", "打开(&O)", "qtbase_zh_CN.qm"), ("xx", "&Open", None)],
)
def test_a_file_dialog_speaks_the_language_of_the_window(
    qtbot: QtBot, language: str, expected: str, file: str | None
) -> None:
    with qt_words(language):
        assert open_words() == expected
    assert open_words() == "&Open"
    assert file is None or is_wanted(f"PySide6/Qt/translations/{file}")
