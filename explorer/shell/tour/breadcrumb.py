"""Where one is on a tour: its title, which stop of how many, and the place."""

from __future__ import annotations

from typing import NamedTuple

from ...i18n.messages import say
from ...visit import Visit
from .stops import place_of


class Crumb(NamedTuple):
    """Title of the tour, which stop of how many, name of its place; the number of the stop, from 0."""

    tour: str
    stop: str
    place: str
    number: int


def crumb(visit: Visit) -> Crumb | None:
    """Where a visitor on a tour is; None without one, and for whom has wandered off to another place."""
    playback = visit.playback
    if playback is None or not (visit.guided or visit.zone == playback.stop.zone):
        return None
    language, stop = visit.settings.language, playback.stop
    number = say("tour.stop-of", language, stop=playback.index + 1, count=len(playback.tour.stops))
    return Crumb(playback.tour.title[language], number, place_of(visit.park, stop, language), playback.index)
