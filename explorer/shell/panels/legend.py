"""The legend of the flows: the flows of one zone with others, or what the ribbons mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ...i18n.messages import say
from ...park.model import District, Park, SceneText, Zone
from ...visit.acts import Act, Hover, Open, Point
from ...visit.visit import Visit
from ..input import focus
from ..input.focus import give_back
from ..style.theme import Theme
from ..widgets import Button, Column, Prose, Row, ScrollArea, Surface, Themed, apply_theme_within, paint
from ..window.view_state import Views

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -999, Qt.Key.Key_End: 999}
BAR_PX = 5


@dataclass(frozen=True, slots=True)
class Flow:
    """What a zone passes on to another one, or receives from it.

    Attributes
    ----------
    other : the zone at the other end.
    sender : whose colour it has.
    """

    other: Zone
    sender: Zone
    text: SceneText

    @property
    def comes_in(self) -> bool:
        return self.sender is self.other


def flows_of(park: Park, id: str) -> tuple[Flow, ...]:
    """What a zone passes on, then what it receives, as the scene tells it."""
    zone = park.zones[id]
    out = [Flow(park.zones[r.zone], zone, r.flow) for r in zone.related]
    into = [Flow(z, z, r.flow) for z in park.zones.values() for r in z.related if r.zone == id]
    return (*out, *into)


class FlowRow(Button):
    """A flow as a button: pointed at, it lights its ribbon; pressed, it leads to the other zone."""

    def __init__(
        self,
        theme: Theme,
        flow: Flow,
        on_press: Callable[[Flow], object],
        on_touch: Callable[[Flow | None, FlowRow], object],
        on_step: Callable[[FlowRow, int], object],
    ) -> None:
        self.flow = flow
        self._on_touch, self._on_step = on_touch, on_step
        icon = "arrow-left" if flow.comes_in else "arrow-right"
        super().__init__(theme, " ", icon, kind="quiet", left=True, on_press=lambda: on_press(flow))
        self.set_flow()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if hasattr(self, "flow"):
            self.set_flow()

    def set_flow(self) -> None:
        """Say it in the theme's language."""
        language = self.theme.language
        title, words = self.flow.other.title[language], self.flow.text[language]
        key = "flows.row.in" if self.flow.comes_in else "flows.row.out"
        self.set_text(title, say(key, language, title=title, flow=words), sub=words)
        self.setAccessibleDescription(say("flows.hint", language))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._on_touch(self.flow, self)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._on_touch(None, self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.rings:
            self._on_touch(self.flow, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._on_step(self, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, inset = self.theme, self.theme.px(6)
        bar = QRectF(theme.px(3), inset, theme.px(BAR_PX), self.height() - 2 * inset)
        colour = theme.colour(theme.accent(self.flow.sender.accent).fill)
        painter = QPainter(self)
        paint.rounded(painter, bar, bar.width() / 2, colour, theme.colour("line"))


WIDTH_PX, WIDTH_GROWTH = 330, 0.6  # of the design; how much of the text size it follows
SWATCH_PX = (26, 6)


class Legend(Surface):
    """A panel that lists the flows of the zone that is pointed at, open, or was last under the pointer.

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
        self.rows: list[FlowRow] = []
        self._title = Prose(theme, " ", "title")
        self._close = Button(theme, icon="x", name=" ", kind="quiet", on_press=on_close)
        head = Row(theme, self._title, self._close, gap=8, margins=(10, 0, 0, 0))
        head.setStretch(0, 1)
        self._scroll = ScrollArea(theme, QWidget())
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = Column(theme, head, self._scroll, gap=2)
        layout.setStretchFactor(self._scroll, 1)
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
        """Show it; asked for by a key, its first row gets the keyboard."""
        if (self.zone, self._views.state.visitor) != self._built_for:
            self._fill()
        self._back_to = self.window().focusWidget()
        self._views.state = replace(self._views.state, flows_open=True)
        self.show()
        self.raise_()
        if by_key:
            first: QWidget = self.rows[0] if self.rows else self._close
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Hide it, and give the keyboard back if it has it."""
        now = self.window().focusWidget()
        held = now is not None and self.isAncestorOf(now)
        self._views.state = replace(self._views.state, flows_open=False)
        self.hide()
        self._touch(None)
        if held:
            give_back(self._back_to)
        self._back_to = None

    # ---- what is shown

    @property
    def zone(self) -> str | None:
        """The zone whose flows are listed."""
        return self._views.state.flows_zone

    def update_from(self, visit: Visit) -> None:
        """List the flows of the zone in question."""
        self._visit = visit
        view = self._views.state
        if not view.flows_open:
            self._back_to = None
            self.hide()
        another = view.visitor != self._built_for[1]
        under = None if self._touched and not another else visit.hovered
        zone = visit.pointed or visit.zone or under or view.flows_zone
        self._views.state = replace(view, flows_zone=zone)
        # not while it is hidden: its rows would be named anew, to screen readers too, with each zone pointed at
        if view.flows_open and (zone, view.visitor) != self._built_for:
            self._touched = self._touched and not another
            self._fill()

    def _fill(self) -> None:
        theme, language = self.theme, self.theme.language
        self.setAccessibleName(say("flows.title", language))
        self._close.set_text(name=say("flows.close", language))
        self._built_for = (self.zone, self._views.state.visitor)
        zone = self._park.zones[self.zone] if self.zone else None
        title = say("flows.title", language)
        if zone is not None:
            title = say("flows.zone", language, number=zone.number, title=zone.title[language])
        self._title.set_text(title)
        held = any(row.hasFocus() for row in self.rows)
        self.rows = []
        content, column = QWidget(), Column(theme, gap=2, margins=(2, 0, 6, 2))
        content.setLayout(column)
        self._explain(column) if zone is None else self._list(column, zone.id)
        column.addStretch(1)
        self._scroll.setWidget(content)
        self.updateGeometry()
        if held:
            (self.rows[0] if self.rows else self._close).setFocus(Qt.FocusReason.OtherFocusReason)

    def _explain(self, column: Column) -> None:
        theme, language = self.theme, self.theme.language
        what = Prose(theme, say("flows.what", language), "label", "ink2", weight=400)
        column.addLayout(Column(theme, what, gap=0, margins=(8, 0, 4, 8)))
        column.addWidget(_heading(theme, say("flows.districts", language)))
        for district in self._park.districts:
            column.addWidget(DistrictRow(theme, self._park, district))

    def _list(self, column: Column, id: str) -> None:
        theme, language = self.theme, self.theme.language
        flows = flows_of(self._park, id)
        for key, comes_in in (("flows.out", False), ("flows.in", True)):
            listed = [flow for flow in flows if flow.comes_in is comes_in]
            if not listed:
                continue
            column.addWidget(_heading(theme, say(key, language)))
            for flow in listed:
                row = FlowRow(theme, flow, self._go, self.touch_row, self._step)
                self.rows.append(row)
                column.addWidget(row)
        if not flows:
            column.addWidget(Prose(theme, say("flows.none", language), "label", "ink2"))

    # ---- size

    def sizeHint(self) -> QSize:
        theme, m = self.theme, 2 * self.margin_px
        width = round(theme.px(WIDTH_PX) * (1 + WIDTH_GROWTH * (theme.text - 1)))
        pad = theme.px(6 + 4)
        content = self._scroll.widget()
        layout = content.layout() if content else None
        assert layout is not None
        body = layout.totalHeightForWidth(width - pad)
        head_px = width - pad - self._close.sizeHint().width() - theme.px(18)
        head = max(self._close.sizeHint().height(), self._title.heightForWidth(head_px))
        return QSize(width + m, head + body + theme.px(4 + 2 + 8 + 4) + m)

    # ---- what the visitor does

    def _go(self, flow: Flow) -> None:
        self._touched = False
        self._do(Hover(None))
        self._do(Open(flow.other.id))

    def touch_row(self, flow: Flow | None, row: FlowRow) -> None:
        if flow is not None:
            self._scroll.ensureWidgetVisible(row)
        self._touch(flow)

    def _touch(self, flow: Flow | None) -> None:
        """Light a ribbon: its other end is as if under the pointer."""
        visit, self._touched = self._visit, flow is not None
        if visit is None:
            return
        if flow is not None and not (visit.pointed or visit.zone) and self.zone:
            self._do(Point(self.zone))  # the zone in question stays so while rows are tried
        if flow is not None or visit.hovered is not None:
            self._do(Hover(flow.other.id if flow else None))

    def _step(self, row: FlowRow, step: int) -> None:
        focus.step_along(self.rows, row, step)


class DistrictRow(Themed, QWidget):
    """A district and the colours of its zones, which are those of their ribbons."""

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
    made = QWidget()
    made.setLayout(
        Column(theme, Prose(theme, words, "fine", "ink2", weight=600), gap=0, margins=(8, 6, 4, 2))
    )
    return made
