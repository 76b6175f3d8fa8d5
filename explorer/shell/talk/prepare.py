"""The page on which a talk is prepared, before it begins: how long, which stops in which order, own notes and slides."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...i18n import COLON, Text, tr
from ...park.model import Park
from ...park.tour import Stop, Tour
from ...visit import Act, BringOwn, TalkThrough, Visit
from ...visit.talk.own import OwnParts
from ...visit.talk.state import Talk
from ...visit.tour.prepared import name_of, parts_of
from ..style.theme import Theme
from ..style.time_format import duration_text
from ..widgets import Column, Prose, ReadingArea, Row, Segmented, Switch, as_widget
from ..widgets.segmented import Option
from .console_widgets import ConsoleButton
from .own_rows import OwnRows
from .own_slides import NO_CODEC, NO_NOTE_STOP, NO_STOP, faults_of

MINUTES = (3, 5, 10, 15, 20)
"""Times offered for a talk, in minutes, beside that of its stops as planned."""


def listed(whole: Tour, shown: Sequence[str]) -> list[Stop]:
    """All stops of a tour: those that are shown, in their order, and each one left out after the one it follows."""
    known = {stop.id: stop for stop in whole.stops}
    order = list(shown)
    for before, stop in zip([None, *whole.stops], whole.stops, strict=False):
        if stop.id not in order:
            order.insert(order.index(before.id) + 1 if before is not None else 0, stop.id)
    return [known[id] for id in order]


class Prepare(ReadingArea):
    """How long a talk is, which stops it has, and their order. Each change takes effect at once and is kept.

    Parameters
    ----------
    keep : stores the name of the prepared tour for the next start.
    keep_own : stores the presenter's notes and slides.
    unplayable : paths of videos that cannot be played here, as far as is known.

    Attributes
    ----------
    switches, ups, downs, owns : the controls of each stop, by its id.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Callable[[Act], None],
        keep: Callable[[str], object],
        keep_own: Callable[[OwnParts], object],
        unplayable: Set[str] = frozenset(),
    ) -> None:
        super().__init__(theme)
        self._park, self._do, self._keep, self._keep_own = park, do, keep, keep_own
        self._unplayable, self._unfolded = unplayable, set[str]()
        self.owns: dict[str, OwnRows] = {}
        self._shown: tuple[object, ...] = ()
        self._talk: Talk | None = None
        self.minutes: Segmented | None = None
        self.switches: dict[str, Switch] = {}
        self.ups: dict[str, ConsoleButton] = {}
        self.downs: dict[str, ConsoleButton] = {}
        self.reset: ConsoleButton | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def update_from(self, visit: Visit, talk: Talk) -> None:
        """Show the tour of a talk as it is prepared now."""
        self._talk = talk
        # typing a note must not rebuild the page
        shown = (
            talk.tour.id,
            talk.begun,
            self.theme,
            talk.own.slides,
            frozenset(self._unfolded),
            len(self._unplayable),
        )
        if shown != self._shown:
            self._shown = shown
            place = self.verticalScrollBar().value()
            self.turn_to(self._built(talk))
            self.verticalScrollBar().setValue(place)

    # ---- changes

    def set_minutes(self, minutes: int) -> None:
        """Give the talk another length; 0: that of its stops as planned."""
        whole, _, stops = self._parts
        self._prepare(name_of(whole, minutes, stops))

    def show_stop(self, id: str, shown: bool) -> None:
        """Take a stop into the talk, or leave it out. The last one stays."""
        order = [stop.id for stop in self._listed]
        kept = [stop for stop in order if (shown if stop == id else stop in self._ids)]
        self._take(kept or [id])

    def shift(self, id: str, by: int) -> None:
        """Move a stop of the talk towards its beginning or end."""
        ids = list(self._ids)
        at = ids.index(id)
        ids.insert(min(max(at + by, 0), len(ids) - 1), ids.pop(at))
        self._take(ids)

    def start_over(self) -> None:
        """Give the talk as it is in the scene."""
        self._prepare(self._parts[0])

    def take_own(self, own: OwnParts) -> None:
        """Use other notes and slides, and keep them."""
        if self._talk is not None and not self._talk.begun:
            if {note.stop for note in own.notes} < {note.stop for note in self._talk.own.notes}:
                self._shown = ()  # the field shows the scene's note again
            self._do(BringOwn(own.written()))
            self._keep_own(own)

    def fold(self, id: str, unfolded: bool) -> None:
        """Show or hide the note of a stop."""
        (self._unfolded.add if unfolded else self._unfolded.discard)(id)

    def _take(self, stops: list[str]) -> None:
        whole, minutes, _ = self._parts
        planned = [stop.id for stop in self._park.tours[whole].stops]
        self._prepare(name_of(whole, minutes, () if stops == planned and not minutes else stops))

    def _prepare(self, name: str) -> None:
        if self._talk is not None and not self._talk.begun:
            self._do(TalkThrough(name))
            self._keep(name)

    @property
    def _parts(self) -> tuple[str, int, tuple[str, ...]]:
        assert self._talk is not None
        return parts_of(self._talk.tour.id)

    @property
    def _ids(self) -> tuple[str, ...]:
        """The stops of the talk, in order."""
        return tuple(stop.id for stop in self._talk.tour.stops) if self._talk is not None else ()

    @property
    def _listed(self) -> list[Stop]:
        return listed(self._park.tours[self._parts[0]], self._ids)

    # ---- content

    def _built(self, talk: Talk) -> QWidget:
        theme, language = self.theme, self.theme.language
        whole, minutes, _ = self._parts
        planned = duration_text(self._park.tours[whole].duration_s, language)
        note = (
            Text("The talk has begun: it can be prepared again before the next one.")
            if talk.begun
            else Text(
                "Changes are kept for the next time. In a shorter time the stops planned shortest are left out."
            )
        )
        options = [Option("0", tr(Text("As planned"), language))]
        options += [
            Option(str(each), tr(Text("{minutes} min", minutes=each), language))
            for each in sorted({*MINUTES, minutes} - {0})
        ]
        self.minutes = Segmented(
            theme, options, str(minutes), name=tr(Text("I have"), language),
            on_choose=lambda chosen: self.set_minutes(int(chosen)),
        )  # fmt: skip
        self.reset = ConsoleButton(
            theme, tr(Text("As in the scene"), language), "rotate-ccw", on_press=self.start_over
        )
        lasts = duration_text(talk.tour.duration_s, language)
        now = tr(Text("Now {lasts}, in the scene {planned}.", lasts=lasts, planned=planned), language)
        self.switches, self.ups, self.downs, self.owns = {}, {}, {}, {}
        faults = list(faults_of(talk.own, self._park.tours[whole]))
        gone = [fault for fault in faults if fault.why in (NO_STOP, NO_NOTE_STOP)]
        lost = [
            Prose(theme, tr(COLON, language).join((f.name, tr(f.why, language))), "fine", "err") for f in gone
        ]
        why = {fault.name: tr(fault.why, language) for fault in faults if fault not in gone}
        by_path = {s.path: why[Path(s.path).name] for s in talk.own.slides if Path(s.path).name in why}
        by_path |= {path: tr(NO_CODEC, language) for path in self._unplayable}
        rows: list[QWidget] = []
        for stop in self._listed:
            rows += [self._row(stop, talk), self._own_rows(stop, talk, by_path)]
        column = Column(
            theme, Prose(theme, tr(Text("I have"), language), "label", "ink2"), self.minutes,
            Prose(theme, now, "label"), Prose(theme, tr(note, language), "fine", "ink2"), *lost, *rows, self.reset, None,
            gap=8, margins=(2, 2, 10, 2),
        )  # fmt: skip
        for control in (self.minutes, self.reset, *self.switches.values()):
            control.setEnabled(not talk.begun)
        self.reset.setEnabled(not talk.begun and talk.tour.id != whole)
        return as_widget(column)

    def _own_rows(self, stop: Stop, talk: Talk, faults: dict[str, str]) -> QWidget:
        """The presenter's note and slides at a stop that is shown."""
        language = self.theme.language
        rows = self.owns[stop.id] = OwnRows(
            self.theme, stop.id, lambda: self._talk.own if self._talk is not None else talk.own,
            stop.note[language] if stop.note is not None else "",
            faults=faults, is_enabled=not talk.begun, unfolded=stop.id in self._unfolded,
            on_own=self.take_own, on_fold=self.fold,
        )  # fmt: skip
        rows.setHidden(stop.id not in self._ids)
        return rows

    def _row(self, stop: Stop, talk: Talk) -> QWidget:
        """A stop: whether it is shown, for how long, and where in the order."""
        theme, language, ids = self.theme, self.theme.language, self._ids
        title = self._park.title_of(stop)[language]
        held = next((one.hold_s for one in talk.tour.stops if one.id == stop.id), None)
        sub = tr(Text("left out"), language) if held is None else duration_text(held, language)
        switch = Switch(theme, title, on=held is not None, sub=sub, on_turn=partial(self.show_stop, stop.id))
        buttons = []
        for kept, icon, by, words in (
            (self.ups, "arrow-up", -1, Text("Earlier: {title}", title=title)),
            (self.downs, "arrow-down", 1, Text("Later: {title}", title=title)),
        ):
            button = ConsoleButton(
                theme,
                icon=icon,
                name=tr(words, language),
                kind="quiet",
                on_press=partial(self.shift, stop.id, by),
            )
            ends = ids[:1] if by < 0 else ids[-1:]
            button.setEnabled(not talk.begun and held is not None and stop.id not in ends)
            kept[stop.id] = button
            buttons.append(button)
        self.switches[stop.id] = switch
        row = Row(theme, switch, *buttons, gap=4)
        row.setStretch(0, 1)
        return as_widget(row)
