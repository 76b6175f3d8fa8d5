"""The stops of a talk: the next one, and all of them as a list or as a row that scrolls; a press jumps there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QWidget

from ...base.geometry import Pose
from ...i18n import Text, tr
from ...park.model import Accent, Park, Tour
from ...visit import JumpTo, Visit
from ...visit.talk.own import OwnSlide
from ...visit.talk.reducer import stop_of, upcoming
from ...visit.talk.state import Talk
from ...visit.viewpoint import Viewpoint
from ..panels.toolbars import PROGRAM_ACCENT
from ..style.theme import Theme, scroll_bar_style, set_style_sheet
from ..style.time_format import clock_text, duration_text
from ..viewport.thumbnails import Thumbnails
from ..widgets import (
    Column,
    FittingScrollArea,
    HoverAnimation,
    KeyFocus,
    Prose,
    Row,
    Themed,
    paint,
    paint_badge,
)
from ..widgets.layouts import as_widget
from .console_widgets import ConsoleCard

WIDTH_PX, HEIGHT_PX = 196, 110


class StopThumbnail(Themed, QLabel):
    """Thumbnail of a place, shown once it is drawn."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._pose: Pose | None = None
        self._count = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setFixedSize(theme.px(WIDTH_PX), theme.px(HEIGHT_PX))

    def look(self, pose: Pose | None, name: str) -> None:
        """Show the view from a pose, or none."""
        if pose != self._pose:
            self._pose = pose
            self.update()
        self.setAccessibleName(name)
        self.setVisible(pose is not None)

    def advance(self) -> None:
        """Show the thumbnail once it is drawn."""
        if self._count != self._thumbnails.count:
            self._count = self._thumbnails.count
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape, radius = QPainterPath(), float(self.theme.radius("sm"))
        shape.addRoundedRect(rect, radius, radius)
        painter.setClipPath(shape)
        painter.fillRect(rect, self.theme.colour("sunken"))
        if self._pose is None:
            return
        picture = self._thumbnails.picture(self._pose, self.width(), self.height(), self.devicePixelRatioF())
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(rect, picture, QRectF(picture.rect()))


class NextStop(ConsoleCard):
    """The next stop."""

    def __init__(self, theme: Theme, park: Park, thumbnails: Thumbnails) -> None:
        self._park = park
        self._shown: tuple[object, ...] = ()
        self.thumbnail = StopThumbnail(theme, thumbnails)
        self.when = Prose(theme, " ", "label", "ink2")
        self.title = Prose(theme, " ", "title")
        self.more = Prose(theme, " ", "body", "ink2")
        words = as_widget(Column(theme, self.when, self.title, self.more, None, gap=6))
        row = Row(theme, self.thumbnail, words, gap=14)
        row.setStretch(1, 1)
        row.setAlignment(self.thumbnail, Qt.AlignmentFlag.AlignTop)
        super().__init__(theme, row, padding=12)

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Show the stop after the present one."""
        at, language = stop_of(visit), self.theme.language
        shown = (at, talk.begun, self.theme, talk.tour.id, talk.slide, talk.own.slides)
        if shown == self._shown:
            return
        self._shown = shown
        following = upcoming(visit)
        if isinstance(following, OwnSlide):
            self._show_slide(following, visit)
            return
        if following is None:
            self.when.set_text(tr(Text("After this stop"), language))
            self.title.set_text(tr(Text("The talk is finished"), language))
            self.more.set_text(tr(Text("The audience sees the whole park."), language))
            self.thumbnail.look(self._park.home, tr(Text("The whole park"), language))
            return
        stop = talk.tour.stops[following]
        title = self._park.title_of(stop)[language]
        if stop.zone is not None:
            number = self._park.zones[stop.zone].number
            title = tr(Text("{number} · {title}"), language, number=number, title=title)
        self.when.set_text(
            tr(Text("Next stop · PageDown") if talk.begun else Text("First stop · PageDown starts"), language)
        )
        self.title.set_text(title)
        lasts, starts = duration_text(stop.hold_s, language), clock_text(talk.tour.starts_s[following])
        self.more.set_text(tr(Text("{lasts} · planned at {at}"), language, lasts=lasts, at=starts))
        self.thumbnail.look(Viewpoint.of_stop(self._park, stop).pose, title)

    def _show_slide(self, slide: OwnSlide, visit: Visit) -> None:
        """Show that a slide of the presenter comes next; its picture is that of the stop it follows."""
        language, name = self.theme.language, Path(slide.path).name
        self.when.set_text(tr(Text("Your slide · PageDown"), language))
        self.title.set_text(name)
        page = tr(Text("page {page}", page=slide.page + 1), language) if slide.kind == "page" else " "
        self.more.set_text(page)
        if visit.playback is not None:
            self.thumbnail.look(Viewpoint.of_stop(self._park, visit.playback.stop).pose, name)


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
# longest name. Qt's list view has cells of one size or of individual sizes; neither gives this layout.


class StopList(Themed, QWidget):
    """The list of stops, in as many columns as fit, or in one row."""

    def __init__(self, theme: Theme, park: Park, talk: Talk, do: Callable[[JumpTo], None]) -> None:
        super().__init__()
        self._park, self._tour, self._do = park, talk.tour, do
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._grid)
        self._columns = 0
        self.buttons: list[StopButton] = []
        self._fill(theme)
        self.apply_theme(theme)

    def _fill(self, theme: Theme) -> None:
        """Make a button for each stop of the tour."""
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons, self._columns = [], 0
        for index, stop in enumerate(self._tour.stops):
            zone = self._park.zones[stop.zone] if stop.zone else None
            accent, number = (zone.accent, str(zone.number)) if zone else (PROGRAM_ACCENT, "")
            press, step = partial(self._do, JumpTo(index)), partial(self._step, index)
            self.buttons.append(StopButton(theme, accent, number, press, step))

    def show_tour(self, tour: Tour) -> bool:
        """List the stops of another tour; whether it was another one."""
        if tour is self._tour:
            return False
        self._tour = tour
        self._fill(self.theme)
        self.apply_theme(self.theme)
        return True

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._grid.setSpacing(theme.px(8))
        self._arrange(min(MOST_COLUMNS, len(self.buttons)))
        for button in self.buttons:
            button.apply_theme(theme)
        self._name()

    def minimumSizeHint(self) -> QSize:
        """No minimum height: the layout would report that of its narrowest form."""
        return QSize(super().minimumSizeHint().width(), 1)

    def _name(self) -> None:
        language = self.theme.language
        for index, (button, stop) in enumerate(zip(self.buttons, self._tour.stops, strict=True)):
            title, planned = self._park.title_of(stop)[language], clock_text(self._tour.starts_s[index])
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
            button.show()  # one that is added later stays hidden otherwise

    def fit(self, width: int) -> None:
        """Use as many columns as fit into a width."""
        least = self._least_px(compact=False)
        count = len(self.buttons)
        fit = max(1, min(MOST_COLUMNS, int(width / least)))
        rows = -(-count // fit)
        self._arrange(-(-count // rows))

    def line_up(self, *, compact: bool) -> None:
        """Use one row; compact, it shows only numbers and times."""
        self.setMinimumWidth(round(self._least_px(compact=compact) * len(self.buttons)))
        self._arrange(len(self.buttons))

    def _least_px(self, *, compact: bool) -> float:
        """Least width of a column, with the gap beside it."""
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
        return least

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
        self._focus(next((button for button in self.buttons if button.now), self.buttons[0]))

    def _step(self, at: int, step: int) -> None:
        to = at + step
        if 0 <= to < len(self.buttons):
            self._focus(self.buttons[to])

    def _focus(self, button: StopButton) -> None:
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(button)


class StopRow(FittingScrollArea):
    """The stops in one row, scrolled to the present one: below the picture they leave it the room."""

    def __init__(self, theme: Theme, stops: StopList) -> None:
        self._stops, self._now = stops, -1
        super().__init__(theme, stops)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        set_style_sheet(self.horizontalScrollBar(), scroll_bar_style(theme))

    def heightForWidth(self, width: int) -> int:
        """The height of the row, and of the scroll bar if it needs one."""
        wanted = self._stops.minimumWidth()
        bar = self.horizontalScrollBar().sizeHint().height() if wanted > width else 0
        return super().heightForWidth(max(width, wanted)) + bar

    def line_up(self, *, compact: bool) -> None:
        """Arrange the stops in one row; compact, they show only numbers and times."""
        self._stops.line_up(compact=compact)
        self.updateGeometry()

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Mark the stops; when the talk moves on, scroll to the present one and those beside it."""
        self._stops.update_from(visit, talk)
        now = stop_of(visit)
        if now is not None and now != self._now and self.isVisible():
            self._now = now
            button = self._stops.buttons[now]
            self.ensureWidgetVisible(button, button.width(), 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - round(turned / 120 * bar.singleStep() * 3))
        event.accept()
