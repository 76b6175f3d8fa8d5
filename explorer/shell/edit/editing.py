"""The edited scene, as the tools in the view see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from ...editor.change import Applied, Change
from ...editor.document import SceneDocument
from ...editor.faults import fault_words
from ...editor.placing import changes_of, may_move, unplaced
from ...i18n import Text, tr
from ...park.checks.standing import Ground, Misplaced, misplaced
from ...park.model import Park
from ...park.plots import Plot, is_baked, plots_of

PLACES_WRITTEN = Text(
    "The place of {count} other zone is written down now as well, so that it stays where it is.",
    "The places of {count} other zones are written down now as well, so that they stay where they are.",
)


class Edited(Protocol):
    """An edited scene, with the one function that changes it."""

    @property
    def document(self) -> SceneDocument: ...
    def apply(self, changes: Sequence[Change], label: Text) -> Applied: ...


class Editing:
    """A scene, and the operations of the tools on it.

    Parameters
    ----------
    edited : the scene.
    notify : shows a sentence for a while.
    language : language of these sentences.
    """

    def __init__(self, edited: Edited, notify: Callable[[str], None], language: Callable[[], str]) -> None:
        self._edited = edited
        self._notify, self._language = notify, language
        self._plots: tuple[Park | None, Mapping[str, Plot]] = (None, {})

    @property
    def document(self) -> SceneDocument:
        """The files of the scene."""
        return self._edited.document

    @property
    def park(self) -> Park:
        """The park as it is edited."""
        park = self.document.scene
        assert park is not None, "a window shows a park that could be opened"
        return park

    @property
    def plots(self) -> Mapping[str, Plot]:
        """The ground of all zones."""
        park = self.park
        if self._plots[0] is not park:
            self._plots = (park, plots_of(park))
        return self._plots[1]

    def may_move(self, zone: str) -> bool:
        """Whether a zone can be moved without a bake."""
        return may_move(self.park, zone)

    def others(self, zone: str) -> tuple[Plot, ...]:
        """The ground of all other zones."""
        return tuple(plot for id, plot in self.plots.items() if id != zone)

    def misplaced(self, plot: Plot) -> list[Misplaced]:
        """Faults that `check` would find if a zone were placed there."""
        park = self.park
        standing = {id: other for id, other in self.plots.items() if not is_baked(park, park.zones[id])}
        return misplaced({**standing, plot.zone: plot}, Ground.of(park), [plot.zone])

    def place(self, plot: Plot, label: Text) -> bool:
        """Move a zone; whether it was done."""
        others = [id for id in unplaced(self.park, self.document.value) if id != plot.zone]
        message = PLACES_WRITTEN.having(count=len(others)) if others else None
        return self.do(changes_of(self.park, self.document.value, [plot]), label, message)

    def do(self, changes: Sequence[Change], label: Text, message: Text | None = None) -> bool:
        """Make changes as one step; returns whether they were made. If not, a sentence gives the reason.

        The changes may replace this window by another. Whatever that one needs to know must be stored before.

        Parameters
        ----------
        message : shown if the changes are made.
        """
        if message is not None:
            self.say(message)
        applied = self._edited.apply(changes, label)
        if not applied.is_applied:
            errors = [fault for fault in applied.faults if fault.weight == "error"] or list(applied.faults)
            if errors:
                self._notify(fault_words(errors[0], self._language()))
            return False
        return True

    def say(self, words: Text) -> None:
        """Show a sentence for a while."""
        self._notify(tr(words, self._language()))
