"""What is made ready ahead: in small slices, the likeliest first, and never while the camera moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.shell.window.idle_tasks import REST_S, ROOM_S, SHARE, SLICE_S, IdleTasks, likely_next
from explorer.visit import Hover, Open, Point, Settings, Visit

from ..fake_stage import FakeStage
from ..windows import Windows

QUICK_S = 0.01
"""A frame with room to spare."""


class Workshop:
    """A clock that only work moves, jobs that each take some slices, and what was done at which frame."""

    def __init__(self, *slices_s: float) -> None:
        self.now_s, self.tick = 0.0, 0
        self.done: list[tuple[int, str]] = []
        self.slices_s = slices_s

    def job(self, name: str) -> Iterator[None]:
        for slice_s in self.slices_s:
            self.now_s += slice_s
            self.done.append((self.tick, name))
            yield

    def idle_tasks(self, *names: str) -> IdleTasks:
        return IdleTasks({name: partial(self.job, name) for name in names}, lambda: self.now_s)

    def work(self, idle_tasks: IdleTasks, visit: Visit, ticks: int = 2000, frame_s: float = QUICK_S) -> int:
        """Draw frames until all is ready; how many it took."""
        for number in range(ticks):
            if idle_tasks.done:
                return number
            self.tick += 1
            idle_tasks.advance(visit, frame_s)
        return ticks

    @property
    def order(self) -> list[str]:
        """The jobs in the order in which they were begun."""
        return list(dict.fromkeys(name for _, name in self.done))


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


@pytest.fixture
def rested(park: Park) -> Visit:
    """A visit in which nothing has happened for a while."""
    return Visit.begin(park).advance(2 * REST_S)


@given(slices_s=st.lists(st.floats(0.0005, 0.05), min_size=1, max_size=12))
def test_each_beat_gives_eight_milliseconds_on_the_average(park: Park, slices_s: list[float]) -> None:
    workshop = Workshop(*slices_s)
    idle_tasks = workshop.idle_tasks("a", "b", "c")
    ticks = workshop.work(idle_tasks, Visit.begin(park).advance(1.0))
    assert idle_tasks.done
    spent_s, longest_s = 3 * sum(slices_s), max(slices_s)
    assert spent_s <= ticks * SLICE_S + SLICE_S / 2 + longest_s
    times = [tick for tick, _ in workshop.done]
    for tick in set(times):
        here_s = sum(s for s, at in zip(slices_s * 3, times, strict=True) if at == tick)
        assert here_s <= SLICE_S / 2 + longest_s, "a frame begins nothing once half its time is spent"


def test_a_long_portion_is_made_up_for_by_waiting(rested: Visit) -> None:
    workshop = Workshop(4 * SLICE_S)
    workshop.work(workshop.idle_tasks("a", "b"), rested)
    (first, _), (second, _) = workshop.done
    assert second - first == 4


def test_on_a_slow_machine_it_takes_its_share_of_each_beat(rested: Visit) -> None:
    def ticks(frame_s: float) -> int:
        workshop = Workshop(*[3 * SLICE_S] * 20)
        return workshop.work(workshop.idle_tasks("a"), rested, frame_s=frame_s)

    assert ticks(20 * SLICE_S) < ticks(4 * SLICE_S * SHARE) == ticks(QUICK_S)


def test_what_is_added_comes_last(rested: Visit) -> None:
    workshop = Workshop(SLICE_S)
    idle_tasks = workshop.idle_tasks("a", "b")
    idle_tasks.add("c", partial(workshop.job, "c"))
    workshop.work(idle_tasks, rested)
    assert workshop.order == ["a", "b", "c"]


def test_what_is_pointed_at_comes_first_and_then_the_neighbours(park: Park, rested: Visit) -> None:
    def order(visit: Visit) -> list[str]:
        workshop = Workshop(SLICE_S)
        workshop.work(workshop.idle_tasks(*park.walk), visit)
        return workshop.order

    assert order(rested) == list(park.walk)
    assert order(rested.after(Hover("forum")))[0] == "forum"
    assert order(rested.after(Hover("forum")).after(Point("net")))[:2] == ["net", "forum"]
    opened = rested.after(Open("line")).advance(30.0)
    following = park.walk[park.walk.index("line") + 1]
    assert order(opened)[:2] == ["line", following]
    assert set(order(opened)[2:5]) & {relation.zone for relation in park.zones["line"].related}


def test_pointing_at_another_zone_interrupts_a_job_and_gives_it_back(rested: Visit) -> None:
    workshop = Workshop(SLICE_S, SLICE_S, SLICE_S)
    idle_tasks = workshop.idle_tasks("data", "net")
    idle_tasks.advance(rested, QUICK_S)
    idle_tasks.advance(rested.after(Hover("net")), QUICK_S)
    workshop.work(idle_tasks, rested.after(Hover("net")))
    assert [name for _, name in workshop.done] == ["data", "net", "net", "net", "data", "data"]


def test_nothing_is_done_while_the_camera_moves_or_has_only_just_stopped(park: Park) -> None:
    workshop = Workshop(SLICE_S)
    idle_tasks = workshop.idle_tasks("data")
    visit = Visit.begin(park).advance(1.0).after(Open("data"))
    while visit.moving or visit.rest_s < REST_S:
        assert not idle_tasks.advance(visit, QUICK_S)
        visit = visit.advance(0.05)
    assert not workshop.done
    idle_tasks.advance(replace(visit, runs={}), QUICK_S)
    assert workshop.done


def test_an_exhibit_at_work_keeps_its_beats_where_they_are_long(rested: Visit) -> None:
    workshop = Workshop(SLICE_S)
    idle_tasks = workshop.idle_tasks("data")
    at_work = replace(rested.after(Open("net")), flight=None, rest_s=1.0)
    assert at_work.alive
    idle_tasks.advance(at_work, ROOM_S * 1.1)
    assert not workshop.done
    idle_tasks.advance(at_work, ROOM_S * 0.9)
    assert workshop.done


def test_a_job_that_fails_is_reported_once_and_the_others_are_done(rested: Visit) -> None:
    workshop = Workshop(SLICE_S)

    def broken() -> Iterator[None]:
        yield
        raise OSError("no such file")

    def unheard_of() -> Iterator[None]:
        raise KeyError("zone")

    idle_tasks = IdleTasks(
        {"a": broken, "b": unheard_of, "c": partial(workshop.job, "c")}, lambda: workshop.now_s
    )
    with pytest.raises(OSError, match="no such file"):  # at its second portion
        idle_tasks.advance(rested, QUICK_S)
    with pytest.raises(KeyError):
        idle_tasks.advance(rested, QUICK_S)
    workshop.work(idle_tasks, rested)
    assert idle_tasks.done
    assert workshop.order == ["c"]


def test_it_asks_for_another_beat_soon_until_all_is_ready(rested: Visit) -> None:
    workshop = Workshop(SLICE_S)
    idle_tasks = workshop.idle_tasks("a", "b")
    assert idle_tasks.advance(rested, QUICK_S)
    assert workshop.work(idle_tasks, rested)
    assert not idle_tasks.advance(rested, QUICK_S)


def test_the_likeliest_zones_are_zones_of_the_park(park: Park, rested: Visit) -> None:
    for zone in park.zones:
        assert set(likely_next(rested.after(Open(zone)).after(Hover(zone)))) <= set(park.zones)


def test_the_window_has_every_zone_made_ready_and_first_the_one_under_the_pointer(
    open_window: Windows, park: Park
) -> None:
    begun: list[str] = []

    class Preparing(FakeStage):
        def prepare(self, zone: str) -> Iterator[None]:
            begun.append(zone)
            yield

    visit = Visit.begin(park, settings=Settings(comfort="cut")).after(Hover("forum"))
    now_s = [0.0]

    def clock() -> float:
        now_s[0] += SLICE_S / 3  # whatever is asked, some time has gone by
        return now_s[0]

    window = open_window(visit=visit, stage=Preparing, clock=clock, prepares=True)
    window.tick(REST_S / 2)
    assert not begun, "the first picture has its time"
    for _ in range(400):
        window.tick(0.1)
        window.frame_clock.stop()
    assert begun[0] == "forum"
    assert set(begun) == set(park.zones)
    assert len(begun) == len(set(begun))
    assert not window.tick(0.1), "once all is ready frames are slow again"


def test_what_this_visit_wants_next_comes_before_all_jobs_and_at_every_visit_anew(rested: Visit) -> None:
    workshop, made = Workshop(SLICE_S), []

    def ahead(visit: Visit) -> bool:
        wanted = visit.zone or "none"
        if wanted in made:
            return False
        made.append(wanted)
        workshop.now_s += SLICE_S
        return True

    idle_tasks = IdleTasks({"a": partial(workshop.job, "a")}, lambda: workshop.now_s, ahead)
    assert idle_tasks.advance(rested, QUICK_S)
    assert made == ["none"] and not workshop.done
    workshop.work(idle_tasks, rested)
    assert workshop.order == ["a"]
    opened = rested.after(Open("data")).advance(60.0).advance(2 * REST_S)
    assert idle_tasks.done and idle_tasks.advance(opened, QUICK_S), "it goes on where all jobs are done"
    assert made == ["none", "data"]
    assert not idle_tasks.advance(opened, QUICK_S)
