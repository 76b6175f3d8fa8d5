"""A fault begins with the name of its field; the key of the file follows where a file is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.editor.faults import fault_line, fault_words
from explorer.i18n import Text
from explorer.park.faults import Fault

NAMED = Text("{name}: {what}", what=Text("unknown"))


@pytest.mark.parametrize(
    ("place", "language", "expected"),
    [
        ("exhibit.gallery.source", "en", "Source: "),
        ("exhibit.gallery.source", "de", "Quelle: "),
        ("title", "zh", "标题："),
        ("stops.2.caption.de", "en", "Caption German: "),
        ("exhibit.formula.dials.speed", "en", "Dials speed: "),
        ("related.0", "en", "Flows to other zones 1: "),
        ("brand.logo", "en", "Logo: "),
        ("exhibit.real", "en", "Is this real? unknown"),
    ],
)
def test_a_fault_begins_with_the_label_of_its_field(place: str, language: str, expected: str) -> None:
    fault = Fault(Path("park.yaml"), 3, 1, NAMED.having(name=place), Text("delete it"))
    words = fault_words(fault, language)
    assert words.startswith(expected) and place not in words
    line = fault_line(fault, language)
    assert line.startswith("park.yaml:3:1: ") and f"({place})" in line
    assert fault.as_text(language).partition(":1: ")[2].startswith(place), "others read the key alone"


@pytest.mark.parametrize("what", ["no scene here", "C07: unknown", "it is 3 km long: too far"])
def test_what_names_no_field_stays_as_it_is(what: str) -> None:
    fault = Fault(Path("park.yaml"), 1, 1, Text("{what}", what=what), Text("delete it"))
    assert fault_words(fault, "en") == fault.sentence("en")
