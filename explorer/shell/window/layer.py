"""What lies on the picture beside the window's own parts: a tour's, a kiosk's, a talk's, a lesson's plates.

A mode names its layers, and `layers` makes them; the window treats all alike and knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from ...park.model import Park
from ...park.tour import Tour
from ...visit import Act, Visit
from ...visit.mode import Part
from ..app.checkpoint_file import CheckpointFile
from ..app.staff_exit import Door
from ..event_log.event_log import EventLog
from ..input.keymap import Verb
from ..style.theme import Theme
from ..viewport.viewport import Viewport
from ..widgets import Surface
from .layout import Room
from .protocols import Stage
from .view_state import Views


@dataclass(frozen=True, slots=True)
class Ground:
    """What a layer stands on.

    Attributes
    ----------
    do, ask, tell : take acts, verbs, and sentences to be shown for a while.
    release_keys : lets go of all keys that are held.
    anew : has everything arranged anew with the next beat; for a layer that changes its size without a new visit.
    window : the parent of its plates.
    viewport : shows the picture.
    views : what the present visitor has scrolled, folded and typed.
    checkpoint : keeps how far a talk or a lesson has come, and offers what a crash has cut off.
    tours : those that the visitor may choose.
    door : the hidden way out of a window that cannot be closed, if there is one.
    """

    theme: Theme
    park: Park
    stage: Stage
    do: Callable[[Act], None]
    ask: Callable[[Verb], None]
    tell: Callable[[str], None]
    release_keys: Callable[[], None]
    anew: Callable[[], None]
    journal: EventLog
    window: QWidget
    viewport: Viewport
    views: Views
    checkpoint: CheckpointFile
    tours: tuple[Tour, ...] = ()
    door: Door | None = None


class Layer(Protocol):
    """Plates that come and go together."""

    @property
    def plates(self) -> Sequence[Surface]:
        """Its plates on the window, shown or not, in the order of F6."""

    @property
    def hidden(self) -> frozenset[Part]:
        """What makes way now: parts of the window, and other layers."""

    @property
    def keys(self) -> Mapping[str, Verb]:
        """Keys that mean something else now than in `keys.TABLE`: chord -> verb."""

    @property
    def state(self) -> object:
        """Equal as long as nothing of it need be arranged anew."""

    def apply_theme(self, theme: Theme) -> None:
        """Dress what is not among its plates: those the window has dressed."""

    def update_from(self, visit: Visit) -> None:
        """Show what is new in the visit. What a visitor has opened beside it stands in the view state."""

    def advance(self, dt_s: float) -> bool:
        """Let time pass; whether something of it still moves."""

    def answers(self, verb: Verb, visit: Visit) -> bool:
        """Answer a verb before the window does; False if it is not meant."""

    def answers_number(self, number: int) -> bool:
        """Answer a number before the park points at the zone of it, with each digit typed; False if it is not meant."""

    def arrange(self, room: Room) -> Room:
        """Put its plates in their places; gives the room that is left."""

    def close(self) -> None:
        """The window closes: end what goes on outside of it (a second window, a voice)."""
