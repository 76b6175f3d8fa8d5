"""Reads what a widget really shows: contrast over the worst pixels, sizes of targets, cut and hidden words, line breaks.

A widget is painted twice, with its words and without them. The difference tells where ink is; the picture without words
tells what lies under it. Every word of the shell is drawn by `pieces.paint`, which is listened to meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QTextDocument,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLineEdit, QWidget

from explorer.shell.style.fonts import HAN, spaced
from explorer.shell.widgets import Prose, paint

READABLE, READABLE_IN_CONTRAST = 4.5, 7.0
TARGET_PX = 44
LEAST_PX = 15  # no smaller type
INK_SEEN = 0.08  # a pixel with ink differs by so much
REACH_PX = 2  # so far around a glyph the ground counts
NOT_AT_START = "，。、；：？！”’）》】…"
NOT_AT_END = "“‘（《【"

Pixels = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something wrong, and the words it happened to."""

    kind: str
    words: str
    more: str = ""


@dataclass(slots=True)
class Drawn:
    """Words as they were drawn, in pixels of the picture."""

    words: str
    rect: QRect
    colour: QColor
    px: int
    widget: QWidget
    cut: bool
    disabled: bool


class Ear:
    """Listens to what is drawn."""

    def __init__(self) -> None:
        self.drawn: list[Drawn] = []

    def text(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        font: QFont,
        colour: QColor,
        *,
        align: Qt.AlignmentFlag = paint.LEFT,
        wrap: bool = False,
    ) -> None:
        metrics = QFontMetricsF(font)
        shown = paint.wrapping(words) if wrap else spaced(words)
        flags = align.value | (Qt.TextFlag.TextWordWrap.value if wrap else 0)
        needed = metrics.boundingRect(rect, flags, shown)
        cut = needed.width() > rect.width() + 1.5 or needed.height() > rect.height() + font.pixelSize() * 0.35
        self._note(painter, needed, words, colour, font.pixelSize(), cut)

    def document(self, painter: QPainter, at: QPointF, content: QTextDocument) -> None:
        widget = painter.device()
        assert isinstance(widget, Prose)
        size = content.size()
        spare = max(widget.width() - content.idealWidth(), 0.0)
        left = at.x() + (spare / 2 if widget.align & Qt.AlignmentFlag.AlignHCenter else 0.0)
        rect = QRectF(left, at.y(), content.idealWidth(), size.height()).intersected(QRectF(widget.rect()))
        colour = widget.theme.colour(widget.colour)
        px = content.defaultFont().pixelSize()
        self._note(painter, rect, widget.text(), colour, px, not widget.fits)

    def _note(self, painter: QPainter, rect: QRectF, words: str, colour: QColor, px: int, cut: bool) -> None:
        widget = painter.device()
        assert isinstance(widget, QWidget)
        place = painter.deviceTransform().mapRect(rect).toAlignedRect()
        off = not widget.isEnabled()
        self.drawn.append(Drawn(words, place, colour, px, widget, cut, off))


@contextmanager
def _instead(text: Any, document: Any) -> Iterator[None]:
    """Draw words in another way for a while."""
    kept = paint.text, paint.document
    paint.text, paint.document = text, document
    try:
        yield
    finally:
        paint.text, paint.document = kept


def pixels_of(image: QImage) -> Pixels:
    """Red, green, blue, shape (height, width, 3)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine() // 4, 4)
    return rows.copy()[:, : plain.width(), 2::-1]  # to copy whole rows takes a tenth of the time


def _linear(values: Numbers) -> Numbers:
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


LINEAR = _linear(np.arange(256) / 255)
WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


def luminance(colours: Numbers | Pixels) -> Numbers:
    """Relative luminance after WCAG, of values from 0 to 1, or of bytes, which are looked up: to raise to a power takes long."""
    linear = LINEAR[colours] if colours.dtype == np.uint8 else _linear(colours)
    return np.asarray(linear @ WEIGHTS)


def _grown(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """What lies within reach of a mask, sideways and then up and down."""
    wide = mask.copy()
    for by in range(1, REACH_PX + 1):
        wide[:, by:] |= mask[:, :-by]
        wide[:, :-by] |= mask[:, by:]
    high = wide.copy()
    for by in range(1, REACH_PX + 1):
        high[by:] |= wide[:-by]
        high[:-by] |= wide[by:]
    return high


def inked(full: Pixels, bare: Pixels) -> npt.NDArray[np.bool_]:
    """Where a picture with words differs from the one without."""
    difference = np.maximum(full, bare) - np.minimum(full, bare)
    strongest = np.maximum(np.maximum(difference[..., 0], difference[..., 1]), difference[..., 2])
    return np.asarray(strongest > INK_SEEN * 255)


def listen(window: QWidget, view: QRect) -> tuple[list[Drawn], Pixels, Pixels]:
    """What is drawn in a part of a window, in pixels of that part; its picture with words, its picture without."""
    window.grab(QRect(view.topLeft(), QSize(1, 1)))  # layouts settle
    full = pixels_of(window.grab(view).toImage())
    ear = Ear()
    with _instead(ear.text, ear.document):
        bare = pixels_of(window.grab(view).toImage())
    return ear.drawn, full, bare


def audit(window: QWidget, within: QWidget | None = None, *, readable: float = READABLE) -> list[Issue]:
    """Everything that is wrong with what a window shows.

    Parameters
    ----------
    within : the part that lies on top and is looked at; what it covers need not be seen.
    """
    part = within or window
    view = QRect(part.mapTo(window, QPoint(0, 0)), part.size()).intersected(window.rect())
    drawn, full, bare = listen(window, view)
    issues: list[Issue] = []
    for words in drawn:
        if not words.words.strip() or not (words.widget is part or part.isAncestorOf(words.widget)):
            continue
        if _missing_glyphs(words):
            issues.append(Issue("missing glyph", words.words))
        if words.px < LEAST_PX:
            issues.append(Issue("small", words.words, f"{words.px} px"))
        if words.cut:
            issues.append(Issue("truncated", words.words))
        issues += _seen(window, words, view.topLeft(), full, bare, readable)
    issues += _targets(part)
    issues += _line_breaks(part)
    return list(dict.fromkeys(issues))


def _scrolled(widget: QWidget) -> QRect | None:
    """The visible part of the scroll areas a widget is in, in pixels of the window."""
    above: QWidget | None = widget
    seen: QRect | None = None
    while above is not None:
        area = above.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
            view = QRect(above.mapTo(above.window(), QPoint(0, 0)), above.size())
            seen = view if seen is None else seen.intersected(view)
        above = area
    return seen


def _seen(
    window: QWidget, words: Drawn, corner: QPoint, full: Pixels, bare: Pixels, readable: float
) -> list[Issue]:
    """Whether the words can be seen, and read against what is under them."""
    rect, view = words.rect.translated(corner), _scrolled(words.widget)
    if view is not None:
        if not view.contains(rect.adjusted(REACH_PX, -REACH_PX, -REACH_PX, REACH_PX)):
            return []  # scrolled out of sight, wholly or in part
    elif not window.rect().adjusted(-1, -1, 1, 1).contains(rect):
        return [Issue("offscreen", words.words)]
    rect = rect.intersected(window.rect()).translated(-corner)
    part = np.s_[rect.top() : rect.bottom() + 1, rect.left() : rect.right() + 1]
    here = inked(full[part], bare[part])
    if here.size == 0 or not here.any():
        return [Issue("hidden", words.words)]
    if words.disabled:
        return []  # WCAG asks no contrast of what cannot be used
    colour = np.array([words.colour.redF(), words.colour.greenF(), words.colour.blueF()])
    of_ink, of_ground = float(luminance(colour)), luminance(bare[part][_grown(here)])
    ratio = (np.maximum(of_ink, of_ground) + 0.05) / (np.minimum(of_ink, of_ground) + 0.05)
    worst = float(ratio.min())
    return [Issue("contrast", words.words, f"{worst:.2f}")] if worst < readable else []


def _missing_glyphs(words: Drawn) -> bool:
    """Whether some character would be shown as an empty box."""
    layout = QTextLayout(spaced(words.words), words.widget.font())
    theme = getattr(words.widget, "theme", None)
    if theme is not None:
        layout.setFont(theme.font_for(words.words))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return any(0 in run.glyphIndexes() for run in layout.glyphRuns())


def _targets(window: QWidget) -> list[Issue]:
    """Controls that are too small to press, or have no name for who cannot see them."""
    issues = []
    for control in (*window.findChildren(QAbstractButton), *window.findChildren(QLineEdit)):
        if not control.isVisibleTo(window):
            continue
        name = control.accessibleName()
        if not name.strip():
            issues.append(Issue("nameless", type(control).__name__))
        if min(control.width(), control.height()) < TARGET_PX:
            issues.append(Issue("target", name, f"{control.width()} x {control.height()}"))
    return issues


def _line_breaks(window: QWidget) -> list[Issue]:
    """Chinese lines that begin or end with the wrong mark, or hold a single character at the end."""
    issues = []
    for prose in window.findChildren(Prose):
        if not prose.isVisibleTo(window):
            continue
        lines = [line.strip() for line in prose.lines()]
        opening = NOT_AT_END.replace("“", "") if "„" in prose.text() else NOT_AT_END  # in German it closes
        for line in lines:
            if line and (line[0] in NOT_AT_START or line[-1] in opening):
                issues.append(Issue("line break", line))
        if lone_characters(lines):
            issues.append(Issue("lone character", prose.text()[-24:]))
    return issues


def lone_characters(lines: list[str]) -> bool:
    """Whether the last of several lines holds a single Chinese character."""
    return len(lines) > 1 and len(HAN.findall(lines[-1])) == 1 and len(lines[-1]) <= 2
