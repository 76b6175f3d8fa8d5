"""Stops of a tour being edited: a row of thumbnails, and tools for the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ....i18n import Text, tr
from ....park.model import Park, Tour
from ....visit.tour.state import Before, Playback
from ...style.theme import Theme
from ...tour.stop_row import StopRow, place_of
from ...viewport.thumbnails import Thumbnails
from ...widgets import Button, Column, Flow, Prose, TextSurface

NOTHING = Before((), 0, None)


@dataclass(frozen=True, slots=True)
class StopTools:
    """Actions of the buttons."""

    choose: Callable[[int], object]  # takes the number of the stop pressed
    add: Callable[[], object]
    set_view: Callable[[], object]
    earlier: Callable[[], object]
    later: Callable[[], object]
    remove: Callable[[], object]
    play: Callable[[], object]
    another: Callable[[], object]  # switches to the next tour of the scene


class StopStrip(TextSurface):
    """The stops of one tour."""

    def __init__(
        self,
        theme: Theme,
        park: Park,
        thumbnails: Thumbnails,
        tools: StopTools,
        parent: QWidget | None = None,
    ) -> None:
        self._thumbnails, self._tools = thumbnails, tools
        self._park, self._at, self._count, self._is_short = park, -1, 0, False
        self._tour: Tour | None = None
        self._title = Prose(theme, " ", "label", weight=600)
        self.another = Button(theme, " ", "waypoints", kind="quiet", on_press=tools.another)
        self.add = Button(theme, " ", "plus", kind="secondary", on_press=tools.add)
        self.set_view = Button(theme, " ", "camera", kind="quiet", on_press=tools.set_view)
        self.earlier = Button(theme, "", "arrow-left", name=" ", kind="quiet", on_press=tools.earlier)
        self.later = Button(theme, "", "arrow-right", name=" ", kind="quiet", on_press=tools.later)
        self.remove = Button(theme, "", "trash", name=" ", kind="quiet", on_press=tools.remove)
        self.play = Button(theme, " ", "play", kind="quiet", on_press=tools.play)
        buttons = Flow(theme, gap=4)
        for button in (
            self.add,
            self.set_view,
            self.play,
            self.earlier,
            self.later,
            self.remove,
            self.another,
        ):
            buttons.addWidget(button)
        self._rows = Column(theme, gap=0)
        column = Column(theme, self._title, self._rows, buttons, gap=6)
        super().__init__(theme, column, elevation=2, padding=(14, 8, 10, 8), parent=parent)
        self.row: StopRow | None = None
        self._set_texts()
        self.hide()

    @property
    def at(self) -> int:
        """Number of the chosen stop, from 0; -1 for none."""
        return self._at

    def show_tour(self, park: Park, tour: Tour | None, at: int, count: int) -> None:
        """Show the stops of a tour.

        Parameters
        ----------
        at : the chosen stop.
        count : number of tours in the scene.
        """
        at = min(at, len(tour.stops) - 1) if tour is not None else -1
        if park is not self._park or tour is not self._tour:
            self._build(park, tour)
        elif (at, count) == (self._at, self._count):
            if self.row is not None and tour is not None:
                self.row.show_playback(self._playback(tour, at))  # thumbnails arrive one by one
            return
        self._park, self._tour, self._at, self._count = park, tour, at, count
        if self.row is not None and tour is not None:
            self.row.show_playback(self._playback(tour, at))
        self._set_texts()

    def shorten(self, is_short: bool) -> None:
        """Show only icons, where there is little room."""
        if is_short != self._is_short:
            self._is_short = is_short
            self._set_texts()

    def _playback(self, tour: Tour, at: int) -> Playback:
        return Playback(tour, NOTHING, index=max(at, 0), paused_by="hand")

    def _build(self, park: Park, tour: Tour | None) -> None:
        if self.row is not None:
            self.row.hide()
            self._rows.removeWidget(self.row)
            self.row.deleteLater()
            self.row = None
        if tour is not None:
            self.row = StopRow(self.theme, park, self._thumbnails, self._tools.choose, self)
            self._rows.addWidget(self.row)
            self.row.show()

    def _set_texts(self) -> None:
        if not hasattr(self, "row"):
            return
        language, tour = self.theme.language, self._tour
        self.setAccessibleName(tr(Text("Tour stops"), language))
        if tour is None:
            words = Text("This scene has no tour of its own yet. The first stop makes one.")
        else:
            words = Text(
                "{title} · stop {number} of {count} · {place}", title=tour.title, number=self._at + 1,
                count=len(tour.stops), place=place_of(self._park, tour.stops[self._at], language),
            )  # fmt: skip
        self._title.set_text(tr(words, language))
        self._title.setVisible(not self._is_short)
        for button, text in (
            (self.add, Text("Add stop here")), (self.set_view, Text("See it from here")),
            (self.play, Text("Play from here")), (self.another, Text("Next tour")),
        ):  # fmt: skip
            name = tr(text, language)
            button.set_text("" if self._is_short else name, name=name)
        self.earlier.set_text(name=tr(Text("Earlier", context="stop"), language))
        self.later.set_text(name=tr(Text("Later", context="stop"), language))
        self.remove.set_text(name=tr(Text("Remove this stop"), language))
        for button in (self.set_view, self.play, self.remove):
            button.setEnabled(tour is not None)
        self.earlier.setEnabled(tour is not None and self._at > 0)
        self.later.setEnabled(tour is not None and self._at + 1 < len(tour.stops))
        self.another.setVisible(self._count > 1)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        wide = self.theme.px(980) + 2 * self.margin_px
        return QSize(wide, max(self.heightForWidth(wide), 1))
