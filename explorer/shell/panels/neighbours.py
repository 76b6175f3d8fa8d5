"""Buttons to the previous and the next zone, in the order of numbers, list and Tab."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import Park, Zone
from ...visit import Act, Open, Visit
from ..style.theme import Theme
from ..widgets import Button, Row, TextSurface

NEIGHBOURS: dict[str, Text] = {
    "previous": Text("Previous zone: {number} {title}"),
    "next": Text("Next zone: {number} {title}"),
}


class Neighbours(TextSurface):
    """Two buttons while a zone is open; the last zone is followed by the first."""

    def __init__(
        self, theme: Theme, park: Park, do: Callable[[Act], object], parent: QWidget | None = None
    ) -> None:
        self._park, self._do = park, do
        self._zone: str | None = None
        self._short = False
        self.previous = Button(theme, " ", "chevron-left", kind="quiet", on_press=lambda: self._go(-1))
        self.next = Button(theme, " ", "chevron-right", kind="quiet", on_press=lambda: self._go(1))
        super().__init__(
            theme,
            Row(theme, self.previous, self.next, gap=4),
            elevation=1,
            padding=(4, 4, 4, 4),
            parent=parent,
        )
        self._set_texts()
        self.hide()

    def update_from(self, visit: Visit) -> None:
        """Name the neighbours of the open zone."""
        if visit.zone != self._zone:
            self._zone = visit.zone
            self._set_texts()
        self.setVisible(visit.zone is not None and not visit.operating and len(self._park.walk) > 1)

    def shorten(self, short: bool) -> None:
        """Show numbers only, where names do not fit."""
        if short != self._short:
            self._short = short
            self._set_texts()

    def beside(self, step: int) -> Zone | None:
        """The zone `step` places further in the order."""
        walk = self._park.walk
        if self._zone is None or self._zone not in walk:
            return None
        return self._park.zones[walk[(walk.index(self._zone) + step) % len(walk)]]

    def _go(self, step: int) -> None:
        zone = self.beside(step)
        if zone is not None:
            self._do(Open(zone.id))

    def _set_texts(self) -> None:
        language = self.theme.language
        self.setAccessibleName(tr(Text("Previous and next zone"), language))
        for button, step, key in ((self.previous, -1, "previous"), (self.next, 1, "next")):
            zone = self.beside(step)
            if zone is None:
                continue
            number, title = zone.number, zone.title[language]
            words = str(number) if self._short else f"{number}\u2002{title}"
            name = tr(NEIGHBOURS[key], language, number=number, title=title)
            button.set_text(words, name)
            button.setToolTip(name)
