"""The panel of a lesson page: its middle scrolls when it does not fit, its foot is always visible."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from ...i18n import Text, tr
from ...park.model import Park
from ...visit.lesson.state import Timer
from ..panels.article.cards import ExplainsTerms
from ..style.theme import Theme
from ..style.time_format import clock_text
from ..widgets import Column, ProgressRing, Prose, ReadingArea, Rule, Surface, apply_theme_within
from ..widgets.layouts import Margins
from ..window.layout import Room
from .glossary_links import linked


class Box(QWidget):
    """A layout as a widget with height for width."""

    def minimumSizeHint(self) -> QSize:
        """No minimum height: the layout would report that of its narrowest form."""
        return QSize(super().minimumSizeHint().width(), 1)


def as_box(layout: QLayout) -> Box:
    """Wrap a layout in a widget with height for width."""
    box = Box()
    box.setLayout(layout)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)
    return box


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops at a widget."""
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


class CardPanel(ExplainsTerms, Surface):
    """A panel with a page and a foot, both rebuilt when their content changes.

    Attributes
    ----------
    area : shows the page.
    """

    keeps_keyboard = True  # whether Tab stays on it

    def __init__(
        self,
        theme: Theme,
        park: Park,
        *,
        elevation: int = 3,
        padding: Margins = (24, 20, 24, 18),
        parent: QWidget,
    ) -> None:
        self.park = park
        self._page: QWidget | None = None
        self._foot: QWidget | None = None
        self.area = ReadingArea(theme)
        self.area.let_go()  # drop the initial empty page
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons take the focus instead
        self.area.setMinimumHeight(1)  # its default minimum height would squeeze the foot of a short page
        self._rule = Rule(theme)
        self._column = Column(theme, self.area, self._rule, gap=14)
        self._column.setStretchFactor(self.area, 1)
        super().__init__(theme, self._column, elevation=elevation, padding=padding, parent=parent)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme; the owner rebuilds the content."""
        super().apply_theme(theme)
        self.close_glossary()
        apply_theme_within(self, theme)

    def fill(self, page: QLayout, foot: QLayout | None = None) -> None:
        """Show a page, and a foot below it."""
        self.close_glossary()
        held = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self._page = as_box(page)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.turn_to(self._page)
        if self._foot is not None:
            self._foot.hide()
            self._foot.deleteLater()
        self._foot = as_box(foot) if foot is not None else None
        self._rule.setVisible(foot is not None)
        if self._foot is not None:
            self._column.addWidget(self._foot)
        if held:
            self.take_keys()

    def let_go(self) -> None:
        """Drop the content."""
        self.close_glossary()
        self.area.let_go()
        if self._foot is not None:
            self._foot.hide()
            self._foot.deleteLater()
        self._page = self._foot = None

    def take_keys(self) -> None:
        """Focus the panel's main button, without a ring until a key is pressed."""
        main = self.main_button
        if main is not None:
            main.setFocus(Qt.FocusReason.MouseFocusReason)

    @property
    def main_button(self) -> QWidget | None:
        """The button that Space presses by default."""
        return None

    # ---- size

    def fitted(self, width: int, most: int) -> QSize:
        """The size of the panel for a width: as high as needed, at most `most`, beyond which its page scrolls."""
        m, margins = self.margin_px, self._column.contentsMargins()
        inner = width + 2 * m - margins.left() - margins.right()
        page, foot = self._page, self._foot
        height = page.heightForWidth(inner) if page is not None and page.hasHeightForWidth() else 0
        if page is not None and not page.hasHeightForWidth():
            height = page.sizeHint().height()
        if foot is not None:
            below = foot.heightForWidth(inner) if foot.hasHeightForWidth() else foot.sizeHint().height()
            height += below + self._rule.height() + 2 * self._column.spacing()
        height += margins.top() + margins.bottom() - 2 * m + 2
        # a scroll bar left from a longer page would take width and make this one need it too
        policy = Qt.ScrollBarPolicy
        self.area.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if height <= most else policy.ScrollBarAsNeeded
        )
        return QSize(width, min(height, most))

    # ---- words

    def prose(self, theme: Theme, text: str, role: str = "body", colour: str = "ink") -> Prose:
        """A paragraph in which terms of the glossary can be pressed."""
        made = Prose(theme, linked(text, self.park.glossary, theme.language), role, colour)
        made.on_link = lambda term, words: self.open_glossary(self.park.glossary[term], words, made)
        made.setMouseTracking(True)
        made.apply_theme(theme)  # with its links
        return made

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab cycles within a page that covers the view."""
        if not self.keeps_keyboard:
            return super().focusNextPrevChild(forward)
        stops = [w for w in self.findChildren(QWidget) if w.isVisible() and w.isEnabled() and takes_tab(w)]
        now = self.focusWidget()
        if not stops:
            return True
        at = stops.index(now) if now in stops else (-1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.close_glossary():
            return
        super().keyPressEvent(event)


def centred(room: Room, panel: CardPanel, width_px: float, growth: float) -> None:
    """Place a panel in the middle of the window, as wide as its text asks and the window allows.

    Where it would cover the card at the side, it is centred in the area that remains.
    """
    wanted = round(room.theme.px(width_px) * (1 + growth * (room.theme.text - 1)))
    width, margin = room.size.width(), room.margin
    if wanted + 2 * room.side_px > width - 2 * margin:
        width -= room.side_px
    fitted = panel.fitted(min(wanted, width - 2 * margin), room.size.height() - 2 * margin)
    corner = QPoint((width - fitted.width()) // 2, (room.size.height() - fitted.height()) // 2)
    panel.place(QRect(corner, fitted))


HURRY_S = 10.0
"""Time left at which the ring takes its warning colour."""


def show_time(ring: ProgressRing, timer: Timer, theme: Theme) -> None:
    """Show the remaining time in a ring: seconds, or minutes and seconds above one minute."""
    left_s = ceil(timer.left_s)
    words = clock_text(left_s) if timer.of_s > 60 else str(left_s)
    colour = "err" if timer.over else "warn" if timer.left_s <= HURRY_S else "primary"
    name = (
        tr(Text("Time is up"), theme.language)
        if timer.over
        else tr(Text("{seconds} s left"), theme.language, seconds=left_s)
    )
    ring.set_value(timer.share, words, colour, name)
