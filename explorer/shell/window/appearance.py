"""Appearance of the window: the theme for its visit, its height and its screen."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from ...i18n import Text, tr
from ...visit import Visit
from .. import accessible
from ..style.theme import Theme, apply_theme_to_application

HEIGHT_STEP_PX = 24
"""Step of the window's height in which all sizes are scaled."""


def wanted_theme(window: QWidget, visit: Visit) -> Theme:
    """The theme for a window that shows a visit."""
    step = HEIGHT_STEP_PX
    height_px = max(round(window.height() / step) * step, visit.mode.least_px[1])
    return Theme.of(
        visit.settings, height_px, window.devicePixelRatioF(), visit.daylight.goal, visit.mode.profile,
        visit.park.languages, visit.park.brand,
    )  # fmt: skip


def apply_to_application(theme: Theme, scene: QWidget) -> None:
    """Apply a theme to what Qt itself draws, and its language to the scene's name for screen readers."""
    accessible.install()
    application = QApplication.instance()
    if isinstance(application, QApplication):
        apply_theme_to_application(application, theme)
    scene.setAccessibleName(tr(Text("The park"), theme.language))
    scene.setAccessibleDescription(
        tr(
            Text(
                "Tab moves through the zones, or the parts of an exhibit, Enter chooses one, "
                "arrow keys move the camera, F1 lists all keys"
            ),
            theme.language,
        )
    )
