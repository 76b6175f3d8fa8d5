"""The table of keys is whole, told in both languages, and answers what is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from explorer.i18n import languages
from explorer.shell.input.keyboard import HeldKeys, TypedNumber
from explorer.shell.input.keymap import ROWS, TABLE, command_of, printed_cap
from explorer.visit import Orbit, Pan, Zoom

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PAD = Qt.KeyboardModifier.KeypadModifier


def pressed(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "") -> str | None:
    return command_of(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "command"),
    [
        (Qt.Key.Key_Slash, NONE, "/", "search"),
        (Qt.Key.Key_7, SHIFT, "/", "search"),  # a German keyboard
        (Qt.Key.Key_F, CTRL, "\x06", "search"),
        (Qt.Key.Key_Question, SHIFT, "?", "help"),
        (Qt.Key.Key_F1, NONE, "", "help"),
        (Qt.Key.Key_L, NONE, "l", "language"),
        (Qt.Key.Key_L, SHIFT, "L", "language"),
        (Qt.Key.Key_Left, ALT, "", "back"),
        (Qt.Key.Key_Left, NONE, "", "left"),
        (Qt.Key.Key_Left, SHIFT, "", "turn left"),
        (Qt.Key.Key_D, NONE, "d", "right"),
        (Qt.Key.Key_Plus, SHIFT, "+", "nearer"),
        (Qt.Key.Key_Plus, PAD, "+", "nearer"),
        (Qt.Key.Key_Minus, NONE, "-", "farther"),
        (Qt.Key.Key_Plus, CTRL | SHIFT, "+", "larger"),
        (Qt.Key.Key_Equal, CTRL, "", "larger"),
        (Qt.Key.Key_Minus, CTRL, "", "smaller"),
        (Qt.Key.Key_0, CTRL, "", "usual size"),
        (Qt.Key.Key_4, NONE, "4", "number"),
        (Qt.Key.Key_4, PAD, "4", "number"),
        (Qt.Key.Key_Enter, PAD, "\r", "open"),
        (Qt.Key.Key_Return, NONE, "\r", "open"),
        (Qt.Key.Key_Escape, NONE, "\x1b", "close"),
        (Qt.Key.Key_Home, NONE, "", "home"),
        (Qt.Key.Key_F11, NONE, "", "full screen"),
        (Qt.Key.Key_B, NONE, "b", None),
        (Qt.Key.Key_unknown, NONE, "", None),
    ],
)
def test_a_key_does_what_the_table_says(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, command: str | None
) -> None:
    assert pressed(key, modifiers, text) == command


def test_every_row_is_reported() -> None:
    for row in ROWS:
        assert str(row.words) and all(str(cap) for cap in row.caps)
    assert len(TABLE) == sum(len(row.commands) for row in ROWS)


def test_held_keys_move_as_long_as_they_are_down() -> None:
    held = HeldKeys()
    first = held.press(1, "ahead")
    held.press(2, "nearer")
    assert isinstance(first, Pan) and first.ahead > 0, "a short tap moves at once"
    assert [type(a) for a in held.advance(0.1)] == [Pan, Zoom]
    held.release(1)
    assert [type(a) for a in held.advance(0.1)] == [Zoom]
    held.release_all()
    assert held.advance(0.1) == []


def test_two_keys_for_the_same_motion_do_not_add_up() -> None:
    held = HeldKeys()
    held.press(1, "turn left")
    held.press(2, "turn left")
    acts = held.advance(0.1)
    assert len(acts) == 1 and isinstance(acts[0], Orbit)


def test_digits_make_a_number_until_a_pause() -> None:
    typed = TypedNumber()
    assert typed.type("1", 0.0) == 1
    assert typed.type("4", 0.5) == 14
    assert typed.type("6", 5.0) == 6


def test_keys_are_printed_as_on_a_keyboard_of_the_language() -> None:
    printed = {
        language: [printed_cap(c, language) for row in ROWS for c in row.caps] for language in languages()
    }
    assert {"Ctrl+Z", "Home", "PgUp PgDn", "Shift+↑ ↓"} <= set(printed["en"]) & set(printed["zh"])
    assert {"Strg+Z", "Pos1", "Bild↑ Bild↓", "Umschalt+↑ ↓"} <= set(printed["de"])
    assert "X" in printed["de"] and not any(cap.startswith("keys.") for cap in printed["de"])
