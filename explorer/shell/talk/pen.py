"""The pen on the audience's picture: its marks, where the pointer draws, and its colours in the console."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import radians, tan

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...base.geometry import Pose
from ...i18n import Text, tr
from ...visit import Act, ClearMarks, Draw, SetPenColour, UndoMark, Visit
from ...visit.talk.state import PEN_COLOURS, PenColour, Stroke, Talk
from ..style.theme import Theme
from ..widgets import Row
from .console_widgets import ConsoleButton

INKS: dict[PenColour, str] = {
    "red": "#E5252A", "yellow": "#FFD400", "green": "#12A150", "blue": "#1F6FEB", "white": "#FFFFFF", "black": "#111111",
}  # fmt: skip
STROKE = 0.008
"""Width of a mark, in heights of the picture."""
COLOURS: dict[PenColour, Text] = {
    "red": Text("Red", context="pen"),
    "yellow": Text("Yellow", context="pen"),
    "green": Text("Green", context="pen"),
    "blue": Text("Blue", context="pen"),
    "white": Text("White", context="pen"),
    "black": Text("Black", context="pen"),
}
SWATCH_PX = 24
"""Diameter of a swatch, in the design: it covers the icon that gives the button its size."""
COMPRESSES = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents
"""Whether Qt joins positions of the pointer that come faster than frames."""
EDGE = QColor("#8A8A8A")


def tangents(at: tuple[float, float], pose: Pose, aspect: float) -> tuple[float, float]:
    """A position in the frame (-1..1, right and up) as tangents from the camera's axis; `aspect`: width by height."""
    half = tan(radians(pose.fov_deg / 2))
    return at[0] * half * aspect, at[1] * half


def places(rect: QRectF, points: Sequence[tuple[float, float]], pose: Pose) -> list[QPointF]:
    """Where points of a mark lie on a picture that fills `rect`."""
    unit, middle = rect.height() / 2 / tan(radians(pose.fov_deg / 2)), rect.center()
    return [QPointF(middle.x() + x * unit, middle.y() - y * unit) for x, y in points]


def paint_strokes(
    painter: QPainter, rect: QRectF, strokes: tuple[Stroke, ...], pose: Pose | None = None
) -> None:
    """Paint marks on a picture that fills `rect`: those drawn in this pose, by default in that of the last one."""
    if not strokes:
        return
    pose = pose or strokes[-1].pose
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in strokes:
        if stroke.pose != pose:
            continue  # of another view of the stop
        paint_stroke(painter, places(rect, stroke.points, pose), stroke.colour, rect.height() * STROKE)
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


class Nib:
    """Draws where the pointer goes with its button held.

    Parameters
    ----------
    do : passes acts to the visit.
    """

    def __init__(self, do: Callable[[Act], None]) -> None:
        self._do, self._drawing = do, False

    def press(self, at: tuple[float, float], visit: Visit, aspect: float) -> None:
        """Begin a mark. Until its end Qt reports every position of the pointer, so that slow frames give curves no corners."""
        self._drawing = visit.flight is None
        QCoreApplication.setAttribute(COMPRESSES, False)
        self._draw(at, visit, aspect, begins=True)

    def move(self, at: tuple[float, float], visit: Visit, aspect: float) -> None:
        """Go on with it."""
        self._draw(at, visit, aspect, begins=False)

    def release(self) -> None:
        """End it."""
        self._drawing = False
        QCoreApplication.setAttribute(COMPRESSES, True)

    def _draw(self, at: tuple[float, float], visit: Visit, aspect: float, *, begins: bool) -> None:
        if self._drawing and max(map(abs, at)) <= 1:
            self._do(Draw(tangents(at, visit.pose, aspect), begins))


class Marks(QWidget):
    """The marks of the present stop over the audience's view; hidden while the camera is elsewhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[Stroke, ...], Pose | None] = ((), None)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Show the marks of the present stop."""
        playback = visit.playback
        strokes = talk.strokes_at(playback.stop.id) if playback is not None else ()
        here = tuple(stroke for stroke in strokes if stroke.pose == visit.pose)
        if (here, visit.pose) == self._shown:
            return
        before = self._shown[0]
        self._shown = here, visit.pose
        self.setVisible(bool(here))
        grows = len(before) == len(here) > 0 and before[:-1] == here[:-1]
        if not grows or len(here[-1].points) != len(before[-1].points) + 1:
            self.update()
            return
        whole, wide = QRectF(self.rect()), 1 + STROKE * self.height()
        tip = QPolygonF(places(whole, here[-1].points[-2:], visit.pose)).boundingRect()
        self.update(tip.adjusted(-wide, -wide, wide, wide).toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        strokes, pose = self._shown
        paint_strokes(QPainter(self), QRectF(self.rect()), strokes, pose)


class Swatch(ConsoleButton):
    """A button that chooses a colour of the pen."""

    def __init__(self, theme: Theme, colour: PenColour, on_press: Callable[[], object]) -> None:
        self._colour = colour
        super().__init__(theme, name=" ", icon="circle", on_press=on_press)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, size = QPainter(self), self.theme.icon_px(SWATCH_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(EDGE, 1.5))
        painter.setBrush(QColor(INKS[self._colour]))
        painter.drawEllipse(QRectF(self.rect()).center(), size / 2, size / 2)


class PenRow(QWidget):
    """Colours of the pen, *undo* and *clear*; shown while the pen is on."""

    def __init__(self, theme: Theme, do: Callable[[Act], None]) -> None:
        super().__init__()
        self.swatches = {
            colour: Swatch(theme, colour, partial(do, SetPenColour(colour))) for colour in PEN_COLOURS
        }
        self.undo = ConsoleButton(theme, icon="undo-2", name=" ", on_press=lambda: do(UndoMark()))
        self.clear = ConsoleButton(theme, icon="eraser", name=" ", on_press=lambda: do(ClearMarks()))
        buttons = (*self.swatches.values(), self.undo, self.clear)
        row = Row(theme, *buttons, gap=8)
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setLayout(row)
        self.hide()

    def name(self, theme: Theme) -> None:
        """Name the buttons in the language of a theme."""
        for colour, swatch in self.swatches.items():
            swatch.set_text(name=tr(COLOURS[colour], theme.language))
        for button, words, cap in (
            (self.undo, Text("Take back the last mark"), "Ctrl+Z"),
            (self.clear, Text("Clear the marks of this stop"), "E"),
        ):
            button.set_text(name=tr(Text("{what} ({cap})", what=words, cap=cap), theme.language))
        for button in (*self.swatches.values(), self.undo, self.clear):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Show the chosen colour, and whether there is something to take back."""
        self.setVisible(talk.pen)
        for colour, swatch in self.swatches.items():
            swatch.setChecked(colour == talk.pen_colour)
        playback = visit.playback
        marked = playback is not None and bool(talk.strokes_at(playback.stop.id))
        self.undo.setEnabled(marked)
        self.clear.setEnabled(marked)
