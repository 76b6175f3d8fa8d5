"""Two runs in the strip: a tab for each, one of them in the picture, and one button that begins and ends it."""

from __future__ import annotations

from itertools import product

import pytest
from pytestqt.qtbot import QtBot

from explorer.exhibits.kinds import KINDS
from explorer.shell.exhibit.fork import ForkTab, branch_name
from explorer.shell.exhibit.sections import RunTools
from explorer.shell.input.commands import act_of
from explorer.shell.style import fonts
from explorer.shell.style.theme import Theme
from explorer.shell.window.main_window import MainWindow
from explorer.visit import (
    KIOSK,
    EndFork,
    Fork,
    Open,
    Operate,
    Press,
    Running,
    Settings,
    StepBack,
    SwapRuns,
    Turn,
)

from ..picture import real_park
from ..windows import Windows, draw_frames


@pytest.fixture
def window(open_window: Windows) -> MainWindow:
    made = open_window()
    draw_frames(made, 2, 0.05)
    made.do(Open("line"))
    made.do(Operate())
    draw_frames(made, 30, 0.05)
    return made


def run_of(window: MainWindow) -> Running:
    assert window.visit.run is not None
    return window.visit.run


def test_one_button_begins_and_ends_it_and_a_press_on_a_tab_swaps(window: MainWindow) -> None:
    content = window.strip.content
    assert content is not None
    assert not content.is_forked
    content.fork.click()
    draw_frames(window, 3, 0.05)
    assert content.is_forked
    assert run_of(window).branch == "a"
    first, second = content.tabs.tabs
    assert (first.isChecked(), second.isChecked()) == (True, False)
    second.click()
    draw_frames(window, 3, 0.05)
    assert run_of(window).branch == "b"
    assert (first.isChecked(), second.isChecked()) == (False, True)
    second.click()
    draw_frames(window, 3, 0.05)
    assert run_of(window).branch == "b"
    content.fork.click()
    draw_frames(window, 3, 0.05)
    assert not content.is_forked
    assert run_of(window).other is None


def test_tabs_say_what_tells_the_runs_apart_in_every_language() -> None:
    run = Running.begin("line").forked()
    other = run.other
    assert other is not None
    assert branch_name(run, other, "en") == branch_name(other, run, "en") == "as it was"
    changed = run.turned("backup", True)
    assert branch_name(changed, other, "en") == "Camera backup: on"
    assert branch_name(other, changed, "en") == "without it"
    broken = changed.done("break_sensor")
    for language in ("en", "zh", "de"):
        names = {branch_name(broken, other, language), branch_name(other, broken, language)}
        assert len(names) == 2
        assert all(names)
    loss = run.turned("loss", 60.0)
    assert branch_name(loss, other, "en") == "Events lost 60 %"


def test_the_longest_name_of_what_was_done_is_seen_whole(qtbot: QtBot) -> None:
    fonts.load()
    accent = real_park().zones["line"].accent
    for language, kind in product(("en", "zh"), KINDS.values()):
        tab = ForkTab(Theme(language=language), accent, kind.outputs[0], 0, lambda: None)
        qtbot.addWidget(tab)
        run = Running.begin(kind.kind).forked()
        assert run.other is not None
        for action in kind.actions:
            done = run.done(action.name)
            tab.show_branch(done, run.other, in_picture=True)
            assert tab.name_lines <= 2, (language, tab.toolTip())


def test_keys_fork_swap_and_end_it(window: MainWindow) -> None:
    assert act_of("fork", window.visit) == Fork()
    window.do(Fork())
    assert act_of("fork", window.visit) == SwapRuns()
    assert act_of("close", window.visit) == EndFork()
    window.do(EndFork())
    assert act_of("close", window.visit) == StepBack()


def test_no_fork_where_visitors_stay_for_a_minute(open_window: Windows) -> None:
    window = open_window(mode=KIOSK)
    window.do(Open("line"))
    window.do(Operate())
    draw_frames(window, 10, 0.05)
    assert act_of("fork", window.visit) is None
    content = window.strip.content
    assert content is not None
    assert content.fork.isHidden()


def test_both_readings_go_on(window: MainWindow) -> None:
    window.do(Turn("loss", 100.0))
    window.do(Fork())
    window.do(Press("break_sensor"))
    draw_frames(window, 60, 0.05)
    content = window.strip.content
    assert content is not None
    names = [tab.accessibleName() for tab in content.tabs.tabs]
    assert "in the picture" in names[0]
    assert names[0] != names[1]
    assert ": 0 parts" in names[1]


def test_a_sheet_has_its_fork_too(open_window: Windows) -> None:
    settings = Settings(comfort="cut", text_percent=200)
    window = open_window(settings=settings, usual=settings)
    for act in (Open("line"), Operate()):
        window.do(act)
    draw_frames(window, 2)
    window.ask("more")
    draw_frames(window, 2)
    assert window.exhibit.is_sheet
    tools = window.exhibit.findChild(RunTools)
    assert tools.fork.text() == "Fork" and tools.swap.isHidden()
    tools.fork.click()
    draw_frames(window, 2)
    run = window.visit.run
    assert run is not None and run.other is not None and tools.fork.text() == "End the fork"
    branch = run.branch
    tools.swap.click()
    draw_frames(window, 2)
    assert window.visit.run is not None and window.visit.run.branch != branch
    tools.fork.click()
    draw_frames(window, 2)
    assert window.visit.run is not None and window.visit.run.other is None
    assert tools.fork.text() == "Fork" and tools.swap.isHidden()
