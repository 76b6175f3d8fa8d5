"""The article panel at the right: what the open zone tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ....exhibits.kinds import KINDS
from ....i18n import tr
from ....i18n.messages import say
from ....park.model import Park, Zone
from ....visit.acts import Act, Back, Close, Forward, Open, Operate
from ....visit.visit import Visit
from ...style.theme import Theme
from ...widgets import Button, Column, ReadingArea, Row, Rule, Surface, apply_theme_within
from ...window.view_state import Views
from ..panel import head_of, refill
from .glossary_card import GlossaryCard
from .page import Page, open_in_browser

WIDTH_PX = 432  # of the design
WIDTH_GROWTH = 0.75  # how much of the text size the panel's width follows
WIDEST = 0.62  # of the window
PORTION_S = 0.004
"""So much of the rest of a page is built between two frames."""
LEAST_PARTS = 3
"""So many parts at least, on however busy a machine."""


def article_width_px(theme: Theme, window_width_px: int) -> int:
    """How wide the panel is to be in a window."""
    wanted = theme.px(WIDTH_PX) * (1 + WIDTH_GROWTH * (theme.text - 1))
    return round(min(wanted, WIDEST * window_width_px))


class Article(Surface):
    """The panel with what the open zone tells; hidden while no zone is open.

    Parameters
    ----------
    do : callable
        Called with what the visitor does.
    open_link : callable
        Called with the address that the visitor wants to open; None where nothing is opened outside of the park.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Callable[[Act], object],
        *,
        open_link: Callable[[str], object] | None = open_in_browser,
        views: Views | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._park, self._do, self._open_link, self._views = park, do, open_link, views or Views()
        self._built_for = self._views.state.visitor
        self._zone: Zone | None = None
        self._stale = False
        self._visit: Visit | None = None
        self.page: Page | None = None
        self._glossary: GlossaryCard | None = None
        self._head = QWidget()
        self._head_layout = Column(theme, gap=0)
        self._head.setLayout(self._head_layout)
        self.scroll_area = ReadingArea(theme)
        self._back = Button(theme, icon="arrow-left", name=" ", kind="quiet", on_press=lambda: do(Back()))
        self._forward = Button(
            theme, icon="arrow-right", name=" ", kind="quiet", on_press=lambda: do(Forward())
        )
        self._next = Button(theme, " ", "footprints", kind="primary", large=True, on_press=self._go_on)
        self._foot = QWidget()
        self._try = Button(
            theme,
            " ",
            "hand",
            kind="primary",
            large=True,
            shortcut_hint=theme.key("X"),
            on_press=lambda: do(Operate()),
        )
        ways = Row(theme, self._back, self._forward, self._next)
        self._foot.setLayout(Column(theme, self._try, ways, gap=8, margins=(12, 10, 14, 12)))
        layout = Column(theme, gap=0)
        super().__init__(theme, layout, elevation=2, padding=(2, 2, 2, 2), parent=parent)
        for widget in (self._head, self.scroll_area, Rule(theme), self._foot):
            layout.addWidget(widget)
        layout.setStretchFactor(self.scroll_area, 1)
        self.hide()

    # ---- what is shown

    def update_from(self, visit: Visit) -> None:
        """Show the article of the visit's open zone."""
        self._visit = visit
        self._back.setEnabled(visit.may_go_back)
        self._forward.setEnabled(visit.may_go_forward)
        zone = visit.open_zone
        if self._built_for != self._views.state.visitor:
            self._clear()
        self.setVisible(zone is not None and not visit.operating)
        if zone is self._zone:
            if not self.isHidden():
                self._build_if_stale()
            return
        self._remember_scroll()
        self.close_glossary()
        self._zone = zone
        self._stale = zone is not None
        self._build_if_stale()

    def apply_theme(self, theme: Theme) -> None:
        """Take another theme, language included; the place in the text stays."""
        rebuild = hasattr(self, "theme") and theme != self.theme
        super().apply_theme(theme)
        if rebuild:
            self._remember_scroll()
            self.close_glossary()
            self.scroll_area.let_go()  # it is rebuilt
            self.page = None
            apply_theme_within(self, theme)
            self._stale = self._zone is not None
            if not self.isHidden():
                self._build_if_stale()

    def reveal(self, id: str) -> None:
        """Scroll to a statement or a fact of the open zone, or of the zone that is opened next."""
        self._views.state = replace(self._views.state, revealed=id)
        QTimer.singleShot(0, self, self._restore_scroll)

    @property
    def zone(self) -> Zone | None:
        """The zone whose article is shown."""
        return self._zone

    def _clear(self) -> None:
        """Drop what was built for another visitor."""
        self._built_for = self._views.state.visitor
        self.close_glossary()
        self.scroll_area.let_go()
        refill(self._head_layout, QWidget())
        self._zone, self.page, self._stale = None, None, False

    @property
    def is_complete(self) -> bool:
        """Whether all of the page is there; what lies below its first sight takes a few frames more."""
        return self.page is None or self.page.is_complete

    def read(self) -> None:
        """Give the keyboard to the text."""
        self.scroll_area.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- building

    def _build_if_stale(self) -> None:
        """Build what is to be shown; an article behind an exhibit waits until it is seen."""
        if self._stale:
            self._stale = False
            self._build()

    def _build(self) -> None:
        zone, theme = self._zone, self.theme
        assert zone is not None
        language = theme.language
        self.setAccessibleName(say("article.name", language, title=zone.title[language]))
        self._build_head(zone)
        self.page = Page(
            theme, self._park, zone, self._do,
            explain=self._explain, open_link=self._open_link, reveal=self.reveal,
        )  # fmt: skip
        if self._views.state.revealed or self._views.state.read_px.get(zone.id):
            self.page.finish()  # what is to be in sight lies further down
        self.scroll_area.turn_to(self.page)
        self.scroll_area.setAccessibleName(zone.title[language])
        self._back.set_text(name=say("article.back", language))
        self._forward.set_text(name=say("article.forward", language))
        following = self._following(zone)
        self._next.set_text(say("article.next", language, title=following.title[language]))
        self._try.setVisible(zone.exhibit is not None)
        self._next.kind = "primary" if zone.exhibit is None else "secondary"
        if zone.exhibit is not None:
            title = tr(KINDS[zone.exhibit.kind].title, language)
            self._try.set_text(say("exhibit.try", language, title=title))
        QTimer.singleShot(0, self, self._restore_scroll)  # when the page knows its height
        QTimer.singleShot(0, self, self._build_more)

    def _build_more(self) -> None:
        """Build the rest of the page, a little between any two frames."""
        began_s, parts = perf_counter(), 0
        while not self.is_complete and (parts < LEAST_PARTS or perf_counter() - began_s < PORTION_S):
            assert self.page is not None
            self.page.go_on()
            parts += 1
        if not self.is_complete:
            QTimer.singleShot(0, self, self._build_more)

    def _build_head(self, zone: Zone) -> None:
        theme, language = self.theme, self.theme.language
        district = self._park.district(zone.district).title[language]
        line = say("article.number", language, number=zone.number, district=district)
        title, close = zone.title[language], say("article.close", language)
        refill(self._head_layout, head_of(theme, zone, line, title, close, lambda: self._do(Close())))

    def _following(self, zone: Zone) -> Zone:
        """The next zone of the grand walk; after the last one comes the first."""
        walk = self._park.walk
        at = walk.index(zone.id) if zone.id in walk else -1
        return self._park.zones[walk[(at + 1) % len(walk)]]

    def _go_on(self) -> None:
        if self._zone is not None:
            self._do(Open(self._following(self._zone).id))

    # ---- place in the text

    def _remember_scroll(self) -> None:
        view = self._views.state
        if self._zone is not None:
            read_px = {**view.read_px, self._zone.id: self.scroll_area.verticalScrollBar().value()}
            view = replace(view, read_px=read_px)
        if self.page is not None and view.revealed in self.page.cards:
            view = replace(view, revealed=None)  # it was shown
        self._views.state = view

    def _restore_scroll(self) -> None:
        if self._zone is None or self.page is None:
            return
        revealed = self._views.state.revealed
        if revealed and not self.is_complete:
            self.page.finish()
            QTimer.singleShot(0, self, self._restore_scroll)
            return
        card = self.page.cards.get(revealed) if revealed else None
        bar = self.scroll_area.verticalScrollBar()
        if card is not None:
            top = card.mapTo(self.page, QPoint(0, 0)).y()
            bar.setValue(max(0, top - self.theme.px(16)))
        else:
            bar.setValue(self._views.state.read_px.get(self._zone.id, 0))

    # ---- glossary

    def _explain(self, term: str, words: QRect, source: QWidget) -> None:
        """Open the panel of a term beside its words."""
        self.close_glossary()
        room = self.window()
        at = QRect(source.mapTo(room, words.topLeft()), words.size())
        self._glossary = GlossaryCard(self.theme, self._park.glossary[term], room, back_to=source)
        self._glossary.open_at(at)

    def close_glossary(self) -> bool:
        """Close the glossary panel; whether it was open."""
        card, self._glossary = self._glossary, None
        return card is not None and card.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.close_glossary():
            return
        super().keyPressEvent(event)
