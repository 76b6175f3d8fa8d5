"""What a tour says is to be seen at its stops: the captions' promises, read off the exhibits as the tour runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.exhibits.drivers.words import SWITCHES
from explorer.exhibits.effects.statistics import VERDICTS
from explorer.park import Park, load
from explorer.visit import Act, Settings, StartTour, Turn, Visit
from explorer.visit.acts import Press
from explorer.visit.settings import Comfort

Readings = dict[str, float]
Promise = Callable[[Readings], bool]


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


PROMISES: list[tuple[str, str, list[tuple[float, Promise]]]] = [
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


FIRST_EVENT_S = 8.0
SAID: dict[str, list[tuple[str, Promise]]] = {
    "line": [
        ("counts", lambda r: r["agreeing"] == 7 and not r["alarm"]),
        ("raises the alarm", lambda r: r["alarm"] == 1 and r["ghosts"] > 0),
        ("most of the ghost parts are gone", lambda r: 0 <= r["ghosts"] < 20),
        ("agree again", lambda r: r["agreeing"] == 7 and not r["alarm"]),
    ],
    "data": [
        ("Three factories", lambda r: r["broken"] == 0),
        ("no longer fits", lambda r: r["broken"] == 1 and r["first_break"] == 9),
        ("one block on", lambda r: r["broken"] == 1 and r["first_break"] == 10),
        ("whole", lambda r: r["broken"] == 0),
    ],
    "net": [
        ("fibre or satellite", lambda r: r["distance"] > 3000),
        ("satellite wins", lambda r: r["rtt_leo"] < r["rtt_optical"]),
        ("fibre wins", lambda r: r["rtt_optical"] < 0.3 * r["rtt_leo"]),
    ],
    "content": [
        ("finds a building", lambda r: r["gap"] < 0.05),
        ("nothing fits yet", lambda r: r["gap"] > 0.2 and r["blocking"] > 0),
        ("all but closes", lambda r: r["gap"] < 0.05),
    ],
    "horizon": [
        ("Virtual teaches real", lambda r: r["cost"] > r["ideal"]),
        ("now it keeps to the line", lambda r: not r["crashed"]),
        ("again and again", lambda r: r["crashed"] == 1 and r["lap"] >= 4),
    ],
    "goals25": [
        ("three to five", lambda r: r["in_band"] == 1),
        ("gather again", lambda r: r["in_band"] == 1),
    ],
}
"""What each caption of the show promises of the exhibit's readings while it can be read."""


def at_stop_with_seed(park: Park, stop: str, seed: int) -> Visit:
    """The show at the start of a stop, its exhibit with another seed."""
    index = [s.id for s in park.tours["show"].stops].index(stop)
    return Visit.begin(park).after(StartTour("show", index)).with_run(lambda run: run.turned("seed", seed))


@pytest.mark.parametrize("stop", SAID)
@pytest.mark.parametrize("seed", range(1, 1002, 100))
def test_a_caption_says_what_the_exhibit_reads_as_long_as_it_stands(park: Park, stop: str, seed: int) -> None:
    (planned,) = (one for one in park.tours["show"].stops if one.id == stop)
    visit, now_s, acts = at_stop_with_seed(park, stop, seed), 0.0, planned.acts
    assert len(planned.captions) == len(SAID[stop]) >= 2
    for at_s, (words, promise) in zip([at_s for at_s, _ in planned.captions], SAID[stop], strict=True):
        due = [cue.at_s for cue in acts if cue.say is None and cue.at_s > at_s]
        until_s = min([*due, planned.hold_s]) - 0.2
        for moment_s in (at_s + 0.2, (at_s + until_s) / 2, until_s):
            visit, now_s = visit.advance(moment_s - now_s), moment_s
            assert visit.playback is not None and visit.run is not None
            assert words in visit.playback.caption["en"].replace("\n", " ")
            if at_s > 0 or moment_s == until_s:  # the first stands while the exhibit is set up
                assert promise(visit.run.readings), (moment_s, visit.run.readings)


@pytest.mark.parametrize("comfort", ["fly", "glide", "cut"])
def test_something_breaks_soon_after_the_tour_is_begun(park: Park, comfort: Comfort) -> None:
    begun = Visit.begin(park, settings=Settings(comfort=comfort)).after(StartTour("show"))
    visit = begun.advance(FIRST_EVENT_S)
    assert visit.run is not None and not visit.moving
    assert visit.run.readings["alarm"] == 1 and visit.run.readings["ghosts"] > 0
    assert begun.advance(FIRST_EVENT_S - 2.0).run.readings["alarm"] == 0  # type: ignore[union-attr]


def test_at_the_last_stop_a_building_of_each_district_is_pointed_at_long_enough_to_be_read(
    park: Park,
) -> None:
    last = park.tours["show"].stops[-1]
    points = [(cue.at_s, cue.point) for cue in last.acts if cue.point is not None]
    districts = [
        district.id
        for _, zone in points
        for district in park.districts
        if park.zones[zone] in park.zones_of(district.id)
    ]
    assert sorted(districts) == sorted(district.id for district in park.districts)
    ends = [*(at_s for at_s, _ in points[1:]), last.hold_s]
    assert min(end_s - at_s for (at_s, _), end_s in zip(points, ends, strict=True)) >= 1.6


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
