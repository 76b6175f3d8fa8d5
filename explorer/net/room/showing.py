"""What a show sends its phones about a visit, and what they may do."""

from __future__ import annotations

from pathlib import Path

from ...exhibits.mixins import way_out
from ...park.tour import PhonesAtStop, Tour
from ...visit import Visit
from ...visit.exhibit_run import Running
from ...visit.lesson.reducer import next_question
from ...visit.talk.own import OwnSlide
from ...visit.talk.reducer import upcoming
from .messages import (
    Allowed,
    CallReason,
    QuestionOnShow,
    ReadingsNow,
    Screen,
    SpotOnShow,
    TalkOnShow,
    Words,
)
from .phone_words import dials_of, in_all, is_for_experts
from .presenting import PresenterNotes

DIGITS = 6
MOST_ACTIONS = 6


def allowed(visit: Visit) -> Allowed:
    """What phones may do now: as the stop of the tour says; otherwise one dial, and actions that do no damage.

    Nothing while a tour runs automatically, unless its stop says otherwise.
    """
    run, playback = visit.run, visit.playback
    if run is None or not visit.operating:
        return Allowed()
    at_stop = playback is not None and visit.guided and playback.stop.zone == visit.zone
    if at_stop and playback is not None:
        named = playback.stop.phones
        if named is not None:
            return _named(run, named)
        if playback.tour.kind == "show":
            return Allowed()
    kind = type(run.exhibit)
    dials = [name for name in dials_of(kind) if not is_for_experts(kind.model_fields[name])]
    named_dial = kind.phone_dial if kind.phone_dial in dials_of(kind) else None
    harmless = [a.name for a in kind.actions if not a.breaks and _stays(run, a.name)]
    return Allowed(dial=named_dial or (dials[0] if dials else None), actions=tuple(harmless[:MOST_ACTIONS]))


def _named(run: Running, named: PhonesAtStop) -> Allowed:
    known = {action.name for action in run.exhibit.actions}
    dial = named.dial if named.dial in dials_of(type(run.exhibit)) else None
    return Allowed(
        dial=dial, actions=tuple(name for name in named.acts if name in known and _stays(run, name))
    )


def _stays(run: Running, action: str) -> bool:
    """Whether an action leaves the visitor where they are."""
    return way_out(run.exhibit, run.state, action) is None


def screen_of(visit: Visit, session: str, visited: tuple[str, ...]) -> Screen:
    """What is on the screen.

    Parameters
    ----------
    visited : the zones visited, in order; the visit itself knows no order.
    """
    run = visit.run if visit.operating else None
    return Screen(
        session=session,
        mode=visit.mode.name,
        zone=visit.zone,
        kind=run.exhibit.kind if run else None,
        visited=visited,
        values={name: getattr(run.exhibit, name) for name in dials_of(type(run.exhibit))} if run else {},
        allowed=allowed(visit),
        question=question_of(visit),
        talk=_talk(visit),
        spots=spots_of(visit),
        spot=visit.spot if visit.open_spot is not None else None,
        is_over=visit.lesson.over or (visit.talk is not None and visit.talk.over),
    )


def spots_of(visit: Visit) -> tuple[SpotOnShow, ...]:
    """The hot spots that phones may open: those of the open zone, unless a tour leads or its exhibit is used."""
    zone, languages = visit.open_zone, visit.park.languages
    if zone is None or visit.operating or visit.guided:
        return ()
    return tuple(
        SpotOnShow(
            id=spot.id,
            title=in_all(spot.title, languages),
            text=in_all(spot.text, languages) if spot.text is not None else {},
            link=spot.link or "",
        )
        for spot in zone.spots
    )


def question_of(visit: Visit) -> QuestionOnShow | None:
    """The question on show: of the quiz, of a lesson or of a talk."""
    languages, quiz = visit.park.languages, visit.quiz
    if quiz.open and quiz.question is not None:
        question = visit.park.quiz[quiz.question]
        shown, revealed, counts = True, quiz.given, quiz.hands or (0,) * len(question.options)
    elif visit.lesson.asked is not None:
        asked = visit.lesson.asked
        question = visit.park.quiz[asked.question]
        shown, revealed, counts = asked.shown, asked.revealed, visit.lesson.marks_of(question).counts
    else:
        return None
    return QuestionOnShow(
        id=question.id,
        question=in_all(question.question, languages),
        options=tuple(in_all(option, languages) for option in question.options) if shown else (),
        right=question.right if revealed else None,
        explanation=in_all(question.explanation, languages) if revealed else None,
        counts=counts,
    )


def tour_led(visit: Visit) -> Tour | None:
    """The tour that is led: after the last stop of a talk, still its tour."""
    if visit.playback is not None:
        return visit.playback.tour
    return visit.talk.tour if visit.talk is not None else None


def _talk(visit: Visit) -> TalkOnShow | None:
    playback, talk, tour = visit.playback, visit.talk, tour_led(visit)
    if tour is None:
        return None
    stops = len(tour.stops)
    return TalkOnShow(
        stop=playback.index if playback is not None else stops,
        stops=stops,
        caption=in_all(playback.caption if playback is not None else tour.title, visit.park.languages),
        is_past=playback is None,
        is_black=talk is not None and talk.black,
        is_led=talk is not None or visit.lesson.going,
    )


def notes_of(visit: Visit, call: CallReason | None = None) -> PresenterNotes:
    """The presenter's notes."""
    talk, tour = visit.talk, tour_led(visit)
    if tour is None:
        return PresenterNotes(call=call)
    return PresenterNotes(
        note=_note(visit),
        next=_next(visit),
        frozen=talk is not None and talk.frozen,
        question=next_question(visit),
        call=call,
        elapsed_s=round(talk.elapsed_s) if talk else None,
        planned_s=round(talk.tour.duration_s) if talk else None,
        running=talk is not None and talk.running,
        stops=tuple(stop.zone or "" for stop in tour.stops),
    )


def _note(visit: Visit) -> Words | None:
    """The note of the present stop: the presenter's own, in the language they talk in, or that of the scene."""
    playback, talk = visit.playback, visit.talk
    if playback is None:
        return None
    own = talk.own.note_at(playback.stop.id) if talk is not None else None
    if talk is not None and own is not None:
        return {talk.language or visit.settings.language: own} if own else None
    note = playback.stop.note
    return in_all(note, visit.park.languages) if note is not None else None


def _next(visit: Visit) -> Words | None:
    """The next stop or slide in words: the caption of the stop, or the name of the presenter's slide."""
    playback = visit.playback
    if playback is None:
        return None
    following = upcoming(visit) if visit.talk is not None else playback.following
    if isinstance(following, OwnSlide):
        return dict.fromkeys(visit.park.languages, Path(following.path).name)
    return (
        in_all(playback.tour.stops[following].caption, visit.park.languages)
        if following is not None
        else None
    )


def readings_of(run: Running) -> ReadingsNow:
    """The readings of a run, rounded to six significant digits."""
    values = run.readings.values()
    return ReadingsNow(
        kind=run.exhibit.kind,
        time_s=round(run.time_s, 2),
        values=tuple(rounded(value) for value in values),
    )


def rounded(value: float) -> float | None:
    """A number rounded to six significant digits; None if it is not finite."""
    short = float(f"{value:.{DIGITS}g}")
    return short if abs(short) < float("inf") else None
