"""The notice that this system has no font for a language of the program."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from ...base.bootstrap import CHINESE_FONT_PACKAGES
from ...i18n import Text, tr
from ...i18n.language import NO_CHINESE_FONT
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Icon, Prose, Row, Surface, apply_theme_within
from .screen import DIALOG_PX, MARGIN_PX, CopyButton

FONT_TITLE = Text("Chinese text can’t be shown")


FONT_PACKAGES = {"linux": CHINESE_FONT_PACKAGES["debian"]}


class MissingFont(Surface):
    """A notice above the park: there is no Chinese font, and how to get one.

    Parameters
    ----------
    on_stay : callable
        Called when the visitor stays in English; the notice hides itself.
    system : str
        As in `sys.platform`.
    """

    def __init__(
        self,
        theme: Theme,
        on_stay: Callable[[], object],
        *,
        system: str = sys.platform,
        parent: QWidget | None = None,
    ) -> None:
        self._on_stay = on_stay
        self._system = system if system in ("win32", "darwin") else "linux"
        self._heading = Prose(theme, " ", "strong")
        self._sub = Prose(theme, " ", "fine", "ink2")
        self._stay = Button(theme, " ", kind="primary", on_press=self._leave)
        acts = Flow(theme, self._stay, gap=8)
        if self._system in FONT_PACKAGES:
            acts.addWidget(
                CopyButton(theme, lambda: FONT_PACKAGES[self._system], Text("Copy the package’s name"))
            )
        words = Column(theme, self._heading, self._sub, acts, gap=6)
        row = Row(theme, Icon(theme, "triangle-alert", "warn", size=30), words, gap=14)
        row.setStretch(1, 1)
        super().__init__(theme, row, elevation=2, padding=(18, 12, 16, 12), edge="warn", parent=parent)

    def apply_theme(self, theme: Theme) -> None:
        known = hasattr(self, "theme")
        super().apply_theme(theme)
        if known:
            apply_theme_within(self, theme)
        language = theme.language
        self.setAccessibleName(tr(FONT_TITLE, language))
        self._heading.set_text(tr(FONT_TITLE, language))
        self._sub.set_text(tr(NO_CHINESE_FONT[self._system], language))
        self._stay.set_text(tr(Text("Stay in English"), language))

    def arrange(self, room: QRect) -> None:
        """Place it at the top centre of an area."""
        theme = self.theme
        width = min(round(theme.px(DIALOG_PX) * theme.text**0.5), room.width() - 2 * theme.px(MARGIN_PX))
        m = self.margin_px
        size = QSize(width, self.heightForWidth(width + 2 * m) - 2 * m)
        corner = room.topLeft()
        self.place(
            QRect(corner.x() + (room.width() - width) // 2, corner.y() + theme.px(92), *size.toTuple())
        )
        self.raise_()

    def _leave(self) -> None:
        self.hide()
        self._on_stay()
