"""The main window: holds the present visit, updates its parts from it, and advances the time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent

from ...exhibits.mixins import ByArrows
from ...i18n import Text, tr
from ...visit import (
    Act,
    Aim,
    Back,
    CatchUp,
    Change,
    Forward,
    Hover,
    Orbit,
    Pan,
    Settings,
    Touch,
    Undo,
    Visit,
    Zoom,
)
from ...visit.kiosk.reducer import is_new_visitor
from ...visit.reducer import by_pointer
from ..accessible import Region, Role
from ..app.checkpoint_file import CheckpointFile
from ..app.os_preferences import OsPreferences
from ..app.settings_store import SettingsStore, WindowPlace
from ..app.staff_exit import StaffExit
from ..event_log.event_log import EventLog
from ..event_log.recorder import EventRecorder
from ..event_log.visit_recorder import VisitRecorder
from ..exhibit.parameters import change_text
from ..exhibit.readouts import LINE_OFF
from ..input.focus import hide_ring, reason_of_answer
from ..input.keyboard import Keyboard
from ..input.keymap import ARROWS, Command
from ..input.quick_touches import QuickTouches
from ..panels.settings.settings import COMFORT_MEANS
from ..sound import Sounds
from ..style import fonts
from ..viewport.presenter import COPY, Presenter
from ..viewport.self_check import SelfCheck
from .arrangement import Arrangement
from .frame_clock import FrameClock
from .framing import Framing
from .idle_tasks import IdleTasks, Job
from .parts import Handlers, WindowParts
from .protocols import Stage
from .window_actions import WindowActions

if TYPE_CHECKING:
    from ...net.room.host import RoomHost
    from ...visit.log.database import PageKeeper
    from ..edit.editing import Edited
    from ..panels.settings.connect_rows import Connections

SOUND_WORDS: dict[str, Text] = {
    "on": Text("Sound is on. Press H to mute."),
    "off": Text("The park is silent. H turns it on."),
}


WARNING_STAYS_S = 8.0
BUSY_S = 0.6
"""Time of fast frames after the camera has come to rest: the frame is refined, labels appear."""


class MainWindow(WindowParts):
    """The explorer's window.

    Attributes
    ----------
    visit : the present visit; replaced by each act and each frame.
    views : view state of the present visitor.

    Parameters
    ----------
    visit : the initial visit.
    stage : draws; it is closed with the window.
    usual : default settings of a visitor.
    preferences : the user's preferences in the system.
    presenter : how frames reach the screen.
    size : initial size of the window.
    staff_exit : the hidden way out of a window that its visitor cannot close.
    checkpoint : stores the progress of a talk or lesson, in case of a crash.
    sounds : sounds of the visit; None without sounds.
    room : the phones of the room; its mode includes the layer for it.
    edited : the scene, if it is edited; its mode includes the layer for that.
    connections : connections to other machines, opened and closed in the window.
    """

    def __init__(
        self,
        visit: Visit,
        stage: Stage,
        *,
        usual: Settings | None = None,
        preferences: OsPreferences | None = None,
        settings_store: SettingsStore | None = None,
        event_log: EventLog | None = None,
        visit_recorder: VisitRecorder | None = None,
        presenter: Presenter = COPY,
        size: tuple[int, int] | None = None,
        staff_exit: StaffExit | None = None,
        checkpoint: CheckpointFile | None = None,
        sounds: Sounds | None = None,
        room: RoomHost | None = None,
        edited: Edited | None = None,
        connections: Connections | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self._actions, self._closed = WindowActions(self), False
        super().__init__(
            visit, stage,
            Handlers(
                self.do, self.ask, self._do_by_pointer, self._actions.walk, self.arrange_again, self.release_keys
            ),
            usual=usual, preferences=preferences, event_log=event_log, presenter=presenter, size=size,
            staff_exit=staff_exit, checkpoint=checkpoint, room=room, edited=edited,
            connections=connections,
        )  # fmt: skip
        self._settings_store, self._clock, self._sounds = settings_store, clock, sounds
        self.arrangement = Arrangement(self)
        self._framing = Framing(stage)
        self._self_check = SelfCheck(stage, self.viewport, settings_store, self.event_log)
        self._keyboard = self._made_keyboard()
        QuickTouches(self)
        self._recorder = EventRecorder(
            self.event_log, settings_store, usual or Settings(), self.viewport, visit_recorder
        )
        self.viewport.setFocus(Qt.FocusReason.MouseFocusReason)  # no ring until a key asks for one
        zones = {zone: partial(stage.prepare, zone) for zone in (*visit.park.walk, *visit.park.zones)}
        first: dict[str, Job] = {
            "settings and keys": self.sheet.prepare,
        }
        if sounds is not None:
            first["sounds"] = sounds.prepare
        self.idle_tasks = IdleTasks({**first, **zones}, clock, self.prepare_next)
        self.frame_clock = FrameClock(self.tick, clock, self, late=lambda seconds: self.do(CatchUp(seconds)))

    def accessible(self) -> Region:
        """Accessible description: a window, or a pane of one where the park is edited."""
        return Region(self, Role.Window if self.isWindow() else Role.Pane)

    def _made_keyboard(self) -> Keyboard:
        return Keyboard(
            self.do, self.ask, lambda: self.visit, self._no_such_number, self._other_keys, self._other_number,
            on_zone=lambda: self.viewport.setFocus(reason_of_answer()),
        )  # fmt: skip

    # ---- acts and time

    def do(self, act: Act) -> None:
        """Replace the visit by the one after an act. The change is shown with the next frame."""
        if isinstance(act, Change) and not fonts.can_show(act.settings.language):
            self._refuse_chinese()
            return
        before, self.visit = self.visit, self.visit.after(act)
        self.hurry()
        if before.pose != self.visit.pose and not isinstance(act, Orbit | Pan | Zoom):
            self.viewport.cross_fade()  # the camera has jumped
        self._recorder.acted(act, before, self.visit)
        if self._sounds is not None:
            self._sounds.acted(act, before, self.visit)
        if isinstance(act, Touch) and before.is_fed and before.run is not None and act.part is not None:
            exhibit, state = before.run.exhibit.touched(before.run.state, act.part)
            if exhibit is not before.run.exhibit or state is not before.run.state:
                self.notify(tr(LINE_OFF, self.visit.settings.language))
        if isinstance(act, Undo) and before.run is not None and before.run is not self.visit.run:
            language = self.visit.settings.language
            what = change_text(before.run, before.run.undo[-1][0], language)
            self.notify(tr(Text("Undone: {what}"), language, what=what))
        if is_new_visitor(before, self.visit):
            self._begin_visitor()
        elif before.settings != self.visit.settings and not self.sheet.isVisible():
            self._notify_settings(before.settings, self.visit.settings)

    def _do_by_pointer(self, act: Act) -> None:
        """Perform the act of a pointer in the view."""
        if not isinstance(act, Hover | Aim):
            self.ask("scene touched")
        self.do(by_pointer(self.visit, act))

    def ask(self, command: Command) -> None:
        """Perform a command of a key or button."""
        self._actions.ask(command)

    def hurry(self) -> None:
        """Draw the next frame soon. A window that has ended draws no more."""
        if not self._closed:
            self.frame_clock.hurry()

    def tick(self, dt_s: float) -> bool:
        """Advance the time and show the result; whether something still moves."""
        began_s = self._clock()
        aim = self.viewport.aim(self._framing.free)
        if aim is not None:
            # before time passes: an exhibit that follows the pointer lags enough as it is
            self.visit = self.visit.after(aim)
        before, self.visit = self.visit, self.visit.advance(dt_s)
        self._recorder.advanced(before, self.visit)
        self.checkpoint.keep(self.visit)
        if is_new_visitor(before, self.visit):
            self._begin_visitor()
        busy = self._keyboard.advance(dt_s)
        busy = self.viewport.advance(dt_s) or busy
        is_new_theme = self.follow_theme()
        if self.update_parts() or is_new_theme:
            self.arrangement.invalidate()
        self.arrangement.update()
        busy = self.advance_transitions(dt_s) or busy
        busy = self._frame_subject(dt_s) or busy
        showing = self.views.state.showing
        meant = showing.part if showing is not None and showing.zone == self.visit.zone else None
        # the shell first, the park with the next frame: both take long
        if is_new_theme and self.viewport.has_frame:
            self.stage.prefetch_light(self.visit)
        else:
            self.stage.show(self._framing.seen(self.visit), self._framing.free, meant, self._framing.cut)
            self.viewport.paint(self.stage.draw())
            if self._closed:  # on some systems the press that closes a window arrives while it paints
                return False
        for layer in self.layers:
            busy = layer.advance(dt_s) or busy
        speaks = any(layer.speaks for layer in self.layers)
        self.pictures.advance(self.visit, ducked=speaks)
        if self._sounds is not None:
            self._sounds.advance(self.visit, dt_s, speaks=speaks or self.pictures.sounds)
        if not is_new_theme:  # until the next frame the stage has the letters of the former language
            self.labels.update_from(self.visit, self._framing.free)
        self.signs.update_from(self.visit, self._framing.free, meant)
        self.part_ring.update_from(self.visit, meant, self.signs)
        self.part_labels.update_from(self.visit, signs=self.signs.boxes, sign_words=self.signs.sign_words)
        self.status.notify(self.how_drawn, self.visit)
        self._recorder.level(self.stage.level)
        missing = self.stage.warnings
        if self._recorder.drawn(missing) and missing:
            self.notify(missing[0], WARNING_STAYS_S)
        self.presenter = self._self_check.advance(self.presenter, self.visit, self._framing.free, not busy)
        busy = busy or is_new_theme or not self.stage.finished
        return (
            self.idle_tasks.advance(self.visit, self._clock() - began_s)
            or busy
            or self.visit.moving
            or self.visit.alive
            or self.visit.rest_s < BUSY_S
            or not (self.labels.settled and self.signs.settled)
        )

    def _begin_visitor(self) -> None:
        """Reset view, keys and pointer for a new visitor."""
        self.views.begin()
        self._keyboard = self._made_keyboard()
        self.viewport.begin_visitor()
        self.update_parts()
        self.viewport.setFocus(Qt.FocusReason.MouseFocusReason)
        hide_ring()
        self.arrangement.invalidate()

    def _frame_subject(self, dt_s: float) -> bool:
        """Move the subject into the area that panels leave free; whether it is still moving."""
        search = self.search
        cover = None if search.isHidden() else search.inner.translated(search.pos())
        arrangement = self.arrangement
        return self._framing.advance(
            dt_s, self.visit, arrangement.free.free, cover, self.size(), arrangement.cards
        )

    def arrange_again(self) -> None:
        """Arrange everything again with the next frame."""
        self.arrangement.invalidate()
        self.hurry()

    def change_mode(self, visit: Visit, room: RoomHost | None = None) -> None:
        """Continue with a visit of another mode; a visit of another kind starts as a new visitor's."""
        is_other = visit.mode.name != self.visit.mode.name
        super().change_mode(visit, room)
        if is_other:
            self._begin_visitor()

    def keep_pages_with(self, keeper: PageKeeper | None) -> None:
        """Start or stop sending the visit statistics, if they are recorded, to a fleet as well."""
        self._recorder.keep_pages_with(keeper)

    # ---- overrides of the keymap

    def _other_keys(self) -> Mapping[str, Command]:
        """The present key overrides of the layers, even if the last key came in the same frame."""
        for layer in self.layers:
            layer.update_from(self.visit)
        run = self.visit.run if self.visit.operating else None
        arrows = ARROWS if run is not None and isinstance(run.exhibit, ByArrows) else {}
        return {
            **arrows,
            **{chord: command for layer in self.layers for chord, command in layer.keys.items()},
        }

    def _other_number(self, number: int) -> bool:
        """Whether a number means something to a layer."""
        return any(layer.answers_number(number) for layer in self.layers)

    def release_keys(self) -> None:
        """Release all held keys."""
        self._keyboard.let_go()

    # ---- notices

    def _no_such_number(self, number: int) -> None:
        self.notify(tr(Text("There is no zone {number}"), self.visit.settings.language, number=number))

    def _refuse_chinese(self) -> None:
        """Say why Chinese was not chosen: without a font it would be a page of empty boxes."""
        self.sheet.page.settings.row("language").choose(self.visit.settings.language)
        self.close_sheet()
        self.warn_of_missing_font()

    def _notify_settings(self, before: Settings, after: Settings) -> None:
        """Notify a setting changed by a key, if its effect is not visible at once."""
        if before.comfort != after.comfort:
            self.notify(tr(COMFORT_MEANS[after.comfort], after.language))
        elif before.sound != after.sound:
            self.notify(tr(SOUND_WORDS["on" if after.sound else "off"], after.language))
        elif before.text_percent != after.text_percent:
            self.notify(tr(Text("Text size: {percent} %"), after.language, percent=after.text_percent))

    # ---- Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keyboard.pressed(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._keyboard.released(event)
        super().keyReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.BackButton:
            self.do(Back())
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.do(Forward())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.viewport.setGeometry(QRect(0, 0, self.width(), self.height()))
        self.arrange_again()

    def showEvent(self, event: QShowEvent) -> None:
        self.frame_clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self.frame_clock.stop()
        self._keyboard.let_go()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._keyboard.let_go()
        elif event.type() == QEvent.Type.WindowStateChange:
            self._keyboard.let_go()
            if self.isMinimized():
                self.frame_clock.stop()
            elif self.isVisible():
                self.frame_clock.start()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.visit.mode.may_quit:
            event.ignore()
            return
        self.end()
        event.accept()

    def end(self, closes_stage: bool = True) -> None:
        """Store the window's geometry and close the stage, unless another window takes it over; a second call does nothing."""
        if not self._closed:
            self._closed = True
            self.frame_clock.stop()
            if self._settings_store is not None and self.isWindow():  # only a top-level window
                state = WindowPlace(
                    bytes(self.saveGeometry().data()), self.isMaximized(), self.isFullScreen()
                )
                self._settings_store.keep_place(state)
            for layer in self.layers:
                layer.close()
            if self._sounds is not None:
                self._sounds.close()
            self.pictures.close()
            self.exhibit.drop_prepared()
            self.strip.drop_prepared()
            self._recorder.end()
            self._self_check.close(self.presenter)
            if closes_stage:
                self.stage.close()
