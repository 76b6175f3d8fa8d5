"""What one visitor has scrolled, folded, opened and typed: a value beside the visit.

Parts of the window keep nothing of a visitor themselves: they read it here and replace it here. A new visitor has a new value,
so that nothing of the last one is left, in whatever part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WalkProgress:
    """How far a visitor is in an exhibit's walkthrough.

    Attributes
    ----------
    at : the present step; None: the walkthrough has not begun.
    since_s : the run's time at which the step was done; None: it was not done yet.
    """

    at: int | None = None
    since_s: float | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, and the time of the visit until which it is shown."""

    words: str
    until_s: float


@dataclass(frozen=True, slots=True)
class ViewState:
    """The state of the view of one visitor. A fresh one is what every visitor begins with.

    Attributes
    ----------
    visitor : a number that no other visitor of this window has. What is built for one visitor is not shown to another.
    map_wanted, dock_folded : None: as usual for the size of the text, and for the place where the screen stands.
    list_px, read_px : how far the list of zones is scrolled, and the article of each zone.
    revealed : the statement or the fact that the article is to show.
    flows_zone : the zone whose flows were listed last.
    walks : the walkthrough of each kind of exhibit.
    unfolded : the folds that are open in the panel of exhibits.
    """

    visitor: int = 0
    map_wanted: bool | None = None
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
    revealed: str | None = None
    dock_folded: bool | None = None
    walks: Mapping[str, WalkProgress] = field(default_factory=dict)
    unfolded: frozenset[str] = frozenset()
    message: Message | None = None


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
