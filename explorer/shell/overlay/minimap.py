"""The map in the corner: the districts, the zones, and the piece of the park that is in view."""

from __future__ import annotations

from math import atan, cos, radians, sin, tan

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPen, QRadialGradient

from ...core.geometry import Pose
from ...visit import Visit
from ..style.theme import Theme
from .ground_map import GroundMap

WIDTH_PX, HEIGHT_PX = 208, 138


class MiniMap(GroundMap):
    """The map with the visitor on it, and the cone of what is in view."""

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(WIDTH_PX), self.theme.px(HEIGHT_PX))

    def _paint_on(self, painter: QPainter, visit: Visit) -> None:
        self._paint_view(painter, visit.pose)
        super()._paint_on(painter, visit)
        self._paint_visitor(painter, visit.pose)

    def _standing(self, pose: Pose) -> QPointF:
        """Where the visitor stands on the map; at its edge if farther out."""
        at, inset = self._at(pose.eye[0], pose.eye[1]), self.theme.px(9)
        return QPointF(
            min(max(at.x(), inset), self.width() - inset), min(max(at.y(), inset), self.height() - inset)
        )

    def _paint_view(self, painter: QPainter, pose: Pose) -> None:
        """The cone of what is in view, from the visitor on."""
        at, theme = self._standing(pose), self.theme
        ahead = radians(pose.azimuth_deg + 180)
        half = atan(tan(radians(pose.fov_deg / 2)) * 16 / 9)
        reach = max(pose.distance_m * 1.25 * self._scale, theme.px(40))
        cone = QPainterPath(at)
        for side in (-half, half):
            cone.lineTo(at + QPointF(sin(ahead + side), -cos(ahead + side)) * reach)
        cone.closeSubpath()
        light = QRadialGradient(at, reach)
        light.setColorAt(0, theme.colour("primary", 0.55))
        light.setColorAt(1, theme.colour("primary", 0.05))
        painter.fillPath(cone, light)

    def _paint_visitor(self, painter: QPainter, pose: Pose) -> None:
        theme = self.theme
        painter.setPen(QPen(theme.colour("halo"), theme.px(2)))
        painter.setBrush(theme.colour("primary"))
        painter.drawEllipse(self._standing(pose), theme.px(6), theme.px(6))
