"""The subject is framed clear of all that lies on the picture, whichever layer puts it there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explorer.shell.tour.layer import TourLayer
from explorer.visit import KIOSK, PRESENT, TEACH, Mode, Settings, StartTour, Visit
from explorer.visit.kiosk.acts import Presence
from explorer.visit.lesson.acts import Ask
from explorer.visit.mode import Part
from explorer.visit.talk.acts import JumpTo, Onward

from ..fake_stage import FakeStage
from ..picture import real_park
from ..windows import Windows

SIZE = (1280, 720)


def at_its_first_stop(mode: Mode) -> Visit:
    park = real_park()
    visit = Visit.begin(park, mode, Settings(comfort="cut"))
    if mode.talks:
        return visit.after(Onward()).after(JumpTo(0))
    return visit.after(StartTour(next(id for id, tour in park.tours.items() if tour.kind == mode.tour)))


@pytest.mark.parametrize("mode", [PRESENT, TEACH], ids=lambda mode: mode.name)
def test_the_subject_keeps_clear_of_titles_captions_and_bars(mode: Mode, open_window: Windows) -> None:
    window = open_window(visit=at_its_first_stop(mode), size=SIZE)
    for _ in range(12):
        window.tick(0.1)
    shown = [surface for layer in window.layers for surface in layer.surfaces if not surface.isHidden()]
    surfaces = [surface for surface in shown if surface.claimed is None or not surface.claimed.isEmpty()]
    lying = [surface.inner.translated(surface.pos()) for surface in surfaces]
    cards = window.arrangement.cards
    assert len(lying) >= 2 and all(any(card.contains(rect) for card in cards) for rect in lying)
    stage = window.stage
    assert isinstance(stage, FakeStage)
    x, y = (share * side for share, side in zip(stage.free.centre, SIZE, strict=True))
    assert not any(card.contains(round(x), round(y)) for card in cards)


def test_at_a_booth_a_tour_shows_its_subject_above_the_strip_while_the_controls_pass(
    open_window: Windows,
) -> None:
    """The camera leaves room for the strip alone, while the controls show as well as once they are folded."""
    park = real_park()
    shows = next(id for id, tour in park.tours.items() if tour.stops[1].zone == "line")
    window = open_window(
        visit=Visit.begin(park, KIOSK, Settings(comfort="cut")).after(Presence()).after(StartTour(shows, 1)),
        size=SIZE,
    )
    layer = window.layers.named[Part.TOUR]
    assert isinstance(layer, TourLayer)
    for _ in range(12):
        window.tick(0.1)
    unfolded = window.arrangement.cards
    assert layer.bar.isVisible() and window.parts.breadcrumb.pos().y() == window.parts.tools.pos().y()
    assert unfolded == (layer.strip.placed,)
    for _ in range(40):
        window.tick(0.1)
    assert not layer.bar.isVisible() and not window.parts.tools.isVisible()
    assert window.arrangement.cards == unfolded


def test_a_class_question_is_a_page_however_low_and_the_camera_rests(open_window: Windows) -> None:
    visit = at_its_first_stop(TEACH)
    window = open_window(visit=visit.after(Ask("who-and-when")), size=(1920, 1080))
    for _ in range(12):
        window.tick(0.1)
    shown = [s for layer in window.layers for s in layer.surfaces if not s.isHidden()]
    rects = [surface.inner.translated(surface.pos()) for surface in shown]
    (page,) = (rect for rect in rects if rect.contains(window.rect().center()))
    assert not any(card.intersects(page) for card in window.arrangement.cards)


def test_only_a_zone_that_the_visitor_points_at_says_how_to_go_there(open_window: Windows) -> None:
    park = real_park()
    led = Visit.begin(park, settings=Settings(comfort="cut")).after(
        StartTour(next(id for id, tour in park.tours.items() if tour.stops[0].zone is None))
    )
    heights = []
    for visit in (replace(led, pointed="line"), replace(led, playback=None, pointed="line")):
        window = open_window(visit=visit, size=SIZE)
        for _ in range(6):
            window.tick(0.05)
        (label,) = (label for label in window.overlay.labels.placed if label.tier == "full")
        heights.append(label.box.height)
    assert heights[0] < heights[1]
