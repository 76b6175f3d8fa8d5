"""The window's furniture: which parts there are, how they are dressed, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QWidget

from ...i18n import Text
from ...i18n.messages import say
from ...park.find import Found
from ...visit import Act, Close, Open, Settings, Touch, Visit
from ...visit.mode import Part
from ..app.checkpoint_file import CheckpointFile
from ..app.os_preferences import Wishes
from ..app.staff_exit import Door
from ..error_screens import MissingFont
from ..event_log.event_log import Journal
from ..exhibit import Dock, ExhibitPanel, PartLabels
from ..input.keymap import Verb
from ..input.pointer import Sight
from ..overlay.labels import Labels
from ..overlay.minimap import MiniMap
from ..overlay.toast import Notice
from ..panels.article.page import open_in_browser
from ..panels.article.panel import Article, article_width_px
from ..panels.legend import Legend
from ..panels.search.search import Search
from ..panels.settings.sheet import Sheet, SheetPage
from ..panels.toolbars import ActionBar, Breadcrumb, Tools
from ..panels.zone_list import ZoneList
from ..style.theme import Theme, apply_theme_to_application
from ..viewport.presenter import Presenter
from ..viewport.viewport import Viewport
from ..widgets import Row, Surface, Themed
from .layer import Ground
from .layers import LAYERS
from .layout import Room, arrange, dock_height, solid
from .protocols import Stage
from .sheet_transition import Veil
from .status_line import StatusLine
from .transitions import Motion

HEIGHT_STEP_PX = 24
"""The size of everything follows the height of the window in such steps, not at every pixel."""


class Furnished(QWidget):
    """A window with all its parts. What happens in it is the business of the class that follows it.

    Parameters
    ----------
    visit, stage, usual, wishes, journal : as of `window.Window`.
    size : the first size of the window.
    door : the hidden way out, if there is one.
    """

    def __init__(
        self,
        visit: Visit,
        stage: Stage,
        *,
        usual: Settings,
        wishes: Wishes,
        journal: Journal,
        presenter: Presenter,
        size: tuple[int, int] | None,
        checkpoint: CheckpointFile,
        door: Door | None = None,
    ) -> None:
        super().__init__()
        self.checkpoint = checkpoint
        self.presenter = presenter
        if size is not None:
            self.resize(*size)  # before anything is built: what is too large or too small is built twice
        self.visit = visit
        self._stage, self._usual, self._journal, self._door = stage, usual, journal, door
        self._map_wanted: bool | None = None
        self._no_font: MissingFont | None = None
        self._arranged_for: tuple[object, ...] = ()
        self._hidden: frozenset[Part] = frozenset()
        self._left = Room(self.size(), Theme())
        self._theme = self._wanted_theme()
        self.setMinimumSize(*visit.mode.least_px)
        self._build(wishes)
        self._dress()

    # ---- what its parts ask of it

    def do(self, act: Act) -> None:
        """Answer an act with the next visit."""
        raise NotImplementedError

    def ask(self, verb: Verb) -> None:
        """Do what a key or a button asks for."""
        raise NotImplementedError

    def tell(self, words: str, stays_s: float = Notice.STAYS_S) -> None:
        """Show a sentence at the foot of the picture for a while."""
        raise NotImplementedError

    def release_keys(self) -> None:
        """Let go of all keys that are held."""
        raise NotImplementedError

    def hurry(self) -> None:
        """Something was done: have the next beat come soon."""
        raise NotImplementedError

    def _walk(self, forward: bool) -> bool:
        """Tab on the scene: go on to the next thing in it; false past its end."""
        raise NotImplementedError

    def _do_by_hand(self, act: Act) -> None:
        """What a hand does on the picture.

        At an exhibit a click beside its parts lets go of what was touched: who misses a part that moves is not sent away.
        """
        self.do(Touch(None) if self.visit.operating and isinstance(act, Open | Close) else act)

    def _how_drawn(self) -> Text:
        """What is drawn, how it comes to the screen, and why."""
        drawn, shown = self._stage.state, self.presenter.said
        return Text("{drawn} · {shown}", drawn=drawn, shown=shown)

    # ---- which parts there are

    def _build(self, wishes: Wishes) -> None:
        theme, park = self._theme, self.visit.park
        self.viewport = Viewport(
            theme, self._stage, self._do_by_hand, label_at=self._label_at, walk=self._walk,
            blits=self.presenter.name == "blit", parent=self,
        )  # fmt: skip
        self.labels = Labels(theme, self._stage, self.viewport)
        self.part_labels = PartLabels(theme, self._stage, self.viewport)
        self.breadcrumb = Breadcrumb(theme, park, self.do, self.ask, self)
        self.zone_list = ZoneList(theme, park, self.do, parent=self)
        self.legend = Legend(theme, park, self.do, on_close=lambda: self.ask("flows"), parent=self)
        self.tools = Tools(theme, self.ask, self)
        layers = self.visit.mode.layers
        offered = self.visit.mode.offered(park)
        tours, quiz = bool(offered) and Part.TOUR in layers, bool(park.quiz) and Part.QUIZ in layers
        self.verbs = ActionBar(theme, self.ask, tours=tours, quiz=quiz, parent=self)
        self.map = MiniMap(theme, park, self.do)
        self.map_plate = Surface(theme, Row(theme, self.map), elevation=1, padding=(6, 6, 6, 6), parent=self)
        open_link = open_in_browser if self.visit.mode.links else None
        self.article = Article(theme, park, self.do, open_link=open_link, parent=self)
        self.exhibit = ExhibitPanel(theme, park, self.do, parent=self)
        self.dock = Dock(theme, park, self.do, parent=self)
        self.search = Search(
            theme, park, self.do, on_go=self._go_to, on_close=lambda: self._move(0.0), parent=self
        )
        self.notice = Notice(theme, self)
        self.status = StatusLine(theme, self)
        self.sheet = Sheet(
            theme,
            lambda theme, parent: SheetPage(
                theme, park, usual=self._usual, wishes=wishes, do=self.do, on_close=self._close_sheet,
                picture=self._how_drawn, barred=self.visit.mode.barred, parent=parent,
            ),
            on_close=self._close_sheet,
            parent=self,
        )  # fmt: skip
        self._parts: dict[Part, Surface | Labels] = {
            Part.BREADCRUMB: self.breadcrumb, Part.ZONE_LIST: self.zone_list, Part.LEGEND: self.legend,
            Part.TOOLS: self.tools, Part.VERBS: self.verbs, Part.MAP: self.map_plate, Part.ARTICLE: self.article,
            Part.EXHIBIT: self.exhibit, Part.DOCK: self.dock, Part.SEARCH: self.search, Part.NOTICE: self.notice,
            Part.STATUS: self.status, Part.LABELS: self.labels,
        }  # fmt: skip
        if strange := {*Part} ^ {*self._parts, *LAYERS}:
            raise RuntimeError(f"neither a part nor a layer of the window: {strange}")
        ground = Ground(
            theme, park, self._stage, self.do, self.ask, self.tell, self.release_keys, self._arrange_anew,
            self._journal, self, self.viewport, self.checkpoint, offered, self._door,
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

    @property
    def plates(self) -> list[Surface]:
        """What lies on the picture."""
        notices: list[Surface] = [self._no_font] if self._no_font else []
        return [
            *notices,
            self.breadcrumb, self.zone_list, self.legend, self.tools, self.verbs, self.map_plate,
            self.article, self.exhibit, self.dock, self.search, self.search.keyboard, self.notice, self.status,
            *(plate for layer in self.layers for plate in layer.plates),
        ]  # fmt: skip

    def _label_at(self, position: QPointF) -> Sight | None:
        return self.labels.at(position)

    def _go_to(self, hit: Found) -> None:
        """Open the article at what was found."""
        self.article.reveal(hit.id)

    def _close_sheet(self) -> None:
        self.sheet.dismiss()

    def _show_parts(self) -> None:
        visit = self.visit
        parts = (
            self.breadcrumb, self.zone_list, self.legend, self.tools, self.map, self.article, self.exhibit,
            self.dock,
        )  # fmt: skip
        for part in parts:
            part.update_from(visit)
        for layer in self.layers:
            layer.update_from(visit)
        self._withhold()
        if self.legend.isVisible() and (visit.operating or self.zone_list.unfolded):
            self.ask("flows")
        self.search.update_from(visit)
        self.sheet.update_from(visit)
        self.notice.update_from(visit)
        zone, park = visit.open_zone, visit.park.title[visit.settings.language]
        language = visit.settings.language
        title = say("window.title", language, place=zone.title[language], park=park) if zone else park
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def _foresee(self, visit: Visit) -> bool:
        """Make a portion of what the visitor may ask for next; whether there was anything to make."""
        zone = visit.open_zone
        if zone is None or zone.exhibit is None or visit.operating:
            return False
        return self.dock.foresee(zone) or self.exhibit.foresee(zone)

    def _withhold(self) -> None:
        """Keep from sight what makes way for the mode or for a layer."""
        hidden = self.visit.mode.hidden.union(*(layer.hidden for layer in self.layers))
        if hidden != self._hidden:
            for part in hidden ^ self._hidden:
                for piece in self.pieces_of(part):
                    piece.withhold(part in hidden)
            self._hidden = hidden
            self._arranged_for = ()

    def pieces_of(self, part: Part) -> Sequence[Surface | Labels]:
        """What a part consists of; nothing for a layer that the mode does not have."""
        names = self.visit.mode.layers
        if part in LAYERS:
            return self.layers[names.index(part)].plates if part in names else ()
        return (self._parts[part],)

    def _move(self, dt_s: float) -> bool:
        """Let plates come and go; whether one is on its way.

        Where one is shown or hidden between two beats, 0 has it begin before it is painted there or gone.
        """
        sliding = self.motion.advance(dt_s, reduced=self._theme.less_motion)
        return self.veil.advance(dt_s) or sliding

    def _is_still(self) -> bool:
        """Whether neither the camera moves nor its last picture fades."""
        return not self.visit.moving and not self.viewport.fades

    # ---- where they stand

    def _room(self) -> Room:
        panel = 0
        if self.visit.zone and not (self.article.isHidden() and self.exhibit.isHidden()):
            panel = article_width_px(self._theme, self.width(), at_exhibit=self.visit.operating)
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
        named = zip(self.visit.mode.layers, self.layers, strict=True)
        for name, layer in reversed(list(named)):  # the uppermost takes its place first
            if name not in self._hidden:
                room = layer.arrange(room)
        self._left = room
        plates = arrange(room, self)
        self.labels.keep_clear_of(plates)
        self.part_labels.keep_clear_of(plates)
        self.viewport.cover([solid(p, self._theme) for p in plates])

    def _arrange_anew(self) -> None:
        self._arranged_for = ()
        self.hurry()

    # ---- how they are dressed

    def _wanted_theme(self) -> Theme:
        step = HEIGHT_STEP_PX
        height = max(round(self.height() / step) * step, self.visit.mode.least_px[1])
        hour = self.visit.daylight.goal
        ratio, profile = self.devicePixelRatioF(), self.visit.mode.profile
        return Theme.of(self.visit.settings, height, ratio, hour, profile, self.visit.park.languages)

    def _dress(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme_to_application(application, self._theme)
        language = self._theme.language
        self.viewport.setAccessibleName(say("window.scene", language))
        self.viewport.setAccessibleDescription(say("window.scene.hint", language))

    def _apply_theme(self) -> None:
        self._dress()
        pieces: list[Themed] = [
            self.viewport, self.labels, self.part_labels, self.map, *self.plates, self.sheet,
        ]  # fmt: skip
        waiting = [piece for piece in (self.sheet, self.legend) if piece.isHidden()]
        for piece in pieces:
            if piece not in waiting:
                piece.apply_theme(self._theme)
        for layer in self.layers:
            layer.apply_theme(self._theme)
        self.motion.settle()
        self.veil.settle()
        self._arranged_for = ()

    def _catch_up(self, piece: Themed) -> None:
        """Give the theme to what is about to be shown and was hidden when it changed: the large parts wait for that."""
        if piece.theme != self._theme:
            piece.apply_theme(self._theme)
