"""What leaves the program is drawn by Qt; all tests of it share the one application that windows need, whichever runs first."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session", autouse=True)
def application(qapp: QApplication) -> QApplication:
    """The application of all tests; a film would make a smaller one otherwise, and windows could not be tested after it."""
    return qapp
