"""The page of a teacher's own questions: a list of them, and a form for one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ...base.atomic_file import reason_of
from ...editor.own_questions import MOST, Draft, OwnQuestions
from ...i18n import COLON, Text, languages, name_of, tr
from ...park.model import Park
from ..edit.inputs import Choice, Line, Lines, form_style
from ..panels.panel_page import PanelPage
from ..style.theme import Theme
from ..widgets import Button, Card, Column, Flow, Prose, Row, Segmented
from ..widgets.layouts import as_widget, head_row
from ..widgets.segmented import Option
from .answers import LETTERS

OWN_QUESTIONS = Text("Own questions")
ABOUT = Text(
    "They are asked at the stop of their place, and go into the quiz, the worksheet and the files for the school."
)
BROKEN = Text("{file} in the folder of the park has a fault. Correct it there first: `check` names the line.")
NOT_SAVED = Text("The question could not be saved in {folder}: {reason}.")


class OwnPage(PanelPage):
    """The own questions of the park.

    Parameters
    ----------
    own : the questions as they are written.
    on_change : called when they have changed.
    on_close : called to return to the page before the lesson.
    arrange : arranges the window again, since list and form are of different size.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        own: OwnQuestions,
        *,
        on_change: Callable[[], object],
        on_close: Callable[[], object],
        arrange: Callable[[], object],
        parent: QWidget,
    ) -> None:
        self.own, self._on_change, self._on_close = own, on_change, on_close
        self._arrange = arrange
        self._draft: Draft | None = None  # in the form; None: the list is shown
        self._id: str | None = None  # of the question in the form; None: a new one
        self._fault: Text | None = None
        self.buttons: dict[str, Button] = {}
        super().__init__(theme, park, parent=parent)

    @property
    def main_button(self) -> QWidget | None:
        return self.buttons.get("save") or self.buttons.get("new")

    def press_main(self) -> None:
        """Handle Enter: save the question, or begin a new one."""
        if (main := self.buttons.get("save") or self.buttons.get("new")) is not None:
            main.click()

    def show_page(self) -> None:
        """Show the list or the form."""
        if self.is_new(self._draft, self._fault, len(self.own.rows), self.own.can_undo):
            self._build()

    def close_form(self) -> bool:
        """Close the form; whether it was open."""
        was_open = self._draft is not None
        self._draft = self._fault = None
        if was_open:
            self._rebuild()
        return was_open

    # ---- the list

    def _build(self) -> None:
        self.setAccessibleName(tr(OWN_QUESTIONS, self.theme.language))
        self.buttons = {}
        if self._draft is None:
            self._build_list()
        else:
            self._build_form(self._draft)

    def _rebuild(self) -> None:
        self._built_for = None
        self.show_page()
        self._arrange()
        self.take_keys()

    def _head(self, title: Text, under: str = "") -> Row:
        theme, language = self.theme, self.theme.language
        close = Button(
            theme, icon="x", name=tr(Text("Close"), language), kind="quiet", on_press=self._leave
        )  # fmt: skip
        words = Column(theme, Prose(theme, tr(title, language), "heading"), gap=4)
        if under:
            words.addWidget(Prose(theme, under, "body", "ink2"))
        return head_row(theme, words, close)

    def _leave(self) -> None:
        if not self.close_form():
            self._on_close()

    def _build_list(self) -> None:
        theme, language = self.theme, self.theme.language
        page = Column(theme, self._head(OWN_QUESTIONS, tr(ABOUT, language)), gap=14)
        if not self.own.rows:
            page.addWidget(Prose(theme, tr(Text("There are none yet."), language), "lead", "ink2"))
        for id in self.own.rows:
            page.addWidget(self._card(id))
        new = Button(
            theme, tr(Text("New question"), language), "plus", kind="primary", on_press=partial(self.edit, None)
        )  # fmt: skip
        back = Button(theme, tr(Text("Back to the lesson"), language), "arrow-left", on_press=self._on_close)
        self.buttons["new"] = new
        buttons = [new, back]
        if self.own.can_undo:
            undo = Button(theme, tr(Text("Undo"), language), "undo-2", on_press=self.undo)
            self.buttons["undo"] = undo
            buttons.append(undo)
        self._add_fault(page)
        self.fill(page, Flow(theme, *buttons, gap=8))

    def _card(self, id: str) -> Card:
        theme, language, row = self.theme, self.theme.language, self.own.rows[id]
        draft = Draft.of(row, language)
        zone = self.park.zones[draft.zone].title[language] if draft.zone in self.park.zones else draft.zone
        right = f"{LETTERS[draft.right - 1]}{tr(COLON, language)}{draft.options[draft.right - 1]}"
        words = Column(
            theme, Prose(theme, draft.question, "label"), Prose(theme, f"{zone} · {right}", "fine", "ink2"), gap=2
        )  # fmt: skip
        edit = Button(
            theme, icon="pencil", name=tr(Text("Edit"), language), kind="quiet", on_press=partial(self.edit, id)
        )  # fmt: skip
        delete = Button(
            theme, icon="trash", name=tr(Text("Delete"), language), kind="quiet",
            on_press=partial(self.delete, id),
        )  # fmt: skip
        self.buttons[f"edit {id}"], self.buttons[f"delete {id}"] = edit, delete
        row_of = Row(theme, as_widget(words, scrolled=True), edit, delete, gap=6)
        row_of.setStretch(0, 1)
        return Card(theme, row_of, fill="raised")

    def _add_fault(self, page: Column) -> None:
        if self._fault is not None:
            page.addWidget(Prose(self.theme, tr(self._fault, self.theme.language), "strong", "err"))

    # ---- changes

    def edit(self, id: str | None) -> None:
        """Show the form for a question, or for a new one."""
        language = self.theme.language
        lessons = [tour for tour in self.park.tours.values() if tour.kind == "lesson"]
        zones = [stop.zone for tour in lessons for stop in tour.stops if stop.zone is not None]
        self._id, self._fault = id, None
        self._draft = (
            Draft((*zones, *self.park.zones)[0], language)
            if id is None
            else Draft.of(self.own.rows[id], language)
        )
        self._rebuild()
        self.question.setFocus()

    def delete(self, id: str) -> None:
        """Delete a question; *Undo* brings it back."""
        self._change(partial(self.own.delete, id))

    def undo(self) -> None:
        """Take the last change back."""
        self._change(self.own.undo)

    def save(self) -> None:
        """Save the question in the form, or say what is missing."""
        self._draft = draft = self._typed()
        self._fault = draft.problem
        if self._fault is not None:
            self._rebuild()
        elif self._change(partial(self.own.save, self._id, draft)):
            self.close_form()

    def _change(self, change: Callable[[], object]) -> bool:
        """Change the questions; whether they could be saved."""
        folder = self.own.folder
        if self.own.is_broken:
            self._fault = BROKEN.having(file="own_questions.yaml")
        else:
            try:
                change()
            except OSError as error:
                reason = reason_of(error, self.theme.language)
                self._fault = NOT_SAVED.having(folder=str(folder), reason=reason)
            else:
                self._fault = None
                self._on_change()
        self._rebuild()
        return self._fault is None

    # ---- the form

    def _build_form(self, draft: Draft) -> None:
        theme, language = self.theme, self.theme.language
        title = Text("New question") if self._id is None else Text("Edit the question")
        page = Column(theme, self._head(title), gap=10)
        self._add_fault(page)  # at the top, where it is seen without scrolling
        self.zone = Choice(theme)
        for zone in self.park.zones.values():
            self.zone.addItem(zone.title[language], zone.id)
        self.zone.setCurrentIndex(max(self.zone.findData(draft.zone), 0))
        codes = dict.fromkeys((*self.park.languages, *languages(), draft.language))
        options = [Option(code, name_of(code)) for code in codes]
        name = tr(Text("Language of the question"), language)
        self._language = draft.language
        chooser = Segmented(theme, options, draft.language, name=name, on_choose=self._choose_language)
        self.question, self.explanation = Lines(theme, self._ignore), Lines(theme, self._ignore)
        self.question.setPlainText(draft.question)
        self.explanation.setPlainText(draft.explanation)
        self.options = [Line(self._ignore) for _ in range(min(max(len(draft.options), 4), MOST))]
        rights = [Option(str(at), LETTERS[at - 1]) for at in range(1, len(self.options) + 1)]
        self._right = draft.right
        right_name = tr(Text("Right answer"), language)
        self.right = Segmented(
            theme, rights, str(draft.right), name=right_name, on_choose=self._choose_right
        )  # fmt: skip
        self._labelled(page, Text("Place"), self.zone)
        page.addWidget(Prose(theme, name, "label"))
        page.addWidget(chooser)
        self._labelled(page, Text("Question"), self.question)
        for letter, field, words in zip(LETTERS, self.options, (*draft.options, "", ""), strict=False):
            field.setText(words)
            label = Prose(theme, letter, "label")
            field.setAccessibleName(tr(Text("Answer {letter}"), language, letter=letter))
            row = Row(theme, label, field, gap=8)
            row.setStretch(1, 1)
            page.addLayout(row)
        page.addWidget(Prose(theme, right_name, "label"))
        page.addWidget(self.right)
        self._labelled(page, Text("Why it is right (may be left empty)"), self.explanation)
        for field_ in (self.zone, self.question, self.explanation, *self.options):
            field_.setStyleSheet(form_style(theme))
        save = Button(theme, tr(Text("Save"), language), "check", kind="primary", on_press=self.save)
        cancel = Button(theme, tr(Text("Cancel"), language), "x", on_press=self.close_form)
        self.buttons["save"], self.buttons["cancel"] = save, cancel
        self.fill(page, Flow(theme, save, cancel, gap=8))

    def _labelled(self, page: Column, label: Text, field: QWidget) -> None:
        words = tr(label, self.theme.language)
        field.setAccessibleName(words)
        page.addWidget(Prose(self.theme, words, "label"))
        page.addWidget(field)

    @staticmethod
    def _ignore(words: str) -> None:
        """The form is read when it is saved."""

    def _choose_language(self, code: str) -> None:
        self._language = code

    def _choose_right(self, number: str) -> None:
        self._right = int(number)

    def _typed(self) -> Draft:
        """The form as it is filled in."""
        return Draft(
            str(self.zone.currentData()), self._language, self.question.toPlainText(),
            tuple(field.text() for field in self.options), self._right, self.explanation.toPlainText(),
        )  # fmt: skip
