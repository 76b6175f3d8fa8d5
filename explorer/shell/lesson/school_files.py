"""The questions and tasks of a lesson as files for a school's own system. No widgets.

Moodle XML keeps everything: explanations, tags, and what the model gives as a note for who marks a task. QTI 1.2 is read by
Canvas, ILIAS, OLAT and others. GIFT is plain text that a teacher can edit; it has no place for the note, which becomes a
comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ...base.atomic_file import write_bytes
from ...i18n import Text, html_tag, tr
from ...park.model import Language, Park
from ...park.tour import Stop, Tour, one_line
from ...visit.lesson.model_values import Values
from ..widgets import plain
from .task_table import model_results

QTI, PACKAGE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2", "http://www.imsglobal.org/xsd/imscp_v1p1"
SPECIAL = re.compile(r"([~=#{}:\\])")
"""Characters with a meaning in GIFT."""
ANSWER_LINES = 10


@dataclass(frozen=True, slots=True)
class Item:
    """A question with options, or a task that is answered in writing."""

    id: str
    group: str  # heading under which it is filed
    title: str
    text: str
    # options, right: number of the right option, from 1; a task has none
    options: tuple[str, ...] = ()
    right: int = 0
    explanation: str = ""  # for pupils, after their answer
    marking: str = ""  # for who marks a task: what the model gives
    tags: tuple[str, ...] = ()


def items_of(park: Park, tour: Tour, language: Language, values: Values) -> tuple[Item, ...]:
    """The questions of a lesson, its tasks, then the other questions of the park.

    Parameters
    ----------
    values : the model's results for the tasks.
    """
    lesson = tour.title[language]
    made = [
        _question(park, id, f"{number:02d}", lesson, language) for number, id in enumerate(tour.questions, 1)
    ]
    for number, stop in enumerate(tour.stops, 1):
        if stop.card is not None:
            made.append(_task(park, stop, number, lesson, language, values))
    others = [id for id in park.quiz if id not in tour.questions]
    more = tr(Text("More questions"), language)
    made += [_question(park, id, f"{number:02d}", more, language) for number, id in enumerate(others, 1)]
    return tuple(made)


def _question(park: Park, id: str, number: str, group: str, language: Language) -> Item:
    question = park.quiz[id]
    zones = tuple(park.zones[zone].title[language] for zone in question.zones)
    return Item(
        id,
        group,
        f"{number} {zones[0]}",
        plain(question.question[language]),
        tuple(plain(option[language]) for option in question.options),
        question.right,
        plain(question.explanation[language]),
        tags=zones,
    )


def _task(park: Park, stop: Stop, number: int, group: str, language: Language, values: Values) -> Item:
    assert stop.card is not None
    title = one_line(park.title_of(stop)[language], language)
    marking = plain(model_results(park, stop, values.get(stop.id, ()), language))
    words = tr(Text("Task {number}"), language, number=number)
    tags = () if stop.zone is None else (park.zones[stop.zone].title[language],)
    text = plain(stop.card.students_do[language])
    return Item(f"task-{stop.id}", group, f"{words} {title}", text, marking=marking, tags=tags)


def school_file(suffix: str, park: Park, tour: Tour, language: Language, values: Values) -> bytes:
    """The questions and tasks of a lesson in the format of a file's suffix."""
    items = items_of(park, tour, language, values)
    if suffix == ".gift":
        return gift(park.title[language], items).encode()
    if suffix == ".zip":
        return qti(tour.title[language], items, language)
    return moodle_xml(park.title[language], items)


def write_school_file(path: Path, park: Park, tour: Tour, language: Language, values: Values) -> None:
    """Write the questions and tasks of a lesson; the suffix chooses the format. Raises OSError."""
    write_bytes(path, school_file(path.suffix.lower(), park, tour, language, values))


def _category(*names: str) -> str:
    """Path of a category of a course in Moodle; a slash inside a name is doubled."""
    return "/".join(("$course$", "top", *(name.replace("/", "//") for name in names)))


def _xml(root: Element) -> bytes:
    indent(root)
    data: bytes = tostring(root, "utf-8", xml_declaration=True)
    return data


def _add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = text
    return element


# ---- Moodle XML


def moodle_xml(park: str, items: tuple[Item, ...]) -> bytes:
    """Questions for the question bank of Moodle, filed under the name of the park."""
    root = Element("quiz")
    for group, members in groupby(items, lambda item: item.group):
        _text(_add(root, "question", type="category"), "category", _category(park, group))
        for item in members:
            _moodle_question(root, item)
    return _xml(root)


def _moodle_question(root: Element, item: Item) -> None:
    question = _add(root, "question", type="multichoice" if item.options else "essay")
    _text(question, "name", item.title)
    _rich(question, "questiontext", item.text)
    _rich(question, "generalfeedback", item.explanation)
    _add(question, "defaultgrade", "1")
    _add(question, "penalty", "0.3333333" if item.options else "0")
    _add(question, "hidden", "0")
    _add(question, "idnumber", item.id)
    if item.options:
        _add(question, "single", "true")
        _add(question, "shuffleanswers", "true")
        _add(question, "answernumbering", "ABCD")
        for number, option in enumerate(item.options, 1):
            answer = _rich(question, "answer", option, fraction="100" if number == item.right else "0")
            _rich(answer, "feedback", "")
    else:
        _add(question, "responseformat", "editor")
        _add(question, "responserequired", "1")
        _add(question, "responsefieldlines", str(ANSWER_LINES))
        _add(question, "attachments", "0")
        _rich(question, "graderinfo", item.marking)
        _rich(question, "responsetemplate", "")
    if item.tags:
        tags = _add(question, "tags")
        for tag in item.tags:
            _text(tags, "tag", tag)


def _text(parent: Element, tag: str, text: str) -> None:
    _add(_add(parent, tag), "text", text)


def _rich(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    """An element whose text is HTML."""
    element = _add(parent, tag, format="html", **attributes)
    _add(element, "text", _html(text))
    return element


def _html(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if text else ""


# ---- GIFT


def gift(park: str, items: tuple[Item, ...]) -> str:
    """Questions as plain text, in Moodle's GIFT."""
    blocks: list[str] = []
    for group, members in groupby(items, lambda item: item.group):
        blocks.append(f"$CATEGORY: {_category(park, group)}")
        blocks += ("\n".join(_gift_lines(item)) for item in members)
    return "\n\n".join(blocks) + "\n"


def _gift_lines(item: Item) -> Iterator[str]:
    if item.marking:
        yield f"// {' '.join(item.marking.split())}"
    head = f"::{_escaped(item.title)}::[plain]{_escaped(item.text)}"
    if not item.options:
        yield f"{head} {{}}"
        return
    yield f"{head} {{"
    for number, option in enumerate(item.options, 1):
        yield f"  {'=' if number == item.right else '~'}{_escaped(option)}"
    yield f"  ####{_escaped(item.explanation)}"
    yield "}"


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


# ---- QTI 1.2


def qti(title: str, items: tuple[Item, ...], language: Language) -> bytes:
    """A package with one test: its questions and tasks in QTI 1.2, and the manifest that names it."""
    root = Element("questestinterop", {"xmlns": QTI})
    test = _add(root, "assessment", ident="lesson", title=title)
    test.set("xml:lang", html_tag(language))
    section = _add(test, "section", ident="root_section")
    for item in items:
        _qti_item(section, item)
    manifest = Element("manifest", {"xmlns": PACKAGE, "identifier": "park-explorer-lesson"})
    about = _add(manifest, "metadata")
    _add(about, "schema", "IMS Content")
    _add(about, "schemaversion", "1.1.3")
    _add(manifest, "organizations")
    resources = _add(manifest, "resources")
    resource = _add(resources, "resource", identifier="lesson", type="imsqti_xmlv1p2", href="lesson.xml")
    _add(resource, "file", href="lesson.xml")
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, element in (("imsmanifest.xml", manifest), ("lesson.xml", root)):
            entry = ZipInfo(name)  # without today's date: the same lesson gives the same bytes
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, _xml(element))
    return packed.getvalue()


def _qti_item(section: Element, item: Item) -> None:
    made = _add(section, "item", ident=f"q_{item.id}", title=item.title)
    fields = _add(_add(made, "itemmetadata"), "qtimetadata")
    kind = "multiple_choice_question" if item.options else "essay_question"
    for label, entry in (("question_type", kind), ("points_possible", "1")):  # Canvas reads these
        field = _add(fields, "qtimetadatafield")
        _add(field, "fieldlabel", label)
        _add(field, "fieldentry", entry)
    shown = _add(made, "presentation")
    _material(shown, item.text)
    asked = _add(
        shown, "response_lid" if item.options else "response_str", ident="response1", rcardinality="Single"
    )
    if item.options:
        choice = _add(asked, "render_choice", shuffle="Yes")
        for number, option in enumerate(item.options, 1):
            _material(_add(choice, "response_label", ident=f"o{number}"), option)
    else:
        _add(
            _add(asked, "render_fib", rows=str(ANSWER_LINES), columns="80"), "response_label", ident="answer1"
        )
    _scoring(made, item)
    for name, text in (("general_fb", item.explanation), ("solution", item.marking)):
        if text:
            feedback = _add(made, "itemfeedback", ident=name)
            if name == "solution":
                feedback.set("view", "Scorer")
            _material(_add(feedback, "flow_mat"), text)


def _scoring(made: Element, item: Item) -> None:
    """How an item is scored: a right option gives all points; a task is marked by a person."""
    scoring = _add(made, "resprocessing")
    _add(
        _add(scoring, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal"
    )
    if item.explanation:
        condition = _add(scoring, "respcondition", **{"continue": "Yes"})
        _add(_add(condition, "conditionvar"), "other")
        _add(condition, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
    condition = _add(scoring, "respcondition", **{"continue": "No"})
    when = _add(condition, "conditionvar")
    if item.options:
        _add(when, "varequal", f"o{item.right}", respident="response1")
        _add(condition, "setvar", "100", action="Set", varname="SCORE")
    else:
        _add(when, "other")


def _material(parent: Element, text: str) -> None:
    _add(_add(parent, "material"), "mattext", _html(text), texttype="text/html")
