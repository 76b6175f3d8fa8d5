"""The pictures of the stops, drawn again in the chosen language, and the marks of the pen on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import radians, tan
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from ...base.protocols import Renderer
from ...park.model import Park
from ...visit.given import as_shown
from ...visit.state import VisitState
from ...visit.talk.state import PenColour, Stroke
from ..film.film import final_frame
from .content import Leaf, StopPage

SIZE_PX = (1500, 844)
"""Width and height of a picture: 200 dots an inch across a page."""
INKS: dict[PenColour, str] = {
    "red": "#E5252A", "yellow": "#FFD400", "green": "#12A150", "blue": "#1F6FEB", "white": "#FFFFFF", "black": "#111111",
}  # fmt: skip
STROKE = 0.008
"""Width of a mark, in heights of the picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a stop."""

    page: StopPage
    image: QImage


def pictures(leaf: Leaf, park: Park, stage: Renderer[Any, Any]) -> Iterator[Picture]:
    """Draw the stops one by one."""
    for page in leaf.stops:
        yield Picture(page, picture_of(page, park, stage, leaf.wanted.language))


def picture_of(page: StopPage, park: Park, stage: Renderer[Any, Any], language: str) -> QImage:
    """The picture of a stop as it was left; with marks, as it was while the last one was drawn."""
    visit: VisitState = as_shown(park, page.shown, language)
    if page.strokes:
        visit = replace(visit, pose=page.strokes[-1].pose)
    pixels = final_frame(visit, stage)  # type: ignore[arg-type]  # a state is drawn, its transitions are not asked
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def paint_strokes(painter: QPainter, rect: QRectF, strokes: tuple[Stroke, ...]) -> None:
    """Paint marks on a picture that fills `rect`."""
    if not strokes:
        return
    half = tan(radians(strokes[-1].pose.fov_deg / 2))
    unit, middle = rect.height() / 2 / half, rect.center()
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in strokes:
        if stroke.pose != strokes[-1].pose:
            continue  # of another view of the stop
        points = [QPointF(middle.x() + x * unit, middle.y() - y * unit) for x, y in stroke.points]
        paint_stroke(painter, points, stroke.colour, rect.height() * STROKE)
    painter.restore()


def paint_stroke(painter: QPainter, points: list[QPointF], colour: PenColour, width: float) -> None:
    """Paint one mark; a mark of one point is a dot."""
    pen = QPen(QColor(INKS[colour]), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if len(points) == 1:
        painter.drawPoint(points[0])
    else:
        painter.drawPolyline(QPolygonF(points))


def marked(picture: Picture) -> QImage:
    """A picture with the marks in it."""
    image = picture.image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_strokes(painter, QRectF(image.rect()), picture.page.strokes)
    painter.end()
    return image
