"""Surfaces over the 3D view with a shadow, painted once and cached; cards on them, and hairlines between their parts."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from ..accessible import Region, Role
from ..style.theme import Theme
from . import paint
from .layouts import NO_MARGINS, Margins, settle
from .themed import Themed, apply_theme_within

Paint = Callable[[QPainter], None]
Key = tuple[object, ...]


class SurfaceCache:
    """The painted edges of a surface as pixmaps, valid for one appearance and size."""

    def __init__(self) -> None:
        self._key: Key | None = None
        self._strips: list[tuple[QPoint, QPixmap]] = []
        self._middle = QRect()

    def paint(
        self,
        painter: QPainter,
        size: QSize,
        rim_px: float,
        fill: QColor,
        key: Key,
        paint: Paint,
        ratio: float,
    ) -> None:
        """Paint a surface, or draw the pixmaps that were painted before.

        Parameters
        ----------
        size : of the widget, shadow included.
        rim_px : width of the edges that may contain more than plain fill.
        key : everything that the appearance depends on, except the size.
        paint : paints it.
        ratio : physical pixels per logical pixel.
        """
        key = (*key, size.toTuple(), rim_px, ratio)
        if key != self._key or not ratio.is_integer():
            # a resized surface looks different each time, and at a fractional ratio the pixmaps would leave seams
            self._key, self._strips = key, []
            paint(painter)
            return
        if not self._strips:
            self._keep(size, ceil(rim_px), paint, ratio)
        for at, strip in self._strips:
            painter.drawPixmap(at, strip)
        painter.fillRect(self._middle, fill)

    @property
    def bytes(self) -> int:
        """Memory of its pixmaps."""
        return sum(strip.width() * strip.height() * 4 for _, strip in self._strips)

    def drop(self) -> None:
        """Drop the pixmaps until the surface is painted again."""
        self._key, self._strips = None, []

    def _keep(self, size: QSize, rim: int, paint: Paint, ratio: float) -> None:
        whole = QRect(QPoint(0, 0), size)
        middle = whole.adjusted(rim, rim, -rim, -rim)
        self._middle = middle if middle.isValid() else QRect()
        parts = [whole]
        if middle.isValid():
            width, height = size.width(), size.height()
            parts = [
                QRect(0, 0, width, rim),
                QRect(0, height - rim, width, rim),
                QRect(0, rim, rim, middle.height()),
                QRect(width - rim, rim, rim, middle.height()),
            ]
        self._strips = [(part.topLeft(), _painted(part, paint, ratio)) for part in parts]


def _painted(part: QRect, draw: Paint, ratio: float) -> QPixmap:
    """Paint a part into a pixmap; an empty part makes Qt complain."""
    if part.isEmpty():
        return QPixmap()
    picture = paint.sheet(part.size(), ratio)
    painter = QPainter(picture)
    painter.translate(-part.topLeft())
    draw(painter)
    painter.end()
    return picture


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

    Attributes
    ----------
    claimed : the part of the window that the camera leaves to it; None: its place. Empty for one that soon goes.
    """

    claimed: QRect | None = None

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
    def placed(self) -> QRect:
        """Rectangle of the surface in its parent, as given to `place`."""
        return self.inner.translated(self.pos())

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
