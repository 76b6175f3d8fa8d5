"""A process beside this one: lines go both ways and nobody waits, it comes back, and it does not outlive its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from explorer.base.bootstrap import ROOT
from explorer.base.child import MOST_LINES, Child
from tests.processes import gone

ECHO = ("-c", "import sys\nfor line in sys.stdin.buffer: sys.stdout.buffer.write(line); sys.stdout.flush()")
DEAF = ("-c", "import sys, time\nprint('here', flush=True)\nwhile True: time.sleep(1)")


def until(condition: Callable[[], object]) -> None:
    end_s = time.monotonic() + 60.0
    while not condition():
        assert time.monotonic() < end_s, "it never came"
        time.sleep(0.005)


@pytest.fixture
def ahead_s() -> list[float]:
    return [0.0]


@pytest.fixture
def echo(ahead_s: list[float]) -> Iterator[Child]:
    child = Child(ECHO, lambda: "job", clock=lambda: time.monotonic() + ahead_s[0])
    yield child
    child.close()
    assert not child.is_running


def heard(child: Child, count: int) -> list[bytes]:
    found: list[bytes] = []
    until(lambda: found.extend(child.look()) or len(found) >= count)
    return [line.strip() for line in found]


def test_one_that_is_killed_comes_back_and_is_told_what_is_kept(echo: Child, ahead_s: list[float]) -> None:
    echo.send("lost")  # nobody is there yet
    echo.send("old", "screen", keep=True)
    echo.send("new", "screen", keep=True)
    assert heard(echo, 2) == [b"job", b"new"]
    echo.send("once")
    assert heard(echo, 1) == [b"once"]
    assert echo.pid is not None
    os.kill(echo.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    until(lambda: echo.look() or echo.endings == 1)
    assert echo.pid is None
    echo.look()
    assert echo.starts == 1, "it waits before it starts again"
    ahead_s[0] += 60.0
    assert heard(echo, 2) == [b"job", b"new"]
    assert (echo.starts, echo.endings) == (2, 1)


def test_one_that_reads_nothing_holds_up_nobody_and_gets_the_newest() -> None:
    """A pipe takes 64 kB; the rest waits, of each key the newest, and no more than so many."""
    child = Child(DEAF)
    heard(child, 1)
    for number in range(MOST_LINES + 100):
        child.send("x" * 1000, "state")
        child.send(f"{number}" + "x" * 1000)
    assert child._writer is not None
    assert len(child._writer._waiting) <= MOST_LINES
    child.close()  # kills it: it does not hear that its input is closed
    assert not child.is_running


def test_one_that_dies_before_it_gets_its_job_is_started_again() -> None:
    def job() -> str:
        until(lambda: child.pid is not None and gone(child.pid))
        return "job"

    ahead_s = [0.0]
    child = Child(("-m", "no_such_package"), job, is_silent=True, clock=lambda: time.monotonic() + ahead_s[0])
    child.look()
    assert child.starts == 1
    child.look()
    assert child.endings == 1 and child.pid is None
    ahead_s[0] += 60.0
    child.look()
    assert child.starts == 2
    child.close()


def test_it_ends_with_a_parent_that_is_killed() -> None:
    script = (
        f"import time; from explorer.base.child import Child; child = Child({ECHO!r}, lambda: 'job')\n"
        "while not child.look(): time.sleep(0.01)\nprint(child.pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until(lambda: gone(pid))
