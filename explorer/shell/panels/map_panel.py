"""The map panel (`M`): the whole park with names, visited and tried zones, and the visitor's position."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...visit import Act, Visit
from ..input.focus import give_back
from ..overlay.park_map import ParkMap
from ..style.theme import Theme
from ..widgets import Button, Column, Icon, Prose, Row, TextSurface, as_widget
from ..window.view_state import Views

MARGIN_PX, PAD_PX = 20, 12
MARKS = (("check", Text("Seen")), ("hand", Text("Tried")), ("circle-dot", Text("You are here")))


class MapPanel(TextSurface):
    """A panel over the view with the map on it. A press on a zone goes there, and closes the map.

    Parameters
    ----------
    on_close : called when the visitor closes it.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Callable[[Act], None],
        on_close: Callable[[], object],
        views: Views | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._views = views or Views()
        self._back_to: QWidget | None = None
        self._opened_at: tuple[str | None, bool] | None = None
        self.map = ParkMap(theme, park, do, at_once=True)
        self._title = Prose(theme, " ", "title")
        self._meanings = [Prose(theme, " ", "fine", "ink2") for _ in MARKS]
        self._marks = []
        for (icon, _), words in zip(MARKS, self._meanings, strict=True):
            colour = "primary" if icon == "circle-dot" else "ok"
            self._marks.append(as_widget(Row(theme, Icon(theme, icon, colour, size=18), words, gap=5)))
        self.close_button = Button(theme, icon="x", name=" ", kind="quiet", on_press=on_close)
        head = Row(theme, self._title, *self._marks, None, self.close_button, gap=18, margins=(8, 0, 0, 0))
        self._head = as_widget(head)
        column = Column(theme, self._head, self.map, gap=6)
        column.setStretchFactor(self.map, 1)
        super().__init__(theme, column, elevation=3, padding=(PAD_PX, 6, PAD_PX, PAD_PX), parent=parent)
        self.hide()

    def open(self) -> None:
        """Show it and give the map the keyboard focus."""
        self._back_to = self.window().focusWidget()
        self._views.state = replace(self._views.state, map_open=True)
        self.show()
        self.raise_()
        self.map.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Hide it and return the keyboard focus."""
        if self.isHidden():
            return
        self._views.state = replace(self._views.state, map_open=False)
        self._opened_at = None
        self.hide()
        give_back(self._back_to)
        self._back_to = None

    def update_from(self, visit: Visit) -> None:
        """Show where the visitor is; close once the visitor has gone somewhere."""
        if not self._views.state.map_open:
            self._back_to = self._opened_at = None
            self.hide()
            return
        here = (visit.zone, visit.operating)
        if self._opened_at is None:
            self._opened_at = here
        if here != self._opened_at:
            self.dismiss()
            return
        self.map.update_from(visit)

    def arrange(self, room: QRect) -> None:
        """Centre it, as large as the window allows in the proportions of the park, and at least as wide as its text."""
        theme = self.theme
        margin, pad = theme.px(MARGIN_PX), theme.px(2 * PAD_PX)
        head = self.close_button.sizeHint().height() + theme.px(6 + 6 + PAD_PX)
        most = QSize(room.width() - 2 * margin - pad, room.height() - 2 * margin - head)
        size = self.map.shape.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        width = min(max(size.width(), self._head.sizeHint().width()), most.width())
        rect = QRect(0, 0, width + pad, size.height() + head)
        rect.moveCenter(room.center())
        self.place(rect)

    def _set_texts(self) -> None:
        language = self.theme.language
        self.setAccessibleName(tr(Text("Map of the park"), language))
        self._title.set_text(tr(Text("Map of the park"), language))
        self.close_button.set_text(name=tr(Text("Close the map (Esc)"), language))
        for words, (_, text) in zip(self._meanings, MARKS, strict=True):
            words.set_text(tr(text, language))
