"""The legend of the flows: the flows between one zone and others, or the meaning of the ribbons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import District, Park, SceneText, Zone
from ...visit.acts import Act, Hover, Open, Point
from ...visit.visit import Visit
from ..input.focus import give_back
from ..style.theme import Theme
from ..widgets import (
    Button,
    Column,
    Heading,
    ListRow,
    Prose,
    Row,
    RowList,
    RowLook,
    ScrollArea,
    Surface,
    Themed,
    apply_theme_within,
    as_widget,
    paint,
)
from ..window.view_state import Views

TITLE = Text("Flows between zones")


BAR_PX, PAD_PX, ICON_PX = 5, 14, 21
LEFT_PX, RIGHT_PX, GAP_PX = 2, 6, 2
"""Margins beside and below the rows, in design pixels."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What a zone passes on to another one, or receives from it."""

    other: Zone  # the zone at the other end
    sender: Zone  # the one whose colour the ribbon has
    text: SceneText

    @property
    def comes_in(self) -> bool:
        return self.sender is self.other


def flows_of(park: Park, id: str) -> tuple[Flow, ...]:
    """What a zone passes on, then what it receives, in the order of the scene."""
    zone = park.zones[id]
    out = [Flow(park.zones[r.zone], zone, r.flow) for r in zone.related]
    into = [Flow(z, z, r.flow) for z in park.zones.values() for r in z.related if r.zone == id]
    return (*out, *into)


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A flow: hovering lights its ribbon; pressing goes to the other zone."""

    flow: Flow

    @property
    def can_press(self) -> bool:
        return True

    def words(self, theme: Theme) -> tuple[str, str]:
        title, words = self.flow.other.title[theme.language], self.flow.text[theme.language]
        text = Text("From {title}: {flow}") if self.flow.comes_in else Text("To {title}: {flow}")
        return tr(text, theme.language, title=title, flow=words), tr(
            Text("Press to go there"), theme.language
        )

    def _lines(self, theme: Theme) -> tuple[paint.Line, ...]:
        title, words = self.flow.other.title[theme.language], self.flow.text[theme.language]
        return paint.Line(title, "label"), paint.Line(words, "fine", "ink2")

    def height(self, theme: Theme, width: int) -> int:
        room = width - theme.px(LEFT_PX + RIGHT_PX + 2 * PAD_PX) - theme.icon_px(ICON_PX) - theme.px(9)
        row = int(paint.lines_height(theme, self._lines(theme), room)) + theme.px(16)
        return max(theme.target_px, theme.px(44), row) + theme.px(GAP_PX)

    def paint(self, painter: QPainter, theme: Theme, rect: QRectF, look: RowLook) -> None:
        whole = rect.adjusted(theme.px(LEFT_PX), 0, -theme.px(RIGHT_PX), -theme.px(GAP_PX))
        radius, middle = theme.radius("md"), whole.center().y()
        fill = theme.colour("tint") if look.hovered else None
        edge = theme.colour("line") if theme.high_contrast else None
        paint.rounded(painter, whole.adjusted(1, 1, -1, -1), radius, fill, edge, edge_px=1)
        if look.ringed:
            paint.focus_ring(painter, theme, whole, radius)
        px, x = theme.icon_px(ICON_PX), whole.x() + theme.px(PAD_PX)
        icon = "arrow-left" if self.flow.comes_in else "arrow-right"
        paint.icon(painter, theme.icon(icon, "ink", px), QPointF(x + px / 2, middle))
        x += px + theme.px(9)
        room = QRectF(x, whole.y(), whole.right() - theme.px(PAD_PX) - x, whole.height())
        paint.draw_lines(painter, theme, room, self._lines(theme))
        inset = theme.px(6)
        bar = QRectF(whole.x() + theme.px(3), whole.y() + inset, theme.px(BAR_PX), whole.height() - 2 * inset)
        colour = theme.colour(theme.accent(self.flow.sender.accent).fill)
        paint.rounded(painter, bar, bar.width() / 2, colour, theme.colour("line"))


WIDTH_PX, WIDTH_GROWTH = 330, 0.6  # design pixels; share of the text size that the width follows
SWATCH_PX = (26, 6)


class Legend(Surface):
    """A panel that lists the flows of the zone that is hovered, open, or was hovered last.

    Parameters
    ----------
    do : takes the visitor's acts.
    on_close : called when the visitor closes it.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Callable[[Act], object],
        on_close: Callable[[], object],
        views: Views | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._park, self._do, self._views = park, do, views or Views()
        self._visit: Visit | None = None
        self._built_for: tuple[str | None, int] = (None, self._views.state.visitor)
        self._touched = False
        self._back_to: QWidget | None = None
        self.list = RowList(theme, self._go, self._to_row, self._to_row)
        self._title = Prose(theme, " ", "title")
        self._close = Button(theme, icon="x", name=" ", kind="quiet", on_press=on_close)
        head = Row(theme, self._title, self._close, gap=8, margins=(10, 0, 0, 0))
        head.setStretch(0, 1)
        self._scroll = ScrollArea(theme, QWidget())
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = Column(theme, head, self._scroll, self.list, gap=2)
        layout.setStretchFactor(self._scroll, 1)
        layout.setStretchFactor(self.list, 1)
        super().__init__(theme, layout, elevation=2, padding=(6, 4, 4, 8), parent=parent)
        self._fill()
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        known = hasattr(self, "theme")
        super().apply_theme(theme)
        if known:
            apply_theme_within(self, theme)
            self._fill()

    # ---- open and close

    def open(self, *, by_key: bool) -> None:
        """Show it; if opened by a key, its first row gets the keyboard focus."""
        if (self.zone, self._views.state.visitor) != self._built_for:
            self._fill()
        self._back_to = self.window().focusWidget()
        self._views.state = replace(self._views.state, flows_open=True)
        self.show()
        self.raise_()
        if by_key:
            self._take_keyboard()

    def dismiss(self) -> None:
        """Hide it, and return the keyboard focus if it has it."""
        now = self.window().focusWidget()
        held = now is not None and self.isAncestorOf(now)
        self._views.state = replace(self._views.state, flows_open=False)
        self.hide()
        self._touch(None)
        if held:
            give_back(self._back_to)
        self._back_to = None

    # ---- contents

    @property
    def zone(self) -> str | None:
        """The zone whose flows are listed."""
        return self._views.state.flows_zone

    def update_from(self, visit: Visit) -> None:
        """List the flows of the present zone."""
        self._visit = visit
        view = self._views.state
        if not view.flows_open:
            self._back_to = None
            self.hide()
        another = view.visitor != self._built_for[1]
        under = None if self._touched and not another else visit.hovered
        zone = visit.pointed or visit.zone or under or view.flows_zone
        self._views.state = replace(view, flows_zone=zone)
        # not while hidden: hovering a zone would rename its rows each time, also for screen readers
        if view.flows_open and (zone, view.visitor) != self._built_for:
            self._touched = self._touched and not another
            self._fill()

    def _fill(self) -> None:
        theme, language = self.theme, self.theme.language
        self.setAccessibleName(tr(TITLE, language))
        self._close.set_text(name=tr(Text("Close (F)"), language))
        self._built_for = (self.zone, self._views.state.visitor)
        zone = self._park.zones[self.zone] if self.zone else None
        title = tr(TITLE, language)
        if zone is not None:
            title = tr(Text("{number}  {title}"), language, number=zone.number, title=zone.title[language])
        self._title.set_text(title)
        held = self.list.hasFocus()
        self._scroll.setVisible(zone is None)
        self.list.setVisible(zone is not None)
        if zone is not None:
            self.list.show_rows(self._rows_of(zone.id))
            self.list.setCurrentRow(min(self.flow_rows, default=-1))
        else:
            column = Column(theme, gap=2, margins=(2, 0, 6, 2))
            self._explain(column)
            column.addStretch(1)
            self._scroll.setWidget(as_widget(column))
        self.updateGeometry()
        if held:
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        (self.list if self.flow_rows else self._close).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def flow_rows(self) -> dict[int, FlowRow]:
        """The listed flows, by row index."""
        if self.zone is None:
            return {}
        rows = ((number, self.list.row_at(number)) for number in range(self.list.count()))
        return {number: row for number, row in rows if isinstance(row, FlowRow)}

    def _explain(self, column: Column) -> None:
        theme, language = self.theme, self.theme.language
        what = Prose(
            theme,
            tr(
                Text(
                    "A ribbon shows what one zone passes on to another in this park. It has the colour of the "
                    "sender, and the pulses move towards the receiver. The overview shows one ribbon for each "
                    "zone; point at a zone to see all of its ribbons."
                ),
                language,
            ),
            "label",
            "ink2",
            weight=400,
        )
        column.addLayout(Column(theme, what, gap=0, margins=(8, 0, 4, 8)))
        column.addWidget(_heading(theme, tr(Text("Colours by district"), language)))
        for district in self._park.settled_districts:
            column.addWidget(DistrictRow(theme, self._park, district))

    def _rows_of(self, id: str) -> list[ListRow]:
        language, rows = self.theme.language, list[ListRow]()
        flows = flows_of(self._park, id)
        for text, comes_in in ((Text("Passes on"), False), (Text("Receives"), True)):
            listed = [FlowRow(flow) for flow in flows if flow.comes_in is comes_in]
            if listed:
                rows.append(
                    Heading(tr(text, language), "fine", "ink2", 6, 2 + GAP_PX, LEFT_PX + 8, weight=600)
                )
                rows.extend(listed)
        if not flows:
            rows.append(
                Heading(
                    tr(Text("No flows are shown for this zone."), language), "label", "ink2", left_px=LEFT_PX
                )
            )
        return rows

    # ---- size

    def sizeHint(self) -> QSize:
        theme, m = self.theme, 2 * self.margin_px
        width = round(theme.px(WIDTH_PX) * (1 + WIDTH_GROWTH * (theme.text - 1)))
        pad = theme.px(6 + 4)
        content = self._scroll.widget()
        layout = content.layout() if content and self.zone is None else None
        body = layout.totalHeightForWidth(width - pad) if layout else self.list.height_for(width - pad)
        head_px = width - pad - self._close.sizeHint().width() - theme.px(18)
        head = max(self._close.sizeHint().height(), self._title.heightForWidth(head_px))
        return QSize(width + m, head + body + theme.px(4 + 2 + 8 + 4) + m)

    # ---- input

    def _go(self, number: int) -> None:
        self._touched = False
        other = self.flow_rows[number].flow.other
        self._do(Hover(None))
        self._do(Open(other.id))

    def _to_row(self, number: int | None) -> None:
        """Handle the pointer or keyboard focus reaching a row."""
        row = self.flow_rows.get(number) if number is not None else None
        self._touch(row.flow if row is not None else None)

    def _touch(self, flow: Flow | None) -> None:
        """Light a ribbon: its other end is treated as hovered."""
        visit, self._touched = self._visit, flow is not None
        if visit is None:
            return
        if flow is not None and not (visit.pointed or visit.zone) and self.zone:
            self._do(Point(self.zone))  # keeps this zone as the subject while rows are hovered
        if flow is not None or visit.hovered is not None:
            self._do(Hover(flow.other.id if flow else None))


class DistrictRow(Themed, QWidget):
    """A district and the colours of its zones, which their ribbons share."""

    def __init__(self, theme: Theme, park: Park, district: District) -> None:
        super().__init__()
        self._accents = [zone.accent for zone in park.zones_of(district.id)]
        self._words = Prose(theme, district.title[theme.language], "label", weight=600)
        column = Column(theme, self._words, gap=0, margins=(8, 2, 4, SWATCH_PX[1] + 8))
        self.setLayout(column)
        self.apply_theme(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        width, height = theme.px(SWATCH_PX[0]), theme.px(SWATCH_PX[1])
        for index, accent in enumerate(self._accents):
            left = theme.px(8) + index * (width + theme.px(5))
            bar = QRectF(left, self.height() - height - theme.px(5), width, height)
            paint.rounded(
                painter, bar, height / 2, theme.colour(theme.accent(accent).fill), theme.colour("line")
            )


def _heading(theme: Theme, words: str) -> QWidget:
    return as_widget(
        Column(theme, Prose(theme, words, "fine", "ink2", weight=600), gap=0, margins=(8, 6, 4, 2))
    )
