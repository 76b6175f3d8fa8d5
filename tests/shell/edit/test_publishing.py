"""A scene is published from its editor: what goes out, the one question, progress, the end, and what goes wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.editor.change import Change
from explorer.editor.document import SceneDocument
from explorer.i18n import Text
from explorer.shell.app.command_job import Job
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.app.web_edition import WebEdition
from explorer.shell.edit.address import PUBLISH, Address
from explorer.shell.edit.publish_page import PublishPage
from explorer.shell.edit.session import EditSession
from explorer.shell.edit.sheet import EditSheet
from explorer.shell.style.theme import Theme
from explorer.visit import Settings

from ...processes import Patience, wait_until
from ...small_scene import write_small_scene

VIEW = "Half of all lines will be rebuilt by 2030."
CLAIMS = f"""
C01: {{zone: zone-1, kind: V, text: {{en: {VIEW}}}}}
C02: {{zone: zone-1, kind: F, text: {{en: A line has nine stations.}}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_small_scene(tmp_path / "small", ("en",), 2)
    (folder / "claims.yaml").write_text(CLAIMS)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "memory.ini")


@pytest.fixture
def sheet(qtbot: QtBot, folder: Path, store: SettingsStore) -> EditSheet:
    session = EditSession(SceneDocument.open(folder))
    session.stop_looking()
    sheet = EditSheet(Theme.of(Settings(language="en")), session, lambda zone: None, store)
    qtbot.addWidget(sheet, before_close_func=lambda sheet: sheet.end())
    sheet.resize(440, 900)
    sheet.show()
    return sheet


def page_of(sheet: EditSheet) -> PublishPage:
    sheet.open(PUBLISH)
    assert isinstance(sheet.page, PublishPage)
    return sheet.page


def words_on(page: PublishPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def wait(job: Job, until: Callable[[], bool] = lambda: False) -> None:
    def is_over() -> bool:
        QApplication.processEvents()
        return job.is_over or until()

    wait_until(is_over, "it is not published", Patience(os.getpid()))


def test_an_authors_views_are_listed_and_may_go_out_only_when_allowed(sheet: EditSheet, folder: Path) -> None:
    page = page_of(sheet)
    assert VIEW in words_on(page) and "nine stations" not in words_on(page)
    assert page.agree.isVisible() and not page.publish_button.isEnabled()
    page.publish()
    assert sheet.edition.job is None and "published: true" not in (folder / "park.yaml").read_text()
    page.agree.click()
    assert page.publish_button.isEnabled()


def test_what_is_asked_once_stands_in_the_scene_and_can_be_undone(sheet: EditSheet) -> None:
    page = page_of(sheet)
    sheet.session.apply([Change("park.yaml", ("published",), True)], Text("Allow"))
    assert sheet.page is page and page.agree.isHidden() and page.publish_button.isEnabled()
    assert VIEW in words_on(page), "the list stays"
    sheet.session.undo()
    assert page.agree.isVisible() and not page.publish_button.isEnabled()


def test_codes_need_an_address_and_a_draft_gaps(sheet: EditSheet, folder: Path) -> None:
    page = page_of(sheet)
    assert not page.switches["qr"].isEnabled() and "address" in page.switches["qr"].sub
    sheet.session.apply([Change("park.yaml", ("web",), "https://park.example/")], Text("Web"))
    assert page.switches["qr"].isEnabled()
    draft, document = page.switches["draft"], sheet.session.document
    assert draft.isVisible() and "10 texts" in draft.sub
    document.put(
        {name: (document.raw(name) or b"").replace(b"TO DO: ", b"") for name in document.files},
        Text("Written"),
    )
    sheet.session.changed.emit()
    assert draft.isHidden()


def test_choices_are_kept_for_each_scene(sheet: EditSheet, store: SettingsStore, tmp_path: Path) -> None:
    page = page_of(sheet)
    page.switches["single"].click()
    page.where.line.setText(str(tmp_path / "out"))
    again = WebEdition(sheet.session.document.folder, SettingsStore(store.path))
    assert again.wishes.single and again.folder == tmp_path / "out"
    assert not WebEdition(tmp_path / "other", SettingsStore(store.path)).wishes.single


def test_a_folder_with_files_of_others_is_left_alone(tmp_path: Path) -> None:
    edition = WebEdition(tmp_path / "small")
    (tmp_path / "mine").mkdir()
    assert edition.offer(tmp_path / "mine") == tmp_path / "mine"
    (tmp_path / "mine" / "letter.txt").write_text("")
    assert edition.offer(tmp_path / "mine") == tmp_path / "mine" / "small-web"
    (tmp_path / "mine" / "files.json").write_text("[]")
    assert edition.offer(tmp_path / "mine") == tmp_path / "mine"


def test_a_place_that_cannot_be_written_is_said(sheet: EditSheet, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    page = page_of(sheet)
    page.agree.click()
    page.where.line.setText(str(tmp_path / "a file" / "out"))
    page.publish_button.click()
    assert sheet.edition.job is None and "Choose another folder" in page.state.text()


def test_a_broken_scene_is_not_published(sheet: EditSheet) -> None:
    sheet.session.document.put({"park.yaml": b"title: ["}, Text("Break"))
    sheet.session.changed.emit()
    page = page_of(sheet)
    page.agree.click()
    assert not page.publish_button.isEnabled() and "Mend them first" in page.state.text()


@pytest.mark.slow
def test_it_is_published_beside_the_window_and_a_cancelled_one_leaves_nothing(
    sheet: EditSheet, folder: Path, tmp_path: Path
) -> None:
    page, out = page_of(sheet), tmp_path / "out"
    page.agree.click()
    page.where.line.setText(str(out))
    page.publish_button.click()
    assert page.cancel.isVisible() and not page.publish_button.isEnabled()
    job = sheet.edition.job
    assert job is not None
    wait(job)
    assert "10 texts are still to be written" in page.state.text(), "a draft has to be wanted"
    page.switches["draft"].click()
    page.switches["single"].click()
    page.publish_button.click()
    job = sheet.edition.job
    wait(job, lambda: job.share > 0)
    page.cancel.click()
    assert "Cancelled" in page.state.text() and not [
        p for p in tmp_path.iterdir() if p.name.startswith("out")
    ]
    page.publish_button.click()
    sheet.open(Address())  # it goes on while another page is open
    wait(sheet.edition.job)
    assert not sheet.edition.job.error, sheet.edition.job.error
    page = page_of(sheet)
    assert page.open.isVisible() and str(out) in page.state.text()
    assert (out / "index.html").is_file() and (tmp_path / "out.html").is_file()
    assert "published: true" in (folder / "park.yaml").read_text()
