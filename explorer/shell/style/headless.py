"""Qt without a display, for commands that draw into files."""

from __future__ import annotations

import os

from PySide6.QtGui import QGuiApplication


def application() -> QGuiApplication:
    """The application that Qt needs for text; a new one needs no display. It must be kept until drawing has ended."""
    found = QGuiApplication.instance()
    if isinstance(found, QGuiApplication):
        return found
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["park-explorer"])
