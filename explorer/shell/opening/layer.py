"""The opening layer: shown at each start, in a booth to each visitor; the first touch only closes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent

from ...visit import StartTour, Visit
from ...visit.mode import Part
from ..accessible import announce
from ..input.focus import hide_ring
from ..input.keymap import Command, command_of
from ..style.theme import Theme
from ..widgets import Surface
from ..window.layer import Layer, LayerContext
from ..window.layout import Room
from ..window.transitions import REDUCED_S, Slide
from ..window.view_state import shows_opening
from .card import OpeningCard

FADE_S = 0.24
HIDES = frozenset({
    Part.BREADCRUMB, Part.ZONE_LIST, Part.LEGEND, Part.ACTION_BAR, Part.MAP, Part.SEARCH, Part.LABELS, Part.TOUR,
    Part.QUIZ, Part.SOUVENIR,
})  # fmt: skip
KEEPS: frozenset[str] = frozenset({
    "language", "light", "larger", "smaller", "usual size", "comfort", "sound", "full screen", "quit", "status",
})  # fmt: skip
"""Commands that change how the opening looks, and do not close it."""
PRESSES = frozenset({
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin, QEvent.Type.Wheel,
})  # fmt: skip
RELEASES = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel})
BETWEEN = frozenset({QEvent.Type.MouseMove, QEvent.Type.TouchUpdate})
MODIFIERS = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock,
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
})  # fmt: skip


class OpeningLayer(QObject, Layer):
    """Shows the card, and takes the touch or the key that closes it."""

    def __init__(self, context: LayerContext) -> None:
        super().__init__(context.window)
        self._context = context
        self._slide: Slide | None = None
        self._held = False  # the press that closed it has not been released yet
        self.card = OpeningCard(
            context.theme, context.park, context.tours, self._start, self.end, context.window
        )
        context.window.installEventFilter(self)

    # ---- for the window

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.card,)

    @property
    def hidden(self) -> frozenset[Part]:
        if not self.card.isHidden():
            return HIDES
        return frozenset({Part.LABELS}) if self._slide is not None else frozenset()

    @property
    def state(self) -> object:
        return self.card.isHidden(), self.card.words, self._slide is None

    def apply_theme(self, theme: Theme) -> None:
        self._context = replace(self._context, theme=theme)

    def update_from(self, visit: Visit) -> None:
        """Show it to a visitor who has done nothing yet, unless the visit begins in a zone or on a tour."""
        views = self._context.views
        shown = shows_opening(visit, views.state)
        attracts = visit.kiosk is not None and visit.kiosk.phase != "explore"
        if not shown and not attracts and not views.state.opening_over:
            views.state = replace(views.state, opening_over=True)
        if shown == self.card.isHidden():
            self.card.setVisible(shown)
            self._context.event_log.note("opening", shown=shown)
            if shown:
                self._come()
            else:
                self._let_pass()

    def advance(self, dt_s: float) -> bool:
        if self._slide is not None and not self._slide.advance(dt_s):
            self._slide.hide()
            self._slide.deleteLater()
            self._slide = None
        return self._slide is not None

    def answers(self, command: Command, visit: Visit) -> bool:
        """Close the opening for a command; return whether that is all it does, as for *close*."""
        if self.card.isHidden() or command in KEEPS or command in ("comfort page", "size page", "help"):
            return False
        self.end()
        return command == "close"

    def arrange(self, room: Room) -> Room:
        """Place it at the lower left, over the water."""
        if self.card.isHidden():
            return room
        width = self.card.wanted_px(room.size.width() - 2 * room.margin)
        tall = self.card.wanted_height(width)
        self.card.place(QRect(room.margin, room.bottom_px - tall, width, tall))
        return room

    def close(self) -> None:
        self._context.viewport.removeEventFilter(self)
        self._context.window.removeEventFilter(self)

    # ---- open and close

    def _come(self) -> None:
        self.card.raise_()
        self._context.viewport.installEventFilter(self)
        first = self.card.tour_button if not self.card.tour_button.isHidden() else self.card.look_button
        window = self._context.window
        held = window.window().focusWidget()
        if (
            held is None or held is window or window.isAncestorOf(held)
        ):  # a form beside the park keeps the focus
            first.setFocus(Qt.FocusReason.MouseFocusReason)  # no ring until a key needs one
        announce(self._context.viewport, self.card.words)

    def end(self) -> None:
        """Close it with a fade, and let the names appear."""
        if self.card.isHidden():
            return
        views, viewport = self._context.views, self._context.viewport
        views.state = replace(views.state, opening_over=True)
        if self._slide is None:
            lasts_s = REDUCED_S if self._context.theme.less_motion else FADE_S
            self._slide = Slide(
                self.card, self.card.inner, QPointF(), lasts_s, viewport.paint_under, comes=False
            )
        self.card.hide()
        self._let_pass()
        self._context.event_log.note("opening", shown=False)
        viewport.setFocus(Qt.FocusReason.MouseFocusReason)
        hide_ring()  # the key that closed it had no other purpose
        self._context.arrange_again()

    def _start(self, tour: str) -> None:
        self.end()
        self._context.do(StartTour(tour))

    # ---- the first touch

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the opening at the first press on the view or the first key, which has no other effect."""
        kind = event.type()
        if watched is self._context.viewport:
            return self._take_press(event, kind)
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.card.isHidden():
            return self._take_key(event)
        return False

    def _take_press(self, event: QEvent, kind: QEvent.Type) -> bool:
        if not self.card.isHidden() and kind in PRESSES:
            self._held = kind != QEvent.Type.Wheel
            event.accept()
            self.end()
            return True
        if self._held and kind in RELEASES | BETWEEN:
            self._held = kind not in RELEASES
            self._let_pass()
            event.accept()
            return True
        return False

    def _let_pass(self) -> None:
        """Ignore further presses once the one that closed it has ended."""
        if not self._held:
            self._context.viewport.removeEventFilter(self)

    def _take_key(self, event: QKeyEvent) -> bool:
        asked = command_of(event)
        if Qt.Key(event.key()) in MODIFIERS or asked in KEEPS:
            return False
        self.end()
        return True
