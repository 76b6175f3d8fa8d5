"""What the event log says of a tour."""

from __future__ import annotations

from dataclasses import replace

from explorer.shell.event_log.happened import events
from explorer.visit import Settings, StartTour, Visit

from ..picture import real_park


def test_a_clock_that_is_set_back_a_little_is_no_stop_begun_again() -> None:
    visit = Visit.begin(real_park(), settings=Settings(comfort="cut")).after(StartTour("lesson"))
    assert visit.playback is not None

    def at(time_s: float) -> Visit:
        return replace(visit, playback=replace(visit.playback, time_s=time_s))

    assert not [*events(at(8.2), at(7.9))]
    assert [name for name, _ in events(at(8.2), at(0.0))] == ["tour_stop"]
