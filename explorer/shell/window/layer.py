"""A layer: panels over the view beside the window's own parts, for a tour, a kiosk, a talk or a lesson.

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
from ..app.booth_desk import BoothDesk
from ..app.checkpoint_file import CheckpointFile
from ..app.staff_exit import StaffExit
from ..app.take_away import TakeAway
from ..event_log.event_log import EventLog
from ..input.keymap import Command
from ..style.theme import Theme
from ..viewport.viewport import Viewport
from ..widgets import Surface
from .layout import Room
from .protocols import Stage
from .view_state import Views

if TYPE_CHECKING:
    from ...net.room.host import RoomHost
    from ..edit.editing import Edited
    from ..panels.settings.connect_rows import Connections


@dataclass(frozen=True, slots=True)
class LayerContext:
    """Services of the window for its parts and layers."""

    theme: Theme
    park: Park
    stage: Stage
    # do, ask, notify: take acts, commands, and sentences to show for a while
    do: Callable[[Act], None]
    ask: Callable[[Command], None]
    notify: Callable[[str], None]
    release_keys: Callable[[], None]  # releases all held keys
    # arranges everything again with the next frame; for a layer whose size changes without a new visit
    arrange_again: Callable[[], None]
    event_log: EventLog
    window: QWidget  # parent of its panels
    viewport: Viewport  # shows the scene
    views: Views  # view state of the present visitor
    visit: Callable[[], Visit]  # returns the present visit, for acts whose effect is needed at once
    # stores the progress of a talk or lesson, and offers what a crash interrupted
    checkpoint: CheckpointFile
    tours: tuple[Tour, ...] = ()  # tours that the visitor may choose
    # the hidden way out of a window that cannot be closed, if there is one
    staff_exit: StaffExit | None = None
    room: RoomHost | None = None  # the phones of the room, if they may join
    edited: Edited | None = None  # the scene, if it is edited
    connections: Connections | None = None  # connections to other machines, if they can be opened here
    booth_desk: BoothDesk | None = None  # what staff of a booth set and see
    take_away: TakeAway | None = None  # makes files of a show; None where the scene is no folder


class Layer:
    """Panels that come and go together. The defaults here suit a layer without them."""

    @property
    def surfaces(self) -> Sequence[Surface]:
        """Its panels, shown or hidden, in the order of F6."""
        return ()

    @property
    def hidden(self) -> frozenset[Part]:
        """What it hides now: parts of the window, and other layers."""
        return frozenset()

    @property
    def keys(self) -> Mapping[str, Command]:
        """Present overrides of `input.keymap`: chord -> command."""
        return {}

    @property
    def state(self) -> object:
        """Changes whenever it must be arranged again."""
        return None

    @property
    def speaks(self) -> bool:
        """Whether one of its voices is speaking."""
        return False

    def room_changed(self, room: RoomHost | None) -> None:
        """Phones may join from now on, or no more; its context still has what was so when it began."""

    def apply_theme(self, theme: Theme) -> None:
        """Apply a theme to everything but its panels, which the window restyles."""

    def update_from(self, visit: Visit) -> None:
        """Update from the visit. What a visitor has opened beside it is in the view state."""

    def advance(self, dt_s: float) -> bool:
        """Advance; whether an animation is running."""
        return False

    def answers(self, command: Command, visit: Visit) -> bool:
        """Handle a command before the window does; False if it is not for this layer."""
        return False

    def answers_number(self, number: int) -> bool:
        """Handle a number before the park highlights its zone, with each digit typed; False if it is not for this layer."""
        return False

    def arrange(self, room: Room) -> Room:
        """Place its panels; return the room that is left."""
        return room

    def arrange_last(self, room: Room) -> None:
        """Place panels that take no room from others, after all layers."""

    def close(self) -> None:
        """The window closes: end what runs outside of it (a second window, a voice)."""
