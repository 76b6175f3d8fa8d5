"""What holds for every kind of exhibit: its words, its name, its zone in the scene and its own tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.exhibits.kinds import KINDS

from .contract import check_words

HERE = Path(__file__).parent
ZONES = HERE.parents[1] / "scenes" / "metaverse" / "zones"

every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_words(kind: str) -> None:
    """Both languages everywhere, few parameters in the open, and outputs told apart by their names."""
    check_words(KINDS[kind])


@every_kind
def test_the_key_is_the_kind(kind: str) -> None:
    assert KINDS[kind].kind == kind


@every_kind
def test_a_zone_of_that_name(kind: str) -> None:
    """A zone's id is the name of its file."""
    assert (ZONES / f"{kind}.yaml").is_file()


@every_kind
def test_tests_of_its_own(kind: str) -> None:
    assert (HERE / f"test_{kind}.py").is_file()
