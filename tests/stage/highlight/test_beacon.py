"""The beacon rises over what is pointed at, sends one pulse over the ground, and then stands still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.highlight.beacon import PULSE_S, RISE_S, Rise

from ..conftest import ASSETS, HEADLESS, resting

SIZE = (480, 270)


@pytest.fixture
def lively(park: Park) -> Iterator[Stage]:
    made = Stage(park, ASSETS, SIZE, displays=HEADLESS, lively=True, frames="progressive")
    yield made
    made.close()


def test_it_is_as_old_as_the_pointing() -> None:
    rise = Rise()
    rise.toward(None, 1.0)
    assert rise.age_s == PULSE_S
    rise.toward("data", 1.1)
    rise.toward("data", 1.3)
    assert rise.age_s == pytest.approx(0.3)
    rise.toward("data", 2.0)
    assert rise.age_s == PULSE_S


def test_another_zone_begins_anew() -> None:
    rise = Rise()
    rise.toward("data", 1.0)
    rise.toward("data", 9.0)
    rise.toward("maze", 9.1)
    assert rise.age_s == pytest.approx(0.1)


@pytest.mark.parametrize("later_s", [0.0, -3.0])
def test_where_no_time_goes_by_it_stands(later_s: float) -> None:
    rise = Rise()
    rise.toward(None, 5.0)
    rise.toward("data", 5.0 + later_s)
    assert rise.settled


def test_who_wants_no_motion_sees_it_stand() -> None:
    rise = Rise()
    rise.toward("data", 0.1, at_once=True)
    assert rise.settled


def test_it_rises_from_the_roof(lively: Stage, park: Park) -> None:
    """At first the air over the zone is as it was; later it is not."""
    visit = resting(park)
    place = park.zones["data"].place

    def over(at_s: float) -> npt.NDArray[np.int16]:
        lively.show(replace(visit, pointed="data", time_s=visit.time_s + at_s))
        picture = lively.draw()
        pixels = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 4)
        x, y = lively.project([(*place.centre_m, place.height_m + 16.0)])[0]
        column = round(x * picture.width)
        return pixels[int(y * picture.height), column - 3 : column + 4, :3].astype(np.int16)

    for _ in range(12):  # until what stands still is kept
        visit = visit.advance(1 / 60)
        lively.show(visit)
        lively.draw()
    first = over(0.01)
    assert not lively.finished
    risen = over(RISE_S + 0.01)
    assert np.abs(risen - first).max() > 12
    over(PULSE_S + 0.2)
    assert np.array_equal(over(PULSE_S + 0.4), over(PULSE_S + 0.6))
    assert lively.finished
