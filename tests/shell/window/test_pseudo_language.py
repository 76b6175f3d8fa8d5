"""Every string of the main window has room to grow by 40 %, as a translation may."""

from __future__ import annotations

import pytest

from tests.i18n.pseudo import spoken, stretched

from ..windows import Windows
from .test_audit_window import Case, Looker, exhibit, explore, opening, park_map, search, sheet, zone, zones


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("Break the sensor", "[Bréák thé šéñšór lón]"),
        (" {count:,} parts ", " [{count:,} pártš lóng] "),
        (": ", ": "),
        ("{how}", "{how}"),
    ],
)
def test_the_pseudo_language_is_longer_and_keeps_its_placeholders(text: str, reported: str) -> None:
    assert stretched(text) == reported


def test_nothing_is_cut_in_a_language_that_is_longer_than_english(open_window: Windows) -> None:
    with spoken() as language:
        looker = Looker(open_window, Case(language, "light", 100, 1280, 720))
        for look in (opening, explore, zones, park_map, search, sheet, zone):
            look(looker)
        exhibit(looker, "line")
    assert not looker.found, looker.words_shown
