"""The window: holds the present visit, arranges the parts, and lets time pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from time import perf_counter

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent

from ...i18n.messages import say
from ...visit import Act, Back, CatchUp, Change, Forward, Hover, Orbit, Pan, Point, Settings, Visit, Zoom
from ...visit.kiosk.reducer import is_new_visitor
from ..app.checkpoint_file import CheckpointFile
from ..app.os_preferences import Wishes
from ..app.settings_store import Remembered, WindowPlace
from ..app.staff_exit import Door
from ..error_screens import MissingFont
from ..event_log.event_log import Journal
from ..event_log.recorder import Scribe
from ..event_log.visit_recorder import Diary
from ..input.commands import act_of, next_part, walk_from
from ..input.focus import hide_ring, to_next
from ..input.keyboard import Keyboard
from ..input.keymap import Verb
from ..overlay.toast import Notice
from ..panels.settings.sheet import Section
from ..style import fonts
from ..viewport.presenter import COPY, Presenter
from ..viewport.self_check import SelfCheck
from .frame_clock import Pulse
from .framing import Framing
from .idle_tasks import Job, Preparation
from .main_window_parts import Furnished
from .protocols import Stage

WARNING_STAYS_S = 8.0
BUSY_S = 0.6
"""So long after the camera has come to rest, the beat stays quick: the picture is refined, labels appear."""


class Window(Furnished):
    """The explorer's window.

    Parameters
    ----------
    visit : where the visit begins.
    stage : draws; it is closed with the window.
    usual : the settings of one who has chosen nothing.
    wishes : what the system asks for.
    presenter : how the picture comes to the screen.
    size : the first size of the window.
    door : the hidden way out of a window that its visitor cannot close.
    checkpoint : where a talk or a lesson outlives a crash.
    """

    def __init__(
        self,
        visit: Visit,
        stage: Stage,
        *,
        usual: Settings | None = None,
        wishes: Wishes | None = None,
        remembered: Remembered | None = None,
        journal: Journal | None = None,
        diary: Diary | None = None,
        presenter: Presenter = COPY,
        size: tuple[int, int] | None = None,
        door: Door | None = None,
        checkpoint: CheckpointFile | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__(
            visit,
            stage,
            usual=usual or Settings(),
            wishes=wishes or Wishes(),
            journal=journal or Journal(),
            presenter=presenter,
            size=size,
            checkpoint=checkpoint or CheckpointFile(None, visit.park, Journal()),
            door=door,
        )
        self._remembered = remembered
        self._framing = Framing(stage)
        self._self_check = SelfCheck(stage, self.viewport, remembered, self._journal)
        self._closed = False
        self._keyboard = Keyboard(
            self.do, self.ask, lambda: self.visit, self._no_such_number, self._other_keys, self._other_number
        )
        self._scribe = Scribe(self._journal, remembered, self._usual, self.viewport, diary)
        self.viewport.setFocus(Qt.FocusReason.MouseFocusReason)  # no ring until a key asks for one
        self._clock = clock
        zones = {zone: partial(stage.prepare, zone) for zone in (*visit.park.walk, *visit.park.zones)}
        first: dict[str, Job] = {
            "settings and keys": self.sheet.prepare,
        }
        self.preparation = Preparation({**first, **zones}, clock, self._foresee)
        self.pulse = Pulse(self.beat, clock, self, late=lambda seconds: self.do(CatchUp(seconds)))

    # ---- acts and time

    def do(self, act: Act) -> None:
        """Answer an act with the next visit. What it changes is shown with the next beat."""
        if isinstance(act, Change) and not fonts.can_show(act.settings.language):
            self._refuse_chinese()
            return
        before, self.visit = self.visit, self.visit.after(act)
        self.hurry()
        if before.pose != self.visit.pose and not isinstance(act, Orbit | Pan | Zoom):
            self.viewport.cross_fade()  # the camera has jumped
        self._scribe.acted(act, before, self.visit)
        if is_new_visitor(before, self.visit):
            self._forget()
        elif before.settings != self.visit.settings and not self.sheet.isVisible():
            self._tell_settings(before.settings, self.visit.settings)

    def hurry(self) -> None:
        """Something was done: the next beat comes soon."""
        self.pulse.hurry()

    def beat(self, dt_s: float) -> bool:
        """Let time pass and show the result; whether something still moves."""
        began_s = self._clock()
        aim = self.viewport.aim(self._framing.free)
        if aim is not None:
            # before time passes: an exhibit that follows the pointer lags enough by itself
            self.visit = self.visit.after(aim)
        before, self.visit = self.visit, self.visit.advance(dt_s)
        self._scribe.advanced(before, self.visit)
        self.checkpoint.keep(self.visit)
        if is_new_visitor(before, self.visit):
            self._forget()
        busy = self._keyboard.advance(dt_s)
        busy = self.viewport.advance(dt_s) or busy
        theme = self._wanted_theme()
        is_new_theme = theme != self._theme
        if is_new_theme:
            self._theme = theme
            self._apply_theme()
        self._show_parts()
        self._arrange()
        busy = self._move(dt_s) or busy
        busy = self._make_room(dt_s) or busy
        # the shell first, the park with the next beat: both are long
        if is_new_theme and self.viewport.has_picture:
            self._stage.begin(self.visit)
        else:
            self._stage.show(self.visit, self._framing.free)
            self.viewport.paint(self._stage.draw())
        for layer in self.layers:
            busy = layer.advance(dt_s) or busy
        self.labels.update_from(self.visit, self._framing.free)
        self.part_labels.update_from(self.visit, self._framing.free)
        self.status.tell(self._how_drawn(), self.visit)
        self._scribe.level(self._stage.level)
        missing = self._stage.warnings
        if self._scribe.drawn(missing) and missing:
            self.tell(missing[0], WARNING_STAYS_S)
        self.presenter = self._self_check.advance(self.presenter, self.visit, self._framing.free, not busy)
        busy = busy or is_new_theme or not self._stage.finished
        return (
            self.preparation.advance(self.visit, self._clock() - began_s)
            or busy
            or self.visit.moving
            or self.visit.alive
            or self.visit.rest_s < BUSY_S
            or not self.labels.settled
        )

    def _forget(self) -> None:
        """Whoever was there has gone: nothing that the parts keep of one visitor is found by the next."""
        self.viewport.cross_fade()
        self._keyboard.forget()
        self.viewport.hand.forget()
        self._map_wanted = None
        self.status.hide()
        if self.sheet.isVisible():
            self._close_sheet()
        for part in (
            self.search, self.article, self.legend, self.zone_list, self.exhibit, self.dock, self.notice,
        ):  # fmt: skip
            part.forget()
        self.viewport.setFocus(Qt.FocusReason.MouseFocusReason)
        hide_ring()
        self._arranged_for = ()

    def _other_keys(self) -> Mapping[str, Verb]:
        """The keys that mean something else in the layers of now: of now, even if the last key came in the same beat."""
        for layer in self.layers:
            layer.update_from(self.visit)
        return {chord: verb for layer in self.layers for chord, verb in layer.keys.items()}

    def _other_number(self, number: int) -> bool:
        """Whether a number means something to a layer."""
        return any(layer.answers_number(number) for layer in self.layers)

    def _make_room(self, dt_s: float) -> bool:
        """Move the subject into what the plates leave free; whether it is still on its way."""
        search = self.search
        cover = None if search.isHidden() else search.inner.translated(search.pos())
        return self._framing.advance(dt_s, self.visit, self._left.free, cover, self.size())

    # ---- verbs

    def ask(self, verb: Verb) -> None:
        """Do what a key or a button asks for."""
        self.hurry()
        if verb in self.visit.mode.barred or (verb == "close" and self._put_away()):
            return
        if any(layer.answers(verb, self.visit) for layer in reversed(self.layers)):
            return
        match verb:
            case "search":
                self._toggle_search()
            case "help":
                self._open_sheet("keys")
            case "comfort page":
                self._open_sheet("comfort")
            case "size page":
                self._open_sheet("text_percent")
            case "map":
                self._map_wanted = not self.map_plate.isVisibleTo(self)
            case "list":
                if not self.visit.operating:
                    self.zone_list.toggle(by_key=True)
            case "flows":
                self._toggle_legend()
            case "status":
                self._toggle_status()
            case "fold":
                if self.visit.operating:
                    self.dock.fold()
            case "close":
                self._step_back()
            case "part":
                self._to_next_part()
            case "full screen":
                self._toggle_full_screen()
            case "quit":
                self.close()
            case _:
                act = act_of(verb, self.visit)
                if act is not None:
                    self.do(act)

    def _put_away(self) -> bool:
        """What Esc does first: put away what lies uppermost; false if nothing does."""
        if self.sheet.isVisible():
            self._close_sheet()
        elif self.search.isVisible():
            self._toggle_search()
        elif self.article.close_glossary():
            return True
        elif self.legend.isVisible():
            self._toggle_legend()
        else:
            return False
        return True

    def _step_back(self) -> None:
        """What Esc does where nothing is to be put away."""
        if (act := act_of("close", self.visit)) is not None:
            self.do(act)
        elif self.isFullScreen():
            self.ask("full screen")

    def _toggle_search(self) -> None:
        if self.search.isVisible():
            self.search.dismiss()
        else:
            self.search.arrange(self.rect())
            self.search.open()
            self._move(0.0)

    def _toggle_legend(self) -> None:
        """Show or hide what flows between zones; at an exhibit there is no room for it."""
        self.hurry()
        if self.legend.isVisible():
            self.legend.dismiss()
            self._journal.note("flows", shown=False)
        elif not self.visit.operating:
            if self.zone_list.unfolded:
                self.zone_list.toggle()
            self._catch_up(self.legend)
            by_key = not self.tools.button("flows").underMouse()
            self.legend.open(by_key=by_key)
            self._journal.note("flows", shown=True, zone=self.legend.zone)

    def _toggle_status(self) -> None:
        """Show or hide what the picture tells of itself."""
        self.status.setVisible(not self.status.isVisible())
        self.status.tell_now(self._how_drawn())
        self._arrange_anew()

    def _open_sheet(self, section: Section) -> None:
        self._keyboard.let_go()
        self._catch_up(self.sheet)
        self.veil.lift(lambda: self.sheet.open_at(section))

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _walk(self, forward: bool) -> bool:
        """Tab on the scene: point at the next zone of the walk; false past its end."""
        step = 1 if forward else -1
        if self.visit.operating:
            act = next_part(self.visit, step)
            self.do(act or Hover(None))
            return act is not None
        zone = walk_from(self.visit, step)
        if zone is None:
            self.do(Point(None))
            return False
        self.do(Point(zone))
        return True

    def _to_next_part(self) -> None:
        to_next(
            [
                self.viewport, self.search, self.article, self.exhibit, self.dock, self.breadcrumb,
                self.zone_list, self.legend, self.tools, self.verbs, self.map,
                *(plate for layer in self.layers for plate in layer.plates),
            ]
        )  # fmt: skip

    # ---- what is said

    def tell(self, words: str, stays_s: float = Notice.STAYS_S) -> None:
        """Show a sentence at the foot of the picture for a while."""
        self.notice.tell(words, self.visit.time_s, stays_s)
        self._arranged_for = ()
        self.hurry()

    def release_keys(self) -> None:
        self._keyboard.let_go()

    def _no_such_number(self, number: int) -> None:
        self.tell(say("window.no-number", self.visit.settings.language, number=number))

    def warn_of_missing_font(self) -> None:
        """Show above the park that no Chinese font was found, and how to get one."""
        if self._no_font is None:
            self._no_font = MissingFont(self._theme, self._arrange_anew, parent=self)
        self._no_font.show()
        self._arrange_anew()

    def _refuse_chinese(self) -> None:
        """Say why Chinese was not chosen: without a font it would be a page of empty boxes."""
        self.sheet.page.settings.row("language").choose(self.visit.settings.language)
        self._close_sheet()
        self.warn_of_missing_font()

    def _tell_settings(self, before: Settings, after: Settings) -> None:
        """Say what a key has changed where it cannot be seen at once."""
        if before.comfort != after.comfort:
            self.tell(say(f"settings.comfort.{after.comfort}.means", after.language))
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
        self._arranged_for = ()
        self.viewport.setGeometry(QRect(0, 0, self.width(), self.height()))
        self.hurry()

    def showEvent(self, event: QShowEvent) -> None:
        self.pulse.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self.pulse.stop()
        self._keyboard.let_go()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._keyboard.let_go()
        elif event.type() == QEvent.Type.WindowStateChange:
            self._keyboard.let_go()
            if self.isMinimized():
                self.pulse.stop()
            elif self.isVisible():
                self.pulse.start()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.visit.mode.may_quit:
            event.ignore()
            return
        self.end()
        event.accept()

    def end(self) -> None:
        """Remember where the window is and close the stage; ending twice is no harm."""
        if not self._closed:
            self._closed = True
            self.pulse.stop()
            if self._remembered is not None:
                state = WindowPlace(
                    bytes(self.saveGeometry().data()), self.isMaximized(), self.isFullScreen()
                )
                self._remembered.keep_place(state)
            for layer in self.layers:
                layer.close()
            self.exhibit.forget()
            self.dock.forget()
            self._scribe.end()
            self._self_check.close(self.presenter)
            self._stage.close()
