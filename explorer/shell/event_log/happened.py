"""Differences between two successive visits as lines of the event log: written live, and compared by a replay."""

from __future__ import annotations

from collections.abc import Iterator

from ...visit import Visit
from ..tour.events import Line, events


def happened(before: Visit, after: Visit) -> Iterator[Line]:
    """Changes by a tour, answers, and what was closed and opened."""
    yield from events(before, after)
    for question, answer in after.quiz.answers.items():
        if answer != before.quiz.answers.get(question):
            yield "answer", {"question": question, "option": answer.chosen, "right": answer.right}
    if before.zone != after.zone:
        if before.zone:
            yield "zone_closed", {"zone": before.zone}
        if after.zone:
            yield "zone_opened", {"zone": after.zone}
    if before.operating != after.operating:
        zone = after.zone if after.operating else before.zone
        yield "exhibit_opened" if after.operating else "exhibit_left", {"zone": zone}
