"""The page of the edit sheet that publishes the scene for browsers: what goes out, where to, progress, and the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...base.atomic_file import reason_of
from ...editor.change import Change
from ...editor.writing import unwritten
from ...i18n import Text, tr
from ..app.web_edition import PAGE, WebEdition
from ..panels.settings.connect_fields import FolderField
from ..style.theme import Theme
from ..widgets import Button, ProgressBar, Switch
from .address import PUBLISH
from .home import PUBLISH_TITLE, FieldlessPage
from .inputs import words_label
from .session import EditSession

ABOUT = Text(
    "A folder that every browser opens: from a host, from a stick and without a network. The first time takes some minutes, "
    "because all exhibits are computed beforehand."
)
WHERE = Text("Folder")
VIEWS = Text(
    "{count} statement, listed below, goes out as its author's own view.",
    "{count} statements, listed below, go out as their author's own view.",
)
AGREE = Text("They may be published")
AGREE_MEANS = Text("Kept in the scene (published: true), so that this is asked once.")
ALLOW = Text("Allow publishing", context="what is undone")
NO_ADDRESS = Text("needs an address: The park, Address on the web")
SWITCHES: dict[str, tuple[Text, Text]] = {
    "single": (Text("One file as well"), Text("for mail and drives, in one language")),
    "scorm": (Text("A lesson as well"), Text("for a school's system (SCORM 1.2)")),
    "qr": (Text("A sheet of QR codes as well"), Text("to print, a code a zone")),
    "draft": (Text("Publish as a draft"), Text("{count} text is still to be written", "{count} texts are still to be written")),
}  # fmt: skip
BROKEN = Text("The scene has faults, listed below. Mend them first.")
NO_FOLDER = Text("Nothing can be written to {folder}: {reason}. Choose another folder.")


class PublishPage(FieldlessPage):
    """What is published, and the export while it runs.

    Parameters
    ----------
    save : saves the scene; whether everything is saved now.
    """

    def __init__(
        self, theme: Theme, session: EditSession, edition: WebEdition, save: Callable[[], bool]
    ) -> None:
        super().__init__(theme, session, PUBLISH)
        self._edition, self._save = edition, save
        self._agrees = False
        self._views = words_label(theme, "", "label")
        self._column.addWidget(words_label(theme, self._words(ABOUT), "notice"))
        self._column.addWidget(words_label(theme, self._words(WHERE), "label"))
        self.where = FolderField(theme, WHERE, self.publish)
        self.where.set_texts(theme)
        self.where.line.setText(str(edition.folder))
        self.where.line.textChanged.connect(self._choose)
        self._column.addWidget(self.where)
        self.switches = {name: self._switch(name) for name in SWITCHES}
        self._claims = QWidget()
        claims = QVBoxLayout(self._claims)
        claims.setContentsMargins(0, 0, 0, 0)
        claims.setSpacing(theme.px(4))
        self._column.addWidget(self._views)
        self.agree = Switch(theme, self._words(AGREE), sub=self._words(AGREE_MEANS), on_turn=self._agree)
        self._column.addWidget(self.agree)
        self.publish_button = Button(
            theme, self._words(PUBLISH_TITLE), "globe", kind="primary", on_press=self.publish
        )
        self.cancel = Button(theme, self._words(Text("Cancel")), "x", on_press=self._cancel)
        self.bar, self.state = ProgressBar(theme), words_label(theme, "", "label")
        self.notes = words_label(theme, "", "fine")
        self.look = Button(
            theme, self._words(Text("Open in the browser")), "globe", on_press=partial(self._open, PAGE)
        )
        self.open = Button(
            theme, self._words(Text("Open the folder")), "folder-open", on_press=partial(self._open, "")
        )
        for widget in (
            self.publish_button,
            self.bar,
            self.state,
            self.cancel,
            self.look,
            self.open,
            self.notes,
            self._claims,
        ):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        if edition.job is not None:
            edition.job.changed.connect(self._show_standing)
        self.refresh()

    def _switch(self, name: str) -> Switch:
        switch = Switch(
            self.theme, self._words(SWITCHES[name][0]), on=getattr(self._edition.wishes, name),
            on_turn=lambda on: self._wish(**{name: on}),
        )  # fmt: skip
        self._column.addWidget(switch)
        return switch

    # ---- what is chosen

    def _wish(self, **changes: object) -> None:
        self._edition.wishes = replace(self._edition.wishes, **changes)  # type: ignore[arg-type]
        self._show_standing()

    def _choose(self, folder: str) -> None:
        self._wish(folder=folder)

    def _agree(self, on: bool) -> None:
        self._agrees = on
        self._show_standing()

    def refresh(self) -> None:
        """Show what the scene would publish now."""
        document, language = self.session.document, self.theme.language
        park = document.scene
        views = park.opinions if park is not None else ()
        layout = self._claims.layout()
        assert layout is not None
        if layout.count() != len(views):
            while (item := layout.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()
            for _ in views:
                layout.addWidget(words_label(self.theme, "", "fine"))
        for number, claim in enumerate(views):
            label = layout.itemAt(number).widget()  # type: ignore[union-attr]
            assert isinstance(label, QLabel)
            label.setText(f"{claim.id}  {claim.text[claim.text.language_for(language)]}")
        self._views.setText(self._words(VIEWS, count=len(views)))
        self._views.setVisible(bool(views))
        may = park is not None and (park.published or not views)
        self.agree.setVisible(not may)
        gaps = sum(len(unwritten(document.text(name) or "")) for name in document.files)
        for name, (words, means) in SWITCHES.items():
            self.switches[name].set_text(self._words(words), self._words(means, count=gaps))
        self.switches["draft"].setVisible(gaps > 0)
        has_address = park is not None and park.web is not None
        self.switches["qr"].setEnabled(has_address)
        if not has_address:
            self.switches["qr"].set_text(self._words(SWITCHES["qr"][0]), self._words(NO_ADDRESS))
        self._show_standing()

    # ---- publishing

    @property
    def _may_publish(self) -> bool:
        job = self._edition.job
        is_busy = job is not None and not job.is_over
        return not is_busy and not self.session.document.is_broken and (self._agrees or self.agree.isHidden())

    def publish(self) -> None:
        """Save the scene and start the export, or say why it cannot be written there."""
        if not self._may_publish:
            return
        if not self.agree.isHidden():
            self.session.apply([Change("park.yaml", ("published",), True)], ALLOW)
        edition = self._edition
        if self.session.document.scene is not None and self.session.document.scene.web is None:
            edition.wishes = replace(edition.wishes, qr=False)
        if not self._save():
            return
        folder = edition.offer(edition.folder)
        edition.wishes = replace(edition.wishes, folder=str(folder))
        self.where.line.setText(str(folder))
        try:
            job = edition.make()
        except OSError as error:
            language = self.theme.language
            words = tr(NO_FOLDER, language, folder=folder.parent, reason=reason_of(error, language))
            self._say(words, is_fault=True)
            return
        job.changed.connect(self._show_standing)
        self._show_standing()

    def _show_standing(self) -> None:
        job = self._edition.job
        is_busy = job is not None and not job.is_over
        is_done = job is not None and job.is_over and not job.error and not job.is_cancelled
        self.publish_button.setEnabled(self._may_publish)
        for widget in (self.bar, self.cancel):
            widget.setVisible(is_busy)
        for widget in (self.look, self.open):
            widget.setVisible(is_done)
        self.notes.setText("\n".join(job.notes) if job is not None and is_done else "")
        self.notes.setVisible(bool(self.notes.text()))
        if job is not None:
            self.bar.set_value(job.share)
            self._say(job.standing(self.theme.language), is_fault=bool(job.error))
        elif self.session.document.is_broken:
            self._say(self._words(BROKEN), is_fault=True)
        else:
            self._say("")

    def _say(self, words: str, is_fault: bool = False) -> None:
        self.state.setProperty("role", "fault" if is_fault else "label")
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def _cancel(self) -> None:
        if self._edition.job is not None:
            self._edition.job.cancel()

    def _open(self, name: str) -> None:
        if self._edition.job is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._edition.job.path / name)))
