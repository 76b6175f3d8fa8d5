"""The strip at the foot of an exhibit's view: two readings, a small chart, and the time of the run."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...exhibits.exhibit import figures_of
from ...i18n import Text, tr
from ...park.model import Park, Zone
from ...visit.acts import Pause, Undo
from ...visit.exhibit_run import Event, Running
from ..style.theme import Theme
from ..widgets import Button, Prose, Row, settle
from ..window.idle_tasks import Preloaded
from ..window.view_state import Views
from .chart.chart import ChartBox
from .chart.forecast import Forecast
from .chart.series import plotted, small_chart_of
from .fork import ForkButton, ForkTabs
from .forms import Do, ExhibitSurface, Place, RunView, Section, has
from .parameters import change_text
from .readouts import LineStanding, Readout

CHART_WIDE_PX, CHART_TALL_PX = 250, 48  # design pixels
FORK_WIDE_PX, FORK_TALL_PX = 216, 100
CHOSEN_S = 6.0
"""Time for which the result of a press on a part is shown."""


class StripContent(Section):
    """The content of the strip for one exhibit. Rebuilt for another exhibit, language or size.

    Attributes
    ----------
    readouts : one or two readings in large type.
    chart : the history of the first of them.
    tabs : two runs side by side, in place of the readings.
    tools : the buttons at the right end.
    line : how reliable the values of a real line are, if one feeds the exhibit.
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        theme, accent, exhibit, do = place.theme, place.zone.accent, place.exhibit, place.do
        self._theme, self._do = theme, do
        self._has_chart = bool(exhibit.charts) and has(theme, "chart")
        self._run: Running | None = None
        self._drawn: Running | None = None
        self._drawn_s = float("-inf")
        self._undone: str | None = None
        self._last: Event | None = None
        self._chosen_until_s = float("-inf")
        self._chosen = Prose(theme, " ", "label", weight=600)
        self._chosen.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._paused: bool | None = None
        outputs = figures_of(exhibit)
        inks = (theme.accent(accent).text, "ink")
        self.readouts = [Readout(theme, o, ink) for o, ink in zip(outputs, inks, strict=False)]
        self._charted = small_chart_of(exhibit)
        self._views = place.views
        self._forecast = Forecast(self._charted.outputs[0])
        self.chart = ChartBox(theme, accent, lambda mark: "", small=True)
        self.chart.setFixedSize(theme.px(CHART_WIDE_PX), theme.px(CHART_TALL_PX))
        self.chart.setAccessibleName(tr(self._charted.title, theme.language))
        self.tabs = ForkTabs(theme, accent, outputs[0], do)
        self.tabs.hide()
        self.pause = Button(theme, icon="pause", name=" ", kind="quiet", on_press=self._pause)
        self.undo = Button(theme, icon="undo-2", name=" ", kind="quiet", on_press=lambda: self._do(Undo()))
        self.fork = ForkButton(theme, do)
        self.fork.setMaximumHeight(self.fork.sizeHint().height())
        if not (has(theme, "fork") and exhibit.charts):  # one run is enough for pictures
            self.fork.hide()
        self.tools = Row(theme, self.pause, self.undo, self.fork, gap=6)
        self.line = LineStanding(theme)
        row = Row(theme, self.line, *self.readouts, self.tabs, self.chart, self._chosen, self.tools, gap=24)
        for button in (self.pause, self.undo, self.fork):
            self.tools.setAlignment(button, Qt.AlignmentFlag.AlignVCenter)
        for widget in (self.line, *self.readouts, self.tabs, self.chart, self._chosen):
            row.setAlignment(widget, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(row)
        self._chosen.hide()

    def fit(self, width_px: int, *, charted: bool) -> None:
        """Hide what does not fit: first the chart, then the second reading, then the label of the fork button."""
        if not self._chosen.isHidden():
            self._fit_chosen(width_px)
            return
        second = () if self.is_forked else self.readouts[1:]
        self._name_fork(worded=True)
        charted = charted and self._has_chart
        self.chart.setVisible(charted)
        for readout in second:
            readout.show()
        if self.is_forked and self.wide_px() > width_px:
            self._name_fork(worded=False)
        if charted and self.wide_px() > width_px:
            self.chart.hide()
        if second and self.wide_px() > width_px:
            second[0].hide()
        if self.wide_px() > width_px:
            self._name_fork(worded=False)

    @property
    def is_forked(self) -> bool:
        """Whether two runs are shown."""
        return not self.tabs.isHidden()

    def _name_fork(self, *, worded: bool) -> None:
        self.fork.show_fork(self.is_forked, worded=worded)
        self.fork.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _show_fork(self, run: Running) -> None:
        """Show one run, or both of a fork."""
        forked = run.other is not None
        if forked:
            self.tabs.show_run(run)
        if forked == self.is_forked:
            return
        self.tabs.setVisible(forked)
        for readout in self.readouts:
            readout.setVisible(not forked)
        wide, tall = (FORK_WIDE_PX, FORK_TALL_PX) if forked else (CHART_WIDE_PX, CHART_TALL_PX)
        self.chart.setFixedSize(self._theme.px(wide), self._theme.px(tall))
        self._name_fork(worded=True)
        self._drawn = None
        self.updateGeometry()

    def wide_px(self) -> int:
        """Wanted width."""
        settle()
        return self.sizeHint().width()

    def show_run(self, now: RunView) -> None:
        """Show the changes of a run; the chart not in every frame."""
        run, time_s = now.run, now.time_s
        self._show_chosen(run, time_s)
        self._run = run
        self.line.show_run(now)
        for readout in self.readouts:
            readout.show_run(now)
        self._show_fork(run)
        self._show_time(run)
        self._show_undo(run)
        waits = 0 <= time_s - self._drawn_s < now.redraw_s
        if self.chart.isHidden():
            return
        offered = self._views.state.offered if now.live is None else None
        if self._forecast.advance(run, offered):
            self._drawn = None
        if run is not self._drawn and not waits:
            self._drawn, self._drawn_s = run, time_s
            chart = self.chart
            self.chart.show_plot(
                plotted(run, self._charted, chart.most_ticks, chart.along, ahead=self._forecast.line)
            )

    @property
    def chosen(self) -> str:
        """The result of a press on a part; "" if it is not shown now."""
        return "" if self._chosen.isHidden() else self._chosen.text()

    def _show_chosen(self, run: Running, time_s: float) -> None:
        """On touch screens, show for a while what a press on a part selected, and how to undo it."""
        last = run.record.events[-1] if run.record.events else None
        if self._run is None:
            self._last = last
        if last is not self._last:
            self._last = last
            is_part = last is not None and last.name in run.exhibit.parts(run.state)
            stays_s = CHOSEN_S if is_part and has(self._theme, "result") else 0.0
            self._chosen_until_s = time_s + stays_s
            if last is not None and stays_s:
                language = self._theme.language
                words = tr(Text("You chose: {what}"), language, what=change_text(run, last.name, language))
                self._chosen.set_text(words)
                wide_px = round(self._theme.width_of(words, "label", 600)) + 4
                self._chosen.setFixedSize(wide_px, self._chosen.heightForWidth(wide_px))
                self._say_chosen(shown=True)
        if not self._chosen.isHidden() and not 0 <= self._chosen_until_s - time_s <= CHOSEN_S:
            self._say_chosen(shown=False)

    def _fit_chosen(self, width_px: int) -> None:
        """Wrap long text to two lines rather than run under the buttons."""
        beyond_px = self.wide_px() - width_px
        if beyond_px > 0:
            wide_px = max(self._chosen.width() - beyond_px, 1)
            self._chosen.setFixedSize(wide_px, self._chosen.heightForWidth(wide_px))
            self.updateGeometry()

    def _say_chosen(self, *, shown: bool) -> None:
        self._chosen.setVisible(shown)
        for widget in (*self.readouts, self.chart):  # only without a fork
            widget.setHidden(shown)
        self.undo.set_text(
            tr(Text("Undo"), self._theme.language) if shown else "", self.undo.accessibleName()
        )
        self.updateGeometry()

    def _show_time(self, run: Running) -> None:
        if run.paused == self._paused:
            return
        self._paused, language = run.paused, self._theme.language
        self.pause.show_icon("play" if run.paused else "pause")
        self.pause.set_text(
            name=tr(Text("Continue (Space)") if run.paused else Text("Pause (Space)"), language)
        )

    def _show_undo(self, run: Running) -> None:
        """Name the change that *Undo* would revert."""
        last = run.undo[-1][0] if run.undo else ""
        if last == self._undone:
            return
        self._undone, language = last, self._theme.language
        what = change_text(run, last, language)
        self.undo.set_text(
            self.undo.text(),
            name=tr(Text("Undo: {what} (Ctrl+Z)"), language, what=what)
            if last
            else tr(Text("Nothing to undo"), language),
        )
        self.undo.setEnabled(bool(last))

    def _pause(self) -> None:
        if self._run is not None:
            self._do(Pause(not self._run.paused))


class RunStrip(ExhibitSurface):
    """Readings and time of the exhibit where the visitor is; hidden otherwise.

    Attributes
    ----------
    content : its content for that exhibit; None while hidden.
    """

    def __init__(
        self,
        theme: Theme,
        park: Park,
        do: Do,
        *,
        views: Views | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.content: StripContent | None = None
        self._preloaded: Preloaded[StripContent] = Preloaded()
        self._holder = Row(theme, gap=0)
        super().__init__(theme, park, do, self._holder, padding=(20, 8, 14, 8), views=views, parent=parent)

    def preload(self, zone: Zone) -> bool:
        """Prepare the content for this zone's exhibit; return whether there was anything to build."""
        return self._preloaded.make(self._key(zone), lambda: StripContent(self.place_of(zone)))

    def drop_prepared(self) -> None:
        self._preloaded.drop()

    def fit(self, width_px: int, *, charted: bool) -> None:
        """Hide what does not fit in a width, and the chart unless it is wanted."""
        if self.content is not None:
            padding_px = self.theme.px(self.padding[0]) + self.theme.px(self.padding[2])
            self.content.fit(width_px - padding_px, charted=charted)

    @property
    def wanted_px(self) -> int:
        """Wanted width of its content."""
        return self.content.wide_px() if self.content is not None and not self.isHidden() else 0

    def _key(self, zone: Zone) -> object:
        return (zone.id, self.theme, self._built_for)

    def _drop(self) -> None:
        if self.content is not None:
            self._holder.removeWidget(self.content)
            self.content.hide()
            self.content.deleteLater()
            self.content = None

    def _build(self, zone: Zone) -> None:
        self._drop()
        self.content = self._preloaded.take(self._key(zone), lambda: StripContent(self.place_of(zone)))
        self._holder.addWidget(self.content)
        self.setAccessibleName(tr(Text("Readings and time"), self.theme.language))

    def _show_run(self, now: RunView) -> None:
        if self.content is not None:
            self.content.show_run(now)
