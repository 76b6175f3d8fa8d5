"""The editing layer of a window: zones on the ground, views and stops, acts at an exhibit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRect

from ...base.geometry import Vec2
from ...editor import neighbours, tour_stops, zones
from ...editor.change import Change
from ...i18n import Text
from ...park.model import Tour
from ...visit import ForgetTour, LookFrom, Open, Operate, StartTour, Visit
from ...visit.exhibit_run import Running
from ...visit.mode import Part
from ..input.keymap import Command
from ..style.theme import Theme
from ..viewport.thumbnails import Thumbnails
from ..widgets import Surface, TextSurface
from ..window.layer import Layer, LayerContext
from ..window.layout import Room
from ..window.view_state import SceneTools
from .editing import Edited, Editing
from .ground_tool import GroundTool
from .overlay import GroundOverlay
from .tool_bar import KindsPanel, ToolBar, Tools, ToolState
from .tour_tools import RecordPanel, StopStrip, StopTools

NAME_PX = 52
"""Height of the place's name at the top left, in the design."""

LEAST_WORDS_PX = 560
"""Width beside an article from which the tools show words, in the design."""

HIDES = frozenset({Part.ACTION_BAR, Part.NEIGHBOURS, Part.MAP})


class SceneEditLayer(Layer):
    """Tools over the view. They change the document; their own state is in the view state.

    Parameters
    ----------
    edited : the edited scene.
    """

    def __init__(self, context: LayerContext, edited: Edited) -> None:
        theme, window = context.theme, context.window
        self._context = context
        self._visit: Visit = context.visit()
        self.editing = Editing(edited, context.notify, lambda: context.visit().settings.language)
        self._overlay = GroundOverlay(theme, context.viewport)
        self.tool = GroundTool(context, self.editing, self._overlay)
        self.tool.on_link = self._link
        self.tool.on_place = self._adopt
        self._ends: tuple[str, str] | None = None  # the zones whose link the next click removes
        self._thumbnails = Thumbnails(context.stage)
        tools = Tools(
            self._toggle_kinds,
            self._duplicate,
            self._remove,
            self._begin_link,
            self._set_view,
            self._toggle_stops,
        )
        self.bar = ToolBar(theme, self.editing.park, tools, window)
        self.kinds = KindsPanel(theme, self._add, window)
        self.strip = StopStrip(
            theme, self.editing.park, self._thumbnails,
            StopTools(
                self._choose_stop, self._add_stop, self._set_stop_view, lambda: self._move_stop(-1),
                lambda: self._move_stop(1), self._remove_stop, self._play, self._next_tour,
            ),
            window,
        )  # fmt: skip
        self.recorder = RecordPanel(theme, context.do, self._keep, self._set_view, window)

    @property
    def _about(self) -> SceneTools:
        """State of the tools."""
        return self._context.views.state.scene_tools

    def _turn_to(self, **about: Any) -> None:
        """Change the state of the tools."""
        views = self._context.views
        views.state = replace(views.state, scene_tools=replace(self._about, **about))
        self._context.arrange_again()

    def _do(self, changes: Sequence[Change], label: Text, message: Text | None = None, **about: Any) -> bool:
        """Make changes, with the tools in another state afterwards; whether they were made."""
        before = self._about
        self._turn_to(**about)  # first: the changes may replace this window by another
        if self.editing.do(changes, label, message):
            return True
        self._context.views.state = replace(self._context.views.state, scene_tools=before)
        return False

    # ---- what the window calls

    @property
    def surfaces(self) -> Sequence[Surface]:
        return (self.recorder, self.kinds, self.strip, self.bar)

    @property
    def hidden(self) -> frozenset[Part]:
        return HIDES if self._visit.playback is None else frozenset()

    @property
    def keys(self) -> Mapping[str, Command]:
        return {}

    @property
    def state(self) -> object:
        return (
            *((surface.isVisible(), surface.sizeHint()) for surface in self.surfaces), self._visit.playback is None,
        )  # fmt: skip

    def apply_theme(self, theme: Theme) -> None:
        self._context = replace(self._context, theme=theme)
        self._overlay.apply_theme(theme)

    def update_from(self, visit: Visit) -> None:
        self._visit = visit
        self._overlay.setGeometry(self._context.viewport.rect())
        self.tool.update_from(visit)
        park, zone = self.editing.park, self.tool.zone
        plays, operates = visit.playback is not None, visit.operating
        self.bar.show_state(
            park,
            ToolState(
                zone, zone is not None and not self.editing.may_move(zone), self.tool.link_from is not None,
                visit.zone, self._about.adds, self._about.stops_shown,
            ),
        )  # fmt: skip
        self.bar.setVisible(not plays and not operates)
        self.kinds.setVisible(self._about.adds and not plays and not operates)
        tour = self._shown_tour()
        if self._about.stops_shown:
            self.strip.show_tour(park, tour, self._stop, len(self._tours()))
        self.strip.setVisible(self._about.stops_shown and not plays and not operates)
        self.recorder.update_from(visit)

    def advance(self, dt_s: float) -> bool:
        if self._about.stops_shown and self._visit.toured is not None:
            self._context.do(ForgetTour())  # the strip guides instead, and would cover the prompt of the tour
        busy = self.tool.advance(dt_s)
        busy = self.recorder.advance() or busy
        if self._about.stops_shown and self._visit.playback is None:
            busy = self._thumbnails.advance(dt_s, self._visit) or busy
        return busy

    def answers(self, command: Command, visit: Visit) -> bool:
        if command == "close" and (self._about.adds or self.tool.link_from is not None):
            self.tool.link_from = None
            self._turn_to(adds=False)
            return True
        return False

    def arrange(self, room: Room) -> Room:
        """Place the tools at the foot, above them the stops and then the buildings; the recorder at the top."""
        if self.recorder.isVisible():
            _place_top(room, self.recorder)
        if self.bar.isHidden():
            return room
        is_short = room.free_px < room.theme.px(LEAST_WORDS_PX) * room.theme.text
        self.bar.shorten(is_short)
        self.strip.shorten(is_short)
        room = above = _place_foot(room, self.bar)
        for surface in (self.strip, self.kinds):  # they come and go; the view under the pointer must not move
            if surface.isVisible():
                above = _place_foot(above, surface)
        return room

    # ---- zones

    def _toggle_kinds(self) -> None:
        self._turn_to(adds=not self._about.adds, stops_shown=False)

    def _add(self, kind: str) -> None:
        x, y, _ = self._visit.pose.target
        id, changes = zones.added(self.editing.document, (x, y), kind)
        self._do(changes, Text("Add a zone"), adds=False, zone=id)

    def _adopt(self, place: Vec2) -> bool:
        """While a building is added: make the neighbour that was clicked a zone."""
        if not self._about.adds:
            return False
        number = neighbours.neighbour_at(self.editing.park, self._visit.pose.eye, place)
        if number is None:
            return False
        id, changes = neighbours.adopted(self.editing.document, number)
        message = Text("The neighbour belongs to the park now. Write its title and texts in the form.")
        self._do(changes, Text("Take a neighbour into the park"), message, adds=False, zone=id)
        return True

    def _duplicate(self) -> None:
        if (zone := self.tool.zone) is not None:
            id, changes = zones.duplicate(self.editing.document, zone)
            title = self.editing.park.zones[zone].title
            self._do(changes, Text("Duplicate {title}", title=title), zone=id)

    def _remove(self) -> None:
        if (zone := self.tool.zone) is None:
            return
        title = self.editing.park.zones[zone].title
        kept = neighbours.returned(self.editing.document, zone)
        changes = [*kept, *zones.removed(self.editing.document, zone)]
        self._do(changes, Text("Remove {title}", title=title), zone=None)

    def _begin_link(self) -> None:
        self.tool.link_from = None if self.tool.link_from else self.tool.zone
        self._ends = None
        self._context.arrange_again()

    def _link(self, zone: str, other: str) -> None:
        """Link two zones; an existing link is removed only by a second click."""
        park = self.editing.park

        def words(text: Text) -> Text:
            return text.having(title=park.zones[zone].title, other=park.zones[other].title)

        ends, self._ends = self._ends, None
        if not zones.are_linked(park, zone, other):
            changes = zones.linked(park, self.editing.document.value, zone, other)
            message = Text("Linked. In the form of {title}, write what goes to {other}.")
            self.editing.do(changes, words(Text("Link {title} and {other}")), words(message))
        elif ends == (zone, other):
            changes = zones.unlinked(self.editing.document, zone, other)
            message = Text("The link between {title} and {other} is removed. Undo brings it back.")
            self.editing.do(changes, words(Text("Unlink {title} and {other}")), words(message))
        else:
            self._ends = (zone, other)
            self.tool.link_from = zone  # one more click removes it
            message = Text("{title} and {other} are linked already. Click {other} again to remove the link.")
            self.editing.say(words(message))

    # ---- views

    def _set_view(self) -> None:
        """Make the present camera the view of the open zone, or the overview."""
        visit, written = self._visit, self.editing.document.value
        if (zone := visit.open_zone) is not None:
            side: tour_stops.Side = "exhibit" if visit.operating else "front"
            changes = tour_stops.zone_view(written, zone.id, side, visit.pose)
            label = Text("View of {title}", title=zone.title)
        else:
            changes = tour_stops.park_view(written, self.editing.park.start, visit.pose)
            label = Text("Overview")
        self._do(changes, label, Text("The view is set: this is how visitors will see it."))

    # ---- stops

    def _tours(self) -> tuple[Tour, ...]:
        return tour_stops.written_tours(self.editing.park, self.editing.document.value)

    def _shown_tour(self) -> Tour | None:
        tours = self._tours()
        return next((tour for tour in tours if tour.id == self._about.tour), tours[0] if tours else None)

    @property
    def _tour(self) -> str | None:
        tour = self._shown_tour()
        return tour.id if tour is not None else None

    @property
    def _stop(self) -> int:
        """Number of the chosen stop in the tour shown."""
        tour = self._shown_tour()
        return min(self._about.stop, len(tour.stops) - 1) if tour is not None else 0

    def _toggle_stops(self) -> None:
        self._turn_to(stops_shown=not self._about.stops_shown, adds=False)

    def _choose_stop(self, number: int) -> None:
        """Choose a stop, and fly to its view."""
        tour = self._shown_tour()
        if tour is None:
            return
        self._turn_to(stop=number)
        stop, park = tour.stops[number], self._visit.park
        if stop.zone is not None and stop.zone in park.zones:
            self._context.do(Open(stop.zone))
            if stop.at == "exhibit":
                self._context.do(Operate())
        elif stop.view in park.views:
            self._context.do(LookFrom(stop.view))

    def _add_stop(self) -> None:
        visit, tour = self._visit, self._shown_tour()
        at = self._stop + 1 if tour is not None else 0
        id, changes = tour_stops.stop_added(
            self.editing.park, self.editing.document.value, self._tour, at, visit.pose, visit.zone,
            at_exhibit=visit.operating,
        )  # fmt: skip
        self._do(changes, Text("Add a stop"), tour=id, stop=at)

    def _set_stop_view(self) -> None:
        if (tour := self._tour) is not None:
            changes = tour_stops.stop_view(
                self.editing.park, self.editing.document.value, tour, self._stop, self._visit.pose
            )
            self.editing.do(changes, Text("View of a stop"))

    def _move_stop(self, by: int) -> None:
        if (tour := self._tour) is not None:
            to = self._stop + by
            changes = tour_stops.stop_moved(self.editing.document.value, tour, self._stop, to)
            if changes:
                self._do(changes, Text("Move a stop"), stop=to)

    def _remove_stop(self) -> None:
        if (tour := self._tour) is not None:
            changes = tour_stops.stop_removed(self.editing.document.value, tour, self._stop)
            self.editing.do(changes, Text("Remove a stop"))

    def _next_tour(self) -> None:
        ids = [tour.id for tour in self._tours()]
        if (tour := self._tour) in ids:
            self._turn_to(tour=ids[(ids.index(tour) + 1) % len(ids)], stop=0)

    def _play(self) -> None:
        """Play the tour from the chosen stop, as the window shows it."""
        shown = self._visit.park.tours.get(self._tour or "")
        if shown is not None:
            self._context.do(StartTour(shown.id, min(self._stop, len(shown.stops) - 1)))

    # ---- acts

    def _keep(self, run: Running) -> bool:
        """Write a recorded run into the chosen stop if it is at this exhibit, else into a new one."""
        visit, park, written = self._visit, self.editing.park, self.editing.document.value
        tour = self._shown_tour()
        at, label = self._stop, Text("Record acts")
        stop = tour.stops[at] if tour is not None else None
        if tour is None or stop is None or stop.zone != visit.zone or stop.at != "exhibit":
            at = at + 1 if tour is not None else 0
            id, changes = tour_stops.stop_added(
                park, written, self._tour, at, visit.pose, visit.zone, at_exhibit=True
            )
            changes = tour_stops.with_acts(changes, at, run)
        else:
            id, changes = tour.id, tour_stops.recorded(written, tour.id, at, run)
        message = Text("The acts are kept in stop {number} of the tour.", number=at + 1)
        return self._do(changes, label, message, tour=id, stop=at)


def _place_foot(room: Room, surface: TextSurface) -> Room:
    """Centre a panel at the foot; return the room above it."""
    width = min(surface.wanted_size.width(), room.free_px - 2 * room.margin)
    height = surface.wanted_height(width)
    surface.place(QRect((room.free_px - width) // 2, room.bottom_px - height, width, height))
    return replace(room, foot_px=room.foot_px + height + room.gap)


def _place_top(room: Room, surface: TextSurface) -> None:
    """Place a panel at the left, below the name of the place."""
    width = min(surface.wanted_size.width(), room.free_px - 2 * room.margin)
    height = surface.wanted_height(width)
    top = room.top_px + max(room.theme.px(NAME_PX), 2 * room.theme.line_px("title")) + room.gap
    surface.place(QRect(room.margin, top, width, height))
