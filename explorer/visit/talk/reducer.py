"""A visit in a talk: the meaning of the clicker, what the audience sees, and where the time is spent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from ...park.model import Park
from ...park.tour import Tour
from ..acts import Act, CatchUp
from ..checkpoint import Checkpoint, Restore
from ..codec import Unreadable
from ..mode import Mode
from ..state import AnyVisit
from ..tour import reducer as touring
from ..tour.acts import (
    EndTour,
    NextStop,
    PauseTour,
    PreviousStop,
    ResumeTour,
    SetAutoAdvance,
    StartTour,
    ToStop,
)
from ..tour.prepared import as_kept, tour_named
from .acts import (
    Backward,
    Blacken,
    BringOwn,
    ClearMarks,
    Draw,
    EndTalk,
    Freeze,
    GoOnTalking,
    JumpTo,
    LogEntry,
    LookUp,
    Onward,
    SetConsoleLanguage,
    SetPenColour,
    Shine,
    ShowCaption,
    TalkAct,
    TalkThrough,
    UndoMark,
    UseLaser,
    UsePen,
    UseSpotlight,
    WriteEntry,
)
from .own import OwnParts, OwnSlide
from .state import LONGEST_LOGGED, MOST_STROKES, Logged, LookedUp, Stroke, Talk

Step = Literal["begin", "return", "next", "end"]


def tour_for(park: Park, mode: Mode, wanted: str | None = None) -> Tour | None:
    """The tour of a talk: the wanted one, else the first of the mode's kind, else any; None in a park without tours.

    Raises KeyError if the park has no tour of the wanted name.
    """
    if wanted is not None:
        return tour_named(park, wanted)
    tours = sorted(park.tours.values(), key=lambda tour: tour.kind != mode.tour)
    return tours[0] if tours else None


def first_tour(park: Park, mode: Mode, asked: str | None, kept: Callable[[str, str], str]) -> str | None:
    """The name of the tour a show begins with: of a talk as it was prepared last, unless the name asked for says how.

    Parameters
    ----------
    kept : returns the name under which a tour of a park was prepared last; "" for never.
    """
    whole = tour_for(park, mode, asked) if mode.talks else None
    if whole is None or whole.id not in park.tours:
        return asked
    return as_kept(park, whole.id, kept(park.id, whole.id))


def strayed(visit: AnyVisit) -> bool:
    """Whether the presenter has left the zone of the stop; changing its exhibit does not count."""
    playback = visit.playback
    return playback is not None and playback.paused_by == "wander" and visit.zone != playback.stop.zone


def step(visit: AnyVisit) -> Step | None:
    """The effect of *next* now; None if it has none."""
    talk, playback = visit.talk, visit.playback
    if talk is None or talk.over:
        return None
    if not talk.begun:
        return "begin"
    if playback is None:
        return "end"
    if strayed(visit):
        return "return"
    if _slide_after(talk, playback.index) is not None:
        return "next"
    return "end" if playback.last else "next"


def slide_shown(visit: AnyVisit) -> OwnSlide | None:
    """The presenter's slide that the audience sees; None for the view of the park."""
    talk, playback = visit.talk, visit.playback
    if talk is None or playback is None or talk.slide is None or strayed(visit):
        return None
    slides = talk.slides_at(playback.index)
    return slides[talk.slide] if talk.slide < len(slides) else None


def upcoming(visit: AnyVisit) -> OwnSlide | int | None:
    """What follows in a talk: a slide of the presenter, or a stop by its index; None if nothing does."""
    talk, at = visit.talk, stop_of(visit)
    if talk is None or talk.over:
        return None
    if not talk.begun:
        return 0
    if at is None:
        return None
    slide = _slide_after(talk, at)
    if slide is not None:
        return talk.slides_at(at)[slide]
    return at + 1 if at + 1 < len(talk.tour.stops) else None


def stop_of(visit: AnyVisit) -> int | None:
    """The index of the present stop; None after the last."""
    return visit.playback.index if visit.playback is not None else None


def advance(visit: AnyVisit, dt_s: float) -> AnyVisit:
    """`dt_s` seconds later; the time is added to what was shown."""
    talk = visit.talk
    if talk is None or not talk.running:
        return visit
    away = strayed(visit) or (visit.playback is None and visit.zone is not None)
    return replace(visit, talk=talk.pass_time(dt_s, stop_of(visit), away, visit.zone))


def after(visit: AnyVisit, act: Act) -> AnyVisit:
    """The visit after an act of the presenter. Without a talk, only `TalkThrough` changes anything.

    Raises KeyError if the park has no such tour.
    """
    if isinstance(act, CatchUp):
        return advance(visit, act.seconds)
    if isinstance(act, Restore) and act.checkpoint.talk is not None:
        return _restored(visit, act.checkpoint, act.checkpoint.talk)
    if isinstance(act, ResumeTour) and visit.talk is not None and visit.talk.slide is not None:
        return replace(visit, talk=replace(visit.talk, slide=None))  # back to the stop
    if not isinstance(act, TalkAct):
        return visit
    if isinstance(act, TalkThrough):
        waiting = touring.after(_start_tour(visit, act.tour), PauseTour())
        fresh, former = Talk(tour_named(visit.park, act.tour)), visit.talk
        if former is not None and not former.begun:  # prepared anew by its presenter
            fresh = replace(fresh, caption=former.caption, language=former.language, own=former.own)
        return replace(waiting, talk=fresh, shown=())
    talk = visit.talk
    if talk is None:
        return visit
    match act:
        case Onward():
            return _go_on(visit, talk)
        case Backward():
            return _go_back(visit, talk)
        case JumpTo(stop):
            return _jump(visit, talk, stop) if 0 <= stop < len(talk.tour.stops) else visit
        case EndTalk():
            return replace(visit, talk=replace(talk, over=True, slide=None)) if talk.begun else visit
        case Draw(at, begins):
            return _draw(visit, talk, at, begins)
        case UndoMark() | ClearMarks():
            return _rub_out(visit, talk, all_of_them=isinstance(act, ClearMarks))
        case LogEntry(kind, text):
            playback = visit.playback
            place = playback.stop.id if playback is not None else None
            entry = Logged(kind, text[:LONGEST_LOGGED], place, talk.elapsed_s)
            return replace(visit, talk=replace(talk, logged=(*talk.logged, entry)))
        case WriteEntry(number, written) if 0 <= number < len(talk.logged):
            entry = talk.logged[number]
            changed = () if written is None else (replace(entry, text=written[:LONGEST_LOGGED]),)
            logged = (*talk.logged[:number], *changed, *talk.logged[number + 1 :])
            return replace(visit, talk=replace(talk, logged=logged))
    return replace(visit, talk=_change(talk, act))


def _restored(visit: AnyVisit, checkpoint: Checkpoint, talk: Talk) -> AnyVisit:
    """The visit with the talk of a checkpoint, at the beginning of its stop."""
    ready = replace(after(visit, TalkThrough(talk.tour.id)), talk=talk, shown=checkpoint.shown)
    if checkpoint.number is not None:
        return _jump(ready, talk, checkpoint.number)
    return touring.after(_jump(ready, talk, len(talk.tour.stops) - 1), EndTour())


def _change(talk: Talk, act: TalkAct) -> Talk:
    """The talk after an act that changes only the talk."""
    match act:
        case Blacken(black):
            return replace(talk, black=black)
        case Freeze(frozen):
            return replace(talk, frozen=frozen)
        case UseLaser(on):
            return _keep_pointer(
                replace(talk, laser=on, spotlight=talk.spotlight and not on, pen=talk.pen and not on)
            )
        case UseSpotlight(on):
            return _keep_pointer(
                replace(talk, spotlight=on, laser=talk.laser and not on, pen=talk.pen and not on)
            )
        case UsePen(on):
            return _keep_pointer(
                replace(talk, pen=on, laser=talk.laser and not on, spotlight=talk.spotlight and not on)
            )
        case BringOwn(written):
            return _with_own(talk, written)
        case SetPenColour(colour):
            return replace(talk, pen_colour=colour)
        case Shine(at):
            return replace(talk, pointer=at if talk.points else None)
        case ShowCaption(shown):
            return replace(talk, caption=shown)
        case SetConsoleLanguage(language):
            return replace(talk, language=language)
        case LookUp(kind, id):
            return replace(talk, looked_up=(*talk.looked_up, LookedUp(kind, id, talk.elapsed_s)))
        case GoOnTalking():
            return replace(talk, over=False)
    return talk


def _with_own(talk: Talk, written: str) -> Talk:
    """The talk with a presenter's notes and slides; damaged ones change nothing."""
    try:
        return replace(talk, own=OwnParts.read(written), slide=None)
    except Unreadable:
        return talk


def _slide_after(talk: Talk, stop: int) -> int | None:
    """The number of the next slide after a stop; None after the last one."""
    following = 0 if talk.slide is None else talk.slide + 1
    return following if following < len(talk.slides_at(stop)) else None


def _turn_to_slide(visit: AnyVisit, talk: Talk, number: int | None) -> AnyVisit:
    """Show a slide of the present stop while the tour waits, or the stop itself again."""
    playback = visit.playback
    if number is None or playback is None:
        return touring.after(replace(visit, talk=replace(talk, slide=None)), ResumeTour())
    slide = talk.slides_at(playback.index)[number]
    seen = talk.slides_shown if slide in talk.slides_shown else (*talk.slides_shown, slide)
    shown = replace(visit, talk=replace(talk, slide=number, slides_shown=seen))
    return touring.after(shown, PauseTour())


def _draw(visit: AnyVisit, talk: Talk, at: tuple[float, float], begins: bool) -> AnyVisit:
    """Draw on the picture of the present stop; the camera rests while a mark is drawn."""
    playback = visit.playback
    if playback is None or not talk.pen or talk.slide is not None:
        return visit
    strokes = talk.strokes
    if begins or not strokes or strokes[-1].stop != playback.stop.id:
        strokes = (
            *strokes[-MOST_STROKES + 1 :],
            Stroke(playback.stop.id, talk.pen_colour, (at,), visit.pose),
        )
    else:
        strokes = (*strokes[:-1], strokes[-1].to(at))
    return replace(visit, talk=replace(talk, strokes=strokes))


def _rub_out(visit: AnyVisit, talk: Talk, *, all_of_them: bool) -> AnyVisit:
    """Take away the last mark on the picture of the present stop, or all."""
    here = talk.strokes_at(visit.playback.stop.id if visit.playback is not None else None)
    gone = here if all_of_them else here[-1:]
    left = tuple(stroke for stroke in talk.strokes if not any(stroke is each for each in gone))
    return replace(visit, talk=replace(talk, strokes=left))


def _keep_pointer(talk: Talk) -> Talk:
    """Without laser and spotlight, the pointer has no position."""
    return talk if talk.points else replace(talk, pointer=None)


def _go_on(visit: AnyVisit, talk: Talk) -> AnyVisit:
    match step(visit):
        case "begin":
            begun = replace(visit, talk=replace(talk, begun=True))
            if visit.playback is None:
                return _start_tour(begun, talk.tour.id)
            return touring.after(begun, ResumeTour())
        case "return":
            back = touring.after(visit, ResumeTour())
            return touring.after(back, PauseTour()) if talk.slide is not None else back
        case "next":
            assert visit.playback is not None
            slide = _slide_after(talk, visit.playback.index)
            if slide is not None:
                return _turn_to_slide(visit, talk, slide)
            return touring.after(replace(visit, talk=replace(talk, slide=None)), NextStop())
        case "end":
            over = replace(visit, talk=replace(talk, over=True, slide=None))
            return touring.after(over, EndTour())
    return visit


def _go_back(visit: AnyVisit, talk: Talk) -> AnyVisit:
    if visit.playback is None:
        return _jump(visit, talk, len(talk.tour.stops) - 1) if talk.begun else visit
    if talk.slide is not None and not strayed(visit):
        return _turn_to_slide(visit, talk, talk.slide - 1 if talk.slide else None)
    talk = replace(talk, slide=None)
    return _wait(touring.after(replace(visit, talk=talk), PreviousStop()), talk)


def _jump(visit: AnyVisit, talk: Talk, stop: int) -> AnyVisit:
    visit = replace(visit, talk=replace(talk, over=False, slide=None))
    if visit.playback is None:
        return _wait(_start_tour(visit, talk.tour.id, stop), talk)
    return _wait(touring.after(visit, ToStop(stop)), talk)


def _start_tour(visit: AnyVisit, tour: str, stop: int = 0) -> AnyVisit:
    """Start a tour at a stop; it advances only at the presenter's command, even if it plays automatically elsewhere."""
    return touring.after(touring.after(visit, StartTour(tour, stop)), SetAutoAdvance(False))


def _wait(visit: AnyVisit, talk: Talk) -> AnyVisit:
    """Pause the tour at every stop until the talk begins."""
    return visit if talk.begun else touring.after(visit, PauseTour())
