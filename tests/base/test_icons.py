"""Icons are read from the data of their package, and are what the package itself would give."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import lucide
import pytest

from explorer.base import icons


def shapes(drawing: str) -> list[tuple[str, dict[str, str]]]:
    """What is drawn: all but the root."""
    return [(part.tag, part.attrib) for part in ET.fromstring(drawing).iter()][1:]


@pytest.mark.parametrize("name", ["search", "circle-question-mark", "locate", "x"])
def test_an_icon_is_what_its_package_says(name: str) -> None:
    assert shapes(icons.svg(name)) == shapes(str(lucide.lucide_icon(name)))
    assert re.search(r'stroke="currentColor"', icons.svg(name))
    assert re.search(r'stroke-width="[^"]+"', icons.svg(name))


def test_names_that_icons_had_before_are_known() -> None:
    known = set(lucide.get_icon_list())
    for old, new in icons.RENAMED.items():
        assert icons.svg(old) == icons.svg(new)
        assert new in known


def test_an_unknown_icon_is_named() -> None:
    with pytest.raises(KeyError, match="no icon named 'unheard-of'"):
        icons.svg("unheard-of")
