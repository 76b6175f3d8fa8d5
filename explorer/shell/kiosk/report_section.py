"""The report of a booth, saved by its staff onto a stick or into a folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ...base.atomic_file import reason_of
from ...i18n import Text, Translatable, tr
from ..app.booth_desk import BoothDesk
from ..app.command_job import Job
from ..style.theme import Theme
from ..widgets import Button, Flow, ProgressBar, Prose, Row, as_widget
from ..widgets.save_dialog import CHOOSE_FOLDER, FolderDialog, documents

ABOUT = Text("All days: a page to print (HTML), its numbers as a table and every visit as a row (CSV).")
NOT_THERE = Text("The report could not be saved in {folder}: {reason}. Choose another folder.")


class ReportSection:
    """Buttons for the report, and the progress of its files.

    Parameters
    ----------
    on_news : called with each change that should be shown.

    Attributes
    ----------
    job : the report that is being made, or was made last.
    controls : the present buttons, by name; those of sticks by their folder.
    """

    def __init__(self, desk: BoothDesk, on_news: Callable[[], object]) -> None:
        self._desk, self._on_news = desk, on_news
        self.job: Job | None = None
        self.controls: dict[str, Button] = {}
        self._fault: tuple[Path, OSError] | None = None
        self._dialog: FolderDialog | None = None

    @property
    def runs(self) -> bool:
        """Whether a report is being made."""
        return self.job is not None and not self.job.is_over

    def rows(self, theme: Theme, parent: QWidget) -> list[QWidget]:
        """Its widgets, in the language of a theme; none where no visits are stored."""
        if self._desk.database is None:
            return []

        def word(text: Translatable) -> str:
            return tr(text, theme.language)

        self.controls = {}
        for disk in self._desk.find_disks():
            words = word(Text("Report onto {stick}", stick=disk.name or str(disk)))
            self.controls[str(disk)] = Button(
                theme, words, "save", on_press=partial(self.make, disk, theme.language)
            )
        self.controls["folder"] = Button(
            theme, word(Text("Report into a folder …")), "folder", on_press=lambda: self._ask(theme, parent)
        )
        for button in self.controls.values():
            button.setEnabled(not self.runs)
        shown: list[QWidget] = [as_widget(Flow(theme, *self.controls.values(), gap=8), scrolled=True)]
        shown.append(Prose(theme, word(ABOUT), "fine", "ink2"))
        if self._fault is not None:
            folder, error = self._fault
            reason = reason_of(error, theme.language)
            shown.append(Prose(theme, word(NOT_THERE.having(folder=folder, reason=reason)), "body", "err"))
        elif self.job is not None:
            colour = "err" if self.job.error else "ink2" if self.runs else "ok"
            shown.append(Prose(theme, self.job.standing(theme.language), "body", colour))
            if self.runs:
                bar = ProgressBar(theme)
                bar.set_value(self.job.share)
                cancel = self.controls["cancel"] = Button(
                    theme, word(Text("Cancel")), "x", on_press=self.job.cancel
                )
                row = Row(theme, bar, cancel, gap=12)
                row.setStretch(0, 1)
                shown.append(as_widget(row, scrolled=True))
        return shown

    def make(self, folder: Path, language: str) -> None:
        """Start to make the report in a folder, unless it cannot be written there."""
        self.stop()
        try:
            words, files = self._desk.report_command(folder, language)
        except OSError as error:
            self._fault = (folder, error)
            self._on_news()
            return
        self.job = Job(words, files[0], also=files[1:])
        self.job.changed.connect(self._on_news)
        self._on_news()

    def stop(self) -> None:
        """Cancel a report that is being made, and forget the last one."""
        self.close_dialog()
        job, self.job, self._fault = self.job, None, None
        if job is not None:
            job.changed.disconnect(self._on_news)
            job.cancel()

    def close_dialog(self) -> None:
        """Close the question for a folder, if staff have left it open."""
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.reject()

    def _ask(self, theme: Theme, parent: QWidget) -> None:
        self.close_dialog()
        words = tr(CHOOSE_FOLDER, theme.language)
        dialog = self._dialog = FolderDialog(
            theme, words, documents(), lambda folder: self.make(folder, theme.language), parent.window()
        )
        dialog.finished.connect(self._asked)
        dialog.open()

    def _asked(self) -> None:
        self._dialog = None
