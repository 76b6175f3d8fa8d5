"""The subject is framed clear of all that lies on the picture, whichever layer puts it there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explorer.visit import PRESENT, TEACH, Mode, Settings, StartTour, Visit
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
    surfaces = [surface for layer in window.layers for surface in layer.surfaces if not surface.isHidden()]
    lying = [surface.inner.translated(surface.pos()) for surface in surfaces]
    cards = window.arrangement.cards
    assert len(lying) >= 2 and all(any(card.contains(rect) for card in cards) for rect in lying)
    stage = window.stage
    assert isinstance(stage, FakeStage)
    x, y = (share * side for share, side in zip(stage.free.centre, SIZE, strict=True))
    assert not any(card.contains(round(x), round(y)) for card in cards)


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
        (label,) = (label for label in window.labels.placed if label.tier == "full")
        heights.append(label.box.height)
    assert heights[0] < heights[1]
