"""Every word that is used exists in every language, and every word that exists is used."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from explorer.base.bootstrap import ROOT
from explorer.i18n import languages, tr
from explorer.i18n.messages import WORDS, say
from explorer.shell.style.fonts import has_han

FILES = sorted((ROOT / "explorer" / "shell").rglob("*.py"))


def _patterns(path: Path) -> tuple[set[str], set[str]]:
    """Texts that a file holds, and regular expressions of the texts it puts together."""
    texts, patterns = set(), set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = (re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".+" for v in node.values)
            patterns.add("".join(parts))
    return texts, patterns


def _said(path: Path) -> set[str]:
    """Keys that a file passes to `say` as they stand."""
    calls = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call))
    named = (c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "say" and c.args)
    return {c.args[0].value for c in named if isinstance(c.args[0], ast.Constant)}  # type: ignore[misc]


def test_every_word_that_is_said_exists() -> None:
    assert not {path.name: missing for path in FILES if (missing := _said(path) - WORDS.keys())}


def test_every_word_is_said_somewhere() -> None:
    texts, patterns = set[str](), set[str]()
    for path in FILES:
        more_texts, more_patterns = _patterns(path)
        texts |= more_texts
        patterns |= {p for p in more_patterns if "\\." in p}
    unused = {key for key in WORDS if key not in texts and not any(re.fullmatch(p, key) for p in patterns)}
    assert not unused


def _fault(key: str) -> str:
    """What is wrong with a text in one of the languages; nothing if all is right."""
    text = WORDS[key]
    english = text.plural or text.english
    names = {name for _, name, _, _ in Formatter().parse(english) if name}
    values: dict[str, object] = {name: f"{{{name}}}" for name in names}
    if text.plural:
        values["count"] = 2
        names -= {"count"}
    for language in languages():
        shown = tr(text, language, **values)
        if not shown.strip() or {"!", "！"} & set(shown):
            return f"{language}: {shown!r}"
        if {name for _, name, _, _ in Formatter().parse(shown) if name} != names:
            return f"{language}: other values than {names}: {shown!r}"
    return ""


def test_every_language_says_the_same() -> None:
    assert len(WORDS) > 500
    assert not {key: fault for key in sorted(WORDS) if (fault := _fault(key))}


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("no.such.key", "en")


def test_values_are_filled_in() -> None:
    assert say("zones.count", "en", visited=3, count=20) == "3 of 20 visited"
    assert has_han(say("zones.count", "zh", visited=3, count=20))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    "key",
    ["tour.over.how", "tour.about", "booth.pad.typed", "passport.all-seen", "bar.passport.name",
     "lesson.minutes", "lesson.stops", "lesson.questions", "lesson.end.minutes"],
)  # fmt: skip
def test_one_thing_is_not_said_as_several(key: str, language: str) -> None:
    text = WORDS[key]
    values = {name: "x" for _, name, _, _ in Formatter().parse(text.plural) if name}
    one, several = (tr(text, language, **{**values, "count": count}) for count in (1, 2))
    assert one.replace("1", "2") != several
