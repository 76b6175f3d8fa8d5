"""The system's text-to-speech voices, in a separate process. Without a voice only the sound is missing."""

from __future__ import annotations

import json
from typing import Any, Literal

from PySide6.QtCore import QProcess, QTimer

from ...park.model import Language
from ..app.module_process import start_module

Lack = Literal["", "none", "other"]
"""What a voice lacks: nothing, any voice at all, or a voice for the language."""

SPEAKER = "explorer.shell.speech.speaker_process"
RATE_PER_PACE = 0.5
LEAST_RATE, MOST_RATE = -0.4, 0.6
BEGIN_MS = (8_000, 16_000)
"""Timeouts for the list of voices: each starts another process; the last process has no timeout."""
END_MS = 400
"""Time that the process is given to end before it is killed."""
KILLED_MS = 2_000
"""Time that a busy system may take to end a killed process; usually it is immediate."""


class Voice:
    """Says one text at a time.

    Read `position` in every frame.

    Parameters
    ----------
    engine : the name of the engine; None takes the first of this system that has a voice.
    """

    def __init__(self, engine: str | None = None) -> None:
        self._engine = engine
        self.process: QProcess | None = None
        self._hung = 0
        self._voices: frozenset[str] | None = None
        self.tells_words = False
        self._id = 0
        self._text, self._from, self._at, self._end = "", 0, 0, 0
        self._language: Language = "en"
        self._volume, self.rate = 1.0, 0.0
        self._paused = False

    # ---- voices

    def prepare(self) -> None:
        """Start asking for the voices; calling it again is harmless."""
        if self.process is not None:
            return
        self.process = process = QProcess()
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._hear)
        process.finished.connect(self._lose)
        process.errorOccurred.connect(self._lose)
        start_module(process, SPEAKER, *([self._engine] if self._engine else []))
        if self._hung < len(BEGIN_MS):
            QTimer.singleShot(BEGIN_MS[self._hung], process, lambda: self._give_up(process))

    def _give_up(self, process: QProcess) -> None:
        """Try another process if this one has not answered."""
        if process is self.process and not self.known:
            self._hung += 1
            self.close()
            self.prepare()

    @property
    def known(self) -> bool:
        """Whether the list of voices is known."""
        return self._voices is not None

    def lack(self, language: Language) -> Lack:
        """What is missing to speak a language, as far as known."""
        if self._voices is None or language in self._voices:
            return ""
        return "other" if self._voices else "none"

    def can(self, language: Language) -> bool:
        """Whether there is a voice for a language."""
        return self._voices is not None and language in self._voices

    # ---- speaking

    def say(self, text: str, language: Language, *, volume: float = 1.0, pace: float = 1.0) -> None:
        """Say a text in place of the present one; without a voice, do nothing.

        Parameters
        ----------
        volume : 0 to 1.
        pace : of the tour; a faster tour is spoken a little faster.
        """
        self.stop()
        if not text or not self.can(language):
            return
        self._text, self._language, self._end = text, language, 0
        self.rate = min(max((pace - 1) * RATE_PER_PACE, LEAST_RATE), MOST_RATE)
        self._volume = volume
        self._speak_from(0)

    def turn_to(self, volume: float) -> None:
        """Set the volume, 0 to 1."""
        self._volume = volume
        self._send(volume=volume)

    def pause(self) -> None:
        """Pause; the interrupted word is repeated on resume."""
        if self._text and not self._paused:
            self._paused = True
            self._send(stop=True)

    def resume(self) -> None:
        """Resume after a pause."""
        if self._text and self._paused:
            self._paused = False
            self._speak_from(self._at)

    def stop(self) -> None:
        """Stop speaking."""
        if self._text:
            self._text, self._paused = "", False
            self._send(stop=True)

    def close(self) -> None:
        """End the process."""
        process, self.process = self.process, None
        self._text, self._voices = "", None
        if process is not None:
            process.blockSignals(True)
            process.closeWriteChannel()
            if not process.waitForFinished(END_MS):
                process.kill()
                process.waitForFinished(KILLED_MS)

    @property
    def position(self) -> int | None:
        """Number of characters spoken, the present word included; None if nothing is being said."""
        return self._end if self._text else None

    @property
    def speaking(self) -> bool:
        """Whether it is speaking."""
        return bool(self._text) and not self._paused

    # ---- the process

    def _speak_from(self, at: int) -> None:
        self._id += 1
        self._from = self._at = at
        self._send(
            say=self._text[at:], id=self._id, language=self._language, volume=self._volume, rate=self.rate
        )

    def _send(self, **line: object) -> None:
        if self.process is not None and self._voices:
            self.process.write((json.dumps(line) + "\n").encode())

    def _hear(self) -> None:
        process = self.process
        while process is not None and process.canReadLine():
            self._take(json.loads(bytes(process.readLine().data())))

    def _take(self, line: dict[str, Any]) -> None:
        if "voices" in line:
            self._voices, self.tells_words = frozenset(line["voices"]), line["words"]
        elif line["id"] != self._id or not self.speaking:
            return  # of a text that was cut off
        elif "over" in line:
            self._text = ""
        else:
            start, length = line["word"]
            self._at = self._from + start
            self._end = self._at + length

    def _lose(self, *_: object) -> None:
        """Handle a process that has ended, or could not be started: there is no voice."""
        self._text, self._voices = "", frozenset()
