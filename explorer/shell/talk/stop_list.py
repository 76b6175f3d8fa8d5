"""The list of all stops of a talk: number, name, planned time, whether shown; a press jumps to a stop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from ...i18n import Text, tr
from ...park.model import Accent, Park
from ...visit import JumpTo, Visit
from ...visit.talk.reducer import stop_of
from ...visit.talk.state import Talk
from ..panels.toolbars import PROGRAM_ACCENT
from ..style.theme import Theme
from ..style.time_format import clock_text
from ..widgets import HoverAnimation, KeyFocus, Themed, paint, paint_badge
from .next_stop import stop_title

BADGE_PX, PAD_PX, HEIGHT_PX = 32, 10, 56
LEAST_WIDTH_PX, COMPACT_PX = 150, 98
MOST_COLUMNS = 5
# Not Qt's arrow keys among buttons: at either end they leave the list or pass the key on, and a clicker's would turn a page.
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class StopButton(HoverAnimation, KeyFocus, Themed, QPushButton):
    """One stop. Arrows move within the list once it has the focus."""

    def __init__(
        self,
        theme: Theme,
        accent: Accent,
        number: str,
        on_press: Callable[[], None],
        on_step: Callable[[int], None],
    ) -> None:
        super().__init__()
        self._accent, self._number, self._on_step = accent, number, on_step
        self.planned, self.shown, self.now, self.compact = "", False, False, False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)  # Enter presses it
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.clicked.connect(on_press)
        self.apply_theme(theme)

    def set_text(self, title: str, planned: str, name: str) -> None:
        """Change the words."""
        self.setText(title)
        self.planned = planned
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def mark(self, *, shown: bool, now: bool) -> None:
        """Mark it as shown, and as the present stop."""
        if (shown, now) != (self.shown, self.now):
            self.shown, self.now = shown, now
            self.update()

    def shorten(self, compact: bool) -> None:
        """Move the name to the tooltip, or show it."""
        if compact != self.compact:
            self.compact = compact
            self.updateGeometry()
            self.update()

    def _room_px(self, width: int) -> float:
        theme = self.theme
        tick = 0 if self.compact else theme.icon_px(20)
        return width - 3 * theme.px(PAD_PX) - theme.icon_px(BADGE_PX) - tick

    def sizeHint(self) -> QSize:
        width = self.theme.px(COMPACT_PX if self.compact else LEAST_WIDTH_PX)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(COMPACT_PX if self.compact else LEAST_WIDTH_PX), self.theme.target_px)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = self.theme
        if self.compact:
            return theme.target_px
        words = paint.wrapped_height(self.text() or " ", theme.font("label"), self._room_px(width))
        return max(theme.px(HEIGHT_PX), theme.target_px, round(words) + theme.line_px("fine") + theme.px(12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._on_step(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        radius = theme.radius("md")
        touched = self.underMouse() or self.isDown() or self.now
        fill = self.animated_fill(theme.colour("tint" if touched else "raised"))
        edge, edge_px = ("primary", 2.5) if self.now else ("line", 1)
        paint.rounded(painter, rect, radius, fill, theme.colour(edge), edge_px=theme.px(edge_px))
        if self.rings:
            paint.focus_ring(painter, theme, rect, radius)
        pad, side = theme.px(PAD_PX), theme.icon_px(BADGE_PX)
        badge = QRectF(pad, rect.center().y() - side / 2, side, side)
        paint_badge(painter, theme, badge, self._accent, number=self._number)
        room = self._room_px(self.width())
        words = 0.0 if self.compact else paint.wrapped_height(self.text(), theme.font("label"), room)
        fine = float(theme.line_px("fine"))
        y = rect.center().y() - (words + fine) / 2
        at = QRectF(2 * pad + side, y, room + 2, words)
        if not self.compact:
            paint.text(painter, at, self.text(), theme.font("label"), theme.colour("ink"), wrap=True)
        below = QRectF(at.x(), y + words, room + 2, fine)
        if not (self.compact and self.shown):  # when compact, the tick replaces the time
            paint.text(painter, below, self.planned, theme.font("fine"), theme.colour("ink2"))
        if self.shown:
            px = theme.icon_px(18)
            low = rect.center().y() if self.compact else rect.bottom() - pad - px / 2
            corner = QPointF(rect.right() - pad - px / 2, low)
            paint.icon(painter, theme.icon("check", "ok", px), corner)


# Not a list view, unlike zones, flows and hits: the columns share the width, and the cells of a row are as high as its
# longest name. Qt's list view has cells of one size, or each of its own, and neither gives this layout.


class StopList(Themed, QWidget):
    """The list of stops, in as many columns as fit."""

    def __init__(self, theme: Theme, park: Park, talk: Talk, do: Callable[[JumpTo], None]) -> None:
        super().__init__()
        self._park, self._tour = park, talk.tour
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._grid)
        self._columns = 0
        self.buttons: list[StopButton] = []
        for index, stop in enumerate(talk.tour.stops):
            zone = park.zones[stop.zone] if stop.zone else None
            accent, number = (zone.accent, str(zone.number)) if zone else (PROGRAM_ACCENT, "")
            self.buttons.append(
                StopButton(
                    theme, accent, number,
                    partial(do, JumpTo(index)),
                    partial(self._step, index),
                )
            )  # fmt: skip
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._grid.setSpacing(theme.px(8))
        self._arrange(min(MOST_COLUMNS, len(self.buttons)))
        for button in self.buttons:
            button.apply_theme(theme)
        self._name()

    def _name(self) -> None:
        language = self.theme.language
        for index, (button, stop) in enumerate(zip(self.buttons, self._tour.stops, strict=True)):
            title, planned = stop_title(stop, self._park, language), clock_text(self._tour.starts_s[index])
            name = tr(
                Text("{number}. {title}, planned at {at}"),
                language,
                number=index + 1,
                title=title,
                at=planned,
            )
            button.set_text(
                title, planned, tr(Text("{stop}, shown"), language, stop=name) if button.shown else name
            )

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, button in enumerate(self.buttons):
            self._grid.addWidget(button, *divmod(index, columns))

    def fit(self, width: int, *, compact: bool = False) -> None:
        """Use as many columns as fit into a width; compact, it shows only numbers and times."""
        theme = self.theme
        if compact:
            least = theme.px(COMPACT_PX) * theme.text
        else:  # words are not broken
            words = [word for button in self.buttons for word in button.text().split()]
            widest = max((theme.width_of(word, "label") for word in words), default=0.0)
            least = widest + 3 * theme.px(PAD_PX) + theme.icon_px(BADGE_PX) + theme.icon_px(20) + 2
        least = max(least, theme.px(COMPACT_PX if compact else LEAST_WIDTH_PX)) + self._grid.spacing()
        for button in self.buttons:
            button.shorten(compact)
        count = len(self.buttons)
        fit = max(1, min(count if compact else MOST_COLUMNS, int(width / least)))
        rows = -(-count // fit)
        self._arrange(-(-count // rows))

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Mark the present stop, and those already shown."""
        at = stop_of(visit)
        for index, button in enumerate(self.buttons):
            shown = talk.begun and index != at and talk.spent_s(index) > 0
            if shown != button.shown:
                button.mark(shown=shown, now=index == at)
                self._name()
            button.mark(shown=shown, now=index == at)

    def enter(self) -> None:
        """Focus the present stop."""
        now = next((button for button in self.buttons if button.now), self.buttons[0])
        now.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _step(self, at: int, step: int) -> None:
        to = at + step
        if 0 <= to < len(self.buttons):
            self.buttons[to].setFocus(Qt.FocusReason.OtherFocusReason)
