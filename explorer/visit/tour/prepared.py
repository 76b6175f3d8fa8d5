"""Prepared tours: fewer stops, in another order, or in another time.

The name of such a tour says what was changed, so that a log, a checkpoint or another process finds it again:
`talk~5` is the tour `talk` in five minutes, `talk~0~plaza.data` two of its stops in their own time.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...park.model import Park, Tour
from ...park.tour import LONGEST_STOP_S, Stop

MARK, BETWEEN = "~", "."
LEAST_SHARE = 0.6
"""Share of its planned time that a stop keeps at least; rather than less, a stop is left out."""
SHORTEST_STOP_S = 10.0
_MADE: dict[str, tuple[Tour, Tour]] = {}
"""Tours made so far, with the tour of the scene they were made from: a visit compares tours by identity."""


def name_of(tour: str, minutes: int = 0, stops: Sequence[str] = ()) -> str:
    """The name of a prepared tour; that of the tour itself if nothing is changed.

    Parameters
    ----------
    minutes : length; 0: that of its stops as planned.
    stops : ids of the stops, in order; empty: all that fit.
    """
    if not minutes and not stops:
        return tour
    return MARK.join((tour, str(minutes), *([BETWEEN.join(stops)] if stops else [])))


def parts_of(name: str) -> tuple[str, int, tuple[str, ...]]:
    """The name of the tour in the scene, the minutes and the stops, as in `name_of`. Raises KeyError for no such name."""
    tour, *rest = name.split(MARK)
    if len(rest) > 2 or (rest and not rest[0].isdecimal()):
        raise KeyError(name)
    return tour, int(rest[0]) if rest else 0, tuple(rest[1].split(BETWEEN)) if len(rest) == 2 else ()


def tour_named(park: Park, name: str) -> Tour:
    """The tour of a name, prepared or as in the scene. Raises KeyError if the scene lacks it or one of its stops."""
    if name in park.tours:
        return park.tours[name]
    whole, minutes, stops = parts_of(name)
    tour = park.tours[whole]
    made = _MADE.get(name)
    if made is None or made[0] is not tour:
        made = _MADE[name] = tour, prepared(tour, minutes, stops)
    return made[1]


def as_kept(park: Park, whole: str, kept: str) -> str:
    """The name under which a tour was prepared last, without the stops that the scene has lost since.

    Parameters
    ----------
    whole : name of the tour in the scene.
    kept : the name as it was stored; "" if it was never prepared.
    """
    try:
        tour, minutes, stops = parts_of(kept)
    except KeyError:
        return whole
    if tour != whole or whole not in park.tours:
        return whole
    known = {stop.id for stop in park.tours[whole].stops}
    left = [stop for stop in stops if stop in known]
    return name_of(whole, minutes, left) if left or not stops else whole


def prepared(tour: Tour, minutes: int = 0, stops: Sequence[str] = ()) -> Tour:
    """A tour with some of its stops, in a time. Raises KeyError if it lacks a stop."""
    known = {stop.id: stop for stop in tour.stops}
    kept = [known[id] for id in stops] if stops else list(tour.stops)
    if minutes:
        kept = _in_time(kept if stops else _that_fit(kept, minutes * 60), minutes * 60)
    changes = {"id": name_of(tour.id, minutes, stops), "stops": tuple(kept)}
    return tour.model_copy(update={**changes, "minutes": minutes or None})


def halves(tour: Tour) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the stops of a tour in two parts that last about as long."""
    end = min(
        range(1, len(tour.stops)), key=lambda at: abs(tour.starts_s[at] - tour.duration_s / 2), default=0
    )
    ids = [stop.id for stop in tour.stops]
    return tuple(ids[:end]), tuple(ids[end:])


def _that_fit(stops: list[Stop], seconds: float) -> list[Stop]:
    """The stops without those planned shortest, until all that are left keep their least share; first and last stay."""
    kept = list(stops)
    while len(kept) > 2 and LEAST_SHARE * sum(stop.hold_s for stop in kept) > seconds:
        kept.remove(min(kept[1:-1], key=lambda stop: stop.hold_s))
    return kept


def _in_time(stops: list[Stop], seconds: float) -> list[Stop]:
    """The stops with their times in proportion, in whole seconds."""
    factor = seconds / sum(stop.hold_s for stop in stops)
    times = [min(max(round(stop.hold_s * factor), SHORTEST_STOP_S), LONGEST_STOP_S) for stop in stops]
    longest = times.index(max(times))
    times[longest] = min(max(times[longest] + seconds - sum(times), SHORTEST_STOP_S), LONGEST_STOP_S)
    return [stop.model_copy(update={"hold_s": float(time)}) for stop, time in zip(stops, times, strict=True)]
