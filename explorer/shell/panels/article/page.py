"""The scrolling page of an article: lead, exhibit, and folded rows of text, claims, facts and relations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect, QSize, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from ....base.suffixes import PICTURES
from ....i18n import Text, Translatable, is_cjk, tr
from ....park.at_work import picture_of
from ....park.model import Beyond, Claim, Mark, Park, Zone
from ....park.paragraphs import paragraphs, with_claims
from ....park.spots.spot import file_key
from ....park.wording import certainty_text, date_text, place_in_source
from ....visit.acts import Act, Open, Operate, ShowSpot
from ...exhibit.sections import plinth_card
from ...spots.pin import icon_of
from ...style.fonts import has_han
from ...style.theme import Theme
from ...widgets import Button, Card, Chip, Column, Flow, Prose, as_widget, plain
from ..panel import Fold
from .cards import ExhibitCard, thread_card
from .rows import ArticleRow

SPEAKERS: tuple[Mark, ...] = ("P", "F", "V")
COPIED_MS = 2000
GAP = 14
PAGE_FOOT_PX = 16
"""Space below the last row, in design pixels."""
SHORT, SHORT_CJK = 84, 36
"""Most characters quoted of a claim that belongs to another zone."""

Explain = Callable[[str, QRect, QWidget], object]


def open_in_browser(address: str) -> None:
    """Open a page in the system's browser."""
    QDesktopServices.openUrl(QUrl(address))


class Page(QWidget):
    """The scrolling part of an article: lead, exhibit and rows. A row is built when it is first opened.

    Attributes
    ----------
    cards : the card of each claim and each fact built so far, by id.
    rows : by key, in order.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        zone: Zone,
        do: Callable[[Act], object],
        *,
        explain: Explain,
        open_link: Callable[[str], object] | None,
        reveal: Callable[[str], object],
        on_row: Callable[[str], object],
        on_show: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.theme, self._park, self._zone, self._do = theme, park, zone, do
        self._explain, self._open_link, self._reveal = explain, open_link, reveal
        self._language = theme.language
        self.cards: dict[str, QWidget] = {}
        self._folds: dict[str, Fold] = {}  # the fold of a paragraph's statements, by the id of each
        self._column = Column(theme, gap=12, margins=(20, 2, 20, PAGE_FOOT_PX))
        self.setLayout(self._column)
        self._column.addWidget(self._prose(zone.lead[self._language]))
        self.exhibit: ExhibitCard | None = None
        if zone.exhibit is not None:
            self.exhibit = ExhibitCard(
                theme, zone, picture_of(park, zone.id, theme.language), lambda: do(Operate()), on_show
            )
            self._column.addWidget(self.exhibit)
        claims = park.claims_of(zone.id)
        self._plan = tuple(claim for claim in claims if claim.kind != "V")
        self._view = tuple(claim for claim in claims if claim.kind == "V")
        self._elsewhere = tuple(claim for claim in park.claims.values() if zone.id in claim.also)
        wording = park.wording
        text, more = Text("Read on"), Text("More", context="a row of an article")
        wanted: tuple[tuple[str, Translatable, int, bool, Callable[[], QWidget]], ...] = (
            ("spots", Text("Look closer"), len(zone.spots), bool(zone.spots), self._make_spots),
            ("plan", wording.heading("statements"), len(self._plan), bool(self._plan), self._make_plan),
            ("text", text, 0, not self._plan, self._make_plan),
            ("view", wording.heading("views"), len(self._view), bool(self._view), self._make_view),
            ("beyond", wording.heading("facts"), len(zone.beyond), bool(zone.beyond), self._make_beyond),
            ("more", more, 0, self._has_more, self._make_more),
        )
        self.rows = {
            key: ArticleRow(theme, key, tr(title, self._language), count, make, partial(on_row, key))
            for key, title, count, there, make in wanted
            if there
        }
        rows = Column(theme, *self.rows.values(), gap=0)
        self._column.addLayout(rows)
        self._column.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """No minimum height: the layout would give that of its narrowest form and leave the end of the page blank."""
        return QSize(super().minimumSizeHint().width(), 1)

    def open_row(self, key: str | None) -> None:
        """Open one row and close the others; the picture shrinks to make room."""
        for row in self.rows.values():
            row.show_open(row.key == key)
        if self.exhibit is not None:
            self.exhibit.fold(key is not None)
        if self.isVisible():  # set the present height now: otherwise everything is squeezed for one frame
            self.resize(self.width(), self.heightForWidth(self.width()))

    def row_of(self, id: str) -> str | None:
        """The row that contains a statement or a fact."""
        if any(claim.id == id for claim in self._plan):
            return "plan"
        if any(claim.id == id for claim in self._view):
            return "view"
        return "beyond" if any(fact.id == id for fact in self._zone.beyond) else None

    def card_of(self, id: str) -> QWidget | None:
        """The card of a statement or a fact; opens the fold that contains it."""
        if id in self._folds:
            self._folds[id].show_open(True)
        return self.cards.get(id)

    @property
    def _has_more(self) -> bool:
        """Whether the last row has any content."""
        zone = self._zone
        followed = self._park.thread is not None and any(s.zone == zone.id for s in self._park.thread.stops)
        return bool(zone.business or zone.exhibit or zone.related or self._elsewhere or followed)

    # ---- contents of the rows

    def _make_plan(self) -> QWidget:
        """The article; what the plan says and background statements are folded under their paragraphs."""
        inside = self._new_inside()
        for paragraph in with_claims(self._park, self._zone, self._language, self._plan):
            self._add(self._prose(paragraph.text))
            if paragraph.claims:
                self._add(self._folded(paragraph.claims))
        if self._plan or self._view:
            self._add(self._who_is_speaking())
        return inside

    def _make_spots(self) -> QWidget:
        """The hot spots and media of the zone, for those who do not touch its building."""
        inside, language = self._new_inside(), self._language
        for spot in self._zone.spots:
            path = self._park.spot_files.get(file_key(self._zone.id, spot.id, "file"))
            icon = icon_of(spot, PICTURES[path.suffix.lower()] if path is not None else None)
            about = shortened(plain(spot.text[language]), SHORT) if spot.text is not None else ""
            self._add(
                Button(
                    self.theme,
                    spot.title[language],
                    icon,
                    sub=about,
                    left=True,
                    on_press=partial(self._do, ShowSpot(spot.id)),
                )
            )
        return inside

    def _folded(self, claims: Sequence[Claim]) -> Fold:
        language, count = self._language, len(claims)

        def make() -> QWidget:
            cards = {claim.id: self._claim(claim) for claim in claims}
            self.cards.update(cards)
            return as_widget(Column(self.theme, *cards.values(), gap=8))

        fold = Fold(
            self.theme,
            tr(Text("{number} statement", "{number} statements"), language, number=count),
            "",
            make,
        )
        self._folds.update(dict.fromkeys((claim.id for claim in claims), fold))
        return fold

    def _make_view(self) -> QWidget:
        inside = self._new_inside()
        for claim in self._view:
            self._add_card(claim.id, self._claim(claim))
        return inside

    def _make_beyond(self) -> QWidget:
        inside = self._new_inside()
        for fact in self._zone.beyond:
            self._add_card(fact.id, self._fact(fact))
        return inside

    def _make_more(self) -> QWidget:
        """What it means for a company, the exhibit in detail, the thread, and links to other zones."""
        inside, zone, language = self._new_inside(), self._zone, self._language
        if zone.business is not None:
            self._title(tr(self._park.wording.heading("business"), language))
            for paragraph in paragraphs(zone.business[language]):
                self._add(self._prose(paragraph))
        if zone.exhibit is not None:
            self._add(plinth_card(self.theme, self._park, zone, zone.exhibit.exhibit_class))
        thread = thread_card(self.theme, self._park, zone, self._do)
        if thread is not None:
            self._add(thread)
        if zone.related:
            self._title(tr(Text("Related zones"), language))
        for relation in zone.related:
            self._add(self._way(relation.zone, relation.flow[language]))
        if self._elsewhere:
            self._title(tr(Text("In other zones"), language))
        for claim in self._elsewhere:
            self._add(self._elsewhere_link(claim))
        return inside

    def _new_inside(self) -> QWidget:
        """The container for the content of a row; everything added from now on goes there."""
        self._column = Column(self.theme, gap=GAP, margins=(0, 4, 0, 14))
        return as_widget(self._column)

    # ---- parts

    def _add(self, widget: QWidget) -> QWidget:
        self._column.addWidget(widget)
        return widget

    def _add_card(self, id: str, card: Card) -> QWidget:
        self.cards[id] = card
        return self._add(card)

    def _title(self, words: str) -> None:
        if self._column.count():
            self._column.addSpacing(self.theme.px(8))
        self._add(Prose(self.theme, words, "title"))

    def _prose(self, text: str) -> Prose:
        prose = Prose(self.theme, text, "body")
        prose.on_link = partial(self._explain_in, prose)
        prose.apply_theme(self.theme)  # the theme sets its links
        return prose

    def _explain_in(self, prose: Prose, term: str, words: QRect) -> None:
        self._explain(term, words, prose)

    def _who_is_speaking(self) -> Card:
        theme, language = self.theme, self._language
        column = Column(theme, gap=8)
        column.addWidget(Prose(theme, tr(Text("Who says this"), language), "label", "ink2"))
        for mark in SPEAKERS:
            chip = Chip(theme, mark, tr(self._park.wording.marked(mark), language))
            words = Prose(theme, tr(self._park.wording.speaker(mark), language), "fine", "ink2")
            column.addLayout(Flow(theme, chip, words))
        return Card(theme, column, fill="sunken", edge=None)

    def _claim(self, claim: Claim) -> Card:
        theme, language = self.theme, self._language
        wording, where = self._park.wording, claim.id
        if claim.at is not None:
            place = place_in_source(claim.at, wording, language)
            where = tr(Text("{id} · {place}"), language, id=claim.id, place=place)
        head = Flow(
            theme,
            Chip(theme, claim.kind, tr(wording.marked(claim.kind), language)),
            Prose(theme, where, "fine", "ink3"),
        )
        return Card(theme, Column(theme, head, self._prose(claim.text[language]), gap=8))

    def _elsewhere_link(self, claim: Claim) -> Button:
        """A link to a claim that touches this zone and is written in another."""
        home, language = self._park.zones[claim.zone], self._language
        words = tr(Text("{id} · {title}"), language, id=claim.id, title=home.title[language])
        quoted = shortened(plain(claim.text[language]), SHORT_CJK if is_cjk(language) else SHORT)
        return Button(
            self.theme, words, home.icon, sub=quoted, left=True, on_press=partial(self._go_to_claim, claim)
        )

    def _go_to_claim(self, claim: Claim) -> None:
        self._do(Open(claim.zone))
        self._reveal(claim.id)

    def _fact(self, fact: Beyond) -> Card:
        theme, language = self.theme, self._language
        source = self._park.sources[fact.source]
        listed = tr(
            Text("{title}. {publisher}, {date}"),
            language,
            title=source.title[language],
            publisher=source.publisher[language],
            date=date_text(fact.date, language),
        )
        head = Flow(
            theme,
            Chip(theme, "beyond", tr(self._park.wording.heading("facts"), language)),
            Prose(theme, certainty_text(fact.certainty, language), "fine", "ink3"),
        )
        seen = tr(Text("Last checked: {date}"), language, date=date_text(source.seen, language))
        column = Column(
            theme,
            head,
            self._prose(fact.text[language]),
            Prose(theme, listed, "fine", "ink2"),
            Prose(theme, "\u2002".join(filter(None, (source.url, seen))), "fine", "ink3"),
            gap=8,
        )
        if self._open_link is not None and source.url:
            column.addLayout(self._ways_out(source.url, self._open_link))
        return Card(theme, column, edge="info")

    def _ways_out(self, address: str, open_link: Callable[[str], object]) -> Flow:
        """Buttons that open a source in the system's browser, and that take its address along."""
        theme, language = self.theme, self._language
        copy = Button(theme, tr(Text("Copy the link"), language), "copy", kind="quiet")
        copy.clicked.connect(partial(self._copy, address, copy))
        words = tr(Text("Open the page"), language)
        visit = Button(theme, words, "external-link", on_press=partial(open_link, address))
        visit.setAccessibleDescription(address)
        return Flow(theme, visit, copy)

    def _way(self, zone_id: str, flow: str) -> Button:
        zone = self._park.zones[zone_id]
        return Button(
            self.theme,
            zone.title[self._language],
            zone.icon,
            sub=flow,
            left=True,
            on_press=lambda: self._do(Open(zone_id)),
        )

    # ---- links

    def _copy(self, address: str, button: Button) -> None:
        QGuiApplication.clipboard().setText(address)
        button.set_text(tr(Text("Copied"), self._language))
        button.show_icon("check")
        QTimer.singleShot(COPIED_MS, button, partial(self._offer_copy, button))

    def _offer_copy(self, button: Button) -> None:
        button.set_text(tr(Text("Copy the link"), self._language))
        button.show_icon("copy")


def shortened(text: str, characters: int) -> str:
    """The beginning of a text, cut at the end of a word; the whole text if it is short enough."""
    if len(text) <= characters:
        return text
    begun = text[:characters]
    if " " in begun and not has_han(begun):
        begun = begun.rsplit(" ", 1)[0]
    return begun.rstrip(" ,;:，、；：（“") + "…"
