"""Chinese is found by pinyin and by initials, typing errors by what was probably meant."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.park import LANGUAGES, Language, Park, load
from explorer.park.find import find, popular, spells, suggested


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "found"),
    [("zhengceguangchang", "plaza"), ("zcgc", "plaza"), ("hgmg", "rules"), ("quyu", None), ("szls", None)],
)
def test_pinyin_and_initials_find_chinese_names(
    park: Park, typed: str, found: str | None, language: Language
) -> None:
    hits = find(park, typed, language)
    if found is not None:
        assert hits[0].kind == "zone" and hits[0].id == found


def test_words_that_are_found_are_not_read_as_pinyin(park: Park) -> None:
    assert find(park, "data", "en")[0].id == "data"
    assert spells("data", "数据流通") is None


@pytest.mark.parametrize(
    ("typed", "text", "at"),
    [
        ("wuxian", "无线局域网", 0), ("wx", "无线局域网", 0), ("juyu", "无线局域网", 2), ("wuxianju", "无线局域网", 0),
        ("wuxianj", "无线局域网", 0), ("w", "无线局域网", None), ("uxian", "无线局域网", None), ("12", "无线", None),
        ("lv", "绿色", 0), ("lvse", "绿色", 0),
    ],
)  # fmt: skip
def test_syllables_are_whole_but_for_the_last(typed: str, text: str, at: int | None) -> None:
    assert spells(typed, text) == at


@pytest.mark.parametrize(("typed", "meant"), [("blockchian", "blockchain"), ("facotry", "Factory")])
def test_a_typing_error_suggests_what_was_meant(park: Park, typed: str, meant: str) -> None:
    assert not find(park, typed, "en")
    assert suggested(park, typed) == meant and find(park, meant, "en")


def test_nothing_is_suggested_for_what_is_like_nothing(park: Park) -> None:
    assert suggested(park, "xyzzyq") is None and suggested(park, "q") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_ways_in_for_one_who_knows_no_word(park: Park, language: Language) -> None:
    assert [(hit.kind, hit.id) for hit in popular(park, language)] == [
        ("tour", "show"), ("tour", "thread"), ("zone", "line"),
    ]  # fmt: skip
    assert [hit.kind for hit in popular(park, language, tours=())] == ["zone"] * 3


def test_the_dictionary_of_pinyin_is_dropped_again_and_not_asked_twice(
    park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find(park, "zcgc", "en")
    assert not [name for name in sys.modules if name.startswith("pypinyin")], "it takes 55 MB"
    monkeypatch.setitem(sys.modules, "pypinyin", None)  # whoever asks for it fails
    assert find(park, "hgmg", "zh")[0].id == "rules" and not find(park, "qqqzzz", "en")
