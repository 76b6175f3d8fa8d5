"""One visitor's visit: a value. Acts and time make the next one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from ..core.geometry import Pose
from ..park.model import Park, Zone
from . import restoring
from .acts import (
    Act,
    Aim,
    Approach,
    Back,
    Change,
    Close,
    Forward,
    Hover,
    LookFrom,
    Open,
    Operate,
    Orbit,
    OwnAct,
    Pan,
    Pause,
    Point,
    Press,
    Reset,
    SetPace,
    StepBack,
    Touch,
    Turn,
    Undo,
    Zoom,
)
from .camera import steering
from .camera.bounds import Room
from .camera.flight import STILL, Flight
from .checkpoint import Restore
from .daylight import Daylight
from .exhibit_run import Running
from .kiosk import reducer as hosting
from .kiosk.acts import BoothAct
from .kiosk.state import Booth
from .lesson import reducer as teaching
from .lesson.acts import AskingAct
from .lesson.quiz import Quiz
from .lesson.state import Lesson
from .mode import EXPLORE, Mode
from .settings import Settings
from .talk import reducer as talking
from .talk.acts import CatchUp, TalkAct, TalkThrough
from .talk.state import Talk
from .tour import reducer as touring
from .tour.acts import StartTour, TourAct
from .tour.playback import Playback, Toured
from .viewpoint import Spot

TRAIL_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a visitor is, what is open, and what lies behind.

    Attributes
    ----------
    pose : Pose
        Where the camera is now.
    flight : Flight or None
        Where it is going.
    zone : str or None
        The zone whose article is open.
    operating : bool
        Whether the visitor stands at the open zone's exhibit, with its dials instead of the article.
    runs : mapping
        The exhibits that were begun in this visit, by zone. Only that of the open zone goes on.
    hovered, pointed : str or None
        The zone under the pointer; the zone that a search hit or a key points at.
    part, picked : str or None
        The part of the open zone's exhibit under the pointer; the one that was touched last.
    trail, at : Spots gone through and the index of the present one.
    visited : the zones opened so far.
    daylight : the light that is shown, on its way to the one in `settings`.
    time_s : seconds since the visit began; `rest_s`: seconds since the camera last moved or the light was switched.
    playback, toured : the tour that is being played; the one that is over, as long as that is news.
    talk : the talk that is given on it.
    booth : whether somebody is there, where nobody looks after the park.
    lesson, quiz : what a class is taught and asked; what one visitor answers.
    life_s : the time of what moves by itself in the park: it stands still for whom comfort is to cut motion.
    """

    park: Park
    mode: Mode
    settings: Settings
    pose: Pose
    flight: Flight | None = None
    daylight: Daylight = field(default_factory=Daylight)
    zone: str | None = None
    operating: bool = False
    runs: Mapping[str, Running] = field(default_factory=dict)
    hovered: str | None = None
    pointed: str | None = None
    part: str | None = None
    picked: str | None = None
    trail: tuple[Spot, ...] = ()
    at: int = 0
    visited: frozenset[str] = field(default_factory=frozenset)
    time_s: float = 0.0
    life_s: float = 0.0
    rest_s: float = 0.0
    playback: Playback | None = None
    toured: Toured | None = None
    talk: Talk | None = None
    booth: Booth | None = None
    lesson: Lesson = field(default_factory=Lesson)
    quiz: Quiz = field(default_factory=Quiz)

    @classmethod
    def begin(
        cls, park: Park, mode: Mode = EXPLORE, settings: Settings | None = None, tour: str | None = None
    ) -> Visit:
        """A fresh visit: the whole park in view, nothing open; in a mode that talks, at the first stop of its tour.

        Parameters
        ----------
        tour : the name of the tour that is talked through; None: the first one that was made for it.

        Raises
        ------
        KeyError
            If the park has no such tour.
        """
        home = park.home
        chosen = settings or Settings()
        fresh = cls(park, mode, chosen, home, daylight=Daylight.at(chosen), trail=(Spot(None, home),))
        if mode.attracts:
            return hosting.welcomed(fresh)
        through = talking.tour_for(park, mode, tour) if mode.talks else None
        return fresh.after(TalkThrough(through.id)) if through else fresh

    # ---- what can be read off

    @property
    def open_zone(self) -> Zone | None:
        """The zone whose article is open."""
        return self.park.zones[self.zone] if self.zone else None

    @property
    def run(self) -> Running | None:
        """The run of the open zone's exhibit."""
        return self.runs.get(self.zone) if self.zone else None

    @property
    def alive(self) -> bool:
        """Whether an exhibit is at work."""
        halted = self.playback is not None and self.playback.paused_by == "hand"
        return self.run is not None and not self.run.paused and not halted

    @property
    def guided(self) -> bool:
        """Whether a tour leads: it plays, or was paused by hand and the visitor has not wandered off."""
        return self.playback is not None and self.playback.paused_by != "wander"

    @property
    def moving(self) -> bool:
        """Whether the camera moves by itself."""
        return self.flight is not None

    @property
    def may_go_back(self) -> bool:
        return self.at > 0

    @property
    def may_go_forward(self) -> bool:
        return self.at + 1 < len(self.trail)

    # ---- time

    def advance(self, dt_s: float) -> Visit:
        """The visit `dt_s` seconds later."""
        return teaching.advanced(talking.advanced(hosting.advanced(self, dt_s), dt_s), dt_s)

    def caught_up(self, late_s: float) -> Visit:
        """With the clocks set right by seconds that went by unseen: nothing flies, runs or plays on by them."""
        return teaching.advanced(talking.advanced(hosting.caught_up(self, late_s), late_s), late_s)

    def passed(self, dt_s: float, run_s: float) -> Visit:
        """With `dt_s` seconds gone by, `run_s` for the open zone's exhibit, and nothing done meanwhile."""
        life_s = self.life_s + (0.0 if self.settings.comfort == "cut" else dt_s)
        return replace(self.with_run(lambda run: run.advance(run_s))._flown(dt_s)._lit(dt_s), life_s=life_s)

    def _lit(self, dt_s: float) -> Visit:
        daylight = self.daylight.advance(dt_s)
        if daylight is self.daylight:
            return self
        return replace(self, daylight=daylight, rest_s=0.0 if daylight.blending else self.rest_s)

    def _flown(self, dt_s: float) -> Visit:
        if self.flight is None:
            return replace(self, time_s=self.time_s + dt_s, rest_s=self.rest_s + dt_s)
        flown_s = self.flight.flown_s + dt_s
        flight = replace(self.flight, flown_s=flown_s)
        over_s = flown_s - flight.duration_s
        return replace(
            self,
            time_s=self.time_s + dt_s,
            rest_s=max(over_s, 0.0),
            pose=flight.pose_at(flown_s),
            flight=None if flight.arrived else flight,
        )

    # ---- acts

    def after(self, act: Act) -> Visit:
        """The visit after an act. An act that makes no sense here changes nothing.

        Raises
        ------
        KeyError
            If the act names a zone or a view the park does not have, or what the exhibit does not have.
        ValueError
            If it sets a parameter to what makes no sense.
        """
        if isinstance(act, CatchUp):
            return self.caught_up(act.seconds)  # before it is taken for a sign of somebody
        if isinstance(act, Restore):
            return restoring.restored(self, act.checkpoint)
        if isinstance(act, BoothAct):
            return hosting.after(self, act)
        if (here := hosting.noticed(self, act)) is not self:
            return here.after(act)
        if isinstance(act, TourAct):
            return teaching.followed(touring.after(self, act), anew=isinstance(act, StartTour))
        if isinstance(act, AskingAct):
            return teaching.after(self, act)
        if isinstance(act, TalkAct):
            return talking.after(self, act)
        visit = self._after(act)
        return touring.wandered(self, visit) if visit is not self and _takes_over(act) else visit

    def _after(self, act: OwnAct) -> Visit:
        match act:
            case Hover(zone, part):
                return replace(self, hovered=self._known(zone), part=part if zone == self.zone else None)
            case Point(zone):
                return replace(self, pointed=self._known(zone))
            case Open(zone):
                return self._open(self.park.zones[zone])
            case Close():
                return self._close()
            case Back():
                return self._to(self.at - 1)
            case Forward():
                return self._to(self.at + 1)
            case LookFrom(view):
                return self._leave_for(Spot(None, self.park.views[view].pose))
            case Orbit(azimuth_deg, elevation_deg):
                return self._steer(steering.orbited(self.pose, azimuth_deg, elevation_deg))
            case Pan(right, ahead):
                return self._steer(steering.panned(self.pose, right, ahead))
            case Zoom(factor, toward):
                return self._steer(steering.zoomed(self.pose, factor, toward))
            case Approach(point):
                return self.flying_to(Room(self.park).freed(steering.nearer(self.pose, point)))
            case Change(settings):
                return self.with_settings(settings)
            case Operate():
                return self._operate()
            case StepBack():
                return self._step_back()
            case Turn() | Press() | Touch() if not self._is_for(act.exhibit):
                return self
            case Touch(part):
                if part is None:
                    return replace(self, picked=None)
                if self.run is None or part not in self.run.exhibit.parts(self.run.state):
                    return self  # it was there in the picture that was touched
                return replace(self, picked=part).with_run(lambda run: run.touched(part))
            case Aim(x, y):
                return (
                    self.with_run(lambda run: run.aimed(x, y)) if self.operating and not self.guided else self
                )
            case Turn(name, value):
                return self.with_run(lambda run: run.turned(name, value))
            case Press(action):
                return self.with_run(lambda run: run.done(action))
            case Pause(paused):
                return self.with_run(lambda run: replace(run, paused=paused))
            case SetPace(pace):
                return self.with_run(lambda run: replace(run, pace=pace))
            case Reset():
                return replace(self, picked=None).with_run(Running.reset)
            case Undo():
                return self.with_run(Running.undone)

    # ---- how

    def with_settings(self, settings: Settings) -> Visit:
        """With other settings, the light on its way to the one they want."""
        daylight = self.daylight.after(self.settings, settings)
        rest_s = 0.0 if daylight.blending else self.rest_s
        return replace(self, settings=settings, daylight=daylight, rest_s=rest_s)

    def _is_for(self, exhibit: str | None) -> bool:
        """Whether an act that names an exhibit of this kind, or none, means the open zone's."""
        return exhibit is None or (self.run is not None and self.run.exhibit.kind == exhibit)

    def _known(self, zone: str | None) -> str | None:
        return None if zone is None else self.park.zones[zone].id

    def _open(self, zone: Zone) -> Visit:
        visit = replace(self, pointed=None)
        if self.zone == zone.id and not self.operating:
            return visit.flying_to(zone.views.front.pose)
        return visit._leave_for(Spot(zone.id, zone.views.front.pose))

    def _operate(self) -> Visit:
        zone = self.open_zone
        if zone is None or zone.exhibit is None:
            return self
        pose = zone.views.exhibit.pose
        return (
            self.flying_to(pose) if self.operating else self._leave_for(Spot(zone.id, pose, operating=True))
        )

    def _step_back(self) -> Visit:
        zone = self.open_zone
        if zone is None or not self.operating:
            return self
        return self._leave_for(Spot(zone.id, zone.views.front.pose))

    def with_run(self, change: Callable[[Running], Running]) -> Visit:
        """With the open zone's exhibit changed; as it is, if there is none."""
        if self.zone is None or self.run is None:
            return self
        run = change(self.run)
        return self if run is self.run else replace(self, runs={**self.runs, self.zone: run})

    def standing_at(self, spot: Spot) -> Visit:
        """With this spot's zone open, and its exhibit begun."""
        if spot.zone is None:
            return replace(self, zone=None, operating=False, part=None, picked=None)
        runs, place = self.runs, self.park.zones[spot.zone].exhibit
        if place and spot.zone not in runs:
            runs = {**runs, spot.zone: Running.begin(place.kind, self.park.surroundings(spot.zone))}
        same = spot.zone == self.zone
        return replace(
            self,
            zone=spot.zone,
            operating=spot.operating,
            runs=runs,
            visited=self.visited | {spot.zone},
            part=self.part if same else None,
            picked=self.picked if same else None,
        )

    def _close(self) -> Visit:
        if self.zone is None:
            return replace(self, pointed=None)
        free = [spot for spot in self.trail[: self.at] if spot.zone is None]
        back = free[-1].pose if free else self.park.home
        return replace(self, pointed=None)._leave_for(Spot(None, back))

    @property
    def trail_kept(self) -> tuple[Spot, ...]:
        """The trail with the present spot as the visitor leaves it."""
        here = Spot(self.zone, self.flight.goal if self.flight else self.pose, self.operating)
        return (*self.trail[: self.at], here, *self.trail[self.at + 1 :])

    def _leave_for(self, spot: Spot) -> Visit:
        trail = (*self.trail_kept[: self.at + 1], spot)[-TRAIL_LENGTH:]
        return replace(self.standing_at(spot), trail=trail, at=len(trail) - 1).flying_to(spot.pose)

    def _to(self, index: int) -> Visit:
        if not 0 <= index < len(self.trail):
            return self
        trail = self.trail_kept
        spot = trail[index]
        return replace(self.standing_at(spot), trail=trail, at=index, pointed=None).flying_to(spot.pose)

    def flying_to(self, goal: Pose) -> Visit:
        speed = self.flight.speed_at(self.flight.flown_s) if self.flight else STILL
        comfort = self.settings.comfort
        flight = Flight.plan(self.pose, goal, comfort, speed)
        if flight is not None:
            flight = Room(self.park).over_buildings(flight)
        if flight is None:
            return replace(self, pose=goal, flight=None, rest_s=0.0)
        start = flight.pose_at(0.0) if comfort == "glide" else self.pose
        return replace(self, pose=start, flight=flight, rest_s=0.0)

    def _steer(self, pose: Pose) -> Visit:
        """The visitor's own hand on the camera: stops a flight, respects the walls."""
        pose = Room(self.park).moved(self.pose, pose)
        return replace(self, pose=pose, flight=None, rest_s=0.0)


def _takes_over(act: OwnAct) -> bool:
    """Whether a visitor who does this leads the way, and no longer a tour."""
    return not isinstance(act, Hover | Change | Aim) and act != Point(None)
