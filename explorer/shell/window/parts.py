"""Parts of the main window: creates them and its layers, updates them from a visit, themes, hides and slides them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit import Act, Operate, Settings, Visit
from ...visit.mode import Part
from ..app.checkpoint_file import CheckpointFile
from ..app.os_preferences import OsPreferences
from ..app.staff_exit import StaffExit
from ..error_screens import MissingFont
from ..event_log.event_log import EventLog
from ..exhibit import ExhibitPanel, PartLabels, PlaceCard, RunStrip, Signs
from ..exhibit.announcements import Announcements
from ..exhibit.parameters import grip_of
from ..exhibit.part_labels import PartRing
from ..input.keymap import Command
from ..input.pointer import Grip, HitResult
from ..overlay.labels import Labels
from ..overlay.messages import StatusLine, Toast
from ..panels.article.page import open_in_browser
from ..panels.article.panel import Article
from ..panels.legend import Legend
from ..panels.map_panel import MapPanel
from ..panels.search.search import Search
from ..panels.settings.sheet import Sheet, SheetPage
from ..panels.toolbars import ActionBar, Breadcrumb, Neighbours, Tools
from ..panels.zone_list import ZoneList
from ..pictures import Pictures
from ..viewport.presenter import COPY, Presenter
from ..viewport.scene_items import SceneItems
from ..viewport.viewport import Viewport
from ..widgets import Surface, Themed
from .appearance import apply_to_application, wanted_theme
from .layer import LayerContext
from .layers import LAYERS
from .openings import Openings
from .protocols import Stage
from .transitions import DialogFade, PanelTransitions
from .view_state import Views

if TYPE_CHECKING:
    from ...net.room.host import RoomHost
    from ..edit.editing import Edited
    from ..panels.settings.connect_rows import Connections


@dataclass(frozen=True, slots=True)
class Handlers:
    """Callbacks of the parts to the window."""

    # do, ask: take acts and commands
    do: Callable[[Act], None]
    ask: Callable[[Command], None]
    do_by_pointer: Callable[[Act], None]  # takes acts of the pointer in the view
    walk: Callable[[bool], bool]  # moves to the next zone or part, or the previous one; false past the end
    arrange_again: Callable[[], None]  # arranges everything again with the next frame
    release_keys: Callable[[], None]  # releases all held keys


class WindowParts(QWidget):
    """A window with all parts and layers of its mode, before any input.

    Attributes
    ----------
    visit : the visit shown.
    views : view state of the present visitor.
    hidden_parts : parts hidden by the mode or a layer.

    Parameters
    ----------
    size : initial size.
    usual : default settings of a visitor.
    """

    def __init__(
        self,
        visit: Visit,
        stage: Stage,
        handlers: Handlers,
        *,
        usual: Settings | None = None,
        preferences: OsPreferences | None = None,
        event_log: EventLog | None = None,
        presenter: Presenter = COPY,
        size: tuple[int, int] | None = None,
        staff_exit: StaffExit | None = None,
        checkpoint: CheckpointFile | None = None,
        room: RoomHost | None = None,
        edited: Edited | None = None,
        connections: Connections | None = None,
    ) -> None:
        super().__init__()
        if size is not None:
            self.resize(*size)  # before anything is built: at a wrong size it would be built twice
        self.visit, self.views, self.stage = visit, Views(), stage
        self.presenter, self.event_log = presenter, event_log or EventLog()
        self.checkpoint = checkpoint or CheckpointFile(None, visit.park, EventLog())
        self.font_warning: MissingFont | None = None
        self.hidden_parts: frozenset[Part] = frozenset()
        self._handlers = handlers
        self.pictures = Pictures()
        stage.take_pictures(self.pictures)
        self.theme = wanted_theme(self, visit)
        self.setMinimumSize(*visit.mode.least_px)
        self._build(usual or Settings(), preferences or OsPreferences(), connections)
        park, mode = visit.park, visit.mode
        self._context = LayerContext(
            self.theme, park, stage, handlers.do, handlers.ask, self.notify, handlers.release_keys,
            handlers.arrange_again, self.event_log, self, self.viewport, self.views, lambda: self.visit, self.checkpoint,
            mode.offered(park), staff_exit, room, edited, connections,
        )  # fmt: skip
        self.layers = [LAYERS[part](self._context) for part in mode.layers]
        apply_to_application(self.theme, self.viewport)

    def _build(self, usual: Settings, preferences: OsPreferences, connections: Connections | None) -> None:
        theme, park, mode, views = self.theme, self.visit.park, self.visit.mode, self.views
        do, ask, arrange_again = self._handlers.do, self._handlers.ask, self._handlers.arrange_again
        self.viewport: Viewport = Viewport(
            theme, self.stage, self._handlers.do_by_pointer, label_at=self._label_at,
            walk=self._handlers.walk, grip=self._grip, blits=self.presenter.name == "blit", parent=self,
        )  # fmt: skip
        self._scene_items = SceneItems(self.viewport, lambda: self.visit, do)
        self.viewport.items = self._scene_items
        self.labels: Labels = Labels(theme, self.stage, self.viewport)
        self.part_ring = PartRing(theme, self.stage, self.viewport)
        self.signs = Signs(theme, self.stage, self.viewport)
        self.part_labels = PartLabels(theme, self.stage, self.viewport)
        self.breadcrumb = Breadcrumb(theme, park, do, ask, self)
        self.zone_list = ZoneList(theme, park, do, views=views, parent=self)
        self.legend = Legend(theme, park, do, on_close=lambda: ask("flows"), views=views, parent=self)
        self.tools = Tools(theme, ask, views, self)
        tours = mode.offered(park) if Part.TOUR in mode.layers else ()
        quiz = bool(park.quiz) and Part.QUIZ in mode.layers
        self.action_bar = ActionBar(
            theme, park, do, ask, tours=tours, quiz=quiz,
            souvenirs=Part.SOUVENIR in mode.layers, parent=self,
        )  # fmt: skip
        self.map_panel = MapPanel(theme, park, do, on_close=lambda: ask("map"), views=views, parent=self)
        open_link = open_in_browser if mode.links else None
        plays = Part.SHOW_ME in mode.layers
        reads = Part.READ_ALOUD in mode.layers and mode.profile == "stand"
        on_read = partial(ask, "read aloud") if reads else None
        self.article = Article(
            theme, park, do, open_link=open_link, on_resize=arrange_again, views=views,
            on_show=self._show_exhibit if plays else None, on_read=on_read, parent=self,
        )  # fmt: skip
        self.neighbours = Neighbours(theme, park, do, self)
        self.place_card = PlaceCard(theme, do, views, on_read, self)
        self.exhibit = ExhibitPanel(
            theme,
            park,
            do,
            views=views,
            parent=self,
            on_show=partial(ask, "show me") if plays else None,
            pictures=self.pictures,
        )
        self.strip = RunStrip(theme, park, do, views=views, parent=self)
        self.search = Search(
            theme, park, do, on_go=lambda hit: self.article.reveal(hit.id),
            on_close=lambda: self.advance_transitions(0.0), views=views, parent=self,
        )  # fmt: skip
        self.toast = Toast(theme, views, self)
        self._announcements = Announcements(self.viewport)
        self._openings = Openings(
            self.viewport,
            lambda visit: self.place_card.heading if visit.operating else self.article.heading,
        )
        self.status = StatusLine(theme, self)
        self.sheet: Sheet = Sheet(
            theme,
            lambda theme, parent: SheetPage(
                theme, park, usual=usual, preferences=preferences, do=do, on_close=self.close_sheet,
                picture=lambda: self.how_drawn, barred=mode.barred,
                effects=self.stage.effects, connections=connections, is_for_staff=not mode.may_quit, parent=parent,
            ),
            on_close=self.close_sheet, views=views, parent=self,
        )  # fmt: skip
        self._parts: dict[Part, Surface | Labels] = {
            Part.BREADCRUMB: self.breadcrumb, Part.ZONE_LIST: self.zone_list, Part.LEGEND: self.legend,
            Part.TOOLS: self.tools, Part.ACTION_BAR: self.action_bar, Part.MAP: self.map_panel, Part.ARTICLE: self.article,
            Part.NEIGHBOURS: self.neighbours, Part.EXHIBIT: self.exhibit, Part.STRIP: self.strip,
            Part.PLACE: self.place_card, Part.SEARCH: self.search, Part.TOAST: self.toast,
            Part.STATUS: self.status, Part.LABELS: self.labels,
        }  # fmt: skip
        if strange := {*Part} ^ {*self._parts, *LAYERS}:
            raise RuntimeError(f"neither a part nor a layer of the window: {strange}")
        self._transitions = PanelTransitions(
            (
                (self.article, (1, 0)), (self.exhibit, (1, 0)), (self.strip, (0, 1)), (self.place_card, (0, -1)),
                (self.legend, (-1, 0)), (self.search, (0, 0)), (self.map_panel, (0, 0)),
            ),
            self.viewport.paint_under,
            self.viewport,
        )  # fmt: skip
        self.dialog_fade = DialogFade(self, self.sheet, self._is_still)

    def change_mode(self, visit: Visit, room: RoomHost | None = None) -> None:
        """Continue with a visit of another mode: layers of the former one alone end, those of the new one alone begin."""
        named = dict(zip(self.visit.mode.layers, self.layers, strict=True))
        self._context = replace(
            self._context, theme=self.theme, room=room, tours=visit.mode.offered(visit.park)
        )
        self.visit, self.hidden_parts = visit, frozenset()
        self.layers = [
            named.pop(part) if part in named else LAYERS[part](self._context) for part in visit.mode.layers
        ]
        for layer in named.values():
            layer.close()
            for surface in layer.surfaces:
                surface.hide()
                surface.deleteLater()
        tours = self._context.tours if Part.TOUR in visit.mode.layers else ()
        self.action_bar.offer(tours, souvenirs=Part.SOUVENIR in visit.mode.layers)
        for part in self._parts.values():
            part.suppress(False)
        for layer in self.layers:
            for surface in layer.surfaces:
                surface.suppress(False)
        self._handlers.arrange_again()

    def _show_exhibit(self) -> None:
        """Go to the exhibit of the open zone, and show it."""
        self._handlers.do(Operate())
        self._handlers.ask("show me")

    def _label_at(self, position: QPointF) -> HitResult | None:
        return self.labels.at(position) or self.signs.at(position)

    def _grip(self, part: str) -> Grip | None:
        return grip_of(self.visit, part, float(self.viewport.height()))

    @property
    def surfaces(self) -> list[Surface]:
        """The panels over the view."""
        notices: list[Surface] = [self.font_warning] if self.font_warning else []
        return [
            *notices,
            self.breadcrumb, self.zone_list, self.legend, self.tools, self.action_bar, self.neighbours,
            self.article, self.place_card, self.exhibit, self.strip, self.map_panel, self.search, self.search.keyboard,
            self.toast, self.status,
            *(surface for layer in self.layers for surface in layer.surfaces),
        ]  # fmt: skip

    def widgets_of(self, part: Part) -> Sequence[Surface | Labels]:
        """Widgets of a part; none for a layer that the mode does not have."""
        names = self.visit.mode.layers
        if part in LAYERS:
            return self.layers[names.index(part)].surfaces if part in names else ()
        return (self._parts[part],)

    def _suppress(self) -> bool:
        """Hide parts that a layer replaces; whether that has changed."""
        hidden = frozenset[Part]().union(*(layer.hidden for layer in self.layers))
        changed = hidden ^ self.hidden_parts
        for part in changed:
            for widget in self.widgets_of(part):
                widget.suppress(part in hidden)
        self.hidden_parts = hidden
        return bool(changed)

    def prepare_next(self, visit: Visit) -> bool:
        """Prepare a slice of what the visitor may ask for next; whether there was anything to do."""
        zone = visit.open_zone
        if zone is None or zone.exhibit is None:
            return False
        if visit.operating:
            return self.exhibit.preload_more()
        return self.strip.preload(zone) or self.exhibit.preload(zone)

    def advance_transitions(self, dt_s: float) -> bool:
        """Slide panels in and out; whether one is moving.

        For a panel shown or hidden between two frames, a step of 0 starts its slide before it is painted in its new state.
        """
        slides = self._transitions.advance(dt_s, reduced=self.theme.less_motion)
        return self.dialog_fade.advance(dt_s) or slides

    def _is_still(self) -> bool:
        """Whether the camera rests and no cross-fade is running."""
        return not self.visit.moving and not self.viewport.fades

    def follow_theme(self) -> bool:
        """Apply another theme if the visit or the window needs one; whether it does."""
        theme = wanted_theme(self, self.visit)
        if theme == self.theme:
            return False
        self.theme = theme
        apply_to_application(theme, self.viewport)
        widgets: list[Themed] = [
            self.viewport, self.labels, self.part_ring, self.signs, self.part_labels, *self.surfaces, self.sheet,
        ]  # fmt: skip
        waiting = [widget for widget in (self.sheet, self.legend) if widget.isHidden()]
        for widget in widgets:
            if widget not in waiting:
                widget.apply_theme(theme)
        for layer in self.layers:
            layer.apply_theme(theme)
        self._transitions.finish()
        self.dialog_fade.finish()
        return True

    def catch_up(self, widget: Themed) -> None:
        """Apply the theme to a widget about to be shown that was hidden when it changed: large parts wait for that."""
        if widget.theme != self.theme:
            widget.apply_theme(self.theme)

    def close_sheet(self) -> None:
        """Close the page of settings and keys."""
        self.sheet.dismiss()

    @property
    def how_drawn(self) -> Text:
        """What draws, how frames reach the screen, and why."""
        drawn, shown = self.stage.state, self.presenter.reason
        return Text("{drawn} · {shown}", drawn=drawn, shown=shown)

    def warn_of_missing_font(self) -> None:
        """Show above the park that no Chinese font was found, and how to get one."""
        if self.font_warning is None:
            self.font_warning = MissingFont(self.theme, self._handlers.arrange_again, parent=self)
        self.font_warning.show()
        self._handlers.arrange_again()

    # ---- display

    def update_parts(self) -> bool:
        """Update all parts from the visit; whether other parts hide now."""
        visit = self.visit
        parts = (
            self.breadcrumb, self.zone_list, self.legend, self.tools, self.action_bar, self.map_panel, self.article,
            self.neighbours, self.exhibit, self.strip, self.place_card,
        )  # fmt: skip
        for part in parts:
            part.update_from(visit)
        for layer in self.layers:
            layer.update_from(visit)
        others_hidden = self._suppress()
        if self.legend.isVisible() and (visit.operating or self.zone_list.unfolded):
            self._handlers.ask("flows")
        self.search.update_from(visit)
        self.sheet.update_from(visit)
        self.toast.update_from(visit)
        self._announcements.update_from(visit, self.exhibit)
        self._openings.update_from(visit)
        self._scene_items.update()
        self.status.setVisible(self.views.state.status_shown)
        zone, park = visit.open_zone, visit.park.title[visit.settings.language]
        language = visit.settings.language
        title = (
            tr(Text("{place} · {park}"), language, place=zone.title[language], park=park) if zone else park
        )
        if title != self.windowTitle():
            self.setWindowTitle(title)
        return others_hidden

    def notify(self, words: str, stays_s: float = Toast.STAYS_S) -> None:
        """Show a sentence at the foot of the view for a while."""
        self.toast.notify(words, self.visit.time_s, stays_s)
        self._handlers.arrange_again()
