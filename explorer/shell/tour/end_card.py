"""What is said once a tour is over or was left: again, another one, or look around."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ...i18n.messages import say
from ...visit import Toured, Visit
from ..style.theme import Theme
from ..widgets import Button
from .prompt import Told

LEFT_STAYS_S = 15.0
"""So long it is offered to go back to a tour that was left; the end of one is told until something is done."""


class Over(Told):
    """*That was the tour*, or *You left the tour*.

    Parameters
    ----------
    on_again : told the tour and the stop from which it is to be shown again.
    on_other, on_look : called for another tour, and for none.
    """

    def __init__(
        self,
        theme: Theme,
        on_again: Callable[[str, int], object],
        on_other: Callable[[], object],
        on_look: Callable[[], object],
        *,
        several: bool,
        parent: QWidget | None = None,
    ) -> None:
        self._toured: Toured | None = None
        self._several = several
        self._on_again = on_again
        self.again = Button(theme, " ", "rotate-ccw", kind="primary", large=True, on_press=self._show_again)
        self.other = Button(theme, " ", "route", large=True, on_press=on_other)
        self.look = Button(theme, " ", "footprints", large=True, on_press=on_look)
        super().__init__(theme, (self.again, self.other, self.look), parent=parent)

    def update_from(self, visit: Visit, *, aside: bool) -> None:
        """Show what became of a tour; not while something else stands there."""
        toured = visit.toured
        late = toured is not None and not toured.whole and visit.time_s - toured.time_s > LEFT_STAYS_S
        if toured is not self._toured:
            self._toured = toured
            self._say()
        self.setVisible(toured is not None and not late and not aside)

    def _show_again(self) -> None:
        if self._toured is not None:
            self._on_again(self._toured.tour.id, 0 if self._toured.whole else self._toured.index)

    def _say(self) -> None:
        language, toured = self.theme.language, self._toured
        if toured is None:
            return
        told = {
            "title": toured.tour.title[language],
            "stop": toured.index + 1,
            "count": len(toured.tour.stops),
        }
        kind = "tour.over" if toured.whole else "tour.left"
        self.tell(say(kind, language), say(f"{kind}.how", language, **told))
        self.again.say(say("tour.over.again" if toured.whole else "tour.over.back", language, **told))
        self.other.say(say("tour.over.other", language))
        self.other.setVisible(self._several and toured.whole)
        self.look.say(say("tour.over.look", language))
