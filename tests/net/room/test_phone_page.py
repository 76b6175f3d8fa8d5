"""The page of a phone: its colours can be read, and it calls things by their names. Without a network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from explorer.base.bootstrap import ROOT
from explorer.exhibits.asked import bounds
from explorer.exhibits.kinds import KINDS
from explorer.net.room import gateway
from explorer.net.room.phone_words import dials_of, exhibit_words, is_for_experts, park_words
from explorer.park import load
from explorer.shell.style.colour import contrast
from explorer.shell.style.tokens import DARK, LIGHT
from tests.branded_scene import write_branded_scene

STYLE = (Path(gateway.__file__).parent / "page" / "page.css").read_text("utf-8")
TEXT, SHAPE = 4.5, 3.0
"""WCAG 2.2 AA: of words, and of what one must see to use it."""
ON = {
    "ground": ("ink", "ink2", "act", "err"),
    "card": ("ink", "ink2", "act", "err", "ok"),
    "tint": ("ink",),
    "act": ("on-act",),
    "ok-tint": ("ink", "ok"),
    "ink": ("ground",),
}
"""What is written on what: bar and code on the ground, all else on cards; messages are the other way round."""


def look(number: int) -> dict[str, str]:
    """The colours of the light page, 0, or of the dark one, 1."""
    found = re.findall(r":root\{([^}]*#[^}]*)\}", STYLE)[number]
    colours = dict(re.findall(r"--([\w-]+):(#\w+)", found))
    return {
        name: c if len(c) == 7 else "#" + "".join(2 * digit for digit in c[1:]) for name, c in colours.items()
    }


@pytest.mark.parametrize("number", [0, 1], ids=["light", "dark"])
def test_all_that_is_written_can_be_read(number: int) -> None:
    colours = look(number)
    low = {
        (on, words): round(contrast(colours[on], colours[words]), 2)
        for on, all_words in ON.items()
        for words in all_words
        if contrast(colours[on], colours[words]) < TEXT
    }
    assert not low
    assert min(contrast(colours["edge"], colours[on]) for on in ("ground", "card")) >= SHAPE


def test_every_colour_of_a_rule_is_one_of_those() -> None:
    known = {
        *ON,
        *(words for all_words in ON.values() for words in all_words),
        "edge",
        "line",
        "zone",
        "on-zone",
    }
    rules = STYLE[STYLE.index("*{") :]
    assert {*re.findall(r"var\(--([\w-]+)\)", rules)} == known
    assert not re.search(r"#[0-9a-f]{3,6}\b(?![^{]*\{)", rules)  # no colour of its own


def test_the_page_wears_the_park_s_own_colours() -> None:
    names = {
        "ground": "sunken", "card": "raised", "ink": "ink", "ink2": "ink2", "edge": "control", "line": "line",
        "act": "primary", "on-act": "onPrimary", "tint": "tint", "ok": "ok", "ok-tint": "okTint", "err": "err",
    }  # fmt: skip
    for number, tokens in enumerate((LIGHT, DARK)):
        assert look(number) == {own: tokens[theirs].lower() for own, theirs in names.items()}


def ends_of(kind: str, dial: str) -> tuple[object, object]:
    field = KINDS[kind].model_fields[dial]
    if field.annotation is bool:
        return False, True
    choices = get_args(field.annotation)
    low, high = bounds(field)
    whole = field.annotation is int and low is not None and high is not None
    return (choices[0], choices[-1]) if choices else (int(low), int(high)) if whole else (low, high)  # type: ignore[arg-type]


def readings_after(kind: str, **values: object) -> dict[str, float]:
    exhibit = KINDS[kind](**values)
    state = exhibit.start()
    for _ in range(15 * 30):
        state = exhibit.step(state)
    return dict(exhibit.readings(state))


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"formula", "table", "gallery"}))
def test_the_dial_of_phones_moves_what_is_on_the_screen(kind: str) -> None:
    """A visitor turns it, and the wall stays as it was: the worst first contact there is."""
    cls = KINDS[kind]
    dials = [name for name in dials_of(cls) if not is_for_experts(cls.model_fields[name])]
    dial = cls.phone_dial or dials[0]
    assert dial in dials_of(cls)
    usual, shown = readings_after(kind), {output.name for output in (*cls.outputs[:6],)} | set(cls.figures)
    assert any(
        abs(readings[name] - usual[name]) > 0.01 * max(abs(usual[name]), 1e-9)
        for readings in (readings_after(kind, **{dial: end}) for end in ends_of(kind, dial))
        for name in shown
    )


def test_the_company_s_logo_and_colours_reach_phones(tmp_path: Path) -> None:
    words = park_words(load(write_branded_scene(tmp_path / "own"), Path("nowhere")))
    assert words.logo.startswith("data:image/svg+xml;base64,") and words.colours == ("#005EB8", "#F28C28")
    assert park_words(load(ROOT / "scenes" / "metaverse", Path("nowhere"))).logo == ""


def test_a_month_is_no_number() -> None:
    dial = next(dial for dial in exhibit_words(KINDS["plaza"], ("en", "zh")).dials if dial.name == "year")
    step = round((2026.0 - dial.low) / dial.step)
    assert dial.names[step] == {"en": "January 2026", "zh": "2026年1月"}
    assert len(dial.names) == round((dial.high - dial.low) / dial.step) + 1
    assert not any(dial.names for dial in exhibit_words(KINDS["line"], ("en", "zh")).dials)
