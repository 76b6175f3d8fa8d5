"""The pages beside the live view in the console, one at a time; that of phones is made when first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from ...i18n import Text, tr
from ...visit import Visit
from ...visit.talk.own import OwnParts
from ...visit.talk.state import Talk
from ...visit.tour.prepared import parts_of
from ..exhibit import ExhibitPanel
from ..input.keymap import printed_cap
from ..panels.settings.connect_rows import Connections, ConnectRows
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, KeyCap, Prose, ReadingArea, Row, ScrollArea, Themed, as_widget
from ..widgets.qr_code import QrCode
from ..window.layer import LayerContext
from .console_widgets import ConsoleButton, ConsoleCard
from .controls import ROWS
from .lookup import Lookup
from .notes import Notes
from .prepare import Prepare
from .stop_list import StopList

PRESENTER = Text("Presenter’s phone")
PAGE_WORDS: dict[str, Text] = {
    "notes": Text("Notes"),
    "lookup": Text("Look up"),
    "exhibit": Text("Exhibit"),
    "stops": Text("Stops"),
    "prepare": Text("Prepare"),
    "phones": Text("Phones"),
    "keys": Text("Keys"),
}

CODE_PX = 180


class PhonesPage(Themed, QWidget):
    """Connections, and on request the code that controls the talk: the audience never sees this window.

    Parameters
    ----------
    show_codes : shows or folds on the audience's screen how phones join.
    """

    def __init__(
        self,
        theme: Theme,
        connections: Connections,
        show_codes: Callable[[], object],
    ) -> None:
        super().__init__()
        self._connections = connections
        self._url = ""
        self._code: QrCode | None = None
        self.rows = ConnectRows(theme, connections)
        self.rows.unfold("phones")
        self.codes_button = Button(theme, " ", "smartphone", on_press=show_codes)
        self.presenter_button = Button(theme, " ", "presentation", on_press=self._toggle)
        self._means = Prose(theme, " ", "fine", "ink2")
        self._means.hide()
        self._column = Column(
            theme,
            self.codes_button,
            self.presenter_button,
            self._means,
            self.rows,
            None,
            gap=10,
            margins=(2, 2, 10, 2),
        )
        self.setLayout(self._column)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        language = theme.language
        self.codes_button.set_text(tr(Text("Show the audience how to join, or fold it away"), language))
        self.presenter_button.set_text(tr(PRESENTER, language))
        self._means.set_text(
            tr(Text("This code leads the talk and shows your notes. Only you should scan it."), language)
        )
        self.update_standing()

    def update_standing(self) -> None:
        """Show the state of the connections."""
        self.rows.update_standing()
        url = self._connections.staff_url
        for button in (self.codes_button, self.presenter_button):
            button.setVisible(bool(url))
        if url != self._url:
            self._url = url
            self._show(False)

    def _toggle(self) -> None:
        self._show(self._code is None)

    def _show(self, shown: bool) -> None:
        """Show or hide the presenter's code."""
        if self._code is not None:
            self._column.removeWidget(self._code)
            self._code.hide()
            self._code.deleteLater()
            self._code = None
        shown = shown and bool(self._url)
        if shown:
            name = tr(PRESENTER, self.theme.language)
            self._code = QrCode(self._url, self.theme.px(CODE_PX), name)
            self._column.insertWidget(3, self._code, 0, Qt.AlignmentFlag.AlignLeft)
        self.presenter_button.setChecked(shown)
        self._means.setVisible(shown)


PageName = Literal["notes", "lookup", "exhibit", "stops", "prepare", "phones", "keys"]
PANEL_PX = 265
PAGES: tuple[PageName, ...] = get_args(PageName)
ICONS: dict[PageName, str] = {
    "notes": "notebook-pen",
    "lookup": "search",
    "exhibit": "sliders-horizontal",
    "stops": "list-ordered",
    "prepare": "list-checks",
    "phones": "smartphone",
    "keys": "keyboard",
}


class Pages(ConsoleCard):
    """Notes, look-up, the exhibit's sliders, *Prepare*, phones, keys, and the stop list if it does not fit at the foot."""

    def __init__(self, theme: Theme, context: LayerContext, talk: Talk, on_turn: Callable[[], None]) -> None:
        park = context.park
        self._on_turn = on_turn
        self.notes = Notes(theme, park)
        self.lookup = Lookup(theme, park, context.do, lambda: self.turn_to("notes"))
        self.exhibit = ExhibitPanel(theme, park, context.do, whole=True)
        self.exhibit.elevation = 0  # it lies flat in the console
        self.exhibit.apply_theme(theme)
        self._nothing = Prose(theme, " ", "body", "ink2")
        self.stops = StopList(theme, park, talk, context.do)
        self._context, self._tour = context, talk.tour.id
        self.unplayable: set[str] = set()
        self.prepare = Prepare(theme, park, context.do, self._keep_prepared, self._keep_own, self.unplayable)
        self._keys = ReadingArea(theme)
        self._keys.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = QStackedWidget()
        self._panel = ScrollArea(theme, self.exhibit)
        exhibit = Column(theme, self._panel, self._nothing, gap=0)
        exhibit.setStretch(0, 1)
        self.phones: PhonesPage | None = None  # made when first shown: few presenters need it
        listed = ScrollArea(theme, as_widget(Column(theme, self.stops, None, gap=0)))
        self._page: dict[PageName, QWidget] = {
            "notes": self.notes,
            "lookup": self.lookup,
            "exhibit": as_widget(exhibit),
            "stops": listed,
            "prepare": self.prepare,
            "phones": ScrollArea(theme, QWidget()),
            "keys": self._keys,
        }
        self.tabs: dict[PageName, ConsoleButton] = {}
        for name in PAGES:
            self._stack.addWidget(self._page[name])
            tab = ConsoleButton(
                theme, " ", ICONS[name], kind="quiet", on_press=lambda name=name: self.turn_to(name)
            )
            tab.setCheckable(True)
            self.tabs[name] = tab
        self.tabs["phones"].setVisible(context.connections is not None)
        self.page: PageName = "notes"
        column = Column(theme, as_widget(Flow(theme, *self.tabs.values(), gap=4)), self._stack, gap=8)
        column.setStretch(1, 1)
        super().__init__(theme, column, padding=12)
        self._name()
        self.turn_to("notes")

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if hasattr(self, "page"):
            self._name()

    def turn_to(self, page: PageName) -> None:
        """Show another page."""
        self.page = page
        for name, tab in self.tabs.items():
            tab.setChecked(name == page)
        self._fit()
        if page == "phones":
            self._make_phones()
        self._stack.setCurrentWidget(self._page[page])
        if page == "lookup":
            self.lookup.enter()
        elif page == "stops":
            self.stops.enter()
        self._on_turn()

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Update the shown page for the present stop; hidden pages wait."""
        if self.page == "notes":
            self.notes.update_from(visit, talk)
        elif self.page == "exhibit":
            self.exhibit.update_from(visit)
            self._nothing.setVisible(self.exhibit.isHidden())
            self._panel.setVisible(not self.exhibit.isHidden())
        elif self.page == "stops":
            self.stops.update_from(visit, talk)
        elif self.page == "prepare":
            self.prepare.update_from(visit, talk)
        elif self.page == "phones" and self.phones is not None:
            self.phones.update_standing()

    def _keep_prepared(self, name: str) -> None:
        """Keep how the talk is prepared, for its next start."""
        if self._context.take_away is not None:
            self._context.take_away.prepared.keep(self._context.park.id, parts_of(name)[0], name=name)

    def _keep_own(self, own: OwnParts) -> None:
        """Keep the presenter's notes and slides."""
        if self._context.take_away is not None:
            self._context.take_away.prepared.keep(self._context.park.id, parts_of(self._tour)[0], own=own)

    def _make_phones(self) -> None:
        area, connections = self._page["phones"], self._context.connections
        if self.phones is None and connections is not None and isinstance(area, ScrollArea):
            self.phones = PhonesPage(self.theme, connections, self._show_codes)
            area.setWidget(self.phones)

    def _show_codes(self) -> None:
        """Show or fold on the audience's screen how phones join."""
        views = self._context.views
        views.state = replace(views.state, room_folded=views.state.room_folded is False)
        self._context.arrange_again()

    def list_stops(self, listed: bool) -> None:
        """Set whether the stop list is one of the pages."""
        self.tabs["stops"].setVisible(listed)
        self._fit()
        if not listed and self.page == "stops":
            self.turn_to("notes")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Label all tabs if they fit, else only the current one; all keep their icons."""
        theme, language = self.theme, self.theme.language
        shown = [name for name in PAGES if not self.tabs[name].isHidden()]
        words = {name: tr(PAGE_WORDS[name], language) for name in PAGES}
        named = [name for name in shown if name not in ("prepare", "phones", "keys") or name == self.page]
        needed = sum(theme.width_of(words[name], "label") + theme.px(9) + theme.px(28) + 3 for name in named)
        needed += (
            theme.icon_px(21) * len(named)
            + theme.target_px * (len(shown) - len(named))
            + theme.px(4) * len(shown)
        )
        roomy = needed <= self.width() - 2 * theme.px(12)
        for name, tab in self.tabs.items():
            is_named = name == self.page or (roomy and name in named)
            tab.set_text(words[name] if is_named else "", words[name])

    def _name(self) -> None:
        language = self.theme.language
        self._fit()
        self._nothing.set_text(
            tr(Text("There is nothing to operate here. Go to a stop with an exhibit."), language)
        )
        # its head and foot stay whole; with less room, all of it scrolls
        self.exhibit.setMinimumHeight(round(self.theme.px(PANEL_PX) * self.theme.text))
        self.setAccessibleName(tr(Text("Pages next to the view"), language))
        self._keys.turn_to(_keys_table(self.theme))


def _keys_table(theme: Theme) -> QWidget:
    """The table of keys."""
    language, grid = theme.language, QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(14))
    grid.setVerticalSpacing(theme.px(9))
    grid.setColumnStretch(1, 1)
    for at, row in enumerate(ROWS):
        caps = [KeyCap(theme, printed_cap(cap, language)) for cap in row.caps]
        grid.addWidget(as_widget(Row(theme, *caps, None, gap=5)), at, 0)
        words = Prose(theme, tr(row.words, language), "body")
        grid.addWidget(words, at, 1, Qt.AlignmentFlag.AlignVCenter)
    table = QWidget()
    table.setLayout(grid)
    title = Prose(theme, tr(Text("Keys and clicker, in either window"), language), "label", "ink2")
    return as_widget(Column(theme, title, table, None, gap=12, margins=(2, 2, 10, 2)))
