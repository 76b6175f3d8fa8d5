"""Readings are sums that every version of Python computes to the same last digit."""

from __future__ import annotations

import ast

from explorer.base.bootstrap import ROOT
from explorer.base.total import total


def test_numbers_are_added_one_after_another() -> None:
    assert total([0.1] * 10) == 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 != 1.0
    assert total([1e100, 1.0, -1e100]) == 0.0
    assert total(()) == 0


def test_no_exhibit_adds_with_the_built_in_sum() -> None:
    """It compensates rounding errors from Python 3.12 on, and does not before."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / "explorer" / "exhibits").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name) and node.id == "sum"
    ]
    assert not found
