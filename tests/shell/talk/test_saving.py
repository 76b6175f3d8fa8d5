"""The page for saving a talk: its choices, and a file made by another process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QMessageBox

from explorer.base.bootstrap import ROOT
from explorer.shell.app import take_away as taking
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.app.take_away import KINDS, Job, TakeAway, Wishes, can_make, files_of
from explorer.shell.talk.save_page import SavePage
from explorer.shell.widgets.save_dialog import SaveDialog
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
    page.kinds.cells[KINDS.index("mp4")].click()
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


def test_a_film_without_ffmpeg_says_what_to_install_and_pages_still_save(
    ended: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(taking.shutil, "which", lambda name: None)
    monkeypatch.setattr(taking, "find_spec", lambda name: None if name == "imageio_ffmpeg" else object())
    monkeypatch.setattr(taking.QLibraryInfo, "path", lambda _: str(tmp_path))
    assert not can_make("mp4")
    page = page_of(ended)

    def said() -> list[str]:
        return [
            label.source
            for label in page.findChildren(type(page.state))
            if label.isVisible() and "FFmpeg" in label.source
        ]

    page.kinds.cells[KINDS.index("mp4")].click()
    (words,) = said()
    assert "ffmpeg.org" in words and "start the talk again" in words and not page.save.isEnabled()
    page.kinds.cells[0].click()
    assert not said() and page.save.isEnabled()
    plugins = tmp_path / "multimedia"
    plugins.mkdir()
    (plugins / "libffmpegmediaplugin.so").touch()
    page.kinds.cells[KINDS.index("mp4")].click()
    assert can_make("mp4") and not said() and page.save.isEnabled()


def test_pages_and_slides_are_made_by_one_command_under_one_name(
    ended: Desk, take_away: TakeAway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    class Started(Job):
        def __init__(self, words: list[str], path: Path, *, also: Sequence[Path] = ()) -> None:
            started.append(words)
            super().__init__(["--version"], path, also=also)

    monkeypatch.setattr(taking, "Job", Started)
    page = page_of(ended)
    page.kinds.cells[KINDS.index("both")].click()
    assert page.papers.isVisible() and page.notes.isVisible() and page.fields["title"].isVisible()
    page.write(tmp_path / "v1.2.pptx")
    (words,) = started
    outputs = [word for before, word in pairwise(words) if before == "-o"]
    assert outputs == [str(tmp_path / "v1.2.pdf"), str(tmp_path / "v1.2.pptx")]
    assert take_away.job is not None
    wait(take_away.job)
    assert "v1.2.pdf, v1.2.pptx" in page.state.source and page.open.accessibleName() == "Open the folder"


@pytest.mark.parametrize("name", ["talk", "talk.pdf", "talk.PPTX"])
def test_both_files_have_the_name_that_was_chosen(name: str) -> None:
    assert files_of("both", Path("a", name)) == (Path("a/talk.pdf"), Path("a/talk.pptx"))
    assert files_of("pdf", Path("a", name)) == (Path("a", name),)


def test_a_file_beside_the_chosen_one_is_replaced_only_after_a_question(
    ended: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]

    def warning(_: object, __: str, words: str, ___: object) -> QMessageBox.StandardButton:
        asked.append(words)
        return answers[len(asked) - 1]

    monkeypatch.setattr(QMessageBox, "warning", warning)
    (tmp_path / "talk.pptx").write_text("a deck")
    chosen: list[Path] = []
    dialog = SaveDialog(
        ended.window.theme,
        "talk pages and slides",
        tmp_path,
        chosen.append,
        ended.window,
        partial(files_of, "both"),
    )
    dialog.open()
    dialog.accept()
    assert len(asked) == 1 and "talk.pptx" in asked[0] and not chosen and dialog.isVisible()
    dialog.accept()
    assert chosen == [tmp_path / "talk.pdf"] and len(asked) == 2


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
