"""The page that compares lessons over terms: the share of right answers by question and lesson, without names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ...base.atomic_file import reason_of, write_text
from ...i18n import Text, tr
from ...park.model import Park
from ...visit.lesson.state import Lesson
from ..panels.panel_page import PanelPage
from ..panels.settings.connect_fields import LineField
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, ProgressBar, Prose, Row
from ..widgets.layouts import as_widget, head_row
from ..widgets.save_dialog import SaveDialog, documents, save
from .answers import TABLE_ENCODING
from .past_lessons import MOST_LETTERS, PastLesson, PastLessons, as_csv, compared, past_lesson

COMPARE = Text("Compare lessons")
MOST_SHOWN = 6
"""Lessons side by side, the latest; the table for a spreadsheet has all."""


class ComparePage(PanelPage):
    """The results of lessons side by side.

    Parameters
    ----------
    past : the lessons kept on this computer.
    today : gives the date, such as 2026-12-03.
    notify : takes words for the teacher.
    on_close, arrange : return to the page before; arrange the window again.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        past: PastLessons,
        *,
        today: Callable[[], str],
        notify: Callable[[str], object],
        on_close: Callable[[], object],
        arrange: Callable[[], object],
        parent: QWidget,
    ) -> None:
        self.past, self._today, self._notify = past, today, notify
        self._on_close, self._arrange = on_close, arrange
        self._lesson = Lesson()
        self._dropped: PastLesson | None = None
        self.buttons: dict[str, Button] = {}
        self.group: LineField | None = None
        super().__init__(theme, park, parent=parent)

    @property
    def main_button(self) -> QWidget | None:
        return self.buttons.get("back")

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the lessons kept, and a field to keep the present one if it is over."""
        self._lesson = lesson
        if self.is_new(lesson, self.past.lessons):
            self._build()

    def keep(self) -> None:
        """Keep the lesson that is over, under the name of its class."""
        if self.group is not None and (words := self.group.text().strip()):
            kept = past_lesson(self._lesson, self.park, words, self._today())
            self._change(partial(self.past.keep, kept))
        elif self.group is not None:
            self._notify(tr(Text("Write what the class is called, such as 8b."), self.theme.language))
            self.group.setFocus()

    def drop(self, lesson: PastLesson) -> None:
        """Forget a lesson; *Undo* brings it back."""
        if self._change(partial(self.past.drop, lesson)):
            self._dropped = lesson
            self._rebuild()

    def undo(self) -> None:
        """Bring back the lesson forgotten last."""
        lesson, self._dropped = self._dropped, None
        if lesson is not None:
            self._change(partial(self.past.keep, lesson))

    def _change(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except OSError as error:
            language = self.theme.language
            words = Text("The results could not be kept: {reason}.", reason=reason_of(error, language))
            self._notify(tr(words, language))
            return False
        self._rebuild()
        return True

    def _rebuild(self) -> None:
        self._built_for = None
        self.show_lesson(self._lesson)
        self._arrange()

    def _build(self) -> None:
        theme, language = self.theme, self.theme.language
        self.setAccessibleName(tr(COMPARE, language))
        about = Text("Counts of hands only, no names. Kept on this computer.")
        words = Column(
            theme, Prose(theme, tr(COMPARE, language), "heading"), Prose(theme, tr(about, language), "body", "ink2"),
            gap=4,
        )  # fmt: skip
        close = Button(
            theme, icon="x", name=tr(Text("Close"), language), kind="quiet", on_press=self._on_close
        )
        page = Column(theme, head_row(theme, words, close), gap=14)
        self.buttons, self.group = {}, None
        if self._lesson.over:
            page.addWidget(self._to_keep())
        if self.past.is_damaged:
            text = Text("The file of earlier results is damaged. It is put aside when results are kept next.")
            page.addWidget(Prose(theme, tr(text, language), "strong", "err"))
        lessons = self.past.of(self.park)
        if lessons:
            page.addLayout(self._grid(lessons[-MOST_SHOWN:]))
        else:
            page.addWidget(Prose(theme, tr(Text("No results are kept yet."), language), "lead", "ink2"))
        back = Button(theme, tr(Text("Back"), language), "arrow-left", on_press=self._on_close)
        self.buttons["back"] = back
        buttons = [back]
        if lessons:
            table = Button(
                theme, tr(Text("Table of all lessons"), language), "table", on_press=self._ask_where
            )  # fmt: skip
            self.buttons["table"] = table
            buttons.append(table)
        if self._dropped is not None:
            undo = Button(theme, tr(Text("Undo"), language), "undo-2", on_press=self.undo)
            self.buttons["undo"] = undo
            buttons.append(undo)
        self.fill(page, Flow(theme, *buttons, gap=8))

    def _to_keep(self) -> QWidget:
        theme, language = self.theme, self.theme.language
        self.group = LineField(theme, self.keep)
        self.group.setMaxLength(MOST_LETTERS)
        self.group.set_words(tr(Text("Class and term, such as 8b, autumn"), language))
        keep = Button(theme, tr(Text("Keep these results"), language), "check", on_press=self.keep)
        self.buttons["keep"] = keep
        row = Row(theme, self.group, keep, gap=8)
        row.setStretch(0, 1)
        return as_widget(row, scrolled=True)

    def _grid(self, lessons: tuple[PastLesson, ...]) -> QGridLayout:
        """A row per question, a column per lesson; the last row is of all questions."""
        theme, language = self.theme, self.theme.language
        grid = QGridLayout()
        grid.setSpacing(theme.px(10))
        grid.setColumnStretch(0, 3)
        for column, lesson in enumerate(lessons, 1):
            grid.setColumnStretch(column, 1)
            name = tr(Text("Forget {group}, {taught}"), language, group=lesson.group, taught=lesson.taught)
            forget = Button(theme, icon="trash", name=name, kind="quiet", on_press=partial(self.drop, lesson))
            self.buttons[f"forget {lesson.group}"] = forget
            heads = Column(
                theme, Prose(theme, lesson.group, "label"), Prose(theme, lesson.taught, "fine", "ink2"), forget, gap=2
            )  # fmt: skip
            grid.addWidget(as_widget(heads, scrolled=True), 0, column, Qt.AlignmentFlag.AlignTop)
        rows = [
            (self.park.quiz[id].question[language], shares) for id, shares in compared(lessons, self.park)
        ]
        rows.append((tr(Text("All questions"), language), [lesson.whole_share for lesson in lessons]))
        for at, (words, shares) in enumerate(rows, 1):
            grid.addWidget(Prose(theme, words, "label" if at == len(rows) else "body"), at, 0)
            for column, share in enumerate(shares, 1):
                grid.addWidget(self._share(share), at, column)
        return grid

    def _share(self, share: float | None) -> QWidget:
        if share is None:
            return Prose(self.theme, "–", "fine", "ink2")
        bar = ProgressBar(self.theme, "ok")
        bar.set_value(share)
        words = Prose(
            self.theme, tr(Text("{percent} %"), self.theme.language, percent=round(share * 100)), "label"
        )
        return as_widget(Column(self.theme, words, bar, gap=2), scrolled=True)

    def _ask_where(self) -> None:
        SaveDialog(self.theme, "table", documents(), self._write, self.window()).open()

    def _write(self, path: Path) -> None:
        language = self.theme.language
        table = as_csv(self.past.of(self.park), self.park, language)
        self._notify(save(lambda: write_text(path, table, TABLE_ENCODING), path, language)[0])
