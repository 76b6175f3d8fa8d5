"""All readings of an exhibit: its charts, one at a time, or the list of all readings."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...exhibits.mixins import OfScene
from ...i18n import ENGLISH, Text, tr
from ...i18n.units import unit_text
from ...visit.acts import Turn
from ...visit.exhibit_run import Running
from ..widgets import Button, Column, Prose, Row, as_widget
from .chart.chart import ChartBox
from .chart.forecast import Forecast
from .chart.series import Plot, charts_of, plotted
from .forms import Place, RunView
from .parameters import change_text, next_seed
from .readouts import ReadingRow

SUMMARY_S = 2.0
CHART_PX = 190  # design pixels


class Readings(QWidget):
    """The charts and the list of readings of one exhibit. Rebuilt for another exhibit, language or size.

    Attributes
    ----------
    chart : the selected chart.
    all : shows the list of all readings in its place.
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        theme, exhibit = self._theme, self._exhibit = place.theme, place.exhibit
        self._accent, self._do = place.zone.accent, place.do
        self._run: Running | None = None
        self._drawn_s, self._summed_s = float("-inf"), float("-inf")
        self._drawn: object = None
        self._charts = charts_of(exhibit)
        self._at = 0
        self._views = place.views
        self._forecast = Forecast(self._charts[0].outputs[0])
        self.title = Prose(theme, " ", "label")
        self.chart = ChartBox(theme, self._accent, self._flag)
        self.next_chart = Button(theme, icon="arrow-right-left", name=" ", kind="quiet", on_press=self._turn)
        self.all = Button(theme, icon="list", name=tr(Text("All readings"), theme.language), kind="quiet",
                          on_press=self._list)  # fmt: skip
        self.all.setCheckable(True)
        self.seed = Button(theme, " ", "dices", kind="quiet", on_press=self._another_seed)
        head = Row(theme, self.title, self.next_chart, self.all, gap=4)
        head.setStretch(0, 1)
        self.value_rows: list[ReadingRow] = []
        self._rows = as_widget(Column(theme, gap=2))
        self._rows.hide()
        column = Column(theme, head, self.chart, self._rows, self.seed, gap=4)
        column.setStretchFactor(self.chart, 1)
        self.setLayout(column)
        self.next_chart.setHidden(len(self._charts) < 2)
        self.seed.setVisible(not issubclass(exhibit, OfScene))
        self._say_title()

    def show_run(self, now: RunView) -> None:
        """Show the changes of a run; the chart not in every frame."""
        run, time_s = now.run, now.time_s
        self._run = run
        language, seed = self._theme.language, run.exhibit.seed
        words = tr(Text("Seed {seed}"), language, seed=seed)
        if words != self.seed.text():
            self.seed.set_text(words, tr(Text("Seed {seed}. Press for a new one"), language, seed=seed))
        is_timed = self._charts[self._at].kind == "time" and not self.listing and now.live is None
        is_new = self._forecast.advance(run, self._views.state.offered if is_timed else None)
        if is_new and self._drawn is not None:
            self._drawn = ()  # to be drawn again when it is due
        if run is self._drawn or (0 <= time_s - self._drawn_s < now.redraw_s and self._drawn is not None):
            return
        self._drawn, self._drawn_s = run, time_s
        if self.listing:
            for row in self.value_rows:
                row.show_run(now)
            return
        plot = self._plot(run)
        self.chart.show_plot(plot)
        least_px = round(self._theme.px(CHART_PX) * self._theme.text)
        self.chart.setMinimumHeight(max(least_px, self.chart.wanted_px(plot)))
        if not 0 <= time_s - self._summed_s < SUMMARY_S:
            self._summed_s = time_s
            self.chart.setAccessibleDescription(self.chart.summary())

    @property
    def listing(self) -> bool:
        """Whether the list of all readings is shown instead of a chart."""
        return not self._rows.isHidden()

    def _plot(self, run: Running) -> Plot:
        """The selected chart, of a run."""
        chart, box = self._charts[self._at], self.chart
        named = [o.label for o in self._exhibit.outputs if o.name in chart.outputs]
        share = box.share_of(named)
        return plotted(run, chart, box.most_ticks, box.along, share, self._forecast.line)

    def _say_title(self) -> None:
        language, chart = self._theme.language, self._charts[self._at]
        title = tr(chart.title, language)
        units = {o.unit for o in self._exhibit.outputs if o.name in chart.outputs}
        unit = units.pop() if len(units) == 1 and chart.kind == "time" else ""
        # a title that names the firms already contains the unit
        is_in_title = len(unit) > 2 and unit_text(unit, ENGLISH) in str(chart.title).lower()
        if unit and not is_in_title:
            title = tr(Text("{title} ({unit})"), language, title=title, unit=unit_text(unit, language))
        self.title.set_text(title)
        following = tr(self._charts[(self._at + 1) % len(self._charts)].title, language)
        self.next_chart.set_text(name=tr(Text("Next chart: {title}"), language, title=following))
        self.chart.setAccessibleName(title)
        self._drawn = None

    def _flag(self, mark: str | Text) -> str:
        language = self._theme.language
        if isinstance(mark, Text):
            return tr(mark, language)
        begins = mark in ("seed", "reset")  # the chart begins there, too
        return change_text(self._run, mark, language) if self._run is not None and not begins else ""

    # ---- input

    def _another_seed(self) -> None:
        if self._run is not None:
            self._do(Turn("seed", next_seed(self._run.exhibit.seed), self._run.exhibit.kind))

    def _turn(self) -> None:
        self._at = (self._at + 1) % len(self._charts)
        self._forecast = Forecast(self._charts[self._at].outputs[0])
        self._say_title()

    def _list(self) -> None:
        """Show the list of all readings, or the chart again; it is built when first shown, since few ask for it."""
        layout = self._rows.layout()
        assert layout is not None
        if not self.value_rows:
            self.value_rows = [ReadingRow(self._theme, self._accent, o) for o in self._exhibit.outputs]
            for row in self.value_rows:
                layout.addWidget(row)
        self._rows.setVisible(not self.listing)
        self.chart.setVisible(not self.listing)
        self.all.setChecked(self.listing)
        self._drawn = None
