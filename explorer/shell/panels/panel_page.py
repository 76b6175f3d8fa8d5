"""A page on a panel: its middle scrolls when it does not fit, its foot is always visible, its terms can be looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QWidget

from ...i18n import is_cjk
from ...park.model import Language, Park, Term
from ..style.theme import Theme
from ..widgets import Column, Prose, ReadingArea, Rule, Surface, apply_theme_within
from ..widgets.layouts import Margins, as_widget
from ..window.layout import Room
from .article.cards import ExplainsTerms


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops at a widget."""
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


class PanelPage(ExplainsTerms, Surface):
    """A panel with a page and a foot, both rebuilt when their content changes.

    Attributes
    ----------
    area : shows the page.
    """

    keeps_keyboard = True  # whether Tab stays on it
    _built_for: tuple[object, ...] | None = None

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
        """Apply another theme; the content is built anew when it is shown next."""
        super().apply_theme(theme)
        self._built_for = None
        self.close_glossary()
        apply_theme_within(self, theme)

    def is_new(self, *content: object) -> bool:
        """Whether the page was built for other content, or another theme: then it is to be built for this."""
        is_same = content == self._built_for
        self._built_for = content
        return not is_same

    def fill(self, page: QLayout, foot: QLayout | None = None) -> None:
        """Show a page, and a foot below it."""
        self.close_glossary()
        held = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self._page = as_widget(page, scrolled=True)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.turn_to(self._page)
        if self._foot is not None:
            self._foot.hide()
            self._foot.deleteLater()
        self._foot = as_widget(foot, scrolled=True) if foot is not None else None
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


def centred(room: Room, panel: PanelPage, width_px: float, growth: float) -> None:
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


# ---- terms of the glossary in a text

_ASIDE = re.compile(r"\s*[(（](.*)[)）]\s*$")
_LEAST, _LEAST_CJK = 4, 2
"""Least length of a term; shorter words too often mean something else."""


def _names(term: Term, language: Language) -> list[str]:
    """Forms of a term in a text: in full, without its addition in brackets, and that addition alone."""
    whole = term.term[language]
    aside = _ASIDE.search(whole)
    names = {whole, _ASIDE.sub("", whole), *(aside.groups() if aside else ())}
    return [name for name in names if len(name) >= (_LEAST_CJK if is_cjk(language) else _LEAST)]


def linked(text: str, glossary: Mapping[str, Term], language: Language) -> str:
    """The text with each glossary term marked once, as `[[id|words]]`; longer terms take precedence."""
    found: list[tuple[int, int, str]] = []
    named = [(name, id) for id, term in glossary.items() for name in _names(term, language)]
    done: set[str] = set()
    for name, id in sorted(named, key=lambda pair: -len(pair[0])):
        match = _pattern(name, language).search(text)
        if match is None or id in done:
            continue
        start, end = match.span()
        if all(end <= a or start >= b for a, b, _ in found):
            found.append((start, end, id))
            done.add(id)
    for start, end, id in sorted(found, reverse=True):
        text = f"{text[:start]}[[{id}|{text[start:end]}]]{text[end:]}"
    return text


@lru_cache(maxsize=512)
def _pattern(name: str, language: Language) -> re.Pattern[str]:
    """Pattern of a term: a whole word, also in the plural; in Chinese any occurrence."""
    if is_cjk(language):
        return re.compile(re.escape(name))
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?:s|es)?(?![\w-])", re.IGNORECASE)
