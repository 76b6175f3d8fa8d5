"""The row of all stops of a tour, each with thumbnail and number; if they do not all fit, those around the present one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ...i18n import Text, tr
from ...park.model import Language, Park
from ...park.tour import Stop, Tour
from ...visit import Playback
from ...visit.viewpoint import thumbnail_pose
from ..style.theme import Theme
from ..viewport.thumbnails import Thumbnails
from ..widgets import HoverAnimation, KeyFocus, Themed, paint

PICTURE_PX = (104, 64)  # in the design
LEAST_PX = 52
LINE_PX, LINE_GAP_PX = 6, 5
NUMBER_PX, ICON_PX = (28, 24), 26
YET_TO_COME = 0.5
"""Opacity of the picture of a stop not shown yet."""


class StopState(NamedTuple):
    """State of a stop."""

    now: bool = False
    shown: bool = False
    share: float = 0.0  # elapsed share of its time, 0 to 1
    waits: bool = False  # whether the tour is paused at it


class StopThumb(HoverAnimation, KeyFocus, Themed, QPushButton):
    """A stop that can be pressed.

    Parameters
    ----------
    icon : placeholder until its picture is drawn, which takes a while on a busy machine.

    Attributes
    ----------
    pictured : whether there is room for its picture; otherwise only its number is shown.
    """

    def __init__(
        self, theme: Theme, number: int, icon: str, on_press: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._number, self._icon, self._on_press = number, icon, on_press
        self.picture: QPixmap | None = None
        self.state = StopState()
        self.pictured = True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(True)  # Enter presses it
        self.clicked.connect(self._press)
        self.apply_theme(theme)

    def _press(self) -> None:
        self._on_press()

    def show_state(self, state: StopState) -> None:
        """Show the state of the stop."""
        if state != self.state:
            self.state = state
            self.update()

    def show_picture(self, picture: QPixmap | None) -> None:
        """Show a picture of it."""
        if picture is not self.picture:
            self.picture = picture
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter press it; all other keys go to the row."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        else:
            event.ignore()

    # ---- size

    @property
    def least_px(self) -> int:
        """Least width with a picture."""
        return max(self.theme.px(LEAST_PX), self.theme.target_px)

    @property
    def number_px(self) -> int:
        """Width without a picture."""
        theme = self.theme
        return max(theme.target_px, round(theme.width_of("00", "label", 700)) + theme.px(18))

    @property
    def height_px(self) -> int:
        """Its height."""
        theme = self.theme
        line = theme.px(LINE_PX) + theme.px(LINE_GAP_PX)
        if self.pictured:
            return theme.px(PICTURE_PX[1]) + line
        return max(theme.target_px, theme.line_px("label") + theme.px(10) + line)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(PICTURE_PX[0]) if self.pictured else self.number_px, self.height_px)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = theme.px(LINE_PX) + theme.px(LINE_GAP_PX)
        face = QRectF(self.rect()).adjusted(0, 0, 0, -line)
        radius = float(theme.radius("sm"))
        self._paint_face(painter, face, radius)
        self._paint_number(painter, face)
        if self.state.now:
            edge = theme.colour("primary")
            paint.rounded(painter, face, radius, None, edge, edge_px=theme.px(3))
        elif self.underMouse():
            paint.rounded(painter, face, radius, None, theme.colour("control"), edge_px=theme.px(2))
        foot = QRectF(0, self.height() - theme.px(LINE_PX), self.width(), theme.px(LINE_PX))
        paint_progress(painter, theme, foot, self.state)
        if self.rings:
            paint.focus_ring(painter, theme, face, radius)

    def _paint_face(self, painter: QPainter, face: QRectF, radius: float) -> None:
        theme, state = self.theme, self.state
        fill = self.animated_fill(theme.colour("tint" if self.underMouse() else "sunken"))
        paint.rounded(painter, face, radius, fill, theme.colour("line"))
        if not self.pictured:
            return
        if self.picture is None:
            paint.icon(painter, theme.icon(self._icon, "ink2", theme.icon_px(ICON_PX)), face.center())
            return
        painter.save()
        path = QPainterPath()
        path.addRoundedRect(face, radius, radius)
        painter.setClipPath(path)
        size = self.picture.deviceIndependentSize()
        across = min(face.width() / max(size.width(), 1), 1.0)
        ratio = self.picture.devicePixelRatio()
        middle = QRectF(
            size.width() * (1 - across) / 2 * ratio, 0, size.width() * across * ratio, size.height() * ratio
        )
        seen = 1.0 if state.now or state.shown or self.underMouse() else YET_TO_COME
        painter.setOpacity(seen)
        painter.drawPixmap(face, self.picture, middle)
        painter.restore()

    def _paint_number(self, painter: QPainter, face: QRectF) -> None:
        """The number, or a tick, on a chip; centred if there is no picture."""
        theme, state = self.theme, self.state
        wide, tall = (theme.icon_px(n) for n in NUMBER_PX)
        if self.pictured:
            inset = theme.px(6)
            chip = QRectF(face.x() + inset, face.y() + inset, wide, tall)
        else:
            chip = QRectF(0, 0, max(wide, face.width() - theme.px(8)), face.height() - theme.px(8))
            chip.moveCenter(face.center())
        fill, ink = ("primary", "onPrimary") if state.now else ("surface", "ink")
        paint.rounded(painter, chip, theme.px(6), theme.colour(fill))
        if state.shown and not state.now:
            tick = theme.icon("check", "ok", theme.icon_px(17))
            paint.icon(painter, tick, QPointF(chip.center()))
            return
        font = theme.font("label", 700)
        paint.text(painter, chip, str(self._number), font, theme.colour(ink), align=paint.CENTRE)


def share_of(playback: Playback, theme: Theme) -> float:
    """The elapsed share of the present stop, 0 to 1; with less motion in steps of a second."""
    if theme.less_motion:
        return min(floor(playback.time_s) / playback.stop.hold_s, 1.0)
    return playback.share


def paint_progress(painter: QPainter, theme: Theme, line: QRectF, state: StopState) -> None:
    """A stop as a line that fills while it is shown."""
    radius = line.height() / 2
    paint.rounded(painter, line, radius, theme.colour("sunken"), theme.colour("control"), edge_px=1)
    share = state.share if state.now else float(state.shown)
    if share > 0:
        done = QRectF(line.x(), line.y(), max(line.width() * share, line.height()), line.height())
        paint.rounded(painter, done, radius, theme.colour("warn" if state.now and state.waits else "primary"))


GAP_PX = 8
NUMBERS_FROM_TEXT = 1.75
"""Text scale from which only numbers are shown."""


def place_of(park: Park, stop: Stop, language: Language) -> str:
    """Name of a stop, in a row of stops."""
    if stop.zone is None and stop.title is None:
        return tr(Text("Whole park"), language)
    return park.title_of(stop)[language]


# Not a list view, unlike zones, flows and hits: the row is centred, shares its width among its thumbs, and omits
# those that do not fit whole. Qt's list view begins at its left edge and cuts the last item off; both would have to be
# laid out by hand, in more lines than the keys take here.


class StopRow(Themed, QWidget):
    """Thumbs in a row. Arrow keys move from one to the next, Tab only reaches the present one.

    Parameters
    ----------
    on_stop : called with the number of the stop pressed, from 0.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        thumbnails: Thumbnails,
        on_stop: Callable[[int], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._park, self._thumbnails, self._on_stop = park, thumbnails, on_stop
        self._tour: Tour | None = None
        self.first_shown, self._pictured = 0, -1
        self._shown: tuple[object, ...] = ()
        self.thumbs: list[StopThumb] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for thumb in self.thumbs:
            thumb.apply_theme(theme)
        self._shown = ()
        self._lay_out()

    def show_playback(self, playback: Playback) -> None:
        """Show the progress of a tour."""
        if playback.tour is not self._tour:
            self._build(playback.tour)
        share = share_of(playback, self.theme)
        state = (playback.index, playback.shown, share, playback.playing, self._thumbnails.count)
        if state == self._shown:
            return
        moved = not self._shown or self._shown[0] != playback.index
        self._shown = state
        for number, thumb in enumerate(self.thumbs):
            now = number == playback.index
            shown = number in playback.shown
            thumb.show_state(StopState(now, shown, share if now else 0.0, now and not playback.playing))
        if moved:
            self._name(playback)
            self._show_near(playback.index)
        if moved or self._thumbnails.count != self._pictured:
            self._show_pictures()

    # ---- size

    def fits(self, width: int) -> bool:
        """Whether all stops fit into a width, if need be as numbers only."""
        return self._wide(self._numbered_px) <= width

    def cell_px(self, width: int) -> int:
        """Width of a stop if all are to fit into a width."""
        count = max(len(self.thumbs), 1)
        return (width - (count - 1) * self._gap) // count

    def height_for(self, width: int) -> int:
        """Height for a width."""
        self._choose_face(width)
        height = max((thumb.height_px for thumb in self.thumbs), default=self.theme.target_px)
        self._choose_face(self.width())  # a mere query changes nothing
        return height

    def heightForWidth(self, width: int) -> int:
        return self.height_for(width)

    def sizeHint(self) -> QSize:
        return QSize(self._wide(self.theme.px(PICTURE_PX[0])), self.height_for(self.width()))

    @property
    def _gap(self) -> int:
        return self.theme.px(GAP_PX)

    @property
    def _numbered_px(self) -> int:
        return self.thumbs[0].number_px if self.thumbs else self.theme.target_px

    def _wide(self, cell: int) -> int:
        count = len(self.thumbs)
        return count * cell + max(count - 1, 0) * self._gap

    def _choose_face(self, width: int) -> None:
        """Show pictures if they fit."""
        small = self.theme.text >= NUMBERS_FROM_TEXT
        for thumb in self.thumbs:
            thumb.pictured = not small and self.cell_px(width) >= thumb.least_px

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        if self.height_for(self.width()) != self.height():
            self.updateGeometry()  # pictures are higher than numbers; Qt caches the former size

    def _lay_out(self) -> None:
        """Place the thumbs: all, or as many as fit from `_first`."""
        if not self.thumbs or self.width() <= 0:
            return
        self._choose_face(self.width())
        pictured, gap = self.thumbs[0].pictured, self._gap
        cell = min(self.cell_px(self.width()), self.theme.px(PICTURE_PX[0]))
        cell = cell if pictured else max(cell, self._numbered_px)
        room = max((self.width() + gap) // (cell + gap), 1)
        self.first_shown = max(min(self.first_shown, len(self.thumbs) - room), 0)
        seen = min(room, len(self.thumbs))
        left = (self.width() - seen * cell - (seen - 1) * gap) // 2
        top = (self.height() - self.thumbs[0].height_px) // 2
        for number, thumb in enumerate(self.thumbs):
            at = number - self.first_shown
            thumb.setGeometry(QRect(left + at * (cell + gap), top, cell, thumb.height_px))
            thumb.setVisible(0 <= at < seen)

    def _show_near(self, number: int) -> None:
        """Scroll to a stop, with its neighbours if there is room."""
        seen = sum(not thumb.isHidden() for thumb in self.thumbs)
        self.first_shown = min(self.first_shown, max(number - 1, 0))
        self.first_shown = max(self.first_shown, number + 2 - seen)
        self._lay_out()

    # ---- content

    def _build(self, tour: Tour) -> None:
        for thumb in self.thumbs:
            thumb.hide()
            thumb.deleteLater()
        self._tour, self.first_shown, self._shown = tour, 0, ()
        self.thumbs = [
            StopThumb(self.theme, number + 1, self._icon(stop), partial(self._on_stop, number), self)
            for number, stop in enumerate(tour.stops)
        ]
        self.setAccessibleName(
            tr(Text("Stops of the tour: {title}"), self.theme.language, title=tour.title[self.theme.language])
        )
        self.updateGeometry()
        self._lay_out()

    def _icon(self, stop: Stop) -> str:
        """Icon of a stop's zone, or of the park if it has none."""
        return self._park.zones[stop.zone].icon if stop.zone else "blocks"

    def _show_pictures(self) -> None:
        """Request the picture of each stop, and show those available."""
        self._pictured = self._thumbnails.count
        if self._tour is None or not self.thumbs[0].pictured:
            return
        wide, tall = (self.theme.px(n) for n in PICTURE_PX)
        for stop, thumb in zip(self._tour.stops, self.thumbs, strict=True):
            pose = thumbnail_pose(self._park, stop)
            thumb.show_picture(self._thumbnails.picture(pose, wide, tall, self.devicePixelRatioF()))

    def _name(self, playback: Playback) -> None:
        """Set the accessible names of the stops, and let Tab reach the present one."""
        language = self.theme.language
        for number, thumb in enumerate(self.thumbs):
            place = place_of(self._park, playback.tour.stops[number], language)
            now, shown = number == playback.index, number in playback.shown
            text = (
                Text("Stop {stop}: {place}, now")
                if now
                else Text("Stop {stop}: {place}, shown")
                if shown
                else Text("Stop {stop}: {place}")
            )
            words = tr(text, language, stop=number + 1, place=place)
            thumb.setAccessibleName(words)
            thumb.setToolTip(words)
            policy = Qt.FocusPolicy.StrongFocus if now else Qt.FocusPolicy.ClickFocus
            thumb.setFocusPolicy(policy)

    # ---- keys and wheel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move to another stop; Space or Enter opens it."""
        now = self.window().focusWidget()
        held = next((n for n, thumb in enumerate(self.thumbs) if thumb is now), None)
        if held is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        goal = {
            Qt.Key.Key_Left: held - 1, Qt.Key.Key_Right: held + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.thumbs) - 1,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if goal is not None:
            goal = min(max(goal, 0), len(self.thumbs) - 1)
            self._show_near(goal)
            self.thumbs[goal].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            self.first_shown = max(self.first_shown + (-1 if turned > 0 else 1), 0)
            self._lay_out()
        event.accept()
