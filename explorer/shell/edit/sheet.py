"""The edit sheet beside the park: breadcrumb, one page of forms, undo, save and faults; and the strip of messages above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ...editor.change import Applied, Located
from ...editor.document import SceneDocument
from ...editor.faults import fault_words
from ...editor.forms import form_at
from ...i18n import LIST_SEPARATOR, Listed, Text, Translatable, tr
from ..app.printing_command import PrintingCommand
from ..app.settings_store import SettingsStore
from ..app.web_edition import WebEdition
from ..style.theme import Theme, set_style_sheet
from ..widgets import Button, ScrollArea
from ..widgets.button import Kind
from .address import BOOTH, PUBLISH, Address, summary
from .booth_page import BoothPage
from .home import OUTSIDE, TABLES, FieldlessPage, HomePage
from .inputs import form_style, words_label
from .page import Page
from .publish_page import PublishPage
from .session import Checking, EditSession

WIDTH_PX = 440  # width in the design
WIDE_PX = 400
"""Width from which languages are side by side."""
LARGE_TEXT = 1.4
SHARE = 0.46
"""Largest share of the window's width."""
MOST_FAULTS, MOST_WARNINGS = 6, 2
"""Most faults and warnings listed below the form, which needs its room."""
SCENE = Text("Scene")
UNDO, REDO, SAVE = Text("Undo"), Text("Redo"), Text("Save")
UNDO_IT, REDO_IT = Text("Undo: {what}"), Text("Do again: {what}")
GROWING = Text("The ground and the buildings are being made …")
SAVED, NOT_SAVED = Text("Everything is saved"), Text("Not saved yet")
FAULTS = Text("{count} note on this scene", "{count} notes on this scene")
NOTHING_TO_NAME = Text("There is nothing yet that it could name: add that first, under Scene.")
MORE_FAULTS = Text("{count} more", "{count} more")


class EditSheet(QWidget):
    """Forms for everything in a scene.

    Parameters
    ----------
    on_zone : shows a zone in the park.
    store : keeps what was chosen for publishing.
    """

    def __init__(
        self,
        theme: Theme,
        session: EditSession,
        on_zone: Callable[[str], None],
        store: SettingsStore | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.theme, self.session, self._on_zone = theme, session, on_zone
        self.edition = WebEdition(session.document.folder, store)
        self.page: Page | FieldlessPage | None = None
        self.at = Address()
        self._step = (0, 0)
        self._checking = Checking(session.document, self._show_found, self)
        self._shell: QWidget | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        session.changed.connect(self._changed)
        session.refused.connect(self._refused)
        session.grown.connect(self._show_state)
        self._build()
        self._checking.soon()

    # ---- appearance

    def wanted_px(self, window_px: int) -> int:
        """Its width in a window of a given width."""
        return min(
            round(self.theme.px(WIDTH_PX) * (1 + (self.theme.text - 1) * 0.4)), round(window_px * SHARE)
        )

    def apply_theme(self, theme: Theme) -> None:
        """Apply another theme, language or text size."""
        if theme != self.theme:
            self.theme = theme
            self._build()

    def resizeEvent(self, event: object) -> None:
        if isinstance(self.page, Page) and self.page.is_wide != self._is_wide:
            self.open(self.at)

    @property
    def _is_wide(self) -> bool:
        return self.width() >= self.theme.px(WIDE_PX) and self.theme.text < LARGE_TEXT

    def _words(self, text: Translatable, **values: object) -> str:
        return text.in_language(self.theme.language, **values)

    def _build(self) -> None:
        theme = self.theme
        set_style_sheet(self, form_style(theme))
        before, self._shell = self._shell, QWidget()
        self._outer.addWidget(self._shell)
        column = QVBoxLayout(self._shell)
        column.setContentsMargins(0, theme.px(10), 0, theme.px(6))
        column.setSpacing(theme.px(6))
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.px(18), 0, theme.px(18), 0)
        bar.setSpacing(theme.px(6))
        self.undo = Button(theme, icon="undo-2", name=self._words(UNDO), on_press=self.session.undo)
        self.redo = Button(theme, icon="redo-2", name=self._words(REDO), on_press=self.session.redo)
        self.save = Button(theme, self._words(SAVE), "save", kind="primary", on_press=self.save_now)
        self.save.setMinimumWidth(self.save.sizeHint().width())
        self._state = words_label(theme, "", "fine")
        bar.addWidget(self.undo)
        bar.addWidget(self.redo)
        bar.addWidget(self._state, 1)
        if theme.text >= LARGE_TEXT:  # the bar is full of buttons; their enabled state says the same
            self._state.hide()
            bar.addStretch(1)
        bar.addWidget(self.save)
        column.addLayout(bar)
        breadcrumb = QWidget()
        self._breadcrumb = QHBoxLayout(breadcrumb)
        self._steps: list[tuple[str, Address]] = []
        self._breadcrumb.setContentsMargins(theme.px(18), 0, theme.px(18), 0)
        self._breadcrumb.setSpacing(theme.px(2))
        breadcrumb.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column.addWidget(breadcrumb)
        self._message = words_label(theme, "", "fault")
        self._message.hide()
        notice = QHBoxLayout()
        notice.setContentsMargins(theme.px(18), 0, theme.px(18), 0)
        notice.addWidget(self._message)
        column.addLayout(notice)
        self._area = ScrollArea(theme, QWidget())
        column.addWidget(self._area, 1)
        self._legend = QWidget()
        legend = QVBoxLayout(self._legend)
        legend.setContentsMargins(theme.px(18), theme.px(4), theme.px(18), 0)
        legend.setSpacing(theme.px(2))
        column.addWidget(self._legend)
        self.open(self.at)
        self._show_state()
        self._shell.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    # ---- navigation

    def open(self, at: Address) -> None:
        """Open the page of a place, or of its nearest surviving parent; opened again, it keeps the keyboard focus."""
        document = self.session.document
        while at not in OUTSIDE and at.path and document.value(at.file, at.path, self) is self:
            at = Address(at.file, at.path[:-1])
        if at.file and document.text(at.file) is None:
            at = Address()
        moved, self.at = at != self.at, at
        bar = self._area.verticalScrollBar()
        scrolled = 0 if moved else bar.value()
        held = None if moved or self.page is None else self.page.place_of(self.focusWidget())
        if at == PUBLISH:
            self.page = PublishPage(self.theme, self.session, self.edition, self._save_all)
        elif at == BOOTH:
            self.page = BoothPage(self.theme, self.session, self._save_all, self)
        elif at.file:
            self.page = Page(self.theme, self.session, at, self.open, self._is_wide)
        else:
            self.page = HomePage(self.theme, self.session, self.open)
        before = self._area.takeWidget()
        self._area.setWidget(self.page)
        if before is not None:
            before.hide()
            before.deleteLater()  # the caller may be one of its buttons
        if held is not None and isinstance(self.page, Page):
            self.page.focus_at(held)
        bar.setValue(scrolled)
        self._show_breadcrumb()
        if moved:
            self._report("")
            if at.file.startswith("zones/"):
                self._on_zone(at.file.removeprefix("zones/").removesuffix(".yaml"))

    def _show_breadcrumb(self) -> None:
        steps = [(self._words(SCENE), Address())]
        if self.at.file:
            steps.append((self._file_words(self.at.file), Address(self.at.file)))
        if self.at in OUTSIDE:
            steps.append((self._words(OUTSIDE[self.at][0]), self.at))
        for depth in range(1, len(self.at.path) + 1) if self.at.file else ():
            steps.append((self._step_words(depth), Address(self.at.file, self.at.path[:depth])))
        if steps == self._steps:
            return
        self._steps = steps
        while (item := self._breadcrumb.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for number, (words, at) in enumerate(steps[-3:]):
            is_last = number == len(steps[-3:]) - 1
            if is_last:
                label = words_label(self.theme, words)
                label.setWordWrap(False)
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                self._breadcrumb.addWidget(label, 1)
            else:
                icon = "chevron-left" if number == 0 else "chevron-right"
                self._breadcrumb.addWidget(
                    Button(self.theme, words, icon, kind="quiet", on_press=partial(self.open, at))
                )

    def _file_words(self, file: str) -> str:
        name = file.removesuffix(".yaml")
        if name in TABLES:
            return self._words(TABLES[name])
        return summary(self.session.document.value(file, ("title",)), self.theme.language) or name

    def _step_words(self, depth: int) -> str:
        path = self.at.path[:depth]
        last = path[-1]
        form = form_at(self.at.file, path)
        if isinstance(last, int):
            return summary(self.session.document.value(self.at.file, path), self.theme.language) or str(
                last + 1
            )
        return self._words(form.label) if form is not None and form.key else last

    # ---- events

    def save_now(self) -> None:
        """Write the files, and report it."""
        self.take_typed()
        done = self.session.save()
        self._report(self._words(done.problem) if done.problem is not None else "")

    def _save_all(self) -> bool:
        self.save_now()
        return not self.session.document.is_changed

    def take_typed(self) -> None:
        """Commit the text being typed."""
        focus = self.focusWidget()
        take = getattr(focus, "take", None)
        if take is not None:
            take()

    def _changed(self) -> None:
        document = self.session.document
        step = (id(document.undo_label), id(document.redo_label))
        if step != self._step:  # otherwise only outside changes were read: refusals stay on display
            self._step = step
            self._report("")
        if self.page is None:
            return
        if self.page.is_current and self.session.document.text(self.at.file or "park.yaml") is not None:
            self.page.refresh()
            self._show_breadcrumb()  # a title may have changed
        else:
            self.open(self.at)
        self._show_state()
        self._checking.soon()

    def _refused(self, done: Applied) -> None:
        page = self.page
        outside = [
            found
            for found in done.located
            if found.file != self.at.file or not isinstance(page, Page) or not page.has_field(found.path)
        ]
        if not done.located:
            self._report(self._words(NOTHING_TO_NAME))
        elif outside:
            self._report(
                "\n".join(
                    f"{found.file}: {fault_words(found.fault, self.theme.language)}" for found in outside[:4]
                )
            )

    @property
    def message(self) -> str:
        """The message above the page, "" without one."""
        return self._message.text()

    def _report(self, words: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))

    def _show_state(self) -> None:
        document = self.session.document
        undo, redo = document.undo_label, document.redo_label
        self.undo.setEnabled(document.can_undo)
        self.redo.setEnabled(document.can_redo)
        self.undo.set_text("", self._words(UNDO_IT, what=undo) if undo else self._words(UNDO))
        self.redo.set_text("", self._words(REDO_IT, what=redo) if redo else self._words(REDO))
        self.save.setEnabled(document.is_changed)
        state = self._words(NOT_SAVED if document.is_changed else SAVED)
        if self.session.is_growing:
            state = self._words(GROWING)
        elif undo is not None and document.is_changed:
            state = self._words(undo)
        self._state.setText(state)
        self._show_legend(document.located if document.is_broken else self._checking.found)

    def _show_found(self) -> None:
        self._show_legend(self._checking.found or self.session.document.located)

    def end(self) -> None:
        """Stop checking and publishing the scene, and what a booth was prepared with."""
        self._checking.stop()
        self.edition.close()
        for command in self.findChildren(PrintingCommand):
            command.stop()

    def _show_legend(self, located: tuple[Located, ...]) -> None:
        layout = self._legend.layout()
        assert layout is not None
        while (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not located:
            self._legend.hide()
            return
        self._legend.show()
        head = words_label(self.theme, self._words(FAULTS, count=len(located)), "label")
        layout.addWidget(head)
        errors = [found for found in located if found.fault.weight == "error"]
        listed = errors[:MOST_FAULTS] or list(located[:MOST_WARNINGS])
        for found in listed:
            kind: Kind = "danger" if found.fault.weight == "error" else "secondary"
            button = Button(
                self.theme, fault_words(found.fault, self.theme.language), left=True, kind=kind,
                sub=f"{found.file}:{found.fault.line}", on_press=partial(self.go_to, found),
            )  # fmt: skip
            layout.addWidget(button)
        if len(located) > len(listed):
            layout.addWidget(
                words_label(self.theme, self._words(MORE_FAULTS, count=len(located) - len(listed)), "fine")
            )

    def go_to(self, found: Located) -> None:
        """Open the page of a fault, and focus its field."""
        if not found.file:
            self.open(Address())
            return
        path = found.path
        while path and (
            (form := form_at(found.file, path)) is None or form.editor not in ("group", "list", "table")
        ):
            path = path[:-1]
        self.open(Address(found.file, path))
        target = self.page.focus(found.path) if self.page is not None else None
        if target is not None:
            self._area.ensureWidgetVisible(target)


TORN = Text(
    "The last saving was cut off, and another program has changed files since: {files} may not fit the others. "
    "All of it lies in {folder}."
)
SEEN = Text("Close", context="a notice")
Answers = Sequence[tuple[Text, Callable[[], object]]]
"""Labels of buttons, and their actions."""


class Strip(QWidget):
    """Message strip above the park: status or fault, with buttons to answer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("sheet")
        self._row = QHBoxLayout(self)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._row.addWidget(self._label, 1)
        self._buttons: list[Button] = []
        self.theme = theme
        self.hide()

    @property
    def words(self) -> str:
        """Its message; "" if it is hidden."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, theme: Theme, words: str, is_fault: bool = False, answers: Answers = ()) -> None:
        """Show a message with its buttons; an empty one hides the strip."""
        self.theme = theme
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [Button(theme, tr(text, theme.language), on_press=press) for text, press in answers]
        self._label.setProperty("role", "fault" if is_fault else "notice")
        self._label.setFont(theme.font("fine"))
        set_style_sheet(self, form_style(theme))
        self._label.setText(words)
        self._row.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        for button in self._buttons:
            self._row.addWidget(button)
        self.setVisible(bool(words))

    def tell_torn(self, theme: Theme, document: SceneDocument, seen: Callable[[], object]) -> None:
        """Report files that a failed save left half old and half new, until it is acknowledged."""
        torn = document.torn
        if torn is None:
            return

        def close() -> None:
            document.torn = None
            seen()

        files, folder = Listed(torn.files, LIST_SEPARATOR), torn.copy.relative_to(document.folder)
        words = tr(TORN, theme.language, files=files, folder=folder)
        self.say(theme, words, is_fault=True, answers=((SEEN, close),))
