"""What an exhibit reads, for the audience: figures and a little line, and nothing to press."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...exhibits.kinds import KINDS
from ...park.model import Zone
from ...visit import Visit
from ..dials import TALL_TEXT
from ..dials.figures import Figure, Sparkline
from ..dials.series import figures_of
from ..pieces import Plate, Row
from ..theme import Theme

REDRAW_S = 0.25
SPARK_PX = 260


class Strip(Plate):
    """The figures of the exhibit on show, also while the presenter turns its dials; hidden away from exhibits."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self._zone: Zone | None = None
        self._drawn_s = float("-inf")
        self._figures: list[Figure] = []
        self._spark: Sparkline | None = None
        self._row = Row(theme, gap=28)
        super().__init__(theme, self._row, elevation=2, padding=(22, 8, 22, 8), parent=parent)
        self.hide()

    def restyle(self, theme: Theme) -> None:
        rebuild = hasattr(self, "theme") and theme != self.theme
        super().restyle(theme)
        if rebuild:
            self._row.restyle(theme)
            self._build(self._zone)

    @property
    def zone(self) -> str | None:
        """The zone whose exhibit is read."""
        return self._zone.id if self._zone else None

    def show_visit(self, visit: Visit, *, wanted: bool) -> None:
        """Show what the exhibit reads now, if it is wanted on the picture."""
        zone, run = visit.open_zone if visit.operating else None, visit.run
        if run is None:
            zone = None
        if zone is not self._zone:
            self._build(zone)
        self.setVisible(zone is not None and wanted)
        if run is None or self._spark is None:
            return
        readings = run.readings
        for figure in self._figures:
            figure.show_value(readings[figure.output.name])
        if not 0 <= visit.time_s - self._drawn_s < REDRAW_S:
            self._drawn_s = visit.time_s
            self._spark.show_run(run)

    def _build(self, zone: Zone | None) -> None:
        """Put figures of another exhibit in the places of the old ones."""
        while (old := self._row.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._zone, self._figures, self._spark = zone, [], None
        if zone is None or zone.exhibit is None:
            return
        theme, outputs = self.theme, figures_of(KINDS[zone.exhibit.kind])
        tall = theme.text >= TALL_TEXT
        inks = (theme.accent(zone.accent).text, "ink")
        self._figures = [
            Figure(theme, o, ink) for o, ink in zip(outputs, inks[: 1 if tall else 2], strict=False)
        ]
        self._spark = Sparkline(theme, zone.accent, outputs[0])
        self._spark.setFixedWidth(theme.px(SPARK_PX))
        self._drawn_s = float("-inf")
        for widget in (*self._figures, self._spark):
            self._row.addWidget(widget)
        self._spark.setVisible(not tall)
