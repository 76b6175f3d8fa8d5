"""The card of an exhibit in Chromium: the program's own digits, links to a state, keys, phones, screen readers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from explorer.build.pipeline.cache import Cache
from explorer.exhibits.exhibit import Exhibit
from explorer.exhibits.run import run
from explorer.park import Park
from explorer.publish.web import answers as tables
from explorer.publish.web import publish as publishing
from explorer.publish.web.answers import ACT_AT_S, EVERY_S, answers, packed, planned, shown
from explorer.publish.web.exhibit_words import words_of
from explorer.publish.web.exhibits import Exhibits, write_exhibits
from explorer.publish.web.publish import Wishes, publish

from .browser import COARSE, Browser
from .conftest import ASSETS
from .test_page import AXE, READY, violations

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]
ANSWERING = ("showroom", "tower", "works")
"""Of the pumps' park: a table, a formula, and a kind computed for one dial at a time."""


@pytest.fixture(scope="module")
def answering(parks: dict[str, Park], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of the pumps with three exhibits."""

    def write(park: Park, *others: Any) -> Exhibits:
        three = park.model_copy(update={"zones": {id: park.zones[id] for id in ANSWERING}})
        return write_exhibits(three, *others, Cache(tmp_path_factory.mktemp("cache")))

    def plan(exhibit: Exhibit[Any]) -> tuple[int, bool]:
        """As measured, but *works* one dial at a time, so that the edition has a table of each sort."""
        return (tables.SETTINGS[0], False) if isinstance(exhibit, type(works)) else measured(exhibit)

    works, measured = parks["pumps"].fresh_exhibit(parks["pumps"].zones["works"]), tables.plan_of
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "plan_of", plan)
        patch.setattr(publishing, "write_exhibits", write)
        wishes = Wishes(("en", "zh", "de"), pictures=False)
        return publish(parks["pumps"], ASSETS, tmp_path_factory.mktemp("web") / "pumps", wishes).folder


@pytest.fixture
def card(browser: Browser, answering: Path) -> Iterator[Any]:
    def go(rest: str, width: int = 1280, height: int = 720, query: str = "lang=en&cut") -> None:
        address = f"{answering.as_uri()}/index.html?{query}#/{rest}"
        browser.open(address, width, height, touch=width < 500, ratio=COARSE)
        browser.until(READY)
        browser.until("document.querySelector('#card.open .strip')")

    yield go
    assert browser.messages == []


def turn(browser: Browser, dial: str, at: int) -> None:
    """Choose a setting of a dial."""
    input = f"document.querySelector('#dial-{dial}')"
    browser.run(
        f"{input}.type === 'checkbox' ? {input}.checked = {at} === 1 : {input}.value = {at},"
        f"{input}.dispatchEvent(new Event({input}.type === 'range' ? 'input' : 'change')), 1"
    )


def strip(browser: Browser) -> dict[str, str]:
    """The large figures of the card."""
    rows = "document.querySelectorAll('.strip > div')"
    found: dict[str, str] = browser.run(
        f"Object.fromEntries([...{rows}].map(e => [e.dataset.reading, e.querySelector('b').textContent]))"
    )
    return found


@pytest.mark.parametrize("id", ANSWERING)
def test_the_card_shows_the_programs_digits(
    browser: Browser, card: Any, parks: dict[str, Park], id: str
) -> None:
    card(f"{id}/try")
    exhibit = parks["pumps"].fresh_exhibit(parks["pumps"].zones[id])
    assert exhibit is not None
    dials = browser.run(f"PARK.get('answers/{id}').then(PARK.inflated).then(([head]) => head.dials)")
    every = browser.run(f"PARK.get('answers/{id}').then(PARK.inflated).then(([head]) => !head.settings)")
    assert every == (id != "works")
    plan = planned(exhibit, 3, every=False)
    figures = words_of(plan, "en", ())["figures"]
    units = {o.name: o.unit for o in plan.outputs}
    rng, chosen = random.Random(3), [base for _, _, base in dials]
    for _ in range(6):
        number = rng.randrange(len(dials))
        name, values, usual = dials[number]
        at = rng.randrange(len(values))
        turn(browser, name, at)
        if not every and at != usual:
            chosen = [base for _, _, base in dials]  # the others go back
        chosen[number] = at
        setting = exhibit.having(**{dial: row[k] for (dial, row, _), k in zip(dials, chosen, strict=True)})
        for act in plan.acts:
            if plan.act:  # a dial keeps to the run with the act, if that is shown
                press = "button.main" if act else "button.main + button"
                browser.run(f"document.querySelector('#card .row {press}').click()")
            *_, last = run(setting, plan.seconds, [(ACT_AT_S, act)] if act else [], EVERY_S)
            expected = {}
            for reading, _, amount in figures:
                said = shown(last.readings[reading], units[reading])
                minus = said.startswith("\N{MINUS SIGN}")
                plain = said.removeprefix("\N{MINUS SIGN}")
                expected[reading] = amount[2] if said == "1" else amount[minus].replace("#", plain)
            assert strip(browser) == expected, (chosen, act)


def test_a_link_opens_the_nearest_state_and_says_how_near(browser: Browser, card: Any) -> None:
    near = "document.querySelector('.near').textContent"
    card("tower/try/s=P1~formula~height=19~@9")
    assert "The nearest computed setting" in browser.run(near)
    assert "Height 20 m instead of 19" in browser.run(near)
    card("tower/try/s=P1~formula~height=40~@9")
    assert browser.run(near) == "This is the state of the link."
    card("tower/try/s=rubbish")
    assert "holds no state" in browser.run(near)


def test_the_card_says_what_was_computed(browser: Browser, card: Any) -> None:
    said = "document.querySelector('#card').textContent"
    card("works/try")
    text = browser.run(said)
    assert "Computed for one dial at a time" in text
    assert "seed 1" in text
    card("tower/try")
    text = browser.run(said)
    assert "one dial at a time" not in text
    assert "Computed beforehand with the park’s own program" in text


def test_keys_turn_a_dial_and_show_me_has_captions(browser: Browser, card: Any) -> None:
    card("showroom/try")
    before = strip(browser)
    browser.run("document.querySelector('#dial-flow, .dials input[type=range]').focus()")
    browser.press("ArrowRight", 39)
    browser.until(f"document.querySelector('.strip b').textContent !== {next(iter(before.values()))!r}")
    browser.run("[...document.querySelectorAll('#card .row button')].at(-1).click()")
    browser.until("document.querySelector('.captions').checkVisibility()")
    assert browser.run("document.querySelector('.captions p').textContent")


@pytest.mark.parametrize(
    ("width", "height", "language"), [(390, 844, "de"), (360, 640, "en"), (360, 640, "zh"), (1280, 720, "en")]
)
def test_an_exhibit_fits_the_window(
    browser: Browser, card: Any, width: int, height: int, language: str
) -> None:
    for id in ANSWERING:
        card(f"{id}/try", width, height, f"lang={language}&cut")
        browser.until("PARK.app.V.extra")  # its moving parts
        wide = f"[...document.querySelectorAll('#card *')].filter(e => e.getBoundingClientRect().right > {width} + 1)"
        assert browser.run(f"{wide}.map(e => e.outerHTML.slice(0, 80))") == []
        assert browser.run(
            "document.querySelector('#card').scrollWidth <= document.querySelector('#card').clientWidth"
        )
        free = (
            1.0
            if width < height
            else 1 - 2 * browser.run("document.querySelector('#card').offsetWidth") / width
        )
        corners = f"PARK.app.core.park.zones['{id}'].exhibit.corners.map(c => PARK.app.V.project(c)[0])"
        across = browser.run(f"PARK.app.V.draw(), {corners}")
        assert -1 <= min(across) <= max(across) <= free, id


@pytest.mark.skipif(not AXE, reason="PARK_EXPLORER_AXE names no axe.min.js of the npm package axe-core")
@pytest.mark.parametrize("query", ["lang=en&cut", "lang=zh&cut&light=night"])
def test_axe_finds_nothing_in_an_exhibit(browser: Browser, card: Any, query: str) -> None:
    for id in ("tower", "works"):
        card(f"{id}/try", 390, 844, query)
        assert violations(browser) == []
        browser.events.clear()  # axe reads the style sheet, which a page from a file may not


def test_a_table_on_the_page_is_the_one_that_was_computed(
    browser: Browser, card: Any, parks: dict[str, Park], tmp_path: Path
) -> None:
    """The whole table of one exhibit, every digit, as the page reads it."""
    card("showroom/try")
    park = parks["pumps"]
    found = answers(park, park.zones["showroom"], Cache(tmp_path))
    assert found is not None
    head, body = packed(found[1])
    read = browser.run("PARK.get('answers/showroom').then(PARK.inflated).then(([head]) => head.columns)")
    assert read == head
    data = "PARK.get('answers/showroom').then(PARK.inflated).then(([, data]) => [...data])"
    assert bytes(browser.run(data))[: len(body)] == body
