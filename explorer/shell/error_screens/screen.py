"""Shared parts of the error screens: the skyline, the language button, the copy button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ...i18n import Text, languages, name_of, next_language, tr
from ...visit.settings import Settings
from ..style import tokens
from ..style.theme import Theme, apply_theme_to_application
from ..widgets import Button, Themed, apply_theme_within

COPIED_MS = 2000
DIALOG_PX = 760
HOUSES, HOUSE_SEED = 26, 7


COPY = Text("Copy details")


COPY = Text("Copy details")


class CopyButton(Button):
    """Copies details to the clipboard, and confirms it for a moment."""

    def __init__(self, theme: Theme, details: Callable[[], str], text: Text = COPY) -> None:
        self._details, self._key = details, text
        super().__init__(theme, tr(text, theme.language), "copy", kind="secondary", on_press=self._copy)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.set_text(tr(self._key, theme.language))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details())
        self.set_text(tr(Text("Copied"), self.theme.language))
        self.show_icon("check")
        QTimer.singleShot(COPIED_MS, self, self._offer)

    def _offer(self) -> None:
        self.set_text(tr(self._key, self.theme.language))
        self.show_icon("copy")


class Screen(Themed, QWidget):
    """A full window without a park; the next language is one press away.

    Parameters
    ----------
    settings : the visitor's.
    on_quit : called by Esc and by the button that closes.
    """

    def __init__(self, settings: Settings, on_quit: Callable[[], object]) -> None:
        super().__init__()
        self.settings, self._on_quit = settings, on_quit
        self.theme = Theme.of(settings, max(self.height(), 1))
        self._language = Button(self.theme, " ", "languages", on_press=self._other_language)
        self._language.setParent(self)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        apply_theme_to_application(QApplication.instance(), theme)
        apply_theme_within(self, theme)
        language = theme.language
        following = next_language(language, languages())
        name = name_of(following)
        self._language.set_text(name, tr(Text("Switch to {language}"), following, language=name))
        self.setWindowTitle(self.title)
        self.arrange()

    @property
    def title(self) -> str:
        """The first line, and the title of the window."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Place the parts."""
        hint, margin = self._language.sizeHint(), self.theme.margin_px
        self._language.setGeometry(QRect(self.width() - margin - hint.width(), margin, *hint.toTuple()))
        self._language.raise_()

    def _other_language(self) -> None:
        self.settings = replace(self.settings, language=next_language(self.settings.language, languages()))
        self._fit()

    def _fit(self) -> None:
        """Follow settings and size of the window; type sizes follow its height in steps."""
        height = max(tokens.stepped_height(self.height()), tokens.HEIGHT_STEP_PX)
        theme = Theme.of(self.settings, height, self.devicePixelRatioF())
        if theme != self.theme or not self.windowTitle():
            self.apply_theme(theme)
        else:
            self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_quit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.fillRect(self.rect(), theme.colour("sunken"))
        if theme.high_contrast:
            return
        houses = Random(HOUSE_SEED)  # the same skyline every time
        for _ in range(HOUSES):
            width = houses.uniform(0.03, 0.09) * self.width()
            height = houses.uniform(0.08, 0.42) * self.height()
            house = QRectF(houses.uniform(-0.02, 0.98) * self.width(), self.height() - height, width, height)
            painter.fillRect(house, theme.colour("line", 0.28))
