"""What holds for the prop of every kind that is found, so that a new one is tested without being asked."""

from __future__ import annotations

import pytest

from explorer.exhibits.kinds import KINDS

from . import watch

RUN_S = 3.0

MOMENTS_S = (0.0, RUN_S, 9.0)

pytestmark = pytest.mark.parametrize("kind", KINDS)


def test_parts(kind: str) -> None:
    """The prop and the exhibit name the same parts, each with words; a ray at the middle of one touches it."""
    prop, run = watch.prop_of(kind), watch.run_of(kind)
    for moment_s in MOMENTS_S:
        run = run.advance(moment_s - run.time_s)
        watch.check_parts(prop, run)


def test_cost(kind: str) -> None:
    """Few draw calls, few triangles, and showing a state is quick."""
    run = watch.run_of(kind).advance(RUN_S)
    watch.check_cost(watch.prop_of(kind), run)


def test_steps_go_nearer_for_parts_there_are(kind: str) -> None:
    run = watch.run_of(kind)
    parts = run.exhibit.parts(run.state)
    assert all(name in parts for step in run.exhibit.walkthrough for name in step.near)
