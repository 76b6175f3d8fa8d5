"""Plays sound files through Qt Multimedia. On a system without sound everything else works."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QMessageLogContext, QtMsgType, QUrl, qInstallMessageHandler

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

SILENT = 0.002
"""Level below which a loop is stopped."""

QT_LOGGER = logging.getLogger("qt")
QT_LOGGER.addHandler(logging.NullHandler())  # without an event log its messages go nowhere


@contextmanager
def qt_warnings_logged() -> Iterator[None]:
    """Send Qt's warnings to the event log instead of the terminal: of a missing sound server or video back end.

    Only around calls that look for devices. A handler written in Python needs the interpreter's lock: later, a message
    from a thread of the sound system could wait for it while that thread is waited for.
    """

    def on_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind == QtMsgType.QtWarningMsg:
            QT_LOGGER.warning(message)
        else:
            print(message, file=sys.stderr)

    before = qInstallMessageHandler(on_message)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


class Player:
    """The sounds of a folder, played as loops at a given level, or once.

    Parameters
    ----------
    folder : contains a WAV file for each name.

    Attributes
    ----------
    lack : why no sound can be played; empty if sounds can be played.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._effects: dict[str, QSoundEffect] = {}
        self._devices: QMediaDevices | None = None
        self.lack = "not begun"

    def begin(self) -> Iterator[None]:
        """Find an audio device and read the files, one per step: the slow parts run between frames."""
        QLoggingCategory.setFilterRules("qt.multimedia.*=false")
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError as error:  # a system library is missing
            self.lack = str(error)
            return
        yield
        with qt_warnings_logged():  # Qt looks for devices at the first connection, not before
            self._devices = QMediaDevices()
            self._devices.audioOutputsChanged.connect(self._look)
            self._look()
        yield
        if not self.lack:
            for file in sorted(self._folder.glob("*.wav")):
                self._effect(file.stem)
                yield

    def _look(self) -> None:
        """Check for an audio device; one that is plugged in later is used from then on."""
        from PySide6.QtMultimedia import QMediaDevices

        device = QMediaDevices.defaultAudioOutput()
        self.lack = "no sound device" if device.isNull() else ""
        for effect in self._effects.values() if not self.lack else ():
            effect.setAudioDevice(device)

    def _effect(self, name: str) -> QSoundEffect | None:
        """The sound of a name; None if it cannot be loaded."""
        if name not in self._effects:
            from PySide6.QtMultimedia import QSoundEffect

            file = self._folder / f"{name}.wav"
            if not file.is_file():
                return None
            effect = QSoundEffect()
            effect.setSource(QUrl.fromLocalFile(str(file)))
            self._effects[name] = effect
        return self._effects[name]

    def set_loops(self, levels: Mapping[str, float]) -> None:
        """Play these loops, each at its level from 0 to 1; all others stop."""
        if self.lack:
            return
        for name, effect in self._effects.items():
            if name not in levels and effect.isPlaying() and effect.loopCount() != 1:
                effect.stop()
        for name, level in levels.items():
            loop = self._effect(name)
            if loop is None:
                continue
            loop.setVolume(_loudness(level))
            if level > SILENT and not loop.isPlaying():
                loop.setLoopCount(-2)  # QSoundEffect.Infinite
                loop.play()
            elif level <= SILENT and loop.isPlaying():
                loop.stop()

    def play(self, name: str, level: float) -> None:
        """Play a sound once, from its beginning."""
        effect = None if self.lack else self._effect(name)
        if effect is not None:
            effect.setVolume(_loudness(level))
            effect.play()

    def close(self) -> None:
        """Stop everything."""
        for effect in self._effects.values():
            with suppress(RuntimeError):  # Qt may have been destroyed first
                effect.stop()
        self._effects.clear()
        if self._devices is not None:
            self._devices.audioOutputsChanged.disconnect(self._look)
            self._devices = None
        self.lack = "closed"


def _loudness(level: float) -> float:
    """Convert a perceived level to an amplitude."""
    return level * level
