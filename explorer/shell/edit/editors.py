"""Editors of single values: a text in its languages, a number, a choice, a colour, files, points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...base.suffixes import KINDS
from ...editor.change import DELETE
from ...editor.document import SceneDocument
from ...editor.exhibits import FROM_FILES, OFFERED, exhibit_of, gallery_of, kind_label, table_of
from ...editor.forms import FormField
from ...editor.saving import bring_in
from ...exhibits.sheets import GALLERY, TABLE
from ...exhibits.sheets.table_file import NotRead, read_table
from ...i18n import Language, Text, number_text, tr, why_unreadable
from ...i18n.units import unit_text
from ...park.yaml_file import compose, plain
from ..style import fonts
from ..style.theme import Theme
from ..widgets import Button
from ..widgets.save_dialog import documents, qt_words
from .inputs import Choice, Line, Lines, number_or_word, words_label, written

Commit = Callable[[object], None]
"""Receives the value that the user sets, or DELETE."""
Report = Callable[[str], None]
"""Shows an error at the field."""

NOT_SET = Text("not set", context="value in a scene")
YES, NO = Text("yes", context="value in a scene"), Text("no", context="value in a scene")
CHOOSE_FILE = Text("Choose a file")
NOT_COPIED = Text("The file could not be copied into the scene ({reason})")
POINTS = Text("a corner a line: metres east, metres north")


class Editor(QWidget):
    """Editor of one value: shows it, and reports when it is set."""

    def __init__(self, theme: Theme, form: FormField, name: str, commit: Commit) -> None:
        super().__init__()
        self.theme, self.form, self.name, self.commit = theme, form, name, commit
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_value(self, value: Any) -> None:
        """Show the stored value; text being typed stays."""

    def inputs(self) -> Sequence[QWidget]:
        """Focusable inputs, in order."""
        return ()

    def input_for(self, key: object) -> QWidget | None:
        """The input that a fault inside the value is about."""
        found = self.inputs()
        return found[0] if found else None

    def mark(self, is_wrong: bool, key: object = None) -> None:
        """Mark a wrong value by the edge of its input."""
        for widget in self.inputs():
            wrong = is_wrong and (key is None or self.input_for(key) is widget)
            if bool(widget.property("wrong")) != wrong:
                widget.setProperty("wrong", wrong)
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def _named(self, widget: QWidget, extra: str = "") -> None:
        widget.setAccessibleName(f"{self.name}, {extra}" if extra else self.name)
        about = tr(self.form.about, self.theme.language)
        widget.setToolTip(about)
        widget.setAccessibleDescription(about)


class TextEditor(Editor):
    """Editor of a text, with its languages side by side where there is room."""

    def __init__(
        self, theme: Theme, form: FormField, name: str, commit: Commit, languages: Sequence[str], wide: bool,
        commit_one: Callable[[str, str], None],
    ) -> None:  # fmt: skip
        super().__init__(theme, form, name, commit)
        self._fields: dict[str, Line | Lines] = {}
        columns = 2 if wide and len(languages) > 1 else 1
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(2))
        for number, code in enumerate(languages):
            row, column = 2 * (number // columns), number % columns
            head = words_label(theme, fonts.own_name(code), "fine")
            made: Line | Lines
            made = Lines(theme, partial(commit_one, code)) if form.lines else Line(partial(commit_one, code))
            self._named(made, head.text())
            head.setBuddy(made)
            grid.addWidget(head, row, column)
            grid.addWidget(made, row + 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
            self._fields[code] = made

    def show_value(self, value: Any) -> None:
        for code, field in self._fields.items():
            words = value.get(code) if isinstance(value, dict) else value if isinstance(value, str) else ""
            field.show_text(str(words or "").strip("\n"))

    def inputs(self) -> Sequence[QWidget]:
        return tuple(self._fields.values())

    def input_for(self, key: object) -> QWidget | None:
        return self._fields.get(str(key)) or next(iter(self._fields.values()), None)


class WordEditor(Editor):
    """Editor of a word, a number or any scalar on one line."""

    def __init__(self, theme: Theme, form: FormField, name: str, commit: Commit) -> None:
        super().__init__(theme, form, name, commit)
        self._line = Line(self._set)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line, 1)
        self._named(self._line)
        unit = unit_text(form.unit, theme.language)
        words = " · ".join(part for part in (_range(form, theme.language), unit) if part)
        if form.editor == "number" and words:
            beside = words_label(theme, words, "fine")
            beside.setWordWrap(False)
            row.addWidget(beside)

    def show_value(self, value: Any) -> None:
        self._line.show_text(written(value))

    def inputs(self) -> Sequence[QWidget]:
        return (self._line,)

    def _set(self, words: str) -> None:
        self.commit(read_value(self.form, words))


class NumbersEditor(Editor):
    """Editor of several numbers side by side, such as a position."""

    def __init__(self, theme: Theme, form: FormField, name: str, commit: Commit) -> None:
        super().__init__(theme, form, name, commit)
        self._lines = [Line(lambda words: self._set()) for _ in range(form.count)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for number, line in enumerate(self._lines, 1):
            row.addWidget(line, 1)
            self._named(line, str(number))
        if form.unit:
            beside = words_label(theme, unit_text(form.unit, theme.language), "fine")
            beside.setWordWrap(False)
            row.addWidget(beside)

    def show_value(self, value: Any) -> None:
        parts = value if isinstance(value, list) else []
        for number, line in enumerate(self._lines):
            line.show_text(written(parts[number]) if number < len(parts) else "")

    def inputs(self) -> Sequence[QWidget]:
        return self._lines

    def input_for(self, key: object) -> QWidget | None:
        return self._lines[key] if isinstance(key, int) and key < len(self._lines) else self._lines[0]

    def _set(self) -> None:
        self.commit([number_or_word(line.text()) for line in self._lines])


class CornersEditor(Editor):
    """Editor of a list of points, one per line."""

    def __init__(self, theme: Theme, form: FormField, name: str, commit: Commit) -> None:
        super().__init__(theme, form, name, commit)
        self._lines = Lines(theme, self._set)
        self._named(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        hint = words_label(theme, tr(POINTS, theme.language), "fine")
        column.addWidget(hint)
        column.addWidget(self._lines)

    def show_value(self, value: Any) -> None:
        rows = value if isinstance(value, list) else []
        self._lines.show_text(
            "\n".join(", ".join(map(written, row)) for row in rows if isinstance(row, list))
        )

    def inputs(self) -> Sequence[QWidget]:
        return (self._lines,)

    def _set(self, words: str) -> None:
        rows = [row for row in words.splitlines() if row.strip()]
        self.commit([[number_or_word(part) for part in row.replace(";", ",").split(",")] for row in rows])


class ChoiceEditor(Editor):
    """Choice of one value, or of none if it is optional."""

    def __init__(
        self, theme: Theme, form: FormField, name: str, commit: Commit, choices: Sequence[tuple[object, str]]
    ) -> None:
        super().__init__(theme, form, name, commit)
        self._box = Choice(theme)
        self._values: list[object] = []
        if not form.required:
            self._add(DELETE, tr(NOT_SET, theme.language))
        for value, words in choices:
            self._add(value, words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._box, 1)
        self._named(self._box)
        self._box.activated.connect(self._set)

    def _add(self, value: object, words: str) -> None:
        self._values.append(value)
        self._box.addItem(words)

    def show_value(self, value: Any) -> None:
        shown = DELETE if value is None else value
        found = next(
            (
                n
                for n, known in enumerate(self._values)
                if known is shown or (known == shown and type(known) is type(shown))
            ),
            None,
        )
        if found is None:
            self._add(shown, written(value))
            found = len(self._values) - 1
        self._box.setCurrentIndex(found)

    def inputs(self) -> Sequence[QWidget]:
        return (self._box,)

    def _set(self, index: int) -> None:
        self.commit(self._values[index])


class FileEditor(Editor):
    """Editor of a file of the scene; a file from elsewhere is copied into it."""

    def __init__(
        self, theme: Theme, form: FormField, name: str, commit: Commit, folder: Path, report: Report
    ) -> None:
        super().__init__(theme, form, name, commit)
        self._folder, self._line, self._report = folder, Line(self._set), report
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._line, 1)
        what = tr(CHOOSE_FILE, theme.language)
        row.addWidget(
            Button(theme, icon="folder-open", name=f"{what}: {name}", kind="quiet", on_press=self._choose)
        )
        self._named(self._line)

    def show_value(self, value: Any) -> None:
        self._line.show_text(written(value))

    def inputs(self) -> Sequence[QWidget]:
        return (self._line,)

    def _set(self, words: str) -> None:
        self.commit(words.strip() or DELETE)

    def _choose(self) -> None:
        language, suffixes = self.theme.language, self.form.suffixes
        for chosen in choose_files(self, language, self.name, self._folder, suffixes, several=False):
            self.take(chosen)

    def take(self, chosen: Path) -> None:
        """Set the file, after copying it into the scene if it is not there yet."""
        try:
            self.commit(bring_in(self._folder, self.form.part, chosen))
        except OSError as error:
            self._report(tr(NOT_COPIED, self.theme.language, reason=why_unreadable(error)))


def choose_files(
    parent: QWidget, language: Language, title: str, folder: Path, suffixes: Sequence[str], *, several: bool
) -> list[Path]:
    """Ask for files with some endings: in the scene's folder if it has such files, else in the user's documents."""
    has_some = any(path.suffix.lower() in suffixes for path in folder.glob("*/*"))
    folder = folder if has_some else documents()
    kinds = f"({' '.join(f'*{suffix}' for suffix in suffixes)})"
    option = QFileDialog.Option.DontUseNativeDialog
    with qt_words(language):
        if several:
            names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), kinds, options=option)
            return [Path(name) for name in names]
        name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), kinds, options=option)
    return [Path(name)] if name else []


def read_value(form: FormField, words: str) -> object:
    """A typed line as a scene file would hold it; DELETE if empty."""
    text = words.strip()
    if not text:
        return "" if form.required and form.editor == "word" else DELETE
    if form.editor == "number":
        return number_or_word(text)
    if form.editor == "scalar":
        try:
            value = plain(compose(text))
        except (yaml.YAMLError, ValueError):
            return text
        return value if isinstance(value, bool | int | float | str) else text
    return text


def _range(form: FormField, language: str) -> str:
    low, high = (None if end is None else number_text(end, ",g", language) for end in (form.low, form.high))
    if low is not None and high is not None:
        return f"{low} – {high}"
    least = ">" if form.is_open else "≥"
    return f"{least} {low}" if low is not None else f"≤ {high}" if high is not None else ""


def choices_of(form: FormField, language: str) -> list[tuple[object, str]]:
    """Values of a choice or switch, with their labels."""
    if form.editor == "exhibit":
        return [(kind, tr(kind_label(kind), language)) for kind in OFFERED]
    if form.editor == "switch":
        return [(True, tr(YES, language)), (False, tr(NO, language))]
    return [(value, tr(form.value_label(value), language)) for value in form.choices]


CHOOSE_TABLE, CHOOSE_PICTURES = Text("Choose a table"), Text("Choose pictures")
ASKED = {TABLE: ("table", CHOOSE_TABLE), GALLERY: ("picture", CHOOSE_PICTURES)}
"""The files that a kind starts from, and the title of their dialog."""


def exhibit_for(
    parent: QWidget, language: Language, kind: str, before: Mapping[str, Any], document: SceneDocument
) -> tuple[dict[str, Any] | None, str]:
    """An exhibit of another kind, after asking for its files; None if none were chosen, or with the error."""
    try:
        block = _block(parent, language, kind, document)
    except OSError as error:
        return None, tr(NOT_COPIED, language, reason=why_unreadable(error))
    except NotRead as wrong:
        return None, f"{tr(wrong.what, language)}: {tr(wrong.remedy, language)}"
    if block is None and kind in FROM_FILES:
        return None, ""
    return exhibit_of(document.languages, kind, before, block), ""


def _block(parent: QWidget, language: Language, kind: str, document: SceneDocument) -> dict[str, Any] | None:
    if kind not in ASKED:
        return None
    files, words = ASKED[kind]
    part, suffixes = KINDS[files]
    folder, languages = document.folder, document.languages
    chosen = choose_files(parent, language, tr(words, language), folder, suffixes, several=kind == GALLERY)
    if not chosen:
        return None
    if kind == GALLERY:
        return gallery_of(languages, [bring_in(folder, part, path) for path in chosen])
    table = read_table(chosen[0])
    table_of(languages, "", table)  # validate before copying
    return table_of(languages, bring_in(folder, part, chosen[0]), table)
