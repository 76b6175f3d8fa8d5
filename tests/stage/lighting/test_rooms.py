"""Rooms behind lit panes of glass near the camera."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.park import Park
from explorer.publish.film.film import arrived
from explorer.stage import Stage
from explorer.visit import Open, Visit

from ..conftest import HEIGHT, WIDTH, Pixels, resting, seen

PANE = np.s_[254:272, 259:267]
"""A lit window on the first floor of the street, seen from its front at 1280x720."""


def pane(stage: Stage, visit: Visit) -> Pixels:
    return seen(stage, visit)[PANE].mean(axis=2)  # type: ignore[return-value]


def test_a_lit_pane_shows_a_room_and_an_unlit_one_does_not(stage: Stage, park: Park) -> None:
    stage.resize(1280, 720)
    try:
        found = {}
        for light in ("day", "dusk"):
            visit = arrived(resting(park, light=light), Open("street"))
            at_rest = replace(visit.settings, focus=False)
            found[light] = pane(stage, replace(visit, settings=at_rest, rest_s=9.0))
    finally:
        stage.resize(WIDTH, HEIGHT)
    assert found["dusk"].mean() > found["day"].mean(), "it is lit"
    steps = {light: np.abs(np.diff(pixels.mean(axis=1))).max() for light, pixels in found.items()}
    assert steps["dusk"] > 12, "the ceiling ends where the wall at the back begins"
    assert steps["day"] < 6
