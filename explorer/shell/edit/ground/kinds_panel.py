"""The kinds of buildings for a new zone, each with its picture and name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ....build.grown.kinds import KINDS
from ....editor.forms import field_of
from ....editor.ground.zones import ICONS
from ....i18n import Text, tr
from ....park.ground import Building
from ...style.theme import Theme
from ...widgets import Button, Flow, TextSurface

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
