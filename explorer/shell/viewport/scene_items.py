"""Items of the view for screen readers: its zones, or an exhibit's parts, each of which can be pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit import Act, Open, Touch, Visit
from ..accessible import Item, Role
from ..widgets import plain

Shown = tuple[bool, tuple[str, ...]]
"""Whether they are parts of an exhibit, and their names."""


class SceneItems:
    """The items of a view, created on demand.

    Parameters
    ----------
    visit : the present visit.
    do : takes the act of a pressed item.
    """

    def __init__(self, picture: QWidget, visit: Callable[[], Visit], do: Callable[[Act], object]) -> None:
        self._picture, self._visit, self._do = picture, visit, do
        self._items: list[Item] = []
        self._made: Shown = (False, ())

    def __call__(self) -> Sequence[Item]:
        """The present items, zones in the order of the walk."""
        wanted = _shown(self._visit())
        if wanted != self._made:
            old, self._made = self._items, wanted
            self._items = [self._part(id) if wanted[0] else self._zone(id) for id in wanted[1]]
            for item in old:
                item.deleteLater()
        return self._items

    def update(self) -> None:
        """Notify screen readers if the items have changed."""
        if QAccessible.isActive() and self._items and _shown(self._visit()) != self._made:
            for item in self._items:
                QAccessible.updateAccessibility(QAccessibleEvent(item, QAccessible.Event.ObjectDestroyed))
            for item in self():
                QAccessible.updateAccessibility(QAccessibleEvent(item, QAccessible.Event.ObjectCreated))

    def _zone(self, id: str) -> Item:
        def name() -> str:
            visit = self._visit()
            zone, language = visit.park.zones[id], visit.settings.language
            return tr(Text("{number} · {title}"), language, number=zone.number, title=zone.title[language])

        def lead() -> str:
            visit = self._visit()
            return plain(visit.park.zones[id].lead[visit.settings.language])

        return Item(self._picture, Role.ListItem, name=name, meaning=lead, press=partial(self._do, Open(id)))

    def _part(self, id: str) -> Item:
        def words(which: str) -> str:
            visit = self._visit()
            parts = visit.run.exhibit.parts(visit.run.state) if visit.run is not None else {}
            return tr(getattr(parts[id], which), visit.settings.language) if id in parts else ""

        return Item(
            self._picture, Role.ListItem, name=partial(words, "label"), meaning=partial(words, "reading"),
            press=partial(self._do, Touch(id)),
        )  # fmt: skip


def _shown(visit: Visit) -> Shown:
    if visit.operating and visit.run is not None:
        return (True, tuple(visit.run.exhibit.parts(visit.run.state)))
    rest = (id for id in visit.park.zones if id not in visit.park.walk)
    return (False, (*visit.park.walk, *rest))
