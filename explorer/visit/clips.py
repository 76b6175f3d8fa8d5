"""Which animation clip of an own model plays: that of the tour's stop, of the open hot spot, or of the exhibit."""

from __future__ import annotations

from typing import NamedTuple

from .state import VisitState


class Playing(NamedTuple):
    """A moment of a clip."""

    zone: str
    clip: str
    at_s: float


def clip_of(visit: VisitState) -> Playing | None:
    """The clip that plays now; None while nothing asks for one. Its time stops with the movement of the park."""
    zone, playback = visit.open_zone, visit.playback
    if zone is None:
        return None
    asked = None
    if playback is not None and visit.guided and playback.stop.zone == zone.id:
        asked = playback.stop.clip
    if asked is None and (spot := visit.open_spot) is not None:
        asked = spot.clip
    if asked is None and visit.operating and zone.exhibit is not None:
        asked = zone.exhibit.clip
    return Playing(zone.id, asked, visit.life_s) if asked is not None else None
