"""Surfaces over the 3D view with a shadow, cards on them, and hairlines between their parts."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from ..accessible import Region, Role
from ..style.theme import Theme
from . import paint
from .layouts import NO_MARGINS, Margins, settle
from .surface_cache import SurfaceCache
from .themed import Themed, apply_theme_within


def _follow_height_for_width(widget: QWidget, layout: QLayout) -> None:
    if layout.hasHeightForWidth():
        policy = widget.sizePolicy()
        policy.setHeightForWidth(True)
        widget.setSizePolicy(policy)


class Surface(Themed, QWidget):
    """A rounded opaque surface over the 3D view, with a soft shadow.

    The widget is larger than the surface by `margin_px` on every side, for the shadow; `inner` is the surface itself.
    Pointer events on the shadow go to the widget behind.

    Parameters
    ----------
    elevation : int
        1 toolbars and labels, 2 panels, 3 dialogs and search.
    padding : between the surface's edge and its content, in design pixels: left, top, right, bottom.
    edge : the colour role of the border.
    """

    def __init__(
        self,
        theme: Theme,
        layout: QLayout | None = None,
        *,
        elevation: int = 2,
        radius: str = "lg",
        padding: Margins = NO_MARGINS,
        edge: str = "line",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._asked_for, self._suppressed = True, False
        self.cache = SurfaceCache()
        self.elevation, self.radius, self.padding, self.edge = elevation, radius, padding, edge
        if layout is not None:
            self.setLayout(layout)
            _follow_height_for_width(self, layout)
        self.apply_theme(theme)

    def accessible(self) -> Region:
        """Role for screen readers: a group, whose name is read when the focus enters it."""
        return Region(self, Role.Grouping)

    def setVisible(self, visible: bool) -> None:
        self._asked_for = visible
        super().setVisible(visible and not self._suppressed)

    def suppress(self, suppressed: bool) -> None:
        """Hide the surface even if `setVisible(True)` is called; afterwards it is shown if that was the last call."""
        if suppressed != self._suppressed:
            self._suppressed = suppressed
            super().setVisible(self._asked_for and not suppressed)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        layout = self.layout()
        if layout is not None:
            margins = [theme.px(m) + self.margin_px for m in self.padding]
            layout.setContentsMargins(*margins)

    @property
    def margin_px(self) -> int:
        """Space for the shadow around the surface."""
        return paint.shadow_reach(self.theme, self.elevation) + 1

    @property
    def inner(self) -> QRect:
        """Rectangle of the surface within the widget."""
        m = self.margin_px
        return self.rect().adjusted(m, m, -m, -m)

    @property
    def wanted_size(self) -> QSize:
        """Preferred size of the surface, without shadow."""
        settle()
        return self.sizeHint() - QSize(2 * self.margin_px, 2 * self.margin_px)

    def wanted_height(self, width: int) -> int:
        """Preferred height of the surface at a width, without shadow."""
        settle()
        shadows_px = 2 * self.margin_px
        tall = self.heightForWidth(width + shadows_px) if self.hasHeightForWidth() else -1
        return (tall if tall > 0 else self.sizeHint().height()) - shadows_px

    def place(self, rect: QRect) -> None:
        """Move the surface (not its shadow) to a rectangle of the parent."""
        m = self.margin_px
        self.setGeometry(rect.adjusted(-m, -m, m, m))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, inner = self.theme, self.inner
        radius = min(theme.radius(self.radius), inner.height() / 2)
        fill, edge = theme.colour("surface"), theme.colour(self.edge)
        key = (theme, self.elevation, radius, fill.rgba(), edge.rgba())

        def face(painter: QPainter) -> None:
            paint.shadow(painter, theme, QRectF(inner), radius, self.elevation)
            paint.rounded(painter, QRectF(inner), radius, fill, edge, edge_px=theme.border_px)

        rim_px = self.margin_px + radius + theme.border_px
        self.cache.paint(QPainter(self), self.size(), rim_px, fill, key, face, self.devicePixelRatioF())

    def hideEvent(self, event: QHideEvent) -> None:
        self.cache.drop()  # most surfaces of a window are hidden, and each cache takes up to a megabyte
        super().hideEvent(event)

    def _mine(self, event: QMouseEvent | QWheelEvent) -> None:
        event.setAccepted(self.inner.contains(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mine(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mine(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._mine(event)


class TextSurface(Surface):
    """A surface whose texts are set again with every new theme, since the theme includes the language.

    Attributes
    ----------
    is_short : whether there is little room: it shows what is needed most, or icons alone.
    """

    is_short = False

    def shorten(self, is_short: bool) -> None:
        """Show less where there is little room, or all."""
        if is_short != self.is_short:
            self.is_short = is_short
            self._set_texts()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        apply_theme_within(self, theme)
        self._set_texts()

    def _set_texts(self) -> None:
        """Set all texts in the language of the theme."""
        raise NotImplementedError


class Card(Themed, QFrame):
    """A rounded area on a surface that groups widgets.

    Parameters
    ----------
    fill, edge : colour roles; no border if None (high contrast always has one).
    """

    def __init__(
        self,
        theme: Theme,
        layout: QLayout,
        *,
        fill: str = "raised",
        edge: str | None = "line",
        padding: Margins = (14, 12, 14, 12),
    ) -> None:
        super().__init__()
        self.fill, self.edge, self.padding = fill, edge, padding
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        _follow_height_for_width(self, layout)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(*(theme.px(m) for m in self.padding))

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = self.edge or ("line" if self.theme.high_contrast else None)
        colour = self.theme.colour(edge) if edge else None
        fill = self.theme.colour(self.fill)
        radius = self.theme.radius("md")
        paint.rounded(QPainter(self), QRectF(self.rect()), radius, fill, colour, edge_px=self.theme.border_px)


class Rule(Themed, QWidget):
    """A hairline."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.setFixedHeight(theme.border_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.theme.colour("line"))
