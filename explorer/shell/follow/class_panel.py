"""Results of a class: the chart, its axes, and the pair whose state all screens show."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit.follow.class_results import ClassResults
from ...visit.follow.shapes import PairResult
from ...visit.lesson.acts import KeepPoint
from ..style.theme import Theme
from ..widgets import Button, Column, Flow, Prose, Row, TextSurface
from .class_chart import ClassChart

AXIS_NEXT = Text("Change this axis")


class ClassPanel(TextSurface):
    """The class chart with its controls.

    Parameters
    ----------
    on_show : called with the state code of the pair that all screens show.
    on_collect, on_close : called when that button is pressed.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        *,
        on_show: Callable[[str], object],
        on_collect: Callable[[], object],
        on_close: Callable[[], object],
    ) -> None:
        self._on_show = on_show
        self._results: ClassResults | None = None
        self._x = self._y = 0
        self._title, self._none = Prose(theme, " ", "heading", weight=700), Prose(theme, " ", "body", "ink2")
        self._close = Button(theme, icon="x", name=" ", kind="quiet", on_press=on_close)
        head = Row(theme, self._title, self._close, gap=10)
        head.setStretch(0, 1)
        self.across = Button(theme, " ", "arrow-right", kind="quiet", on_press=self._turn_across)
        self.upward = Button(theme, " ", "arrow-up", kind="quiet", on_press=self._turn_upward)
        self.chart = ClassChart(theme, lambda number: self._set_texts())
        self._pair = Prose(theme, " ", "label", "ink2")
        self.again = Button(theme, " ", "rotate-ccw", on_press=on_collect)
        self.show_pair = Button(theme, " ", "eye", kind="primary", on_press=self._show_chosen)
        foot = Row(theme, self._pair, self.again, self.show_pair, gap=10)
        foot.setStretch(0, 1)
        axes = Flow(theme, self.upward, self.across, gap=8)
        column = Column(theme, head, self._none, axes, self.chart, foot, gap=10)
        column.setStretchFactor(self.chart, 1)
        super().__init__(theme, column, elevation=3, padding=(22, 16, 16, 16), parent=parent)
        self.hide()

    def show_results(self, results: Mapping[int, PairResult]) -> None:
        """Show the results of the pairs' runs."""
        found = ClassResults.of(results)
        if found != self._results:
            if found is None or self._results is None or found.kind != self._results.kind:
                self._x = self._y = 0
            self._results = found
            self._set_texts()

    def points(self) -> list[KeepPoint]:
        """Points of the chart, to be stored with the lesson: of each pair the value it set and its result."""
        results = self._results
        if results is None:
            return []
        dial, output = self._axes(results)
        return [
            KeepPoint(results.kind, number, dial, x, output, y)
            for number, (x, y) in results.points(dial, output).items()
        ]

    def _axes(self, results: ClassResults) -> tuple[str, str]:
        """Quantities across ("" if the exhibit has no dial) and upward."""
        dials, outputs = results.dials, results.outputs
        return dials[self._x % len(dials)] if dials else "", outputs[self._y % len(outputs)]

    def _turn_across(self) -> None:
        self._x += 1
        self._set_texts()

    def _turn_upward(self) -> None:
        self._y += 1
        self._set_texts()

    def _show_chosen(self) -> None:
        results, chosen = self._results, self.chart.chosen
        if results is not None and chosen is not None and results.pairs[chosen].code:
            self._on_show(results.pairs[chosen].code)

    def _set_texts(self) -> None:
        language, results = self.theme.language, self._results
        self._close.set_text(name=tr(Text("Close the results"), language))
        self.again.set_text(tr(Text("Collect results"), language))
        self._none.setVisible(results is None)
        self._none.set_text(
            tr(
                Text(
                    "No results yet. Send everyone to an exhibit, give them time, then collect: each screen becomes one point."
                ),
                language,
            )
        )
        for widget in (self.across, self.upward, self.chart, self._pair, self.show_pair):
            widget.setVisible(results is not None)
        if results is None:
            self._title.set_text(tr(Text("Results of the class"), language))
            return
        exhibit = results.exhibit
        dial, output = self._axes(results)
        self._title.set_text(
            tr(Text("Results of the class: {exhibit}"), language, exhibit=tr(exhibit.title, language))
        )
        across = results.range_of(dial) if dial else (0.0, 1.0)
        names = [
            {value: tr(words, language) for value, words in results.names_of(name).items()} if name else {}
            for name in (dial, output)
        ]
        self.chart.show_points(
            results.points(dial, output), across, results.range_of(output), (names[0], names[1])
        )
        self.upward.set_text(tr(results.heading_of(output), language))
        self.upward.setToolTip(tr(AXIS_NEXT, language))
        self.across.setVisible(bool(dial))
        if dial:
            self.across.set_text(tr(results.heading_of(dial), language))
            self.across.setToolTip(tr(AXIS_NEXT, language))
        chosen = self.chart.chosen
        text = Text("Choose a point to show it to all") if chosen is None else Text("Screen {number}")
        self._pair.set_text(tr(text, language, number=chosen or 0))
        self.show_pair.set_text(tr(Text("Show to all"), language))
        code = results.pairs[chosen].code if chosen is not None else ""
        self.show_pair.setEnabled(bool(code))
        too_long = chosen is not None and not code
        self.show_pair.setToolTip(
            tr(Text("This run is too long to be shown to all."), language) if too_long else ""
        )
