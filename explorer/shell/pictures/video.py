"""Plays the video of a gallery through Qt Multimedia. Where that fails, a poster is shown in its place."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLoggingCategory, QSize, Qt, QUrl, Slot
from PySide6.QtGui import QImage

from ...visit.settings import Settings
from ..sound.player import qt_warnings_logged
from ..sound.soundscape import DUCKED

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoSink

LARGEST = QSize(1024, 576)
APART_S = 1.5
"""Deviation from the intended position beyond which a video is repositioned."""
SILENT = 0.002


STILL_S, STILL_WAIT_S = 1.0, 4.0
"""Time at which the frame is taken that represents a video on paper, and timeout of the first frame."""


class Video:
    """One video at a time; its position follows the time since its slide appeared."""

    def __init__(self) -> None:
        self._player: QMediaPlayer | None = None
        self._sink: QVideoSink | None = None
        self._audio: QAudioOutput | None = None
        self._path = ""
        self._image: QImage | None = None
        self._failed: set[str] = set()

    def image(self, path: str) -> QImage | None:
        """The present frame of a video; None if it does not play."""
        return self._image if path == self._path else None

    def has_failed(self, path: str) -> bool:
        """Whether it cannot be played here."""
        return path in self._failed

    @property
    def sounds(self) -> bool:
        """Whether its sound is playing."""
        if self._player is None or self._audio is None or not self._path:
            return False
        return self._player.isPlaying() and self._player.hasAudio() and self._audio.volume() > SILENT

    def play(self, path: str, at_s: float, *, paused: bool, settings: Settings, ducked: bool) -> None:
        """Play this video from its intended position; it repeats once it is over.

        Parameters
        ----------
        at_s : time since its slide appeared.
        ducked : whether a voice is speaking.
        """
        if path in self._failed or not Path(path).is_file():
            self._failed.add(path)
            self.stop()
            return
        if not self._open(path):
            return
        assert self._player is not None
        if self._audio is not None:
            level = settings.sound_volume / 100 * (DUCKED if ducked else 1.0) if settings.sound else 0.0
            if abs(self._audio.volume() - level * level) > 1e-3:
                self._audio.setVolume(level * level)  # perceived level to amplitude
        if paused:
            if self._player.isPlaying():
                self._player.pause()
            return
        if not self._player.isPlaying():
            self._player.play()
        long_s = self._player.duration() / 1000
        if long_s > 0 and self._player.isSeekable():
            due_s = at_s % long_s
            apart_s = abs(self._player.position() / 1000 - due_s)
            if min(apart_s, long_s - apart_s) > APART_S:
                self._player.setPosition(round(due_s * 1000))

    def stop(self) -> None:
        """Stop playing."""
        if not self._path:
            return
        self._path, self._image = "", None
        if self._player is not None:
            self._player.stop()
            self._player.setSource(QUrl())

    def close(self) -> None:
        """Stop playing for good."""
        self.stop()
        self._player = self._sink = self._audio = None

    def _open(self, path: str) -> bool:
        """Load this video unless it is loaded; return whether it can be played, as far as is known."""
        if path == self._path:
            return True
        if self._player is None and not self._make():
            self._failed.add(path)
            return False
        assert self._player is not None
        self._path, self._image = path, None
        self._player.setSource(QUrl.fromLocalFile(path))
        return True

    def _make(self) -> bool:
        try:
            from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QVideoSink
        except ImportError:  # a system library is missing
            return False
        QLoggingCategory.setFilterRules("qt.multimedia.*=false")
        with qt_warnings_logged():
            player = QMediaPlayer()
            is_mute = QMediaDevices.defaultAudioOutput().isNull()
        if not player.isAvailable():
            return False
        self._player, self._sink = player, QVideoSink(player)
        if not is_mute:
            self._audio = QAudioOutput(player)
            player.setAudioOutput(self._audio)
        player.setVideoSink(self._sink)
        player.setLoops(QMediaPlayer.Loops.Infinite)
        player.errorOccurred.connect(self._fail)
        self._sink.videoFrameChanged.connect(self._take)
        return True

    def _fail(self, *_: object) -> None:
        if self._path:
            self._failed.add(self._path)
            self._image = None

    @Slot()
    def _take(self) -> None:
        """Take the present frame from the sink: one passed as the signal's argument crashes with the third player."""
        frame = self._sink.videoFrame() if self._sink is not None else None
        image = frame.toImage() if frame is not None and frame.isValid() else QImage()
        if image.isNull() or not self._path:
            return
        if image.width() > LARGEST.width() or image.height() > LARGEST.height():
            image = image.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio)
        self._image = image


def still_of(path: str) -> QImage | None:
    """A frame near the beginning of a video; None if it cannot be played here. Processes events: not for use in a window."""
    video, silent, began_s = Video(), replace(Settings(), sound=False), time.monotonic()
    found: QImage | None = None
    while (since_s := time.monotonic() - began_s) < (STILL_S if found is not None else STILL_WAIT_S):
        video.play(path, since_s, paused=False, settings=silent, ducked=False)
        if video.has_failed(path):
            break
        QCoreApplication.processEvents()
        time.sleep(0.01)
        found = video.image(path) or found
    video.close()
    return found
