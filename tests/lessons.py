"""The shipped lesson, made so that tests find what they need in it whatever it asks today."""

from __future__ import annotations

from explorer.park.model import Park

DATA = 2
"""The stop with two questions."""
TWO_QUESTIONS = ("block-400", "two-shares")


def asking_twice(park: Park) -> Park:
    """The park with a lesson that asks two questions at its stop of data."""
    lesson = park.tours["lesson"]
    stops = list(lesson.stops)
    assert stops[DATA].zone == "data"
    stops[DATA] = stops[DATA].model_copy(update={"quiz": TWO_QUESTIONS})
    tours = {**park.tours, "lesson": lesson.model_copy(update={"stops": tuple(stops)})}
    return park.model_copy(update={"tours": tours})
