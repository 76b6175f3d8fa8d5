"""What stands at an exhibit that a real line feeds: always how far it can be believed, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.exhibits.kinds import KINDS
from explorer.exhibits.tags import SIMULATED_S, Row, link_row
from explorer.shell.app.connections import LineFeed
from explorer.shell.exhibit.forms import RunView
from explorer.shell.exhibit.readouts import LINE_OFF, LineStanding, ReadingRow
from explorer.shell.exhibit.sections import Actions
from explorer.shell.window.main_window import MainWindow
from explorer.visit import KIOSK, Open, Operate, Settings, Touch
from explorer.visit.acts import FollowLine

from ..windows import Clock, Windows, draw_frames, logged


class Line:
    """A line that says what a test wants."""

    def __init__(self, *, is_recording: bool = False) -> None:
        self.rows: list[Row] = []
        self.is_recording = is_recording

    def news(self) -> list[Row]:
        rows, self.rows = self.rows, []
        return rows

    def close(self) -> None:
        """Nothing is open."""


UP, DOWN = link_row(1e9, "live"), link_row(1e9, "lost")
GAP = Row(1e9, "line.gap", 12.0, "good")
BROKEN = Row(1e9, "line.sensor_3", 0.0, "good")


def at_line(window: MainWindow) -> None:
    window.do(Open("line"))
    window.do(Operate())
    draw_frames(window, 3)


def said(window: MainWindow) -> str:
    assert window.parts.strip.content is not None
    return window.parts.strip.content.line.words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Live", "Stale", "Simulated")),
        ("zh", ("实时", "过时", "模拟")),
    ],
)
def test_it_is_always_said(open_window: Windows, language: str, words: tuple[str, str, str]) -> None:
    window, line, clock = open_window(language=language), Line(), Clock()
    feed = LineFeed(window, line, clock)
    feed.stop()
    at_line(window)
    assert said(window) == ""  # nothing was heard of this exhibit yet

    def look(*rows: Row) -> str:
        line.rows += rows
        feed.look()
        draw_frames(window, 2)
        return said(window)

    live, stale, simulated = words
    assert look(UP, GAP).startswith(live) and "12" in said(window)
    assert look(DOWN).startswith(stale) and "12" in said(window)
    clock.now_s += SIMULATED_S + 1
    assert look().startswith(simulated) and "12" not in said(window)
    height_px = window.parts.strip.height()
    assert look(UP, GAP).startswith(live)
    assert window.parts.strip.height() == height_px


def test_the_exhibit_follows_and_the_list_of_readings_shows_both(open_window: Windows) -> None:
    window, line = open_window(), Line()
    feed = LineFeed(window, line, Clock())
    feed.stop()
    at_line(window)
    line.rows = [UP, GAP, BROKEN]
    feed.look()
    visit = window.visit
    assert visit.run is not None and visit.live is not None and visit.run.state.broken == {2}
    accent = visit.park.zones["line"].accent
    output = next(o for o in type(visit.run.exhibit).outputs if o.name == "gap")
    row = ReadingRow(window.theme, accent, output)
    row.show_run(RunView.of(visit))
    assert "line 12 · model 0" in row.accessibleName() and "gap 12" not in row.accessibleName()
    row.deleteLater()


WIP, RATE = Row(1e9, "line.wip", 21.0, "good"), Row(1e9, "line.rate", 700.0, "good")


def test_the_large_figure_is_the_lines(open_window: Windows) -> None:
    """And it says whose it is; a counter has no gap, since line and model have begun at other times."""
    window, line, clock = open_window(), Line(), Clock()
    feed = LineFeed(window, line, clock)
    feed.stop()
    at_line(window)
    content = window.parts.strip.content
    assert content is not None and content.readouts[0].output.name == "gap"

    def figure(*rows: Row) -> str:
        line.rows += rows
        feed.look()
        draw_frames(window, 2)
        return f"{content.readouts[0].words} {content.readouts[0].accessibleName()}"

    before = figure()
    assert "line" not in before and "model" not in before
    assert figure(UP, GAP).startswith("12 ") and "· line" in figure()
    assert "gap" not in said(window) and "model" in said(window)
    assert "(uncertain)" in figure(GAP._replace(quality="uncertain"))
    assert "· model" in figure(GAP._replace(quality="bad"))  # the line has no usable value of it
    clock.now_s += SIMULATED_S + 1
    assert "model" not in figure(), "without the line there is nothing to tell apart"

    output = next(o for o in KINDS["line"].outputs if o.name == "wip")
    row = ReadingRow(window.theme, window.visit.park.zones["line"].accent, output)
    figure(UP, WIP)
    assert window.visit.run is not None and window.visit.live is not None
    row.show_run(RunView.of(window.visit))
    assert "gap" in row.accessibleName()
    row.deleteLater()


def test_what_only_the_model_would_do_is_off_while_the_line_feeds(open_window: Windows) -> None:
    window, line, clock = open_window(), Line(), Clock()
    feed = LineFeed(window, line, clock)
    feed.stop()
    at_line(window)
    step = window.parts.exhibit.step
    assert step is not None
    asked = step.words
    line.rows = [UP, RATE]
    feed.look()
    draw_frames(window, 2)
    assert step.act.isHidden() and step.show_me.isHidden() and step.dial is None
    assert step.words.startswith("The values here come from a real line")
    window.do(Touch("station_5"))
    assert window.parts.toast.accessibleName() == str(LINE_OFF)
    window.parts.exhibit.toggle_more()
    draw_frames(window, 2)
    page = window.parts.exhibit.page
    assert page is not None
    buttons = page.findChild(Actions).buttons
    assert buttons and not any(b.isEnabled() for b in buttons)
    clock.now_s += SIMULATED_S + 1
    feed.look()
    draw_frames(window, 2)
    assert all(b.isEnabled() for b in buttons)
    window.parts.exhibit.toggle_more()
    draw_frames(window, 2)
    step = window.parts.exhibit.step
    assert step is not None and not step.act.isHidden() and step.words == asked


def test_an_event_log_knows_the_line(open_window: Windows, log: Path) -> None:
    window, line = open_window(), Line()
    feed = LineFeed(window, line, Clock())
    feed.stop()
    at_line(window)
    line.rows = [UP, GAP, BROKEN]
    for _ in range(5):
        feed.look()
    assert [entry["standing"] for entry in logged(log, "line")] == ["live"]
    acts = [entry["act"] for entry in logged(log, "act")]
    assert acts.count(FollowLine.__name__) == 1 and "HearLine" not in acts


def test_a_recording_says_when_it_was_made(open_window: Windows) -> None:
    window, line = open_window(), Line(is_recording=True)
    feed = LineFeed(window, line, Clock())
    feed.stop()
    at_line(window)
    line.rows = [UP, GAP]
    feed.look()
    draw_frames(window, 2)
    assert said(window).startswith("Replayed") and "2001-09-09" in said(window)


def test_a_booth_sleeps_on_and_its_next_visitor_hears_of_the_line(open_window: Windows) -> None:
    window, line = open_window(KIOSK), Line()
    feed = LineFeed(window, line, Clock())
    feed.stop()
    line.rows = [UP, GAP, BROKEN]
    feed.look()
    draw_frames(window, 2)
    kiosk = window.visit.kiosk
    assert kiosk is not None and kiosk.phase == "attract"
    assert window.visit.live is not None and window.visit.live.standing == "live"


def test_rows_that_make_no_sense_raise_nothing(open_window: Windows) -> None:
    window, line = open_window(), Line()
    feed = LineFeed(window, line, Clock())
    feed.stop()
    at_line(window)
    line.rows = [UP, Row(1e9, "line.nosuch", 1.0, "good"), Row(1e9, "nosuch", 1.0, "good"), GAP]
    feed.look()
    draw_frames(window, 2)
    assert said(window).startswith("Live")


def test_a_sheet_says_it_too(open_window: Windows) -> None:
    """At 200 % text there is no strip beside the card."""
    window, line = open_window(settings=Settings(comfort="cut", text_percent=200)), Line()
    feed = LineFeed(window, line, Clock())
    feed.stop()
    at_line(window)
    line.rows = [UP, GAP]
    feed.look()
    draw_frames(window, 3)
    shown = window.parts.exhibit.findChild(LineStanding)
    assert shown is not None and shown.isVisible() and shown.words.startswith("Live")
    assert window.parts.strip.isHidden() and shown.visibleRegion().boundingRect().height() == shown.height()
