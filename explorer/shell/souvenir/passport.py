"""The page of the passport: a stamp for each visited zone, a double ring for each exhibit tried, and the next zone."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ...i18n import Text, tr
from ...park.model import Park, Zone
from ...visit import Act, Open, Visit
from ..kiosk.modal import Modal
from ..style.theme import Theme
from ..viewport.thumbnails import Thumbnails
from ..widgets import (
    Button,
    Column,
    FittingScrollArea,
    Flow,
    HoverAnimation,
    KeyFocus,
    Prose,
    Row,
    Themed,
    apply_theme_within,
    paint,
)

STAMPS: dict[str, Text] = {
    "unseen": Text("not seen yet"),
    "seen": Text("seen"),
    "tried": Text("seen and tried"),
}

WIDTH_PX, NEXT_PX = 1080, 390  # design pixels
STAMP_PX, PICTURE_PX = 72, (388, 150)
LARGE = 1.5
"""Text scale from which, and on a stand with few pixels, the next zone is shown by name only."""
SEEN, TRIED, UNSEEN = "seen", "tried", "unseen"


class Stamp(HoverAnimation, KeyFocus, Themed, QPushButton):
    """The place of a stamp: a dashed ring with a number; visited, a ring with the zone's sign; tried, a double ring."""

    def __init__(self, theme: Theme, zone: Zone, on_press: Callable[[str], object]) -> None:
        super().__init__()
        self.zone, self.kind = zone, UNSEEN
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_press(zone.id))
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._name()

    def show_kind(self, kind: str) -> None:
        """Show its state: empty, visited or tried."""
        if kind != self.kind:
            self.kind = kind
            self._name()
            self.update()

    def _name(self) -> None:
        language = self.theme.language
        title = f"{self.zone.number} {self.zone.title[language]}"
        self.setAccessibleName(f"{title}: {tr(STAMPS[self.kind], language)}")
        self.setToolTip(f"{title}\n{tr(STAMPS[self.kind], language)}")

    def sizeHint(self) -> QSize:
        side = max(round(self.theme.px(STAMP_PX) * (1 + (self.theme.text - 1) * 0.4)), self.theme.target_px)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = float(theme.px(3))
        ring = QRectF(self.rect()).adjusted(width, width, -width, -width)
        colours = theme.accent(self.zone.accent)
        if self.kind == UNSEEN:
            pen = QPen(theme.colour("control" if self.underMouse() else "line"), theme.px(2))
            pen.setDashPattern([3.0, 2.5])
            painter.setPen(pen)
            painter.drawEllipse(ring)
            font = theme.font("strong")
            paint.text(
                painter,
                QRectF(self.rect()),
                str(self.zone.number),
                font,
                theme.colour("ink2"),
                align=paint.CENTRE,
            )
        else:
            ink = theme.colour(colours.text)
            painter.setBrush(theme.colour("raised"))
            painter.setPen(QPen(ink, width))
            painter.drawEllipse(ring)
            if self.kind == TRIED:
                painter.setPen(QPen(ink, theme.px(1.5)))
                inset = theme.px(5)
                painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))
            side = theme.icon_px(24)
            middle = QPointF(self.rect().center())
            paint.icon(
                painter,
                theme.icon(self.zone.icon, colours.text, side),
                QPointF(middle.x(), middle.y() - side * 0.3),
            )
            below = QRectF(0, middle.y() + side * 0.2, self.width(), theme.line_px("label"))
            paint.text(
                painter, below, str(self.zone.number), theme.font("label", 700), ink, align=paint.CENTRE
            )
        if self.by_key and self.hasFocus():
            paint.focus_ring(painter, theme, QRectF(self.rect()), self.width() / 2)


class PictureOfZone(Themed, QWidget):
    """A picture of a zone, drawn by the stage when it is idle."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(PICTURE_PX[0]), self.theme.px(PICTURE_PX[1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.rounded(painter, QRectF(self.rect()), self.theme.radius("md"), self.theme.colour("sunken"))
        if self.picture is not None:
            size = self.picture.deviceIndependentSize()
            share = max(self.width() / size.width(), self.height() / size.height())
            painter.setClipRect(self.rect())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            at = QRectF(0, 0, size.width() * share, size.height() * share)
            at.moveCenter(QRectF(self.rect()).center())
            painter.drawPixmap(at, self.picture, QRectF(self.picture.rect()))


def next_zone(visit: Visit) -> Zone | None:
    """The nearest unvisited zone, else the nearest with an untried exhibit; None if all is done."""
    zones = visit.park.zones
    here = visit.pose.target
    left = [zone for zone in zones.values() if zone.id not in visit.visited]
    left = left or [
        zone for zone in zones.values() if zone.exhibit is not None and zone.id not in visit.tried
    ]

    def distance_m(zone: Zone) -> float:
        return hypot(zone.place.centre_m[0] - here[0], zone.place.centre_m[1] - here[1])

    return min(left, key=distance_m, default=None)


class Passport(Modal):
    """Shows visited zones and tried exhibits.

    Parameters
    ----------
    thumbnails : draws the picture of the next zone.
    """

    def __init__(
        self, theme: Theme, park: Park, do: Callable[[Act], None], thumbnails: Thumbnails, parent: QWidget
    ) -> None:
        self._park, self._do, self._thumbnails = park, do, thumbnails
        self._next: Zone | None = None
        self._shown: object = None
        self.title = Prose(theme, " ", "title")
        self.leave = Button(theme, icon="x", name=" ", kind="quiet", on_press=self.dismissed)
        self.stamps: dict[str, Stamp] = {}
        self._districts: list[tuple[str, Prose]] = []
        self.seen, self.tried = (Prose(theme, " ", "display", level=0) for _ in range(2))
        self._seen_name, self._tried_name = (
            Prose(theme, " ", "fine", "ink2"),
            Prose(theme, " ", "fine", "ink2"),
        )
        self._next_title, self.next_name = Prose(theme, " ", "label"), Prose(theme, " ", "strong")
        self.next_lead = Prose(theme, " ", "body", "ink2")
        self.picture = PictureOfZone(theme)
        self.go = Button(theme, " ", "footprints", kind="primary", on_press=self._go)
        self._explanation = Prose(theme, " ", "fine", "ink2")
        head = Row(theme, self.title, None, self.leave, gap=12)
        body = Row(theme, self._stamps_area(theme), self._side(theme), gap=32)
        body.setStretch(0, 1)
        column = Column(theme, gap=14)
        column.addLayout(head)
        column.addLayout(body, 1)
        super().__init__(theme, column, WIDTH_PX, parent)
        self.retranslate()

    def _stamps_area(self, theme: Theme) -> QWidget:
        blocks = Flow(theme, gap=20)
        for district in self._park.settled_districts:
            zones = self._park.zones_of(district.id)
            name = Prose(theme, " ", "label")
            row = Flow(theme, gap=10)
            for zone in zones:
                stamp = Stamp(theme, zone, self._open)
                self.stamps[zone.id] = stamp
                row.addWidget(stamp)
            block = QWidget()
            block.setLayout(Column(theme, name, row, gap=6))
            self._districts.append((district.id, name))
            blocks.addWidget(block)
        page = QWidget()
        page.setLayout(blocks)
        return FittingScrollArea(theme, page)

    def _side(self, theme: Theme) -> QWidget:
        numbers = Row(theme, gap=28)
        for number, name in ((self.seen, self._seen_name), (self.tried, self._tried_name)):
            numbers.addLayout(Column(theme, number, name, gap=0))
        numbers.addStretch(1)
        side = QWidget()
        self._rest = (self._next_title, self.picture, self.next_name, self.next_lead, self.go)
        column = Column(theme, numbers, *self._rest, None, self._explanation, gap=12)
        side.setLayout(column)
        side.setFixedWidth(theme.px(NEXT_PX))
        self._side_widget = side
        return side

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._side_widget.setFixedWidth(theme.px(NEXT_PX))
        apply_theme_within(self._side_widget, theme)
        self._shown = None
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts in the theme's language."""
        language = self.theme.language
        self.title.set_text(tr(Text("Park passport"), language))
        self.surface.setAccessibleName(tr(Text("Park passport"), language))
        self.leave.set_text(name=tr(Text("Close"), language))
        self._seen_name.set_text(tr(Text("zones seen"), language))
        self._tried_name.set_text(tr(Text("experiments done"), language))
        self._explanation.set_text(
            tr(
                Text("A stamp for looking, a double ring for trying. Nothing is kept after you leave."),
                language,
            )
        )
        self.go.set_text(tr(Text("Go there"), language))
        for id, name in self._districts:
            name.set_text(self._park.district(id).title[language])

    def update_from(self, visit: Visit) -> None:
        """Update the stamps."""
        language = self.theme.language
        self._next = next_zone(visit)
        self.picture.picture = self._picture_of(self._next)
        shown = (visit.visited, visit.tried, self._next, self.picture.picture is None, language)
        if shown == self._shown:
            return
        self._shown = shown
        for id, stamp in self.stamps.items():
            stamp.show_kind(TRIED if id in visit.tried else SEEN if id in visit.visited else UNSEEN)
        exhibits = sum(zone.exhibit is not None for zone in self._park.zones.values())
        for prose, done, of in (
            (self.seen, len(visit.visited), len(self._park.zones)),
            (self.tried, len(visit.tried), exhibits),
        ):
            prose.set_text(tr(Text("{done} of {of}"), language, done=done, of=of))
        is_large = self.theme.text >= LARGE
        lacks_room = is_large or self.theme.crowded
        for widget in (self.picture, self.next_name, self.next_lead, self.go):
            widget.setVisible(
                self._next is not None and not (lacks_room and widget in (self.picture, self.next_lead))
            )
        self._explanation.setVisible(not is_large)
        title = Text("Next for you") if self._next is not None else Text("Everything seen and tried")
        self._next_title.set_text(tr(title, language))
        if self._next is not None:
            self.next_name.set_text(f"{self._next.number} {self._next.title[language]}")
            self.next_lead.set_text(self._next.lead[language])
        self.picture.update()

    def _picture_of(self, zone: Zone | None) -> QPixmap | None:
        if zone is None:
            return None
        width, height = self.theme.px(PICTURE_PX[0]), self.theme.px(PICTURE_PX[1])
        pose = zone.views.front.pose
        return self._thumbnails.picture(pose, width, height, self.devicePixelRatioF())

    def dismissed(self) -> None:
        """Close the page."""
        self.close_up()

    def _go(self) -> None:
        if self._next is not None:
            self._open(self._next.id)

    def _open(self, zone: str) -> None:
        self.close_up()
        self._do(Open(zone))
