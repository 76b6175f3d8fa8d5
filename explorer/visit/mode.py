"""Modes as rows of policy; a mode is never a subclass and never a branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from math import inf

from ..base.names import ModeName, Profile
from ..park.model import Park
from ..park.tour import Tour, TourKind, as_offered
from .settings import DAY_PHASES


class Part(Enum):
    """A part of the window that a mode or a layer can hide: docked parts, then layers over the view."""

    BREADCRUMB = "breadcrumb"
    ZONE_LIST = "zone_list"
    LEGEND = "legend"
    TOOLS = "tools"
    ACTION_BAR = "verbs"
    MAP = "map"
    NEIGHBOURS = "neighbours"
    ARTICLE = "article"
    EXHIBIT = "exhibit"
    STRIP = "strip"
    PLACE = "place"
    SEARCH = "search"
    TOAST = "notice"
    STATUS = "status"
    LABELS = "labels"
    BOOTH = "booth"
    LESSON = "lesson"
    QUIZ = "quiz"
    POLL = "poll"
    ROOM = "room"
    READ_ALOUD = "read_aloud"
    SOUVENIR = "souvenir"
    SPOTS = "spots"
    SHOW_ME = "show_me"
    OPENING = "opening"
    TALK = "talk"
    TOUR = "tour"
    FOLLOW = "follow"
    CLASS = "class"
    GROUND = "ground"


CONTROLS = frozenset({
    Part.BREADCRUMB, Part.ZONE_LIST, Part.LEGEND, Part.TOOLS, Part.ACTION_BAR, Part.MAP, Part.NEIGHBOURS,
    Part.ARTICLE, Part.EXHIBIT, Part.STRIP, Part.PLACE, Part.SEARCH, Part.TOAST, Part.STATUS,
})  # fmt: skip
"""All docked parts except the view and its labels."""

LATE_AFTERNOON = 0.6
"""Day phase between day and golden hour: long shadows, but natural colours."""


@dataclass(frozen=True, slots=True)
class Mode:
    """The policy of one kind of visit."""

    name: ModeName  # as typed on the command line
    tour: TourKind | None = None  # kind of tour the mode is made for; None if the visitor chooses
    attracts: bool = False  # whether that tour starts automatically, and restarts after silence
    attract: str | None = None  # name of the attract tour; None: the first of its kind
    offers: frozenset[TourKind] | None = None  # kinds of tours a visitor may choose; None: all
    quiet_s: float = inf  # silence after which the kiosk asks whether a visitor is there
    countdown_s: float = 20.0  # time for which the question is shown
    # whether a presenter talks through the tour: tour and clock wait at its first stop
    talks: bool = False
    follows: bool = False  # whether it follows a visit on another screen
    # whether a talk or lesson cut off by a crash is offered again at the next start
    resumes: bool = False
    least_px: tuple[int, int] = (1024, 640)  # smallest width and height of the window
    may_quit: bool = True  # whether the visitor can close the window and leave full screen
    remembers: bool = True  # whether the visitor's settings are kept for the next start
    # whether visits are counted in the visit database by default
    counts_visits: bool = False
    links: bool = True  # whether sources open in a browser
    speaks: bool = False  # whether a tour is spoken by default
    # whether sound is on by default: not where a presenter or teacher speaks
    sounds: bool = False
    day_phase: float = DAY_PHASES["day"]  # initial light, unless one was requested or remembered
    profile: Profile = "laptop"  # kind of screen, which decides the size of type and targets
    barred: frozenset[str] = frozenset()  # commands of keys and buttons that are disabled
    layers: tuple[Part, ...] = ()  # layers over the view besides the docked parts, lowest first

    @property
    def with_phones(self) -> Mode:
        """The mode with the layers of a room joined by phones."""
        polls = (Part.POLL,) if self.talks else ()
        screens = (Part.CLASS,) if Part.LESSON in self.layers else ()
        return replace(self, layers=(*self.layers, *polls, *screens, Part.ROOM))

    @property
    def without_phones(self) -> Mode:
        """The mode without the phone layers."""
        return replace(
            self, layers=tuple(p for p in self.layers if p not in (Part.POLL, Part.CLASS, Part.ROOM))
        )

    def offered(self, park: Park) -> tuple[Tour, ...]:
        """The tours of a park that a visitor may choose."""
        return as_offered(t for t in park.tours.values() if self.offers is None or t.kind in self.offers)


EXPLORE = Mode(
    "explore",
    speaks=True,
    sounds=True,
    day_phase=LATE_AFTERNOON,
    layers=(Part.SPOTS, Part.SHOW_ME, Part.READ_ALOUD, Part.TOUR, Part.QUIZ, Part.SOUVENIR, Part.OPENING),
)
KIOSK = Mode(
    "kiosk", tour="show", attracts=True, offers=frozenset({"show"}), quiet_s=75.0, day_phase=DAY_PHASES["dusk"],
    may_quit=False, remembers=False, counts_visits=True, links=False, sounds=True, profile="stand",
    barred=frozenset({"full screen", "quit", "status"}),
    layers=(Part.SPOTS, Part.SHOW_ME, Part.TOUR, Part.QUIZ, Part.SOUVENIR, Part.OPENING, Part.READ_ALOUD, Part.BOOTH),
)  # fmt: skip
PRESENT = Mode(
    "present", tour="talk", talks=True, resumes=True, least_px=(640, 360), remembers=False, profile="projection",
    layers=(Part.SPOTS, Part.TALK),
    barred=frozenset({"map", "list", "flows", "status", "comfort page", "size page"}),
)  # fmt: skip
TEACH = Mode(
    "teach",
    tour="lesson",
    resumes=True,
    counts_visits=True,
    layers=(Part.SPOTS, Part.SHOW_ME, Part.TOUR, Part.LESSON),
)
FOLLOW = Mode("follow", follows=True, layers=(Part.SPOTS, Part.SHOW_ME, Part.QUIZ, Part.FOLLOW))

MODES: Mapping[str, Mode] = {mode.name: mode for mode in (EXPLORE, KIOSK, PRESENT, TEACH, FOLLOW)}
