"""Painting helpers: rounded shapes, focus rings, shadows and text. All text of the shell is painted here."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPixmap, QTextDocument

from ..style import tokens
from ..style.fonts import kept_together, spaced
from ..style.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def text(
    painter: QPainter,
    rect: QRectF,
    words: str,
    font: QFont,
    colour: QColor,
    *,
    align: Qt.AlignmentFlag = LEFT,
    wrap: bool = False,
) -> None:
    """Draw text in a rectangle; a single line that is too long ends in an ellipsis."""
    flags = align.value
    if wrap:
        words = wrapping(words)
        flags |= Qt.TextFlag.TextWordWrap.value
    else:
        words = spaced(words)
        flags |= Qt.TextFlag.TextSingleLine.value
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance(words) > rect.width() + 1:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, flags, words)


def sheet(size: QSize, ratio: float, colour: QColor | Qt.GlobalColor = Qt.GlobalColor.transparent) -> QPixmap:
    """An image to paint on, in one colour; `ratio` physical pixels per logical pixel. Qt warns about an empty one."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(colour)
    return made


def document(painter: QPainter, at: QPointF, content: QTextDocument) -> None:
    """Draw a laid-out document with its top left corner at a point."""
    painter.save()
    painter.translate(at)
    content.drawContents(painter)
    painter.restore()


def wrapped_height(words: str, font: QFont, width: float) -> float:
    """Height of text wrapped to a width."""
    room = QRectF(0, 0, max(width, 8.0), 100_000.0)
    flags = LEFT.value | Qt.TextFlag.TextWordWrap.value
    return QFontMetricsF(font).boundingRect(room, flags, wrapping(words)).height()


class Line(NamedTuple):
    """A text with its type role and colour, wrapped to its room."""

    words: str
    role: str
    colour: str = "ink"
    weight: int | None = None


def lines_height(theme: Theme, lines: Iterable[Line], width: float) -> float:
    """Height of texts one below the other, wrapped to a width; an empty one takes no room."""
    return sum(_height(theme, line, width) for line in lines)


def draw_lines(
    painter: QPainter, theme: Theme, rect: QRectF, lines: Iterable[Line], spare_px: int = 2
) -> None:
    """Draw texts one below the other in the middle of a rectangle, wrapped to its width.

    With `spare_px` more, rounding does not wrap what was measured as one line.
    """
    shown = [(line, _height(theme, line, rect.width())) for line in lines if line.words]
    y = rect.center().y() - sum(height for _, height in shown) / 2
    for line, height in shown:
        font = theme.font_for(line.words, line.role, line.weight)
        room = QRectF(rect.x(), y, rect.width() + spare_px, height)
        text(painter, room, line.words, font, theme.colour(line.colour), wrap=True)
        y += height


def _height(theme: Theme, line: Line, width: float) -> float:
    if not line.words:
        return 0.0
    return wrapped_height(line.words, theme.font_for(line.words, line.role, line.weight), width)


def wrapping(words: str) -> str:
    """Text prepared for wrapping: with spaces, and with words that stay whole."""
    return kept_together(spaced(words))


def rounded(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    *,
    edge_px: float = 1.0,
    dashed: bool = False,
) -> None:
    """Draw a rounded rectangle; the border is inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        inset = 0.0
    else:
        pen = QPen(edge, edge_px)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        inset = edge_px / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def focus_ring(painter: QPainter, theme: Theme, rect: QRectF, radius: float) -> None:
    """Draw the focus ring along the inside of `rect`: the ring, then a light gap."""
    ring, gap = float(theme.focus_px), float(theme.px(tokens.FOCUS_GAP_PX))
    rounded(painter, rect, radius, None, theme.colour("focus"), edge_px=ring)
    inner = rect.adjusted(ring, ring, -ring, -ring)
    rounded(painter, inner, max(radius - ring, 1.0), None, theme.colour("focusGap"), edge_px=gap)


def icon(painter: QPainter, picture: QPixmap, centre: QPointF) -> None:
    """Draw an icon centred on a point."""
    size = picture.deviceIndependentSize()
    painter.drawPixmap(QPointF(centre.x() - size.width() / 2, centre.y() - size.height() / 2), picture)


# ---- shadows


def shadow_reach(theme: Theme, elevation: int) -> int:
    """Extent of the shadow of an elevation beyond its surface, in pixels."""
    if theme.high_contrast:
        return 0
    return max((theme.px(s.fall_px + s.blur_px) for s in tokens.ELEVATION[elevation]), default=0)


def shadow(painter: QPainter, theme: Theme, rect: QRectF, radius: float, elevation: int) -> None:
    """Draw the soft shadow of a surface, stretched from a small cached image."""
    if theme.high_contrast:
        return
    for shade in tokens.ELEVATION[elevation]:
        alpha = min(shade.alpha * (tokens.DUSK_SHADOW if theme.look == "dark" else 1.0), 1.0)
        blur = theme.px(shade.blur_px)
        picture = _blurred(round(radius), blur, round(alpha, 3), theme.colour("shadow").name())
        reach = rect.adjusted(-blur, -blur, blur, blur).translated(0, theme.px(shade.fall_px))
        _stretch(painter, reach, picture, 2 * blur + round(radius))


def _stretch(painter: QPainter, rect: QRectF, picture: QPixmap, corner: int) -> None:
    """Draw an image with its corners unscaled and its middle stretched."""
    side = picture.width()
    corner = int(min(corner, rect.width() / 2, rect.height() / 2))
    middle = side - 2 * corner
    columns = (
        (rect.x(), corner, 0, corner),
        (rect.x() + corner, rect.width() - 2 * corner, corner, middle),
        (rect.right() - corner, corner, side - corner, corner),
    )
    rows = (
        (rect.y(), corner, 0, corner),
        (rect.y() + corner, rect.height() - 2 * corner, corner, middle),
        (rect.bottom() - corner, corner, side - corner, corner),
    )
    for x, width, from_x, from_width in columns:
        for y, height, from_y, from_height in rows:
            if width > 0 and height > 0:
                source = QRectF(from_x, from_y, from_width, from_height)
                painter.drawPixmap(QRectF(x, y, width, height), picture, source)


@lru_cache(maxsize=16)  # a shadow takes 100 KB, and each text size has its own
def _blurred(radius: int, blur: int, alpha: float, colour: str) -> QPixmap:
    """A rounded square in a colour, blurred by three box filters (nearly a Gaussian)."""
    side = 2 * (2 * blur + radius) + 8
    shape = QImage(side, side, QImage.Format.Format_Alpha8)
    shape.fill(0)
    painter = QPainter(shape)
    square = QRectF(blur, blur, side - 2 * blur, side - 2 * blur)
    rounded(painter, square, radius, QColor(0, 0, 0))
    painter.end()
    rows = np.frombuffer(shape.constBits(), np.uint8).reshape(side, shape.bytesPerLine())
    cover = rows[:, :side].astype(np.float64) / 255
    reach = max(1, blur // 3)
    apart = np.abs(np.subtract.outer(np.arange(side), np.arange(side)))
    thrice = np.linalg.matrix_power((apart <= reach) / (2 * reach + 1), 3)
    cover = thrice @ cover @ thrice  # down the columns and along the rows
    tone = QColor(colour)
    pixels = np.empty((side, side, 4), np.uint8)
    for channel, value in enumerate((tone.blue(), tone.green(), tone.red(), 255)):
        pixels[..., channel] = np.round(cover * alpha * value)
    form = QImage.Format.Format_ARGB32_Premultiplied
    held = pixels.tobytes()  # a QImage does not own the memory it views
    return QPixmap.fromImage(QImage(held, side, side, side * 4, form))
