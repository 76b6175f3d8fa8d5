"""The booth as a layer of the window: it notices who is there, calls, asks, and hides the way out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from ... import bootstrap
from ...core.geometry import WHOLE, Rect
from ...park.model import Language
from ...supervisor.log import complain
from ...visit import Change, PauseTour, Presence, ResumeTour, Visit
from ...visit.kiosk.acts import EnterStaff, HoldPress
from ...visit.mode import CONTROLS, Part
from ..app.keep_awake import Awake
from ..app.staff_exit import Lock
from ..input.focus import hide_ring
from ..input.keymap import Verb
from ..style.theme import Theme
from ..widgets import TOUCHED, Button, Plate
from ..window.layer import Ground
from ..window.layout import Room, plate_size
from .hint import Hint
from .invitation import Call, PausePlate, Told
from .modal import MARGIN_PX, Curtain
from .pin_pad import Pad, WayOut
from .presence import LongPress, Watch
from .question import Question

PARTS = CONTROLS | {Part.TOUR, Part.QUIZ}
"""What makes way while the booth attracts."""
NEWS_S = 0.5
"""Somebody who is there need not be told of more often."""
CORNER = 1.6  # targets


class BoothLayer:
    """What lies on the picture in a booth.

    Attributes
    ----------
    told, pause, call, hint : while it attracts.
    question : while it asks.
    corner : where a long press opens it.
    pad : behind that press; None where no number opens the way out.
    """

    def __init__(self, ground: Ground) -> None:
        theme, window = ground.theme, ground.window
        self._ground, self._theme = ground, theme
        self._visit: Visit | None = None
        self.clock: Callable[[], float] = perf_counter
        self._free: Rect = WHOLE
        self._blank = False
        self.told = Told(theme, ground.park, window)
        self.pause = PausePlate(theme, self._pause, window)
        self.call = Call(theme, self._choose, window)
        for plate in self.plates:
            plate.hide()
        self.hint = Hint(theme, ground.stage, ground.viewport)
        self.question = Question(theme, ground.do, window)
        self.pad: Pad | None = None
        self.way_out: WayOut | None = None
        self._lock: Lock | None = None
        if ground.door is not None:
            self._lock = Lock(ground.door.pin)
            self.way_out = WayOut(theme, ground.door, window)
            self.pad = Pad(theme, self._lock, self._let_staff_in, window)
        self.corner = LongPress(lambda: CORNER * self._theme.target_px, self._now_s)
        self._watch = Watch(
            window,
            on_touch=self._touched,
            on_move=self._moved,
            corner=self.corner,
            clock=self._now_s,
        )
        for edit in window.findChildren(QLineEdit):
            edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._awake = Awake("on show")
        ground.journal.note("awake", by=self._awake.by or None)
        if not self._awake.by:
            complain(
                bootstrap.gettext(
                    "The screen may go dark by itself: this system does not let it be kept awake. Turn off "
                    "screen saver and sleep in its settings; doctor --kiosk looks at them."
                )
            )

    # ---- what the window asks

    @property
    def plates(self) -> Sequence[Plate]:
        return (self.told, self.pause, self.call)

    @property
    def hidden(self) -> frozenset[Part]:
        return PARTS if self._attracts else frozenset()

    @property
    def keys(self) -> Mapping[str, Verb]:
        return {}

    @property
    def state(self) -> object:
        told = (self.told.isHidden(), self.told.words)
        asked = [curtain.isHidden() for curtain in self._curtains]
        rests = self._lock is not None and self._lock.rests
        return (self._attracts, *told, self.call.words, self.pause.playing, *asked, rests)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.hint.apply_theme(theme)
        for curtain in self._curtains:
            curtain.apply_theme(theme)

    def answers(self, verb: Verb, visit: Visit) -> bool:
        return False

    def answers_number(self, number: int) -> bool:
        return False

    def update_from(self, visit: Visit) -> None:
        before, self._visit = self._visit, visit
        booth = visit.kiosk
        if booth is None:
            return
        if before is None:
            self._ground.journal.note("booth", phase=booth.phase, what="begun")
        if before is None or before.kiosk is None or before.kiosk.phase != booth.phase:
            self._enter(booth.phase)
        if booth.phase == "attract":
            self._attract(visit)
        elif booth.phase == "asking":
            left_s = visit.mode.countdown_s - booth.silent_s
            self.question.count(left_s, visit.mode.countdown_s)
        self._blank_cursor(self._attracts and (visit.playback is None or visit.playback.playing))

    def advance(self, dt_s: float) -> bool:
        if self._lock is not None:
            self._lock.advance(dt_s)
        self._tell_held()
        if self.corner.held and not self._attracts:
            self._here()
        if self.corner.ripe():
            self._knock()
        darkens = [curtain.advance(dt_s) for curtain in self._curtains]
        breathes = False
        if self._visit is not None and self._attracts:
            breathes = self.hint.update_from(self._visit, self._free, dt_s)
        counts = not self.question.isHidden() and not self._theme.less_motion
        return any(darkens) or breathes or counts

    def arrange(self, room: Room) -> Room:
        whole = QRect(0, 0, room.size.width(), room.size.height())
        for curtain in self._curtains:
            curtain.arrange(whole)
        if not self._attracts:
            self._free = WHOLE
            return room
        margin, gap = room.theme.px(MARGIN_PX), room.gap
        width = whole.width() - 2 * margin
        self.call.fit(width)
        tall = _height(self.call, width)
        self.call.place(QRect(margin, whole.height() - margin - tall, width, tall))
        pause = plate_size(self.pause)
        self.pause.place(QRect(whole.width() - margin - pause.width(), margin, pause.width(), pause.height()))
        self.told.fit(width - pause.width() - gap)
        told = QRect(margin, margin, self.told.wanted_px, 0)
        told.setHeight(max(_height(self.told, told.width()), pause.height()))
        self.told.place(told)
        high = max(whole.height(), 1)
        self._free = Rect(top=told.bottom() / high, bottom=1.0 - (tall + margin) / high)
        return replace(room, head_px=told.height() + margin, foot_px=tall + margin)

    def close(self) -> None:
        self._blank_cursor(False)
        self._awake.release()

    # ---- who is there

    @property
    def _attracts(self) -> bool:
        visit = self._visit
        return visit is not None and visit.kiosk is not None and visit.kiosk.phase == "attract"

    def _touched(self, at: QPointF | None) -> None:
        """Something was pressed. What is pressed on the plates of the call, and the question, answer for themselves."""
        self._ground.window.setProperty(TOUCHED, at is not None)
        if at is not None:
            hide_ring()
        child = self._ground.window.childAt(at.toPoint()) if at is not None else None
        if self._attracts and isinstance(child, Button):
            return
        self._here()

    def _moved(self) -> None:
        """Somebody moves the pointer: not yet a touch, but enough to wait for one."""
        visit = self._visit
        if visit is None or visit.kiosk is None:
            return
        if not self._attracts:
            self._here()
        elif self._blank or visit.kiosk.silent_s > NEWS_S:
            self._ground.do(Presence(touched=False))

    def _here(self) -> None:
        """Somebody is there."""
        visit = self._visit
        if visit is None or visit.kiosk is None or visit.kiosk.phase == "asking":
            return
        if self._attracts or visit.kiosk.silent_s > NEWS_S:
            self._ground.do(Presence())

    def _now_s(self) -> float:
        return self.clock()

    def _tell_held(self) -> None:
        """Tell of a press that need not be anybody's, and let go of what it presses."""
        booth = self._visit.kiosk if self._visit is not None else None
        held = self._watch.holds
        if booth is not None and booth.held != held:
            self._ground.do(HoldPress(held))
            if held:
                self._ground.release_keys()
                self._let_go_of_buttons()

    def _let_go_of_buttons(self) -> None:
        """What is down is not pressed any more, and repeats nothing."""
        for button in self._ground.window.findChildren(QAbstractButton):
            button.setDown(False)

    def _choose(self, language: Language) -> None:
        """The first choice: in this language, from here."""
        if self._visit is not None:
            self._ground.do(Presence())
            self._ground.do(Change(replace(self._visit.settings, language=language)))

    def _pause(self) -> None:
        playback = self._visit.playback if self._visit else None
        if playback is not None:
            self._ground.do(PauseTour() if playback.playing else ResumeTour())

    def _knock(self) -> None:
        """A press has lasted long enough in the corner: it is nothing else any more."""
        if self.pad is None:
            return
        self._ground.viewport.hand.cancel()
        self._let_go_of_buttons()
        self.pad.ask()

    def _let_staff_in(self) -> None:
        """The right number was typed."""
        if self.way_out is not None:
            self._ground.do(EnterStaff())
            self.way_out.offer()

    # ---- what is shown

    @property
    def _curtains(self) -> list[Curtain]:
        ways = (self.pad, self.way_out)
        return [self.question, *(curtain for curtain in ways if curtain is not None)]

    def _enter(self, phase: str) -> None:
        """Another phase has begun."""
        if phase == "attract":
            self._ground.window.setProperty(TOUCHED, True)  # until whoever comes next presses a key
        self.call.setVisible(phase == "attract")
        if phase != "attract":
            self.told.hide()
            self.pause.hide()
            self.hint.retire()
        if phase != "explore":
            for curtain in self._curtains[1:]:
                curtain.close_up()
        if phase == "asking":
            self.question.open(self.question.stay)
        elif not self.question.isHidden():
            self.question.close_up()

    def _attract(self, visit: Visit) -> None:
        playback = visit.playback
        for plate in (self.told, self.pause):
            if plate.isHidden() != (playback is None):
                plate.setVisible(playback is not None)
        if playback is not None:
            self.told.show_stop(playback)
            self.pause.show_playing(playback.playing)
        at_exhibit = visit.operating and not visit.moving
        self.call.say("booth.call.exhibit" if at_exhibit else "booth.call.building")

    def _blank_cursor(self, blank: bool) -> None:
        """Hide the pointer while nobody moves it."""
        if blank != self._blank:
            self._blank = blank
            if blank:
                QApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)
            else:
                QApplication.restoreOverrideCursor()


def _height(plate: Plate, width: int) -> int:
    """How high a plate is at a width, without its shadow."""
    m, layout = plate.margin_px, plate.layout()
    if layout is not None:
        layout.activate()  # the words of this frame count, not those of the last
    tall = plate.heightForWidth(width + 2 * m) if plate.hasHeightForWidth() else plate.sizeHint().height()
    return tall - 2 * m
