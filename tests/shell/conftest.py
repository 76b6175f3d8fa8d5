from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from .windows import Windows


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The file of the event log."""
    return tmp_path / "log.jsonl"


@pytest.fixture
def open_window(qtbot: QtBot, log: Path) -> Iterator[Windows]:
    """Opens windows, and closes them after the test."""
    windows = Windows(log)
    yield windows
    windows.close()
