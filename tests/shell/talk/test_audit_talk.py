"""Both windows of a talk can be read and pressed: each look, language and size of text, over a picture that helps nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget

from explorer.i18n import Text
from explorer.shell.talk.console import Console
from explorer.shell.talk.layer import TalkLayer
from explorer.visit import (
    PRESENT,
    Act,
    Freeze,
    GoOnTalking,
    JumpTo,
    LookUp,
    Onward,
    Open,
    Operate,
    Pause,
    Settings,
    ShowCaption,
)

from ..audit import READABLE, READABLE_IN_CONTRAST, Issue, audit
from ..window.test_audit_window import Case, NoisyStage
from ..windows import FRAME_S, Windows, draw_frames

pytestmark = pytest.mark.slow

CASES = (
    Case("en", "light", 100, 1280, 720),
    Case("zh", "dark", 100, 1920, 1080),
    Case("zh", "dark", 200, 1280, 720),
    Case("en", "light", 200, 1024, 640),
    Case("zh", "light", 150, 1440, 900),
    Case("en", "contrast", 125, 1366, 768),
    Case("en", "light", 100, 800, 600),  # an old projector
    Case("zh", "dark", 125, 800, 600),
    Case("en", "light", 200, 800, 600),
    Case("zh", "light", 100, 640, 360),  # shared in a small window
    Case("en", "dark", 100, 640, 360),
)


class Looker:
    """Both windows, and what was found wrong with each view of them."""

    def __init__(self, open_window: Windows, case: Case) -> None:
        self.case = case
        self.found: list[tuple[str, Issue]] = []
        settings = Settings(language=case.language, theme=case.look, text_percent=case.percent, comfort="cut")  # type: ignore[arg-type]
        size = (case.width, case.height)
        self.window = open_window(PRESENT, settings=settings, size=size, stage=NoisyStage)
        self.settle(3)
        self.console.showNormal()
        self.console.resize(*size)
        self.settle(2)

    @property
    def console(self) -> Console:
        (layer,) = (layer for layer in self.window.layers if isinstance(layer, TalkLayer))
        assert layer.console is not None
        return layer.console

    def settle(self, frames: int = 2) -> None:
        draw_frames(self.window, frames)

    def do(self, *acts: Act) -> None:
        for act in acts:
            self.window.do(act)

    def look(self, view: str, window: QWidget) -> None:
        self.settle()
        self._note(view, window)

    def _note(self, view: str, window: QWidget) -> None:
        readable = READABLE_IN_CONTRAST if self.case.look == "contrast" else READABLE
        self.found += [(view, issue) for issue in audit(window, readable=readable)]

    def look_through(self, view: str, area: QScrollArea) -> None:
        """Look at what scrolls, page by page. Nothing but the page changes: a frame each is enough, and the audit paints it."""
        self.settle(4)
        bar = area.verticalScrollBar()
        for at in range(0, bar.maximum() + bar.pageStep(), max(round(bar.pageStep() * 0.8), 1)):
            bar.setValue(at)
            self.window.tick(FRAME_S)
            self._note(view, self.console)
        bar.setValue(0)

    @property
    def words_shown(self) -> str:
        return "\n".join(f"{view}: {issue}" for view, issue in dict.fromkeys(self.found))


def look_at_all(looker: Looker) -> None:
    window, console = looker.window, looker.console
    pages = console.pages
    looker.look("ready: audience", window)
    looker.look("ready: console", console)
    looker.do(Onward(), JumpTo(2), ShowCaption(True))
    looker.settle()
    looker.look("a name: audience", window)
    window.tick(10.0)  # the name has made way for figures
    looker.look("figures and caption: audience", window)
    looker.look_through("notes: console", pages.notes)
    window.do(Pause(True))
    window.do(Freeze(True))
    console.notify(
        Text(
            "The second screen is gone. The audience window is back on this screen. Share that window, "
            "not this one."
        )
    )
    looker.look("wandered off: console", console)
    window.do(Freeze(False))
    window.ask("search")
    pages.lookup.field.setText("数据" if looker.case.language == "zh" else "data")
    looker.look_through("found: console", pages.lookup.area)
    pages.lookup.found[0].click()
    looker.look_through("an answer: console", pages.lookup.area)
    pages.lookup.field.setText("zzz")
    looker.look("nothing found: console", console)
    for page in ("keys", "exhibit", "stops"):
        if not pages.tabs[page].isHidden():
            pages.turn_to(page)
            looker.look(f"{page}: console", console)
            seen = [tab.geometry() for tab in pages.tabs.values() if tab.isVisible()]
            assert max(tab.top() for tab in seen) < min(tab.bottom() for tab in seen), "tabs lie in one row"
    pages.turn_to("notes")
    looker.do(Open("rules"), Operate())
    looker.look("elsewhere: audience", window)
    looker.do(LookUp("claim", next(iter(window.visit.park.claims))), JumpTo(9))
    looker.settle()
    window.do(Onward())
    looker.settle()
    looker.look("over: audience", window)
    looker.look_through("over: console", console.report.area)
    window.do(GoOnTalking())
    looker.look_through("questions: console", pages.notes)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_both_windows_can_be_read(open_window: Windows, case: Case) -> None:
    looker = Looker(open_window, case)
    look_at_all(looker)
    assert not looker.found, "\n" + looker.words_shown
