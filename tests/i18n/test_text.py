"""A text is English in the code and shows itself in the language that is asked for."""

from __future__ import annotations

import gettext

import pytest
from babel import Locale

from explorer.i18n import (
    COLON,
    LIST_SEPARATOR,
    Listed,
    Text,
    Verbatim,
    add_catalogue,
    first_language,
    is_cjk,
    language_named,
    languages,
    name_of,
    nearest_language,
    next_language,
    number_text,
    remove_catalogue,
    tr,
)
from explorer.i18n.text import NUMBER_SIGNS


def test_a_text_is_shown_in_the_language_that_is_asked_for() -> None:
    text = Text("Break the sensor")
    assert (tr(text, "en"), tr(text, "zh"), str(text)) == (
        "Break the sensor",
        "弄坏传感器",
        "Break the sensor",
    )


def test_a_language_without_a_catalogue_is_shown_in_english() -> None:
    assert tr(Text("Break the sensor"), "tlh") == "Break the sensor"


def test_values_are_formatted_when_the_text_is_shown() -> None:
    text = Text("Station {number}", number=3)
    assert (tr(text, "en"), tr(text, "zh")) == ("Station 3", "3号工位")
    assert tr(Text("Station {number}"), "en", number=4) == "Station 4"
    assert Text("Station {number}").having(number=3) == text


def test_a_value_may_be_a_text_and_is_shown_in_the_same_language() -> None:
    text = Text("{how} ({why})", how=Text("Break the sensor"), why=Verbatim("x"))
    assert tr(text, "zh") == "弄坏传感器（x）"


@pytest.mark.parametrize(("count", "english"), [(0, "0 parts"), (1, "1 part"), (2, "2 parts")])
def test_the_number_decides_the_form(count: int, english: str) -> None:
    text = Text("{count} part", "{count} parts", count=count)
    assert tr(text, "en") == english
    assert tr(text, "zh") == f"{count}件"


def test_one_english_word_may_mean_two_things() -> None:
    assert tr(Text("Enter"), "zh") != tr(Text("Enter", context="number pad"), "zh")


def test_a_text_without_values_may_hold_braces() -> None:
    assert tr(Text("{stays} as it is"), "en") == "{stays} as it is"
    assert tr(Text(""), "zh") == ""


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        tr(Text("{count} of {whole}", count=1), "en")


def test_a_list_is_put_together_in_the_way_of_the_language() -> None:
    listed = Listed(("a", Text("Break the sensor")), LIST_SEPARATOR)
    assert (tr(listed, "en"), tr(listed, "zh")) == ("a, Break the sensor", "a、弄坏传感器")
    assert (tr(COLON, "en"), tr(COLON, "zh")) == (": ", "：")


def test_numbers_have_the_signs_of_the_language() -> None:
    assert number_text(12345.5, ",.1f", "en") == number_text(12345.5, ",.1f", "zh") == "12,345.5"
    assert number_text(12345.5, ",.1f", "de") == "12.345,5"
    assert tr(Text("{gap:.1f} m", gap=1.5), "de") == "1,5 m"
    assert tr(Text("{gap:,} m", gap=12000), "de") == "12.000 m"


def test_languages_name_themselves_and_each_other() -> None:
    assert set(languages()) >= {"en", "zh", "de"} and languages()[0] == "en"
    assert [name_of(language) for language in ("en", "zh", "de")] == ["English", "中文", "Deutsch"]
    german = language_named("de")
    assert not isinstance(german, str) and tr(german, "en") == "German"
    assert language_named("tlh") == name_of("tlh") == "tlh"
    assert is_cjk("zh") and is_cjk("ja") and not is_cjk("de")


def test_a_scene_begins_in_the_language_wanted_or_in_its_first() -> None:
    there = ("fr", "pt-BR", "en")
    assert [first_language(wanted, there) for wanted in ("en", "pt", "pt-PT", "zh")] == [
        "en",
        "pt-BR",
        "pt-BR",
        "fr",
    ]


def test_languages_follow_each_other_in_a_round() -> None:
    assert next_language("en", ("en", "zh")) == "zh" and next_language("zh", ("en", "zh")) == "en"
    assert next_language("de", ("zh", "en")) == "zh" and next_language("fr", ("fr",)) == "fr"
    assert nearest_language("zh", ("en", "zh")) == "zh"
    assert nearest_language("de", ("zh", "en")) == "en" and nearest_language("de", ("zh",)) == "zh"


def test_a_language_can_be_made_in_memory() -> None:
    class Loud(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    add_catalogue("loud", Loud())
    try:
        assert "loud" in languages()
        assert tr(Text("Break the sensor"), "loud") == "BREAK THE SENSOR"
    finally:
        remove_catalogue("loud")
    assert "loud" not in languages()


@pytest.mark.parametrize("language", languages())
def test_numbers_have_the_signs_of_cldr(language: str) -> None:
    symbols = Locale.parse(language).number_symbols["latn"]
    assert tr(NUMBER_SIGNS, language) == symbols["decimal"] + symbols["group"]
