"""The park by ear: an article is read and an exhibit worked through the accessibility tree alone, in a real window."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from explorer.base.bootstrap.system import AT_SPI
from explorer.exhibits.kinds import KINDS
from explorer.i18n import tr
from explorer.park.paragraphs import paragraphs
from explorer.shell.exhibit.parameters import parameters_of
from explorer.shell.widgets import plain

from ..shell.picture import real_park
from .desk import Desk, desk

pytest.importorskip("jeepney", reason="needs jeepney, which `python3 -m tests` installs")

from .screen_reader import Node, Reader, bus

NEEDED = ("Xvfb", "xdotool", "openbox", "dbus-daemon", AT_SPI)
TABS = 10
MOST_RENAMED = 3
"""So many things may change their names where one zone is pointed at instead of another."""

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not sys.platform.startswith("linux") or not all(shutil.which(program) for program in NEEDED),
        reason="needs Xvfb, xdotool, openbox, dbus and at-spi2-core, which `python3 -m tests` installs on a Debian-like system",
    ),
]


def focused_heading(reader: Reader, window: Node, name: str) -> Node:
    """The heading with this name, as soon as it has the keyboard."""
    return reader.wait(
        lambda: next(
            (n for n in window.walk() if n.role == "heading" and n.name == name and n.focused), None
        ),
        f"the heading {name!r} has not got the keyboard",
    )


def read_article(reader: Reader, window: Node, park_desk: Desk) -> None:
    """From the list in the picture to the article, its text and a term of it."""
    zone = real_park().zones["goals25"]
    items = {node.name: node for node in reader.find("list").children}
    assert len(items) == len(real_park().zones)
    items[f"{zone.number} · {zone.title['en']}"].press()
    park_desk.wait_for("zone_opened", zone=zone.id)
    assert focused_heading(reader, window, zone.title["en"]).level == 1
    lead = plain(zone.lead["en"])
    assert f"Zone {zone.number}, {zone.title['en']}. {lead}" in reader.announced()
    article = reader.find("document", "Article")

    def read() -> set[str]:
        return {node.text() for node in article.walk() if node.role == "paragraph"}

    assert lead in read()
    reader.find("push button", "What the plan says", article).press()
    wanted = {plain(part) for part in paragraphs(zone.article["en"])}
    reader.wait(lambda: read() >= wanted, "the text of the article cannot be read")
    link = reader.find("link", "growth pole", article)
    link.press()
    term = reader.find("heading", "growth pole")
    assert term.level == 2


def work_exhibit(reader: Reader, window: Node, park_desk: Desk) -> None:
    """From the article to its exhibit, a slider by its value, an action, a part, and back."""
    zone = real_park().zones["goals25"]
    assert zone.exhibit is not None
    kind = KINDS[zone.exhibit.kind]
    before = len(park_desk.read())
    reader.find("push button", "Try it").press()
    park_desk.wait_for("exhibit_opened", before, zone=zone.id)
    focused_heading(reader, window, tr(kind.title, "en"))
    assert any(words.startswith("Exhibit: ") for words in reader.announced())
    slider = reader.find("slider")
    parameter = next(p for p in parameters_of(kind) if tr(p.label, "en") == slider.name)
    assert slider.description.startswith(parameter.format_value(slider.value, "en"))
    wanted = parameter.high if slider.value != parameter.high else parameter.low
    slider.value = wanted
    park_desk.wait_for("act", before, act="Turn", name=parameter.name, value=round(wanted))
    reader.wait(lambda: slider.value == wanted, "the slider does not tell its new value")
    parts = reader.find("list").children
    assert "firms" in parts[0].name
    part = next(node for node in parts if node.name.startswith("Anchor companies"))
    part.press()
    park_desk.wait_for("act", before, act="Touch")
    reader.find("push button", tr(kind.actions[0].label, "en")).press()
    park_desk.wait_for("act", before, act="Press", action=kind.actions[0].name)
    reader.find("push button", "Back to the article").press()
    park_desk.wait_for("exhibit_left", before)
    focused_heading(reader, window, zone.title["en"])
    reader.find("push button", "Close the article").press()
    park_desk.wait_for("zone_closed", before)
    reader.wait(lambda: "Whole park" in reader.announced(), "it is not announced that the article is closed")
    reader.wait(lambda: reader.find("list").focused, "the picture has not got the keyboard back")


def walk_quietly(reader: Reader, park_desk: Desk) -> None:
    """Tab from zone to zone: each is announced, and hardly anything else is renamed."""
    reader.hear()
    begun, said = len(reader.events), len(reader.announced())
    park_desk.keys(*["Tab"] * TABS)
    reader.wait(lambda: len(reader.announced()) >= said + TABS - 1, "zones are not announced")
    renamed = [event for event in reader.events[begun:] if event[1] == "accessible-name"]
    assert len(renamed) <= TABS * MOST_RENAMED, renamed


def test_an_article_is_read_and_an_exhibit_worked_by_the_tree_alone(tmp_path: Path) -> None:
    runtime = {"XDG_RUNTIME_DIR": str(tmp_path)}
    with bus(runtime) as session:
        listening = {
            **runtime,
            "DBUS_SESSION_BUS_ADDRESS": session,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        with (
            Reader(session) as reader,
            desk(tmp_path, "--light", "day", env=listening, managed=True) as park_desk,
        ):
            park_desk.wait_for("first_frame")
            window = reader.window()
            assert window.role == "frame"
            read_article(reader, window, park_desk)
            work_exhibit(reader, window, park_desk)
            walk_quietly(reader, park_desk)
