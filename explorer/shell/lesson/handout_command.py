"""The sheet of a lesson without a window: a teacher prints it the day before."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from ...park.tour import Tour
from ...visit import Visit
from ..style import fonts
from ..window.protocols import Stage
from . import handout_files
from .handout import Sheet


def handout(stage: Stage, visit: Visit, tour: Tour, path: Path, *, for_teacher: bool) -> None:
    """Write the sheet of a lesson as PDF or HTML, in the language of a visit.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication(["park-explorer"])
    fonts.load()
    language = visit.settings.language
    sheet = Sheet(visit.park, tour, language, visit.lesson, {}, for_teacher)
    handout_files.write(path, sheet, handout_files.pictures_of(stage, visit, tour))
    del application  # it had to be there until now
