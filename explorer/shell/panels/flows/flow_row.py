"""One row of the legend of flows: which way, from or to which zone, and what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent

from ....i18n.messages import say
from ....park.model import Park, SceneText, Zone
from ...style.theme import Theme
from ...widgets import Button, paint

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -999, Qt.Key.Key_End: 999}
BAR_PX = 5


@dataclass(frozen=True, slots=True)
class Flow:
    """What a zone passes on to another one, or receives from it.

    Attributes
    ----------
    other : the zone at the other end.
    sender : whose colour it has.
    """

    other: Zone
    sender: Zone
    text: SceneText

    @property
    def comes_in(self) -> bool:
        return self.sender is self.other


def flows_of(park: Park, id: str) -> tuple[Flow, ...]:
    """What a zone passes on, then what it receives, as the scene tells it."""
    zone = park.zones[id]
    out = [Flow(park.zones[r.zone], zone, r.flow) for r in zone.related]
    into = [Flow(z, z, r.flow) for z in park.zones.values() for r in z.related if r.zone == id]
    return (*out, *into)


class FlowRow(Button):
    """A flow as a button: pointed at, it lights its ribbon; pressed, it leads to the other zone."""

    def __init__(
        self,
        theme: Theme,
        flow: Flow,
        on_press: Callable[[Flow], object],
        on_touch: Callable[[Flow | None, FlowRow], object],
        on_step: Callable[[FlowRow, int], object],
    ) -> None:
        self.flow = flow
        self._on_touch, self._on_step = on_touch, on_step
        icon = "arrow-left" if flow.comes_in else "arrow-right"
        super().__init__(theme, " ", icon, kind="quiet", left=True, on_press=lambda: on_press(flow))
        self.say_flow()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if hasattr(self, "flow"):
            self.say_flow()

    def say_flow(self) -> None:
        """Say it in the theme's language."""
        language = self.theme.language
        title, words = self.flow.other.title[language], self.flow.text[language]
        key = "flows.row.in" if self.flow.comes_in else "flows.row.out"
        self.say(title, say(key, language, title=title, flow=words), sub=words)
        self.setAccessibleDescription(say("flows.hint", language))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._on_touch(self.flow, self)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._on_touch(None, self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.rings:
            self._on_touch(self.flow, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._on_step(self, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, inset = self.theme, self.theme.px(6)
        bar = QRectF(theme.px(3), inset, theme.px(BAR_PX), self.height() - 2 * inset)
        colour = theme.colour(theme.accent(self.flow.sender.accent).fill)
        painter = QPainter(self)
        paint.rounded(painter, bar, bar.width() / 2, colour, theme.colour("line"))
