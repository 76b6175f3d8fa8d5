"""Home page of the edit sheet: zones, tours and other files of a scene."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...editor import zones
from ...editor.change import DELETE, Change
from ...editor.forms import form_at
from ...editor.pieces import new_item, new_tour
from ...i18n import Text, Verbatim, tr
from ..style.theme import Theme
from ..widgets import Button
from .address import BOOTH, PUBLISH, Address, summary
from .inputs import words_label
from .page import ADD, MOVE, REMOVE
from .reorder import Reorder
from .session import EditSession

PARK, ZONES, TOURS, MORE = Text("The park"), Text("Zones"), Text("Tours"), Text("More")
PUBLISH_TITLE = Text("Publish for browsers")
OUTSIDE: dict[Address, tuple[Text, str]] = {
    PUBLISH: (PUBLISH_TITLE, "globe"),
    BOOTH: (Text("Prepare a booth"), "monitor"),
}
"""Pages about the whole scene without fields: their titles and icons."""
ADD_ZONE, ADD_TOUR = Text("Add a zone"), Text("Add a tour")
ZONE, TOUR = Text("zone", context="what is undone"), Text("tour", context="what is undone")
REMOVE_IT = Text("Remove: {what}", context="button")
TABLES: dict[str, Text] = {
    "claims": Text("Statements"),
    "glossary": Text("Glossary"),
    "sources": Text("Sources"),
    "quiz": Text("Quiz"),
    "plan": Text("Plan"),
}
FIRST_ID = {"claims": "C01"}


class FieldlessPage(QWidget):
    """A page of the edit sheet without fields of the scene."""

    def __init__(self, theme: Theme, session: EditSession, at: Address) -> None:
        super().__init__()
        self.setObjectName("page")
        self.theme, self.session, self.at = theme, session, at
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(18), theme.px(8), theme.px(18), theme.px(24))
        self._column.setSpacing(theme.px(4))

    @property
    def is_current(self) -> bool:
        """Whether it is up to date, or can be brought up to date by `refresh`."""
        return True

    def refresh(self) -> None:
        """Show the stored values."""

    def show_faults(self, located: object) -> None:
        """Ignored: faults are listed below."""

    def focus(self, path: object) -> None:
        """Ignored: this page has no fields."""

    def place_of(self, widget: object) -> None:
        """None: this page has no fields."""

    def _words(self, text: Text, **values: object) -> str:
        return tr(text, self.theme.language, **values)


class HomePage(FieldlessPage):
    """List of everything that can be edited."""

    def __init__(self, theme: Theme, session: EditSession, open_page: Callable[[Address], None]) -> None:
        super().__init__(theme, session, Address())
        self._open_page = open_page
        self.shape = self._shape()
        self._build()
        self._column.addStretch(1)

    def _shape(self) -> object:
        document = self.session.document
        heads = [
            (
                name,
                summary(document.value(name, ("title",)), self.theme.language),
                document.value(name, ("number",)),
            )
            for name in document.files
        ]
        return heads, document.languages

    @property
    def is_current(self) -> bool:
        return self.shape == self._shape()

    def _heading(self, text: Text) -> None:
        label = words_label(self.theme, self._words(text), "heading")
        self._column.addSpacing(self.theme.px(10))
        self._column.addWidget(label)

    def _row(
        self,
        words: str,
        at: Address,
        sub: str = "",
        remove: Callable[[], object] | None = None,
        grip: QWidget | None = None,
    ) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(4))
        if grip is not None:
            row.addWidget(grip)
        row.addWidget(
            Button(
                self.theme, words, "chevron-right", left=True, sub=sub, on_press=partial(self._open_page, at)
            ),
            1,
        )
        if remove is not None:
            name = self._words(REMOVE_IT, what=words)
            row.addWidget(Button(self.theme, icon="trash", name=name, kind="quiet", on_press=remove))
        self._column.addLayout(row)

    def _build(self) -> None:
        document, language = self.session.document, self.theme.language
        if "park.yaml" in document.files:
            self._row(
                self._words(PARK),
                Address("park.yaml"),
                summary(document.value("park.yaml", ("title",)), language),
            )
        files = [name for name in document.files if name.startswith("zones/")]
        files.sort(key=lambda name: _number(document.value(name, ("number",))))
        self._heading(ZONES)
        self.order = Reorder(self.theme, self, self._move_zone)
        for name in files:
            title = summary(document.value(name, ("title",)), language) or name
            number = document.value(name, ("number",), "–")
            id = name.removeprefix("zones/").removesuffix(".yaml")
            remove = partial(self._remove_zone, id, title) if len(files) > 1 else None
            grip = self.order.grip(title) if len(files) > 1 else None
            self._row(f"{number}  {title}", Address(name), "", remove, grip)
        if document.scene is not None:  # without a scene it is unknown where there is room
            self._column.addWidget(Button(self.theme, self._words(ADD_ZONE), "plus", on_press=self._add_zone))
        self._heading(TOURS)
        for name in (name for name in document.files if name.startswith("tours/")):
            title = summary(document.value(name, ("title",)), language) or name
            self._row(title, Address(name), "", partial(self._remove_file, name, title))
        self._column.addWidget(Button(self.theme, self._words(ADD_TOUR), "plus", on_press=self._add_tour))
        self._heading(MORE)
        for name, words in TABLES.items():
            file = f"{name}.yaml"
            if file in document.files:
                count = document.value(file)
                sub = str(len(count)) if isinstance(count, dict) and name != "plan" else ""
                self._row(self._words(words), Address(file), sub)
            elif self._can_begin(name):
                press = partial(self._begin, name)
                self._column.addWidget(
                    Button(self.theme, self._words(words), "plus", left=True, on_press=press)
                )

        self._column.addSpacing(self.theme.px(14))
        for at, (heading, icon) in OUTSIDE.items():
            press = partial(self._open_page, at)
            self._column.addWidget(Button(self.theme, self._words(heading), icon, left=True, on_press=press))

    def _can_begin(self, name: str) -> bool:
        """Whether a file can start with one entry: quiz and glossary point at zones, all others at sources."""
        return name in ("glossary", "sources", "quiz")

    def _begin(self, name: str) -> None:
        form = form_at(f"{name}.yaml", ("x",))
        if form is None:
            return
        entry: Any = new_item(self.session.document, form)
        entry.pop("id", None)
        if name == "sources":
            entry |= {"url": "https://example.org", "date": "2026", "seen": "2026"}
        id = FIRST_ID.get(name, "new")
        what = TABLES[name]
        if self.session.apply([Change(f"{name}.yaml", (), {id: entry})], ADD.having(what=what)).is_applied:
            self._open_page(Address(f"{name}.yaml"))

    def _add_zone(self) -> None:
        id, changes = zones.added(self.session.document, (0.0, 0.0))
        if self.session.apply(changes, ADD.having(what=ZONE)).is_applied:
            self._open_page(Address(f"zones/{id}.yaml"))

    def _move_zone(self, number: int, to: int) -> None:
        id, changes = zones.moved(self.session.document, number, to)
        words = summary(self.session.document.value(f"zones/{id}.yaml", ("title",)), self.theme.language)
        self.session.apply(changes, MOVE.having(what=Verbatim(words or id)))

    def _remove_zone(self, id: str, title: str) -> None:
        what = Verbatim(title)
        self.session.apply(zones.removed(self.session.document, id), REMOVE.having(what=what))

    def _add_tour(self) -> None:
        id, changes = new_tour(self.session.document)
        if self.session.apply(changes, ADD.having(what=TOUR)).is_applied:
            self._open_page(Address(f"tours/{id}.yaml"))

    def _remove_file(self, name: str, title: str) -> None:
        self.session.apply([Change(name, (), DELETE)], REMOVE.having(what=Verbatim(title)))


def _number(value: Any) -> float:
    return value if isinstance(value, int) else 9999
