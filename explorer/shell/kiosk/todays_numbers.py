"""Today's visits as rows of a name and a number, for staff who have half a minute."""

from __future__ import annotations

from collections.abc import Sequence

from ...i18n import Text, Translatable, Verbatim
from ...park.frame import FACES
from ...park.model import Language, Park
from ...visit.log.figures import Figures, Surveyed

MOST_ZONES = 3
NOBODY = Text("Nobody has been here yet today.")
Row = tuple[Translatable, Translatable]


def rows(figures: Figures, park: Park, language: Language) -> list[Row]:
    """What is counted, and its number."""
    made: list[Row] = [(Text("Visits today"), Verbatim(str(figures.visits)))]
    if figures.bounces:
        made.append((Text("of them one touch and away"), Verbatim(str(figures.bounces))))
    if figures.visits > figures.bounces:
        made.append((Text("half of the others were active for at least"), length(figures.median_s)))
    busiest = figures.hours.index(max(figures.hours))
    made += [
        (Text("tried an exhibit"), Verbatim(str(figures.funnel.get("tried", 0)))),
        (Text("most visits began between"), Verbatim(f"{busiest}:00 – {busiest + 1}:00")),
    ]
    for seen in figures.zones[:MOST_ZONES]:
        zone = park.zones.get(seen.zone)
        name = f"{zone.number}  {zone.title[language]}" if zone is not None else seen.zone
        made.append((Verbatim(name), Text("{count} visit", "{count} visits", count=seen.visits)))
    made += [row for answered in figures.survey if (row := _survey(answered, park))]
    return made


def length(seconds: float) -> Text:
    """A duration, as staff say it."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return Text("{rest} s", rest=rest)
    return Text("{minutes} min {rest} s", minutes=minutes, rest=rest)


def _survey(answered: Surveyed, park: Park) -> Row | None:
    """How many answered a question, and what most of them chose; None if it is no longer asked, or was not answered."""
    question = next((one for one in park.survey if one.id == answered.question), None)
    if question is None or not answered.answers:
        return None
    count = Text("{count} answer", "{count} answers", count=answered.answers)
    names: Sequence[Translatable] = FACES if question.kind == "faces" else question.options
    most = max(answered.options, key=lambda number: answered.options[number], default=0)
    if not 1 <= most <= len(names):
        return question.question, count
    return question.question, Text("{count}, most often: {name}", count=count, name=names[most - 1])
