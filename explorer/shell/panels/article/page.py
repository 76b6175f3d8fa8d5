"""The scrolling page of an article: lead, text, claims with their place in the briefing, facts, relations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QRect, QSize, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from ....exhibits.kinds import KINDS
from ....i18n import Text, is_cjk, tr
from ....i18n.messages import say
from ....park.model import Beyond, Certainty, Claim, Language, Mark, Park, Passage, Zone
from ....visit.acts import Act, Open
from ...exhibit.page import plinth_card
from ...style.fonts import has_han
from ...style.theme import Theme
from ...widgets import Button, Card, Chip, Column, Flow, Prose, plain
from .thread import thread_card

GROUPS: tuple[tuple[Mark, str], ...] = (
    ("P", "article.plan"),
    ("F", "article.background"),
    ("V", "article.view"),
)
COPIED_MS = 2000
GAP = 14
SHORT, SHORT_CJK = 84, 36
"""A claim that belongs to another zone is quoted up to so many characters."""

Explain = Callable[[str, QRect, QWidget], object]


def open_in_browser(address: str) -> None:
    """Open a page in the visitor's own browser."""
    QDesktopServices.openUrl(QUrl(address))


class Page(QWidget):
    """The scrolling part of an article: what is in sight when it opens at once, the rest bit by bit.

    Attributes
    ----------
    cards : the card of each claim and each fact built so far, by id.
    is_complete : whether all of the page is built.
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
    ) -> None:
        super().__init__()
        self.theme, self._park, self._zone, self._do = theme, park, zone, do
        self._explain, self._open_link, self._reveal = explain, open_link, reveal
        self._language = theme.language
        self.cards: dict[str, QWidget] = {}
        self.is_complete = False
        whole = Column(theme, gap=GAP, margins=(20, 4, 20, 20))
        self.setLayout(whole)
        whole.addStretch(1)
        self._column: Column = whole
        self._build_first()
        # built apart and put in as one: each part by itself would have the whole page laid out again
        self._rest, self._column = QWidget(self), Column(theme, gap=GAP)
        self._rest.setLayout(self._column)
        self._rest.hide()
        self._rest_parts = self._build_rest()

    def minimumSizeHint(self) -> QSize:
        """No least height: the layout would give that of its narrowest form, and leave the end of the page blank."""
        return QSize(super().minimumSizeHint().width(), 1)

    def go_on(self) -> None:
        """Build the next part of the rest; after the last one the rest is put in."""
        if not self.is_complete and next(self._rest_parts, None) is None:
            self.is_complete = True
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self._rest.setSizePolicy(policy)
            whole = self.layout()
            assert isinstance(whole, Column)
            whole.insertWidget(whole.count() - 1, self._rest)
            self._rest.show()
            if self.isVisible():  # at once as high as it is now: else all of it is squeezed for a frame
                self.resize(self.width(), self.heightForWidth(self.width()))

    def finish(self) -> None:
        """Have all of it there."""
        while not self.is_complete:
            self.go_on()

    def _build_first(self) -> None:
        """What fills the panel at the top."""
        zone, language = self._zone, self._language
        self._add(self._prose(zone.lead[language], "lead"))
        for paragraph in _paragraphs(zone.article[language]):
            self._add(self._prose(paragraph))
        if zone.exhibit is not None:
            self._add(plinth_card(self.theme, self._park, zone, KINDS[zone.exhibit.kind]))

    def _build_rest(self) -> Iterator[QWidget]:
        """The rest, with a pause after each part."""
        zone, language = self._zone, self._language
        thread = thread_card(self.theme, self._park, zone, self._do)
        if thread is not None:
            yield self._add(thread)
        claims = self._park.claims_of(zone.id)
        if claims:
            yield self._add(self._who_is_speaking())
        for mark, key in GROUPS:
            listed = [claim for claim in claims if claim.kind == mark]
            if listed:
                self._title(key)
            for claim in listed:
                yield self._add_card(claim.id, self._claim(claim))
        elsewhere = [claim for claim in self._park.claims.values() if zone.id in claim.also]
        if elsewhere:
            self._title("article.elsewhere")
        for claim in elsewhere:
            yield self._add(self._elsewhere_link(claim))
        self._title("article.business")
        for paragraph in _paragraphs(zone.business[language]):
            yield self._add(self._prose(paragraph))
        if zone.beyond:
            self._title("article.beyond")
        for fact in zone.beyond:
            yield self._add_card(fact.id, self._fact(fact))
        if zone.related:
            self._title("article.related")
        for relation in zone.related:
            yield self._add(self._way(relation.zone, relation.flow[language]))

    # ---- parts

    def _add(self, widget: QWidget) -> QWidget:
        if self._column is self.layout():
            self._column.insertWidget(self._column.count() - 1, widget)  # before what stretches
        else:
            self._column.addWidget(widget)
        return widget

    def _add_card(self, id: str, card: Card) -> QWidget:
        self.cards[id] = card
        return self._add(card)

    def _title(self, key: str) -> None:
        self._column.addSpacing(self.theme.px(8))
        self._add(Prose(self.theme, say(key, self._language), "title"))

    def _prose(self, text: str, role: str = "body") -> Prose:
        prose = Prose(self.theme, text, role)
        prose.on_link = partial(self._explain_in, prose)
        prose.apply_theme(self.theme)  # with its links
        return prose

    def _explain_in(self, prose: Prose, term: str, words: QRect) -> None:
        self._explain(term, words, prose)

    def _who_is_speaking(self) -> Card:
        theme, language = self.theme, self._language
        column = Column(theme, gap=8)
        column.addWidget(Prose(theme, say("article.who", language), "label", "ink2"))
        for mark, _ in GROUPS:
            chip = Chip(theme, mark, say(f"mark.{mark}", language))
            words = Prose(theme, say(f"article.who.{mark}", language), "fine", "ink2")
            column.addLayout(Flow(theme, chip, words))
        return Card(theme, column, fill="sunken", edge=None)

    def _claim(self, claim: Claim) -> Card:
        theme, language = self.theme, self._language
        place = place_in_briefing(claim.at, language)
        head = Flow(
            theme,
            Chip(theme, claim.kind, say(f"mark.{claim.kind}", language)),
            Prose(theme, say("article.place", language, id=claim.id, place=place), "fine", "ink3"),
        )
        return Card(theme, Column(theme, head, self._prose(claim.text[language]), gap=8))

    def _elsewhere_link(self, claim: Claim) -> Button:
        """The way to a statement that touches this zone and is written in another."""
        home, language = self._park.zones[claim.zone], self._language
        words = say("article.elsewhere.row", language, id=claim.id, title=home.title[language])
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
        listed = say(
            "article.source",
            language,
            title=source.title[language],
            publisher=source.publisher[language],
            date=date_text(fact.date, language),
        )
        head = Flow(
            theme,
            Chip(theme, "beyond", say("mark.beyond", language)),
            Prose(theme, certainty_text(fact.certainty, language), "fine", "ink3"),
        )
        seen = say("article.seen", language, date=date_text(source.seen, language))
        column = Column(
            theme,
            head,
            self._prose(fact.text[language]),
            Prose(theme, listed, "fine", "ink2"),
            Prose(theme, f"{source.url}\u2002{seen}", "fine", "ink3"),
            gap=8,
        )
        if self._open_link is not None:
            column.addLayout(self._ways_out(source.url, self._open_link))
        return Card(theme, column, edge="info")

    def _ways_out(self, address: str, open_link: Callable[[str], object]) -> Flow:
        """To open a source in the visitor's own browser, and to take its address along."""
        theme, language = self.theme, self._language
        copy = Button(theme, say("article.copy-link", language), "copy", kind="quiet")
        copy.clicked.connect(partial(self._copy, address, copy))
        words = say("article.open-link", language)
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
        button.set_text(say("article.copied", self._language))
        button.show_icon("check")
        QTimer.singleShot(COPIED_MS, button, partial(self._offer_copy, button))

    def _offer_copy(self, button: Button) -> None:
        button.set_text(say("article.copy-link", self._language))
        button.show_icon("copy")


def shortened(text: str, characters: int) -> str:
    """The beginning of a text, to the end of a word; the whole text if it is short enough."""
    if len(text) <= characters:
        return text
    begun = text[:characters]
    if " " in begun and not has_han(begun):
        begun = begun.rsplit(" ", 1)[0]
    return begun.rstrip(" ,;:，、；：（“") + "…"


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, which an empty line parts."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


MONTHS = (
    Text("Jan"), Text("Feb"), Text("March"), Text("April"), Text("May"), Text("June"),
    Text("July"), Text("Aug"), Text("Sept"), Text("Oct"), Text("Nov"), Text("Dec"),
)  # fmt: skip


def place_in_briefing(at: Passage, language: Language) -> str:
    """Where in the briefing: `The Goals, ¶1, sentence 4`, “目标”第1段第4句."""
    kind, _, number = at.part.partition(" ")
    section = say(f"passage.{at.section}", language)
    place = say(f"passage.{kind}", language, section=section, number=number)
    if at.sentence is None:
        return place
    return place + say("passage.sentence", language, number=at.sentence)


def date_text(date: str, language: Language) -> str:
    """`2023-09-08` as 8 Sept 2023 or 2023年9月8日; a month or a year may stand alone."""
    year, *rest = (int(part) for part in date.split("-"))
    if not rest:
        return tr(Text("{year}", year=str(year)), language)
    if len(rest) == 1:
        return tr(Text("{month} {year}", month=MONTHS[rest[0] - 1], year=str(year)), language)
    return tr(Text("{day} {month} {year}", day=rest[1], month=MONTHS[rest[0] - 1], year=str(year)), language)


def certainty_text(certainty: Certainty, language: Language) -> str:
    """How sure a fact is."""
    return say(f"certainty.{certainty}", language)
