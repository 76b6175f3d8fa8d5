"""Tests run without a screen, whoever starts them; those in `tests/real` bring their own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("WAYLAND_DISPLAY", None)

REAL = Path(__file__).parent / "real"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes run the tests, a file stays in one, and all real windows come first and in one."""
    if not config.pluginmanager.hasplugin("xdist"):
        return
    for item in items:
        group = REAL if REAL in item.path.parents else item.path
        item.add_marker(pytest.mark.xdist_group(group.relative_to(REAL.parent).as_posix()))
    items.sort(key=lambda item: REAL not in item.path.parents)
