"""Editing overlay: a zone's outline with handles, its snap guides, and its faults; and where the ground is on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ...base.geometry import Pose, Vec2, Vec3
from ...editor.placing import CORNERS, Handle, handles_of
from ...editor.snapping import Guide
from ...i18n import Text, tr
from ...park.plots import Plot
from ..style.theme import Theme
from ..widgets import Themed, paint
from ..window.protocols import Stage

LINE_PX, CASING_PX, GUIDE_PX = 2.5, 5.5, 1.6
KNOB_PX, ROUND_PX = 13, 26
"""Sizes of the corner handles and of the rotation handle, in the design."""
CHIP_PX = (10, 5)
LEAST_SIDE_PX = 34
"""Shorter side of a footprint in the view below which its corners have no handles: they would overlap."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The shapes drawn for an edited zone."""

    plot: Plot  # its ground now; `height_m`: height of its building
    height_m: float
    others: tuple[Plot, ...] = ()  # the ground of the other zones, during a drag
    held: Handle | None = None  # the dragged or hovered handle
    is_to_come: bool = False  # whether its building is still to be made: a box replaces it
    guides: tuple[Guide, ...] = ()
    figures: Text | None = None  # measurements, in a few words
    faults: tuple[Text, ...] = ()  # faults of its place
    is_fixed: bool = False  # whether it cannot be moved


class GroundOverlay(Themed, QWidget):
    """An overlay that ignores the pointer."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.shown: Shown | None = None
        self.view: GroundView | None = None
        self.apply_theme(theme)
        self.hide()

    def show_zone(self, shown: Shown | None, view: GroundView | None) -> None:
        """Draw a zone in a projection; None draws nothing."""
        if (shown, view) != (self.shown, self.view):
            self.shown, self.view = shown, view
            self.setVisible(shown is not None)
            self.update()

    def handle_places(self) -> dict[Handle, QPointF]:
        """Positions of the handles in the view; empty if the zone cannot be moved or is out of sight."""
        if self.shown is None or self.view is None or self.shown.is_fixed:
            return {}
        handles = handles_of(self.shown.plot)
        points = self.view.pixels(list(handles.values()))
        if points is None:
            return {}
        found = dict(zip(handles, points, strict=True))
        corners = [found[corner] for corner in CORNERS]
        sides = [_long(a - b) for a, b in zip(corners, [*corners[1:], *corners[:1]], strict=True)]
        if min(sides) < self.theme.px(LEAST_SIDE_PX):
            found = {handle: at for handle, at in found.items() if handle not in CORNERS}
        return found

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, view = self.shown, self.view
        if shown is None or view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.theme.colour("err" if shown.faults else "primary")
        for other in shown.others:
            self._outline(painter, view, other.corners_m, self.theme.colour("halo", 0.9), thin=True)
        if shown.is_to_come:
            self._box(painter, view, shown, colour)
        if shown.plot.stage_m:
            self._outline(painter, view, shown.plot.stage_corners_m, colour, dashed=True)
        self._outline(painter, view, shown.plot.corners_m, colour, dashed=shown.is_fixed)
        for guide in shown.guides:
            self._guide(painter, view, guide)
        if not shown.is_fixed:
            self._handles(painter, shown, colour)
        self._words(painter, view, shown)

    def _outline(
        self, painter: QPainter, view: GroundView, corners: Sequence[Vec2], colour: QColor, *,
        thin: bool = False, dashed: bool = False,
    ) -> None:  # fmt: skip
        points = view.pixels(corners)
        if points is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        if not thin:
            painter.setPen(_pen(self.theme.colour("halo", 0.85), self.theme.px(CASING_PX)))
            painter.drawPolygon(QPolygonF(points))
        painter.setPen(_pen(colour, max(self.theme.px(GUIDE_PX if thin else LINE_PX), 1), style))
        painter.drawPolygon(QPolygonF(points))

    def _box(self, painter: QPainter, view: GroundView, shown: Shown, colour: QColor) -> None:
        """A transparent box as high as the building."""
        low = view.pixels(shown.plot.corners_m)
        high = view.pixels(shown.plot.corners_m, shown.height_m)
        if low is None or high is None:
            return
        tint, edge = QColor(colour), QColor(colour)
        tint.setAlphaF(0.20)
        edge.setAlphaF(0.75)
        painter.setPen(_pen(edge, max(self.theme.px(GUIDE_PX), 1)))
        painter.setBrush(tint)
        count = len(low)
        for i in range(count):
            j = (i + 1) % count
            painter.drawPolygon(QPolygonF([low[i], low[j], high[j], high[i]]))
        painter.drawPolygon(QPolygonF(high))

    def _guide(self, painter: QPainter, view: GroundView, guide: Guide) -> None:
        ends = view.pixels([guide.start, guide.end])
        if ends is None:
            return
        theme = self.theme
        style = Qt.PenStyle.DashLine if guide.distance_m is None else Qt.PenStyle.SolidLine
        painter.setPen(_pen(theme.colour("halo", 0.8), theme.px(4)))
        painter.drawLine(*ends)
        painter.setPen(_pen(theme.colour("info"), max(theme.px(GUIDE_PX), 1), style))
        painter.drawLine(*ends)
        if guide.distance_m is not None:
            words = tr(Text("{distance_m:.1f} m", distance_m=guide.distance_m), theme.language)
            self._chip(painter, (ends[0] + ends[1]) / 2, [(words, "info")])

    def _handles(self, painter: QPainter, shown: Shown, colour: QColor) -> None:
        theme, places = self.theme, self.handle_places()
        if "turn" not in places:
            return
        middle = self._front(shown)
        if middle is not None:
            painter.setPen(_pen(theme.colour("halo", 0.85), theme.px(CASING_PX)))
            painter.drawLine(middle, places["turn"])
            painter.setPen(_pen(colour, theme.px(LINE_PX)))
            painter.drawLine(middle, places["turn"])
        for handle, at in places.items():
            if handle == "body":
                continue
            is_held = handle == shown.held
            side = theme.px(ROUND_PX if handle == "turn" else KNOB_PX) + (theme.px(4) if is_held else 0)
            rect = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
            radius = side / 2 if handle == "turn" else theme.px(3)
            paint.rounded(
                painter, rect, radius, colour if is_held else theme.colour("surface"), colour,
                edge_px=max(theme.px(LINE_PX), 2),
            )  # fmt: skip
            if handle == "turn":
                ink = "onPrimary" if is_held else "ink"
                paint.icon(painter, theme.icon("rotate-cw", ink, round(side * 0.62)), at)

    def _front(self, shown: Shown) -> QPointF | None:
        """Middle of the front, or of the stage before it, in the view."""
        ahead = max([shown.plot.size_m[1] / 2, *(y for _, y in shown.plot.stage_m)])
        points = self.view.pixels([shown.plot.world((0.0, ahead))]) if self.view is not None else None
        return points[0] if points else None

    def _words(self, painter: QPainter, view: GroundView, shown: Shown) -> None:
        """Measurements and faults, above the building."""
        theme = self.theme
        lines = [(tr(shown.figures, theme.language), "ink")] if shown.figures is not None else []
        lines += [(tr(fault, theme.language), "err") for fault in shown.faults]
        top = view.pixels(shown.plot.corners_m, shown.height_m)
        if not lines or top is None:
            return
        x = sum(point.x() for point in top) / len(top)
        y = min(point.y() for point in top)
        tall = len(lines) * theme.line_px("label") + 2 * theme.px(CHIP_PX[1])
        self._chip(painter, QPointF(x, max(y - theme.px(10) - tall / 2, tall / 2 + theme.px(64))), lines)

    def _chip(self, painter: QPainter, at: QPointF, lines: Sequence[tuple[str, str]]) -> None:
        """Words on a paper chip around a point, kept within the view."""
        theme = self.theme
        wide = max(theme.width_of(words, "label", 600) for words, _ in lines) + 2 * theme.px(CHIP_PX[0])
        line = theme.line_px("label")
        tall = len(lines) * line + 2 * theme.px(CHIP_PX[1])
        left = min(max(at.x() - wide / 2, 8.0), max(self.width() - wide - 8.0, 8.0))
        top = min(max(at.y() - tall / 2, 8.0), max(self.height() - tall - 8.0, 8.0))
        rect = QRectF(left, top, wide, tall)
        is_fault = any(role == "err" for _, role in lines)
        edge = theme.colour("err" if is_fault else "line")
        paint.rounded(
            painter, rect, theme.radius("sm"), theme.colour("surface"), edge, edge_px=theme.border_px
        )
        for number, (words, role) in enumerate(lines):
            row = QRectF(left, top + theme.px(CHIP_PX[1]) + number * line, wide, line)
            font = theme.font_for(words, "label", 600)
            paint.text(painter, row, words, font, theme.colour(role), align=paint.CENTRE)


def _pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    return QPen(colour, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _long(way: QPointF) -> float:
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)


GROUND_M = 0.12
"""Height of outlines: just above the paving."""

ABOUT_M = 4.0
"""Distance from the centre of four places that determine the projection."""


@dataclass(frozen=True, slots=True)
class GroundView:
    """Projection of the ground for a view size, in both directions, while the camera rests."""

    stage: Stage
    width: float
    height: float
    # homography from places (east, north, 1) to homogeneous pixels, row by row; empty where the ground is out of sight
    matrix: tuple[float, ...]

    @classmethod
    def of(cls, stage: Stage, pose: Pose, width: float, height: float) -> GroundView:
        """The ground as the camera of a stage now sees it."""
        x, y, _ = pose.target
        about = max(ABOUT_M, pose.distance_m * 0.05)
        places = [
            (x - about, y - about),
            (x + about, y - about),
            (x + about, y + about),
            (x - about, y + about),
        ]
        seen = np.asarray(stage.project([(a, b, GROUND_M) for a, b in places])) * (width, height)
        matrix = _between(places, seen) if np.isfinite(seen).all() else None
        return cls(stage, width, height, () if matrix is None else tuple(map(float, matrix.ravel())))

    def pixels(self, places: Sequence[Vec2], z_m: float = GROUND_M) -> list[QPointF] | None:
        """Pixels of places on the ground or `z_m` above it; None if one is behind the camera."""
        return self.points([(x, y, z_m) for x, y in places])

    def points(self, places: Sequence[Vec3]) -> list[QPointF] | None:
        """Pixels of points of the park; None if one is behind the camera."""
        if not places:
            return []
        seen = np.asarray(self.stage.project(places)) * (self.width, self.height)
        if not np.isfinite(seen).all() or np.abs(seen).max() > 1e6:
            return None
        return [QPointF(float(x), float(y)) for x, y in seen]

    def place(self, x: float, y: float) -> Vec2 | None:
        """The place on the ground under a pixel; None above the horizon."""
        if not self.matrix:
            return None
        matrix = np.reshape(self.matrix, (3, 3))
        east, north, scale = np.linalg.solve(matrix, np.array((x, y, 1.0)))
        if scale <= 1e-12:
            return None
        return (float(east / scale), float(north / scale))

    def metres(self, place: Vec2, pixels: float) -> float:
        """Metres on the ground that span `pixels` across the view at this place."""
        here = self.pixels([place])
        if here is None:
            return 1.0
        beside = self.place(here[0].x() + pixels, here[0].y())
        return 1.0 if beside is None else float(np.hypot(beside[0] - place[0], beside[1] - place[1]))


def _between(places: Sequence[Vec2], seen: npt.NDArray[np.float64]) -> npt.NDArray[np.float64] | None:
    """The homography from four places to four pixels, positive in front of the camera."""
    rows = []
    origin = np.mean(places, axis=0)
    for (x, y), (u, v) in zip(np.asarray(places) - origin, seen, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, -u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, -v])
    try:
        found = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    except np.linalg.LinAlgError:
        return None
    shift = np.array([[1, 0, -origin[0]], [0, 1, -origin[1]], [0, 0, 1]])
    found = found @ shift
    if found[2] @ (*origin, 1.0) < 0:
        found = -found
    determinant = float(np.linalg.det(found))
    return None if abs(determinant) < 1e-18 else found
