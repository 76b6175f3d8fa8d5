"""The tools for tours: a strip of stops, and the recorder of acts at an exhibit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ...editor.tour_stops import AFTER_S, acts_of
from ...exhibits.exhibit import STEP_S
from ...i18n import Text, tr
from ...park.model import Park, Tour
from ...visit import Act, Pause, Press, Reset, SetPace, Touch, Turn, Visit
from ...visit.exhibit_run import PastAct, Running
from ...visit.tour.state import Before, Playback
from ..style.theme import Theme
from ..tour.stop_row import StopRow, place_of
from ..viewport.thumbnails import Thumbnails
from ..widgets import Button, Column, Flow, Prose, TextSurface

Phase = Literal["ready", "recording", "recorded", "playing"]


class RecordPanel(TextSurface):
    """Panel to record, stop, play back, keep or discard.

    Parameters
    ----------
    do : takes the acts that reset the exhibit and play back.
    keep : takes a recorded run; whether it was kept.
    set_view : makes the present camera the view of the exhibit.
    """

    def __init__(
        self,
        theme: Theme,
        do: Callable[[Act], object],
        keep: Callable[[Running], bool],
        set_view: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        self._do, self._keep = do, keep
        self.phase: Phase = "ready"
        self._visit: Visit | None = None
        self._zone: str | None = None
        self._run: Running | None = None
        self._left: list[PastAct] = []
        self._shown: tuple[object, ...] = ()
        self._words = Prose(theme, " ", "label", weight=600)
        self.record = Button(theme, " ", "circle-dot", on_press=self._begin)
        self.stop = Button(theme, " ", "square", kind="primary", on_press=self._stop)
        self.play = Button(theme, " ", "play", on_press=self._play)
        self.keep = Button(theme, " ", "check", kind="primary", on_press=self._kept)
        self.drop = Button(theme, " ", "x", kind="quiet", on_press=self._dropped)
        self.set_view = Button(theme, " ", "camera", kind="quiet", on_press=set_view)
        flow = Flow(theme, gap=6)
        for widget in (self._words, self.record, self.stop, self.play, self.keep, self.drop, self.set_view):
            flow.addWidget(widget)
        super().__init__(theme, flow, elevation=1, padding=(12, 6, 8, 6), parent=parent)
        self._set_texts()
        self.hide()

    def update_from(self, visit: Visit) -> None:
        """Follow the exhibit on show."""
        before, self._visit = self._visit, visit
        at_exhibit = visit.operating and visit.run is not None and visit.playback is None
        if before is not None and self.phase in ("recording", "playing"):
            if not at_exhibit or visit.zone != self._zone:
                self.phase = "recorded"  # the user has left: keep what was recorded until then
                self._left = []
            elif self.phase == "recording":
                self._run = visit.run
        if self.phase == "recorded" and at_exhibit and visit.zone != self._zone:
            self.phase, self._run = "ready", None
        self.setVisible(at_exhibit)
        state = (self.phase, self._seconds, len(acts_of(self._run)) if self._run else 0)
        if state != self._shown:
            self._shown = state
            self._set_texts()

    def advance(self) -> bool:
        """Perform the due acts of a playback; whether one is running."""
        visit, recorded = self._visit, self._run
        if self.phase != "playing" or visit is None or visit.run is None or recorded is None:
            return False
        while self._left and visit.run.steps >= self._left[0].step:
            act = act_of(self._left.pop(0))
            if act is not None:
                self._do(act)
        acts = recorded.past.acts  # after the last act, show its effect, not the idle time that followed
        last = acts[-1].step + round(AFTER_S / STEP_S) if acts else recorded.steps
        if not self._left and visit.run.steps >= min(recorded.steps, last):
            self.phase = "recorded"
        return True

    @property
    def _seconds(self) -> int:
        return int(self._run.steps * STEP_S) if self._run is not None else 0

    def _begin(self) -> None:
        """Start with a fresh exhibit, as the stop will."""
        if self._visit is None or self._visit.zone is None:
            return
        self._zone, self._run = self._visit.zone, None
        self._start_over()
        self.phase = "recording"

    def _start_over(self) -> None:
        self._do(Pause(False))
        self._do(SetPace(1))
        self._do(Reset())

    def _stop(self) -> None:
        if self._visit is not None and self.phase == "recording":
            self._run = self._visit.run
        self.phase, self._left = "recorded", []

    def _play(self) -> None:
        if self._run is not None:
            self._start_over()
            self.phase, self._left = "playing", list(self._run.past.acts)

    def _kept(self) -> None:
        if self._run is not None and self._keep(self._run):
            self._dropped()

    def _dropped(self) -> None:
        self.phase, self._run, self._left = "ready", None, []

    def _set_texts(self) -> None:
        if not hasattr(self, "set_view"):
            return
        language, phase = self.theme.language, self.phase
        count = len(acts_of(self._run)) if self._run is not None else 0
        self.setAccessibleName(tr(Text("Record acts"), language))
        acts = Text("{count} act", "{count} acts", count=count)
        words = {
            "ready": Text("A tour can do at this exhibit what you do."),
            "recording": Text("Recording: {acts}, {seconds} s", acts=acts, seconds=self._seconds),
            "recorded": Text("Recorded: {acts}, {seconds} s", acts=acts, seconds=self._seconds),
            "playing": Text("Playing back: {acts}, {seconds} s", acts=acts, seconds=self._seconds),
        }[phase]
        self._words.set_text(tr(words, language))
        self.record.set_text(tr(Text("Record"), language))
        self.stop.set_text(tr(Text("Stop", context="a recording"), language))
        self.play.set_text(tr(Text("Play back"), language))
        self.keep.set_text(tr(Text("Keep in the tour"), language))
        self.drop.set_text(tr(Text("Drop", context="a recording"), language))
        self.record.setVisible(phase == "ready")
        self.stop.setVisible(phase in ("recording", "playing"))
        self.play.setVisible(phase == "recorded")
        self.keep.setVisible(phase == "recorded" and count > 0)
        self.drop.setVisible(phase == "recorded")
        self.set_view.set_text(tr(Text("Set as view"), language))
        self.set_view.setVisible(phase == "ready")
        self.updateGeometry()


def act_of(act: PastAct) -> Act | None:
    """An act on a run as an act of a visit; None for the pointer and for a real line."""
    match act:
        case (_, "=", name, bool() | int() | float() | str() as value):
            return Turn(name, value)
        case (_, "!", name, _):
            return Press(name)
        case (_, "*", name, _):
            return Touch(name)
    return None


NOTHING = Before((), 0, None)


@dataclass(frozen=True, slots=True)
class StopTools:
    """Actions of the buttons."""

    choose: Callable[[int], object]  # takes the number of the stop pressed
    add: Callable[[], object]
    set_view: Callable[[], object]
    earlier: Callable[[], object]
    later: Callable[[], object]
    remove: Callable[[], object]
    play: Callable[[], object]
    another: Callable[[], object]  # switches to the next tour of the scene


class StopStrip(TextSurface):
    """The stops of one tour."""

    def __init__(
        self,
        theme: Theme,
        park: Park,
        thumbnails: Thumbnails,
        tools: StopTools,
        parent: QWidget | None = None,
    ) -> None:
        self._thumbnails, self._tools = thumbnails, tools
        self._park, self._at, self._count = park, -1, 0
        self._tour: Tour | None = None
        self._title = Prose(theme, " ", "label", weight=600)
        self.another = Button(theme, " ", "waypoints", kind="quiet", on_press=tools.another)
        self.add = Button(theme, " ", "plus", kind="secondary", on_press=tools.add)
        self.set_view = Button(theme, " ", "camera", kind="quiet", on_press=tools.set_view)
        self.earlier = Button(theme, "", "arrow-left", name=" ", kind="quiet", on_press=tools.earlier)
        self.later = Button(theme, "", "arrow-right", name=" ", kind="quiet", on_press=tools.later)
        self.remove = Button(theme, "", "trash", name=" ", kind="quiet", on_press=tools.remove)
        self.play = Button(theme, " ", "play", kind="quiet", on_press=tools.play)
        buttons = Flow(theme, gap=4)
        for button in (
            self.add,
            self.set_view,
            self.play,
            self.earlier,
            self.later,
            self.remove,
            self.another,
        ):
            buttons.addWidget(button)
        self._rows = Column(theme, gap=0)
        column = Column(theme, self._title, self._rows, buttons, gap=6)
        super().__init__(theme, column, elevation=2, padding=(14, 8, 10, 8), parent=parent)
        self.row: StopRow | None = None
        self._set_texts()
        self.hide()

    @property
    def at(self) -> int:
        """Number of the chosen stop, from 0; -1 for none."""
        return self._at

    def show_tour(self, park: Park, tour: Tour | None, at: int, count: int) -> None:
        """Show the stops of a tour.

        Parameters
        ----------
        at : the chosen stop.
        count : number of tours in the scene.
        """
        at = min(at, len(tour.stops) - 1) if tour is not None else -1
        if park is not self._park or tour is not self._tour:
            self._build(park, tour)
        elif (at, count) == (self._at, self._count):
            if self.row is not None and tour is not None:
                self.row.show_playback(self._playback(tour, at))  # thumbnails arrive one by one
            return
        self._park, self._tour, self._at, self._count = park, tour, at, count
        if self.row is not None and tour is not None:
            self.row.show_playback(self._playback(tour, at))
        self._set_texts()

    def _playback(self, tour: Tour, at: int) -> Playback:
        return Playback(tour, NOTHING, index=max(at, 0), paused_by="hand")

    def _build(self, park: Park, tour: Tour | None) -> None:
        if self.row is not None:
            self.row.hide()
            self._rows.removeWidget(self.row)
            self.row.deleteLater()
            self.row = None
        if tour is not None:
            self.row = StopRow(self.theme, park, self._thumbnails, self._tools.choose, self)
            self._rows.addWidget(self.row)
            self.row.show()

    def _set_texts(self) -> None:
        if not hasattr(self, "row"):
            return
        language, tour = self.theme.language, self._tour
        self.setAccessibleName(tr(Text("Tour stops"), language))
        if tour is None:
            words = Text("This scene has no tour of its own yet. The first stop makes one.")
        else:
            words = Text(
                "{title} · stop {number} of {count} · {place}", title=tour.title, number=self._at + 1,
                count=len(tour.stops), place=place_of(self._park, tour.stops[self._at], language),
            )  # fmt: skip
        self._title.set_text(tr(words, language))
        self._title.setVisible(not self.is_short)
        for button, text in (
            (self.add, Text("Add stop here")), (self.set_view, Text("See it from here")),
            (self.play, Text("Play from here")), (self.another, Text("Next tour")),
        ):  # fmt: skip
            name = tr(text, language)
            button.set_text("" if self.is_short else name, name=name)
        self.earlier.set_text(name=tr(Text("Earlier", context="stop"), language))
        self.later.set_text(name=tr(Text("Later", context="stop"), language))
        self.remove.set_text(name=tr(Text("Remove this stop"), language))
        for button in (self.set_view, self.play, self.remove):
            button.setEnabled(tour is not None)
        self.earlier.setEnabled(tour is not None and self._at > 0)
        self.later.setEnabled(tour is not None and self._at + 1 < len(tour.stops))
        self.another.setVisible(self._count > 1)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        wide = self.theme.px(980) + 2 * self.margin_px
        return QSize(wide, max(self.heightForWidth(wide), 1))
