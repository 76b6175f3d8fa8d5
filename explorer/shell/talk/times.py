"""Times of a talk, as they are read at a glance."""

from __future__ import annotations

from ...i18n.messages import say
from ...park.model import Language
from ...visit.talk.state import pace_of
from ..style.times import clock_words


def difference_words(actual_s: float, planned_s: float) -> str:
    """The difference of two times as a clock tells them, with its sign: +0:12, −1:05; 0:00 has none."""
    seconds = int(actual_s) - int(planned_s)
    sign = "" if seconds == 0 else "+" if seconds > 0 else "−"
    return sign + clock_words(abs(seconds))


def lasting_words(time_s: float, language: Language) -> str:
    """A length of time in words: 48 s, 1 min 15 s, 2 min."""
    minutes, seconds = divmod(round(max(time_s, 0.0)), 60)
    if not minutes:
        return say("talk.seconds", language, seconds=seconds)
    if not seconds:
        return say("talk.minutes", language, minutes=minutes)
    return say("talk.both", language, minutes=minutes, seconds=seconds)


def pace_words(lead_s: float, language: Language) -> str:
    """How a talk keeps to its plan, in words."""
    whole_s = round(lead_s)
    if whole_s == 0:
        how = say("talk.pace.even", language)
    else:
        side = "ahead" if whole_s > 0 else "behind"
        how = say(f"talk.pace.{side}", language, time=lasting_words(abs(whole_s), language))
    return say(f"talk.pace.{pace_of(lead_s)}", language, how=how)
