"""An editor's checks of tours: captions that fit their plate, and time enough to read them."""

from __future__ import annotations

from .counting import characters, words
from .faults import Said
from .model import LANGUAGES, Language, Text, Tour
from .tour import Stop
from .yaml_file import Key, YamlFile, dotted

CAPTION_LINES = 2
LINE_CHARACTERS: dict[Language, int] = {"en": 42, "zh": 20}
BEGIN_S, TASK_S, QUESTION_S = 30.0, 120.0, 90.0
"""What a class needs at least: to arrive at a stop, for its task, for each question from reading it to talking it over."""
WORDS_A_MINUTE, CHARACTERS_A_MINUTE = 160, 255
"""How fast an English and a Chinese text is read without haste."""


def reading_s(text: Text) -> float:
    """How long a text takes to read, in the slower of the languages."""
    return 60 * max(words(text.en) / WORDS_A_MINUTE, characters(text.zh) / CHARACTERS_A_MINUTE)


def told_s(stop: Stop) -> float:
    """How long a stop takes to read its caption, or to hear what is spoken."""
    return max(reading_s(stop.caption), reading_s(stop.spoken))


def taught_s(stop: Stop) -> float:
    """How long a class needs at a stop: to work and to answer."""
    return BEGIN_S + (TASK_S if stop.card is not None else 0.0) + QUESTION_S * len(stop.quiz)


def check_tour(file: YamlFile, tour: Tour) -> None:
    """Note captions that are too long, stops that are too short for what is said and done there, and a wrong sum."""
    if tour.minutes is not None and abs(tour.duration_s - 60 * tour.minutes) >= 30:
        sum_min = tour.duration_s / 60
        file.fault(
            ("minutes",),
            Said(
                f"minutes: {tour.minutes}, but the stops take {sum_min:.1f} in all",
                f"minutes：{tour.minutes}，而各站合计{sum_min:.1f}分钟",
            ),
            Said("change hold_s of the stops, or minutes", "请修改各站的hold_s，或修改minutes"),
            warning=True,
        )
    for i, stop in enumerate(tour.stops):
        where: tuple[Key, ...] = ("stops", i)
        for language in LANGUAGES:
            _check_caption(file, (*where, "caption", language), stop.caption[language], language)
        if stop.hold_s < told_s(stop):
            too_short(file, i, stop.hold_s, told_s(stop), Said("to read", "读完"))
        if tour.kind == "lesson" and stop.hold_s < taught_s(stop):
            purpose = Said("for its task and its questions", "完成任务和题目")
            too_short(file, i, stop.hold_s, taught_s(stop), purpose)


def too_short(file: YamlFile, number: int, hold_s: float, needed_s: float, purpose: Said) -> None:
    """Note that a stop is shorter than what it is for."""
    place: tuple[Key, ...] = ("stops", number, "hold_s")
    file.fault(
        place,
        Said(
            f"stops.{number}.hold_s: {hold_s:g} s, but it takes {needed_s:.1f} s {purpose.en}",
            f"stops.{number}.hold_s：{hold_s:g}秒，而{purpose.zh}需要{needed_s:.1f}秒",
        ),
        Said("hold it longer, or say less", "请延长停留时间，或精简文字"),
        warning=True,
    )


def _check_caption(file: YamlFile, place: tuple[Key, ...], caption: str, language: Language) -> None:
    name, lines = dotted(place), caption.splitlines()
    if not all(line.strip() for line in lines):
        file.fault(
            place,
            Said(f"{name}: there is an empty line in it", f"{name}：其中有空行"),
            Said("delete the empty line", "请删去空行"),
            warning=True,
        )
    elif len(lines) > CAPTION_LINES:
        file.fault(
            place,
            Said(f"{name}: {len(lines)} lines", f"{name}：共{len(lines)}行"),
            Said(f"write at most {CAPTION_LINES}", f"最多{CAPTION_LINES}行"),
            warning=True,
        )
    limit = LINE_CHARACTERS[language]
    for number, line in enumerate(lines, start=1):
        if len(line) > limit:
            file.fault(
                place,
                Said(
                    f"{name}: line {number} has {len(line)} characters",
                    f"{name}：第{number}行有{len(line)}个字符",
                ),
                Said(f"at most {limit}; break it elsewhere", f"每行最多{limit}个，请另行断行"),
                warning=True,
            )
