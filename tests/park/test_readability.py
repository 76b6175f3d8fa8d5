"""The texts of a lesson can be read by fourteen-year-olds, by a measure for each language; `check` names those that cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.cli.scene import ASSETS
from explorer.park.checks.readability import (
    GRADE,
    LONGEST_CJK,
    card_text,
    check_readability,
    difficulty,
    is_hard,
    question_text,
    syllables,
)
from explorer.park.load import read
from explorer.park.model import Park
from explorer.shell.lesson.handout import Handout, terms_of
from explorer.visit.lesson.state import Lesson

SCENES = ("metaverse", "pumps")
HARD = {
    "en": "Notwithstanding considerable methodological heterogeneity, interdisciplinary institutionalisation "
    "necessitates comprehensive organisational transformation.",
    "de": "Die Wirtschaftlichkeitsbetrachtung berücksichtigt Energiekostensteigerungen, Instandhaltungsaufwendungen "
    "sowie Abschreibungszeiträume unterschiedlicher Pumpenanlagen.",
    "zh": "在充分考虑各类不确定因素及其相互之间复杂的非线性耦合关系的前提条件之下对该系统的整体运行状态作出全面客观而准确的评估",
}


def park_of(folder: Path) -> Park:
    reading = read(folder, ASSETS)
    assert reading.park is not None
    return reading.park


def lesson_texts(park: Park, language: str) -> dict[str, str]:
    """All that pupils read on the sheets of the lessons of a park."""
    found = {}
    for tour in park.tours.values():
        if tour.kind == "lesson":
            found |= {s.id: card_text(s.card, language) for s in tour.stops if s.card is not None}
            found |= {id: question_text(park.quiz[id], language) for id in tour.questions}
            found |= dict(terms_of(Handout(park, tour, language, Lesson(tour), {})))
    return found


@pytest.mark.parametrize("scene", SCENES)
def test_every_text_of_the_shipped_lessons_can_be_read_at_fourteen(scene: str) -> None:
    park = park_of(ROOT / "scenes" / scene)
    for language in park.languages:
        texts = lesson_texts(park, language)
        hard = {name: difficulty(text, language) for name, text in texts.items() if is_hard(text, language)}
        assert len(texts) > 6 and not hard, language


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("table", "en", 2), ("makes", "en", 1), ("people", "en", 2), ("created", "en", 2), ("wheel", "en", 1),
        ("technology", "en", 4), ("Wirkungsgrad", "de", 3), ("Stationen", "de", 4), ("neue", "de", 2),
        ("Mauer", "de", 2), ("Hm", "de", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, language: str, count: int) -> None:
    assert syllables(word, language) == count


def test_the_measures_are_those_published() -> None:
    """By hand: ten words of one syllable in two sentences; 0.39 * 5 + 11.8 * 1 - 15.59."""
    assert difficulty("The cat sat on mats. The dog ran to me.", "en") == pytest.approx(
        0.39 * 5 + 11.8 - 15.59
    )
    german = "Der Hund lief schnell. Die Katze schlief."  # 7 words, 2 sentences, 2 long (schnell, schlief), 6 of one syllable
    expected = 0.1935 * 0 + 0.1672 * 3.5 + 0.1297 * 100 * 2 / 7 - 0.0327 * 100 * 6 / 7 - 0.875
    assert difficulty(german, "de") == pytest.approx(expected)
    assert difficulty("今天很热。我们去海边。", "zh") == pytest.approx(4.5)
    assert difficulty("Bonjour tout le monde.", "fr") is None


@pytest.mark.parametrize("language", HARD)
def test_a_hard_text_is_measured_as_hard(language: str) -> None:
    assert is_hard(HARD[language], language)
    assert (difficulty(HARD[language], language) or 0) > (LONGEST_CJK if language == "zh" else GRADE)


def test_check_names_a_card_that_is_hard_to_read(tmp_path: Path) -> None:
    scene = tmp_path / "park"
    shutil.copytree(ROOT / "scenes" / "pumps", scene)
    assert warned(scene) == []
    lesson = scene / "tours" / "lesson.yaml"
    text = lesson.read_text("utf-8")
    task = "Stellt die Menge auf 40 m³/h und schreibt für jedes Rad Höhe und Wirkungsgrad auf."
    assert task in text
    lesson.write_text(text.replace(task, HARD["de"] * 2), "utf-8")
    (line,) = warned(scene)
    assert "lesson.yaml" in line and "hard to read in de" in line and "shorter sentences" in line


def warned(scene: Path) -> list[str]:
    reading = read(scene, ASSETS)
    assert reading.park is not None
    check_readability(reading, reading.park)
    return [fault.as_text() for fault in reading.faults if "read" in fault.as_text()]
