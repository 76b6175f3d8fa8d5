"""Card on a teacher's screen for the screens of the class: who is connected, and commands to all."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ..style.theme import Theme
from ..widgets import Button, Column, Icon, Prose, Row, TextSurface


class ClassView(NamedTuple):
    """Content of the card."""

    # screens, here: number of followers, and how many of them are where the teacher is
    screens: int = 0
    here: int = 0
    free: bool = False  # whether all screens were released
    may_send: bool = False  # whether the teacher is at an exhibit
    results: int = 0  # number of results collected
    is_folded: bool = False  # whether only the number is shown


class ClassCard(TextSurface):
    """A teacher's commands to all screens.

    Parameters
    ----------
    on_release, on_gather, on_send, on_collect, on_results, on_fold : called when that button is pressed.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        *,
        on_free: Callable[[], object],
        on_send: Callable[[], object],
        on_results: Callable[[], object],
        on_fold: Callable[[], object],
    ) -> None:
        self.view = ClassView()
        self._count, self._where = Prose(theme, " ", "label", weight=700), Prose(theme, " ", "fine", "ink2")
        for words in (self._count, self._where):
            words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.fold = Button(theme, icon="chevron-up", name=" ", kind="quiet", on_press=on_fold)
        head = Row(theme, Icon(theme, "users", "ink2", size=20), self._count, self.fold, gap=8)
        head.setStretch(1, 1)
        self.free = Button(theme, " ", "hand", on_press=on_free)
        self.send = Button(theme, " ", "navigation", on_press=on_send)
        self.results = Button(theme, " ", "chart-line", on_press=on_results)
        self._body = (self._where, self.free, self.send, self.results)
        column = Column(theme, head, *self._body, gap=6)
        super().__init__(theme, column, elevation=2, padding=(14, 6, 6, 10), parent=parent)
        self.hide()

    def show_class(self, view: ClassView) -> None:
        """Show the state of the class's screens."""
        if view != self.view:
            self.view = view
            self._set_texts()

    def _set_texts(self) -> None:
        language, view = self.theme.language, self.view
        self.setAccessibleName(tr(Text("The screens of the class"), language))
        self._count.set_text(tr(Text("Screens: {count}"), language, count=view.screens))
        self._where.set_text(
            tr(
                Text("{here} with you · {away} elsewhere"),
                language,
                here=view.here,
                away=view.screens - view.here,
            )
        )
        self.free.set_text(
            tr(Text("Call everyone back") if view.free else Text("Let everyone explore"), language)
        )
        self.free.show_icon("users" if view.free else "hand")
        self.send.set_text(tr(Text("Send everyone here"), language))
        self.send.setEnabled(view.may_send)
        text = Text("Results ({count})") if view.results else Text("Collect results")
        self.results.set_text(tr(text, language, count=view.results))
        self.fold.set_text(
            name=tr(
                Text("Unfold the screens of the class") if view.is_folded else Text("Hide class screens"),
                language,
            )
        )
        self.fold.show_icon("chevron-down" if view.is_folded else "chevron-up")
        for widget in self._body:
            widget.setHidden(view.is_folded)
