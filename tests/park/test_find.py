"""Finding things says what is found, and in which order."""

from __future__ import annotations

import pytest

from explorer.i18n import tr
from explorer.park.answers import answers
from explorer.park.find import MOST, find, offered, read_aloud
from explorer.park.model import Language, Park
from tests.cost import SLACK, calls, yardsticks
from tests.shell.picture import real_park


@pytest.fixture(scope="module")
def park() -> Park:
    return real_park()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_zone_is_first_for_its_number_and_for_its_title(park: Park, language: Language) -> None:
    for zone in park.zones.values():
        for words in (
            str(zone.number),
            tr(zone.title, "en"),
            tr(zone.title, "zh"),
            tr(zone.title, "en").upper(),
        ):
            first = find(park, words, language)[0]
            assert (first.kind, first.id) == ("zone", zone.id), words
            assert first.title == zone.title[language]


def test_titles_come_before_texts(park: Park) -> None:
    ranks = [hit.rank for hit in find(park, "data", "en")]
    assert ranks == sorted(ranks)
    assert ranks[0] < ranks[-1]


def test_all_words_have_to_be_there_in_any_order(park: Park) -> None:
    once, other = find(park, "exchange data", "en"), find(park, "Data Exchange", "en")
    assert "data" in {hit.id for hit in once if hit.kind == "zone"}
    assert {hit.id for hit in once} == {hit.id for hit in other}
    assert find(park, "data zzzz", "en") == []


def test_both_languages_are_searched_and_answered_in_ones_own(park: Park) -> None:
    hit = find(park, "数据流通中心", "en")[0]
    assert (hit.id, hit.title, hit.excerpt) == ("data", "Data Exchange", "数据流通中心")


def test_a_statement_is_found_by_its_number_and_says_where_it_is_reported(park: Park) -> None:
    hit = find(park, "c74", "en")[0]
    assert (hit.kind, hit.id, hit.zone) == ("claim", "C74", park.claims["C74"].zone)


def test_every_statement_fact_and_term_is_found_by_its_own_words(park: Park) -> None:
    for claim in park.claims.values():
        assert claim.id in {hit.id for hit in find(park, tr(claim.text, "en"), "en")}
    for term in park.glossary.values():
        assert find(park, tr(term.term, "zh"), "zh")[0].title == tr(term.term, "zh")
    for zone in park.zones.values():
        for fact in zone.beyond:
            assert fact.id in {hit.id for hit in find(park, tr(fact.text, "zh"), "zh")}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_tour_is_found_by_its_title_and_by_what_it_is_about(park: Park, language: Language) -> None:
    for tour in park.tours.values():
        for words in (tr(tour.title, "en"), tr(tour.title, "zh")):
            first = find(park, words, language)[0]
            assert (first.kind, first.id, first.tour, first.title) == (
                "tour", tour.id, tour.id, tour.title[language],
            )  # fmt: skip
        reported = [hit for hit in find(park, tour.lead[language], language) if hit.kind == "tour"]
        assert [hit.id for hit in reported] == [tour.id]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_stop_is_found_by_its_caption_and_says_which_one_it_is(park: Park, language: Language) -> None:
    for tour in park.tours.values():
        for number, stop in enumerate(tour.stops):
            words = stop.caption[language]
            hit = next(hit for hit in find(park, words, language) if hit.id == f"{tour.id}/{stop.id}")
            assert (hit.kind, hit.tour, hit.stop, hit.zone) == ("stop", tour.id, number, stop.zone)
            assert "\n" not in hit.title
            assert language == "en" or " " not in hit.title


def test_tours_that_cannot_be_begun_are_not_found(park: Park) -> None:
    words = tr(park.tours["show"].title, "en")
    assert {hit.tour for hit in find(park, words, "en", tours=("lesson",))} <= {None, "lesson"}
    assert not [hit for hit in find(park, words, "en", tours=()) if hit.tour]
    assert not [answer for answer in answers(park, words, "en") if answer.title == words]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_that_has_a_name_is_offered_tours_first_and_zones_by_their_numbers(
    park: Park, language: Language
) -> None:
    hits = offered(park, language)
    assert [hit.id for hit in hits[:4]] == ["show", "thread", "talk", "lesson"]
    assert [hit.id for hit in hits[4:24]] == sorted(park.zones, key=lambda id: park.zones[id].number)
    assert {hit.id for hit in hits if hit.kind == "term"} == set(park.glossary)
    assert {hit.id for hit in hits if hit.kind == "district"} == {d.id for d in park.districts}
    assert all(hit.title and hit.excerpt for hit in hits)
    assert [hit.tour for hit in offered(park, language, tours=("talk",)) if hit.tour] == ["talk"]


def test_nothing_asked_nothing_found(park: Park) -> None:
    assert find(park, "  ", "en") == []
    assert find(park, "", "zh") == []


def test_full_width_digits_are_digits(park: Park) -> None:
    assert find(park, "１４", "zh")[0].id == next(z.id for z in park.zones.values() if z.number == 14)


def test_nothing_is_found_twice_and_not_too_much(park: Park) -> None:
    hits = find(park, "e", "en")
    assert len(hits) == len({(hit.kind, hit.id) for hit in hits}) == MOST


def test_an_excerpt_holds_the_word_and_no_marks(park: Park) -> None:
    for hit in find(park, "blockchain", "en"):
        if hit.kind == "article":
            assert "blockchain" in hit.excerpt.casefold()
            assert "[[" not in hit.excerpt
    assert read_aloud("a [[b-c|word]] and **more**") == "a word and more"


@pytest.mark.parametrize("words", ["da", "data", "e", "数据"])
def test_a_key_is_answered_within_five_yardsticks(park: Park, words: str) -> None:
    """Each is a millisecond on the machine where the limit was set; what is looked through is read once."""
    find(park, "warm", "en")
    assert yardsticks(lambda: find(park, words, "en"), 20) < 5 * SLACK
    assert calls(lambda: find(park, words, "en")) < 40_000
