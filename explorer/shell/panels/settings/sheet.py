"""The sheet of settings and keys: a panel over the dimmed view that keeps the keyboard focus until it is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ....base.protocols import Effect
from ....i18n import Text, tr
from ....park.model import Park
from ....visit import Act, Change, Settings, Visit
from ...app.os_preferences import OsPreferences
from ...brand.contact import ContactLines
from ...brand.logo import Logo
from ...input.focus import give_back, round_trip
from ...input.keymap import ROWS, printed_cap
from ...style.theme import Theme
from ...widgets import (
    Button,
    Column,
    KeyCap,
    Prose,
    Row,
    Rule,
    ScrollArea,
    Surface,
    Themed,
    apply_theme_within,
    settle,
)
from ...window.view_state import Views
from .settings import SettingsPanel

if TYPE_CHECKING:
    from .connect_rows import Connections, ConnectRows, Kind

TITLE = Text("Display and help")
HAND_MEANINGS: dict[str, Text] = {
    "turn": Text("turn around"),
    "pan": Text("move sideways"),
    "zoom": Text("zoom in, zoom out"),
    "open": Text("visit a building; click the ground to leave"),
    "near": Text("move closer to that spot"),
}
HAND_GESTURES: dict[str, Text] = {
    "turn": Text("Drag"),
    "pan": Text("Right drag"),
    "zoom": Text("Wheel, pinch"),
    "open": Text("Click, tap"),
    "near": Text("Double click"),
}


HAND = ("turn", "pan", "zoom", "near", "open")


class HelpPanel(QWidget):
    """Two tables: keys, and mouse and touch. Rebuilt for a new theme, because key caps change their width.

    Parameters
    ----------
    barred : commands that do nothing here; keys that have no other use are not listed.
    """

    def __init__(self, theme: Theme, barred: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._rows = [row for row in ROWS if not row.commands or set(row.commands.values()) - barred]
        self._column = Column(theme, gap=10)
        self.setLayout(self._column)
        self._content: QWidget | None = None
        self.theme = theme
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme, language included."""
        if self._content is not None and theme == self.theme:
            return
        self.theme = theme
        self._column.apply_theme(theme)
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = self._make_content()
        self._column.addWidget(self._content)

    def _make_content(self) -> QWidget:
        theme, language = self.theme, self.theme.language
        content = QWidget()
        column = Column(theme, gap=10)
        content.setLayout(column)
        column.addWidget(Prose(theme, tr(Text("Keys"), language), "title"))
        keys = [
            ([printed_cap(cap, language) for cap in row.caps], tr(row.words, language)) for row in self._rows
        ]
        column.addWidget(self._table(keys, columns=2 if theme.text < 1.2 and not theme.crowded else 1))
        column.addWidget(Rule(theme))
        column.addWidget(Prose(theme, tr(Text("Mouse and touch"), language), "title"))
        hand = [
            ([tr(HAND_GESTURES[command], language)], tr(HAND_MEANINGS[command], language)) for command in HAND
        ]
        column.addWidget(self._table(hand, columns=1))
        column.addStretch(1)
        return content

    def _table(self, rows: list[tuple[list[str], str]], columns: int) -> QWidget:
        """A table with right-aligned key caps and left-aligned meanings, filled column by column."""
        theme = self.theme
        table, grid = QWidget(), QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        height = -(-len(rows) // columns)
        for index, (caps, meaning) in enumerate(rows):
            row, column = index % height, 2 * (index // height)
            grid.addWidget(self._caps(caps), row, column)
            words = Prose(theme, meaning, "label", "ink2", weight=400)
            words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            grid.addWidget(words, row, column + 1, Qt.AlignmentFlag.AlignVCenter)
            grid.setColumnStretch(column + 1, 1)
        table.setLayout(grid)
        return table

    def _caps(self, caps: list[str]) -> QWidget:
        together, row = QWidget(), QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(5))
        row.addStretch(1)
        for cap in caps:
            row.addWidget(KeyCap(self.theme, cap))
        together.setLayout(row)
        return together


Section = Literal["language", "light", "theme", "text_percent", "comfort", "keys", "about", "connect"]

WIDTH_PX = 1180  # design pixels
STACKED_BELOW_PX = 1060
"""Width below which the keys are below the settings."""
SHORT_HEAD_TEXT = 1.5
"""Text scale from which the button for phones is an icon only."""


class Halves(QWidget):
    """Content of the scroll area: its height is that of its text at the present width, not at its narrowest."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 1)


class SheetPage(Surface):
    """Settings at the left, keys at the right.

    Parameters
    ----------
    usual : the settings that *Reset all* restores.
    on_close : called when the visitor closes it.
    picture : returns how the scene is rendered and why; called when the page opens.
    barred : commands that do nothing here.
    effects : the effects that a visitor may switch off.
    connections : the connections to other machines; None: not offered.
    is_for_staff : whether connections are shown only when staff ask for them.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        *,
        usual: Settings,
        preferences: OsPreferences,
        do: Callable[[Act], None],
        on_close: Callable[[], None],
        picture: Callable[[], Text],
        barred: frozenset[str],
        effects: Sequence[Effect],
        connections: Connections | None,
        is_for_staff: bool,
        parent: QWidget,
    ) -> None:
        self._park, self._state = park, picture
        self.connect_rows: ConnectRows | None = None
        self._is_for_staff = is_for_staff
        if connections is not None:
            from .connect_rows import ConnectRows

            def begun(kind: Kind) -> None:
                if kind in ("phones", "follow"):  # their status is visible in the window
                    on_close()

            self.connect_rows = ConnectRows(theme, connections, begun, on_unfold=self._scroll_up_to)
            self.connect_rows.setHidden(is_for_staff)
        self.settings = SettingsPanel(theme, usual, preferences, do, effects)
        self.help = HelpPanel(theme, barred)
        self._title = Prose(theme, " ", "heading")
        self._reset = Button(theme, " ", "rotate-ccw", kind="quiet", on_press=lambda: do(Change(usual)))
        self.close_button = Button(theme, icon="x", name=" ", kind="quiet", on_press=on_close)
        self._to_phones = Button(
            theme, " ", "smartphone", name=" ", kind="quiet", on_press=self.scroll_to_connections
        )
        self._to_phones.setHidden(connections is None or is_for_staff)
        head = Row(
            theme, self._title, self._to_phones, self._reset, self.close_button, gap=8, margins=(0, 0, 0, 8)
        )
        head.setStretch(0, 1)
        self._about, self._notice = Prose(theme, " ", "label"), Prose(theme, " ", "body", "ink2")
        contact = park.brand.contact if park.brand is not None else None
        self._logo = Logo(theme, 56, 320)
        company: list[QWidget] = [ContactLines(theme, contact)] if contact is not None else []
        self._picture, self._drawn = Prose(theme, " ", "label"), Prose(theme, " ", "body", "ink2")
        self._why = Prose(theme, " ", "fine", "ink3")
        left = Column(
            theme, self.settings, Rule(theme), self._picture, self._drawn, self._why, Rule(theme), self._about,
            self._logo, *company, self._notice, None, gap=10,
        )  # fmt: skip
        connect = (self.connect_rows,) if self.connect_rows is not None else ()
        right = Column(theme, *connect, self.help, gap=18)
        self._halves = Row(theme, left, right, gap=30, margins=(0, 0, 12, 0))
        self._halves.setStretch(0, 5)
        self._halves.setStretch(1, 7)
        self._content = Halves()
        self._content.setLayout(self._halves)
        self.area = ScrollArea(theme, self._content)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = Column(theme, head, Rule(theme), self.area, gap=10)
        column.setStretch(2, 1)
        super().__init__(theme, column, elevation=3, padding=(28, 20, 16, 20), parent=parent)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        apply_theme_within(self, theme)
        self.settings.apply_theme(theme)
        self.help.apply_theme(theme)
        language = theme.language
        self.setAccessibleName(tr(TITLE, language))
        self._title.set_text(tr(TITLE, language))
        self._reset.set_text(tr(Text("Reset all"), language))
        phones = tr(Text("Phones"), language) if theme.text < SHORT_HEAD_TEXT else ""
        self._to_phones.set_text(phones, tr(Text("Phones and other machines"), language))
        self._about.set_text(tr(Text("About this park"), language))
        notice = self._park.notice
        self._notice.set_text(notice[language] if notice is not None else " ")
        self._notice.setVisible(notice is not None)
        self._picture.set_text(tr(Text("Picture"), language))
        self._why.set_text(
            tr(
                Text(
                    "How much is drawn while you move depends on how fast this computer is. F3 shows this line "
                    "over the park."
                ),
                language,
            )
        )
        self.close_button.set_text(name=tr(Text("Close (Esc)"), language))
        self.update_how_drawn()

    def show_connections(self, shown: bool) -> None:
        """Show or hide the connections at the top; where visitors use the page, only staff see them."""
        if self.connect_rows is not None:
            self.connect_rows.setHidden(self._is_for_staff and not shown)
            self.connect_rows.update_standing()

    def scroll_to_connections(self) -> None:
        """Scroll to the connections, and give the first of them the keyboard focus."""
        first = self.connect_rows.first if self.connect_rows is not None else None
        if self.connect_rows is not None and first is not None:
            self._scroll_to(self.connect_rows)
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_about(self) -> None:
        """Scroll to the imprint of this park."""
        self._scroll_to(self._about)

    def _scroll_to(self, widget: QWidget) -> None:
        settle()
        top = widget.mapTo(self._content, QPoint(0, 0)).y()
        self.area.verticalScrollBar().setValue(top - self.theme.px(8))

    def _scroll_up_to(self, widget: QWidget) -> None:
        """Scroll back to a widget that lies above what is seen."""
        settle()
        if widget.visibleRegion().boundingRect().top() > 0 or widget.visibleRegion().isEmpty():
            self._scroll_to(widget)

    def update_how_drawn(self) -> None:
        """Update how the scene is rendered and why."""
        self._drawn.set_text(tr(self._state(), self.theme.language))

    def arrange(self, room: QSize) -> None:
        """Centre it in an area, as large as the page needs."""
        theme = self.theme
        margin = theme.px(20)
        width = min(round(theme.px(WIDTH_PX) * theme.text**0.5), room.width() - 2 * margin)
        stacked = width < theme.px(STACKED_BELOW_PX) * theme.text or theme.crowded
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(direction)
        policy = QSizePolicy.Policy.Preferred
        self.settings.setSizePolicy(policy, policy)
        wanted = self._wanted_height(width)
        height = min(wanted, room.height() - 2 * margin)
        left, top = (room.width() - width) // 2, (room.height() - height) // 2
        self.place(QRect(left, top, max(width, 1), max(height, 1)))

    def _wanted_height(self, width: int) -> int:
        theme = self.theme
        inner = width - theme.px(28 + 16)
        layout = self._content.layout()
        tall = layout.heightForWidth(inner) if layout and layout.hasHeightForWidth() else -1
        body = tall if tall > 0 else self._content.sizeHint().height()
        head = max(self._title.heightForWidth(inner), theme.target_px)
        return body + head + theme.px(8 + 2 * 10 + 40 + 12)


class Sheet(Themed, QWidget):
    """The page of settings and keys over a dimmed view; hidden until it is opened.

    Parameters
    ----------
    page : makes the page, with a theme and its parent. Few visitors need it, and none at once: it is made when first
        opened, or earlier in an idle frame.
    on_close : called when the visitor closes it.
    """

    def __init__(
        self,
        theme: Theme,
        page: Callable[[Theme, QWidget], SheetPage],
        *,
        on_close: Callable[[], None],
        views: Views,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._views = views
        self._room, self._make, self._on_close = parent, page, on_close
        self._made: SheetPage | None = None
        self._visit: Visit | None = None
        self._back_to: QWidget | None = None
        self.apply_theme(theme)
        self.hide()

    @property
    def page(self) -> SheetPage:
        """The page."""
        if self._made is None:
            self._made = self._make(self.theme, self)
            if self._visit is not None:
                self._made.settings.update_from(self._visit)
            self._made.arrange(self.size())
            self._made.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        return self._made

    def prepare(self) -> Iterator[None]:
        """Build the page, so that it opens at once."""
        _ = self.page
        yield

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if self._made is not None:
            self._made.apply_theme(theme)
            self._made.arrange(self.size())

    def update_from(self, visit: Visit) -> None:
        """Show the visit's settings."""
        self._visit = visit
        view = self._views.state
        if self.isVisible() and not view.sheet_open:
            self._back_to = None
            self.hide()
        if self._made is not None:
            self._made.settings.update_from(visit)
            if self._made.connect_rows is not None and self.isVisible():
                self._made.connect_rows.update_standing()
            bar = self._made.area.verticalScrollBar()
            if bar.value() != view.sheet_px:
                bar.setValue(view.sheet_px)

    def _scrolled(self, px: int) -> None:
        self._views.state = replace(self._views.state, sheet_px=px)

    # ---- open and close

    def open_at(self, section: Section = "keys") -> None:
        """Show the page and give a section of it the keyboard focus."""
        self._back_to = QApplication.focusWidget()
        self._views.state = replace(self._views.state, sheet_open=True)
        self.setGeometry(self._room.rect())
        page = self.page
        page.update_how_drawn()
        page.show_connections(section == "connect")
        page.arrange(self.size())
        self.show()
        self.raise_()
        if section == "about":
            page.show_about()
        if section == "connect":
            page.scroll_to_connections()
            return
        cells = [] if section in ("keys", "about") else page.settings.row(section).findChildren(QWidget)
        chosen = [cell for cell in cells if getattr(cell, "isChecked", lambda: False)()]
        (chosen[0] if chosen else page.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Hide the page and return the keyboard focus."""
        self._views.state = replace(self._views.state, sheet_open=False)
        self.hide()
        give_back(self._back_to)
        self._back_to = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._made is not None:
            self._made.arrange(self.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("scrim", 0.5))

    # ---- pointer and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.page.placed.contains(event.position().toPoint()):
            self._on_close()

    def wheelEvent(self, event: object) -> None:
        """Keep the view behind from zooming."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scrolls = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        way = scrolls.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        bar = self.page.area.verticalScrollBar()
        bar.setValue(bar.value() + way * bar.pageStep())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab on the page while it is open."""
        following = round_trip(self, forward)
        area = self.page.area
        if following is not None and area.isAncestorOf(following):
            area.ensureWidgetVisible(following)
        return True
