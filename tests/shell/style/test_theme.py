"""The theme keeps its promises: readable colours, sizes within limits, words in both languages."""

from __future__ import annotations

import ast
import string
import sys
from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontInfo,
    QFontMetricsF,
    QImage,
    QPainter,
    QPaintEvent,
    QRegion,
    QTextDocument,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.base import icons
from explorer.base.bootstrap import ROOT
from explorer.park.model import Accent
from explorer.shell.style import fonts, tokens
from explorer.shell.style.colour import READABLE, contrast
from explorer.shell.style.theme import Theme, apply_theme_to_application
from explorer.shell.style.tokens import PALETTES, Look
from explorer.shell.widgets import (
    Badge,
    Button,
    Column,
    Option,
    Prose,
    Row,
    Segmented,
    Surface,
    Switch,
    Themed,
    apply_theme_within,
    paint,
)
from explorer.shell.widgets.prose import plain, spans
from explorer.shell.window.transitions import picture_of
from explorer.visit import Settings

from ..picture import real_park

LOOKS: tuple[Look, ...] = ("light", "dark", "contrast")
GROUNDS = ("surface", "raised", "sunken")
INKS = ("ink", "ink2", "ink3", "link", "ok", "warn", "err", "info", "markP", "markF", "markV")


@pytest.mark.parametrize("look", LOOKS)
def test_every_ink_can_be_read_on_every_ground(look: Look) -> None:
    c = PALETTES[look]
    for ink, ground in product(INKS, GROUNDS):
        assert contrast(c[ink], c[ground]) >= 4.5, (ink, ground)
    for mark in ("ok", "warn", "err", "info", "markP", "markF", "markV"):
        assert contrast(c[mark], c[f"{mark}Tint"]) >= 4.5, mark
    for fill in ("primary", "primaryHover", "primaryPress"):
        assert contrast(c[fill], c["onPrimary"]) >= 4.5, fill
    for edge, ground in product(("control", "focus"), GROUNDS):
        assert contrast(c[edge], c[ground]) >= 3, (edge, ground)
    assert contrast(c["ink2"], c["tint"]) >= 4.5
    under_pointer = [contrast(c[ink], c["tint"]) for ink in ("ink", "err")]  # of buttons
    assert min(under_pointer) >= (7.0 if look == "contrast" else 4.5), under_pointer


@pytest.mark.parametrize("look", LOOKS)
def test_every_accent_of_the_park_can_be_read(look: Look) -> None:
    park, theme = real_park(), Theme(look)
    worst = Accent(day="#FFFF66", night="#101060")
    accents = [worst, *(z.accent for z in park.zones.values()), *(d.accent for d in park.districts)]
    for accent in accents:
        colours = theme.accent(accent)
        assert contrast(colours.fill, colours.on) >= READABLE
        for ground in GROUNDS:
            assert contrast(colours.text, PALETTES[look][ground]) >= READABLE


@pytest.mark.parametrize(("height", "text"), list(product((640, 720, 1080, 2160), (1.0, 1.25, 2.0))))
def test_sizes_stay_within_limits(height: int, text: float) -> None:
    theme = Theme(height_px=height, text=text)
    least = 18 if height >= 1000 else 15
    assert min(theme.text_px(role) for role in tokens.TYPE) >= least
    assert theme.target_px >= 44
    assert theme.text_px("body") >= round(18 * theme.scale * text) or height == 640
    assert theme.icon_px(22) > 0 and theme.border_px >= 1


def test_the_theme_follows_the_light_unless_the_visitor_chose_one() -> None:
    assert Theme.of(Settings()).look == "light"
    assert Theme.of(Settings(day_phase=2.0)).look == "dark"
    assert Theme.of(Settings(day_phase=2.0, theme="light")).look == "light"
    assert Theme.of(Settings(theme="contrast")).look == "contrast"
    assert Theme.of(Settings(text_percent=150)).text == 1.5


def test_figtree_is_there_with_real_weights(qapp: QApplication) -> None:
    theme = Theme()
    assert QFontInfo(theme.font("body")).family() == fonts.LATIN
    assert theme.width_of("Data Exchange", "body", 400) < theme.width_of("Data Exchange", "body", 700)


def test_chinese_is_drawn_with_a_chinese_font_first(qapp: QApplication) -> None:
    assert fonts.can_show_chinese()
    assert fonts.families("zh")[0] in fonts.CHINESE
    assert fonts.families("en")[0] == fonts.LATIN


def test_chinese_and_latin_are_drawn_with_a_gap_that_authors_do_not_type() -> None:
    assert fonts.spaced("到2025年有3个目标") == "到 2025\u00a0年有 3\u00a0个目标"
    assert fonts.spaced("在2026年11月28日") == "在 2026\u00a0年\u00a011\u00a0月\u00a028\u00a0日"
    assert fonts.spaced("用AI做") == "用 AI 做"
    assert fonts.spaced("plain 2025 words") == "plain 2025 words"


@pytest.mark.parametrize(
    "unit", ["mm", "m²", "%", "ms", "km/h", "Gbit/s", "px/°", "N", "°C", "min", "CNY", "€/kWh"]
)
def test_no_line_breaks_between_a_number_and_its_unit(unit: str) -> None:
    assert fonts.spaced(f"at 0.05 {unit}. How many?") == f"at 0.05\u00a0{unit}. How many?"
    assert fonts.spaced("in 20 minutes, 3 machines") == "in 20 minutes, 3 machines"


def test_every_icon_that_the_park_names_exists(qapp: QApplication) -> None:
    theme = Theme()
    for zone in real_park().zones.values():
        assert not theme.icon(zone.icon, "ink", 24).isNull()
        assert zone.icon in icons.known()


@pytest.fixture
def reported(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What was handed to the program's own reporter of exceptions."""
    found: list[BaseException] = []
    # without its frames: a painter in one of them would outlive its widget, and end the program when it is collected
    monkeypatch.setattr(
        sys, "excepthook", lambda kind, fault, trace: found.append(fault.with_traceback(None))
    )
    return found


def test_an_icon_that_is_not_there_is_a_square_and_one_line_in_the_log(
    qtbot: QtBot, reported: list[BaseException]
) -> None:
    badge = Badge(Theme(), Accent(day="#1FA588", night="#4FE8A8"), icon="nosuchicon", name="Mill")
    qtbot.addWidget(badge)
    pictures = [badge.grab().toImage() for _ in range(2)]
    assert pictures[0] == pictures[1]
    assert len({pictures[0].pixelColor(x, badge.height() // 2).name() for x in range(badge.width())}) > 2
    (fault,) = reported
    assert "nosuchicon" in str(fault)


def test_a_piece_that_cannot_paint_itself_does_not_end_the_program(
    qtbot: QtBot, reported: list[BaseException]
) -> None:
    class Torn(Themed, QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.fillRect(0, 0, 4, 4, QColor("red"))
            raise KeyError(f"torn with {painter}")

    surface = QWidget()
    qtbot.addWidget(surface)
    torn = Torn(surface)
    torn.resize(20, 20)
    for _ in range(3):
        surface.grab()
        picture_of(surface, QRect(0, 0, 20, 20))  # into a picture, as a surface on its way is
    assert len(reported) == 6 and all("torn" in str(fault) for fault in reported)


def test_a_tooltip_is_never_taken_for_html(qtbot: QtBot) -> None:
    button = Button(Theme(), icon="x", name="<img src=a> & <b>bold</b>")
    qtbot.addWidget(button)
    page = QTextDocument()
    page.setHtml(button.toolTip())
    assert page.toPlainText() == "<img src=a> & <b>bold</b>"
    button.setToolTip("Fish & chips")
    assert button.toolTip() == "Fish & chips"


def test_tooltips_shown_by_hand_are_escaped_like_the_others() -> None:
    shown = []
    for path in sorted((ROOT / "explorer" / "shell").rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef) and "QToolTip.showText" in (
                words := ast.unparse(function)
            ):
                shown.append(path.name)
                assert "as_tool_tip(" in words, f"{path.name}:{function.lineno}"
    assert {"labels.py", "park_map.py", "class_chart.py"} <= set(shown)


def test_an_icon_has_the_pixels_of_its_screen(qapp: QApplication) -> None:
    picture = Theme(ratio=2.0).icon("search", "ink", 24)
    assert picture.width() == 48
    assert picture.deviceIndependentSize().width() == 24


# ---- pieces


def test_a_shadow_lies_around_a_surface_but_not_in_high_contrast(qtbot: QtBot) -> None:
    surface = Surface(Theme(), Column(Theme()), elevation=2)
    qtbot.addWidget(surface)
    surface.resize(200, 160)
    image = QImage(200, 160, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    surface.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    below = QPoint(surface.inner.center().x(), surface.inner.bottom() + 4)
    assert 0 < image.pixelColor(below).alpha() < 255
    surface.apply_theme(Theme("contrast"))
    assert surface.margin_px == 1


def test_pieces_follow_another_theme(qtbot: QtBot) -> None:
    theme = Theme()
    button, prose = Button(theme, "Fly there", "navigation"), Prose(theme, "Some words")
    surface = Surface(theme, Column(theme, Row(theme, button), prose), padding=(10, 10, 10, 10))
    qtbot.addWidget(surface)
    before = button.sizeHint(), prose.sizeHint(), surface.sizeHint()
    larger = Theme("dark", "zh", 1080, 2.0)
    surface.apply_theme(larger)
    apply_theme_within(surface, larger)
    after = button.sizeHint(), prose.sizeHint(), surface.sizeHint()
    assert all(a.height() > b.height() for a, b in zip(after, before, strict=True))
    assert button.theme == prose.theme == larger


def test_a_button_without_words_has_a_name_and_a_tooltip(qtbot: QtBot) -> None:
    button = Button(Theme(), icon="x", name="Close (Esc)")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Close (Esc)", "Close (Esc)")
    assert min(button.sizeHint().toTuple()) >= 44


def test_a_choice_is_reported_when_the_visitor_chooses_and_only_then(qtbot: QtBot) -> None:
    answered: list[str] = []
    options = [Option("fly", "Fly"), Option("glide", "Glide"), Option("cut", "Cut")]
    choice = Segmented(Theme(), options, "fly", name="Comfort", on_choose=answered.append)
    qtbot.addWidget(choice)
    choice.choose("glide")
    assert (choice.chosen, answered) == ("glide", [])
    choice.findChildren(type(choice.cells[0]))[2].click()
    assert (choice.chosen, answered) == ("cut", ["cut"])
    wide, narrow = choice.heightForWidth(600), choice.heightForWidth(90)
    assert narrow > 2 * wide


@pytest.mark.parametrize("width", [900, 300])
def test_tab_leads_to_the_chosen_cell_of_a_choice_in_both_directions(qtbot: QtBot, width: int) -> None:
    theme = Theme()
    options = [Option(str(i), f"Choice {i}") for i in range(4)]
    choice = Segmented(theme, options, "2", name="Choice", on_choose=lambda value: None)
    before, after = Button(theme, "before"), Button(theme, "after")
    surface = Surface(theme, Column(theme, before, choice, after))
    qtbot.addWidget(surface)
    surface.resize(width, 400)
    surface.show()

    def press(*keys: Qt.Key) -> str:
        for key in keys:
            QTest.keyClick(surface.focusWidget(), key)
        return surface.focusWidget().text()  # type: ignore[attr-defined, no-any-return]

    before.setFocus(Qt.FocusReason.TabFocusReason)
    assert press(Qt.Key.Key_Tab) == "Choice 2"
    assert press(Qt.Key.Key_Tab) == "after"
    choice.choose("3")  # by the program: it is where Tab leads from now on
    assert press(Qt.Key.Key_Backtab) == "Choice 3"
    assert (press(Qt.Key.Key_Left, Qt.Key.Key_Left), choice.chosen) == ("Choice 1", "1")
    assert press(Qt.Key.Key_Backtab) == "before"
    choice.cells[0].setFocus(Qt.FocusReason.MouseFocusReason)  # touched but not chosen
    after.setFocus()
    assert press(Qt.Key.Key_Backtab) == "Choice 1"


def test_a_switch_turns_on_a_press_anywhere_in_its_row(qtbot: QtBot) -> None:
    answered: list[bool] = []
    switch = Switch(Theme(), "Captions", sub="below the picture", on_turn=answered.append)
    qtbot.addWidget(switch)
    switch.click()
    assert answered == [True]
    assert switch.hitButton(switch.rect().topLeft())


def test_marks_are_taken_out_of_what_is_read_aloud(qapp: QApplication) -> None:
    text = "A [[data-asset|data asset]] is **not** a [[term]]."
    assert plain(text) == "A data asset is not a term."
    assert [span.target for span in spans(text) if span.target] == ["data-asset", "term"]


def test_a_chinese_paragraph_never_ends_in_a_single_character(qtbot: QtBot) -> None:
    theme = Theme(language="zh")
    apply_theme_to_application(QApplication.instance(), theme)  # type: ignore[arg-type]
    text = "企业的数据，让别人也能用，往往更有价值；可一旦出了门，就很难再管得住。"
    prose = Prose(theme, text)
    qtbot.addWidget(prose)
    for width in range(120, 520, 7):
        prose.resize(width, 400)
        last = prose.lines()[-1].strip(string.whitespace + "\u2060")
        assert len(last) >= 2, width


def test_a_range_of_numbers_never_breaks(qtbot: QtBot) -> None:
    for language, text in (
        ("zh", "到2025年，要有3—5家企业有国际影响力，还要办好3—5个集聚区。"),
        ("en", "The plan wants 3–5 companies with a name abroad, and 3–5 clusters."),
    ):
        theme = Theme(language=language)  # type: ignore[arg-type]
        prose = Prose(theme, text)
        qtbot.addWidget(prose)
        for width in range(90, 420, 7):
            prose.resize(width, 900)
            for line in prose.lines():
                assert line.strip("\u2060 ")[-1] not in "—–", (width, line)


@pytest.mark.parametrize(
    "text",
    ["这里是一个比较长的句子，最后用AI做。", "在[[data-asset|数据资产]]里，人人都用[[data-asset|资产]]。"],
)
def test_the_end_of_a_chinese_paragraph_stays_together(qtbot: QtBot, text: str) -> None:
    prose = Prose(Theme(language="zh"), text, on_link=lambda term, rect: None)
    qtbot.addWidget(prose)
    for width in range(140, 420, 7):
        prose.resize(width, 900)
        lines = prose.lines()
        assert len(lines) == 1 or len(lines[-1].strip("\u2060\u00a0 。")) >= 2, (width, lines)


def test_an_end_that_is_longer_than_a_line_breaks_like_the_rest(qapp: QApplication) -> None:
    theme = Theme(language="zh", text=2.0, profile="stand")
    words, font = "价格与人均游戏币（起始均为1）（×）", theme.font("label")
    for width in (200, 258, 320, 900):
        rect = QFontMetricsF(font).boundingRect(
            QRectF(0, 0, width, 9999), Qt.TextFlag.TextWordWrap.value, paint.wrapping(words)
        )
        assert rect.width() <= width
    assert fonts.WORD_JOINER in paint.wrapping(words)


def test_a_text_of_one_line_is_smaller_where_it_is_too_long_but_never_small(qapp: QApplication) -> None:
    theme = Theme()
    wide = theme.width_of("Satellite Internet", "strong")
    assert theme.fitting("Satellite Internet", "strong", wide + 4).pixelSize() == theme.text_px("strong")
    smaller = theme.fitting("Satellite Internet", "strong", wide * 0.9)
    assert QFontMetricsF(smaller).horizontalAdvance("Satellite Internet") <= wide * 0.9
    assert theme.fitting("Satellite Internet", "strong", 20).pixelSize() == tokens.LEAST_PX


def test_stacked_choices_get_the_height_of_all_their_rows(qtbot: QtBot) -> None:
    theme = Theme(text=2.0)
    options = [Option(str(i), f"A long choice {i}") for i in range(3)]
    choice = Segmented(theme, options, "1", name="Choice", on_choose=lambda value: None)
    surface = Surface(theme, Column(theme, choice))
    qtbot.addWidget(surface)
    surface.resize(320, surface.heightForWidth(320))
    surface.layout().activate()  # type: ignore[union-attr]
    assert choice.height() >= choice.heightForWidth(choice.width()) > 3 * theme.target_px


def test_lines_of_a_title_are_about_equally_long(qtbot: QtBot) -> None:
    for language, text, wanted in (
        ("en", "A pump with no parts", ["A pump with", "no parts"]),
        ("zh", "会盖楼的任务书与工坊", None),
        ("en", "The light-speed race", ["The light-speed", "race"]),
    ):
        title = Prose(Theme(language=language), text, "heading")  # type: ignore[arg-type]
        qtbot.addWidget(title)
        for width in range(170, 300, 6):
            title.resize(width, title.heightForWidth(width))
            lines = [line.replace("\u2060", "").strip() for line in title.lines()]
            assert title.fits
            if wanted and len(lines) == 2:
                assert lines == wanted
            assert min(map(len, lines)) >= 2, (width, lines)
