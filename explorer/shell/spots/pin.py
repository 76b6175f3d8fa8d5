"""The pin of a hot spot: a round button over the view."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ...base.pictures import PictureKind
from ...i18n import Text, tr
from ...park.model import Accent, Spot
from ..style.theme import Theme
from ..widgets import paint
from ..widgets.hover_animation import HoverAnimation
from ..widgets.themed import KeyFocus, Themed

RADIUS_PX, GROWS_PX = 13, 4
"""Radius of a pin, and how much it grows under the pointer; design pixels."""


def icon_of(spot: Spot, kind: PictureKind | None) -> str:
    """The icon of a hot spot, by what its card holds."""
    if kind is not None:
        return "film" if kind == "video" else "image"
    if spot.model is not None:
        return "rotate-3d"
    return "link" if spot.link is not None else "plus"


class Pin(HoverAnimation, KeyFocus, Themed, QAbstractButton):
    """Opens the card of a hot spot. Its area is as large as a finger needs.

    Parameters
    ----------
    icon : its sign.
    """

    def __init__(
        self,
        theme: Theme,
        spot: Spot,
        accent: Accent,
        icon: str,
        on_press: Callable[[], object],
        view: QWidget,
    ) -> None:
        super().__init__(view)
        self.spot, self._accent, self._icon = spot, accent, icon
        self._is_open = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(on_press)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        title = self.spot.title[theme.language]
        self.setAccessibleName(tr(Text("Hot spot: {title}"), theme.language, title=title))
        self.setToolTip(title)
        side = max(theme.target_px, 2 * theme.px(RADIUS_PX + GROWS_PX) + 4)
        self.setFixedSize(QSize(side, side))

    def show_open(self, is_open: bool) -> None:
        """Show whether its card is open."""
        if is_open != self._is_open:
            self._is_open = is_open
            self.update()

    def centre_at(self, x: float, y: float) -> None:
        """Move its middle to a point of the view."""
        self.move(round(x - self.width() / 2), round(y - self.height() / 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, raised = QPointF(self.rect().toRectF().center()), self.underMouse() or self._is_open
        radius = theme.px(RADIUS_PX + (GROWS_PX if raised else 0))
        colours = theme.accent(self._accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("halo"))
        painter.drawEllipse(middle, radius + theme.px(3), radius + theme.px(3))
        painter.setBrush(theme.colour(colours.fill))
        painter.drawEllipse(middle, radius, radius)
        paint.icon(painter, theme.icon(self._icon, colours.on, round(radius * 1.2)), middle)
        if self.rings:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), theme.px(3)))
            painter.drawEllipse(middle, radius + theme.px(2), radius + theme.px(2))
