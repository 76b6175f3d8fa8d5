"""The keymap: one table of all keys, their commands, and how the page of keys describes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeGuard, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ...i18n import Language
from ...i18n.messages import say

Command = Literal[
    "next", "previous", "open", "number", "close", "search", "home", "back", "forward", "map", "list",
    "language", "light", "comfort", "larger", "smaller", "usual size", "part", "full screen", "help", "quit",
    "comfort page", "size page", "try", "pause", "reset", "undo", "fork", "more", "flows", "status", "start over",
    "show me", "scene touched", "pause show", "skip show",
    "tour", "pause tour", "next stop", "previous stop", "leave tour", "captions", "voice", "sound", "passport", "postcard",
    "quiz", "option 1", "option 2", "option 3", "option 4", "option 5", "hand back 1", "hand back 2",
    "hand back 3", "hand back 4", "hand back 5", "reveal", "task timer", "more time", "teacher's note",
    "gather", "big pause", "read aloud", "about", "connect",
    "talk on", "talk back", "talk first", "talk black", "talk freeze", "talk laser", "talk spotlight", "talk caption",
    "talk jump", "talk pause", "arrow left", "arrow right", "arrow up", "arrow down",
]  # fmt: skip
"""One-shot commands of keys."""

ARROWS: Mapping[str, Command] = {
    "Left": "arrow left", "Right": "arrow right", "Up": "arrow up", "Down": "arrow down",
}  # fmt: skip
"""Arrow keys at an exhibit whose parts they step through."""

CameraMove = Literal[
    "left", "right", "ahead", "astern", "turn left", "turn right", "down", "up", "nearer", "farther"
]
"""Camera moves, which last while a key is held."""


def is_camera_move(command: Command | CameraMove) -> TypeGuard[CameraMove]:
    """Whether it lasts while the key is held."""
    return command in get_args(CameraMove)


def is_command(command: Command | CameraMove) -> TypeGuard[Command]:
    """Whether it is done once."""
    return command in get_args(Command)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table."""

    words: str  # description, a key of the shell's words
    # key caps of an English keyboard; those with a dot are keys of the shell's words
    caps: tuple[str, ...]
    # chord, in Qt's portable spelling or as the character typed -> command
    commands: Mapping[str, Command | CameraMove] = field(default_factory=dict)


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
    Row("keys.try", ("X",), {"X": "try"}),
    Row("keys.pause", ("keys.cap.space", "P"), {"Space": "pause", "P": "pause"}),
    Row("keys.reset", ("R",), {"R": "reset"}),
    Row("keys.undo", ("Ctrl+Z",), {"Ctrl+Z": "undo"}),
    Row("keys.fork", ("I",), {"I": "fork"}),
    Row("keys.more", ("G",), {"G": "more"}),
    Row("tour.key.start", ("T",), {"T": "tour"}),
    Row("tour.key.pause", ("keys.cap.space",)),
    Row(
        "tour.key.next",
        ("PgDn", "PgUp"),
        {"Ctrl+Right": "next stop", "Ctrl+Left": "previous stop"},
    ),
    Row("tour.key.sound", ("K", "V"), {"K": "captions", "V": "voice"}),
    Row("keys.read", ("O",), {"O": "read aloud"}),
    Row("keys.list", ("Z",), {"Z": "list"}),
    Row("keys.map", ("M",), {"M": "map"}),
    Row("flows.key", ("F",), {"F": "flows"}),
    Row("keys.language", ("L",), {"L": "language"}),
    Row("keys.light", ("N",), {"N": "light"}),
    Row("keys.sound", ("H",), {"H": "sound"}),
    Row("keys.souvenir", ("Y", "J"), {"Y": "postcard", "J": "passport"}),
    Row("keys.comfort", ("C",), {"C": "comfort"}),
    Row(
        "keys.text",
        ("Ctrl + − 0",),
        {"Ctrl++": "larger", "Ctrl+=": "larger", "Ctrl+-": "smaller", "Ctrl+0": "usual size"},
    ),
    Row("lesson.key.quiz", ("U",), {"U": "quiz"}),
    Row("lesson.key.class", ("T O H B",)),
    Row("keys.parts", ("F6",), {"F6": "part"}),
    Row("keys.screen", ("F11",), {"F11": "full screen"}),
    Row("status.key", ("F3",), {"F3": "status"}),
    Row("keys.help", ("F1", "?"), {"F1": "help", "?": "help"}),
    Row("keys.quit", ("Ctrl+Q",), {"Ctrl+Q": "quit"}),
)  # fmt: skip


_NAMED_CAP = re.compile(r"Ctrl|Shift|Home|PgUp|PgDn")


def printed_cap(cap: str, language: Language) -> str:
    """The cap of a key as printed on a keyboard of a language."""
    if cap.startswith("keys.cap."):
        return say(cap, language)
    return _NAMED_CAP.sub(lambda name: say(f"keys.cap.{name[0].lower()}", language), cap)


def _table() -> dict[str, Command | CameraMove]:
    made: dict[str, Command | CameraMove] = {}
    for row in ROWS:
        for chord, command in row.commands.items():
            if chord in made:
                raise ValueError(f"the key {chord} does two things: {made[chord]} and {command}")
            made[chord] = command
    return made


TABLE = _table()


def command_of(event: QKeyEvent, before: Mapping[str, Command] | None = None) -> Command | CameraMove | None:
    """The command of a key press; None without one.

    Parameters
    ----------
    before : overrides of the table.
    """
    table = {**TABLE, **before} if before else TABLE
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    typed = event.text()
    if plain and typed in table and not typed.isalpha():
        return table[typed]  # the position of a character depends on the country's layout
    key = Qt.Key(event.key())
    if key == Qt.Key.Key_unknown:
        return None
    if typed.isalpha() and modifiers == Qt.KeyboardModifier.ShiftModifier:
        modifiers = Qt.KeyboardModifier.NoModifier
    chord = QKeySequence(modifiers.value | key.value).toString(QKeySequence.SequenceFormat.PortableText)
    return table.get(chord) or table.get(chord.replace("Ctrl+Shift+", "Ctrl+"))
