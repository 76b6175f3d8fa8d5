"""Length and reading time of texts, and checks of tours: captions that fit their panel, and enough time to read them."""

from __future__ import annotations

import re

from ...i18n import Text, is_cjk
from ..model import Language, SceneText, Tour
from ..tour import Stop
from ..yaml_file import Key, YamlFile, dotted
from .names import LINK

CAPTION_LINES = 2
LINE_CHARACTERS, LINE_CHARACTERS_CJK = 42, 20
BEGIN_S, TASK_S, QUESTION_S = 30.0, 120.0, 90.0
"""Time a class needs at least: to arrive at a stop, for its task, for each question including discussion."""
WORDS_A_MINUTE, CHARACTERS_A_MINUTE = 160, 255
"""Comfortable reading speed of English and Chinese."""


def reading_s(text: SceneText) -> float:
    """Reading time of a text, in the slower of its languages."""
    return 60 * max(
        characters(text[one]) / CHARACTERS_A_MINUTE if is_cjk(one) else words(text[one]) / WORDS_A_MINUTE
        for one in text.languages
    )


def stop_reading_s(stop: Stop) -> float:
    """Time a stop needs for its caption to be read, or its narration to be heard."""
    return max(reading_s(stop.caption), reading_s(stop.spoken))


def taught_s(stop: Stop) -> float:
    """Time a class needs at a stop for its task and questions."""
    return BEGIN_S + (TASK_S if stop.card is not None else 0.0) + QUESTION_S * len(stop.quiz)


def check_tour(file: YamlFile, tour: Tour) -> None:
    """Note captions that are too long, stops that are too short for their content, and a wrong total time."""
    if tour.minutes is not None and abs(tour.duration_s - 60 * tour.minutes) >= 30:
        sum_min = tour.duration_s / 60
        file.fault(
            ("minutes",),
            Text(
                "minutes: {minutes}, but the stops take {sum_min:.1f} in all",
                minutes=tour.minutes,
                sum_min=sum_min,
            ),
            Text("change hold_s of the stops, or minutes"),
            warning=True,
        )
    for i, stop in enumerate(tour.stops):
        where: tuple[Key, ...] = ("stops", i)
        _check_captions(file, where, stop)
        if stop.hold_s < stop_reading_s(stop):
            too_short(file, i, stop.hold_s, stop_reading_s(stop), Text("to read"))
        if tour.kind == "lesson" and stop.hold_s < taught_s(stop):
            purpose = Text("for its task and its questions")
            too_short(file, i, stop.hold_s, taught_s(stop), purpose)


def _check_captions(file: YamlFile, where: tuple[Key, ...], stop: Stop) -> None:
    """Note captions that are too long for their panel, or make way for the next before they can be read."""
    given = [number for number, cue in enumerate(stop.acts) if cue.say is not None]
    places: list[tuple[Key, ...]] = [(*where, "caption"), *((*where, "acts", n, "say") for n in given)]
    for place, (at_s, words), end_s in zip(places, stop.captions, stop.caption_ends_s, strict=True):
        for language in words.languages:
            _check_caption(file, (*place, language), words[language], language)
        if given and end_s - at_s < reading_s(words):
            file.fault(
                place,
                Text(
                    "{name}: shown for {shown_s:.1f} s, but it takes {needed_s:.1f} s to read",
                    name=dotted(place),
                    shown_s=end_s - at_s,
                    needed_s=reading_s(words),
                ),
                Text("let the next one come later, or say less"),
                warning=True,
            )


def too_short(file: YamlFile, number: int, hold_s: float, needed_s: float, purpose: Text) -> None:
    """Note a stop that is shorter than its purpose requires."""
    place: tuple[Key, ...] = ("stops", number, "hold_s")
    file.fault(
        place,
        Text(
            "stops.{number}.hold_s: {hold_s:g} s, but it takes {needed_s:.1f} s {purpose}",
            number=number,
            hold_s=hold_s,
            needed_s=needed_s,
            purpose=purpose,
        ),
        Text("hold it longer, or say less"),
        warning=True,
    )


def _check_caption(file: YamlFile, place: tuple[Key, ...], caption: str, language: Language) -> None:
    name, lines = dotted(place), caption.splitlines()
    if not all(line.strip() for line in lines):
        file.fault(
            place,
            Text("{name}: there is an empty line in it", name=name),
            Text("delete the empty line"),
            warning=True,
        )
    elif len(lines) > CAPTION_LINES:
        file.fault(
            place,
            Text("{name}: {count} lines", name=name, count=len(lines)),
            Text("write at most {CAPTION_LINES}", CAPTION_LINES=CAPTION_LINES),
            warning=True,
        )
    limit = LINE_CHARACTERS_CJK if is_cjk(language) else LINE_CHARACTERS
    for number, line in enumerate(lines, start=1):
        if len(line) > limit:
            file.fault(
                place,
                Text(
                    "{name}: line {number} has {count} characters", name=name, number=number, count=len(line)
                ),
                Text("at most {limit}; break it elsewhere", limit=limit),
                warning=True,
            )


def plain(text: str) -> str:
    """A text without link marks."""
    return LINK.sub(r"\2", text)


def words(text: str) -> int:
    """Number of words of an English text."""
    return len(re.findall(r"\w[\w’'.,/-]*", plain(text)))


def characters(text: str) -> int:
    """Number of characters of a Chinese text, without blanks."""
    return len(re.sub(r"\s", "", plain(text)))
