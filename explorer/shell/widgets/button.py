"""Buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ..style.theme import Theme
from . import paint
from .hover_animation import HoverAnimation
from .themed import KeyFocus, Themed

Kind = Literal["primary", "secondary", "quiet", "danger"]


class _Coat(NamedTuple):
    fill: str | None
    ink: str
    edge: str | None
    edge_px: float


COATS: dict[str, _Coat] = {
    "primary": _Coat("primary", "onPrimary", None, 0),
    "secondary": _Coat("raised", "ink", "control", 1.5),
    "quiet": _Coat(None, "ink", None, 0),
    "danger": _Coat("errTint", "err", "err", 1.5),
    "on": _Coat("tint", "ink", "primary", 2.5),
    "quiet off": _Coat(None, "control", None, 0),
    "off": _Coat("sunken", "ink3", "line", 1),
}


class Button(HoverAnimation, KeyFocus, Themed, QPushButton):
    """A button with text, icon or both, and optionally a second line and a key at the right.

    A button with only an icon gives its name in a tooltip and to screen readers.

    Parameters
    ----------
    text, icon : at least one of them.
    name : its name if it has no text, or if the text alone is not clear.
    kind : str
        "primary" (one on a screen), "secondary", "quiet" or "danger".
    sub : a second line in small type.
    shortcut_hint : the equivalent key, shown at the right.
    large : for the main action of a panel.
    left : left-aligned, as in lists.
    on_press : called when it is pressed.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        icon: str = "",
        *,
        name: str = "",
        kind: Kind = "secondary",
        sub: str = "",
        shortcut_hint: str = "",
        large: bool = False,
        left: bool = False,
        on_press: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.icon_name, self.kind, self.large, self.left = icon, kind, large, left
        self.sub, self.shortcut_hint = sub, shortcut_hint
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._height_at: dict[int, int] = {}  # layouts ask again and again
        self._wanted: QSize | None = None
        self.theme = theme
        self.set_text(text, name)
        self._on_press = on_press
        if on_press is not None:
            self.clicked.connect(self._press)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._forget_size()

    # ---- content

    def _press(self) -> None:
        if self._on_press is not None:
            self._on_press()

    def set_text(self, text: str = "", name: str = "", *, sub: str | None = None) -> None:
        """Set the text, the name of a button without text, and the second line."""
        self.setText(text)
        self.sub = self.sub if sub is None else sub
        self.setAccessibleName(name or (f"{text}. {self.sub}" if self.sub else text))
        self.setToolTip("" if text else name)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if text else QSizePolicy.Policy.Fixed,
            QSizePolicy.Policy.Minimum if text else QSizePolicy.Policy.Fixed,
        )
        policy.setHeightForWidth(bool(text))
        self.setSizePolicy(policy)
        self._forget_size()
        self.updateGeometry()
        self.update()

    def show_icon(self, icon: str) -> None:
        """Change the icon."""
        if icon != self.icon_name:
            self.icon_name = icon
            self._forget_size()
            self.updateGeometry()
            self.update()

    # ---- size

    @property
    def _role(self) -> str:
        return "strong" if self.large else "label"

    @property
    def _icon_px(self) -> int:
        return self.theme.icon_px(24 if self.large else 21)

    @property
    def _pad_px(self) -> int:
        return self.theme.px(18 if self.large else 14)

    @property
    def _least_px(self) -> int:
        return max(self.theme.target_px, self.theme.px(52 if self.large else 44))

    @property
    def _beside_px(self) -> float:
        """Width of everything beside the text."""
        width = float(self._icon_px + self.theme.px(9)) if self.icon_name else 0.0
        if self.shortcut_hint:
            width += self.theme.width_of(self.shortcut_hint, "fine") + self.theme.px(14)
        return width

    @property
    def _words_px(self) -> float:
        sub = self.theme.width_of(self.sub, "fine") if self.sub else 0.0
        return max(self.theme.width_of(self.text(), self._role), sub)

    def _forget_size(self) -> None:
        self._height_at.clear()
        self._wanted = None

    def sizeHint(self) -> QSize:
        if self._wanted is None:
            side = max(self._least_px, self._icon_px + self.theme.px(18))
            self._wanted = QSize(side, side)
            if self.text():
                width = int(self._words_px + self._beside_px + 2 * self._pad_px) + 3
                self._wanted = QSize(width, self.heightForWidth(width))
        return self._wanted

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.theme.px(140)), hint.height())

    def hasHeightForWidth(self) -> bool:
        return bool(self.text())

    def heightForWidth(self, width: int) -> int:
        if width not in self._height_at:
            words = paint.lines_height(self.theme, self._lines(), width - 2 * self._pad_px - self._beside_px)
            self._height_at[width] = max(self._least_px, int(words) + self.theme.px(16))
        return self._height_at[width]

    def _lines(self, ink: str = "ink") -> tuple[paint.Line, ...]:
        second = "ink2" if ink == "ink" else ink
        return paint.Line(self.text(), self._role, ink), paint.Line(self.sub, "fine", second)

    # ---- paint

    def _coat(self) -> _Coat:
        if not self.isEnabled():
            return COATS["quiet off" if self.kind == "quiet" else "off"]
        if self.isChecked():
            if self.theme.high_contrast:
                return COATS["primary"]
            return COATS["on"]
        coat = COATS[self.kind]
        touched = self.isDown() or self.underMouse()
        if touched and self.kind == "primary":
            return coat._replace(fill="primaryPress" if self.isDown() else "primaryHover")
        if touched:
            coat = coat._replace(fill="tint")
        if self.theme.high_contrast and self.kind == "quiet":
            coat = coat._replace(edge="line", edge_px=1)
        return coat

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, coat = self.theme, self._coat()
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = theme.radius("md")
        fill = self.animated_fill(theme.colour(coat.fill) if coat.fill else None)
        edge = theme.colour(coat.edge) if coat.edge else None
        paint.rounded(painter, rect, radius, fill, edge, edge_px=theme.px(coat.edge_px) or 1)
        if self.rings:
            paint.focus_ring(painter, theme, QRectF(self.rect()), radius)
        if not self.text():
            paint.icon(painter, theme.icon(self.icon_name, coat.ink, self._icon_px), rect.center())
            return
        within = self.rect().adjusted(self._pad_px - 1, 0, 1 - self._pad_px, 0)
        if event.region().intersects(within):  # skip it if the scene has changed only under a corner
            self._paint_words(painter, rect, coat)

    def _paint_words(self, painter: QPainter, rect: QRectF, coat: _Coat) -> None:
        theme = self.theme
        room = rect.width() + 2 - 2 * self._pad_px - self._beside_px
        x = float(self._pad_px)
        if not self.left:
            x += max(0.0, (room - self._words_px) / 2)
        if self.icon_name:
            half = self._icon_px / 2
            paint.icon(
                painter,
                theme.icon(self.icon_name, coat.ink, self._icon_px),
                QPointF(x + half, rect.center().y()),
            )
            x += self._icon_px + theme.px(9)
        paint.draw_lines(painter, theme, QRectF(x, rect.y(), room, rect.height()), self._lines(coat.ink))
        if self.shortcut_hint:
            hint = QRectF(0, 0, self.width() - self._pad_px, self.height())
            font = theme.font_for(self.shortcut_hint, "fine")
            colour = theme.colour("ink2" if coat.ink == "ink" else coat.ink)
            paint.text(painter, hint, self.shortcut_hint, font, colour, align=paint.RIGHT)
