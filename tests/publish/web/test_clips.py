"""Clips of own models on the page: where parts are, when they play and when they stop."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.park import Park
from explorer.park.own_models import own_model
from explorer.publish.web.publish import Report

from .browser import Browser, Pixels
from .test_page import WITHOUT_WORDS

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]


@pytest.fixture(scope="module")
def page(browser: Browser, editions: dict[str, Report]) -> Browser:
    browser.open(f"{editions['pumps'].folder.as_uri()}/index.html?lang=en&light=day#/tower")
    browser.until("document.querySelector('#card.open #spot-lift') && PARK.app.V.parts.first")
    return browser


def test_parts_are_where_the_desktop_has_them(page: Browser, parks: dict[str, Park]) -> None:
    park = parks["pumps"]
    rig = own_model(park.zones["tower"], park.model_files["tower"], keeps_clips=True).rig
    for second in (0.0, 1.3, 3.9, 9.0):
        found = page.run(
            f"PARK.get('clips/tower').then(data => PARK.app.clips.at(data, 'pump_on', {second}))"
        )
        for node, matrix in rig.motion("pump_on", second).items():
            assert np.allclose(np.reshape(found[str(node)], (4, 4)).T, matrix, atol=2e-3)
    chunks = page.run("PARK.app.V.parts.first.chunks.filter(c => c.z === 'tower').map(c => c.m ?? -1)")
    assert set(chunks) == {-1, 1}, "the part that moves is a chunk of its own"


def test_a_hot_spot_plays_its_clip_until_another_thing_has_the_focus(page: Browser) -> None:
    playing = "PARK.app.clips.now?.name ?? ''"
    assert page.run(playing) == ""
    page.ask(
        "Emulation.setFocusEmulationEnabled", enabled=True
    )  # a window that nobody has in front has no focus
    page.run("document.querySelector('.pin.spot[aria-label=Lift]').click(), 1")
    page.until(f"({playing}) === 'pump_on'")
    before = page.run("PARK.app.V.motion().tower")
    page.until(f"JSON.stringify(PARK.app.V.motion().tower) !== {str(before)!r}")
    frames = page.run("PARK.app.V.stats.frames")
    page.until(f"PARK.app.V.stats.frames > {frames + 1}")
    page.run("document.querySelector('#card .x').focus(), 1")
    assert page.run(playing) == "" and page.run("Object.keys(PARK.app.V.motion())") == []
    assert page.run("PARK.app.V.faults") == []


def test_a_stop_of_the_tour_plays_its_clip(page: Browser) -> None:
    stops = page.run("PARK.app.core.park.tour.stops.map(s => s.clip ?? '')")
    at = stops.index("pump_on")
    page.run("document.querySelector('#bar .main').click(), 1")
    for _ in range(at):
        page.run("document.querySelector('#caption [data-by=\"1\"]').click(), 1")
    page.until("PARK.app.clips.now?.zone === 'tower'")
    page.run("document.querySelector('#caption [data-by=\"0\"]').click(), 1")
    assert page.run("PARK.app.clips.now") is None


def test_a_see_through_part_lets_half_through(page: Browser) -> None:
    page.run("PARK.app.go('tower'), PARK.app.V.outlined = null, 1")
    page.run(WITHOUT_WORDS)
    page.until("document.querySelector('#card.open')")
    page.run("(window.pane = PARK.app.V.parts.first.chunks.filter(c => c.g === 'clear'), 1)")
    assert page.run("pane.length") == 1

    def picture(script: str) -> Pixels:
        page.run(f"({script}, PARK.app.V.pose = {{...PARK.app.core.park.zones.tower.views.front}}, 1)")
        page.run("new Promise(done => setTimeout(() => done(1), 2500))")
        return page.picture().astype(np.int16)

    clear = picture("1")
    solid = picture("pane[0].g = 'solid'")
    without = picture("(window.kept = pane[0].runs, pane[0].runs = kept.map(() => [0, 0]))")
    there = np.abs(solid - without).max(axis=2) > 60
    assert there.sum() > 50
    low, high = np.minimum(solid, without)[there], np.maximum(solid, without)[there]
    between = (clear[there] > low + 5) & (clear[there] < high - 5)
    assert between.any(axis=1).mean() > 0.8
    assert page.run("PARK.app.V.faults") == []
