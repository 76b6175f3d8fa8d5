"""What a tour says is to be seen at its stops: the captions' promises, read off the exhibits as the tour runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.bootstrap import ROOT
from explorer.park import Park, load
from explorer.visit import StartTour, Visit

Readings = dict[str, float]
Promise = Callable[[Readings], bool]


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


PROMISES: list[tuple[str, str, list[tuple[float, Promise]]]] = [
    (
        "show",
        "line",
        [
            (4.0, lambda r: r["agreeing"] == 7 and not r["alarm"]),
            (12.0, lambda r: r["alarm"] == 1 and r["ghosts"] > 0),
            (18.9, lambda r: r["ghosts"] > 30),
            (26.0, lambda r: 0 < r["ghosts"] < 30),
            (34.0, lambda r: r["agreeing"] == 7 and not r["alarm"]),
        ],
    ),
    (
        "show",
        "data",
        [
            (12.0, lambda r: r["broken"] == 0),
            (16.0, lambda r: r["broken"] > 0),
            (29.0, lambda r: r["broken"] == 0),
        ],
    ),
    (
        "show",
        "net",
        [
            (14.0, lambda r: r["rtt_leo"] < r["rtt_optical"]),
            (24.0, lambda r: r["rtt_optical"] < 20 < r["rtt_leo"]),
        ],
    ),
    (
        "show",
        "content",
        [
            (11.0, lambda r: r["blocking"] == 0),
            (14.0, lambda r: r["blocking"] > 0),
            (24.0, lambda r: r["gap"] < 0.1),
        ],
    ),
    (
        "show",
        "horizon",
        [
            (5.0, lambda r: r["crashed"] == 1),
            (12.5, lambda r: r["crashed"] == 0 and r["lap"] >= 2),
            (24.0, lambda r: r["crashed"] == 1),
        ],
    ),
    ("show", "goals25", [(14.0, lambda r: r["in_band"] == 1)]),
    (
        "talk",
        "goals25",
        [
            (26.0, lambda r: r["in_band"] == 1),
            (49.0, lambda r: r["clusters"] < 3),
            (74.0, lambda r: r["in_band"] == 1),
        ],
    ),
    (
        "talk",
        "line",
        [
            (7.0, lambda r: not r["alarm"]),
            (20.0, lambda r: r["alarm"] == 1),
            (74.0, lambda r: r["agreeing"] == 7),
        ],
    ),
    (
        "talk",
        "factory",
        [(39.0, lambda r: r["mean_lead"] > r["interval"]), (89.0, lambda r: r["mean_lead"] < -r["interval"])],
    ),
    (
        "talk",
        "effects",
        [(20.0, lambda r: r["low"] > 20), (45.0, lambda r: abs(r["gain"]) < 2 and r["high"] < 2)],
    ),
    (
        "talk",
        "data",
        [
            (20.0, lambda r: r["broken"] > 0 and not r["lie_wins"]),
            (50.0, lambda r: r["broken"] == 0 and not r["lie_wins"]),
        ],
    ),
    (
        "talk",
        "park",
        [
            (13.0, lambda r: r["own_settled"] == 15 and r["fit"] < 75),
            (44.0, lambda r: r["own_settled"] > 15 and r["fit"] > 80),
        ],
    ),
    ("talk", "forum", [(24.0, lambda r: r["adapters"] < r["pairwise"] / 2)]),
    ("lesson", "drivers", [(19.0, lambda r: r["delay"] == 120), (60.0, lambda r: r["delay"] < 20)]),
    (
        "lesson",
        "data",
        [
            (50.0, lambda r: r["broken"] > 0),
            (130.0, lambda r: r["spy_doubt"] == 0),
            (160.0, lambda r: r["spy_doubt"] > 0),
        ],
    ),
    (
        "lesson",
        "twinlib",
        [
            (20.0, lambda r: r["parts"] == 1 and r["good_percent"] == 0),
            (80.0, lambda r: r["good_percent"] == 50),
        ],
    ),
    ("lesson", "forum", [(39.0, lambda r: r["adapters"] == 66), (60.0, lambda r: r["adapters"] == 12)]),
]


@pytest.mark.parametrize(("tour", "stop", "moments"), PROMISES, ids=[f"{t}-{s}" for t, s, _ in PROMISES])
def test_what_is_said_is_seen(park: Park, tour: str, stop: str, moments: list[tuple[float, Promise]]) -> None:
    index = [s.id for s in park.tours[tour].stops].index(stop)
    visit, now_s = Visit.begin(park).after(StartTour(tour, index)), 0.0
    for moment_s, promise in moments:
        visit, now_s = visit.advance(moment_s - now_s), moment_s
        assert visit.run is not None
        assert promise(visit.run.readings), (moment_s, visit.run.readings)
