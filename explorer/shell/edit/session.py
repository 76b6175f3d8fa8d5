"""An editing session: the scene as all parts of the editing window share it, with signals for its changes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QProcess, QTimer, Signal

from ...editor.autosave import Autosave
from ...editor.change import Applied, Change, Located, NoSuchPlace, Place
from ...editor.document import Elsewhere, SceneDocument
from ...editor.saving import Saved
from ...i18n import Text
from ...park.last_good import Signature, signature
from ..app.module_process import start_module

MAKER = "explorer.editor"
"""Module that makes ground and buildings."""

LOOK_MS = 500
ELSEWHERE = Text("Changed in another program")
RESTORE = Text("Restore unsaved changes")


class EditSession(QObject):
    """The document and its events.

    Signals
    -------
    changed : the document has changed; it is shown as soon as its ground and buildings exist.
    grown : ground and buildings of the edited scene exist.
    refused : changes were rejected; with their faults.
    elsewhere : another program changed files that were also edited here; with these files.

    Attributes
    ----------
    models_changed : a model or table of the scene has changed since its park was last shown.
    left : unsaved work of the last session, until the user decides.
    begun : empty fields added to a form, each by its file and place.
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
        """Apply changes as one step: all of them or none."""
        before = self.document.changed_files
        step = self.document.undo_label
        try:
            done = self.document.apply(changes, label)
        except NoSuchPlace:
            self.changed.emit()  # the form belongs to something deleted
            return Applied(False)
        if not done.is_applied:
            self.refused.emit(done)
        elif self.document.changed_files != before or self.document.undo_label != step or changes:
            self._report()
        return done

    def stop_looking(self) -> None:
        """Stop watching the files."""
        self._timer.stop()

    def undo(self) -> None:
        """Undo the last step."""
        if self.document.undo():
            self._report()

    def redo(self) -> None:
        """Redo the step undone last."""
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

    # ---- autosave

    def _note(self) -> None:
        if self._autosave is not None:
            self._autosave.keep(self.document)

    def restore(self) -> None:
        """Restore the unsaved work of the last session, as a step that can be undone."""
        left, self.left = self.left, None
        if left is not None and self._autosave is not None:
            self.document.put(left.files, RESTORE)
            self._report()
            self._autosave.answered()

    def drop_left(self) -> None:
        """Discard the unsaved work of the last session."""
        self.left = None
        if self._autosave is not None:
            self._autosave.answered()

    def discard(self) -> None:
        """Discard unsaved work, so that the next start does not offer it."""
        if self._autosave is not None:
            self._autosave.drop()

    # ---- other programs

    def look(self) -> None:
        """Look at the files on disk; changes by other programs are loaded once two looks agree."""
        now = signature(self.document.folder)
        if now == self._seen:
            return
        if now != self._settling:
            self._settling = now  # a write may be under way
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
        """Load the files as another program wrote them."""
        self._asked = Elsewhere()
        self.document.reload(found.files, ELSEWHERE)
        self._report()

    # ---- ground and buildings

    @property
    def is_growing(self) -> bool:
        """Whether ground and buildings are being made."""
        return self._process is not None

    def _grow(self) -> None:
        """Make missing ground and buildings in another process: it takes seconds."""
        if self.document.is_grown or self.document.is_broken:
            return
        if self._process is not None:
            self._again = True
            return
        self._copy = Path(tempfile.mkdtemp(prefix="park-edit-"))
        try:
            self.document.write_copy(self._copy)
        except OSError:
            self._finish()
            return
        self._process = QProcess(self)
        self._process.finished.connect(self._finish)
        self._process.errorOccurred.connect(self._finish)
        start_module(self._process, MAKER, str(self._copy), str(self.document.assets))

    def _finish(self) -> None:
        process, self._process = self._process, None
        if self._copy is not None:
            shutil.rmtree(self._copy, ignore_errors=True)
        if process is not None:
            process.deleteLater()
        if self._again:
            self._again = False
            self._grow()
            return
        self.document.grow()  # from the cache, or here if that process failed
        self.grown.emit()

    def close(self) -> None:
        """Stop watching, and end a running process."""
        self._timer.stop()
        if self._lock is not None:
            self._lock.unlock()
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)  # its end must trigger nothing
            process.kill()
            process.waitForFinished(2000)
        if self._copy is not None:
            shutil.rmtree(self._copy, ignore_errors=True)


def lock_of(autosave: Autosave | None) -> QLockFile | None:
    """Lock against a second editor of the same file; None if one is open or nothing can be written."""
    if autosave is None:
        return None
    with suppress(OSError):
        autosave.lock.parent.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(autosave.lock))
    lock.setStaleLockTime(0)  # no expiry: only a dead owner frees it
    return lock if lock.tryLock(0) else None


def _others(seen: Signature) -> Signature:
    return tuple(entry for entry in seen if not entry[0].endswith(".yaml"))


CHECK_MS = 1500
"""Delay of the check after the last change."""
DONE_MS = 50
"""How often a running check is asked whether it is done."""


class Checking(QObject):
    """Checks a scene some time after each change.

    Parameters
    ----------
    on_found : called after a check during which nothing changed.

    Attributes
    ----------
    found : result of the last check.
    """

    def __init__(self, document: SceneDocument, on_found: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.found: tuple[Located, ...] = ()
        self._document, self._on_found = document, on_found
        self._job: Future[tuple[Located, ...]] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(CHECK_MS)
        self._rest.timeout.connect(self._begin)
        self._look = QTimer(self)
        self._look.setInterval(DONE_MS)
        self._look.timeout.connect(self._end)

    def soon(self) -> None:
        """Check after a pause in the changes."""
        self._rest.start()

    def stop(self) -> None:
        """Stop checking, without waiting for a check that is running."""
        self._rest.stop()
        self._look.stop()

    def _begin(self) -> None:
        if self._job is not None:
            self.soon()  # one at a time
            return
        if self._document.is_broken:
            self.found = ()
            self._on_found()
            return
        thread = ThreadPoolExecutor(1, "check")
        self._job = thread.submit(self._document.check)
        thread.shutdown(wait=False)
        self._look.start()

    def _end(self) -> None:
        if self._job is None or not self._job.done():
            return
        self._look.stop()
        job, self._job = self._job, None
        if not self._rest.isActive():
            self.found = job.result()
            self._on_found()
