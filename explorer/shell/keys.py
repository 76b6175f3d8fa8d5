"""Every key of the park in one table: what is pressed, what it does, how it is told on the page of keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp
from typing import Literal, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ..visit import Act, Orbit, Pan, Zoom

Verb = Literal[
    "next", "previous", "open", "number", "close", "search", "home", "back", "forward", "map", "list",
    "language", "light", "comfort", "larger", "smaller", "usual size", "part", "full screen", "help", "quit",
    "comfort page", "size page",
]  # fmt: skip
"""What the window does once when a key is pressed."""

Motion = Literal[
    "left", "right", "ahead", "astern", "turn left", "turn right", "down", "up", "nearer", "farther"
]
"""What the camera does while a key is held."""

VERBS: frozenset[str] = frozenset(get_args(Verb))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table.

    Attributes
    ----------
    words : what it does, a key of the shell's words.
    caps : the keys as printed; those with a dot are keys of the shell's words too.
    deeds : chord, in Qt's portable spelling or as the character typed -> what it does.
    """

    words: str
    caps: tuple[str, ...]
    deeds: Mapping[str, Verb | Motion] = field(default_factory=dict)


ROWS: tuple[Row, ...] = (
    Row("keys.next", ("keys.cap.tab", "Shift+Tab"), {"Tab": "next", "Shift+Backtab": "previous"}),
    Row("keys.open", ("keys.cap.enter",), {"Return": "open", "Enter": "open"}),
    Row("keys.number", ("0–9",), dict.fromkeys("0123456789", "number")),
    Row("keys.close", ("Esc",), {"Esc": "close"}),
    Row("keys.search", ("/", "Ctrl+F"), {"/": "search", "Ctrl+F": "search"}),
    Row(
        "keys.move",
        ("keys.cap.arrows", "W A S D"),
        {
            "Left": "left", "Right": "right", "Up": "ahead", "Down": "astern",
            "A": "left", "D": "right", "W": "ahead", "S": "astern",
        },
    ),
    Row(
        "keys.turn",
        ("Q E", "Shift+← →"),
        {"Q": "turn left", "E": "turn right", "Shift+Left": "turn left", "Shift+Right": "turn right"},
    ),
    Row(
        "keys.tilt",
        ("PgUp PgDn", "Shift+↑ ↓"),
        {"PgUp": "up", "PgDown": "down", "Shift+Up": "up", "Shift+Down": "down"},
    ),
    Row("keys.zoom", ("+", "−"), {"+": "nearer", "=": "nearer", "-": "farther"}),
    Row("keys.home", ("Home",), {"Home": "home"}),
    Row("keys.trail", ("Alt+←", "Alt+→"), {"Alt+Left": "back", "Alt+Right": "forward"}),
    Row("keys.list", ("Z",), {"Z": "list"}),
    Row("keys.map", ("M",), {"M": "map"}),
    Row("keys.language", ("L",), {"L": "language"}),
    Row("keys.light", ("N",), {"N": "light"}),
    Row("keys.comfort", ("C",), {"C": "comfort"}),
    Row(
        "keys.text",
        ("Ctrl + − 0",),
        {"Ctrl++": "larger", "Ctrl+=": "larger", "Ctrl+-": "smaller", "Ctrl+0": "usual size"},
    ),
    Row("keys.parts", ("F6",), {"F6": "part"}),
    Row("keys.screen", ("F11",), {"F11": "full screen"}),
    Row("keys.help", ("F1", "?"), {"F1": "help", "?": "help"}),
    Row("keys.quit", ("Ctrl+Q",), {"Ctrl+Q": "quit"}),
)  # fmt: skip


def _table() -> dict[str, Verb | Motion]:
    made: dict[str, Verb | Motion] = {}
    for row in ROWS:
        for chord, deed in row.deeds.items():
            if chord in made:
                raise ValueError(f"the key {chord} does two things: {made[chord]} and {deed}")
            made[chord] = deed
    return made


TABLE = _table()


def deed_of(event: QKeyEvent) -> Verb | Motion | None:
    """What a key press asks for; None if it asks for nothing."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    typed = event.text()
    if plain and typed in TABLE and not typed.isalpha():
        return TABLE[typed]  # where a character stands on the keyboard depends on the country
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_unknown:
        return None
    if typed.isalpha() and modifiers == Qt.KeyboardModifier.ShiftModifier:
        modifiers = Qt.KeyboardModifier.NoModifier
    chord = QKeySequence(modifiers.value | key.value).toString(QKeySequence.SequenceFormat.PortableText)
    return TABLE.get(chord) or TABLE.get(chord.replace("Ctrl+Shift+", "Ctrl+"))


# ---- keys that are held

PAN_PER_S = 0.6  # picture heights
TURN_DEG_PER_S = 45.0
TILT_DEG_PER_S = 30.0
ZOOM_PER_S = 1.1  # logarithm of the distance
TAP_S = 0.06
"""A short tap moves as far as holding for so long."""


def motion_act(motion: Motion, dt_s: float) -> Act:
    """What holding a key for `dt_s` seconds does."""
    pan, turn, tilt = PAN_PER_S * dt_s, TURN_DEG_PER_S * dt_s, TILT_DEG_PER_S * dt_s
    acts: dict[Motion, Act] = {
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
    """The keys that are down and move the camera."""

    def __init__(self) -> None:
        self._held: dict[int, Motion] = {}

    def press(self, key: int, motion: Motion) -> Act:
        """A key goes down; what it does at once."""
        self._held[key] = motion
        return motion_act(motion, TAP_S)

    def release(self, key: int) -> None:
        """A key comes up."""
        self._held.pop(key, None)

    def release_all(self) -> None:
        """The window lost the keyboard: nobody will tell that the keys come up."""
        self._held.clear()

    def advance(self, dt_s: float) -> list[Act]:
        """What the held keys do in `dt_s` seconds."""
        return [motion_act(motion, dt_s) for motion in dict.fromkeys(self._held.values())]


class TypedNumber:
    """A number typed digit by digit; a pause begins a new one."""

    PAUSE_S = 1.6
    DIGITS = 3

    def __init__(self) -> None:
        self._digits = ""
        self._last_s = float("-inf")

    def type(self, digit: str, time_s: float) -> int:
        """The number so far, with one more digit."""
        if time_s - self._last_s > self.PAUSE_S or len(self._digits) >= self.DIGITS:
            self._digits = ""
        self._digits += digit
        self._last_s = time_s
        return int(self._digits)
