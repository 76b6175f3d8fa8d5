"""A scene says which languages it has; all else asks that list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.i18n import tr
from explorer.park import load
from explorer.park.check import check
from explorer.park.find import find, offered
from explorer.park.model import SceneText
from tests.scene import swap, write_scene
from tests.small_scene import write_small_scene

TEXT = re.compile(r"\{en: (\"[^\"]*\"|'[^']*'|[^,{}]*), zh: (\"[^\"]*\"|'[^']*'|[^,{}]*)\}")


def speak(scene: Path, language: str) -> None:
    """Leave the toy scene one language: its English under another name, or its Chinese."""
    for path in scene.rglob("*.yaml"):
        text = path.read_text("utf-8")
        text = TEXT.sub(rf"{{{language}: \{2 if language == 'zh' else 1}}}", text)
        blocks = re.split(r"(?m)^(?=  (?:en|zh): >-$)", text)
        kept = [b for b in blocks if not b.startswith("  en: >-" if language == "zh" else "  zh: >-\n")]
        if len(blocks) == 3:  # the Chinese article ends where the next key begins
            tail = re.sub(r"(?s)^  zh: >-\n    [^\n]*\n", "", blocks[2])
            english, chinese = blocks[1], blocks[2].removesuffix(tail)
            kept = [
                blocks[0],
                chinese if language == "zh" else english.replace("  en:", f"  {language}:"),
                tail,
            ]
        path.write_text("".join(kept), "utf-8")
    swap(scene / "park.yaml", "id: toy\n", f"id: toy\nlanguages: [{language}]\n")


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    return write_scene(tmp_path / "toy")


@pytest.fixture(params=["en", "zh", "fr"])
def language(scene: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    speak(scene, request.param)
    yield request.param


def test_a_scene_in_one_language_alone_opens_and_is_found_in_it(scene: Path, language: str) -> None:
    park = load(scene, scene)
    assert park.languages == (language,)
    assert park.title.languages == (language,) and park.title.beside(language) == ""
    for reader in ("en", "zh", "de"):
        assert park.title[reader] == tr(park.title, reader) == park.title[language]
    assert all(hit.excerpt == "" for hit in offered(park, language) if hit.kind == "zone")
    assert find(park, park.zones["mill"].title[language], language)


def test_the_check_asks_for_no_other_language(scene: Path, language: str) -> None:
    report = check(scene, scene)
    assert [fault.as_text() for fault in report.faults if fault.weight == "error"] == []
    assert report.percent(language) == 100 and list(report.texts) == [language]
    assert f"texts {language} 100 %" in report.line("en")


def test_a_text_lacks_each_language_that_the_scene_names(scene: Path) -> None:
    swap(scene / "park.yaml", "id: toy\n", "id: toy\nlanguages: [en, zh, fr]\n")
    reported = [fault.as_text() for fault in check(scene, scene).faults]
    assert any(
        "title.fr: has no text in fr: add `fr:` here, or take fr out of `languages:`" in line
        for line in reported
    )


def test_a_text_in_a_language_that_the_scene_does_not_name_is_a_fault(scene: Path) -> None:
    swap(scene / "park.yaml", "id: toy\n", "id: toy\nlanguages: [en]\n")
    reported = [fault.as_text() for fault in check(scene, scene).faults]
    assert any(
        "title.zh: zh is none of the languages of this scene: delete it, or write `languages: [en, zh]`"
        in line
        for line in reported
    )


@pytest.mark.parametrize(
    ("languages", "remedy"),
    [("[English]", "write a code such as en, zh or pt-BR"), ("en", "write [a, b, ...]")],
)
def test_a_code_that_is_none_is_reported_and_no_text_for_it(scene: Path, languages: str, remedy: str) -> None:
    swap(scene / "park.yaml", "id: toy\n", f"id: toy\nlanguages: {languages}\n")
    (reported,) = check(scene, scene).faults
    assert "languages" in reported.as_text() and remedy in reported.as_text()


def test_a_text_is_shown_in_the_nearest_language_it_has() -> None:
    text = SceneText({"zh": "园", "en": "park"})
    assert (text["zh"], text["en"], text["de"]) == ("园", "park", "park")
    assert text.beside("zh") == "park" and text.beside("en") == "园"
    assert SceneText({"zh": "园"})["de"] == "园"
    assert text == SceneText({"zh": "园", "en": "park"}) and hash(text) == hash(
        SceneText({"zh": "园", "en": "park"})
    )


def test_a_language_without_texts_is_one_line_of_a_list(tmp_path: Path) -> None:
    scene = write_small_scene(tmp_path / "own", ("en", "fr"), 4)
    swap(scene / "park.yaml", "languages: [en, fr]", "languages: [en, fr, es]")
    report = check(scene, scene)
    assert report.texts["es"] == (0, report.errors) and report.errors > 10
    (fault,) = report.listed
    assert fault.line > 1 and f"{report.errors} texts are missing in es" in fault.as_text()
    assert "texts --export texts.xlsx --languages es" in fault.as_text()


def test_a_scene_without_a_park_lists_its_faults(tmp_path: Path) -> None:
    scene = write_small_scene(tmp_path / "own", ("en", "fr"), 2)
    (scene / "park.yaml").rename(scene / "park.yml")
    report = check(scene, scene)
    assert report.errors and report.listed == report.faults
