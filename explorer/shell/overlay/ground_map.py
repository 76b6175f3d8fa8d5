"""A map of the park: water, land, districts and zones, to press on, or to walk on with the arrow keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ...core.geometry import Vec2
from ...i18n.messages import say
from ...park.model import District, Park, Zone
from ...visit import Act, Hover, Open, Point, Visit
from ..style.theme import Theme
from ..widgets import KeyFocus, Themed
from ..widgets.paint import focus_ring

SHORE_M = 16.0  # how far the land reaches beyond the districts
REACH_PX = 22  # of a zone's dot, for the pointer
WATER = {"light": "#9FC3CB", "dark": "#232944", "contrast": "#000000"}
LAND = {"light": "#EDE5D6", "dark": "#3A3952", "contrast": "#000000"}


class GroundMap(KeyFocus, Themed, QWidget):
    """A map to press on: a first press on a dot points at the zone, a second one goes there."""

    def __init__(self, theme: Theme, park: Park, do: Callable[[Act], None], parent: QWidget | None = None):
        super().__init__(parent)
        self._park, self._do = park, do
        self._visit: Visit | None = None
        self._shown: tuple[object, ...] = ()
        self._hovered: str | None = None
        # what stays as it is while the visitor moves is painted once
        self._context: QPixmap | None = None
        self._ground_for = (QSize(), 1.0)
        self._dots: tuple[tuple[str | None, ...], QPixmap] | None = None
        corners = [p for d in park.districts for p in d.polygon_m]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        self._middle: Vec2 = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        self._extent: Vec2 = (max(xs) - min(xs) + 4 * SHORE_M, max(ys) - min(ys) + 4 * SHORE_M)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._context = self._dots = None
        self.setAccessibleName(say("map.name", theme.language))
        self.setAccessibleDescription(say("map.hint", theme.language))

    def update_from(self, visit: Visit) -> None:
        """Show where the visitor is."""
        shown = (visit.pose, visit.zone, visit.pointed, visit.hovered, visit.visited)
        self._visit = visit
        if shown != self._shown:
            self._shown = shown
            self.update()

    # ---- where is what

    @property
    def _scale(self) -> float:
        """Pixels in a metre."""
        return min(self.width() / self._extent[0], self.height() / self._extent[1])

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(
            self.width() / 2 + (x - self._middle[0]) * self._scale,
            self.height() / 2 - (y - self._middle[1]) * self._scale,
        )

    def position_of(self, zone: str) -> QPointF:
        """Where a zone's dot is, in this widget."""
        return self._at(*self._park.zones[zone].place.centre_m)

    def zone_at(self, position: QPointF) -> str | None:
        """The zone whose dot is nearest to a position, if one is near enough."""
        reach = self.theme.px(REACH_PX)
        near = [((self.position_of(zone) - position).manhattanLength(), zone) for zone in self._park.zones]
        away, zone = min(near)
        return zone if away <= reach else None

    # ---- pointer and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.zone_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def _hover(self, zone: str | None) -> None:
        if zone != self._hovered:
            self._hovered = zone
            self._do(Hover(zone))
            self.setCursor(Qt.CursorShape.PointingHandCursor if zone else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        zone = self.zone_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or self._visit is None or zone is None:
            return
        self._do(Open(zone) if self._visit.pointed == zone else Point(zone))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        directions = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        way = directions.get(Qt.Key(event.key()))
        if way is None or self._visit is None:
            super().keyPressEvent(event)
            return
        self._do(Point(self._next(self._visit.pointed or self._visit.zone, way)))

    def _next(self, zone: str | None, way: tuple[int, int]) -> str:
        """The nearest zone in a direction; the same again at the edge of the park."""
        if zone is None:
            return self._park.walk[0] if self._park.walk else next(iter(self._park.zones))
        here = self.position_of(zone)
        best, least = zone, float("inf")
        for other in self._park.zones:
            step = self.position_of(other) - here
            along = step.x() * way[0] + step.y() * way[1]
            aside = abs(step.x() * way[1]) + abs(step.y() * way[0])
            if along > 1 and along + 2.5 * aside < least:
                best, least = other, along + 2.5 * aside
        return best

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            zone = self.zone_at(QPointF(event.pos()))
            if zone is not None:
                QToolTip.showText(event.globalPos(), self._name(self._park.zones[zone]), self, QRect())
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _name(self, zone: Zone) -> str:
        return say("map.zone", self.theme.language, number=zone.number, title=zone.title[self.theme.language])

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), self.theme.px(12), self.theme.px(12))
        painter.setClipPath(frame)
        if self._context is None or self._ground_for != (self.size(), self.devicePixelRatioF()):
            self._ground_for = (self.size(), self.devicePixelRatioF())
            self._context, self._dots = self._drawn_ground(), None
        painter.drawPixmap(0, 0, self._context)
        if self._visit is not None:
            self._paint_on(painter, self._visit)
        if self.rings:
            focus_ring(painter, self.theme, QRectF(self.rect()), self.theme.px(12))

    def _paint_on(self, painter: QPainter, visit: Visit) -> None:
        """Paint what stands on the ground: the zones."""
        chosen = (visit.pointed, visit.hovered, visit.zone)
        if self._dots is None or self._dots[0] != chosen:
            dots = self._sheet(QColor(0, 0, 0, 0))
            on_sheet = QPainter(dots)
            on_sheet.setRenderHint(QPainter.RenderHint.Antialiasing)
            for zone in self._park.zones.values():
                self._paint_dot(on_sheet, zone, visit)
            on_sheet.end()
            self._dots = (chosen, dots)
        painter.drawPixmap(0, 0, self._dots[1])

    def _sheet(self, colour: QColor) -> QPixmap:
        """A picture as large as the map."""
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(colour)
        return made

    def _drawn_ground(self) -> QPixmap:
        """Water, land and districts."""
        theme = self.theme
        made = self._sheet(theme.colour(WATER[theme.look]))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        land = theme.colour(LAND[theme.look])
        round_join = Qt.PenJoinStyle.RoundJoin
        shore = QPen(
            land, 2 * SHORE_M * self._scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, round_join
        )
        edge = QPen(theme.colour("line"), shore.widthF() + 2 * theme.border_px)
        edge.setJoinStyle(round_join)
        shapes = [(district, self._polygon(district)) for district in self._park.districts]
        # a place that stands outside its district has an island of its own
        islands = [(self.position_of(z.id), max(z.place.footprint_m) / 2) for z in self._park.zones.values()]
        for pen in (edge, shore):
            painter.setPen(pen)
            painter.setBrush(land)
            for _, shape in shapes:
                painter.drawPolygon(shape)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pen.color())
            for middle, radius_m in islands:
                radius = radius_m * self._scale + (pen.widthF() - shore.widthF()) / 2
                painter.drawEllipse(middle, radius, radius)
        for district, shape in shapes:
            colour = theme.colour(theme.accent(district.accent).fill, 0.0 if theme.high_contrast else 0.20)
            painter.setPen(
                QPen(theme.colour("line"), theme.border_px) if theme.high_contrast else Qt.PenStyle.NoPen
            )
            painter.setBrush(colour)
            painter.drawPolygon(shape)
        painter.end()
        return made

    def _polygon(self, district: District) -> QPolygonF:
        return QPolygonF([self._at(x, y) for x, y in district.polygon_m])

    def _paint_dot(self, painter: QPainter, zone: Zone, visit: Visit) -> None:
        theme, at = self.theme, self.position_of(zone.id)
        chosen = zone.id in (visit.pointed, visit.hovered, visit.zone)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for radius, alpha in ((theme.px(14), 0.55), (theme.px(10), 1.0)):
                painter.setPen(QPen(theme.colour("focus", alpha), theme.px(2)))
                painter.drawEllipse(at, radius, radius)
        painter.setPen(QPen(theme.colour("halo"), theme.px(1.5)))
        painter.setBrush(theme.colour(theme.accent(zone.accent).fill))
        radius = theme.px(6 if chosen else 5)
        painter.drawEllipse(at, radius, radius)
