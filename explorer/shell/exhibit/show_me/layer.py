"""*Show me*: plays an exhibit's experiment step by step, by ordinary acts.

It ends when the exhibit is left, a tour begins, or anything else changes the run, and leaves no captions behind. The
visitor's own walkthrough continues after the last step it did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from PySide6.QtCore import QRect, Qt

from ....exhibits.exhibit import Exhibit, GuidedStep
from ....i18n import Language, Text, tr
from ....visit import Visit
from ....visit.acts import Pause, Press, Reset, Turn
from ....visit.exhibit_run import Running
from ....visit.mode import Part
from ...accessible import announce
from ...input.focus import reason_of_answer
from ...input.keymap import Command
from ...style.fonts import has_han
from ...style.theme import Theme
from ...widgets import Surface
from ...window.layer import Layer, LayerContext
from ...window.layout import Room, place_wide
from ...window.view_state import Showing
from ..step import Walk
from .card import ShowMeCard

MARK_S = 0.4
"""Time for which the part is marked before the step is done."""
WORDS_PER_S, HAN_PER_S = 2.7, 4.5
AHEAD_S = 1.0
"""Simulated time after a step in which its effect is looked for."""


def hold_s(step: GuidedStep, language: Language) -> float:
    """Time for which a step is held after it was done: long enough to read it and to see its effect."""
    words = tr(step.words, language)
    read_s = len(words) / HAN_PER_S if has_han(words) else len(words.split()) / WORDS_PER_S
    return max(read_s, step.watch_s)


def changed_part(run: Running, step: GuidedStep) -> str | None:
    """The part that the step names, or else the one whose words the step changes most."""
    if step.part:
        return step.part
    before = _words(run.advance(AHEAD_S))
    acted = run
    for name, value in step.values:
        acted = acted.turned(name, value)
    if step.action:
        acted = acted.done(step.action)
    after = _words(acted.advance(AHEAD_S))
    apart = {
        name: 1.0 - SequenceMatcher(None, before[name], words).ratio()
        for name, words in after.items()
        if name in before and words != before[name]
    }
    return max(apart, key=apart.__getitem__) if apart else None


def _words(run: Running) -> dict[str, str]:
    exhibit: Exhibit[Any] = run.exhibit
    return {
        name: f"{tr(words.label, 'en')} {tr(words.reading, 'en')}"
        for name, words in exhibit.parts(run.state).items()
    }


HIDES = frozenset({Part.EXHIBIT, Part.STRIP, Part.TOOLS})
KEYS: Mapping[str, Command] = {"Space": "pause show", "Right": "skip show"}


class ShowMeLayer(Layer):
    """Plays the experiment of the exhibit where the visitor is.

    Attributes
    ----------
    card : its captions; the window marks the part that a step changes.
    """

    def __init__(self, context: LayerContext) -> None:
        self._context, theme = context, context.theme
        self._visit: Visit | None = None
        self._announced: tuple[str, int] | None = None
        self._focus_reason: Qt.FocusReason | None = None
        self.card = ShowMeCard(theme, self._pause, self._skip, self.end, context.window)

    # ---- for the window

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.card,)

    @property
    def hidden(self) -> frozenset[Part]:
        return HIDES if self.showing is not None else frozenset()

    @property
    def keys(self) -> Mapping[str, Command]:
        return KEYS if self.showing is not None else {}

    @property
    def state(self) -> object:
        return (self.card.isHidden(), self.card.words, self.card.sizeHint())

    def apply_theme(self, theme: Theme) -> None:
        self._context = replace(self._context, theme=theme)

    @property
    def showing(self) -> Showing | None:
        """Its progress; None while it does not play."""
        return self._context.views.state.showing

    def update_from(self, visit: Visit) -> None:
        self._visit = visit
        showing, run = self.showing, visit.run
        if showing is None:
            self._put_away()
            return
        if (
            run is None
            or visit.zone != showing.zone
            or not visit.operating
            or visit.guided
            or self._is_foreign(showing, run)
        ):
            self.end()
            return
        exhibit = type(run.exhibit)
        if self.card.isHidden():
            self.card.show_zone(visit.park.zones[showing.zone], exhibit)
            self.card.show()
            if self._focus_reason is not None:
                self.card.pause.setFocus(self._focus_reason)
                self._focus_reason = None
        self.card.show_step(showing, run, self._share(showing, exhibit))
        self._announce_step(showing)

    def advance(self, dt_s: float) -> bool:
        visit, showing = self._visit, self.showing
        run = visit.run if visit is not None else None
        if visit is None or run is None or showing is None or showing.paused or visit.moving:
            return showing is not None and not showing.paused
        step = type(run.exhibit).walkthrough[showing.at]
        gone_s = showing.gone_s + dt_s
        if not showing.acted and gone_s >= MARK_S:
            self._act(replace(showing, gone_s=gone_s), run)
        elif gone_s >= MARK_S + hold_s(step, visit.settings.language):
            self._go_to(showing.at + 1, run)
        else:
            self._set(replace(showing, gone_s=gone_s))
        return True

    def answers(self, command: Command, visit: Visit) -> bool:
        if command == "show me":
            self._begin(visit)
            return True
        if self.showing is None:
            return False
        match command:
            case "scene touched":
                self._set_paused(self.showing, paused=True)
            case "pause show" | "pause":
                self._pause()
            case "skip show":
                self._skip()
            case "close":
                self.end()
            case "more" | "try":
                pass
            case _:
                return False
        return True

    def arrange(self, room: Room) -> Room:
        if self.card.isHidden():
            return room
        rect: QRect = place_wide(room, self.card)
        return replace(room, foot_px=room.foot_px + rect.height() + room.gap)

    # ---- steps

    def _begin(self, visit: Visit) -> None:
        """Restart the exhibit, so that the text of every step holds, and play the first one."""
        run = visit.run
        if run is None or not visit.operating or visit.zone is None or not type(run.exhibit).walkthrough:
            return
        reason = reason_of_answer()
        self._context.do(Reset())
        if run.paused:
            self._context.do(Pause(False))
        self._set(Showing(visit.zone))
        self._go_to(0, self._run_now() or run)
        self._focus_reason = (
            reason  # the layout places the card in the next frame; shown now it would flash elsewhere
        )
        self._context.arrange_again()

    def end(self) -> None:
        """Leave; the run stays as it is."""
        showing = self.showing
        if showing is None:
            return
        held = self._context.window.focusWidget()
        had_focus = held is not None and self.card.isAncestorOf(held)
        if showing.paused and self._visit is not None and self._visit.zone == showing.zone:
            self._context.do(Pause(False))
        self._set(None)
        if had_focus:  # before the card is hidden: Qt would move the focus on as if by Tab, with a focus ring
            self._context.viewport.setFocus(Qt.FocusReason.MouseFocusReason)
        self._put_away()
        self._context.arrange_again()
        self._announce(tr(Text("The demonstration is over"), self._context.theme.language))

    def _put_away(self) -> None:
        self._announced = None
        if not self.card.isHidden():
            self.card.hide()

    def _run_now(self) -> Running | None:
        """The run of the window's visit, with all acts up to this moment."""
        return self._context.visit().run

    def _go_to(self, at: int, run: Running) -> None:
        """Go to another step; end after the last one."""
        exhibit, showing = type(run.exhibit), self.showing
        if showing is None:
            return
        if at >= len(exhibit.walkthrough):
            self.end()
            return
        part = changed_part(run, exhibit.walkthrough[at])
        self._set(Showing(showing.zone, at, part=part, events=run.record.events, paused=showing.paused))

    def _act(self, showing: Showing, run: Running) -> None:
        """Do the step by acts that a visitor could do."""
        kind, step = run.exhibit.kind, type(run.exhibit).walkthrough[showing.at]
        self._set(replace(showing, acted=True))
        for name, value in step.values:
            self._context.do(Turn(name, value, kind))
        if step.action:
            self._context.do(Press(step.action, kind))
        after = self._run_now() or run
        Walk(showing.zone, type(run.exhibit), self._context.views).follow(showing.at, after)
        self._set(replace(showing, acted=True, events=after.record.events))

    def _skip(self) -> None:
        """Go to the next step, after doing the present one, since the next one builds on it."""
        showing, run = self.showing, self._run_now()
        if showing is None or run is None:
            return
        if not showing.acted:
            self._act(showing, run)
        self._go_to(showing.at + 1, self._run_now() or run)

    def _pause(self) -> None:
        if (showing := self.showing) is not None:
            self._set_paused(showing, paused=not showing.paused)

    def _set_paused(self, showing: Showing, *, paused: bool) -> None:
        if showing.paused != paused:
            self._set(replace(showing, paused=paused))
            self._context.do(Pause(paused))

    def _set(self, showing: Showing | None) -> None:
        self._context.views.state = replace(self._context.views.state, showing=showing)

    def _is_foreign(self, showing: Showing, run: Running) -> bool:
        """Whether anything else has changed the run."""
        return run.record.events != showing.events

    def _share(self, showing: Showing, exhibit: type[Exhibit[Any]]) -> float:
        step, language = exhibit.walkthrough[showing.at], self._context.theme.language
        return min(showing.gone_s / (MARK_S + hold_s(step, language)), 1.0)

    def _announce_step(self, showing: Showing) -> None:
        """Announce a step to screen readers, once."""
        if self._announced != (showing.zone, showing.at):
            self._announced = (showing.zone, showing.at)
            self._announce(self.card.words)

    def _announce(self, words: str) -> None:
        announce(self._context.viewport, words)
