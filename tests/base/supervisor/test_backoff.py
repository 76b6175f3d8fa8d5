"""How long to wait: as a table of lives, with no clock at all."""

from __future__ import annotations

import pytest

from explorer.base.supervisor.supervisor import Backoff, Ending, wait_after
from explorer.base.supervisor.watchdog_pipe import AGAIN


def waits(*lives_s: float) -> list[float]:
    backoff, found = Backoff(), []
    for lived_s in lives_s:
        backoff = backoff.after(lived_s)
        found.append(backoff.wait_s)
    return found


def test_it_waits_twice_as_long_each_time_and_a_minute_at_most() -> None:
    assert waits(*[3.0] * 9) == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_good_minute_is_forgiven() -> None:
    assert waits(0, 0, 0, 59.9, 60.0, 0.0) == [1, 2, 4, 8, 1, 2]


@pytest.mark.parametrize(
    ("lived_s", "expected_s"), [(3600.0, 0.0), (10.0, 0.0), (9.0, 1.0)], ids=["long", "settled", "at once"]
)
def test_who_asks_to_be_started_anew_waits_only_if_it_asks_at_once(lived_s: float, expected_s: float) -> None:
    assert wait_after(Ending("ended", AGAIN, lived_s), Backoff())[0] == expected_s


def test_asking_again_and_again_is_slowed_down() -> None:
    backoff, found = Backoff(), []
    for _ in range(4):
        wait_s, backoff = wait_after(Ending("ended", AGAIN, 1.0), backoff)
        found.append(wait_s)
    assert found == [1, 2, 4, 8]


@pytest.mark.parametrize(
    ("how", "code", "wanted", "reported"),
    [
        ("ended", 0, True, "exit 0"),
        ("ended", 2, False, "exit 2"),
        ("ended", -9, False, "signal 9"),
        ("ended", 3221225477, False, "exit 0xc0000005"),
        ("ended", AGAIN, False, "again"),
        ("hung", None, False, "hung"),
        ("slow", None, False, "slow"),
        ("asked", None, True, "asked"),
    ],
)
def test_an_ending_is_reported(how: str, code: int | None, wanted: bool, reported: str) -> None:
    ending = Ending(how, code, 1.0)  # type: ignore[arg-type]
    assert (ending.wanted, ending.cause) == (wanted, reported)
