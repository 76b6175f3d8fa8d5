"""Places in the briefing, dates and certainty, in words."""

from __future__ import annotations

from ....i18n import Text, tr
from ....i18n.messages import say
from ....park.model import Certainty, Language, Passage

MONTHS = (
    Text("Jan"), Text("Feb"), Text("March"), Text("April"), Text("May"), Text("June"),
    Text("July"), Text("Aug"), Text("Sept"), Text("Oct"), Text("Nov"), Text("Dec"),
)  # fmt: skip


def place_in_briefing(at: Passage, language: Language) -> str:
    """Where in the briefing: `The Goals, ¶1, sentence 4`, “目标”第1段第4句."""
    kind, _, number = at.part.partition(" ")
    section = say(f"passage.{at.section}", language)
    place = say(f"passage.{kind}", language, section=section, number=number)
    if at.sentence is None:
        return place
    return place + say("passage.sentence", language, number=at.sentence)


def date_in_words(date: str, language: Language) -> str:
    """`2023-09-08` as 8 Sept 2023 or 2023年9月8日; a month or a year may stand alone."""
    year, *rest = (int(part) for part in date.split("-"))
    if not rest:
        return tr(Text("{year}", year=str(year)), language)
    if len(rest) == 1:
        return tr(Text("{month} {year}", month=MONTHS[rest[0] - 1], year=str(year)), language)
    return tr(Text("{day} {month} {year}", day=rest[1], month=MONTHS[rest[0] - 1], year=str(year)), language)


def certainty_in_words(certainty: Certainty, language: Language) -> str:
    """How sure a fact is."""
    return say(f"certainty.{certainty}", language)
