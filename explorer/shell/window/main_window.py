"""The main window: holds the present visit, has its parts show it, and lets time pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import perf_counter

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text
from ...i18n.messages import say
from ...visit import (
    Act,
    Aim,
    Back,
    CatchUp,
    Change,
    Close,
    Forward,
    Hover,
    Open,
    Operate,
    Orbit,
    Pan,
    Settings,
    Touch,
    Undo,
    Visit,
    Zoom,
)
from ...visit.kiosk.reducer import is_new_visitor
from ...visit.mode import Part
from ..accessible import Region, Role
from ..app.checkpoint_file import CheckpointFile
from ..app.os_preferences import OsPreferences
from ..app.settings_store import SettingsStore, WindowPlace
from ..app.staff_exit import StaffExit
from ..error_screens import MissingFont
from ..event_log.event_log import EventLog
from ..event_log.recorder import EventRecorder
from ..event_log.visit_recorder import VisitRecorder
from ..exhibit import ExhibitCard, PartLabels, PlacePlate, RunStrip, Signs
from ..exhibit.announcements import Announcements
from ..exhibit.handles import grip_of
from ..exhibit.readings import change_text
from ..input.focus import hide_ring
from ..input.keyboard import Keyboard
from ..input.keymap import Command
from ..input.pointer import Grip, HitResult
from ..overlay.labels import Labels
from ..overlay.messages import StatusLine, Toast
from ..panels.article.page import open_in_browser
from ..panels.article.panel import Article
from ..panels.legend import Legend
from ..panels.map_panel import MapPanel
from ..panels.neighbours import Neighbours
from ..panels.search.search import Search
from ..panels.settings.sheet import Sheet, SheetPage
from ..panels.toolbars import ActionBar, Breadcrumb, Tools
from ..panels.zone_list import ZoneList
from ..sound import Sounds
from ..style import fonts
from ..viewport.presenter import COPY, Presenter
from ..viewport.scene_items import SceneItems
from ..viewport.self_check import SelfCheck
from ..viewport.viewport import Viewport
from ..widgets import Surface, Themed
from .appearance import apply_to_application, wanted_theme
from .arrangement import Arrangement
from .frame_clock import FrameClock
from .framing import Framing
from .idle_tasks import IdleTasks, Job
from .layer import Layer, LayerContext
from .layers import LAYERS
from .openings import Openings
from .protocols import Stage
from .transitions import DialogFade, PanelTransitions
from .view_state import Views
from .window_actions import WindowActions

WARNING_STAYS_S = 8.0
BUSY_S = 0.6
"""For this long after the camera has come to rest, frames come fast: the picture is refined, labels appear."""


class MainWindow(QWidget):
    """The explorer's window.

    Parameters
    ----------
    visit : where the visit begins.
    stage : draws; it is closed with the window.
    usual : the settings of a visitor who has chosen nothing.
    preferences : what the user has chosen in the system.
    presenter : how the picture comes to the screen.
    size : the first size of the window.
    staff_exit : the hidden way out of a window that its visitor cannot close.
    checkpoint : keeps how far a talk or a lesson is, in case of a crash.
    sounds : what is heard of the visit; None: nothing.

    Attributes
    ----------
    visit : the present visit; each act and each frame replaces it.
    views : what the present visitor has scrolled, folded and typed.
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
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__()
        if size is not None:
            self.resize(*size)  # before anything is built: what is too large or too small is built twice
        self.visit, self.views = visit, Views()
        self.presenter, self.event_log = presenter, event_log or EventLog()
        self.checkpoint = checkpoint or CheckpointFile(None, visit.park, EventLog())
        self.stage, self._usual, self._settings_store, self._clock = (
            stage,
            usual or Settings(),
            settings_store,
            clock,
        )
        self._sounds = sounds
        self.font_warning: MissingFont | None = None
        self.hidden_parts: frozenset[Part] = frozenset()
        self._closed = False
        self.theme = wanted_theme(self, visit)
        self.setMinimumSize(*visit.mode.least_px)
        self._actions = WindowActions(self)
        self._build(preferences or OsPreferences())
        self.layers = self._made_layers(staff_exit)
        self.arrangement = Arrangement(self)
        apply_to_application(self.theme, self.viewport)
        self._framing = Framing(stage)
        self._self_check = SelfCheck(stage, self.viewport, settings_store, self.event_log)
        self._keyboard = self._made_keyboard()
        self._recorder = EventRecorder(
            self.event_log, settings_store, self._usual, self.viewport, visit_recorder
        )
        self.viewport.setFocus(Qt.FocusReason.MouseFocusReason)  # no ring until a key asks for one
        zones = {zone: partial(stage.prepare, zone) for zone in (*visit.park.walk, *visit.park.zones)}
        first: dict[str, Job] = {
            "settings and keys": self.sheet.prepare,
        }
        if sounds is not None:
            first["sounds"] = sounds.prepare
        self.idle_tasks = IdleTasks({**first, **zones}, clock, self._prepare_next)
        self.frame_clock = FrameClock(self.tick, clock, self, late=lambda seconds: self.do(CatchUp(seconds)))

    def accessible(self) -> Region:
        """What screen readers are told of it: a window."""
        return Region(self, Role.Window)

    # ---- which parts there are

    def _build(self, preferences: OsPreferences) -> None:
        theme, park, mode, views = self.theme, self.visit.park, self.visit.mode, self.views
        self.viewport: Viewport = Viewport(
            theme, self.stage, self._do_by_pointer, label_at=self._label_at,
            walk=self._actions.walk, grip=self._grip, blits=self.presenter.name == "blit", parent=self,
        )  # fmt: skip
        self._scene_items = SceneItems(self.viewport, lambda: self.visit, self.do)
        self.viewport.items = self._scene_items
        self.labels: Labels = Labels(theme, self.stage, self.viewport)
        self.signs = Signs(theme, self.stage, self.viewport)
        self.part_labels = PartLabels(theme, self.stage, self.viewport)
        self.breadcrumb = Breadcrumb(theme, park, self.do, self.ask, self)
        self.zone_list = ZoneList(theme, park, self.do, views=views, parent=self)
        self.legend = Legend(
            theme, park, self.do, on_close=lambda: self.ask("flows"), views=views, parent=self
        )
        self.tools = Tools(theme, self.ask, views, self)
        tours = mode.offered(park) if Part.TOUR in mode.layers else ()
        quiz = bool(park.quiz) and Part.QUIZ in mode.layers
        self.action_bar = ActionBar(
            theme, park, self.do, self.ask, tours=tours, quiz=quiz,
            souvenirs=Part.SOUVENIR in mode.layers, parent=self,
        )  # fmt: skip
        self.map_panel = MapPanel(
            theme, park, self.do, on_close=lambda: self.ask("map"), views=views, parent=self
        )
        open_link = open_in_browser if mode.links else None
        plays = Part.SHOW_ME in mode.layers
        reads = Part.READ_ALOUD in mode.layers and mode.profile == "stand"
        on_read = partial(self.ask, "read aloud") if reads else None
        self.article = Article(
            theme, park, self.do, open_link=open_link, on_resize=self.arrange_again, views=views,
            on_show=self._show_exhibit if plays else None, on_read=on_read, parent=self,
        )  # fmt: skip
        self.neighbours = Neighbours(theme, park, self.do, self)
        self.place_plate = PlacePlate(theme, self.do, views, on_read, self)
        self.exhibit = ExhibitCard(
            theme,
            park,
            self.do,
            views=views,
            parent=self,
            on_show=partial(self.ask, "show me") if plays else None,
        )
        self.strip = RunStrip(theme, park, self.do, views=views, parent=self)
        self.search = Search(
            theme, park, self.do, on_go=lambda hit: self.article.reveal(hit.id),
            on_close=lambda: self.advance_transitions(0.0), views=views, parent=self,
        )  # fmt: skip
        self.toast = Toast(theme, views, self)
        self._announcements = Announcements(self.viewport)
        self._openings = Openings(
            self.viewport,
            lambda visit: self.place_plate.heading if visit.operating else self.article.heading,
        )
        self.status = StatusLine(theme, self)
        self.sheet: Sheet = Sheet(
            theme,
            lambda theme, parent: SheetPage(
                theme, park, usual=self._usual, preferences=preferences, do=self.do, on_close=self._close_sheet,
                picture=lambda: self.how_drawn, barred=mode.barred, parent=parent,
            ),
            on_close=self._close_sheet, views=views, parent=self,
        )  # fmt: skip
        self._parts: dict[Part, Surface | Labels] = {
            Part.BREADCRUMB: self.breadcrumb, Part.ZONE_LIST: self.zone_list, Part.LEGEND: self.legend,
            Part.TOOLS: self.tools, Part.ACTION_BAR: self.action_bar, Part.MAP: self.map_panel, Part.ARTICLE: self.article,
            Part.NEIGHBOURS: self.neighbours, Part.EXHIBIT: self.exhibit, Part.STRIP: self.strip,
            Part.PLACE: self.place_plate, Part.SEARCH: self.search, Part.TOAST: self.toast,
            Part.STATUS: self.status, Part.LABELS: self.labels,
        }  # fmt: skip
        if strange := {*Part} ^ {*self._parts, *LAYERS}:
            raise RuntimeError(f"neither a part nor a layer of the window: {strange}")
        self._transitions = PanelTransitions(
            (
                (self.article, (1, 0)), (self.exhibit, (1, 0)), (self.strip, (0, 1)), (self.place_plate, (0, -1)),
                (self.legend, (-1, 0)), (self.search, (0, 0)), (self.map_panel, (0, 0)),
            ),
            self.viewport.paint_under,
            self.viewport,
        )  # fmt: skip
        self.dialog_fade = DialogFade(self, self.sheet, self._is_still)

    def _made_layers(self, staff_exit: StaffExit | None) -> list[Layer]:
        park, mode = self.visit.park, self.visit.mode
        context = LayerContext(
            self.theme, park, self.stage, self.do, self.ask, self.tell, self.release_keys, self.arrange_again,
            self.event_log, self, self.viewport, self.views, lambda: self.visit, self.checkpoint, mode.offered(park),
            staff_exit,
        )  # fmt: skip
        return [LAYERS[part](context) for part in mode.layers]

    def _made_keyboard(self) -> Keyboard:
        return Keyboard(
            self.do, self.ask, lambda: self.visit, self._no_such_number, self._other_keys, self._other_number
        )

    def _label_at(self, position: QPointF) -> HitResult | None:
        return self.labels.at(position) or self.signs.at(position)

    def _grip(self, part: str) -> Grip | None:
        return grip_of(self.visit, part, float(self.viewport.height()))

    @property
    def surfaces(self) -> list[Surface]:
        """What lies on the picture."""
        notices: list[Surface] = [self.font_warning] if self.font_warning else []
        return [
            *notices,
            self.breadcrumb, self.zone_list, self.legend, self.tools, self.action_bar, self.neighbours,
            self.article, self.place_plate, self.exhibit, self.strip, self.map_panel, self.search, self.search.keyboard,
            self.toast, self.status,
            *(surface for layer in self.layers for surface in layer.surfaces),
        ]  # fmt: skip

    def widgets_of(self, part: Part) -> Sequence[Surface | Labels]:
        """What a part consists of; nothing for a layer that the mode does not have."""
        names = self.visit.mode.layers
        if part in LAYERS:
            return self.layers[names.index(part)].surfaces if part in names else ()
        return (self._parts[part],)

    # ---- acts and time

    def do(self, act: Act) -> None:
        """Answer an act with the next visit. What it changes is shown with the next frame."""
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
        if isinstance(act, Undo) and before.run is not None and before.run is not self.visit.run:
            language = self.visit.settings.language
            what = change_text(before.run, before.run.undo[-1][0], language)
            self.tell(say("exhibit.undone", language, what=what))
        if is_new_visitor(before, self.visit):
            self._begin_visitor()
        elif before.settings != self.visit.settings and not self.sheet.isVisible():
            self._tell_settings(before.settings, self.visit.settings)

    def _show_exhibit(self) -> None:
        """Go to the exhibit of the open zone, and have it shown."""
        self.do(Operate())
        self.ask("show me")

    def _do_by_pointer(self, act: Act) -> None:
        """Do what the pointer asks for on the picture.

        At an exhibit a click beside its parts lets go of what was touched: a visitor who misses a moving part stays there.
        """
        if not isinstance(act, Hover | Aim):
            self.ask("scene touched")
        self.do(Touch(None) if self.visit.operating and isinstance(act, Open | Close) else act)

    def ask(self, command: Command) -> None:
        """Do what a key or a button asks for."""
        self._actions.ask(command)

    def hurry(self) -> None:
        """Have the next frame soon: something was done."""
        self.frame_clock.hurry()

    def tick(self, dt_s: float) -> bool:
        """Let time pass and show the result; whether something still moves."""
        began_s = self._clock()
        aim = self.viewport.aim(self._framing.free)
        if aim is not None:
            # before time passes: an exhibit that follows the pointer lags enough by itself
            self.visit = self.visit.after(aim)
        before, self.visit = self.visit, self.visit.advance(dt_s)
        self._recorder.advanced(before, self.visit)
        self.checkpoint.keep(self.visit)
        if is_new_visitor(before, self.visit):
            self._begin_visitor()
        busy = self._keyboard.advance(dt_s)
        busy = self.viewport.advance(dt_s) or busy
        is_new_theme = self._follow_theme()
        self._update_parts()
        self.arrangement.update()
        busy = self.advance_transitions(dt_s) or busy
        busy = self._frame_subject(dt_s) or busy
        # the shell first, the park with the next frame: both take long
        if is_new_theme and self.viewport.has_picture:
            self.stage.prefetch_light(self.visit)
        else:
            self.stage.show(self._framing.seen(self.visit), self._framing.free)
            self.viewport.paint(self.stage.draw())
        for layer in self.layers:
            busy = layer.advance(dt_s) or busy
        if self._sounds is not None:
            self._sounds.advance(self.visit, dt_s, speaks=any(layer.speaks for layer in self.layers))
        self.labels.update_from(self.visit, self._framing.free)
        self.signs.update_from(self.visit, self._framing.free)
        self.part_labels.update_from(self.visit, signs=self.signs.boxes)
        self.status.tell(self.how_drawn, self.visit)
        self._recorder.level(self.stage.level)
        missing = self.stage.warnings
        if self._recorder.drawn(missing) and missing:
            self.tell(missing[0], WARNING_STAYS_S)
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
        """Another visitor has come: the view begins afresh, and so do keys and pointer."""
        self.views.begin()
        self._keyboard = self._made_keyboard()
        self.viewport.begin_visitor()
        self._update_parts()
        self.viewport.setFocus(Qt.FocusReason.MouseFocusReason)
        hide_ring()
        self.arrangement.invalidate()

    # ---- what is shown

    def _update_parts(self) -> None:
        visit = self.visit
        parts = (
            self.breadcrumb, self.zone_list, self.legend, self.tools, self.action_bar, self.map_panel, self.article,
            self.neighbours, self.exhibit, self.strip, self.place_plate,
        )  # fmt: skip
        for part in parts:
            part.update_from(visit)
        for layer in self.layers:
            layer.update_from(visit)
        self._suppress()
        if self.legend.isVisible() and (visit.operating or self.zone_list.unfolded):
            self.ask("flows")
        self.search.update_from(visit)
        self.sheet.update_from(visit)
        self.toast.update_from(visit)
        self._announcements.update_from(visit, self.exhibit)
        self._openings.update_from(visit)
        self._scene_items.update()
        self.status.setVisible(self.views.state.status_shown)
        zone, park = visit.open_zone, visit.park.title[visit.settings.language]
        language = visit.settings.language
        title = say("window.title", language, place=zone.title[language], park=park) if zone else park
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def _suppress(self) -> None:
        """Hide what makes way for the mode or for a layer."""
        hidden = self.visit.mode.hidden.union(*(layer.hidden for layer in self.layers))
        if hidden != self.hidden_parts:
            for part in hidden ^ self.hidden_parts:
                for widget in self.widgets_of(part):
                    widget.suppress(part in hidden)
            self.hidden_parts = hidden
            self.arrangement.invalidate()

    def _prepare_next(self, visit: Visit) -> bool:
        """Make a portion of what the visitor may ask for next; whether there was anything to make."""
        zone = visit.open_zone
        if zone is None or zone.exhibit is None:
            return False
        if visit.operating:
            return self.exhibit.foresee_more()
        return self.strip.foresee(zone) or self.exhibit.foresee(zone)

    def advance_transitions(self, dt_s: float) -> bool:
        """Let panels come and go; whether one is on its way.

        Where one is shown or hidden between two frames, 0 has it begin before it is painted there or gone.
        """
        slides = self._transitions.advance(dt_s, reduced=self.theme.less_motion)
        return self.dialog_fade.advance(dt_s) or slides

    def _is_still(self) -> bool:
        """Whether neither the camera moves nor its last picture fades."""
        return not self.visit.moving and not self.viewport.fades

    def _frame_subject(self, dt_s: float) -> bool:
        """Move the subject into what the panels leave free; whether it is still on its way."""
        search = self.search
        cover = None if search.isHidden() else search.inner.translated(search.pos())
        arrangement = self.arrangement
        return self._framing.advance(
            dt_s, self.visit, arrangement.free.free, cover, self.size(), arrangement.plates
        )

    def arrange_again(self) -> None:
        """Put everything in its place again with the next frame."""
        self.arrangement.invalidate()
        self.hurry()

    def _follow_theme(self) -> bool:
        """Apply another theme if the visit or the window wants one; whether it does."""
        theme = wanted_theme(self, self.visit)
        if theme == self.theme:
            return False
        self.theme = theme
        apply_to_application(theme, self.viewport)
        widgets: list[Themed] = [
            self.viewport, self.labels, self.signs, self.part_labels, *self.surfaces, self.sheet,
        ]  # fmt: skip
        waiting = [widget for widget in (self.sheet, self.legend) if widget.isHidden()]
        for widget in widgets:
            if widget not in waiting:
                widget.apply_theme(theme)
        for layer in self.layers:
            layer.apply_theme(theme)
        self._transitions.finish()
        self.dialog_fade.finish()
        self.arrangement.invalidate()
        return True

    def catch_up(self, widget: Themed) -> None:
        """Give the theme to what is about to be shown and was hidden when it changed: the large parts wait for that."""
        if widget.theme != self.theme:
            widget.apply_theme(self.theme)

    # ---- keys that mean something else just now

    def _other_keys(self) -> Mapping[str, Command]:
        """The keys of the layers now, even if the last key came in the same frame."""
        for layer in self.layers:
            layer.update_from(self.visit)
        return {chord: command for layer in self.layers for chord, command in layer.keys.items()}

    def _other_number(self, number: int) -> bool:
        """Whether a number means something to a layer."""
        return any(layer.answers_number(number) for layer in self.layers)

    def release_keys(self) -> None:
        """Let go of all keys that are held."""
        self._keyboard.let_go()

    # ---- what is said

    def tell(self, words: str, stays_s: float = Toast.STAYS_S) -> None:
        """Show a sentence at the foot of the picture for a while."""
        self.toast.tell(words, self.visit.time_s, stays_s)
        self.arrange_again()

    @property
    def how_drawn(self) -> Text:
        """What is drawn, how it comes to the screen, and why."""
        drawn, shown = self.stage.state, self.presenter.said
        return Text("{drawn} · {shown}", drawn=drawn, shown=shown)

    def _no_such_number(self, number: int) -> None:
        self.tell(say("window.no-number", self.visit.settings.language, number=number))

    def warn_of_missing_font(self) -> None:
        """Show above the park that no Chinese font was found, and how to get one."""
        if self.font_warning is None:
            self.font_warning = MissingFont(self.theme, self.arrange_again, parent=self)
        self.font_warning.show()
        self.arrange_again()

    def _refuse_chinese(self) -> None:
        """Say why Chinese was not chosen: without a font it would be a page of empty boxes."""
        self.sheet.page.settings.row("language").choose(self.visit.settings.language)
        self._close_sheet()
        self.warn_of_missing_font()

    def _close_sheet(self) -> None:
        self.sheet.dismiss()

    def _tell_settings(self, before: Settings, after: Settings) -> None:
        """Say what a key has changed where it cannot be seen at once."""
        if before.comfort != after.comfort:
            self.tell(say(f"settings.comfort.{after.comfort}.means", after.language))
        elif before.sound != after.sound:
            self.tell(say(f"settings.sound.{'on' if after.sound else 'off'}", after.language))
        elif before.text_percent != after.text_percent:
            self.tell(say("bar.text", after.language, percent=after.text_percent))

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

    def end(self) -> None:
        """Keep where the window is and close the stage; a second call does nothing."""
        if not self._closed:
            self._closed = True
            self.frame_clock.stop()
            if self._settings_store is not None:
                state = WindowPlace(
                    bytes(self.saveGeometry().data()), self.isMaximized(), self.isFullScreen()
                )
                self._settings_store.keep_place(state)
            for layer in self.layers:
                layer.close()
            if self._sounds is not None:
                self._sounds.close()
            self.exhibit.drop_prepared()
            self.strip.drop_prepared()
            self._recorder.end()
            self._self_check.close(self.presenter)
            self.stage.close()
