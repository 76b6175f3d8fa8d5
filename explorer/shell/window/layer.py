"""A layer: panels that lie on the picture beside the window's own parts, for a tour, a kiosk, a talk or a lesson.

A mode names its layers, and `layers` makes them; the window treats all alike and knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ...park.model import Park
from ...park.tour import Tour
from ...visit import Act, Visit
from ...visit.mode import Part
from ..app.checkpoint_file import CheckpointFile
from ..app.staff_exit import StaffExit
from ..event_log.event_log import EventLog
from ..input.keymap import Command
from ..style.theme import Theme
from ..viewport.viewport import Viewport
from ..widgets import Surface
from .layout import Room
from .protocols import Stage
from .view_state import Views

if TYPE_CHECKING:
    from ...lan.host import RoomHost
    from ..panels.settings.connect_rows import Connections
    from ..scene_edit.editing import Edited


@dataclass(frozen=True, slots=True)
class LayerContext:
    """What a layer gets from the window."""

    theme: Theme
    park: Park
    stage: Stage
    # do, ask, notify: take acts, commands, and sentences to be shown for a while
    do: Callable[[Act], None]
    ask: Callable[[Command], None]
    notify: Callable[[str], None]
    release_keys: Callable[[], None]  # lets go of all keys that are held
    # has everything arranged again with the next frame; for a layer that changes its size without a new visit
    arrange_again: Callable[[], None]
    event_log: EventLog
    window: QWidget  # the parent of its panels
    viewport: Viewport  # shows the picture
    views: Views  # what the present visitor has scrolled, folded and typed
    visit: Callable[[], Visit]  # asked for the present visit, where an act must be seen at once
    # keeps how far a talk or a lesson has come, and offers what a crash has cut off
    checkpoint: CheckpointFile
    tours: tuple[Tour, ...] = ()  # those that the visitor may choose
    # the hidden way out of a window that cannot be closed, if there is one
    staff_exit: StaffExit | None = None
    room: RoomHost | None = None  # the phones of the room, if they may join
    edited: Edited | None = None  # the scene, where it is edited
    connections: Connections | None = None  # what joins the show to other machines, if that can be begun here


class Layer:
    """Panels that come and go together. What a layer does not have or answer it leaves as it is here."""

    @property
    def surfaces(self) -> Sequence[Surface]:
        """Its panels on the window, shown or not, in the order of F6."""
        return ()

    @property
    def hidden(self) -> frozenset[Part]:
        """What makes way now: parts of the window, and other layers."""
        return frozenset()

    @property
    def keys(self) -> Mapping[str, Command]:
        """Keys that mean something else now than in `input.keymap`: chord -> command."""
        return {}

    @property
    def state(self) -> object:
        """Equal as long as nothing of it needs to be arranged again."""
        return None

    @property
    def speaks(self) -> bool:
        """Whether a voice of it is heard just now."""
        return False

    def apply_theme(self, theme: Theme) -> None:
        """Apply a theme to what is not among its panels: the window has done so for those."""

    def update_from(self, visit: Visit) -> None:
        """Show what is new in the visit. What a visitor has opened beside it stands in the view state."""

    def advance(self, dt_s: float) -> bool:
        """Let time pass; whether something of it still moves."""
        return False

    def answers(self, command: Command, visit: Visit) -> bool:
        """Answer a command before the window does; False if it is not meant for this layer."""
        return False

    def answers_number(self, number: int) -> bool:
        """Answer a number before the park points at the zone of it, with each digit typed; False if it is not meant."""
        return False

    def arrange(self, room: Room) -> Room:
        """Put its panels in their places; gives the room that is left."""
        return room

    def arrange_last(self, room: Room) -> None:
        """Put what takes no room from others where all of them have left some."""

    def close(self) -> None:
        """The window closes: end what goes on outside of it (a second window, a voice)."""
