"""A live window in tests: the real sheet, session and main window in front of a stage without graphics."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from explorer.editor.autosave import Autosave
from explorer.editor.document import SceneDocument
from explorer.park.model import Park
from explorer.shell.edit.live_window import LiveWindow
from explorer.shell.edit.session import EditSession
from explorer.shell.style.theme import Theme
from explorer.shell.viewport.presenter import COPY, Presenter
from explorer.shell.window.main_window import MainWindow
from explorer.shell.window.protocols import Stage
from explorer.visit import EXPLORE, Settings, Visit

from ..fake_stage import FakeStage


class FakeOpening:
    """Makes windows in front of stages without graphics.

    Attributes
    ----------
    stages : all that were made.
    """

    def __init__(self, language: str = "en", percent: int = 100) -> None:
        self.settings = Settings(comfort="cut", language=language, text_percent=percent)
        self.stages: list[FakeStage] = []

    def stage_for(self, park: Park) -> tuple[Stage, Presenter]:
        self.stages.append(FakeStage(park))
        return self.stages[-1], COPY

    def first_visit(self, park: Park) -> Visit:
        return Visit.begin(park, EXPLORE, self.settings)

    def window_for(self, visit: Visit, stage: Stage, presenter: Presenter) -> MainWindow:
        window = MainWindow(visit, stage, presenter=presenter)
        window.frame_clock.stop()
        return window


def live_window(
    folder: Path,
    opening: FakeOpening | None = None,
    edits: bool = True,
    size: tuple[int, int] = (1280, 720),
    autosave: Autosave | None = None,
) -> tuple[LiveWindow, FakeOpening]:
    """A window with the scene of a folder, which looks at the files only when asked to."""
    opening = opening or FakeOpening()
    session = EditSession(SceneDocument.open(folder), autosave)
    session.stop_looking()
    scene = session.document.scene
    window = None
    if scene is not None:
        stage, presenter = opening.stage_for(scene)
        window = opening.window_for(opening.first_visit(scene), stage, presenter)
    live = LiveWindow(
        opening, session, window.theme if window else Theme.of(opening.settings), window, edits=edits
    )
    live.resize(*size)
    live.show()
    return live, opening


@contextmanager
def on_show(live: LiveWindow) -> Iterator[LiveWindow]:
    """Show a live window, and take it down with all that it opened."""
    live.show()
    try:
        yield live
    finally:
        live.end()
        live.hide()
        live.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
