"""How hard a text is to read, as the school grade that understands it: for the texts that pupils read in a lesson.

English: Flesch-Kincaid grade level (Kincaid, Fishburne, Rogers and Chissom 1975, Navy Research Branch Report 8-75). German:
first Wiener Sachtextformel (Bamberger and Vanecek 1984). Both count syllables by rules, which errs by a few in a hundred.
Chinese: no list of frequent characters may be carried here, so only the mean length of its sentences is measured.
"""

from __future__ import annotations

import re

from ...i18n import Language, Text, is_cjk
from ..load import Reading
from ..model import Park
from ..tour import Card, Question
from ..yaml_file import Key, YamlFile

GRADE = 9.0
"""Highest grade of a text of a lesson, that of fourteen-year-olds; a lesson for older pupils may exceed it, with a warning."""
LONGEST_CJK = 30.0
"""Greatest mean length of a sentence in Chinese, in characters."""
FEWEST_WORDS = 8
"""Shorter texts are not judged: the measures were made for passages."""

_LINK = re.compile(r"\[\[[^\]|]+\|([^\]|]+)\]\]")
_END, _CJK_END = re.compile(r"[.!?]+[”“\"]?(?=\s|$)"), re.compile(r"[。！？；]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_VOWELS = re.compile(r"[aeiouy]+")
_GERMAN_VOWELS = re.compile(r"äu|eu|au|ei|ai|ie|aa|ee|oo|[aeiouyäöü]")
_SILENT = re.compile(r"(?<![aeiouyl])e$|(?<=[aeiouy])le$|(?<![dt])ed$|(?<![sxzcgh])es$")


def sentences(text: str, language: Language) -> list[str]:
    """The sentences of a text."""
    ends = _CJK_END if is_cjk(language) else _END
    return [part for part in ends.split(_LINK.sub(r"\1", text)) if _WORD.search(part)]


def syllables(word: str, language: Language) -> int:
    """The syllables of a word, by the vowels it is written with."""
    low = word.lower()
    if language == "de":
        return max(len(_GERMAN_VOWELS.findall(low)), 1)
    return max(len(_VOWELS.findall(_SILENT.sub("", low))), 1)


def difficulty(text: str, language: Language) -> float | None:
    """The grade that reads a text, or in Chinese the mean length of its sentences; None where nothing is measured."""
    parts = sentences(text, language)
    if is_cjk(language):
        return len(_CJK.findall(text)) / len(parts) if language == "zh" and parts else None
    words = [word for part in parts for word in _WORD.findall(part)]
    if language not in ("en", "de") or not words:
        return None
    length = len(words) / len(parts)
    counts = [syllables(word, language) for word in words]
    if language == "en":
        return 0.39 * length + 11.8 * sum(counts) / len(words) - 15.59
    share = 100 / len(words)
    long, many = sum(len(word) > 6 for word in words) * share, sum(n >= 3 for n in counts) * share
    single = sum(n == 1 for n in counts) * share
    return 0.1935 * many + 0.1672 * length + 0.1297 * long - 0.0327 * single - 0.875


def check_readability(reading: Reading, park: Park) -> None:
    """Warn of cards and questions of lessons that fourteen-year-olds cannot read easily."""
    for file, tour in reading.written_tours(park):
        if tour.kind != "lesson":
            continue
        for at, stop in enumerate(tour.stops):
            if stop.card is not None:
                for language in park.languages:
                    _judge(file, ("stops", at, "card"), card_text(stop.card, language), language)
        for id in tour.questions:
            if id in (reading.files["quiz"].data if "quiz" in reading.files else ()):
                for language in park.languages:
                    text = question_text(park.quiz[id], language)
                    _judge(reading.files["quiz"], (id,), text, language)


def card_text(card: Card, language: Language) -> str:
    """What pupils read on a card: its objective and task."""
    return " ".join((card.objective[language], card.students_do[language]))


def question_text(question: Question, language: Language) -> str:
    """What pupils read of a question: options count as sentences."""
    stop = "。" if is_cjk(language) else "."
    options = (f"{option[language].rstrip('.。')}{stop}" for option in question.options)
    return " ".join((question.question[language], *options, question.explanation[language]))


def is_hard(text: str, language: Language) -> bool:
    """Whether a text is too hard for a fourteen-year-old; a short one is not judged."""
    found = difficulty(text, language)
    if found is None or len((_CJK if is_cjk(language) else _WORD).findall(text)) < FEWEST_WORDS:
        return False
    return found > (LONGEST_CJK if is_cjk(language) else GRADE)


def _judge(file: YamlFile, place: tuple[Key, ...], text: str, language: Language) -> None:
    if not is_hard(text, language):
        return
    found = round(difficulty(text, language) or 0.0)
    what = (
        Text("long sentences in {language}: {found} characters on average", language=language, found=found)
        if is_cjk(language)
        else Text("hard to read in {language}: for grade {found}", language=language, found=found)
    )
    remedy = Text("write shorter sentences and words: fourteen-year-olds read this", context="remedy")
    file.fault(place, what, remedy, warning=True)
