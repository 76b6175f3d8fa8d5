"""What comes and goes softly comes wholly, goes wholly, and never beyond."""

from __future__ import annotations

import pytest

from explorer.stage.highlight.attention import FADE_S, Fade


def test_it_comes_in_its_time() -> None:
    fade: Fade[str] = Fade()
    fade.toward({"a": 1.0}, FADE_S / 2)
    assert fade.levels == {"a": pytest.approx(0.5)} and not fade.settled
    fade.toward({"a": 1.0}, FADE_S * 1.1)
    assert fade.levels == {"a": 1.0} and fade.settled


def test_it_goes_and_is_forgotten() -> None:
    fade: Fade[str] = Fade()
    fade.toward({"a": 1.0}, 1.0)
    fade.toward({}, 1.0 + FADE_S / 4)
    assert fade.levels == {"a": pytest.approx(0.75)} and not fade.settled
    fade.toward({}, 2.0)
    assert fade.levels == {} and fade.settled


def test_one_comes_while_another_goes() -> None:
    fade: Fade[str] = Fade()
    fade.toward({"a": 1.0}, 1.0)
    fade.toward({"b": 0.5}, 1.0 + FADE_S / 4)
    assert fade.levels == {"b": pytest.approx(0.25), "a": pytest.approx(0.75)}
    assert list(fade.levels) == ["b", "a"], "what is wanted comes first"


@pytest.mark.parametrize("later_s", [1.0, 0.5])
def test_where_no_time_goes_by_all_is_as_wanted(later_s: float) -> None:
    fade: Fade[str] = Fade()
    fade.toward({"a": 1.0}, 1.0)
    fade.toward({"b": 1.0}, later_s)
    assert fade.levels == {"b": 1.0} and fade.settled


def test_who_wants_no_motion_sees_it_at_once() -> None:
    fade: Fade[str] = Fade()
    fade.toward({"a": 1.0}, 0.01, at_once=True)
    assert fade.levels == {"a": 1.0}
