"""Results of the runs of pairs in a lesson, as rows for the teacher's sheet and for a spreadsheet. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from ...exhibits.kinds import KINDS
from ...i18n import Text, tr
from ...park.model import Language
from ...visit.follow.class_results import ClassResults
from ...visit.lesson.state import Lesson
from ..exhibit.number_format import number


@dataclass(frozen=True, slots=True)
class PairTable:
    """The results at one exhibit."""

    title: str  # title of the exhibit
    heads: tuple[str, ...]  # of the screen, the settings and the readings; `rows`: one per pair
    rows: tuple[tuple[str, ...], ...]


def pair_tables(lesson: Lesson, language: Language) -> list[PairTable]:
    """The results of a lesson, one table per exhibit, in the order of collection."""
    made = []
    for kind, dial, output in dict.fromkeys((p.kind, p.dial, p.output) for p in lesson.points):
        exhibit = KINDS.get(kind)
        known = {output.name for output in exhibit.outputs} if exhibit is not None else set()
        if exhibit is None or output not in known or dial not in exhibit.model_fields:
            continue  # from another version
        axes = ClassResults(kind, {})
        heads = (
            tr(Text("Screen", context="of a pair"), language),
            *(tr(axes.heading_of(n), language) for n in (dial, output)),
        )
        here = [p for p in lesson.points if (p.kind, p.dial, p.output) == (kind, dial, output)]
        rows = tuple(
            (str(p.pair), _called(axes, dial, p.x, language), _called(axes, output, p.y, language))
            for p in sorted(here, key=lambda p: p.pair)
        )
        made.append(PairTable(tr(exhibit.title, language), heads, rows))
    return made


def _called(axes: ClassResults, name: str, value: float, language: Language) -> str:
    """A value of a dial or reading: its name if it has one, else the number."""
    names = axes.names_of(name)
    if not names:
        return number(value, language)
    return tr(names[min(names, key=lambda known: abs(known - value))], language)
