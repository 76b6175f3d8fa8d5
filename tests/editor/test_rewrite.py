"""A file that says something else keeps everything else: comments, order, quotes, blank lines."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.editor.rewrite import rewritten, same
from explorer.park.yaml_file import compose, plain

FILES = sorted((ROOT / "scenes").rglob("*.yaml"))

TEXT = """\
# head of the file

# above the number
number: 6   # beside it
title: {en: Data, zh: "数据"}  # one line

lead:
  # what it says
  en: 'It''s here'
  zh: 这里
article:
  en: |
    One.

    Two.
stops:
  # the first
  - id: a
    hold_s: 15
    # within
    acts: [{at_s: 2.6, point: x}]

  # the second
  - id: b   # named b
    hold_s: 20
corners: [[1, 2], [3, 4]]
# the end
"""


def says(text: str) -> Any:
    return plain(compose(text))


def changed(text: str, place: tuple[str | int, ...], value: Any) -> str:
    whole = says(text)
    node = whole
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value
    made = rewritten(text, whole)
    assert same(says(made), whole)
    return made


@pytest.mark.parametrize(
    ("place", "value", "old", "new"),
    [
        (("number",), 7, "number: 6   # beside it", "number: 7   # beside it"),
        (("title", "en"), "Data 2", "{en: Data, zh", "{en: Data 2, zh"),
        (("title", "zh"), "新", '"数据"', '"新"'),
        (("title", "en"), "A: b", "{en: Data, zh", '{en: "A: b", zh'),
        (("lead", "en"), "It's gone", "'It''s here'", "'It''s gone'"),
        (("article", "en"), "One.\n\nThree.", "    Two.", "    Three."),
        (("stops", 1, "hold_s"), 21, "hold_s: 20", "hold_s: 21"),
        (("stops", 0, "acts", 0, "at_s"), 3.0, "at_s: 2.6", "at_s: 3.0"),
        (("corners", 1), [3, 5], "[3, 4]", "[3, 5]"),
    ],
)
def test_one_value_is_replaced_and_nothing_else(
    place: tuple[str | int, ...], value: Any, old: str, new: str
) -> None:
    assert changed(TEXT, place, value) == TEXT.replace(old, new)


def test_items_move_with_their_comments() -> None:
    whole = says(TEXT)
    whole["stops"].reverse()
    made = rewritten(TEXT, whole)
    assert says(made) == whole
    assert "  # the second\n  - id: b   # named b\n" in made
    assert "    # within\n" in made


def test_a_removed_item_takes_the_comment_on_it_along() -> None:
    whole = says(TEXT)
    del whole["stops"][1]
    made = rewritten(TEXT, whole)
    assert "the second" not in made
    assert made == TEXT.replace("\n  # the second\n  - id: b   # named b\n    hold_s: 20\n", "")


def test_new_keys_and_items_stand_in_the_style_of_scene_files() -> None:
    whole = says(TEXT)
    whole["stops"].append({"id": "c", "hold_s": 9, "caption": {"en": "x" * 120, "zh": "一\n二"}})
    whole["note"] = None
    made = rewritten(TEXT, whole)
    assert made.startswith(TEXT.split("corners", maxsplit=1)[0])
    assert "  - id: c\n    hold_s: 9\n    caption:\n      en: " + "x" * 120 + "\n      zh: |\n" in made
    assert says(made)["stops"][2]["caption"]["zh"].rstrip() == "一\n二"


def test_windows_line_ends_and_byte_order_marks_stay() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    whole = says(TEXT)
    whole["number"] = 7
    assert rewritten(text, whole) == text.replace("number: 6", "number: 7")


def places(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return (
        [at, *(place for key, part in inner for place in places(part, (*at, key)))]
        if at
        else [place for key, part in inner for place in places(part, (key,))]
    )


@pytest.mark.parametrize("path", FILES[:: max(1, len(FILES) // 12)], ids=lambda p: p.name)
def test_what_is_unchanged_is_not_touched(path: Path) -> None:
    text = path.read_text("utf-8")
    assert rewritten(text, says(text)) == text


SCALARS = st.one_of(
    st.text(max_size=30), st.integers(-9999, 9999), st.floats(-1e6, 1e6), st.booleans(), st.none(),
    st.sampled_from(["true", "null", "~", "1e5", "- a", "a: b", "#x", "'", '"', "a\nb", " a", "\u2028", "x #y", "yes"]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcxyz_-", min_size=1), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_random_edits_say_what_they_are_to_say(data: st.DataObject) -> None:
    text = TEXT
    for _ in range(data.draw(st.integers(1, 4))):
        whole = copy.deepcopy(says(text))
        all_places = places(whole)
        if not all_places:
            break
        place = data.draw(st.sampled_from(all_places))
        node = whole
        for key in place[:-1]:
            node = node[key]
        how = data.draw(st.sampled_from(["set", "delete", "add", "shuffle"]))
        inner = node[place[-1]]
        if how == "delete":
            del node[place[-1]]
        elif how == "add" and isinstance(inner, list):
            inner.insert(data.draw(st.integers(0, len(inner))), data.draw(VALUES))
        elif how == "shuffle" and isinstance(inner, list):
            inner[:] = data.draw(st.permutations(inner))
        elif how == "add" and isinstance(inner, dict):
            inner[data.draw(st.text("abcxyz", min_size=1))] = data.draw(VALUES)
        else:
            node[place[-1]] = data.draw(VALUES)
        text = rewritten(text, whole)
        assert same(says(text), whole)
