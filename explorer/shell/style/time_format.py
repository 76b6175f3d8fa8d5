"""Times as text: a clock, differences, durations, and the pace of a talk."""

from __future__ import annotations

from ...i18n import Text, tr
from ...park.model import Language
from ...visit.talk.state import pace_of

PACES: dict[str, Text] = {
    "ahead": Text("{time} ahead"),
    "behind": Text("{time} behind"),
    "ok": Text("On schedule · {how}"),
    "warn": Text("Watch the time · {how}"),
    "err": Text("Off schedule · {how}"),
}


def clock_text(time_s: float) -> str:
    """A time in clock format: 0:48, 12:05, 1:02:30."""
    seconds = int(max(time_s, 0.0))
    hours, minutes = divmod(seconds // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds % 60:02}"
    return f"{minutes}:{seconds % 60:02}"


def difference_text(actual_s: float, planned_s: float) -> str:
    """The signed difference of two times in clock format: +0:12, −1:05; 0:00 has no sign."""
    seconds = int(actual_s) - int(planned_s)
    sign = "" if seconds == 0 else "+" if seconds > 0 else "−"
    return sign + clock_text(abs(seconds))


def duration_text(time_s: float, language: Language) -> str:
    """A duration in words: 48 s, 1 min 15 s, 2 min."""
    minutes, seconds = divmod(round(max(time_s, 0.0)), 60)
    if not minutes:
        return tr(Text("{seconds} s"), language, seconds=seconds)
    if not seconds:
        return tr(Text("{minutes} min"), language, minutes=minutes)
    return tr(Text("{minutes} min {seconds} s"), language, minutes=minutes, seconds=seconds)


def lead_text(lead_s: float, language: Language) -> str:
    """How far a talk is ahead of or behind its plan."""
    whole_s = round(lead_s)
    if whole_s == 0:
        return tr(Text("on time"), language)
    side = "ahead" if whole_s > 0 else "behind"
    return tr(PACES[side], language, time=duration_text(abs(whole_s), language))


def pace_text(lead_s: float, language: Language) -> str:
    """The same, and what it means for the talk."""
    return tr(PACES[pace_of(lead_s)], language, how=lead_text(lead_s, language))
