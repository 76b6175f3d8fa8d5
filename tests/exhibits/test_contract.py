"""What holds for every kind of exhibit that is found, so that a new one is tested without being asked.

The tests of a kind add what is particular to it: its longest steps, its own acts, its mathematics.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.exhibits.kinds import KINDS

from . import contract

HERE = Path(__file__).parent
ZONES = HERE.parents[1] / "scenes" / "metaverse" / "zones"
WITHOUT_CHANCE = {"drivers", "plaza"}
"""The kinds whose runs follow from settings and acts alone."""

RUN_S = 8.0
STEPS = 120

pytestmark = pytest.mark.parametrize("kind", KINDS)


def actions(kind: str) -> list[str]:
    return [action.name for action in KINDS[kind].actions]


def test_the_key_is_the_kind(kind: str) -> None:
    assert KINDS[kind].kind == kind


def test_a_zone_of_that_name(kind: str) -> None:
    """A zone's id is the name of its file."""
    assert (ZONES / f"{kind}.yaml").is_file()


def test_notes_for_maintainers_on_one_page(kind: str) -> None:
    notes = (ROOT / "explorer" / "exhibits" / kind / "NOTES.md").read_text("utf-8")
    assert notes.startswith(f"# {KINDS[kind].title}\n") and "**What to know**" in notes
    assert len(notes.split()) < 500


def test_tests_of_its_own(kind: str) -> None:
    assert (HERE / f"test_{kind}.py").is_file()


def test_words(kind: str) -> None:
    """Both languages everywhere, few parameters in the open, and outputs told apart by their names."""
    contract.check_words(KINDS[kind])


def test_story(kind: str) -> None:
    """Figures, charts, choices and the walkthrough name what there is, and can be done within the ranges."""
    contract.check_story(KINDS[kind])


def test_seeds(kind: str) -> None:
    """The same seed and acts give the same readings; another seed gives others, where there is chance."""
    timed = [(0.5 * (number + 1), action) for number, action in enumerate(actions(kind))]
    contract.check_seeds(KINDS[kind](), RUN_S, timed, by_chance=kind not in WITHOUT_CHANCE)


def test_states_are_values(kind: str) -> None:
    """No step, act or reading changes the state it is given."""
    contract.check_states_are_values(KINDS[kind](), STEPS, actions(kind))


def test_step_time(kind: str) -> None:
    """A step with its readings takes at most four yardsticks."""
    contract.check_step_time(KINDS[kind](), STEPS)
