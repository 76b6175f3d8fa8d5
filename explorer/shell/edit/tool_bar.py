"""The tools for zones at the foot of the view, and the kinds of buildings for a new zone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ...build.grown.kinds import KINDS
from ...editor.forms import field_of
from ...editor.zones import ICONS
from ...i18n import Text, tr
from ...park.ground import Building
from ...park.model import Park
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Prose, TextSurface

WIDEST_PX = 920
"""In the design."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Actions of the tools."""

    add: Callable[[], object]
    duplicate: Callable[[], object]
    remove: Callable[[], object]
    link: Callable[[], object]
    set_view: Callable[[], object]
    stops: Callable[[], object]


@dataclass(frozen=True, slots=True)
class ToolState:
    """State of the tools."""

    zone: str | None = None  # the chosen zone
    is_fixed: bool = False  # whether it is in a baked park
    links: bool = False  # whether a link is being drawn from it
    open_zone: str | None = None  # the open zone, whose front view would be set
    # adds, shows_stops: whether the kinds of buildings, or the stops of tours, are shown
    adds: bool = False
    shows_stops: bool = False


class ToolBar(TextSurface):
    """One line about the chosen zone, and the tools for it."""

    def __init__(self, theme: Theme, park: Park, tools: Tools, parent: QWidget | None = None) -> None:
        self._park, self._state = park, ToolState()
        self._hint = Prose(theme, " ", "label", "ink2", weight=400)
        self.add = Button(theme, " ", "plus", on_press=tools.add)
        self.duplicate = Button(theme, " ", "copy", kind="quiet", on_press=tools.duplicate)
        self.remove = Button(theme, " ", "trash", kind="quiet", on_press=tools.remove)
        self.link = Button(theme, " ", "spline", kind="quiet", on_press=tools.link)
        self.set_view = Button(theme, " ", "camera", kind="quiet", on_press=tools.set_view)
        self.stops = Button(theme, " ", "route", kind="quiet", on_press=tools.stops)
        for button in (self.add, self.link, self.stops):
            button.setCheckable(True)
        self._row = Flow(theme, gap=4)
        for button in (self.add, self.duplicate, self.link, self.remove, self.set_view, self.stops):
            self._row.addWidget(button)
        column = Column(theme, self._hint, self._row, gap=4)
        super().__init__(theme, column, elevation=2, padding=(14, 8, 10, 8), parent=parent)
        self._set_texts()

    def show_state(self, park: Park, state: ToolState) -> None:
        """Show the state of the tools."""
        if (park, state) == (self._park, self._state) and park is self._park:
            return
        self._park, self._state = park, state
        self._set_texts()

    def _set_texts(self) -> None:
        if not hasattr(self, "stops"):
            return
        language, state = self.theme.language, self._state
        zone = self._park.zones.get(state.zone or "")
        self._hint.set_text(tr(self._words(), language))
        self.setAccessibleName(tr(Text("Edit zones"), language))
        self._hint.setVisible(not self.is_short)
        view = Text("Set as view") if state.open_zone else Text("Set as overview")
        for button, name in (
            (self.add, Text("Add", context="a zone")), (self.duplicate, Text("Duplicate")),
            (self.remove, Text("Remove")), (self.link, Text("Link", context="two zones")),
            (self.set_view, view), (self.stops, Text("Tour stops")),
        ):  # fmt: skip
            words = tr(name, language)
            button.set_text("" if self.is_short else words, name=words)
        for button in (self.duplicate, self.remove, self.link):
            button.setEnabled(zone is not None)
        self.remove.setEnabled(zone is not None and len(self._park.zones) > 1)
        self.link.setEnabled(zone is not None and len(self._park.zones) > 1)
        self.add.setEnabled(self._park.site is not None)
        self.duplicate.setEnabled(zone is not None and not state.is_fixed)
        self.add.setChecked(state.adds)
        self.link.setChecked(state.links)
        self.stops.setChecked(state.shows_stops)
        self.updateGeometry()

    def _words(self) -> Text:
        """What can be done now, in one line."""
        state = self._state
        zone = self._park.zones.get(state.zone or "")
        if state.adds and self._park.site is not None and self._park.site.neighbours:
            return Text("Choose a building for free ground, or click a neighbour: it joins the park.")
        if state.adds:
            return Text("Choose a building; it comes to free ground in the middle of the picture.")
        if zone is None:
            return Text("Click a building to choose it. Double click opens it.")
        if state.links:
            return Text("Now click the zone that something goes to from {title}.", title=zone.title)
        if state.is_fixed:
            return Text(
                "{title} is baked: it moves only with another bake. Views and stops can be set.",
                title=zone.title,
            )
        return Text(
            "{title}: drag it, or arrow keys (Shift: 5 m), [ and ] turn it. Alt: nothing snaps.",
            title=zone.title,
        )

    @property
    def wanted_px(self) -> int:
        """Preferred width."""
        return self.theme.px(WIDEST_PX)

    def sizeHint(self) -> QSize:
        wide = self.wanted_px + 2 * self.margin_px
        return QSize(wide, max(self.heightForWidth(wide), 1))


WIDE_PX = 980


class KindsPanel(TextSurface):
    """A button for each kind of building.

    Parameters
    ----------
    on_kind : takes the chosen kind.
    """

    def __init__(self, theme: Theme, on_kind: Callable[[str], object], parent: QWidget | None = None) -> None:
        self.buttons = {
            kind: Button(theme, " ", ICONS[kind], on_press=partial(on_kind, kind)) for kind in KINDS
        }
        flow = Flow(theme, gap=6)
        for button in self.buttons.values():
            flow.addWidget(button)
        super().__init__(theme, flow, elevation=2, padding=(12, 10, 12, 10), parent=parent)
        self._set_texts()
        self.hide()

    def _set_texts(self) -> None:
        if not hasattr(self, "buttons"):
            return
        language = self.theme.language
        self.setAccessibleName(tr(Text("Buildings"), language))
        kinds = field_of(Building, "kind")
        for kind, button in self.buttons.items():
            wide, deep = KINDS[kind].size_m
            button.set_text(tr(kinds.value_label(kind), language))
            button.setToolTip(tr(Text("{wide:g} × {deep:g} m", wide=wide, deep=deep), language))

    @property
    def wanted_px(self) -> int:
        """Preferred width."""
        return self.theme.px(WIDE_PX)

    def sizeHint(self) -> QSize:
        wide = self.wanted_px + 2 * self.margin_px
        return QSize(wide, max(self.heightForWidth(wide), 1))
