"""Tags of a line: how far they are believed follows from time, link and quality alone."""

from __future__ import annotations

import math

import pytest

from explorer.base.refused import Refused
from explorer.exhibits.kinds import KINDS
from explorer.exhibits.mixins import own_conditions
from explorer.exhibits.tags import (
    SIMULATED_S,
    STALE_S,
    Live,
    Row,
    check_tag,
    conditions_of,
    link_row,
    tags_of,
)
from explorer.visit.exhibit_run import Running


def heard(*rows: Row, now_s: float = 100.0, recorded: bool = False) -> Live:
    live = Live(now_s=now_s)
    for row in rows:
        live = live.after(row, recorded=recorded)
    return live


WIP = Row(5.0, "line.wip", 17.0, "good")
BROKEN = Row(5.0, "line.sensor_3", 0.0, "good")
UP, DOWN = link_row(5.0, "live"), link_row(6.0, "lost")


def test_nothing_heard_is_simulated() -> None:
    assert Live(now_s=3.0).standing == "simulated"
    assert heard(DOWN).standing == "simulated"


def test_a_line_that_speaks_is_live_until_it_is_silent() -> None:
    live = heard(UP, WIP)
    assert live.standing == "live"
    assert live.at(100.0 + STALE_S - 0.01).standing == "live"
    assert live.at(100.0 + STALE_S).standing == "stale"
    assert live.at(100.0 + SIMULATED_S).standing == "stale"
    assert live.at(100.0 + SIMULATED_S + 0.01).standing == "simulated"
    assert live.at(130.0).after(UP).standing == "live"


def test_a_lost_link_is_stale_at_once() -> None:
    assert heard(UP, WIP, DOWN).standing == "stale"
    assert heard(UP, WIP, DOWN).age_s == 0.0


def test_a_recording_is_replayed_whatever_its_link_was() -> None:
    assert heard(UP, WIP, recorded=True).standing == "replayed"
    assert heard(UP, WIP, DOWN, recorded=True).standing == "replayed"


def test_the_model_gets_conditions_and_the_strip_readings() -> None:
    live = heard(UP, WIP, BROKEN)
    assert live.feeds(KINDS["line"]) and not live.feeds(KINDS["factory"])
    assert set(live.measured(KINDS["line"])) == {"wip"}
    assert live.conditions(KINDS["line"]) == {"sensor_3": 0.0}


def test_after_long_silence_no_reading_is_of_the_line_but_its_last_conditions_hold() -> None:
    live = heard(UP, WIP, BROKEN).at(100.0 + SIMULATED_S + 1)
    assert live.measured(KINDS["line"]) == {}
    assert live.conditions(KINDS["line"]) == {"sensor_3": 0.0}


@pytest.mark.parametrize("quality", ["bad", "uncertain"])
def test_nothing_follows_a_doubtful_condition(quality: str) -> None:
    row = Row(5.0, "line.sensor_3", 0.0, quality)  # type: ignore[arg-type]
    assert heard(UP, row).conditions(KINDS["line"]) == {}


def test_a_bad_value_is_not_shown_and_an_uncertain_one_is_marked() -> None:
    assert heard(UP, WIP, WIP._replace(value=math.nan, quality="bad")).measured(KINDS["line"]) == {}
    assert heard(UP, WIP._replace(quality="uncertain")).measured(KINDS["line"])["wip"].quality == "uncertain"


@pytest.mark.parametrize(
    "row",
    [
        WIP._replace(value=math.nan),
        WIP._replace(value=math.inf),
        WIP._replace(quality="live"),
        UP._replace(quality="good"),
    ],
)
def test_rows_that_make_no_sense_change_nothing(row: Row) -> None:
    live = heard(UP, WIP)
    assert live.after(row) == live


def test_names_are_checked() -> None:
    for kind in ("line", "factory"):
        for tag in tags_of(KINDS[kind]):
            check_tag(tag)
    for wrong in ("line.wpi", "lime.wip", "wip", "", "line.seed"):
        with pytest.raises(Refused):
            check_tag(wrong)


def test_every_kind_has_tags_of_its_own_names() -> None:
    """No reading and condition of one exhibit share a name: a tag is one of them."""
    for kind in KINDS:
        tags = tags_of(KINDS[kind])
        assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("seed", range(30))
def test_conditions_do_what_they_say(seed: int) -> None:
    """The line's conditions are the acts of a visitor at the chosen station; at their first values nothing changes."""
    exhibit = KINDS["line"]().having(seed=seed)
    state = exhibit.start()
    for name, condition in own_conditions(type(exhibit)).items():
        assert exhibit.following(state, name, condition.at_first) == state
    station = seed % 6 + 1
    chosen = exhibit.having(station=station)
    assert exhibit.following(state, f"sensor_{station}", 0.0) == chosen.act(state, "break_sensor")
    assert exhibit.following(state, f"machine_{station}", 0.0) == chosen.act(state, "slow_machine")
    assert exhibit.following(state, "card", 1.0) == chosen.act(state, "swap_card")
    broken = exhibit.following(exhibit.following(state, "sensor_1", 0.0), "sensor_2", 0.0)
    assert exhibit.following(broken, "sensor_1", 1.0).broken == {1}


def test_a_machine_of_the_plant_goes_down_and_comes_back_in_all_three() -> None:
    exhibit = KINDS["factory"]()
    state = exhibit.start()
    down = exhibit.following(state, "machine_3", 0.0)
    assert [plant.broken[2] for plant in down.plants] == [True] * 3
    for _ in range(300):  # longer than a breakdown of the model's own
        down = exhibit.step(down)
    assert [plant.broken[2] for plant in down.plants] == [True] * 3
    assert [plant.broken[2] for plant in exhibit.following(down, "machine_3", 1.0).plants] == [False] * 3


def test_unknown_conditions_are_refused() -> None:
    for kind in ("line", "factory", "net"):
        with pytest.raises(KeyError):
            Running.begin(kind).following("sensor_99", 0.0)
    assert "seed" not in conditions_of(KINDS["line"])
