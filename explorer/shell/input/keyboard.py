"""The keyboard: held keys move the camera, digits make a number, all others are commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import exp

from PySide6.QtGui import QKeyEvent

from ...i18n import Text, tr
from ...visit import Act, Orbit, Pan, Point, Visit, Zoom
from .keymap import CameraMove, Command, command_of, is_camera_move, is_command

PAN_PER_S = 0.6  # view heights
TURN_DEG_PER_S = 45.0
TILT_DEG_PER_S = 30.0
ZOOM_PER_S = 1.1  # logarithm of the distance
TAP_S = 0.06
"""A tap counts as holding the key this long."""


def motion_act(motion: CameraMove, dt_s: float) -> Act:
    """The act of holding a key for `dt_s` seconds."""
    pan, turn, tilt = PAN_PER_S * dt_s, TURN_DEG_PER_S * dt_s, TILT_DEG_PER_S * dt_s
    acts: dict[CameraMove, Act] = {
        "left": Pan(-pan, 0),
        "right": Pan(pan, 0),
        "ahead": Pan(0, pan),
        "astern": Pan(0, -pan),
        "turn left": Orbit(turn, 0),
        "turn right": Orbit(-turn, 0),
        "up": Orbit(0, -tilt),
        "down": Orbit(0, tilt),
        "nearer": Zoom(exp(-ZOOM_PER_S * dt_s)),
        "farther": Zoom(exp(ZOOM_PER_S * dt_s)),
    }
    return acts[motion]


class HeldKeys:
    """Held keys that move the camera."""

    def __init__(self) -> None:
        self._held: dict[int, CameraMove] = {}

    def press(self, key: int, motion: CameraMove) -> Act:
        """A key goes down; its immediate act."""
        self._held[key] = motion
        return motion_act(motion, TAP_S)

    def release(self, key: int) -> None:
        """A key comes up."""
        self._held.pop(key, None)

    def release_all(self) -> None:
        """Release all keys: the window lost the focus and gets no further events."""
        self._held.clear()

    def advance(self, dt_s: float) -> list[Act]:
        """Acts of the held keys for `dt_s` seconds."""
        return [motion_act(motion, dt_s) for motion in dict.fromkeys(self._held.values())]


class TypedNumber:
    """A number typed digit by digit; a pause starts a new one."""

    PAUSE_S = 1.6
    DIGITS = 3

    def __init__(self) -> None:
        self._digits = ""
        self._last_s = float("-inf")

    def clear(self) -> None:
        """Start a new number with the next digit."""
        self._digits = ""

    def type(self, digit: str, time_s: float) -> int:
        """Add a digit; return the number so far."""
        if time_s - self._last_s > self.PAUSE_S or len(self._digits) >= self.DIGITS:
            self._digits = ""
        self._digits += digit
        self._last_s = time_s
        return int(self._digits)


class Keyboard:
    """Handles the keys that no part of the window has handled.

    Parameters
    ----------
    do, ask : take acts and commands.
    visit : the present visit.
    notify : takes a sentence to show for a while.
    other : overrides of the keymap at present.
    other_number : called first with each number; returns whether it has another meaning now.
    on_zone : called when a number has highlighted a zone: Enter now opens it, whatever has the focus.
    """

    def __init__(
        self,
        do: Callable[[Act], None],
        ask: Callable[[Command], None],
        visit: Callable[[], Visit],
        notify: Callable[[str], None],
        other: Callable[[], Mapping[str, Command]] = dict,
        other_number: Callable[[int], bool] = lambda _: False,
        on_zone: Callable[[], object] = lambda: None,
    ) -> None:
        self._do, self._ask, self._visit, self._notify = do, ask, visit, notify
        self._other, self._other_number, self._on_zone = other, other_number, on_zone
        self._held, self._number = HeldKeys(), TypedNumber()

    def pressed(self, event: QKeyEvent) -> bool:
        """Handle a key that goes down; whether it has a meaning."""
        command = command_of(event, self._other())
        if command is None:
            return False
        repeated = event.isAutoRepeat()
        if command != "number":
            self._number.clear()
        if is_camera_move(command):
            if not repeated:
                self._do(self._held.press(event.key(), command))
        elif command == "number":
            self._type(event.text())
        elif is_command(command) and (not repeated or command in ("larger", "smaller")):
            self._ask(command)
        return True

    def released(self, event: QKeyEvent) -> None:
        """A key comes up."""
        if not event.isAutoRepeat():
            self._held.release(event.key())

    def begin_visitor(self) -> None:
        """Forget what the last visitor held and typed."""
        self._held, self._number = HeldKeys(), TypedNumber()

    def let_go(self) -> None:
        """Release all keys: no event will tell when they come up."""
        self._held.release_all()

    def advance(self, dt_s: float) -> bool:
        """Move the camera by the held keys; whether one is held."""
        acts = self._held.advance(dt_s)
        for act in acts:
            self._do(act)
        return bool(acts)

    def _type(self, digit: str) -> None:
        """Highlight the zone of the number typed so far, unless the number has another meaning."""
        visit = self._visit()
        number = self._number.type(digit, visit.time_s)
        if self._other_number(number):
            return
        zone = next((z for z in visit.park.zones.values() if z.number == number), None)
        if zone is None:
            self._notify(tr(Text("There is no zone {number}"), visit.settings.language, number=number))
        else:
            self._do(Point(zone.id))
            self._on_zone()
