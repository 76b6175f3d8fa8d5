"""Colours of the exhibits: none is typed in many places."""

from __future__ import annotations

import re
from collections import defaultdict

from explorer.base.bootstrap import ROOT
from explorer.stage.primitives import palette

STAGE = ROOT / "explorer" / "stage"
TYPED = re.compile(r'"(#[0-9A-Fa-f]{6})"')


def test_typed_once() -> None:
    """A colour of the palette is typed nowhere else in the stage; any other one is used by two kinds at most."""
    named = {value for name, value in vars(palette).items() if name.isupper()}
    users = defaultdict(set)
    for path in STAGE.rglob("*.py"):
        if path.name != "palette.py":
            for colour in TYPED.findall(path.read_text("utf-8")):
                users[colour.upper()].add(path.parent if path.parent.name != "props" else path)
    assert len(users) > 50
    assert {colour: found for colour, found in users.items() if colour in named or len(found) > 2} == {}
