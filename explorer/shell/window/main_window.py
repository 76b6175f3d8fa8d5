"""The main window: holds the present visit, updates its parts from it, and advances the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from ...i18n import Text
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
    Visit,
    Zoom,
)
from ...visit.kiosk.reducer import is_new_visitor
from ...visit.mode import Part
from ...visit.reducer import by_pointer
from .. import accessible
from ..accessible import Region, Role
from ..app.booth_desk import BoothDesk
from ..app.checkpoint_file import CheckpointFile
from ..app.os_preferences import OsPreferences
from ..app.settings_store import SettingsStore
from ..app.staff_exit import StaffExit
from ..app.take_away import TakeAway
from ..event_log.event_log import EventLog
from ..event_log.recorder import EventRecorder
from ..event_log.visit_recorder import VisitRecorder
from ..exhibit.parameters import grip_of
from ..input.focus import hide_ring, reason_of_answer
from ..input.keyboard import Keyboard
from ..input.keymap import Command
from ..input.quick_touches import QuickTouches
from ..overlay.labels import Labels
from ..overlay.messages import Toast
from ..overlay.overlay import Overlay
from ..panels.settings.sheet import Sheet, SheetPage
from ..pictures import Pictures
from ..sound import Sounds
from ..style import fonts
from ..style.theme import Theme, apply_theme_to_application
from ..viewport.presenter import COPY, Presenter
from ..viewport.scene_items import SceneItems
from ..viewport.self_check import SelfCheck
from ..viewport.viewport import Viewport
from ..widgets import Surface
from .announcements import Announcements, Openings, title_of, words_of_act
from .arrangement import Arrangement
from .frame_clock import FrameClock
from .framing import Framing, near_of
from .idle_tasks import IdleTasks, Job
from .layer import LayerContext
from .layers import LAYERS, Layers
from .parts import Parts
from .protocols import Stage
from .transitions import Transitions
from .view_state import Views
from .window_actions import WindowActions

if TYPE_CHECKING:
    from ...net.room.host import RoomHost
    from ...visit.log.database import PageKeeper
    from ..edit.editing import Edited
    from ..panels.settings.connect_rows import Connections

WARNING_STAYS_S = 8.0
BUSY_S = 0.6
"""Time of fast frames after the camera has come to rest: the frame is refined, labels appear."""


class MainWindow(QWidget):
    """The explorer's window.

    Attributes
    ----------
    visit : the present visit; replaced by each act and each frame.
    views : view state of the present visitor.
    parts : the docked parts.
    layers : the layers of the mode, the uppermost last.

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
    edited : the scene, if it is edited; its mode includes the layer for that.
    connections : connections to other machines, opened and closed in the window.
    booth_desk : what staff of a booth set and see; None in other shows.
    take_away : makes files of a show; None: not offered.
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
        edited: Edited | None = None,
        connections: Connections | None = None,
        booth_desk: BoothDesk | None = None,
        take_away: TakeAway | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__()
        accessible.install()
        if size is not None:
            self.resize(*size)  # before anything is built: at a wrong size it would be built twice
        self.setMinimumSize(*visit.mode.least_px)
        self.visit, self.views, self.stage, self.presenter = visit, Views(), stage, presenter
        self.event_log = event_log or EventLog()
        self.checkpoint = checkpoint or CheckpointFile(None, visit.park, EventLog())
        self._settings_store, self._clock, self._sounds = settings_store, clock, sounds
        self._closed = False
        usual, mode = usual or Settings(), visit.mode
        self.theme = Theme.of_visit(visit, self.height(), self.devicePixelRatioF())
        self.pictures = Pictures()
        stage.take_pictures(self.pictures)
        self.viewport: Viewport = Viewport(
            self.theme, stage, self._do_by_pointer,
            label_at=lambda at: self.overlay.at(at), walk=lambda forward: self._actions.walk(forward),  # noqa: PLW0108 (made later)
            grip=lambda part: grip_of(self.visit, part, float(self.viewport.height())),
            blits=presenter.name == "blit", parent=self,
        )  # fmt: skip
        self._scene_items = SceneItems(self.viewport, lambda: self.visit, self.do)
        self.viewport.items = self._scene_items
        self.overlay = Overlay(self.theme, stage, self.viewport)
        self._context = LayerContext(
            self.theme, visit.park, stage, self.do, self.ask, self.notify, self.release_keys, self.arrange_again,
            self.event_log, self, self.viewport, self.views, lambda: self.visit, self.checkpoint,
            mode.offered(visit.park), staff_exit, None, edited, connections, booth_desk, take_away,
        )  # fmt: skip
        self.parts = Parts(self._context, self.pictures, lambda: self._transitions.advance(0.0))
        self.sheet: Sheet = Sheet(
            self.theme,
            lambda theme, parent: SheetPage(
                theme, visit.park, usual=usual, preferences=preferences or OsPreferences(), do=self.do,
                on_close=self.close_sheet, picture=lambda: self.how_drawn, barred=mode.barred,
                effects=stage.effects, connections=connections, is_for_staff=not mode.may_quit, parent=parent,
            ),
            on_close=self.close_sheet, views=self.views, parent=self,
        )  # fmt: skip
        self._transitions = Transitions(
            self.viewport, self.parts.sliding, self, self.sheet, lambda: not self.visit.moving
        )
        self.layers = Layers(self._context, mode.layers)
        self._actions = WindowActions(
            self._context, self.parts, self.sheet, self._transitions, self.layers, lambda: self.how_drawn
        )
        self._announcements = Announcements(self.viewport)
        self._openings = Openings(self.viewport, self.parts.heading)
        self.arrangement = Arrangement(self.viewport, self.overlay, self.parts, self.views, self.sheet)
        self._framing = Framing(stage)
        self._self_check = SelfCheck(stage, self.viewport, settings_store, self.event_log)
        self._keyboard = Keyboard(
            self.do, self.ask, lambda: self.visit, self.notify, lambda: self.layers.keys_now(self.visit),
            self.layers.answer_number, on_zone=lambda: self.viewport.setFocus(reason_of_answer()),
        )  # fmt: skip
        QuickTouches(self)
        self._recorder = EventRecorder(self.event_log, settings_store, usual, self.viewport, visit_recorder)
        apply_theme_to_application(QApplication.instance(), self.theme)
        self.viewport.setFocus(Qt.FocusReason.MouseFocusReason)  # no ring until a key asks for one
        jobs: dict[str, Job] = {"settings and keys": self.sheet.prepare}
        jobs |= {} if sounds is None else {"sounds": sounds.prepare}
        if sounds is not None:
            self.viewport.hailed = lambda: sounds.hailed(self.visit)
        jobs |= {zone: partial(stage.prepare, zone) for zone in (*visit.park.walk, *visit.park.zones)}
        self.idle_tasks = IdleTasks(jobs, clock, self.parts.prepare_next)
        self.frame_clock = FrameClock(self.tick, clock, self, late=lambda seconds: self.do(CatchUp(seconds)))

    def accessible(self) -> Region:
        """Accessible description: a window, or a pane of one where the park is edited."""
        return Region(self, Role.Window if self.isWindow() else Role.Pane)

    # ---- acts and time

    def do(self, act: Act) -> None:
        """Replace the visit by the one after an act. The change is shown with the next frame."""
        if isinstance(act, Change) and not fonts.can_show(act.settings.language):
            self._refuse_chinese()
            return
        before, self.visit = self.visit, self.visit.after(act)
        self.frame_clock.hurry()
        if before.pose != self.visit.pose and not isinstance(act, Orbit | Pan | Zoom):
            self.viewport.cross_fade()  # the camera has jumped
        self._recorder.acted(act, before, self.visit)
        if isinstance(act, Touch) and act.part is not None:
            self.stage.press(act.part)
        if self._sounds is not None:
            self._sounds.acted(act, before, self.visit)
        if words := words_of_act(before, act, self.visit, is_sheet_open=self.sheet.isVisible()):
            self.notify(words)
        if is_new_visitor(before, self.visit):
            self._begin_visitor()

    def _do_by_pointer(self, act: Act) -> None:
        """Perform the act of a pointer in the view; layers are asked once it is done."""
        self.do(by_pointer(self.visit, act))
        if not isinstance(act, Hover | Aim):
            self.ask("scene touched")

    def ask(self, command: Command) -> None:
        """Perform a command of a key or button."""
        self.frame_clock.hurry()
        self._actions.ask(command)

    def tick(self, dt_s: float) -> bool:
        """Advance the time and show the result; whether something still moves."""
        began_s = self._clock()
        aim = self.viewport.aim(self._framing.free, self._framing.zoom)
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
        is_new_theme = self._follow_theme()
        if self._update_parts() or is_new_theme:
            self.arrangement.invalidate()
        self.arrangement.update(self.visit, self.size(), self.layers)
        busy = self._transitions.advance(dt_s) or busy
        taken = self.arrangement
        near, room = near_of(self.visit, self.views.state), taken.free.free
        moves = self._framing.advance(dt_s, self.visit, room, taken.search, self.size(), taken.cards, near)
        busy = busy or moves
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
        busy = self.layers.advance(dt_s) or busy
        speaks = self.layers.speak
        self.pictures.advance(self.visit, ducked=speaks)
        if self._sounds is not None:
            self._sounds.advance(self.visit, dt_s, speaks=speaks or self.pictures.sounds)
        # until the next frame the stage has the letters of the former language
        self.overlay.update_from(self.visit, self._framing.free, meant, is_lettered=not is_new_theme)
        self.parts.status.notify(self.how_drawn, self.visit)
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
            or not self.overlay.settled
        )

    def _begin_visitor(self) -> None:
        """Reset view, keys and pointer for a new visitor."""
        self.views.begin()
        self._keyboard.begin_visitor()
        self.viewport.begin_visitor()
        self._update_parts()
        self.viewport.setFocus(Qt.FocusReason.MouseFocusReason)
        hide_ring()
        self.arrangement.invalidate()

    def arrange_again(self) -> None:
        """Arrange everything again with the next frame."""
        self.arrangement.invalidate()
        self.frame_clock.hurry()

    def change_mode(self, visit: Visit, room: RoomHost | None = None) -> None:
        """Continue with a visit of another mode; a visit of another kind starts as a new visitor's.

        Layers of the former mode alone end, those of the new one alone begin; `room` has the phones for its layers.
        """
        is_other = visit.mode.name != self.visit.mode.name
        self._context = replace(
            self._context, theme=self.theme, room=room, tours=visit.mode.offered(visit.park)
        )
        self.visit = visit
        self.layers.change(self._context, visit.mode.layers)
        self.parts.offer(visit.mode, self._context.tours)
        self.overlay.labels.suppress(False)
        self.arrange_again()
        if is_other:
            self._begin_visitor()

    def keep_pages_with(self, keeper: PageKeeper | None) -> None:
        """Start or stop sending the visit statistics, if they are recorded, to a fleet as well."""
        self._recorder.keep_pages_with(keeper)

    # ---- parts and layers

    @property
    def surfaces(self) -> list[Surface]:
        """The panels over the view."""
        return [*self.parts, *self.layers.surfaces]

    def widgets_of(self, part: Part) -> Sequence[Surface | Labels]:
        """Widgets of a part; none for a layer that the mode does not have."""
        if part is Part.LABELS:
            return (self.overlay.labels,)
        return self.layers.surfaces_of(part) if part in LAYERS else (self.parts.named(part),)

    def _update_parts(self) -> bool:
        """Update all parts from the visit; whether other parts hide now."""
        visit, parts = self.visit, self.parts
        parts.update_from(visit)
        self.layers.update_from(visit)
        changed = self.layers.hide()
        for part in changed:
            for widget in self.widgets_of(part):
                widget.suppress(part in self.layers.hidden)
        if parts.legend.isVisible() and (visit.operating or parts.zone_list.unfolded):
            self.ask("flows")
        self.sheet.update_from(visit)
        self._announcements.update_from(visit, parts.exhibit)
        self._openings.update_from(visit)
        self._scene_items.update()
        if (title := title_of(visit)) != self.windowTitle():
            self.setWindowTitle(title)
        return bool(changed)

    def _follow_theme(self) -> bool:
        """Apply another theme if the visit or the window needs one; whether it does."""
        theme = Theme.of_visit(self.visit, self.height(), self.devicePixelRatioF())
        if theme == self.theme:
            return False
        self.theme = theme
        apply_theme_to_application(QApplication.instance(), theme)
        for themed in (self.viewport, self.overlay, self.parts):
            themed.apply_theme(theme)
        self.layers.apply_theme(theme)
        if not self.sheet.isHidden():  # large: while it is hidden it waits until it is shown
            self.sheet.apply_theme(theme)
        self._transitions.finish()
        return True

    def close_sheet(self) -> None:
        """Close the page of settings and keys."""
        self.sheet.dismiss()

    @property
    def how_drawn(self) -> Text:
        """What draws, how frames reach the screen, and why."""
        drawn, shown = self.stage.state, self.presenter.reason
        return Text("{drawn} · {shown}", drawn=drawn, shown=shown)

    def release_keys(self) -> None:
        """Release all held keys."""
        self._keyboard.let_go()

    # ---- notices

    def notify(self, words: str, stays_s: float = Toast.STAYS_S) -> None:
        """Show a sentence at the foot of the view for a while."""
        self.parts.toast.notify(words, self.visit.time_s, stays_s)
        self.arrange_again()

    def _refuse_chinese(self) -> None:
        """Say why Chinese was not chosen: without a font it would be a page of empty boxes."""
        self.sheet.page.settings.row("language").choose(self.visit.settings.language)
        self.sheet.dismiss()
        self.parts.warn_of_missing_font()

    # ---- Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keyboard.pressed(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._keyboard.released(event)
        super().keyReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            self.do(Back() if event.button() == Qt.MouseButton.BackButton else Forward())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.viewport.setGeometry(QRect(0, 0, self.width(), self.height()))
        self.arrange_again()

    def hideEvent(self, event: QHideEvent) -> None:
        self.release_keys()

    def changeEvent(self, event: QEvent) -> None:
        kind, leaves = event.type(), not self.isActiveWindow()
        if kind == QEvent.Type.WindowStateChange or (kind == QEvent.Type.ActivationChange and leaves):
            self.release_keys()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.visit.mode.may_quit)
        if event.isAccepted():
            self.end()

    def end(self, closes_stage: bool = True) -> None:
        """Store the window's geometry and close the stage, unless another window takes it over; a second call does nothing."""
        if not self._closed:
            self._closed = True
            self.frame_clock.stop()
            if self._settings_store is not None:
                self._settings_store.keep_place_of(self)
            self.layers.close()
            if self._sounds is not None:
                self._sounds.close()
            self.pictures.close()
            self.parts.close()
            self._recorder.end()
            self._self_check.close(self.presenter)
            if closes_stage:
                self.stage.close()
