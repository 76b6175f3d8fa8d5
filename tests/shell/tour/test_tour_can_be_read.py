"""A tour can be read: its bar, captions, readings and questions, over a picture that is as bad a ground as there can be."""

from __future__ import annotations

import pytest

from explorer.shell.tour.layer import TourLayer
from explorer.visit import EndTour, ForgetTour, NextStop, Open, Orbit, PauseTour, ResumeTour, StartTour

from ..window.test_audit_window import CASES, Looker
from ..windows import Windows

pytestmark = pytest.mark.slow

LINE = 1  # a stop of the show, at an exhibit


@pytest.fixture
def looker(open_window: Windows, request: pytest.FixtureRequest) -> Looker:
    return Looker(open_window, request.param)


@pytest.mark.parametrize("looker", CASES, indirect=True, ids=str)
def test_every_view_of_a_tour_can_be_read(looker: Looker) -> None:
    window = looker.window
    (layer,) = [layer for layer in window.layers if isinstance(layer, TourLayer)]
    looker.look("verbs", window.parts.action_bar)
    window.ask("tour")
    looker.look("chooser")
    window.ask("close")
    window.do(StartTour("show"))
    looker.look("at a view")
    window.do(StartTour("show", LINE))
    for _ in range(35):  # until the sensor is broken
        window.tick(0.1)
    looker.look("folded")
    window.do(PauseTour())
    looker.look("paused by hand")
    layer.strip.caption.set_text(layer.strip.caption.words, 12)
    looker.look("half spoken", layer.strip)
    window.do(Orbit(5, 0))
    looker.look("wandered at an exhibit", layer.waiting)
    if looker.case.percent < 200:  # in so large a type the chart's own names are cut with and without a tour
        looker.look("wandered at an exhibit", window.parts.exhibit)
    window.do(Open("goals25"))
    looker.look("wandered to an article", layer.waiting)
    looker.look("wandered to an article", window.parts.article)
    window.do(ResumeTour())
    window.do(StartTour("lesson"))
    window.do(Orbit(5, 0))
    looker.look("wandered", layer.waiting)
    window.do(EndTour())
    looker.look("left")
    window.do(ForgetTour())
    window.do(StartTour("talk", len(window.visit.park.tours["talk"].stops) - 1))
    looker.look("last stop")
    window.do(NextStop())
    looker.look("over")
    assert not looker.found, looker.words_shown
