"""Which sections the panel of an exhibit has in each class of windows, and what sections are built from and show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from PySide6.QtWidgets import QLayout, QWidget

from ...base.names import Profile
from ...exhibits.exhibit import Exhibit
from ...exhibits.tags import Live, Tag
from ...park.model import Park, Zone
from ...visit import Visit
from ...visit.acts import Act, at_exhibit
from ...visit.exhibit_run import Running
from ..pictures import Pictures
from ..style.theme import Theme
from ..widgets import Surface, apply_theme_within
from ..widgets.layouts import Margins
from ..window.view_state import Tab, Views

Do = Callable[[Act], object]
REDRAW_S, REDRAW_REDUCED_S = 0.1, 0.25
Size = Literal["regular", "stand", "compact", "whole"]
"""A card beside the scene, at a desk or before a stand; a sheet at the foot with tabs; all of it, without a scene."""


@dataclass(frozen=True, slots=True)
class Form:
    """Sections in order: above, inside and below the scroll area."""

    head: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


ALL = ("dials", "actions", "folded chart", "parts", "real", "pace", "state")
SHEET_FOOT = ("line", "tabs")
FORMS: Mapping[Size, Mapping[Tab, Form]] = {
    "regular": {"try": Form(head=("step",)), "more": Form(head=("title",), body=ALL, foot=("close",))},
    "stand": {"try": Form(head=("step",))},  # visitors come for the scene
    "compact": {
        "try": Form(head=("step",), foot=SHEET_FOOT),
        "dials": Form(body=("dials",), foot=SHEET_FOOT),
        "read": Form(body=("chart", "parts"), foot=SHEET_FOOT),
        "more": Form(body=("actions", "real", "pace", "state"), foot=("tools", *SHEET_FOOT)),
    },
    "whole": {"try": Form(head=("step",), body=ALL)},
}
"""The form of the panel by size class and tab; a card has no tabs, and its button *More* turns to the second one."""

Extra = Literal["marks", "fork", "chart", "files", "free tools", "result", "gives way"]
AT_A_DESK: frozenset[Extra] = frozenset({"marks", "fork", "chart", "files", "free tools"})
EXTRAS: Mapping[Profile, frozenset[Extra]] = {
    "laptop": AT_A_DESK,
    "projection": AT_A_DESK,
    "stand": frozenset({"result", "gives way"}),
}
"""What only some displays have around an exhibit.

marks : icon, title and number above a step; not in small type, for standing visitors.
fork : a second run; one is enough for a minute.
chart : a chart in the strip.
files : buttons that need a clipboard or a folder.
free tools : the window's tools give way to large panels; a kiosk always offers a restart.
result : what a press on a part has selected, shown in the strip for a while.
gives way : a sheet drops its tabs, then its reading, to make room for words.
"""


def size_of(theme: Theme, *, is_sheet: bool = False, is_whole: bool = False) -> Size:
    """The size class of a panel."""
    if is_whole:
        return "whole"
    return "compact" if is_sheet else "stand" if theme.profile == "stand" else "regular"


def has(theme: Theme, extra: Extra) -> bool:
    """Whether the kind of display has something around an exhibit."""
    return extra in EXTRAS[theme.profile]


@dataclass(frozen=True, slots=True)
class Place:
    """The inputs of a section: the exhibit of a zone, and the parts of the window that it needs."""

    theme: Theme
    park: Park
    zone: Zone
    do: Do  # acts on parts and parameters reach only an exhibit of this kind
    views: Views = field(default_factory=Views)
    pictures: Pictures | None = None  # of galleries

    @property
    def exhibit(self) -> type[Exhibit[Any]]:
        """The class of the exhibit."""
        assert self.zone.exhibit is not None
        return self.zone.exhibit.exhibit_class


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as sections show it: with the values of a real line, if one feeds the exhibit."""

    run: Running
    time_s: float = 0.0  # of the visit
    reduced: bool = False  # whether motion is
    live: Live | None = None
    measured: Mapping[str, Tag] = field(default_factory=dict)
    is_fed: bool = False  # whether the line's values replace the model's

    @property
    def redraw_s(self) -> float:
        """Interval between redraws of a chart."""
        return REDRAW_REDUCED_S if self.reduced else REDRAW_S

    @classmethod
    def of(cls, visit: Visit) -> RunView:
        """The run of the open exhibit."""
        run, live, reduced = visit.run, visit.live, visit.settings.comfort == "cut"
        assert run is not None
        if live is None:
            return cls(run, visit.time_s, reduced)
        kind = type(run.exhibit)
        return cls(run, visit.time_s, reduced, live, live.measured(kind), live.replaces(kind))


class Section(QWidget):
    """A part of the panel, built for one exhibit, language and size."""

    def show_run(self, now: RunView) -> None:
        """Show what has changed of a run."""
        raise NotImplementedError


class ExhibitSurface(Surface):
    """A surface about the exhibit that the visitor operates; hidden elsewhere.

    A subclass builds its content for `zone`, again for another theme, and updates it with each run.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Do,
        layout: QLayout,
        *,
        padding: Margins,
        views: Views | None,
        pictures: Pictures | None = None,
        parent: QWidget | None,
    ) -> None:
        self._park, self._do, self._views = park, do, views or Views()
        self._pictures = pictures
        self._built_for = self._views.state.visitor
        self._visit: Visit | None = None
        self.zone: Zone | None = None
        super().__init__(theme, layout, elevation=2, padding=padding, parent=parent)
        self.hide()

    def update_from(self, visit: Visit) -> None:
        """Show the exhibit that the visitor operates, or hide."""
        zone = visit.open_zone if visit.operating and visit.run is not None else None
        self._visit = visit
        if self._built_for != self._views.state.visitor:  # nothing of the previous visitor remains
            self._built_for = self._views.state.visitor
            self.drop_prepared()
            self._drop()
            self.zone = None
            self.hide()
        if zone is not self.zone:
            self.zone = zone
            if zone is not None:
                self._enter()
                self._build(zone)
            self.setVisible(zone is not None)
        if zone is not None:
            self._show_run(RunView.of(visit))

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme, language included."""
        theme = replace(theme, roomy=theme.stacks)
        rebuild = hasattr(self, "theme") and theme != self.theme
        super().apply_theme(theme)
        if rebuild:
            self._drop()
            apply_theme_within(self, theme)
            if self.zone is not None:
                self._build(self.zone)

    def place_of(self, zone: Zone) -> Place:
        """What the sections of a zone's exhibit are built from."""
        assert zone.exhibit is not None
        kind, do = zone.exhibit.kind, self._do

        def do_here(act: Act) -> object:
            return do(at_exhibit(act, kind))

        return Place(self.theme, self._park, zone, do_here, self._views, self._pictures)

    def drop_prepared(self) -> None:
        """Drop prepared content that was not used."""

    def _enter(self) -> None:
        """Begin with another exhibit."""

    def _build(self, zone: Zone) -> None:
        raise NotImplementedError

    def _drop(self) -> None:
        """Drop the content."""
        raise NotImplementedError

    def _show_run(self, now: RunView) -> None:
        raise NotImplementedError
