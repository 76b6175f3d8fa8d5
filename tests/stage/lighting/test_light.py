"""The light of an hour: keyframes, what lies between them, and what a switch costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, replace
from itertools import chain, pairwise
from typing import Any

import numpy as np
import pytest

from explorer.base.baked_format import SUNS
from explorer.build.light.ray_tracing import sun_direction
from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.scene import build
from explorer.stage.scene.environment import baked_suns, sorting_for
from explorer.visit import Change, Open, Settings
from explorer.visit.light import LIGHTS, MOONSET, NIGHTFALL, Light, angle_deg, light_at, unit
from explorer.visit.settings import CYCLE, DAY_PHASES

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, difference, resting, seen

STEP_H = 0.01
ROUND_OF_HOURS = np.arange(0, CYCLE + STEP_H, STEP_H)


def numbers(light: Light) -> np.ndarray[Any, np.dtype[np.float64]]:
    """What is seen of a light, but for directions."""
    plain = replace(light, sun=(0.0, 0.0, 1.0), evening=(0.0, 0.0, 1.0), lane=(0.0, 0.0, 1.0))
    flat: Iterator[float] = chain.from_iterable(v if isinstance(v, tuple) else (v,) for v in astuple(plain))
    return np.array(list(flat))


def test_named_lights_are_exact() -> None:
    for name, hour in DAY_PHASES.items():
        assert light_at(hour) == LIGHTS[name] == light_at(hour + CYCLE)


def test_there_is_no_jump_between_neighbouring_hours() -> None:
    lights = [light_at(hour) for hour in ROUND_OF_HOURS]
    for one, other in pairwise(lights):
        assert np.abs(numbers(one) - numbers(other)).max() < 0.12
        shines = max(*one.sun_colour, *other.sun_colour)
        for there, then in ((one.sun_direction, other.sun_direction), (unit(one.lane), unit(other.lane))):
            assert angle_deg(there, then) * shines < 4.0, "what shines moves little; what moves far does not"


def test_direct_light_comes_from_above_and_is_gone_before_it_changes_its_place() -> None:
    for hour in ROUND_OF_HOURS:
        assert light_at(hour).sun_direction[2] > 0.17
    for hour in (NIGHTFALL, MOONSET):
        assert max(light_at(hour - 1e-9).sun_colour) < 1e-6 and max(light_at(hour).sun_colour) == 0.0


def test_the_sun_shines_from_where_it_was_baked() -> None:
    for name in ("day", "dusk"):
        assert LIGHTS[name].sun is SUNS[name]
        assert LIGHTS[name].sun_direction == pytest.approx(tuple(sun_direction(name)))


def test_baked_suns_are_used_where_they_stand() -> None:
    assert [sorting_for(light_at(h)) for h in (0.0, 1.0, 2.0, 3.0)] == ["day", "between", "dusk", "day"]
    for hour in ROUND_OF_HOURS:
        day, dusk = baked_suns(light_at(hour))
        assert 0 <= day + dusk <= 1
    assert baked_suns(light_at(0.0)) == pytest.approx((1, 0), abs=1e-5)
    assert baked_suns(light_at(2.0)) == pytest.approx((0, 1), abs=1e-5)
    assert baked_suns(light_at(1.0)) == (0, 0)


def test_four_lights_are_four_pictures(stage: Stage, park: Park) -> None:
    pictures = {name: seen(stage, resting(park, light=name)) for name in LIGHTS}
    for one, other in pairwise(pictures.values()):
        assert difference(one, other).mean() > 0.6
    bright = [picture.mean() for picture in pictures.values()]
    assert bright == sorted(bright, reverse=True)
    golden, night = pictures["golden"].mean(axis=(0, 1)), pictures["night"].mean(axis=(0, 1))
    assert golden[0] > golden[2], "warm"
    assert night[2] > 15 and np.percentile(pictures["night"], 5) > 4, "dark, and still to be read"


def test_a_little_later_looks_a_little_different(stage: Stage, park: Park) -> None:
    for hour in (0.5, 1.0, 1.95, 2.48, 3.0, 3.28, 3.6):
        one, other = (seen(stage, resting(park, day_phase=h)) for h in (hour, hour + 0.02))
        assert 0 < np.abs(one - other).mean() < 3.5
        assert np.percentile(np.abs(one - other), 99) < 40


def test_lamps_come_on_one_after_the_other(stage: Stage, park: Park) -> None:
    lamps_on = []
    for hour in (1.0, 1.4, 1.7, 2.0):
        picture = seen(stage, resting(park, "goals25", day_phase=hour))
        lamps_on.append((picture.min(axis=2) > 170).mean())
    assert lamps_on[1] != lamps_on[2] != lamps_on[3]
    dusk, late = (seen(stage, resting(park, "goals25", day_phase=h)) for h in (2.0, 2.02))
    assert np.abs(dusk - late).mean() < 2.0


@pytest.fixture(scope="module")
def own(park: Park) -> Iterator[Stage]:
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, quality="lite", frames="progressive")
    yield stage
    stage.close()


def test_a_switch_makes_nothing_new_once_it_was_rehearsed(
    own: Stage, park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No triangles go to the card while the light changes, and the shadow map is drawn every few degrees only."""
    visit = replace(resting(park), settings=Settings())
    own.show(visit)
    own.draw(finished=True)
    for _ in range(120):
        own.draw()
    made = []
    real = build.triangles
    monkeypatch.setattr(build, "triangles", lambda *args: made.append(args) or real(*args))
    environment = own.scene.environment
    before, frames = environment.shadow_maps, 0
    visit = visit.after(Change(Settings(day_phase=DAY_PHASES["golden"])))
    while visit.daylight.blending:
        visit = visit.advance(0.04)
        own.show(visit)
        assert own.draw().changed
        frames += 1
    assert frames == 25 and not made
    assert environment.shadow_maps - before <= 11, "34 degrees"
    dusk = replace(visit.settings, day_phase=DAY_PHASES["night"])
    own.show(replace(resting(park, day_phase=2.0), rest_s=0.0))
    own.draw()
    before = environment.shadow_maps
    visit = resting(park, day_phase=2.0).after(Change(dusk))
    while visit.daylight.blending:
        visit = visit.advance(0.04)
        own.show(visit)
        own.draw()
    assert environment.shadow_maps - before == 1, "the moon takes the place of the sun, once"


def test_a_light_that_was_begun_is_only_begun_sooner(own: Stage, park: Park) -> None:
    """The map of the next sun is drawn while others work; the picture that follows needs no other, and is the same."""
    day, dusk = (resting(park, light=light) for light in ("day", "dusk"))
    environment = own.scene.environment
    pictures = []
    for begins in (False, True):
        seen(own, day)
        own.show(replace(day, rest_s=0.0))  # after an exact map, the next one may wait for a picture
        own.draw()
        before = environment.shadow_maps
        if begins:
            own.prefetch_light(day)
            assert environment.shadow_maps == before, "it is day already"
            own.prefetch_light(dusk)
            assert environment.shadow_maps == before + 1
        own.show(replace(dusk, rest_s=0.0))
        own.draw()
        assert environment.shadow_maps == before + 1
        pictures.append(seen(own, dusk))
    assert difference(*pictures).max() == 0


def test_while_the_day_goes_by_fine_pictures_stay(own: Stage, park: Park) -> None:
    """A step of the light that goes by itself is drawn finely behind the picture that is shown."""
    visit = replace(resting(park), settings=Settings())
    visit = visit.after(Change(Settings(auto_day_cycle=True))).advance(1.0).advance(9.0)
    own.show(visit)
    own.draw(finished=True)
    later = visit.advance(2.0)
    assert later.daylight.day_phase != visit.daylight.day_phase
    own.show(later)
    assert own.draw().width == WIDTH
    for _ in range(60):
        own.draw()
        if own.finished:
            break
    assert own.finished and own.draw().width == WIDTH


def test_what_makes_room_for_an_exhibit_leaves_no_shade_behind(own: Stage, park: Park) -> None:
    """The map is drawn again once the camera rests, and once again when the exhibit is left."""
    closed = resting(park, "effects", day_phase=0.6)
    opened = replace(closed.after(Open("effects")), pose=closed.pose, flight=None, rest_s=9.0)
    environment = own.scene.environment
    for visit in (closed, opened, closed):
        seen(own, visit)
        before = environment.shadow_maps
        seen(own, replace(visit, pose=park.home))
        assert environment.shadow_maps == before
    seen(own, opened)
    assert environment.shadow_maps == before + 1
