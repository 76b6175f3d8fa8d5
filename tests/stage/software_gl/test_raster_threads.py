"""Rasteriser threads have a lower priority, and each has a CPU of its own while they are waited for."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from explorer.park import Park
from explorer.stage import Stage
from explorer.stage.software_gl import pipelined
from explorer.stage.software_gl.pipelined import RasterThreads
from explorer.visit import Orbit

from ..conftest import ASSETS, HEADLESS, HEIGHT, WIDTH, resting, turns

if sys.platform != "linux":
    pytest.skip("only Linux has such threads under names", allow_module_level=True)

TWO = sorted(os.sched_getaffinity(0))[:2]
needs_two = pytest.mark.skipif(len(TWO) < 2, reason="there is only one processor")


@contextmanager
def thread(name: str, processors: list[int]) -> Iterator[int]:
    """A thread that does nothing, as the system knows it."""
    reported, over = threading.Event(), threading.Event()
    numbers: list[int] = []

    def work() -> None:
        numbers.append(threading.get_native_id())
        Path(f"/proc/self/task/{numbers[0]}/comm").write_text(name)
        os.sched_setaffinity(0, processors)
        reported.set()
        over.wait()

    worker = threading.Thread(target=work)
    worker.start()
    reported.wait()
    try:
        yield numbers[0]
    finally:
        over.set()
        worker.join()
        task = Path(f"/proc/self/task/{numbers[0]}")
        while task.exists():  # Python has ended it, the system takes a moment longer
            time.sleep(1e-3)


@pytest.fixture
def working(monkeypatch: pytest.MonkeyPatch) -> Iterator[ExitStack]:
    """Threads to be begun by a test; those of Mesa are out of it."""
    monkeypatch.setattr(pipelined, "NAME", "filling-")
    with ExitStack() as stack:
        yield stack
        monkeypatch.undo()


def behind_ours() -> int:
    """The niceness of the lower priority; a process that is as nice as can be has nobody behind it."""
    return min(os.getpriority(os.PRIO_PROCESS, 0) + pipelined.LOWER_BY, 19)


def where(*threads: int) -> list[set[int]]:
    return [os.sched_getaffinity(number) for number in threads]


def test_their_priority_is_lower_and_no_other_one(working: ExitStack) -> None:
    one = working.enter_context(thread("filling-0", TWO))
    other = working.enter_context(thread("thinking-0", TWO))
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    RasterThreads()
    RasterThreads()  # of a second context: no priority goes further down
    assert os.getpriority(os.PRIO_PROCESS, one) == behind_ours()
    assert os.getpriority(os.PRIO_PROCESS, other) == os.getpriority(os.PRIO_PROCESS, 0) == ours


@needs_two
def test_while_they_are_waited_for_each_has_a_cpu(working: ExitStack) -> None:
    threads = [working.enter_context(thread(f"filling-{number}", TWO)) for number in (0, 1)]
    found = RasterThreads()
    with pytest.raises(KeyError), found.pinned():
        assert where(*threads) == [{TWO[0]}, {TWO[1]}]
        raise KeyError
    assert where(*threads) == [set(TWO)] * 2  # also after a fault


@needs_two
@pytest.mark.parametrize("numbers", [(0,), (0, 1, 2), (1, 2)])
def test_they_stay_where_there_is_not_a_cpu_for_each(working: ExitStack, numbers: tuple[int, ...]) -> None:
    threads = [working.enter_context(thread(f"filling-{number}", TWO)) for number in numbers]
    with RasterThreads().pinned():
        assert where(*threads) == [set(TWO)] * len(numbers)


@needs_two
def test_one_that_has_ended_is_left_alone(working: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    stays = working.enter_context(thread("filling-0", TWO))
    with thread("filling-1", TWO) as ends:
        found = RasterThreads()
    moved: list[int] = []
    monkeypatch.setattr(os, "sched_setaffinity", lambda number, _: moved.append(number))
    with found.pinned():
        assert moved == [stays]
    assert ends not in moved


@needs_two
def test_a_system_that_does_not_let_us_changes_nothing(
    working: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    for number in (0, 1):
        working.enter_context(thread(f"filling-{number}", TWO))
    monkeypatch.setattr(os, "setpriority", refuse)
    found = RasterThreads()
    monkeypatch.setattr(os, "sched_setaffinity", refuse)
    with found.pinned():
        pass


def test_those_of_a_stage_have_a_lower_priority_and_are_pinned_wherever_it_waits(
    park: Park, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the slices of a final frame, for what is fetched, and for what is read of a moving camera."""
    waits: set[str] = set()
    pinned = RasterThreads.pinned

    @contextmanager
    def counted(self: RasterThreads) -> Iterator[None]:
        caller = sys._getframe(2).f_code
        waits.add(Path(caller.co_filename).stem)
        with pinned(self):
            yield

    monkeypatch.setattr(RasterThreads, "pinned", counted)
    stage = Stage(park, ASSETS, (WIDTH, HEIGHT), displays=HEADLESS, quality="lite", frames="pipelined")
    try:
        if not stage.driver.is_software:
            pytest.skip("a graphics card draws")
        tasks = Path("/proc/self/task").glob("*/comm")
        filling = [int(task.parent.name) for task in tasks if task.read_text().startswith(pipelined.NAME)]
        assert filling
        assert {os.getpriority(os.PRIO_PROCESS, number) for number in filling} == {behind_ours()}
        visit = resting(park)
        stage.show(visit)
        for _ in turns(0.002):
            stage.draw()
            if stage.finished:
                break
        stage.draw()  # an idle tick: the thread that reads is opened
        assert stage.finished and waits == {"fenced_slices", "render_target"}
        for _ in range(4):
            visit = visit.after(Orbit(4.0, 0.0))
            stage.show(visit)
            stage.draw()
        assert waits == {"fenced_slices", "render_target", "double_buffer"}
    finally:
        stage.close()
