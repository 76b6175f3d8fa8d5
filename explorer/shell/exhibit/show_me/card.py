"""The card of *Show me*: a reading, the caption of the present step, and buttons to pause, skip and leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ....exhibits.exhibit import Exhibit, figures_of
from ....i18n import Text, tr
from ....park.model import Zone
from ....visit.exhibit_run import Running
from ...style.theme import Theme
from ...widgets import Button, Column, Prose, Row, Surface, Themed, apply_theme_within, as_widget, paint
from ...window.view_state import Showing
from ..forms import RunView
from ..readouts import Readout

BAR_PX, BAR_GAP_PX = 5, 6  # design pixels

CAPTION_FROM = 0.6
"""Share of a step after which its caption is made from readings, if the exhibit has such a caption."""


class StepBars(Themed, QWidget):
    """One bar for each step: done, in progress, or to come."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._count, self._done = 1, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.apply_theme(theme)

    def show_share(self, count: int, done: float) -> None:
        """Show the number of steps, and how many are done, including the fraction of the present one."""
        done = round(done, 2)
        if (count, done) != (self._count, self._done):
            self._count, self._done = count, done
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(BAR_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        gap, tall = theme.px(BAR_GAP_PX), self.height()
        wide = (self.width() - gap * (self._count - 1)) / max(self._count, 1)
        for at in range(self._count):
            rect = QRectF(at * (wide + gap), 0, wide, tall)
            paint.rounded(painter, rect, tall / 2, theme.colour("line"))
            share = min(max(self._done - at, 0.0), 1.0)
            if share > 0:
                rect.setWidth(max(wide * share, tall))
                paint.rounded(painter, rect, tall / 2, theme.colour("primary"))


class ShowMeCard(Surface):
    """The caption and controls of *Show me*; hidden while it does not play.

    Parameters
    ----------
    on_pause, on_skip, on_leave : called by its buttons.
    """

    def __init__(
        self,
        theme: Theme,
        on_pause: Callable[[], object],
        on_skip: Callable[[], object],
        on_leave: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        self._zone: Zone | None = None
        self._exhibit: type[Exhibit[Any]] | None = None
        self._at = (-1, False)
        self._readout: Readout | None = None
        self._figure = Column(theme, gap=0)
        self._step = Prose(theme, " ", "label")
        self._caption = Prose(theme, " ", "lead", weight=600)
        self.pause = Button(theme, " ", "pause", kind="primary", on_press=on_pause)
        self.skip = Button(theme, icon="skip-forward", name=" ", on_press=on_skip)
        self.leave = Button(theme, " ", "x", kind="quiet", on_press=on_leave)
        self._bars = StepBars(theme)
        words = Column(theme, self._step, self._caption, gap=2)
        buttons = Row(theme, self.pause, self.skip, self.leave, gap=8)
        stacked = theme.stacks
        self._row = Row(theme, self._figure, words, gap=28)
        self._row.setStretch(1, 1)
        self._buttons = as_widget(buttons)
        if not stacked:
            self._row.addWidget(self._buttons)
            self._row.setAlignment(self._buttons, Qt.AlignmentFlag.AlignVCenter)
            column = Column(theme, self._row, self._bars, gap=12)
        else:
            column = Column(theme, self._row, self._buttons, self._bars, gap=10)
        super().__init__(theme, column, elevation=2, padding=(24, 14, 20, 16), parent=parent)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        theme = replace(theme, roomy=theme.stacks)
        super().apply_theme(theme)
        apply_theme_within(self, theme)
        if hasattr(self, "_row"):
            self._at = (-1, False)
            self._put_readout()

    @property
    def words(self) -> str:
        """The caption."""
        return self._caption.text()

    def show_zone(self, zone: Zone, exhibit: type[Exhibit[Any]]) -> None:
        """Begin with an exhibit."""
        self._zone, self._exhibit, self._at = zone, exhibit, (-1, False)
        self._put_readout()

    def show_step(self, showing: Showing, run: Running, share: float) -> None:
        """Show the present step, and the share of it that has passed."""
        exhibit, zone, language = self._exhibit, self._zone, self.theme.language
        if exhibit is None or zone is None:
            return
        steps = exhibit.walkthrough
        if self._readout is not None:
            self._readout.show_run(RunView(run))
        self._bars.show_share(len(steps), showing.at + share)
        caption = run.exhibit.caption(run.state, showing.at) if share >= CAPTION_FROM else None
        words = tr(caption or steps[showing.at].words, language)
        if (showing.at, showing.paused) == self._at and words == self._caption.text():
            return
        self._at = (showing.at, showing.paused)
        number = tr(Text("Step {step} of {count}"), language, step=showing.at + 1, count=len(steps))
        self._step.set_text(number, self.theme.accent(zone.accent).text)
        self._caption.set_text(words)
        self.pause.set_text(
            tr(
                Text("Continue", context="the demonstration")
                if showing.paused
                else Text("Pause", context="the demonstration"),
                language,
            )
        )
        self.pause.show_icon("play" if showing.paused else "pause")
        self.skip.set_text(name=tr(Text("Next step (→)"), language))
        self.leave.set_text(tr(Text("Leave", context="the demonstration"), language))
        self.setAccessibleName(tr(Text("Show me: {title}"), language, title=tr(exhibit.title, language)))
        self.updateGeometry()

    def _put_readout(self) -> None:
        """Put the first reading at the left, unless type is large."""
        if self._readout is not None:
            self._figure.removeWidget(self._readout)
            self._readout.hide()
            self._readout.deleteLater()
            self._readout = None
        if self._exhibit is not None and self._zone is not None and not self.theme.stacks:
            output = figures_of(self._exhibit)[0]
            self._readout = Readout(self.theme, output, self.theme.accent(self._zone.accent).text)
            self._readout.setMaximumWidth(self.theme.px(220))
            self._figure.addWidget(self._readout)
