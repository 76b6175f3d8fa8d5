"""Commands of a talk: those of keys and clickers, and the buttons of the console."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from ...i18n import Text, tr
from ...visit import (
    Act,
    Backward,
    Blacken,
    ClearMarks,
    Freeze,
    JumpTo,
    LogEntry,
    Onward,
    PauseTour,
    ResumeTour,
    ShowCaption,
    UndoMark,
    UseLaser,
    UsePen,
    UseSpotlight,
    Visit,
)
from ...visit.talk.reducer import Step, step, stop_of, strayed
from ...visit.talk.state import Talk
from ..input.keymap import Command
from ..input.keymap import Row as KeyRow
from ..style.theme import Theme
from ..widgets import Column, Row
from .console_widgets import ConsoleButton, ConsoleCard
from .pen import PenRow

BUTTON_WORDS: dict[str, Text] = {
    "begin": Text("Start"),
    "next": Text("Next", context="stop"),
    "return": Text("Back to the stop"),
    "end": Text("End the talk"),
    "freeze": Text("Freeze"),
    "black": Text("Black"),
    "laser": Text("Laser"),
    "spotlight": Text("Spotlight"),
    "pen": Text("Pen"),
    "caption": Text("Captions"),
}

ROWS: tuple[KeyRow, ...] = (
    KeyRow(
        Text("start, next stop, back to the stop, end"),
        ("PgDn", "→ ↓", Text("Space")),
        {"PgDown": "talk on", "Right": "talk on", "Down": "talk on", "Space": "talk on", "F5": "talk on"},
    ),
    KeyRow(
        Text("previous stop"),
        ("PgUp", "← ↑"),
        {"PgUp": "talk back", "Left": "talk back", "Up": "talk back", "Backspace": "talk back"},
    ),
    KeyRow(Text("first stop"), ("Home",), {"Home": "talk first"}),
    KeyRow(Text("black screen for the audience, on or off"), ("B", "."), {"B": "talk black", ".": "talk black"}),
    KeyRow(Text("freeze the audience window, or continue"), ("F",), {"F": "talk freeze"}),
    KeyRow(Text("laser pointer"), ("L",), {"L": "talk laser"}),
    KeyRow(Text("spotlight"), ("S",), {"S": "talk spotlight"}),
    KeyRow(Text("pen on the picture"), ("D", "Ctrl+P"), {"D": "talk pen", "Ctrl+P": "talk pen"}),
    KeyRow(Text("pen: take back a mark, clear all of the stop"), ("Ctrl+Z", "E"), {"Ctrl+Z": "undo", "E": "talk clear"}),
    KeyRow(
        Text("note a question from the audience, a promise to it"),
        ("Q", "Y"),
        {"Q": "talk question", "Y": "talk promise"},
    ),
    KeyRow(Text("captions for the audience"), ("K",), {"K": "talk caption"}),
    KeyRow(Text("pause the tour, or continue"), ("P",), {"P": "talk pause"}),
    KeyRow(Text("list of stops"), ("J", "G"), {"J": "talk jump", "G": "talk jump"}),
    KeyRow(Text("point at a zone by its number, then go there"), ("0–9", Text("Enter")), {"Return": "open", "Enter": "open"}),
    KeyRow(Text("look something up"), ("/", "Ctrl+F"), {"/": "search", "Ctrl+F": "search"}),
    KeyRow(Text("show the view again, hide the pointer, back to the stop"), ("Esc",), {"Esc": "close"}),
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
        case "talk pen":
            return (UsePen(not talk.pen),)
        case "talk question":
            return (LogEntry("question"),)
        case "talk promise":
            return (LogEntry("promise"),)
        case "talk clear":
            return (ClearMarks(),)
        case "undo":
            return (UndoMark(),) if talk.pen else None
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
                return (UseLaser(False), UseSpotlight(False), UsePen(False))
            # nothing else: one press too many to end a blackout must not take the audience elsewhere
            return (ResumeTour(),) if strayed(visit) else ()
    return None


ICONS: dict[Step, str] = {"begin": "play", "next": "skip-forward", "return": "undo-2", "end": "flag"}
TOGGLES: tuple[tuple[str, str, str, Command], ...] = (
    ("freeze", "snowflake", "F", "talk freeze"),
    ("black", "square", "B", "talk black"),
    ("laser", "mouse-pointer-click", "L", "talk laser"),
    ("spotlight", "spotlight", "S", "talk spotlight"),
    ("pen", "pencil", "D", "talk pen"),
    ("caption", "captions", "K", "talk caption"),
)
"""Words, icon, key and command of each switch."""


class Controls(ConsoleCard):
    """Clickable commands of a clicker, and more. The large button says what *next* does now."""

    def __init__(
        self,
        theme: Theme,
        ask: Callable[[Command], None],
        do: Callable[[Act], None],
        on_return: Callable[[], None],
    ) -> None:
        self._step: Step | None = None
        self.previous = ConsoleButton(theme, icon="skip-back", name=" ", on_press=lambda: ask("talk back"))
        self.onward = ConsoleButton(
            theme, " ", ICONS["next"], kind="primary", large=True, on_press=lambda: ask("talk on")
        )
        self.back = ConsoleButton(theme, " ", ICONS["return"], on_press=on_return)
        self.back.hide()
        self.toggles: dict[str, ConsoleButton] = {}
        for name, icon, _, command in TOGGLES:
            button = ConsoleButton(theme, " ", icon, on_press=partial(ask, command))
            button.setCheckable(True)
            self.toggles[name] = button
        first = Row(theme, self.previous, self.onward, self.back, gap=8)
        first.setStretch(1, 3)
        first.setStretch(2, 2)
        second = Row(theme, *self.toggles.values(), gap=8)
        self.pen = PenRow(theme, do)
        super().__init__(theme, Column(theme, first, second, self.pen, gap=8), padding=12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._name()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if hasattr(self, "_step"):
            self._name()

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Show what the buttons do now."""
        wanted = step(visit)
        if wanted != self._step:
            self._step = wanted
            self._name()
        states = {
            "freeze": talk.frozen,
            "black": talk.black,
            "laser": talk.laser,
            "spotlight": talk.spotlight,
            "pen": talk.pen,
            "caption": talk.caption,
        }
        for name, on in states.items():
            self.toggles[name].setChecked(on)
        self.pen.update_from(visit, talk)
        playback = visit.playback
        # a slider or the camera was moved at the stop itself: the clicker continues, and one may go back
        self.back.setVisible(
            talk.begun and playback is not None and playback.paused_by is not None and wanted != "return"
        )
        self.previous.setEnabled(stop_of(visit) != 0 or talk.slide is not None)

    def _name(self) -> None:
        language = self.theme.language
        self.previous.set_text(name=tr(Text("Previous stop"), language))
        if self._step is not None:
            self.onward.set_text(tr(BUTTON_WORDS[self._step], language))
            self.onward.show_icon(ICONS[self._step])
        self.back.set_text(tr(Text("Back to the stop"), language))
        for button in (self.onward, self.back):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.pen.name(self.theme)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Show keys on the buttons where there is room; show only icons where words do not fit."""
        theme, language = self.theme, self.theme.language
        room = (self.width() - 2 * theme.px(12) - (len(TOGGLES) - 1) * theme.px(8)) / len(TOGGLES)
        words = {name: tr(BUTTON_WORDS[name], language) for name, *_ in TOGGLES}
        widest = max(theme.width_of(text, "label") for text in words.values())
        bare = widest + 2 * theme.px(14) + 4
        pictured = bare + theme.icon_px(21) + theme.px(9)
        hinted = pictured + theme.width_of("M", "fine") + theme.px(14)
        for name, icon, key, _ in TOGGLES:
            button = self.toggles[name]
            button.shortcut_hint = key if hinted <= room else ""
            button.show_icon("" if bare <= room < pictured else icon)
            named = tr(Text("{what} ({cap})"), language, what=words[name], cap=key)
            button.set_text(words[name] if bare <= room else "", named)
            button.setToolTip(named)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
