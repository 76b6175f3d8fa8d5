"""Each figure in what a hall says of its exhibit names the test that asserts it, or is known to be cited or chosen."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.i18n.numbers import numbers_in
from explorer.park import load

CITED = "cited"
"""From a source or the calendar: facts and claims are compared by `check`, sources by their digest."""
CHOSEN = "chosen"
"""A setting of the model that the text calls assumed or chosen, or the name of a thing."""
FIGURES: dict[str, dict[float, str]] = {
    "arcade": {
        8: "test_chances_without_friends_are_the_plain_ones",
        15: "test_players_and_spending_rise_together_and_fall_together",
        2022: CITED,
        2025: CITED,
    },
    "assembly": {200_000: "test_a_batch_counts_every_pump_once", 50: "test_delay_from_first_principles"},
    "compute": dict.fromkeys((1, 2, 4), "test_unlike_hands_share_as_each_can"),
    "content": {2025: CITED},
    "data": {256: CHOSEN},
    "drivers": {20: "test_nothing_less_than_four_switches_comes_under_20_ms", 2020: CITED},
    "effects": {
        0.5: "test_where_nothing_stops_the_eye_is_as_good",
        0.9: "test_by_eye_helps_a_little",
        4: "test_the_tools_do_what_the_article_says",
        12: "test_the_simulation_is_ahead_where_a_machine_stops",
        20: "test_the_tools_do_what_the_article_says",
        95: "test_nineteen_of_twenty_intervals_hold_the_truth",
        160: "test_the_search_tries_as_many_different_placings_as_it_says",
        58_140: "test_there_are_as_many_placings_as_is_said",
    },
    "factory": {3: "test_the_fresh_twin_earns_more_than_the_best_rule_and_never_surely_less"},
    "forum": {52: CITED, 256: CHOSEN},
    "goals25": {
        240: CHOSEN,
        0.5: "test_anchors_hold_the_count_where_nearby_firms_are_worth_little",
        1: "test_anchors_hold_the_count_where_nearby_firms_are_worth_little",
        28: CITED,
        2026: CITED,
    },
    "horizon": {0.7: CHOSEN, 1: CHOSEN, 15: CHOSEN},
    "line": {95: CHOSEN},
    "net": {20: CITED},
    "park": {0: CHOSEN},
    "plaza": {},
    "rules": {5000: CHOSEN, 22: CITED, 28: CITED, 2024: CITED, 2026: CITED},
    "sense": {},
    "street": {1: "test_the_level_of_prices_comes_to_tap_over_drain", 2022: CITED},
    "trends": {
        20: CITED,
        24: CHOSEN,
        130: "test_the_textbook_saves_about_130_times_and_what_is_drawn_saves_far_less",
    },
    "twinlib": {},
}


@cache
def asserting(kind: str) -> frozenset[str]:
    tree = ast.parse((Path(__file__).parent / f"test_{kind}.py").read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_hall_is_in_the_table() -> None:
    park = load(ROOT / "scenes" / "metaverse", ROOT / "assets")
    assert FIGURES.keys() == {zone.exhibit.kind for zone in park.zones.values() if zone.exhibit}


@pytest.mark.parametrize("kind", FIGURES)
def test_every_figure_of_a_hall_is_asserted_or_known_to_be_cited(kind: str) -> None:
    """A changed figure fails here in either language: then the text, the test that is named, or both must follow."""
    park = load(ROOT / "scenes" / "metaverse", ROOT / "assets")
    (place,) = (zone.exhibit for zone in park.zones.values() if zone.exhibit and zone.exhibit.kind == kind)
    written = {
        number
        for text in (place.see, place.learn, place.real)
        for number in numbers_in(text["en"], "en").written
    }
    assert written == set(FIGURES[kind])
    assert {name for name in FIGURES[kind].values() if name not in (CITED, CHOSEN)} <= asserting(kind)
