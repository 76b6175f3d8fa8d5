"""The error screen of a scene that cannot be opened or drawn: its faults and where they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QRect

from ...i18n import Text, tr
from ...park.faults import Fault, shown
from ...visit.settings import Settings
from ..style.theme import Theme
from ..widgets import Button, Card, Column, Flow, Icon, Prose, Row, ScrollArea, Surface, as_widget
from ..widgets.prose import literal
from .screen import DIALOG_PX, CopyButton, Screen

TITLES: dict[str, Text] = {
    "scene": Text("The park’s files contain errors"),
    "stage": Text("The 3D view could not be prepared"),
}
EXPLANATIONS: dict[str, Text] = {
    "scene.one": Text("One problem must be fixed before the park can open."),
    "scene.many": Text("{count} problems must be fixed before the park can open."),
    "stage.one": Text("The park’s files can be read, but the program failed while it prepared them."),
}


MOST_LISTED = 100
"""Most faults shown; all of them are copied."""


class BrokenScene(Screen):
    """Lists all faults of a scene, with their places.

    Parameters
    ----------
    on_retry : callable
        Reads the scene again.
    kind : whether its files have faults, or its preparation for drawing failed.
    """

    def __init__(
        self,
        settings: Settings,
        faults: Sequence[Fault],
        *,
        on_retry: Callable[[], object],
        on_quit: Callable[[], object],
        kind: Literal["scene", "stage"] = "scene",
    ) -> None:
        super().__init__(settings, on_quit)
        theme = self.theme
        self._faults, self._kind = tuple(faults), kind
        self._heading = Prose(theme, " ", "heading")
        self._sub = Prose(theme, " ", "body", "ink2")
        head = Row(
            theme, Icon(theme, "file-x", "err", size=44), Column(theme, self._heading, self._sub, gap=2)
        )
        head.setSpacing(theme.px(16))
        head.setStretch(1, 1)
        self._listed = self._faults[:MOST_LISTED]
        self._rows = [(Prose(theme, " ", "fine", "ink3"), Prose(theme, " ", "body")) for _ in self._listed]
        self._rest = Prose(theme, " ", "body", "ink2")
        self._rest.setHidden(len(self._faults) <= MOST_LISTED)
        lines = Column(theme, gap=10)
        for place, words in self._rows:
            lines.addLayout(Column(theme, place, words, gap=2))
        lines.addWidget(self._rest)
        lines.addStretch(1)
        content = as_widget(lines)
        self._scroll = ScrollArea(theme, content)
        card = Card(theme, Column(theme, self._scroll), fill="sunken", edge=None)
        self._safe = Prose(theme, " ", "body")
        self._retry = Button(theme, " ", "refresh-cw", kind="primary", on_press=on_retry)
        self._copy = CopyButton(theme, lambda: self.details)
        self._quit = Button(theme, " ", kind="quiet", on_press=on_quit)
        acts = Flow(theme, self._retry, self._copy, self._quit, gap=10)
        self._column = Column(theme, head, card, self._safe, acts, gap=14)
        self._column.setStretch(1, 1)
        self._surface = Surface(theme, self._column, elevation=3, padding=(32, 24, 32, 24), parent=self)
        self._fit()

    @property
    def details(self) -> str:
        """All faults as text, one a line."""
        return "\n".join(fault.as_text(self.theme.language) for fault in self._faults)

    @property
    def title(self) -> str:
        return tr(TITLES[self._kind], self.theme.language)

    def apply_theme(self, theme: Theme) -> None:
        language, count = theme.language, len(self._faults)
        self._heading.set_text(self.title)
        key = "one" if count == 1 else "many"
        self._sub.set_text(tr(EXPLANATIONS[f"{self._kind}.{key}"], language, count=count))
        self._safe.set_text(tr(Text("No file was changed, and your settings are safe."), language))
        self._retry.set_text(tr(Text("Try again"), language))
        self._quit.set_text(tr(Text("Quit"), language))
        self._scroll.setAccessibleName(tr(Text("Errors"), language))
        for fault, (place, words) in zip(self._listed, self._rows, strict=True):
            place.set_text(f"{shown(fault.path)}:{fault.line}:{fault.column}")
            words.set_text(literal(fault.sentence(language)))
        self._rest.set_text(
            tr(
                Text("and {count} more; the command check lists all"),
                language,
                count=count - len(self._listed),
            )
        )
        super().apply_theme(theme)

    def arrange(self) -> None:
        super().arrange()
        theme, margin = self.theme, self.theme.margin_px
        top = self._language.geometry().bottom() + margin
        width = min(round(theme.px(DIALOG_PX) * theme.text**0.5), self.width() - 2 * margin)
        inner = width - 2 * theme.px(32)
        listed = sum(p.heightForWidth(inner) + w.heightForWidth(inner) for p, w in self._rows)
        listed += len(self._rows) * theme.px(14)
        m = self._surface.margin_px
        fixed = self._column.heightForWidth(width + 2 * m) - 2 * m - self._scroll.sizeHint().height()
        height = min(fixed + listed, self.height() - top - margin)
        left = (self.width() - width) // 2
        middle = (self.height() - height) // 2
        self._surface.place(QRect(left, max(middle, top), width, height))
