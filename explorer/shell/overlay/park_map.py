"""The map of the park, with names, visited and tried zones, and the visitor's position; for pointer and arrow keys."""

from __future__ import annotations

from collections.abc import Callable
from math import atan, cos, radians, sin, tan

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
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
    QRadialGradient,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ...base.geometry import Pose, Vec2
from ...i18n import Text, tr
from ...park.model import District, Park, Zone
from ...visit import Act, Hover, Open, Point, Visit
from ..style.theme import Theme
from ..widgets import KeyFocus, Themed, as_tool_tip, paint
from .label_places import DistrictName, beside_the_land
from .painting import LabelPainter
from .placement import Box, Surroundings, first_free

SHORE_M = 16.0  # width of land beyond the districts
REACH_PX = 22  # hit radius of a zone's dot
WATER = {"light": "#9FC3CB", "dark": "#232944", "contrast": "#000000"}
LAND = {"light": "#EDE5D6", "dark": "#3A3952", "contrast": "#000000"}


class ParkMap(KeyFocus, Themed, QWidget):
    """An interactive map.

    Parameters
    ----------
    at_once : whether a press goes to the zone; otherwise a first press points at it, and a second one goes there.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Callable[[Act], None],
        *,
        at_once: bool = False,
    ):
        super().__init__()
        self._park, self._do, self._at_once = park, do, at_once
        self._looks = LabelPainter(theme, self.width)
        self._names: dict[str, Box] = {}
        self._districts: list[DistrictName] = []
        self._visit: Visit | None = None
        self._shown: tuple[object, ...] = ()
        self._hovered: str | None = None
        # the layers that do not change while the visitor moves are painted once
        self._context: QPixmap | None = None
        self._ground_for = (QSize(), 1.0)
        self._signs: tuple[tuple[object, ...], QPixmap] | None = None
        corners = [p for d in park.districts for p in d.polygon_m]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        self._middle: Vec2 = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        self._extent: Vec2 = (max(xs) - min(xs) + 4 * SHORE_M, max(ys) - min(ys) + 4 * SHORE_M)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._looks.theme = theme
        self._context = self._signs = None
        self.setAccessibleName(tr(Text("Map of the park"), theme.language))
        self.setAccessibleDescription(
            tr(Text("Arrow keys move through the zones, Enter visits one"), theme.language)
        )

    def update_from(self, visit: Visit) -> None:
        """Show where the visitor is."""
        shown = (visit.pose, visit.zone, visit.pointed, visit.hovered, visit.visited, visit.tried)
        self._visit = visit
        if shown != self._shown:
            self._shown = shown
            self.update()

    # ---- geometry

    @property
    def _scale(self) -> float:
        """Pixels per metre."""
        return min(self.width() / self._extent[0], self.height() / self._extent[1])

    @property
    def shape(self) -> QSize:
        """The proportions of the park, one pixel per metre."""
        return QSize(round(self._extent[0]), round(self._extent[1]))

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(
            self.width() / 2 + (x - self._middle[0]) * self._scale,
            self.height() / 2 - (y - self._middle[1]) * self._scale,
        )

    def position_of(self, zone: str) -> QPointF:
        """Position of a zone's dot in this widget."""
        return self._at(*self._park.zones[zone].place.centre_m)

    def zone_at(self, position: QPointF) -> str | None:
        """The zone whose number is nearest to a position, within reach, or whose name is there."""
        named = next((id for id, box in self._names.items() if box.holds(position.x(), position.y())), None)
        if named is not None:
            return named
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
        self._do(Open(zone) if self._at_once or self._visit.pointed == zone else Point(zone))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Point at the next zone in the direction of an arrow key.

        Qt moves between widgets only, and zones are painted.
        """
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
        """The nearest zone in a direction; the same one at the edge of the park."""
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
                words = as_tool_tip(self._name(self._park.zones[zone]))
                QToolTip.showText(event.globalPos(), words, self, QRect())
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _name(self, zone: Zone) -> str:
        return tr(
            Text("{number}  {title}"),
            self.theme.language,
            number=zone.number,
            title=zone.title[self.theme.language],
        )

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), self.theme.px(12), self.theme.px(12))
        painter.setClipPath(frame)
        if self._context is None or self._ground_for != (self.size(), self.devicePixelRatioF()):
            self._ground_for = (self.size(), self.devicePixelRatioF())
            self._context, self._signs = self._drawn_ground(), None
        painter.drawPixmap(0, 0, self._context)
        if self._visit is not None:
            self._paint_view(painter, self._visit.pose)
            self._paint_signs(painter, self._visit)
            self._paint_visitor(painter, self._visit.pose)
        if self.rings:
            paint.focus_ring(painter, self.theme, QRectF(self.rect()), self.theme.px(12))

    def _paint_signs(self, painter: QPainter, visit: Visit) -> None:
        """Paint numbers, names, and the marks of visited and tried zones."""
        state = (visit.pointed, visit.hovered, visit.zone, visit.visited, visit.tried)
        if self._signs is None or self._signs[0] != state:
            sheet = paint.sheet(self.size(), self.devicePixelRatioF())
            on_sheet = QPainter(sheet)
            on_sheet.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._place_names()
            for name in self._districts:
                self._paint_district(on_sheet, name)
            for zone in self._park.zones.values():
                self._paint_zone(on_sheet, zone, visit)
            on_sheet.end()
            self._signs = (state, sheet)
        painter.drawPixmap(0, 0, self._signs[1])

    def _number_box(self, zone: Zone) -> Box:
        at, side = self.position_of(zone.id), self._looks.number_px
        return Box.around((at.x(), at.y()), side, side)

    def _place_names(self) -> None:
        """Place each name at a side of its number where it overlaps no other; the remaining names are shown on hover."""
        theme, room = self.theme, Box(0, 0, self.width(), self.height()).grown(-self.theme.px(4))
        taken = [self._number_box(zone) for zone in self._park.zones.values()]
        self._names = {}
        gap, tall = theme.px(5), theme.line_px("fine")
        for zone in self._park.zones.values():
            number, wide = self._number_box(zone), theme.width_of(zone.title[theme.language], "fine", 600) + 4
            x, y = number.middle
            away = number.width / 2 + gap
            sides = (
                (x + away + wide / 2, y), (x - away - wide / 2, y), (x, y + away + tall / 2 - gap),
                (x, y - away - tall / 2 + gap),
            )  # fmt: skip
            boxes = (Box.around(middle, wide, tall) for middle in sides)
            if (box := first_free(boxes, Surroundings(room, taken))) is not None:
                self._names[zone.id] = box
                taken.append(box)
        self._districts = self._place_districts(taken, room)

    def _place_districts(self, taken: list[Box], room: Box) -> list[DistrictName]:
        """The names of districts, in a corner of their land or just off it."""
        theme, made = self.theme, []
        for district in self._park.districts:
            tall = theme.line_px("label")
            wide = theme.width_of(district.title[theme.language], "label", 700) + 4
            shape = self._polygon(district).boundingRect()
            away = tall / 2 + SHORE_M * self._scale
            places = []
            for share in (0.5, 0.25, 0.75, 0.1, 0.9):
                x = shape.left() + share * shape.width()
                cost = abs(share - 0.5)
                places += [((x, shape.top() - away), cost), ((x, shape.bottom() + away), cost + 0.1)]
                places += [((x, shape.top() + tall), cost + 0.3), ((x, shape.bottom() - tall), cost + 0.3)]
            found = beside_the_land(
                district.id, places, (wide, tall), taken=taken, spare=(), room=room, gap=theme.px(2)
            )
            if found is not None:
                made.append(found)
                taken.append(found.box)
        return made

    def _drawn_ground(self) -> QPixmap:
        """Water, land and districts."""
        theme = self.theme
        made = paint.sheet(self.size(), self.devicePixelRatioF(), theme.colour(WATER[theme.look]))
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
        # a place outside its district has its own island
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
        painter.setPen(Qt.PenStyle.NoPen)
        for zone in self._park.zones.values():
            self._paint_footprint(painter, zone)
        painter.end()
        return made

    def _paint_footprint(self, painter: QPainter, zone: Zone) -> None:
        """Paint the footprint of a building."""
        place, scale = zone.place, self._scale
        wide, deep = place.footprint_m[0] * scale, place.footprint_m[1] * scale
        painter.save()
        painter.translate(self.position_of(zone.id))
        painter.rotate(place.heading_deg - 180)
        fill = self.theme.colour(self.theme.accent(zone.accent).fill, 0.28)
        paint.rounded(painter, QRectF(-wide / 2, -deep / 2, wide, deep), self.theme.px(4), fill)
        painter.restore()

    def _polygon(self, district: District) -> QPolygonF:
        return QPolygonF([self._at(x, y) for x, y in district.polygon_m])

    def _paint_district(self, painter: QPainter, name: DistrictName) -> None:
        theme, district, box = self.theme, self._park.district(name.district), name.box
        title, rect = district.title[theme.language], QRectF(box.x, box.y, box.width, box.height)
        colour = theme.colour(theme.accent(district.accent).text)
        paint.text(painter, rect, title, theme.font_for(title, "label", 700), colour, align=paint.CENTRE)

    def _paint_zone(self, painter: QPainter, zone: Zone, visit: Visit) -> None:
        theme, at, number = self.theme, self.position_of(zone.id), self._number_box(zone)
        if zone.id in (visit.pointed, visit.hovered, visit.zone):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for further, alpha in ((theme.px(7), 0.55), (theme.px(3), 1.0)):
                painter.setPen(QPen(theme.colour("focus", alpha), theme.px(2)))
                painter.drawEllipse(at, number.width / 2 + further, number.width / 2 + further)
        self._looks.paint(painter, zone, "number", number, pointed=False)
        self._paint_mark(painter, zone, number, visit)
        title, box = zone.title[theme.language], self._names.get(zone.id)
        if box is not None:
            font, rect = theme.font_for(title, "fine", 600), QRectF(box.x, box.y, box.width, box.height)
            paint.text(painter, rect, title, font, theme.colour("ink"), align=paint.CENTRE)

    def _paint_mark(self, painter: QPainter, zone: Zone, number: Box, visit: Visit) -> None:
        """Paint a tick for a visited zone, a hand for a tried exhibit."""
        icon = "hand" if zone.id in visit.tried else "check" if zone.id in visit.visited else ""
        if icon:
            theme, middle = self.theme, QPointF(number.right - self.theme.px(1), number.y + self.theme.px(2))
            radius = theme.px(9)
            painter.setPen(QPen(theme.colour("ok"), theme.px(1.5)))
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(middle, radius, radius)
            paint.icon(painter, theme.icon(icon, "ok", round(radius * 1.3)), middle)

    # ---- the visitor

    def _standing(self, pose: Pose) -> QPointF:
        """The visitor's position on the map; at its edge if farther out."""
        at, inset = self._at(pose.eye[0], pose.eye[1]), self.theme.px(9)
        return QPointF(
            min(max(at.x(), inset), self.width() - inset), min(max(at.y(), inset), self.height() - inset)
        )

    def _paint_view(self, painter: QPainter, pose: Pose) -> None:
        """Paint the visitor's field of view as a cone."""
        at, theme = self._standing(pose), self.theme
        ahead = radians(pose.azimuth_deg + 180)
        half = atan(tan(radians(pose.fov_deg / 2)) * 16 / 9)
        reach = max(pose.distance_m * 1.25 * self._scale, theme.px(40))
        cone = QPainterPath(at)
        for side in (-half, half):
            cone.lineTo(at + QPointF(sin(ahead + side), -cos(ahead + side)) * reach)
        cone.closeSubpath()
        light = QRadialGradient(at, reach)
        light.setColorAt(0, theme.colour("primary", 0.18))
        light.setColorAt(1, theme.colour("primary", 0.02))
        painter.fillPath(cone, light)

    def _paint_visitor(self, painter: QPainter, pose: Pose) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.colour("halo"), theme.px(2)))
        painter.setBrush(theme.colour("primary"))
        painter.drawEllipse(self._standing(pose), theme.px(6), theme.px(6))
