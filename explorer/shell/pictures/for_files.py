"""The pictures of galleries for commands that draw into files, without a window."""

from __future__ import annotations

import os
from functools import cache

from PySide6.QtGui import QGuiApplication

from .pictures import Pictures


@cache
def _application() -> QGuiApplication:
    """Captions and drawings have letters, for which Qt wants an application; it needs no screen."""
    found = QGuiApplication.instance()
    if isinstance(found, QGuiApplication):
        return found
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def pictures_for_files() -> Pictures:
    """Pictures that are there at once."""
    _application()
    return Pictures(waits=True)
