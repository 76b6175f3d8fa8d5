"""The boat that greets: once for a pointer that rests on it, each time for one that touches it."""

from __future__ import annotations

import pytest

from explorer.stage.crowd.greeting import GREETS_S, Greeting


def test_a_boat_greets_whoever_points_at_it_once_and_whoever_touches_it_every_time() -> None:
    greeting = Greeting()
    assert greeting.now is None
    greeting.toward(5.0)
    greeting.begin(2)
    assert greeting.now == (2, 0.0)
    greeting.toward(5.2)
    greeting.begin(2)
    assert greeting.now == (2, pytest.approx(0.2)), "it drifts in and out from under the pointer, and goes on"
    greeting.begin(2, restart=True)
    assert greeting.now == (2, 0.0)
    greeting.begin(0)
    assert greeting.now == (0, 0.0)
    greeting.toward(5.3 + GREETS_S)
    assert greeting.now is None
    greeting.begin(0)
    assert greeting.now == (0, 0.0)


def test_another_visitor_is_not_greeted_for_the_last_one() -> None:
    greeting = Greeting()
    greeting.toward(9.0)
    greeting.begin(1)
    greeting.toward(0.0)
    assert greeting.now is None
