"""The narrator: it speaks the present stop, pauses with the tour, and reports the progress of the caption."""

from __future__ import annotations

from bisect import bisect_right
from difflib import SequenceMatcher
from functools import lru_cache

from ...park.model import Language
from ...park.tour import one_line
from ...visit import Playback, Visit
from ..speech.voice import Lack, Voice
from ..style.fonts import has_han


class Narrator:
    """Speaks for one visit.

    Parameters
    ----------
    voice : the voice; None for the system's.
    """

    def __init__(self, voice: Voice | None = None) -> None:
        self.voice = voice or Voice()
        self._spoken_at: tuple[str, int, str] | None = None
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
        spoken = playback.spoken
        language = spoken.language_for(settings.language)
        text = one_line(spoken[language], language)
        at = (playback.tour.id, playback.index, text)
        restarted = playback.time_s < self._time_s
        self._time_s = playback.time_s
        if not playback.playing:
            self.voice.pause()
        elif at == self._spoken_at and not restarted:
            self.voice.resume()
        elif self.voice.can(language):
            self._spoken_at = at
            self.voice.say(text, language, volume=settings.volume / 100, pace=playback.pace)

    def caption_progress(self, playback: Playback, language: Language) -> int | None:
        """Number of the caption's characters spoken; None if no voice reports it."""
        position = self.voice.position
        if position is None or not self.voice.tells_words:
            return None
        spoken = one_line(playback.spoken[language], language)
        return caption_progress(playback.caption[language], spoken, position)

    def lack(self, language: Language) -> Lack:
        """What is missing to speak a language, as far as known."""
        return self.voice.lack(language)

    def close(self) -> None:
        """Stop speaking, and end the voice."""
        self.voice.close()

    def _silence(self) -> None:
        if self._spoken_at is not None:
            self._spoken_at = None
            self.voice.stop()


LEAST_RUN, LEAST_RUN_HAN = 4, 2
"""Least length of a common run of letters (in Chinese, characters) that is no coincidence."""


@lru_cache(maxsize=64)
def anchors(caption: str, spoken: str) -> tuple[tuple[int, int], ...]:
    """Corresponding positions (in the spoken text, in the caption), in order, with both ends."""
    least = LEAST_RUN_HAN if has_han(caption) else LEAST_RUN
    read = caption.lower().replace("\n", "" if has_han(caption) else " ")
    padded = len(caption) - len(read)  # Chinese lines join without a space: count the breaks back in
    matcher = SequenceMatcher(None, spoken.lower(), read, autojunk=False)
    found = [(0, 0)]
    for run in matcher.get_matching_blocks():
        if run.size >= least:
            found += [(run.a, run.b), (run.a + run.size, run.b + run.size)]
    found.append((len(spoken), len(read)))
    if padded:
        found = [(a, _with_breaks(caption, b)) for a, b in found]
    return tuple(found)


def _with_breaks(caption: str, at: int) -> int:
    """Position in a caption of character `at`, counted without line breaks."""
    seen = 0
    for index, letter in enumerate(caption):
        if letter != "\n":
            if seen == at:
                return index
            seen += 1
    return len(caption)


def caption_progress(caption: str, spoken: str, position: int) -> int:
    """Number of a caption's characters highlighted once `position` characters of the spoken text are heard.

    Linear between two corresponding positions; a word is highlighted as a whole.
    """
    if position <= 0:
        return 0
    if position >= len(spoken):
        return len(caption)
    pairs = anchors(caption, spoken)
    at = max(bisect_right(pairs, (position, len(caption) + 1)) - 1, 0)
    (a, b), (c, d) = pairs[at], pairs[min(at + 1, len(pairs) - 1)]
    end = b if c == a else round(b + (d - b) * (position - a) / (c - a))
    if not has_han(caption):
        while 0 < end < len(caption) and not caption[end].isspace():
            end += 1
    return min(end, len(caption))
