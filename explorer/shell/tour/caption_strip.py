"""The strip at the foot of a screen that is only looked at: the sentence of the stop and one figure of its exhibit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...exhibits.exhibit import figures_of
from ...i18n import Text, tr
from ...park.model import Zone
from ...visit import Visit
from ..exhibit.forms import RunView
from ..exhibit.readouts import Readout
from ..style.theme import Theme
from ..widgets import Row, Surface, apply_theme_within
from .caption import CaptionWords
from .latest_action import latest_action_text

PADDING = (30, 14, 30, 14)
GAP_PX, LEAST_WORDS_PX = 36, 300
"""Gap between sentence and figure; least width of a sentence beside a figure, which makes way for it."""


class CaptionStrip(Surface):
    """What a talk says and reads, for its audience and for screens that follow. It takes no clicks.

    Attributes
    ----------
    caption : the sentence; without one, what was done last at the exhibit.
    readouts : the figure of the open exhibit; empty elsewhere.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._zone: Zone | None = None
        self.caption = CaptionWords(theme, is_centred=False)
        self.readouts: list[Readout] = []
        self._row = Row(theme, self.caption, gap=GAP_PX)
        super().__init__(theme, self._row, elevation=2, padding=PADDING, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        is_new = hasattr(self, "theme") and theme != self.theme
        super().apply_theme(theme)
        if is_new:
            apply_theme_within(self, theme)
            self._build(self._zone)

    @property
    def words(self) -> str:
        """The sentence as authored; "" without one."""
        return self.caption.words

    @property
    def zone(self) -> str | None:
        """The zone whose exhibit is read."""
        return self._zone.id if self._zone else None

    @property
    def state(self) -> object:
        """Changes whenever it must be arranged again."""
        return self.isHidden(), self.caption.words, self.zone, self._figure_px

    def update_from(self, visit: Visit, words: str) -> None:
        """Show a sentence, if any, and the figure of the open exhibit."""
        at = visit.open_zone if visit.operating and visit.run is not None else None
        if at is not self._zone:
            self._build(at)
        self.caption.set_text(words or latest_action_text(visit))
        for readout in self.readouts:
            readout.show_run(RunView.of(visit))
        self.setAccessibleName(
            self.caption.accessibleName() or tr(Text("Exhibit readings"), self.theme.language)
        )
        self.setVisible(bool(self.caption.words or self.readouts))

    def fit(self, width_px: int, most_px: int) -> None:
        """Break the sentence for a width; one that would be higher than `most_px` is left out."""
        theme = self.theme
        left, top, right, bottom = (theme.px(side) for side in PADDING)
        room = width_px - left - right
        beside = room - self._figure_px
        has_room = not self.caption.words or beside >= theme.px(LEAST_WORDS_PX) * theme.text
        self.caption.fit(beside if has_room else room)
        tall = self.caption.sizeHint().height() + top + bottom
        self.caption.setVisible(bool(self.caption.words) and tall <= most_px)
        for readout in self.readouts:
            readout.setVisible(has_room or self.caption.isHidden())

    @property
    def _figure_px(self) -> int:
        return sum(readout.sizeHint().width() + self.theme.px(GAP_PX) for readout in self.readouts)

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
        self._row.addWidget(self.readouts[0])
        self._row.setAlignment(self.readouts[0], Qt.AlignmentFlag.AlignVCenter)
