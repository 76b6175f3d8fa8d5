"""Pictures of galleries for commands that render to files, without a window."""

from __future__ import annotations

import os
from functools import cache

from PySide6.QtGui import QGuiApplication

from .pictures import Pictures


@cache
def _application() -> QGuiApplication:
    """Captions and drawings contain text, for which Qt needs an application; it needs no display."""
    found = QGuiApplication.instance()
    if isinstance(found, QGuiApplication):
        return found
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def pictures_for_files() -> Pictures:
    """Pictures that decode immediately."""
    _application()
    return Pictures(waits=True)
