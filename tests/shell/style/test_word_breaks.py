"""No line of Chinese ends within a word or a number, or holds one character alone."""

from __future__ import annotations

import re

import pytest
from pytestqt.qtbot import QtBot

from explorer.shell.style import fonts
from explorer.shell.style.fonts import WORD_JOINER, joints, kept_together, spaced
from explorer.shell.style.theme import Theme
from explorer.shell.style.word_breaks import knows_words, word_ends
from explorer.shell.widgets import Prose

from ..picture import real_park

HAN = re.compile(r"[\u3400-\u9fff]")


def test_this_system_knows_chinese_words() -> None:
    assert knows_words(), "Qt brings ICU along"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("占据更有利的位置", "位置"),
        ("一根主干、五条大枝、十四片叶盘", "十四片"),
        ("再看看简报之外，最后播放年份", "播放"),
        ("正在加速发展", "加速"),
        ("没有处处最好的网络：距离、排队和服务器的位置", "服务器"),
        ("公差 0.05 毫米，造二十万台泵，有多少不合格？", "二十万台"),
        ("行动计划要用元宇宙赋能制造业", "元宇宙"),
    ],
)
def test_words_that_were_cut_stay_whole(text: str, whole: str) -> None:
    assert WORD_JOINER.join(whole) in kept_together(spaced(text))


def test_a_range_and_its_measure_word_stay_whole() -> None:
    shown = kept_together(spaced("打造3—5个集聚区"))
    assert f"3{WORD_JOINER}—{WORD_JOINER}5" in shown and "5\u00a0个" in shown


def test_a_short_clause_and_the_word_that_closes_it_stay_whole() -> None:
    text = "只有一个中心时，赢得一家就赢得全部；各自决定时，赢得一家。"
    fixed = joints(text)
    clause = text.index("各自决定时")
    assert {*range(clause + 1, clause + 5), text.index("时，")} <= fixed
    assert clause not in fixed and text.index("中心") not in fixed, "a line may still end before it"


def test_an_option_of_the_program_is_not_cut_at_its_hyphens() -> None:
    shown = spaced("shown by copy (chosen with --less-motion) - at once")
    assert f"(chosen with -{WORD_JOINER}-{WORD_JOINER}less-{WORD_JOINER}motion) - at once" in shown


def test_no_last_line_is_one_character() -> None:
    text = "看一看。"
    assert text.index("看。") in joints(text)
    assert not joints("A line in English")


def test_terms_of_the_glossary_are_not_cut_where_they_are_one_word() -> None:
    known = {"元宇宙", "孪生", "区块链", "产线", "算力"}
    for term in real_park().glossary.values():
        words = term.term["zh"]
        for word in known:
            if word in words:
                at = words.index(word)
                assert not set(range(at + 1, at + len(word))) & word_ends(words), words


@pytest.mark.parametrize("width_px", [180, 240, 318, 400])
def test_lines_of_the_park_end_between_words(qtbot: QtBot, width_px: int) -> None:
    fonts.load()
    theme = Theme(language="zh")
    for zone in real_park().zones.values():
        prose = Prose(theme, zone.lead["zh"])
        qtbot.addWidget(prose)
        prose.resize(width_px, prose.heightForWidth(width_px))
        lines = [line.replace(WORD_JOINER, "") for line in prose.lines()]
        text, at = "".join(lines), 0
        ends = word_ends(text)
        for line in lines[:-1]:
            at += len(line)
            inside = HAN.match(text[at - 1]) and HAN.match(text[at]) and at not in ends
            assert not inside, (lines, text[at - 2 : at + 2])
        assert len(lines) == 1 or len(lines[-1].strip("。！？” ")) > 1, lines
