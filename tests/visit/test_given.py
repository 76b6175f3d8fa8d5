"""A show as it was given: each stop as it was left, with its exhibit, marks, questions; written down and read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.visit import (
    KIOSK,
    PRESENT,
    TEACH,
    ClearMarks,
    Draw,
    EndTalk,
    JumpTo,
    LogEntry,
    NextStop,
    Onward,
    Open,
    Press,
    Restore,
    SetPenColour,
    Settings,
    StartTour,
    UndoMark,
    UsePen,
    Visit,
    WriteEntry,
)
from explorer.visit.checkpoint import Checkpoint, checkpoint_of
from explorer.visit.codec import Unreadable, read
from explorer.visit.given import Given, as_shown, given_of
from explorer.visit.talk.state import MOST_POINTS, MOST_STROKES
from tests.grown_scene import write_grown_scene

CUT = Settings(comfort="cut")


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


def at_exhibit(park: Park) -> tuple[Visit, int]:
    """A talk at its first stop with an exhibit that has an action, and the number of the stop."""
    visit = Visit.begin(park, PRESENT, CUT).after(Onward())
    assert visit.talk is not None
    number = next(n for n, stop in enumerate(visit.talk.tour.stops) if stop.zone == "line")
    return visit.after(JumpTo(number)).advance(4.0), number


def test_a_stop_is_kept_as_it_was_left_with_the_readings_of_its_exhibit(park: Park) -> None:
    visit, number = at_exhibit(park)
    visit = visit.after(Press("break_sensor")).advance(20.0)
    assert visit.run is not None
    seen = visit.run.readings
    later = visit.after(Onward()).advance(30.0)
    given = given_of(later, "2026-03-01")
    assert given is not None and given.kind == "talk" and given.given_on == "2026-03-01"
    left = next(shown for shown in given.stops if shown.zone == "line")
    assert left.run is not None and left.run.readings == seen and left.pose == visit.pose
    assert [shown.stop for shown in given.stops][-1] == later.talk.tour.stops[number + 1].id  # type: ignore[union-attr]
    drawn = as_shown(park, left, "zh")
    assert drawn.run is not None and drawn.run.readings == seen
    assert (drawn.pose, drawn.settings.language, drawn.operating) == (visit.pose, "zh", visit.operating)


def test_a_talk_in_a_park_without_tours_is_kept_too(tmp_path: Path) -> None:
    """It leads along the loop of the booth, whose stops are not kept there."""
    bare = load(write_grown_scene(tmp_path / "bare"), Path("nowhere"))
    visit = Visit.begin(bare, PRESENT, CUT).after(Onward()).advance(4.0).after(Onward()).advance(2.0)
    assert visit.talk is not None and visit.talk.tour.loops
    given = given_of(visit)
    assert given is not None and [shown.stop for shown in given.stops] == [
        s.id for s in visit.talk.tour.stops[:2]
    ]
    assert given_of(Visit.begin(bare, KIOSK, CUT).advance(60.0)) is None


def test_it_is_read_back_as_it_was_written(park: Park) -> None:
    visit, _ = at_exhibit(park)
    visit = visit.after(UsePen(True)).after(Draw((0.1, 0.2), True)).after(Draw((0.3, 0.1), False))
    visit = visit.after(LogEntry("question", "Who pays?")).after(Onward()).advance(5.0)
    given = given_of(visit)
    assert given is not None
    text = given.model_dump_json()
    again = read(Given, text, park)
    assert again.model_dump_json() == text
    runs = [
        (a.run.readings, b.run.readings)
        for a, b in zip(given.stops, again.stops, strict=True)
        if a.run and b.run
    ]
    assert runs and all(one == other for one, other in runs)


def test_a_stop_shown_again_replaces_what_it_was_and_keeps_its_place(park: Park) -> None:
    visit = Visit.begin(park, PRESENT, CUT).after(Onward()).advance(3.0).after(Onward()).advance(3.0)
    first = given_of(visit)
    visit = visit.after(JumpTo(0)).advance(8.0).after(JumpTo(1)).advance(1.0)
    again = given_of(visit)
    assert first is not None and again is not None
    assert [s.stop for s in again.stops] == [s.stop for s in first.stops]
    assert again.stops[0].at_s > first.stops[0].at_s


def test_a_detour_is_not_taken_for_the_stop(park: Park) -> None:
    visit, _ = at_exhibit(park)
    given = given_of(visit.after(Open("rules")).advance(9.0))
    assert given is not None and given.stops[-1].zone == "line"
    assert given.stops[-1].pose == visit.pose


def test_a_checkpoint_keeps_the_stops_and_a_restart_goes_on_with_them(park: Park) -> None:
    visit, _ = at_exhibit(park)
    checkpoint = checkpoint_of(visit)
    assert checkpoint is not None
    back = read(Checkpoint, checkpoint.model_dump_json(), park)
    restored = Visit.begin(park, PRESENT, CUT).after(Restore(back))
    before, after = given_of(visit), given_of(restored)
    assert before is not None and after is not None
    assert [s.stop for s in after.stops] == [s.stop for s in before.stops]


def test_a_lesson_is_kept_too_and_the_loop_of_a_booth_is_not(park: Park) -> None:
    lesson = next(tour.id for tour in park.tours.values() if tour.kind == "lesson")
    taught = (
        Visit.begin(park, TEACH, CUT).after(StartTour(lesson)).advance(5.0).after(NextStop()).advance(2.0)
    )
    given = given_of(taught)
    assert given is not None and given.kind == "lesson" and len(given.stops) == 2
    checkpoint = checkpoint_of(taught)
    assert checkpoint is not None and [s.stop for s in checkpoint.shown] == [given.stops[0].stop]
    assert given_of(taught.after(StartTour(lesson)).advance(1.0)).stops[0].stop == given.stops[0].stop  # type: ignore[union-attr]
    assert not Visit.begin(park, KIOSK, CUT).advance(400.0).shown


def test_a_new_show_forgets_the_last_one(park: Park) -> None:
    visit, _ = at_exhibit(park)
    assert len(visit.shown) == 1
    lesson = next(tour.id for tour in park.tours.values() if tour.kind == "lesson")
    assert not Visit.begin(park, TEACH, CUT).after(StartTour(lesson)).shown


def test_nothing_was_given_before_a_talk_begins_and_all_of_it_after_its_end(park: Park) -> None:
    visit = Visit.begin(park, PRESENT, CUT)
    assert given_of(visit.advance(3.0)) is None
    stops = visit.talk.tour.stops  # type: ignore[union-attr]
    for _ in range(len(stops) + 1):
        visit = visit.after(Onward()).advance(2.0)
    given = given_of(visit)
    assert visit.talk is not None and visit.talk.over
    assert given is not None and [s.stop for s in given.stops] == [stop.id for stop in stops]
    cut = Visit.begin(park, PRESENT, CUT).after(Onward()).advance(2.0).after(EndTalk())
    assert [s.stop for s in given_of(cut).stops] == [stops[0].id]  # type: ignore[union-attr]


def test_marks_stay_with_their_stop_and_are_taken_back_one_by_one_or_all(park: Park) -> None:
    visit, _ = at_exhibit(park)
    here = visit.playback.stop.id  # type: ignore[union-attr]
    assert visit.after(Draw((0, 0), True)).talk == visit.talk, "without a pen nothing is drawn"
    for colour in ("red", "blue"):
        visit = (
            visit.after(UsePen(True))
            .after(SetPenColour(colour))
            .after(Draw((0, 0), True))
            .after(Draw((1, 1), False))
        )
    talk = visit.after(Onward()).advance(1.0).after(Draw((0.5, 0.5), True)).talk
    assert talk is not None
    assert [s.colour for s in talk.strokes_at(here)] == ["red", "blue"] and len(talk.strokes) == 3
    one = visit.after(UndoMark()).talk
    assert one is not None and [s.colour for s in one.strokes] == ["red"]
    elsewhere = visit.after(Onward()).after(ClearMarks()).talk
    assert elsewhere is not None and len(elsewhere.strokes) == 2
    assert not visit.after(ClearMarks()).talk.strokes  # type: ignore[union-attr]


def test_marks_have_limits(park: Park) -> None:
    visit, _ = at_exhibit(park)
    visit = visit.after(UsePen(True)).after(Draw((0, 0), True))
    for n in range(2 * MOST_POINTS):
        visit = visit.after(Draw((n / 1000, 0), False))
    stroke = visit.talk.strokes[-1]  # type: ignore[union-attr]
    assert len(stroke.points) <= MOST_POINTS and stroke.points[0] == (0, 0)
    assert stroke.points[-1] == ((2 * MOST_POINTS - 1) / 1000, 0)
    for _ in range(MOST_STROKES + 5):
        visit = visit.after(Draw((0, 0), True))
    assert len(visit.talk.strokes) == MOST_STROKES  # type: ignore[union-attr]


def test_a_question_is_kept_with_its_stop_and_time_and_may_be_written_later(park: Park) -> None:
    visit, _ = at_exhibit(park)
    visit = visit.after(LogEntry("question")).advance(3.0).after(LogEntry("promise", "Send the report"))
    talk = visit.after(WriteEntry(0, "Who pays?")).talk
    assert talk is not None
    assert [(e.kind, e.text, e.stop) for e in talk.logged] == [
        ("question", "Who pays?", visit.playback.stop.id),  # type: ignore[union-attr]
        ("promise", "Send the report", visit.playback.stop.id),  # type: ignore[union-attr]
    ]
    assert talk.logged[1].at_s == pytest.approx(talk.logged[0].at_s + 3.0)
    assert [e.kind for e in visit.after(WriteEntry(0, None)).talk.logged] == ["promise"]  # type: ignore[union-attr]


def test_a_zone_that_the_scene_has_lost_is_named_and_a_lost_stop_is_left_out(park: Park) -> None:
    visit, _ = at_exhibit(park)
    given = given_of(visit)
    assert given is not None
    elsewhere = given.model_dump_json().replace('"zone":"line"', '"zone":"lime"')
    with pytest.raises(Unreadable, match="lime"):
        read(Given, elsewhere, park)
    tour = given.tour
    shorter = tour.model_copy(update={"stops": tuple(s for s in tour.stops if s.zone != "line")})
    fewer = park.model_copy(update={"tours": {**park.tours, tour.id: shorter}})
    again = read(Given, given.model_dump_json(), fewer)
    assert [again.stop_of(shown) is None for shown in again.stops if shown.zone == "line"] == [True]
