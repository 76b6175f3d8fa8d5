"""The tour chooser: one row for each tour, with its subject and length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...park.model import Language
from ...park.tour import Tour, TourKind, as_offered
from ..input.focus import give_back
from ..style.theme import Theme
from ..widgets import Button, Column, Prose, Row, TextSurface

ICONS: dict[TourKind, str] = {"show": "repeat", "talk": "presentation", "lesson": "graduation-cap"}
SECONDS_A_MINUTE = 60
LARGE = 1.75


def about(tour: Tour, language: Language) -> str:
    """Subject, length and number of stops of a tour."""
    minutes = max(round(tour.duration_s / SECONDS_A_MINUTE), 1)
    lead = tour.lead[language]
    return tr(
        Text("{lead} {minutes} min, {count} stop", "{lead} {minutes} min, {count} stops"),
        language,
        lead=lead,
        minutes=minutes,
        count=len(tour.stops),
    )


class Chooser(TextSurface):
    """The tours that a visitor may choose.

    Parameters
    ----------
    tours : in any order.
    on_choose : called with the name of the chosen tour.
    on_close : called when the visitor closes it without a choice.
    """

    def __init__(
        self,
        theme: Theme,
        tours: Sequence[Tour],
        on_choose: Callable[[str], object],
        on_close: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        self._tours = as_offered(tours)
        self._title = Prose(theme, " ", "title")
        self._close = Button(theme, icon="x", name=" ", kind="quiet", on_press=on_close)
        head = Row(theme, self._title, self._close, gap=8, margins=(8, 0, 0, 0))
        head.setStretch(0, 1)
        self.rows = [
            Button(
                theme,
                " ",
                ICONS[tour.kind],
                sub=" ",
                left=True,
                large=True,
                on_press=partial(on_choose, tour.id),
            )
            for tour in self._tours
        ]
        for row in self.rows:
            row.setAutoDefault(True)  # Enter chooses it; arrows move, as among all buttons of Qt
        column = Column(theme, head, *self.rows, gap=8)
        super().__init__(theme, column, elevation=3, padding=(14, 8, 14, 14), parent=parent)
        self._back_to: QWidget | None = None
        self._set_texts()
        self.hide()

    def open(self) -> None:
        """Show it, with the focus on its first row."""
        self._back_to = self.window().focusWidget()
        self.show()
        self.raise_()
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Hide it, and return the focus."""
        if self.isHidden():
            return
        self.hide()
        give_back(self._back_to)

    def _set_texts(self) -> None:
        language = self.theme.language
        self.setAccessibleName(tr(Text("Choose a tour"), language))
        self._title.set_text(tr(Text("Choose a tour"), language))
        self._close.set_text(name=tr(Text("Close (Esc)"), language))
        for row, tour in zip(self.rows, self._tours, strict=True):
            # the largest type leaves room for the titles of four tours, but not for their subjects
            row.set_text(tour.title[language], sub="" if self.theme.text >= LARGE else about(tour, language))
