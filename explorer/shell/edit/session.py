"""A scene that is edited in a window: what every part of that window asks for, and hears of when it is done."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QProcess, QTimer, Signal

from ...edit.autosave import Autosave
from ...edit.change import Applied, Change, NoSuchPlace, Place
from ...edit.document import Elsewhere, SceneDocument
from ...edit.saving import Saved
from ...i18n import Text
from ...park.last_good import Signature, signature
from ..app.module_process import start_module

MAKER = "explorer.edit"
"""Makes ground and buildings, in a process of its own."""

LOOK_MS = 500
ELSEWHERE = Text("Changed in another program")
RESTORE = Text("Restore unsaved changes")


class EditSession(QObject):
    """The document and what happens to it.

    Signals
    -------
    changed : what the document says is another; it is on show as soon as its ground and buildings are there.
    grown : ground and buildings of the scene as it is edited are there.
    refused : changes were not made; gives what is wrong with them.
    elsewhere : another program changed files that were edited here too; gives which.

    Attributes
    ----------
    models_changed : a model or a table of the scene was changed since its park was last shown.
    left : what the last editing of the scene left unsaved, until it is answered.
    begun : fields that were added to a form and say nothing yet, each by its file and place.
    """

    changed = Signal()
    grown = Signal()
    refused = Signal(object)
    elsewhere = Signal(object)

    def __init__(
        self, document: SceneDocument, autosave: Autosave | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self._lock = lock_of(autosave)
        self._autosave = autosave if self._lock is not None else None
        self.left = self._autosave.found(document) if self._autosave is not None else None
        self.models_changed = False
        self.begun: set[tuple[str, Place]] = set()
        self._process: QProcess | None = None
        self._copy: Path | None = None
        self._again = False
        self._seen = self._settling = signature(document.folder)
        self._asked: Elsewhere = Elsewhere()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)

    # ---- changes

    def apply(self, changes: Sequence[Change], label: Text) -> Applied:
        """Make some changes as one step, or none of them."""
        before = self.document.changed_files
        step = self.document.undo_label
        try:
            done = self.document.apply(changes, label)
        except NoSuchPlace:
            self.changed.emit()  # the form is of something that is gone
            return Applied(False)
        if not done.is_applied:
            self.refused.emit(done)
        elif self.document.changed_files != before or self.document.undo_label != step or changes:
            self._report()
        return done

    def stop_looking(self) -> None:
        """Look at the files no more by itself."""
        self._timer.stop()

    def undo(self) -> None:
        """Take the last step back."""
        if self.document.undo():
            self._report()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.document.redo():
            self._report()

    def save(self, over: bool = False) -> Saved:
        """Write the files."""
        done = self.document.save(over)
        if done.problem is None:
            self._note()
            self._seen = self._settling = signature(self.document.folder)
        self.changed.emit()
        return done

    def _report(self) -> None:
        self._note()
        self._grow()
        self.changed.emit()

    # ---- what outlives the program

    def _note(self) -> None:
        if self._autosave is not None:
            self._autosave.keep(self.document)

    def restore(self) -> None:
        """Have what the last editing left, as a step that can be undone."""
        left, self.left = self.left, None
        if left is not None and self._autosave is not None:
            self.document.put(left.files, RESTORE)
            self._report()
            self._autosave.answered()

    def drop_left(self) -> None:
        """What the last editing left is not wanted."""
        self.left = None
        if self._autosave is not None:
            self._autosave.answered()

    def discard(self) -> None:
        """What is not saved is not wanted at the next start either."""
        if self._autosave is not None:
            self._autosave.drop()

    # ---- other programs

    def look(self) -> None:
        """Look at the files on the disk; what another program wrote is taken as soon as two looks see the same."""
        now = signature(self.document.folder)
        if now == self._seen:
            return
        if now != self._settling:
            self._settling = now  # it is being written
            return
        self.models_changed |= _others(now) != _others(self._seen)
        self._seen = now
        found = self.document.changed_elsewhere()
        if found.conflicts:
            if found != self._asked:
                self._asked = found
                self.elsewhere.emit(found)
            return
        self.take(found)

    def take(self, found: Elsewhere) -> None:
        """Have the files as another program wrote them."""
        self._asked = Elsewhere()
        self.document.reload(found.files, ELSEWHERE)
        self._report()

    # ---- ground and buildings

    @property
    def is_growing(self) -> bool:
        """Whether ground and buildings are being made."""
        return self._process is not None

    def _grow(self) -> None:
        """Have another process make ground and buildings where they are not there yet: it takes seconds."""
        if self.document.is_grown or self.document.is_broken:
            return
        if self._process is not None:
            self._again = True
            return
        self._copy = Path(tempfile.mkdtemp(prefix="park-edit-"))
        try:
            self.document.write_copy(self._copy)
        except OSError:
            self._finish(False)
            return
        self._process = QProcess(self)
        self._process.finished.connect(lambda: self._finish(True))
        self._process.errorOccurred.connect(lambda error: self._finish(False))
        start_module(self._process, MAKER, str(self._copy), str(self.document.assets))

    def _finish(self, is_made: bool) -> None:
        process, self._process = self._process, None
        if self._copy is not None:
            shutil.rmtree(self._copy, ignore_errors=True)
        if process is not None:
            process.deleteLater()
        if self._again:
            self._again = False
            self._grow()
            return
        self.document.grow()  # from the cache, or here where that process failed
        self.grown.emit()

    def close(self) -> None:
        """Look no more, and end what is at work."""
        self._timer.stop()
        if self._lock is not None:
            self._lock.unlock()
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)  # its end asks for nothing any more
            process.kill()
            process.waitForFinished(2000)
        if self._copy is not None:
            shutil.rmtree(self._copy, ignore_errors=True)


def lock_of(autosave: Autosave | None) -> QLockFile | None:
    """Keeps a second editor of the scene from the same file; None where there is one, or nowhere to write."""
    if autosave is None:
        return None
    with suppress(OSError):
        autosave.lock.parent.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(autosave.lock))
    lock.setStaleLockTime(0)  # however long it is held: what counts is whether its program runs
    return lock if lock.tryLock(0) else None


def _others(seen: Signature) -> Signature:
    return tuple(entry for entry in seen if not entry[0].endswith(".yaml"))
