"""Has the voice say what the present stop says: from its start, silent while it waits, never beyond its end."""

from __future__ import annotations

from ...park.model import Language
from ...visit import Playback, Visit
from ..speech.voice import Lack, Voice
from .caption_progress import lit


class Narrator:
    """Speaks for one visit.

    Parameters
    ----------
    voice : speaks; None takes the system's.
    """

    def __init__(self, voice: Voice | None = None) -> None:
        self.voice = voice or Voice()
        self._said_at: tuple[str, int, Language] | None = None
        self._time_s = 0.0
        self._volume = -1

    def advance(self, visit: Visit) -> None:
        """Follow the visit."""
        playback, settings = visit.playback, visit.settings
        if not settings.voice:
            self._silence()
            return
        if playback is None:
            self._silence()
            return
        self.voice.prepare()
        if settings.volume != self._volume:
            self._volume = settings.volume
            self.voice.turn_to(settings.volume / 100)
        spoken = playback.stop.spoken
        language = spoken.language_for(settings.language)
        at = (playback.tour.id, playback.index, language)
        began_anew = playback.time_s < self._time_s
        self._time_s = playback.time_s
        if not playback.playing:
            self.voice.pause()
        elif at == self._said_at and not began_anew:
            self.voice.resume()
        elif self.voice.can(language):
            self._said_at = at
            self.voice.say(spoken[language], language, volume=settings.volume / 100, pace=playback.pace)

    def lit(self, playback: Playback, language: Language) -> int | None:
        """How many characters of the caption are spoken; None if no voice tells."""
        said = self.voice.said
        if said is None or not self.voice.tells_words:
            return None
        stop = playback.stop
        return lit(stop.caption[language], stop.spoken[language], said)

    def lack(self, language: Language) -> Lack:
        """What is missing for a voice, as far as is known."""
        return self.voice.lack(language)

    def close(self) -> None:
        """Fall silent, and end what speaks."""
        self.voice.close()

    def _silence(self) -> None:
        if self._said_at is not None:
            self._said_at = None
            self.voice.stop()
