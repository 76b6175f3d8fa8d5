"""The readout strip of a tour: readings of the stop's exhibit, and the tour's last action there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...i18n import Text, tr
from ...park.model import Zone
from ...visit import Running, Visit
from ..exhibit.chart.series import figures_of
from ..exhibit.forms import RunView
from ..exhibit.readouts import Readout, Sparkline
from ..style.theme import Theme
from ..widgets import Chip, Row, Surface
from .action_names import latest_action_text

REDRAW_S = 0.25


class Strip(Surface):
    """Two readouts, a sparkline, and a flag for the last action. Hidden away from exhibits.

    Parameters
    ----------
    always : whether it also shows while the visitor leads instead of the tour.

    Attributes
    ----------
    readouts : the readings; none while hidden.
    flag : the last action.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, always: bool = False) -> None:
        self._always = always
        self._zone: Zone | None = None
        self._holder = Row(theme, gap=24)
        self._drawn_s = float("-inf")
        self._drawn: Running | None = None
        self.readouts: list[Readout] = []
        self._spark: Sparkline | None = None
        self.flag: Chip | None = None
        super().__init__(theme, self._holder, elevation=2, padding=(20, 8, 20, 8), parent=parent)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        rebuild = hasattr(self, "theme") and theme != self.theme
        super().apply_theme(theme)
        if rebuild:
            self._holder.apply_theme(theme)
            self._build(self._zone)

    def update_from(self, visit: Visit) -> None:
        """Show the exhibit that the tour is at."""
        led = self._always or visit.guided
        at = visit.open_zone if led and visit.operating and visit.run is not None else None
        if at is not self._zone:
            self._build(at)
        self.setVisible(at is not None)
        run = visit.run
        if at is None or run is None or self.flag is None or self._spark is None:
            return
        now = RunView.of(visit)
        for readout in self.readouts:
            readout.show_run(now)
        words = latest_action_text(visit)
        if words != self.flag.text():
            self.flag.setText(words)
            self.flag.setVisible(bool(words))
            self.updateGeometry()
        if run is not self._drawn and visit.time_s - self._drawn_s >= REDRAW_S:
            self._drawn, self._drawn_s = run, visit.time_s
            self._spark.show_run(run)

    @property
    def zone(self) -> str | None:
        """The zone whose exhibit is shown."""
        return self._zone.id if self._zone else None

    def _build(self, zone: Zone | None) -> None:
        """Replace the readouts by those of another exhibit."""
        while self._holder.count():
            item = self._holder.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._zone, self.readouts, self._spark, self.flag = zone, [], None, None
        self._drawn, self._drawn_s = None, float("-inf")
        if zone is None or zone.exhibit is None:
            return
        theme = self.theme
        tall = theme.stacks
        outputs = figures_of(zone.exhibit.exhibit_class)
        inks = (theme.accent(zone.accent).text, "ink")
        self.readouts = [
            Readout(theme, o, ink) for o, ink in zip(outputs, inks[: 1 if tall else 2], strict=False)
        ]
        self._spark = Sparkline(theme, zone.accent, outputs[0])
        self._spark.setMaximumWidth(theme.px(180))
        self.flag = Chip(theme, "plain", "", "mouse-pointer-click")
        grows = self.flag.sizePolicy()
        grows.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # a long one takes two lines
        self.flag.setSizePolicy(grows)
        self.flag.hide()
        for widget in (*self.readouts, self._spark, self.flag):
            self._holder.addWidget(widget)
        self._holder.setAlignment(self.flag, Qt.AlignmentFlag.AlignVCenter)
        self._spark.setVisible(not tall and bool(zone.exhibit.exhibit_class.charts))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr(Text("Exhibit readings"), theme.language))
