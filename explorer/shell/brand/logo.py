"""The logo of the theme's brand, as an image and as a button; empty without a logo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..style import logo
from ..style.theme import Theme
from ..widgets import Button, Themed, paint

GROUND_GAP = 0.16
"""Margin around a logo that needs a backing, in heights of the logo."""
BUTTON_GAP_PX = 6  # design pixels


@dataclass(frozen=True, slots=True)
class LogoFace:
    """A logo in a theme: its file, the backing it needs, and its size including that."""

    stamp: logo.Stamp | None = None
    ground: str | None = None
    gap_px: int = 0
    size: QSize = field(default_factory=QSize)

    @classmethod
    def of(cls, theme: Theme, high: float, wide: float) -> LogoFace:
        """The logo of a theme within an area, in design pixels."""
        stamp = logo.stamp_of(theme.brand, "logo")
        if stamp is None:
            return cls()
        ground = logo.ground(stamp, theme.colour("surface").name())
        high_px = theme.icon_px(high)
        gap_px = round(high_px * GROUND_GAP) if ground else 0
        size = logo.fitting(stamp, theme.icon_px(wide), high_px - 2 * gap_px)
        if size.isEmpty():
            return cls()
        return cls(stamp, ground, gap_px, size + QSize(2 * gap_px, 2 * gap_px))

    def paint(self, painter: QPainter, theme: Theme, rect: QRectF) -> None:
        """Paint it centred in a rectangle."""
        if self.stamp is None:
            return
        place = QRectF(0, 0, self.size.width(), self.size.height())
        place.moveCenter(rect.center())
        if self.ground is not None:
            paint.rounded(painter, place, theme.radius("sm"), QColor(self.ground))
        gap = self.gap_px
        paint_logo(painter, place.adjusted(gap, gap, -gap, -gap), self.stamp)


class Logo(Themed, QWidget):
    """The logo at a given height, at most as wide as its area, in design pixels."""

    def __init__(self, theme: Theme, high: float, wide: float) -> None:
        super().__init__()
        self._high, self._wide = high, wide
        self._face = LogoFace()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)
        self.setVisible(self.is_there)

    @property
    def is_there(self) -> bool:
        """Whether there is a logo to show."""
        return self._face.stamp is not None

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._face = LogoFace.of(theme, self._high, self._wide)
        self.setFixedSize(self._face.size if self.is_there else QSize(0, 0))
        self.setAccessibleName(_company(theme))

    def paintEvent(self, event: QPaintEvent) -> None:
        self._face.paint(QPainter(self), self.theme, QRectF(self.rect()))


class LogoButton(Button):
    """The logo as a button."""

    def __init__(self, theme: Theme, high: float, wide: float, on_press: Callable[[], object]) -> None:
        self._high, self._wide = high, wide
        self._face = LogoFace()
        super().__init__(theme, name=" ", kind="quiet", on_press=on_press)
        self.setVisible(self.is_there)

    @property
    def is_there(self) -> bool:
        """Whether there is a logo to show."""
        return self._face.stamp is not None

    def apply_theme(self, theme: Theme) -> None:
        self._face = LogoFace.of(theme, self._high, self._wide)
        super().apply_theme(theme)

    def sizeHint(self) -> QSize:
        gap, least = 2 * self.theme.px(BUTTON_GAP_PX), self.theme.target_px
        return (self._face.size + QSize(gap, 0)).expandedTo(QSize(least, least))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect, radius = QPainter(self), QRectF(self.rect()), self.theme.radius("md")
        fill = self.theme.colour("tint") if self.isDown() or self.underMouse() else None
        paint.rounded(painter, rect.adjusted(1, 1, -1, -1), radius, fill)
        if self.rings:
            paint.focus_ring(painter, self.theme, rect, radius)
        self._face.paint(painter, self.theme, rect)


def _company(theme: Theme) -> str:
    brand = theme.brand
    return brand.contact.name if brand is not None and brand.contact is not None else ""


def paint_logo(painter: QPainter, room: QRectF, stamp: logo.Stamp) -> None:
    """Paint a logo as large as fits an area, at the device's resolution."""
    ratio = painter.device().devicePixelRatioF() * painter.worldTransform().m11()
    drawn = logo.image(stamp, max(round(room.width() * ratio), 1), max(round(room.height() * ratio), 1))
    if drawn.isNull():
        return
    place = QRectF(0, 0, drawn.width() / ratio, drawn.height() / ratio)
    place.moveCenter(room.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, drawn)
