"""Labels that mark and name things: badges, chips, key caps, icons."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ...park.model import Accent
from ..style.theme import Theme
from . import paint
from .layouts import follow_width
from .themed import Themed

ChipKind = Literal["P", "F", "V", "beyond", "ok", "warn", "err", "plain"]


class _Look(NamedTuple):
    icon: str
    ink: str
    fill: str


CHIPS: dict[str, _Look] = {
    "P": _Look("scroll-text", "markP", "markPTint"),
    "F": _Look("info", "markF", "markFTint"),
    "V": _Look("quote", "markV", "markVTint"),
    "beyond": _Look("compass", "info", "infoTint"),
    "ok": _Look("check", "ok", "okTint"),
    "warn": _Look("triangle-alert", "warn", "warnTint"),
    "err": _Look("circle-alert", "err", "errTint"),
    "plain": _Look("", "ink2", "sunken"),
}


class Chip(Themed, QLabel):
    """A chip: an icon with text. Chips differ by icon, text and shape, never by colour alone."""

    def __init__(self, theme: Theme, kind: ChipKind, text: str, icon: str = "") -> None:
        super().__init__(text)
        self.kind = kind
        self.icon_name = icon or CHIPS[kind].icon
        follow_width(self, QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)

    @property
    def _icon_px(self) -> int:
        return self.theme.icon_px(17)

    @property
    def _before_px(self) -> int:
        return self.theme.px(10) + (self._icon_px + self.theme.px(6) if self.icon_name else 0)

    def sizeHint(self) -> QSize:
        width = self.theme.width_of(self.text(), "fine", 600) + self._before_px + self.theme.px(10)
        return QSize(int(width) + 3, self.theme.text_px("fine") + self.theme.px(13))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.theme.px(120)), hint.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        font = self.theme.font_for(self.text(), "fine", 600)
        room = width - self._before_px - self.theme.px(8)
        height = paint.wrapped_height(self.text(), font, room)
        return max(self.sizeHint().height(), int(height) + self.theme.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look = self.theme, CHIPS[self.kind]
        painter, rect = QPainter(self), QRectF(self.rect())
        edged = self.kind in ("F", "V") or theme.high_contrast
        edge = theme.colour(look.ink) if edged else None
        radius = min(theme.px(9), rect.height() / 2)
        paint.rounded(
            painter,
            rect,
            radius,
            theme.colour(look.fill),
            edge,
            edge_px=theme.px(1.5),
            dashed=self.kind == "V",
        )
        if self.icon_name:
            middle = QPointF(theme.px(10) + self._icon_px / 2, rect.center().y())
            paint.icon(painter, theme.icon(self.icon_name, look.ink, self._icon_px), middle)
        room = rect.adjusted(self._before_px, 0, -theme.px(6), 0)
        font = theme.font_for(self.text(), "fine", 600)
        paint.text(painter, room, self.text(), font, theme.colour(look.ink), wrap=True)


class Badge(Themed, QLabel):
    """The badge of a zone: a square in its accent with its icon or its number.

    Parameters
    ----------
    icon, number : one of them.
    name : text for screen readers.
    """

    def __init__(
        self,
        theme: Theme,
        accent: Accent,
        *,
        icon: str = "",
        number: str = "",
        name: str = "",
        size: float = 48,
    ) -> None:
        super().__init__()
        self.accent, self.icon_name, self.number, self.size_of_design = accent, icon, number, size
        self.setAccessibleName(name or number)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        side = theme.icon_px(self.size_of_design)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(
            QPainter(self),
            self.theme,
            QRectF(self.rect()),
            self.accent,
            icon=self.icon_name,
            number=self.number,
        )


def paint_badge(
    painter: QPainter, theme: Theme, rect: QRectF, accent: Accent, *, icon: str = "", number: str = ""
) -> None:
    """Paint a badge into a square."""
    colours = theme.accent(accent)
    paint.rounded(painter, rect, rect.width() * 0.28, theme.colour(colours.fill))
    if icon:
        paint.icon(painter, theme.icon(icon, colours.on, round(rect.width() * 0.54)), rect.center())
    else:
        paint.text(
            painter, rect, number, theme.font("label", 700), theme.colour(colours.on), align=paint.CENTRE
        )


class Icon(Themed, QLabel):
    """A single icon; decoration unless it has a name."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        colour: str = "ink",
        *,
        size: float = 22,
        name: str = "",
    ) -> None:
        super().__init__()
        self.icon_name, self.colour, self.size_of_design = icon, colour, size
        self.setAccessibleName(name)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        side = theme.icon_px(self.size_of_design)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        middle = QRectF(self.rect()).center()
        paint.icon(QPainter(self), self.theme.icon(self.icon_name, self.colour, self.width()), middle)


class KeyCap(Themed, QLabel):
    """A key of the keyboard."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)

    def sizeHint(self) -> QSize:
        width = int(self.theme.width_of(self.text(), "fine", 600)) + self.theme.px(16)
        return QSize(max(width, self.theme.px(30)), self.theme.text_px("fine") + self.theme.px(13))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        radius, control = theme.px(7), theme.colour("control")
        paint.rounded(painter, rect.adjusted(0, 1, 0, 0), radius, control)
        top = rect.adjusted(0, 0, 0, -theme.px(2))
        paint.rounded(painter, top, radius, theme.colour("raised"), control)
        font = theme.font_for(self.text(), "fine", 600)
        paint.text(painter, top, self.text(), font, theme.colour("ink"), align=paint.CENTRE)
