"""The article panel at the right: the text of the open zone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ....i18n import Text, tr
from ....park.model import Park, Zone
from ....visit.acts import Act, Close
from ....visit.visit import Visit
from ...accessible import Region, Role
from ...read_aloud.button import ReadAloudButton
from ...style.theme import Theme
from ...widgets import Column, Prose, ReadingArea, Surface, apply_theme_within, as_widget, settle
from ...window.view_state import Views
from ..panel import head_of, refill
from .cards import PICTURE_PX, ExplainsTerms
from .page import PAGE_FOOT_PX, Page, open_in_browser

WIDTH_PX = 388  # design pixels
WIDTH_GROWTH = 0.75  # share of the text size that the panel's width follows
WIDEST = 0.62  # share of the window


def article_width_px(theme: Theme, window_width_px: int) -> int:
    """Width of the panel in a window."""
    wanted = theme.px(WIDTH_PX) * (1 + WIDTH_GROWTH * (theme.text - 1))
    return round(min(wanted, WIDEST * window_width_px))


class Article(ExplainsTerms, Surface):
    """The panel with the text of the open zone; hidden while no zone is open.

    Parameters
    ----------
    do : callable
        Called with the visitor's acts.
    open_link : callable
        Called with the address that the visitor wants to open; None where nothing opens outside the park.
    on_show : callable
        Called to play the exhibit; None where nothing plays.
    on_read : callable
        Called to read the article aloud; None: no such button.
    on_resize : callable
        Called when its wanted height changes.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Callable[[Act], object],
        *,
        open_link: Callable[[str], object] | None = open_in_browser,
        on_resize: Callable[[], object] = lambda: None,
        on_show: Callable[[], object] | None = None,
        on_read: Callable[[], object] | None = None,
        views: Views | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._park, self._do, self._open_link, self._views = park, do, open_link, views or Views()
        self._on_resize, self._on_show, self._on_read = on_resize, on_show, on_read
        self._read_aloud: ReadAloudButton | None = None
        self._built_for = self._views.state.visitor
        self._zone: Zone | None = None
        self._stale = False
        self.page: Page | None = None
        self._head_layout = Column(theme, gap=0)
        self._head = as_widget(self._head_layout)
        self.scroll_area = ReadingArea(theme)
        layout = Column(theme, self._head, self.scroll_area, gap=0)
        super().__init__(theme, layout, elevation=2, padding=(2, 2, 2, 2), parent=parent)
        layout.setStretchFactor(self.scroll_area, 1)
        self.hide()

    def accessible(self) -> Region:
        """Role for screen readers: a document."""
        return Region(self, Role.Document)

    # ---- contents

    def update_from(self, visit: Visit) -> None:
        """Show the article of the visit's open zone."""
        zone = visit.open_zone
        if self._read_aloud is not None and not self.isHidden():
            self._read_aloud.show_reading(self._views.state.reading)
        if self._built_for != self._views.state.visitor:
            self._clear()
        self.setVisible(zone is not None and not visit.operating)
        if visit.operating:
            self.close_glossary()
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
        """Apply another theme, language included; the scroll position is kept."""
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
    def heading(self) -> QWidget | None:
        """The widget that screen readers begin with: the title."""
        held = self._head_layout.itemAt(self._head_layout.count() - 1)
        head = held.widget() if held is not None else None
        found = head.findChildren(Prose) if head is not None else []
        return next((words for words in found if words.level), None)

    @property
    def zone(self) -> Zone | None:
        """The zone whose article is shown."""
        return self._zone

    def _clear(self) -> None:
        """Drop what was built for the previous visitor."""
        self._built_for = self._views.state.visitor
        self.close_glossary()
        self.scroll_area.let_go()
        refill(self._head_layout, QWidget())
        self._zone, self.page, self._stale = None, None, False

    def read(self) -> None:
        """Move the keyboard focus to the text."""
        self.scroll_area.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- building

    def _build_if_stale(self) -> None:
        """Build what is to be shown; an article behind an exhibit is built when it is seen."""
        if self._stale:
            self._stale = False
            self._build()

    def _build(self) -> None:
        zone, theme = self._zone, self.theme
        assert zone is not None
        language = theme.language
        self.setAccessibleName(tr(Text("Article: {title}"), language, title=zone.title[language]))
        self._build_head(zone)
        self.page = Page(
            theme, self._park, zone, self._do,
            explain=self._explain, open_link=self._open_link, reveal=self.reveal, on_row=self._press_row,
            on_show=self._on_show,
        )  # fmt: skip
        self.page.open_row(self._views.state.rows.get(zone.id))
        self.scroll_area.turn_to(self.page)
        self.scroll_area.setAccessibleName(zone.title[language])
        QTimer.singleShot(0, self, self._restore_scroll)  # when the page knows its height

    def _press_row(self, key: str) -> None:
        """Open a row, or close the one that is open."""
        if self._zone is None or self.page is None:
            return
        rows = dict(self._views.state.rows)
        opened = None if rows.get(self._zone.id) == key else key
        if opened is None:
            del rows[self._zone.id]
        else:
            rows[self._zone.id] = opened
        self._views.state = replace(self._views.state, rows=rows)
        self.page.open_row(opened)
        self._on_resize()
        QTimer.singleShot(0, self, self._show_row)

    def _show_row(self) -> None:
        """Scroll to the head of the open row."""
        if self._zone is None or self.page is None:
            return
        row = self.page.rows.get(self._views.state.rows.get(self._zone.id, ""))
        top = row.mapTo(self.page, QPoint(0, 0)).y() if row is not None else 0
        self.scroll_area.verticalScrollBar().setValue(max(0, top - self.theme.px(8)))

    def fit(self, width_px: int, most_px: int) -> int:
        """Height at a width, without its shadow: that of its content, at most `most_px`.

        If there is too much, the picture is lowered or left out, and also the sentence if the exhibit's buttons would be cut off.
        If the rows must scroll anyway, the picture stays, and whole rows are shown.
        """
        page = self.page
        if page is not None and page.exhibit is not None:
            page.exhibit.give_room(PICTURE_PX)
            over_px = self._wanted_px(width_px) - most_px
            if over_px > 0:
                page.exhibit.give_room(PICTURE_PX - (over_px + 1) / self.theme.scale)
                rows_px = [row.sizeHint().height() for row in page.rows.values()]
                spare_px = most_px - (self._wanted_px(width_px, self._bar_px) - sum(rows_px[1:]))
                if self._wanted_px(width_px) - sum(rows_px) > most_px:
                    page.exhibit.give_room(0, sentence=False)
                elif self._wanted_px(width_px) > most_px:
                    page.exhibit.give_room(min(spare_px / self.theme.scale, PICTURE_PX))
        wanted_px = self._wanted_px(width_px)
        # a scroll bar that appeared for one frame would stay, since text beside it needs more lines
        policy = Qt.ScrollBarPolicy
        fits = wanted_px <= most_px
        self.scroll_area.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )
        return wanted_px if fits else self._whole_rows_px(width_px, most_px)

    def _whole_rows_px(self, width_px: int, most_px: int) -> int:
        """Height where not all rows fit: ends below a whole row, unless one is open."""
        page = self.page
        if page is None or self._zone is None or self._zone.id in self._views.state.rows:
            return most_px
        high_px = self._wanted_px(width_px, self._bar_px) - self.theme.px(PAGE_FOOT_PX)
        for row in reversed(page.rows.values()):
            if high_px <= most_px:
                return high_px
            high_px -= row.sizeHint().height()
        return most_px

    @property
    def _bar_px(self) -> int:
        return self.scroll_area.verticalScrollBar().sizeHint().width()

    def _wanted_px(self, width_px: int, bar_px: int = 0) -> int:
        """Height of its full content beside a scroll bar of this width."""
        settle()
        if self.page is None:
            return 0
        inner, head = width_px - 2 * self.theme.px(2), self._head_layout.itemAt(0)
        held = head.widget() if head is not None else None
        title = held.layout() if held is not None else None
        head_px = title.totalHeightForWidth(inner) if title is not None else 0
        return head_px + self.page.heightForWidth(inner - bar_px) + 2 * self.theme.px(2)

    def _build_head(self, zone: Zone) -> None:
        theme, language = self.theme, self.theme.language
        district = self._park.district(zone.district).title[language]
        line = tr(Text("{number} · {district}"), language, number=zone.number, district=district)
        title, close = zone.title[language], tr(Text("Close the article (Esc)"), language)
        self._read_aloud = ReadAloudButton(theme, self._on_read) if self._on_read is not None else None
        head = head_of(
            theme, zone, line, title, close, lambda: self._do(Close()), role="title", badge_px=44,
            beside=self._read_aloud,
        )  # fmt: skip
        if self._read_aloud is not None:
            self._read_aloud.be_brief(True)
        refill(self._head_layout, head)

    # ---- scroll position

    def _remember_scroll(self) -> None:
        view = self._views.state
        if self._zone is not None:
            read_px = {**view.read_px, self._zone.id: self.scroll_area.verticalScrollBar().value()}
            view = replace(view, read_px=read_px)
        if self.page is not None and view.revealed in self.page.cards:
            view = replace(view, revealed=None)  # it has been shown
        self._views.state = view

    def _restore_scroll(self) -> None:
        if self._zone is None or self.page is None:
            return
        revealed = self._views.state.revealed
        row = self.page.row_of(revealed) if revealed else None
        if row is not None and self._views.state.rows.get(self._zone.id) != row:
            self._press_row(row)
            QTimer.singleShot(0, self, self._restore_scroll)
            return
        card = self.page.card_of(revealed) if revealed else None
        bar = self.scroll_area.verticalScrollBar()
        if card is not None:
            top = card.mapTo(self.page, QPoint(0, 0)).y()
            bar.setValue(max(0, top - self.theme.px(16)))
        else:
            bar.setValue(self._views.state.read_px.get(self._zone.id, 0))

    # ---- glossary

    def _explain(self, term: str, words: QRect, source: QWidget) -> None:
        self.open_glossary(self._park.glossary[term], words, source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.close_glossary():
            return
        super().keyPressEvent(event)
