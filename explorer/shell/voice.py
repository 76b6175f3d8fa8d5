"""The system's own voices. A machine without one loses nothing but the sound."""

from __future__ import annotations

import ctypes
import sys
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLocale, QLoggingCategory

from ..park.model import Language

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

Lack = Literal["", "none", "other"]
"""Nothing; any voice; a voice for the language."""

MODULE = "PySide6.QtTextToSpeech"
SPEAKS_NOTHING = "mock"
NEEDS = {"speechd": "libspeechd.so.2"}
"""What an engine loads by itself, and complains about on the terminal where it is missing."""

TONGUES: dict[Language, tuple[QLocale.Language, QLocale.Country]] = {
    "en": (QLocale.Language.English, QLocale.Country.UnitedKingdom),
    "zh": (QLocale.Language.Chinese, QLocale.Country.China),
}
RATE_PER_PACE = 0.5
LEAST_RATE, MOST_RATE = -0.4, 0.6


class Voice:
    """Says one text at a time.

    The libraries are loaded in a thread beside the beat: they are needed at the first tour and take a moment. What the
    engine does is asked, not told: `advance` of whoever uses it compares.

    Parameters
    ----------
    engine : the name of the engine; None takes the first of this system that has a voice.
    """

    def __init__(self, engine: str | None = None) -> None:
        self._wanted = engine
        self._loading: Thread | None = None
        self._engine: QTextToSpeech | None = None
        self._tried = False
        self._text, self._from, self._at, self._end = "", 0, 0, 0
        self._language: Language = "en"
        self._volume, self._rate = 1.0, 0.0
        self._paused, self._begun = False, False

    # ---- what there is

    def prepare(self) -> None:
        """Begin to load what is needed; asking again is no harm."""
        if self._loading is None:
            QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false\nqt.speech.tts*=false")
            self._loading = Thread(target=_load, daemon=True)
            self._loading.start()

    @property
    def known(self) -> bool:
        """Whether it is known by now what voices there are."""
        if self._tried:
            return True
        if self._loading is None or self._loading.is_alive():
            return False
        self._tried = True
        self._engine = _engine(self._wanted)
        if self._engine is not None:
            self._engine.sayingWord.connect(self._said)
            self._engine.stateChanged.connect(self._turned)
        return True

    def lack(self, language: Language) -> Lack:
        """What is missing to speak a language, as far as is known."""
        if not self.known or self._engine is None:
            return "none" if self._tried else ""
        return "" if _locale(self._engine, language) is not None else "other"

    def can(self, language: Language) -> bool:
        """Whether there is a voice for a language."""
        return self.known and not self.lack(language)

    # ---- speaking

    def say(self, text: str, language: Language, *, volume: float = 1.0, pace: float = 1.0) -> None:
        """Say a text instead of what is said now; without a voice nothing happens.

        Parameters
        ----------
        volume : 0 to 1.
        pace : of the tour; faster is spoken a little faster.
        """
        self.stop()
        if not text or not self.can(language):
            return
        self._text, self._language, self._at, self._end = text, language, 0, 0
        self._rate = min(max((pace - 1) * RATE_PER_PACE, LEAST_RATE), MOST_RATE)
        self._volume = volume
        self._speak_from(0)

    def turn_to(self, volume: float) -> None:
        """Speak so loud from now on, 0 to 1."""
        self._volume = volume
        if self._engine is not None:
            self._engine.setVolume(volume)

    def pause(self) -> None:
        """Fall silent; the word that is being said is said again afterwards."""
        if self._text and not self._paused:
            self._paused = True
            self._hush()

    def resume(self) -> None:
        """Go on where it paused."""
        if self._text and self._paused:
            self._paused = False
            self._speak_from(self._at)

    def stop(self) -> None:
        """Fall silent for good."""
        self._text, self._paused = "", False
        self._hush()

    @property
    def said(self) -> int | None:
        """How many characters of the text are said, the present word included; None if nothing is being said."""
        return self._end if self._text else None

    @property
    def tells_words(self) -> bool:
        """Whether the engine says which word it is at."""
        engine = self._engine
        if engine is None:
            return False
        return bool(engine.engineCapabilities() & type(engine).Capability.WordByWordProgress)

    @property
    def speaking(self) -> bool:
        """Whether it is to be heard."""
        return bool(self._text) and not self._paused

    def _speak_from(self, at: int) -> None:
        engine, language = self._engine, self._language
        assert engine is not None, "only who can speak begins to"
        locale = _locale(engine, language)
        if locale is not None and locale != engine.locale():
            engine.setLocale(locale)
        engine.setVolume(self._volume)
        engine.setRate(self._rate)
        self._from, self._begun = at, False
        engine.say(self._text[at:])

    def _hush(self) -> None:
        if self._engine is not None and self._engine.state() != type(self._engine).State.Ready:
            self._engine.stop()

    def _said(self, word: str, id: int, start: int, length: int) -> None:
        if self._text and not self._paused:
            self._at = self._from + start
            self._end = self._at + length

    def _turned(self, state: object) -> None:
        """The engine has come to another state; ready again, it has said all.

        It may also be ready again because an earlier text was broken off: then it has not begun this one.
        """
        assert self._engine is not None
        states = type(self._engine).State
        if state == states.Speaking:
            self._begun = True
        elif self.speaking and (state == states.Error or (state == states.Ready and self._begun)):
            self._text = ""


def _load() -> None:
    """Load the module; where it is not installed, that is found out later."""
    try:
        import_module(MODULE)
    except ImportError:
        return


def _engine(wanted: str | None) -> QTextToSpeech | None:
    """An engine that has a voice; None if there is none."""
    module = sys.modules.get(MODULE)
    if module is None:
        return None
    names = module.QTextToSpeech.availableEngines()
    for name in [wanted] if wanted else [n for n in names if n != SPEAKS_NOTHING]:
        if name not in names or not _complete(name):
            continue
        engine: QTextToSpeech = module.QTextToSpeech(name)
        if engine.state() != module.QTextToSpeech.State.Error and engine.availableLocales():
            return engine
    return None


def _complete(engine: str) -> bool:
    """Whether what an engine needs is on this system."""
    library = NEEDS.get(engine)
    if library is None or sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _locale(engine: QTextToSpeech, language: Language) -> QLocale | None:
    """The locale of an engine that fits a language best; None if none does."""
    tongue, country = TONGUES[language]
    fitting = [locale for locale in engine.availableLocales() if locale.language() == tongue]
    return min(fitting, key=lambda locale: locale.territory() != country, default=None)
