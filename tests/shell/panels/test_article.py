"""The article tells what its zone tells, and hands on what the visitor does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from explorer.base.bootstrap import ROOT
from explorer.cli.argument_types import SCENES
from explorer.i18n import Text, tr
from explorer.park import load
from explorer.park.at_work import FOLDER, picture_of
from explorer.park.model import LANGUAGES, Language, Passage
from explorer.park.paragraphs import paragraphs, with_claims
from explorer.park.wording import certainty_text, date_text, place_in_source
from explorer.shell.panels.article.cards import ExhibitCard, GlossaryCard, pixmap_of
from explorer.shell.panels.article.page import shortened
from explorer.shell.panels.article.panel import Article, article_width_px
from explorer.shell.panels.panel import Fold
from explorer.shell.style.theme import Theme, apply_theme_to_application
from explorer.shell.widgets import Button, Prose, plain
from explorer.visit import Act, Close, Open, Operate, Visit

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

    def open_row(self, key: str) -> None:
        """Press a row, and all that is folded in it."""
        page = self.article.page
        assert page is not None
        page.rows[key].head.click()
        QApplication.processEvents()
        for fold in page.findChildren(Fold):
            if fold.isVisible() and not fold.opened:
                fold.toggle()
        QApplication.processEvents()

    @property
    def words_shown(self) -> str:
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
        words_shown = desk.words_shown
        page = desk.article.page
        assert page is not None
        for key in page.rows:
            desk.open_row(key)
            words_shown += desk.words_shown
        assert zone.title[language] in words_shown
        assert plain(zone.lead[language]) in words_shown
        for paragraph in zone.article[language].split("\n\n"):
            assert plain(" ".join(paragraph.split())) in words_shown
        for claim in park.claims_of(zone.id):
            assert plain(claim.text[language]) in words_shown
            assert (
                f"{claim.id}" in words_shown
                and place_in_source(claim.at, park.wording, language) in words_shown
            )
            assert tr(park.wording.marked(claim.kind), language) in words_shown
        for fact in zone.beyond:
            source = park.sources[fact.source]
            assert plain(fact.text[language]) in words_shown
            assert source.url in words_shown and source.publisher[language] in words_shown
            assert date_text(fact.date, language) in words_shown
            assert certainty_text(fact.certainty, language) in words_shown
        for relation in zone.related:
            ways = desk.buttons(park.zones[relation.zone].title[language])
            assert relation.flow[language] in [way.sub for way in ways]


def test_a_related_zone_can_be_opened(desk: Desk) -> None:
    desk.show(Open("data"))
    desk.open_row("more")
    desk.button(tr(real_park().zones["factory"].title, "en")).click()
    assert desk.acts == [Open("factory")]


def test_the_first_sight_is_lead_exhibit_and_folded_rows(desk: Desk) -> None:
    desk.show(Open("line"))
    page, zone = desk.article.page, real_park().zones["line"]
    assert page is not None and page.exhibit is not None and zone.exhibit is not None
    assert plain(tr(zone.lead, "en")) in desk.words_shown and tr(zone.exhibit.learn, "en") in desk.words_shown
    assert [(row.key, row.head.count, row.opened) for row in page.rows.values()] == [
        ("plan", 7, False), ("view", 1, False), ("beyond", 4, False), ("more", 0, False),
    ]  # fmt: skip
    page.exhibit.try_button.click()
    assert desk.acts == [Operate()]


def test_a_row_with_nothing_in_it_is_left_out(desk: Desk) -> None:
    desk.show(Open("data"))
    assert desk.article.page is not None and "view" not in desk.article.page.rows


def test_one_row_is_open_at_a_time_and_the_exhibit_makes_room(desk: Desk) -> None:
    desk.show(Open("line"))
    page = desk.article.page
    assert page is not None and page.exhibit is not None
    closed = desk.article.fit(388, 10_000)
    for key in ("plan", "beyond"):
        page.rows[key].head.click()
        QApplication.processEvents()
        assert [row.key for row in page.rows.values() if row.opened] == [key]
        assert not page.exhibit.sentence.isVisible() and page.exhibit.try_button.isVisible()
    page.rows["beyond"].head.click()
    QApplication.processEvents()
    assert not any(row.opened for row in page.rows.values()) and page.exhibit.sentence.isVisible()
    assert desk.article.fit(388, 10_000) == closed


def test_each_zone_remembers_its_row(desk: Desk) -> None:
    desk.show(Open("line"))
    desk.open_row("view")
    desk.show(Open("net"))
    assert not any(row.opened for row in desk.article.page.rows.values())  # type: ignore[union-attr]
    desk.show(Open("line"))
    assert desk.article.page.rows["view"].opened  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_is_folded_under_one_paragraph(language: Language) -> None:
    park = real_park()
    for zone in park.zones.values():
        claims = park.claims_of(zone.id)
        parts = with_claims(park, zone, language, claims)
        assert [part.text for part in parts] == paragraphs(zone.article[language])
        assert sorted(claim.id for part in parts for claim in part.claims) == sorted(c.id for c in claims)


def test_a_statement_stands_under_the_paragraph_that_says_it() -> None:
    park = real_park()
    parts = with_claims(park, park.zones["line"], "en", park.claims_of("line"))
    under = {claim.id: number for number, part in enumerate(parts) for claim in part.claims}
    assert under["C107"] == 0, "three places"
    assert under["C111"] == under["C108"] == 1, "people, machines and data; digital twins"


def test_it_can_be_closed(desk: Desk) -> None:
    desk.show(Open("data"), Open("net"))
    desk.button(tr(Text("Close the article (Esc)"), "en")).click()
    assert desk.acts == [Close()]


def test_the_place_in_the_text_is_remembered_for_each_zone(desk: Desk) -> None:
    desk.show(Open("data"))
    desk.open_row("plan")
    bar = desk.article.scroll_area.verticalScrollBar()
    bar.setValue(300)
    desk.show(Open("net"))
    assert bar.value() == 0
    desk.show(Open("data"))
    QApplication.processEvents()
    assert bar.value() == 300


def test_keys_scroll_the_text(desk: Desk, qtbot: QtBot) -> None:
    desk.show(Open("data"))
    desk.open_row("plan")
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
    shown = [child for child in page.findChildren(QAbstractButton) if child.isVisible()]
    last = max(child.mapTo(page, child.rect().bottomLeft()).y() for child in shown)
    assert page.heightForWidth(page.width()) - last < 60


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
    desk.open_row("beyond")
    desk.button(tr(Text("Open the page"), "en")).click()
    address = real_park().sources[zone.beyond[0].source].url
    assert desk.opened == [address]
    copy = desk.button(tr(Text("Copy the link"), "en"))
    copy.click()
    assert QGuiApplication.clipboard().text() == address
    assert copy.text() == tr(Text("Copied"), "en")


def test_a_term_is_explained_in_both_languages_beside_its_words(desk: Desk, qtbot: QtBot) -> None:
    desk.show(Open("data"))
    desk.open_row("plan")
    prose = next(p for p in desk.article.findChildren(Prose) if p.links)
    term = real_park().glossary[prose.links[0].target]
    prose.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(prose, Qt.Key.Key_Return)
    surface = desk.room.findChild(GlossaryCard)
    assert surface is not None and surface.isVisible()
    words_shown = [label.text() for label in surface.findChildren(QLabel)]
    assert {tr(term.term, "en"), tr(term.term, "zh"), tr(term.meaning, "en"), tr(term.meaning, "zh")} <= set(
        words_shown
    )
    assert desk.room.rect().contains(surface.inner.translated(surface.pos()))
    qtbot.keyClick(surface.close_button, Qt.Key.Key_Escape)
    assert surface.isHidden()


def test_tab_goes_from_term_to_term(desk: Desk, qtbot: QtBot) -> None:
    desk.show(Open("data"))
    desk.open_row("plan")
    prose = next(p for p in desk.article.findChildren(Prose) if len(p.links) > 1)
    prose.setFocus(Qt.FocusReason.TabFocusReason)
    assert prose.focused_link == 0
    assert prose.focusNextPrevChild(True)
    assert prose.focused_link == 1


def test_tab_goes_into_a_row_that_is_opened_before_it_goes_to_the_next(desk: Desk) -> None:
    desk.show(Open("plaza"))
    page = desk.article.page
    assert page is not None
    plan, view = page.rows["plan"], page.rows["view"]
    desk.open_row("plan")
    now: QWidget | None = plan.head
    passed = []
    while (now := now.nextInFocusChain()) is not view.head:
        assert now is not None and now is not plan.head
        if now.isVisible() and now.focusPolicy() & Qt.FocusPolicy.TabFocus:
            passed.append(now)
    assert any(isinstance(widget, Prose) and widget.links for widget in passed)
    assert any(isinstance(widget, Button) for widget in passed)
    assert all(plan.isAncestorOf(widget) for widget in passed)


def test_another_language_keeps_the_place(desk: Desk) -> None:
    desk.show(Open("data"))
    desk.open_row("plan")
    desk.article.scroll_area.verticalScrollBar().setValue(300)
    desk.article.apply_theme(replace(desk.theme, language="zh"))
    QApplication.processEvents()
    assert tr(real_park().zones["data"].title, "zh") in desk.words_shown
    bar = desk.article.scroll_area.verticalScrollBar()
    assert bar.value() == min(300, bar.maximum()) > 0


@pytest.mark.parametrize(
    ("part", "sentence", "english", "chinese"),
    [
        ("paragraph 1", 4, "The Goals, ¶1, sentence 4", "“目标”第1段第4句"),
        ("bullet 2", None, "The Goals, bullet 2", "“目标”第2点"),
        ("technology 3", 1, "The Goals, technology 3, sentence 1", "“目标”第3项技术第1句"),
    ],
)
def test_a_place_in_the_source_in_words(part: str, sentence: int | None, english: str, chinese: str) -> None:
    at = Passage(section="goals", part=part, sentence=sentence)
    assert place_in_source(at, real_park().wording, "en") == english
    assert place_in_source(at, real_park().wording, "zh") == chinese


def test_every_statement_has_a_place_in_words() -> None:
    for claim in real_park().claims.values():
        for language in LANGUAGES:
            assert place_in_source(claim.at, real_park().wording, language)


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


def test_what_is_reported_elsewhere_is_one_press_away(desk: Desk) -> None:
    desk.show(Open("goals25"))
    desk.open_row("more")
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


@pytest.mark.parametrize("scene", ["metaverse", "pumps"])
def test_every_exhibit_has_its_picture_in_each_language_and_all_are_small(scene: str) -> None:
    park = load(SCENES / scene, ROOT / "assets")
    shown = {z.id for z in park.zones.values() if z.exhibit is not None and not z.exhibit.gallery}
    assert park.at_work.keys() == {f"{language}/{zone}" for language in park.languages for zone in shown}
    assert max(file.stat().st_size for file in park.at_work.values()) <= 23_000
    words_shown = (SCENES / scene / FOLDER / "README.md").read_text("utf-8")
    assert all(f"| {zone}.webp |" in words_shown for zone in shown)


def test_an_article_shows_the_picture_with_words_in_its_language(qtbot: QtBot) -> None:
    park = real_park()
    for language in park.languages:
        file = picture_of(park, "line", language)
        assert file is not None and file.parent.name == language and pixmap_of(file).width() == 704
    assert picture_of(park, "line", "de") == picture_of(park, "line", "en"), "the first language of the scene"
    assert picture_of(park, "nowhere", "en") is None


def test_a_picture_that_is_broken_or_huge_troubles_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    broken, huge = tmp_path / "broken.webp", tmp_path / "huge.png"
    broken.write_bytes(b"RIFF and no more")
    assert QImage(6000, 40, QImage.Format.Format_RGB32).save(str(huge))
    assert pixmap_of(broken).isNull() and pixmap_of(None).isNull()
    assert pixmap_of(huge).width() == 1408


def test_the_exhibit_is_shown_from_the_article(qtbot: QtBot) -> None:
    shown: list[bool] = []
    theme, zone = Theme(), real_park().zones["line"]
    card = ExhibitCard(
        theme, zone, picture_of(real_park(), "line", "en"), lambda: None, lambda: shown.append(True)
    )
    qtbot.addWidget(card)
    card.show()
    assert card.picture.isVisible()
    card.show_button.click()
    assert shown == [True]
    card.fold(True)
    assert not card.picture.isVisible() and card.try_button.isVisible() and card.show_button.isVisible()
