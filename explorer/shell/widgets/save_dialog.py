"""Dialogs for a file to save or to open, in the language of the park, and the reason in words when saving fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QStandardPaths, QTranslator
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ...base.atomic_file import reason_of
from ...base.state_file import SUFFIX
from ...i18n import ENGLISH, Language, Text, tr
from ..style.theme import Theme, line_edit_style


class QtWords:
    """Sets Qt's language until `end`; English where Qt has no catalogue for it."""

    def __init__(self, language: Language) -> None:
        self._translator = QTranslator()
        if language != ENGLISH:
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._translator.load(QLocale(language), "qtbase", "_", folder):
                QCoreApplication.installTranslator(self._translator)

    def end(self) -> None:
        """Restore Qt's previous language."""
        QCoreApplication.removeTranslator(self._translator)


@contextmanager
def qt_words(language: Language) -> Iterator[None]:
    """Set Qt's language while a dialog is open."""
    words = QtWords(language)
    try:
        yield
    finally:
        words.end()


DIALOG_WORDS: dict[str, Text] = {
    "pupils": Text("Save the page for pupils"),
    "teacher": Text("Save the page for the teacher"),
    "plan": Text("Save the lesson plan"),
    "table": Text("Save the table of answers"),
    "school": Text("Save the questions for the school's system"),
    "talk": Text("Save the report of the talk"),
    "talk pages": Text("Save the talk as pages"),
    "talk slides": Text("Save the talk as slides"),
    "talk pages and slides": Text("Save the talk as pages and slides"),
    "talk film": Text("Save the talk as a film"),
    "state": Text("Save the state of the exhibit"),
    "parkstate": Text("State of an exhibit (*.parkstate)"),
    "as": Text("Name"),
    "kind": Text("File type"),
    "in": Text("Folder"),
    "do": Text("Save"),
    "not": Text("Cancel"),
    "pdf": Text("Page to print (*.pdf)"),
    "pptx": Text("PowerPoint (*.pptx)"),
    "mp4": Text("Video (*.mp4)"),
    "html": Text("Page for a browser (*.html)"),
    "csv": Text("Table (*.csv)"),
    "xml": Text("Moodle XML (*.xml)"),
    "zip": Text("QTI 1.2 for Canvas, ILIAS and others (*.zip)"),
    "gift": Text("GIFT, plain text for Moodle (*.gift)"),
}
FILE_NAMES: dict[str, Text] = {
    "talk": Text("talk"),
    "talk pages": Text("talk"),
    "talk slides": Text("talk"),
    "talk pages and slides": Text("talk"),
    "talk film": Text("talk"),
    "pupils": Text("lesson-pupils"),
    "teacher": Text("lesson-teacher"),
    "plan": Text("lesson-plan"),
    "table": Text("lesson-answers"),
    "school": Text("lesson-questions"),
    "state": Text("exhibit"),
}


Kind = Literal[
    "pupils", "teacher", "plan", "table", "school", "talk", "talk pages", "talk slides", "talk pages and slides", "talk film",
    "state",
]  # fmt: skip
SUFFIXES: dict[Kind, tuple[str, ...]] = {
    "pupils": ("pdf", "html"),
    "teacher": ("pdf", "html"),
    "plan": ("pdf", "html"),
    "table": ("csv",),
    "school": ("xml", "zip", "gift"),
    "talk": ("html", "csv"),
    "talk pages": ("pdf",),
    "talk slides": ("pptx",),
    "talk pages and slides": ("pdf",),
    "talk film": ("mp4",),
    "state": (SUFFIX,),
}
CHOOSE_FOLDER = Text("Choose a folder")
SIZE_PX = (820, 520)


def documents() -> Path:
    """The documents folder, or else the home folder."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()


def save(write: Callable[[], object], path: Path, language: Language) -> tuple[str, OSError | None]:
    """Write a file; return words for the user, and the error if it failed."""
    try:
        write()
    except OSError as error:
        reason = reason_of(error, language)
        return tr(
            Text("The file could not be saved in {folder}: {reason}. Choose another folder."),
            language,
            folder=path.parent,
            reason=reason,
        ), error
    return tr(Text("Saved: {path}"), language, path=path), None


class FileDialog(QFileDialog):
    """Asks for a file. Its standard texts are Qt's, in the language of the park.

    Parameters
    ----------
    on_path : called with the chosen path.
    """

    def __init__(
        self, theme: Theme, title: str, folder: Path, on_path: Callable[[Path], object], parent: QWidget
    ) -> None:
        self._qt_words = QtWords(theme.language)
        super().__init__(parent, title)
        self._on_path = on_path
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setViewMode(QFileDialog.ViewMode.List)  # names suffice; Qt has no Chinese for file types
        self.setDirectory(str(folder))
        label = QFileDialog.DialogLabel
        for part, key in (
            (label.FileName, "as"), (label.FileType, "kind"), (label.LookIn, "in"), (label.Reject, "not"),
        ):  # fmt: skip
            self.setLabelText(part, tr(DIALOG_WORDS[key], theme.language))
        self._apply_theme(theme, parent)
        self.accepted.connect(self._chosen)
        self.finished.connect(self._let_go)

    def _apply_theme(self, theme: Theme, parent: QWidget) -> None:
        target = theme.target_px
        self.setStyleSheet(
            line_edit_style(theme)
            + f"""
            QFileDialog {{ background: {theme.colour("surface").name()}; }}
            QPushButton {{ min-height: {target - 12}px; min-width: {theme.px(96)}px; padding: {theme.px(4)}px; }}
            QToolButton {{ min-height: {target - 8}px; min-width: {target - 8}px; }}
            QComboBox {{ min-height: {target - 10}px; }}
            """
        )
        room = parent.size()
        width, height = (theme.px(side) for side in SIZE_PX)
        self.resize(min(width, room.width() - theme.px(40)), min(height, room.height() - theme.px(40)))

    def _chosen(self) -> None:
        self._on_path(Path(self.selectedFiles()[0]))

    def _let_go(self) -> None:
        self._qt_words.end()
        self.deleteLater()


class SaveDialog(FileDialog):
    """Asks where to save a file.

    Parameters
    ----------
    files : all files that will be written under a chosen name.
    """

    def __init__(
        self,
        theme: Theme,
        kind: Kind,
        folder: Path,
        on_path: Callable[[Path], object],
        parent: QWidget,
        files: Callable[[Path], Sequence[Path]] = lambda path: (path,),
    ) -> None:
        language, suffixes = theme.language, SUFFIXES[kind]
        super().__init__(theme, tr(DIALOG_WORDS[kind], language), folder, on_path, parent)
        self._kind, self._files = kind, files
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setLabelText(QFileDialog.DialogLabel.Accept, tr(Text("Save"), language))
        self.setNameFilters([tr(DIALOG_WORDS[suffix], language) for suffix in suffixes])
        self.setDefaultSuffix(suffixes[0])
        self.filterSelected.connect(self._take_suffix)
        self.selectFile(f"{tr(FILE_NAMES[kind], language)}.{suffixes[0]}")

    def accept(self) -> None:
        """Qt asks before the chosen file is replaced; so do we for those that are written beside it."""
        names = self.selectedFiles()
        chosen = Path(names[0] if names else "")
        yes = QMessageBox.StandardButton.Yes
        for path in self._files(chosen):
            if path != chosen and path.is_file() and not chosen.is_dir():
                words = QCoreApplication.translate(
                    "QFileDialog", "%1 already exists.\nDo you want to replace it?"
                ).replace("%1", path.name)
                both = yes | QMessageBox.StandardButton.No
                if QMessageBox.warning(self, self.windowTitle(), words, both) != yes:
                    return
        super().accept()

    def _take_suffix(self, chosen: str) -> None:
        """Use the chosen file type as the default suffix."""
        suffix = SUFFIXES[self._kind][self.nameFilters().index(chosen)]
        self.setDefaultSuffix(suffix)
        names = self.selectedFiles()
        if names:
            self.selectFile(Path(names[0]).with_suffix(f".{suffix}").name)


class OpenDialog(FileDialog):
    """Asks for an existing file.

    Parameters
    ----------
    suffixes : suffixes of its name.
    """

    def __init__(
        self,
        theme: Theme,
        title: str,
        folder: Path,
        suffixes: Sequence[str],
        on_path: Callable[[Path], object],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, title, folder, on_path, parent)
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.setLabelText(QFileDialog.DialogLabel.Accept, tr(Text("Choose a file"), theme.language))
        self.setNameFilter(" ".join(f"*.{suffix}" for suffix in suffixes))


class FolderDialog(FileDialog):
    """Asks for a folder; a new one can be made in it."""

    def __init__(
        self, theme: Theme, title: str, folder: Path, on_path: Callable[[Path], object], parent: QWidget
    ) -> None:
        super().__init__(theme, title, folder, on_path, parent)
        self.setFileMode(QFileDialog.FileMode.Directory)
        self.setOption(QFileDialog.Option.ShowDirsOnly)
        self.setLabelText(QFileDialog.DialogLabel.Accept, tr(CHOOSE_FOLDER, theme.language))
