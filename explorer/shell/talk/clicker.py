"""Commands of keys and clickers during a talk, in either window."""

from __future__ import annotations

from collections.abc import Mapping

from ...i18n import Text
from ...visit import (
    Act,
    Backward,
    Blacken,
    Freeze,
    JumpTo,
    Onward,
    PauseTour,
    ResumeTour,
    ShowCaption,
    UseLaser,
    UseSpotlight,
    Visit,
)
from ...visit.talk.reducer import strayed
from ..input.keymap import Command, Row

ROWS: tuple[Row, ...] = (
    Row(
        Text("start, next stop, back to the stop, end"),
        ("PgDn", "→ ↓", Text("Space")),
        {"PgDown": "talk on", "Right": "talk on", "Down": "talk on", "Space": "talk on", "F5": "talk on"},
    ),
    Row(
        Text("previous stop"),
        ("PgUp", "← ↑"),
        {"PgUp": "talk back", "Left": "talk back", "Up": "talk back", "Backspace": "talk back"},
    ),
    Row(Text("first stop"), ("Home",), {"Home": "talk first"}),
    Row(Text("black screen for the audience, on or off"), ("B", "."), {"B": "talk black", ".": "talk black"}),
    Row(Text("freeze the audience window, or continue"), ("F",), {"F": "talk freeze"}),
    Row(Text("laser pointer"), ("L",), {"L": "talk laser"}),
    Row(Text("spotlight"), ("S",), {"S": "talk spotlight"}),
    Row(Text("captions for the audience"), ("K",), {"K": "talk caption"}),
    Row(Text("pause the tour, or continue"), ("P",), {"P": "talk pause"}),
    Row(Text("list of stops"), ("J", "G"), {"J": "talk jump", "G": "talk jump"}),
    Row(Text("point at a zone by its number, then go there"), ("0–9", Text("Enter")), {"Return": "open", "Enter": "open"}),
    Row(Text("look something up"), ("/", "Ctrl+F"), {"/": "search", "Ctrl+F": "search"}),
    Row(Text("show the view again, hide the pointer, back to the stop"), ("Esc",), {"Esc": "close"}),
)  # fmt: skip
"""Overrides of the park's keymap during a talk."""

KEYS: Mapping[str, Command] = {
    chord: command for row in ROWS for chord, command in row.commands.items()  # type: ignore[misc]
}  # fmt: skip


def acts_of(command: Command, visit: Visit) -> tuple[Act, ...] | None:
    """Acts of a command in a talk; None if the talk ignores the command, () if it has no effect now."""
    talk, playback = visit.talk, visit.playback
    if talk is None:
        return None
    match command:
        case "talk on":
            return (Onward(),)
        case "talk back":
            return (Backward(),)
        case "talk first":
            return (JumpTo(0),)
        case "talk black":
            return (Blacken(not talk.black),)
        case "talk freeze":
            return (Freeze(not talk.frozen),)
        case "talk laser":
            return (UseLaser(not talk.laser),)
        case "talk spotlight":
            return (UseSpotlight(not talk.spotlight),)
        case "talk caption":
            return (ShowCaption(not talk.caption),)
        case "talk pause":
            if playback is None or not talk.begun:
                return ()
            return (PauseTour() if playback.playing else ResumeTour(),)
        case "close":
            if talk.black or talk.frozen:
                return (Blacken(False), Freeze(False))
            if talk.points:
                return (UseLaser(False), UseSpotlight(False))
            # nothing else: one press too many to end a blackout must not take the audience elsewhere
            return (ResumeTour(),) if strayed(visit) else ()
    return None
