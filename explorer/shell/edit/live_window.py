"""A window whose park follows its files, edited in a sheet beside it or by another program.

An inner main window shows the park. A change makes a new one at the same point of the visit; the last frame of the old one
stays in view until the new one has drawn its first. A broken scene changes nothing on show.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from ...editor.autosave import Unsaved
from ...editor.document import Elsewhere
from ...editor.faults import fault_words
from ...i18n import LIST_SEPARATOR, Listed, Text, tr
from ...park.model import Park
from ...visit import Open, Visit
from ..accessible import Region, Role
from ..app.settings_store import SettingsStore
from ..style.theme import Theme
from ..viewport.cover import Cover
from ..viewport.presenter import Presenter
from ..window.main_window import MainWindow
from ..window.protocols import CannotDraw, Stage
from .address import Address
from .next_park import NextPark, carried, draws_the_same, is_held
from .session import EditSession
from .sheet import GROWING, EditSheet, Strip

FOLLOW_MS = 200
BROKEN = Text("The files have a fault; the park shows them as they were. {where}:{line}: {fault}")
CANNOT_SHOW = Text("The park cannot be drawn as it is now ({reason}); it is shown as it was.")
CONFLICT = Text("Another program changed {files}, which are edited here and not saved.")
LOAD_THEIRS, KEEP_MINE = Text("Load theirs"), Text("Keep mine")
LEFT = Text("The last editing of this scene ended before these changes were saved: {files}.")
LEFT_OLD = Text("Another program has changed {files} since then. Restoring replaces that; it can be undone.")
RESTORE_LEFT, DROP_LEFT = Text("Restore"), Text("Drop", context="unsaved changes")
LEAVE, LEAVE_WHAT = Text("Save the changes?"), Text("The scene was changed and is not saved.")
SAVE, DISCARD, STAY = Text("Save"), Text("Discard"), Text("Stay")
EDITS = Text("{title} – edit")


class Opening(Protocol):
    """Makes the inner window."""

    def stage_for(self, park: Park) -> tuple[Stage, Presenter]:
        """The stage for a park, and the presenter of its frames."""
        ...

    def first_visit(self, park: Park) -> Visit:
        """A new visit."""
        ...

    def window_for(self, visit: Visit, stage: Stage, presenter: Presenter) -> MainWindow:
        """The window of a visit."""
        ...


class LiveWindow(QWidget):
    """The park, and the changes to its files.

    Attributes
    ----------
    window_now : the main window that shows the park now; None if it could not be opened yet.
    sheet : the forms, if there are any.

    Parameters
    ----------
    window : shows the park as opened; None if it could not be opened: then `instead` says why.
    edits : whether there is a sheet of forms; otherwise the files are only watched.
    store : keeps what was chosen for publishing.
    """

    def __init__(
        self,
        opening: Opening,
        session: EditSession,
        theme: Theme,
        window: MainWindow | None,
        instead: QWidget | None = None,
        edits: bool = True,
        store: SettingsStore | None = None,
    ) -> None:
        super().__init__()
        self._opening, self.session, self._theme = opening, session, theme
        self.window_now: MainWindow | None = None
        self._instead: QWidget | None = None
        self._zone = None if window is None else window.visit.zone
        self._chosen: str | None = None
        self._follows = False
        self._problem = ""
        self._elsewhere: Elsewhere | None = None
        session.setParent(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = QWidget()
        self._left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self._left)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._cover = Cover(self._left, self._is_drawn)
        self.strip = Strip(theme)
        self._column.addWidget(self.strip)
        row.addWidget(self._left, 1)
        self.sheet: EditSheet | None = EditSheet(theme, session, self._show_zone, store) if edits else None
        if self.sheet is not None:
            row.addWidget(self.sheet)
            for keys, press in (
                (QKeySequence("Ctrl+Z"), session.undo), (QKeySequence("Ctrl+Shift+Z"), session.redo),
                (QKeySequence("Ctrl+Y"), session.redo), (QKeySequence("Ctrl+S"), self.sheet.save_now),
            ):  # fmt: skip
                QShortcut(keys, self, activated=press)  # type: ignore[call-overload]
        if window is not None:
            self._put(window)
        elif instead is not None:
            self._instead = instead
            self._column.addWidget(instead, 1)
        session.changed.connect(self._changed)
        session.grown.connect(self._changed)
        session.elsewhere.connect(self._ask)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.follow)
        self._timer.start(FOLLOW_MS)
        self._next = NextPark(self._take_over, self._keep_park, self)
        self._show_strip()

    def accessible(self) -> Region:
        """Accessible description: a window."""
        return Region(self, Role.Window)

    # ---- the park

    @property
    def park(self) -> Park | None:
        """The park on show."""
        return self.window_now.visit.park if self.window_now is not None else None

    def _is_drawn(self) -> bool:
        return self.window_now is None or self.window_now.viewport.has_frame

    def _put(self, window: MainWindow) -> None:
        self.window_now = window
        window.setMinimumSize(0, 0)
        window.setWindowFlag(Qt.WindowType.Window, False)
        window.installEventFilter(self)
        self._column.addWidget(window, 1)
        window.show()
        window.windowTitleChanged.connect(self._show_title)
        self._show_title()

    def _changed(self) -> None:
        document = self.session.document
        if not document.is_broken and document.scene is not None:
            self._show_scene(document.scene)
        self._show_title()
        self._show_strip()

    def _show_scene(self, scene: Park) -> None:
        shown = self.park
        if not self.session.document.is_grown:
            scene = self._on_old_ground(scene, shown)
        if is_held():
            QTimer.singleShot(FOLLOW_MS, self._changed)
            return
        if self._next.park is scene:
            return
        self._next.drop()
        if shown is scene or (shown == scene and not self.session.models_changed):
            return
        is_same = shown is not None and draws_the_same(shown, scene) and not self.session.models_changed
        if self.window_now is None or is_same:
            self._take_over(scene, is_same)
        else:
            reading = self.window_now.stage.read_ahead(carried(self.window_now.visit, scene))
            self._next.wait_for(scene, reading)

    def _take_over(self, scene: Park, keeps_stage: bool = False) -> None:
        try:
            self.renew(scene, keeps_stage)
        except Exception as fault:  # whatever the error, the park that can be drawn stays
            self._keep_park(fault)
        self._show_strip()

    def _keep_park(self, fault: Exception) -> None:
        """Keep the present park, and say why the new one is not shown."""
        self._problem = tr(CANNOT_SHOW, self._theme.language, reason=str(fault) or type(fault).__name__)
        if not isinstance(fault, CannotDraw | OSError):
            with suppress(Exception):
                if self.window_now is not None:
                    self.window_now.event_log.note("error", kind=type(fault).__name__, what=str(fault))
        self._show_strip()

    @staticmethod
    def _on_old_ground(scene: Park, shown: Park | None) -> Park:
        """The scene with the ground and buildings on show, if only words differ from theirs."""
        if shown is None or shown.grown is None:
            return shown or scene
        kept = {"grown": shown.grown, "solids": shown.solids, "light_to_come": shown.light_to_come}
        moved = scene.model_copy(update=kept)
        places = [
            [(z.id, z.place, z.building and z.building.kind) for z in p.zones.values()]
            for p in (scene, shown)
        ]
        return moved if places[0] == places[1] else shown

    def renew(self, park: Park, keeps_stage: bool = False) -> None:
        """Show another park at the present point of the visit.

        Parameters
        ----------
        keeps_stage : reuse the stage: only words have changed.
        """
        before, held = self.window_now, self.focusWidget()
        was_in_park = before is not None and held is not None and before.isAncestorOf(held)
        self._cover.show_still(before)
        after = self._window_of(park, keeps_stage)
        if before is not None:
            after.views.state = before.views.state
            before.removeEventFilter(self)
            before.end(closes_stage=False)
            before.hide()
            self._column.removeWidget(before)
            before.deleteLater()
        if self._instead is not None:
            self._instead.deleteLater()
            self._instead = None
        self._put(after)
        if was_in_park:
            after.viewport.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            self._hold(held)
        self._problem = ""
        self.session.models_changed = False
        self._cover.raise_()

    def _window_of(self, park: Park, keeps_stage: bool) -> MainWindow:
        """The next window; it takes over the stage of the last one, with its context and shaders."""
        before = self.window_now
        if before is None:
            return self._opening.window_for(self._opening.first_visit(park), *self._opening.stage_for(park))
        visit = carried(before.visit, park, not self.session.models_changed)
        stage = before.stage
        if not keeps_stage:
            stage.turn_to(visit)
        elif park.grown is not None and park.grown != before.visit.park.grown:
            stage.relight(park.grown)
        try:
            return self._opening.window_for(visit, stage, before.presenter)
        except Exception:
            if not keeps_stage:
                stage.turn_to(before.visit)
            raise

    def _hold(self, held: QWidget | None) -> None:
        """Keep the keyboard focus in the form: a new window takes it, now or when it is shown."""
        sheet = self.sheet
        if sheet is None or held is None or not sheet.isAncestorOf(held):
            return
        held.setFocus(Qt.FocusReason.OtherFocusReason)

        def again() -> None:
            if isValid(held) and isValid(self) and self.focusWidget() is not held and not self._was_left():
                held.setFocus(Qt.FocusReason.OtherFocusReason)

        QTimer.singleShot(0, self, again)

    def _was_left(self) -> bool:
        """Whether the user has moved to another field meanwhile."""
        now = self.focusWidget()
        return now is not None and self.sheet is not None and self.sheet.isAncestorOf(now)

    # ---- beside the park

    def _show_zone(self, zone: str) -> None:
        window = self.window_now
        if self._follows:
            return
        if window is not None and zone in window.visit.park.zones and window.visit.zone != zone:
            self._zone = zone
            window.do(Open(zone))

    def follow(self) -> None:
        """Update sheet and strip from the window: theme, language, open zone."""
        window = self.window_now
        if window is None:
            return
        if window.theme != self._theme:
            self._theme = window.theme
            if self.sheet is not None:
                self.sheet.apply_theme(self._theme)
                self._arrange()
            self._show_strip()
            self._show_title()
        chosen = window.views.state.scene_tools.zone
        scene = self.session.document.scene  # an added zone appears before its ground and building
        zones = scene.zones if scene is not None else {}
        self._follows = True  # a page opened from the view does not move the camera
        for name, before, now in (
            ("_zone", self._zone, window.visit.zone),
            ("_chosen", self._chosen, chosen),
        ):
            if now != before and (now is None or now in zones):
                setattr(self, name, now)
                if self.sheet is not None and now is not None:
                    self.sheet.take_typed()
                    self.sheet.open(Address(f"zones/{now}.yaml"))
        self._follows = False

    def _show_title(self) -> None:
        title = self.window_now.windowTitle() if self.window_now is not None else ""
        if self.sheet is not None:
            title = tr(EDITS, self._theme.language, title=title)
            title += "[*]"
            self.setWindowModified(self.session.document.is_changed)
        self.setWindowTitle(title)

    def _show_strip(self) -> None:
        document, language = self.session.document, self._theme.language
        if self._elsewhere is not None:
            self._ask(self._elsewhere)
        elif self.session.left is not None:
            self._offer(self.session.left)
        elif document.torn is not None:
            self.strip.tell_torn(self._theme, document, self._show_strip)
        elif document.is_broken and (errors := [f for f in document.located if f.fault.weight == "error"]):
            fault = errors[0].fault
            words = tr(
                BROKEN, language, where=errors[0].file, line=fault.line, fault=fault_words(fault, language)
            )
            self.strip.say(self._theme, words, is_fault=True)
        elif self._problem:
            self.strip.say(self._theme, self._problem, is_fault=True)
        elif self.session.is_growing and self.sheet is None:
            self.strip.say(self._theme, tr(GROWING, language))
        else:
            self.strip.say(self._theme, "")

    def _offer(self, left: Unsaved) -> None:
        """Offer to restore unsaved work of the last session."""
        language, since = self._theme.language, left.changed_since
        words = tr(LEFT, language, files=Listed(tuple(left.files), LIST_SEPARATOR))
        if since:
            words += " " + tr(LEFT_OLD, language, files=Listed(since, LIST_SEPARATOR))

        def drop() -> None:
            self.session.drop_left()
            self._show_strip()

        self.strip.say(self._theme, words, answers=((RESTORE_LEFT, self.session.restore), (DROP_LEFT, drop)))

    def _ask(self, found: Elsewhere) -> None:
        """Ask which version to keep."""
        self._elsewhere = found
        language = self._theme.language
        words = tr(CONFLICT, language, files=Listed(found.conflicts, LIST_SEPARATOR))

        def theirs() -> None:
            self._elsewhere = None
            self.session.take(found)
            self._show_strip()

        def mine() -> None:
            self._elsewhere = None
            self.session.save(over=True)
            self._show_strip()

        self.strip.say(self._theme, words, is_fault=True, answers=((LOAD_THEIRS, theirs), (KEEP_MINE, mine)))

    # ---- Qt's events

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Keep the focus on its side when a focused button disappears; else it would jump into or out of a form."""
        held, window = self.focusWidget(), self.window_now
        if held is None or (held.isVisible() and held.isEnabled()):
            return super().focusNextPrevChild(is_next)
        for side, to in ((window, window and window.viewport), (self.sheet, self.sheet)):
            if side is not None and to is not None and side.isAncestorOf(held):
                to.setFocus(Qt.FocusReason.MouseFocusReason)
                return True
        return super().focusNextPrevChild(is_next)

    def _arrange(self) -> None:
        if self.sheet is not None:
            self.sheet.setFixedWidth(self.sheet.wanted_px(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self.window_now:
            event.ignore()
            QTimer.singleShot(0, self.close)
            return True
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.sheet is not None:
            self.sheet.take_typed()
        if self.sheet is not None and self.session.document.is_changed and not self._may_leave():
            event.ignore()
            return
        self.end()
        event.accept()

    def _may_leave(self) -> bool:
        language = self._theme.language
        box = QMessageBox(self)
        box.setText(tr(LEAVE, language))
        box.setInformativeText(tr(LEAVE_WHAT, language))
        save = box.addButton(tr(SAVE, language), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(tr(DISCARD, language), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(tr(STAY, language), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(stay)
        box.exec()
        if box.clickedButton() is save:
            assert self.sheet is not None
            self.sheet.save_now()
            return not self.session.document.is_changed
        if box.clickedButton() is discard:
            self.session.discard()
        return box.clickedButton() is discard

    def end(self) -> None:
        """Close the park and stop watching the files; a second call does nothing."""
        self._timer.stop()
        self._next.drop()
        self._cover.take_off()
        if self.sheet is not None:
            self.sheet.end()
        self.session.close()
        if self.window_now is not None:
            self.window_now.end()
