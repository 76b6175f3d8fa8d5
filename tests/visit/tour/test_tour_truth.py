"""What a tour says is to be seen at its stops: the captions' promises, read off the exhibits as the tour runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.exhibits.drivers.words import SWITCHES
from explorer.exhibits.effects.statistics import VERDICTS
from explorer.park import Park, load
from explorer.visit import Act, StartTour, Turn, Visit
from explorer.visit.acts import Press

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
    ("thread", "twinlib", [(20.0, lambda r: r["parts"] == 10 and r["good"] >= 8)]),
    ("thread", "assembly", [(22.0, lambda r: r["fitted"] == 5)]),
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
        [(39.0, lambda r: r["lead"] > r["interval"]), (89.0, lambda r: r["lead"] < -r["interval"])],
    ),
    (
        "talk",
        "effects",
        [
            (28.0, lambda r: r["gain_simulation"] - r["doubt_simulation"] > 8 and r["gain_you"] < 3),
            (56.0, lambda r: VERDICTS[round(r["verdict_lead"])] == "nothing"),
        ],
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
    ("lesson", "data", [(50.0, lambda r: r["broken"] > 0), (90.0, lambda r: r["broken"] == 0)]),
    (
        "lesson",
        "net",
        [
            (59.0, lambda r: r["distance"] < 100),  # nothing is given away before the show of hands
            (110.0, lambda r: 0 < r["rtt_leo"] < r["rtt_optical"]),
        ],
    ),
    (
        "lesson",
        "line",
        [
            (19.0, lambda r: not r["alarm"]),
            (50.0, lambda r: r["alarm"] == 1 and r["unnoticed"] > 0),
            (90.0, lambda r: r["agreeing"] == 7),
        ],
    ),
    ("lesson", "goals25", [(60.0, lambda r: r["in_band"] == 1)]),
]


@pytest.mark.parametrize(("tour", "stop", "moments"), PROMISES, ids=[f"{t}-{s}" for t, s, _ in PROMISES])
def test_what_is_said_is_seen(park: Park, tour: str, stop: str, moments: list[tuple[float, Promise]]) -> None:
    index = [s.id for s in park.tours[tour].stops].index(stop)
    visit, now_s = Visit.begin(park).after(StartTour(tour, index)), 0.0
    for moment_s, promise in moments:
        visit, now_s = visit.advance(moment_s - now_s), moment_s
        assert visit.run is not None
        assert promise(visit.run.readings), (moment_s, visit.run.readings)


@pytest.mark.parametrize(
    ("sum", "zone", "fact"),
    [
        ("350 billion", "drivers", "drivers-vr-plan"),
        ("250 billion", "park", "park-sichuan"),
        ("100 billion", "park", "park-jiangsu"),
        ("350.789 billion", "arcade", "arcade-market-2025"),
    ],
)
def test_each_sum_that_the_talk_names_stands_on_a_card_with_its_source(
    park: Park, sum: str, zone: str, fact: str
) -> None:
    (stop,) = (stop for stop in park.tours["talk"].stops if stop.id == "so-what")
    assert stop.spoken is not None and stop.doubt is not None
    said = stop.spoken["en"] + stop.doubt.answer["en"]
    assert sum.replace(".789", ".8") in said
    (found,) = (found for found in park.zones[zone].beyond if found.id == fact)
    assert sum in found.text["en"] and found.source in park.sources


def after_acts(visit: Visit, *steps: Act | float) -> Readings:
    """What the exhibit reads after acts and pauses."""
    for step in steps:
        visit = visit.advance(step) if isinstance(step, float) else visit.after(step)
    assert visit.run is not None
    return visit.run.readings


def at_stop(park: Park, stop: str) -> Visit:
    """The lesson at a stop, once the tour has shown what it shows there."""
    stops = park.tours["lesson"].stops
    index = [s.id for s in stops].index(stop)
    last_s = max((cue.at_s for cue in stops[index].acts), default=0.0)
    return Visit.begin(park).after(StartTour("lesson", index)).advance(last_s + 8.0)


def test_the_numbers_that_pupils_are_sent_for_can_be_read_and_differ(park: Park) -> None:
    """Each task of the lesson is done as it is written; its note tells the teacher what comes out."""
    plaza = after_acts(at_stop(park, "plaza"))
    assert (plaza["measure"], plaza["hall"]) == (1, park.zones["twinlib"].number)
    assert park.plan is not None
    assert [len(park.plan.issuers), len(park.plan.tasks), len(park.plan.measures)] == [5, 5, 14]
    drivers = at_stop(park, "drivers")
    assert after_acts(drivers)["delay"] < 20
    without = {name: after_acts(drivers, Press(name), 4.0)["delay"] for name in SWITCHES}
    assert without["prediction"] == after_acts(drivers)["delay"]
    assert [name for name in without if without[name] == max(without.values())] == ["network"]
    data = at_stop(park, "data")
    edited = after_acts(data, Press("edit"), 5.0)["first_break"]
    assert after_acts(data, Press("edit"), 5.0, Press("rehash"), 8.0)["first_break"] == edited + 1
    net = at_stop(park, "net")
    far = after_acts(net, 60.0)
    near = after_acts(net, Turn("destination", "room"), Press("start"), 60.0)
    assert far["rtt_leo"] < far["rtt_optical"]
    assert near["rtt_leo"] > 3 * near["rtt_optical"]
    line = at_stop(park, "line")
    unnoticed = [
        after_acts(line, Turn("loss", loss), Press("break_sensor"), 60.0)["unnoticed"] for loss in (100, 10)
    ]
    assert 0 < unnoticed[0] < unnoticed[1] / 3
    goals = at_stop(park, "goals25")
    clusters = [
        after_acts(goals, Turn("crowding", crowding), Press("scatter"), 40.0)["clusters"]
        for crowding in (0.02, 0.1, 0.4)
    ]
    assert clusters[0] < 3 <= clusters[1] <= 5 < clusters[2]
