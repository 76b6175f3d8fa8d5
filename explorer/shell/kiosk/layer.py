"""The kiosk layer of the window: presence, invitation, the question *still there?*, and the hidden staff menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from ...base import bootstrap
from ...base.geometry import WHOLE, Rect
from ...base.supervisor.log import complain
from ...i18n import Text
from ...park.model import Language
from ...visit import Change, PauseTour, Presence, ResumeTour, Visit
from ...visit.kiosk.acts import BringSlides, EnterStaff, HoldPress, OfferSurvey, Roam, SetPlan, WallClock
from ...visit.kiosk.booth_plan import BoothPlan
from ...visit.kiosk.state import Kiosk
from ...visit.mode import CONTROLS, Part
from ..app.keep_awake import KeepAwake
from ..app.staff_exit import PinLock
from ..input.focus import hide_ring
from ..style.theme import Theme
from ..widgets import TOUCHED, Button, Surface
from ..window.layer import Layer, LayerContext
from ..window.layout import Room
from .hint import Hint
from .invitation import Invitation
from .modal import MARGIN_PX, Modal, Question
from .pin_pad import PinPad, StaffMenu
from .presence import LongPress, PresenceMonitor
from .slide_check import SlideCheck
from .slide_show import ClosedScreen, SlideShow
from .staff_sheet import StaffSheet
from .survey_sheet import SurveySheet

PARTS = CONTROLS | {Part.TOUR, Part.QUIZ, Part.OPENING, Part.LABELS, Part.SPOTS}
"""Parts that hide in attract mode."""
NEWS_S = 0.5
"""Least interval between reports of a visitor's presence."""
CORNER = 1.6  # targets
GOES_DARK = Text(
    "The screen may go dark by itself: this system does not let it be kept awake. Turn off screen saver and sleep in its "
    "settings; doctor --kiosk looks at them."
)


class KioskLayer(Layer):
    """What a kiosk shows over the view.

    Attributes
    ----------
    invitation, hint : shown in attract mode.
    question : shown while it waits for an answer.
    corner : the area for a long press.
    pin_pad : opened by that press; None without a staff exit.
    """

    def __init__(self, context: LayerContext) -> None:
        theme, window = context.theme, context.window
        self._context, self._theme = context, theme
        self._visit: Visit | None = None
        self.clock: Callable[[], float] = perf_counter
        self._free: Rect = WHOLE
        self._blank = self._wakes = False
        self.invitation = Invitation(theme, context.park, self._choose, self._pause, window)
        for panel in self.surfaces:
            panel.hide()
        self.hint = Hint(theme, context.stage, context.viewport)
        self.question = Question(theme, context.do, window)
        self.slide_show, self.closed = SlideShow(window), ClosedScreen(theme, window)
        self.slide_check = SlideCheck()
        self.survey: SurveySheet | None = None  # where answers are stored
        desk = context.booth_desk
        if desk is not None and desk.keep_answer is not None and context.park.survey:
            self.survey = SurveySheet(theme, context.park.survey, context.do, desk.keep_answer, window)
        self.staff_sheet: StaffSheet | None = None  # made when staff first open it
        self.pin_pad: PinPad | None = None
        self.staff_menu: StaffMenu | None = None
        self._lock: PinLock | None = None
        if context.staff_exit is not None:
            self._lock = PinLock(context.staff_exit.pin)
            self.staff_menu = StaffMenu(
                theme,
                context.staff_exit,
                window,
                (lambda: context.ask("connect")) if context.connections is not None else None,
                self._open_settings if context.booth_desk is not None else None,
            )
            self.pin_pad = PinPad(theme, self._lock, self._let_staff_in, window)
        self.corner = LongPress(lambda: CORNER * self._theme.target_px, self._now_s)
        self._monitor = PresenceMonitor(
            window,
            on_touch=self._touched,
            on_move=self._moved,
            on_end=self._end_press,
            corner=self.corner,
            clock=self._now_s,
        )
        for edit in window.findChildren(QLineEdit):
            edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._awake = KeepAwake("on show")
        context.event_log.note("awake", by=self._awake.by or None)
        if not self._awake.by:
            context.event_log.note("warning", what=str(GOES_DARK))
            complain(bootstrap.gettext(GOES_DARK))

    # ---- what the window calls

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.invitation,)

    @property
    def hidden(self) -> frozenset[Part]:
        return PARTS if self._attracts or not self.closed.isHidden() else frozenset()

    @property
    def state(self) -> object:
        asked = [modal.isHidden() for modal in self._modals]
        rests = self._lock is not None and self._lock.rests
        return (self._attracts, self.invitation.words, *asked, rests)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.hint.apply_theme(theme)
        self.closed.apply_theme(theme)
        for modal in self._modals:
            modal.apply_theme(theme)

    def update_from(self, visit: Visit) -> None:
        before, self._visit = self._visit, visit
        booth = visit.kiosk
        if booth is None:
            return
        self._show_plan(visit, booth)
        if before is None:
            self._context.event_log.note("booth", phase=booth.phase, what="begun")
            if not self._context.stage.driver.is_software:
                self._context.do(Roam())
            if self.survey is not None:
                self._context.do(OfferSurvey())
        if before is None or before.kiosk is None or before.kiosk.phase != booth.phase:
            self._enter(booth.phase)
            if before is not None and before.kiosk is not None and before.kiosk.phase == "attract":
                self._greet(visit)
        if self.survey is not None:
            self.survey.update_from(visit)
        if booth.phase == "attract":
            self._attract(visit)
        elif booth.phase == "asking":
            left_s = visit.mode.countdown_s - booth.silent_s
            self.question.count(left_s, visit.mode.countdown_s)
        self._blank_cursor(self._attracts and (visit.playback is None or visit.playback.playing))

    def advance(self, dt_s: float) -> bool:
        if self._lock is not None:
            self._lock.advance(dt_s)
        self._tell_time()
        self._report_held_press()
        tests = self.staff_sheet is not None and self.staff_sheet.test.runs
        if (self.corner.held and not self._attracts) or tests:
            self._here()
        if self.corner.ripe():
            self._knock()
        darkens = [modal.advance(dt_s) for modal in self._modals]
        breathes = False
        if self._visit is not None and self._attracts:
            breathes = self.hint.update_from(self._visit, self._free, dt_s)
        counts = not self.question.isHidden() and not self._theme.less_motion
        slides = self._visit is not None and self.slide_show.advance(dt_s, self._visit.settings)
        if self.slide_show.is_broken:
            self._leave_out_slide()
        if self.slide_check.advance(dt_s):
            self._take_slides()
        return any(darkens) or breathes or counts or slides

    def arrange(self, room: Room) -> Room:
        whole = QRect(0, 0, room.size.width(), room.size.height())
        for modal in self._modals:
            modal.arrange(whole)
        self.closed.setGeometry(whole)
        self.slide_show.setGeometry(whole)
        if not self._attracts:
            self._free = WHOLE
            return room
        margin = room.theme.px(MARGIN_PX)
        self.invitation.fit(whole.width() - 2 * margin)
        width = self.invitation.wanted_px
        tall = self.invitation.wanted_height(width)
        self.invitation.place(
            QRect((whole.width() - width) // 2, whole.height() - margin - tall, width, tall)
        )
        self._free = Rect(bottom=1.0 - (tall + margin) / max(whole.height(), 1))
        return replace(room, foot_px=tall + margin)

    def close(self) -> None:
        self._blank_cursor(False)
        self.slide_show.close_pictures()
        self.slide_check.close()
        if self.staff_sheet is not None:
            self.staff_sheet.close_up()
            self.staff_sheet.report.stop()
        self._awake.release()

    # ---- what staff have set

    def _tell_time(self) -> None:
        """Report the time of day when its minute changes."""
        desk, visit = self._context.booth_desk, self._visit
        if desk is not None and visit is not None and visit.kiosk is not None:
            minute = desk.minute()
            if minute != visit.kiosk.minute:
                self._context.do(WallClock(minute))

    def _show_plan(self, visit: Visit, booth: Kiosk) -> None:
        """Show the slide and the hours of the booth."""
        if booth.slide is not None and booth.slide >= len(self.slide_show.slides):
            return
        if booth.slide is not None and self.slide_show.isHidden():
            self.slide_show.raise_()
            self.invitation.raise_()
        self.slide_show.show_slide(booth.slide)
        is_open = booth.plan.is_open(booth.minute)
        closed = booth.phase == "closed"
        self.closed.show_hours(booth.plan.opening, closed=closed, dims=not closed and not is_open)
        for modal in self._modals:
            if not modal.isHidden():
                modal.raise_()

    def bring_slides(self, plan: BoothPlan) -> None:
        """Look at the own slides of a plan; those that can be shown come into the loop."""
        desk = self._context.booth_desk
        if desk is None:
            return
        self.slide_check.begin(*desk.slides(plan))
        if self.slide_check.is_done:
            self._take_slides()

    def _take_slides(self) -> None:
        """Put the slides that can be shown into the loop; the same ones go on where they were."""
        slides = self.slide_check.good
        if slides != list(self.slide_show.slides):
            for fault in self.slide_check.faults:
                self._context.event_log.note("warning", what=f"{fault.name} {fault.why}")
            self.slide_show.show_slide(None)
            self.slide_show.slides = list(slides)
            self._context.do(BringSlides(tuple(slide.seconds for slide in slides)))
        if self.staff_sheet is not None:
            self.staff_sheet.slides_seen()

    def _leave_out_slide(self) -> None:
        """Leave out a slide that cannot be shown after all."""
        visit = self._visit
        at = visit.kiosk.slide if visit is not None and visit.kiosk is not None else None
        if at is None:
            return
        left_out = self.slide_show.slides[at]
        self._context.event_log.note("warning", what=f"slide left out: {left_out.picture.path}")
        kept = [slide for slide in self.slide_show.slides if slide != left_out]
        self.slide_show.show_slide(None)
        self.slide_show.slides = kept
        self._context.do(BringSlides(tuple(slide.seconds for slide in kept)))

    def _open_settings(self) -> None:
        desk, window = self._context.booth_desk, self._context.window
        if desk is None:
            return
        if self.staff_sheet is None:
            staff_exit = self._context.staff_exit
            pin = staff_exit.pin if staff_exit is not None else ""
            self.staff_sheet = StaffSheet(
                self._theme,
                desk.whole or self._context.park,
                desk,
                pin,
                self.slide_check,
                self._set_plan,
                window,
            )
        self.bring_slides(desk.plan)  # a stick may have come
        booth = self._visit.kiosk if self._visit is not None else None
        self.staff_sheet.offer(booth.own if booth is not None else None)
        self._context.arrange_again()

    def _set_plan(self, plan: BoothPlan) -> None:
        visit = self._visit
        was = visit.kiosk.plan if visit is not None and visit.kiosk is not None else BoothPlan()
        self._context.do(SetPlan(plan))
        if plan.slides != was.slides:
            self.bring_slides(plan)

    # ---- presence

    @property
    def _attracts(self) -> bool:
        visit = self._visit
        return visit is not None and visit.kiosk is not None and visit.kiosk.phase == "attract"

    def _touched(self, at: QPointF | None) -> None:
        """Something was pressed. The panels of attract mode and the question handle their own presses."""
        if self.staff_sheet is not None:
            self.staff_sheet.touched()
        self._context.window.setProperty(TOUCHED, at is not None)
        if at is not None:
            hide_ring()
        child = self._context.window.childAt(at.toPoint()) if at is not None else None
        if self._attracts and isinstance(child, Button):
            return
        self._wakes = self._attracts and at is not None
        self._here()

    def _end_press(self) -> None:
        """End the press that woke the park without effect: the visitor had not yet seen its target."""
        if self._wakes:
            self._wakes = False
            self._context.viewport.pointer.cancel()

    def _moved(self) -> None:
        """The pointer was moved: no touch yet, but enough to wait for one."""
        visit = self._visit
        if visit is None or visit.kiosk is None:
            return
        if not self._attracts:
            self._here()
        elif self._blank or visit.kiosk.silent_s > NEWS_S:
            self._context.do(Presence(touched=False))

    def _here(self) -> None:
        """Note that a visitor is present."""
        visit = self._visit
        if visit is None or visit.kiosk is None or visit.kiosk.phase == "asking":
            return
        if self._attracts or visit.kiosk.silent_s > NEWS_S:
            self._context.do(Presence())

    def _now_s(self) -> float:
        return self.clock()

    def _report_held_press(self) -> None:
        """Report a press without a person behind it, and release what it presses."""
        booth = self._visit.kiosk if self._visit is not None else None
        held = self._monitor.holds
        if booth is not None and booth.held != held:
            self._context.do(HoldPress(held))
            if held:
                self._context.release_keys()
                self._let_go_of_buttons()

    def _let_go_of_buttons(self) -> None:
        """Release pressed buttons and stop their repeat."""
        away = QPointF(-1, -1)
        for button in self._context.window.findChildren(QAbstractButton):
            if button.isDown():
                button.setDown(False)
                button.event(  # else the next movement, as of a jammed mouse on a shaking table, presses it again
                    QMouseEvent(
                        QEvent.Type.MouseButtonRelease, away, button.mapToGlobal(away),
                        Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                    )
                )  # fmt: skip

    def _choose(self, language: Language) -> None:
        """The first choice: start in this language, from here."""
        if self._visit is not None:
            self._context.do(Presence())
            self._context.do(Change(replace(self._visit.settings, language=language)))

    def _pause(self) -> None:
        playback = self._visit.playback if self._visit else None
        if playback is not None:
            self._context.do(PauseTour() if playback.playing else ResumeTour())

    def _knock(self) -> None:
        """A long press in the corner: cancel any other effect of the press."""
        if self.pin_pad is None:
            return
        self._context.viewport.pointer.cancel()
        self._let_go_of_buttons()
        self.pin_pad.ask()
        self._context.event_log.note("staff", what="asked")

    def _let_staff_in(self) -> None:
        """The right PIN was typed."""
        if self.staff_menu is not None:
            self._context.do(EnterStaff())
            self.staff_menu.offer()
            self._context.event_log.note("staff", what="let in")

    # ---- display

    @property
    def _modals(self) -> list[Modal]:
        ways = (self.survey, self.pin_pad, self.staff_menu, self.staff_sheet)
        return [self.question, *(modal for modal in ways if modal is not None)]

    def _enter(self, phase: str) -> None:
        """A new phase begins."""
        if phase == "attract":
            self._context.window.setProperty(TOUCHED, True)  # until the next visitor presses a key
        self.invitation.setVisible(phase == "attract")
        if phase != "attract":
            self.hint.retire()
        if phase == "attract" and self._visit is not None and self._visit.kiosk is not None:
            self.bring_slides(self._visit.kiosk.plan)  # a stick may have come or gone
        if phase != "explore":
            for modal in self._modals[1:]:
                if modal is not self.survey:
                    modal.close_up()
        if phase == "asking":
            self.question.open(self.question.stay)
        elif not self.question.isHidden():
            self.question.close_up()

    def _greet(self, visit: Visit) -> None:
        """Tell who steps into an exhibit for a moment what the park is about; who sees all of it reads the opening."""
        opening, language = visit.park.opening, visit.settings.language
        if (
            opening is not None
            and visit.zone is not None
            and visit.kiosk is not None
            and visit.kiosk.phase == "explore"
        ):
            self._context.notify(f"{opening.what[language]}\n{opening.do[language]}")

    def _attract(self, visit: Visit) -> None:
        """Say what happens at the stop; before the whole park, what it is about."""
        playback = visit.playback
        self.invitation.pause.setVisible(playback is not None)
        if playback is not None:
            self.invitation.show_playing(playback.playing)
            self.invitation.follow(playback, flies=visit.moving)

    def _blank_cursor(self, blank: bool) -> None:
        """Hide the pointer while it is not moved."""
        if blank != self._blank:
            self._blank = blank
            if blank:
                QApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)
            else:
                QApplication.restoreOverrideCursor()
