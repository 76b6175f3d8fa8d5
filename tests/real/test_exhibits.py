"""Every exhibit of the park in the real window: opened, a dial turned, an action done, reset and left, by real keys.

All dials and all actions are worked by `sitting`, which takes half an hour.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import ImageGrab
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.base.bootstrap import ROOT
from explorer.exhibits.exhibit import Action
from explorer.exhibits.kinds import KINDS
from explorer.i18n import tr
from explorer.park import Park, load
from explorer.park.model import Zone
from explorer.shell.exhibit.parameters import Parameter, main_parameters
from explorer.shell.exhibit.sections import Dials
from explorer.shell.input.focus import stops
from explorer.shell.style.theme import Theme
from explorer.shell.widgets import Button, SliderTrack
from explorer.shell.window.main_window import MainWindow
from explorer.stage.props.prop_manager import NAMES
from explorer.visit import Open, Operate, Settings, Visit
from tests.real.desk import KEY_MS, Desk, desk
from tests.shell.fake_stage import FakeStage

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not (shutil.which("Xvfb") and shutil.which("xdotool")),
    reason="needs Xvfb and xdotool, which `python3 -m tests` installs on a Debian-like system",
)

WIDTH, HEIGHT = 1280, 720
FREE = (20, 90, 800, 395)
"""Left, top, right and bottom of a part of the picture that no card covers."""
CARD = (970, 480, 1250, 690)
GAP_S = 0.12
"""A hand is no faster than this between two things it does."""
SPECKS_PX, PAPER = 60, 0.5
"""So many points change at least where something is touched; so much of the card is bare paper."""


@pytest.fixture(scope="module")
def park() -> Park:
    return load(ROOT / "scenes" / "metaverse", ROOT / "assets")


@pytest.fixture
def model(qtbot: QtBot, park: Park) -> Iterator[MainWindow]:
    """The same window without a screen: it tells how many times Tab leads where."""
    window = MainWindow(Visit.begin(park, settings=Settings(comfort="cut")), FakeStage(park))
    window.resize(WIDTH, HEIGHT)
    window.show()
    yield window
    window.end()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def ways(window: MainWindow, zone: str) -> tuple[dict[str, int], dict[str, int]]:
    """Behind *More*, from F6 on: how many times Tab leads to each main dial and to the button of each action."""
    for do in (partial(window.do, Open(zone)), partial(window.do, Operate()), partial(window.ask, "more")):
        do()
        for _ in range(3):  # until what is new is shown, the cross of More among it
            window.tick(0.05)
            QApplication.processEvents()
            window.frame_clock.stop()
    page, run = window.exhibit.page, window.visit.run
    assert page is not None
    assert run is not None
    chain: list[QWidget] = []
    at = stops(window.exhibit)[0]
    while window.exhibit.isAncestorOf(at) and at not in chain:
        reached = at.isVisible() and at.focusPolicy().value & 1 and at.isEnabled()
        if reached and not (isinstance(at, QRadioButton) and not at.isChecked()):
            chain.append(at)
        at = at.nextInFocusChain()
    dials, actions = {}, {}
    for name, control in page.findChild(Dials).controls.items():
        for index, widget in enumerate(chain):
            inside = isinstance(widget, SliderTrack | QRadioButton) or widget is getattr(
                control, "switch", None
            )
            if inside and control.isAncestorOf(widget):
                dials.setdefault(name, index)
    for action in run.exhibit.actions:
        words = tr(action.label, "en")
        actions[action.name] = next(
            i for i, widget in enumerate(chain) if isinstance(widget, Button) and widget.text() == words
        )
    return dials, actions


def grab(explorer: Desk, where: tuple[int, int, int, int] = FREE) -> npt.NDArray[np.int16]:
    """A part of the screen as it is now; that where the exhibit is, if none is named."""
    return np.asarray(ImageGrab.grab(bbox=where, xdisplay=explorer.display).convert("RGB"), np.int16)


def wait_until_seen(explorer: Desk, where: tuple[int, int, int, int], before: npt.NDArray[np.int16]) -> None:
    """Wait until a part of the screen has clearly changed."""
    explorer.until(
        lambda: (np.abs(grab(explorer, where) - before).max(axis=2) > 24).sum() > SPECKS_PX,
        f"nothing changed in {where}",
    )


def wait_for_the_card(explorer: Desk) -> None:
    """Wait until the card lies where it lies: a picture behind it is never so even."""
    paper = np.array(QColor(Theme().colour("surface")).getRgb()[:3], np.int16)  # type: ignore[index]
    explorer.until(lambda: (np.abs(grab(explorer, CARD) - paper).max(axis=2) <= 2).mean() >= PAPER, "no card")


def behind_more(explorer: Desk, *keys: str) -> int:
    """Open *More*, go to the card and press keys there; gives the length of the journal before."""
    before, card = len(explorer.read()), grab(explorer, CARD)
    focus = ("mousemove", 300, 250, "click", 2, "sleep", GAP_S)  # the keyboard is the picture's again
    explorer.do(*focus, "key", "g", "sleep", GAP_S * 3)
    wait_until_seen(explorer, CARD, card)  # F6 leads only to what is there already
    explorer.do("key", "F6", "sleep", GAP_S, "key", "--delay", KEY_MS, *keys)
    return before


def keys_for(exhibit: Any, name: str) -> tuple[str, ...]:
    """A key that changes a parameter from what it is."""
    parameter = next(k for k in main_parameters(type(exhibit)) if k.name == name)
    value = getattr(exhibit, name)
    if parameter.kind == "switch":
        return ("space",)
    if parameter.kind == "choice":
        return ("Left" if value == parameter.choices[-1][0] else "Right",)
    return ("Home" if value > parameter.low else "End",)


def in_turn(zones: list[Zone]) -> list[tuple[Parameter, Action]]:
    """A dial and an action of each exhibit, another one from exhibit to exhibit, so that every kind is among them."""
    chosen = []
    for at, zone in enumerate(zones):
        assert zone.exhibit is not None
        exhibit = KINDS[zone.exhibit.kind]
        dials, actions = main_parameters(exhibit), exhibit.actions
        chosen.append((dials[at % len(dials)], actions[at % len(actions)]))
    return chosen


def keys_between(stops: list[tuple[int, tuple[str, ...]]]) -> list[str]:
    """Keys that go from stop to stop in the order of Tab and press there what is to be pressed."""
    keys: list[str] = []
    at = 0
    for stop, pressed in sorted(stops):
        keys += ["Tab"] * (stop - at) + list(pressed)
        at = stop
    return keys


def test_every_exhibit_can_be_worked_by_keys(park: Park, model: MainWindow, tmp_path: Any) -> None:
    zones = [zone for zone in park.zones.values() if zone.exhibit is not None]
    chosen = in_turn(zones)
    assert {parameter.kind for parameter, _ in chosen} == {"number", "switch", "choice"}
    with desk(tmp_path, "--size", f"{WIDTH}x{HEIGHT}", "--lang", "en") as explorer:
        explorer.wait_for("first_frame")
        explorer.key("c", "c")
        for zone, (parameter, action) in zip(zones, chosen, strict=True):
            assert zone.exhibit is not None
            exhibit = KINDS[zone.exhibit.kind]()
            dials, actions = ways(model, zone.id)
            before = explorer.keys(*str(zone.number), "Return", "x")
            explorer.wait_for("zone_opened", before, zone=zone.id)
            explorer.wait_for("exhibit_opened", before, zone=zone.id)
            wait_for_the_card(explorer)  # the journal is quicker than the next frame
            picture = grab(explorer)
            work = [
                (dials[parameter.name], keys_for(exhibit, parameter.name)),
                (actions[action.name], ("space",)),
            ]
            before = behind_more(explorer, *keys_between(work))
            explorer.wait_for("act", before, act="Turn", name=parameter.name)
            explorer.wait_for("act", before, act="Press", action=action.name)
            if zone.exhibit.kind in NAMES:
                wait_until_seen(explorer, FREE, picture)
            before = explorer.keys("r", "Escape", "Escape", "Escape")
            explorer.wait_for("act", before, act="Reset")
            explorer.wait_for("exhibit_left", before)
            explorer.wait_for("zone_closed", before)
        assert not [line for line in explorer.read() if line["event"] == "error"]
        assert "Traceback" not in explorer.output()
