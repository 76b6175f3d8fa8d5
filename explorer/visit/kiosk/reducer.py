"""A visit at a kiosk: an attract tour, a visitor's exploration, and a reset for the next visitor.

attract -> explore      at the first touch; if the pointer only moves, the tour pauses
explore -> asking       after `Mode.quiet_s` of silence; a tour that the visitor has chosen is no silence while it plays
asking  -> explore      at an answer
asking  -> a new visit  after `Mode.countdown_s`
explore -> survey       when the visitor is done, in a booth that stores answers to the scene's survey; likewise from asking
survey  -> a new visit  after its last question, when it is skipped, or after `SURVEY_QUIET_S` of silence
attract -> closed       outside opening hours, unless staff let the show go on dimmed; a visitor is not disturbed
closed  -> a new visit  when the booth opens
"""

from __future__ import annotations

from dataclasses import replace
from math import inf

from ..acts import Act, Aim, CatchUp, Hover, LineAct, PhonePress, PhoneTurn, Point
from ..checkpoint import Restore
from ..settings import DAY_PHASES, is_dark
from ..state import AnyVisit
from ..tour import reducer as touring
from ..tour.acts import PauseTour, ResumeTour, StartTour
from ..tour.reducer import SAME_MOMENT_S
from ..viewpoint import Viewpoint
from .acts import (
    BringSlides,
    EndVisit,
    EnterStaff,
    HoldPress,
    KioskAct,
    NextSurveyQuestion,
    OfferSurvey,
    Presence,
    Roam,
    SetPlan,
    SetVolume,
    StartOver,
    Stay,
    WallClock,
)
from .attract_camera import going_round
from .booth_plan import BoothPlan
from .state import Kiosk

SURVEY_QUIET_S, THANKS_S = 30.0, 2.5
"""Silence after which a survey is given up, and time for which the thanks are shown."""


def welcome(visit: AnyVisit, loop: str = "") -> AnyVisit:
    """A fresh visit with the attract tour, `loop` if it is offered; the day cycle runs unless motion is reduced."""
    passes = visit.settings.comfort != "cut"
    loud = (visit.settings.volume, visit.settings.sound_volume)
    attracting = replace(visit, kiosk=Kiosk(visit.settings, usual_volume=loud)).with_settings(
        replace(visit.settings, auto_day_cycle=visit.settings.auto_day_cycle or passes)
    )
    tour = attract_tour(visit, loop)
    return attracting if tour is None else touring.after(attracting, StartTour(tour))


def start_over(visit: AnyVisit) -> AnyVisit:
    """A fresh visit for the next visitor, with nothing left of this one."""
    kiosk = visit.kiosk
    fresh = type(visit).fresh(visit.park, visit.mode, kiosk.own if kiosk else visit.settings)
    fresh = welcome(fresh, kiosk.plan.loop if kiosk else "")
    if kiosk is None or fresh.kiosk is None:
        return fresh
    # these belong to the machine and its staff, not to a visitor
    stays = replace(
        fresh.kiosk, held=kiosk.held, roams=kiosk.roams, plan=kiosk.plan, minute=kiosk.minute,
        usual_volume=kiosk.usual_volume, slides_s=kiosk.slides_s, next_slide=kiosk.next_slide, asks=kiosk.asks,
    )  # fmt: skip
    return _by_the_clock(replace(fresh, kiosk=stays))


def attract_tour(visit: AnyVisit, loop: str) -> str | None:
    """The attract tour: `loop` if it is offered, else the one named by the mode, else the first of its kind.

    None in a park without one. Raises KeyError if the park has no tour of the mode's name.
    """
    if loop in visit.park.tours:
        return loop
    if visit.mode.attract is not None:
        return visit.park.tours[visit.mode.attract].id
    return next((id for id, tour in visit.park.tours.items() if tour.kind == visit.mode.tour), None)


# ---- time


def advance(visit: AnyVisit, dt_s: float) -> AnyVisit:
    """The visit `dt_s` seconds later. Effects of silence occur at their exact moment, however long the step is."""
    left_s = dt_s
    while (due_s := due_in_s(visit)) <= left_s + SAME_MOMENT_S:
        visit = _due(visit, _pass_time(visit, due_s))
        left_s = max(left_s - due_s, 0.0)
    return _pass_time(visit, left_s)


def due_in_s(visit: AnyVisit) -> float:
    """Seconds until the kiosk may change without input; inf if it will not."""
    kiosk, playback = visit.kiosk, visit.playback
    if kiosk is None:
        return inf
    if kiosk.slide is not None:
        return kiosk.slide_left_s
    if kiosk.phase == "asking":
        return max(visit.mode.countdown_s - kiosk.silent_s, 0.0)
    if kiosk.phase == "survey":
        answered = kiosk.survey_at >= len(visit.park.survey)
        return max((THANKS_S if answered else SURVEY_QUIET_S) - kiosk.silent_s, 0.0)
    if is_silent(visit):
        return max(visit.mode.quiet_s - kiosk.silent_s, 0.0)
    if playback is None or playback.due_in_s is None:
        return inf
    return playback.due_in_s


def is_silent(visit: AnyVisit) -> bool:
    """Whether passing time counts as silence.

    Who watches a tour touches nothing. The attract tour may go on for ever; a tour chosen by a visitor has an end.
    """
    kiosk, playback = visit.kiosk, visit.playback
    if kiosk is None or kiosk.phase == "closed" or kiosk.slide is not None:
        return False
    if kiosk.phase == "attract":
        return playback is not None and not playback.playing
    return kiosk.phase in ("asking", "survey") or playback is None or playback.due_in_s is None


def _pass_time(visit: AnyVisit, dt_s: float) -> AnyVisit:
    """The visit after `dt_s`, without effects of silence. While a slide is shown, the tour waits."""
    kiosk = visit.kiosk
    if kiosk is not None and kiosk.slide is not None:
        return replace(visit, kiosk=replace(kiosk, slide_left_s=max(kiosk.slide_left_s - dt_s, 0.0)))
    later = _wait(touring.advance(visit, dt_s), visit, dt_s)
    return going_round(later)


def _wait(visit: AnyVisit, before: AnyVisit, dt_s: float) -> AnyVisit:
    """Add idle seconds; they count as silence if the visit before was silent."""
    kiosk = before.kiosk
    if kiosk is None:
        return visit
    silent_s = kiosk.silent_s + dt_s if is_silent(before) else 0.0
    return replace(visit, kiosk=replace(kiosk, silent_s=silent_s))


def _due(before: AnyVisit, visit: AnyVisit) -> AnyVisit:
    """Apply what is due at the end of the time since `before`."""
    kiosk = visit.kiosk
    if kiosk is not None and kiosk.slide is not None:
        return replace(visit, kiosk=replace(kiosk, slide=None))
    if kiosk is None or not is_silent(before):
        return _next_slide(before, _switch_light(before, visit))
    if kiosk.phase == "explore":
        return replace(visit, kiosk=replace(kiosk, phase="asking", silent_s=0.0))
    return start_over(visit)


def _switch_light(before: AnyVisit, visit: AnyVisit) -> AnyVisit:
    """Alternate day and dusk with each round of the attract tour."""
    was, now, kiosk = before.playback, visit.playback, visit.kiosk
    if kiosk is None or kiosk.phase != "attract" or was is None or now is None or now.index >= was.index:
        return visit
    day_phase = DAY_PHASES["day"] if is_dark(visit.settings.day_phase) else DAY_PHASES["dusk"]
    return visit.with_settings(replace(visit.settings, day_phase=day_phase))


def _next_slide(before: AnyVisit, visit: AnyVisit) -> AnyVisit:
    """Show the next own slide after each stop of the attract tour."""
    was, now, kiosk = before.playback, visit.playback, visit.kiosk
    if kiosk is None or not kiosk.slides_s or kiosk.phase != "attract":
        return visit
    if was is None or now is None or was.index == now.index:
        return visit
    slide = kiosk.next_slide % len(kiosk.slides_s)
    shown = replace(kiosk, slide=slide, slide_left_s=kiosk.slides_s[slide], next_slide=slide + 1)
    return replace(visit, kiosk=shown)


def _by_the_clock(visit: AnyVisit) -> AnyVisit:
    """The visit as the plan of the booth wants it at this time of day."""
    kiosk = visit.kiosk
    if kiosk is None:
        return visit
    plan, minute = kiosk.plan, kiosk.minute
    if kiosk.phase == "closed" and not plan.closes(minute):
        return start_over(replace(visit, kiosk=replace(kiosk, phase="attract")))
    if kiosk.phase == "attract" and plan.closes(minute):
        visit = replace(visit, playback=None, kiosk=replace(kiosk, phase="closed", slide=None, silent_s=0.0))
    voice, sounds = (plan.volume_at(minute, usual) for usual in kiosk.usual_volume)
    own = visit.kiosk.own if visit.kiosk is not None else kiosk.own
    # a visitor's own volume stays until the level of the booth changes
    return visit if (own.volume, own.sound_volume) == (voice, sounds) else _with_volumes(visit, voice, sounds)


# ---- acts


def notice(visit: AnyVisit, act: Act) -> AnyVisit:
    """The visit before an act that shows presence: the silence and the attract tour end.

    Pausing or resuming the attract tour does not count as exploring.
    """
    kiosk = visit.kiosk
    if kiosk is None or isinstance(act, KioskAct) or not is_sign_of_life(visit, act):
        return visit
    if kiosk.phase == "closed":
        return visit
    if kiosk.phase != "attract" or isinstance(act, PauseTour | ResumeTour | PhoneTurn | PhonePress):
        return _break_silence(visit)
    return _receive(visit, kiosk)


def after(visit: AnyVisit, act: Act) -> AnyVisit:
    """The visit after a kiosk event or a visitor's answer. Without a kiosk nothing changes."""
    kiosk = visit.kiosk
    if isinstance(act, SetVolume):
        return _with_volume(visit, act.percent)
    if kiosk is None:
        return visit
    match act, kiosk.phase:
        case CatchUp(seconds), _:  # suspended time counts as silence
            return _wait(visit, visit, seconds)
        case StartOver(), _:
            return visit if _attracts(visit) else start_over(visit)
        case Presence(touched=False), "attract":
            return _break_silence(touring.after(visit, PauseTour()))
        case Presence(touched=True), "attract":
            return _receive(visit, kiosk)
        case EndVisit(), ("explore" | "asking") if kiosk.asks and not kiosk.staff:
            asks = replace(kiosk, phase="survey", silent_s=0.0, survey_at=0)
            return replace(visit, playback=None, kiosk=asks)
        case EndVisit(), _:
            return visit if _attracts(visit) or kiosk.phase == "closed" else start_over(visit)
        case NextSurveyQuestion(), "survey":
            return replace(visit, kiosk=replace(kiosk, silent_s=0.0, survey_at=kiosk.survey_at + 1))
        case (Presence(), "explore" | "survey") | (Presence(touched=True) | Stay(), "asking"):
            return _break_silence(visit)
        case HoldPress(held), _:
            return replace(visit, kiosk=replace(kiosk, held=held))
        case Roam(), _:
            return replace(visit, kiosk=replace(kiosk, roams=True))
        case OfferSurvey(), _:
            return replace(visit, kiosk=replace(kiosk, asks=bool(visit.park.survey)))
        case EnterStaff(), _:
            return replace(visit, kiosk=replace(kiosk, staff=True))
        case WallClock(minute), _:
            return _by_the_clock(replace(visit, kiosk=replace(kiosk, minute=minute)))
        case SetPlan(plan), _:
            return _by_the_clock(_with_plan(visit, kiosk, plan))
        case BringSlides(slides_s), _:
            return replace(visit, kiosk=replace(kiosk, slides_s=slides_s, slide=None, next_slide=0))
    return visit if isinstance(act, KioskAct | LineAct | PhoneTurn | PhonePress) else _rest_exhibits(visit)


def _rest_exhibits(visit: AnyVisit) -> AnyVisit:
    """The visit with each exhibit restarted that a visitor has changed and left; their passport keeps it as tried.

    Not while a tour goes on, which brings its own runs back.
    """
    kiosk, here = visit.kiosk, visit.zone if visit.operating else None
    if kiosk is None or kiosk.phase != "explore" or visit.playback is not None:
        return visit
    left = {
        id: run.reset()
        for id, run in visit.runs.items()
        if id != here and run.past.acts and run.record.events
    }
    return replace(visit, runs={**visit.runs, **left}) if left else visit


def _with_plan(visit: AnyVisit, kiosk: Kiosk, plan: BoothPlan) -> AnyVisit:
    """The visit with what staff have set. The language is that of the next visitor, and of the attract tour."""
    own = kiosk.own
    if plan.language in visit.park.languages:
        own = replace(own, language=plan.language)
    changed = replace(visit, kiosk=replace(kiosk, plan=plan, own=own))
    if kiosk.phase == "attract" and plan.loop != kiosk.plan.loop:
        return start_over(changed)
    if kiosk.phase != "attract" or own.language == visit.settings.language:
        return changed
    return changed.with_settings(replace(visit.settings, language=own.language))


def _with_volume(visit: AnyVisit, percent: int) -> AnyVisit:
    """The visit with another volume, for this visitor and later ones, except in quiet hours."""
    kiosk = visit.kiosk
    if kiosk is None:
        return visit.with_settings(replace(visit.settings, volume=percent, sound_volume=percent))
    plan = replace(kiosk.plan, volume=None if kiosk.plan.volume is None else percent)
    level = plan.volume_at(kiosk.minute, percent)
    louder = replace(visit, kiosk=replace(kiosk, plan=plan, usual_volume=(percent, percent)))
    return _with_volumes(louder, level, level)


def _with_volumes(visit: AnyVisit, voice: int, sounds: int) -> AnyVisit:
    kiosk = visit.kiosk
    heard = visit.with_settings(replace(visit.settings, volume=voice, sound_volume=sounds))
    if kiosk is None:
        return heard
    own = replace(kiosk.own, volume=voice, sound_volume=sounds)
    return replace(heard, kiosk=replace(kiosk, own=own))


def is_sign_of_life(visit: AnyVisit, act: Act) -> bool:
    """Whether an act shows that a visitor is present.

    Hovering does not: the camera moves below the pointer. Nor does a press that is held too long.
    """
    if isinstance(act, KioskAct):
        return isinstance(act, Presence | Stay | StartOver | EndVisit)
    held = visit.kiosk is not None and visit.kiosk.held
    return not held and not isinstance(act, Hover | Aim | CatchUp | Restore | LineAct) and act != Point(None)


def is_new_visitor(before: AnyVisit, visit: AnyVisit) -> bool:
    """Whether the visit has started over since `before`: data of the earlier visitor must be reset."""
    if before.kiosk is None or visit.kiosk is None:
        return False
    came_back = visit.kiosk.phase == "attract" and before.kiosk.phase in ("explore", "asking", "survey")
    return came_back or visit.time_s < before.time_s


def _attracts(visit: AnyVisit) -> bool:
    """Whether the attract tour is playing."""
    kiosk, playback = visit.kiosk, visit.playback
    return kiosk is not None and kiosk.phase == "attract" and (playback is None or playback.playing)


def _break_silence(visit: AnyVisit) -> AnyVisit:
    kiosk = visit.kiosk
    if kiosk is None:
        return visit
    phase = "explore" if kiosk.phase == "asking" else kiosk.phase
    heard = replace(kiosk, phase=phase, silent_s=0.0)
    return visit if heard == kiosk else replace(visit, kiosk=heard)


def _receive(visit: AnyVisit, kiosk: Kiosk) -> AnyVisit:
    """End the tour and leave the visitor where it was: what was visible is what a touch hits.

    The exhibit of the stop starts again, as its card does. In mid-flight, the visitor starts with no zone open.
    """
    home = Viewpoint(None, visit.park.home)
    zone = None if visit.flight else visit.zone
    here = Viewpoint(zone, visit.pose, visit.operating and zone is not None)
    history = (home,) if here == home else (home, here)
    alone = replace(
        visit, playback=None, flight=None, runs={}, visited=frozenset(), history=history, at=len(history) - 1,
        pointed=None, kiosk=replace(kiosk, phase="explore", silent_s=0.0, slide=None),
    )  # fmt: skip
    return alone.standing_at(here).with_settings(
        replace(visit.settings, auto_day_cycle=kiosk.own.auto_day_cycle, day_phase=kiosk.own.day_phase)
    )
