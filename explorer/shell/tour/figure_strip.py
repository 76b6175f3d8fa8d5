"""A strip at the foot with words and one figure: what a tour, a talk and a screen that follows have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...exhibits.exhibit import figures_of
from ...park.model import Zone
from ...visit import Visit
from ..exhibit.forms import RunView
from ..exhibit.readouts import Readout
from ..style.theme import Theme
from ..widgets import Row, Surface, apply_theme_within
from ..widgets.layouts import Margins


class FigureStrip(Surface):
    """Words, and the first figure of an exhibit.

    Attributes
    ----------
    readouts : the figure; empty without an exhibit.

    Parameters
    ----------
    figure_at : place of the figure in the row.
    gap_px : gap between the parts of the row, pixels of the design.
    """

    def __init__(
        self,
        theme: Theme,
        row: Row,
        *,
        figure_at: int,
        gap_px: int,
        padding: Margins,
        parent: QWidget | None = None,
    ) -> None:
        self._zone: Zone | None = None
        self.readouts: list[Readout] = []
        self._row, self._figure_at, self._gap_px = row, figure_at, gap_px
        super().__init__(theme, row, elevation=2, padding=padding, parent=parent)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        is_new = hasattr(self, "theme") and theme != self.theme
        super().apply_theme(theme)
        if is_new:
            apply_theme_within(self, theme)
            self._build(self._zone)

    @property
    def zone(self) -> str | None:
        """The zone whose exhibit is read."""
        return self._zone.id if self._zone else None

    @property
    def figure_px(self) -> int:
        """Width that the figure takes, with its gap."""
        return sum(readout.sizeHint().width() + self.theme.px(self._gap_px) for readout in self.readouts)

    def show_figure(self, visit: Visit, zone: Zone | None) -> None:
        """Show the figure of the exhibit that a visitor uses in this zone; None: no figure."""
        if zone is not self._zone:
            self._build(zone)
        for readout in self.readouts:
            readout.show_run(RunView.of(visit))

    def _build(self, zone: Zone | None) -> None:
        """Replace the figure by that of another exhibit."""
        for readout in self.readouts:
            self._row.removeWidget(readout)
            readout.hide()
            readout.deleteLater()
        self._zone, self.readouts = zone, []
        if zone is None or zone.exhibit is None:
            return
        figure = figures_of(zone.exhibit.exhibit_class)[0]
        self.readouts = [Readout(self.theme, figure, self.theme.accent(zone.accent).text)]
        self._row.insertWidget(self._figure_at, self.readouts[0])
        self._row.setAlignment(self.readouts[0], Qt.AlignmentFlag.AlignVCenter)
