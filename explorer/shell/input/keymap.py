"""The keymap: one table of all keys, their commands, and how the page of keys describes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeGuard, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ...i18n import Language, Text, tr

CAPS: dict[str, Text] = {
    "ctrl": Text("Ctrl", context="key"),
    "shift": Text("Shift", context="key"),
    "home": Text("Home", context="key"),
    "pgup": Text("PgUp", context="key"),
    "pgdn": Text("PgDn", context="key"),
}


Command = Literal[
    "next", "previous", "open", "number", "close", "search", "home", "back", "forward", "map", "list",
    "language", "light", "comfort", "larger", "smaller", "usual size", "part", "full screen", "help", "quit",
    "comfort page", "size page", "try", "pause", "reset", "undo", "fork", "more", "flows", "status", "start over",
    "show me", "scene touched", "pause show", "skip show",
    "tour", "pause tour", "next stop", "previous stop", "leave tour", "captions", "voice", "sound", "passport", "postcard",
    "quiz", "option 1", "option 2", "option 3", "option 4", "option 5", "hand back 1", "hand back 2",
    "hand back 3", "hand back 4", "hand back 5", "reveal", "task timer", "more time", "teacher's note",
    "gather", "big pause", "read aloud", "about", "connect",
    "talk on", "talk back", "talk first", "talk black", "talk freeze", "talk laser", "talk spotlight", "talk pen", "talk clear",
    "talk question", "talk promise",
    "talk caption",
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

    words: Text  # description
    caps: tuple[str | Text, ...]  # key caps of an English keyboard
    # chord, in Qt's portable spelling or as the character typed -> command
    commands: Mapping[str, Command | CameraMove] = field(default_factory=dict)


ROWS: tuple[Row, ...] = (
    Row(Text("next, previous zone"), (Text("Tab"), "Shift+Tab"), {"Tab": "next", "Shift+Backtab": "previous"}),
    Row(Text("visit the zone"), (Text("Enter"),), {"Return": "open", "Enter": "open"}),
    Row(Text("point at a zone"), ("0–9",), dict.fromkeys("0123456789", "number")),
    Row(Text("close, step back"), ("Esc",), {"Esc": "close"}),
    Row(Text("search"), ("/", "Ctrl+F"), {"/": "search", "Ctrl+F": "search"}),
    Row(
        Text("move"),
        (Text("Arrows"), "W A S D"),
        {
            "Left": "left", "Right": "right", "Up": "ahead", "Down": "astern",
            "A": "left", "D": "right", "W": "ahead", "S": "astern",
        },
    ),
    Row(
        Text("turn"),
        ("Q E", "Shift+← →"),
        {"Q": "turn left", "E": "turn right", "Shift+Left": "turn left", "Shift+Right": "turn right"},
    ),
    Row(
        Text("look down, look up"),
        ("PgUp PgDn", "Shift+↑ ↓"),
        {"PgUp": "up", "PgDown": "down", "Shift+Up": "up", "Shift+Down": "down"},
    ),
    Row(Text("zoom in, zoom out"), ("+", "−"), {"+": "nearer", "=": "nearer", "-": "farther"}),
    Row(Text("whole park"), ("Home",), {"Home": "home"}),
    Row(Text("back, forward"), ("Alt+←", "Alt+→"), {"Alt+Left": "back", "Alt+Right": "forward"}),
    Row(Text("go to the exhibit"), ("X",), {"X": "try"}),
    Row(Text("exhibit: pause, continue"), (Text("Space"), "P"), {"Space": "pause", "P": "pause"}),
    Row(Text("exhibit: restart"), ("R",), {"R": "reset"}),
    Row(Text("exhibit: undo"), ("Ctrl+Z",), {"Ctrl+Z": "undo"}),
    Row(Text("exhibit: fork, then swap the two runs"), ("I",), {"I": "fork"}),
    Row(Text("exhibit: more, less"), ("G",), {"G": "more"}),
    Row(Text("start a tour"), ("T",), {"T": "tour"}),
    Row(Text("tour: pause, resume"), (Text("Space"),)),
    Row(
        Text("tour: next, previous stop"),
        ("PgDn", "PgUp"),
        {"Ctrl+Right": "next stop", "Ctrl+Left": "previous stop"},
    ),
    Row(Text("tour: captions, voice"), ("K", "V"), {"K": "captions", "V": "voice"}),
    Row(Text("read aloud what is open"), ("O",), {"O": "read aloud"}),
    Row(Text("list of zones"), ("Z",), {"Z": "list"}),
    Row(Text("map"), ("M",), {"M": "map"}),
    Row(Text("flows between zones"), ("F",), {"F": "flows"}),
    Row(Text("switch language"), ("L",), {"L": "language"}),
    Row(Text("day, golden hour, dusk, night"), ("N",), {"N": "light"}),
    Row(Text("sounds of the park"), ("H",), {"H": "sound"}),
    Row(Text("postcard of this view, passport"), ("Y", "J"), {"Y": "postcard", "J": "passport"}),
    Row(Text("camera comfort"), ("C",), {"C": "comfort"}),
    Row(
        Text("text size"),
        ("Ctrl + − 0",),
        {"Ctrl++": "larger", "Ctrl+=": "larger", "Ctrl+-": "smaller", "Ctrl+0": "usual size"},
    ),
    Row(Text("Quiz; in a lesson its next question"), ("U",), {"U": "quiz"}),
    Row(Text("In a lesson: time for a task, note, gather, pause"), ("T O H B",)),
    Row(Text("next part of the window"), ("F6",), {"F6": "part"}),
    Row(Text("full screen"), ("F11",), {"F11": "full screen"}),
    Row(Text("drawing quality"), ("F3",), {"F3": "status"}),
    Row(Text("open this page"), ("F1", "?"), {"F1": "help", "?": "help"}),
    Row(Text("close the window"), ("Ctrl+Q",), {"Ctrl+Q": "quit"}),
)  # fmt: skip


_NAMED_CAP = re.compile(r"Ctrl|Shift|Home|PgUp|PgDn")


def printed_cap(cap: str | Text, language: Language) -> str:
    """The cap of a key as printed on a keyboard of a language."""
    if isinstance(cap, Text):
        return tr(cap, language)
    return _NAMED_CAP.sub(lambda name: tr(CAPS[name[0].lower()], language), cap)


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
