"""State of a visit: where the visitor is, what is open, and what was seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeVar

from ..base.geometry import Pose
from ..exhibits.exhibit import Exhibit
from ..exhibits.tags import Live
from ..park.model import Park, Spot, Zone
from .camera.bounds import Room
from .camera.flight import STILL, Flight
from .daylight import Daylight
from .exhibit_run import Running
from .follow.state import Following
from .kiosk.state import Kiosk
from .lesson.quiz import Quiz
from .lesson.state import Lesson
from .mode import Mode
from .settings import Settings
from .shown import Shown
from .talk.state import Talk
from .tour.state import Playback, Toured
from .viewpoint import Viewpoint

LEAST_TO_CELEBRATE = 3
"""Fewest zones for a celebration; a smaller park is seen too quickly."""


@dataclass(frozen=True, slots=True)
class VisitState:
    """State of a visit, without the rules by which it changes."""

    park: Park
    mode: Mode
    settings: Settings
    pose: Pose  # where the camera is now
    flight: Flight | None = None  # the flight under way
    # the light shown, on its way to the one in `settings`
    daylight: Daylight = field(default_factory=Daylight)
    zone: str | None = None  # zone whose article is open
    # whether the visitor is at the open zone's exhibit, with its parameters instead of the article
    operating: bool = False
    # exhibits begun in this visit, by zone; only that of the open zone runs
    runs: Mapping[str, Running] = field(default_factory=dict)
    # hovered, pointed: zone under the pointer; zone highlighted by a search hit or a key
    hovered: str | None = None
    pointed: str | None = None
    # part, picked: part of the open zone's exhibit under the pointer; the part touched last
    part: str | None = None
    picked: str | None = None
    spot: str | None = None  # the hot spot of the open zone whose card the visitor opened
    # history, at: viewpoints so far, and index of the present one
    history: tuple[Viewpoint, ...] = ()
    at: int = 0
    visited: frozenset[str] = field(default_factory=frozenset)  # zones opened so far
    # seconds since the visit began; `rest_s`: seconds since the camera last moved or the light changed
    time_s: float = 0.0
    # time of the moving park; it stops if motion is reduced to cuts
    life_s: float = 0.0
    rest_s: float = 0.0
    # playback, toured: the playing tour; the tour that has just ended, until the next act
    playback: Playback | None = None
    toured: Toured | None = None
    shown: tuple[Shown, ...] = ()  # stops of the present or last tour, talk or lesson, as they were left
    talk: Talk | None = None  # the talk in progress
    kiosk: Kiosk | None = None  # presence at an unattended kiosk
    # lesson, quiz: questions to a class; answers of one visitor
    lesson: Lesson = field(default_factory=Lesson)
    quiz: Quiz = field(default_factory=Quiz)
    live: Live | None = None  # state of the real line that feeds exhibits; None without one
    following: Following | None = None  # state of following another visit, if it does

    @classmethod
    def fresh(cls, park: Park, mode: Mode, settings: Settings) -> Self:
        """The start of a visit: the whole park in view, nothing open, no tour."""
        home = park.home
        return cls(
            park,
            mode,
            settings,
            home,
            daylight=Daylight.at(settings),
            history=(Viewpoint(None, home),),
            following=Following() if mode.follows else None,
        )

    # ---- derived values

    @property
    def open_zone(self) -> Zone | None:
        """The zone whose article is open."""
        return self.park.zones[self.zone] if self.zone else None

    @property
    def open_spot(self) -> Spot | None:
        """The hot spot whose card is open: the visitor's, or that of the stop of a tour."""
        zone, playback = self.open_zone, self.playback
        id = self.spot
        if id is None and playback is not None and playback.stop.zone == self.zone and self.guided:
            id = playback.stop.spot
        if zone is None or self.operating or id is None:
            return None
        return next((spot for spot in zone.spots if spot.id == id), None)

    @property
    def run(self) -> Running | None:
        """The run of the open zone's exhibit."""
        return self.runs.get(self.zone) if self.zone else None

    @property
    def tried(self) -> frozenset[str]:
        """Zones whose exhibit the visitor has changed."""
        return frozenset(zone for zone, run in self.runs.items() if run.record.events)

    @property
    def all_seen(self) -> bool:
        """Whether every zone of a park with several was opened."""
        return LEAST_TO_CELEBRATE <= len(self.park.zones) == len(self.visited)

    @property
    def quiz_won(self) -> bool:
        """Whether every question of the park's quiz was answered right."""
        right = {id for id, answer in self.quiz.answers.items() if answer.right}
        return self.quiz.over and right >= set(self.park.quiz)

    @property
    def alive(self) -> bool:
        """Whether an exhibit is running."""
        halted = self.playback is not None and self.playback.paused_by == "hand"
        return self.run is not None and not self.run.paused and not halted

    @property
    def is_fed(self) -> bool:
        """Whether a real line's values stand at the open exhibit: touching a part would change the model alone."""
        return self.run is not None and self.live is not None and self.live.replaces(type(self.run.exhibit))

    @property
    def guided(self) -> bool:
        """Whether a tour leads: it plays, or was paused by hand without the visitor wandering off."""
        return self.playback is not None and self.playback.paused_by != "wander"

    @property
    def moving(self) -> bool:
        """Whether the camera moves without input."""
        return self.flight is not None

    @property
    def goal(self) -> Pose:
        """Where the camera is flying to, or is."""
        return self.flight.goal if self.flight else self.pose

    @property
    def may_go_back(self) -> bool:
        return self.at > 0

    @property
    def may_go_forward(self) -> bool:
        return self.at + 1 < len(self.history)

    # ---- changes

    def pass_time(self, dt_s: float, run_s: float) -> Self:
        """`dt_s` seconds later, `run_s` for the open zone's exhibit, without acts."""
        life_s = self.life_s + (0.0 if self.settings.comfort == "cut" else dt_s)
        return replace(self.with_run(lambda run: run.advance(run_s))._fly(dt_s)._light(dt_s), life_s=life_s)

    def _light(self, dt_s: float) -> Self:
        daylight = self.daylight.advance(dt_s)
        if daylight is self.daylight:
            return self
        return replace(self, daylight=daylight, rest_s=0.0 if daylight.blending else self.rest_s)

    def _fly(self, dt_s: float) -> Self:
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

    def with_settings(self, settings: Settings) -> Self:
        """The visit with other settings, its light moving to theirs."""
        daylight = self.daylight.after(self.settings, settings)
        rest_s = 0.0 if daylight.blending else self.rest_s
        return replace(self, settings=settings, daylight=daylight, rest_s=rest_s)

    def with_run(self, change: Callable[[Running], Running]) -> Self:
        """Apply a change to the open zone's exhibit, if there is one."""
        if self.zone is None or self.run is None:
            return self
        run = change(self.run)
        return self if run is self.run else replace(self, runs={**self.runs, self.zone: run})

    def _fresh(self, zone: str) -> Exhibit[Any]:
        exhibit = self.park.fresh_exhibit(self.park.zones[zone])
        assert exhibit is not None, "the zone has an exhibit"
        return exhibit

    def standing_at(self, viewpoint: Viewpoint) -> Self:
        """The visit with the zone of a viewpoint open, and its exhibit begun."""
        if viewpoint.zone is None:
            return replace(self, zone=None, operating=False, part=None, picked=None, spot=None)
        runs, place = self.runs, self.park.zones[viewpoint.zone].exhibit
        if place and viewpoint.zone not in runs:
            runs = {**runs, viewpoint.zone: Running.of(self._fresh(viewpoint.zone))}
        same = viewpoint.zone == self.zone
        return replace(
            self,
            zone=viewpoint.zone,
            operating=viewpoint.operating,
            spot=None,
            runs=runs,
            visited=self.visited | {viewpoint.zone},
            part=self.part if same else None,
            picked=self.picked if same else None,
        )

    @property
    def history_as_left(self) -> tuple[Viewpoint, ...]:
        """The history, with the present viewpoint updated."""
        here = Viewpoint(self.zone, self.goal, self.operating)
        return (*self.history[: self.at], here, *self.history[self.at + 1 :])

    def flying_to(self, goal: Pose) -> Self:
        """The visit with its camera on the way to a pose, from its present speed; there at once if motion is reduced
        to cuts.
        """
        speed = self.flight.speed_at(self.flight.flown_s) if self.flight else STILL
        comfort = self.settings.comfort
        flight = Flight.plan(self.pose, goal, comfort, speed)
        if flight is not None:
            flight = Room(self.park).over_buildings(flight)
        pose = goal
        if flight is not None:
            pose = flight.pose_at(0.0) if comfort == "glide" else self.pose
        return replace(self, pose=pose, flight=flight, rest_s=0.0)

    def along(self, corners_m: tuple[tuple[float, float], ...]) -> Self:
        """The visit with its new flight following a line on the ground; unchanged if the camera is not flying."""
        if self.flight is None or self.settings.comfort != "fly":
            return self
        following = Room(self.park).over_buildings(self.flight.following(corners_m))
        return replace(self, flight=following or self.flight)


AnyVisit = TypeVar("AnyVisit", bound=VisitState)
"""Type of a reducer's argument and result: it knows the state, but not the table of reducers in `Visit`."""
