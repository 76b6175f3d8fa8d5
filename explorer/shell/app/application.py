"""The Qt application of this process."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ...base import bootstrap
from .. import accessible
from ..style import fonts, program_icon
from ..viewport.presenter import may_blit, share_contexts
from .settings_store import SettingsStore

if TYPE_CHECKING:
    from .startup import Options


def application_for(options: Options) -> QApplication:
    """The application of this process, created for these options if necessary."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    running = QApplication.instance()
    if (
        sys.platform == "win32"
    ):  # else the Windows task bar shows the icon of Python and groups all its windows
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("park-explorer")
    if running is None:
        verdict = SettingsStore(options.memory).verdict()
        has_card, can_join = bootstrap.may_have_card(), bootstrap.can_join_window()
        if may_blit(options.present, verdict, platform, has_card, can_join):
            share_contexts()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("park-explorer")
    application.setApplicationDisplayName("")  # the window title suffices
    application.setDesktopFileName("park-explorer")
    application.setWindowIcon(program_icon.icon())
    fonts.load()
    accessible.install()
    return application
