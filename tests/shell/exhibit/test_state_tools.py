"""An exhibit as it stands is taken along: copied, shown as a QR code, saved, and dropped on a window again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.base.bootstrap import ROOT
from explorer.base.state_file import NoState, read_state, write_state
from explorer.i18n import Text, tr
from explorer.park import Park, load
from explorer.shell.exhibit.state_tools import StateTools
from explorer.shell.input.state_drop import StateDrop
from explorer.shell.style.theme import Theme
from explorer.shell.widgets.qr_code import QrCode
from explorer.visit.exhibit_run import Running
from explorer.visit.state_code import code_of, opened


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


@pytest.fixture
def run() -> Running:
    return Running.begin("line").turned("loss", 60).advance(3.0).done("break_sensor").advance(1.0)


@pytest.fixture
def tools(qtbot: QtBot, run: Running) -> StateTools:
    made = StateTools(Theme())
    qtbot.addWidget(made)
    made.run = run
    made.show()
    return made


def test_the_code_is_copied(tools: StateTools, run: Running) -> None:
    tools.copy.click()
    assert QGuiApplication.clipboard().text() == code_of(run)
    assert tools.notice.isVisible()


def test_a_qr_code_is_shown_and_put_away(qtbot: QtBot, tools: StateTools) -> None:
    tools.qr.click()
    assert isinstance(tools.code, QrCode)
    image = tools.code.grab().toImage()
    assert {image.pixelColor(x, image.height() // 2).lightness() > 128 for x in range(image.width())} == {
        True,
        False,
    }
    tools.qr.click()
    assert tools.code is None


def test_at_a_stand_there_is_no_file(qtbot: QtBot) -> None:
    made = StateTools(Theme(profile="stand"))
    qtbot.addWidget(made)
    made.show()
    assert made.qr.isVisible()
    assert not made.save.isVisible()
    assert not made.copy.isVisible()


def test_a_run_that_is_too_long_is_refused_in_words(tools: StateTools) -> None:
    assert tools.run is not None
    tools.run = tools.run.turned("seed", 3)
    for value in range(600):
        tools.run = tools.run.turned("loss", 10 + value % 50).advance(1 / 30)
    tools.qr.click()
    assert tools.code is None
    assert "too long" in tools.notice.text()


def test_a_saved_state_opens_again(tools: StateTools, run: Running, tmp_path: Path) -> None:
    path = tmp_path / "line.parkstate"
    tools.write(path)
    assert opened(read_state(path)).run.readings == run.readings
    assert str(path) in tools.notice.text()
    tools.write(tmp_path / "nowhere" / "line.parkstate")
    assert "Not saved" in tools.notice.text()


@pytest.mark.parametrize("text", ["", "# nothing\n", "P1~line~@1\nP1~line~@2\n", "x" * 1_000_001])
def test_a_file_without_a_state_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.parkstate"
    path.write_text(text)
    with pytest.raises(NoState):
        read_state(path)
    with pytest.raises(NoState):
        read_state(tmp_path)


def test_a_file_that_is_dropped_opens_and_another_is_refused(
    qtbot: QtBot, park: Park, run: Running, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    codes: list[str] = []
    refused: list[Text] = []
    drop = StateDrop(window, park, codes.append, refused.append)
    assert window.acceptDrops()

    def dropped(path: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        drop.take(data)

    write_state(tmp_path / "a.parkstate", code_of(run), "Line")
    dropped(tmp_path / "a.parkstate")
    assert codes == [code_of(run)]
    (tmp_path / "b.parkstate").write_text("P1~lime~@60\n")
    dropped(tmp_path / "b.parkstate")
    dropped(tmp_path / "missing.parkstate")
    assert [tr(words, "en") for words in refused] == [
        "There is no exhibit 'lime'. Nearest: line, rules",
        "missing.parkstate holds no state of an exhibit.",
    ]
    text = QMimeData()
    text.setText(f" {code_of(run)}\n")
    drop.take(text)
    assert codes == [code_of(run)] * 2
