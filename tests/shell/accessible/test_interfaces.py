"""What screen readers find in the window: roles, values, items and what they do when pressed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.exhibits.kinds import KINDS
from explorer.i18n import tr
from explorer.park.model import Accent
from explorer.shell.accessible import install
from explorer.shell.edit.inputs import Choice
from explorer.shell.exhibit.parameters import Control, parameters_of
from explorer.shell.panels.settings.daylight_slider import DaylightSlider
from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Option, Prose, Segmented, plain
from explorer.shell.window.openings import Openings, words_of
from explorer.visit import Close, Open, Operate, Settings, StartTour, Visit
from explorer.visit.acts import Act, Turn

from ..picture import real_park
from ..windows import Windows, draw_frames

Role, Words = QAccessible.Role, QAccessible.Text
ACCENT = Accent(day="#3B8EA5", night="#5CC3E0")


@pytest.fixture(autouse=True)
def installed(qtbot: QtBot) -> None:
    install()


def interface_of(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def theme() -> Theme:
    return Theme.of(Settings(), 800)


SLIDERS = [(kind, p.name) for kind, exhibit in KINDS.items() for p in parameters_of(exhibit) if p.slides]


@pytest.mark.parametrize(("kind", "name"), SLIDERS)
def test_a_slider_tells_its_real_value_and_takes_one(kind: str, name: str, qtbot: QtBot) -> None:
    parameter = next(p for p in parameters_of(KINDS[kind]) if p.name == name)
    acts: list[Act] = []
    control = Control(theme(), ACCENT, parameter, acts.append)
    qtbot.addWidget(control)
    described = interface_of(control.slider.track)
    scale = described.valueInterface()
    assert described.role() == Role.Slider
    assert scale.minimumValue() == pytest.approx(parameter.low)
    assert scale.maximumValue() == pytest.approx(float(parameter.at(parameter.steps)))
    for step in {0, parameter.steps // 3, parameter.steps}:
        value = parameter.at(step)
        control.show_value(value)
        assert scale.currentValue() == pytest.approx(float(value))
        assert described.text(Words.Value) == parameter.format_value(value, "en")
        assert parameter.format_value(value, "en") in described.text(Words.Description)
    scale.setCurrentValue(parameter.low)
    assert acts == [Turn(name, parameter.at(0))]
    described.actionInterface().doAction("Increase")
    assert acts[1:] == [Turn(name, parameter.at(1))]


def test_a_choice_is_heard_with_what_it_is_a_choice_of(qtbot: QtBot) -> None:
    row = Segmented(theme(), [Option("a", "On"), Option("b", "Off")], "a", name="Sound", on_choose=print)
    qtbot.addWidget(row)
    group = interface_of(row.cells[1]).parent()
    assert (group.role(), group.text(Words.Name)) == (Role.Grouping, "Sound")


def test_a_combo_box_is_heard_by_its_name_with_what_is_chosen(qtbot: QtBot) -> None:
    box = Choice(theme())
    qtbot.addWidget(box)
    box.addItems(["Hall", "Tower"])
    box.setAccessibleName("Building")
    box.setAccessibleDescription("What stands there")
    box.setCurrentIndex(1)
    heard = interface_of(box)
    assert (heard.role(), heard.text(Words.Name), heard.text(Words.Value)) == (
        Role.ComboBox,
        "Building",
        "Tower",
    )
    assert heard.text(Words.Description) == "Tower. What stands there"


def test_no_value_leaves_the_line(qtbot: QtBot) -> None:
    parameter = next(p for p in parameters_of(KINDS["line"]) if p.slides)
    acts: list[Act] = []
    control = Control(theme(), ACCENT, parameter, acts.append)
    qtbot.addWidget(control)
    control.show_value(parameter.at(1))
    interface_of(control.slider.track).valueInterface().setCurrentValue(1e9)
    assert acts == [Turn(parameter.name, parameter.at(parameter.steps))]
    control.slider.track.setEnabled(False)
    interface_of(control.slider.track).valueInterface().setCurrentValue(parameter.low)
    assert len(acts) == 1


def test_the_light_tells_its_name_and_can_be_set(qtbot: QtBot) -> None:
    chosen: list[float] = []
    slider = DaylightSlider(theme(), 0.0, on_choose=chosen.append)
    qtbot.addWidget(slider)
    slider.set_names({"day": "Day", "golden": "Golden", "dusk": "Dusk", "night": "Night"}, "Light")
    described = interface_of(slider)
    assert described.text(Words.Value) == described.text(Words.Description) == "Day"
    described.valueInterface().setCurrentValue(2.0)
    assert chosen == [2.0]
    assert described.text(Words.Value) == "Dusk"


def test_a_paragraph_can_be_read_and_its_terms_followed(qtbot: QtBot) -> None:
    followed: list[str] = []
    prose = Prose(
        theme(), "A [[twin|digital twin]] of a **pump**.", on_link=lambda term, place: followed.append(term)
    )
    qtbot.addWidget(prose)
    prose.show()
    described = interface_of(prose)
    assert described.role() == Role.Paragraph
    assert described.text(Words.Name) == "A digital twin of a pump."
    text = described.textInterface()
    assert text.text(0, text.characterCount()) == "A digital twin of a pump."
    assert described.childCount() == 1
    link = described.child(0)
    assert (link.role(), link.text(Words.Name)) == (Role.Link, "digital twin")
    assert described.indexOfChild(link) == 0
    assert link.parent().object() is prose
    link.actionInterface().doAction("Press")
    assert followed == ["twin"]
    prose.set_text("Other words.")
    assert described.childCount() == 0
    assert described.textInterface().text(0, 5) == "Other"


def test_titles_are_headings_and_numbers_are_not(qtbot: QtBot) -> None:
    for role, level, expected in (("heading", None, 1), ("title", None, 2), ("title", 0, 0)):
        prose = Prose(theme(), "Words", role, level=level)
        qtbot.addWidget(prose)
        levels = interface_of(prose).attributesInterface()
        found = levels.attributeValue(QAccessible.Attribute.Level) if levels is not None else None
        assert (found or 0) == expected
        assert (interface_of(prose).role() == Role.Heading) is bool(expected)


def test_the_picture_is_a_list_of_its_zones_and_of_the_parts_of_an_exhibit(open_window: Windows) -> None:
    window = open_window()
    draw_frames(window)
    park, picture = window.visit.park, interface_of(window.viewport)
    for group in (window.tools, window.breadcrumb, window.action_bar):
        described = interface_of(group)
        assert described.role() == Role.Grouping and described.text(Words.Name), (
            "its name is heard on the way in"
        )
    assert interface_of(window).role() == Role.Window
    assert picture.role() == Role.List
    assert picture.childCount() == len(park.zones) == 20
    names = [picture.child(i).text(Words.Name) for i in range(20)]
    assert names[0] == f"{park.zones[park.walk[0]].number} · {park.zones[park.walk[0]].title['en']}"
    assert picture.child(20) is None
    picture.child(3).actionInterface().doAction("Press")
    draw_frames(window)
    assert window.visit.zone == park.walk[3]
    window.do(Operate())
    draw_frames(window)
    run = window.visit.run
    assert run is not None
    parts = run.exhibit.parts(run.state)
    assert [picture.child(i).text(Words.Name) for i in range(picture.childCount())] == [
        tr(part.label, "en") for part in parts.values()
    ]
    picture.child(1).actionInterface().doAction("Press")
    assert window.visit.picked == list(parts)[1]


def test_an_article_is_a_document_with_headings(open_window: Windows) -> None:
    window = open_window()
    window.do(Open("data"))
    draw_frames(window)
    assert interface_of(window.article).role() == Role.Document
    heading = window.article.heading
    assert heading is not None
    zone = window.visit.park.zones["data"]
    assert (interface_of(heading).role(), interface_of(heading).text(Words.Name)) == (
        Role.Heading,
        zone.title["en"],
    )
    words = [
        interface_of(p).text(Words.Name)
        for p in window.article.findChildren(Prose)
        if interface_of(p).role() == Role.Paragraph
    ]
    assert plain(zone.lead["en"]) in words


def test_what_opens_is_announced_and_its_heading_gets_the_keyboard(qtbot: QtBot) -> None:
    announced: list[str] = []
    picture, heading = QWidget(), Prose(theme(), "Title", "heading")
    room = QWidget()
    qtbot.addWidget(room)
    for widget in (picture, heading):
        widget.setParent(room)
    openings = Openings(picture, lambda visit: heading, listens=lambda: True, announce=announced.append)
    visit = Visit.begin(real_park(), settings=Settings(comfort="cut"))
    openings.update_from(visit)
    assert announced == []
    zone = visit.park.zones["data"]
    for act, focus, words in (
        (Open("data"), heading, f"Zone {zone.number}, {zone.title['en']}. {plain(zone.lead['en'])}"),
        (Operate(), heading, "Exhibit: "),
        (Close(), picture, "Whole park"),
    ):
        visit = visit.after(act)
        openings.update_from(visit)
        openings.update_from(visit)
        assert announced[-1].startswith(words)
        assert room.focusWidget() is focus
    assert len(announced) == 3
    led = visit.after(StartTour(next(iter(visit.park.tours)))).after(Open("data"))
    assert led.playback is not None
    openings.update_from(led)
    assert len(announced) == 3, "a tour says where it is"
    for _ in range(2):
        openings.update_from(replace(led, playback=None))
    assert announced[3:] == [announced[0]], "who stays where a tour was hears where that is"
    assert room.focusWidget() is heading
    assert zone.exhibit is not None
    assert plain(zone.exhibit.see["en"]) in announced[1]


def test_where_nothing_listens_the_keyboard_stays_with_the_picture(open_window: Windows) -> None:
    window = open_window()
    draw_frames(window)
    window.do(Open("data"))
    draw_frames(window)
    assert window.focusWidget() is window.viewport
    assert words_of(window.visit).startswith("Zone ")
