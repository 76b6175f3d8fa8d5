"""What a presenter adds at a stop on the page *Prepare*: a note, and slides or a video after the stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QWidget

from ...base.pictures import NotShown
from ...base.suffixes import PICTURES
from ...exhibits.sheets.picture_files import pages_in
from ...i18n import COLON, Text, tr
from ...visit.talk.own import LONGEST_NOTE, MOST_SLIDES, OwnParts, OwnSlide
from ..panels.settings.connect_fields import LineField
from ..style.theme import Theme, line_edit_style, set_style_sheet
from ..widgets import Column, Prose, Row, Themed, as_widget
from ..widgets.save_dialog import OpenDialog, documents
from .console_widgets import ConsoleButton
from .own_slides import pages_named, pages_text, slides_of

REST_MS = 800
"""Pause in typing after which a note is kept."""
NOTE_LINES = 4
NOTE_WORDS = Text("Your note for this stop; only you see it")
SLIDE_WORDS = Text("Choose a PDF, a picture or a video")
PAGES_WORDS = Text("Pages, e.g. 1-3, 7")
WRONG_PAGES = Text("Type pages from 1 to {count}, e.g. 1-3, 5.")
TOO_MANY = Text("A talk shows at most {most} slides; the others are left out.")


class NoteField(Themed, QPlainTextEdit):
    """Several lines for a note. Tab leaves it; what is typed is kept after a pause."""

    def __init__(self, theme: Theme, text: str, on_text: Callable[[str], object]) -> None:
        super().__init__()
        self._on_text, self._kept = on_text, text
        self.setTabChangesFocus(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.keep)
        self.setPlainText(text)
        self.textChanged.connect(self._rest.start)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        set_style_sheet(self, line_edit_style(theme).replace("QLineEdit", "QPlainTextEdit"))
        self.setFont(theme.font("body"))
        self.setAccessibleName(tr(NOTE_WORDS, theme.language))
        self.setPlaceholderText(self.accessibleName())
        self.setFixedHeight(NOTE_LINES * theme.line_px("body") + theme.px(26))

    def keep(self) -> None:
        """Pass on what was typed."""
        self._rest.stop()
        text = self.toPlainText()[:LONGEST_NOTE]
        if text != self._kept:
            self._kept = text
            self._on_text(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.keep()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()  # arrows at either end are no clicker's


class OwnRows(QWidget):
    """The presenter's own parts at one stop.

    Parameters
    ----------
    own : returns the parts of all stops as they are now.
    scene_note : the note of the scene, which a new note begins with.
    faults : why files cannot be shown, by path.
    on_own : takes the changed parts.

    Attributes
    ----------
    note : the field for the note; None while it is folded.
    pages : the fields for the pages of each PDF, by path.
    """

    def __init__(
        self,
        theme: Theme,
        stop: str,
        own: Callable[[], OwnParts],
        scene_note: str,
        *,
        faults: dict[str, str],
        is_enabled: bool,
        unfolded: bool,
        on_own: Callable[[OwnParts], object],
        on_fold: Callable[[str, bool], object],
    ) -> None:
        super().__init__()
        self.theme, self._stop, self._current, self._on_own = theme, stop, own, on_own
        language = theme.language
        self.note: NoteField | None = None
        self.pages: dict[str, LineField] = {}
        self.removes: dict[str, ConsoleButton] = {}
        own_note, slides = self._own.note_at(stop), self._own.slides_at(stop)
        edited = Text("Your note") if own_note is not None else Text("Write a note")
        self.edit = ConsoleButton(
            theme, tr(edited, language), "notebook-pen", kind="quiet",
            on_press=lambda: on_fold(stop, not unfolded),
        )  # fmt: skip
        self.edit.setCheckable(True)
        self.edit.setChecked(unfolded)
        self.add = ConsoleButton(
            theme,
            tr(Text("Add slides or a video"), language),
            "presentation",
            kind="quiet",
            on_press=self._ask,
        )
        self.restore = ConsoleButton(
            theme, tr(Text("Note of the scene"), language), "rotate-ccw", kind="quiet", on_press=self._restore
        )
        self.restore.setVisible(unfolded and own_note is not None)
        self.message = Prose(theme, " ", "fine", "err")
        self.message.hide()
        buttons = Row(theme, self.edit, self.add, self.restore, None, gap=4)
        column = Column(theme, buttons, gap=4, margins=(26, 0, 0, 6))
        if unfolded:
            text = own_note if own_note is not None else scene_note
            self.note = NoteField(theme, text, self._write)
            column.addWidget(self.note)
        for path, group in groupby(slides, key=lambda slide: slide.path):
            column.addWidget(self._file(path, list(group), faults.get(path, ""), is_enabled))
        column.addWidget(self.message)
        self.setLayout(column)
        for button in (self.edit, self.add, self.restore):
            button.setEnabled(is_enabled)

    @property
    def _own(self) -> OwnParts:
        return self._current()

    def _file(self, path: str, slides: Sequence[OwnSlide], fault: str, is_enabled: bool) -> QWidget:
        """A file with its pages, and a button that removes it."""
        theme, language, name = self.theme, self.theme.language, Path(path).name
        words = Prose(theme, name, "label")
        words.setToolTip(path)
        remove = ConsoleButton(
            theme, icon="trash", name=tr(Text("Remove {title}", title=name), language), kind="quiet",
            on_press=partial(self._replace, path, ()),
        )  # fmt: skip
        remove.setEnabled(is_enabled)
        self.removes[path] = remove
        row = Row(theme, words, gap=6)
        if slides[0].kind == "page":
            field = LineField(theme, partial(self._take_pages, path))
            field.set_words(tr(PAGES_WORDS, language))
            field.setText(pages_text([slide.page for slide in slides]))
            field.editingFinished.connect(partial(self._take_pages, path))
            field.setEnabled(is_enabled)
            self.pages[path] = field
            row.addWidget(field)
        row.addWidget(remove)
        row.setStretch(0, 1)
        if not fault:
            return as_widget(row)
        why = Prose(theme, tr(COLON, language).join((name, fault)), "fine", "err")
        return as_widget(Column(theme, row, why, gap=2))

    # ---- changes

    def _write(self, text: str) -> None:
        self._on_own(self._own.with_note(self._stop, text))

    def _restore(self) -> None:
        self._on_own(self._own.with_note(self._stop, None))

    def _ask(self) -> None:
        suffixes = [suffix.lstrip(".") for suffix in PICTURES]
        title = tr(SLIDE_WORDS, self.theme.language)
        OpenDialog(self.theme, title, documents(), suffixes, self.add_file, self.window()).open()

    def add_file(self, path: Path) -> None:
        """Show a file after the stop; what cannot be shown is refused, with the reason."""
        language = self.theme.language
        try:
            added = slides_of(self._stop, path)
        except NotShown as fault:
            self._say(tr(COLON, language).join((path.name, tr(fault.what, language))))
            return
        if len(self._own.slides) + len(added) > MOST_SLIDES:
            self._say(tr(TOO_MANY, language, most=MOST_SLIDES))
        before = tuple(slide for slide in self._own.slides_at(self._stop) if slide.path != str(path))
        self._on_own(self._own.with_slides(self._stop, (*before, *added)))

    def _take_pages(self, path: str) -> None:
        field = self.pages[path]
        try:
            count = pages_in(Path(path), "page")
        except NotShown:
            return  # the reason is already shown
        pages = pages_named(field.text(), count)
        if not pages:
            self._say(tr(WRONG_PAGES, self.theme.language, count=count))
            return
        slides = tuple(OwnSlide(self._stop, path, "page", page) for page in pages)
        if slides != tuple(slide for slide in self._own.slides_at(self._stop) if slide.path == path):
            self._replace(path, slides)

    def _replace(self, path: str, slides: tuple[OwnSlide, ...]) -> None:
        """Put other slides in place of those of a file."""
        before = self._own.slides_at(self._stop)
        at = next(number for number, slide in enumerate(before) if slide.path == path)
        others = [slide for slide in before if slide.path != path]
        others[at:at] = slides
        self._on_own(self._own.with_slides(self._stop, tuple(others)))

    def _say(self, words: str) -> None:
        """Show why something was refused, and scroll to it: it may be below the visible part of the page."""
        self.message.set_text(words)
        self.message.show()
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            QTimer.singleShot(0, self.message, partial(area.ensureWidgetVisible, self.message))
