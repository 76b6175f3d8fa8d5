"""Where a hit of the search leads: the tours that can be begun here, and what is done to go to what was found."""

from __future__ import annotations

from ....core.geometry import Vec3
from ....i18n.messages import say
from ....park.find import Found
from ....park.model import District, Language, Park
from ....visit import Act, Approach, LookFrom, Open, Point, ResumeTour, StartTour, ToStop, Visit
from ....visit.mode import Part


def tours_of(visit: Visit) -> tuple[str, ...]:
    """The tours that can be begun here, by their ids.

    None where the mode shows none. While a class is taught only its own: another one would end the lesson.
    """
    if Part.TOUR not in visit.mode.layers:
        return ()
    lesson = visit.lesson
    if lesson.going and lesson.tour is not None:
        return (lesson.tour.id,)
    return tuple(tour.id for tour in visit.mode.offered(visit.park))


def ways_to(hit: Found, park: Park, visit: Visit | None) -> tuple[Act, ...]:
    """What is done to go to what was found."""
    if hit.tour is not None:
        return (_to_tour(hit, hit.tour, visit),)
    if hit.zone is not None:
        return (Open(hit.zone),)
    if hit.id in park.views:
        return Point(None), LookFrom(hit.id)
    return Point(None), Approach(_middle(park.district(hit.id)))


def way_in_words(hit: Found | None, visit: Visit | None, language: Language) -> str:
    """What the button says that goes there."""
    if hit is None or hit.tour is None:
        return say("search.go", language)
    if hit.kind == "stop":
        return say("search.go.stop", language)
    playback = visit.playback if visit is not None else None
    if playback is not None and playback.tour.id == hit.tour:
        return say(f"tour.resume.{playback.tour.kind}", language)
    return say("tour.start", language)


def _to_tour(hit: Found, tour: str, visit: Visit | None) -> Act:
    """Begin a tour; one that goes on already is not begun anew, which would lose what a class has answered."""
    playback = visit.playback if visit is not None else None
    if playback is None or playback.tour.id != tour:
        return StartTour(tour, hit.stop)
    return ToStop(hit.stop) if hit.kind == "stop" else ResumeTour()


def _middle(district: District) -> Vec3:
    """The middle of a district, on the ground."""
    xs = [x for x, _ in district.polygon_m]
    ys = [y for _, y in district.polygon_m]
    return (sum(xs) / len(xs), sum(ys) / len(ys), 0.0)
