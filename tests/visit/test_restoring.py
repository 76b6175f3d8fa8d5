"""A talk and a lesson survive the end of the program: what a checkpoint holds is what comes back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.base.bootstrap import ROOT
from explorer.park import Park, load
from explorer.visit import (
    PRESENT,
    TEACH,
    Act,
    Backward,
    CatchUp,
    EndTalk,
    JumpTo,
    LookUp,
    NextStop,
    Onward,
    Open,
    Restore,
    SetConsoleLanguage,
    Settings,
    ShowCaption,
    StartTour,
    Visit,
)
from explorer.visit.checkpoint import Checkpoint, checkpoint_of, progress
from explorer.visit.codec import Unreadable, read
from explorer.visit.lesson.acts import Ask, Count, PutAway, SetClass, ShowOptions

CUT = Settings(comfort="cut")


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", Path("nowhere"))


def done(visit: Visit, *acts: Act | float) -> Visit:
    """The visit after acts and pauses, in seconds."""
    for act in acts:
        visit = visit.advance(act) if isinstance(act, float) else visit.after(act)
    return visit


def written(visit: Visit) -> Checkpoint:
    """The checkpoint of a visit as it comes out of a file."""
    checkpoint = checkpoint_of(visit)
    assert checkpoint is not None
    return read(Checkpoint, checkpoint.model_dump_json(), visit.park)


ACTS = st.one_of(
    st.sampled_from([
        Onward(), Backward(), Open("data"), Open("rules"), LookUp("term", "blockchain"), LookUp("zone", "net"),
        ShowCaption(True), SetConsoleLanguage("zh"), CatchUp(9.0),
    ]),
    st.integers(0, 9).map(JumpTo),
    st.floats(0.1, 12.0),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(acts=st.lists(ACTS, max_size=20))
def test_a_talk_comes_back_at_its_stop_with_clock_legs_and_what_was_looked_up(
    park: Park, acts: list[Act | float]
) -> None:
    fresh = Visit.begin(park, PRESENT, CUT)
    before = done(fresh, Onward(), 0.5, *acts)
    talk = before.talk
    assert talk is not None
    if not talk.running:
        assert checkpoint_of(before) is None
        return
    after = fresh.after(Restore(written(before)))
    assert after.talk is not None
    assert after.talk == replace(talk, pointer=None)
    stop = after.playback.stop if after.playback else None
    assert (stop and stop.id) == (before.playback.stop.id if before.playback else None)
    assert after.playback is None or after.playback.playing
    later = after.advance(2.0).talk
    assert later is not None
    assert later.elapsed_s == pytest.approx(talk.elapsed_s + 2.0), "the clock runs on"


def test_a_lesson_comes_back_with_its_minutes_its_class_and_the_hands(park: Park) -> None:
    fresh = Visit.begin(park, TEACH, CUT)
    question = park.tours["lesson"].stops[0].quiz[0]
    before = done(
        fresh, SetClass(28), StartTour("lesson"), 130.0, Ask(question), ShowOptions(), Count(1, 14), Count(2, 3),
        PutAway(), NextStop(), 65.0,
    )  # fmt: skip
    after = fresh.after(Restore(written(before)))
    for name in ("tour", "pupils", "spent_s", "index", "marks", "going", "minute"):
        assert getattr(after.lesson, name) == getattr(before.lesson, name)
    assert after.lesson.marks[question].counts[:2] == (14, 3)
    assert after.playback is not None
    assert after.playback.index == 1
    assert after.advance(60.0).lesson.minute == before.lesson.minute + 1


def test_nothing_is_written_before_a_show_begins_and_after_it_has_ended(park: Park) -> None:
    talk, lesson = Visit.begin(park, PRESENT, CUT), Visit.begin(park, TEACH, CUT)
    for visit in (talk, lesson, done(talk, Onward(), 3.0, EndTalk())):
        assert checkpoint_of(visit) is None
        assert progress(visit) is None


def test_a_checkpoint_of_another_scene_says_what_is_missing(park: Park) -> None:
    talk = written(done(Visit.begin(park, PRESENT, CUT), Onward(), 3.0, Open("data"), 3.0)).model_dump_json()
    lesson = written(done(Visit.begin(park, TEACH, CUT), StartTour("lesson"), 3.0)).model_dump_json()

    def changed(text: str, **changes: object) -> str:
        """The text of a checkpoint with other values in its stop, its talk or its lesson."""
        data = json.loads(text)
        show = data.get("talk") or data["lesson"]
        data |= {key: value for key, value in changes.items() if key == "stop"}
        show |= {key: value for key, value in changes.items() if key != "stop"}
        return json.dumps(data)

    leg = {**json.loads(talk)["talk"]["legs"][-1], "zone": "gone"}
    for text, missing in (
        (changed(talk, tour="gone"), "tour gone"),
        (changed(talk, stop="gone"), "stop gone"),
        (changed(talk, legs=[leg]), "zone gone"),
        (changed(lesson, tour="show", stop="line"), "lesson show"),
        (changed(lesson, spent_s={"gone": 1.0}), "stop gone"),
        (changed(lesson, marks={"gone": {"counts": [1, 2], "right": 1}}), "question gone"),
        (changed(lesson, marks={"five-fields": {"counts": [1], "right": 1}}), "question five-fields"),
    ):
        with pytest.raises(Unreadable, match=f"the scene has changed: no {missing}"):
            read(Checkpoint, text, park)


def test_a_talk_that_was_cut_off_in_the_questions_comes_back_there(park: Park) -> None:
    fresh = Visit.begin(park, PRESENT, CUT)
    assert fresh.talk is not None
    checkpoint = Checkpoint(stop=None, talk=replace(fresh.talk, begun=True, elapsed_s=600.0))
    assert checkpoint.number is None
    after = fresh.after(Restore(checkpoint))
    assert after.playback is None
    assert after.talk is not None
    assert after.talk.running
