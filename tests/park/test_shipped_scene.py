"""What the shipped scene promises beyond its schema: fair questions, sources as strong as they are called, plain YAML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from explorer.base.bootstrap import ROOT
from explorer.exhibits.asked import words_of
from explorer.exhibits.kinds import KINDS
from explorer.i18n import tr
from explorer.park import LANGUAGES, Language, Park, load

SCENE = ROOT / "scenes" / "metaverse"
FILES = sorted(SCENE.rglob("*.yaml"))
OFFICIAL = (
    ".gov.cn",
    "bsigroup.com",
    "datatracker.ietf.org",
    "iec.ch",
    "ieee.org",
    "iso.org",
    "itu.int",
    "zju.edu.cn",
)
"""Sites of authorities, of standards bodies, and of the institution that a fact is about."""


@cache
def park() -> Park:
    return load(SCENE, ROOT / "assets")


@pytest.mark.parametrize("pick", [max, min], ids=["longest", "shortest"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_length_of_an_answer_does_not_give_it_away(
    language: Language, pick: Callable[[Iterable[int]], int]
) -> None:
    right, by_chance = 0.0, 0.0
    for question in park().quiz.values():
        lengths = [len(option[language]) for option in question.options]
        picked = [at for at, length in enumerate(lengths, 1) if length == pick(lengths)]
        right += (question.right in picked) / len(picked)
        by_chance += 1 / len(lengths)
    assert right <= by_chance + 1


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_file_reads_the_same_with_and_without_libyaml(path: Path) -> None:
    text = path.read_text("utf-8")
    assert yaml.load(text, yaml.SafeLoader) == yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def test_a_fact_is_called_official_where_its_source_is() -> None:
    facts = [fact for zone in park().zones.values() for fact in zone.beyond]
    called = {fact.source for fact in facts if fact.certainty == "A"}
    hosts = {name: urlsplit(park().sources[name].url).hostname or "" for name in called}
    assert called
    assert not {name for name, host in hosts.items() if not f".{host}".endswith(OFFICIAL)}


def test_chinese_rules_are_not_quoted_from_newspapers_abroad() -> None:
    quoted = {fact.source for fact in park().zones["rules"].beyond}
    hosts = {urlsplit(park().sources[name].url).hostname for name in quoted}
    assert not hosts & {"udn.com", "www.hk01.com", "news.mingpao.com", "www.etnet.com.hk"}


def test_no_chinese_phrase_is_put_into_the_mouth_of_the_briefing() -> None:
    for path in SCENE.glob("*.yaml"):
        assert "零实物" not in path.read_text("utf-8"), path.name


def test_the_park_says_that_the_plan_has_ended() -> None:
    notice = park().notice
    assert "31 December 2025" in tr(notice, "en")
    assert "2025年12月31日" in tr(notice, "zh")


def test_a_task_in_class_names_buttons_and_dials_as_they_are_labelled() -> None:
    quoted = 0
    for stop in park().tours["lesson"].stops:
        exhibit = park().zones[stop.zone or ""].exhibit
        assert stop.card is not None
        assert exhibit is not None
        kind = KINDS[exhibit.kind]
        labels = [action.label for action in kind.actions]
        labels += [words_of(field, "label") for field in kind.model_fields.values()]
        for language in LANGUAGES:
            names = re.findall("“(.+?)”", stop.card.students_do[language])
            assert set(names) <= {tr(label, language) for label in labels}, stop.id
            quoted += len(names)
    assert quoted >= 14
