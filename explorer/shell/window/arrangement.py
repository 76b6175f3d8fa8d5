"""Arrangement of the window: places all parts again when something they depend on has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRect, QSize

from ...visit import Visit
from ...visit.mode import Part
from ..error_screens import MissingFont
from ..exhibit import PartLabels, Signs
from ..overlay.labels import Labels
from ..panels.article.panel import article_width_px
from ..panels.settings.sheet import Sheet
from ..style.theme import Theme
from ..viewport.viewport import Viewport
from ..widgets import settle
from .layer import Layer
from .layout import Parts, Room, arrange, cards_of, solid
from .view_state import Views


class Arranged(Parts, Protocol):
    """The window as needed for its arrangement."""

    viewport: Viewport
    labels: Labels
    signs: Signs
    part_labels: PartLabels
    sheet: Sheet
    layers: list[Layer]
    visit: Visit
    views: Views
    theme: Theme

    @property
    def font_warning(self) -> MissingFont | None: ...
    @property
    def hidden_parts(self) -> frozenset[Part]: ...
    def size(self) -> QSize: ...
    def width(self) -> int: ...


class Arrangement:
    """Places of the parts.

    Attributes
    ----------
    free : the room that parts and layers leave.
    cards : panels over the view of an open zone or its exhibit, each at its largest size.
    """

    def __init__(self, window: Arranged) -> None:
        self._window = window
        self._arranged_for: tuple[object, ...] = ()
        self.free = Room(window.size(), window.theme)
        self.cards: tuple[QRect, ...] = ()

    def invalidate(self) -> None:
        """Arrange everything again with the next update."""
        self._arranged_for = ()

    def room(self) -> Room:
        """The whole window as room, before anything is placed."""
        window, visit = self._window, self._window.visit
        panel = 0
        if visit.zone and not window.article.isHidden():
            panel = article_width_px(window.theme, window.width())
        at_exhibit = not (window.exhibit.isHidden() and window.place_card.isHidden())
        return Room(window.size(), window.theme, panel, at_exhibit=at_exhibit)

    def update(self) -> None:
        """Place all parts, if something they depend on has changed."""
        window = self._window
        settle()
        state = (
            self.room(), window.visit.zone, window.search.isVisible(), window.search.geometry(),
            window.breadcrumb.sizeHint(), window.zone_list.sizeHint(),
            window.legend.isVisible(), window.legend.zone, window.status.words,
            window.toast.words, window.visit.operating, window.exhibit.sizeHint(),
            window.exhibit.heightForWidth(window.exhibit.width()),
            window.exhibit.more_open, window.exhibit.tab,
            window.strip.wanted_px, window.place_card.sizeHint(), window.map_panel.isVisible(), window.views.state.rows,
            *(layer.state for layer in window.layers),
        )  # fmt: skip
        if state == self._arranged_for:
            return
        self._arranged_for = state
        whole = window.rect()
        window.viewport.setGeometry(whole)
        window.labels.setGeometry(window.viewport.rect())
        window.signs.setGeometry(window.viewport.rect())
        window.part_labels.setGeometry(window.viewport.rect())
        window.sheet.setGeometry(whole)
        if window.font_warning is not None:
            window.font_warning.arrange(whole)
            window.search.raise_()  # the search matters more than the font warning
        room = self.room()
        named = list(zip(window.visit.mode.layers, window.layers, strict=True))
        for part, layer in reversed(named):  # the uppermost layer chooses its place first
            if part not in window.hidden_parts:
                room = layer.arrange(room)
        for part, layer in named:
            if part not in window.hidden_parts:
                layer.arrange_last(room)
        self.free = room
        self._keep_clear_of(arrange(room, window))
        layers = [surface for layer in window.layers for surface in layer.surfaces]
        self.cards = cards_of(room, window, layers if window.visit.zone is not None else ())

    def _keep_clear_of(self, surfaces: Sequence[QRect]) -> None:
        window = self._window
        window.labels.keep_clear_of(surfaces)
        window.signs.keep_clear_of(surfaces)
        window.part_labels.keep_clear_of(surfaces)
        window.viewport.cover([solid(surface, window.theme) for surface in surfaces])
