"""Qt's own words, such as those of its file dialogs, in the language of the park."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from ...i18n import ENGLISH, Language


class QtWords:
    """Sets Qt's language until `end`; English where Qt has no catalogue for it."""

    def __init__(self, language: Language) -> None:
        self._translator = QTranslator()
        if language != ENGLISH:
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._translator.load(QLocale(language), "qtbase", "_", folder):
                QCoreApplication.installTranslator(self._translator)

    def end(self) -> None:
        """Restore Qt's previous language."""
        QCoreApplication.removeTranslator(self._translator)


@contextmanager
def qt_words(language: Language) -> Iterator[None]:
    """Set Qt's language while a dialog is open."""
    words = QtWords(language)
    try:
        yield
    finally:
        words.end()
