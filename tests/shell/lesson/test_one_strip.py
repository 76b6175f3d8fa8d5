"""A class sees its exhibit: plates cover a quarter of the window at most, and the task stays while one works on it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QRegion

from explorer.i18n import tr
from explorer.park.model import Language
from explorer.shell.tour.folding import SHOWN_S
from explorer.shell.tour.layer import TourLayer
from explorer.shell.tour.strip import TASK_CAPTION_S
from explorer.shell.widgets import Prose
from explorer.visit import TEACH, Orbit, ResumeTour, Settings, StartTour, Visit
from explorer.visit.lesson.acts import StartTask

from ..picture import real_park
from ..windows import Windows
from .conftest import FRAME_S, Room

MOST_COVERED = 0.25
STOPS = real_park().tours["lesson"].stops


def covered(room: Room) -> float:
    """Share of the window that plates cover."""
    region, window = QRegion(), room.window
    for surface in window.surfaces:
        if surface.isVisible():
            region = region.united(surface.inner.translated(surface.pos()))
    return sum(rect.width() * rect.height() for rect in region) / (window.width() * window.height())  # type: ignore[attr-defined]


def at_stop(open_window: Windows, stop: int, language: Language) -> Room:
    visit = Visit.begin(real_park(), TEACH, Settings(comfort="cut", language=language))
    room = Room(open_window(visit=visit, size=(1280, 720)))
    room.do(StartTour("lesson", stop))
    room.tick(round(SHOWN_S / FRAME_S) + 2)
    return room


def tour_of(room: Room) -> TourLayer:
    return next(layer for layer in room.window.layers if isinstance(layer, TourLayer))


@pytest.mark.parametrize("language", ["en", "zh", "de"])
def test_plates_cover_a_quarter_at_each_stop_and_while_one_works_there(
    open_window: Windows, language: Language
) -> None:
    for stop in range(len(STOPS)):
        room, found = at_stop(open_window, stop, language), {}
        found["with its caption"] = covered(room)
        room.tick(round(TASK_CAPTION_S / FRAME_S))
        found["with its task"] = covered(room)
        room.do(StartTask(180))
        found["with its timer"] = covered(room)
        room.do(Orbit(3, 0))
        room.tick()
        assert room.window.parts.exhibit.isVisible()
        found["at work"] = covered(room)
        assert max(found.values()) <= MOST_COVERED, (stop, found)
        room.window.close()


def test_the_task_and_its_time_stay_while_one_works_on_it(open_window: Windows) -> None:
    room = at_stop(open_window, 1, "en")
    room.do(StartTask(180), Orbit(3, 0))
    room.tick()
    waiting, card = tour_of(room).waiting, STOPS[1].card
    assert card is not None and waiting.task == tr(card.students_do, "en")
    shown = [words.source for words in waiting.findChildren(Prose) if words.isVisible()]
    assert shown == [waiting.task]
    assert room.teaching.minute.words[1].startswith("2:5")
    assert not tour_of(room).bar.isVisible() and not room.window.parts.place_card.isVisible()
    room.do(ResumeTour())
    assert not waiting.isVisible() and room.teaching.card.isVisible()


def test_the_objective_comes_once_the_caption_has_gone(open_window: Windows) -> None:
    room = at_stop(open_window, 1, "en")
    card = STOPS[1].card
    assert card is not None

    def shows(words: str) -> bool:
        return any(p.source == words and p.isVisible() for p in room.teaching.card.findChildren(Prose))

    assert shows(tr(card.students_do, "en")) and not shows(tr(card.objective, "en"))
    assert tour_of(room).strip.caption.isVisible()
    room.tick(round((STOPS[1].captions[-1][0] + TASK_CAPTION_S) / FRAME_S))
    assert shows(tr(card.objective, "en")) and not tour_of(room).strip.caption.isVisible()
