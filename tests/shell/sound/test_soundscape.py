"""What is heard follows from the visit: place, light, voice, settings, and what the visitor does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explorer.park import Park
from explorer.shell.sound.soundscape import answer, levels
from explorer.visit import EXPLORE, MODES, Act, Change, Close, Open, Settings, Visit
from explorer.visit.acts import Hover, Operate, Press, StepBack, Touch, Turn, Undo
from explorer.visit.tour.acts import StartTour

from ..picture import real_park


@pytest.fixture
def park() -> Park:
    """The park that ships."""
    return real_park()


HEARD = Settings(comfort="cut", sound=True)


def visit_in(park: Park, **settings: object) -> Visit:
    """A visit with sounds on."""
    return Visit.begin(park, EXPLORE, replace(HEARD, **settings))


def settled(visit: Visit) -> Visit:
    """The visit when the camera has arrived and the light has changed."""
    for _ in range(40):
        visit = visit.advance(0.2)
    return visit


def test_a_district_is_heard_where_one_is(park: Park) -> None:
    assert max(levels(visit_in(park)), key=levels(visit_in(park)).__getitem__) in ("water", "meadow")
    for zone in park.zones.values():
        heard = levels(settled(visit_in(park).after(Open(zone.id))))
        loop = park.district(zone.district).ambience
        assert heard[loop] == max(heard.values()), zone.id


def test_birds_by_day_and_crickets_by_night(park: Park) -> None:
    for phase in (0.0, 1.0):
        assert "meadow" in levels(visit_in(park, day_phase=phase))
        assert "night" not in levels(visit_in(park, day_phase=phase))
    night = levels(visit_in(park, day_phase=3.0))
    assert "night" in night and "meadow" not in night


def test_the_light_changes_the_sound_without_a_jump(park: Park) -> None:
    before = levels(visit_in(park, day_phase=0.0))
    for step in range(1, 401):
        heard = levels(visit_in(park, day_phase=step / 100 % 4))
        for loop in {*before, *heard}:
            assert abs(heard.get(loop, 0.0) - before.get(loop, 0.0)) < 0.03, (step, loop)
        before = heard


def test_a_voice_is_above_everything(park: Park) -> None:
    visit = settled(visit_in(park).after(Open("line")))
    assert sum(levels(visit, ducked=True).values()) < 0.4 * sum(levels(visit).values())


@pytest.mark.parametrize("settings", [{"sound": False}, {"sound_volume": 0}])
def test_silence_is_silence(park: Park, settings: dict[str, object]) -> None:
    assert levels(visit_in(park, **settings)) == {}


def test_only_where_nobody_else_talks_it_is_on_by_itself() -> None:
    assert {name for name, mode in MODES.items() if mode.sounds} == {"explore", "kiosk"}


def heard_after(visit: Visit, act: Act) -> str | None:
    """The answer to an act."""
    return answer(act, visit, visit.after(act))


def test_acts_are_answered(park: Park) -> None:
    home = visit_in(park)
    at_line = home.after(Open("line"))
    running = at_line.after(Operate())
    assert heard_after(home, Open("line")) == "enter"
    assert heard_after(at_line, Close()) == "leave"
    assert heard_after(at_line, Operate()) == "enter"
    assert heard_after(running, StepBack()) == "leave"
    assert heard_after(home, StartTour("show")) == "motif"
    assert heard_after(home, Hover("line")) is None
    assert running.run is not None
    turned = running.after(Turn("loss", 60))
    assert heard_after(running, Turn("loss", 60)) == "tick"
    assert heard_after(turned, Undo()) == "undo"
    assert heard_after(running, Press(running.run.exhibit.actions[0].name)) == "tap"
    assert heard_after(running, Touch(next(iter(running.run.exhibit.parts(running.run.state))))) == "tap"
    assert heard_after(running, Touch(None)) is None


def test_turning_sounds_on_lets_one_hear_them(park: Park) -> None:
    silent = visit_in(park, sound=False)
    assert heard_after(silent, Change(HEARD)) == "motif"
    assert heard_after(visit_in(park), Change(replace(HEARD, sound=False))) is None
    assert heard_after(silent, Open("line")) is None
