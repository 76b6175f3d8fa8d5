"""The article tells what its zone tells, and hands on what the visitor does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.i18n import tr
from explorer.i18n.messages import say
from explorer.park.model import LANGUAGES, Language, Passage
from explorer.shell.panels.article.glossary_card import GlossaryCard
from explorer.shell.panels.article.page import certainty_text, date_text, place_in_briefing, shortened
from explorer.shell.panels.article.panel import Article, article_width_px
from explorer.shell.style.theme import Theme, apply_theme_to_application
from explorer.shell.widgets import Button, Prose, plain
from explorer.visit import Act, Back, Close, Forward, Open, Visit

from ..picture import Picture, real_park


class Desk:
    """An article in a room, with a note of everything it did."""

    def __init__(self, qtbot: QtBot, language: Language = "en") -> None:
        self.acts: list[Act] = []
        self.opened: list[str] = []
        self.theme = Theme(language=language)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_theme_to_application(application, self.theme)
        self.room = Picture()
        qtbot.addWidget(self.room)
        self.article = Article(
            self.theme, real_park(), self.acts.append, open_link=self.opened.append, parent=self.room
        )
        width = article_width_px(self.theme, 1280)
        self.article.place(QRect(1260 - width, 20, width, 680))
        self.visit = Visit.begin(real_park())
        self.room.show()

    def show(self, *acts: Act) -> None:
        for act in acts:
            self.visit = self.visit.after(act)
        self.article.update_from(self.visit)
        QApplication.processEvents()
        while not self.article.is_complete:
            QApplication.processEvents()

    @property
    def is_complete(self) -> str:
        return "\n".join(label.text() for label in self.article.findChildren(QLabel) if label.isVisible())

    def buttons(self, words: str) -> list[Button]:
        named = [b for b in self.article.findChildren(Button) if words in (b.text(), b.accessibleName())]
        assert named, f"no button {words!r}"
        return named

    def button(self, words: str) -> Button:
        return self.buttons(words)[0]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_nothing_is_shown_while_no_zone_is_open(desk: Desk) -> None:
    desk.show()
    assert desk.article.isHidden()
    desk.show(Open("data"))
    assert desk.article.isVisible()
    desk.show(Close())
    assert desk.article.isHidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_a_zone_tells_can_be_read(qtbot: QtBot, language: Language) -> None:
    desk, park = Desk(qtbot, language), real_park()
    for zone in park.zones.values():
        desk.show(Open(zone.id))
        told = desk.is_complete
        assert zone.title[language] in told
        assert plain(zone.lead[language]) in told
        for paragraph in zone.article[language].split("\n\n"):
            assert plain(" ".join(paragraph.split())) in told
        for claim in park.claims_of(zone.id):
            assert plain(claim.text[language]) in told
            assert f"{claim.id}" in told and place_in_briefing(claim.at, language) in told
            assert say(f"mark.{claim.kind}", language) in told
        for fact in zone.beyond:
            source = park.sources[fact.source]
            assert plain(fact.text[language]) in told
            assert source.url in told and source.publisher[language] in told
            assert date_text(fact.date, language) in told
            assert certainty_text(fact.certainty, language) in told
        for relation in zone.related:
            ways = desk.buttons(park.zones[relation.zone].title[language])
            assert relation.flow[language] in [way.sub for way in ways]


def test_a_related_zone_and_the_next_of_the_walk_can_be_opened(desk: Desk) -> None:
    park = real_park()
    desk.show(Open("data"))
    desk.button(tr(park.zones["factory"].title, "en")).click()
    following = park.walk[park.walk.index("data") + 1]
    desk.button(say("article.next", "en", title=tr(park.zones[following].title, "en"))).click()
    assert desk.acts == [Open("factory"), Open(following)]


def test_the_last_zone_of_the_walk_leads_to_the_first(desk: Desk) -> None:
    walk = real_park().walk
    desk.show(Open(walk[-1]))
    desk.button(say("article.next", "en", title=tr(real_park().zones[walk[0]].title, "en"))).click()
    assert desk.acts == [Open(walk[0])]


def test_close_back_and_forward(desk: Desk) -> None:
    desk.show(Open("data"), Open("net"), Back())
    for key in ("article.close", "article.back", "article.forward"):
        desk.button(say(key, "en")).click()
    assert desk.acts == [Close(), Back(), Forward()]


def test_one_cannot_go_forward_from_the_newest_place(desk: Desk) -> None:
    desk.show(Open("data"))
    assert desk.button(say("article.back", "en")).isEnabled()
    assert not desk.button(say("article.forward", "en")).isEnabled()


def test_the_place_in_the_text_is_remembered_for_each_zone(desk: Desk) -> None:
    desk.show(Open("data"))
    bar = desk.article.scroll_area.verticalScrollBar()
    bar.setValue(500)
    desk.show(Open("net"))
    assert bar.value() == 0
    desk.show(Open("data"))
    assert bar.value() == 500


def test_keys_scroll_the_text(desk: Desk, qtbot: QtBot) -> None:
    desk.show(Open("data"))
    area = desk.article.scroll_area
    bar = area.verticalScrollBar()
    qtbot.keyClick(area, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    qtbot.keyClick(area, Qt.Key.Key_Home)
    assert bar.value() == 0
    qtbot.keyClick(area, Qt.Key.Key_Space)
    page = bar.value()
    assert page > 0
    qtbot.keyClick(area, Qt.Key.Key_PageDown)
    assert bar.value() > page


def test_the_page_ends_where_its_words_end(desk: Desk) -> None:
    desk.show(Open("data"))
    page = desk.article.page
    assert page is not None
    last = max(child.mapTo(page, child.rect().bottomLeft()).y() for child in page.findChildren(Button))
    assert page.height() - last < 60


def test_the_page_grows_without_a_moment_in_which_words_are_cut_off(desk: Desk) -> None:
    desk.visit = desk.visit.after(Open("data"))
    desk.article.update_from(desk.visit)
    page, heights = desk.article.page, []
    assert page is not None

    def whole() -> bool:
        return all(prose.fits for prose in page.findChildren(Prose) if prose.isVisible())

    while not page.is_complete:
        QApplication.processEvents()
        heights.append(page.height())
        assert whole()
    assert len(set(heights)) == 2, "the rest is put in as one"
    assert heights[0] > desk.article.scroll_area.viewport().height(), "what is in sight is there at once"
    assert heights[-1] > 2 * heights[0]


def test_a_statement_can_be_revealed(desk: Desk) -> None:
    claim = real_park().claims_of("data")[-1].id
    desk.article.reveal(claim)
    desk.show(Open("data"))
    QApplication.processEvents()
    card = desk.article.page.cards[claim]  # type: ignore[union-attr]
    y = card.mapTo(desk.article, QPoint(0, 0)).y()
    assert 0 < y < desk.article.height()


def test_a_source_can_be_opened_and_its_address_copied(desk: Desk) -> None:
    zone = real_park().zones["data"]
    desk.show(Open("data"))
    desk.button(say("article.open-link", "en")).click()
    address = real_park().sources[zone.beyond[0].source].url
    assert desk.opened == [address]
    copy = desk.button(say("article.copy-link", "en"))
    copy.click()
    assert QGuiApplication.clipboard().text() == address
    assert copy.text() == say("article.copied", "en")


def test_a_term_is_explained_in_both_languages_beside_its_words(desk: Desk, qtbot: QtBot) -> None:
    desk.show(Open("data"))
    prose = next(p for p in desk.article.findChildren(Prose) if p.links)
    term = real_park().glossary[prose.links[0].target]
    prose.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(prose, Qt.Key.Key_Return)
    surface = desk.room.findChild(GlossaryCard)
    assert surface is not None and surface.isVisible()
    told = [label.text() for label in surface.findChildren(QLabel)]
    assert {tr(term.term, "en"), tr(term.term, "zh"), tr(term.meaning, "en"), tr(term.meaning, "zh")} <= set(
        told
    )
    assert desk.room.rect().contains(surface.inner.translated(surface.pos()))
    qtbot.keyClick(surface.close_button, Qt.Key.Key_Escape)
    assert surface.isHidden()


def test_tab_goes_from_term_to_term(desk: Desk, qtbot: QtBot) -> None:
    desk.show(Open("data"))
    prose = next(p for p in desk.article.findChildren(Prose) if len(p.links) > 1)
    prose.setFocus(Qt.FocusReason.TabFocusReason)
    assert prose.focused_link == 0
    assert prose.focusNextPrevChild(True)
    assert prose.focused_link == 1


def test_another_language_keeps_the_place(desk: Desk) -> None:
    desk.show(Open("data"))
    desk.article.scroll_area.verticalScrollBar().setValue(300)
    desk.article.apply_theme(replace(desk.theme, language="zh"))
    QApplication.processEvents()
    assert tr(real_park().zones["data"].title, "zh") in desk.is_complete
    assert desk.article.scroll_area.verticalScrollBar().value() == 300


@pytest.mark.parametrize(
    ("part", "sentence", "english", "chinese"),
    [
        ("paragraph 1", 4, "The Goals, ¶1, sentence 4", "“目标”第1段第4句"),
        ("bullet 2", None, "The Goals, bullet 2", "“目标”第2点"),
        ("technology 3", 1, "The Goals, technology 3, sentence 1", "“目标”第3项技术第1句"),
    ],
)
def test_a_place_in_the_briefing_in_words(
    part: str, sentence: int | None, english: str, chinese: str
) -> None:
    at = Passage(section="goals", part=part, sentence=sentence)
    assert place_in_briefing(at, "en") == english
    assert place_in_briefing(at, "zh") == chinese


def test_every_statement_has_a_place_in_words() -> None:
    for claim in real_park().claims.values():
        for language in LANGUAGES:
            assert place_in_briefing(claim.at, language)


@pytest.mark.parametrize(
    ("date", "english", "chinese"),
    [
        ("2023-09-08", "8 Sept 2023", "2023年9月8日"),
        ("2023-09", "Sept 2023", "2023年9月"),
        ("2023", "2023", "2023年"),
    ],
)
def test_dates_in_words(date: str, english: str, chinese: str) -> None:
    assert date_text(date, "en") == english
    assert date_text(date, "zh") == chinese


def test_what_is_told_elsewhere_is_one_press_away(desk: Desk) -> None:
    desk.show(Open("goals25"))
    claim = real_park().claims["C36"]
    home = real_park().zones[claim.zone]
    row = next(b for b in desk.article.findChildren(Button) if b.text() == f"C36 · {tr(home.title, 'en')}")
    assert row.sub and row.sub.rstrip("…") in plain(tr(claim.text, "en"))
    row.click()
    assert desk.acts[-1] == Open(claim.zone)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short.", "Short."),
        ("One two three four, five", "One two three four…"),
        ("数据，让别人也能用，往往更有价值", "数据，让别人也能用，往往…"),
    ],
)
def test_a_long_statement_is_quoted_to_the_end_of_a_word(text: str, short: str) -> None:
    assert shortened(text, 20 if text.isascii() else 12) == short
