"""A replay: what a log holds of a visit leads to the same visit again, to the last digit of its exhibits."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.base.bootstrap import ROOT
from explorer.i18n import tr
from explorer.park import Park, load
from explorer.publish.film.replay import NotRead, compared, replayed, visits_of
from explorer.shell.event_log.event_log import EventLog
from explorer.shell.event_log.recorder import EventRecorder
from explorer.visit import (
    KIOSK,
    Act,
    Aim,
    Approach,
    Change,
    Close,
    EndTour,
    FlyTo,
    LookFrom,
    NextStop,
    Open,
    Operate,
    Orbit,
    PauseTour,
    Presence,
    Press,
    Reset,
    ResumeTour,
    Settings,
    StartTour,
    Touch,
    Undo,
    Visit,
    Zoom,
)
from explorer.visit.acts import Fork, Pause, SetPace, SwapRuns


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


class Show:
    """A visit that is written down, as a window does it."""

    def __init__(self, qtbot: QtBot, path: Path, visit: Visit) -> None:
        speaker = QWidget()
        qtbot.addWidget(speaker)
        self.visit, self.log = visit, EventLog(path)
        self.log.note("start", language="en")
        self.recorder = EventRecorder(self.log, None, visit.settings, speaker)

    def does(self, *acts: Act) -> None:
        for act in acts:
            before, self.visit = self.visit, self.visit.after(act)
            self.recorder.acted(act, before, self.visit)

    def waits(self, seconds: float, frame_s: float = 1 / 30) -> None:
        while seconds > 0:
            before, self.visit = self.visit, self.visit.advance(min(frame_s, seconds))
            self.recorder.advanced(before, self.visit)
            seconds -= frame_s


def logged_text(path: Path) -> str:
    return (path / "log.jsonl").read_text("utf-8")


def last(park: Park, path: Path) -> Visit:
    (logged,) = visits_of(path)
    assert logged.skipped == {}
    visits = [logged.begin(park), *replayed(logged, logged.begin(park))]
    assert None not in visits
    return visits[-1]  # type: ignore[return-value]


@pytest.mark.parametrize("seed", range(3))
def test_the_same_acts_lead_to_the_same_readings(qtbot: QtBot, tmp_path: Path, park: Park, seed: int) -> None:
    rng = random.Random(seed)
    show = Show(qtbot, tmp_path / "log.jsonl", Visit.begin(park))
    zones = [zone for zone in rng.sample(list(park.zones), 4) if zone not in ("drivers", "trends")]
    for zone in zones:
        show.does(Open(zone))
        show.waits(rng.uniform(0.1, 1.5), rng.choice((1 / 60, 1 / 24, 0.1)))
        show.does(Operate())
        run = show.visit.run
        assert run is not None or zone
        for _ in range(5):
            show.waits(rng.uniform(0.05, 0.8), rng.choice((1 / 60, 0.07)))
            run = show.visit.run
            if run is None:
                continue
            action = rng.choice(run.exhibit.actions).name
            part = rng.choice([*run.exhibit.parts(run.state), None])
            show.does(
                rng.choice(
                    (
                        Press(action),
                        Touch(part),
                        Reset(),
                        Undo(),
                        SetPace(4),
                        Fork(),
                        SwapRuns(),
                        Pause(False),
                    )
                )
            )
            if not show.visit.operating:
                break
    show.does(Change(replace(show.visit.settings, language="zh", day_phase=2.0)))
    again = last(park, tmp_path / "log.jsonl")
    assert again.settings == show.visit.settings
    assert again.runs.keys() == show.visit.runs.keys()
    for zone, run in show.visit.runs.items():
        assert (again.runs[zone].steps, again.runs[zone].past) == (run.steps, run.past), logged_text(tmp_path)
        assert again.runs[zone].readings == run.readings, zone
        assert again.runs[zone].past == run.past
    assert (again.zone, again.operating, again.history) == (
        show.visit.zone,
        show.visit.operating,
        show.visit.history,
    )
    (logged,) = visits_of(tmp_path / "log.jsonl")
    assert compared(logged, park).is_same


@pytest.mark.parametrize("zone", ["drivers", "trends"])
def test_where_a_visitor_aimed_is_aimed_at_again(qtbot: QtBot, tmp_path: Path, park: Park, zone: str) -> None:
    """Exhibits that follow the pointer come to the same readings; elsewhere the pointer leaves no line in the log."""
    path = tmp_path / "log.jsonl"
    show = Show(qtbot, path, Visit.begin(park, settings=Settings(comfort="cut")))
    dice = random.Random(7)
    for place in ("line", zone):
        show.does(Open(place), Operate())
        for _ in range(40):
            show.does(Aim(dice.uniform(-1.2, 1.2), dice.uniform(-1.2, 1.2)))
            show.waits(dice.uniform(0.0, 0.1))
    show.log.close()
    logged = visits_of(path)[0]
    assert not logged.skipped
    assert 20 < sum(isinstance(act, Aim) for _, act in logged.acts) <= 40
    *_, last = replayed(logged, logged.begin(park))
    assert last is not None and last.run is not None and show.visit.run is not None
    assert last.run.past == show.visit.run.past
    assert last.run.walked(show.visit.run.steps).readings == show.visit.run.readings


def test_a_camera_that_was_led_by_hand_comes_to_the_same_place(
    qtbot: QtBot, tmp_path: Path, park: Park
) -> None:
    show = Show(qtbot, tmp_path / "log.jsonl", Visit.begin(park))
    show.does(Orbit(30, 5), Zoom(0.6))
    show.waits(1.0)
    show.does(Approach(park.home.target))
    show.waits(6.0)
    (logged,) = visits_of(tmp_path / "log.jsonl")
    assert [type(act) for _, act in logged.acts] == [FlyTo, FlyTo]
    visit = logged.begin(park)
    for after in replayed(logged, visit):
        assert after is not None
        visit = after
    visit = visit.advance(30.0)
    assert visit.pose.eye == pytest.approx(show.visit.pose.eye, abs=0.01)


def test_a_tour_is_taken_again_with_its_pauses(qtbot: QtBot, tmp_path: Path, park: Park) -> None:
    show = Show(qtbot, tmp_path / "log.jsonl", Visit.begin(park))
    show.does(StartTour("show", 1))
    show.waits(9.0)
    show.does(PauseTour())
    show.waits(2.0)
    show.does(ResumeTour(), NextStop())
    show.waits(5.0)
    show.does(Close(), EndTour(), LookFrom(park.start))
    (logged,) = visits_of(tmp_path / "log.jsonl")
    assert compared(logged, park).is_same
    assert [reported["stop"] for event, reported in logged.events if event == "tour_stop"] == [2, 3]


def test_another_park_is_told_from_this_one(qtbot: QtBot, tmp_path: Path, park: Park) -> None:
    show = Show(qtbot, tmp_path / "log.jsonl", Visit.begin(park))
    show.does(Open("data"), Operate(), Close(), Open("line"))
    path = tmp_path / "log.jsonl"
    path.write_text(path.read_text("utf-8").replace('"data"', '"dada"'), "utf-8")
    (logged,) = visits_of(path)
    found = compared(logged, park)
    assert not found.is_same
    assert found.refused == 1
    assert found.logged is not None and found.logged[1] == {"zone": "dada"}


def test_each_visitor_of_a_booth_is_a_visit(qtbot: QtBot, tmp_path: Path, park: Park) -> None:
    show = Show(qtbot, tmp_path / "log.jsonl", Visit.begin(park, KIOSK, Settings(comfort="cut")))
    show.log.note("visit", mode="kiosk")
    for zone in ("data", "line"):
        show.waits(3.0, 0.5)
        show.does(Presence(), Open(zone))
        show.waits(200.0, 0.5)
    logged = visits_of(tmp_path / "log.jsonl")
    assert [visit.acts for visit in logged] == [
        ((pytest.approx(0.0), Open("data")),),
        ((pytest.approx(0.0), Open("line")),),
    ]
    assert all(visit.mode == "explore" for visit in logged)


def test_logs_of_before_are_read(tmp_path: Path, park: Park) -> None:
    path = tmp_path / "log.jsonl"
    lines = [
        {"t_s": 0.9, "event": "start", "language": "zh"},
        {"t_s": 1.5, "event": "act", "act": "Open", "zone": "data"},
        {"t_s": 1.5, "event": "zone_opened", "zone": "data"},
        {"t_s": 2.0, "event": "act", "act": "StartTour"},
        {"t_s": 2.5, "event": "act", "act": "Close"},
        {"t_s": 2.5, "event": "zone_closed", "zone": "data"},
    ]
    path.write_text("\n".join(map(json.dumps, lines)) + '\n{"t_s": 3.0, "eve', "utf-8")
    (logged,) = visits_of(path)
    assert logged.settings.language == "zh"
    assert [(round(at_s, 3), act) for at_s, act in logged.acts] == [(0.6, Open("data")), (1.6, Close())]
    assert logged.skipped == {"StartTour": 1}
    assert compared(logged, park).is_same


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "is no file"),
        ("", "is no event log"),
        ("no log at all\n[1, 2]\n", "is no event log"),
        ('{"t_s": 1, "event": "start"}', "Nobody did anything"),
        ('{"t_s": NaN, "event": "start"}\n{"event": "act", "act": "Open", "zone": 7}', "Nobody did anything"),
    ],
)
def test_what_is_no_log_is_refused_in_words(tmp_path: Path, text: str | None, why: str) -> None:
    path = tmp_path / "log.jsonl"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(NotRead) as refused:
        visits_of(path)
    assert why in tr(refused.value.words, "en")
