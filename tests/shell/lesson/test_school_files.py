"""Questions and tasks for a school's system say what the scene says, in three formats, for any scene and language."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest

from explorer.base.bootstrap import ROOT
from explorer.cli.scene import ASSETS
from explorer.park import load
from explorer.park.model import Park
from explorer.shell.lesson.school_files import QTI, items_of, school_file
from explorer.visit.lesson.model_values import SEEDS, Values, model_values

from ..picture import real_park

PUMPS = load(ROOT / "scenes" / "pumps", ASSETS, light_later=True)
CASES = [(real_park(), "en"), (real_park(), "zh"), (PUMPS, "de")]
IN_QTI = {"q": QTI}


@pytest.fixture(params=CASES, ids=["en", "zh", "pumps-de"])
def case(request: pytest.FixtureRequest) -> tuple[Park, str]:
    return request.param  # type: ignore[no-any-return]


def values(park: Park) -> Values:
    """The runs of the pumps are quick; tasks of the other scene go without."""
    return model_values(park, park.tours["lesson"]) if park is PUMPS else {}


def written(suffix: str, park: Park, language: str) -> bytes:
    return school_file(suffix, park, park.tours["lesson"], language, values(park))


def read(element: Element, path: str) -> str:
    """The words of an element that holds HTML."""
    return unescape(re.sub(r"</?p>", "", element.findtext(path, namespaces=IN_QTI) or ""))


def expected(park: Park, language: str) -> dict[str, tuple[str, list[str], str, str]]:
    """Of each question: its words, options, the right option and the explanation, from the scene itself."""
    return {
        id: (
            one.question[language],
            [option[language] for option in one.options],
            one.options[one.right - 1][language],
            one.explanation[language],
        )
        for id, one in park.quiz.items()
    }


def tasks(park: Park, language: str) -> list[str]:
    return [stop.card.students_do[language] for stop in park.tours["lesson"].stops if stop.card]


def test_moodle_gets_every_question_and_task(case: tuple[Park, str]) -> None:
    park, language = case
    root = fromstring(written(".xml", park, language))
    found = {}
    for question in root.findall("question[@type='multichoice']"):
        answers = question.findall("answer")
        right = [read(a, "text") for a in answers if a.get("fraction") == "100"]
        assert len(right) == 1
        assert {a.get("fraction") for a in answers} == {"0", "100"}
        assert question.findtext("single") == "true"
        options = [read(a, "text") for a in answers]
        found[question.findtext("idnumber")] = (
            read(question, "questiontext/text"), options, right[0], read(question, "generalfeedback/text"),
        )  # fmt: skip
    assert found == expected(park, language)
    essays = root.findall("question[@type='essay']")
    assert [read(essay, "questiontext/text") for essay in essays] == tasks(park, language)
    ids = [question.findtext("idnumber") for question in root.findall("question[idnumber]")]
    assert len(set(ids)) == len(ids)
    categories = [one.findtext("category/text") for one in root.findall("question[@type='category']")]
    assert all(category.startswith("$course$/top/") for category in categories if category)


def test_a_task_tells_who_marks_it_what_the_model_gives() -> None:
    root = fromstring(written(".xml", PUMPS, "de"))
    notes = [read(essay, "graderinfo/text") for essay in root.findall("question[@type='essay']")]
    spread = values(PUMPS)["fit"][0]["yield"]
    assert len(SEEDS) > 1
    assert spread.low < spread.high
    assert f"{spread.median:.1f}".replace(".", ",") in notes[-1]
    assert "–" in notes[-1]


def test_qti_is_a_package_whose_manifest_names_a_test(case: tuple[Park, str]) -> None:
    park, language = case
    packed = ZipFile(BytesIO(written(".zip", park, language)))
    manifest = fromstring(packed.read("imsmanifest.xml"))
    resource = manifest.find(".//{*}resource")
    assert resource is not None
    assert resource.get("type") == "imsqti_xmlv1p2"
    root = fromstring(packed.read(resource.get("href") or ""))
    found, essays = {}, []
    for item in root.iterfind(".//q:item", IN_QTI):
        words = read(item, "q:presentation/q:material/q:mattext")
        linked = [one.get("linkrefid") for one in item.iterfind(".//q:displayfeedback", IN_QTI)]
        feedback_ids = [
            one.get("ident") for one in item.iterfind("q:itemfeedback", IN_QTI) if one.get("view") is None
        ]
        assert linked == feedback_ids
        labels = item.findall(".//q:render_choice/q:response_label", IN_QTI)
        if not labels:
            essays.append(words)
            continue
        options = {label.get("ident"): read(label, "q:material/q:mattext") for label in labels}
        (right,) = [one.text for one in item.iterfind(".//q:varequal", IN_QTI)]
        explanation = read(item, "q:itemfeedback/q:flow_mat/q:material/q:mattext")
        found[(item.get("ident") or "")[2:]] = (words, list(options.values()), options[right], explanation)
    assert found == expected(park, language)
    assert essays == tasks(park, language)


def test_the_same_lesson_gives_the_same_package() -> None:
    assert written(".zip", PUMPS, "de") == written(".zip", PUMPS, "de")


def test_gift_keeps_its_own_signs_apart_from_the_words(case: tuple[Park, str]) -> None:
    park, language = case
    text = written(".gift", park, language).decode()
    found = []
    for block in text.split("\n\n"):
        body = "\n".join(line for line in block.splitlines() if not line.startswith(("//", "$")))
        match = re.fullmatch(
            r"::(?:\\.|[^:\\])+::\[plain\]((?:\\.|[^{\\])+) \{\n((?:  [=~].*\n)+)  ####(.*)\n\}\s*", body
        )
        if match:
            options = [line[3:] for line in match[2].splitlines()]
            (right,) = [line[3:] for line in match[2].splitlines() if line[2] == "="]
            plain = [re.sub(r"\\(.)", r"\1", words) for words in (match[1], right, match[3])]
            options = [re.sub(r"\\(.)", r"\1", option) for option in options]
            found.append((plain[0], options, plain[1], plain[2]))
    by_question = {words: rest for words, *rest in expected(park, language).values()}
    assert {words: list(rest) for words, *rest in found} == by_question
    assert text.count(" {}") == len(tasks(park, language))


def test_words_with_signs_of_a_format_arrive_as_they_are() -> None:
    park = PUMPS
    asked = park.quiz["which-wheel"]
    strange = {"de": "Ist {2} < 3 ~ 1 = #1: \\ & „ja“?", "en": "Is {2} < 3 ~ 1 = #1: \\ & “yes”?"}
    other = asked.model_copy(update={"question": type(asked.question)(strange)})
    changed = park.model_copy(update={"quiz": {**park.quiz, "which-wheel": other}})
    lesson = park.tours["lesson"]
    root = fromstring(school_file(".xml", changed, lesson, "de", {}))
    assert read(root.findall("question[@type='multichoice']")[0], "questiontext/text") == strange["de"]
    gift = school_file(".gift", changed, lesson, "de", {}).decode()
    assert "Ist \\{2\\} < 3 \\~ 1 \\= \\#1\\: \\\\ & „ja“?" in gift


def test_questions_of_the_lesson_come_first_and_the_others_are_filed_apart() -> None:
    lesson = PUMPS.tours["lesson"]
    items = items_of(PUMPS, lesson, "de", {})
    groups = list(dict.fromkeys(item.group for item in items))
    assert groups[0] == lesson.title["de"]
    own = [item.id for item in items if item.options and item.group == groups[0]]
    assert tuple(own) == lesson.questions
