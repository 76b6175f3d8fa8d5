"""Differences between two successive visits as lines of the event log: written live, and compared by a replay."""

from __future__ import annotations

from collections.abc import Iterator

from ...visit import Visit

Line = tuple[str, dict[str, object]]
BEGINS_S = 1.0
"""Clock below which a stop counts as restarted; a following screen often sets its clock back a little."""


def events(before: Visit, after: Visit) -> Iterator[Line]:
    """`tour_started`, `tour_stop`, `tour_paused`, `tour_resumed`, `tour_ended`, each with its context."""
    was, now = before.playback, after.playback
    if was is now:
        return
    if was is not None and (now is None or now.tour is not was.tour):
        whole = after.toured is not None and after.toured.whole
        yield (
            "tour_ended",
            {"tour": was.tour.id, "stop": was.index + 1, "whole": whole, "shown": len(was.shown)},
        )
        was = None
    if now is None:
        return
    if was is None:
        yield "tour_started", {"tour": now.tour.id, "stops": len(now.tour.stops)}
    again = was is not None and was.index == now.index and now.time_s < min(was.time_s, BEGINS_S)
    if was is None or was.index != now.index or again:
        yield "tour_stop", {"stop": now.index + 1, "id": now.stop.id, "zone": now.stop.zone}
    if now.paused_by is not None and (was is None or was.paused_by != now.paused_by):
        yield "tour_paused", {"by": now.paused_by, "stop": now.index + 1}
    elif was is not None and was.paused_by is not None and now.paused_by is None:
        yield "tour_resumed", {"stop": now.index + 1}


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
