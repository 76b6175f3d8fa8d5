"""The content of the dock for one exhibit: readouts, run controls, and the chart or the list of all readings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...exhibits.asked import words_of
from ...exhibits.exhibit import Exhibit
from ...i18n import ENGLISH, Language, Text, tr
from ...i18n.messages import say
from ...park.model import Zone
from ...visit.acts import Act, Pause, Reset, SetPace, Turn, Undo
from ...visit.exhibit_run import PACES, Running
from ..style.theme import Theme
from ..widgets import (
    Button,
    Column,
    Compressible,
    FittingScrollArea,
    Flow,
    Option,
    Row,
    ScrollArea,
    Segmented,
)
from .chart.chart import ChartBox
from .chart.series import Plot, charts_of, figures_of, plotted
from .controls import next_seed
from .number_format import unit_text
from .readouts import ReadingRow, Readout, Sparkline

Do = Callable[[Act], object]
REDRAW_S, REDRAW_REDUCED_S = 0.1, 0.25
"""The chart is redrawn this often; less often for visitors who want less motion."""
SUMMARY_S = 2.0


class DockContent(QWidget):
    """What the dock shows of one exhibit. Rebuilt for another exhibit, language or size."""

    def __init__(
        self, theme: Theme, zone: Zone, exhibit: type[Exhibit[Any]], do: Do, fold: Callable[[], None]
    ) -> None:
        super().__init__()
        self.kind = exhibit.kind
        self._theme, self._zone, self._exhibit, self._do = theme, zone, exhibit, do
        self._run: Running | None = None
        self._shown: tuple[object, ...] = ()
        self._drawn_s, self._summed_s = float("-inf"), float("-inf")
        self._drawn: object = None
        self._undone: str | None = None
        self._charts = charts_of(exhibit)
        self._at = 0
        self._listing = False
        self._folded = False
        outputs = figures_of(exhibit)
        inks = (theme.accent(zone.accent).text, "ink")
        self._tall = theme.stacks
        self._short = self._tall or theme.crowded
        readouts = [Readout(theme, o, ink) for o, ink in zip(outputs, inks, strict=False)]
        alone = self._tall or (self._short and any(readout.wordy for readout in readouts))
        self.readouts = readouts[:1] if alone else readouts
        self.spark = Sparkline(theme, zone.accent, outputs[0])
        icon = "" if self._tall and theme.crowded else "chart-line"
        self.title = Button(theme, " ", icon, kind="quiet", left=True, on_press=fold)
        self.chart = ChartBox(theme, zone.accent, self._flag)
        self._tools(theme)
        self._lay_out(theme)

    # ---- building

    def _tools(self, theme: Theme) -> None:
        language = theme.language
        self.pause = Button(theme, icon="pause", name=" ", on_press=self._pause)
        self.reset = Button(
            theme, icon="rotate-ccw", name=say("dock.reset", language), on_press=lambda: self._do(Reset())
        )
        self.undo = Button(theme, icon="undo-2", name=" ", on_press=lambda: self._do(Undo()))
        options = [Option(str(p), say("dock.pace.times", language, pace=p)) for p in PACES]
        self.pace = Segmented(theme, options, "1", name=say("dock.pace", language), on_choose=self._set_pace)
        self.faster = Button(theme, " ", on_press=self._next_pace)
        self.seed = Button(theme, " ", "dices", kind="quiet", on_press=self._another_seed)
        self.next_chart = Button(
            theme, icon="arrow-right-left", name=" ", kind="quiet", on_press=self._turn_page
        )
        self.all = Button(
            theme, icon="list", name=say("dock.readings", language), kind="quiet", on_press=self._list
        )
        self.unfold = Button(theme, icon="chevron-up", name=say("dock.unfold", language), kind="quiet",
                             on_press=self.title.click)  # fmt: skip
        self.all.setCheckable(True)
        for left_out in (self.pace, self.faster, self.seed):
            left_out.setParent(self)  # one size of text has no room for all of them

    def _lay_out(self, theme: Theme) -> None:
        readouts = Row(theme, *self.readouts, gap=24)
        self._transport = QWidget()
        self._transport.setLayout(
            Flow(theme, self.pause, self.reset, self.undo, self.faster, self.next_chart, self.all, gap=8)
            if self._tall
            else Flow(
                theme, self.pause, self.reset, self.undo, self.faster if self._short else self.pace, gap=8
            )
        )
        self.pace.setMinimumWidth(self.pace.sizeHint().width())  # side by side, or it takes three rows
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._transport.setSizePolicy(policy)
        head = Row(theme, readouts, self.spark, self.unfold, gap=16)
        head.setStretch(0, 2)
        head.setStretch(1, 1)
        if not self._tall:
            head.insertWidget(2, self._transport)
            head.setAlignment(self._transport, Qt.AlignmentFlag.AlignVCenter)
        self._bar = QWidget()
        beside = () if self._tall else (self.seed, self.next_chart, self.all)
        bar = Row(theme, self.title, *beside, gap=4)
        bar.setStretch(0, 1)
        self._bar.setLayout(bar)
        self.value_rows: list[ReadingRow] = []
        self.scroll_area: FittingScrollArea | None = None
        self._readings = (FittingScrollArea if self._tall else ScrollArea)(theme, QWidget())
        self._readings.hide()
        column = Column(theme, head, self._bar, self.chart, self._readings, gap=4)
        column.setStretchFactor(self.chart, 1)
        column.setStretchFactor(self._readings, 1)
        if self._tall:  # what has no room scrolls; the time of the run is at hand below it
            inside = Compressible()
            inside.setLayout(column)
            self.scroll_area = FittingScrollArea(theme, inside)
            self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            column = Column(theme, self.scroll_area, self._transport, gap=4)
            column.setStretchFactor(self.scroll_area, 1)
        self.setLayout(column)
        self._say_title()

    def recall(self, other: DockContent) -> None:
        """Take over which chart was shown, and whether all readings were."""
        self._at = other._at
        if other._listing:
            self._list()
        self._say_title()

    def fold(self, folded: bool) -> None:
        """Show only the readouts and a little line, or all."""
        self._folded = folded
        self._show_what_fits()
        self._drawn = None

    def _show_what_fits(self) -> None:
        folded = self._folded
        by_finger = self._theme.profile == "stand"  # no key folds it again
        strip = folded and by_finger  # people have come for the picture
        self._transport.setVisible(not strip)
        self.spark.setVisible(folded and not self._tall and not strip)
        self.unfold.setVisible(folded or by_finger)
        self.unfold.show_icon("chevron-up" if folded else "chevron-down")
        self.unfold.set_text(name=say("dock.unfold" if folded else "dock.fold", self._theme.language))
        self.pace.setVisible(not folded and not self._short)
        self.faster.setVisible(not folded and self._short)
        self.seed.setVisible(not folded and not self._tall)
        self.all.setVisible(not folded)
        self.next_chart.setVisible(not folded and len(self._charts) > 1)
        self._bar.setVisible(not folded)
        self.chart.setVisible(not folded and not self._listing)
        self._readings.setVisible(not folded and self._listing)
        if self.scroll_area is not None:
            self.scroll_area.updateGeometry()  # an area does not notice that its content has become lower

    def _say_title(self) -> None:
        language, chart = self._theme.language, self._charts[self._at]
        title = tr(chart.title, language)
        units = {o.unit for o in self._exhibit.outputs if o.name in chart.outputs}
        unit = units.pop() if len(units) == 1 and chart.kind == "time" else ""
        said = (
            len(unit) > 2 and unit_text(unit, ENGLISH) in str(chart.title).lower()
        )  # firms are counted in firms
        if unit and not said:
            title = say("chart.title", language, title=title, unit=unit_text(unit, language))
        self.title.set_text(title)
        self.title.setToolTip(say("dock.fold", language))
        following = tr(self._charts[(self._at + 1) % len(self._charts)].title, language)
        self.next_chart.set_text(name=say("dock.next-chart", language, title=following))
        self.chart.setAccessibleName(title)
        self._drawn = None

    # ---- what is shown

    def show_run(self, run: Running, time_s: float, *, reduced: bool) -> None:
        """Show a run, as far as it changed; the chart not in every frame."""
        self._run = run
        readings = run.readings
        for readout in self.readouts:
            readout.show_value(readings[readout.output.name])
        self._show_time(run)
        self._show_undo(run)
        every_s = REDRAW_REDUCED_S if reduced else REDRAW_S
        if run is self._drawn or (time_s - self._drawn_s < every_s and self._drawn is not None):
            return
        self._drawn, self._drawn_s = run, time_s
        if self._folded:
            self.spark.show_run(run)
        elif self._listing:
            for row in self.value_rows:
                row.show_run(run)
        else:
            self.chart.show_plot(self._plot(run))
            if time_s - self._summed_s >= SUMMARY_S:
                self._summed_s = time_s
                self.chart.setAccessibleDescription(self.chart.summary())

    def _plot(self, run: Running) -> Plot:
        """The chart that is turned to, of a run."""
        chart, box = self._charts[self._at], self.chart
        named = [o.label for o in self._exhibit.outputs if o.name in chart.outputs]
        return plotted(run, chart, box.most_ticks, box.along, box.share_of(named))

    def _show_time(self, run: Running) -> None:
        shown = (run.paused, run.pace, run.exhibit.seed)
        if shown == self._shown:
            return
        self._shown, language = shown, self._theme.language
        self.pause.show_icon("play" if run.paused else "pause")
        self.pause.set_text(name=say("dock.go-on" if run.paused else "dock.pause", language))
        self.pace.choose(str(run.pace))
        times = say("dock.pace.times", language, pace=run.pace)
        self.faster.set_text(times, say("dock.pace.name", language, pace=run.pace))
        seed = run.exhibit.seed
        self.seed.set_text(say("dock.seed", language, seed=seed), say("dock.seed.name", language, seed=seed))

    def _show_undo(self, run: Running) -> None:
        """Name what *Undo* would take back."""
        last = run.undo[-1][0] if run.undo else ""
        if last == self._undone:
            return
        self._undone, language = last, self._theme.language
        what = change_text(run, last, language)
        self.undo.set_text(
            name=say("exhibit.undo", language, what=what) if last else say("exhibit.undo-none", language)
        )
        self.undo.setEnabled(bool(last))

    def _flag(self, mark: str | Text) -> str:
        language = self._theme.language
        if isinstance(mark, Text):
            return tr(mark, language)
        begins = mark in ("seed", "reset")  # the chart begins there too
        return change_text(self._run, mark, language) if self._run is not None and not begins else ""

    # ---- what is done

    def _pause(self) -> None:
        if self._run is not None:
            self._do(Pause(not self._run.paused))

    def _set_pace(self, pace: str) -> None:
        self._do(SetPace(next(p for p in PACES if str(p) == pace)))

    def _next_pace(self) -> None:
        if self._run is not None:
            self._do(SetPace(PACES[(PACES.index(self._run.pace) + 1) % len(PACES)]))

    def _another_seed(self) -> None:
        if self._run is not None:
            self._do(Turn("seed", next_seed(self._run.exhibit.seed), self._run.exhibit.kind))

    def _turn_page(self) -> None:
        self._at = (self._at + 1) % len(self._charts)
        self._say_title()

    def _make_rows(self) -> None:
        """Build the list of all readings, which few ask for."""
        theme, inside = self._theme, QWidget()
        self.value_rows = [ReadingRow(theme, self._zone.accent, o) for o in self._exhibit.outputs]
        inside.setLayout(Column(theme, *self.value_rows, None, gap=2))
        self._readings.setWidget(inside)

    def _list(self) -> None:
        if not self.value_rows:
            self._make_rows()
        self._listing = not self._listing
        self.all.setChecked(self._listing)
        self._show_what_fits()
        self._drawn = None


def change_text(run: Running, name: str, language: Language) -> str:
    """What a change to an exhibit is called: an action, a parameter, a part, or the start."""
    exhibit = run.exhibit
    for action in exhibit.actions:
        if action.name == name:
            return tr(action.label, language)
    field = type(exhibit).model_fields.get(name)
    if field is not None:
        return tr(words_of(field, "label"), language)
    part = exhibit.parts(run.state).get(name)
    if part is not None:
        return tr(part.label, language)
    return say("exhibit.reset-what", language) if name == "reset" else name
