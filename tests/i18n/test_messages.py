"""Words of the interface have the same values in every language, raise no voice, and tell one from several."""

from __future__ import annotations

from functools import cache
from string import Formatter

import pytest

from explorer.i18n import Text, languages, tr
from explorer.shell.style.fonts import has_han
from tests.catalogues import Found, texts


@cache
def shown_texts() -> list[Found]:
    """Texts of the interface whose values take any form."""
    return [
        found
        for found in texts().values()
        if any("/shell/" in file for file in found.files)
        and all(not spec for *_, spec, _ in Formatter().parse(found.plural or found.english))
    ]


def _text(found: Found) -> Text:
    return Text(found.english, found.plural, context=found.context)


def _fault(found: Found) -> str:
    """What is wrong with a text in one of the languages; nothing if all is right."""
    names = {name for _, name, _, _ in Formatter().parse(found.plural or found.english) if name}
    values: dict[str, object] = {name: f"{{{name}}}" for name in names}
    if found.plural:
        numbered = "count" if "count" in names else next(iter(values))
        values[numbered] = 2
        names -= {numbered}
    for language in languages():
        shown = tr(_text(found), language, **values)
        if not shown.strip() or {"!", "！"} & set(shown):
            return f"{language}: {shown!r}"
        if {name for _, name, _, _ in Formatter().parse(shown) if name} != names:
            return f"{language}: other values than {names}: {shown!r}"
    return ""


def test_every_language_says_the_same() -> None:
    assert len(shown_texts()) > 500
    assert not {found.english: fault for found in shown_texts() if (fault := _fault(found))}


def test_values_are_filled_in() -> None:
    visited = Text("{visited} of {count} visited")
    assert tr(visited, "en", visited=3, count=20) == "3 of 20 visited"
    assert has_han(tr(visited, "zh", visited=3, count=20))


@pytest.mark.parametrize("language", ["en", "de"])
def test_one_thing_is_not_said_as_several(language: str) -> None:
    several_forms = [found for found in shown_texts() if found.plural not in ("", found.english)]
    assert len(several_forms) > 8
    for found in several_forms:
        values = {name: "x" for _, name, _, _ in Formatter().parse(found.plural) if name}
        numbered = "count" if "count" in values else next(iter(values))
        one, several = (tr(_text(found), language, **{**values, numbered: count}) for count in (1, 2))
        assert one.replace("1", "2") != several, found.english
