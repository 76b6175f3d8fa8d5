"""The frame clock leaves no second out: what a frame is not given is given as late."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from explorer.shell.window.frame_clock import LONGEST_S, FrameClock


class Hall:
    """A clock on the wall, and what the frame clock reported of it."""

    def __init__(self) -> None:
        self.now_s, self.beaten_s, self.late_s = 100.0, 0.0, 0.0
        self.frame_clock = FrameClock(self._on_tick, lambda: self.now_s, late=self._late)

    def _on_tick(self, dt_s: float) -> bool:
        self.beaten_s += dt_s
        return True

    def _late(self, seconds: float) -> None:
        self.late_s += seconds

    def tick(self, after_s: float) -> None:
        self.now_s += after_s
        self.frame_clock.tick()


@pytest.fixture
def hall(qtbot: QtBot) -> Hall:
    made = Hall()
    made.now_s += 5.0  # until the window is shown
    made.frame_clock.start()
    return made


def test_a_beat_that_lasted_is_cut_and_the_rest_is_late(hall: Hall) -> None:
    hall.tick(0.02)
    assert (hall.beaten_s, hall.late_s) == (pytest.approx(0.02), 0.0)
    hall.tick(1.5)
    assert hall.beaten_s == pytest.approx(0.02 + LONGEST_S)
    assert hall.beaten_s + hall.late_s == pytest.approx(1.52)


def test_what_goes_by_while_minimised_is_late_and_the_time_before_the_first_start_is_not(hall: Hall) -> None:
    hall.tick(0.05)
    hall.frame_clock.stop()
    hall.now_s += 70.0
    hall.frame_clock.start()
    hall.frame_clock.start()  # twice is once
    assert hall.late_s == pytest.approx(70.0)
    hall.tick(0.05)
    assert hall.beaten_s + hall.late_s == pytest.approx(70.1)


def test_a_clock_that_goes_back_takes_nothing_away(hall: Hall) -> None:
    hall.tick(-30.0)
    assert (hall.beaten_s, hall.late_s) == (0.0, 0.0)
