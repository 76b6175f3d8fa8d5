"""What staff have set for a booth: hours, volume, language, what is offered, and own slides. Times of day are arguments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ...park.model import Park
from ...park.tour import Tour

MINUTES = 24 * 60
"""Minutes of a day."""
SLIDE_S = 10.0
"""Time for which an own slide is shown, where its length is not known."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of the day, in minutes since midnight; it may reach over midnight."""

    from_min: int
    until_min: int

    def hold(self, minute: int) -> bool:
        """Whether a minute of the day lies in them; equal ends mean the whole day."""
        if self.from_min < self.until_min:
            return self.from_min <= minute < self.until_min
        return minute >= self.from_min or minute < self.until_min


@dataclass(frozen=True, slots=True)
class BoothPlan:
    """Settings of a booth; the defaults are those of a booth that staff have not set."""

    language: str = ""  # the language to begin with; "" as the booth was started
    volume: int | None = None  # of voice and sounds, in percent; None as the booth was started
    quiet: Hours | None = None  # hours without sound
    opening: Hours | None = None  # opening hours; None: always open
    # tours, exhibits: ids of tours, and of zones whose exhibits, are not offered
    hidden_tours: frozenset[str] = frozenset()
    hidden_exhibits: frozenset[str] = frozenset()
    screen: str = ""  # name of the screen; "" the system's first
    slides: Literal["", "scene", "stick"] = ""  # where own slides come from; "" shows none
    # outside opening hours the screen is dark, or the show goes on without sound, dimmed
    after_hours: Literal["dark", "dim"] = "dark"
    loop: str = ""  # the tour that plays between visitors; "" the one the booth was started with

    def is_open(self, minute: int | None) -> bool:
        """Whether the booth is open at a minute of the day; an unknown time counts as open."""
        return self.opening is None or minute is None or self.opening.hold(minute)

    def closes(self, minute: int | None) -> bool:
        """Whether the screen is dark at a minute of the day, once the last visitor has left."""
        return self.after_hours == "dark" and not self.is_open(minute)

    def is_silent(self, minute: int | None) -> bool:
        """Whether sounds are off at a minute of the day."""
        if minute is None:
            return False
        return not self.is_open(minute) or (self.quiet is not None and self.quiet.hold(minute))

    def volume_at(self, minute: int | None, usual: int) -> int:
        """The volume at a minute of the day.

        Parameters
        ----------
        usual : the volume with which the booth was started.
        """
        if self.is_silent(minute):
            return 0
        return usual if self.volume is None else self.volume


def offered_park(park: Park, plan: BoothPlan, kept: Iterable[str] = ()) -> Park:
    """The park with only what staff offer: tours, and exhibits with the stops at them.

    Names that the scene no longer has are ignored. A tour for passers-by always remains.

    Parameters
    ----------
    kept : tours that remain, such as the attract tour that was asked for.
    """
    if not plan.hidden_tours and not plan.hidden_exhibits:
        return park
    hidden = {id for id in plan.hidden_exhibits if id in park.zones}
    zones = {
        id: zone.model_copy(update={"exhibit": None}) if id in hidden else zone
        for id, zone in park.zones.items()
    }
    shown = {id: tour for id, tour in park.tours.items() if id in kept or id not in plan.hidden_tours}
    if not any(tour.kind == "show" for tour in shown.values()):
        shown |= dict([(id, tour) for id, tour in park.tours.items() if tour.kind == "show"][:1])
    tours = {id: made for id in park.tours if id in shown and (made := _without(shown[id], hidden))}
    return park.model_copy(update={"zones": zones, "tours": tours})


def _without(tour: Tour, hidden: set[str]) -> Tour | None:
    """A tour without its stops at hidden exhibits; None without any left."""
    stops = tuple(stop for stop in tour.stops if not (stop.at == "exhibit" and stop.zone in hidden))
    return tour.model_copy(update={"stops": stops}) if stops else None
