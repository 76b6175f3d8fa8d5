"""The window: holds the present visit, arranges the parts, and lets time pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from ..park.find import Found
from ..visit import Act, Back, Change, Forward, Hover, Orbit, Pan, Point, Settings, Visit, Zoom
from . import fonts
from .arrangement import Room, arrange, dock_height, solid
from .article import Article, article_width_px
from .bars import Breadcrumb, Notice, Tools, Verbs
from .dials import Dock, ExhibitPanel, PartLabels
from .diary import Diary
from .focus import to_next
from .framing import Framing
from .hand import Sight
from .journal import Journal
from .keyboard import Keyboard
from .keys import Verb
from .labels import Labels
from .layer import Ground
from .layers import LAYERS
from .legend import Legend
from .minimap import MiniMap
from .motion import Motion
from .pieces import Piece, Plate, Row
from .pulse import Pulse
from .remembered import Remembered, WindowPlace
from .screens import MissingFont
from .scribe import Scribe
from .seam import Stage
from .search import Search
from .sheet import Section, Sheet
from .status_line import StatusLine
from .system import Wishes
from .theme import Theme, dress
from .veil import Veil
from .verbs import act_of, next_part, walk_from
from .viewport import Viewport
from .words import say
from .zonelist import ZoneList

LEAST_WIDTH_PX, LEAST_HEIGHT_PX = 1024, 640
HEIGHT_STEP_PX = 24
"""The size of everything follows the height of the window in such steps, not at every pixel."""
WARNING_STAYS_S = 8.0
BUSY_S = 0.6
"""So long after the camera has come to rest, the beat stays quick: the picture is refined, labels appear."""


class Window(QWidget):
    """The explorer's window.

    Parameters
    ----------
    visit : where the visit begins.
    stage : draws; it is closed with the window.
    usual : the settings of one who has chosen nothing.
    wishes : what the system asks for.
    size : the first size of the window.
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
        size: tuple[int, int] | None = None,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        super().__init__()
        if size is not None:
            self.resize(*size)  # before anything is built: what is too large or too small is built twice
        self.visit = visit
        self._stage, self._usual = stage, usual or Settings()
        self._remembered, self._journal, self._diary = remembered, journal or Journal(), diary
        self._framing = Framing(stage)
        self._map_wanted: bool | None = None
        self._no_font: MissingFont | None = None
        self._closed = False
        self._arranged_for: tuple[object, ...] = ()
        self._hidden: frozenset[str] = frozenset()
        self._left = Room(self.size(), Theme())
        self._keyboard = Keyboard(
            self.do, self.ask, lambda: self.visit, self._no_such_number, self._other_keys
        )
        self._theme = self._wanted_theme()
        self.setMinimumSize(LEAST_WIDTH_PX, LEAST_HEIGHT_PX)
        self._build(wishes or Wishes())
        self.pulse = Pulse(self.beat, clock, self)
        self._dress()

    def _build(self, wishes: Wishes) -> None:
        theme, park = self._theme, self.visit.park
        self.viewport = Viewport(
            theme, self._stage, self.do, label_at=self._label_at, walk=self._walk, parent=self
        )
        self.labels = Labels(theme, self._stage, self.viewport)
        self.part_labels = PartLabels(theme, self._stage, self.viewport)
        self.breadcrumb = Breadcrumb(theme, park, self.do, self.ask, self)
        self.zone_list = ZoneList(theme, park, self.do, parent=self)
        self.legend = Legend(theme, park, self.do, on_close=self._toggle_legend, parent=self)
        self.tools = Tools(theme, self.ask, self)
        self.verbs = Verbs(theme, park, self.ask, self)
        self.map = MiniMap(theme, park, self.do)
        self.map_plate = Plate(theme, Row(theme, self.map), elevation=1, padding=(6, 6, 6, 6), parent=self)
        self.article = Article(theme, park, self.do, parent=self)
        self.exhibit = ExhibitPanel(theme, park, self.do, parent=self)
        self.dock = Dock(theme, park, self.do, parent=self)
        self.search = Search(
            theme, park, self.do, on_go=self._go_to, on_close=lambda: self._move(0.0), parent=self
        )
        self.notice = Notice(theme, self)
        self.status = StatusLine(theme, self)
        self.sheet = Sheet(
            theme,
            park,
            usual=self._usual,
            wishes=wishes,
            do=self.do,
            on_close=self._close_sheet,
            picture=lambda: self._stage.state,
            parent=self,
        )
        ground = Ground(
            theme, park, self._stage, self.do, self.ask, self.tell, self._arrange_anew, self._journal, self,
            self.viewport,
        )  # fmt: skip
        self.layers = [LAYERS[name](ground) for name in self.visit.mode.layers]
        self.motion = Motion(
            (
                (self.article, (1, 0)), (self.exhibit, (1, 0)), (self.dock, (0, 1)), (self.legend, (-1, 0)),
                (self.search, (0, 0)),
            ),
            self.viewport.paint_under,
            self.viewport,
        )  # fmt: skip
        self.veil = Veil(self, self.sheet, self._is_still)
        self._scribe = Scribe(self._journal, self._remembered, self._usual, self.viewport, self._diary)
        self.viewport.setFocus(Qt.FocusReason.MouseFocusReason)  # no ring until a key asks for one

    # ---- acts and time

    def do(self, act: Act) -> None:
        """Answer an act with the next visit. What it changes is shown with the next beat."""
        if isinstance(act, Change) and act.settings.language == "zh" and not fonts.can_show_chinese():
            self._refuse_chinese()
            return
        before, self.visit = self.visit, self.visit.after(act)
        self.pulse.hurry()
        if before.pose != self.visit.pose and not isinstance(act, Orbit | Pan | Zoom):
            self.viewport.cross_fade()  # the camera has jumped
        self._scribe.acted(act, before, self.visit)
        if before.settings != self.visit.settings and not self.sheet.isVisible():
            self._tell_settings(before.settings, self.visit.settings)

    def beat(self, dt_s: float) -> bool:
        """Let time pass and show the result; whether something still moves."""
        aim = self.viewport.aim(self._framing.free)
        if aim is not None:
            # before time passes: an exhibit that follows the pointer lags enough by itself
            self.visit = self.visit.after(aim)
        before, self.visit = self.visit, self.visit.advance(dt_s)
        self._scribe.advanced(before, self.visit)
        busy = self._keyboard.advance(dt_s)
        busy = self.viewport.advance(dt_s) or busy
        theme = self._wanted_theme()
        if theme != self._theme:
            self._theme = theme
            self._restyle()
        self._show_parts()
        self._arrange()
        busy = self._move(dt_s) or busy
        busy = self._make_room(dt_s) or busy
        self._stage.show(self.visit, self._framing.free)
        self.viewport.paint(self._stage.draw())
        for layer in self.layers:
            busy = layer.advance(dt_s) or busy
        self.labels.show_visit(self.visit, self._framing.free)
        self.part_labels.show_visit(self.visit, self._framing.free)
        self.status.tell(self._stage.state, self.visit)
        self._scribe.level(self._stage.level)
        missing = self._stage.warnings
        if self._scribe.drawn(missing) and missing:
            self.tell(missing[0], WARNING_STAYS_S)
        busy = busy or not self._stage.finished
        return (
            busy
            or self.visit.moving
            or self.visit.alive
            or self.visit.rest_s < BUSY_S
            or not self.labels.settled
        )

    def _show_parts(self) -> None:
        visit = self.visit
        parts = (
            self.breadcrumb, self.zone_list, self.legend, self.tools, self.map, self.article, self.exhibit,
            self.dock,
        )  # fmt: skip
        for part in parts:
            part.show_visit(visit)
        for layer in self.layers:
            layer.show_visit(visit)
        self._withhold()
        if self.legend.isVisible() and (visit.operating or self.zone_list.unfolded):
            self._toggle_legend()
        self.search.show_visit(visit)
        self.sheet.show_visit(visit)
        self.notice.show_visit(visit)
        zone, park = visit.open_zone, visit.park.title[visit.settings.language]
        language = visit.settings.language
        title = say("window.title", language, place=zone.title[language], park=park) if zone else park
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def _withhold(self) -> None:
        """Keep from sight what makes way for the mode or for a layer."""
        hidden = self.visit.mode.hidden.union(*(layer.hidden for layer in self.layers))
        if hidden != self._hidden:
            for name in hidden ^ self._hidden:
                part = getattr(self, name)
                assert isinstance(part, Plate)
                part.withhold(name in hidden)
            self._hidden = hidden
            self._arranged_for = ()

    def _other_keys(self) -> Mapping[str, Verb]:
        """The keys that mean something else in the layers of now."""
        return {chord: verb for layer in self.layers for chord, verb in layer.keys.items()}

    def _make_room(self, dt_s: float) -> bool:
        """Move the subject into what the plates leave free; whether it is still on its way."""
        search = self.search
        cover = None if search.isHidden() else search.inner.translated(search.pos())
        return self._framing.advance(dt_s, self.visit, self._left.free, cover, self.size())

    def _move(self, dt_s: float) -> bool:
        """Let plates come and go; whether one is on its way.

        Where one is shown or hidden between two beats, 0 has it begin before it is painted there or gone.
        """
        sliding = self.motion.advance(dt_s, reduced=self._theme.less_motion)
        return self.veil.advance(dt_s) or sliding

    def _is_still(self) -> bool:
        """Whether neither the camera moves nor its last picture fades."""
        return not self.visit.moving and not self.viewport.fades

    # ---- verbs

    def ask(self, verb: Verb) -> None:
        """Do what a key or a button asks for."""
        self.pulse.hurry()
        if verb in self.visit.mode.barred or any(layer.answers(verb, self.visit) for layer in self.layers):
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

    def _step_back(self) -> None:
        """What Esc does: put away the topmost thing."""
        if self.sheet.isVisible():
            self._close_sheet()
        elif self.search.isVisible():
            self._toggle_search()
        elif self.article.close_glossary():
            return
        elif self.legend.isVisible():
            self._toggle_legend()
        elif (act := act_of("close", self.visit)) is not None:
            self.do(act)
        elif self.isFullScreen():
            self._toggle_full_screen()

    def _go_to(self, hit: Found) -> None:
        """Open the article at what was found."""
        self.article.reveal(hit.id)

    def _toggle_search(self) -> None:
        if self.search.isVisible():
            self.search.dismiss()
        else:
            self.search.arrange(self.rect())
            self.search.open()
            self._move(0.0)

    def _toggle_legend(self) -> None:
        """Show or hide what flows between zones; at an exhibit there is no room for it."""
        self.pulse.hurry()
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
        self.status.tell_now(self._stage.state)
        self._arrange_anew()

    def _open_sheet(self, section: Section) -> None:
        self._keyboard.let_go()
        self._catch_up(self.sheet)
        self.veil.lift(lambda: self.sheet.open_at(section))

    def _close_sheet(self) -> None:
        self.sheet.dismiss()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _label_at(self, position: QPointF) -> Sight | None:
        return self.labels.at(position)

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
        self.pulse.hurry()

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
        self.sheet.settings.row("language").choose(self.visit.settings.language)
        self._close_sheet()
        self.warn_of_missing_font()

    def _arrange_anew(self) -> None:
        self._arranged_for = ()
        self.pulse.hurry()

    def _tell_settings(self, before: Settings, after: Settings) -> None:
        """Say what a key has changed where it cannot be seen at once."""
        if before.comfort != after.comfort:
            self.tell(say(f"settings.comfort.{after.comfort}.means", after.language))
        elif before.text_percent != after.text_percent:
            self.tell(say("bar.text", after.language, percent=after.text_percent))

    # ---- looks and places

    def _wanted_theme(self) -> Theme:
        step = HEIGHT_STEP_PX
        height = max(round(self.height() / step) * step, LEAST_HEIGHT_PX)
        hour = self.visit.daylight.goal
        return Theme.of(self.visit.settings, height, self.devicePixelRatioF(), hour)

    def _dress(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            dress(application, self._theme)
        language = self._theme.language
        self.viewport.setAccessibleName(say("window.scene", language))
        self.viewport.setAccessibleDescription(say("window.scene.hint", language))

    def _restyle(self) -> None:
        self._dress()
        pieces: list[Piece] = [
            self.viewport, self.labels, self.part_labels, self.map, *self.plates, self.sheet,
        ]  # fmt: skip
        waiting = [piece for piece in (self.sheet, self.legend) if piece.isHidden()]
        for piece in pieces:
            if piece not in waiting:
                piece.restyle(self._theme)
        for layer in self.layers:
            layer.restyle(self._theme)
        self.motion.settle()
        self.veil.settle()
        self._arranged_for = ()

    def _catch_up(self, piece: Piece) -> None:
        """Restyle what is about to be shown and was hidden when the theme changed: the large parts wait for that."""
        if piece.theme != self._theme:
            piece.restyle(self._theme)

    @property
    def plates(self) -> list[Plate]:
        """What lies on the picture."""
        notices: list[Plate] = [self._no_font] if self._no_font else []
        return [
            *notices,
            self.breadcrumb, self.zone_list, self.legend, self.tools, self.verbs, self.map_plate,
            self.article, self.exhibit, self.dock, self.search, self.notice, self.status,
            *(plate for layer in self.layers for plate in layer.plates),
        ]  # fmt: skip

    def _room(self) -> Room:
        panel = 0
        if self.visit.zone and not (self.article.isHidden() and self.exhibit.isHidden()):
            panel = article_width_px(self._theme, self.width())
        room = Room(self.size(), self._theme, panel, map_wanted=self._map_wanted)
        return replace(room, dock_px=dock_height(room, self.dock)) if self.visit.operating else room

    def _arrange(self) -> None:
        """Put every part in its place, if anything changed that it depends on."""
        state = (
            self._room(), self.visit.zone, self.search.isVisible(), self.search.geometry(),
            self.zone_list.sizeHint(), self.legend.isVisible(), self.legend.zone, self.status.words,
            self.notice.words, self.visit.operating, self.dock.folded,
            *(layer.state for layer in self.layers),
        )  # fmt: skip
        if state == self._arranged_for:
            return
        self._arranged_for = state
        self.viewport.setGeometry(self.rect())
        self.labels.setGeometry(self.viewport.rect())
        self.part_labels.setGeometry(self.viewport.rect())
        self.sheet.setGeometry(self.rect())
        if self._no_font is not None:
            self._no_font.arrange(self.rect())
            self.search.raise_()  # who searches does not want to read about fonts
        room = self._room()
        for layer in reversed(self.layers):  # the uppermost takes its place first
            room = layer.arrange(room)
        self._left = room
        plates = arrange(room, self)
        self.labels.keep_clear_of(plates)
        self.part_labels.keep_clear_of(plates)
        self.viewport.cover([solid(p, self._theme) for p in plates])

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
        self.pulse.hurry()

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
            self._scribe.end()
            self._stage.close()
