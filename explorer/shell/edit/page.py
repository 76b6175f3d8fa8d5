"""A page of the edit sheet: the fields of a group, the items of a list, or the entries of a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...editor.change import DELETE, Applied, Change, Located, Place
from ...editor.exhibits import first_value, new_entry, with_kind
from ...editor.faults import fault_words
from ...editor.forms import FormField, expanded, form_at, form_of, names_in, needs_bake
from ...editor.pieces import help_on, lacks_names, new_item, shown_empty
from ...exhibits.sheets import KINDS as OWN_KINDS
from ...i18n import Text, Translatable, Verbatim
from ...park.ground import Building
from ...park.keys import file_kind
from ...park.model import ExhibitPlace, Park
from ..style.theme import Theme
from ..widgets import Button
from .address import Address, is_found, shape_of, summary, value_at
from .editors import (
    ChoiceEditor,
    CornersEditor,
    Editor,
    FileEditor,
    NumbersEditor,
    TextEditor,
    WordEditor,
    choices_of,
    exhibit_for,
)  # fmt: skip
from .inputs import Choice, words_label
from .pickers import picker_for
from .reorder import Reorder
from .session import EditSession

CHANGE = Text("Change: {what}", context="what is undone")
ADD = Text("Add: {what}", context="what is undone")
REMOVE = Text("Remove: {what}", context="what is undone")
MOVE = Text("Move: {what}", context="what is undone")
ADD_ONE = Text("Add")
ADD_FIELD = Text("Add a field …")
UP, DOWN = Text("Move up"), Text("Move down")
REMOVE_ONE = Text("Remove")
OPEN = Text("Open: {what}")
NAME_OF_ENTRY = Text("name of the new entry")
NEEDS_BAKE = Text(
    "This park is baked: changes of place, model or letters are saved but appear only after the next bake."
)


class Page(QWidget):
    """The editors of one place, in a column.

    Parameters
    ----------
    open_page : opens another page.
    wide : whether languages are side by side; later read from `is_wide`.
    """

    def __init__(
        self,
        theme: Theme,
        session: EditSession,
        at: Address,
        open_page: Callable[[Address], None],
        wide: bool,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.theme, self.session, self.at, self._open_page, self.is_wide = theme, session, at, open_page, wide
        self._editors: dict[Place, Editor] = {}
        self._faults: dict[Place, QLabel] = {}
        self._links: dict[Place, Button] = {}
        # faults of rejected input, which stays in its fields
        self._refused: dict[Place, tuple[Located, ...]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(18), theme.px(8), theme.px(18), theme.px(24))
        self._column.setSpacing(theme.px(6))
        self.form = form_at(at.file, at.path)
        self.shape = shape_of(session, at, self.form)
        self._build()
        self._column.addStretch(1)
        self.refresh()

    # ---- contents

    @property
    def value(self) -> Any:
        """The value edited here."""
        return self.session.document.value(self.at.file, self.at.path)

    @property
    def is_current(self) -> bool:
        """Whether it still has the editors that its place needs."""
        return self.shape == shape_of(self.session, self.at, self.form)

    def _words(self, text: Translatable, **values: object) -> str:
        return text.in_language(self.theme.language, **values)

    def _build(self) -> None:
        if self.form is None:
            return
        if (about := help_on(self.form)) is not None:
            self._column.addWidget(words_label(self.theme, self._words(about), "notice"))
        if self.form.editor == "group" and self.form.kind is not None:
            self._build_group(self.form)
        elif self.form.editor == "table" and self.form.inner is not None:
            self._build_table(self.form.inner)
        elif self.form.editor == "list" and self.form.inner is not None:
            self._build_list(self.form, self.form.inner)
        else:
            self._add_field(self.form, ())

    def _build_group(self, form: FormField) -> None:
        assert form.kind is not None
        value = expanded(self.value, form.kind)
        is_root = self._gives_id
        missing = []
        for field in form_of(form.kind):
            if field.key == "format" or (field.key == "id" and is_root):
                continue
            if (
                field.key in value
                or (self.at.file, (*self.at.path, field.key)) in self.session.begun
                or (field.required and not is_found(self.session.document, field))
                or (form.kind is Building and field.key == "seed")  # chosen by its pictures
            ):
                self._add_field(field, (field.key,))
            elif form.kind is not ExhibitPlace or field.key not in OWN_KINDS:  # these come with the kind
                missing.append(field)
        if missing:
            self._add_chooser(missing)

    @property
    def _gives_id(self) -> bool:
        """Whether the id of the group is given by its file name or the key above it."""
        file, path = self.at.file, self.at.path
        kind = file_kind(file)
        is_table = kind is not None and kind[1]
        return len(path) == 1 if is_table else not path and file != "park.yaml"

    def _add_chooser(self, missing: list[FormField]) -> None:
        box = Choice(self.theme)
        box.setAccessibleName(self._words(ADD_FIELD))
        box.addItem(self._words(ADD_FIELD))
        for field in missing:
            box.addItem(self._words(field.label))
            box.setItemData(box.count() - 1, self._words(field.about), Qt.ItemDataRole.ToolTipRole)
        box.activated.connect(lambda index: self._add_missing(missing[index - 1]) if index > 0 else None)
        self._column.addSpacing(self.theme.px(10))
        self._column.addWidget(box)

    def _add_missing(self, field: FormField) -> None:
        """Add a field, with a first value or empty if only the author knows one."""
        if field.begins_empty:
            self.session.begun.add((self.at.file, (*self.at.path, field.key)))
            self.session.changed.emit()
            return
        if lacks_names(self.session.document, field):
            self.session.refused.emit(Applied(False))
            return
        value = first_value(self.session.document, field, self.at.file, self.at.path)
        self.session.begun |= {(self.at.file, (*self.at.path, *key)) for key in shown_empty(field)}
        self._apply([self._change((field.key,), value)], ADD, field.label)
        at = self.at.inside(field.key)
        if field.editor == "group" and self.session.document.value(at.file, at.path) is not None:
            self._open_page(at)  # open it to be filled in

    def _build_table(self, inner: FormField) -> None:
        value = self.value if isinstance(self.value, dict) else {}
        for key in value:
            self._add_field(inner, (key,), title=key)
        row = QHBoxLayout()
        line = QLineEdit()
        line.setPlaceholderText(self._words(NAME_OF_ENTRY))
        line.setAccessibleName(self._words(NAME_OF_ENTRY))

        def add() -> None:
            key = line.text().strip()
            if key and key not in value:
                fresh = new_entry(self.session.document, inner, self.at.file, self.at.path)
                self._apply([self._change((key,), fresh)], ADD, Verbatim(key))

        line.returnPressed.connect(add)
        row.addWidget(line, 1)
        row.addWidget(Button(self.theme, self._words(ADD_ONE), "plus", on_press=add))
        self._column.addSpacing(self.theme.px(10))
        self._column.addLayout(row)

    def _build_list(self, form: FormField, inner: FormField) -> None:
        value = self.value if isinstance(self.value, list) else []
        self.order = Reorder(self.theme, self, self._move)
        for number, item in enumerate(value):
            title = summary(item, self.theme.language, inner) if inner.is_nested else str(number + 1)
            self._add_field(inner, (number,), title=title, moves=(number, len(value)))

        def add() -> None:
            now = self.value if isinstance(self.value, list) else []
            fresh = new_item(self.session.document, inner, now)
            self._apply([self._change((len(now),), fresh)], ADD, form.label)

        if form.most is None or len(value) < form.most:
            self._column.addSpacing(self.theme.px(10))
            self._column.addWidget(Button(self.theme, self._words(ADD_ONE), "plus", on_press=add))

    # ---- one field

    def _add_field(
        self, field: FormField, key: Place, title: str = "", moves: tuple[int, int] | None = None
    ) -> None:
        words = title or self._words(field.label)
        nested = field.is_nested
        head = QHBoxLayout()
        head.setSpacing(self.theme.px(4))
        if moves is not None and moves[1] > 1:
            head.addWidget(self.order.grip(words))
        if nested:
            link = Button(
                self.theme, words, "chevron-right", left=True, name=self._words(OPEN, what=words),
                sub=" ", on_press=partial(self._open_page, self.at.inside(*key)),
            )  # fmt: skip
            link.setToolTip(self._words(field.about))
            self._links[key] = link
            head.addWidget(link, 1)
        else:
            label = words_label(self.theme, words, "label")
            label.setToolTip(self._words(field.about))
            head.addWidget(label, 1)
        if moves is not None:
            number, count = moves
            if number > 0:
                head.addWidget(self._tool("arrow-up", UP, words, partial(self._move, number, number - 1)))
            if number < count - 1:
                head.addWidget(self._tool("arrow-down", DOWN, words, partial(self._move, number, number + 1)))
        if moves is not None or not field.required or (self.form and self.form.editor == "table"):
            head.addWidget(self._tool("trash", REMOVE_ONE, words, partial(self._remove, key, words)))
        self._column.addSpacing(self.theme.px(6))
        self._column.addLayout(head)
        if not nested:
            editor = self._editor(field, key, words)
            self._editors[key] = editor
            self._column.addWidget(editor)
        fault = words_label(self.theme, "", "fault")
        fault.hide()
        self._faults[key] = fault
        self._column.addWidget(fault)
        if needs_bake(self.session.document.scene, self.at.file, (*self.at.path, *key)):
            notice = words_label(self.theme, self._words(NEEDS_BAKE), "notice")
            self._column.addWidget(notice)

    def _tool(self, icon: str, what: Text, of: str, press: Callable[[], None]) -> Button:
        return Button(self.theme, icon=icon, name=f"{self._words(what)}: {of}", kind="quiet", on_press=press)

    def _editor(self, field: FormField, key: Place, name: str) -> Editor:
        commit = partial(self._set, field, key)
        document, language = self.session.document, self.theme.language
        picked = picker_for(self.theme, document, self.at, self.form, field, name, commit)
        if picked is not None:
            return picked
        match field.editor:
            case "text":
                return TextEditor(
                    self.theme,
                    field,
                    name,
                    commit,
                    document.languages,
                    self.is_wide,
                    partial(self._set_text, field, key),
                )
            case "choice" | "switch":
                return ChoiceEditor(self.theme, field, name, commit, choices_of(field, language))
            case "reference":
                names = [(id, self._named(field, id)) for id in names_in(document.scene, field.refers)]
                return ChoiceEditor(self.theme, field, name, commit, names)
            case "file":
                report = partial(self._say, key)
                return FileEditor(self.theme, field, name, commit, document.folder, report)
            case "exhibit":
                commit = partial(self._set_kind, field, key)
                return ChoiceEditor(self.theme, field, name, commit, choices_of(field, language))
            case "numbers":
                return NumbersEditor(self.theme, field, name, commit)
            case "corners":
                return CornersEditor(self.theme, field, name, commit)
        return WordEditor(self.theme, field, name, commit)

    def _named(self, field: FormField, id: str) -> str:
        park: Park | None = self.session.document.scene
        if field.refers == "zones" and park is not None and id in park.zones:
            return f"{park.zones[id].title[self.theme.language]} ({id})"
        return id

    # ---- changes

    def _change(self, key: Place, value: object) -> Change:
        """A change of a value here; a group abbreviated to a word is written out first."""
        now = self.value
        if (
            self.form is not None
            and self.form.kind is not None
            and isinstance(now, str)
            and now != "auto"
            and key
        ):
            whole = expanded(now, self.form.kind)
            if value is DELETE:
                whole.pop(str(key[0]), None)
            else:
                whole[str(key[0])] = value
            return Change(self.at.file, self.at.path, whole)
        return Change(self.at.file, (*self.at.path, *key), value)

    def _set(self, field: FormField, key: Place, value: object) -> None:
        before = self.session.document.value(self.at.file, (*self.at.path, *key))
        if before == value and type(before) is type(value):
            return
        if value is DELETE and before is None:
            return
        self._apply([self._change(key, value)], CHANGE, field.label, key)

    def _set_kind(self, field: FormField, key: Place, kind: object) -> None:
        """Change the kind of an exhibit; a kind that starts from files asks for them."""
        if not isinstance(kind, str) or (value := self.value).get("kind") == kind:
            return
        whole, problem = exhibit_for(self, self.theme.language, kind, value, self.session.document)
        if whole is not None:
            changes = with_kind(self.session.document, self.at.file, self.at.path, whole)
            self._apply(changes, CHANGE, field.label)
        if self.value is value:
            self._editors[key].show_value(value.get("kind"))
        if problem:
            self._say(key, problem)

    def _say(self, key: Place, words: str) -> None:
        """Show an error at a field."""
        self._faults[key].setText(words)
        self._faults[key].show()

    def _set_text(self, field: FormField, key: Place, language: str, words: str) -> None:
        before = self.session.document.value(self.at.file, (*self.at.path, *key))
        whole = dict(before) if isinstance(before, dict) else {}
        whole[language] = words
        if not field.required and not any(str(part).strip() for part in whole.values()):
            self._set(field, key, DELETE)
            return
        self._apply([self._change(key, whole)], CHANGE, field.label, key)

    def _apply(self, changes: list[Change], label: Text, what: Translatable, key: Place = ()) -> None:
        done = self.session.apply(changes, label.having(what=what))
        if done.is_applied:
            self._refused.pop(key, None)
            self.session.begun.discard((self.at.file, (*self.at.path, *key)))
        else:
            self._refused[key] = done.located
        self.show_faults(self.session.document.located)

    def _remove(self, key: Place, words: str) -> None:
        self.session.begun.discard((self.at.file, (*self.at.path, *key)))
        self._apply([self._change(key, DELETE)], REMOVE, Verbatim(words))

    def _move(self, number: int, to: int) -> None:
        rows = list(self.value)
        rows.insert(to, rows.pop(number))
        words = summary(rows[to], self.theme.language, self.form and self.form.inner)
        self._apply([Change(self.at.file, self.at.path, rows)], MOVE, Verbatim(words))

    # ---- display

    def refresh(self) -> None:
        """Show the stored values."""
        value = self.value
        if self.form is not None and self.form.editor == "group" and self.form.kind is not None:
            value = expanded(value, self.form.kind)
        for key, editor in self._editors.items():
            if key not in self._refused:
                editor.show_value(value_at(value, key))
        for key, link in self._links.items():
            form = form_at(self.at.file, (*self.at.path, *key))
            words = summary(value_at(value, key), self.theme.language, form)
            link.set_text(link.text(), link.accessibleName(), sub=words or "–")
        self.show_faults(self.session.document.located)

    def show_faults(self, located: tuple[Located, ...]) -> None:
        """Show the faults of each field."""
        depth = len(self.at.path)
        located = (*located, *(found for refused in self._refused.values() for found in refused))
        here = [
            (found.path[depth:], found.fault)
            for found in located
            if found.file == self.at.file and found.path[:depth] == self.at.path
        ]
        for key, label in self._faults.items():
            mine = [
                (path, fault) for path, fault in here if path[: len(key)] == key and (key or len(path) == 0)
            ]
            words = "\n".join(dict.fromkeys(fault_words(fault, self.theme.language) for _, fault in mine))
            label.setText(words)
            label.setVisible(bool(words))
            if key in self._editors:
                editor = self._editors[key]
                editor.mark(False)
                for path, _ in mine:
                    editor.mark(True, path[len(key)] if len(path) > len(key) else None)

    @property
    def shown_faults(self) -> dict[Place, str]:
        """The faults on display, by keys of their fields."""
        return {key: label.text() for key, label in self._faults.items() if not label.isHidden()}

    def has_field(self, path: Place) -> bool:
        """Whether a field here can show the faults of a place."""
        depth = len(self.at.path)
        inside = path[depth:]
        return path[:depth] == self.at.path and any(inside[: len(key)] == key for key in self._faults)

    def focus(self, path: Place) -> QWidget | None:
        """Focus the input for a place on this page, and return it."""
        inside = path[len(self.at.path) :]
        for key, editor in self._editors.items():
            if inside[: len(key)] == key:
                found = editor.input_for(inside[len(key)] if len(inside) > len(key) else None)
                if found is not None:
                    found.setFocus(Qt.FocusReason.TabFocusReason)
                return found
        for key, link in self._links.items():
            if inside[: len(key)] == key:
                link.setFocus(Qt.FocusReason.TabFocusReason)
                return link
        return None

    def place_of(self, widget: QWidget | None) -> tuple[Place, int] | None:
        """The field of a widget, and the index of its input."""
        for key, editor in self._editors.items():
            for number, part in enumerate(editor.inputs()):
                if part is widget:
                    return key, number
        return None

    def focus_at(self, place: tuple[Place, int]) -> None:
        """Focus an input of a field."""
        editor = self._editors.get(place[0])
        if editor is not None and place[1] < len(editor.inputs()):
            editor.inputs()[place[1]].setFocus(Qt.FocusReason.OtherFocusReason)
