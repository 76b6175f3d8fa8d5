"""The page on which a presenter saves the talk as a file: pages or slides, in any language of the scene."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ...base.atomic_file import reason_of
from ...i18n import Text, tr
from ...park.model import Park
from ...visit.given import Given
from ..app.command_job import Job
from ..app.take_away import KINDS, LONGEST, FileKind, TakeAway, can_make, files_of
from ..panels.settings.connect_fields import LineField
from ..style import fonts
from ..style.theme import Theme
from ..widgets import (
    Column,
    FittingScrollArea,
    Flow,
    ProgressBar,
    Prose,
    Rule,
    Segmented,
    Switch,
    Themed,
    as_widget,
)
from ..widgets.save_dialog import Kind, SaveDialog, documents
from ..widgets.segmented import Option
from .console_widgets import ConsoleButton, ConsoleCard

KIND_WORDS: dict[FileKind, Text] = {
    "pdf": Text("Pages (PDF)"),
    "pptx": Text("Slides (PowerPoint)"),
    "both": Text("Pages and slides"),
    "mp4": Text("Film (MP4)"),
}
ABOUT: dict[FileKind, Text] = {
    "pdf": Text(
        "A page for each stop that you showed: picture with your marks, claims, readings and sources."
    ),
    "pptx": Text(
        "A slide for each stop that you showed, with text that can be edited and your notes below it."
    ),
    "both": Text(
        "Both files under one name, side by side: the pictures are drawn once, so that it takes no longer than one."
    ),
    "mp4": Text(
        "The talk as planned, as a film with its captions. Without a graphics card it may take hours; "
        "after a cancel the same film goes on where it stopped."
    ),
}
NO_SLIDES = Text(
    "Slides need the package python-pptx, which is not installed here. Type once: "
    "pip install python-pptx. Or save pages."
)
MISSING: dict[FileKind, Text] = {
    "pptx": NO_SLIDES,
    "both": NO_SLIDES,
    "mp4": Text(
        "Films cannot be made here: this copy of the program comes without FFmpeg. Install ffmpeg (ffmpeg.org) on this "
        "computer and start the talk again. Pages and slides need nothing more."
    ),
}
FIELDS: dict[str, Text] = {
    "title": Text("Title (empty: that of the talk)"),
    "byline": Text("Your name and company"),
    "footer": Text("Line at the foot of every page"),
}
PAPERS = (Option("a4", "A4"), Option("letter", "Letter"))
DIALOGS: dict[FileKind, Kind] = {
    "pdf": "talk pages",
    "pptx": "talk slides",
    "both": "talk pages and slides",
    "mp4": "talk film",
}
OPEN: dict[bool, Text] = {False: Text("Open the file"), True: Text("Open the folder")}
"""Words of the button after saving, by whether there are several files."""
NOTHING = Text("No stop has been shown, so there is nothing to save.")
WIDTH_PX = 860


class SavePage(Themed, QWidget):
    """Form for saving the talk, with the progress of the file.

    Parameters
    ----------
    given : returns the talk as it was given.
    on_back : called to return to the page before.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        take_away: TakeAway,
        given: Callable[[], Given | None],
        on_back: Callable[[], object],
    ) -> None:
        super().__init__()
        self._park, self._take_away, self._given = park, take_away, given
        self._wishes = take_away.wishes
        self._job: Job | None = None
        self._title = Prose(theme, " ", "heading")
        self._about, self._lacks = Prose(theme, " ", "body", "ink2"), Prose(theme, " ", "body", "err")
        self._names = {name: Prose(theme, " ", "label", "ink2") for name in ("kind", "language", "paper")}
        self.kinds = Segmented(
            theme,
            [Option(kind, " ") for kind in KINDS],
            self._wishes.kind,
            name=" ",
            on_choose=self._choose_kind,
        )
        self.languages = Segmented(
            theme, [Option(code, fonts.own_name(code)) for code in park.languages], "", name=" ",
            on_choose=lambda code: self._wish(language=code),
        )  # fmt: skip
        self.papers = Segmented(
            theme, PAPERS, self._wishes.on_paper, name=" ", on_choose=lambda paper: self._wish(paper=paper)
        )
        self.notes = Switch(theme, " ", on=self._wishes.notes, on_turn=lambda on: self._wish(notes=on))
        self.small = Switch(theme, " ", on=self._wishes.is_small, on_turn=lambda on: self._wish(is_small=on))
        self.captions = Switch(
            theme, " ", on=self._wishes.has_captions, on_turn=lambda on: self._wish(has_captions=on)
        )
        self.fields = {name: LineField(theme, self._ask_where) for name in FIELDS}
        for name, field in self.fields.items():
            field.setMaxLength(LONGEST)
            field.setText(getattr(self._wishes, name))
            field.textEdited.connect(partial(self._typed, name))
        self.save = ConsoleButton(theme, " ", "save", kind="primary", on_press=self._ask_where)
        self.back = ConsoleButton(theme, " ", "undo-2", on_press=on_back)
        self.bar, self.state = ProgressBar(theme), Prose(theme, " ", "body", "ink")
        self.cancel = ConsoleButton(theme, " ", "x", on_press=self._cancel)
        self.open = ConsoleButton(theme, " ", "folder-open", on_press=self._open)
        self._paper = as_widget(Column(theme, self._names["paper"], self.papers, self.notes, gap=8))
        self._film = as_widget(Column(theme, self.small, self.captions, gap=8))
        self._lines = as_widget(Column(theme, *self.fields.values(), gap=12))
        self._language = as_widget(Column(theme, self._names["language"], self.languages, gap=8))
        form = Column(
            theme, self._names["kind"], self.kinds, self._about, self._lacks, self._language,
            self._lines, self._paper, self._film, None, gap=12, margins=(4, 4, 16, 4),
        )  # fmt: skip
        sheet = as_widget(form, scrolled=True)
        sheet.setMaximumWidth(theme.px(WIDTH_PX))
        self._area = FittingScrollArea(theme, sheet)
        buttons = as_widget(Flow(theme, self.save, self.cancel, self.open, self.back, gap=8))
        column = Column(theme, self._title, self._area, Rule(theme), self.bar, self.state, buttons, gap=10)
        column.setStretchFactor(self._area, 1)
        card = ConsoleCard(theme, column, padding=24)
        card.setMaximumWidth(10_000)
        self.setLayout(Column(theme, card, gap=0, margins=(14, 14, 14, 14)))
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        if hasattr(self, "_area"):
            self._name()
            self.update_standing()

    def begin(self) -> None:
        """Open with the last choices."""
        given = self._given()
        wanted = (self._wishes.language, given.language if given is not None else "", *self._park.languages)
        self.languages.choose(next(code for code in wanted if code in self._park.languages))
        self.update_standing()

    # ---- form

    def _wish(self, **changes: object) -> None:
        self._wishes = replace(self._wishes, **changes)  # type: ignore[arg-type]
        self._take_away.wishes = self._wishes
        self.update_standing()

    def _choose_kind(self, kind: str) -> None:
        self._wish(kind=kind)
        self._name()

    def _typed(self, name: str, text: str) -> None:
        self._wish(**{name: text.strip()})

    def _ask_where(self) -> None:
        """Ask for the file; Enter in a field does the same."""
        if self.save.isEnabled():
            kind = self._wishes.kind
            SaveDialog(
                self.theme, DIALOGS[kind], documents(), self.write, self, files=partial(files_of, kind)
            ).open()

    def write(self, path: Path) -> None:
        """Start to make the file, or say why it cannot be written there."""
        given = self._given()
        if given is None:
            self._say(tr(NOTHING, self.theme.language))
            return
        wishes = replace(self._wishes, language=self.languages.chosen or given.language)
        try:
            self._job = self._take_away.make(given, wishes, path)
        except OSError as error:
            self._job = None
            text = Text("The file could not be saved in {folder}: {reason}. Choose another folder.")
            language = self.theme.language
            self._say(tr(text, language, folder=path.parent, reason=reason_of(error, language)))
            return
        self._job.changed.connect(self.update_standing)
        self.update_standing()

    # ---- progress

    def update_standing(self) -> None:
        """Show the progress of the file."""
        job, wishes = self._job, self._wishes
        is_busy, has_package = job is not None and not job.is_over, can_make(wishes.kind)
        self.save.setEnabled(not is_busy and has_package)
        self._lacks.setVisible(not has_package)
        self._paper.setVisible(wishes.kind in ("pdf", "both"))
        self._film.setVisible(wishes.kind == "mp4")
        self._lines.setVisible(wishes.kind != "mp4")
        self._language.setVisible(len(self._park.languages) > 1)
        self.bar.setVisible(is_busy)
        self.cancel.setVisible(is_busy)
        self.open.setVisible(job is not None and job.is_over and not job.error and not job.is_cancelled)
        if job is None:
            self.state.setVisible(bool(self.state.source.strip()))
            return
        self.open.set_text(tr(OPEN[bool(job.also)], self.theme.language))
        self.bar.set_value(job.share)
        self._say(job.standing(self.theme.language))

    def _say(self, words: str) -> None:
        self.state.set_text(words)
        self.state.show()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _open(self) -> None:
        if self._job is not None:
            shown = self._job.path.parent if self._job.also else self._job.path
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))

    # ---- words

    def _name(self) -> None:
        language = self.theme.language

        def word(text: Text) -> str:
            return tr(text, language)

        self._title.set_text(word(Text("Save the talk")))
        self._about.set_text(word(ABOUT[self._wishes.kind]))
        lacks = MISSING.get(self._wishes.kind)
        self._lacks.set_text(word(lacks) if lacks is not None else " ")
        names = {"kind": Text("File"), "language": Text("Language"), "paper": Text("Paper")}
        for name, text in names.items():
            self._names[name].set_text(word(text))
        options = [Option(kind, word(KIND_WORDS[kind])) for kind in KINDS]
        self.kinds.set_options(options, word(names["kind"]))
        self.languages.setAccessibleName(word(names["language"]))
        self.papers.setAccessibleName(word(names["paper"]))
        self.notes.set_text(word(Text("With my notes")))
        self.small.set_text(word(Text("Small, to be mailed")))
        self.captions.set_text(word(Text("Captions in the picture")))
        for name, field in self.fields.items():
            field.set_words(word(FIELDS[name]))
        self.save.set_text(word(Text("Save as…")))
        self.cancel.set_text(word(Text("Cancel")))
        self.open.set_text(word(OPEN[self._job is not None and bool(self._job.also)]))
        self.back.set_text(word(Text("Back")))
