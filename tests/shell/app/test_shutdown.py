"""A signal ends the program whenever it comes, and no further one disturbs that end."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from explorer.shell.app import shutdown
from explorer.shell.app.shutdown import HURRY_S, ShutdownSignals

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
NEVER, PATIENCE_MS = 99, 60_000


@pytest.fixture(autouse=True)
def signals_as_on_a_terminal() -> Iterator[None]:
    """Tests that were started in the background ignore some of them."""
    before = {signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler)}
    before |= {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def code_of(application: QApplication) -> int:
    """What it ends with; a number of our own if it does not."""
    guard = QTimer()
    guard.timeout.connect(lambda: application.exit(NEVER))
    guard.start(PATIENCE_MS)
    code = application.exec()
    guard.stop()
    return code


@pytest.mark.parametrize(
    ("name", "supervised", "code"),
    [("SIGTERM", False, 0), ("SIGTERM", True, 143), ("SIGHUP", False, 0), ("SIGINT", False, 130)],
)
def test_a_signal_right_before_the_application_runs_is_not_lost(
    qapp: QApplication, name: str, supervised: bool, code: int
) -> None:
    ending = ShutdownSignals(supervised, qapp)
    signal.raise_signal(signal.Signals[name])
    assert code_of(qapp) == code
    ending.stop()


def test_a_key_that_is_held_disturbs_no_end_and_one_pressed_later_ends_all(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s, ends = [100.0], list[int]()
    monkeypatch.setattr(shutdown, "monotonic", lambda: now_s[0])
    monkeypatch.setattr(os, "_exit", ends.append)
    ending = ShutdownSignals(False, qapp)
    for _ in range(5):
        signal.raise_signal(signal.SIGINT)
    assert code_of(qapp) == 130
    now_s[0] += HURRY_S
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.raise_signal(signal.Signals[name])
    assert not ends
    now_s[0] += 0.1
    signal.raise_signal(signal.SIGINT)
    assert ends == [130]
    ending.stop()


def test_what_was_started_to_outlive_its_terminal_does(qapp: QApplication) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    ending = ShutdownSignals(False, qapp)
    signal.raise_signal(signal.SIGHUP)
    signal.raise_signal(signal.SIGINT)
    assert code_of(qapp) == 130
    ending.stop()
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
