"""What a booth shows can be read and pressed from a step away: each screen, in each language, look and size."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from explorer.shell.app.staff_exit import PinLock, StaffExit
from explorer.shell.kiosk import KioskLayer
from explorer.shell.kiosk.pin_pad import PinPad, StaffMenu
from explorer.shell.widgets import Surface
from explorer.visit import KIOSK, Open, Operate, Presence
from explorer.visit.lesson.acts import Choose, PutAway, StartQuiz

from ..window.test_audit_window import EXHIBITS, Case, Looker, exhibit, search
from ..windows import Windows

pytestmark = pytest.mark.slow

CASES = (
    Case("en", "light", 100, 1280, 720),
    Case("zh", "dark", 100, 1920, 1080),
    Case("en", "contrast", 200, 1280, 720),
    Case("zh", "light", 200, 1920, 1080),
    Case("en", "dark", 125, 1920, 1080),
)

HARD = (CASES[0], CASES[2], CASES[3])
HARDEST = CASES[2]
WORDY = ("data", "effects")
STAND_PX = {720: 62, 1080: 78}
"""The least width and height of what is pressed, by the height of the screen."""


def attract(looker: Looker) -> None:
    looker.look("attract")
    for seconds in (20.0, 95.0):  # to two other stops
        looker.window.visit = looker.window.visit.advance(seconds)
        looker.look(f"attract at {looker.window.visit.zone}")
    looker.window.do(Presence(touched=False))
    looker.look("attract, paused")


def question(looker: Looker) -> None:
    looker.window.do(Presence())
    looker.window.do(Open("data"))
    looker.settle()
    looker.window.visit = looker.window.visit.advance(KIOSK.quiet_s + 1)
    looker.settle()
    layer = looker.window.layers[-1]
    assert isinstance(layer, KioskLayer)
    assert layer.question.isVisible()
    looker.look("question", layer.question)
    looker.window.do(Presence())


def staff_menu(looker: Looker) -> None:
    window, theme = looker.window, looker.window.theme
    for modal in (
        PinPad(theme, PinLock("1"), lambda: None, window),
        StaffMenu(theme, StaffExit("1", print), window, on_connect=lambda: None),
    ):
        modal.arrange(window.rect())
        modal.advance(1.0)
        modal.ask() if isinstance(modal, PinPad) else modal.offer()
        looker.look(type(modal).__name__, modal)
        modal.close_up()
        modal.deleteLater()


def explored(looker: Looker) -> None:
    looker.window.do(Presence())
    looker.window.ask("home")
    looker.look("explore")
    search(looker)
    assert not small(looker.window, STAND_PX[looker.case.height])
    looker.window.ask("close")
    looker.window.do(Open("data"))
    looker.look("zone")
    looker.window.do(Operate())
    looker.look("exhibit's tools", looker.window.parts.tools)
    assert not overlap(looker.window.parts.tools, looker.window.parts.exhibit)
    looker.window.do(StartQuiz())
    looker.look("quiz")
    looker.window.do(Choose(1))
    looker.look("quiz answered")
    assert not small(looker.window, STAND_PX[looker.case.height])
    looker.window.do(PutAway())
    looker.settle()


def exhibits(looker: Looker) -> None:
    """Other exhibits for each of the cases that are hard on them, so that each is seen in one; the wordiest in the hardest."""
    if looker.case in HARD:
        wordy = WORDY if looker.case == HARDEST else ()
        for zone in dict.fromkeys((*EXHIBITS[HARD.index(looker.case) :: len(HARD)], *wordy)):
            exhibit(looker, zone)


def overlap(one: Surface, other: Surface) -> bool:
    """Whether a part of one surface lies under the other."""
    return one.inner.translated(one.pos()).intersects(other.inner.translated(other.pos()))


def small(window: QWidget, least_px: int) -> list[tuple[str, int, int]]:
    """What is narrower or lower than a finger wants."""
    shown = [b for b in window.findChildren(QAbstractButton) if b.isVisible()]
    return [
        (b.accessibleName(), b.width(), b.height())
        for b in shown
        if min(b.width(), b.height()) < least_px - 1
    ]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_booth_can_be_read_and_pressed(open_window: Windows, case: Case) -> None:
    looker = Looker(open_window, case, KIOSK)
    attract(looker)
    assert not small(looker.window, STAND_PX[case.height])
    question(looker)
    staff_menu(looker)
    explored(looker)
    assert not small(looker.window, STAND_PX[case.height])
    exhibits(looker)
    looker.window.do(Open("data"))
    looker.settle()
    assert looker.window.parts.tools.button("start over").isVisible()
    assert looker.window.parts.tools.button("language").isVisible()
    assert not looker.found, looker.words_shown
