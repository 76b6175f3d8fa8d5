"""The text-to-speech process: JSON lines in, JSON lines out.

    python -m explorer.shell.speech.speaker_process [ENGINE]

A system voice belongs to another program, which starts slowly and may hang; it does so here and not in the window. The
process ends when its input is closed.

In: `{"say": text, "id": n, "language": "en", "volume": 0..1, "rate": -1..1}`, `{"volume": 0..1}`, `{"stop": true}`.
Out: `{"voices": ["en"], "words": true}` once, then `{"id": n, "word": [start, length]}` and `{"id": n, "over": true}`.
"""

from __future__ import annotations

import ctypes
import faulthandler
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QLoggingCategory, QObject, Qt, Signal

QLoggingCategory.setFilterRules("qt.multimedia.*=false\nqt.speech.*=false")

from PySide6.QtTextToSpeech import QTextToSpeech, QVoice  # noqa: E402 (importing it is what it has to say something about)

BEGIN_S = 40.0
"""Timeout for the start of an engine, which may block all of Python meanwhile; then this process ends."""
GRACE_S = 3.0
"""Time that an engine is given to end after the input was closed."""
SPEAKS_NOTHING = "mock"
NEEDS = {"speechd": "libspeechd.so.2"}
"""Libraries that an engine loads itself, with error output where they are missing."""

PREFERRED = {"en": QLocale.Country.UnitedKingdom}
"""Country of the preferred variant of a language, where Qt would choose another one."""
UNNAMED = {"zh": "Mandarin"}
"""Voice name for a language that Qt does not know: that of espeak is `cmn`."""

State = QTextToSpeech.State


class Speaker(QObject):
    """Says one text at a time, once it has an engine."""

    asked = Signal(object)  # a line was received
    left = Signal()  # the other process has closed the pipe

    def __init__(self) -> None:
        super().__init__()
        self._id, self._begun = 0, False
        self._engine: QTextToSpeech | None = None
        self._voices: dict[str, tuple[QLocale, QVoice | None]] = {}
        self.asked.connect(self._answer)

    def begin(self, wanted: str | None = None) -> None:
        """Find an engine and report its languages.

        Parameters
        ----------
        wanted : the name of the engine; None takes the first of this system that has a voice.
        """
        self._engine = next(engines(wanted), None)
        engine, words = self._engine, False
        if engine is not None:
            for language in tongues(engine):
                if (voice := voice_for(engine, language)) is not None:
                    self._voices[language] = voice
            words = bool(engine.engineCapabilities() & QTextToSpeech.Capability.WordByWordProgress)
            engine.sayingWord.connect(self._report_word)
            engine.stateChanged.connect(self._turned)
        send(voices=list(self._voices), words=words)

    def _answer(self, line: Any) -> None:
        engine = self._engine
        if engine is None:
            return
        if "stop" in line or "say" in line:
            self._id = 0
            if engine.state() != State.Ready:
                engine.stop()
        if "volume" in line:
            engine.setVolume(line["volume"])
        voice = self._voices.get(line.get("language", ""))
        if "say" in line and voice is not None:
            locale, timbre = voice
            if locale != engine.locale():
                engine.setLocale(locale)
            if timbre is not None:
                engine.setVoice(timbre)
            engine.setRate(line["rate"])
            self._id, self._begun = line["id"], False
            engine.say(line["say"])

    def _report_word(self, word: str, id: int, start: int, length: int) -> None:
        if self._id:
            send(id=self._id, word=[start, length])

    def _turned(self, state: QTextToSpeech.State) -> None:
        """Handle another state of the engine; ready means that it has finished.

        It is also ready when an earlier text was cut off: then it has not started this one.
        """
        if state == State.Speaking:
            self._begun = True
        elif self._id and (state == State.Error or (state == State.Ready and self._begun)):
            send(id=self._id, over=True)
            self._id = 0


def send(**line: object) -> None:
    """Write a line."""
    print(json.dumps(line), flush=True)


def engines(wanted: str | None) -> Iterator[QTextToSpeech]:
    """The engines that have a voice."""
    names = QTextToSpeech.availableEngines()
    for name in [wanted] if wanted else [n for n in names if n != SPEAKS_NOTHING]:
        if name not in names or not complete(name):
            continue
        engine = QTextToSpeech(name)
        if engine.state() != State.Error and engine.availableLocales():
            yield engine


def complete(engine: str) -> bool:
    """Whether the libraries of an engine are installed."""
    library = NEEDS.get(engine)
    if library is None or sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def tongues(engine: QTextToSpeech) -> tuple[str, ...]:
    """Codes of the languages that an engine can speak."""
    named = {QLocale.languageToCode(locale.language()) for locale in engine.availableLocales()}
    return tuple(sorted({*named, *UNNAMED} - {"", "C"}))


def voice_for(engine: QTextToSpeech, language: str) -> tuple[QLocale, QVoice | None] | None:
    """The best locale for a language, and the voice in it if it is not the first; None if no locale fits."""
    tongue, country = QLocale(language).language(), PREFERRED.get(language, QLocale(language).territory())
    locales = engine.availableLocales()
    fitting = [locale for locale in locales if locale.language() == tongue]
    if fitting:
        return min(fitting, key=lambda locale: locale.territory() != country), None
    name = UNNAMED.get(language)
    for locale in locales if name is not None else ():
        if locale.language() == QLocale.Language.C:
            engine.setLocale(locale)
            for voice in engine.availableVoices():
                if name is not None and name in voice.name():
                    return locale, voice
    return None


def main(words: list[str]) -> int:
    """Speak until the other process closes the pipe."""
    application = QCoreApplication([])
    speaker, ended = Speaker(), Event()
    # queued until the event loop runs: before that an application cannot quit
    speaker.left.connect(application.quit, Qt.ConnectionType.QueuedConnection)

    def listen() -> None:
        for line in sys.stdin:
            speaker.asked.emit(json.loads(line))
        speaker.left.emit()
        if not ended.wait(GRACE_S):
            os._exit(0)  # a hanging engine would let this process outlive the other one

    listener = Thread(target=listen, daemon=True)
    listener.start()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(BEGIN_S, exit=True, file=nowhere)
        speaker.begin(words[0] if words else None)
        faulthandler.cancel_dump_traceback_later()
    code = application.exec()
    ended.set()
    listener.join()  # Python must not end while this thread is inside Qt: that aborts
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
