"""The strip at the foot of a screen that is only looked at: the sentence of the stop and one figure of its exhibit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...i18n import Text, tr
from ...visit import Visit
from ..style.theme import Theme
from ..widgets import Row
from .caption import CaptionWords
from .figure_strip import FigureStrip
from .latest_action import latest_action_text

PADDING = (30, 14, 30, 14)
GAP_PX, LEAST_WORDS_PX = 36, 300
"""Gap between sentence and figure; least width of a sentence beside a figure, which makes way for it."""


class CaptionStrip(FigureStrip):
    """What a talk says and reads, for its audience and for screens that follow. It takes no clicks.

    Attributes
    ----------
    caption : the sentence; without one, what was done last at the exhibit.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.caption = CaptionWords(theme, is_centred=False)
        row = Row(theme, self.caption, gap=GAP_PX)
        super().__init__(theme, row, figure_at=1, gap_px=GAP_PX, padding=PADDING, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def words(self) -> str:
        """The sentence as authored; "" without one."""
        return self.caption.words

    @property
    def state(self) -> object:
        """Changes whenever it must be arranged again."""
        return self.isHidden(), self.caption.words, self.zone, self.figure_px

    def update_from(self, visit: Visit, words: str) -> None:
        """Show a sentence, if any, and the figure of the open exhibit."""
        self.show_figure(visit, visit.open_zone if visit.operating and visit.run is not None else None)
        self.caption.set_text(words or latest_action_text(visit))
        self.setAccessibleName(
            self.caption.accessibleName() or tr(Text("Exhibit readings"), self.theme.language)
        )
        self.setVisible(bool(self.caption.words or self.readouts))

    def fit(self, width_px: int, most_px: int) -> None:
        """Break the sentence for a width; one that would be higher than `most_px` is left out."""
        theme = self.theme
        left, top, right, bottom = (theme.px(side) for side in PADDING)
        room = width_px - left - right
        beside = room - self.figure_px
        has_room = not self.caption.words or beside >= theme.px(LEAST_WORDS_PX) * theme.text
        self.caption.fit(beside if has_room else room)
        tall = self.caption.sizeHint().height() + top + bottom
        self.caption.setVisible(bool(self.caption.words) and tall <= most_px)
        for readout in self.readouts:
            readout.setVisible(has_room or self.caption.isHidden())
