"""Moves, turns and sizes zones by pointer, touch and keys; it filters the events of the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import hypot

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QEventPoint, QKeyEvent, QMouseEvent, QTouchEvent

from ...base.geometry import Vec2
from ...base.protocols import Displaced
from ...editor.placing import (
    LARGE_STEP_M,
    STEP_DEG,
    STEP_M,
    Drag,
    Handle,
    Limits,
    displaced,
    nudged,
    turned,
)
from ...editor.snapping import Guide, nearest_gap
from ...i18n import Text
from ...park.checks.standing import Misplaced
from ...park.plots import Plot, plot_of
from ...visit import Close, Open, Visit
from ..input.pointer import CLICK_PX, TOUCH_PX
from ..viewport.viewport import Viewport
from ..window.layer import LayerContext
from .editing import Editing
from .overlay import GroundOverlay, GroundView, Shown

SNAP_PX = 11.0
LEAST_REACH_M, MOST_REACH_M = 0.6, 6.0
"""Limits of the snap distance, which is constant in pixels."""

KEYS_REST_S = 0.8
"""Pause after which steps of keys are written as one change."""

ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip
TURNS = {"[": -STEP_DEG, "]": STEP_DEG}
CURSORS = {
    "body": Qt.CursorShape.SizeAllCursor, "turn": Qt.CursorShape.OpenHandCursor,
}  # fmt: skip


class GroundTool(QObject):
    """Edits the zone chosen in the view, by pointer and keys.

    Attributes
    ----------
    link_from : the zone from which a link is drawn; the next zone clicked is its other end, for `on_link`.
    on_place : takes the place on the ground under a click that meets no zone; returns whether it was used.
    """

    def __init__(self, context: LayerContext, editing: Editing, overlay: GroundOverlay) -> None:
        super().__init__(context.viewport)
        self._do, self._hurry = context.do, context.arrange_again
        self._viewport: Viewport = context.viewport
        self._stage, self._now, self._views = context.stage, context.visit, context.views
        self._editing, self._overlay = editing, overlay
        self._visit: Visit = context.visit()
        self._pressed: QPointF | None = None  # position of a press that may become a drag or a click
        self._grabbed: Handle | None = None  # the handle under that press
        self._drag: Drag | None = None
        self._plot: Plot | None = None  # the moved zone at its present place
        self._guides: tuple[Guide, ...] = ()
        self._touches = False
        self._keys_s: float | None = None  # time since the last key step not yet written
        self._hovered: Handle | None = None
        self.link_from: str | None = None
        self.on_link: Callable[[str, str], None] = lambda zone, other: None
        self.on_place: Callable[[Vec2], bool] = lambda place: False
        context.viewport.installEventFilter(self)

    # ---- selection

    @property
    def zone(self) -> str | None:
        """The edited zone: the one chosen in the view, else the open one."""
        visit = self._visit
        if visit.operating or visit.playback is not None:
            return None
        zone = self._chosen or visit.zone
        return zone if zone in self._editing.plots else None

    @property
    def _chosen(self) -> str | None:
        return self._views.state.scene_tools.zone

    def choose(self, zone: str | None) -> None:
        """Choose a zone, or none."""
        self._write_steps()
        self._hovered, state = None, self._views.state
        self._views.state = replace(state, scene_tools=replace(state.scene_tools, zone=zone))
        self._hurry()

    # ---- time

    def update_from(self, visit: Visit) -> None:
        """Draw the chosen zone as the camera now sees it."""
        self._visit = visit
        zone = self.zone
        if self._plot is not None and self._plot.zone != zone and self._drag is None:
            self._write_soon()
        view = self._view() if zone is not None else None
        self._stage.displace(self._displaced())
        self._overlay.show_zone(self._shown(zone) if zone is not None else None, view)

    def advance(self, dt_s: float) -> bool:
        """Advance the clock; whether steps of keys are still to be written."""
        if self._keys_s is not None:
            self._keys_s += dt_s
            if self._keys_s >= KEYS_REST_S:
                self._write_soon()
        if self._hovered is not None or self._drag is not None:
            handle = self._drag.handle if self._drag is not None else self._hovered
            shape = CURSORS.get(handle or "body", Qt.CursorShape.CrossCursor)
            if self._drag is not None and shape == Qt.CursorShape.OpenHandCursor:
                shape = Qt.CursorShape.ClosedHandCursor
            self._viewport.setCursor(shape)
        return self._keys_s is not None

    def _view(self) -> GroundView:
        viewport = self._viewport
        return GroundView.of(self._stage, self._now().pose, float(viewport.width()), float(viewport.height()))

    def _shown(self, zone: str) -> Shown:
        editing = self._editing
        plot = self._plot if self._plot is not None and self._plot.zone == zone else editing.plots[zone]
        is_fixed = not editing.may_move(zone)
        moves = self._drag is not None or self._keys_s is not None
        faults = () if is_fixed else tuple(_words(fault, editing) for fault in editing.misplaced(plot))
        return Shown(
            plot,
            editing.park.zones[zone].place.height_m,
            others=editing.others(zone) if moves else (),
            held=self._drag.handle if self._drag is not None else self._hovered,
            is_to_come=zone not in self._visit.park.zones,
            guides=self._measured(plot) if moves else (),
            figures=self._figures(plot) if moves else None,
            faults=faults,
            is_fixed=is_fixed,
        )

    def _displaced(self) -> tuple[Displaced, ...]:
        """Zones whose place in the view differs from the scene: dragged, or still being made."""
        standing, plots = self._visit.park.zones, dict(self._editing.plots)
        if self._plot is not None:
            plots[self._plot.zone] = self._plot
        found = [displaced(plot_of(standing[id]), plot) for id, plot in plots.items() if id in standing]
        return tuple(row for row in found if row is not None)

    def _measured(self, plot: Plot) -> tuple[Guide, ...]:
        """Guides it has snapped to, and its distance from the nearest other zone."""
        measures = any(guide.distance_m is not None for guide in self._guides)
        others = self._editing.others(plot.zone)
        measures = measures or any(plot.shared_m2(other) > 0 for other in others)
        gap = None if measures else nearest_gap(plot, others)
        return self._guides if gap is None or not gap.distance_m else (*self._guides, gap)

    def _figures(self, plot: Plot) -> Text:
        handle = self._drag.handle if self._drag is not None else "body"
        if handle == "turn":
            return Text("faces {heading_deg:.0f}°", heading_deg=plot.heading_deg)
        if handle != "body":
            return Text("{wide:g} × {deep:g} m", wide=plot.size_m[0], deep=plot.size_m[1])
        before = self._editing.plots[plot.zone]
        away_m = hypot(plot.centre_m[0] - before.centre_m[0], plot.centre_m[1] - before.centre_m[1])
        if away_m < 0.005 and plot.heading_deg != before.heading_deg:
            return Text("faces {heading_deg:.0f}°", heading_deg=plot.heading_deg)
        return Text("moved {away_m:.1f} m", away_m=away_m)

    # ---- a drag

    def _begin(self, at: QPointF) -> None:
        zone, handle = self.zone, self._grabbed
        if zone is None or handle is None:
            return
        self._write_steps()
        place = self._view().place(at.x(), at.y())
        if place is None:
            return
        plot = self._editing.plots[zone]
        self._drag = Drag(plot, handle, place, Limits.of(self._editing.park.zones[zone]))
        self._plot, self._guides = plot, ()
        self._viewport.pointer.leave()

    def _follow(self, at: QPointF, *, free: bool) -> None:
        drag, zone = self._drag, self.zone
        if drag is None or zone is None:
            return
        view = self._view()
        place = view.place(at.x(), at.y())
        if place is None:
            return
        reach = min(max(view.metres(drag.plot.centre_m, SNAP_PX), LEAST_REACH_M), MOST_REACH_M)
        site = self._editing.park.site
        snapped = drag.at(
            place, self._editing.others(zone), site.roads if site else (), free=free, reach_m=reach
        )
        self._plot, self._guides = snapped.plot, snapped.guides
        self._hurry()

    def _drop(self) -> None:
        """Write the place where the zone was dropped."""
        drag, plot = self._drag, self._plot
        self._end()
        if drag is None or plot is None or plot == drag.plot:
            return
        self._editing.place(plot, self._label(plot, drag.handle))

    def cancel(self) -> bool:
        """Return the zone to the start of the drag; whether there was one."""
        was = self._drag is not None or self._keys_s is not None
        self._end()
        return was

    def _end(self) -> None:
        self._drag, self._plot, self._guides, self._grabbed, self._pressed = None, None, (), None, None
        self._keys_s = None
        self._hurry()

    def _label(self, plot: Plot, handle: Handle) -> Text:
        words = {"body": MOVE, "turn": TURN}.get(handle, SIZE)
        return words.having(title=self._editing.park.zones[plot.zone].title)

    # ---- keys

    def _step(self, change: Callable[[Plot], Plot]) -> bool:
        """Change the chosen zone by a key step; whether there is a zone that may be moved."""
        zone = self.zone
        if zone is None or self._drag is not None:
            return False
        if not self._editing.may_move(zone):
            self._editing.say(FIXED)
            return True
        plot = self._plot if self._plot is not None and self._plot.zone == zone else self._editing.plots[zone]
        self._plot, self._keys_s = change(plot), 0.0
        self._hurry()
        return True

    def _write_soon(self) -> None:
        """Write the steps after this frame: a change may replace this window by another."""
        QTimer.singleShot(0, self, self._write_steps)

    def _write_steps(self) -> None:
        """Write the key steps."""
        if self._keys_s is None or self._plot is None:
            return
        plot, before = self._plot, self._editing.plots.get(self._plot.zone)
        self._end()
        if before is not None and plot != before:
            turned_only = plot.centre_m == before.centre_m
            self._editing.place(plot, self._label(plot, "turn" if turned_only else "body"))

    def _key(self, event: QKeyEvent) -> bool:
        key, azimuth = Qt.Key(event.key()), self._now().pose.azimuth_deg
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            if self.cancel():
                return True
            if self.link_from is not None:
                self.link_from = None
                self._hurry()
                return True
            if self._chosen is not None:
                self.choose(None)
                return True
            return False
        large = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key in ARROWS and (large or modifiers == Qt.KeyboardModifier.NoModifier):
            right, ahead = ARROWS[key]
            step = LARGE_STEP_M if large else STEP_M
            return self._step(lambda plot: nudged(plot, right, ahead, step, azimuth))
        if event.text() in TURNS:
            by_deg = TURNS[event.text()]
            return self._step(lambda plot: turned(plot, by_deg))
        return False

    # ---- events of the view

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._visit.operating or self._visit.playback is not None:
            return False
        if isinstance(event, QTouchEvent):
            return self._touched(event)
        if isinstance(event, QKeyEvent):
            return kind == QEvent.Type.KeyPress and self._key(event)
        if isinstance(event, QMouseEvent):
            match kind:
                case QEvent.Type.MouseButtonPress:
                    return self._press(event.position(), event.button(), touch=False)
                case QEvent.Type.MouseMove:
                    return self._move(event.position(), event.modifiers(), touch=False)
                case QEvent.Type.MouseButtonRelease:
                    return self._release(event.position())
                case QEvent.Type.MouseButtonDblClick:
                    return self._double(event.position())
        return False

    def _press(self, at: QPointF, button: Qt.MouseButton, *, touch: bool) -> bool:
        if button != Qt.MouseButton.LeftButton:
            self.cancel()
            return False
        self._pressed, self._grabbed = at, self._handle_at(at, touch=touch)
        if self._grabbed is None:
            return False  # the drag may turn the camera
        if not touch:
            self._viewport.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._grabbed != "body":
            self._begin(at)
        return True

    def _move(self, at: QPointF, modifiers: Qt.KeyboardModifier, *, touch: bool) -> bool:
        if self._pressed is None:
            hovered = self._handle_at(at, touch=False)
            if hovered != self._hovered:
                self._hovered = hovered
                self._hurry()
            if hovered is None:
                return False
            self._viewport.pointer.leave()  # the card of the zone would cover its handles
            return True
        if self._drag is None and self._grabbed is not None:
            if _apart(at, self._pressed) <= (TOUCH_PX if touch else CLICK_PX):
                return True
            self._begin(self._pressed)
        if self._drag is None:
            return self._grabbed is not None
        self._follow(at, free=bool(modifiers & Qt.KeyboardModifier.AltModifier))
        return True

    def _release(self, at: QPointF, least_px: float = CLICK_PX) -> bool:
        pressed, grabbed, self._pressed = self._pressed, self._grabbed, None
        if self._drag is not None:
            self._drop()
            return True
        self._grabbed = None
        if pressed is None:
            return False
        if _apart(at, pressed) > least_px:
            return grabbed is not None
        self._viewport.pointer.cancel()
        if grabbed is None:
            self._click(at)
        return True

    def _click(self, at: QPointF) -> None:
        """Choose the clicked zone; if a link was begun, end it there."""
        zone = self._viewport.zone_at(at)
        begun, self.link_from = self.link_from, None
        if begun is not None and zone is not None and zone != begun:
            self.on_link(begun, zone)
        elif zone is None and (place := self._view().place(at.x(), at.y())) and self.on_place(place):
            return
        elif zone is None and self._chosen is None and self._visit.zone is not None:
            self._do(Close())
        else:
            self.choose(zone)
        self._hurry()

    def _double(self, at: QPointF) -> bool:
        zone = self._viewport.zone_at(at)
        if zone is None:
            return False
        self.cancel()
        self.choose(zone)
        self._do(Open(zone))
        return True

    def _touched(self, event: QTouchEvent) -> bool:
        points = event.points()
        if event.type() == QEvent.Type.TouchCancel or len(points) != 1:
            if self._touches:
                self.cancel()
            mine, self._touches, self._pressed = self._touches, False, None
            return mine and event.type() != QEvent.Type.TouchBegin
        at = points[0].position()
        if event.type() == QEvent.Type.TouchBegin:
            self._touches = self._press(at, Qt.MouseButton.LeftButton, touch=True)
            if self._touches:
                event.accept()
            return self._touches
        if event.type() == QEvent.Type.TouchEnd or points[0].state() == QEventPoint.State.Released:
            self._touches = False
            return self._release(at, TOUCH_PX)
        return self._move(at, Qt.KeyboardModifier.NoModifier, touch=True) and self._touches

    # ---- hit tests

    def _handle_at(self, at: QPointF, *, touch: bool) -> Handle | None:
        """The handle under the pointer, or the body of the chosen zone."""
        zone = self.zone
        if zone is None or not self._editing.may_move(zone):
            return None
        theme = self._overlay.theme
        reach = theme.target_px * 0.6 if touch else max(theme.px(14), 12)
        places = {handle: p for handle, p in self._overlay.handle_places().items() if handle != "body"}
        near = [(d, handle) for handle, p in places.items() if (d := _apart(at, p)) <= reach]
        if near:
            return min(near)[1]
        return "body" if self._viewport.zone_at(at) == zone or self._is_within(at, zone) else None

    def _is_within(self, at: QPointF, zone: str) -> bool:
        """Whether a position is inside a zone's footprint."""
        place = self._view().place(at.x(), at.y())
        if place is None:
            return False
        plot = self._editing.plots[zone]
        x, y = plot.local(place)
        return abs(x) <= plot.size_m[0] / 2 and abs(y) <= plot.size_m[1] / 2


MOVE, TURN, SIZE = Text("Move {title}"), Text("Turn {title}"), Text("Resize {title}")
FIXED = Text("Baked: this building moves only with another bake.")


def _words(fault: Misplaced, editing: Editing) -> Text:
    """A fault of a zone's place, in one plain line."""
    match fault.kind:
        case "overlap":
            return Text("overlaps {title}", title=editing.park.zones[fault.other].title)
        case "road":
            return Text("stands in a road")
        case "water":
            return Text("stands in the water")
        case "far":
            return Text("too far from all other zones")
        case "outside":
            return Text("outside the park")


def _apart(a: QPointF, b: QPointF) -> float:
    return hypot(a.x() - b.x(), a.y() - b.y())
