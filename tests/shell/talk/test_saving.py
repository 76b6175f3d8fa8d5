"""The page for saving a talk: its choices, and a file made by another process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from explorer.base.bootstrap import ROOT
from explorer.shell.app import take_away as taking
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.app.take_away import Job, TakeAway, Wishes
from explorer.shell.talk.save_page import SavePage
from explorer.visit import PRESENT, Onward

from ...processes import Patience, wait_until
from ..windows import Windows
from .conftest import Clock, Desk

SCENE = ROOT / "scenes" / "metaverse"


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "memory.ini")


@pytest.fixture
def take_away(store: SettingsStore) -> TakeAway:
    return TakeAway(SCENE, store)


@pytest.fixture
def ended(open_window: Windows, take_away: TakeAway) -> Desk:
    """A talk of two stops that has ended."""
    clock = Clock()
    window = open_window(PRESENT, clock=clock, take_away=take_away)
    assert open_window.log is not None
    desk = Desk(window, open_window.log, clock)
    desk.pass_time(0.5)
    desk.do(Onward())
    desk.pass_time(5)
    desk.do(Onward())
    desk.pass_time(5)
    desk.do(*(Onward() for _ in desk.talk.tour.stops))
    assert desk.talk.over
    return desk


def page_of(desk: Desk) -> SavePage:
    desk.console.report.files.click()
    page = desk.console.save_page
    assert page is not None and page.isVisible()
    return page


def test_what_was_typed_is_there_the_next_time(ended: Desk, store: SettingsStore) -> None:
    page = page_of(ended)
    page.fields["byline"].setText("")
    page.fields["byline"].insert("Lin Wei, Acme")
    page.fields["byline"].textEdited.emit("Lin Wei, Acme")
    page.kinds.cells[1].click()
    page.papers.cells[1].click()
    assert TakeAway(SCENE, SettingsStore(store.path)).wishes == Wishes(
        "pptx", byline="Lin Wei, Acme", paper="letter"
    )
    store.path.write_text("[talk]\nfiles=damaged\n")
    assert TakeAway(SCENE, SettingsStore(store.path)).wishes == Wishes()


def test_paper_and_notes_are_asked_for_pages_alone(ended: Desk) -> None:
    page = page_of(ended)
    assert page.papers.isVisible() and page.notes.isVisible()
    page.kinds.cells[1].click()
    assert not page.papers.isVisible()


def test_a_film_asks_for_its_size_and_captions_and_is_made_by_the_command(
    ended: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: SettingsStore
) -> None:
    started: list[list[str]] = []

    class Started(Job):
        def __init__(self, words: list[str], path: Path) -> None:
            started.append(words)
            super().__init__(["--version"], path)

    monkeypatch.setattr(taking, "Job", Started)
    page = page_of(ended)
    page.kinds.cells[2].click()
    assert page.small.isVisible() and not page.papers.isVisible() and not page.fields["title"].isVisible()
    page.small.click()
    page.write(tmp_path / "talk.mp4")
    tour = ended.talk.tour.id
    words = [
        "film",
        tour,
        "--scene",
        str(SCENE),
        "-o",
        str(tmp_path / "talk.mp4"),
        "--lang",
        "en",
        "--small",
        "--burn",
    ]
    assert started == [words]
    assert TakeAway(SCENE, SettingsStore(store.path)).wishes == Wishes("mp4", is_small=True)


def test_a_missing_package_is_said_with_its_remedy(ended: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(taking.PACKAGES, "pptx", "no_such_package")
    page = page_of(ended)
    page.kinds.cells[1].click()
    words = [label for label in page.findChildren(type(page.state)) if "python-pptx" in label.source]
    assert words and words[0].isVisible() and not page.save.isEnabled()
    page.kinds.cells[0].click()
    assert page.save.isEnabled()


def test_a_folder_that_is_not_there_is_said_and_nothing_starts(ended: Desk, tmp_path: Path) -> None:
    page = page_of(ended)
    page.write(tmp_path / "no" / "talk.pdf")
    assert page.state.source.startswith("The file could not be saved") and page.save.isEnabled()


def test_back_and_escape_lead_to_the_report(ended: Desk) -> None:
    page = page_of(ended)
    page.back.click()
    ended.pass_time(0.2)
    assert ended.console.report.isVisible() and not page.isVisible()
    page_of(ended)
    assert ended.console.leave_page() and ended.console.report.isVisible()


def wait(job: Job) -> None:
    def is_over() -> bool:
        QApplication.processEvents()
        return job.is_over

    wait_until(is_over, "the file is not made", Patience(os.getpid()))


@pytest.mark.slow
def test_a_file_is_made_beside_the_window_and_a_cancelled_one_leaves_what_was_there(
    ended: Desk, take_away: TakeAway, tmp_path: Path
) -> None:
    page, path = page_of(ended), tmp_path / "talk.pdf"
    path.write_text("before")
    page.write(path)
    assert page.cancel.isVisible() and not page.save.isEnabled()
    page.cancel.click()
    assert path.read_text() == "before" and "Cancelled" in page.state.source
    page.fields["title"].setText("An evening")
    page.fields["title"].textEdited.emit("An evening")
    page.write(path)
    assert take_away.job is not None
    left: list[float | None] = []
    take_away.job.changed.connect(lambda: left.append(take_away.job.left_s if take_away.job else None))
    wait(take_away.job)
    assert not take_away.job.error, take_away.job.error
    assert any(seconds is not None for seconds in left)
    document = QPdfDocument()
    document.load(str(path))
    assert document.pageCount() >= 3 and "An evening" in document.getAllText(0).text()
    document.close()
    assert page.open.isVisible() and str(path) in page.state.source
    assert not list(tmp_path.glob("*.part"))
