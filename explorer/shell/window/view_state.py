"""View state: what one visitor has scrolled, folded, opened and typed; a value beside the visit.

Parts of the window keep no state of a visitor: they read and replace it here. A new visitor gets a new value,
so that nothing of the last one remains in any part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...exhibits.exhibit import Value
from ...visit import Visit
from ...visit.mode import Part

Reading = Literal["offered", "reading", "lacking"]
"""Reading aloud of what is open; lacking: there is no voice for the language."""
Tab = Literal["try", "dials", "read", "more"]
"""A tab of an exhibit's panel; a card has only the first and, behind *More*, the last."""


@dataclass(frozen=True, slots=True)
class WalkProgress:
    """Progress in an exhibit's walkthrough."""

    at: int = 0  # the present step
    since_s: float | None = None  # the run's time when the step was done; None before that
    over: bool = False  # whether the last step was done and its result seen
    done_s: float = 0.0  # the run's time when the last completed step was done


@dataclass(frozen=True, slots=True)
class OfferedDial:
    """The setting of a dial under the pointer."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Showing:
    """Progress of *Show me*, which plays an exhibit's experiment."""

    zone: str  # zone of the exhibit
    at: int = 0  # the present step
    gone_s: float = 0.0  # seconds since the step began, without pauses
    acted: bool = False  # whether the step was done
    paused: bool = False
    part: str | None = None  # the marked part: the one whose words the step changes most
    # the acts in the run's record; a difference means that another user has changed the run
    events: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, and the visit time until which it is shown."""

    words: str
    until_s: float


@dataclass(frozen=True, slots=True)
class SceneTools:
    """State of the editing tools; it survives the replacement of the window after a change to the scene."""

    zone: str | None = None  # the zone chosen in the view
    # adds, stops_shown: whether the kinds of buildings, or the stops of a tour, are shown
    adds: bool = False
    stops_shown: bool = False
    # tour, stop: the tour whose stops are shown, and the chosen one, from 0
    tour: str | None = None
    stop: int = 0


@dataclass(frozen=True, slots=True)
class ViewState:
    """View state of one visitor. Every visitor starts with a fresh one.

    Attributes
    ----------
    visitor : a number unique in this window. What is built for one visitor is not shown to another.
    opening_over : whether the visitor has begun.
    controls_folded : whether a playing tour has folded its controls away.
    list_px, read_px : scroll position of the list of zones, and of the article of each zone.
    rows : the open row in the article of each zone.
    revealed : the statement or fact that the article is to show.
    flows_zone : the zone whose flows were listed last.
    walks : progress of the walkthrough of each zone's exhibit.
    unfolded : open folds in the card of exhibits.
    reading : whether the park's own voice reads to the visitor.
    room_folded : whether the card for joining phones is folded; None: depends on the room there is.
    showing : progress of *Show me*; None while it is not playing.
    tab : the chosen tab of the panel of exhibits.
    offered : the setting of a dial under the pointer; None without one.
    scene_tools : state of the editing tools.
    """

    visitor: int = 0
    opening_over: bool = False
    map_open: bool = False
    status_shown: bool = False
    sheet_open: bool = False
    sheet_px: int = 0
    tours_open: bool = False
    controls_folded: bool = False
    list_open: bool = False
    list_px: int = 0
    flows_open: bool = False
    flows_zone: str | None = None
    search_open: bool = False
    searched: str = ""
    read_px: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    revealed: str | None = None
    walks: Mapping[str, WalkProgress] = field(default_factory=dict)
    unfolded: frozenset[str] = frozenset()
    reading: Reading = "offered"
    room_folded: bool | None = None
    tab: Tab = "try"
    offered: OfferedDial | None = None
    showing: Showing | None = None
    message: Message | None = None
    scene_tools: SceneTools = SceneTools()


def shows_opening(visit: Visit, view: ViewState) -> bool:
    """Whether to show the opening: to a visitor who sees the whole park and has done nothing yet."""
    attracts = visit.kiosk is not None and visit.kiosk.phase != "explore"
    begun = visit.zone is not None or visit.playback is not None or bool(visit.visited)
    return not (view.opening_over or attracts or begun) and Part.OPENING in visit.mode.layers


class Views:
    """Holds the view state of the present visitor. The window owns it and passes it to its parts.

    Attributes
    ----------
    state : replaced with each change.
    """

    def __init__(self) -> None:
        self.state = ViewState()

    def begin(self) -> None:
        """A new visitor begins."""
        self.state = ViewState(visitor=self.state.visitor + 1)
