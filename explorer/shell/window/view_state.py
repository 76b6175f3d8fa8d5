"""What one visitor has scrolled, folded, opened and typed: a value beside the visit.

Parts of the window keep nothing of a visitor themselves: they read it here and replace it here. A new visitor has a new value,
so that nothing of the last one is left, in whatever part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...visit import Visit
from ...visit.mode import Part

Reading = Literal["offered", "reading", "lacking"]
"""Whether a voice reads aloud what is open; lacking: there is none for the language."""
Tab = Literal["try", "dials", "read", "more"]
"""A part of the sheet that an exhibit's card is where text is large."""


@dataclass(frozen=True, slots=True)
class WalkProgress:
    """How far a visitor is in an exhibit's walkthrough."""

    at: int = 0  # the present step
    since_s: float | None = None  # the run's time at which the step was done; None: it was not done yet
    over: bool = False  # whether the last step was done and seen
    done_s: float = 0.0  # the run's time at the last step that was done


@dataclass(frozen=True, slots=True)
class Showing:
    """How far *Show me* is in playing an exhibit's experiment."""

    zone: str  # where the exhibit is
    at: int = 0  # the present step
    gone_s: float = 0.0  # seconds since the step began, pauses left out
    acted: bool = False  # whether the step was done
    paused: bool = False
    part: str | None = None  # the part that is marked: the one whose words the step changes most
    # what the run's record names as done; another one means that somebody else has changed the run
    events: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, and the time of the visit until which it is shown."""

    words: str
    until_s: float


@dataclass(frozen=True, slots=True)
class SceneTools:
    """What the tools that edit a scene are about; it outlives the window that shows the scene as it was before a change."""

    zone: str | None = None  # the zone that is chosen in the picture
    # adds, stops_shown: whether the kinds of buildings, or the stops of a tour, are shown
    adds: bool = False
    stops_shown: bool = False
    # tour, stop: the tour whose stops are shown, and the chosen one, from 0
    tour: str | None = None
    stop: int = 0


@dataclass(frozen=True, slots=True)
class ViewState:
    """The state of the view of one visitor. A fresh one is what every visitor begins with.

    Attributes
    ----------
    visitor : a number that no other visitor of this window has. What is built for one visitor is not shown to another.
    opening_over : whether the visitor has begun.
    list_px, read_px : how far the list of zones is scrolled, and the article of each zone.
    rows : the row that is open in the article of each zone.
    revealed : the statement or the fact that the article is to show.
    flows_zone : the zone whose flows were listed last.
    walks : how far the walkthrough of each zone's exhibit is.
    unfolded : the folds that are open in the card of exhibits.
    reading : whether the park's own voice reads to the visitor.
    room_folded : whether the card by which phones join is folded; None: as there is room for it.
    more_open : whether the card of exhibits shows all that can be set and read.
    showing : how far *Show me* is; None while it does not play.
    tab : the tab that is chosen where that card is a sheet.
    scene_tools : what the tools that edit a scene are about.
    """

    visitor: int = 0
    opening_over: bool = False
    map_open: bool = False
    status_shown: bool = False
    sheet_open: bool = False
    sheet_px: int = 0
    tours_open: bool = False
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
    more_open: bool = False
    tab: Tab = "try"
    showing: Showing | None = None
    message: Message | None = None
    scene_tools: SceneTools = SceneTools()


def shows_opening(visit: Visit, view: ViewState) -> bool:
    """Whether the opening is shown: to a visitor who looks at the whole park and has done nothing yet."""
    attracts = visit.kiosk is not None and visit.kiosk.phase != "explore"
    begun = visit.zone is not None or visit.playback is not None or bool(visit.visited)
    return not (view.opening_over or attracts or begun) and Part.OPENING in visit.mode.layers


class Views:
    """Holds the view state of the present visitor. The window owns it and hands it to its parts.

    Attributes
    ----------
    state : replaced with each change.
    """

    def __init__(self) -> None:
        self.state = ViewState()

    def begin(self) -> None:
        """Another visitor has come."""
        self.state = ViewState(visitor=self.state.visitor + 1)
