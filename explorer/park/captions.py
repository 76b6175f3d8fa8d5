"""The captions of a tour: on one line, or all of them as WebVTT or SubRip, for a video of it or for those who read along."""

from __future__ import annotations

from ..i18n import html_tag, is_cjk
from .model import Language, Tour

ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def one_line(caption: str, language: Language) -> str:
    """A caption without the breaks of its lines."""
    return caption.replace("\n", "" if is_cjk(language) else " ")


def webvtt(tour: Tour, language: Language) -> str:
    """The captions of a tour as it is planned, one cue a stop (W3C, WebVTT: The Web Video Text Tracks Format)."""
    blocks = [f"WEBVTT - {tour.title[language]}\nLanguage: {html_tag(language)}"]
    for stop, start_s in zip(tour.stops, tour.starts_s, strict=True):
        span = f"{_clock(start_s)} --> {_clock(start_s + stop.hold_s)}"
        lines = stop.caption[language].translate(ESCAPED).splitlines()
        # an empty line would end the cue, and the rest be taken for the name of another
        blocks.append("\n".join([stop.id, span, *(line for line in lines if line.strip())]))
    return "\n\n".join(blocks) + "\n"


def subrip(tour: Tour, language: Language) -> str:
    """The captions of a tour as SubRip (.srt), which most players and video programs take."""
    blocks = []
    for number, (stop, start_s) in enumerate(zip(tour.stops, tour.starts_s, strict=True), 1):
        span = f"{_clock(start_s)} --> {_clock(start_s + stop.hold_s)}".replace(".", ",")
        blocks.append(f"{number}\n{span}\n{stop.caption[language]}")
    return "\n\n".join(blocks) + "\n"


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
